"""Read the hand-written wordings and word one act from them: opening, core, and what may follow.

Files in `data/training/dialogues/wordings`: `cores_*.txt` (the sentence that does an act), `openings.txt` (how a reply may begin,
by topic and mood), `customers.txt` (what customers write), `topics.tsv` (which words name a topic). `{a|b}` is a choice.
"""

from __future__ import annotations

import csv
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chatbot.acts import ACTS

HELD_EVERY = 14  # one line in so many is never seen in training
HELD_TOPICS = frozenset({"giftcard", "green", "points"})  # whole topics that only the held-out dialogues hold

_CHOICE = re.compile(r"\{([^{}]*)\}")
_HEADER = re.compile(r"^== (?P<name>\w+)(?: (?P<how>with|\+) (?P<slots>[\w +]+?)| (?P<intent>\w+))?(?: \| (?P<mood>\w+))?$")
# An opening that announces an answer may only stand before an answer.
_LEAD = re.compile(r"\b[Hh]ere('s| is| are)\b|:$|^(About|On) |^(Right|Okay), about|\b(explain|tell you|question|for asking)\b")
# An opening that announces a look-up may not stand before an answer that is already there.
_LOOKING = re.compile(
    r"\blook (it|that|into|up|at)|\bfind (out|your|a|one|some|it|the)\b|track|\bcheck\b|have a look|let's see|"
    r"see (where|how far|what|why|whether|about)",
    re.IGNORECASE,
)
# Two sentences of one reply should not both say these.
_ONCE = re.compile(
    r"sorry|apolog|afraid|hear you|understand|happy|glad|question|\bsure\b|of course|thank|no problem|let's|let me|\bcan see\b|"
    r"\blovely\b|great|right|okay|look|frustrating|annoying|good news|found",
    re.IGNORECASE,
)

# How often a reply that starts with the act begins with an opening, by mood; other acts get none.
# An act that speaks to a topic only: an opening for anything would not fit.
TOPICS_OF: dict[str, frozenset[str]] = {
    "handoff_made": frozenset({"person", "service"}),
    "handoff_away": frozenset({"person"}),
    "limit": frozenset({"bot", "sad"}),
    "recommend": frozenset({"gift", "outdoors", "weather", "shopping"}),
    "ask_wish": frozenset({"gift", "outdoors", "weather", "shopping"}),
}
OPENING_P: dict[str, dict[str, float]] = {
    "faq_answer": {"negative": 0.95, "neutral": 0.8, "positive": 0.9},
    "ask_order_number": {"negative": 0.9, "neutral": 0.65, "positive": 0.8},
    "limit": {"negative": 0.9, "neutral": 0.9, "positive": 0.9},
    "apologise": {"negative": 0.65, "neutral": 0.0, "positive": 0.0},
    "offer_human": {"negative": 0.7, "neutral": 0.5, "positive": 0.5},
    "order_to_person": {"negative": 0.7, "neutral": 0.5, "positive": 0.3},
    "recommend": {"negative": 0.7, "neutral": 0.6, "positive": 0.75},
    "ask_wish": {"negative": 0.5, "neutral": 0.4, "positive": 0.4},
    "handoff_made": {"negative": 0.4, "neutral": 0.3, "positive": 0.3},
    "handoff_away": {"negative": 0.3, "neutral": 0.3, "positive": 0.3},
    "no_answer": {"negative": 0.25, "neutral": 0.0, "positive": 0.0},
    "did_you_mean": {"negative": 0.3, "neutral": 0.25, "positive": 0.3},
    "product_in_stock": {"negative": 0.2, "neutral": 0.25, "positive": 0.3},
    "product_fact": {"negative": 0.2, "neutral": 0.3, "positive": 0.4},
}
MOOD_P = {"negative": 0.65, "neutral": 0.0, "positive": 0.6}  # of the cores are those of the mood, where there are any
TOPIC_P = 0.85  # of the openings speak of the topic, the others fit anything
ALL_SLOTS_P = 0.85  # of the replies use every optional slot on hand


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    is_held: bool  # kept for the held-out dialogues


@dataclass(frozen=True, slots=True)
class Customer:
    text: str
    intent: str
    mood: str
    topic: str
    is_held: bool
    is_own: bool = False  # written for the dialogues, not taken from the intent data


@dataclass(slots=True)
class Wordings:
    """All lines by where they may stand. Keys: (act or topic, "with" or "+" or "", slots, mood or "")."""

    cores: dict[tuple[str, str, tuple[str, ...], str], list[Line]] = field(default_factory=lambda: defaultdict(list))
    openings: dict[tuple[str, str], list[Line]] = field(default_factory=lambda: defaultdict(list))
    customers: list[Customer] = field(default_factory=list)
    forms: dict[tuple[str, str], list[Line]] = field(default_factory=lambda: defaultdict(list))
    topics: list[tuple[str, str, re.Pattern[str]]] = field(default_factory=list)

    def topic_of(self, text: str, intent: str) -> str:
        """Name the topic by the words of the text, within its intent."""
        low = text.lower()
        return next((topic for of, topic, pattern in self.topics if of == intent and pattern.search(low)), "any")


def read_wordings(folder: Path) -> Wordings:
    """Read every file of the folder.

    Raises:
        ValueError: a header cannot be read; names the file and the line.
    """
    words = Wordings()
    for row in (folder / "topics.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            intent, topic, pattern = row.split("\t")
            words.topics.append((intent, topic, re.compile(pattern)))
    for path in sorted(folder.glob("cores_*.txt")):
        for head, line in _lines(path):
            slots = tuple(sorted((head["slots"] or "").replace("+", " ").split()))
            words.cores[head["name"], head["how"] or "", slots, head["mood"] or ""].append(line)
    for head, line in _lines(folder / "openings.txt"):
        words.openings[head["name"], head["mood"] or "neutral"].append(line)
    for head, line in _lines(folder / "customers.txt"):
        mood = head["mood"] or "neutral"
        if head["name"] == "form":
            words.forms[head["intent"], mood].append(line)
        else:
            is_held = line.is_held or head["name"] in HELD_TOPICS
            words.customers.append(Customer(line.text, head["intent"], mood, head["name"], is_held, True))
    return words


def read_customers(folder: Path, words: Wordings) -> list[Customer]:
    """Return the customers of the intent data (CSV: text, intent, sentiment) with the topic that their words name."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                topic = words.topic_of(row["text"], row["intent"])
                found.append(
                    Customer(
                        row["text"].replace("{", "(").replace("}", ")"),
                        row["intent"],
                        row["sentiment"],
                        topic,
                        is_held(row["text"]),
                    )
                )
    return found


def acts_without_words(words: Wordings) -> list[str]:
    """Return the acts that no line words; the composer would fail on them."""
    return [name for name, act in ACTS.items() if not act.fixed and not words.cores.get((name, "", (), ""))]


def _lines(path: Path) -> Iterator[tuple[dict[str, str], Line]]:
    head: dict[str, str] = {}
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = text.strip()
        if not text or text.startswith("# "):
            continue
        if text.startswith("== "):
            match = _HEADER.match(text)
            if match is None:
                raise ValueError(f"{path.name} line {number}: '{text}' is not a header. Write: == act | mood")
            head = match.groupdict()
        else:
            yield head, Line(text, is_held(text))


def is_held(text: str) -> bool:
    """Tell whether a text is kept for the held-out dialogues; depends on the text alone."""
    return zlib.crc32(text.encode()) % HELD_EVERY == 0


def expand(text: str, rng: random.Random) -> str:
    """Choose one of each `{a|b}`."""
    chosen = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), text)
    return re.sub(r" +([.,!?])", r"\1", chosen).replace("  ", " ")


def clashes(one: str, other: str) -> bool:
    """Tell whether both sentences say one of the words that a reply says once."""
    return bool({hit.lower() for hit in _ONCE.findall(one)} & {hit.lower() for hit in _ONCE.findall(other)})


@dataclass(frozen=True, slots=True)
class Moment:
    """Where in a dialogue an act is worded."""

    act: str
    mood: str
    topic: str
    slots: tuple[str, ...] = ()  # on hand
    said: str = ""  # what the reply already says
    is_last: bool = True
    use_held: bool = False  # take held-out lines where there are any


def word(words: Wordings, moment: Moment, rng: random.Random) -> tuple[str, str]:
    """Return one wording of the act for this moment, with its slots unfilled, and the topic of its opening."""
    core = _core(words, moment, rng)
    opening, topic = _opening(words, moment, core, rng)
    if opening and moment.act == "faq_answer" and not core.startswith("<answer>"):
        core = "<answer>"  # one lead is enough
    if opening and moment.act == "apologise" and re.search("sorry|apolog", opening):
        core = ""
    return f"{opening} {core}".strip(), topic


def _core(words: Wordings, moment: Moment, rng: random.Random) -> str:
    for _ in range(20):
        text = expand(_pick(_core_pool(words, moment, rng), moment, rng), rng).strip()
        ends_well = moment.is_last or moment.act != "faq_answer" or text.endswith("<answer>")
        if ends_well and not (moment.said and clashes(moment.said, text)):
            break
    tail = _tail(words, moment, rng)
    return f"{text} {tail}".strip()


def _core_pool(words: Wordings, moment: Moment, rng: random.Random) -> Sequence[Line]:
    slots = [slot for slot in moment.slots if (moment.act, "with", (slot,), "") in words.cores]
    if slots and rng.random() < ALL_SLOTS_P * 0.7:
        return words.cores[moment.act, "with", (rng.choice(slots),), ""]
    by_mood = words.cores.get((moment.act, "", (), moment.mood))
    general = words.cores[moment.act, "", (), ""]
    return by_mood if by_mood and rng.random() < MOOD_P[moment.mood] else general


def _tail(words: Wordings, moment: Moment, rng: random.Random) -> str:
    groups = [slots for act, how, slots, _ in words.cores if act == moment.act and how == "+" and set(slots) <= set(moment.slots)]
    if not groups or rng.random() > 0.95:
        return ""
    widest = max(map(len, groups))
    if rng.random() < ALL_SLOTS_P:
        groups = [slots for slots in groups if len(slots) == widest]
    return expand(_pick(words.cores[moment.act, "+", rng.choice(sorted(groups)), ""], moment, rng), rng)


def _opening(words: Wordings, moment: Moment, core: str, rng: random.Random) -> tuple[str, str]:
    """Return an opening and its topic: "any" fits whatever the customer says, "none" stands for no opening."""
    chance = OPENING_P.get(moment.act, {}).get(moment.mood, 0.0)
    only = TOPICS_OF.get(moment.act)
    if moment.said or rng.random() > chance or (only and moment.topic not in only):
        return "", "none"
    unfit = _LOOKING if moment.act == "faq_answer" else _LEAD
    for _ in range(20):
        topic = moment.topic if only or rng.random() < TOPIC_P else "any"
        if (topic, moment.mood) not in words.openings:
            topic = "any"
        pool = words.openings[topic, moment.mood]
        text = expand(_pick(pool, moment, rng), rng).strip()
        if not unfit.search(text) and not clashes(text, core):
            return text, topic
    return "", "none"


def _pick(pool: Sequence[Line], moment: Moment, rng: random.Random) -> str:
    held = [line for line in pool if line.is_held]
    seen = [line for line in pool if not line.is_held] or pool
    return rng.choice(held if held and moment.use_held else seen).text
