"""What a misspelled word was meant to be, among the words of one shop or of one model's training texts."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

MIN_REPAIR_CHARS = 4  # shorter words have too many neighbours
TWO_EDITS_FROM_CHARS = 8
# Of a word that is known: "stacking" is no misspelt "tracking", an "electrician" is nothing "electrical"; "shiping" is "shipping".
_ENDINGS = ("ing", "ed", "er", "ers", "ian", "ians", "ist", "ists", "al", "ly", "able", "ful", "less", "ness", "ment", "ish")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")  # not the letters of a code such as A7retur9


class Spelling:
    """Replaces words that nobody knows by the nearest one that is expected. Immutable, so any thread may use it."""

    def __init__(self, counts: Mapping[str, int], small_words: Collection[str] = ()) -> None:
        """Args: counts: the expected words, lower case, with how often each is used; small_words: short ones that may be split off."""
        self.counts = counts
        self._small = frozenset(small_words)
        self._by_length: dict[int, list[str]] = {}
        for word in counts:
            self._by_length.setdefault(len(word), []).append(word)

    @classmethod
    def load(cls, path: Path) -> Spelling:
        """Read a JSON object of words and counts, as `save` writes it."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.counts, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def repair(self, text: str, known: Collection[str]) -> str:
        """Return the text with misspelled words replaced by the nearest expected ones.

        Args:
            known: words that are right although they are not expected (a general vocabulary, lower case).
        """

        def fix(match: re.Match[str]) -> str:
            word = match.group()
            folded = word.casefold()
            singular = folded.removesuffix("s")  # "tights" are no lights where only "tight" is known
            if len(folded) < MIN_REPAIR_CHARS or any(each in self.counts or each in known for each in (folded, singular)):
                return word
            is_formed = any(folded.removesuffix(ending) in known for ending in _ENDINGS if folded.endswith(ending))
            return self._nearest(folded, known, most_edits=1 if is_formed else 2) or word

        return _WORD.sub(fix, text)

    def _nearest(self, word: str, known: Collection[str], most_edits: int) -> str:
        """The most used word within one edit (two for long words), else two known words written as one."""
        edits = most_edits if len(word) >= TWO_EDITS_FROM_CHARS else 1
        near = [other for n in range(len(word) - edits, len(word) + edits + 1) for other in self._by_length.get(n, ())]
        found = process.extract(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=edits, limit=8)
        if found:
            return min(found, key=lambda hit: (hit[1], hit[0][0] != word[0], -self.counts[hit[0]]))[0]
        for cut in range(2, len(word) - 1):
            parts = word[:cut], word[cut:]
            if all(part in self._small or (len(part) > 3 and (part in self.counts or part in known)) for part in parts):
                return " ".join(parts)
        return ""
