"""Write drafts of a reply: a GPT-2 on CTranslate2, and the interface that `openai_generator` has, too.

A prompt says what to say (the dialogue act), to whom (intent, mood, the last turns) and which facts are on hand by slot name. A
draft holds slots, never facts: `compose` fills them after `grounding` has checked the words. How a prompt is written down is
told in docs/generator.md; training and serving use the same `render`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import ctranslate2
from tokenizers import Tokenizer

from chatbot.acts import ACTS, SLOTS
from chatbot.errors import ModelRefused
from chatbot.messages import INTENTS, SENTIMENTS
from chatbot.models.artifacts import load_manifest
from chatbot.models.judge import Judge

MAX_HEARD_CHARS = 160  # of the customer's message; a wish and a mood show in its beginning and its end
MAX_BEFORE_CHARS = 60  # of each earlier message
MAX_DRAFT_TOKENS = 64  # the longest wording in data/training has 55
TEMPERATURE = (
    0.35  # of 40 single drafts read by eye about 20 were no good English at 0.8 (top-k 40), about 10 here; see docs/LOG.md
)
TOP_K = 12

# What an opening may speak of; the model names it before the words, so that the words hold together. "none": no opening.
TOPICS = (
    "none", "any", "abroad", "account", "address", "bot", "cancel", "care", "change", "charged", "damaged", "declined",
    "delivery", "delivery_cost", "delivery_time", "exchange", "gift", "giftcard", "green", "hours", "invoice", "jobs",
    "late", "missing", "not_here", "offers", "outdoors", "password", "pay", "person", "pickup", "points", "privacy",
    "product", "refund", "return", "sad", "service", "shopping", "size", "store", "tracking", "voucher", "warranty",
    "weather", "where", "wrong_item",
)  # fmt: skip
END = "<|end|>"
ROLES = ("<|have|>", "<|past|>", "<|bot|>", "<|customer|>", "<|said|>", "<|more|>", "<|last|>", "<|say|>", END)

_MAIL = re.compile(r"[^\s,;]+@[^\s,;]+\.\w+")
_LINK = re.compile(r"(https?://|www\.)\S+")
_NUMBER = re.compile(r"[#€$£]?\d(?:[.,:/-]?\w)*")
_ABOUT = re.compile(r"^<\|about:\w+\|>")
_MARKS = re.compile(r"[<>|\s]+")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What one draft is written for."""

    act: str
    intent: str = "out_of_scope"
    mood: str = "neutral"
    slots: tuple[str, ...] = ()  # names of the facts on hand
    heard: str = ""  # the customer's message
    before: tuple[str, str] | None = None  # the exchange before it: (customer, bot)
    said: str = ""  # what this reply says already, with slots
    is_last: bool = True  # nothing of this reply follows
    about: str = ""  # topic of the opening; empty: the model names one itself


class Generator(Protocol):
    """Writes drafts. `judge` tells an act by its words; None where there is none."""

    @property
    def id(self) -> str: ...

    @property
    def judge(self) -> Judge | None: ...

    def drafts(self, prompt: Prompt, n: int, seed: int) -> list[str]:
        """Return up to n drafts with slots like `<order_number>`; the same ones for the same seed where the model allows it.

        Raises:
            GeneratorUnavailable: no draft in time.
        """
        ...


def clean(text: str, limit: int) -> str:
    """Return a customer's text as a model sees it: lower case, without numbers, addresses, links and marks.

    At most about `limit` characters are kept, of the beginning and the end. Nothing of it can be read as a special token.
    """
    text = _NUMBER.sub("(number)", _LINK.sub("(link)", _MAIL.sub("(e-mail)", text)))
    text = _MARKS.sub(" ", text).strip().lower()
    if len(text) <= limit:
        return text
    return f"{text[: limit * 2 // 3]} ... {text[-(limit // 3) :]}"


def special_tokens() -> list[str]:
    """Return every token that stands for itself, in a fixed order: roles, acts, intents, moods, topics, slots."""
    names = (*(f"act:{act}" for act in ACTS), *INTENTS, *SENTIMENTS, *(f"about:{topic}" for topic in TOPICS))
    return [*ROLES, *(f"<|{name}|>" for name in names), *(f"<{slot}>" for slot in SLOTS)]


def render(prompt: Prompt) -> str:
    """Write a prompt down for GPT-2; the draft follows after `<|say|>`."""
    have = "".join(f"<{slot}>" for slot in sorted(prompt.slots))
    past = ""
    if prompt.before:
        customer, bot = (clean(text, MAX_BEFORE_CHARS) for text in prompt.before)
        past = f"<|past|>{customer}<|bot|>{bot}"
    said = f"<|said|>{prompt.said}" if prompt.said else ""
    about = f"<|about:{prompt.about}|>" if prompt.about else ""
    head = f"<|act:{prompt.act}|><|{prompt.intent}|><|{prompt.mood}|><|have|>{have}{past}"
    return f"{head}<|customer|>{clean(prompt.heard, MAX_HEARD_CHARS)}{said}{'<|last|>' if prompt.is_last else '<|more|>'}<|say|>{about}"


class Gpt2:
    """A GPT-2 exported by scripts/train_generator.py. May be called from any thread; drafts are made one call at a time."""

    def __init__(self, files: dict[str, bytes], tokenizer: Tokenizer, judge: Judge, model_id: str) -> None:
        self._files = files
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self.judge: Judge | None = judge
        self.id = model_id

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Load a checked model folder.

        Raises:
            ModelMissing, ModelRefused: see `artifacts.load_manifest`.
        """
        manifest = load_manifest(folder, "generator")
        try:
            tokenizer = Tokenizer.from_file(str(manifest.path("tokenizer.json")))
            files = {name: manifest.path(name).read_bytes() for name in ("model.bin", "config.json", "vocabulary.json")}
            model = cls(files, tokenizer, Judge.load(manifest.path("judge.json")), manifest.id)
            model._open()
        except (RuntimeError, ValueError) as error:
            raise ModelRefused(
                f"The generator in {folder} cannot be loaded: {error}. Make it with scripts/train_generator.py."
            ) from error
        return model

    def drafts(self, prompt: Prompt, n: int, seed: int) -> list[str]:
        """Return n sampled drafts, the same ones for the same seed.

        CTranslate2 seeds its random numbers once per worker thread, when that thread first draws (src/random.cc), so a draw
        that can be replayed needs a fresh model; opening it from memory takes 5 ms of the 20 to 30 that three drafts take.
        """
        return self._sample([prompt], n, seed)[0]

    def _sample(self, prompts: Sequence[Prompt], n: int, seed: int) -> list[list[str]]:
        """Return n drafts for each prompt; the prompts have the same facts on hand."""
        with self._lock:
            ctranslate2.set_random_seed(seed % 2**31)
            results = self._open().generate_batch(
                [self._tokens(prompt) for prompt in prompts],
                num_hypotheses=n,
                max_length=MAX_DRAFT_TOKENS,
                sampling_topk=TOP_K,
                sampling_temperature=TEMPERATURE,
                suppress_sequences=[[f"<{slot}>"] for slot in SLOTS if slot not in prompts[0].slots],
                end_token=END,
                include_prompt_in_result=False,
            )
        return [[self._text(ids) for ids in result.sequences_ids] for result in results]

    def _open(self) -> Any:
        return ctranslate2.Generator("generator", device="cpu", intra_threads=1, files=self._files)

    def _tokens(self, prompt: Prompt) -> list[str]:
        tokens: list[str] = self._tokenizer.encode(render(prompt), add_special_tokens=False).tokens
        return tokens

    def _text(self, ids: Sequence[int]) -> str:
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=False)
        return _ABOUT.sub("", text.replace(END, "")).strip()
