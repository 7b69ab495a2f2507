"""Which countries a text names, so that the price of one country does not answer a question about another."""

from __future__ import annotations

import re

from chatbot.knowledge.words import words

EU = "eu"
# Names, peoples and places that customers use for a country. Those that mean something else in a shop are left out: turkey, china,
# jersey, polish, cork, cologne, American Express, French press, "do you speak English". A text about the EU names its members.
_MEMBERS = """
at austria austrian vienna wien österreich | be belgium belgian brussels antwerp | bg bulgaria bulgarian sofia | hr croatia croatian zagreb
cy cyprus cypriot | cz czech czechia prague | dk denmark danish copenhagen | ee estonia estonian tallinn | fi finland finnish helsinki
fr france paris lyon marseille | de germany german berlin munich hamburg frankfurt deutschland | gr greece greek athens
hu hungary hungarian budapest | ie ireland irish dublin | it italy italian rome milan naples italia | lv latvia latvian riga
lt lithuania lithuanian vilnius | lu luxembourg | mt malta maltese | nl netherlands dutch holland amsterdam rotterdam
pl poland warsaw krakow | pt portugal portuguese lisbon porto | ro romania romanian bucharest | sk slovakia slovak bratislava
si slovenia slovenian ljubljana | es spain spanish madrid barcelona valencia españa | se sweden swedish stockholm gothenburg
"""
_OTHERS = """
gb uk britain british kingdom england scotland scottish wales welsh london manchester birmingham glasgow edinburgh
no norway norwegian oslo
ch switzerland swiss zurich geneva basel schweiz | is iceland icelandic | tr türkiye turkish istanbul | ua ukraine ukrainian kyiv
us usa america states california texas florida chicago boston seattle hawaii alaska
ca canada canadian toronto vancouver montreal ontario quebec | mx mexico mexican | br brazil brazilian | ar argentina
au australia australian sydney melbourne perth brisbane | nz zealand auckland | jp japan japanese tokyo | kr korea korean seoul
cn beijing shanghai | hk hongkong | sg singapore | my malaysia malaysian | id indonesia indonesian
ph philippines filipino | th thailand bangkok
vn vietnam | in india indian mumbai delhi bangalore chennai kolkata hyderabad pune | pk pakistan pakistani karachi | bd bangladesh dhaka
lk lanka | ae uae emirates dubai | sa saudi riyadh | qa qatar doha | il israel israeli | eg egypt egyptian cairo | za johannesburg
ng nigeria nigerian lagos | ke kenya nairobi | ma morocco | ru russia russian moscow | rs serbia serbian | al albania
pe peru peruvian lima
"""
_UNION = frozenset({"eu", "europe", "european"})
_US = re.compile(r"\bU\.?S\.?\b|\bthe us\b|(?i:\bnew york\b|\blos angeles\b)")  # "contact us" names no country


def _table(text: str) -> dict[str, str]:
    entries = [entry.split() for line in text.strip().splitlines() for entry in line.split("|")]
    return {folded: code for code, *names in entries for name in names for folded in words(name)}


_MEMBER_OF = _table(_MEMBERS)
_CODES = _MEMBER_OF | _table(_OTHERS)
_MEMBER_CODES = frozenset(_MEMBER_OF.values())


def countries(text: str) -> frozenset[str]:
    """Return the countries that a text names, as ISO 3166 codes, and "eu"."""
    said = words(text)
    found = {_CODES[word] for word in said if word in _CODES} | ({EU} if _UNION & set(said) else set())
    return frozenset(found | ({"us"} if _US.search(text) else set()))


def are_elsewhere(asked: frozenset[str], answered: frozenset[str]) -> bool:
    """Return whether an entry speaks of countries, and of none that was asked about."""
    if not asked or not answered:
        return False
    return not are_here(asked, answered)


def are_here(asked: frozenset[str], answered: frozenset[str]) -> bool:
    """Return whether an entry speaks of a country that was asked about, by name or as one of the EU."""
    widened = asked | ({EU} if asked & _MEMBER_CODES else set())
    return bool(widened & answered or (EU in asked and answered & _MEMBER_CODES))
