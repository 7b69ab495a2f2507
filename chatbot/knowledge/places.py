"""Which countries a text names, so that the price of one country does not answer a question about another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.knowledge.words import words

EU = "eu"
ELSEWHERE = "elsewhere"
NORTHERN_IRELAND = "gb-nir"  # shops have rates of its own for it
# Names, peoples and places that customers use for a country. Those that mean something else in a shop are left out: polish, American
# Express, French press, "do you speak English"; or count only as where something goes. A text about the EU names its members.
_MEMBERS = """
at austria austrian vienna wien österreich | be belgium belgian brussels antwerp | bg bulgaria bulgarian sofia | hr croatia croatian zagreb
cy cyprus cypriot | cz czech czechia prague | dk denmark danish copenhagen | ee estonia estonian tallinn | fi finland finnish helsinki
fr france paris lyon marseille | de germany german berlin munich hamburg frankfurt stuttgart leipzig dresden deutschland
gr greece greek athens
hu hungary hungarian budapest | ie ireland irish dublin galway limerick kilkenny sligo drogheda
it italy italian rome milan naples italia | lv latvia latvian riga
lt lithuania lithuanian vilnius | lu luxembourg | mt malta maltese | nl netherlands dutch holland amsterdam rotterdam
pl poland warsaw krakow | pt portugal portuguese lisbon porto | ro romania romanian bucharest | sk slovakia slovak bratislava
si slovenia slovenian ljubljana | es spain spanish madrid barcelona valencia españa | se sweden swedish stockholm gothenburg
"""
_OTHERS = """
gb uk britain british kingdom england scotland scottish wales welsh london manchester birmingham glasgow edinburgh leeds liverpool
gb bristol sheffield nottingham leicester cardiff newcastle brighton plymouth southampton portsmouth bournemouth aberdeen inverness
gb-nir belfast londonderry lisburn newry
no norway norwegian oslo
ch switzerland swiss zurich geneva basel schweiz | is iceland icelandic | tr türkiye turkish istanbul | ua ukraine ukrainian kyiv
us usa america states california texas florida chicago boston seattle hawaii alaska
ca canada canadian toronto vancouver montreal ontario quebec | mx mexico mexican | br brazil brazilian | ar argentina
au australia australian sydney melbourne perth brisbane | nz zealand auckland | jp japan japanese tokyo | kr korea korean seoul
cn beijing shanghai | hk hongkong | sg singapore | my malaysia malaysian | id indonesia indonesian
ph philippines filipino | th thailand bangkok
vn vietnam | in india indian mumbai delhi bangalore chennai kolkata hyderabad pune
in ahmedabad jaipur lucknow nagpur indore kochi mysore noida gurgaon patna bhopal chandigarh coimbatore
pk pakistan pakistani karachi | bd bangladesh dhaka
lk lanka | ae uae emirates dubai | sa saudi riyadh | qa qatar doha | il israel israeli | eg egypt egyptian cairo | za johannesburg
ng nigeria nigerian lagos | ke kenya nairobi | ma morocco | ru russia russian moscow | rs serbia serbian | al albania
pe peru peruvian lima
"""
_NAMED_ALIKE = {"turkey": "tr", "china": "cn", "jersey": "je", "cork": "ie", "cologne": "de"}
_WHERE_TO = re.compile(  # a sole "made from cork" goes nowhere
    rf"\b(?:to|(?:live|living|based|am|i['’]?m) (?:in|from)) (?P<name>{'|'.join(_NAMED_ALIKE)})\b", re.IGNORECASE
)
_ABROAD = re.compile(
    r"\b(?:abroad|overseas|international\w*|world\w*|foreign\w*|export\w*|outside|every\s?where|any\s?where|countr(?:y|ies))\b",
    re.IGNORECASE,
)
_UNION = frozenset({"eu", "europe", "european"})
_REST_OF_EUROPE = frozenset({"gb", "no", "ch", "is", "ua", "rs", "al"})
_NORTHERN_IRELAND = re.compile(r"\bnorthern ireland\b", re.IGNORECASE)
_OUTSIDE = re.compile(r"\b(?:outside|except|beyond|non|other than)\b((?:(?!\bto\b)[^,;:(?!])*)", re.IGNORECASE)
_LED_TO = re.compile(r"(?:\b(?:from|to|in|into|within|for|the)\s+)*(?P<name>[^\W\d_]+)", re.IGNORECASE)
_US = re.compile(r"\bU\.?S\.?\b|\bthe us\b|(?i:\bnew york\b|\blos angeles\b)")  # "contact us" names no country


def _table(text: str) -> dict[str, str]:
    entries = [entry.split() for line in text.strip().splitlines() for entry in line.split("|")]
    return {folded: code for code, *names in entries for name in names for folded in words(name)}


_MEMBER_OF = _table(_MEMBERS)
_CODES = _MEMBER_OF | _table(_OTHERS)
_MEMBER_CODES = frozenset(_MEMBER_OF.values())


def countries(text: str) -> frozenset[str]:
    """Return the countries that a text names, as ISO 3166 codes, "eu", and "gb-nir"."""
    text = _NORTHERN_IRELAND.sub("belfast", text)
    said = words(text)
    found = {_CODES[word] for word in said if word in _CODES} | ({EU} if _UNION & set(said) else set())
    found |= {_NAMED_ALIKE[each["name"].lower()] for each in _WHERE_TO.finditer(text)}
    return frozenset(found | ({"us"} if _US.search(text) else set()))


def asked_countries(text: str) -> frozenset[str]:
    """Return the countries that a message asks about, as `countries`; "elsewhere" where it asks of those outside of one."""
    found = countries(text)
    if _OUTSIDE.search(text) and found:
        return frozenset({ELSEWHERE})
    return found | {"gb"} if NORTHERN_IRELAND in found else found  # what holds for the whole kingdom holds there


def asks_abroad(text: str) -> bool:
    """Whether a message asks of other countries without naming one: "do you ship overseas"."""
    return _ABROAD.search(text) is not None


def without_countries(text: str) -> str:
    """Return the text without the words that name a country, and without what led to them ("from", "to the")."""
    return " ".join(_LED_TO.sub(lambda match: "" if countries(match["name"]) else match[0], text).split())


@dataclass(frozen=True, slots=True)
class Places:
    """Of which countries an entry speaks."""

    named: frozenset[str]  # by its question, but not as what it is not about
    said: frozenset[str]  # anywhere in it
    left_out: frozenset[str]  # by its question: the members of the EU for "outside the EU"

    @classmethod
    def of(cls, question: str, wordings: str, everything: str) -> Places:
        outside = _OUTSIDE.search(question)
        left_out = _members(outside[1]) if outside else frozenset()
        return cls(frozenset() if left_out else countries(wordings), countries(everything), left_out)

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

    def are_told(self, asked: frozenset[str]) -> bool:
        """Return whether the country that was asked about is said, if only as one that is not outside."""
        return bool(self.left_out) and _meet(asked, self.said)

    def are_named(self, asked: frozenset[str]) -> bool:
        """Return whether its question names a country that was asked about."""
        return _meet(asked, self.named)


def _members(text: str) -> frozenset[str]:
    """Return the countries of a region: Europe is more than the EU."""
    found = countries(text)
    found |= {NORTHERN_IRELAND} if "gb" in found else set()
    of_union = _MEMBER_CODES if EU in found else frozenset()
    return found | of_union | (_REST_OF_EUROPE if {"europe", "european"} & set(words(text)) else frozenset())


def _meet(asked: frozenset[str], named: frozenset[str]) -> bool:
    widened = asked | ({EU} if asked & _MEMBER_CODES else set())
    return bool(widened & named or (EU in asked and named & _MEMBER_CODES))
