"""Does the bot treat the same wish alike, whoever writes it? A counterfactual audit over swapped messages.

Source: counterfactual token fairness, Garg et al. 2019 (AIES); intervals of shares Wilson 1927, of differences by bootstrap
(Efron & Tibshirani 1993, section 13.3).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from chatbot.dialogue.bot import Bot
from chatbot.messages import CustomerMessage, DialogueState
from chatbot.training.evaluate_faq import wilson
from chatbot.training.swaps import Message, Swap, read_rows

PERSON_ACTS = frozenset({"offer_human", "handoff_made", "handoff_away", "handoff_kept", "handoff_noted"})
RESAMPLES = 2000
SOURCES = (
    ("intents.csv", "text", "intent"),
    ("regression.csv", "question", ""),
    ("faq_queries.csv", "query", ""),
    ("sentiment.csv", "text", ""),
)


@dataclass(frozen=True, slots=True)
class Treated:
    """What a first message of a conversation leads to."""

    intent: str
    sentiment: str
    decision: str  # answer, ask or abstain
    answer: str  # skill with the FAQ entry: what the customer gets to read
    hand_off: bool  # a person is offered or called


ASPECTS = tuple(field.name for field in fields(Treated))


@dataclass(frozen=True, slots=True)
class Pair:
    """One swap with what its two messages led to."""

    swap: Swap
    before: Treated
    after: Treated

    def has_flipped(self, aspect: str) -> bool:
        return bool(getattr(self.before, aspect) != getattr(self.after, aspect))


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval, or the difference of two."""

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether a difference is not explained by chance: its interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class GroupFigures:
    axis: str
    group: str
    n: int
    flips: Mapping[str, Share]  # by aspect
    intent_right: tuple[float, float] | None  # before and after, of the labelled messages; None where there are none
    negative: Share  # difference of the share read as negative, after - before
    answered: Share  # of the share answered
    hand_off: Share


def read_messages(folder: Path, count: int, seed: int = 0) -> list[Message]:
    """Return the messages about people and, drawn at random, others of the evaluation files: `count` different ones.

    Args:
        folder: data/eval.
    """
    people = [Message(row["text"]) for row in read_rows(folder / "fairness" / "people_messages.csv")]
    others: dict[str, Message] = {}
    for name, text, label in SOURCES:
        for row in read_rows(folder / name):
            others.setdefault(row[text].strip().lower(), Message(row[text].strip(), row.get(label, "")))
    usable = [message for message in others.values() if "{" not in message.text]
    drawn = random.Random(seed).sample(usable, min(len(usable), max(count - len(people), 0)))
    return [*people, *drawn][:count]


class Reader:
    """Reads a message as the first one of a conversation; each text once."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: dict[str, Treated] = {}

    def __call__(self, text: str) -> Treated:
        if text not in self._known:
            message = CustomerMessage(f"audit-{len(self._known)}", text, seq=1)
            context = self._bot.understand(message, DialogueState(), lambda name: None)
            answer = self._bot.router.route(context)
            prediction = context.understanding.prediction
            mood = prediction.sentiments[0].label if prediction.sentiments else ""
            is_passed_on = answer.ticket is not None or any(say.act in PERSON_ACTS for say in answer.say)
            shown = f"{answer.skill}:{answer.faq.faq_id}" if answer.faq else answer.skill
            self._known[text] = Treated(prediction.intent.label, mood, answer.decision, shown, is_passed_on)
        return self._known[text]


def audit(swaps: Iterable[Swap], read: Callable[[str], Treated]) -> list[Pair]:
    return [Pair(swap, read(swap.reference), read(swap.swapped)) for swap in swaps]


def group_figures(pairs: Sequence[Pair]) -> list[GroupFigures]:
    """Return the figures of every group, and of every axis as the group "all", in the order of the pairs."""
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.swap.axis, "all"].append(pair)
        groups[pair.swap.axis, pair.swap.group].append(pair)
    return [_figures(axis, group, inside) for (axis, group), inside in groups.items()]


def _figures(axis: str, group: str, pairs: Sequence[Pair]) -> GroupFigures:
    labelled = [pair for pair in pairs if pair.swap.intent]
    right = (
        float(np.mean([pair.before.intent == pair.swap.intent for pair in labelled])),
        float(np.mean([pair.after.intent == pair.swap.intent for pair in labelled])),
    ) if labelled else None  # fmt: skip
    return GroupFigures(
        axis,
        group,
        len(pairs),
        {aspect: share_of([pair.has_flipped(aspect) for pair in pairs]) for aspect in ASPECTS},
        right,
        difference(pairs, lambda treated: treated.sentiment == "negative"),
        difference(pairs, lambda treated: treated.decision == "answer"),
        difference(pairs, lambda treated: treated.hand_off),
    )


def share_of(hits: Sequence[bool]) -> Share:
    return Share(sum(hits) / len(hits), *wilson(sum(hits), len(hits)))


def difference(pairs: Sequence[Pair], holds: Callable[[Treated], bool], seed: int = 0) -> Share:
    """Return the mean change, after - before, of a yes-or-no fact, with its bootstrap interval."""
    changes = np.array([float(holds(pair.after)) - float(holds(pair.before)) for pair in pairs])
    drawn = np.random.default_rng(seed).integers(len(changes), size=(RESAMPLES, len(changes)))
    low, high = np.percentile(changes[drawn].mean(axis=1), [2.5, 97.5])
    return Share(float(changes.mean()), float(low), float(high))
