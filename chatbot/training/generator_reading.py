"""What a person read in replies of the bot, and how well the judge of acts agrees with that person.

`data/eval/generator_readings.csv` holds words with their slots, one row for each wording of a prompt, and where it came from.
Of 200 prompts: "draft" is the first draft before any check, "before" the reply as served when it was read, "now" the reply under
the rules that the reading led to. "fresh" are replies to 100 other prompts, read once those rules were in place. The labels were
given without the judge's opinion. Nearly every draft does its act, so each also stands for the act that the judge finds most
likely next ("nearest"), with the person's word on that: the pairs that are hardest to tell apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbot.models.judge import Judge
from chatbot.training.swaps import read_rows

STAGES = {
    "draft": "first drafts, unchecked",
    "before": "replies when read",
    "now": "the same prompts since",
    "fresh": "other prompts, read after that",
}
LABELS = {
    "kept": "does the act asked for",
    "english": "natural, correct English",
    "fits": "fits this customer and mood",
    "unsupported": "states what no slot holds",
}


@dataclass(frozen=True, slots=True)
class Reading:
    act: str
    mood: str
    words: str
    stages: frozenset[str]
    labels: Mapping[str, bool]  # by the names of LABELS
    nearest: str = ""  # another act, of drafts
    nearest_kept: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Words, an act, and whether a person says that the words do it."""

    words: str
    act: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """The judge against the person; counts of pairs."""

    both_yes: int
    judge_only: int  # the judge says that the words do the act, the person that they do not
    person_only: int
    both_no: int
    differ: tuple[Pair, ...]

    @property
    def n(self) -> int:
        return self.both_yes + self.judge_only + self.person_only + self.both_no

    @property
    def accuracy(self) -> float:
        return (self.both_yes + self.both_no) / self.n

    @property
    def precision(self) -> float:
        return self.both_yes / max(self.both_yes + self.judge_only, 1)

    @property
    def recall(self) -> float:
        return self.both_yes / max(self.both_yes + self.person_only, 1)

    @property
    def kappa(self) -> float:
        """Agreement beyond chance in [-1, 1]. Source: Cohen 1960, equation 1."""
        judge_yes, person_yes = (self.both_yes + self.judge_only) / self.n, (self.both_yes + self.person_only) / self.n
        by_chance = judge_yes * person_yes + (1 - judge_yes) * (1 - person_yes)
        return (self.accuracy - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def read_readings(path: Path) -> list[Reading]:
    return [
        Reading(
            row["act"],
            row["mood"],
            row["words"],
            frozenset(row["stages"].split()),
            {name: row[name] == "yes" for name in LABELS},
            row["nearest"],
            row["nearest_kept"] == "yes",
        )
        for row in read_rows(path)
    ]


def at(readings: Sequence[Reading], stage: str) -> list[Reading]:
    return [each for each in readings if stage in each.stages]


def asked(readings: Sequence[Reading]) -> list[Pair]:
    """Return the drafts with the acts that they were drawn for."""
    return [Pair(each.words, each.act, each.labels["kept"]) for each in at(readings, "draft")]


def mistaken(readings: Sequence[Reading]) -> list[Pair]:
    """Return the drafts with the acts that they are nearest to otherwise."""
    return [Pair(each.words, each.nearest, each.nearest_kept) for each in at(readings, "draft")]


def agreement(pairs: Sequence[Pair], judge: Judge) -> Agreement:
    """Return how the judge agrees with the person when it is asked as grounding asks it: by its limit."""
    told = [(pair, judge.p(pair.words, pair.act) >= judge.least_p) for pair in pairs]
    counts = Counter((says, pair.is_kept) for pair, says in told)
    differ = tuple(pair for pair, says in told if says != pair.is_kept)
    return Agreement(counts[True, True], counts[True, False], counts[False, True], counts[False, False], differ)


def shares(readings: Sequence[Reading], stage: str) -> dict[str, tuple[int, int]]:
    """Return, for each label and for "fits" in each mood, how many of the stage's readings have it, of how many."""
    rows = at(readings, stage)
    moods = {mood: [each for each in rows if each.mood == mood] for mood in ("negative", "neutral", "positive")}
    of_moods = {f"fits, {mood}": (sum(each.labels["fits"] for each in some), len(some)) for mood, some in moods.items()}
    return {name: (sum(each.labels[name] for each in rows), len(rows)) for name in LABELS} | of_moods
