"""The regression set in a real browser: by keyboard, without scripts, on every device."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from chatbot.storage import open_store
from chatbot.storage.regression import Case, Regression, Result
from tests.browser.clerk import PATIENCE_MS, Clerk
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_admin_looks import LOOKS

WITHOUT_SCRIPTS = {**DESKTOP, "java_script_enabled": False}


@pytest.mark.parametrize("options", [DESKTOP, PHONE, WITHOUT_SCRIPTS], ids=["desktop", "phone", "without scripts"])
def test_a_question_is_expected_from_the_console_and_the_set_is_run(start_server, new_context, options):
    clerk = Clerk(new_context(**options), start_server()).sign_in()

    clerk.visit("/admin/console?q=faq+canada")
    clerk.button("Expect this from now on").click()
    clerk.sees("is in the regression set now").visit("/admin/regression")
    clerk.button("Run 1 question").click()

    clerk.sees("1 of 1")
    assert clerk.complaints == []


def test_a_question_is_added_by_keyboard_and_only_the_field_of_its_kind_is_shown(start_server, new_context):
    clerk = Clerk(new_context(), start_server()).sign_in().visit("/admin/regression")
    page = clerk.page

    page.get_by_role("textbox", name="Question").focus()
    page.keyboard.type("where is my parcel")
    page.keyboard.press("Tab")
    page.keyboard.type("understood")
    expect(page.get_by_label("Intent")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_label("Entry’s id")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("order status")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    clerk.sees("is in the regression set now").sees("understood as order status")


@pytest.mark.parametrize("look", LOOKS)
def test_the_set_is_accessible_and_fits(start_server, new_context, look):
    server = start_server()
    fill(server)
    clerk = Clerk(new_context(**look), server).sign_in()
    found = []
    for path in ("/admin/regression", "/admin/regression/1", "/admin/regression?state=not+run"):
        clerk.visit(path)
        found += [f"{path}: {each}" for each in clerk.violations()]
        if clerk.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} is wider than the screen")

    assert found == []
    assert clerk.complaints == []


def fill(server):
    """Two runs, between which one answer became right and one wrong."""
    store = open_store(server.db)
    kept = Regression(store)
    asked = [
        ("can i wear the boots outside and still send them back", "faq:return-worn"),
        ("wheres my stuff", "act:ask_order_number"),
    ]
    kept.add([*(Case(*each) for each in asked), Case("a human please", "handoff"), Case("do you rent tents", "faq:gone")], "Olga")
    for right in ({asked[0]}, {asked[1]}):
        results = [Result(*each, each[1] if each in right else "act:out_of_scope", each in right) for each in asked]
        kept.keep_run([*results, Result("a human please", "handoff", "handoff", True)], "Olga", 1)
    store.close()
