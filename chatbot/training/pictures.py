"""Pictures of the quality report, drawn with matplotlib without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from chatbot.training.evaluate_faq import Bin

INK, BLUE, ORANGE, GREY = "#1f2933", "#2563a8", "#c2571a", "#9aa5b1"
DPI = 110


def draw_confusion(truth: Sequence[str], predicted: Sequence[str], labels: Sequence[str], path: Path) -> None:
    """Draw counts of true against predicted labels, shaded by the share of each true label's row."""
    place = {label: n for n, label in enumerate(labels)}
    counts = np.zeros((len(labels), len(labels)), int)  # (true, predicted)
    np.add.at(counts, ([place[each] for each in truth], [place[each] for each in predicted]), 1)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(9, 8), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for row, column in zip(*np.nonzero(counts), strict=True):
        colour = "white" if shares[row, column] > 0.5 else INK
        axes.text(column, row, str(counts[row, column]), ha="center", va="center", fontsize=8, color=colour)
    names = [label.replace("_", " ") for label in labels]
    axes.set_xticks(range(len(labels)), names, rotation=60, ha="right")
    axes.set_yticks(range(len(labels)), names)
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")
    _save(figure, path)


def draw_reliability(tables: dict[str, Sequence[Bin]], path: Path) -> None:
    """Draw stated probabilities against the observed share of right ones; a point's size tells its rows."""
    figure = Figure(figsize=(4.2 * len(tables), 4.2), layout="constrained")
    for axes, (title, bins) in zip(figure.subplots(1, len(tables), squeeze=False)[0], tables.items(), strict=True):
        filled = [each for each in bins if each[2]]
        axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1)
        axes.plot([each[3] for each in filled], [each[4] for each in filled], color=BLUE, linewidth=1)
        sizes = [20 + 2 * each[2] ** 0.9 for each in filled]
        axes.scatter([each[3] for each in filled], [each[4] for each in filled], s=sizes, color=BLUE, alpha=0.7)
        axes.set(
            title=title,
            xlabel="stated probability",
            ylabel="observed share right",
            xlim=(0, 1.03),
            ylim=(0, 1.03),
            aspect="equal",
        )
    _save(figure, path)


def draw_coverage(points: Sequence[tuple[float, float]], now: tuple[float, float], path: Path) -> None:
    """Draw the precision of answers against the share of answerable questions that get one, and where the bot stands."""
    figure = Figure(figsize=(5.4, 4.2), layout="constrained")
    axes = figure.subplots()
    axes.plot([each[0] for each in points], [each[1] for each in points], color=BLUE)
    axes.scatter(*now, color=ORANGE, zorder=3, label="as served")
    low = min(each[1] for each in (*points, now))
    axes.set(
        xlabel="answered share of the answerable",
        ylabel="right share of the answered",
        xlim=(0, 1),
        ylim=(max(low - 0.02, 0), 1.005),
    )
    axes.legend(loc="lower left")
    axes.grid(color="#e4e7eb")
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context({"font.size": 9}):
        figure.savefig(path, dpi=DPI, metadata={"Software": None})
