"""Article numbers and barcodes: what a customer copies from a label, a receipt or a page, read as the product's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from chatbot.records import Product

MIN_CHARS, MIN_DIGITS = 5, 6  # of a code, and of one without letters: shorter ones may be an amount, a year or a model's name
NAMED_CHARS = 3  # of a code behind "sku" or "article number"
MAX_PARTS = 6  # of one that is told with blanks or dashes: "978-0-14-044913-6"
_PART = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[ ./_-]?")
_AMOUNT = re.compile(r"\d{1,5}[A-Z]{1,3}")  # "500ML", "1200W"
_NAMED = re.compile(
    r"\b(?:skus?|art(?:icle|ikel)?|items?|products?|models?|parts?|ref(?:erence)?|codes?|eans?|gtin|isbn|upc|asin|mpn|barcodes?)\b[ .]*"
    r"(?:\b(?:number|no|nr|num|code|id)s?\b)?[ .]*(?:\bis\b)?[ .:#]*$",
    re.IGNORECASE,
)
_OF_AN_ORDER = re.compile(r"\b(?:orders?|parcel|package|tracking|invoice)\b[ .]*(?:\w{2,6}[ .]*)?[ .:#]*$", re.IGNORECASE)
_LIST = re.compile(r"\s*[,;|\n]\s*")


class ProductCodes:
    """Immutable after it was built."""

    def __init__(self, products: Iterable[Product]) -> None:
        titles: dict[str, list[str]] = {}
        for product in products:
            for code in product.codes:
                titles.setdefault(_plain(code), []).append(product.title)
        # One code for all colours of a thing is the thing's, and none's of another thing as well.
        common = {code: _beginning(each) for code, each in titles.items()}
        self._titles = {code: title for code, title in common.items() if title}

    def named(self, text: str, is_orders: Callable[[str], bool]) -> str:
        """Return the text with the title in place of each code.

        Args:
            is_orders: whether a code may be an order's number, too; then a word must say that it is a product's.
        """
        if not self._titles or not any(char.isdigit() for char in text):
            return text
        said, at = list[str](), 0
        for start, end, code in self._codes(text):
            before = text[:start]
            if _is_code(code, is_named=bool(_NAMED.search(before))) and not self._is_of_order(code, before, is_orders):
                said += [text[at:start], self._titles[code]]
                at = end
        return "".join((*said, text[at:]))

    def _is_of_order(self, code: str, before: str, is_orders: Callable[[str], bool]) -> bool:
        return not _NAMED.search(before) and (bool(_OF_AN_ORDER.search(before)) or is_orders(code))

    def _codes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the known codes of a text, the longest at each place, with where they start and end."""
        parts = [*_PART.finditer(text)]
        n = 0
        while n < len(parts):
            for last in range(min(n + MAX_PARTS, len(parts)) - 1, n - 1, -1):
                code = _plain(text[parts[n].start() : parts[last].end()])
                if code in self._titles and _is_one(text, parts[n : last + 1]):
                    yield parts[n].start(), parts[last].end(), code
                    n = last
                    break
            n += 1


def codes_of(*cells: str) -> tuple[str, ...]:
    """Return the codes that the cells of a product list, each once."""
    found = (code for cell in cells for code in _LIST.split(cell.strip()) if _is_code(_plain(code), is_named=True))
    return tuple(dict.fromkeys(found))


def _beginning(titles: Sequence[str]) -> str:
    """Return the words with which all titles begin."""
    alike = takewhile(lambda each: len(set(each)) == 1, zip(*map(str.split, titles), strict=False))
    return " ".join(each[0] for each in alike).rstrip(",") if len(titles) > 1 else titles[0]


def _is_one(text: str, parts: Sequence[re.Match[str]]) -> bool:
    """Whether parts are written as one code: of those behind a blank each has a digit, as a size is no code ("size 42")."""
    if len(parts) > 1 and not any(char.isdigit() for char in parts[0].group()) and text[parts[0].end()] == " ":
        return parts[0].group().isupper()
    gaps = [text[one.end() : other.start()] for one, other in pairwise(parts)]
    after_blank = [part.group() for gap, part in zip(gaps, parts[1:], strict=True) if gap == " "]
    return all(map(_BETWEEN.fullmatch, gaps)) and all(any(char.isdigit() for char in part) for part in after_blank)


def _is_code(code: str, *, is_named: bool) -> bool:
    """Whether a plain code is told apart from words and amounts; one that a word names so may be short."""
    digits = sum(map(str.isdigit, code))
    if is_named:
        return len(code) >= NAMED_CHARS and digits > 0
    is_long = digits >= MIN_DIGITS if digits == len(code) else len(code) >= MIN_CHARS
    return is_long and digits > 0 and not _AMOUNT.fullmatch(code)


def _plain(code: str) -> str:
    """Return a code as it is compared: capital letters and digits."""
    return "".join(_PART.findall(code)).upper()
