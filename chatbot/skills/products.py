"""Recommend products by need, and answer with the facts of one. Shows only what the catalogue holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from chatbot.knowledge.catalogue import Catalogue
from chatbot.knowledge.filters import Wish
from chatbot.knowledge.product_index import Found, Index
from chatbot.knowledge.product_names import CHOICE
from chatbot.knowledge.words import words
from chatbot.messages import Answer, Chip, Context, DialogueState, ProductCard, Say, Source
from chatbot.records import Product
from chatbot.skills import product_facts as told
from chatbot.skills.product_talk import Talk, listen, of_kind, singled_out

SHOWN = 4  # cards in one answer: two rows on a phone
ALTERNATIVES = 2  # beside a product that is sold out
TOLD = 2  # products whose facts one answer holds
COMPARED = 4  # products; more is a table, not an answer
WISH_INTENTS = frozenset(("product_recommendation", "product_question", "out_of_scope"))  # of a bare "hiking, around 50"
# Why something is given; it tells nothing of the thing.
OCCASIONS = frozenset(
    words("gift gifts present presents birthday bday christmas xmas secret santa anniversary occasion idea ideas")
)


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
        if not (state.last_products or state.last_search or state.wish_asked) or self._catalogue.is_empty():
            return None
        index = self._catalogue.current()
        talk = listen(index, context)
        if talk.continues:
            return self._continued(index, context, talk)
        if state.wish_asked and context.understanding.prediction.intent.label in WISH_INTENTS and talk.wish.text:
            answer = self._found(index, context, talk.narrowed or talk.wish)
            return answer if answer.products else None
        return None

    def fact(self, context: Context) -> Answer | None:
        """Tell what the record says of a product that is named or was shown; None when it says nothing to the question."""
        if self._catalogue.is_empty():
            return None
        index = self._catalogue.current()
        talk = listen(index, context)
        if not talk.meant and context.understanding.prediction.intent.label == "product_question":
            talk = replace(talk, meant=singled_out(index, talk))
        return self._told(index, context, talk) if talk.meant else None

    def fact_of_kind(self, context: Context) -> Answer | None:
        """Tell the attributes that a question on a kind asks for ("are your tents heavy"); None when the records have none."""
        if self._catalogue.is_empty():
            return None
        index = self._catalogue.current()
        talk = listen(index, context)
        if talk.meant or talk.question.asks_a_way or told.asks_price_or_stock(talk.question):  # the cards tell those
            return None
        return self._told(index, context, replace(talk, meant=of_kind(index, talk), reads_description=False))

    def wished(self, context: Context) -> Answer | None:
        """Show what a bare wish ("show me tents") or a superlative ("your cheapest tent") names, whatever the classifier takes it for.

        None unless the shop calls something so.
        """
        if self._catalogue.is_empty():
            return None
        index = self._catalogue.current()
        talk = listen(index, context)
        is_named = (talk.is_bare_wish or talk.wish.order) and index.is_called(talk.wish)
        return self._found(index, context, talk.wish) if is_named else None

    def is_named(self, context: Context, shown: Answer) -> bool:
        """Whether the first card is called by every word of the wish."""
        index = self._catalogue.current()
        at, wish = index.places.get(shown.products[0].id), listen(index, context).wish
        return at is not None and bool(wish.rest) and bool(index.scores(wish).is_labelled[at])

    def unanswered(self, context: Context) -> tuple[ProductCard, ...]:
        """Return the products that a question is about although no record answers it: their pages may."""
        if self._catalogue.is_empty():
            return ()
        index = self._catalogue.current()
        talk = listen(index, context)
        return tuple(map(told.card, (talk.meant or singled_out(index, talk) or of_kind(index, talk))[:TOLD]))

    def _chosen(self, index: Index, context: Context, kind: str, value: str = "") -> Answer | None:
        """A chip: `product:<id>`, `similar:<id>`, or the wish for advice, of which nothing is known yet."""
        if kind == "intent":
            return self._advised(index, context, Talk(Wish(""), told.Question.read(""), ()))
        at = index.places.get(value)
        if at is None:
            return None
        product = index.shelf.products[at]
        if kind == "similar":
            return self._shown(context, index.like(product, Wish(""), SHOWN), context.state.last_search)
        return self._told(index, context, listen(index, context).about(product))

    def _continued(self, index: Index, context: Context, talk: Talk) -> Answer | None:
        if talk.compared:
            return self._compared(index, context, talk)
        if talk.wants_another:
            return self._another(index, context, talk)
        answer = self._told(index, context, talk) if talk.meant else None
        return answer or (self._found(index, context, talk.narrowed) if talk.narrowed and talk.adds else None)

    def _advised(self, index: Index, context: Context, talk: Talk) -> Answer:
        if talk.wants_another:
            return self._another(index, context, talk)
        if len(talk.meant) == TOLD and CHOICE.search(context.message.text):  # "larch or clover for a beginner": what each is
            talk = replace(talk, question=talk.question.about("overview"))
            return self._told(index, context, talk) or self._found(index, context, talk.wish)
        if not talk.wish.is_empty:
            return self._found(index, context, talk.wish)
        state = replace(context.state, last_search=context.message.text if talk.wish.filters else "")
        return Answer("products", (Say("ask_wish"),), decision="ask", state=state)

    def _questioned(self, index: Index, context: Context, talk: Talk) -> Answer | None:
        """Facts of the product that is meant; else, where the question is whether there is such a thing, what there is."""
        is_product_question = context.understanding.prediction.intent.label == "product_question"
        if talk.meant and is_product_question:
            return self._told(index, context, talk)
        if not (talk.asks_for_kind or talk.wish.order) or talk.wish.is_empty:
            return self._told(index, context, replace(talk, meant=of_kind(index, talk))) if is_product_question else None
        if not is_product_question and not index.is_called(talk.wish):  # the classifier sees no product, so the catalogue must
            return None
        answer = self._found(index, context, talk.wish)
        return answer if answer.products else None

    def _found(self, index: Index, context: Context, wish: Wish) -> Answer:
        context.stage("finding_products")
        found = index.search(wish, SHOWN)
        if found.hits or not all(word in OCCASIONS or word.isdigit() for word in wish.rest):
            return self._shown(context, found, wish.source)
        found = index.search(replace(wish, text="", rest=()), SHOWN)  # "a present for a 6 year old": the age alone can be met
        if wish.filters and found.hits and not found.missed:
            return self._shown(context, found, wish.source)
        state = replace(context.state, last_search=wish.source if wish.filters else "")
        return Answer("products", (Say("ask_wish"),), decision="ask", state=state)

    def _another(self, index: Index, context: Context, talk: Talk) -> Answer:
        """Another one like the product spoken of, or a narrower search when a whole list was shown."""
        context.stage("finding_products")
        wish = talk.wish
        if talk.meant:
            return self._shown(context, index.like(talk.meant[0], wish, SHOWN), context.state.last_search)
        found = index.search(talk.narrowed or wish, SHOWN, than=talk.shown)
        return self._shown(context, found, wish.source)

    def _compared(self, index: Index, context: Context, talk: Talk) -> Answer | None:
        """The one of several that has more or less of what is asked, with the values of each."""
        order = talk.wish.change.reversed if talk.wish.change else talk.wish.order  # the one with less comes first if "lighter"
        ranked = index.ranked(talk.compared[:COMPARED], order) if order else []
        if not ranked or order is None:
            return None
        values = [told.value_shown(product, order.dimensions) for product in ranked]
        if not all(values):
            return None
        others = ", ".join(f"{product.title}: {value}" for product, value in zip(ranked[1:], values[1:], strict=True))
        fact = f"{values[0]}, as all of them" if len(set(values)) == 1 else f"{values[0]} ({others})"
        state = replace(context.state, last_product=ranked[0].id, last_products=tuple(each.id for each in ranked))
        return _answer((Say("product_fact", {"product": ranked[0].title, "fact": fact}),), ranked, state)

    def _told(self, index: Index, context: Context, talk: Talk) -> Answer | None:
        """Say what the record says to the question about each product that is meant, at most two."""
        told_of = ((product, self._say(index, product, talk)) for product in talk.meant)
        pairs = list(islice(((product, say) for product, say in told_of if say), TOLD))
        if not pairs:
            return None
        product, say = pairs[0][0], tuple(each for _, says in pairs for each in says)
        products = [product for product, _ in pairs]
        chips: tuple[Chip, ...] = ()
        if say[0].act == "product_sold_out":
            instead = index.like(product, Wish(""), ALTERNATIVES + 1).hits
            others = [hit.product for hit in instead if hit.product.stock != 0][:ALTERNATIVES]
            say = (*say, Say("recommend")) if others else say
            products, chips = [*others, *products], (Chip("Something similar", f"similar:{product.id}"),)
        shown = tuple(each.id for each in products)  # one card leaves "the second one" to the cards before it
        before = context.state.last_products if len(shown) == 1 else ()
        state = replace(context.state, last_product=product.id, last_products=before or shown)
        return _answer(say, products, state, chips)

    def _say(self, index: Index, product: Product, talk: Talk) -> tuple[Say, ...]:
        found = told.facts(product, talk.question, talk.wish, index.names.colors_of_model(product))
        if not found and talk.reads_description:
            found = told.sentences(product, talk.question)
        facts = (Say("product_fact", {"product": product.title, "fact": ", ".join(found)}),) if found else ()
        if talk.lacks_color(product):
            return facts
        is_variant_asked = bool(talk.wish.values("color") or talk.wish.values("size"))
        asks_this = told.asks_price_or_stock(talk.question) or (talk.picks and not talk.question.topics)
        if asks_this or (is_variant_asked and product.stock == 0):
            return (_availability(product), *facts)
        return facts

    def _shown(self, context: Context, found: Found, search: str) -> Answer:
        if not found.hits:
            state = replace(context.state, last_search="")
            return Answer("products", (Say("no_products"), Say("ask_wish")), decision="ask", state=state)
        say = Say("recommend_near", {"missed": ", ".join(found.missed)}) if found.missed else Say("recommend")
        products = [hit.product for hit in found.hits]
        ids = tuple(product.id for product in products)
        state = replace(context.state, last_products=ids, last_product="", last_search=search)
        answer = _answer((say,), products, state)
        return replace(answer, products=tuple(told.card(hit.product, hit.reason) for hit in found.hits))


def _answer(say: tuple[Say, ...], products: Sequence[Product], state: DialogueState, chips: tuple[Chip, ...] = ()) -> Answer:
    sources = tuple(Source("product", product.id, product.title, product.url) for product in products)
    return Answer("products", say, sources=sources, chips=chips, products=tuple(map(told.card, products)), state=state)


def _availability(product: Product) -> Say:
    if product.stock == 0:
        return Say("product_sold_out", {"product": product.title})
    if product.price is None or product.stock is None:
        return Say("product_fact", {"product": product.title, "fact": told.price_shown(product)})
    return Say("product_in_stock", {"product": product.title, "price": told.price_shown(product)})
