"""`python -m chatbot regression` on the demo shop, with the real models."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from chatbot.config import ROOT, Settings
from chatbot.storage import open_store
from chatbot.storage.regression import Case, Regression
from scripts.seed_demo import seed


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("regression") / "shop.db"
    store = open_store(path)
    seed(store, Settings().models_dir)
    store.close()
    return path


def run(db, *arguments):
    command = [sys.executable, "-m", "chatbot", "regression", "--db", str(db), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def expect(db, *cases):
    store = open_store(db)
    Regression(store).add(cases, "Olga", replaces=True)
    store.close()


def test_when_all_is_as_expected_the_command_ends_well(db):
    expect(db, Case("do you ship to canada", "faq:ship-canada"), Case("hello", "act:greet"))

    done = run(db)

    assert (done.returncode, done.stdout) == (0, "2 of 2 as expected.\n")


def test_a_wrong_answer_is_told_and_the_exit_code_says_so(db):
    expect(db, Case("do you ship to canada", "faq:ship-us"), Case("hello", "act:greet"))

    done = run(db, "--json")

    told = json.loads(done.stdout)
    assert (done.returncode, told["total"], told["met"]) == (1, 2, 1)
    assert [each["got"] for each in told["results"] if not each["is_met"]] == ["faq:ship-canada"]


def test_a_file_can_be_run_in_place_of_the_set_and_leaves_no_run(db, tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("question,expect\nhello,act:greet\n")
    store = open_store(db)
    before = Regression(store).runs(99)

    done = run(db, "--file", str(file))

    assert (done.returncode, done.stdout) == (0, "1 of 1 as expected.\n")
    assert Regression(store).runs(99) == before
    store.close()


def test_an_empty_set_is_told_with_the_remedy(db):
    expect(db)

    done = run(db)

    assert done.returncode == 1
    assert "/admin/regression" in done.stderr
