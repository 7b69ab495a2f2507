"""The quality report: floors, ceilings, what changed, and the command that writes all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chatbot.config import ROOT
from chatbot.errors import FileUnreadable
from chatbot.training.report import Section, broken, changes, read_last, read_limits, table, write_report

SECTION = Section("Intents", "Some words.", {"intent_accuracy": 0.91, "invented": 2.0})


@pytest.fixture
def limits_file(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    path.write_text('{"intent_accuracy": 0.92, "invented": {"at_most": 2}, "not_measured": 0.5}')
    return path


def test_a_figure_below_its_floor_is_told_and_one_at_its_ceiling_is_not(limits_file: Path) -> None:
    assert broken(read_limits(limits_file), SECTION.figures) == ["intent_accuracy is 0.910, and should be at least 0.920."]


def test_floors_that_cannot_be_read_are_told_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"intent_accuracy": "high"}')
    with pytest.raises(FileUnreadable, match=r"floors\.json"):
        read_limits(tmp_path / "floors.json")


def test_only_figures_that_changed_are_told() -> None:
    told = changes({"a": 0.5, "b": 0.7}, {"a": 0.5001, "b": 0.72, "c": 1.0})
    assert told == ["b: 0.700 → 0.720 (+0.020)", "c: 1 (new)"]


def test_a_report_shows_which_floor_is_not_kept_and_is_what_the_next_run_compares_with(limits_file: Path, tmp_path: Path) -> None:
    write_report([SECTION], read_limits(limits_file), {"classifier": "abc"}, tmp_path)
    text = (tmp_path / "quality.md").read_text()
    assert "| intent accuracy | at least 0.920 | 0.910 | **no** |" in text
    assert "not measured" not in text
    assert changes(read_last(tmp_path / "quality.json"), SECTION.figures) == []


def test_a_cell_with_a_bar_or_a_line_end_stays_one_cell() -> None:
    assert table(("a",), [("x | y\nz",)]).splitlines()[-1] == "| x \\| y z |"


def test_without_the_train_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sklearn.py").write_text("raise ModuleNotFoundError('none', name='sklearn')")
    ended = evaluate("all", PYTHONPATH=str(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr.strip() == "Measuring needs the train extra (sklearn is missing). Install it: pip install -e '.[train]'"


@pytest.mark.timeout(1200)
def test_one_command_measures_everything_and_writes_the_report(tmp_path: Path) -> None:
    ended = evaluate("all", "--prompts", "6", "--messages", "12", "--out", str(tmp_path))
    assert "Since the last run:" in ended.stderr, ended.stderr
    text = (tmp_path / "quality.md").read_text()
    for title in ("Floors", "Intents", "Sentiment", "FAQ answers", "Products", "Expected answers", "The bot's words", "Fairness"):
        assert f"\n## {title}\n" in text
    assert (tmp_path / "dialogues.md").read_text().count("\n**") == 50
    pictures = {path.stem for path in (tmp_path / "quality").glob("*.png")}
    assert {f"quality/{name}.png" for name in pictures} == {part.split(")")[0] for part in text.split("](")[1:] if ".png" in part}
    figures = json.loads((tmp_path / "quality.json").read_text())
    floors = json.loads((ROOT / "data" / "eval" / "floors.json").read_text())
    assert set(floors) <= set(figures)
    assert ended.returncode == (1 if "should be" in ended.stderr else 0)


def evaluate(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "evaluate.py"), *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
