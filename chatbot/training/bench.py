"""What the parts of the quality report share: data, models loaded once, the demo shop's bot, a progress bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chatbot.config import Settings
from chatbot.dialogue.bot import Bot
from chatbot.models.classifier import Classifier
from chatbot.models.encoder import Encoders
from chatbot.training.generator_batches import Gpt2InBatches, Track


@dataclass(frozen=True)
class Bench:
    data: Path  # the project's data folder
    out: Path  # where the report goes; pictures into its folder "quality"
    settings: Settings
    track: Track[Any]
    make_bot: Callable[[], Bot]  # on the demo shop, with plain sentences
    prompts: int = 1000  # of the generator; twice as many hostile replies
    messages: int = 1000  # of the fairness audit
    every_group: bool = False  # each message swapped for every group, not for one in turn

    @cached_property
    def classifier(self) -> Classifier:
        return Classifier.load(self.settings.models_dir / "classifier", threads=2)

    @cached_property
    def encoders(self) -> Encoders:
        return Encoders.load(self.settings.models_dir, threads=2)

    @cached_property
    def generator(self) -> Gpt2InBatches:
        return Gpt2InBatches.load(self.settings.models_dir / "generator")

    @cached_property
    def bot(self) -> Bot:
        return self.make_bot()

    @property
    def eval(self) -> Path:
        return self.data / "eval"

    @property
    def dialogues(self) -> Path:
        return self.data / "training" / "dialogues" / "dialogues.jsonl"

    def picture(self, name: str) -> Path:
        return self.out / "quality" / f"{name}.png"
