"""Write the drafts of many prompts at once, so that thousands of replies are measured in minutes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import ctranslate2

from chatbot.config import Settings
from chatbot.dialogue.compose import Composed, Composer
from chatbot.errors import GeneratorUnavailable
from chatbot.messages import Answer, Context, Say
from chatbot.models.generator import END, Gpt2, Prompt, render
from chatbot.training.generator_data import Sample

BATCH = 64  # prompts; four drafts each
THREADS = 2

T = TypeVar("T")
Track = Callable[[Sequence[T], str], Iterable[T]]  # shows how far a loop is
Asked = tuple[Prompt, int, int]  # prompt, how many drafts, seed
Job = tuple[Say, Context]


class Gpt2InBatches(Gpt2):
    """A GPT-2 whose drafts may be written ahead; whoever asks for them finds them ready. What was not is written when asked for."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._ready: dict[Asked, list[str]] = {}

    def write_ahead(self, asked: Sequence[Asked], track: Track[Any]) -> None:
        """Draw the drafts in batches of prompts that have the same facts on hand."""
        alike: dict[tuple[tuple[str, ...], int], list[Asked]] = defaultdict(list)
        for each in asked:
            alike[tuple(sorted(each[0].slots)), each[1]].append(each)
        batches = [group[at : at + BATCH] for group in alike.values() for at in range(0, len(group), BATCH)]
        for batch in track(batches, "Drafts"):
            drafts = self._sample([prompt for prompt, _, _ in batch], batch[0][1], seed=batch[0][2])
            self._ready.update(zip(batch, drafts, strict=True))

    def drafts(self, prompt: Prompt, n: int, seed: int) -> list[str]:
        ready = self._ready.get((prompt, n, seed))
        return super().drafts(prompt, n, seed) if ready is None else ready

    def perplexity(self, samples: Sequence[Sample]) -> float:
        """Return the perplexity of the words of samples, the topic of their opening included, under the shipped 8-bit model."""
        prompts = [self._tokens(sample.prompt) for sample in samples]
        words = [self.tokens_of(f"<|about:{sample.topic}|>{sample.words}{END}") for sample in samples]
        scored = self._open().score_batch([[*one, *two] for one, two in zip(prompts, words, strict=True)], max_batch_size=BATCH)
        log_p = [p for result, own in zip(scored, words, strict=True) for p in result.log_probs[-len(own) :]]
        return math.exp(-sum(log_p) / len(log_p))

    def tokens_of(self, text: str) -> list[str]:
        """Return a text in the model's own tokens."""
        tokens: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
        return tokens

    def _tokens(self, prompt: Prompt) -> list[str]:
        return self.tokens_of(render(prompt))

    def _open(self) -> Any:
        return ctranslate2.Generator("generator", device="cpu", intra_threads=THREADS, files=self._files)


class _Recorder:
    """Stands where a generator would, to learn what a composer asks for first."""

    id = "recorder"

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def drafts(self, prompt: Prompt, n: int, seed: int) -> list[str]:
        self.asked.append((prompt, n, seed))
        raise GeneratorUnavailable("Nothing is written while recording.")


def compose_many(generator: Gpt2InBatches, jobs: Sequence[Job], settings: Settings, track: Track[Any]) -> list[Composed]:
    """Return the reply to each job, of one act, as the bot composes it."""
    recorder = _Recorder()
    for job in jobs:
        compose(Composer(recorder, settings), job)
    generator.write_ahead(recorder.asked, track)
    composer = Composer(generator, settings)
    return [compose(composer, job) for job in track(jobs, "Replies")]


def compose(composer: Composer, job: Job) -> Composed:
    say, context = job
    return composer.compose(Answer("measured", (say,)), context, lambda text: None)
