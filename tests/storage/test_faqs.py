"""FAQ versions: immutable, switched in one transaction, with vectors that are made once."""

from __future__ import annotations

import numpy as np
import pytest
from sqlite_utils.utils import sqlite3

from chatbot.errors import NotFound, StorageError
from chatbot.storage.db import Store
from chatbot.storage.faqs import Draft, Faqs


def draft(*ids: str, base: int = 0) -> Draft:
    entries = [(each, f"hash-{each}", {"id": each, "question": f"{each}?"}) for each in ids]
    return Draft(entries, "eva", "faqs.csv", "replace", {"new": len(ids), "changed": 0, "removed": 0}, base)


def test_before_the_first_upload_no_version_answers(store: Store) -> None:
    assert Faqs(store).current() == 0
    assert Faqs(store).versions() == []


def test_a_published_version_answers_at_once_and_says_who_made_it(store: Store) -> None:
    faqs = Faqs(store)

    version = faqs.publish(draft("a", "b"))

    assert faqs.current() == version
    assert [content["id"] for content in faqs.contents(version)] == ["a", "b"]
    made = faqs.version(version)
    assert (made.made_by, made.source, made.entries, made.is_current) == ("eva", "faqs.csv", 2, True)


def test_equal_entries_are_stored_once(store: Store) -> None:
    faqs = Faqs(store)
    first = faqs.publish(draft("a", "b"))

    faqs.publish(draft("a", "c", base=first))

    assert store.db.table("faq_entries").count == 3


def test_an_older_version_is_unchanged_and_can_answer_again(store: Store) -> None:
    faqs = Faqs(store)
    first = faqs.publish(draft("a"))
    faqs.publish(draft("b", base=first))

    faqs.make_current(first)

    assert faqs.current() == first
    assert [content["id"] for content in faqs.contents(first)] == ["a"]


def test_a_version_that_does_not_exist_cannot_answer(store: Store) -> None:
    with pytest.raises(NotFound):
        Faqs(store).make_current(7)

    assert Faqs(store).current() == 0


def test_two_people_cannot_publish_over_each_other(store: Store) -> None:
    faqs = Faqs(store)
    faqs.publish(draft("a"))

    with pytest.raises(StorageError, match="someone else"):
        faqs.publish(draft("b", base=0))

    assert [content["id"] for content in faqs.contents(faqs.current())] == ["a"]


def test_a_publish_that_fails_half_way_leaves_nothing(store: Store) -> None:
    faqs = Faqs(store)
    first = faqs.publish(draft("a"))
    broken = draft("b", "c", base=first)
    broken.entries[1][2]["question"] = {1, 2}  # type: ignore[index]  # not JSON: fails while the rows are written

    with pytest.raises(TypeError):
        faqs.publish(broken)

    assert faqs.current() == first
    assert len(faqs.versions()) == 1
    assert store.db.table("faq_version_entries").count == 1


def test_vectors_come_back_as_they_were_stored(store: Store) -> None:
    faqs = Faqs(store)
    vectors = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)

    faqs.keep_vectors("enc", ["x", "y", "z"], vectors)

    found = faqs.vectors("enc", ["z", "x", "unknown"])
    assert set(found) == {"x", "z"}
    np.testing.assert_array_equal(found["z"], vectors[2])


def test_vectors_of_another_encoder_are_never_used(store: Store) -> None:
    faqs = Faqs(store)
    faqs.keep_vectors("old", ["x"], np.ones((1, 4), np.float32))

    assert faqs.vectors("new", ["x"]) == {}


def test_storing_a_vector_again_changes_nothing(store: Store) -> None:
    faqs = Faqs(store)
    faqs.keep_vectors("enc", ["x"], np.ones((1, 4), np.float32))

    faqs.keep_vectors("enc", ["x"], np.zeros((1, 4), np.float32))

    assert faqs.vectors("enc", ["x"])["x"].sum() == 4


def test_an_entry_that_a_version_uses_cannot_be_deleted(store: Store) -> None:
    Faqs(store).publish(draft("a"))

    with pytest.raises(sqlite3.IntegrityError):
        store.write(lambda db: db.execute("delete from faq_entries"))
