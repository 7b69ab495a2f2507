"""What a wish asks of a product, in a form that can be checked, joined and narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from chatbot.knowledge.money import show_limit
from chatbot.knowledge.quantities import AREA, MONEY, PERSONS, TEMPERATURE, TIME, Quantity
from chatbot.knowledge.wish_words import CHILDREN

Kind = Literal["price", "color", "brand", "fits", "size", "extent", "feature", "material", "audience", "measure", "stock", "not"]
NEARLY = Decimal("0.1")  # for a "30 litre backpack" 27 to 33 litres come near
ROUNDED = Decimal("0.02")  # a bench of "5 ft" is one of 150 cm


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that can be checked on a product. Several values mean any of them."""

    kind: Kind
    values: tuple[str, ...] = ()  # of a measure: (dimension, name or ""); of "not": (kind, value)
    low: Decimal | None = None
    high: Decimal | None = None
    said: str = ""  # as the customer would say it: "under €80", "size M"
    is_widened: bool = False  # a measure whose middle was asked for, and that may only be near
    is_needed: bool = False  # for somebody's health: never given up

    @property
    def exact(self) -> Filter:
        """The same measure, as it was said; only what rounding an inch makes of it is as good."""
        middle = ((self.low or Decimal(0)) + (self.high or Decimal(0))) / 2
        return replace(self, low=middle - abs(middle) * ROUNDED, high=middle + abs(middle) * ROUNDED)


@dataclass(frozen=True, slots=True)
class Order:
    """ "the lightest": by the first of these dimensions that the products have."""

    dimensions: tuple[str, ...]
    is_rising: bool
    said: str = ""

    @property
    def reversed(self) -> Order:
        return replace(self, is_rising=not self.is_rising)


@dataclass(frozen=True, slots=True)
class Wish:
    text: str  # what is left to search by meaning and words
    filters: tuple[Filter, ...] = ()
    order: Order | None = None
    change: Order | None = None  # "cheaper", "lighter": how it must differ from the product spoken of; rising means more of it
    wants_similar: bool = False
    rest: tuple[str, ...] = ()  # words of the text that no filter explains and that mean something
    source: str = ""  # the messages that it was read from, one a line

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of the thing itself, at most what it may cost."""
        return not self.rest and all(each.kind in ("price", "stock") for each in self.filters)

    def values(self, kind: Kind) -> tuple[str, ...]:
        return tuple(value for each in self.filters if each.kind == kind for value in each.values)

    def narrowed(self, newer: Wish) -> Wish:
        """Return this wish with what a later message adds; of the same kind the later filter counts ("no, under 40", "cheaper")."""
        newer = replace(newer, filters=tuple(_of_age(each, self.filters) for each in newer.filters))
        kinds = {_slot(each) for each in newer.filters}
        changed = newer.change.dimensions if newer.change else ()
        kinds |= {("price",) if each == MONEY else ("measure", each) for each in changed}
        kept = tuple(each for each in self.filters if _slot(each) not in kinds)
        rest = tuple(dict.fromkeys((*self.rest, *newer.rest)))
        text = f"{self.text} {' '.join(newer.rest)}".strip()
        order, source = newer.order or self.order, f"{self.source}\n{newer.source}".strip()
        return replace(newer, text=text, filters=(*kept, *newer.filters), order=order, rest=rest, source=source)


def price_filter(each: Quantity, currency: str) -> Filter:
    """Return the filter of an amount of money; a bare "50 euro" is the most that may be spent."""
    low, high = (None, each.high) if each.bound in ("exact", "for") else (each.low, each.high)
    shown = [show_limit(value, currency) if value is not None else "" for value in (low, high)]
    if each.bound == "around":
        said = f"around {show_limit((each.low + each.high) / 2, currency)}" if each.low and each.high else ""
    else:
        said = f"{shown[0]} to {shown[1]}" if low and high else f"over {shown[0]}" if low is not None else f"under {shown[1]}"
    return Filter("price", (), low, high, said)


def span(each: Quantity, dimension: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the bounds that serve the customer: a tent "for 4" may hold 5, a bag "to -5 degrees" may be warmer."""
    if each.bound not in ("exact", "for"):
        return each.low, each.high
    value = each.value
    if dimension == TEMPERATURE:
        return None, value
    if dimension in (PERSONS, TIME) or (dimension == AREA and each.bound == "for"):  # a mower for 300 m² may do 400
        return value, None
    return value - abs(value) * NEARLY, value + abs(value) * NEARLY


def _slot(each: Filter) -> tuple[str, ...]:
    """What a later filter replaces: another price, another colour; a measure only of the same dimension, a refusal never."""
    if each.kind in ("measure", "feature", "not"):
        return (each.kind, *each.values)
    return (each.kind,)


def _of_age(newer: Filter, before: Sequence[Filter]) -> Filter:
    """Return "a girl" with the age that was told before: it is the same child."""
    aged = next((each for each in before if each.kind == "audience" and each.high is not None), None)
    is_child = newer.kind == "audience" and newer.high is None and CHILDREN.issuperset(newer.values)
    return replace(aged, values=tuple(dict.fromkeys((*aged.values, *newer.values)))) if aged and is_child else newer


def merged(filters: Sequence[Filter]) -> tuple[Filter, ...]:
    """Join filters that mean "any of these" ("blue or green"); of two prices keep one span."""
    merged: dict[tuple[str, ...], Filter] = {}
    for each in filters:
        before = merged.get(_slot(each))
        merged[_slot(each)] = each if before is None else _both(before, each)
    return tuple(merged.values())


def _both(one: Filter, other: Filter) -> Filter:
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    low = other.low if one.low is None else one.low
    high = other.high if one.high is None else one.high
    said = (
        one.said
        if one.said == other.said
        else f"{one.said} or {other.said}"
        if low is high is None
        else f"{one.said}, {other.said}"
    )
    return replace(one, values=values if one.kind != "measure" else one.values, low=low, high=high, said=said)
