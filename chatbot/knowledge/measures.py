"""What can be measured or counted on a product: `weight_g=420`, `persons=2`, `players=2-6`, the "1 l" of a title or a size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from chatbot.knowledge.ages import is_age, read_age, told_age
from chatbot.knowledge.phrases import read_number, tokenize
from chatbot.knowledge.quantities import AREA, MONEY, PERCENT, YEARS, Quantities
from chatbot.knowledge.words import words
from chatbot.records import Product

READER = Quantities()
_AREA = re.compile(r"\d\s*(?:m2|m²|sqm|square met)", re.IGNORECASE)
_SPAN = re.compile(r"(?P<low>-?\d+(?:[.,]\d+)?)(?:\s?[–-]\s?(?P<high>\d+(?:[.,]\d+)?))?")
_INCHES = re.compile(r"(?<![\w/.,])(\d+(?:[.,]\d+)?)[ -]?in\.(?!\w)")  # without its full stop it is a word: "2 in one"
_TYPE = re.compile(r"(?<![\w.,-])\d[cC]\b")  # the 4C of hair: nothing tells that it is a temperature
_NUMBER_ALONE = re.compile(r"\s*[+–-]?\s*\d+(?:[.,]\d+)?\s*")
_MONTHS = re.compile(r"(\d{1,2})\s?[–-]\s?(\d{1,2})\s?(?:m|mo|mths?|months?)", re.IGNORECASE)  # of baby clothes
UNITS_SHOWN = {
    "c": "°C",
    "h": "hours",
    "mah": "mAh",
    "m2": "m²",
    "w": "W",
    "v": "V",
    "gb": "GB",
    "inch": "inches",
    "ah": "Ah",
    "wh": "Wh",
    "kw": "kW",
}
ADJECTIVES = ("proof", "resistant", "able", "ible", "ed", "ing", "free", "less", "dry", "vegan", "organic", "smart", "adjustable")
# Of the name of a time that tells how long a thing goes on; any other is one of drying, charging or delivery.
_LASTING = frozenset(
    words("""
    battery run runs runtime running burn burns burning burntime life lifetime lifespan play playing playtime playback durability
    lasts lasting longevity wear hold autonomy stay stays keep keeps hot cold warm hours laufzeit akkulaufzeit brenndauer autonomie
    """)
)
UNTIL_BIRTHDAY = Decimal("0.99")  # years


@dataclass(frozen=True, slots=True)
class Measure:
    """A span on a product, in base units; low == high for a single value, high infinite for "4+"."""

    name: str  # "weight", "water column"; "" for what a title or a size says
    dimension: str  # "mass", "volume"; for a countable thing its own name: "pages"
    low: Decimal
    high: Decimal


def measures_of(product: Product) -> list[Measure]:
    """Return what the attributes, the sizes and the title of a product say in numbers, and for how large an area its page says it is."""
    found = [measure for name, value in product.attributes if (measure := read_measure(name, value))]
    ages = {size: age for size in product.sizes if (age := _age(size, product.size_name))}
    for text in (product.title, *(size for size in product.sizes if size not in ages)):
        found += [Measure("", *spoken) for spoken in spoken_measures(text)]
    found += ages.values()
    if not any(each.dimension == YEARS for each in found) and (told := told_age(product.description)):
        found.append(Measure("age", YEARS, *told))
    if not any(each.dimension == AREA for each in found) and _AREA.search(product.description):
        areas = (each.high for each in READER.read(tokenize(product.description)) if each.dimension == AREA)
        found += [Measure("", AREA, Decimal(0), high) for high in areas if high is not None]  # "for lawns up to 400 m²"
    return found


def _age(size: str, size_name: str) -> Measure | None:
    """Return for which ages a size is: "7-8" of an option "age", "7-8 years", "3-6m"; one year alone lasts until the next birthday."""
    spoken = next((each[1:] for each in spoken_measures(size) if each[0] == YEARS), None)
    if months := _MONTHS.fullmatch(size.strip()):
        spoken = (Decimal(months[1]) / 12, Decimal(months[2]) / 12)
    elif is_age(size_name) and (span := _SPAN.fullmatch(size.strip().lower().removesuffix("y"))):
        spoken = (read_number(span["low"]), read_number(span["high"] or span["low"]))
    if spoken is None:
        return None
    is_year = spoken[0] == spoken[1]
    return Measure("age", YEARS, spoken[0], spoken[1] + UNTIL_BIRTHDAY if is_year else spoken[1])


def read_measure(name: str, value: str) -> Measure | None:
    """Return the measure of an attribute, or None when its value is no number; of one that tells ages never a weight beside them."""
    if is_age(name):
        unit, ages = READER.unit(_parts(name)[-1]), read_age(value)  # "age (months)"
        return Measure("age", YEARS, *(end * (unit.factor if unit else 1) for end in ages)) if ages else None
    span = _SPAN.fullmatch(value.strip().removesuffix("+"))
    if span:
        return _scaled(name, read_number(span["low"]), read_number(span["high"] or span["low"]))
    spoken = spoken_measures(value)
    return Measure(label(name), *spoken[0]) if len(spoken) == 1 else None


@lru_cache(maxsize=4096)  # "one size" and "waterproof" stand on every second product
def spoken_measures(text: str) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Return (dimension, low, high) of the amounts with a unit that stand in a text, such as the "1 l" of a title."""
    if _NUMBER_ALONE.fullmatch(text):  # "-4.00" of a lens is no temperature
        return ()
    plain = _TYPE.sub("", _INCHES.sub(r"\1 inch", text))
    found = [each for each in READER.read(tokenize(plain)) if each.dimension not in ("", MONEY, PERCENT)]
    return tuple((each.dimension, each.low, each.high) for each in found if each.low is not None and each.high is not None)


def label(name: str) -> str:
    """Return an attribute's name without its unit, in words: "water_column_mm" is "water column", "persons" stays."""
    *parts, last = _parts(name)
    return " ".join(parts) if parts and READER.unit(last) else " ".join((*parts, last))


def attribute_shown(name: str, value: str) -> str:
    """Return "weight 420 g" for ("weight_g", "420"), "2 persons", "waterproof" for ("waterproof", "yes"), "hood: no"."""
    *parts, last = _parts(name)
    plain = " ".join((*parts, last))
    said = {"true": "yes", "false": "no"}.get(value.strip().lower(), value.strip().lower())
    if said in ("yes", "no"):
        return (plain if said == "yes" else f"not {plain}") if is_adjective(plain) else f"{plain}: {said}"
    if name == "gender":
        return value if value == "unisex" else f"for {value}"
    measure = read_measure(name, value) if _SPAN.fullmatch(value.strip()) else None
    if measure and parts and READER.unit(last):
        return f"{' '.join(parts)} {value} {UNITS_SHOWN.get(last, last)}"
    if measure and (READER.unit(last) or last.endswith("s")) and not parts:
        return f"{value} {last.removesuffix('s') if value == '1' else UNITS_SHOWN.get(last, last)}"
    return value if said.split()[:1] == [plain.lower()] else f"{plain} {value}"  # "Pack of 100" tells that it is a pack


def is_adjective(feature: str) -> bool:
    """Whether a feature says how a thing is ("waterproof") and not what it has or is made for ("hood", "laptop")."""
    return feature.endswith(ADJECTIVES)


def is_lasting(name: str) -> bool:
    """Whether a time tells how long a thing lasts, by the name of its attribute; one that a title says does."""
    return not name or not _LASTING.isdisjoint(_parts(name))


def _scaled(name: str, low: Decimal, high: Decimal) -> Measure:
    parts = _parts(name)
    last = parts[-1]
    unit = READER.unit(last)
    if unit:
        return Measure(label(name), unit.dimension, low * unit.factor, high * unit.factor)
    return Measure(label(name), label(name), low, high)


def _parts(name: str) -> list[str]:
    return re.split(r"[\s_()\[\]/-]+", name.strip(" _()[]/-").lower()) or [""]
