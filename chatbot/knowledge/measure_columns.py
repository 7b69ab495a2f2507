"""The measures and the sides of a catalogue as columns, so that a bound is answered for all products at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from chatbot.knowledge.measures import Measure
from chatbot.knowledge.sides import SIDES, side_of

CENT = 1e-6  # values are compared as floats; a cent is 10,000 times larger
# Which products have a measure, (n,) int64, and its lowest and highest values, (n,) float64.
Column = tuple[np.ndarray, np.ndarray, np.ndarray]


def measure_columns(measures: Sequence[Sequence[Measure]]) -> dict[tuple[str, str], Column]:
    """Return the column of each (name, dimension)."""
    found: dict[tuple[str, str], list[tuple[int, float, float]]] = defaultdict(list)
    for n, own in enumerate(measures):
        for each in own:
            found[each.name, each.dimension].append((n, float(each.low), float(each.high)))
    named = sorted(found.items(), key=lambda item: (item[0][0] == "", -len(item[1])))
    return {key: _column(rows) for key, rows in named}


def side_columns(measures: Sequence[Sequence[Measure]]) -> dict[str, Column]:
    """Return the column of each side."""
    told = {side: [(n, side_of(own, side)) for n, own in enumerate(measures)] for side in SIDES}
    rows = {side: [(n, float(each.low), float(each.high)) for n, each in pairs if each] for side, pairs in told.items()}
    return {side: _column(each) for side, each in rows.items() if each}


def _column(rows: Sequence[tuple[int, float, float]]) -> Column:
    at, low, high = zip(*rows, strict=True)
    return np.array(at), np.array(low), np.array(high)


def within(at_most: np.ndarray, at_least: np.ndarray, low: Decimal | None, high: Decimal | None) -> np.ndarray:
    """Whether a span [at_least, at_most] meets [low, high]; NaN meets nothing."""
    mask = ~np.isnan(at_least)
    if low is not None:
        mask &= at_most >= float(low) - CENT
    if high is not None:
        mask &= at_least <= float(high) + CENT
    return np.asarray(mask)
