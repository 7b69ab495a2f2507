"""A person's own name, password and devices."""

from __future__ import annotations

from tests.web.admin.conftest import PASSWORD, Person


def test_a_lost_device_can_be_signed_out_from_another(owner, app):
    lost = Person(app)
    lost.sign_in(owner.email)
    page = owner.see("/admin/account")
    assert page.count('/sign-out"') >= 2

    owner.do("/admin/account/devices/sign-out-others")

    assert lost.get("/admin/account").status_code == 302
    assert owner.get("/admin/account").status_code == 200


def test_a_new_password_signs_all_other_devices_out(owner, app):
    other = Person(app)
    other.sign_in(owner.email)

    page = owner.do("/admin/account/password", {"old": PASSWORD, "new": "a quite new password"})

    assert "Your password is changed" in page
    assert other.get("/admin/account").status_code == 302
    assert Person(app).sign_in(owner.email, "a quite new password").status_code == 302


def test_the_password_is_not_changed_by_somebody_who_does_not_know_it(owner, app):
    page = owner.do("/admin/account/password", {"old": "a guess, no more", "new": "a quite new password"})

    assert "another one" in page
    assert Person(app).sign_in(owner.email).status_code == 302


def test_a_taken_name_is_told(owner, person):
    person("agent", "Ben")

    assert "already" in owner.do("/admin/account/profile", {"name": "ben", "email": owner.email})


def test_a_page_that_looks_at_itself_takes_no_message_away_from_the_next_page(owner):
    owner.post("/admin/account/profile", {"name": "Olga K.", "email": owner.email})

    look = owner.client.get("/admin/account", headers={"X-Look": "live"})

    assert "Set-Cookie" not in look.headers
    assert "Your name and e-mail are saved" in owner.see("/admin/account")
