"""Which texts of an entry are embedded and searched: its wordings, and its answer passage by passage."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.knowledge.entries import FaqRow
from chatbot.models.encoder import Encoder
from chatbot.storage.faqs import Faqs

MAX_WORDINGS = 50  # question and variants of one entry
MAX_PASSAGES = 4  # of one answer; the first sentences hold what customers ask for
WHOLE_CHARS = 400  # question and beginning of the answer, searched as one text: some questions live in both
PASSAGE_CHARS = 280  # about 60 tokens: one thought, so that one number or condition is not drowned
ENCODE_BATCH = 256  # texts between two progress reports
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\s])|\n+")
_MARKS = re.compile(r"[*_`#>|]+|\[([^\]]*)\]\([^)]*\)|\A\s*[-•]\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Texts:
    """The searchable texts of a version. Row i belongs to entry `owner[i]`. An entry's first passage is the whole of it, cut."""

    wordings: tuple[str, ...]
    wording_owner: np.ndarray  # (wordings,) int64, ascending
    passages: tuple[str, ...]
    passage_owner: np.ndarray  # (passages,) int64, ascending


def texts_of(rows: Sequence[FaqRow]) -> Texts:
    """Collect the texts of all entries, in their order."""
    wordings = [(n, text) for n, row in enumerate(rows) for text in (row.question, *row.variants)[:MAX_WORDINGS]]
    passages = [(n, text) for n, row in enumerate(rows) for text in (whole_of(row), *passages_of(row))]
    return Texts(
        tuple(text for _, text in wordings),
        np.array([n for n, _ in wordings], dtype=np.int64),
        tuple(text for _, text in passages),
        np.array([n for n, _ in passages], dtype=np.int64),
    )


def whole_of(row: FaqRow) -> str:
    """Return question and answer as one text."""
    return f"{row.question} {' '.join(_plain(row.answer).split())}"[:WHOLE_CHARS]


def passages_of(row: FaqRow) -> list[str]:
    """Cut an answer into passages of some sentences each, without markup; at least one."""
    passages: list[str] = []
    for sentence in _SENTENCE.split(_plain(row.answer)):
        sentence = " ".join(sentence.split())
        if not sentence:
            continue
        if passages and len(passages[-1]) + len(sentence) < PASSAGE_CHARS:
            passages[-1] += " " + sentence
        elif len(passages) == MAX_PASSAGES:
            break
        else:
            passages.append(sentence[: 4 * PASSAGE_CHARS])
    return passages or [row.question]


def _plain(markdown: str) -> str:
    return _MARKS.sub(lambda match: match.group(1) or " ", markdown)


def text_hash(text: str) -> str:
    """Address of a text's vector (SHA-256, 32 hex digits)."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def embed(
    faqs: Faqs,
    encoder: Encoder,
    texts: Sequence[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
    keep: bool = True,
) -> np.ndarray:
    """Return the vectors of the texts, (texts, width) float32; those not yet stored are made and stored on the way.

    Args:
        keep: False stores nothing.
        progress: told (texts done, texts in all) between batches; what it raises (a cancelled upload) ends the work.
    """
    keys = [text_hash(text) for text in texts]
    known = faqs.vectors(encoder.id, list(dict.fromkeys(keys)))
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    todo = list(missing)
    for start in range(0, len(todo), ENCODE_BATCH):
        progress(len(texts) - len(todo) + start, len(texts))
        batch = todo[start : start + ENCODE_BATCH]
        vectors = encoder.encode([missing[key] for key in batch])
        if keep:
            faqs.keep_vectors(encoder.id, batch, vectors)
        known.update(zip(batch, vectors, strict=True))
    progress(len(texts), len(texts))
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, encoder.width), np.float32)
