"""Look-alikes are merged before a file goes live: with scripts, on a phone, without scripts, and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import PATIENCE_MS, Clerk
from tests.browser.conftest import DESKTOP, PHONE

WITHOUT_SCRIPTS = {**DESKTOP, "java_script_enabled": False}
ALIKE = "question,answer\nHow long is the return window?,30 days.\nHow long is your return window?,You have 14 days.\nIs cash ok?,No.\n"
PUBLISHED = "question,answer\nHow long is the return window?,30 days.\nIs cash ok?,No.\n"
ADDED = "question,answer\nHow long is your return window?,You have 14 days.\n"


@pytest.mark.parametrize("options", [DESKTOP, PHONE, WITHOUT_SCRIPTS], ids=["desktop", "phone", "without scripts"])
def test_two_answers_to_one_question_are_merged_in_the_draft_and_published(start_server, new_context, options):
    server = start_server()
    clerk = Clerk(new_context(**options), server).sign_in().upload(ALIKE)
    if options is WITHOUT_SCRIPTS:
        clerk.button("Check the file").click()
    clerk.sees("Publish 3 entries")
    report = clerk.page.url.removeprefix(server.url).split("?")[0]

    clerk.visit(f"{report}?tab=alike")
    while options is WITHOUT_SCRIPTS and not clerk.page.get_by_text("different numbers").count():
        clerk.visit(f"{report}?tab=alike")  # the person reloads
    clerk.sees("different numbers")
    clerk.page.get_by_role("button", name=re.compile("Keep this answer.*your return window")).click()
    clerk.sees("Publish 2 entries").sees("1 pair of this file merged")
    expect(clerk.button("Keep this answer for both")).to_have_count(0, timeout=PATIENCE_MS)
    clerk.publish()

    sql = "select json_extract(content, '$.variants') from faq_entries where content like '%You have 14 days.%'"
    assert server.rows(sql) == [('["How long is the return window?"]',)]
    assert clerk.complaints == []


@pytest.mark.parametrize("options", [DESKTOP, WITHOUT_SCRIPTS], ids=["desktop", "without scripts"])
def test_an_added_file_is_merged_with_what_is_published_by_keyboard(start_server, new_context, options):
    server = start_server()
    clerk = Clerk(new_context(**options), server).sign_in().upload(PUBLISHED)
    if options is WITHOUT_SCRIPTS:
        clerk.button("Check the file").click()
    clerk.publish().visit("/admin/knowledge/upload").upload(ADDED)
    if options is WITHOUT_SCRIPTS:
        clerk.button("Check the file").click()
    press(clerk, clerk.page.get_by_role("link", name="Add to it"))
    next_step = clerk.page.get_by_role("link", name=re.compile("Decide before you publish|Look again")).first
    while options is WITHOUT_SCRIPTS and next_step.inner_text() == "Look again":
        press(clerk, next_step)
        clerk.page.wait_for_load_state()
    press(clerk, clerk.page.get_by_role("link", name="Decide before you publish"))
    press(clerk, clerk.page.get_by_role("button", name=re.compile("Keep this answer.*the return window")))
    clerk.sees("1 pair of this file merged").publish()

    sql = "select json_extract(content, '$.variants') from faq_entries where content like '%\"30 days.\"%' order by rowid desc limit 1"
    assert server.rows(sql) == [('["How long is your return window?"]',)]


def press(clerk, place):
    """Reach a link or button by the keyboard alone."""
    expect(place).to_be_visible(timeout=PATIENCE_MS)
    place.focus()
    clerk.page.keyboard.press("Enter")
