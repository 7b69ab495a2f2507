"""Amounts in a message with their bounds and their unit: "under 50", "20 to 30 litres", "fifty-ish", "2 for 30", "-5 degrees"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from chatbot.knowledge.phrases import Phrases, Token, lines, tokenize
from chatbot.knowledge.words import words

Bound = Literal["exact", "max", "min", "around", "between", "for"]
MONEY = "money"
PERSONS = "persons"
YEARS = "years"
AREA = "area"
LENGTH = "length"
MASS = "mass"
TEMPERATURE = "temperature"
TIME = "time"
PERCENT = "percent"
AROUND = Decimal("0.25")  # "around 50" means 37.50 to 62.50
BASE_DIGITS = 4  # of an amount in base units, so that 18 months are 1.5 years
MAX_PERSONS = 12  # "tent for 4" speaks of people, "gift for 50" of money

# What a unit measures, and how many of the base unit it is.
_UNITS = """
    mass 1: g, gr, gram, grams, gramme, grammes
    mass 1000: kg, kgs, kilo, kilos, kilogram, kilograms
    mass 28.35: oz, ounce, ounces
    mass 453.6: lb, lbs
    volume 1: l, liter, liters, litre, litres, ltr
    volume 0.001: ml, milliliter, milliliters, millilitre, millilitres
    volume 0.01: cl
    volume 3.785: gallon, gallons, gal, gals
    volume 0.9464: quart, quarts, qt
    volume 0.02957: fl oz, fl . oz, fluid ounce, fluid ounces
    length 1: cm, centimeter, centimeters, centimetre, centimetres
    length 0.1: mm, millimeter, millimeters, millimetre, millimetres
    length 100: m, meter, meters, metre, metres
    length 2.54: inch, inches, "
    length 30.48: ft, feet, foot
    area 1: m2, m², sqm, square metres, square meters
    temperature 1: °, ° c, degree, degrees, degrees c, degrees celsius, celsius, c
    time 1: h, hr, hrs, hour, hours
    time 24: day, days
    time 0.016666666667: min, mins, minute, minutes
    charge 1: mah
    charge 1000: ah
    power 1: w, watt, watts
    power 1000: kw
    energy 1: wh
    energy 1000: kwh
    voltage 1: v, volt, volts
    lumen 1: lm, lumen, lumens
    storage 1: gb
    storage 1000: tb
    persons 1: person, persons, people, man, men, adults, sleeper
    years 1: year old, year olds, years old, yr old, yr olds, yrs old, yo, years, year, yrs, yr
    years 0.083333333333: month old, months old, months, month, mths, mth
    pieces 1: piece, pieces, pcs, pc
    percent 1: %, percent
    money 1: €, eur, euro, euros, $, usd, dollar, dollars, buck, bucks, £, gbp, pound, pounds, quid
    money 1: ₹, inr, rs, rupee, rupees, chf, francs
"""
# What "than" bounds, and the dimension that the word speaks of.
_COMPARED = lines("""
    max: less, lower, smaller, fewer
    max money: cheaper, less expensive
    max mass: lighter
    max length: shorter, thinner, narrower, shallower
    max years: younger
    min: more, bigger, larger, greater, higher
    min money: more expensive, dearer
    min mass: heavier
    min length: longer, taller, wider, broader, thicker, deeper
    min lumen: brighter
    min years: older
""")
_BOUNDING = {f"{word} than": meaning for word, meaning in _COMPARED.items()}
_BOUNDING |= dict.fromkeys(("under", "below", "beneath"), "max") | dict.fromkeys(("over", "above", "exceeding"), "min")
NEGATING = frozenset(words("no not nothing isnt arent cant cannot mustnt"))
_NEGATIONS = (*NEGATING, "not be", "cant be", "cannot be", "mustnt be")
_TURNED = {"max": "min", "min": "max"}
_BEFORE = Phrases(
    lines("""
    max: at most, max, max ., maximum, maximum of, up to, upto, within, for less than
    max: budget, budget of, budget is, my budget is, limit is, can spend, spend, want to pay, <, <=, ≤
    max: want to spend more than, want to pay more than, spend more than, pay more than
    min: at least, min, min ., minimum, minimum of, starting at, starting from, from, upwards of, >, >=, ≥
    around: around, about, approx, approx ., approximately, roughly, circa, ca, ca ., near, some, somewhere around, ~
    between: between, in the range of
    for: for, for a family of, for a group of, for a party of
    """)
    | {said: meaning for said, meaning in _BOUNDING.items() if said != "exceeding"}
    | {f"{no} {said}": f"{_TURNED[meaning[:3]]}{meaning[3:]}" for no in _NEGATIONS for said, meaning in _BOUNDING.items()}
)
_AFTER = Phrases(
    lines("""
    max: or less, or under, or cheaper, or below, max, maximum, tops, at most, at the most, and under, and below
    max: budget, is my budget, is the budget, is my limit, is my max, budget only
    min: or more, or above, or up, and up, and above, or over, upwards, minimum, min, plus, +, at least
    around: ish, - ish, or so, or thereabouts, give or take
    """)
)
# "1.25 lakh", "50 thousand"; that "two thousand" is one number is read with the words.
_SCALES = {"thousand": 1000, "hazar": 1000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000}
_SCALES |= {"crore": 10_000_000, "crores": 10_000_000, "million": 1_000_000, "mio": 1_000_000}
_FILLERS = frozenset((":", "=", *words("a an the of is to price budget around about")))
_TO = frozenset(("-", "–", "—", "to", "till", "until"))


@dataclass(frozen=True, slots=True)
class Unit:
    dimension: str
    factor: Decimal  # how many base units one of it is


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in the base unit of its dimension (grams, litres, centimetres ...); None where it has no bound."""

    bound: Bound
    low: Decimal | None
    high: Decimal | None
    dimension: str  # "" where no unit is named: in a shop that is mostly money
    start: int  # tokens
    end: int

    @property
    def value(self) -> Decimal:
        """The one number that was said, or the lower of two."""
        return self.low if self.low is not None else self.high or Decimal(0)


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal  # as said, in its unit
    unit: Unit | None
    end: int


class Quantities:
    """Reads amounts. A shop's own countable things ("pages", "players") can be added to the units."""

    def __init__(self, counted: Mapping[str, str] | None = None) -> None:
        """Args: counted: {word that may follow a number: dimension}."""
        own = {word: Unit(dimension, Decimal(1)) for word, dimension in (counted or {}).items()}
        self._units = Phrases(own | {phrase: _unit(meaning) for phrase, meaning in lines(_UNITS).items()})

    def unit(self, name: str) -> Unit | None:
        """Return what a whole name means as a unit ("kg", "litres"), or None."""
        tokens = tokenize(name)
        found = self._units.at(tokens, 0)
        return found[1] if found and found[0] == len(tokens) else None

    def read(self, tokens: Sequence[Token]) -> list[Quantity]:
        """Return the amounts that have a unit or a bound, from left to right; bare numbers are left out."""
        found: list[Quantity] = []
        at = 0
        while at < len(tokens):
            quantity = self._packs(tokens, at) or self._quantity(tokens, at)
            if quantity:
                found.append(quantity)
            at = quantity.end if quantity else at + 1
        return found

    def _quantity(self, tokens: Sequence[Token], start: int) -> Quantity | None:
        before = _BEFORE.at(tokens, start)
        if not before and start and tokens[start].is_glued and tokens[start - 1].word.isalpha():
            return None  # "GBH2-26" is a name
        at, (bound, _, hint) = (before[0], before[1].partition(" ")) if before else (start, ("", "", ""))
        while before and at < len(tokens) and tokens[at].word in _FILLERS:
            at += 1
        first = self._amount(tokens, at)
        if first is None:
            return None
        second = self._second(tokens, first.end, is_between=bound == "between")
        if second and not bound and _falls(first, second):
            return None  # "USB 3.2-1 TB" is a name and an amount
        if second and bound != "max":
            return _between(first, second, start)
        after = _AFTER.at(tokens, first.end)
        if after and bound != "around":
            unit_behind = None if first.unit else self._units.at(tokens, after[0])  # "50 max euro"
            end, unit = unit_behind or (after[0], first.unit)
            bound, first = after[1], _Amount(first.value, unit, end)
        if not (bound or first.unit or first.value < 0) or bound == "between":  # the "two" of "between the two" bounds nothing
            return None
        return _bounded(bound or "exact", first, hint, start)

    def _second(self, tokens: Sequence[Token], at: int, is_between: bool) -> _Amount | None:
        """The upper end of "20 - 40", "20 to 40" or "between 20 and 40"."""
        if at < len(tokens) and (tokens[at].word in _TO or (is_between and tokens[at].word in ("and", "or"))):
            return self._amount(tokens, at + 1)
        return None

    def _packs(self, tokens: Sequence[Token], at: int) -> Quantity | None:
        """ "2 for 30": at most 15 each."""
        count = tokens[at].value
        if not count or at + 1 >= len(tokens) or tokens[at + 1].word != "for" or (at and tokens[at - 1].word == "for"):
            return None
        amount = self._amount(tokens, at + 2)
        if amount is None or (amount.unit and amount.unit.dimension != MONEY) or amount.value <= count:
            return None
        return Quantity("max", None, amount.value / count, MONEY, at, amount.end)

    def _amount(self, tokens: Sequence[Token], start: int) -> _Amount | None:
        """A number with the currency before it or the unit behind it."""
        sign = self._units.at(tokens, start)
        money = sign[1] if sign and sign[1].dimension == MONEY else None
        at = sign[0] if sign and money else start
        is_negative = _is_minus(tokens, at)
        at += is_negative
        value = tokens[at].value if at < len(tokens) else None
        if value is None:
            return None
        at += 1
        if at < len(tokens) and (tokens[at].word in _SCALES or (tokens[at].word == "k" and tokens[at].is_glued)):
            value, at = value * _SCALES.get(tokens[at].word, 1000), at + 1
        value = -value if is_negative else value
        unit = self._units.at(tokens, at + _is_hyphen(tokens, at))
        if money or unit is None:
            return _Amount(value, money, at)
        return _Amount(value, unit[1], unit[0])


def _between(first: _Amount, second: _Amount, start: int) -> Quantity:
    unit = second.unit or first.unit
    low, high = sorted((_in_base(first.value, first.unit or unit), _in_base(second.value, unit)))
    return Quantity("between", low, high, unit.dimension if unit else "", start, second.end)


def _falls(first: _Amount, second: _Amount) -> bool:
    return _in_base(first.value, first.unit or second.unit) > _in_base(second.value, second.unit)


def _bounded(bound: str, amount: _Amount, hint: str, start: int) -> Quantity:
    """Return the quantity; `hint` is the dimension that the words before it speak of ("lighter than 400")."""
    value = _in_base(amount.value, amount.unit)
    dimension = amount.unit.dimension if amount.unit else hint
    if not dimension and value <= 0:
        dimension = TEMPERATURE
    if not dimension and bound == "for":
        bound, dimension = ("for", PERSONS) if value <= MAX_PERSONS else ("max", MONEY)
    if bound == "max":
        return Quantity("max", None, value, dimension, start, amount.end)
    if bound == "min":
        return Quantity("min", value, None, dimension, start, amount.end)
    if bound == "around":
        return Quantity("around", value * (1 - AROUND), value * (1 + AROUND), dimension, start, amount.end)
    return Quantity("for" if bound == "for" else "exact", value, value, dimension, start, amount.end)


def _in_base(value: Decimal, unit: Unit | None) -> Decimal:
    return round(value * unit.factor, BASE_DIGITS) if unit else value


def _unit(meaning: str) -> Unit:
    dimension, factor = meaning.split()
    return Unit(dimension, Decimal(factor))


def _is_minus(tokens: Sequence[Token], at: int) -> bool:
    """Whether "-5" or "minus 5" begins here; the dash of "20-40" is none."""
    if at + 1 >= len(tokens) or tokens[at + 1].value is None:
        return False
    token, number = tokens[at], tokens[at + 1]
    return token.word == "minus" or (token.word in ("-", "–", "−") and number.is_glued and not token.is_glued)


def _is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen ties a unit to its number: "2-person"; the dash of "20-40" ties none."""
    tied = at + 1 < len(tokens) and tokens[at].word == "-" and tokens[at].is_glued and tokens[at + 1].is_glued
    return tied and tokens[at + 1].value is None
