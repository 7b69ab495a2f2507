"""Skills that know one thing each, and a customer who talks to the router through them."""

from collections.abc import Sequence

from chatbot.config import Settings
from chatbot.dialogue.routing import Router
from chatbot.messages import (
    Answer,
    Candidate,
    Context,
    CustomerMessage,
    DialogueState,
    Prediction,
    ProductCard,
    Say,
    Scored,
    Understanding,
)
from chatbot.skills.entities import read_entities


class KnownFaq:
    """Answers the questions it was given, by their exact text, or asks back where it is not sure."""

    def __init__(self, **decisions: float) -> None:
        self.scores = {text.replace("_", " "): score for text, score in decisions.items()}

        self.questions: dict[str, str] = {}  # of the entry that a text finds, where it is not the text

    def answer(self, context: Context) -> Answer | None:
        score = self.scores.get(context.message.text)
        if score is None:
            return None
        if score < Settings().faq_answer_p:
            return self.asked(context)
        return Answer(
            "faq",
            (Say("faq_answer", {"answer": "The shop's words."}),),
            faq=Candidate("id", self.questions.get(context.message.text, context.message.text), score),
            state=context.state,
        )

    def picked(self, context: Context) -> Answer | None:
        return said("faq_answer") if context.message.text == "the second one" else None

    def told_last(self, context: Context) -> bool:
        return False

    words = frozenset({"gluten", "shop"})  # of the nearest entry

    def nearest_words(self, context: Context) -> frozenset[str]:
        return self.words

    def speaks_of_price(self, candidate: Candidate) -> bool:
        return "cost" in candidate.question

    def asked(self, context: Context) -> Answer | None:
        return Answer("faq", (Say("did_you_mean"),), decision="ask") if context.candidates else None


class NoProducts:
    def answer(self, context: Context) -> Answer | None:
        return None

    follow_up = fact = fact_of_kind = wished = bought = expected = promised = in_stock = page_of_meant = answer

    def is_named(self, context: Context, shown: Answer) -> bool:
        return False

    unanswered = lacking = held = answer

    def only_offers(self, context: Context, told: Answer) -> bool:
        return False

    def is_kin(self, context: Context, shown: Answer) -> bool:
        return False

    def nearest_of(self, context: Context, questions: Sequence[str]) -> int | None:
        return 0

    def of_others(self, context: Context, questions: Sequence[str]) -> list[bool]:
        return ["helmet" in question for question in questions]


class KnownProducts(NoProducts):
    """Goes on with what it shows, knows one fact, and has one kind of thing."""

    def __init__(self) -> None:
        self.chosen: list[str] = []

    def follow_up(self, context: Context) -> Answer | None:
        return said("product_in_stock") if context.message.text == "the second one" else None

    def fact(self, context: Context) -> Answer | None:
        if "lantern" in context.message.text:
            return Answer("products", (Say("product_sold_out"), Say("recommend")))
        return said("product_fact") if context.message.text == "is the lamp dimmable" else None

    def answer(self, context: Context) -> Answer | None:
        self.chosen.append(context.message.choice or "")
        if "60x40" in context.message.text:
            return Answer("products", (Say("recommend_near", {"missed": "60x40"}),), products=(LAMP,), state=context.state)
        if "fly" in context.message.text:
            return None
        return said("no_products" if "pegs" in context.message.text else "recommend", LAMP)

    def wished(self, context: Context) -> Answer | None:
        return said("recommend", LAMP) if context.message.text in ("show me lamps", "lamps") else None

    def is_named(self, context: Context, shown: Answer) -> bool:
        return "lamps" in context.message.text

    def unanswered(self, context: Context) -> Answer | None:
        quotes = (Say("product_page", {"product": "Lamp", "fact": "Lights."}),) if "light" in context.message.text else ()
        return Answer("products", quotes, products=(LAMP,)) if "lamp" in context.message.text else None

    def held(self, context: Context) -> Answer | None:
        return said("product_page", LAMP) if "wick" in context.message.text else None


LAMP = ProductCard("lamp", "Lamp", "€49.90", "", "", "In stock", "")


def said(act: str, *products: ProductCard) -> Answer:
    return Answer("products", (Say(act),), products=() if act == "no_products" else products)


class Talk:
    def __init__(self, router: Router) -> None:
        self.router, self.state = router, DialogueState()
        self.scores: dict[str, float] = getattr(router._skills.faq, "scores", {})
        self.questions: dict[str, str] = getattr(router._skills.faq, "questions", {})
        self.sources = router._sources

    def say(
        self, text: str, intent: str = "out_of_scope", sentiment: str = "neutral", choice: str | None = None, p: float = 0.9
    ) -> list[str]:
        in_scope_p = 1 - p if intent == "out_of_scope" and len(text.split()) > 2 else 0.9
        prediction = Prediction((Scored(intent, p),), in_scope_p, (Scored(sentiment, 0.95),))
        understanding = Understanding(prediction, read_entities(text), text)
        found = (Candidate("id", "q", self.scores[text]),) if text in self.scores else ()
        answer = self.router.route(Context(CustomerMessage("c", text, choice=choice), understanding, self.state, found))
        self.answer, self.state = answer, answer.state or self.state
        return [say.act for say in answer.say]
