"""Measure the words of the bot: drafts of the model, replies of the composer, and replies over hostile records."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from chatbot.acts import ACTS
from chatbot.config import Settings
from chatbot.dialogue.compose import Composed, Composer, opening
from chatbot.dialogue.grounding import SLOT, Around, check
from chatbot.messages import Answer, Context, CustomerMessage, DialogueState, Entities, Prediction, Say, Scored, Understanding
from chatbot.models.judge import Judge
from chatbot.training.generator_batches import Gpt2InBatches, Job, Track, compose, compose_many
from chatbot.training.generator_data import Sample, read_samples
from chatbot.training.hostile import hostile_facts, hostile_message, missing, unsupported

KIND = {
    "answer": "You may send it back within 30 days.", "carrier": "DHL", "count": "2", "delivered_on": "21 November",
    "eta": "Wednesday 25 November", "fact": "waterproof, 390 g", "hours": "Monday to Friday, 9 to 17", "missed": "under €80",
    "order_number": "1042", "place": "PostNL point, Kerkstraat 3", "price": "€74.90", "product": "Trailhead Rain Jacket, blue",
    "reason": "Held at customs.", "shop": "Fernway", "status": "on its way", "ticket": "T-1042", "wait": "15 minutes",
    "wish": "waterproof jacket under €80",
}  # fmt: skip

Replied = tuple[Say, Composed]


@dataclass(frozen=True, slots=True)
class Held:
    """Dialogues that the generator has not learned from: known wordings for new customers, and new wordings too."""

    customers: tuple[Sample, ...]
    wordings: tuple[Sample, ...]
    seen: frozenset[str]  # words that it has learned from

    @classmethod
    def read(cls, dialogues: Path) -> Held:
        return cls(
            tuple(read_samples(dialogues, "held_customers")),
            tuple(read_samples(dialogues, "held_wordings")),
            frozenset(sample.words for sample in read_samples(dialogues, "train")),
        )

    def drawn(self, count: int, seed: int = 0) -> list[Sample]:
        """Return samples of both kinds in random order."""
        both = [*self.customers, *self.wordings]
        return [both[i] for i in np.random.default_rng(seed).permutation(len(both))[:count]]


def measure(generator: Gpt2InBatches, held: Held, settings: Settings, limit: int, track: Track[Any]) -> dict[str, Any]:
    """Return the figures of a model over `limit` held-out prompts and twice as many hostile ones.

    `drafts`: what the model writes before any check. `replies`: what the customer would read. `hostile`: the same over hostile
    records and messages.
    """
    samples = held.drawn(limit)
    replies = replies_to(generator, [job(sample, KIND, number) for number, sample in enumerate(samples)], settings, track)
    odd = [_hostile_job(samples[number % len(samples)], number) for number in range(2 * limit)]
    hostile = replies_to(generator, odd, settings, track)
    return {
        "prompts": len(samples),
        "perplexity_known_wordings": generator.perplexity(held.customers[:limit]),
        "perplexity_new_wordings": generator.perplexity(held.wordings[:limit]),
        "drafts": draft_figures(generator, samples, held.seen, track),
        "replies": reply_figures(replies),
        "hostile": reply_figures(hostile),
    }


def replies_to(generator: Gpt2InBatches, jobs: Sequence[Job], settings: Settings, track: Track[Any]) -> list[Replied]:
    return list(zip([say for say, _ in jobs], compose_many(generator, jobs, settings, track), strict=True))


def job(sample: Sample, facts: Mapping[str, str], number: int) -> Job:
    """Return the one act of a sample with its facts and what the bot would know around it."""
    prompt = sample.prompt
    message = CustomerMessage(f"measured-{number}", prompt.heard, seq=number)
    context = seen_as(message, prompt.intent, prompt.mood, (prompt.before,) if prompt.before else ())
    return Say(prompt.act, {slot: facts[slot] for slot in prompt.slots}), context


def _hostile_job(sample: Sample, number: int) -> Job:
    heard = hostile_message(sample.prompt.heard, number)
    return job(replace(sample, prompt=replace(sample.prompt, heard=heard)), hostile_facts(sample.prompt.slots, number), number)


def seen_as(message: CustomerMessage, intent: str, mood: str, history: tuple[tuple[str, str], ...]) -> Context:
    """Return the context of a message whose intent and mood are known."""
    prediction = Prediction((Scored(intent, 1.0),), 1.0, (Scored(mood, 1.0),))
    understanding = Understanding(prediction, Entities(), message.text)
    return Context(message, understanding, DialogueState(history=history))


def replays(composer: Composer, dialogues: Path, count: int, seed: int = 0) -> Iterator[list[tuple[str, Composed]]]:
    """Yield held-out dialogues, drawn at random, in the composer's words."""
    held = [line for line in dialogues.read_text(encoding="utf-8").splitlines() if '"split": "held' in line]
    for line in random.Random(seed).sample(held, min(count, len(held))):
        yield replay(composer, json.loads(line))


def replay(composer: Composer, dialogue: Mapping[str, Any]) -> list[tuple[str, Composed]]:
    """Return a dialogue's customers with the replies that the composer writes for the same acts, one after the other."""
    told: list[tuple[str, Composed]] = []
    for seq, turn in enumerate(dialogue["turns"], start=1):
        history = tuple((customer, composed.text) for customer, composed in told[-4:])
        message = CustomerMessage(dialogue["id"], turn["customer"], seq)
        say = tuple(Say(each["act"], {slot: KIND[slot] for slot in each["slots"]}) for each in turn["say"])
        context = seen_as(message, turn["intent"], turn["mood"], history)
        told.append((turn["customer"], composer.compose(Answer("measured", say), context, lambda text: None)))
    return told


def draft_figures(generator: Gpt2InBatches, samples: Sequence[Sample], seen: Set[str], track: Track[Any]) -> dict[str, Any]:
    """Return figures of single drafts: slot errors, refusals by reason, act accuracy by the judge, diversity."""
    judge = generator.judge
    assert judge is not None
    asked = [(replace(sample.prompt, about=opening(sample.prompt, 0)), 1, number) for number, sample in enumerate(samples)]
    generator.write_ahead(asked, track)
    drafts = [generator.drafts(*each)[0] for each in asked]
    told = list(zip(samples, drafts, strict=True))
    refused = [refusal(draft, sample, judge) for sample, draft in told]
    does_act = [judge.acts[int(judge.probabilities(draft).argmax())] == sample.prompt.act for sample, draft in told]
    return {
        "slot_errors": _share(has_slot_error(draft, sample) for sample, draft in told),
        "refused": _share(reason is not None for reason in refused),
        "reasons": dict(Counter(_kind(reason) for reason in refused if reason).most_common(12)),
        "act_accuracy": _share(does_act),
        "act_accuracy_passed": _share(does for does, reason in zip(does_act, refused, strict=True) if reason is None),
        "distinct_1": distinct(drafts, 1),
        "distinct_2": distinct(drafts, 2),
        "different_drafts": len(set(drafts)) / len(told),
        "not_seen_in_training": _share(draft not in seen for draft in drafts),
    }


def refusal(draft: str, sample: Sample, judge: Judge, is_small: bool = True) -> str | None:
    """Return why grounding refuses a draft for a sample's prompt, or None."""
    prompt = sample.prompt
    before = prompt.before[0] if prompt.before else ""
    around = Around(
        f"{before} {prompt.heard}", prompt.intent, prompt.mood, prompt.said, prompt.is_last, keeps_to_wordings=is_small
    )
    return check(draft, Say(prompt.act, dict.fromkeys(prompt.slots, "-")), around, judge)


def _kind(reason: str) -> str:
    return re.sub(r"<\w+>", "a slot", re.sub(r" ?'.*'$", " …", reason))


def has_slot_error(draft: str, sample: Sample) -> bool:
    """Tell whether a slot is missing, doubled, or not on hand."""
    act, found = ACTS[sample.prompt.act], SLOT.findall(draft)
    wrong = any(found.count(name) != 1 for name in act.required) or len(set(found)) < len(found)
    return wrong or any(name not in act.required + act.optional or name not in sample.prompt.slots for name in found)


def reply_figures(replies: Sequence[Replied]) -> dict[str, Any]:
    """Return who wrote the replies, how many got the plain sentence, and what they claim or lack."""
    writers = Counter(next(iter(composed.written_by.values())) for _, composed in replies)
    worded = [(say, composed) for say, composed in replies if not ACTS[say.act].fixed]
    plain = Counter(say.act for say, composed in worded if composed.written_by[say.act] == "plain")
    claims = [(say.act, claim, composed.text) for say, composed in replies if (claim := unsupported(say, composed.text))]
    return {
        "replies": len(replies),
        "written_by": dict(writers),
        "plain_share": sum(plain.values()) / max(len(worded), 1),
        "plain_by_act": dict(plain.most_common(10)),
        "distinct_2": distinct([composed.text for _, composed in replies], 2),
        "with_slot_errors": sum(bool(missing(say, composed.text, ACTS[say.act].required)) for say, composed in replies),
        "with_unsupported_facts": len(claims),
        "claims": claims[:20],
    }


def distinct(texts: Iterable[str], n: int) -> float:
    """Return the share of different n-grams among all. Source: Li et al. 2016, section 5.3."""
    grams = [
        gram for text in texts for words in [text.lower().split()] for gram in zip(*(words[i:] for i in range(n)), strict=False)
    ]
    return len(set(grams)) / max(len(grams), 1)


def milliseconds(composer: Composer, jobs: Sequence[Job]) -> dict[str, float]:
    """Return the time that one act takes, median and 95th percentile, in ms."""
    taken = []
    for each in jobs:
        start = time.perf_counter()
        compose(composer, each)
        taken.append(1000 * (time.perf_counter() - start))
    return {"median": round(float(np.median(taken)), 1), "p95": round(float(np.percentile(taken, 95)), 1)}


def _share(hits: Iterable[bool]) -> float:
    collected = list(hits)
    return sum(collected) / max(len(collected), 1)
