"""Compare generators over the same prompts under the same grounding, and a blind choice among their replies."""

from __future__ import annotations

import csv
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatbot.acts import ACTS
from chatbot.config import Settings
from chatbot.dialogue.compose import Composer, fill
from chatbot.models.generator import Generator, Prompt
from chatbot.training.generator_batches import Track, compose
from chatbot.training.generator_data import Sample
from chatbot.training.generator_measure import KIND, distinct, has_slot_error, job, refusal
from chatbot.training.hostile import unsupported
from chatbot.training.swaps import read_rows

PLAIN = "plain sentences"
DEADLINE_S = 600  # a busy machine must not change what is measured
LETTERS = "ABCDEFG"
SEED = 11  # of the order in which the replies to a prompt are shown


@dataclass(frozen=True, slots=True)
class Candidate:
    name: str
    generator: Generator | None  # None: the plain sentences
    draws_once: bool = False  # a reply gets one draft to pass, not eight as served


@dataclass(frozen=True, slots=True)
class Measured:
    """One generator over all prompts; shares in [0, 1]. The plain sentences draw no drafts."""

    name: str
    slot_errors: float | None  # of single drafts, before grounding
    refused: float | None
    tokens_per_s: float | None
    plain_share: float | None  # of the replies: no draft passed
    distinct_2: float
    unsupported: int
    replies: tuple[str, ...]
    drafts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preferred:
    best: int  # named best, alone or with others
    alone: int  # no other wording was as good; the same wording counts for each who wrote it
    prompts: int


def worded(samples: Iterable[Sample], count: int) -> list[Sample]:
    """Return the first samples whose words are drafted: no fixed act, and no answer to a calm question."""
    fit = (
        one
        for one in samples
        if not ACTS[one.prompt.act].fixed and not (one.prompt.act == "faq_answer" and one.prompt.mood == "neutral")
    )
    return [one for one, _ in zip(fit, range(count), strict=False)]


def measure_one(
    candidate: Candidate, samples: Sequence[Sample], count_tokens: Callable[[str], int], track: Track[Any]
) -> Measured:
    """Return the figures of one candidate over the samples."""
    name, generator = candidate.name, candidate.generator
    drafts, seconds = _draw(generator, samples, track)
    drawn = _Drawn(generator, samples, drafts) if generator and candidate.draws_once else generator
    composer = Composer(drawn, Settings(generator_deadline_s=DEADLINE_S))
    told = [(each, compose(composer, each)) for each in track([job(one, KIND, n) for n, one in enumerate(samples)], name)]
    texts = tuple(" ".join(composed.text.split()) for _, composed in told)
    return Measured(
        name,
        _share([has_slot_error(draft, one) for draft, one in zip(drafts, samples, strict=True)]) if drafts else None,
        _share([bool(_refusal(generator, draft, one)) for draft, one in zip(drafts, samples, strict=True)]) if drafts else None,
        sum(map(count_tokens, drafts)) / seconds if drafts else None,
        1.0 if generator is None else _share([set(composed.written_by.values()) == {"plain"} for _, composed in told]),
        distinct(texts, 2),
        sum(bool(unsupported(say, composed.text)) for (say, _), composed in told),
        texts,
        tuple(drafts),
    )


def unchecked(measured: Measured, samples: Sequence[Sample]) -> Measured:
    """Return what customers would read without grounding: each first draft, its slots filled."""
    says = [job(one, KIND, n)[0] for n, one in enumerate(samples)]
    texts = tuple(" ".join(fill(draft, say.slots).split()) for draft, say in zip(measured.drafts, says, strict=True))
    claims = sum(bool(unsupported(say, text)) for say, text in zip(says, texts, strict=True))
    return Measured(f"{measured.name}, unchecked", measured.slot_errors, None, None, None, distinct(texts, 2), claims, texts)


class _Drawn:
    """Gives each prompt the one draft that was drawn for it."""

    def __init__(self, generator: Generator, samples: Sequence[Sample], drafts: Sequence[str]) -> None:
        self.id, self.judge = generator.id, generator.judge
        self._drafts = {(one.prompt.act, one.prompt.heard): draft for one, draft in zip(samples, drafts, strict=True)}

    def drafts(self, prompt: Prompt, n: int, seed: int) -> list[str]:
        return [self._drafts[prompt.act, prompt.heard]]


def _draw(generator: Generator | None, samples: Sequence[Sample], track: Track[Any]) -> tuple[list[str], float]:
    """Return a single draft per sample, and the seconds that took."""
    if generator is None:
        return [], 0.0
    start = time.perf_counter()
    drafts = [generator.drafts(one.prompt, 1, seed=n)[0] for n, one in enumerate(track(samples, "Drafts"))]
    return drafts, time.perf_counter() - start


def _refusal(generator: Generator | None, draft: str, sample: Sample) -> str | None:
    assert generator is not None
    assert generator.judge is not None
    return refusal(draft, sample, generator.judge, is_small=not generator.id.startswith("openai"))


def write_blind(samples: Sequence[Sample], measured: Sequence[Measured], path: Path) -> None:
    """Write the replies to each prompt in an order that only the seed knows, with an empty column "best" to fill in."""
    letters = LETTERS[: len(measured)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("number", "act", "mood", "before", "customer", *letters, "best"))
        for n, sample in enumerate(samples):
            shown = [measured[place].replies[n] for place in order(n, len(measured))]
            prompt = sample.prompt
            before = " / ".join(prompt.before) if prompt.before else ""
            out.writerow((n, prompt.act, prompt.mood, before, prompt.heard, *shown, ""))


def order(number: int, count: int) -> list[int]:
    """Return which generator's reply stands under each letter for a prompt."""
    places = list(range(count))
    random.Random(SEED * 100_003 + number).shuffle(places)
    return places


def preferences(judged: Path, names: Sequence[str]) -> dict[str, Preferred]:
    """Return how often each was named best in a filled-in file of `write_blind`.

    Args:
        names: in the order in which they were measured.
    """
    best: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    rows = read_rows(judged)
    for row in rows:
        places = order(int(row["number"]), len(names))
        winners = [names[places[LETTERS.index(letter)]] for letter in row["best"]]
        texts = {row[letter] for letter in row["best"]}
        best.update(winners)
        alone.update(winners if len(texts) == 1 else ())
    return {name: Preferred(best[name], alone[name], len(rows)) for name in names}


def comparison_rows(measured: Sequence[Measured], preferred: Mapping[str, Preferred]) -> list[tuple[str, ...]]:
    """Return a row of a table per generator."""
    return [
        (
            each.name,
            _percent(each.slot_errors),
            _percent(each.refused),
            _percent(each.plain_share),
            f"{each.distinct_2:.3f}",
            str(each.unsupported),
            "–" if each.tokens_per_s is None else f"{each.tokens_per_s:,.0f}",
            _preferred(preferred.get(each.name)),
        )
        for each in measured
    ]


HEADER = (
    "generator", "drafts with a slot error", "single drafts refused", "replies in the plain sentence", "distinct-2",
    "replies with unsupported facts", "tokens/s, one thread", "named best of the prompts (no other as good)",
)  # fmt: skip


def _preferred(told: Preferred | None) -> str:
    return f"{told.best} of {told.prompts} ({told.alone})" if told else "–"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / max(len(hits), 1)
