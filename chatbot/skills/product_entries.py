"""Which entries of the FAQ are no answer about the products that are meant: those on another kind of thing, or on another sort of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from chatbot.knowledge.kinds import NO_KIND
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.words import words
from chatbot.records import Product


def is_of_another(index: Index, products: Sequence[Product], said: str, question: str) -> bool:
    """Whether a question is on things that are none of the products and not said either.

    "How do I measure my head for a wig?" is none of a hair band, though a head is spoken of; "Can I dye a synthetic wig?" is none of
    a wig of hair, where others are called synthetic.
    """
    own = set(
        roots(" ".join(f"{each.title} {each.category} {each.brand} {each.material} {each.description}" for each in products))
    )
    called = words(question)
    kinds = _kinds(index, called)
    if kinds and kinds.isdisjoint(own):
        return not kinds <= set(roots(said))
    own |= set(roots(said))
    pairs = ((before, root(word)) for before, word in pairwise(called) if root(word) in kinds & own)
    return any(_is_sort(index, before, kind) for before, kind in pairs if before not in STOPWORDS and root(before) not in own)


def _kinds(index: Index, called: Sequence[str]) -> set[str]:
    """Return the roots of the things that are named; a hair brush is a brush, and no hair."""
    of_things = [root(word) in index.kinds.ends - NO_KIND for word in called]
    pairs = zip(called, of_things, [*of_things[1:], False], strict=True)
    return {root(word) for word, is_thing, is_next_one in pairs if is_thing and not is_next_one}


def _is_sort(index: Index, word: str, kind: str) -> bool:
    """Whether some products of a kind are called by a word."""
    return bool(((index.lexicon.match(word).question_share > 0) & index.kinds.of(kind)).any())
