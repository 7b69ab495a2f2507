"""The owner's page for one customer's data and for how long all data is kept."""

from __future__ import annotations

import json
import re

import pytest

from chatbot.storage.conversations import Conversations
from chatbot.storage.retention import Retention
from chatbot.storage.uploads import Uploads

MIA = "mia@example.com"


def test_a_customer_is_found_exported_and_erased_with_a_receipt(owner, talk, store):
    mine, other = talk(f"I am {MIA}", "person please"), talk("hello")
    draft = Uploads(store).add("orders", "o.csv", f"number,email,status\n1001,{MIA},shipped".encode(), "Anna")

    found = owner.do("/admin/privacy/customer", {"text": MIA})
    exported = owner.post("/admin/privacy/customer/export", {"conversation": mine})
    page = owner.do("/admin/privacy/customer/erase", {"conversation": mine, "upload": str(draft)})

    assert mine in found
    assert other not in found
    assert f'value="{draft}"' in found
    assert MIA in json.dumps(json.loads(exported.data))
    assert re.search(r"Messages</dt><dd>4<", page)
    assert re.search(r"Uploaded files</dt><dd>1<", page)
    assert MIA not in page + owner.see("/admin/audit") + owner.see("/admin/privacy")
    assert "Nothing is stored" in owner.do("/admin/privacy/customer", {"text": MIA})


def test_nothing_ticked_erases_nothing(owner, talk):
    talk("hello")

    answer = owner.post("/admin/privacy/customer/erase", {})

    assert answer.status_code == 400
    assert "Nothing was chosen" in answer.text


def test_a_search_that_would_find_everybody_is_refused(owner):
    assert "at least 3 characters" in owner.do("/admin/privacy/customer", {"text": "a"})


def test_the_days_are_changed_and_a_wrong_number_is_told(owner, store):
    days = {name: str(value) for name, value in Retention(store).days().items()}

    assert "Saved." in owner.do("/admin/privacy/retention", {**days, "tickets": "7"})
    assert "write a number of days" in owner.do("/admin/privacy/retention", {**days, "tickets": "soon"})
    assert Retention(store).days()["tickets"] == 7
    assert "retention changed" in owner.see("/admin/audit")


def test_what_is_too_old_is_counted_and_removed_at_once(owner, talk, store):
    talk("hello")
    store.write(lambda db: db.execute("update conversations set updated_at = '2020-01-01T00:00:00.000Z'"))

    assert "Remove it now" in owner.see("/admin/privacy")
    assert "conversations: 1" in owner.do("/admin/privacy/retention/run")
    assert Conversations(store).find("hash") is None


@pytest.mark.parametrize("role", ["agent", "viewer"])
def test_only_the_owner_exports_and_erases(person, talk, role):
    someone, found = person(role, "Ben"), talk("hello")

    for path in ("customer", "customer/export", "customer/erase", "retention", "retention/run"):
        assert someone.post(f"/admin/privacy/{path}", {"conversation": found}).status_code == 403
    assert someone.get("/admin/privacy").status_code == 403
    assert someone.see(f"/admin/conversations/{found}")
