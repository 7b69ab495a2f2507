"""The sizes of a wish: named ("size 42", "16 collar"), or plain by themselves ("XL", "king")."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.knowledge.filters import Filter
from chatbot.knowledge.phrases import Phrases
from chatbot.knowledge.sizes import size_said
from chatbot.knowledge.wish_reading import Reading
from chatbot.knowledge.wish_words import SIZE_WORDS

_SIZE_WORDS = Phrases(SIZE_WORDS)
_BEFORE_SIZE = frozenset(("size", "sizes", "eu", "uk", "us"))


def read_sizes(reading: Reading) -> Iterator[Filter]:
    """Yield the filter of each size, which is crossed out; none in a shop without sizes."""
    vocabulary = reading.vocabulary
    if not vocabulary.has_sizes:
        return
    for at, token in enumerate(reading.tokens):
        found = vocabulary.sizes.at(reading.tokens, at) or _SIZE_WORDS.at(reading.tokens, at)
        before = reading.word(at - 2) if reading.word(at - 1) == "a" and at > 1 else reading.word(at - 1)
        is_named = before in _BEFORE_SIZE or before in vocabulary.size_names
        after = reading.word(found[0]) if found else ""
        is_named_behind = after in vocabulary.size_names  # "king size", "16 collar"
        is_asked = is_named or is_named_behind or (before == "in" and found is not None and not _is_unit(reading, found[0]))
        if found is None and is_named and token.value is not None:
            found = (at + 1, token.word)
        if found and reading.is_open[at] and (is_asked or _is_size_by_itself(reading, at, found[0])):
            reading.cross_out(at - 1 if is_named or before == "in" else at, found[0] + is_named_behind)
            reading.is_searched[at] = token.word.upper() in vocabulary.word_sizes  # "king" stands in titles
            yield Filter("size", (found[1],), said=f"size {size_said(found[1])}")


def _is_size_by_itself(reading: Reading, at: int, end: int) -> bool:
    """Whether a size needs no word before it: "XL", "36-38", "king", and a capital "M"; not "m", "small" or "42"."""
    written = reading.said(at, end)
    if end - at > 1 or written.upper() in reading.vocabulary.word_sizes:
        return True
    is_letter = written.isupper() and not reading.text.isupper() and len(written) == 1
    return written.isalpha() and (is_letter or written.upper() in ("XS", "XL", "XXL", "XXS", "XXXL"))


def _is_unit(reading: Reading, at: int) -> bool:
    return reading.vocabulary.quantities.unit(reading.word(at)) is not None
