"""How well an FAQ file is searched: found, answered, wrongly answered, and whether the stated probabilities hold."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np

from chatbot.config import Settings
from chatbot.knowledge.decision import Decision, is_clear, is_worth_asking
from chatbot.knowledge.index import Index, read
from chatbot.knowledge.passages import texts_of
from chatbot.messages import Candidate
from chatbot.models.encoder import Encoder
from chatbot.training.faq_data import Query, Shop

BIN_EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
Bin = tuple[float, float, int, float, float]
FLOOR_COVERAGE = 0.85  # of the answerable questions, at which the wrong answers are also told


@dataclass(frozen=True, slots=True)
class Outcome:
    """One query with what was found for it."""

    query: Query
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @property
    def is_right(self) -> bool:
        return self.best is not None and self.best.faq_id in self.query.relevant

    @property
    def rank(self) -> int:
        """Of the first right candidate, from 1; 0 if there is none."""
        return next((n for n, each in enumerate(self.candidates, start=1) if each.faq_id in self.query.relevant), 0)

    @property
    def p(self) -> float:
        return self.best.score if self.best else 0.0

    def is_answered(self, settings: Settings) -> bool:
        return is_clear([each.score for each in self.candidates], settings.faq_answer_p)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are of all queries unless the name says otherwise. `reliability`: (from, to, queries, stated, observed)."""

    name: str
    entries: int
    answerable: int
    unanswerable: int
    top1: float  # of the answerable
    top3: float
    mrr: float
    answered: float
    coverage: float  # answered share of the answerable
    wrong: float
    wrong_low: float
    wrong_high: float
    asked: float
    asked_right: float  # of the asked: the right entry is among the chips
    abstained: float
    stated_error: float  # of the answered: mean of 1 - p
    observed_error: float
    wrong_at_85: float  # wrong answers when the threshold is set to answer 85 % of the answerable
    reliability: tuple[Bin, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        lines = [
            f"{self.name}: {self.entries} entries, {self.answerable} answerable and {self.unanswerable} other questions",
            f"  top-1 {self.top1:.3f}  top-3 {self.top3:.3f}  MRR {self.mrr:.3f}",
            f"  answered {self.answered:.1%} (of the answerable {self.coverage:.1%}), asked {self.asked:.1%} "
            f"(right among the chips {self.asked_right:.1%}), abstained {self.abstained:.1%}",
            f"  wrong answers {self.wrong:.1%} of all questions (95 % interval {self.wrong_low:.1%} to {self.wrong_high:.1%}), "
            f"at 85 % coverage {self.wrong_at_85:.1%}",
            f"  error of an answer: stated {self.stated_error:.1%}, observed {self.observed_error:.1%}",
            "  stated p    questions  mean p  observed",
        ]
        lines += [f"  {a:.1f} to {b:.1f} {n:10d}  {p:6.3f}  {seen:8.3f}" for a, b, n, p, seen in self.reliability]
        return "\n".join(lines)


def search_all(shop: Shop, encoder: Encoder, decision: Decision, k: int = 5) -> list[Outcome]:
    """Run every query of a shop through the search that serves."""
    texts = texts_of(shop.rows)
    index = Index.build(1, shop.rows, texts, encoder.encode((*texts.wordings, *texts.passages)))
    vectors = encoder.encode([query.text for query in shop.queries])  # (queries, width)
    found = []
    for query, vector in zip(shop.queries, vectors, strict=True):
        scored = read(index, encoder, decision, query.text, vector)[:k]
        found.append(Outcome(query, tuple(Candidate(shop.rows[n].id, shop.rows[n].question, p) for n, p in scored)))
    return found


def measure(shop: Shop, outcomes: Sequence[Outcome], settings: Settings) -> Figures:
    """Compute the figures at the shop's thresholds."""
    known = [each for each in outcomes if each.query.relevant]
    answered = [each for each in outcomes if each.is_answered(settings)]
    chips = {id(each): _chips(each, settings) for each in outcomes if not each.is_answered(settings)}
    asked = [each for each in outcomes if chips.get(id(each))]
    wrong = sum(not each.is_right for each in answered)
    low, high = wilson(wrong, len(outcomes))
    ranks = [each.rank for each in known]
    return Figures(
        name=shop.name,
        entries=len(shop.rows),
        answerable=len(known),
        unanswerable=len(outcomes) - len(known),
        top1=_mean(rank == 1 for rank in ranks),
        top3=_mean(1 <= rank <= 3 for rank in ranks),
        mrr=_mean(1 / rank if rank else 0.0 for rank in ranks),
        answered=len(answered) / len(outcomes),
        coverage=_mean(each.is_answered(settings) for each in known),
        wrong=wrong / len(outcomes),
        wrong_low=low,
        wrong_high=high,
        asked=len(asked) / len(outcomes),
        asked_right=_mean(bool(chips[id(each)] & each.query.relevant) for each in asked),
        abstained=1 - (len(answered) + len(asked)) / len(outcomes),
        stated_error=_mean(1 - each.p for each in answered),
        observed_error=_mean(not each.is_right for each in answered),
        wrong_at_85=wrong_at_coverage(outcomes, FLOOR_COVERAGE),
        reliability=reliability(outcomes),
    )


def write_wrong(outcomes: Sequence[Outcome], path: Path) -> None:
    """Write each question whose best entry is not right (or that should find none), with what was found and how sure it was."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["query", "expected", "found", "p"])
        for each in outcomes:
            if not each.is_right and each.best is not None:
                out.writerow([each.query.text, "|".join(sorted(each.query.relevant)), each.best.faq_id, f"{each.p:.3f}"])


def wrong_at_coverage(outcomes: Sequence[Outcome], coverage: float) -> float:
    """Return the wrong share of all queries when the threshold answers this share of the answerable ones."""
    ps = sorted((each.p for each in outcomes if each.query.relevant), reverse=True)
    if not ps:
        return 0.0
    threshold = ps[min(int(np.ceil(coverage * len(ps))), len(ps)) - 1]
    return _mean(each.p >= threshold and not each.is_right for each in outcomes)


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Return the bins of the best candidates."""
    return bins([(each.p, each.is_right) for each in outcomes])


def bins(stated: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return (from, to, rows, mean stated p, observed share of right) of pairs (p, is right), by bins of p."""
    table = []
    for low, high in pairwise(BIN_EDGES):
        inside = [(p, right) for p, right in stated if low <= p < high or (high == 1.0 and p == 1.0)]
        table.append((low, high, len(inside), _mean(p for p, _ in inside), _mean(right for _, right in inside)))
    return tuple(table)


def precision_by_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """Return (answered share of the answerable, right share of the answered) for every threshold, the strictest first."""
    answerable = sum(bool(each.query.relevant) for each in outcomes)
    known = right = 0
    points = []
    for answered, each in enumerate(sorted(outcomes, key=lambda each: -each.p), start=1):
        known += bool(each.query.relevant)
        right += each.is_right
        points.append((known / max(answerable, 1), right / answered))
    return points


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson 1927)."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, z * z / n
    centre, half = share + z2 / 2, z * sqrt(share * (1 - share) / n + z2 / (4 * n))
    return max((centre - half) / (1 + z2), 0.0), min((centre + half) / (1 + z2), 1.0)


def _chips(outcome: Outcome, settings: Settings) -> set[str]:
    """The ids that "did you mean" would show; empty when it would not ask."""
    near = [each for each in outcome.candidates if each.score >= settings.faq_chip_p][: settings.faq_max_chips]
    return {each.faq_id for each in near} if is_worth_asking([each.score for each in near], settings.faq_ask_p) else set()


def _mean(values: Any) -> float:
    collected = [float(value) for value in values]
    return sum(collected) / len(collected) if collected else 0.0
