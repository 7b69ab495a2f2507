"""Keys, webhooks and privacy in a real browser: by keyboard, without scripts, accessible on desktop and phone, light and dark."""

from __future__ import annotations

import re
import threading

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.clerk import PATIENCE_MS, Clerk
from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import serving
from tests.listener import Listener
from tests.visitor import Visitor

MIA = "mia@example.com"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("privacy") / "live.db", {}) as server:
        yield server


@pytest.fixture
def listener():
    server = Listener()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def press(clerk: Clerk, name: str) -> None:
    """Reach a button with the keyboard alone."""
    button = clerk.button(name)
    for _ in range(80):
        if button.evaluate("each => each === document.activeElement"):
            break
        clerk.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    clerk.page.keyboard.press("Enter")


def test_a_key_is_made_by_keyboard_works_and_ends_when_revoked(shop, new_context):
    clerk = Clerk(new_context(**DESKTOP), shop).sign_in().visit("/admin/keys")
    clerk.page.get_by_label("For which program").focus()
    clerk.page.keyboard.type("Web shop")
    press(clerk, "Make the key")
    key = clerk.page.get_by_label("Key", exact=True).input_value()
    headers = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{shop.url}/api/faq", headers=headers).status_code == 200

    clerk.visit("/admin/keys")
    expect(clerk.page.get_by_label("Key", exact=True)).to_have_count(0)
    clerk.page.locator("summary", has_text="Revoke").click()
    clerk.button("Revoke Web shop").click()
    clerk.sees("is revoked")

    assert httpx.get(f"{shop.url}/api/faq", headers=headers).status_code == 401
    assert clerk.complaints == []


def test_a_webhook_is_set_without_scripts_and_its_test_arrives(shop, new_context, listener):
    clerk = Clerk(new_context(**DESKTOP, java_script_enabled=False), shop).sign_in().visit("/admin/webhooks")
    clerk.page.get_by_label("Address").fill(listener.url)
    clerk.button("Save").click()
    expect(clerk.page.get_by_role("textbox", name="Secret")).to_have_value(re.compile("whsec_.{40,}"), timeout=PATIENCE_MS)

    clerk.visit("/admin/webhooks").button("Send a test").click()
    clerk.sees("The test was taken: HTTP 204")
    clerk.sees("delivered")
    assert b'"type": "test"' in listener.got[0][1]


def test_a_customer_is_found_exported_and_erased_with_a_receipt(shop, new_context):
    visitor = Visitor(shop.url)
    visitor.open()
    visitor.ask(f"I am {MIA}")
    visitor.leave()
    clerk = Clerk(new_context(**DESKTOP), shop).sign_in().visit("/admin/privacy")
    clerk.page.get_by_label("E-mail address, order number or conversation").fill(MIA)
    press(clerk, "Find")
    clerk.sees("What is stored about")

    with clerk.page.expect_download(timeout=PATIENCE_MS) as download:
        clerk.button("Export as JSON").click()
    assert MIA in download.value.path().read_text()
    expect(clerk.button("Erase for good")).not_to_be_visible()
    clerk.page.locator("summary", has_text="Erase").click()
    clerk.button("Erase for good").click()
    clerk.sees("A customer was erased.")

    assert clerk.violations() == []
    assert shop.rows("select count(*) from messages where text like ?", f"%{MIA}%") == [(0,)]
    assert clerk.complaints == []


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit(shop, new_context, device, scheme):
    visitor = Visitor(shop.url)
    visitor.open()
    visitor.ask("I am ben@example.com")
    visitor.leave()
    clerk = Clerk(new_context(**device, color_scheme=scheme), shop).sign_in()
    found = []
    for path in ("/admin/keys", "/admin/webhooks", "/admin/privacy", "/api/docs"):
        clerk.visit(path)
        found += look(clerk, path)
    clerk.visit("/admin/privacy").page.get_by_label("E-mail address, order number or conversation").fill("ben@example.com")
    clerk.button("Find").click()
    clerk.sees("What is stored about")

    assert found + look(clerk, "customer") == []
    assert clerk.complaints == []


def look(clerk: Clerk, path: str) -> list[str]:
    """What axe finds on the page, and whether it is wider than the screen."""
    found = [f"{path}: {each}" for each in clerk.violations()]
    is_wide = clerk.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + ([f"{path} is wider than the screen"] if is_wide else [])
