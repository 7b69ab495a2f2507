"""Sizes of several sides: "78x72", "6 x 5 feet", "180 * 150 cm", `dimensions=78x60x6 inch`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from chatbot.knowledge.phrases import read_number
from chatbot.knowledge.quantities import Quantities
from chatbot.records import Product

IN_FEET = 12  # sides up to this, without a unit, may be feet: a "3x6" mattress is one of 36 x 72 inches
ALIKE = 0.02  # of a side: "198 x 183 cm" is a mattress of 78 x 72 inches
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"(?:mm|cm|centimet(?:er|re)s?|m|met(?:er|re)s?|inch(?:es)?|in\.?|feet|foot|ft\.?|[\"'”″′])"
_BY = r"\s*(?:x|×|\*|by)\s*"
_EXTENT = re.compile(
    rf"(?<![\w.,/]){_NUMBER}\s*{_UNIT}?(?:{_BY}{_NUMBER}(?:\s*{_UNIT}(?!\w))?){{1,2}}(?![\w%]|\s*(?:kg|g|ml|l|pcs|pack)\b)",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"({_NUMBER})\s*({_UNIT}(?!\w))?", re.IGNORECASE)
_SHORT = {"in": "inch", "'": "ft", "′": "ft", '"': "inch", "”": "inch", "″": "inch"}  # "in" is a preposition anywhere else
_READER = Quantities()


@dataclass(frozen=True, slots=True)
class Extent:
    """Two or three sides in any order, in centimetres, or as they are written where no unit is named."""

    sides: tuple[float, ...]
    has_unit: bool
    written: tuple[float, ...]  # the same sides in the unit of the text

    def fits(self, record: Extent) -> bool:
        """Whether each of these sides is one of a record's.

        Without a unit here or there the plain numbers are compared, or taken as inches: "6 x 6.5 feet" is a bed of "78 x 72".
        """
        if self.has_unit and record.has_unit:
            return _are_among(self.sides, record.sides)
        return (
            _are_among(self.written, record.written)
            or (self.has_unit and _are_among(self.sides, record.in_inches()))
            or (record.has_unit and _are_among(self.in_inches(), record.sides))
        )

    def in_inches(self) -> tuple[float, ...]:
        """Return the written sides, read as inches, in centimetres."""
        return tuple(side * _factor("inch") for side in self.written)

    def in_feet(self) -> Extent | None:
        """Return the same sides read as feet; None where a unit is named or they are too long for that."""
        if self.has_unit or max(self.written) > IN_FEET:
            return None
        return replace(self, sides=tuple(side * _factor("ft") for side in self.written), has_unit=True)


def _are_among(sides: Sequence[float], owned: Sequence[float]) -> bool:
    left = list(owned)
    for side in sides:
        near = next((each for each in left if abs(each - side) <= ALIKE * side), None)
        if near is None:
            return False
        left.remove(near)
    return True


def find_extents(text: str) -> list[tuple[int, int, Extent]]:
    """Return (start, end, extent) of each in a text, in characters; "6 x 400 g" is none, "4x4" as little as "100% x 2"."""
    return [(match.start(), match.end(), _extent(match.group())) for match in _EXTENT.finditer(text)]


@lru_cache(maxsize=4096)
def extents_in(text: str) -> tuple[Extent, ...]:
    return tuple(extent for _, _, extent in find_extents(text))


def extents_of(product: Product) -> tuple[Extent, ...]:
    """Return what the title, the sizes and the attributes of a product say."""
    return extents_in(" ; ".join((product.title, *product.sizes, *(value for _, value in product.attributes))))


def _extent(text: str) -> Extent:
    sides = _SIDE.findall(text)
    last = next((unit for _, unit in reversed(sides) if unit), "")
    written = tuple(float(read_number(number)) for number, _ in sides)
    factors = [_factor(unit or last) for _, unit in sides]
    return Extent(tuple(side * each for side, each in zip(written, factors, strict=True)), bool(last), written)


def _factor(unit: str) -> float:
    name = unit.lower().rstrip(".")
    found = _READER.unit(_SHORT.get(name, name))
    return float(found.factor) if found else 1.0
