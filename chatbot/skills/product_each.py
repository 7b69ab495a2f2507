"""One short question of all the products that were shown: "price?", "in stock?", "how much are they together"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chatbot.knowledge.product_index import Index
from chatbot.messages import Answer, Context, Say
from chatbot.records import Product
from chatbot.skills.product_answers import answer_of, spoken_of
from chatbot.skills.product_card import price_shown, stock_shown
from chatbot.skills.product_facts import facts_of
from chatbot.skills.product_talk import Talk, other_kind, words_of
from chatbot.skills.product_talk_words import ALL_OF_THEM, BUYING, COUNT, NOT_BUYING
from chatbot.skills.product_totals import total_shown
from chatbot.skills.replies import says_nothing

MAX_EACH = 4  # products: the cards of one answer
_SEVERAL = frozenset(("either", "neither", "both", "difference", "diff", "compare", "compared", "vs", "versus"))
_LONG = frozenset(("overview", "description"))  # what is told of these is too long to be told of each


def is_of_each(index: Index, context: Context, talk: Talk) -> bool:
    """Whether nothing is asked but fields of the record ("price?"), of several products of which none is spoken of."""
    topics, filters = talk.question.topics, [each for each in talk.wish.filters if each.kind != "stock"]
    is_bare = bool(topics) and not topics & _LONG and not (talk.question.asks_a_way or talk.strangers - ALL_OF_THEM)
    is_bare = is_bare and not talk.question.is_for_the_shop  # "how much do you pay"
    # After the pages of two were told "it" may be either: both prices are right where the first one's alone may be the wrong one.
    is_pointed = talk.pointer == "one" or (talk.pointer == "it" and not context.state.last_asked)
    is_of_several = any(token.word in _SEVERAL for token in talk.question.tokens)
    is_of_one = (
        (context.state.last_product and not is_of_several)
        or talk.named
        or is_pointed
        or (talk.meant and not talk.pointer and not is_of_several)
    )
    has_number = any(token.word[0].isdigit() for token in talk.question.tokens)
    is_wish = filters or talk.wish.order or talk.wish.change or has_number
    return is_bare and len(talk.shown) > 1 and not (is_of_one or is_wish or _chooses(talk) or other_kind(index, talk))


def _chooses(talk: Talk) -> bool:
    """Whether a word stands for some of the products only: "queen size" after mattresses of every size."""
    said = talk.question.unread - talk.strangers
    return any(sum(word in words_of(each) for each in talk.shown) not in (0, len(talk.shown)) for word in said)


def bought(index: Index, context: Context, talk: Talk) -> Answer | None:
    """Return price and stock of what is spoken of to a message that says nothing but that it is wanted ("ok book it", "2 pieces")."""
    text = context.message.text
    is_count = COUNT.search(text) is not None and not _chooses(talk)  # not "3 piece" after luggage sets of 2 and of 3
    said = (COUNT if is_count else BUYING).sub(" ", text)
    if said == text or NOT_BUYING.search(text) or not says_nothing(said):
        return None
    focus = index.product(context.state.last_product)
    spoken_of_last = (focus,) if focus else talk.shown
    is_chosen = bool(talk.meant) and not is_count and (focus is not None or talk.pointer == "one")
    products = talk.meant if is_chosen else spoken_of_last
    return told_of_each(index, context, replace(talk, question=talk.question.about("price", "stock")), products)


def told_of_each(index: Index, context: Context, talk: Talk, products: Sequence[Product]) -> Answer | None:
    """Return what the record of each product says to a question, with their cards; None where one of them says nothing."""
    pairs = [(each, _field(index, talk, each)) for each in products[:MAX_EACH]]
    if not pairs or not all(fact for _, fact in pairs):
        return None
    # What all colours of a model have in common is said once.
    once = {(index.names.key_of(each), fact): each for each, fact in reversed(pairs)}
    say = tuple(Say("product_fact", {"product": each.title, "fact": fact}) for (_, fact), each in reversed(once.items()))
    found = [each for each, _ in pairs]
    return answer_of(found, say, spoken_of(context, found, context.message.text))


def _field(index: Index, talk: Talk, product: Product) -> str:
    """What is asked for, and always that a product is sold out."""
    topics = talk.question.topics
    facts = [total_shown(product, talk.question.count) or price_shown(product)] if "price" in topics else []
    facts += facts_of(product, talk.question, talk.wish, index.names.colors_of_model(product))
    is_stock_told = "stock" in topics or (facts and product.stock == 0)
    return ", ".join([*facts, *([stock_shown(product).lower()] if is_stock_told and product.stock is not None else [])])
