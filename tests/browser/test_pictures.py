"""A customer's pictures: small in the chat, whole by a click, and not lost on the way; in a real browser against a real server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from chatbot.config import ROOT
from tests.browser.clerk import Clerk
from tests.browser.shopper import Shopper
from tests.browser.test_files_and_data import HONEST, PNG, choose, menu
from tests.visitor import LiveServer

PHOTO = {"name": "zip.png", "mimeType": "image/png", "buffer": (ROOT / "docs" / "screenshots" / "phone-order.png").read_bytes()}
KEPT = """() => new Promise((resolve) => { const asked = indexedDB.open("chatbot", 1); asked.onsuccess = () => {
  const keys = asked.result.transaction("files").objectStore("files").getAllKeys();
  keys.onsuccess = () => (asked.result.close(), resolve(keys.result.map(([owner, name]) => name.split(":")[0]))); }; })"""

LEFT_BEHIND = """() => new Promise((resolve) => { const asked = indexedDB.open("chatbot", 1); asked.onsuccess = () => {
  const work = asked.result.transaction("files", "readwrite");
  work.objectStore("files").put(new Blob(["x"]), ["", "file:sent-long-ago"]);
  work.oncomplete = () => (asked.result.close(), resolve()); }; })"""


def send(shopper: Shopper, *files: dict[str, Any]) -> Shopper:
    expect(shopper.find(".clip")).to_be_visible()
    choose(shopper, *files)
    shopper.find(".send").click()
    return shopper


def sent(shopper: Shopper) -> Shopper:
    send(shopper.visit_chat(), PHOTO)
    expect(shopper.bubbles.last).to_contain_text(HONEST)
    expect(shopper.find(".picture img")).to_be_visible()
    return shopper


def sent_and_kept(shopper: Shopper) -> Shopper:
    sent(shopper)
    shopper.wait_for(lambda: shopper.page.evaluate(KEPT) == ["thumb"], "the small picture is not kept alone")
    return shopper


def test_a_picture_is_shown_small_and_whole_by_a_click(shopper: Shopper) -> None:
    sent(shopper).find("[aria-label='Open the picture zip.png']").click()
    whole = shopper.find("dialog img")
    expect(whole).to_have_attribute("alt", "zip.png")
    shopper.wait_for(lambda: whole.evaluate("img => img.naturalWidth") == 390, "the whole picture is not there")
    shopper.page.keyboard.press("Escape")
    expect(shopper.find("dialog")).to_have_count(0)
    expect(shopper.find(".picture")).to_be_focused()
    assert shopper.complaints == []


def test_the_room_of_a_picture_is_kept_free_before_it_is_there(shopper: Shopper) -> None:
    send(shopper.visit_chat(), PNG, PHOTO)  # nobody can draw the first one
    expect(shopper.find(".picture img")).to_have_count(1)
    broken, shown = (shopper.find(".picture").nth(n).bounding_box() for n in range(2))
    assert broken is not None
    assert shown is not None
    assert (broken["width"], broken["height"]) == pytest.approx((shown["width"], shown["height"]), abs=0.1)


def test_after_a_reload_a_picture_comes_back_without_being_fetched(shopper: Shopper) -> None:
    asked: list[str] = []
    sent_and_kept(shopper).page.on("request", lambda request: asked.append(request.url))
    shopper.page.reload()
    expect(shopper.find(".picture img")).to_be_visible()
    assert [url for url in asked if "attachments" in url] == []


def test_on_another_device_the_picture_is_fetched_with_the_customers_key(
    live: LiveServer, shopper: Shopper, new_context: Callable[..., BrowserContext]
) -> None:
    token = sent(shopper).page.evaluate("localStorage.getItem('chatbot::token')")
    other = Shopper(new_context(), live.url)
    other.page.add_init_script(f"localStorage.setItem('chatbot::token', '{token}')")
    expect(other.visit_chat().find(".picture img")).to_be_visible()
    assert other.complaints == []


def test_a_file_that_is_half_sent_when_the_page_reloads_is_sent_once(live: LiveServer, shopper: Shopper) -> None:
    shopper.page.route("**/widget/attachments", lambda route: None)  # the way is blocked, nothing answers
    send(shopper.visit_chat(), {**PHOTO, "name": "half-sent.png"})
    shopper.wait_for(lambda: "file" in shopper.page.evaluate(KEPT), "the file is not kept")
    shopper.page.unroute("**/widget/attachments")
    shopper.page.reload()
    expect(shopper.bubbles.last).to_contain_text(HONEST)
    expect(shopper.find(".own")).to_have_count(1)
    assert live.rows("select size from attachments where name = 'half-sent.png'") == [(len(PHOTO["buffer"]),)]
    shopper.wait_for(lambda: shopper.page.evaluate(KEPT) == ["thumb"], "the file is still kept")


def test_a_file_of_a_page_that_ended_before_it_tidied_up_is_thrown_away(shopper: Shopper) -> None:
    sent_and_kept(shopper).page.evaluate(LEFT_BEHIND)
    assert shopper.page.evaluate(KEPT) == ["file", "thumb"]
    shopper.page.reload()
    shopper.wait_for(lambda: shopper.page.evaluate(KEPT) == ["thumb"], "the file is still kept")


@pytest.mark.parametrize("entry", ["Delete my data", "Start a new chat"])
def test_whoever_leaves_a_chat_leaves_no_picture_in_the_browser(shopper: Shopper, entry: str) -> None:
    sent_and_kept(shopper)
    menu(shopper, entry)
    shopper.find(".card .primary").click()
    expect(shopper.find(".own")).to_have_count(0)
    shopper.wait_for(lambda: shopper.page.evaluate(KEPT) == [], "something is left")


def test_a_sign_out_leaves_no_picture_in_the_browser(shopper: Shopper) -> None:
    send(shopper.visit().open_chat(), PHOTO)
    expect(shopper.find(".picture img")).to_be_visible()
    shopper.page.evaluate("Chatbot.reset()")
    expect(shopper.find(".own")).to_have_count(0)
    shopper.wait_for(lambda: shopper.page.evaluate(KEPT) == [], "something is left")


def test_where_the_browser_blocks_storage_pictures_are_sent_and_shown(shopper: Shopper) -> None:
    shopper.page.add_init_script(
        "for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name, { get() { throw 1; } })"
    )
    sent(shopper)
    shopper.page.reload()
    expect(shopper.input).to_be_visible()
    assert shopper.complaints == []


def test_the_staff_sees_the_picture_in_its_place_and_opens_it(
    live: LiveServer, shopper: Shopper, new_context: Callable[..., BrowserContext]
) -> None:
    sent(shopper)
    conversation = live.rows("select conversation from attachments order by rowid desc limit 1")[0][0]
    clerk = Clerk(new_context(), live).sign_in().visit(f"/admin/conversations/{conversation}")
    small = clerk.page.locator(".picture img")
    expect(small).to_have_js_property("naturalWidth", 390)
    with clerk.page.expect_popup() as opening:
        small.click()
    expect(opening.value.locator("img")).to_have_js_property("naturalWidth", 390)
    assert clerk.complaints == []


def test_the_newest_cards_are_in_view_however_late_they_come(shopper: Shopper) -> None:
    shopper.visit_chat().ask("faq", "Yes, we ship").ask("order", "travels in 2 parcels").ask(
        "products", "Here is what fits best."
    )
    expect(shopper.find(".product").first).to_be_visible()
    rest = "node => node.scrollHeight - node.scrollTop - node.clientHeight"
    shopper.wait_for(lambda: shopper.find(".scroller").evaluate(rest) < 2, "the end is out of view")
