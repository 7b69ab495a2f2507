"""What of FAQ and catalogue is on the things that are meant: entries on another kind or sort of thing are not; the records that alone
hold all that is asked are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from chatbot.knowledge.kinds import NO_KIND, heads_in
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.place_scores import ROUNDING
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.wish_words import FILLERS
from chatbot.knowledge.words import words
from chatbot.messages import Context
from chatbot.records import Product
from chatbot.skills.product_page import HAVING
from chatbot.skills.product_talk import Talk

_ONLY_ASKING = STOPWORDS | FILLERS | frozenset(roots(HAVING))


MIN_WORDS = 2  # of a question that tells by itself which record it is about
FAQ_LIKELY = 0.5  # of an entry, from which a word that one title alone holds makes no price of that product
MAX_MODELS = 2  # whose pages one answer holds


def holding(index: Index, text: str) -> tuple[Product, ...]:
    """Return one product of each model whose record holds every word of a question, and its name one of them; () of many models."""
    said = [word for word in words(text) if not {word, root(word)} & _ONLY_ASKING]
    if len(said) < MIN_WORDS:
        return ()
    match = index.lexicon.match(" ".join(said))
    places = np.flatnonzero((match.share >= 1 - ROUNDING) & (match.question_share > 0))
    models = {index.names.model_at(int(n)): index.shelf.products[int(n)] for n in reversed(places)}
    return tuple(models.values()) if len(models) <= MAX_MODELS else ()


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
    of_things = [_is_kind(index, root(word)) for word in called]
    pairs = zip(called, of_things, [*of_things[1:], False], strict=True)
    return {root(word) for word, is_thing, is_next_one in pairs if is_thing and not is_next_one}


def _is_kind(index: Index, word: str) -> bool:
    """Whether a category or several models are called so: the last word of one title ("Dual Voltage") may name no thing."""
    if word not in index.kinds.ends - NO_KIND:
        return False
    is_shelf = any(word in heads_in(category) for category in index.shelf.categories)
    return is_shelf or len({index.names.model_at(int(n)) for n in np.flatnonzero(index.kinds.of(word))}) > 1


def _is_sort(index: Index, word: str, kind: str) -> bool:
    """Whether some products of a kind are called by a word."""
    return bool(((index.lexicon.match(word).question_share > 0) & index.kinds.of(kind)).any())


def is_priced_by_faq(context: Context, talk: Talk) -> bool:
    """Whether an entry rather than a word of one title ("30 copies", of a "Signed Copy") tells what something costs."""
    return "price" in talk.question.topics and any(each.score >= FAQ_LIKELY for each in context.candidates)
