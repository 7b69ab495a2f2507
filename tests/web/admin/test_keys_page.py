"""The owner's page of keys for other programs."""

from __future__ import annotations

import re

import pytest

from chatbot.storage.api_keys import ApiKeys


def test_a_new_key_is_shown_once_and_works(owner, app):
    page = owner.do("/admin/keys", {"name": "Web shop", "scope": "read"})
    key = re.search(r"shopchat_[0-9a-f]+_[\w-]{40,}", page)[0]

    answer = app.test_client().get("/api/faq", headers={"Authorization": f"Bearer {key}"})

    assert answer.status_code == 200
    assert key not in owner.see("/admin/keys")
    assert "Web shop" in owner.see("/admin/keys")


def test_making_and_revoking_is_in_the_audit_log_without_the_key(owner, store):
    page = owner.do("/admin/keys", {"name": "Web shop", "scope": "write"})
    [made] = ApiKeys(store).all()

    assert "refused from now on" in owner.do(f"/admin/keys/{made.id}/revoke")

    log = owner.see("/admin/audit")
    assert "key made" in log
    assert "key revoked" in log
    assert re.search(r"shopchat_[0-9a-f]+_[\w-]{40,}", page)[0] not in log


def test_a_key_without_a_name_is_not_made(owner, store):
    assert "Give the key a name" in owner.do("/admin/keys", {"name": "  ", "scope": "read"})
    assert ApiKeys(store).all() == []


@pytest.mark.parametrize("role", ["agent", "viewer"])
def test_only_the_owner_makes_keys(person, role):
    someone = person(role, "Ben")

    assert someone.get("/admin/keys").status_code == 403
    assert someone.post("/admin/keys", {"name": "x", "scope": "read"}).status_code == 403
