"""What is wrong with the entries of a file: duplicates, near-duplicates, and answers that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from chatbot.errors import RowProblem
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.lexicon import STOPWORDS, content
from chatbot.knowledge.words import fold, words
from chatbot.models.encoder import Encoder

NEAR = 0.90  # cosine of two questions that ask the same in other words; reworded questions of data/faqs.csv stay below 0.85
BLOCK_ROWS = 1_000  # compared at a time: 1,000 × 50,000 similarities are 200 MB
MAX_COMPARED = 5_000  # nearest pairs whose answers are compared; a file of one question in a thousand forms has half a million
MAX_PAIRS = 500  # shown; nobody reads more
_FACT = re.compile(r"(?<![\w.])(?:[€$£]\s*)?\d+(?:[.,:]\d+)*(?:\s*(?:[€$£%]|eur|usd|gbp))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries to be looked at side by side. `score` is the cosine of their questions."""

    first: FaqRow
    second: FaqRow
    score: float
    contradicts: bool  # the answers hold different numbers, prices or days


@dataclass(frozen=True, slots=True)
class Report:
    rows: tuple[FaqRow, ...]  # what can be published: without exact repetitions and without a second use of an id
    problems: tuple[RowProblem, ...]
    pairs: tuple[Pair, ...] = field(default=())


def check(rows: Sequence[FaqRow], encoder: Encoder | None = None) -> Report:
    """Check entries against each other.

    Args:
        encoder: finds near-duplicates by meaning; None compares the words only.
    """
    kept, problems = _without_repetitions(rows)
    report = Report(tuple(kept), tuple(problems))
    return with_pairs(report, look_alikes(kept, (), encoder.encode)) if encoder else report


def with_pairs(report: Report, pairs: Sequence[Pair]) -> Report:
    return replace(report, problems=(*report.problems, *map(_as_problem, pairs)), pairs=tuple(pairs))


def look_alikes(rows: Sequence[FaqRow], published: Sequence[FaqRow], embed: Callable[[Sequence[str]], np.ndarray]) -> list[Pair]:
    """Return pairs of nearly the same question among the entries of a file, and between them and those that stay published.

    Args:
        embed: gives the vectors of texts, (texts, width) float32 unit vectors; called once.
    """
    everyone = [*published, *rows]
    if not rows or len(everyone) < 2:
        return []
    return find_pairs(everyone, embed([row.question for row in everyone]), since=len(published))


def _without_repetitions(rows: Sequence[FaqRow]) -> tuple[list[FaqRow], list[RowProblem]]:
    kept: list[FaqRow] = []
    problems: list[RowProblem] = []
    by_id: dict[str, FaqRow] = {}
    by_question: dict[str, FaqRow] = {}
    for row in rows:
        twin = by_question.get(fold(row.question) or row.question)
        if twin is not None and fold(twin.answer) == fold(row.answer):
            problems.append(
                _problem(row, "question", row.question, f"the same as {twin.place}, so it was left out once", "Delete it.")
            )
            continue
        if row.id and row.id in by_id:
            reason = f"the id is used in {by_id[row.id].place} already"
            problems.append(replace(_problem(row, "id", row.id, reason, "Give this row an id of its own."), is_fatal=True))
            continue
        if twin is not None:
            reason = f"{twin.place} has the same question and another answer; customers will be asked which they mean"
            problems.append(
                _problem(row, "question", row.question, reason, "Keep one of the two, or say in the question when it holds.")
            )
        by_id[row.id] = by_question[fold(row.question) or row.question] = row
        kept.append(row)
    return kept, problems


def find_pairs(rows: Sequence[FaqRow], vectors: np.ndarray, since: int = 0) -> list[Pair]:
    """Return pairs of entries whose questions nearly mean the same, contradictions first.

    Args:
        vectors: of the questions, (rows, width) float32 unit vectors.
        since: pairs of two rows before this one are left out.
    """
    near = np.zeros((0, 3), np.float32)  # (pairs, 3): row, other row, cosine
    for start in range(0, len(rows), BLOCK_ROWS):
        block = vectors[start : start + BLOCK_ROWS] @ vectors[since:].T  # (block, rows since)
        i, j = np.nonzero(np.triu(block >= NEAR, k=start + 1 - since))
        near = np.concatenate([near, np.column_stack([i + start, j + since, block[i, j]])])
        near = near[np.argsort(-near[:, 2], kind="stable")[:MAX_COMPARED]]
    pairs = [_pair(rows[int(i)], rows[int(j)], float(score)) for i, j, score in near]
    return sorted(pairs, key=lambda pair: (not pair.contradicts, -pair.score))[:MAX_PAIRS]


def _pair(first: FaqRow, second: FaqRow, score: float) -> Pair:
    differ = facts(first.answer) ^ facts(second.answer)
    both = facts(first.answer) and facts(second.answer)
    same_facts_asked = facts(first.question) == facts(second.question)
    return Pair(first, second, score, bool(differ and both and same_facts_asked))


def facts(text: str) -> frozenset[str]:
    """Return the numbers, prices and percentages of a text in one spelling: `€ 3,95` and `3.95 EUR` are "3.95"."""
    found = (re.sub(r"[^\d.,:]", "", match.group()).replace(",", ".").strip(".") for match in _FACT.finditer(text))
    return frozenset(re.sub(r"\.0+\Z", "", fact) for fact in found if fact)


def _as_problem(pair: Pair) -> RowProblem:
    other = pair.first.place if pair.first.row else f"the published entry {pair.first.id!r}"
    if pair.contradicts:
        reason = f"nearly the same question as {other}, but the answers name different numbers"
        apart = [_own_words(*each) for each in ((pair.first, pair.second), (pair.second, pair.first))]
        remedy = "Correct one of them, or say in the question when each holds."
        if all(apart):
            remedy = f"Nothing to do if they differ in “{apart[0]}” and “{apart[1]}”; otherwise correct one of them."
        return _problem(pair.second, "answer", pair.second.answer, reason, remedy)
    reason = f"nearly the same question as {other} (“{pair.first.question[:60]}”)"
    return _problem(pair.second, "question", pair.second.question, reason, "Merge them, or make clear how they differ.")


def _own_words(row: FaqRow, other: FaqRow) -> str:
    """Return the words of a question that carry meaning and that the other has not."""
    theirs = {*content(other.question)}
    return " ".join(word for word in words(row.question) if word not in STOPWORDS and not theirs.issuperset(content(word)))


def _problem(row: FaqRow, column: str, value: str, reason: str, suggestion: str) -> RowProblem:
    named = f"{row.sheet}!{column}" if row.sheet else column
    return RowProblem(row.row, named, value[:80], reason, suggestion, is_fatal=False)
