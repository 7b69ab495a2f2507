"""The sides of a thing, and which of them a word speaks of: "wider" of the width, "how deep" of the depth, "biggest" of the largest."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from chatbot.knowledge.measures import Measure
from chatbot.knowledge.phrases import lines
from chatbot.knowledge.quantities import LENGTH

LARGEST = "side"  # of which "bigger" speaks
SIDE_OF = lines("""
    width: wide, wider, widest, narrow, narrower, narrowest, broad, broader, broadest, width, across
    height: tall, taller, tallest, high, higher, highest, height
    depth: deep, deeper, deepest, shallow, shallower, shallowest, depth
    length: long, longer, longest, length
    thickness: thick, thicker, thickest, thin, thinner, thinnest, thickness
""")
SIDES = frozenset((LARGEST, *SIDE_OF.values()))
_ACROSS = ("length", "width", "depth")
_OWN = (*_ACROSS, "height", "diameter")  # of the thing itself, as the length of its cable is not
_SOLID = 3  # sides; the least of them is how thick it is


def side_of(measures: Iterable[Measure], side: str) -> Measure | None:
    """Return the measure of a thing that tells a side, None where none does.

    Exports have columns for length, width and height alone, and a sofa 2 m wide stands there as 98 cm long: its length is the longer
    of the sides across, its depth the shorter one where no depth is told.
    """
    told = {each.name: each for each in measures if each.dimension == LENGTH and each.name}
    own, across = ([told[name] for name in names if name in told] for names in (_OWN, _ACROSS))
    if side == LARGEST and own:
        return max(own, key=_most)
    if side == "length" and across:
        return max(across, key=_most)
    if side in told:
        return told[side]
    if side == "depth" and len(across) > 1:
        return min(across, key=_most)
    if side == "thickness" and len(own) >= _SOLID:
        return min(own, key=_most)
    if side == "width" and "diameter" in told:
        return told["diameter"]
    return _of_part(told.values(), side, is_whole_told=bool(own))


def _of_part(told: Iterable[Measure], side: str, *, is_whole_told: bool) -> Measure | None:
    """Return what tells a side of the part that is measured ("heel height"), or a length that is no side ("inseam")."""
    of_side = [each for each in told if each.name.split()[-1] == side and not (is_whole_told and side == "length")]
    of_none = [each for each in told if each.name not in _OWN and each.name.split()[-1] not in SIDE_OF and not is_whole_told]
    return max(of_side or of_none, key=_most, default=None)


def _most(measure: Measure) -> Decimal:
    return measure.high
