"""Entries of a file that ask nearly what is published already: shown beside it, and made one with it."""

from __future__ import annotations

from chatbot.knowledge.check import look_alikes
from chatbot.knowledge.entries import FaqRow, merge_all
from chatbot.knowledge.publish import Origin, beside, import_file, plan, publish
from chatbot.models.encoder import Encoder
from chatbot.storage.db import Store
from tests.knowledge.test_publish import CountingEncoder

OLD = FaqRow("How long is the return window?", "30 days.", id="return-window")
CASH = FaqRow("Can I pay cash?", "No.", id="cash")
NEW = FaqRow("How long is your return window?", "You have 14 days.", row=2)
FILE = b"question,answer\nHow long is your return window?,You have 14 days.\n"


def test_a_file_is_compared_with_the_published_entries_that_stay(encoder: Encoder) -> None:
    [pair] = look_alikes([NEW], [CASH, OLD], encoder.encode)

    assert (pair.first.id, pair.second.row, pair.contradicts) == ("return-window", 2, True)


def test_look_alikes_among_published_entries_are_no_matter_of_the_file(encoder: Encoder) -> None:
    rows = [FaqRow("Do you sell gift cards?", "Yes.", row=2)]

    assert look_alikes(rows, [OLD, FaqRow(NEW.question, "14 days.", id="again")], encoder.encode) == []


def test_the_command_tells_look_alikes_of_published_entries_before_anything_is_added(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [OLD, CASH])

    added = import_file(store, encoder, FILE, Origin("merge", source="faq.csv"), dry_run=True)
    replaced = import_file(store, encoder, FILE, Origin(source="faq.csv"), dry_run=True)

    assert "the published entry 'return-window'" in added.problems[0].reason
    assert replaced.problems == ()


def test_each_text_is_embedded_once_on_the_way_from_comparing_to_publishing(store: Store, encoder: Encoder) -> None:
    counting = CountingEncoder(encoder)
    publish(store, counting, [OLD, CASH])  # type: ignore[arg-type]
    before = counting.count

    import_file(store, counting, FILE, Origin("merge", source="faq.csv"))  # type: ignore[arg-type]

    assert counting.count - before == 3  # the question, the answer, and both as one text


def test_a_published_answer_that_is_kept_gets_the_wording_of_the_file(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [OLD, CASH])

    done = merge_all([NEW], [(OLD.hash, NEW.hash)], [OLD, CASH])
    planned = plan(store, done.rows, "merge", done.gone)

    assert (planned.new, planned.changed, planned.removed) == ((), ("return-window",), ())
    assert (planned.rows[0].answer, planned.rows[0].variants) == ("30 days.", (NEW.question,))


def test_an_answer_of_the_file_that_is_kept_takes_the_place_of_the_published_one(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [OLD, CASH])

    done = merge_all([NEW], [(NEW.hash, OLD.hash)], [OLD, CASH])
    planned = plan(store, done.rows, "merge", done.gone)

    assert (planned.new, planned.changed, planned.removed) == ((), ("return-window",), ())
    assert (planned.rows[0].answer, planned.rows[0].variants) == ("You have 14 days.", (OLD.question,))


def test_an_entry_with_an_id_of_its_own_removes_the_published_one_it_was_merged_with(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [OLD, CASH])
    own = FaqRow(NEW.question, NEW.answer, id="mine", row=2)

    done = merge_all([own], [(own.hash, OLD.hash)], [OLD, CASH])
    planned = plan(store, done.rows, "merge", done.gone)

    assert (planned.new, planned.removed) == (("mine",), ("return-window",))
    assert [row.id for row in beside(planned)] == ["cash"]


def test_a_merge_with_a_published_entry_does_not_count_where_the_file_replaces_all() -> None:
    done = merge_all([NEW], [(OLD.hash, NEW.hash)])

    assert (done.rows, done.count) == ((NEW,), 0)


def test_merges_among_rows_of_the_file_count_in_both_ways_of_publishing() -> None:
    other = FaqRow("Return window?", "14 days.", row=3)
    [first] = merge_all([NEW, other], [(NEW.hash, other.hash)]).rows
    merges = [(NEW.hash, other.hash), (first.hash, OLD.hash)]

    alone, added = merge_all([NEW, other], merges), merge_all([NEW, other], merges, [OLD, CASH])

    assert (alone.count, added.count) == (1, 2)
    assert added.rows[0].variants == ("Return window?", OLD.question)
