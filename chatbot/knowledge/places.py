"""Which countries a text names, so that the price of one country does not answer a question about another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.knowledge.place_names import CODES, MEMBERS, NAMED_ALIKE, PHRASES
from chatbot.knowledge.words import words

EU = "eu"
ELSEWHERE = "elsewhere"
_WHOLES = {"gb-sct": ("gb-gbn", "gb")}  # of a part; any other is of the country before its dash
_MAIN = {"gb": "gb-gbn"}  # the part that the name of the whole mostly means: of Northern Ireland shops speak apart
_WHERE_TO = re.compile(
    rf"\b(?:to|delivery|shipping|postage|(?:live|living|based|am|i['’]?m) (?:in|from)) (?P<name>{'|'.join(NAMED_ALIKE)})\b",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"\b(?:abroad|overseas|international\w*|world\w*|foreign\w*|export\w*|outside|every\s?where|any\s?where|countr(?:y|ies))\b",
    re.IGNORECASE,
)
_UNION = frozenset({"eu", "europe", "european"})
_REST_OF_EUROPE = frozenset({"gb", "no", "ch", "is", "ua", "rs", "al"})
_AT_HOME = re.compile(r"\b(?:mainland|domestic|inland|within|inside)\b", re.IGNORECASE)
_OUTSIDE = re.compile(r"\b(?:outside|except|beyond|non|other than)\b((?:(?!\bto\b)[^,;:(?!])*)", re.IGNORECASE)
_GOES = re.compile(r"\b(?:to|in|into|from|at)\s+(?:the\s+)?(?P<name>[^\W\d_]+)", re.IGNORECASE)
_LED_TO = re.compile(rf"(?:\b(?:from|to|in|into|within|for|the)\s+)*(?P<name>{'|'.join(PHRASES)}|[^\W\d_]+)\b", re.IGNORECASE)
_PHRASE = re.compile(rf"\b(?:{'|'.join(PHRASES)})\b", re.IGNORECASE)
_CAPITALS = {  # "contact us" names no country
    "us": re.compile(r"\bU\.?S\.?\b|\bthe us\b"),
    "gb-nir": re.compile(r"\bNI\b"),
    "ie": re.compile(r"\bROI\b"),
}
_MEMBER_CODES = frozenset(MEMBERS.values())
_CONTINENT = re.compile(r"\b(?:mainland|continental) europe\b", re.IGNORECASE)
_ON_ISLANDS = frozenset({"ie", "mt", "cy"})  # members that mainland Europe leaves out
_APART = re.compile(r"\b(?:islands?|isles?|highlands?|offshore|remote)\b", re.IGNORECASE)
_GOING = re.compile(r"\b(?:ship|deliver|post|send|sent|mail|courier|export|import|custom|dut(?:y|ies))\w*", re.IGNORECASE)
_OF_SIZES = re.compile(r"\b(?:siz\w+|conver\w+)\b", re.IGNORECASE)


def countries(text: str) -> frozenset[str]:
    """Return the countries that a text names, as ISO 3166 codes, parts that shops have rates for ("gb-nir", "us-hi"), and "eu"."""
    found = {code for each in _PHRASE.findall(text) for code in PHRASES[each.lower()]}
    found |= {NAMED_ALIKE[each["name"].lower()] for each in _WHERE_TO.finditer(text)}
    rest = _PHRASE.sub(" ", text)
    found |= {code for code, name in _CAPITALS.items() if name.search(rest)}
    said = words(rest)
    return frozenset(found | {CODES[word] for word in said if word in CODES} | ({EU} if _UNION & set(said) else set()))


def wholes(codes: frozenset[str]) -> frozenset[str]:
    """Return what the parts among these are parts of: what holds for the whole kingdom holds in Northern Ireland."""
    return frozenset(whole for code in codes if "-" in code for whole in _WHOLES.get(code, (code.split("-")[0],)))


def asked_countries(text: str) -> frozenset[str]:
    """Return the countries that a message asks about, as `countries`; "elsewhere" where it asks of those outside of one."""
    found = countries(text)
    if _OUTSIDE.search(text) and found:
        return frozenset({ELSEWHERE})
    return found | {main for whole, main in _MAIN.items() if whole in found}


def asks_abroad(text: str) -> bool:
    """Whether a message asks of other countries without naming one: "do you ship overseas"."""
    return _ABROAD.search(text) is not None


def is_apart(text: str) -> bool:
    """Whether a text is on islands or other far parts of a country."""
    return _APART.search(text) is not None


def asks_to_go(text: str) -> bool:
    """Whether a text is on what goes to a country, and not on sizes that are called by it: "what is UK 8 in EU sizes"."""
    return _GOING.search(text) is not None and _OF_SIZES.search(text) is None


def where_to(text: str) -> list[str]:
    """Return the words that may be the name of a town that a thing goes to or comes from, lower case."""
    return [word for each in _GOES.finditer(text) for word in words(each["name"])]


def without_countries(text: str) -> str:
    """Return the text without the words that name a country, and without what led to them ("from", "to the")."""
    return " ".join(_LED_TO.sub(lambda match: "" if countries(match["name"]) else match[0], text).split())


@dataclass(frozen=True, slots=True)
class Places:
    """Of which countries an entry speaks."""

    named: frozenset[str]  # by its question, but not as what it is not about
    said: frozenset[str]  # anywhere in it
    left_out: frozenset[str]  # by its question: the members of the EU for "outside the EU"
    are_home: bool = False  # its question is on the shop's own country: "to mainland UK", "within Germany"
    are_abroad: bool = False  # its question is on all other countries, too: "Do you ship to Mexico or overseas?"
    are_apart: bool = False  # its question is on islands or other far parts of a country: "islands off the Irish coast"
    are_of_sizes: bool = False  # its question is on how sizes are counted there, and not on going there: "US to EU sizes"

    @classmethod
    def of(cls, question: str, wordings: str, everything: str) -> Places:
        outside = _OUTSIDE.search(question)
        left_out = _members(outside[1]) if outside else frozenset()
        named = frozenset() if left_out else countries(wordings)
        if EU in named and _CONTINENT.search(question):
            named = (named | _MEMBER_CODES) - _ON_ISLANDS - {EU}
        are_home = bool(named) and EU not in named and _AT_HOME.search(question) is not None
        return cls(
            named,
            countries(everything),
            left_out,
            are_home,
            asks_abroad(question),
            is_apart(question),
            _OF_SIZES.search(question) is not None,
        )

    @property
    def asks(self) -> bool:
        """Whether its question is about some countries and not about others."""
        return bool(self.named or self.left_out)

    def are_here(self, asked: frozenset[str]) -> bool:
        """Return whether it speaks of a country that was asked about, by name, as one of the EU, or as one outside of another."""
        return bool(asked - self.left_out - {EU}) if self.left_out else _meet(asked, self.said)

    def are_elsewhere(self, asked: frozenset[str]) -> bool:
        """Return whether it speaks of countries, and of none that was asked about."""
        return bool(asked and self.said) and not self.are_here(asked)

    def are_aside(self, asked: frozenset[str]) -> bool:
        """Return whether its question is about others, though a word of its answer is of the country: "by DPD Ireland", "EU rules"."""
        return bool(self.named) and not self.are_named(asked)

    def are_told(self, asked: frozenset[str]) -> bool:
        """Return whether the country that was asked about is said, if only as one that is not outside."""
        return bool(self.left_out) and _meet(asked, self.said)

    def are_named(self, asked: frozenset[str]) -> bool:
        """Return whether its question names a country that was asked about."""
        return _meet(asked, self.named)

    def are_of_part(self, asked: frozenset[str]) -> bool:
        """Return whether it says the very part of a country that was asked about, and not only the whole."""
        return any("-" in code for code in (asked & self.said) - set(_MAIN.values()))

    def are_of_named_part(self, asked: frozenset[str]) -> bool:
        """Return whether its question names the very part of a country that was asked about: the Highlands."""
        return any("-" in code for code in (asked & self.named) - set(_MAIN.values()))


def _members(text: str) -> frozenset[str]:
    """Return the countries of a region and their parts: Europe is more than the EU."""
    found = countries(text)
    found |= _MEMBER_CODES if EU in found else frozenset()
    found |= _REST_OF_EUROPE if {"europe", "european"} & set(words(text)) else frozenset()
    found |= {whole for whole, main in _MAIN.items() if main in found}
    return found | {part for part in CODES.values() if wholes(frozenset({part})) & found}


def _meet(asked: frozenset[str], named: frozenset[str]) -> bool:
    widened = asked | wholes(asked)
    return bool((widened | ({EU} if widened & _MEMBER_CODES else set())) & named or (EU in asked and named & _MEMBER_CODES))
