"""What the question of an entry is about in particular, which makes it no answer about another: a town, a day of the week, a model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.knowledge.days import DAYS, days_in_full
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.place_names import NAMED_ALIKE, TOWNS
from chatbot.knowledge.places import where_to
from chatbot.knowledge.words import words

# Taken from such an entry: of 0.97 it leaves less than what is told, so that it is asked about at most.
OTHERS_COST = 4.0
_NUMBERED = re.compile(r"\b(?P<name>[^\W\d_]{2,})[ -]?(?P<number>\d{1,4})(?![\w%.,]*\d|\s?%)\b")
_DAYS = frozenset(each.lower() for each in DAYS)
_DEVICE = re.compile(r"\b(?:for|with|on)\s+(?:(?:a|an|the|my|our|his|her)\s+)?(?P<name>[^\W\d_]{3,})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Particulars:
    """Of what an entry's question is, and every word of the entry."""

    towns: frozenset[str]
    days: frozenset[str]
    models: frozenset[tuple[str, str]]  # ("iphone", "15")
    said: frozenset[str]

    @classmethod
    def of(cls, question: str, everything: str) -> Particulars:
        told = frozenset(words(days_in_full(everything)))
        named = {each for each in _models(question) if not each[0].islower()}  # "over 50" is no model
        models = frozenset((name.lower(), number) for name, number in named)
        return cls(_towns(question), _days(question), models, told | {f"{a}{b}" for a, b in _lower(everything)})

    def are_others(self, text: str) -> bool:
        """Whether a message names another town, day or model than the question, which the entry does not tell of either."""
        return (
            self._differ(self.towns, _towns(text))
            or self._differ(self.days, _days(text))
            or self._is_of_other_model(_lower(text), text)
        )

    def _differ(self, own: frozenset[str], asked: frozenset[str]) -> bool:
        return bool(own and asked) and asked.isdisjoint(self.said)

    def _is_of_other_model(self, asked: frozenset[tuple[str, str]], text: str) -> bool:
        names = {name for name, _ in self.models}
        same = {each for each in asked if each[0] in names}
        if same:
            return not any(f"{name}{number}" in self.said for name, number in same)
        things = [each["name"].lower() for each in _DEVICE.finditer(text)]
        is_named = not names.isdisjoint(words(text))
        return bool(self.models and things) and not is_named and not any(each in self.said | STOPWORDS for each in things)


def _towns(text: str) -> frozenset[str]:
    return frozenset(set(words(text)) & TOWNS | set(where_to(text)) & NAMED_ALIKE.keys())


def _days(text: str) -> frozenset[str]:
    return frozenset(words(days_in_full(text))) & _DAYS


def _models(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((each["name"], each["number"]) for each in _NUMBERED.finditer(text))


def _lower(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((name.lower(), number) for name, number in _models(text))
