"""The sizes of a wish: named ("size 42", "16 collar"), or plain by themselves ("XL", "king")."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.knowledge.filters import Filter
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.phrases import Phrases
from chatbot.knowledge.product_words import root
from chatbot.knowledge.sizes import size_said
from chatbot.knowledge.wish_reading import Reading
from chatbot.knowledge.wish_words import SIZE_WORDS

_SIZE_WORDS = Phrases(SIZE_WORDS)
_BEFORE_BARE = frozenset(("for", "a", "an", "in"))  # "straps for a 22"
_SIGNS = ("+", "-", "−", "–")
_BEFORE_SIZE = frozenset(("size", "sizes", "eu", "uk", "us"))


def read_sizes(reading: Reading) -> Iterator[Filter]:
    """Yield the filter of each size, which is crossed out; none in a shop without sizes."""
    vocabulary = reading.vocabulary
    if not vocabulary.has_sizes:
        return
    for at, token in enumerate(reading.tokens):
        found = vocabulary.sizes.at(reading.tokens, at) or _SIZE_WORDS.at(reading.tokens, at)
        before = reading.word(at - 2) if reading.word(at - 1) == "a" and at > 1 else reading.word(at - 1)
        named = _named_before(reading, at) or int(before in _BEFORE_SIZE)  # words: "lug width 20"
        is_named = named > 0
        after = reading.word(found[0]) if found else ""
        is_named_behind = after in vocabulary.size_names  # "king size", "16 collar"
        is_asked = is_named or is_named_behind or (before == "in" and found is not None and not _is_unit(reading, found[0]))
        if found is None and is_named and token.value is not None:
            found = (at + 1, token.word)
        is_asked |= is_size_of_kind(reading, at)
        if found and found[1] in vocabulary.fitted and all(reading.is_open[at : found[0]]):
            reading.cross_out(at, found[0], is_searched=True)
            yield Filter("fits", (found[1],), said=f"for {reading.said(at, found[0])}")
        elif found and reading.is_open[at] and (is_asked or _is_size_by_itself(reading, at, found[0])):
            reading.cross_out(at - max(named, before == "in"), found[0] + is_named_behind)
            reading.is_searched[at] = token.word.upper() in vocabulary.word_sizes  # "king" stands in titles
            yield Filter("size", (found[1],), said=f"size {size_said(found[1])}")


def read_strengths(reading: Reading) -> Iterator[Filter]:
    """Yield the strengths of a wish, which are crossed out: "+2", "-4.0", and the 2 of "readers 2" where readers have such sizes."""
    known = reading.vocabulary.strengths
    for at, token in enumerate(reading.tokens if known else ()):
        sign = reading.word(at - 1) if token.is_glued and reading.word(at - 1) in _SIGNS else ""
        if token.value is None or not reading.is_open[at] or (not sign and not _is_strength(reading, at)):
            continue
        value = -token.value if sign and sign != "+" else token.value
        written = f"{sign}{token.word}"
        reading.cross_out(at - bool(sign), at + 1)
        yield Filter("size", tuple(sorted(known.get(value, {written}))), said=f"size {written}")


def _is_strength(reading: Reading, at: int) -> bool:
    """Whether a number without a sign is the strength of a thing that is named: no count and no amount."""
    number, after = reading.tokens[at], reading.word(at + 1)
    is_kind = any(root(token.word) in reading.vocabulary.strong_kinds for token in reading.tokens)
    is_free = not after.isalpha() or after in STOPWORDS
    return is_kind and is_free and not number.is_glued and number.value in reading.vocabulary.strengths


def _is_size_by_itself(reading: Reading, at: int, end: int) -> bool:
    """Whether a size needs no word before it: "XL", "36-38", "king", and a capital "M"; not "m", "small" or "42"."""
    written = reading.said(at, end)
    if end - at > 1 or written.upper() in reading.vocabulary.word_sizes:
        return True
    is_letter = written.isupper() and not reading.text.isupper() and len(written) == 1
    return written.isalpha() and (is_letter or written.upper() in ("XS", "XL", "XXL", "XXS", "XXXL"))


def _named_before(reading: Reading, at: int) -> int:
    """Return of how many words the name is that sizes have in the shop and that stands before a token, 0 without one."""
    names = (name.split() for name in reading.vocabulary.size_names)
    return next((n for name in names if (n := len(name)) and [reading.word(at - n + k) for k in range(n)] == name), 0)


def is_size_of_kind(reading: Reading, at: int) -> bool:
    """Whether a bare number is a size of the kind that is named: the 22 of "straps for a 22" and of "22 strap"; not of "22 straps".

    Behind a name it is a part of it ("Classico 40"), behind a bound an amount.
    """
    number, before, after = reading.tokens[at], reading.word(at - 1), reading.word(at + 1)
    sizes = [reading.vocabulary.sizes_of.get(root(token.word), frozenset()) for token in reading.tokens]
    if not any(number.word in each for each in sizes) or number.is_glued or _is_unit(reading, at + 1):
        return False
    is_beside_kind = bool(number.word in sizes[at - 1] if at else False) or (at + 1 < len(sizes) and number.word in sizes[at + 1])
    is_counted = after.isalpha() and after.endswith("s") and not after.endswith("ss")
    is_free = not after.isalpha() or after in STOPWORDS or is_beside_kind
    return is_free and not is_counted and (is_beside_kind or before in _BEFORE_BARE)


def _is_unit(reading: Reading, at: int) -> bool:
    return reading.vocabulary.quantities.unit(reading.word(at)) is not None
