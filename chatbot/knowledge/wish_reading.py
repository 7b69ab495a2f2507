"""A message while a wish is read of it: what a filter explains is crossed out, and what is left is searched by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.phrases import Phrases, tokenize
from chatbot.knowledge.product_words import root
from chatbot.knowledge.vocabulary import Vocabulary
from chatbot.knowledge.wish_codes import with_codes
from chatbot.knowledge.wish_words import FILLERS
from chatbot.models.courtesy import greeting_of

T = TypeVar("T")


class Reading:
    """The tokens of one message, each open until something explains it."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary
        self.tokens = with_codes(tokenize(text), text, vocabulary)
        self.is_open = [True] * len(self.tokens)  # not yet explained
        self.is_searched = [True] * len(self.tokens)  # stays in the search text: "blue" does, "under 50" does not
        greeted = len(greeting_of(text))
        self.cross_out(0, sum(token.start < greeted for token in self.tokens))

    def taken(self, phrases: Phrases[T], is_searched: bool = False) -> Iterator[T]:
        """Yield what the open phrases mean, and cross them out."""
        for start, end, meaning in phrases.find(self.tokens):
            if all(self.is_open[start:end]):
                self.cross_out(start, end, is_searched)
                yield meaning

    def cross_out(self, start: int, end: int, is_searched: bool = False) -> None:
        for at in range(start, end):
            self.is_open[at] = False
            self.is_searched[at] = is_searched

    def word(self, at: int) -> str:
        """Return the word of a token, "" before the first and behind the last one."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def said(self, start: int, end: int) -> str:
        """Return the tokens as they are written."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def skip(self, at: int, skipped: frozenset[str]) -> int:
        """Return the first token from here on that is none of these words."""
        while self.word(at) in skipped:
            at += 1
        return at

    def unread(self) -> list[str]:
        """Return the words that nothing explains and that are no filler."""
        words = ((at, token.word) for at, token in enumerate(self.tokens) if self.is_open[at] and token.word[0].isalnum())
        return [word for at, word in words if word not in STOPWORDS and (word not in FILLERS or self._is_thing(at))]

    def search_text(self) -> str:
        """Return the text without what was crossed out and without punctuation."""
        kept = [token for token, searched in zip(self.tokens, self.is_searched, strict=True) if searched]
        return " ".join(self.text[token.start : token.end] for token in kept if token.word not in ",.;:!?()")

    def _is_thing(self, at: int) -> bool:
        """Whether a filler is what is wished: the suit of "navy suits", where the shop has suits; not that of "what would suit"."""
        before = self.word(at - 1)
        is_last = not any(token.word.isalnum() for token in self.tokens[at + 1 :])
        return is_last and root(self.tokens[at].word) in self.vocabulary.kinds and before.isalpha() and before not in STOPWORDS
