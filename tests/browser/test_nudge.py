"""The proactive message beside the launcher: once, never in the way, and as the shop wants it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.conftest import PHONE
from tests.browser.foreign_shop import Shop, no_policy
from tests.browser.shopper import Shopper

NewContext = Callable[..., BrowserContext]

SHORTLY = 'data-proactive="Need help with sizes?" data-proactive-after="0"'


def bubble(guest: Shopper) -> Locator:
    return guest.page.locator("chat-widget .nudge .say")


def arrive(guest: Shopper) -> None:
    """Open the shop's page with a clock that stands still, and wait for the message's place."""
    guest.page.clock.install()
    with guest.page.expect_response("**/nudge.js"):
        guest.visit("/shop.html")
    expect(guest.page.locator("chat-widget .nudge")).to_have_count(1)


def test_a_message_is_shown_after_the_delay_under_a_strict_policy(shop: Shop, guest: Shopper) -> None:
    shop.write(tag='data-proactive="Need help with sizes?" data-proactive-after="30"')
    arrive(guest)
    guest.page.clock.run_for(29_000)
    expect(bubble(guest)).to_have_count(0)
    guest.page.clock.run_for(1_500)
    expect(bubble(guest)).to_have_text("Need help with sizes?")
    assert [complaint for complaint in guest.complaints if "favicon" not in complaint and "404" not in complaint] == []


def test_it_is_shown_once_and_another_message_once_more(shop: Shop, guest: Shopper) -> None:
    shop.write(tag=SHORTLY)
    guest.visit("/shop.html")
    expect(bubble(guest)).to_be_visible()
    guest.visit("/shop.html")
    guest.page.evaluate("Chatbot.update({ proactive: 'Free delivery today' })")
    expect(bubble(guest)).to_have_text("Free delivery today")
    guest.visit("/shop.html")
    guest.page.evaluate("Chatbot.update({ proactive: 'The third' })")
    expect(bubble(guest)).to_have_text("The third")  # and neither of the others came before it


def test_a_click_opens_the_chat_with_what_was_said(shop: Shop, guest: Shopper) -> None:
    shop.write(tag=SHORTLY)
    guest.visit("/shop.html")
    bubble(guest).click()
    expect(guest.find(".greeting")).to_have_text("Need help with sizes?", use_inner_text=True)
    expect(bubble(guest)).to_have_count(0)
    expect(guest.input).to_be_focused()


def test_it_is_dismissed_by_keyboard_and_the_focus_stays_near(shop: Shop, guest: Shopper) -> None:
    shop.write(tag=SHORTLY + ' data-locale="de"')
    guest.visit("/shop.html")
    off = guest.page.locator("chat-widget").get_by_role("button", name="Ausblenden")
    off.press("Enter")
    expect(bubble(guest)).to_have_count(0)
    expect(guest.launcher).to_be_focused()
    guest.page.evaluate("Chatbot.update({ proactive: 'Another' })")
    bubble(guest).press("Escape")
    expect(bubble(guest)).to_have_count(0)
    expect(guest.launcher).to_be_focused()
    expect(guest.launcher).to_have_attribute("aria-expanded", "false")


def test_it_is_announced_politely_and_its_buttons_are_large_enough(shop: Shop, new_context: NewContext) -> None:
    shop.write(tag=SHORTLY)
    guest = Shopper(new_context(**PHONE), shop.url).visit("/shop.html")
    expect(guest.page.locator("chat-widget").get_by_role("status")).to_contain_text("Need help with sizes?")
    boxes = guest.page.locator("chat-widget .nudge, chat-widget .nudge button").evaluate_all(
        "nodes => nodes.map((node) => node.getBoundingClientRect()).map(({ left, right, width, height }) => [left, right, width, height])"
    )
    assert len(boxes) == 3
    assert all(left >= 0 and right <= 390 and width >= 24 and height >= 24 for left, right, width, height in boxes)


def test_it_is_for_the_pages_that_the_shop_names(shop: Shop, guest: Shopper) -> None:
    shop.write(tag=SHORTLY + ' data-proactive-pages="/cart, /product/*"')
    guest.visit("/shop.html")
    for path, is_shown in (("/products", False), ("/product/boots", True), ("/cart", True), ("/cart/2", False)):
        guest.page.evaluate("(path) => { history.pushState({}, '', path); Chatbot.update({ proactive: 'About ' + path }) }", path)
        if is_shown:
            expect(bubble(guest)).to_have_text(f"About {path}")
        else:
            expect(bubble(guest)).to_have_count(0)


def test_it_is_never_shown_over_hide(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(head="<script>(window.Chatbot ||= []).push(['hide'])</script>", tag=SHORTLY)
    arrive(guest)
    guest.page.clock.run_for(60_000)
    expect(bubble(guest)).to_have_count(0)
    guest.page.evaluate("Chatbot.show()")
    guest.page.clock.run_for(1_000)
    expect(bubble(guest)).to_be_visible()
    guest.page.evaluate("Chatbot.hide()")
    expect(bubble(guest)).to_be_hidden()


def test_it_does_not_come_over_an_open_chat(shop: Shop, guest: Shopper) -> None:
    shop.write(tag='data-proactive="Need help?" data-proactive-after="30"')
    guest.page.clock.install()
    guest.visit("/shop.html").open_chat()
    guest.page.clock.run_for(60_000)
    expect(bubble(guest)).to_have_count(0)


def test_without_one_nothing_is_loaded_for_it(guest: Shopper) -> None:
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    guest.visit("/shop.html")
    expect(guest.launcher).to_be_visible()
    assert not [url for url in asked if "nudge" in url]
