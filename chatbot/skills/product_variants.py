"""The variants of one product, such as a cream of 50 and of 100 ml, where it is asked about as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chatbot.knowledge.product_facets import has_color
from chatbot.knowledge.product_groups import details_of, name_of, plain_title, sized
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.words import words
from chatbot.messages import Answer, Context, Say
from chatbot.records import Product
from chatbot.skills.product_answers import answer_of, spoken_of
from chatbot.skills.product_card import price_shown
from chatbot.skills.product_question import PRICE_OR_STOCK
from chatbot.skills.product_talk import Talk

MAX_LISTED = 6  # prices; of more the lowest and the highest
SHOWN = 4  # cards


def prices_told(index: Index, context: Context, talk: Talk) -> Answer | None:
    """Return what each variant of the one product costs that a message names, None where it names one of them or all cost the same."""
    topics = talk.question.topics
    is_of_card = topics <= PRICE_OR_STOCK and bool(topics or talk.picks) and not talk.question.is_for_the_shop
    if not is_of_card or len(talk.meant) != 1 or talk.meant[0] not in talk.named or talk.wish.values("size"):
        return None
    colors, product = talk.wish.values("color"), talk.meant[0]
    variants = [each for each in index.names.model_of(product) if not colors or has_color(each, colors)]
    if _is_one_said(talk, variants) or len({each.price for each in variants}) < 2 or any(each.price is None for each in variants):
        return None
    of_option: dict[str, list[Product]] = {}
    for each in variants:
        of_option.setdefault(details_of(each), []).append(each)
    shown = [next((each for each in same if each.stock != 0), same[0]) for same in of_option.values()]
    say = Say("product_fact", {"product": name_of(product), "fact": _listed(of_option, variants)})
    return answer_of(shown[:SHOWN], (say,), spoken_of(context, shown[:SHOWN], context.message.text))


def whole(index: Index, product: Product, colors: Sequence[str]) -> Product:
    """Return a product under the name of all its variants in these colours, any where none is given, in the sizes of all of them."""
    model = index.names.model_of(product)
    variants = [sized(each) for each in model if not colors or each.colors == product.colors]
    if len(variants) < 2 or not details_of(product):
        return product
    there = [size for each in variants for size in each.sizes]
    gone = [size for each in variants for size in each.sizes_sold_out if size not in there]
    stock = max((each.stock for each in variants if each.stock is not None), default=None)
    sizes = {"sizes": tuple(dict.fromkeys(there)), "sizes_sold_out": tuple(dict.fromkeys(gone))}
    return replace(product, title=plain_title(product) if colors else name_of(product), stock=stock, **sizes)  # type: ignore[arg-type]


def _is_one_said(talk: Talk, variants: Sequence[Product]) -> bool:
    """Whether a message says the option of one variant: the "50" of "the 50 ml one"."""
    said = {word for token in talk.question.tokens for word in words(token.word)}
    return any(said & set(words(details_of(each))) - set(words(plain_title(each))) for each in variants)


def _listed(of_option: dict[str, list[Product]], variants: Sequence[Product]) -> str:
    """Return "50 ml: $20.00, 100 ml: $30.00 (sold out)", or from which price to which."""
    ranked = sorted(variants, key=lambda each: each.price or Decimal(0))
    if (
        len(of_option) > MAX_LISTED
        or "" in of_option
        or any(len({each.price for each in same}) > 1 for same in of_option.values())
    ):
        return f"from {price_shown(ranked[0])} to {price_shown(ranked[-1])}"
    return ", ".join(f"{option}: {price_shown(same[0])}{_gone(same)}" for option, same in of_option.items())


def _gone(same: Sequence[Product]) -> str:
    return " (sold out)" if all(each.stock == 0 for each in same) else ""
