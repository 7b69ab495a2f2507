"""Codes of a message that are one word though letters and digits meet in them: "H7", "5W-30", "MT-07". No amount is read in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chatbot.knowledge.phrases import Token, fold_word
from chatbot.knowledge.quantities import TEMPERATURE, Unit
from chatbot.knowledge.vocabulary import Vocabulary
from chatbot.knowledge.words import words

_MIXED = re.compile(r"(?<![\w.,/*×-])(?=[\w-]*[^\W\d_])(?=[\w-]*\d)[^\W_]+(?:-[^\W_]+)*(?![\w/*×]|[.,]\d)")
_NUMBER_FIRST = re.compile(r"\d+(?:-\d+)?-?(?P<word>[^\W\d_]+)")
_SIDES = re.compile(r"\d+(?:x\d+)+[^\W\d_]*", re.IGNORECASE)
_COUNTED_CHARS = 3  # of a word behind a number that is counted by it: "3-pack", "6seater"
_ORDINALS = frozenset(("st", "nd", "rd", "th"))


def with_codes(tokens: Sequence[Token], text: str, vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens with those of a code joined to one, which has no value."""
    joined = list(tokens)
    phrases = (vocabulary.sizes, vocabulary.features, vocabulary.brands, vocabulary.colors)
    told = {n for each in phrases for start, end, _ in each.find(tokens) if end - start > 1 for n in range(start, end)}
    own = {tokens[n].start for n in told}  # "205/55 R16" is a size
    starts, ends = {each.start: n for n, each in enumerate(tokens)}, {each.end: n for n, each in enumerate(tokens)}
    for match in reversed([*_MIXED.finditer(text)]):  # from the end on, so that the places before stay
        at, end = starts.get(match.start()), ends.get(match.end())
        if (
            at is None
            or end is None
            or end <= at
            or match.start() in own
            or not _is_code(match.group(), joined[at : end + 1], vocabulary)
        ):
            continue
        joined[at : end + 1] = [replace(joined[at], word=fold_word(match.group()), value=None, end=match.end())]
    return joined


def _is_code(written: str, parts: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether a mixed word is a code: one of the shop's, or what is no amount, no size and no name with its number behind it."""
    if _SIDES.fullmatch(written):
        return False
    if number := _NUMBER_FIRST.fullmatch(fold_word(written)):
        word, unit = number["word"], vocabulary.quantities.unit(number["word"])
        is_amount = (
            (unit is not None and not _is_name(word, unit, written, vocabulary)) or word in ("k", "x") or word in _ORDINALS
        )
        if is_amount or len(word) >= _COUNTED_CHARS:
            return False
    is_own = set(words(written)) <= vocabulary.said
    return is_own or not {each.word for each in parts if each.word.isalnum()} <= vocabulary.said  # "iphone15" is an "iphone 15"


def _is_name(word: str, unit: Unit, written: str, vocabulary: Vocabulary) -> bool:
    """Whether a letter behind a number is no unit: the "4c" of hair, in a shop that writes it and tells no temperatures."""
    is_told = unit.dimension in vocabulary.dimensions.values()
    return len(word) == 1 and unit.dimension == TEMPERATURE and not is_told and set(words(written)) <= vocabulary.said
