"""Which words of a wish each product holds, anywhere in its record: only what is held may be claimed to fit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from chatbot.knowledge.product_attributes import TRUE
from chatbot.knowledge.product_texts import search_text
from chatbot.knowledge.product_words import root
from chatbot.knowledge.words import fold, words
from chatbot.records import Product

_PART = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_SPAN = re.compile(r"\b((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d)?(?!\d)")
_ROMAN = dict(
    zip(map(str, (2, 3, 4, 6, 7, 8, 9, 11, 12)), words("ii iii iv vi vii viii ix xi xii"), strict=True)
)  # V is a volt, too
_ARABIC = {roman: number for number, roman in _ROMAN.items()}
_DENIED = frozenset(("no", "false", "nein"))
_AGENTS = ("er", "r", "or", "abl", "y", "al", "en")  # what is behind a root in another form of the word: "driver", "washable"
_COMPOUND_CHARS = 4  # of a root that is the end of a longer one: the glasses of sunglasses
_SHORTEST = 3  # letters of a root that has forms, and of what stands before the end of a compound
_AMERICAN = words("tire gray color aluminum jewelry pajamas fiber liter meter mold center flavor")
_BRITISH = words("tyre grey colour aluminium jewellery pyjamas fibre litre metre mould centre flavour")
_SPELLINGS = dict(zip(map(root, _AMERICAN), map(root, _BRITISH), strict=True))
_NUMBERED = re.compile(r" no \d")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Claims:
    """Immutable after it was built. Each mask is (products,) bool."""

    def __init__(self, products: Sequence[Product]) -> None:
        texts = [_record(product) for product in products]
        self._parts = [f" {' '.join(_parts(text))} " for text in texts]  # "H7-LED" as " h 7 led "
        self._years = [_spans(text) for text in texts]
        self._places: dict[str, list[int]] = defaultdict(list)
        for n, text in enumerate(texts):
            for word in {_form(word) for word in words(text)}:
                self._places[word].append(n)
        self._sorted, self._backwards = sorted(self._places), sorted(word[::-1] for word in self._places)

    def holds(self, word: str, before: str = "") -> np.ndarray:
        """Return which products hold a word in some form, or as the end of a longer one; "7" is "VII", and 2015 in "2012-2019".

        Args: before: the word that stands before a number, which counts where some product is called so: "golf 7".
        """
        if before == "no" and word.isdigit() and any(_NUMBERED.search(each) for each in self._parts):
            return self._holds_parts(f"no {word}")  # where oils are No.4 and No.6, "no 9" is none of 9 ml
        if any(map(str.isdigit, word)) or word in _ARABIC:
            is_number = word.isdigit() or word in _ARABIC
            beside = self._holds_parts(f"{before} {word}") if before and is_number else self._nothing()
            found = beside if beside.any() else self._holds_parts(word)
            return found | self._in_span(int(word)) if _YEAR.fullmatch(word) else found
        found = self._nothing()
        for part in words(word):
            for form in self._forms(_form(part)):
                found[self._places[form]] = True
        return found

    def is_known(self, word: str) -> bool:
        """Whether any product holds a word."""
        return bool(self.holds(word).any())

    def _nothing(self) -> np.ndarray:
        return np.zeros(len(self._parts), dtype=bool)

    def _forms(self, word: str) -> list[str]:
        """Return the roots that products hold and that are one, a form of it, or a compound that ends with it."""
        longer = [each for each in _beginning(self._sorted, word) if each == word or _is_form(each, word)]
        shorter = [word[:end] for end in range(3, len(word)) if word[:end] in self._places and _is_form(word, word[:end])]
        backwards = _beginning(self._backwards, word[::-1]) if len(word) >= _COMPOUND_CHARS else []
        return [*longer, *shorter, *(each[::-1] for each in backwards if len(each) - len(word) >= _SHORTEST)]

    def _holds_parts(self, text: str) -> np.ndarray:
        parts = _parts(text)
        others = [_ROMAN.get(part, _ARABIC.get(part, part)) for part in parts]
        wanted = {f" {' '.join(each)} " for each in (parts, others)}
        return np.array([any(each in held for each in wanted) for held in self._parts], dtype=bool)

    def _in_span(self, year: int) -> np.ndarray:
        return np.array([any(low <= year <= high for low, high in spans) for spans in self._years], dtype=bool)


def says_other_years(title: str, text: str) -> bool:
    """Whether a title is of some years and a text of another one: a kit for "2014-2020" is not named by 2022."""
    spans, years = _spans(title), [int(year) for year in words(text) if _YEAR.fullmatch(year)]
    return bool(spans) and any(not any(low <= year <= high for low, high in spans) for year in years)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(low), int(high or 9999)) for low, high in _SPAN.findall(text))


def _form(word: str) -> str:
    """Return the root of a word in one of its spellings: "tires" as "tyres", "polarized" as "polarised"."""
    cut = root(word)
    cut = _SPELLINGS.get(cut, cut)
    return f"{cut[:-1]}s" if cut.endswith("iz") else cut


def _record(product: Product) -> str:
    told = [
        name if value.lower() in TRUE else f"{name} {value}" for name, value in product.attributes if value.lower() not in _DENIED
    ]
    return " . ".join((search_text(product), product.brand, *product.colors, *product.all_sizes, *told))


def _parts(text: str) -> list[str]:
    """Return the letters and the numbers of a text, each apart: "5W-30" → 5, w, 30; "07" is 7 and "2.0" is 2."""
    parts = (each.replace(",", ".") for each in _PART.findall(" ".join(text.casefold().split())))
    return [_plain(each) if each[0].isdigit() else fold(each) for each in parts]


def _plain(number: str) -> str:
    whole, _, rest = number.partition(".")
    rest = rest.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{'.' if rest else ''}{rest}"


def _is_form(longer: str, shorter: str) -> bool:
    """Whether one root is another with the ending of who does so or what may be done: "hiker" of "hik", "runner" of "run"."""
    if len(shorter) < _SHORTEST or not longer.startswith(shorter):
        return False
    ending = longer[len(shorter) :]
    return ending in _AGENTS or (ending[:1] == shorter[-1] and ending[1:] in _AGENTS)


def _beginning(words: Sequence[str], start: str) -> Sequence[str]:
    """Return those of sorted words that begin with the same letters."""
    return words[bisect_left(words, start) : bisect_left(words, f"{start}\uffff")]
