"""`doctor` says what serving needs: all is well with what the repository holds, and each fault names its remedy."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chatbot.cli import main


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("CHATBOT_PORT", str(probe.getsockname()[1]))

    def run() -> Result:
        return CliRunner().invoke(main, ["doctor", "--db", str(tmp_path / "shop.db")])

    return run


def test_all_is_well_with_the_models_of_the_repository(doctor) -> None:
    result = doctor()
    assert result.exit_code == 0, result.output
    assert "✗" not in result.output


def test_missing_models_are_each_named_with_the_remedy(doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATBOT_MODELS_DIR", str(tmp_path))
    monkeypatch.setenv("CHATBOT_GENERATOR", "plain")
    result = doctor()
    faults = [line for line in result.output.splitlines() if line.startswith("✗")]
    assert result.exit_code == 1
    assert [line[2:].partition(":")[0] for line in faults] == ["encoder", "FAQ encoder", "FAQ decision", "classifier"]
    assert all("Restore data/models from the repository" in line for line in faults)
