"""What another version of the FAQ would change for customers: their past questions, searched in both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from chatbot.config import Settings
from chatbot.knowledge.decision import Decision, is_clear, is_worth_asking
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.index import Index, read
from chatbot.knowledge.passages import embed, texts_of
from chatbot.models.encoder import Encoder
from chatbot.storage.faqs import Faqs

Change = Literal["gained", "lost", "changed", "same"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the FAQ would do with a question. `row` is the nearest entry, None where there is none."""

    decision: Literal["answer", "ask", "abstain"]
    row: FaqRow | None
    p: float  # calibrated probability that the row answers


@dataclass(frozen=True, slots=True)
class Replayed:
    text: str
    before: Outcome
    after: Outcome

    @property
    def change(self) -> Change:
        """Whether the customer would get an answer instead of none, none instead of one, or another one."""
        had, has = self.before.decision == "answer", self.after.decision == "answer"
        if had != has:
            return "gained" if has else "lost"
        return "changed" if has and _told(self.before) != _told(self.after) else "same"


NOTHING = Outcome("abstain", None, 0.0)


def build_index(
    faqs: Faqs, encoder: Encoder, rows: Sequence[FaqRow], progress: Progress = lambda done, total: None
) -> Index | None:
    """Return the search over the enabled ones of these rows; None when none is. New texts are embedded and kept."""
    enabled = [row for row in rows if row.enabled]
    if not enabled:
        return None
    texts = texts_of(enabled)
    return Index.build(0, enabled, texts, embed(faqs, encoder, (*texts.wordings, *texts.passages), progress))


class Judge:
    """Says what the FAQ of an index would do with a question, by the same probabilities and limits as the bot."""

    def __init__(self, encoder: Encoder, settings: Settings) -> None:
        self._encoder, self._settings = encoder, settings
        self._decision = Decision.load(settings.models_dir / "faq_decision")

    def outcome(self, index: Index | None, text: str, vector: np.ndarray) -> Outcome:
        """Args: vector of the text, (width,) float32."""
        if index is None:
            return NOTHING
        scored = read(index, self._encoder, self._decision, text, vector)
        best, p = scored[0]
        s = self._settings
        if is_clear([chance for _, chance in scored], s.faq_answer_p):
            return Outcome("answer", index.rows[best], p)
        near = [chance for _, chance in scored if chance >= s.faq_chip_p][: s.faq_max_chips]
        return Outcome("ask" if is_worth_asking(near, s.faq_ask_p) else "abstain", index.rows[best], p)

    def replay(
        self, texts: Sequence[str], before: Index | None, after: Index | None, progress: Progress = lambda done, total: None
    ) -> list[Replayed]:
        """Search every text in both; what would change comes first. What `progress` raises ends the work."""
        found = []
        for n, text in enumerate(texts):
            progress(n, len(texts))
            vector = self._encoder.encode([text])[0]
            found.append(Replayed(text, self.outcome(before, text, vector), self.outcome(after, text, vector)))
        order: list[Change] = ["lost", "changed", "gained", "same"]
        return sorted(found, key=lambda each: order.index(each.change))


def _told(outcome: Outcome) -> str:
    return outcome.row.answer if outcome.row else ""
