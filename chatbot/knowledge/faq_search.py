"""The FAQ search: the current version held in memory, reloaded when another one was published."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chatbot.config import ROOT
from chatbot.knowledge.decision import Decision
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.index import Index, read
from chatbot.knowledge.passages import embed, texts_of
from chatbot.knowledge.place_scores import ROUNDING
from chatbot.messages import Candidate
from chatbot.models.encoder import Encoder
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs

DECISION_FOLDER = ROOT / "data" / "models" / "faq_decision"
LIKELY = 0.5  # from here on a reading is believed
SURELY = 0.8  # from here on the message alone asks for an entry, though the last reply told it
ALONE_GAINS = 0.15  # probability by which the question before a follow-up must help, to be read with it


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One entry as it is shown."""

    id: str
    question: str
    answer: str  # Markdown, verbatim as the shop wrote it
    source_url: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How a message bears on what was said before it.

    answered: id of an entry that is left out: it was told, and does not tell this. It stays where the message alone surely finds it.
    points_back: it is about what was said before, so that an entry of the second reading counts if it holds all that the message
        says ("do they expire").
    is_detail: it asks nothing but what was asked before, so that a likely entry of the second reading counts.
    connects: it adds to what was asked before ("for custom sizes?" after "trial"), so that an entry counts whose question holds more
        of both than what the message alone finds.
    """

    answered: str = ""
    points_back: bool = False
    is_detail: bool = False
    connects: bool = False


FRESH = FollowUp()


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

    def find(
        self, texts: str | Sequence[str], vectors: np.ndarray, bearing: FollowUp = FRESH, k: int = 5
    ) -> tuple[Candidate, ...]:
        """Return at most k entries, best first, each with the calibrated probability that it answers.

        Args:
            texts: the message; or its readings, as it is and with the question before it. The surer one counts, the first in doubt.
            vectors: of the texts, (width,) or (texts, width) float32, by the encoder of this search.
            bearing: of the message on the question before it.
        """
        index = self._index
        if index is None or not index.rows:
            return ()
        readings = [texts] if isinstance(texts, str) else list(texts)
        pairs = zip(readings, np.atleast_2d(vectors), strict=True)
        alone, *rest = [read(index, self._encoder, self._decision, text, vector) for text, vector in pairs]
        at = index.at.get(bearing.answered)
        before = [each for each in (rest[0] if rest else alone) if each[0] != at]
        if not rest or not before:
            return self._candidates(index, before or alone, k) if before or rest else ()
        if alone[0][0] == at and alone[0][1] >= SURELY:
            return self._candidates(index, alone, k)
        alone = [each for each in alone if each[0] != at] or before
        (row, chance), said = before[0], index.lexicon.match(readings[0])
        is_meant = bearing.points_back and chance >= LIKELY and said.share[row] + ROUNDING >= said.share.max() > 0
        gains = 0.0 if bearing.points_back else ALONE_GAINS
        both = index.lexicon.match(readings[1]).question_share
        holds_both = bearing.connects and both[row] > both[alone[0][0]] + ROUNDING
        is_meant = is_meant or ((bearing.is_detail or holds_both) and chance >= LIKELY)
        best = before if is_meant or chance > alone[0][1] + gains else alone
        return self._candidates(index, best, k)

    def _candidates(self, index: Index, scored: list[tuple[int, float]], k: int) -> tuple[Candidate, ...]:
        return tuple(Candidate(index.rows[row].id, index.rows[row].question, chance) for row, chance in scored[:k])

    def entry(self, faq_id: str) -> FaqEntry | None:
        """Return an entry of the loaded version, or None."""
        index = self._index
        at = index.at.get(faq_id) if index else None
        if index is None or at is None:
            return None
        row = index.rows[at]
        return FaqEntry(row.id, row.question, row.answer, row.source_url, row.category)

    def beside(self, faq_id: str) -> list[FaqEntry]:
        """Return the other entries of its category; none where it has no category."""
        told, rows = self.entry(faq_id), self._index.rows if self._index else ()
        if told is None or not told.category:
            return []
        return [each for row in rows if row.category == told.category and row.id != faq_id and (each := self.entry(row.id))]

    def _load(self, version: int) -> Index | None:
        rows = [row for content in self._faqs.contents(version) if (row := FaqRow.from_content(content)).enabled]
        if not rows:
            return None
        topics = self._decision.topics
        if not topics.known(self._encoder):  # another encoder than the shipped one: stored, so that the next start is quick
            topics.keep(self._encoder.id, embed(self._faqs, self._encoder, topics.texts))
        texts = texts_of(rows)
        vectors = embed(self._faqs, self._encoder, (*texts.wordings, *texts.passages))
        return Index.build(version, rows, texts, vectors)
