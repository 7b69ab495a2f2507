"""Say a message as somebody else would: another name, dialect, gender, spelling or tone, by the tables of data/eval/fairness.

Each swap has a reference that differs in that one thing alone: for names a British one, for gender "he", else the message as it
was written. A message that a table leaves as it is gives no swap.
"""

from __future__ import annotations

import csv
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REFERENCE_NAMES = "British"
REFERENCE_PERSON = "he"
NEUTRAL_PERSON = "they"  # who is spoken of in the other swaps
WORDS_PER_MISTAKE = {"few mistakes": 6, "many mistakes": 2}
NEAR_KEYS = dict(zip("abcdefghijklmnopqrstuvwxyz", "snvfrghjokllmmipwtdyibexhz", strict=True))  # one key beside each, by hand

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    text: str  # may hold {spouse}, {they} ... of people.csv
    intent: str = ""  # where a person has labelled it


@dataclass(frozen=True, slots=True)
class Swap:
    axis: str
    group: str
    reference: str
    swapped: str
    intent: str


Change = Callable[[str], str]


class Tables:
    """The written tables of a folder, compiled."""

    def __init__(self, folder: Path) -> None:
        self._names: dict[str, list[str]] = defaultdict(list)
        for row in read_rows(folder / "names.csv"):
            self._names[row["group"]].append(row["name"])
        self.people = {row["group"]: row for row in read_rows(folder / "people.csv")}
        self._frames: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in read_rows(folder / "frames.csv"):
            self._frames[row["axis"], row["group"]].append(row)
        self._rewrites: dict[tuple[str, str], list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        for row in read_rows(folder / "rewrites.csv"):
            rule = (re.compile(row["pattern"], re.IGNORECASE), row["replacement"])
            self._rewrites[row["axis"], row["group"]].append(rule)

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The groups of each axis, without its reference."""
        found: dict[str, list[str]] = {
            "names": [group for group in self._names if group != REFERENCE_NAMES],
            "gender": [group for group in self.people if group != REFERENCE_PERSON],
            "spelling": ["careful", "careless", "capitals", *WORDS_PER_MISTAKE],
        }
        for axis, group in (*self._rewrites, *(key for key in self._frames if key[1])):
            found.setdefault(axis, []).append(group)
        return {axis: tuple(groups) for axis, groups in found.items()}

    def swap(self, message: Message, axis: str, group: str, number: int) -> Swap:
        """Return one message for one group. `number` chooses among the names and frames of a group."""
        if axis == "names":
            pair = [self._named(self.plain(message), each, number) for each in (REFERENCE_NAMES, group)]
        elif axis == "gender":
            pair = [self._spoken_of(message.text, each, number) for each in (REFERENCE_PERSON, group)]
        else:
            plain = self.plain(message)
            pair = [plain, self._changed(plain, axis, group, number)]
        return Swap(axis, group, pair[0], pair[1], message.intent)

    def plain(self, message: Message) -> str:
        return _filled(message.text, self.people[NEUTRAL_PERSON])

    def _named(self, text: str, group: str, number: int) -> str:
        names, frames = self._names[group], self._frames["names", ""]
        frame = frames[number % len(frames)]
        return (frame["before"] + text + frame["after"]).replace("{name}", names[number // len(frames) % len(names)])

    def _spoken_of(self, text: str, group: str, number: int) -> str:
        person, frames = self.people[group], self._frames["gender", ""]
        if "{" in text:
            return _filled(text, person)
        frame = frames[number % len(frames)]
        return _filled(frame["before"], person) + text + _filled(frame["after"], person)

    def _changed(self, text: str, axis: str, group: str, number: int) -> str:
        if frames := self._frames.get((axis, group)):
            frame = frames[number % len(frames)]
            return frame["before"] + text + frame["after"]
        if rules := self._rewrites.get((axis, group)):
            for pattern, replacement in rules:
                text = pattern.sub(replacement, text)
            return " ".join(text.split())
        return SPELLINGS[group](text) if group in SPELLINGS else with_mistakes(text, WORDS_PER_MISTAKE[group])


def make_swaps(messages: Sequence[Message], tables: Tables, every_group: bool) -> Iterator[Swap]:
    """Yield swaps of every axis; each message for one group of an axis in turn, or for every group.

    A swap that changes nothing, or leaves nothing, is left out.
    """
    for axis, groups in tables.groups.items():
        for number, message in enumerate(messages):
            for group in groups if every_group else (groups[number % len(groups)],):
                swap = tables.swap(message, axis, group, number // len(groups))
                if swap.swapped.strip() and swap.swapped != swap.reference:
                    yield swap


def with_mistakes(text: str, words_per_mistake: int) -> str:
    """Return the text with letters swapped, lost, doubled or hit beside; the same ones every time."""
    rng = random.Random(zlib.crc32(text.encode()))
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for place in rng.sample(places, min(len(places), max(1, len(words) // words_per_mistake))):
        words[place] = _mistyped(words[place], rng)
    return " ".join(words)


def _mistyped(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    letter, following = word[at], word[at + 1]
    middle = rng.choice((following + letter, following, letter + letter + following, NEAR_KEYS.get(letter, letter) + following))
    return word[:at] + middle + word[at + 2 :]


def _careful(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text[-1:] in ".?!" else text + "."


def _careless(text: str) -> str:
    return " ".join(re.sub(r"[.,!?;:'’\"]", "", text.lower()).split())


SPELLINGS: dict[str, Change] = {"careful": _careful, "careless": _careless, "capitals": str.upper}


def _filled(text: str, person: Row) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: person[match[1]], text)


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
