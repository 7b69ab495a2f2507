"""Put an answer into words: the generator drafts each act, grounding checks, code fills in the facts.

A fact never passes through a model and is never read as an instruction: slots are filled after the words are checked, in one
pass, so a value that looks like a slot stays a value.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from chatbot.acts import ACTS
from chatbot.config import Settings
from chatbot.dialogue.grounding import SLOT, SORRY, Around, check
from chatbot.errors import GeneratorUnavailable
from chatbot.messages import Answer, Context, Say
from chatbot.models.generator import Gpt2, Prompt
from chatbot.models.judge import Judge
from chatbot.models.openai_generator import OpenAiGenerator
from chatbot.skills.entities import without_emails

DRAFTS = 4  # drawn at once; measured: four cost 1.7 times one
ROUNDS = 6  # after which the plain sentence is used; measured: see docs/generator.md, refused share
RETRY_AFTER_S = 30.0  # a text server that failed is left alone for so long
SHORT_WORDS = 4  # "anna@example.com", "and to canada?": what such a message is about stands in the one before
VERBATIM = ("answer",)  # slots that stand in paragraphs of their own

_SENTENCE = re.compile(r"(?<=[.!?:])(?=\s)")
_SLOT_AND_STOP = re.compile(SLOT.pattern + r"(\.?)")
_STOPS = (".", "!", "?", "…")


class Drafts(Protocol):
    """The part of a generator that a composer needs."""

    @property
    def id(self) -> str: ...

    def drafts(self, prompt: Prompt, n: int, seed: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Composed:
    text: str
    written_by: Mapping[str, str]  # act -> "gpt2" | "openai" | "plain" | "verbatim"
    refusals: tuple[str, ...] = ()
    words: str = ""  # like `text`, with the slots unfilled


@dataclass(slots=True)
class _Turn:
    """One reply in the making."""

    answer: Answer
    context: Context
    part: Callable[[str], None]
    ends: float  # by the monotonic clock: no draft of any act is begun later
    text: str = ""
    said: str = ""  # like `text`, with the slots unfilled
    begun: int = 0  # where the answer to the wish begins that is being told
    written_by: dict[str, str] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)

    def prompt(self, say: Say, is_last: bool) -> Prompt:
        prediction = self.context.understanding.prediction
        history = self.context.state.history
        return Prompt(
            act=say.act,
            intent=prediction.intent.label,
            mood=prediction.sentiments[0].label if prediction.sentiments else "neutral",
            slots=tuple(name for name in ACTS[say.act].required + ACTS[say.act].optional if say.slots.get(name)),
            heard=self.context.message.text,
            before=history[-1] if history else None,
            said=self.said,
            is_last=is_last,
        )

    def around(self, say: Say, prompt: Prompt, is_small: bool) -> Around:
        """Return what the draft may speak of: the message, the one before a short message, the FAQ's question, facts of the record.

        An answer's text counts for nothing: it holds so many words that it would allow every topic. Nor does an e-mail address, whose
        letters ("s@example.com") name no size.
        """
        message = self.context.message.text
        before = prompt.before[0] if prompt.before and len(message.split()) <= SHORT_WORDS else ""
        asked = self.answer.faq.question if self.answer.faq else ""
        heard = [message, before, asked, *(value for name, value in say.slots.items() if name not in VERBATIM)]
        return Around(without_emails(" ".join(heard)), prompt.intent, prompt.mood, self.said, prompt.is_last, is_small)

    def add(self, words: str, say: Say) -> None:
        """Fill the words, join them to the reply, and hand the new text out in sentences."""
        text = fill(words, say.slots)
        block = say.opens or any(name in VERBATIM for name in SLOT.findall(words)) or "\n\n" in self.text[self.begun :]
        glue = "" if not self.text else "\n\n" if block else " "
        self.begun = len(self.text + glue) if say.opens else self.begun
        for piece in pieces(glue + text):
            self.part(piece)
        self.text += glue + text
        self.said = f"{self.said} {words}".strip()


class Composer:
    """Words answers. May be called from any thread; without a generator it uses the plain sentences."""

    def __init__(self, generator: Drafts | None, settings: Settings, fallback: Drafts | None = None) -> None:
        self._generators = [each for each in (generator, fallback) if each is not None]
        self._deadline_s = settings.generator_deadline_s
        self._resting: dict[str, float] = {}  # generator id -> when it may be asked again, by the monotonic clock
        judges = (getattr(each, "judge", None) for each in self._generators)
        self._judge: Judge | None = next((judge for judge in judges if judge is not None), None)

    @classmethod
    def load(cls, settings: Settings) -> Composer:
        """Return the composer that the settings ask for.

        Raises:
            ModelMissing, ModelRefused: the local model cannot be used.
        """
        if settings.generator == "plain":
            return cls(None, settings)
        local = Gpt2.load(settings.models_dir / "generator")
        if settings.generator == "gpt2":
            return cls(local, settings)
        key = settings.openai_key.get_secret_value() if settings.openai_key else None
        return cls(
            OpenAiGenerator(settings.openai_url, settings.openai_model, key, settings.generator_deadline_s), settings, local
        )

    @property
    def model_id(self) -> str:
        return self._generators[0].id if self._generators else "plain"

    def compose(self, answer: Answer, context: Context, part: Callable[[str], None]) -> Composed:
        """Return the reply's text, and who wrote each act of it.

        Args:
            answer: the acts to word, in order, with their facts.
            context: the message, what was understood, and the history; seeds the drafts, so that a replay gives the same words.
            part: given pieces of checked text in order; together they are the text.
        """
        turn = _Turn(answer, context, part, time.monotonic() + self._deadline_s)
        for number, say in enumerate(answer.say, start=1):
            words, writer = self._word(turn, say, number)
            words = complete(words, say)
            turn.written_by[say.act] = writer
            turn.add(words, say)
        return Composed(turn.text, turn.written_by, tuple(turn.refusals), turn.said)

    def _word(self, turn: _Turn, say: Say, number: int) -> tuple[str, str]:
        """Return the words of one act with slots, and who wrote them."""
        act = ACTS[say.act]
        prompt = turn.prompt(say, number == len(turn.answer.say))
        # To a calm question the answer is its own best opening: of 28 written ones, 6 spoke of something else (docs/LOG.md).
        if not act.fixed and not (say.act == "faq_answer" and prompt.mood == "neutral"):
            for generator in self._generators:
                if words := self._draft(generator, turn, say, prompt, number):
                    only_verbatim = words in {f"<{name}>" for name in VERBATIM}
                    return words, "verbatim" if only_verbatim else writer_of(generator)
        return act.plain, "verbatim" if act.plain in {f"<{name}>" for name in VERBATIM} else "plain"

    def _draft(self, generator: Drafts, turn: _Turn, say: Say, prompt: Prompt, number: int) -> str | None:
        """Return the first draft that passes, a new one before one that the customer has read; None when none does."""
        if time.monotonic() < self._resting.get(generator.id, 0.0):
            return None
        around = turn.around(say, prompt, isinstance(generator, Gpt2))
        message = turn.context.message
        for attempt in range(ROUNDS):
            if time.monotonic() > turn.ends:
                return None
            seed = zlib.crc32(f"{message.conversation_id}:{message.seq}:{number}:{attempt}".encode())
            try:
                drafts = generator.drafts(replace(prompt, about=opening(prompt, attempt)), DRAFTS, seed)
            except GeneratorUnavailable as error:
                self._resting[generator.id] = time.monotonic() + RETRY_AFTER_S
                turn.refusals.append(f"{say.act}: {error}")
                return None
            passed = [draft for draft in drafts if self._passes(draft, say, around, turn)]
            if passed:
                return best(passed, turn.context, prompt)
        return None

    def _passes(self, draft: str, say: Say, around: Around, turn: _Turn) -> bool:
        reason = check(draft, say, around, self._judge)
        if reason:
            turn.refusals.append(f"{say.act}: {reason} | {draft}")
        return reason is None


def complete(words: str, say: Say) -> str:
    """Add the sentence for each fact on hand that has to be told and that the words leave out: a late parcel's date is no choice."""
    left_out = [text for name, text in ACTS[say.act].told.items() if say.slots.get(name) and f"<{name}>" not in words]
    stop = "." if left_out and words.endswith(">") else ""
    return " ".join([words + stop, *left_out])


def plainly(say: Say) -> str:
    """Return the sentence of an act with all its facts as it is told where no draft of a model passes."""
    return fill(complete(ACTS[say.act].plain, say), say.slots)


def writer_of(generator: Drafts) -> str:
    """Return the family of a generator: "openai" or "gpt2"."""
    return "openai" if generator.id.startswith("openai") else "gpt2"


def opening(prompt: Prompt, attempt: int) -> str:
    """Return the topic that the draft has to open with: none, unless a mood asks for a word of its own at the first try.

    Of 200 replies read, 41 openings spoke past a customer; calm customers gain nothing by one (docs/generator.md).
    """
    return "" if prompt.mood != "neutral" and not prompt.said and attempt == 0 else "none"


def best(passed: Sequence[str], context: Context, prompt: Prompt) -> str:
    """Return the first draft that the customer has not read; to an annoyed one, apologies apart, the shortest of these."""
    new = [draft for draft in passed if not was_read(draft, context)] or list(passed)
    return min(new, key=len) if prompt.mood == "negative" and prompt.act not in SORRY else new[0]


def was_read(draft: str, context: Context) -> bool:
    """Tell whether the words before the first slot, or all of them, stand in an earlier reply of this conversation."""
    words = SLOT.split(draft)[0].strip() or draft
    return any(words in bot for _, bot in context.state.history)


def fill(words: str, slots: Mapping[str, str]) -> str:
    """Put the facts into checked words.

    A verbatim slot gets paragraphs of its own and keeps its lines; any other value becomes one line. A value's own full stop
    replaces the sentence's, and words that end with a value end with a stop.
    """

    def value(match: re.Match[str]) -> str:
        fact = " ".join(slots.get(match[1], "").split())
        stop = match[2] or ("." if match.end() == len(words) else "")
        return fact if fact.endswith(_STOPS) else fact + stop

    verbatim = next((name for name in SLOT.findall(words) if name in VERBATIM), None)
    if verbatim is None:
        return _SLOT_AND_STOP.sub(value, words)
    around = words.split(f"<{verbatim}>", 1)
    return "\n\n".join(each for each in (around[0].strip(), slots.get(verbatim, "").strip(), around[1].strip()) if each)


def pieces(text: str) -> Iterator[str]:
    """Yield a text in sentences, each with the space before it; together they are the text."""
    yield from (piece for piece in _SENTENCE.split(text) if piece)
