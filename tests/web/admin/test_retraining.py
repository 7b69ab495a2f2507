"""Corrections, trainings with them, and what goes live: the pages, with the real training process where one is needed."""

from __future__ import annotations

import pytest

from chatbot.storage.corrections import Corrections
from chatbot.storage.trainings import Trainings

START = "/admin/training/start"


def correct(person, conversation, intent="account", seq=1):
    return person.do("/admin/training/corrections", {"place": f"{conversation}:{seq}", "intent": intent})


@pytest.fixture
def trained(store):
    """A training that was finished, without its folder."""

    def make(**figures):
        trainings = Trainings(store)
        number = trainings.add("Olga", 0)
        trainings.finish(number, "corrected-intents-12345678", FIGURES | figures)
        return number

    return make


FIGURES = {
    "old": {"accuracy": 0.9, "macro_f1": 0.9, "oos_auroc": 0.95, "n": 634, "n_out_of_scope": 74, "calibration_error": 0.03},
    "new": {"accuracy": 0.92, "macro_f1": 0.91, "oos_auroc": None, "n": 634, "n_out_of_scope": 74, "calibration_error": 0.02},
    "intents": [["account", 30, 28, 29]],
    "changed": [["where are my points", "account", "store_info", "account"]],
    "corrections": {"learned": [8, 2, 8], "kept": [2, 0, 1]},
    "wrong": [],
}


def test_what_a_message_means_is_set_beside_it_and_listed(owner, talk):
    found = talk("where are my stamps")

    correct(owner, found)

    assert "means account" in owner.see(f"/admin/conversations/{found}")
    page = owner.see("/admin/training")
    assert "where are my stamps" in page
    assert "not greeting" in page
    assert "intent corrected" in owner.see("/admin/audit")


def test_a_second_correction_of_a_message_replaces_the_first(owner, talk, store):
    found = talk("where are my stamps")

    correct(owner, found, "account")
    correct(owner, found, "store_info")

    assert [each.intent for each in Corrections(store).all()] == ["store_info"]
    assert "means store info" in owner.see(f"/admin/conversations/{found}")


def test_the_staff_returns_to_the_message_that_it_corrected(owner, talk):
    found = talk("where are my stamps")
    back = f"/admin/conversations/{found}#m1"

    answer = owner.post("/admin/training/corrections", {"place": f"{found}:1", "intent": "account", "back": back})
    strange = owner.post("/admin/training/corrections", {"place": f"{found}:1", "intent": "account", "back": "https://x.test/"})

    assert answer.location == back
    assert strange.location == "/admin/training"


def test_personal_data_never_becomes_training_text(owner, talk):
    found = talk("write to anna@example.com or call +31 6 1234 5678")

    correct(owner, found)
    owner.do("/admin/training/corrections", {"text": "my card 4111 1111 1111 1111 is refused", "intent": "payment_issue"})

    page = owner.see("/admin/training")
    assert "write to [email] or call [phone]" in page
    assert "my card [card ending 1111] is refused" in page


def test_erasing_a_conversation_erases_its_corrections(owner, talk, store):
    found = talk("where are my stamps")
    correct(owner, found)

    owner.do(f"/admin/conversations/{found}/erase")

    assert Corrections(store).all() == []


def test_a_correction_can_be_removed(owner, talk, store):
    correct(owner, talk("where are my stamps"))

    owner.do(f"/admin/training/corrections/{Corrections(store).all()[0].id}/remove")

    assert Corrections(store).all() == []


@pytest.mark.parametrize("form", [{"intent": "nonsense", "text": "hi"}, {"intent": "account", "text": "x" * 301}])
def test_nonsense_is_refused_with_a_sentence(owner, store, form):
    assert owner.post("/admin/training/corrections", form).status_code == 400
    assert Corrections(store).all() == []


def test_places_that_do_not_exist_are_left_out(owner, talk, store):
    found = talk("hello")

    owner.do(
        "/admin/training/corrections", {"place": [f"{found}:99", "nonsense", f"{found}:{10**30}", "a:b:c"], "intent": "account"}
    )

    assert Corrections(store).all() == []


def test_without_a_correction_nothing_is_trained(owner):
    assert "Nothing to learn from yet" in owner.see("/admin/training")
    assert owner.post(START).status_code == 400


def test_where_packages_are_missing_the_page_says_what_to_install(owner, monkeypatch):
    monkeypatch.setattr("chatbot.web.admin.trainer.NEEDED", ("numpy", "no_such_torch"))
    owner.do("/admin/training/corrections", {"text": "where are my stamps", "intent": "account"})

    page = owner.see("/admin/training")

    assert "no_such_torch is not installed" in page
    assert "pip install &#39;.[train]&#39;" in page
    assert START not in page
    assert "no_such_torch" in owner.post(START).text


def test_only_an_owner_trains_and_decides_what_is_live(person, trained):
    anna = person("agent", "Anna")
    number = trained()

    for path, form in ((START, {}), ("/admin/training/live", {"number": 0}), (f"/admin/training/{number}/remove", {})):
        assert anna.post(path, form).status_code == 403
    assert "Start a training" not in anna.see("/admin/training")


def test_a_viewer_corrects_nothing(person, talk):
    answer = person("viewer", "Ben").post("/admin/training/corrections", {"place": f"{talk('hi')}:1", "intent": "account"})

    assert answer.status_code == 403


def test_old_and_new_are_shown_side_by_side(owner, trained):
    page = owner.see(f"/admin/training/{trained()}")

    for words in ("90.0 %", "92.0 %", "+2.0 points", "2 of 8", "8 of 8", "0 of 2", "1 of 2", "where are my points", "+1"):
        assert words in page
    assert "fewer of the held-out messages" not in page


def test_a_worse_model_is_told_as_worse(owner, trained):
    page = owner.see(f"/admin/training/{trained(new=FIGURES['new'] | {'accuracy': 0.8})}")

    assert "fewer of the held-out messages" in page


def test_a_model_without_its_files_never_goes_live(owner, trained, store):
    number = trained()

    assert "cannot go live: its files are gone" in owner.see(f"/admin/training/{number}")
    assert owner.post("/admin/training/live", {"number": number}).status_code == 400
    assert Trainings(store).live() == 0


def test_a_live_model_that_got_lost_is_told(owner, trained, store):
    Trainings(store).put_live(trained(), "Olga")

    assert "The shipped model answers in its place" in owner.see("/admin/training")


def test_a_training_whose_process_is_gone_is_told_as_failed(owner, store):
    Trainings(store).add("Olga", 0)

    page = owner.see("/admin/training")

    assert "It ended before it was done" in page
    assert "data-poll" not in page


def test_a_live_model_is_not_deleted(owner, trained, store):
    number = trained()
    Trainings(store).put_live(number, "Olga")

    assert owner.post(f"/admin/training/{number}/remove").status_code == 400
    assert not Trainings(store).get(number).is_removed
