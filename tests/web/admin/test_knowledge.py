"""The FAQ on the pages: searched, changed in place, downloaded, rolled back."""

from __future__ import annotations

import pytest

from chatbot.config import ROOT
from chatbot.knowledge.entries import FaqRow, with_ids
from chatbot.knowledge.publish import Origin, current_rows, plan, publish
from chatbot.knowledge.readers import read_faq_file
from chatbot.storage.faqs import Faqs


@pytest.fixture
def faq(store, encoder):
    """Publish these entries; return the version."""

    def fill(*rows: FaqRow) -> int:
        return publish(store, encoder, with_ids(rows), Origin(by="test", source="test"))

    return fill


SHIP = FaqRow("Do you ship to Canada?", "Yes, in **6** days.", id="ship", category="shipping")
CASH = FaqRow("Can I pay cash?", "Only in the store.", id="cash", enabled=False)


def form_of(row, **changes):
    fields = {"question": row.question, "answer": row.answer, "category": row.category, "was": row.hash, "enabled": "1"}
    return {**fields, **changes}


def test_entries_are_found_by_words_category_and_state(owner, faq):
    faq(SHIP, CASH)

    assert "Can I pay cash?" not in owner.see("/admin/knowledge?q=canada days")
    assert "Can I pay cash?" not in owner.see("/admin/knowledge?category=shipping")
    assert "Do you ship" not in owner.see("/admin/knowledge?state=disabled")
    assert "Nothing found" in owner.see("/admin/knowledge?q=unicorn")


def test_a_changed_answer_is_a_new_version_at_once(owner, faq, store):
    faq(SHIP, CASH)

    page = owner.do("/admin/knowledge/entries/ship", form_of(SHIP, answer="Yes, in 5 days."))

    assert "Saved." in page
    assert [row.answer for row in current_rows(store)] == ["Yes, in 5 days.", "Only in the store."]
    assert Faqs(store).version(2).made_by == "Olga"


def test_a_new_entry_and_wordings_are_added(owner, faq, store):
    faq(SHIP)

    form = {"question": "Do you gift-wrap?", "answer": "Yes.", "variants": "present\nwrapping", "tags": "a, b", "enabled": "1"}
    owner.do("/admin/knowledge/entries/new", form)

    added = current_rows(store)[-1]
    assert (added.id, added.variants, added.tags) == ("do-you-gift-wrap", ("present", "wrapping"), ("a", "b"))


def test_a_question_that_is_there_already_is_told_and_kept_twice_only_when_wanted(owner, faq, store):
    version = faq(SHIP, CASH)
    twin = form_of(FaqRow("Do you ship to Canada", "No."), variants="canada?", tags="far")

    page = owner.do("/admin/knowledge/entries/new", twin)
    for kept in (
        "/admin/knowledge/entries/ship",
        "Nothing is saved yet",
        ">No.</textarea>",
        ">canada?</textarea>",
        'value="far"',
    ):
        assert kept in page
    assert Faqs(store).current() == version

    owner.do("/admin/knowledge/entries/new", {**twin, "is_sure": "1"})
    assert len(current_rows(store)) == 3


def test_an_entry_can_be_turned_off_and_removed(owner, faq, store):
    faq(SHIP, CASH)

    form = form_of(SHIP)
    del form["enabled"]
    owner.do("/admin/knowledge/entries/ship", form)
    assert not current_rows(store)[0].enabled
    owner.do("/admin/knowledge/remove/ship")

    assert [row.id for row in current_rows(store)] == ["cash"]


def test_what_two_people_change_at_once_is_not_lost(owner, faq, store):
    faq(SHIP)
    owner.do("/admin/knowledge/entries/ship", form_of(SHIP, answer="Yes, in 5 days."))

    page = owner.do("/admin/knowledge/entries/ship", form_of(SHIP, answer="No."))

    assert "Somebody changed this entry meanwhile" in page
    assert ">No.</textarea>" in page
    assert current_rows(store)[0].answer == "Yes, in 5 days."


@pytest.mark.parametrize(("field", "text"), [("question", "  "), ("question", "?"), ("answer", ""), ("answer", "x" * 20_001)])
def test_an_entry_without_a_question_or_an_answer_is_not_saved(owner, faq, store, field, text):
    faq(SHIP)

    page = owner.do("/admin/knowledge/entries/ship", form_of(SHIP, **{field: text}))

    assert f"the {field}" in page.lower()
    assert Faqs(store).current() == 1


def test_the_preview_shows_the_answer_as_customers_see_it_and_nothing_else(owner, faq):
    faq(SHIP)
    token = owner.token("/admin/account")

    answer = owner.client.post(
        "/admin/knowledge/preview", data={"csrf_token": token, "answer": "**yes** <script>alert(1)</script>"}
    )

    assert "<strong>yes</strong>" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_what_is_downloaded_can_be_uploaded_without_a_difference(owner, faq, store, suffix):
    demo = read_faq_file((ROOT / "data" / "faqs.csv").read_bytes(), "faqs.csv").rows
    tricky = FaqRow("=1+1 how much?", "- one\n- two, \"three\"; four", variants=("size; fit",), tags=("a", "b"))  # fmt: skip
    faq(*demo, tricky, FaqRow("@home delivery?", "'quoted' answer", variants=("+49 number?", "second")))

    data = owner.get(f"/admin/knowledge/export.{suffix}").data

    assert plan(store, read_faq_file(data, f"export.{suffix}").rows).changes_nothing


def test_no_cell_of_a_download_is_computed_by_a_spreadsheet(owner, faq):
    faq(FaqRow("Formula?", "=cmd|' /C calc'!A0"), FaqRow("@SUM(A1)?", "+1"))

    rows = owner.get("/admin/knowledge/export.csv").data.decode("utf-8-sig").splitlines()

    assert not any(cell.startswith(("=", "@", "+")) for row in rows for cell in row.replace('"', "").split(","))


def test_an_earlier_version_answers_again_after_rolling_back(owner, faq, store):
    faq(SHIP)
    faq(CASH, SHIP)
    assert "Can I pay cash?" in owner.see("/admin/knowledge/versions/2")

    page = owner.do("/admin/knowledge/versions/1/roll-back")

    assert "Version 1 answers now" in page
    assert Faqs(store).current() == 1
    assert "faq rolled back" in owner.see("/admin/audit")


def test_a_version_that_never_was_is_told(owner, faq):
    faq(SHIP)

    assert owner.get("/admin/knowledge/versions/9").status_code == 404
    assert owner.post("/admin/knowledge/versions/9/roll-back").status_code == 404


def test_two_versions_are_compared_word_by_word(owner, faq):
    faq(SHIP)
    faq(FaqRow("Do you ship to Canada?", "Yes, in **9** days.", id="ship", category="abroad"))

    page = owner.see("/admin/knowledge/versions/2")

    assert "<del>6</del>" in page
    assert "<ins>9</ins>" in page
    assert "abroad" in page


def test_look_alikes_are_merged_so_that_both_wordings_get_one_answer(owner, faq, store):
    twin = FaqRow("How long is your return window?", "14 days.", id="two")
    faq(FaqRow("How long is the return window?", "30 days.", id="one"), twin)
    assert "different numbers" in owner.see("/admin/knowledge/alike")

    owner.do("/admin/knowledge/alike/merge", {"keep": "one", "drop": "two"})

    [row] = current_rows(store)
    assert (row.answer, row.variants) == ("30 days.", ("How long is your return window?",))


def test_a_viewer_changes_nothing(person, faq, store):
    faq(SHIP)
    ben = person("viewer", "Ben")

    paths = ("/admin/knowledge/entries/ship", "/admin/knowledge/remove/ship", "/admin/knowledge/versions/1/roll-back")
    assert [ben.post(path).status_code for path in paths] == [403] * 3
    assert "Save and publish" not in ben.see("/admin/knowledge/entries/ship")
