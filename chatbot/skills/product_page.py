"""What the description of a product says to a question, in its own sentences: quoted, it invents nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from chatbot.knowledge.limits import limits_in
from chatbot.knowledge.measures import READER, spoken_measures
from chatbot.knowledge.phrases import tokenize
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.quantities import LENGTH, MASS, TEMPERATURE, Quantity
from chatbot.knowledge.words import words
from chatbot.models.encoder import Encoder
from chatbot.records import Product

SHORT_CHARS = 200  # a description that is quoted whole
DESCRIPTION_CHARS = 300  # told of a longer one; the product page has the rest
MAX_QUOTED = 2  # sentences of a longer one
# Cosine of question and sentence from which the sentence bears on a question without a word of its own ("what's in it").
BEARS = 0.45
LIMITED = frozenset((MASS, LENGTH, TEMPERATURE, "power", "voltage", "volume"))  # of a delivery time the shop sets the limit
_LIMITS = re.compile(r"\bnot included\b|\bseparately\b|\b(?:without|excluding|except|needs?|requires?|required)\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:no|not|never|only)\b|n['’]t\b", re.IGNORECASE
)  # behind what is quoted: "Do not mix with the blue one"
_LACKS = re.compile(r"\b(?:no|not|without|separately)\b", re.IGNORECASE)  # asked what comes with it: "Hose, no fittings"
_OF_WHOLE = re.compile(
    r"\b(?:total|overall|altogether|weighs?|weight)\b", re.IGNORECASE
)  # "total weight 9 kg", not "steel foot 4 kg"
_CLAUSE = re.compile(r"[,;]\s+")
_COMING = frozenset(("come", "comes", "coming", "include", "includes", "included", "including"))
_SPAN = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# Said of what a product has, does or is for, and not what is asked for: "does the deo contain aluminium".
HAVING = (
    "contain contains containing include includes included including come comes coming got use used using good okay ok safe really "
    "actually go goes reach reaches real genuine solid true proper first second third fourth one ones inside "
    "product products work works suit suits suitable"
)
_HAVING = frozenset(roots(HAVING))


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    bears: bool  # whether it has something to do with what was asked


def sentences_of(description: str) -> list[str]:
    return [each for each in _SENTENCE.split(description.strip()) if each]


def beginning(description: str) -> str:
    """Return as many whole sentences as a chat bubble holds, at least one."""
    kept = ""
    for sentence in sentences_of(description):
        if kept and len(kept) + len(sentence) > DESCRIPTION_CHARS:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def asked_words(product: Product, unread: Collection[str]) -> frozenset[str]:
    """Return the roots that are asked for: no name of the product, no word that only asks."""
    called = {root(token.word) for token in tokenize(product.title)}  # "m50" is read as "m" and "50"
    columns = set(roots(" ".join(name for name, _ in product.attributes)))  # "goes with" asks where a column is called so
    return frozenset(unread) - called - set(roots(f"{product.title} {product.category} {product.brand}")) - (_HAVING - columns)


def sentences(product: Product, asked: Collection[str], beside: Collection[str] = ()) -> list[str]:
    """Return the sentence of the description that holds every word that is asked for, in a list; [] where none does.

    One near it that tells what is lacking or needed is told with it: "Needs 2 AA (not included). Car battery rechargeable by USB".

    Args:
        beside: all that was said, by which one of several is chosen: "G48" of "can I mix it with G48".
    """
    said = sentences_of(product.description)
    holding = [n for n, each in enumerate(said) if asked and set(asked) <= set(roots(each))]
    if not holding:
        return []
    at = max(holding, key=lambda n: len(set(beside) & {token.word for token in tokenize(said[n])}))
    return [" ".join(said[n] for n in sorted({at, *_limiting(said, at), *(_lacking(said) if _COMING & set(beside) else ())}))]


def _limiting(said: Sequence[str], at: int) -> list[int]:
    """Return the places of the sentences right beside one that take back or limit what it says."""
    near = [n for n in (at - 1, at + 1) if 0 <= n < len(said)]
    return [n for n in near if _LIMITS.search(said[n]) or (n > at and _DENIES.search(said[n]))]


def _lacking(said: Sequence[str]) -> list[int]:
    """Return the places of the sentences that tell what does not come with a thing, of a page that is quoted whole."""
    is_short = sum(map(len, said)) <= SHORT_CHARS
    return [n for n, each in enumerate(said) if is_short and _LACKS.search(each)]


def amounts(product: Product, asked: Collection[str], dimensions: Collection[str], sides: Sequence[Collection[str]]) -> list[str]:
    """Return the sentence that tells an amount of one of the dimensions and holds every word asked for, in a list; [] without.

    One that tells it of the whole thing goes before one that may tell it of a part.

    Args:
        sides: the words for the side that is asked for ("tall", "height") and those for other sides, which may not stand there alone.
    """
    said = [each for each in sentences_of(product.description) if set(asked) <= set(roots(each))]
    told = [each for each in said if _tells(each, dimensions)]
    told.sort(key=lambda each: not any(_is_of_whole(clause) and _tells(clause, dimensions) for clause in _CLAUSE.split(each)))
    own, others = map(frozenset, sides)
    return (
        [each for each in told if not own.isdisjoint(words(each))] or [each for each in told if others.isdisjoint(words(each))]
    )[:1]


def of_numbers(product: Product, asked: Collection[str]) -> list[str]:
    """Return the sentence that says which sizes numbers of another system are: "E = men's 9.5-11" for a 10; [] without one."""
    wanted = [Decimal(each) for each in asked]
    said = [each for each in sentences_of(product.description) if any(f"{mark} = " in each for mark in product.all_sizes)]
    return [each for each in said if all(any(low <= n <= high for low, high in _spans(each)) for n in wanted)][:1]


def _spans(sentence: str) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(low), Decimal(high or low)) for low, high in _SPAN.findall(sentence)]


def limits_on(product: Product, text: str) -> list[str]:
    """Return the sentences that limit what an amount in a text measures: "Max 25W LED only" to "can I put in a 60 W one"."""
    asked = {each.dimension for each in READER.read(tokenize(text))} & LIMITED
    return [each for each in sentences_of(product.description) if asked & {limit.dimension for limit in _limits(each)}]


def _limits(sentence: str) -> list[Quantity]:
    return [each for each in READER.read(tokenize(sentence)) if each.bound in ("max", "min")]


def _tells(text: str, dimensions: Collection[str]) -> bool:
    """Whether a text tells an amount of one of these dimensions."""
    return any(dimension in dimensions for dimension, *_ in spoken_measures(text))


def _is_of_whole(clause: str) -> bool:
    """Whether a measure is said of the thing itself, and not of what it may carry: "weight limit 150 kg"."""
    return _OF_WHOLE.search(clause) is not None and not limits_in(clause)


def nearest(product: Product, asked: Collection[str]) -> list[str]:
    """Return the first sentence that holds a word that is asked for, else the first, in a list; [] without a description."""
    said = sentences_of(product.description)
    return ([each for each in said if set(asked) & set(roots(each))] or said)[:1]


def quote(product: Product, asked: Collection[str], question: str, encoder: Encoder) -> Quote | None:
    """Return what the description says, nearest to the question; None without a description.

    A short description is quoted whole, of a longer one the sentences that are nearest by meaning, in their order. What is asked for
    has to stand there: the name alone brings "gluten in the protein powder" near to what is said of the protein (cosine 0.62).
    """
    said = sentences_of(product.description)
    if not said:
        return None
    shares_word = [bool(set(asked) & set(roots(each))) for each in said]
    is_short = len(product.description) <= SHORT_CHARS
    if asked and is_short:  # nothing is left for the encoder to decide
        return Quote(product.description.strip(), any(shares_word))
    near = _nearness(said, question, encoder)
    best = sorted(range(len(said)), key=lambda n: (-shares_word[n], -near[n]))[:MAX_QUOTED]
    text = product.description.strip() if is_short else " ".join(said[n] for n in sorted({*best, *_limiting(said, best[0])}))
    return Quote(text, any(shares_word) if asked else bool(near.max() >= BEARS))


def _nearness(said: Sequence[str], question: str, encoder: Encoder) -> np.ndarray:
    """Return the cosine of the question and each sentence, (sentences,) float32."""
    vectors = encoder.encode([question, *said])
    return np.asarray(vectors[1:] @ vectors[0])
