"""The quality report: sections with figures, held against floors and against the last run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbot.errors import FileUnreadable

NOTABLE = 0.0005  # a smaller change is not told

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    body: str  # Markdown
    figures: Figures  # by the names of data/eval/floors.json; shares in [0, 1]


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure must be at least, or at most, `value`."""

    name: str
    value: float
    is_ceiling: bool = False

    def is_kept(self, figure: float) -> bool:
        return figure <= self.value if self.is_ceiling else figure >= self.value

    def __str__(self) -> str:
        return f"{'at most' if self.is_ceiling else 'at least'} {number(self.value)}"


def read_limits(path: Path) -> list[Limit]:
    """Read {"name": at least, ...}, with {"at_most": value} where less is better.

    Raises:
        FileUnreadable: it is not there, or a value is neither.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return [
            Limit(name, float(value["at_most"]), is_ceiling=True) if isinstance(value, dict) else Limit(name, float(value))
            for name, value in told.items()
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileUnreadable(
            f'{path} cannot be read as floors; it holds {{"figure": 0.9, "other": {{"at_most": 0.1}}}}.'
        ) from error


def broken(limits: Iterable[Limit], figures: Figures) -> list[str]:
    """Return a sentence per limit that a measured figure does not keep."""
    return [
        f"{limit.name} is {number(figures[limit.name])}, and should be {limit}."
        for limit in limits
        if limit.name in figures and not limit.is_kept(figures[limit.name])
    ]


def changes(last: Figures, figures: Figures) -> list[str]:
    """Return a line per figure that is new, or differs from the last run's."""
    lines = []
    for name, value in figures.items():
        if name not in last:
            lines.append(f"{name}: {number(value)} (new)")
        elif abs(value - last[name]) >= NOTABLE:
            lines.append(f"{name}: {number(last[name])} → {number(value)} ({value - last[name]:+.3f})")
    return lines


def read_last(path: Path) -> dict[str, float]:
    """Return the figures of the last run; none when there was none."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write_report(sections: Sequence[Section], limits: Sequence[Limit], models: Mapping[str, str], folder: Path) -> None:
    """Write quality.md and the figures, quality.json, into a folder."""
    figures = all_figures(sections)
    kept = [
        (limit.name.replace("_", " "), str(limit), number(figures[limit.name]), "yes" if limit.is_kept(figures[limit.name]) else "**no**")
        for limit in limits
        if limit.name in figures
    ]  # fmt: skip
    parts = [
        "# Quality, measured",
        "Written by `python -m chatbot evaluate`; do not edit. Measured on the project's own held-out data (`data/eval` and the held-out "
        "dialogues); where a part was chosen on what it is measured on, it says so. Other people's data: [models.md](models.md). "
        "Intervals are 95 %.",
        table(("model", "measured"), list(models.items())),
        "## Floors",
        table(("figure", "should be", "is", "kept"), kept),
        *(f"## {section.title}\n\n{section.body}" for section in sections),
    ]
    (folder / "quality.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    (folder / "quality.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def all_figures(sections: Iterable[Section]) -> dict[str, float]:
    return {name: round(value, 6) for section in sections for name, value in section.figures.items()}


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    return "\n".join(_row(cells) for cells in (header, ["---"] * len(header), *rows))


def _row(cells: Sequence[str]) -> str:
    escaped = (" ".join(cell.replace("|", "\\|").split()) for cell in cells)
    return f"| {' | '.join(escaped)} |"


def number(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 100 and value != int(value) else f"{value:,.0f}"


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"
