"""Messages as tokens, and tables of phrases found in them: what a grammar of regular expressions would be, but readable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from chatbot.knowledge.words import words

T = TypeVar("T")

_TOKEN = re.compile(
    r"""(?P<fraction>(?:(?P<whole>\d{1,2})[ -])?(?<![\d/.,])(?P<up>[1-9]\d?)/(?P<down>2|4|8|16)(?![\d/])
        (?(whole)|(?=[ -]?(?:["″”]|in\b|inch))))  # "1 1/2"; alone only before inches: "3/4" is of sleeves and ages, too
      | (?P<number>[1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3}(?:[.,]\d{1,2})?(?!\d) | \d+(?:[.,]\d+)?)
      | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
      | (?P<sign>[<>]=|[^\w\s])""",
    re.VERBOSE,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3}(?!\d)")  # "1,29,900" is Indian
SMALL_NUMBERS = words(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen"""
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_COUNTS = {word: Decimal(n) for n, word in enumerate(SMALL_NUMBERS)}
_COUNTS |= {word: Decimal(10 * n) for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": Decimal(100), "thousand": Decimal(1000)}


@dataclass(frozen=True, slots=True)
class Token:
    word: str  # lower case, without accents and apostrophes: "men's" is "mens"; a number or a sign as it is written
    value: Decimal | None  # of digits and of number words
    start: int  # characters in the text
    end: int
    is_glued: bool  # nothing stands between it and the token before: the "l" of "20l"


_Reader = Callable[[Sequence[Token], int], tuple[Decimal | None, int]]


def tokenize(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text; "two hundred and fifty" is one token of value 250."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        written = match.group() if match["fraction"] is None else str(_mixed(match))
        is_number = match["number"] is not None or match["fraction"] is not None
        value = read_number(written) if is_number else _COUNTS.get(written.casefold())
        is_glued = bool(tokens) and tokens[-1].end == match.start()
        tokens.append(Token(fold_word(written) or written, value, match.start(), match.end(), is_glued))
    return _with_large_numbers(_without_inner_hyphens(tokens))


def _mixed(match: re.Match[str]) -> Decimal:
    """Return 1.25 for "1 1/4" and "1-1/4"."""
    return int(match["whole"] or 0) + Decimal(match["up"]) / Decimal(match["down"])


def fold_word(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’")


def read_number(digits: str) -> Decimal:
    """Return 1299 for "1,299" and "1.299", 49.90 for "49,90", 1299.00 for "1.299,00"."""
    grouped = _GROUPED.match(digits)
    if grouped:
        whole, rest = grouped.group(), digits[grouped.end() :]
        return Decimal(re.sub(r"\D", "", whole) + rest.replace(",", "."))
    return Decimal(digits.replace(",", "."))


class Phrases(Generic[T]):
    """A table of phrases with what each means. Where several begin at a token, the longest counts."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in table.items():
            parts = tuple(token.word for token in tokenize(phrase))
            if parts:
                self._by_first.setdefault(parts[0], []).append((parts, meaning))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Sequence[Token], start: int) -> tuple[int, T] | None:
        """Return (end, meaning) of the phrase that begins at this token, or None."""
        if start >= len(tokens):
            return None
        for parts, meaning in self._by_first.get(tokens[start].word, ()):
            end = start + len(parts)
            if tuple(token.word for token in tokens[start:end]) == parts:
                return end, meaning
        return None

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, T]]:
        """Yield (start, end, meaning) of the phrases in the tokens, from left to right, none within another."""
        start = 0
        while start < len(tokens):
            found = self.at(tokens, start)
            if found:
                yield start, found[0], found[1]
            start = found[0] if found else start + 1


def lines(text: str) -> dict[str, str]:
    """Read a table of the form `meaning: phrase, phrase` by lines, to {phrase: meaning}."""
    rows = (line.partition(":") for line in text.strip().splitlines())
    return {phrase.strip(): meaning.strip() for meaning, _, phrases in rows for phrase in phrases.split(",") if phrase.strip()}


def any_of(text: str) -> Phrases[bool]:
    """Return the phrases of a list like "like this, similar, alternative"."""
    return Phrases({phrase.strip(): True for phrase in text.split(",")})


def _without_inner_hyphens(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the hyphen of "quick-dry", so that "quick dry" finds it; that of "2-person", "20-40" and "twenty-five" stays."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        around = (tokens[at - 1], tokens[at + 1]) if 0 < at < len(tokens) - 1 else ()
        is_inner = token.word == "-" and token.is_glued and around and around[1].is_glued
        if not (is_inner and all(each.value is None and each.word.isalpha() for each in around)):
            kept.append(token)
    return kept


def _with_large_numbers(tokens: Sequence[Token]) -> list[Token]:
    """Join number words that are one number: "twenty five", "a hundred and twenty", "two thousand"."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        value, end = _below_million(tokens, at)
        if value is not None and end - at > 1:
            joined.append(Token(str(value), value, tokens[at].start, tokens[end - 1].end, tokens[at].is_glued))
            at = end
        else:
            joined.append(tokens[at])
            at += 1
    return joined


# Each reads a spoken number from a token on and returns (value, end), or (None, start) where there is none.
def _below_million(tokens: Sequence[Token], start: int) -> tuple[Decimal | None, int]:
    return _scaled(tokens, start, "thousand", _below_thousand)


def _below_thousand(tokens: Sequence[Token], start: int) -> tuple[Decimal | None, int]:
    return _scaled(tokens, start, "hundred", _below_hundred)


def _scaled(tokens: Sequence[Token], start: int, scale: str, smaller: _Reader) -> tuple[Decimal | None, int]:
    count, at = smaller(tokens, start)
    if count is None and _word(tokens, start) == "a" and _word(tokens, start + 1) == scale:
        count, at = Decimal(1), start + 1
    if count is None or _word(tokens, at) != scale:
        return count, at
    value = count * _SCALES[scale]
    rest, end = smaller(tokens, at + 2 if _word(tokens, at + 1) == "and" else at + 1)
    return (value, at + 1) if rest is None else (value + rest, end)


def _below_hundred(tokens: Sequence[Token], start: int) -> tuple[Decimal | None, int]:
    tens = _COUNTS.get(_word(tokens, start))
    if tens is None or tens < 20:
        return tens, start + (tens is not None)
    at = start + 2 if _word(tokens, start + 1) == "-" and tokens[start + 1].is_glued else start + 1
    ones = _COUNTS.get(_word(tokens, at), Decimal(0))
    return (tens + ones, at + 1) if 0 < ones < 10 else (tens, start + 1)


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if at < len(tokens) else ""
