"""A file becomes the version that answers: compared, embedded once, switched at once; a crash leaves the old one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.errors import FileUnreadable, NotFound, StorageError
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.publish import Origin, current_rows, import_file, plan, publish, publish_plan, rollback
from chatbot.models.encoder import Encoder
from chatbot.storage import open_store
from chatbot.storage.db import Store

NAMED = Origin(source="faq.csv")
HOW = FaqRow("How long does delivery take?", "Two days.", id="how")
MUCH = FaqRow("What does delivery cost?", "It is free.", id="much")
FILE = b"question,answer\nHow long does delivery take?,Two days.\nWhat does delivery cost?,It is free.\n"


class CountingEncoder:
    """The real encoder, counting what it is asked to embed."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.count = encoder, 0
        self.id, self.width, self.vocabulary = encoder.id, encoder.width, encoder.vocabulary

    def encode(self, texts: list[str]) -> object:
        self.count += len(texts)
        return self._encoder.encode(texts)


def test_a_plan_tells_what_would_be_new_changed_same_and_removed(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [HOW, MUCH, FaqRow("Old?", "Yes.", id="old")])

    planned = plan(store, [HOW, replace(MUCH, answer="Five euros."), FaqRow("New?", "Yes.", id="new")])

    assert (planned.same, planned.changed, planned.new, planned.removed) == (("how",), ("much",), ("new",), ("old",))


def test_merging_keeps_what_the_file_does_not_have(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [HOW, MUCH])

    publish(store, encoder, [FaqRow("New?", "Yes.", id="new")], Origin("merge"))

    assert [row.id for row in current_rows(store)] == ["how", "much", "new"]


def test_an_entry_without_id_is_recognised_by_its_question(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [HOW])

    planned = plan(store, [FaqRow("how long does delivery take", "Three days.")], mode="merge")

    assert (planned.changed, planned.new) == (("how",), ())


def test_the_same_file_changes_nothing(store: Store, encoder: Encoder) -> None:
    first = import_file(store, encoder, FILE, NAMED)

    second = import_file(store, encoder, FILE, NAMED)

    assert second.version == first.version
    assert second.to_json()["published"] is False


def test_a_dry_run_reports_and_writes_nothing(store: Store, encoder: Encoder) -> None:
    result = import_file(store, encoder, FILE, NAMED, dry_run=True)

    told = result.to_json()
    assert (told["new"], told["published"], told["version"]) == (2, False, 0)
    assert current_rows(store) == []


def test_good_rows_are_published_without_the_bad_ones(store: Store, encoder: Encoder) -> None:
    result = import_file(store, encoder, FILE + b"Why?,\n", NAMED)

    assert len(current_rows(store)) == 2
    assert result.to_json()["bad"] == 1
    assert json.dumps(result.to_json())


def test_a_file_without_any_usable_row_changes_nothing(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [HOW])

    with pytest.raises(FileUnreadable, match="nothing was changed"):
        import_file(store, encoder, b"question,answer\nWhy?,\nWhat?,\n", NAMED)

    assert current_rows(store) == [HOW]


def test_a_file_of_which_most_rows_are_bad_is_held_until_that_is_wanted(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [HOW])
    data = FILE + b"Why?,\nWhat?,\nWho?,\n"

    with pytest.raises(FileUnreadable, match=r"3 of 5 rows .* nothing was changed"):
        import_file(store, encoder, data, NAMED)
    assert current_rows(store) == [HOW]

    import_file(store, encoder, data, replace(NAMED, takes_few=True))
    assert len(current_rows(store)) == 2


def test_texts_that_were_embedded_before_are_not_embedded_again(store: Store, encoder: Encoder) -> None:
    counting = CountingEncoder(encoder)
    publish(store, counting, [HOW, MUCH])  # type: ignore[arg-type]
    before = counting.count

    publish(store, counting, [HOW, replace(MUCH, answer="It costs five euros.")])  # type: ignore[arg-type]

    assert counting.count - before == 2  # the answer, and the entry as a whole; nothing of the entry that stayed


def test_rolling_back_lets_the_old_answers_answer_again(store: Store, encoder: Encoder) -> None:
    first = publish(store, encoder, [HOW])
    publish(store, encoder, [MUCH])

    rollback(store, first)

    assert current_rows(store) == [HOW]
    with pytest.raises(NotFound):
        rollback(store, 99)


def test_a_plan_that_is_out_of_date_is_not_published(store: Store, encoder: Encoder) -> None:
    planned = plan(store, [HOW])
    publish(store, encoder, [MUCH])

    with pytest.raises(StorageError, match="someone else"):
        publish_plan(store, encoder, planned, Origin())


def test_a_cancelled_upload_leaves_the_old_version(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [HOW])

    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(store, encoder, [MUCH], progress=cancel)
    assert current_rows(store) == [HOW]


PUBLISHER = """
import sys
from pathlib import Path
from chatbot.config import ROOT
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.publish import publish
from chatbot.models.encoder import Encoder
from chatbot.storage import open_store
store, encoder = open_store(Path(sys.argv[1])), Encoder.load(ROOT / "data" / "models" / "encoder")
print("ready", flush=True)
for n in range(1000):
    publish(store, encoder, [FaqRow(f"Question {k} of {n}?", f"Answer {n}.", id=str(k)) for k in range(40)])
    print("published", flush=True)
"""


def test_a_publish_killed_at_any_moment_leaves_one_whole_version(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    open_store(path).close()
    for n in range(20):
        process = subprocess.Popen([sys.executable, "-c", PUBLISHER, str(path)], stdout=subprocess.PIPE, env=os.environ)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.013 * n)  # somewhere in embedding, writing or switching
        process.send_signal(signal.SIGKILL)
        process.wait()
        store = open_store(path)
        rows = current_rows(store)
        assert len({row.answer for row in rows}) <= 1
        assert len(rows) in (0, 40)
        store.close()
