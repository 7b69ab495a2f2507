"""Roles, invitations and the audit log."""

from __future__ import annotations

import re

import pytest

from tests.web.admin.conftest import Person


def test_an_invited_person_chooses_a_password_and_is_in(owner, app):
    page = owner.do("/admin/people", {"email": "ben@shop.test", "role": "agent", "name": "Ben"})
    link = re.search(r"/admin/invite/[\w-]+", page)[0]
    ben = Person(app)

    answer = ben.post(link, {"password": "correct horse battery"}, on=link)

    assert answer.status_code == 302
    assert "Ben" in ben.see("/admin/account")
    assert "used already" in Person(app).get(link).text


def test_too_short_a_password_is_told_and_the_invitation_stays(owner, app):
    page = owner.do("/admin/people", {"email": "ben@shop.test", "role": "agent"})
    link = re.search(r"/admin/invite/[\w-]+", page)[0]

    answer = Person(app).post(link, {"password": "short"}, on=link)

    assert answer.status_code == 400
    assert "10 to 200" in answer.text
    assert Person(app).get(link).status_code == 200


@pytest.mark.parametrize(("role", "allowed"), [("agent", 302), ("viewer", 403)])
def test_a_viewer_reads_and_an_agent_answers(person, talk, role, allowed):
    someone, found = person(role, "Ben"), talk("hello")

    assert someone.get(f"/admin/conversations/{found}").status_code == 200
    assert someone.post(f"/admin/conversations/{found}/take").status_code == allowed


@pytest.mark.parametrize("role", ["agent", "viewer"])
def test_only_the_owner_sees_people_and_the_audit_log(person, role):
    someone = person(role, "Ben")

    assert [someone.get(path).status_code for path in ("/admin/people", "/admin/audit")] == [403, 403]
    assert "People</a>" not in someone.see("/admin/conversations")


def test_a_changed_role_holds_at_once(owner, person, store):
    ben = person("agent", "Ben")
    ben_id = next(store.db.query("select id from staff where name = 'Ben'"))["id"]

    owner.do(f"/admin/people/{ben_id}/role", {"role": "owner"})
    assert ben.get("/admin/audit").status_code == 200
    owner.do(f"/admin/people/{ben_id}/role", {"role": "agent", "blocked": "1"})
    assert ben.get("/admin/conversations").status_code == 302


def test_every_change_is_in_the_audit_log_with_its_maker(owner, talk):
    found = talk("hello")
    owner.do(f"/admin/conversations/{found}/take")
    owner.do("/admin/people", {"email": "ben@shop.test", "role": "viewer"})

    page = owner.see("/admin/audit")

    assert all(each in page for each in ("signed in", "conversation taken", found, "person invited", "ben@shop.test"))
    assert "conversation taken" not in owner.see("/admin/audit?q=ben%40shop")
