"""One version of the FAQ in memory: which entries may answer a message, and how probably."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from chatbot.knowledge.decision import Decision, lead, sigmoid
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.lexicon import Lexicon, without_filler
from chatbot.knowledge.particulars import OTHERS_COST, Particulars
from chatbot.knowledge.passages import Texts
from chatbot.knowledge.place_names import CODES
from chatbot.knowledge.place_scores import Matter, of_the_country
from chatbot.knowledge.places import Places, asked_countries, without_countries
from chatbot.knowledge.topics import TopicVectors
from chatbot.knowledge.vectors import Vectors
from chatbot.models.encoder import Encoder

USUAL_ENTRIES = 60  # of a FAQ; in a smaller one the best entry leads by much although it is wrong
PREFILTER = 20  # entries that get all features; the right one is among them in 99.5 % of the training queries


@dataclass(frozen=True, slots=True)
class Index:
    """One version in memory; what it holds does not change, so that threads may share it."""

    version: int
    rows: tuple[FaqRow, ...]
    lexicon: Lexicon
    wordings: Vectors
    passages: Vectors  # the first of each entry is the whole of it
    at: dict[str, int]  # faq_id -> row
    places: tuple[Places, ...]  # of each entry
    matters: tuple[Matter, ...]  # of each entry
    particulars: tuple[Particulars, ...]  # of each entry
    _topics: dict[str, np.ndarray] = field(default_factory=dict)  # by topics' id, filled at the first search

    @classmethod
    def build(cls, version: int, rows: Sequence[FaqRow], texts: Texts, vectors: np.ndarray) -> Index:
        """Args: vectors of the wordings and then of the passages, (wordings + passages, width) float32."""
        questions = [" ".join((row.question, *row.variants)) for row in rows]
        everything = [f"{q} {row.answer} {row.category} {' '.join(row.tags)}" for q, row in zip(questions, rows, strict=True)]
        split = len(texts.wordings)
        return cls(
            version,
            tuple(rows),
            Lexicon(questions, everything),
            Vectors.of(vectors[:split], texts.wording_owner, len(rows)),
            Vectors.of(vectors[split:], texts.passage_owner, len(rows)),
            {row.id: n for n, row in enumerate(rows)},
            tuple(Places.of(row.question, *texts) for row, *texts in zip(rows, questions, everything, strict=True)),
            tuple(Matter.of(row.question, row.category) for row in rows),
            tuple(Particulars.of(*texts) for texts in zip(questions, everything, strict=True)),
        )

    def features(self, text: str, vectors: np.ndarray, topics: TopicVectors) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return the nearest entries and what is known of each.

        Args:
            text: the message as it is compared by words.
            vectors: of the message and its rewritten forms, (forms, width) float32; the best form counts.

        Returns:
            rows: (candidates,) int64; columns: feature name → (candidates,) float64.
        """
        cos_wording, wording = self.wordings.cosines(vectors)
        cos_passage, passage = self.passages.cosines(vectors)
        match = self.lexicon.match(text)
        near = topics.nearness(vectors).max(axis=0)  # (topics,)
        asked_topics, has_topic = topics.normalised(near), max(float(near.max()), 0.0)  # none is near: none
        entry_topics = self.topic_shares(topics)
        columns = {
            "wording": self.wordings.by_entry(wording),
            "passage": self.passages.by_entry(passage),
            "whole": passage[self.passages.starts],
            "cos_wording": self.wordings.by_entry(cos_wording),
            "cos_passage": self.passages.by_entry(cos_passage),
            "topic": entry_topics @ np.sqrt(asked_topics) * has_topic,
            "related": entry_topics @ np.sqrt(asked_topics @ topics.related) * has_topic,
            "bm25": np.tanh(match.bm25 / 10),
            "share": match.share,
            "question_share": match.question_share,
            "asked_share": match.asked_share,
        }
        rough = columns["wording"] + 0.5 * columns["passage"] + columns["whole"] + 0.8 * columns["topic"] + 0.4 * match.share
        rows = np.argsort(-rough, kind="stable")[:PREFILTER]
        found = {name: column[rows].astype(np.float64) for name, column in columns.items()}
        asked, places = asked_countries(text), [self.places[row] for row in rows]
        of_places = {
            "here": np.array([each.are_here(asked) for each in places], dtype=np.float64),
            "elsewhere": np.array([each.are_elsewhere(asked) for each in places], dtype=np.float64),
            "named": np.array([each.are_named(asked) for each in places], dtype=np.float64),
        }
        size = min(np.log(len(self.rows)) / np.log(USUAL_ENTRIES), 1.0)
        of_query = {"unknown": np.full(len(rows), match.unknown), "size": np.full(len(rows), size)}
        return rows, found | of_query | of_places

    def topic_shares(self, topics: TopicVectors) -> np.ndarray:
        """Return the square roots of each entry's shares of the topics, (entries, topics)."""
        known = self._topics.get(topics.id)
        if known is None:
            near = np.maximum.reduceat(topics.nearness(self.wordings.matrix), self.wordings.starts, axis=0)
            known = self._topics[topics.id] = np.sqrt(topics.normalised(near))
        return known

    def score(self, text: str, vectors: np.ndarray, decision: Decision, topics: TopicVectors) -> list[tuple[int, float]]:
        """Return (row, probability that it answers), best first."""
        rows, columns = self.features(text, vectors, topics)
        columns["score"] = decision.rank(columns)
        matters = [self.matters[row] for row in rows]
        of_the_country(text, [self.places[row] for row in rows], matters, columns, self.lexicon)
        columns["score"] -= OTHERS_COST * np.array([self.particulars[row].are_others(text) for row in rows])
        columns["lead"] = lead(columns["score"])
        order = np.argsort(-columns["score"], kind="stable")
        chances = np.minimum.accumulate(sigmoid(decision.answers(columns))[order])  # never above the one before
        return [(int(rows[n]), float(chance)) for n, chance in zip(order, chances, strict=True)]


def readings(index: Index, encoder: Encoder, text: str, vector: np.ndarray) -> tuple[str, np.ndarray]:
    """Return a message without filler and typos, and the vectors of both forms, (forms, width)."""
    plain = index.lexicon.repair(without_filler(text), encoder.vocabulary | CODES.keys())
    forms = list(dict.fromkeys(form for form in (plain, without_countries(plain)) if form not in ("", text)))
    return plain, np.vstack([vector, encoder.encode(forms)]) if forms else vector[None]


def read(index: Index, encoder: Encoder, decision: Decision, text: str, vector: np.ndarray) -> list[tuple[int, float]]:
    """Search for one message; see `Index.score`."""
    return index.score(*readings(index, encoder, text, vector), decision, decision.topics.vectors(encoder))
