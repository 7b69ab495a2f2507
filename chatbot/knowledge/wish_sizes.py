"""The sizes of a wish: named ("size 42", "16 collar"), or plain by themselves ("XL", "king")."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.knowledge.filters import Filter
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.phrases import Phrases
from chatbot.knowledge.product_words import root
from chatbot.knowledge.sizes import joined, size_said
from chatbot.knowledge.wish_reading import Reading
from chatbot.knowledge.wish_words import SIZE_WORDS

_SIZE_WORDS = Phrases(SIZE_WORDS)
_BEFORE_BARE = frozenset(("for", "a", "an", "in"))  # "straps for a 22"
_SIGNS = ("+", "-", "−", "–")
_JOINING = frozenset(("and", "in", "/", ",", "width", "-"))  # "9 and D"
_NO_SIZE_BESIDE = frozenset(("x", "×", "/", "-", "–", "%"))  # "2.5 x 50", "1.5-2"
_BEFORE_SIZE = frozenset(("size", "sizes", "eu", "uk", "us"))


def read_sizes(reading: Reading) -> Iterator[Filter]:
    """Yield the filters of what a thing must fit, and of all sizes, which are crossed out; none in a shop without sizes.

    Sizes of several options ("11 4E") are asked for together, those of one ("S or M") for each other.
    """
    found = [*_sizes(reading)] if reading.vocabulary.has_sizes else []
    yield from (each for each in found if each.kind == "fits")
    sizes = tuple(value for each in found if each.kind == "size" for value in each.values)
    together = joined(sizes, reading.vocabulary.axes)
    if together == sizes:
        yield from (each for each in found if each.kind == "size")
    else:
        yield Filter("size", together, said=f"size {' or '.join(map(size_said, together))}")


def _sizes(reading: Reading) -> Iterator[Filter]:
    vocabulary, last = reading.vocabulary, (0, "")
    for at, token in enumerate(reading.tokens):
        words = _SIZE_WORDS.at(reading.tokens, at) if vocabulary.has_letters else None
        found = vocabulary.sizes.at(reading.tokens, at) or words
        named, is_asked = _named_before(reading, at), False
        if found is None and named and token.value is not None:
            found = (at + 1, token.word)
        is_named_behind = found is not None and reading.word(found[0]) in vocabulary.size_names  # "king size", "16 collar"
        if found:
            is_asked = bool(named or is_named_behind) or is_size_of_kind(reading, at) or _is_asked(reading, at, found, last)
        if found and found[1] in vocabulary.fitted and all(reading.is_open[at : found[0]]):
            reading.cross_out(at, found[0], is_searched=True)
            yield Filter("fits", (found[1],), said=f"for {reading.said(at, found[0])}")
        elif found and reading.is_open[at] and (is_asked or _is_size_by_itself(reading, at, found[0])):
            reading.cross_out(at - (named or int(_before(reading, at) == "in")), found[0] + is_named_behind)
            reading.is_searched[at] = token.word.upper() in vocabulary.word_sizes  # "king" stands in titles
            last = found
            yield Filter("size", (found[1],), said=f"size {size_said(found[1])}")


def _before(reading: Reading, at: int) -> str:
    """Return the word before a token, that before an article too: "in a medium"."""
    return reading.word(at - 2) if reading.word(at - 1) == "a" and at > 1 else reading.word(at - 1)


def _is_asked(reading: Reading, at: int, found: tuple[int, str], last: tuple[int, str]) -> bool:
    """Whether a size stands behind "in", or beside one of another option: the "4E" of "11 4E", the "D" of "9 and D".

    Args: found, last: the end and the name of the size, and of the one that was read before it.
    """
    end, axes, after = found[0], reading.vocabulary.axes, reading.word(found[0])
    if _is_unit(reading, end) or _is_pronoun(reading, at):
        return False
    other = reading.vocabulary.sizes.at(reading.tokens, end)
    is_beside = all(reading.word(n) in _JOINING for n in range(last[0], at)) and found[1] in axes
    is_led = last[1] in axes or last[1].isdigit()  # "16 4E", though nothing is of 16
    is_before = other is not None and axes.get(other[1], 0) > axes.get(found[1], 1) and not _is_pronoun(reading, end)
    is_of_thing = after.isalpha() and after not in STOPWORDS and root(after) not in reading.vocabulary.kinds  # "in a small flat"
    is_in = _before(reading, at) == "in" and not (is_of_thing and reading.word(at - 1) == "a")
    return is_in or is_before or (is_beside and is_led and axes.get(last[1], 0) != axes[found[1]])


def _is_pronoun(reading: Reading, at: int) -> bool:
    """Whether "I" or "a" is no size, as it is none but where it is called so, or ends a question: "do you have it in A"."""
    is_last = reading.word(at + 1) in ("", "?", ".", "!") and reading.word(at - 1) == "in"
    return reading.word(at) in STOPWORDS and len(reading.word(at)) == 1 and not is_last


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
    if _is_pronoun(reading, at):
        return False
    if end - at > 1 or written.upper() in reading.vocabulary.word_sizes:
        return True
    is_letter = written.isupper() and not reading.text.isupper() and len(written) == 1
    return written.isalpha() and (is_letter or written.upper() in ("XS", "XL", "XXL", "XXS", "XXXL"))


def _named_before(reading: Reading, at: int) -> int:
    """Return of how many words the name is that sizes have in the shop and that stands before a token, 0 without one."""
    names = (name.split() for name in reading.vocabulary.size_names)
    own = next((n for name in names if (n := len(name)) and [reading.word(at - n + k) for k in range(n)] == name), 0)
    return own or int(_before(reading, at) in _BEFORE_SIZE)


def is_size_of_kind(reading: Reading, at: int) -> bool:
    """Whether a bare number is a size of the kind that is named: the 22 of "straps for a 22" and of "22 strap"; not of "22 straps".

    Behind a name it is a part of it ("Classico 40"), behind a bound an amount.
    """
    number, before, after = reading.tokens[at], reading.word(at - 1), reading.word(at + 1)
    sizes = [reading.vocabulary.sizes_of.get(root(token.word), frozenset()) for token in reading.tokens]
    if not any(number.word in each for each in sizes) or number.is_glued or _is_unit(reading, at + 1):
        return False
    if "." in number.word:  # no count
        return before not in _NO_SIZE_BESIDE and after not in _NO_SIZE_BESIDE
    is_beside_kind = bool(number.word in sizes[at - 1] if at else False) or (at + 1 < len(sizes) and number.word in sizes[at + 1])
    is_counted = after.isalpha() and after.endswith("s") and not after.endswith("ss")
    is_free = not after.isalpha() or after in STOPWORDS or is_beside_kind
    return is_free and not is_counted and (is_beside_kind or before in _BEFORE_BARE)


def _is_unit(reading: Reading, at: int) -> bool:
    return reading.vocabulary.quantities.unit(reading.word(at)) is not None
