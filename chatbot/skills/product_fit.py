"""What a thing must fit: "a case for it" after a phone was shown, "ink for my inkwell 20" where the inkwell is no ink."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from chatbot.knowledge.filters import Wish
from chatbot.knowledge.kinds import named
from chatbot.knowledge.phrases import tokenize
from chatbot.knowledge.product_hits import Found
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_texts import is_for_others, search_text
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.words import words
from chatbot.records import Product

_FOR_IT = re.compile(r"\bfor (?:it|this|that)(?: (?:one|phone|device|model))?\b", re.IGNORECASE)
_AND_A = re.compile(r"^\W*(?:(?:ok|okay|so|but|oh|h+m+|right|great)\W+)*and (?P<article>an?|some|the)\b", re.IGNORECASE)
_IS_FOR_IT = re.compile(rf"{_FOR_IT.pattern}(?=\W*$|\W+(?:and|or|pls|please|too|then|also)\b)", re.IGNORECASE)
_CODE = re.compile(r"\b[a-z]{1,3}\d{1,4}\b", re.IGNORECASE)  # of a fitting: G9, GU10, M8, CR2032
_FOR = re.compile(r"\bfor\b.*", re.IGNORECASE)
MAX_WORDS = 6  # of a message that only goes on with another thing


def with_fitted(index: Index, text: str, focus: Product | None, shown: Sequence[Product]) -> str:
    """Return the text with the name of the only thing that was spoken of, and that an accessory shall fit: "case for it", "and a case".

    What does not stand among accessories fits by a code that both tell ("bulbs for it" of a lamp with G9), or is another thing: "and
    a cheese" after a wine.
    """
    head = _head(index, text)
    is_kind = index.kinds.of(head)
    is_other = focus is not None and not is_kind[index.places[focus.id]]
    others = [focus] if focus and is_other else [each for each in shown if not is_kind[index.places[each.id]]]
    if not head or len({*map(index.names.key_of, others)}) != 1:
        return text
    is_accessory = _is_accessory(index, head)
    model = _model(index, others[0]) if is_accessory else _code(index, head, others[0])
    if not model:
        return text
    if _FOR_IT.search(text):
        return _FOR_IT.sub(f"for {model}", text)
    going_on = _AND_A.match(text)
    is_part = going_on is not None and (is_accessory or going_on["article"].lower() == "the")  # "and a hat" is another thing
    goes_on = is_part and len(text.split()) <= MAX_WORDS and _FOR.search(text) is None
    return f"{text.rstrip(' ?!.')} for {model}" if goes_on else text


def is_only_fitted(index: Index, wish: Wish, named_in: Sequence[Product]) -> bool:
    """Whether the products that a message names are what the thing that it asks for must fit: "ink for my inkwell 20"."""
    head, name = index.kinds.wished(wish.text, wish.rest)
    behind = _FOR.search(wish.text)
    if not (head and name and behind and named_in):
        return False
    before = set(roots(_FOR.sub("", wish.text)))
    is_kind = index.kinds.of(head)
    others = (each for each in named_in if not is_kind[index.places[each.id]] and before.isdisjoint(roots(each.title)))
    return head in before and len([*others]) == len(named_in)


def _head(index: Index, text: str) -> str:
    """Return the root of the kind that a message names beside "for it", "" without one."""
    wish = index.read(_FOR_IT.sub("", text))
    return index.kinds.wished(wish.text, wish.rest)[0]


def _is_accessory(index: Index, head: str) -> bool:
    """Whether most of a kind stands in a category of what goes with other things."""
    places = np.flatnonzero(index.kinds.of(head))
    return 2 * sum(is_for_others(index.shelf.products[n].category) for n in places) > len(places)


def _model(index: Index, product: Product) -> str:
    """Return the words of a title that things made for it bear, too: "Pixel 8a" of "Google Pixel 8a 128 GB Obsidian - New"."""
    tokens = tokenize(named(product.title))
    amounts = [each for each in index.shelf.vocabulary.quantities.read(tokens) if each.dimension]
    left_out = {token.word for each in amounts for token in tokens[each.start : each.end]} | {*words(product.brand)}
    others = index.shelf.categories != product.category
    told = (word for word in words(named(product.title)) if not {token.word for token in tokenize(word)} & left_out)
    kept = [word for word in told if any(map(str.isdigit, word)) or (index.lexicon.match(word).share[others] > 0).any()]
    return " ".join(kept) or named(product.title)


def _code(index: Index, head: str, product: Product) -> str:
    """Return the first code in a product's text that some things of a kind tell, too, and not all of them; "" without one."""
    texts = [_codes(index.shelf.products[n]) for n in np.flatnonzero(index.kinds.of(head))]
    shared = (code for code in _codes(product) if 0 < sum(code in each for each in texts) < len(texts))
    return next(shared, "")


def _codes(product: Product) -> list[str]:
    return [code.upper() for code in _CODE.findall(f"{search_text(product)} {' '.join(product.all_sizes)}")]


def told_to_fit(index: Index, text: str, focus: Product | None, found: Found) -> Found:
    """Return of what was found for "it" those that name it; where none does, all of it, which is not said to fit."""
    if focus is None or not _IS_FOR_IT.search(text):
        return found
    name = set(roots(_model(index, focus)))
    naming = tuple(hit for hit in found.hits if name <= set(roots(search_text(hit.product))))
    return replace(found, hits=naming) if naming else replace(found, is_sure=False)
