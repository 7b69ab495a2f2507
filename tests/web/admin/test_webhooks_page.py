"""The owner's page of webhooks."""

from __future__ import annotations

import re

import pytest

from chatbot.storage.webhooks import Webhooks


def test_the_secret_is_shown_when_it_is_made_and_never_again(owner, listener):
    first = owner.do("/admin/webhooks", {"url": listener.url, "event": ["rating.given"]})
    secret = re.search(r"whsec_[\w+/=]+", first)[0]

    assert secret not in owner.do("/admin/webhooks", {"url": listener.url, "event": ["handoff.waiting"]})
    renewed = re.search(r"whsec_[\w+/=]+", owner.do("/admin/webhooks", {"url": listener.url, "new_secret": "1"}))[0]
    assert renewed != secret
    assert "whsec_" not in owner.see("/admin/webhooks") + owner.see("/admin/audit")


def test_the_test_button_tells_what_came_back(owner, listener):
    owner.do("/admin/webhooks", {"url": listener.url})
    assert "The test was taken: HTTP 204" in owner.do("/admin/webhooks/test")

    listener.answers = [403]
    assert "The test was not taken: HTTP 403" in owner.do("/admin/webhooks/test")
    assert "given up" in owner.see("/admin/webhooks")


def test_a_test_without_an_address_is_told(owner):
    answer = owner.post("/admin/webhooks/test")

    assert (answer.status_code, "Save the address" in answer.text) == (400, True)


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "javascript:alert(1)", "http://name.that.is.not.known.invalid/"])
def test_an_address_that_cannot_be_called_is_not_kept(owner, store, url):
    owner.do("/admin/webhooks", {"url": url})

    assert Webhooks(store).get() is None


def test_removing_it_ends_everything(owner, store, listener):
    owner.do("/admin/webhooks", {"url": listener.url})

    assert "Nobody is told" in owner.do("/admin/webhooks/remove")
    assert Webhooks(store).get() is None


@pytest.mark.parametrize("role", ["agent", "viewer"])
def test_only_the_owner_sets_webhooks(person, role):
    someone = person(role, "Ben")

    assert someone.get("/admin/webhooks").status_code == 403
    assert someone.post("/admin/webhooks", {"url": "http://shop.example/"}).status_code == 403
