"""`retention`: by hand what the server does once a day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from click.testing import CliRunner

from chatbot.cli import main
from chatbot.storage.audit import Audit
from chatbot.storage.conversations import Conversations
from chatbot.storage.locks import only_one


def run(store, *options: str):
    return CliRunner().invoke(main, ["retention", "--db", str(store.path), *options])


def test_a_dry_run_counts_and_a_run_removes(store):
    Conversations(store).create("hash")
    old = (datetime.now(UTC) - timedelta(days=400)).isoformat()
    store.write(lambda db: db.execute("update conversations set updated_at = ?", [old]))

    assert "1 conversations" in run(store, "--dry-run").output
    assert json.loads(run(store, "--json").output) == {"dry_run": False, "removed": {"conversations": 1}}
    assert "Nothing is older" in run(store).output
    assert Audit(store).find("retention run")[0].detail == "conversations 1"


def test_it_waits_for_nobody_where_the_server_does_it_already(store):
    with only_one(store.path, "daily"):
        answer = run(store)

    assert answer.exit_code == 1
    assert "right now" in answer.output
