"""A shop trains on its own labels, from whatever table it has."""

from __future__ import annotations

import json
import re
import runpy
from collections import Counter
from pathlib import Path

import click
import numpy as np
import pytest
import torch
from click.testing import CliRunner

from chatbot.config import ROOT
from chatbot.errors import FileUnreadable
from chatbot.models.classifier import Classifier
from chatbot.training import own_labels
from chatbot.training.bases import MINILM
from chatbot.training.evaluate import intent_figures, judge, read_labelled
from chatbot.training.own_labels import LabelledFile, fit_scope_of_few, hold_out, read_rows, train_own_labels
from chatbot.training.own_labels_comparison import ELSEWHERE_ROWS, STRANGE, make_split, read_split, tables
from chatbot.training.serving import Neighbouring

MESSY = (
    "Frage;Thema\n"
    + "".join(f"wann kommt mein Paket Nr {n}?;Lieferung\nich möchte Schuhe {n} zurückschicken;Rückgabe\n" for n in range(6))
    + "was kostet der Versand nach Österreich;Versand\n;Lieferung\nohne Thema;\n\n"
    + "kann ich mit Karte zahlen;Zahlung\nnehmt ihr PayPal;Zahlung\nauf Rechnung?;Zahlung\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "themen.csv"
    path.write_bytes(MESSY.encode("cp1252"))
    return path


def test_a_messy_table_becomes_a_model_that_serves(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_labels, "STEPS", 3)
    train_own_labels(LabelledFile(table, "Frage", "Thema"), MINILM, 1, tmp_path / "model")
    classifier = Classifier.load(tmp_path / "model")
    prediction = classifier.predict(["wann kommt mein Paket Nr 3?"])[0]
    assert set(classifier.labels) == {"Lieferung", "Rückgabe", "Versand", "Zahlung"}
    assert prediction.intent.label == "Lieferung"
    assert prediction.sentiments == ()
    assert 0 < prediction.in_scope_p < 1


def test_rows_without_text_or_label_are_left_out(table: Path) -> None:
    assert len(read_rows(LabelledFile(table, "Frage", "Thema"))) == 16


@pytest.mark.parametrize(
    ("columns", "oos", "told"),
    [
        (("question", "Thema"), None, r"no column 'question'.*Frage, Thema"),
        (("Frage", "Thema"), "none", "no row with the label 'none'"),
    ],
)
def test_what_is_missing_is_named(table: Path, columns: tuple[str, str], oos: str | None, told: str) -> None:
    with pytest.raises(FileUnreadable, match=told):
        read_rows(LabelledFile(table, *columns, oos))


def test_one_label_alone_cannot_be_trained(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("text,label\nhi,a\nho,a\n")
    with pytest.raises(FileUnreadable, match="fewer than two labels"):
        read_rows(LabelledFile(tmp_path / "one.csv", "text", "label"))


def test_every_kept_label_keeps_a_row_and_some_labels_are_held_whole() -> None:
    rows = [(f"text {label} {n}", f"label {label}") for label in range(10) for n in range(1 + label)]
    kept, held = hold_out(rows, None, seed=3)
    assert sorted(kept + held) == sorted(rows)
    assert len({label for _, label in kept}) == 8


@pytest.mark.parametrize("sign", [1, -1])
def test_the_scope_score_grows_with_density_and_cosine(sign: int) -> None:
    rng = np.random.default_rng(1)
    is_inside = rng.random(80) < 0.7
    features = sign * (rng.normal(size=(80, 2)) + is_inside[:, None])
    weights, _ = fit_scope_of_few(features, is_inside)
    assert (weights > 0).all()


def test_a_message_like_one_row_gets_its_label_though_the_label_is_of_many_kinds() -> None:
    pooled = np.eye(6, dtype=np.float32)  # two texts of label 0 beside each other, four of label 1 apart
    pooled[1] = [0.8, 0.6, 0, 0, 0, 0]
    model = Neighbouring(_Fixed(torch.tensor([[0.0, 0, 0, 0, 0, 1]]), torch.zeros(1, 2)), pooled, np.array([0, 0, 1, 1, 1, 1]))
    outputs = model(torch.ones(1, 2), torch.ones(1, 2))
    assert outputs["intent"].argmax() == 1
    assert outputs["density"][0, 1].item() == pytest.approx(np.log(1 / 4), abs=1e-4)


class _Fixed(torch.nn.Module):
    """Gives the same vector and logits to every text."""

    def __init__(self, pooled: torch.Tensor, logits: torch.Tensor) -> None:
        super().__init__()
        self._outputs = {"pooled": pooled, "intent": logits}

    def forward(self, _ids: torch.Tensor, _mask: torch.Tensor) -> dict[str, torch.Tensor]:
        return self._outputs


@pytest.mark.parametrize("name", ["beauty", "fantasy", "mattress", "supplements"])
def test_no_message_of_the_measure_is_a_row_that_was_trained_on(name: str) -> None:
    table = ROOT / "data" / "eval" / "own_labels" / f"{name}.csv"
    split = read_split(table, tables(table.parent)[table], ("text", "label"))
    rows, asked = ([re.sub(r"\W", "", text.lower()) for text in texts] for texts in (dict(split.train), split.test.texts))
    assert not set(rows) & set(asked)
    assert len(set(asked)) == len(asked)
    assert 0.3 < np.mean([label == STRANGE for label in split.test.labels]) < 0.4


def test_figures_leave_rows_out_of_scope_out_of_accuracy(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text("text,intent\nwhere is my order,order_status\nhello,goodbye\nwho won the war,none\n,\n")
    classifier = Classifier.load(ROOT / "data" / "models" / "classifier")
    figures = intent_figures(judge(classifier, read_labelled(path, "text", "intent"), "none"), "none", classifier.labels)
    assert (figures["accuracy"], figures["n_in_scope"], figures["n_out_of_scope"]) == (0.5, 2, 1)
    assert figures["oos_auroc"] == 1.0


@pytest.fixture
def evaluate_script(monkeypatch: pytest.MonkeyPatch) -> click.Group:
    """scripts/evaluate.py as a command that a test can call."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))  # where it finds its neighbours
    command: click.Group = runpy.run_path(str(ROOT / "scripts" / "evaluate.py"))["cli"]
    return command


def test_the_command_writes_a_row_for_each_row(evaluate_script: click.Group, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("text,intent\nwhere is my order,order_status\nhello,greeting\n")
    files = ["--data", str(tmp_path / "m.csv"), "--predictions", str(tmp_path / "p.csv")]
    run = CliRunner().invoke(evaluate_script, ["intent", "--json", *files])
    assert json.loads(run.output)["n"] == 2
    assert (tmp_path / "p.csv").read_text().splitlines()[0] == "label,predicted,confidence"
    assert len((tmp_path / "p.csv").read_text().splitlines()) == 3


@pytest.mark.parametrize(
    "options", [["--data", "nowhere.csv"], ["--data", str(ROOT / "data/faqs.csv")], ["--model", "nowhere", "--data", "x"]]
)
def test_the_command_says_what_is_missing_and_ends_with_2(evaluate_script: click.Group, options: list[str]) -> None:
    run = CliRunner().invoke(evaluate_script, ["intent", *options])
    assert run.exit_code == 2
    assert len(run.output.strip().splitlines()) == 1


@pytest.fixture
def rows() -> list[tuple[str, str]]:
    return [(f"text {label} {n}", f"label {label}") for label in range(10) for n in range(30 if label else 5)]


def test_a_split_is_unbalanced_and_its_test_holds_strangers_and_nothing_trained(rows: list[tuple[str, str]]) -> None:
    split = make_split(rows, [f"stranger {n}" for n in range(300)], labels=20, size=80, seed=3)
    counts = Counter(label for _, label in split.train)
    assert split.labels == len(counts) == 7  # one has too few rows, and two are left out whole
    assert max(counts.values()) >= 5 * min(counts.values())
    assert not {text for text, _ in split.train} & set(split.test.texts)
    assert Counter(label in counts for label in split.test.labels) == {
        True: 7 * 30 - len(split.train),
        False: 60 + ELSEWHERE_ROWS,
    }
    assert split == make_split(list(reversed(rows)), [f"stranger {n}" for n in range(300)], labels=20, size=80, seed=3)


def test_two_labels_are_too_few_for_a_comparison(rows: list[tuple[str, str]]) -> None:
    with pytest.raises(FileUnreadable, match="Only 2 labels have 8 rows"):
        make_split([row for row in rows if row[1] in ("label 0", "label 1", "label 2")], [], labels=20, size=80, seed=3)


def test_every_way_is_measured_on_the_same_split(
    rows: list[tuple[str, str]], evaluate_script: click.Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_labels, "STEPS", 3)
    table = tmp_path / "mine.csv"
    table.write_text("text,intent\n" + "".join(f"{text},{label}\n" for text, label in rows))
    options = ["--data", str(table), "--elsewhere", str(ROOT / "data" / "eval" / "intents.csv"), "--label-column", "intent"]
    run = CliRunner().invoke(evaluate_script, ["own-labels", *options, "--rows", "60"])
    assert run.exit_code == 0, run.output
    assert "mine, 1: 7 labels" in run.output
    last = run.output.split("Mean of 1")[1]
    assert len(re.findall(r"\| (?:TF-IDF|frozen MiniLM|`scripts/train_intent).*\| [01]\.\d{3} \| [01]\.\d{3} \|", last)) == 6
