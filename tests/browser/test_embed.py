"""The script tag in a shop's page: what it needs, and what the page can ask of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.foreign_shop import POLICY, Shop, no_policy
from tests.browser.shopper import Shopper
from tests.visitor import LiveServer

NewContext = Callable[..., BrowserContext]

LAUNCHER_BYTES = 5 * 1024  # gzipped
ALL_BYTES = 60 * 1024  # gzipped, before the first message


def test_one_tag_is_enough_in_a_foreign_shop_with_a_strict_policy(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("hello")
    assert [complaint for complaint in guest.complaints if "favicon" not in complaint and "404" not in complaint] == []


def test_the_demo_shop_is_served_under_a_strict_policy_and_breaks_none(shopper: Shopper) -> None:
    headers = shopper.page.request.get(shopper.url + "/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    shopper.visit().open_chat().ask("products", "Here is what fits best.").ask("order", "travels in 2 parcels")
    assert shopper.complaints == []


def test_the_launcher_is_small(live: LiveServer) -> None:
    assert len(gzip.compress(httpx.get(f"{live.url}/static/embed.js").content)) <= LAUNCHER_BYTES


def test_everything_before_the_first_message_is_small_and_from_one_server(shopper: Shopper) -> None:
    responses: list[Any] = []
    shopper.page.on("response", lambda response: responses.append(response))
    shopper.page.set_content(f'<script src="{shopper.url}/static/embed.js"></script>')
    shopper.page.wait_for_function("window.Chatbot")
    before = [response.url for response in responses]
    assert before == [f"{shopper.url}/static/embed.js"]
    shopper.visit("/help/shipping")
    responses.clear()
    shopper.open_chat()
    chat = [response for response in responses if "/widget" in response.url or "/vendor/" in response.url]
    assert {response.url.split("/")[2] for response in responses} == {shopper.url.split("/")[2]}
    assert sum(len(gzip.compress(response.body())) for response in chat) <= ALL_BYTES


def test_nothing_of_the_chat_is_loaded_before_the_first_click(guest: Shopper) -> None:
    guest.visit("/shop.html")
    expect(guest.launcher).to_be_visible()
    assert guest.page.locator("chat-widget iframe").count() == 0


def test_two_tags_by_mistake_give_one_chat(shop: Shop, guest: Shopper) -> None:
    shop.write(tags=2)
    guest.visit("/shop.html")
    expect(guest.launcher).to_have_count(1)


def test_the_page_gains_no_global_but_chatbot(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(head="<script>window.before = Object.getOwnPropertyNames(window)</script>")
    guest.visit("/shop.html").open_chat()
    after = guest.page.evaluate("Object.getOwnPropertyNames(window).filter((name) => !before.includes(name))")
    assert {name for name in after if not name.isdigit()} <= {"before", "Chatbot"}


def test_calls_made_before_it_loads_are_done_when_it_has(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(head="<script>(window.Chatbot ||= []).push(['sendMessage', 'early bird'])</script>")
    guest.visit("/shop.html")
    expect(guest.bubbles.last).to_have_text("You said: early bird")


def test_events_reach_listeners_and_the_page(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(
        head="""<script>window.heard = []; window.dom = [];
        for (const name of ["ready", "open", "close", "message:sent", "message:received", "unread", "handoff"]) {
          (window.Chatbot ||= []).push(["on", name, () => heard.push(name)]);
          document.addEventListener("chatbot:" + name, () => dom.push(name));
        }</script>"""
    )
    guest.visit("/shop.html").open_chat().ask("hello").ask("person", "A person will answer right here.")
    guest.find("[aria-label='Close chat']").click()
    guest.wait_for(lambda: "close" in guest.page.evaluate("heard"), "the panel was not closed")
    heard = guest.page.evaluate("heard")
    assert {"open", "ready", "message:sent", "message:received", "handoff", "close"} <= set(heard)
    assert heard == guest.page.evaluate("dom")


def test_a_listener_can_be_taken_back(guest: Shopper) -> None:
    guest.visit("/shop.html")
    count = guest.page.evaluate(
        """() => { let count = 0; const undo = Chatbot.on("open", () => count++);
        Chatbot.open(); undo(); Chatbot.close(); Chatbot.open(); return count }"""
    )
    assert count == 1


def test_on_another_site_without_storage_the_chat_lives_as_long_as_the_page(shop: Shop, guest: Shopper) -> None:
    guest.url = shop.other_site
    guest.visit("/shop.html").open_chat().ask("hello")
    assert guest.frame().evaluate("(() => { try { return localStorage.length } catch { return 'blocked' } })()") == "blocked"
    guest.page.evaluate("Chatbot.setLocale('fr')")
    expect(guest.find(".person")).to_have_text("Parler à une personne")
    expect(guest.bubbles.first).to_have_text("hello")


def test_options_set_position_colour_language_theme_and_words(shop: Shop, guest: Shopper) -> None:
    shop.write(
        tag='data-position="left" data-color="#ffd400" data-locale="de" data-theme="dark"'
        ' data-launcher="Fragen?" data-greeting="Moin!"'
    )
    guest.visit("/shop.html").open_chat()
    expect(guest.launcher).to_have_attribute("aria-label", "Fragen?")
    expect(guest.launcher).to_have_attribute("aria-expanded", "true")
    expect(guest.find(".greeting")).to_have_text("Moin!", use_inner_text=True)
    expect(guest.find(".person")).to_have_text("Mit einem Menschen sprechen")
    assert guest.launcher.evaluate("node => node.getBoundingClientRect().left") < 100
    assert guest.find("html").evaluate("node => [node.lang, node.dataset.theme]") == ["de", "dark"]
    assert guest.find(".avatar").evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"  # readable on yellow


def test_words_on_the_shops_colour_are_taken_where_they_can_be_read_and_refused_where_not(shop: Shop, guest: Shopper) -> None:
    warnings: list[str] = []
    guest.page.on("console", lambda message: warnings.append(message.text))
    shop.write(tag='data-color="#1d6b4c" data-text-color="#fff3c4"')
    guest.visit("/shop.html").open_chat()
    expect(guest.launcher).to_have_css("color", "rgb(255, 243, 196)")
    expect(guest.find(".avatar")).to_have_css("color", "rgb(255, 243, 196)")
    guest.page.evaluate("Chatbot.update({ textColor: '#2f8f6a' })")
    expect(guest.launcher).to_have_css("color", "rgb(255, 255, 255)")
    expect(guest.find(".avatar")).to_have_css("color", "rgb(255, 255, 255)")
    assert "Chatbot: #2f8f6a can't be read on #1d6b4c." in warnings


def test_the_language_can_be_changed_in_the_middle_and_arabic_runs_from_right_to_left(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("hello")
    guest.page.evaluate("Chatbot.setLocale('ar')")
    expect(guest.find(".person")).to_have_text("تحدث إلى شخص")
    assert guest.find("html").evaluate("node => node.dir") == "rtl"
    expect(guest.bubbles.first).to_have_text("hello")


def test_on_a_phone_the_chat_fills_the_screen_and_gives_it_back(shop: Shop, chromium: Browser, new_context: NewContext) -> None:
    shop.policy = POLICY
    shop.write(body="<h1>A shop</h1><a href='#'>A link</a>")
    guest = Shopper(new_context(**PHONE), shop.url).visit("/shop.html").open_chat()
    assert guest.page.locator("chat-widget .panel").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert guest.page.evaluate("document.body.inert") is True
    guest.find("[aria-label='Close chat']").click()
    expect(guest.launcher).to_be_visible()
    assert guest.page.evaluate("[document.body.inert, document.documentElement.style.overflow]") == [False, ""]


def test_on_a_desktop_the_rest_of_the_page_stays_usable(shop: Shop, new_context: NewContext) -> None:
    no_policy(shop)
    shop.write(body="<button onclick=\"this.textContent='bought'\">Buy</button>")
    guest = Shopper(new_context(**DESKTOP), shop.url).visit("/shop.html").open_chat()
    guest.page.get_by_text("Buy").click()
    expect(guest.page.get_by_text("bought")).to_be_visible()


def test_a_refused_frame_is_told_to_the_customer_and_precisely_to_the_shop(shop: Shop, guest: Shopper) -> None:
    shop.policy = POLICY.split("; frame-src", maxsplit=1)[0]
    shop.write(tag='data-contact="Write to help@shop.example"')
    guest.page.goto(f"{shop.url}/shop.html")
    guest.launcher.click()
    expect(guest.page.locator("chat-widget .panel.load")).to_have_count(1)
    expect(guest.page.locator("chat-widget .wait")).to_have_text("The chat can't be reached. Try againWrite to help@shop.example")
    expect(guest.page.locator("chat-widget .wait button")).to_be_visible()
    guest.page.wait_for_timeout(100)  # the console's line is on its way
    told = [each for each in guest.complaints if "Chatbot:" in each]
    assert len(told) == 1
    assert f"frame-src {shop.chat}" in told[0]
    assert f"""CHATBOT_ALLOWED_ORIGINS='["{shop.url}"]'""" in told[0]


def test_on_a_page_that_runs_from_right_to_left_the_launcher_stands_left(guest: Shopper) -> None:
    guest.visit("/shop.html").page.evaluate("document.dir = 'rtl'; Chatbot.update({})")
    assert guest.launcher.evaluate("node => node.getBoundingClientRect().left") < 100
