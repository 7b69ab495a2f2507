"""Tell what the records of the products that are meant say to a question, and what is like the one that is sold out."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import islice

from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.product_facets import audiences_of
from chatbot.knowledge.product_groups import details_of
from chatbot.knowledge.product_hits import Found
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.quantities import LENGTH
from chatbot.knowledge.sides import SIDES
from chatbot.knowledge.sizes import all_sizes_named
from chatbot.messages import Answer, Chip, Context, Say
from chatbot.records import Product
from chatbot.skills.product_answers import answer_of, availability, size_told, spoken_of
from chatbot.skills.product_facts import facts_of, features_asked, listed, sentences_on, sizes_shown, values_asked, with_page
from chatbot.skills.product_packs import pack_told
from chatbot.skills.product_question import Question
from chatbot.skills.product_siblings import for_whom_else, has_all, is_for_others
from chatbot.skills.product_sizes import with_sizes
from chatbot.skills.product_talk import Talk
from chatbot.skills.product_totals import total_told
from chatbot.skills.product_variants import prices_told, whole

TOLD = 2  # products whose facts one answer holds
MODEL_SHOWN = 4  # its colours, where the one that is asked for is not among them
ALTERNATIVES = 2  # beside a product that is sold out


def told(index: Index, context: Context, talk: Talk) -> Answer | None:
    """Say what the record says to the question about each product that is meant, at most two."""
    if prices := prices_told(index, context, talk):
        return prices
    meant = [_for_whom(index, talk, product) for product in talk.meant]
    told_of = ((product, _say(index, product, talk)) for product in dict.fromkeys(meant))
    pairs = list(islice(((product, say) for product, say in told_of if say), TOLD))
    if not pairs:
        return None
    product, say = pairs[0][0], tuple(each for _, says in pairs for each in says)
    products = [product for product, _ in pairs]
    focus = product.id if len({*map(index.names.key_of, products)}) == 1 else ""  # of two nobody knows which "it" is
    if len(pairs) == 1 and talk.lacks_color(product) and (others := index.names.model_of(product)[:MODEL_SHOWN])[1:]:
        products, focus = sorted(others, key=lambda each: each != product), ""  # "how much are those" asks of the other colours
    chips: tuple[Chip, ...] = ()
    if say[0].act == "product_sold_out" and product.stock == 0:
        instead = _instead(index, product, talk.wish)
        others = [hit.product for hit in instead.hits if hit.product not in products]
        say = (*say, _claim_of(instead)) if others else say
        products, chips = [*others, *products], (Chip("Something similar", f"similar:{product.id}"),)
    search = talk.wish.source if talk.named and not talk.question.topics else context.state.last_search
    state = replace(spoken_of(context, products, context.message.text), last_product=focus, last_search=search)
    return answer_of(products, say, state, chips)


def _instead(index: Index, product: Product, wish: Wish) -> Found:
    """Return what can be had and is like a product that is sold out, as far as there is such a one with what else was asked for."""
    filters = (*(each for each in wish.filters if each.kind != "stock"), Filter("stock", is_needed=True))
    held = tuple(word for word in wish.rest if index.held.all_of((word,), wish)[index.places[product.id]])
    return index.like(product, replace(wish, filters=filters, rest=held, order=None, change=None), ALTERNATIVES)


def _claim_of(found: Found) -> Say:
    """How alternatives are told: that they fit is said only of what meets all that was asked for."""
    if found.missed:
        return Say("recommend_near", {"missed": ", ".join(found.missed)})
    return Say("recommend" if found.is_sure else "recommend_guess")


def told_apart(index: Index, context: Context, talk: Talk) -> Answer | None:
    """Say what the record or the page of each of those that are compared tells of what they are compared by: "60-70 cm tall"."""
    order = talk.wish.change or talk.wish.order
    if not order:
        return None
    question = talk.question.without(order.said).about(*(LENGTH if each in SIDES else each for each in order.dimensions))
    return told(index, context, replace(talk, meant=talk.compared[:TOLD], question=question, picks=False))


def _for_whom(index: Index, talk: Talk, product: Product) -> Product:
    """Return the same product for whom the message says ("do you have it in womens"), where there is such a one."""
    is_other = not talk.question.asks_beyond_card and is_for_others(index, talk.wish, product)
    return (for_whom_else(index, talk.wish, product) or product) if is_other else product


def _say(index: Index, product: Product, talk: Talk) -> tuple[Say, ...]:
    if not talk.question.asks_beyond_card and is_for_others(index, talk.wish, product):
        said = next(each.said for each in talk.wish.filters if each.kind == "audience")
        return (
            Say("product_fact", {"product": product.title, "fact": f"for {listed(sorted(audiences_of(product)))}, not {said}"}),
        )
    wish = with_sizes(talk.wish, talk.question.tokens, index.names.model_of(product), index.shelf.vocabulary)
    sizes = () if _names_variant(product, talk) else wish.values("size")
    of_sizes = product if has_all(talk.wish, product) else whole(index, product, talk.wish.values("color"))
    sized = size_told(of_sizes, sizes) if sizes and not talk.question.is_for_the_shop else ()
    of_all = whole(index, product, talk.wish.values("color")) if "sizes" in talk.question.topics and not sizes else product
    found = facts_of(of_all, talk.question, wish, index.names.colors_of_model(product))
    if not sized and talk.reads_description:
        is_called = product in (*talk.named, *talk.shown)  # else what is left may be what it was found by
        beside = with_page(product, talk.question, found) if is_called else found
        found = beside if found else sentences_on(product, talk.question)
    if not (found or sized) and (talk.reads_description or len({*map(index.names.key_of, talk.meant)}) == 1):
        features = (
            each.said for each in talk.wish.filters if each.kind == "feature"
        )  # yes or no, and no other value of a column
        question = reduce(Question.without, (*(each.title for each in talk.meant), *features), talk.question)
        found = values_asked(product, question, index.attribute_words) or _features(index, product, talk)
    facts = (Say("product_fact", {"product": of_all.title, "fact": ", ".join(found)}),) if found else ()
    if talk.lacks_color(product):
        return facts
    if sized:
        return (*sized, *facts)
    is_variant_asked = bool(talk.wish.values("color") or sizes)
    asks_this = talk.question.asks_price_or_stock or (talk.picks and not talk.question.topics)
    if talk.question.is_for_the_shop and "stock" not in talk.question.topics:
        asks_this = False  # "how much is delivery" asks for no price of the product
    if asks_this or (is_variant_asked and product.stock == 0):
        counted = pack_told(product, talk.question) or total_told(product, talk.question)
        return counted or (availability(product), *facts, *_gone(product))
    return facts


def _names_variant(product: Product, talk: Talk) -> bool:
    """Whether a size only tells which variant something else is asked of: "will the sofa 3 seater go through my door"."""
    own = all_sizes_named([details_of(product)]) if talk.named else set()
    return bool(talk.strangers) and not talk.question.asks_price_or_stock and set(talk.wish.values("size")) <= own


def _features(index: Index, product: Product, talk: Talk) -> list[str]:
    """Return the features that are asked for where the record has all of them, if only in its title: "Waterproof Trail Boot"."""
    asked = features_asked(product, talk.question, talk.wish)
    return [each.said for each in asked] if index.shelf.meets(asked)[index.places[product.id]] else []


def _gone(product: Product) -> tuple[Say, ...]:
    """Say which of the sizes that a title lists are there, where one of them is not."""
    is_listed = bool(product.stock and product.sizes and product.sizes_sold_out and details_of(product))
    fact = sizes_shown(product, [size.upper() for size in product.sizes_sold_out]) if is_listed else ""
    return (Say("product_fact", {"product": product.title, "fact": fact}),) if fact else ()
