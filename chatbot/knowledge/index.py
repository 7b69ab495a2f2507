"""The FAQ search: the current version held in memory, reloaded when another one was published."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chatbot.config import ROOT
from chatbot.knowledge.decision import Decision, sigmoid
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.lexicon import Lexicon, without_filler
from chatbot.knowledge.passages import Texts, embed, texts_of
from chatbot.messages import Candidate
from chatbot.models.encoder import Encoder
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs

DECISION_FOLDER = ROOT / "data" / "models" / "faq_decision"
PREFILTER = 20  # entries that get all features; the right one is among them in 99.5 % of the training queries


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One entry as it is shown."""

    id: str
    question: str
    answer: str  # Markdown, verbatim as the shop wrote it
    source_url: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """One version in memory; nothing of it changes, so that threads may share it."""

    version: int
    rows: tuple[FaqRow, ...]
    lexicon: Lexicon
    wordings: np.ndarray  # (wordings, width) float32
    wording_starts: np.ndarray  # (entries,) first wording of each entry
    passages: np.ndarray  # (passages, width) float32
    passage_starts: np.ndarray  # (entries,)
    places: dict[str, int]  # faq_id -> row

    @classmethod
    def build(cls, version: int, rows: Sequence[FaqRow], texts: Texts, vectors: np.ndarray) -> Index:
        """Args: vectors of the wordings and then of the passages, (wordings + passages, width) float32."""
        questions = [" ".join((row.question, *row.variants)) for row in rows]
        everything = [f"{q} {row.answer} {row.category} {' '.join(row.tags)}" for q, row in zip(questions, rows, strict=True)]
        split = len(texts.wordings)
        entries = np.arange(len(rows))
        return cls(
            version,
            tuple(rows),
            Lexicon(questions, everything),
            np.ascontiguousarray(vectors[:split]),
            np.searchsorted(texts.wording_owner, entries),
            np.ascontiguousarray(vectors[split:]),
            np.searchsorted(texts.passage_owner, entries),
            {row.id: n for n, row in enumerate(rows)},
        )

    def features(self, text: str, vectors: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return the nearest entries and what is known of each.

        Args:
            text: the message as it is compared by words.
            vectors: of the message and its rewritten forms, (forms, width) float32; the best form counts.

        Returns:
            rows: (candidates,) int64; columns: feature name → (candidates,) float64.
        """
        cos_wording = np.maximum.reduceat((self.wordings @ vectors.T).max(1), self.wording_starts)  # (entries,)
        cos_passage = np.maximum.reduceat((self.passages @ vectors.T).max(1), self.passage_starts)
        match = self.lexicon.match(text)
        rough = cos_wording + 0.5 * cos_passage + 0.4 * match.share
        rows = np.argsort(-rough, kind="stable")[:PREFILTER]
        columns = {
            "cos_wording": cos_wording[rows],
            "cos_passage": cos_passage[rows],
            "bm25": np.tanh(match.bm25[rows] / 10),
            "share": match.share[rows],
            "question_share": match.question_share[rows],
            "asked_share": match.asked_share[rows],
        }
        return rows, {name: column.astype(np.float64) for name, column in columns.items()} | self._of_query(
            text, match.unknown, len(rows)
        )

    def _of_query(self, text: str, unknown: float, n: int) -> dict[str, np.ndarray]:
        values = {"unknown": unknown, "length": np.log1p(len(text.split())), "entries": np.log(len(self.rows))}
        return {name: np.full(n, value, np.float64) for name, value in values.items()}

    def score(self, text: str, vectors: np.ndarray, decision: Decision) -> list[tuple[int, float]]:
        """Return (row, probability that it answers), best first."""
        rows, columns = self.features(text, vectors)
        columns["score"] = decision.rank(columns)
        columns["lead"] = lead(columns["score"])
        chances = sigmoid(decision.answers(columns))
        return [(int(rows[n]), float(chances[n])) for n in np.argsort(-columns["score"], kind="stable")]


def lead(scores: np.ndarray) -> np.ndarray:
    """Return each score less the best of the others; of a single one, 0."""
    if len(scores) < 2:
        return np.zeros_like(scores)
    best = np.argmax(scores)
    second = np.max(np.delete(scores, best))
    lead_of: np.ndarray = scores - scores[best]
    lead_of[best] = scores[best] - second
    return lead_of


def readings(index: Index, encoder: Encoder, text: str, vector: np.ndarray) -> tuple[str, np.ndarray]:
    """Return a message without filler and typos, and the vectors of both forms, (forms, width)."""
    plain = index.lexicon.repair(without_filler(text), encoder.vocabulary)
    return plain, vector[None] if plain == text else np.stack([vector, encoder.encode([plain])[0]])


def read(index: Index, encoder: Encoder, decision: Decision, text: str, vector: np.ndarray) -> list[tuple[int, float]]:
    """Search for one message; see `Index.score`."""
    return index.score(*readings(index, encoder, text, vector), decision)


LIKELY = 0.5  # a follow-up that is answered by itself needs no context


class FaqSearch:
    """Finds the entries of the current version that may answer a message. Safe for native threads.

    `refresh` looks whether another version answers now and loads it; searches that run meanwhile finish on the old one.
    """

    def __init__(self, store: Store, encoder: Encoder, decision: Decision | Path = DECISION_FOLDER) -> None:
        self._faqs, self._encoder = Faqs(store), encoder
        self._decision = Decision.load(decision) if isinstance(decision, Path) else decision
        self._lock = threading.Lock()
        self._index: Index | None = None

    @property
    def version(self) -> int:
        """The version that is loaded; 0 before the first one."""
        return self._index.version if self._index else 0

    def refresh(self) -> None:
        """Load the current version if it is another one. One query when nothing changed."""
        version = self._faqs.current()
        if version == self.version:
            return
        with self._lock:
            if version != self.version:
                self._index = self._load(version)

    def find(self, texts: str | Sequence[str], vectors: np.ndarray, k: int = 5, answered: str = "") -> tuple[Candidate, ...]:
        """Return at most k entries, best first, each with the calibrated probability that it answers.

        Args:
            texts: the message; or several readings of it (as it is, and with the question before it): the first that is likely to
                be answered counts, else the one whose best entry is the most probable.
            vectors: of the texts, (width,) or (texts, width) float32, by the encoder of this search.
            answered: id of an entry that is left out of the further readings: it has answered the question before.
        """
        index = self._index
        if index is None or not index.rows:
            return ()
        readings = [texts] if isinstance(texts, str) else list(texts)
        pairs = zip(readings, np.atleast_2d(vectors), strict=True)
        found = [read(index, self._encoder, self._decision, text, vector) for text, vector in pairs]
        at = index.places.get(answered)
        found[1:] = [[each for each in scored if each[0] != at] for scored in found[1:]]
        found = [scored for scored in found if scored]
        best = next((scored for scored in found if scored[0][1] >= LIKELY), max(found, key=lambda scored: scored[0][1]))
        return tuple(Candidate(index.rows[row].id, index.rows[row].question, chance) for row, chance in best[:k])

    def entry(self, faq_id: str) -> FaqEntry | None:
        """Return an entry of the loaded version, or None."""
        index = self._index
        at = index.places.get(faq_id) if index else None
        if index is None or at is None:
            return None
        row = index.rows[at]
        return FaqEntry(row.id, row.question, row.answer, row.source_url, row.category)

    def _load(self, version: int) -> Index | None:
        rows = [row for content in self._faqs.contents(version) if (row := FaqRow.from_content(content)).enabled]
        if not rows:
            return None
        texts = texts_of(rows)
        vectors = embed(self._faqs, self._encoder, (*texts.wordings, *texts.passages))
        return Index.build(version, rows, texts, vectors)
