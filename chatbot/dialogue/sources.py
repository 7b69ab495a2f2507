"""Which of the two speaks where both the FAQ and the catalogue may answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chatbot.config import Settings
from chatbot.dialogue.evidence import (
    believes,
    best_score,
    faq_spoke_last,
    goes_on,
    is_detail,
    is_open,
    may_go_on_about_product,
    surely,
    wants,
)
from chatbot.dialogue.matters import of_subject
from chatbot.dialogue.mood import offered
from chatbot.dialogue.order_evidence import is_of_wrongs
from chatbot.dialogue.skills import Skills
from chatbot.knowledge.lexicon import content
from chatbot.knowledge.product_words import root
from chatbot.messages import Answer, Candidate, Chip, Context
from chatbot.skills.faq import CHIP
from chatbot.skills.follow_ups import (
    MEASURES,
    RELATIONS,
    asks_for_more,
    connects,
    is_follow_up,
    names_aspect,
    names_thing,
    points_back,
    refers_back,
)
from chatbot.skills.product_page import HAVING
from chatbot.skills.product_question import Question
from chatbot.skills.replies import is_courteous, is_no

LIKELY = 0.5  # of an FAQ entry that is asked about rather than what the page of the product says
ASKS_PRICE = re.compile(r"\bhow (?:much (?:is|are|for|does|do they)|expensive)\b|\bprices?\b|\bcosts?\b", re.IGNORECASE)
UNFIT = 0.45  # the most that an entry on another thing than the product that is meant may be: it is asked about, and never told
FAQ_SURE = 0.9  # of an FAQ entry, from which it is told whatever the page of the product says


class Sources:
    def __init__(self, skills: Skills, settings: Settings) -> None:
        self._skills, self._settings = skills, settings

    def fitting(self, context: Context) -> Context:
        """Return the context in which entries that can't be about the product that is meant are likely enough to be asked about at most."""
        if context.message.choice or is_open(context):
            return context
        at = self._skills.products.nearest_of(context, [each.question for each in context.candidates])
        context = replace(context, candidates=(near := of_subject(context.candidates, at, UNFIT)))
        others = self._skills.products.of_others(context, [each.question for each in near])
        unfit = [is_other or not self._may_price(context, each) for is_other, each in zip(others, near, strict=True)]
        if not any(unfit):
            return context
        capped = [
            replace(each, score=min(each.score, UNFIT)) if is_unfit else each for each, is_unfit in zip(near, unfit, strict=True)
        ]
        return replace(context, candidates=tuple(sorted(capped, key=lambda each: -each.score)))

    def _may_price(self, context: Context, near: Candidate) -> bool:
        """Whether an entry that is not sure may answer: "how much are the 8 mm boards" is not told how many boards to buy."""
        asks = wants("product_question")(context) and ASKS_PRICE.search(context.message.text)
        is_doubted = asks and near.score < FAQ_SURE and not Question.read(context.message.text).is_for_the_shop
        return not is_doubted or self._skills.faq.speaks_of_price(near)

    def is_courtesy(self, context: Context) -> bool:
        """Whether a greeting, thanks or a goodbye is one: "silver" (thanks, 0.89) is none where an entry surely answers all its words."""
        said = set(content(context.message.text))
        is_matter = bool(said) and said <= self._skills.faq.nearest_words(context)
        is_sure = best_score(context) >= self._settings.faq_beats_lookup
        # "The tulips are wilted" was thanks (0.94): no word of it is one, and an entry worth asking about has one.
        titled = {word for each in context.candidates[:1] for word in content(each.question)}
        is_likely = (
            best_score(context) >= self._settings.faq_ask_p and bool(said & titled) and not is_courteous(context.message.text)
        )
        return wants("greeting", "goodbye", "thanks")(context) and not ((is_sure and is_matter) or is_likely)

    def mostly(self, context: Context) -> Answer | None:
        """Ask whether the shop's rule on such a wish is meant, which the message itself is far from ("i want my money back")."""
        rule = next(iter(context.of_wish), None)
        if rule is None or rule.faq_id in (context.state.last_faq_id, *context.state.offered_faqs):
            return None
        asked = self._skills.faq.asked(of_wish(context))
        return offered(asked) if asked else None

    def made_good(self, context: Context) -> Answer | None:
        """What the shop does for what came broken, wrong or incomplete, however it is put ("with a hole"), and a person is offered.

        It goes before an entry on the thing ("Earrings": no opened ones are taken back) that is not sure. Where the plain question finds
        none, a near entry whose title speaks of such a thing is asked about.
        """
        general, told = self.answer(context), self.faq("answer")(of_wish(context))
        if general and general.faq and (general.faq.score >= FAQ_SURE or (told and told.sources == general.sources)):
            return None
        if general and general.faq and is_of_wrongs(general.faq.question):
            return offered(general)  # "dead on arrival" has an entry of its own
        titled = next((each for each in context.candidates if is_of_wrongs(each.question)), None)
        if told is None and titled is not None:
            near = replace(titled, score=max(titled.score, self._settings.faq_ask_p))
            told = self._skills.faq.asked(replace(context, candidates=(near,)))
        return offered(replace(told, chips=(*self._of_thing(context, told), *told.chips))) if told else None

    def _of_thing(self, context: Context, told: Answer) -> tuple[Chip, ...]:
        """Return the likely rule on the thing that is named ("Can I return oils?" of "i opened the oil"), which stays one click away."""
        said = set(content(context.message.text)) - set(content(told.faq.question if told.faq else ""))
        near = [each for each in context.candidates[:1] if each.score >= LIKELY and said & set(content(each.question))]
        return tuple(Chip(each.question, CHIP + each.faq_id) for each in near if told.faq and each.faq_id != told.faq.faq_id)

    def faq_goes_on(self, context: Context) -> bool:
        """Whether the FAQ, which spoke last, surely has more to say: on what it told ("how much is it"), or on a detail of the matter.

        "Its a lawn mower" after "can I return it" is no wish for one; a bare "lawn mower" after an answer may be.
        """
        text, state = context.message.text, context.state
        s = self._settings
        least = s.faq_answer_p if asks_for_more(text) else s.faq_beats_lookup  # "and how much" has no word for anything else
        if not faq_spoke_last(state) or best_score(context) < least:
            return False
        is_told = context.candidates[0].faq_id == state.last_faq_id and not state.offered_faqs
        if is_told:
            return asks_for_more(text) or (points_back(text) and set(content(text)) <= set(content(state.history[-1][1])))
        return is_follow_up(text, state) and (bool(state.offered_faqs) or is_detail(text))

    def of_matter(self, context: Context) -> Answer | None:
        """What the FAQ says of a thing that is named right after it spoke ("and for a bike?" after "shipping to germany").

        An entry that is near says it, or is asked about; "and on lego" is of the matter even where none is near, "and a rattle" may
        be a wish.
        """
        text, spoke_last = context.message.text, faq_spoke_last(context.state) or self._skills.faq.told_last(context)
        if not (spoke_last and names_thing(text)) or is_open(context):
            return None
        near = [self.faq("answer")(context), self.faq("ask")(context)]
        told = next((each for each in near if each is not None), None)
        if told and told.faq and told.faq.faq_id == context.state.last_faq_id and is_repeated(told):
            return None  # "the 65w" after what a laptop needs: the same words again help nobody
        if told is None and names_aspect(text):
            return self._skills.handoff.no_answer(context)
        return told

    def picked(self, context: Context) -> Answer | None:
        """ "Yes" or "the second one" to "do you mean one of these"; "none" leaves nothing to answer with."""
        if is_no(context.message.text):
            return self._skills.handoff.no_answer(context)
        return self._skills.faq.picked(context)

    def unknown_of_product(self, context: Context) -> Answer | None:
        """What the product's page says; where only a kind is asked about, its products beside an honest "I don't know"."""
        found = self._skills.products.unanswered(context) or self._held(context)
        if found is None:
            return None
        if not (wants("product_question")(context) or may_go_on_about_product(context)):  # then the page has to bear on it
            return found if found.say and found.decision == "answer" else None
        if found.say:
            return found
        return replace(self._skills.handoff.no_answer(context), products=found.products, state=found.state)

    def ask_of_product(self, context: Context) -> Answer | None:
        """A product that is named weighs against an FAQ entry that only may answer; its page is told where that is unlikely.

        Where the entry alone holds a word that is asked for ("gluten", "thyroid tablets"), the page is not told.
        """
        found = self._skills.products.unanswered(context)
        found = found if found and found.say else self._held(context) or found
        asked = self._skills.faq.asked(context) if found else None
        if found is None or asked is None:
            return None
        bears = bool(found.say) and found.decision == "answer"
        beside = found.products if found.say else ()  # of a kind, any card would be a guess
        if bears and found.say[0].act == "product_fact" and best_score(context) < FAQ_SURE:  # a limit on the amount that is said
            return replace(found, chips=asked.chips[:1])
        if best_score(context) < LIKELY and found.say:
            return found if bears else replace(found, chips=(*asked.chips[:1], *found.chips))
        if self._asked_words(context, found) & self._skills.faq.nearest_words(context) - page_words(found):
            general = self.faq("answer")(context) or asked
            return with_cards(general, found) if beside else general
        if bears:
            return replace(found, chips=asked.chips)
        # "I'm not sure that this answers it" in front of a question back would hide the entry.
        # The kind that "does it come with a cable" mentions is not what it asks of.
        is_of_kind = bool(beside) or not refers_back(context.message.text)
        state = replace((found.state if is_of_kind else None) or context.state, last_question=context.message.text)
        return replace(asked, products=found.products if is_of_kind else (), state=state)

    def _held(self, context: Context) -> Answer | None:
        """What the page of a thing says whose record alone holds all words of a question that no entry likely answers."""
        is_matter = connects(context.message.text)  # "and a bottle of gin too" adds to what was asked before
        is_asked = wants("product_question")(context) and best_score(context) < LIKELY and not is_matter
        return self._skills.products.held(context) if is_asked else None

    def answer(self, context: Context) -> Answer | None:
        """What the FAQ says; where a product is surely asked about, an entry must be sure or hold more of the question than its name."""
        found = self.faq("answer")(context)
        if found is not None and believes("complaint")(context) and _is_unlike(found, context):
            return None
        is_told = found is not None and found.faq is not None and found.faq.faq_id == context.state.last_faq_id
        if wants("out_of_scope")(context) and goes_on(context) and not is_told and self.sure_faq(context) is None:
            return None  # "i rode 8 km", of a bike that is to be returned, asks for no range
        if found is None or found.faq is None:
            return found
        if told := self._on_page(context, found.faq):
            return told
        unanswered = self._skills.products.unanswered(context) if surely("product_question")(context) else None
        if unanswered is None or found.faq.score >= FAQ_SURE:
            return found
        asked = self._asked_words(context, unanswered)
        if not asked or asked & self._skills.faq.nearest_words(context):
            return found
        return self.ask_of_product(context)

    def _on_page(self, context: Context, near: Candidate) -> Answer | None:
        """What the page of the product tells of all that is asked, with the entry as a chip, which may be on others ("all beers").

        What to do, and what the shop does, the FAQ knows better. Of a question that says no more than the product's name ("what's in
        it") a sure entry does, too.
        """
        question = Question.read(context.message.text)
        is_of_product = wants("product_question")(context) or may_go_on_about_product(context)
        if not is_of_product or question.is_for_the_shop or question.asks_a_way:
            return None
        told = self._skills.products.unanswered(context)
        if told is None or not told.say or told.decision != "answer":
            return None
        asked = self._asked_words(context, told)
        is_told = asked <= page_words(told) if asked else near.score < FAQ_SURE
        if told.say[0].act == "product_fact":  # a limit on the amount that is asked about: "max 25W" of a lamp, to "a 60w bulb"
            is_told = near.score < FAQ_SURE
        return replace(told, chips=(Chip(near.question, CHIP + near.faq_id),)) if is_told else None

    def _asked_words(self, context: Context, found: Answer) -> set[str]:
        """Return the content words of a message that are no name of the products."""
        titles = " ".join(card.title for card in found.products)
        return set(content(context.message.text)) - RELATIONS - MEASURES - set(content(f"{titles} {HAVING}"))

    def is_asked_of_faq(self, context: Context, told: Answer) -> bool:
        """Whether the best entry holds a word that is asked for, which neither name nor facts of the products hold."""
        titles = " ".join(card.title for card in told.products)
        facts = " ".join(value for say in told.say for value in say.slots.values())
        question = Question.read(context.message.text)
        asked = content(" ".join(token.word for token in question.tokens if root(token.word) in question.unread))
        return bool(set(asked) - RELATIONS - set(content(f"{titles} {facts} {HAVING}")) & self._skills.faq.nearest_words(context))

    def sure_faq(self, context: Context) -> Answer | None:
        found = self.faq("answer")(context)
        is_sure = found is not None and found.faq is not None and found.faq.score >= self._settings.faq_beats_lookup
        return found if is_sure else None

    def faq(self, decision: str) -> Callable[[Context], Answer | None]:
        def answer(context: Context) -> Answer | None:
            found = self._skills.faq.answer(context)
            return found if found is not None and found.decision == decision else None

        return answer


def _is_unlike(found: Answer, context: Context) -> bool:
    """Whether an entry shares no word with a message, and is not sure by itself: "useless" (0.67) asks for no return of what was worn."""
    text, score = context.message.text, found.faq.score if found.faq else 1.0
    is_sure = score >= FAQ_SURE and not is_follow_up(text, context.state)
    return found.faq is not None and not is_sure and not set(content(text)) & set(content(found.faq.question))


def is_repeated(told: Answer) -> bool:
    """Whether an entry is told with the same words again, so that a person is offered."""
    return any(say.act == "offer_human" for say in told.say)


def of_wish(context: Context) -> Context:
    """Return the message as the plain question that it comes down to."""
    return replace(context, candidates=context.of_wish[:1], questions=())


def left_question(context: Context, answer: Answer) -> Answer:
    """Once products are told of, the question before them is left: "is that available on instalments" is about them."""
    if answer.skill != "products":
        return answer
    return replace(answer, state=replace(answer.state or context.state, last_question="", last_faq_id=""))


def page_words(found: Answer) -> frozenset[str]:
    """Return the content words that are quoted of the products' pages."""
    return frozenset(content(" ".join(say.slots.get("fact", "") for say in found.say)))


def with_cards(general: Answer, advice: Answer) -> Answer:
    """Return an entry of the FAQ with the cards of the advice, which the next message may be about."""
    if general.state is None or advice.state is None:
        return replace(general, products=advice.products)
    shown = advice.state
    state = replace(general.state, last_products=shown.last_products, last_product="", last_search=shown.last_search)
    return replace(general, products=advice.products, state=state)
