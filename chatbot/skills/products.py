"""Recommend products by need, and answer with the facts of one. Shows only what the catalogue holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chatbot.knowledge.catalogue import Catalogue
from chatbot.knowledge.filters import Wish
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.wish_words import LOOSE, NEED
from chatbot.knowledge.words import words
from chatbot.messages import Answer, Context, Say
from chatbot.skills import product_again as again
from chatbot.skills import product_search as search
from chatbot.skills.follow_ups import is_question, refers_back
from chatbot.skills.product_answers import answer_of, compared, introduced, quoted, spoken_of
from chatbot.skills.product_each import bought, is_of_each, told_of_each
from chatbot.skills.product_entries import holding, is_priced_by_faq, nearest_of, others_of
from chatbot.skills.product_listening import listen
from chatbot.skills.product_offers import is_offer
from chatbot.skills.product_promise import promised
from chatbot.skills.product_question import Question
from chatbot.skills.product_search import SHOWN
from chatbot.skills.product_siblings import line_of
from chatbot.skills.product_talk import Talk, names_variant, of_kind, singled_out
from chatbot.skills.product_telling import TOLD, told, told_apart
from chatbot.skills.smalltalk import BELIEVED

COMPARED = 4  # products; more is a table, not an answer
SMALL_TALK = frozenset(("greeting", "goodbye", "thanks"))  # what words alone are taken for: "sheesham only" is a goodbye (0.64)
SURE = 0.8  # of small talk, and no wish
WISH_INTENTS = frozenset(("product_recommendation", "product_question", "out_of_scope"))  # of a bare "hiking, around 50"


class ProductsSkill:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def answer(self, context: Context) -> Answer | None:
        """Show products, or tell facts of one; None when the shop has no catalogue, or the record does not answer."""
        if self._catalogue.is_empty():
            return None
        index = self._catalogue.current()
        if context.message.choice:
            return self._chosen(index, context, *context.message.choice.split(":", 1))
        talk = listen(index, context)
        if talk.continues or talk.compared:
            return self._continued(index, context, talk)
        if context.understanding.prediction.intent.label == "product_recommendation":
            return self._advised(index, context, talk)
        return self._questioned(index, context, talk)

    def follow_up(self, context: Context) -> Answer | None:
        """Go on from what was shown ("the second one", "under 40 please"); None unless every word is understood."""
        state = context.state
        if not (state.last_products or state.last_search or state.wish_asked) or (heard := self._heard(context)) is None:
            return None
        index, talk = heard
        if talk.refused:
            return search.without(index, context, talk)
        if is_of_each(index, context, talk) and (answer := told_of_each(index, context, talk, talk.shown)):
            return answer
        if other := again.another_named(index, context, talk):
            told_of = told(index, context, again.asked_again(index, context, talk, other)) if state.last_asked else None
            answer = told_of or again.told_anyway(index, context, other)
            return replace(answer, state=replace(answer.state or state, last_asked=state.last_asked))
        if talk.continues:
            return self._continued(index, context, talk)
        intent, p = context.understanding.prediction.intent.label, context.understanding.prediction.intent.p
        may_narrow = intent in WISH_INTENTS or p < (SURE if intent in SMALL_TALK else BELIEVED)
        if may_narrow and (narrower := again.narrowed(index, talk, SHOWN)):
            return search.shown(index, context, narrower[0], narrower[1].source)
        if may_narrow and (nearer := again.nearest_shown(index, talk, SHOWN)):
            answer = search.shown(index, context, nearer[0], nearer[1].source)
            return replace(answer, say=(Say("recommend_guess"),))
        if state.wish_asked and intent in WISH_INTENTS and talk.wish.text:
            answer = search.found(index, context, talk.narrowed or talk.wish)
            return answer if answer.products else None
        return None

    def fact(self, context: Context) -> Answer | None:
        """Tell what the record says of a product that is named or was shown; None when it says nothing to the question."""
        if (heard := self._heard(context)) is None:
            return None
        index, talk = heard
        if talk.compared and (answer := self._compared(index, context, talk)):
            return answer
        focus = index.product(context.state.last_product)
        if focus and not talk.meant and again.only_goes_on(context.message.text):
            return told(index, context, replace(talk, meant=(focus,), picks=False))
        if not talk.meant and context.understanding.prediction.intent.label == "product_question":
            talk = replace(talk, meant=() if is_priced_by_faq(context, talk) else singled_out(index, talk))
        return told(index, context, talk) if talk.meant and not talk.tells_budget else None

    def fact_of_kind(self, context: Context) -> Answer | None:
        """Tell the attributes that a question on a kind asks for ("are your tents heavy"); None when the records have none."""
        if (heard := self._heard(context)) is None:
            return None
        index, talk = heard
        is_of_one = again.only_goes_on(context.message.text) and context.state.last_product  # "and vegan?" asks of it alone
        is_wish = talk.question.asks_price_or_stock or talk.tells_budget  # the cards tell those
        is_wish = is_wish or (talk.is_bare_wish and not talk.question.topics)  # "apple watch straps?" asks nothing of them
        if is_of_one or talk.meant or talk.question.asks_a_way or is_wish:
            return None
        if talk.wish.values("size") and talk.question.topics <= {"sizes"}:  # "queen size beds" asks for cards
            return None
        return told(index, context, replace(talk, meant=of_kind(index, talk), reads_description=False))

    def wished(self, context: Context) -> Answer | None:
        """Show what a bare wish ("show me tents") or a superlative ("your cheapest tent") names, whatever the classifier takes it for.

        Of one product that is named, what is asked of it is told ("wisp stove price"). None unless the shop calls something so.
        """
        if (heard := self._heard(context)) is None:
            return None
        index, talk = heard
        if talk.is_of_size and not talk.strangers:  # "where's my bangle, sent M back" asks for no size
            return told(index, context, talk)
        wish = talk.wish
        is_variant_asked = wish.values("size") or wish.values("color")  # then the search tells whether there is such a one
        is_one_asked = len(talk.named) == 1 and talk.question.topics and not (talk.strangers or wish.order or is_variant_asked)
        if is_one_asked and (answer := told(index, context, talk)):
            return answer
        asks_for_one = talk.asks_for_kind and len(talk.named) == 1 and not talk.strangers  # "do you have" and a title
        asks_stock = talk.question.asks_how_it_is and talk.question.topics == {"stock"}
        if asks_stock and (one := singled_out(index, talk)):  # "is the sheep in stock"
            return told(index, context, replace(talk, meant=one))
        is_wish = talk.is_bare_wish or wish.order or asks_for_one or asks_stock or talk.asks_price_of_kind
        is_wish = is_wish or (talk.asks_by_filters and not talk.named)
        is_listed = talk.asks_by_filters and (not wish.rest or index.is_called(wish))
        is_named = is_listed or talk.names_brand_alone or (is_wish and index.is_called(wish))
        is_named = is_named or (talk.asks_for_kind and names_variant(index, talk))
        return search.found_for(index, context, talk) if is_named else None

    def in_stock(self, context: Context) -> Answer | None:
        """Tell of what is called by every other word of "is the sheep in stock", or has its colour, whether it can be had; else None."""
        if (heard := self._heard(context)) is None:
            return None
        index, talk = heard
        is_called = index.is_called(talk.wish) or names_variant(index, talk)
        is_asked = is_called and any(each.kind == "stock" for each in talk.wish.filters)
        return self.wished(context) or search.found(index, context, talk.wish) if is_asked else None

    def expected(self, context: Context) -> Answer | None:
        """Tell whether the one product that is named or was spoken of last can be had and how its page begins; None without one."""
        if (heard := self._heard(context)) is None:
            return None
        index, named = heard[0], heard[1].named
        focus = index.product(context.state.last_product)
        meant = named or ((focus,) if focus and refers_back(context.message.text) else ())
        return introduced(context, meant[0]) if len(meant) == 1 else None

    def bought(self, context: Context) -> Answer | None:
        """Tell whether what is spoken of can be had, with its card, which leads to its page ("ok book it"); None for another matter."""
        if not context.state.last_products or (heard := self._heard(context)) is None:
            return None
        return bought(heard[0], context, heard[1])

    def promised(self, context: Context) -> Answer | None:
        """Tell how long what is meant is guaranteed ("warranty on the oslo bed"), where its own record tells; else None."""
        return None if self._catalogue.is_empty() else promised(self._catalogue.current(), context)

    def only_offers(self, context: Context, told: Answer) -> bool:
        """Whether nothing is told but that a product can be had or not, to who asks neither that nor for a size or a colour."""
        talk = listen(self._catalogue.current(), context)
        is_variant_asked = bool(talk.wish.values("size") or talk.wish.values("color")) and not talk.strangers
        return not (talk.question.asks_price_or_stock or is_variant_asked) and is_offer(told)

    def of_others(self, context: Context, questions: Sequence[str]) -> list[bool]:
        """Return which questions are on other things than what is meant: "how long does a helmet last", of "it" after bulbs."""
        none = [False] * len(questions)
        return none if self._catalogue.is_empty() else others_of(self._catalogue.current(), context, questions)

    def nearest_of(self, context: Context, questions: Sequence[str]) -> int | None:
        """Return the place of the question that is on the product spoken of, of questions alike whose first may be on others."""
        return 0 if self._catalogue.is_empty() else nearest_of(self._catalogue.current(), context, questions)

    def is_named(self, context: Context, shown: Answer) -> bool:
        """Whether the first card is called by every word of the wish."""
        wish = listen(index := self._catalogue.current(), context).wish
        at = index.places.get(shown.products[0].id)
        return at is not None and bool(wish.rest) and bool(index.scores(wish).is_labelled[at])

    def is_kin(self, context: Context, shown: Answer) -> bool:
        """Whether the first card is called by one word of the wish at least."""
        index = self._catalogue.current()
        at, wish = index.places.get(shown.products[0].id), listen(index, context).wish
        return at is not None and bool(index.lexicon.match(" ".join(wish.rest)).question_share[at] > 0)

    def unanswered(self, context: Context) -> Answer | None:
        """Return the products that a question is about although no record answers it, with what their pages say.

        Nothing is said where only their kind is known. None when no product is meant.
        """
        if (heard := self._heard(context)) is None:
            return None
        (index, talk), asked = heard, context.message.text
        is_of_faq = is_priced_by_faq(context, talk)
        products = talk.compared or talk.meant or again.told_by_page(index, context, talk)
        products = (products or (() if is_of_faq else singled_out(index, talk)))[:TOLD]
        is_of_shown = bool(talk.shown and talk.question.asks_beyond_card)  # "how high is the heel" asks of no other shoe
        kind = () if products or is_of_shown or is_of_faq else of_kind(index, talk)
        is_one = bool(kind) and not talk.wish.values("color") and {*kind} <= {*line_of(index, kind[0])}
        kind = kind[:1] if is_one else kind[:TOLD]  # all sizes of one thing have one page
        certain = products or (kind if len(kind) == 1 else () if kind else again.still_meant(index, context, talk))
        if len(certain) == 1 and talk.picks and not talk.question.topics:
            return introduced(context, certain[0])
        asked = context.state.last_asked if again.only_goes_on(asked) and context.state.last_asked else asked
        found = quoted(index, context, certain, asked) if certain else None
        if found and found.decision != "answer" and not (products or kind or again.is_short_question(context)):
            found = None  # "how many days to make" is of the necklace whose page says "10 working days", "what then" of nothing
        return found or (answer_of(kind, (), spoken_of(context, kind, asked)) if kind else None)

    def held(self, context: Context) -> Answer | None:
        """Return what the pages say of the few models whose records alone hold every word of a question; None without such."""
        if self._catalogue.is_empty():
            return None
        index, asked = self._catalogue.current(), context.message.text
        found = quoted(index, context, holding(index, asked), asked)
        return found if found and found.decision == "answer" else None

    def page_of_meant(self, context: Context) -> Answer | None:
        """Return what the page says of a product that the words point at ("whats the other one for"), whatever they ask; None without."""
        if not (context.state.last_products and is_question(context.message.text)) or (heard := self._heard(context)) is None:
            return None
        index, talk = heard
        return quoted(index, context, talk.meant[:TOLD], context.message.text) if talk.meant and talk.pointer else None

    def lacking(self, context: Context) -> Answer | None:
        """Tell honestly that the shop has nothing like what is asked for, or that it is not sure what fits; None for another matter."""
        if (heard := self._heard(context)) is None:
            return None
        index, talk = heard
        intent = context.understanding.prediction.intent
        is_wish = talk.asks_for_kind or (intent.label == "product_recommendation" and intent.p >= BELIEVED)
        return search.found(index, context, talk.wish) if is_wish and talk.wish.rest and not talk.question.asks_a_way else None

    def _heard(self, context: Context) -> tuple[Index, Talk] | None:
        """Return the catalogue with what a message says to it; None when the shop has none."""
        index = self._catalogue.current()
        return (index, listen(index, context)) if index.places else None

    def _chosen(self, index: Index, context: Context, kind: str, value: str = "") -> Answer | None:
        """A chip: `product:<id>`, `similar:<id>`, or the wish for advice, of which nothing is known yet."""
        if kind == "intent":
            return self._advised(index, context, Talk(Wish(""), Question.read(""), ()))
        product = index.product(value)
        if product is None:
            return None
        if kind == "similar":
            return search.shown(index, context, index.like(product, Wish(""), SHOWN), context.state.last_search)
        return told(index, context, listen(index, context).about(product))

    def _continued(self, index: Index, context: Context, talk: Talk) -> Answer | None:
        if talk.compared:
            return self._compared(index, context, talk)
        if talk.wants_another:
            return search.another(index, context, talk)
        if other := again.of_other_size(index, context, talk, SHOWN):
            return search.shown(index, context, other[0], other[1].source)
        answer = told(index, context, talk) if talk.meant else None
        if answer or not (talk.narrowed and talk.adds) or (talk.meant and talk.question.asks_beyond_card):
            return answer
        return search.narrowed(index, context, talk)

    def _compared(self, index: Index, context: Context, talk: Talk) -> Answer | None:
        return compared(index, context, talk.compared[:COMPARED], talk.wish) or told_apart(index, context, talk)

    def _advised(self, index: Index, context: Context, talk: Talk) -> Answer:
        if talk.is_of_size and (answer := told(index, context, talk)):
            return answer
        if talk.wants_another:
            return search.another(index, context, talk)
        if len(talk.named) == TOLD and "overview" in talk.question.topics:  # "larch or clover for a beginner": what each is
            return told(index, context, talk) or search.found(index, context, talk.wish)
        is_of_ones = {"one", "ones"} & {token.word for token in talk.question.tokens}
        if talk.narrowed and is_of_ones and not index.search(talk.wish, SHOWN).hits:  # "ok, small ones then"
            answer = search.found(index, context, talk.narrowed)
            is_told = LOOSE.issuperset(talk.wish.rest) or answer.say[0].act != "recommend"
            return answer if is_told else replace(answer, say=(Say("recommend_guess"),))  # "one which doesn't break"
        buys_anything = talk.wish.filters and NEED & set(words(talk.wish.source))  # "what can i buy for 5 euros"
        if not talk.wish.is_empty or buys_anything:
            return search.found_for(index, context, talk)
        state = replace(context.state, last_search=context.message.text if talk.wish.filters else "")
        return Answer("products", (Say("ask_wish"),), decision="ask", state=state)

    def _questioned(self, index: Index, context: Context, talk: Talk) -> Answer | None:
        """Facts of the product that is meant; else, where the question is whether there is such a thing, what there is."""
        is_product_question = context.understanding.prediction.intent.label == "product_question"
        if talk.meant and is_product_question and not talk.tells_budget:
            return told(index, context, talk)
        is_wish = talk.asks_for_kind or talk.wish.order or talk.tells_budget
        if not is_wish or talk.wish.is_empty:
            return told(index, context, replace(talk, meant=of_kind(index, talk))) if is_product_question else None
        if not is_product_question and not index.is_called(talk.wish):  # the classifier sees no product, so the catalogue must
            return None
        answer = search.found_for(index, context, talk)
        return answer if answer.products else None
