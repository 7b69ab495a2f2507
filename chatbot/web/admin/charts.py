"""Pictures of figures as plain SVG: no script draws them, and they take the page's colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 440, 170  # of the drawing, in its own units
LEFT, BOTTOM = 34, 22  # room for the numbers and the days
GAP = 0.28  # of a bar's width
LABELS = 6  # days that are named below


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    part: str  # which name it is of
    told: str  # what a pointer over it says


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, int], ...]  # (y, value) of the grid
    days: tuple[tuple[float, str], ...]  # (x, label)
    totals: dict[str, int]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def stacked(rows: Sequence[Any], names: Sequence[str]) -> Chart:
    """Draw one bar per row, its parts on top of each other. Rows have a `day` and a count for each name."""
    top = ceiling(max((sum(getattr(row, name) for name in names) for row in rows), default=0))
    step = (WIDTH - LEFT) / max(len(rows), 1)
    scale = (HEIGHT - BOTTOM) / top
    bars = []
    for n, row in enumerate(rows):
        y = float(HEIGHT - BOTTOM)
        for name in names:
            count = getattr(row, name)
            y -= count * scale
            if count:
                told = f"{row.day}: {count} {name.replace('_', ' ')}"
                bars.append(
                    Bar(
                        round(LEFT + (n + GAP / 2) * step, 1),
                        round(y, 1),
                        round((1 - GAP) * step, 1),
                        round(count * scale, 1),
                        name,
                        told,
                    )
                )
    lines = tuple((round(HEIGHT - BOTTOM - value * scale, 1), value) for value in sorted({0, top // 2, top}))
    every = max(1, -(-len(rows) // LABELS))
    days = tuple(
        (round(LEFT + (n + 0.5) * step, 1), f"{int(row.day[8:])}.{int(row.day[5:7])}.")
        for n, row in enumerate(rows)
        if n % every == 0
    )
    return Chart(tuple(bars), lines, days, {name: sum(getattr(row, name) for row in rows) for name in names})


def ceiling(value: int) -> int:
    """Return the next number that reads well on an axis and has a whole half: 2, 4, 6, 10, 20, 40 ..."""
    size = 1
    while True:
        for step in (2, 4, 6, 10):
            if step * size >= value:
                return step * size
        size *= 10
