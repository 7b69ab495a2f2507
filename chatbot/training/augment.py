"""Write a customer's message once more as a hurried phone would: typos, lost marks, short forms, lost little words."""

from __future__ import annotations

import random
import re

SHORT_FORMS = {
    "you": "u", "your": "ur", "are": "r", "please": "pls", "thanks": "thx", "because": "bcoz", "what": "wat", "with": "w", "to": "2",
    "for": "4", "have": "hv", "order": "ordr", "delivery": "dlvry", "and": "n", "not": "nt", "want": "wnt", "how": "hw", "when": "wen",
    "about": "abt", "message": "msg", "number": "no", "product": "prdct", "available": "avlbl", "between": "btw", "before": "b4",
    "quantity": "qty", "address": "addrs", "payment": "pymt", "the": "d", "is": "iz", "my": "ma",
}  # fmt: skip
LITTLE_WORDS = frozenset(
    {"the", "a", "an", "is", "are", "do", "does", "to", "of", "it", "i", "my", "your", "in", "on", "for", "any"}
)
OPENINGS = (
    "hi ",
    "hello ",
    "hey ",
    "hi, ",
    "hello sir ",
    "sir ",
    "mam ",
    "dear team ",
    "ok so ",
    "please ",
    "hi team, ",
    "excuse me, ",
)
CLOSINGS = (
    " pls",
    " please",
    " thanks",
    " asap",
    " sir",
    "??",
    "...",
    " kindly help",
    " tell me",
    " plz reply",
    " bro",
    " mate",
    " dear",
)
NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl", "l": "ko",
    "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "x",
}  # fmt: skip
_MARKS = re.compile(r"[.,!?;:'\"]")


class Augmenter:
    """Change a share of the texts; the label stays true. One generator per training, so that a seed repeats it."""

    def __init__(self, seed: int, share: float = 0.5) -> None:
        self._random = random.Random(seed)
        self.share = share  # of the texts that are changed at all

    def __call__(self, text: str, is_small_talk: bool = False) -> str:
        """Return the text or a rougher copy. Small talk gets no opening or closing: it would be another intent's."""
        if self._random.random() > self.share:
            return text
        steps = [(0.35, self._misspell), (0.35, self._lose_marks), (0.2, self._shorten), (0.2, self._lose_little_words)]
        if not is_small_talk:
            steps.append((0.15, self._wrap))
        for p, step in steps:
            if self._random.random() < p:
                text = step(text)
        return text

    def _misspell(self, text: str) -> str:
        words = text.split(" ")
        for _ in range(1 + len(words) // 10):
            place = self._random.randrange(len(words))
            words[place] = self._misspell_word(words[place])
        return " ".join(words)

    def _misspell_word(self, word: str) -> str:
        if len(word) < 4 or not word.isalpha():
            return word
        at = self._random.randrange(1, len(word) - 1)
        kind = self._random.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind == 1:
            return word[:at] + word[at + 1 :]
        if kind == 2:
            return word[:at] + word[at] + word[at:]
        return word[:at] + self._random.choice(NEIGHBOURS.get(word[at].lower(), word[at])) + word[at + 1 :]

    def _lose_marks(self, text: str) -> str:
        return _MARKS.sub("", text) or text

    def _shorten(self, text: str) -> str:
        words = [SHORT_FORMS.get(word.lower(), word) if self._random.random() < 0.5 else word for word in text.split(" ")]
        return " ".join(words)

    def _lose_little_words(self, text: str) -> str:
        words = text.split(" ")
        if len(words) < 4:
            return text
        return " ".join(word for word in words if word.lower() not in LITTLE_WORDS or self._random.random() < 0.5)

    def _wrap(self, text: str) -> str:
        if self._random.random() < 0.5:
            return self._random.choice(OPENINGS) + text
        return text + self._random.choice(CLOSINGS)
