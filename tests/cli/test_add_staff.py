"""`add-staff`, and the password of the first start."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from chatbot.cli import main
from chatbot.cli.staff import tell_owner
from chatbot.storage.staff import FIRST_EMAIL, Staff


@pytest.fixture
def run(store):
    return lambda *arguments: CliRunner().invoke(main, ["add-staff", "--db", str(store.path), *arguments])


def test_a_person_is_added_with_a_generated_password_that_signs_in(run, store):
    result = run("--email", "anna@shop.test", "--role", "viewer")

    password = re.search(r"Password: (\S+)", result.output)[1]
    member = Staff(store).check_password("anna@shop.test", password)
    assert (result.exit_code, member.role, member.name) == (0, "viewer", "Anna")


def test_a_given_password_is_not_printed(run, store):
    result = run("--email", "anna@shop.test", "--password", "correct horse battery")

    assert "correct horse" not in result.output
    assert Staff(store).check_password("anna@shop.test", "correct horse battery").role == "agent"


def test_a_forgotten_password_is_replaced(run, store):
    run("--email", "anna@shop.test", "--role", "owner", "--password", "correct horse battery")

    result = run("--email", "anna@shop.test", "--password", "another long one")

    assert result.exit_code == 0
    assert Staff(store).check_password("anna@shop.test", "correct horse battery") is None
    assert Staff(store).check_password("anna@shop.test", "another long one").role == "owner"


@pytest.mark.parametrize("wrong", [["--email", "anna"], ["--email", "a@b.c", "--password", "short"]])
def test_what_cannot_be_used_is_told_in_one_sentence(run, store, wrong):
    result = run(*wrong)

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert Staff(store).all() == []


def test_the_first_start_prints_how_the_owner_signs_in_and_later_ones_nothing(store, capsys):
    tell_owner(store, "http://127.0.0.1:8000")
    first = capsys.readouterr().err
    tell_owner(store, "http://127.0.0.1:8000")

    password = re.search(r"password: (\S+)", first)[1]
    assert "http://127.0.0.1:8000/admin" in first
    assert Staff(store).check_password(FIRST_EMAIL, password) is not None
    assert capsys.readouterr().err == ""
    assert Staff(store).add_first_owner() is None
