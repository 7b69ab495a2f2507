"""A backup is made and put back by command, while the server answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chatbot.cli import main
from chatbot.storage import open_store
from chatbot.storage.api_keys import ApiKeys
from chatbot.storage.conversations import Conversations
from chatbot.storage.customer_data import CustomerData
from chatbot.storage.faqs import Draft, Faqs
from chatbot.storage.sessions import Sessions
from chatbot.storage.staff import Staff


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def publish(store, answer: str) -> int:
    faqs = Faqs(store)
    counts = {"new": 1, "changed": 0, "removed": 0}
    return faqs.publish(Draft([("a", answer, {"id": "a", "answer": answer})], "Anna", "x", "replace", counts, faqs.current()))


@pytest.fixture
def backup(store, tmp_path) -> Path:
    """Made when the shop had one conversation, one answer, one signed-in device and a key."""
    Conversations(store).create("first")
    publish(store, "old")
    owner = Staff(store).add("olga@shop.test", "owner", "correct horse battery", "Olga")
    Sessions(store).open(owner.id, "Firefox")
    ApiKeys(store).add("Web shop", "read", "Olga")
    assert run("backup", tmp_path / "backup.db", "--db", store.path).exit_code == 0
    return tmp_path / "backup.db"


def test_everything_is_as_it_was_and_what_was_there_is_kept(store, backup):
    Conversations(store).create("second")
    publish(store, "new")

    done = run("restore", backup, "--db", store.path, "--yes")

    assert done.exit_code == 0, done.output
    assert Conversations(store).find("first")
    assert Conversations(store).find("second") is None
    [kept] = store.path.parent.glob("*.before-restore-*")
    before = open_store(kept)
    assert Conversations(before).find("second")
    before.close()


def test_a_running_server_notices_the_other_faq_by_a_version_that_was_never_used(store, backup):
    second = publish(store, "new")

    run("restore", backup, "--db", store.path, "--yes")

    faqs = Faqs(store)
    assert faqs.current() == second + 1
    assert [entry["answer"] for entry in faqs.contents(faqs.current())] == ["old"]


def test_what_must_not_come_back_stays_gone(store, backup):
    ApiKeys(store).revoke(ApiKeys(store).all()[0].id)

    run("restore", backup, "--db", store.path, "--yes")

    assert ApiKeys(store).all()[0].revoked_at
    assert store.db.execute("select count(*) from staff_sessions").fetchone() == (0,)


def test_customers_that_were_erased_since_are_told(store, backup):
    CustomerData(store).erase([Conversations(store).find("first")], [], [], "Olga")

    assert "1 customers were erased after" in run("restore", backup, "--db", store.path, "--yes").output


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + b"x" * 5000])
def test_a_file_that_is_no_backup_changes_nothing(store, backup, tmp_path, content):
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(content)

    done = run("restore", wrong, "--db", store.path, "--yes")

    assert (done.exit_code, "Nothing was changed" in done.output) == (1, True)
    assert Conversations(store).find("first")


def test_without_a_yes_nothing_is_replaced(store, backup):
    Conversations(store).create("second")

    done = CliRunner().invoke(main, ["restore", str(backup), "--db", str(store.path)], input="n\n")

    assert done.exit_code == 1
    assert Conversations(store).find("second")


def test_the_server_goes_on_with_what_was_restored(start_server, visit, tmp_path):
    server = start_server()
    early = visit(server)
    early.ask("hello")
    assert run("backup", tmp_path / "live-backup.db", "--db", server.db).exit_code == 0
    late = visit(server)
    late.ask("hello")

    done = run("restore", tmp_path / "live-backup.db", "--db", server.db, "--yes")

    assert done.exit_code == 0, done.output
    assert early.ask("faq")["text"]
    assert visit(server).ask("hello")["text"]
    assert server.rows("select count(*) from conversations") == [(2,)]
