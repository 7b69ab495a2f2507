"""Signing in and out, and what a stranger gets."""

from __future__ import annotations

import re

import pytest

from chatbot.storage.staff import Staff
from chatbot.web.auth import device_name, is_safe_path
from tests.web.admin.conftest import PASSWORD, Person


def test_a_stranger_is_sent_to_the_sign_in_page_from_every_page(app):
    guarded = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("admin.") and "sign_in" not in rule.endpoint]
    client = app.test_client()

    for rule in guarded:
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule.replace("<int:", "<1").replace("<path:", "<"))
        path = re.sub(r"<(1?)\w+>", lambda found: found[1] or "x", path)
        answer = client.get(path) if "GET" in rule.methods else client.post(path)
        assert answer.status_code in (302, 400), (path, answer.status_code)
        assert answer.status_code == 400 or answer.location.startswith("/admin/sign-in"), path
    assert len(guarded) > 15


def test_a_slash_behind_the_address_changes_nothing(app):
    client = app.test_client()
    assert client.get("/admin/").status_code == client.get("/admin").status_code == 302


def test_an_address_that_is_not_there_is_told_on_a_page_of_the_staff(owner):
    answer = owner.client.get("/admin/unknown")
    assert answer.status_code == 404
    assert "There is no page /admin/unknown" in answer.text
    assert 'href="/admin/account"' in answer.text


def test_after_signing_in_the_wanted_page_is_shown(app, store):
    Staff(store).add("anna@shop.test", "agent", PASSWORD)
    anna = Person(app)
    asked_for = anna.get("/admin/tickets?status=closed").location

    answer = anna.post(asked_for, {"email": "anna@shop.test", "password": PASSWORD}, on=asked_for)

    assert answer.location == "/admin/tickets?status=closed"


@pytest.mark.parametrize(
    "path",
    [
        "//evil.test",
        "/admin//evil.test",
        "https://evil.test",
        "/admin\\evil",
        "/other",
        "/adminx",
        "/admin/\n",
        "",
        "javascript:alert(1)",
    ],
)
def test_signing_in_never_leads_to_another_site(path):
    assert not is_safe_path(path)


def test_a_wrong_password_and_an_unknown_email_get_the_same_words(app, store):
    Staff(store).add("anna@shop.test", "agent", PASSWORD)

    known, unknown = (Person(app).sign_in(email, "wrong password") for email in ("anna@shop.test", "nobody@shop.test"))

    assert (known.status_code, unknown.status_code) == (401, 401)
    assert "do not belong together" in known.text
    assert "do not belong together" in unknown.text


def test_after_five_wrong_passwords_one_has_to_wait_and_the_right_one_does_not_help(app, store):
    Staff(store).add("anna@shop.test", "agent", PASSWORD)
    anna = Person(app)

    tries = [anna.sign_in("anna@shop.test", "wrong password").status_code for _ in range(6)]

    assert tries == [401] * 5 + [429]
    assert "wait 15 minutes" in anna.sign_in("anna@shop.test").text


def test_wrong_tries_of_a_stranger_do_not_lock_a_person_out_elsewhere(app, store):
    Staff(store).add("anna@shop.test", "agent", PASSWORD)
    stranger, anna = Person(app), Person(app)
    stranger.client.environ_base["REMOTE_ADDR"] = "192.0.2.66"
    for _ in range(6):
        stranger.sign_in("anna@shop.test", "wrong password")

    assert anna.sign_in("anna@shop.test").status_code == 302


def test_a_right_password_forgives_the_wrong_ones_before(app, store):
    Staff(store).add("anna@shop.test", "agent", PASSWORD)

    for _ in range(3):
        wrong = [Person(app).sign_in("anna@shop.test", "wrong password").status_code for _ in range(4)]
        assert wrong == [401] * 4
        assert Person(app).sign_in("anna@shop.test").status_code == 302


def test_a_form_from_another_site_is_refused(owner):
    assert owner.client.post("/admin/account/profile", data={"name": "X", "email": "x@x.test"}).status_code == 400
    assert "Olga" in owner.see("/admin/account")


def test_the_cookie_is_kept_from_scripts_other_sites_and_the_shops_own_pages(app, store):
    Staff(store).add("anna@shop.test", "agent", PASSWORD)
    anna = Person(app)

    cookie = anna.sign_in("anna@shop.test").headers["Set-Cookie"]
    assert all(each in cookie for each in ("HttpOnly", "SameSite=Lax", "Path=/admin"))
    assert "Secure" not in cookie
    assert "Secure" in anna.client.get("/admin/sign-in", base_url="https://localhost").headers["Set-Cookie"]


def test_signing_in_begins_a_session_of_its_own(app, store):
    Staff(store).add("anna@shop.test", "agent", PASSWORD)
    anna = Person(app)
    before = anna.get("/admin/sign-in").headers["Set-Cookie"]

    anna.sign_in("anna@shop.test")
    anna.client.set_cookie("staff", before.split(";")[0].split("=", 1)[1], path="/admin")

    assert anna.get("/admin/account").status_code == 302


def test_a_copied_cookie_is_worth_nothing_after_signing_out(owner, app):
    copied = owner.client.get_cookie("staff", path="/admin").value

    owner.post("/admin/sign-out")
    thief = app.test_client()
    thief.set_cookie("staff", copied, path="/admin")

    assert thief.get("/admin/account").status_code == 302


def test_pages_are_not_kept_by_the_browser_nor_framed_by_others(owner):
    headers = owner.get("/admin/conversations").headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_no_page_needs_an_inline_script_or_style(owner, talk):
    for path in (
        "/admin/conversations",
        f"/admin/conversations/{talk('hi')}",
        "/admin/tickets",
        "/admin/people",
        "/admin/account",
    ):
        page = owner.see(path)
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert " onclick=" not in page


def test_a_device_is_named_so_that_its_owner_knows_it():
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
    safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile/15E148 Safari/604.1"

    assert device_name(firefox) == "Firefox on Windows"
    assert device_name(safari) == "Safari on iPhone"
    assert device_name("") == "A program"


def test_the_forms_of_two_pages_that_load_at_the_same_time_can_both_be_sent(owner):
    signed_in = owner.client.get_cookie("staff", path="/admin").value
    token = owner.token("/admin/account")
    owner.client.set_cookie("staff", signed_in, path="/admin")  # the other page was asked for before this one's answer came
    owner.get("/admin/account")

    assert owner.client.post("/admin/sign-out", data={"csrf_token": token}).status_code == 302


def test_a_form_sent_after_signing_out_elsewhere_says_so_and_leads_back_to_it(owner):
    token = owner.token("/admin/account")
    owner.post("/admin/sign-out")

    form = {"csrf_token": token, "question": "Do you wrap gifts?", "answer": "Yes."}
    told = owner.client.post(
        "/admin/knowledge/entries/new", data=form, headers={"Referer": "http://localhost/admin/knowledge/entries/new"}
    )

    assert told.status_code == 400
    assert "You are signed out" in told.text
    assert "open for too long" not in told.text
    assert "/admin/sign-in?next=/admin/knowledge/entries/new" in told.text


def test_the_page_after_a_form_that_was_taken_names_its_draft(owner, talk):
    found = talk("hi")

    page = owner.do(f"/admin/conversations/{found}/note", {"text": "Call back", "draft": "d42"})

    assert 'data-sent="d42"' in page
    assert 'data-sent=""' in owner.see(f"/admin/conversations/{found}")


def test_the_draft_of_a_form_that_was_refused_is_kept(owner):
    page = owner.do("/admin/canned", {"title": "", "text": "We wrap gifts.", "draft": "d43"})

    assert 'class="notice bad"' in page
    assert 'data-sent=""' in page
