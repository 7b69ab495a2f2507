"""What of FAQ and catalogue is on the things that are meant: entries on another kind or sort of thing are not; the records that alone
hold all that is asked are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from chatbot.knowledge.kinds import NO_KIND, heads_in
from chatbot.knowledge.lexicon import STOPWORDS, content
from chatbot.knowledge.place_scores import ROUNDING
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.wish_words import FILLERS
from chatbot.knowledge.words import words
from chatbot.messages import Context
from chatbot.records import Product
from chatbot.skills.follow_ups import FOLLOW_UP_WORDS, MEASURES, RELATIONS, points_back
from chatbot.skills.product_listening import listen
from chatbot.skills.product_page import HAVING
from chatbot.skills.product_question import Question
from chatbot.skills.product_talk import Talk

_ONLY_ASKING = STOPWORDS | FILLERS | frozenset(roots(HAVING))


MIN_WORDS = 2  # of a question that tells by itself which record it is about
FAQ_LIKELY = 0.5  # of an entry, from which a word that one title alone holds makes no price of that product
MIN_SHARED = 2  # words of two questions, one of which is asked for as well as the other
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


def others_of(index: Index, context: Context, questions: Sequence[str]) -> list[bool]:
    """Return which questions are on other things than what is meant; none where no property of it is asked: "can you wrap it"."""
    asked, text = Question.read(context.message.text), context.message.text
    is_of_product = asked.topics or context.understanding.prediction.intent.label == "product_question"
    if asked.is_for_the_shop or not is_of_product:
        return [False] * len(questions)
    talk = listen(index, context)
    meant = talk.meant or (talk.shown if points_back(text) else ())
    return [bool(meant) and is_of_another(index, meant, text, each) for each in questions]


def nearest_of(index: Index, context: Context, questions: Sequence[str]) -> int | None:
    """Return which of the questions that ask the same as the first is on the product spoken of; None where nobody knows which.

    "How long is the guarantee on cordless tools?" is not for a lamp where "What guarantee do lamps have?" is there. The words that tell
    two apart have to be said, or to be words of the product. Another one than the first is taken where most of them are its own.
    """
    said, talk = set(content(context.message.text)) - MEASURES - RELATIONS, listen(index, context)
    focus = index.product(context.state.last_product) or (talk.shown[0] if len(talk.shown) == 1 else None)
    is_of_focus = focus is not None and len(context.message.text.split()) <= FOLLOW_UP_WORDS
    meant = talk.meant[:1] or ((focus,) if focus and is_of_focus else ())
    if not meant or not questions:
        return 0
    own = set(content(_text_of(meant[0])))
    first, *others = [set(content(each)) - MEASURES - RELATIONS for each in questions]
    met = own | said | set(content(context.state.last_question))
    alike = [(n, each) for n, each in enumerate(others, start=1) if first & said and first & said <= each]
    alike = [(n, each) for n, each in alike if first - each and not (first - each) & met]
    nearer = [n for n, each in alike if (only := each - first) and 2 * len(only & own) >= len(only)]
    is_twin = any(len(first & each) > max(len(first - each), len(each - first), MIN_SHARED - 1) for _, each in alike)
    return nearer[0] if nearer else None if is_twin else 0


def _text_of(product: Product) -> str:
    values = " ".join(value for _, value in product.attributes)
    return f"{product.title} {product.category} {product.material} {' '.join(product.tags)} {values} {product.description}"


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
