"""Customers whom the shop has signed in, and what is left of them on a device after they signed out."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.foreign_shop import Shop
from tests.browser.shopper import Shopper
from tests.tokens import IDENTITY_SECRET, signed

NewContext = Callable[..., BrowserContext]


def test_a_signed_in_customer_finds_the_conversation_on_another_device(shop: Shop, new_context: NewContext) -> None:
    shop.write(tag=f'data-identity="{signed("anna")}"')
    Shopper(new_context(), shop.url).visit("/shop.html").open_chat().ask("from the phone")
    laptop = Shopper(new_context(), shop.url).visit("/shop.html").open_chat()
    expect(laptop.bubbles).to_have_text(["from the phone", "You said: from the phone"])


def test_a_signed_in_customer_can_start_a_new_chat(shop: Shop, guest: Shopper) -> None:
    shop.write(tag=f'data-identity="{signed("ben")}"')
    guest.visit("/shop.html").open_chat().ask("old")
    guest.find("[aria-controls='menu']").click()
    guest.find(".menu").get_by_text("Start a new chat").click()
    guest.find(".card").get_by_text("Start new chat").click()
    expect(guest.bubbles).to_have_count(0)
    guest.ask("new")
    guest.visit("/shop.html")
    expect(guest.bubbles).to_have_text(["new", "You said: new"])


def test_customers_of_one_browser_see_each_their_own(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("I am a guest")
    guest.page.evaluate("(token) => Chatbot.identify({ token })", signed("carl"))
    expect(guest.bubbles).to_have_count(0)
    guest.ask("I am Carl")
    guest.page.evaluate("(token) => Chatbot.identify({ token })", signed("dora"))
    expect(guest.bubbles).to_have_count(0)
    guest.page.evaluate("(token) => Chatbot.identify({ token })", signed("carl", exp=time.time() + 900))
    expect(guest.bubbles.first).to_have_text("I am Carl")


def test_a_name_that_is_not_signed_gives_each_visitor_of_a_browser_a_conversation_too(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("I am a guest")
    guest.page.evaluate("Chatbot.identify('customer-17')")
    expect(guest.find(".open-chips .chip")).to_have_count(4)
    expect(guest.bubbles).to_have_count(0)
    guest.page.evaluate("Chatbot.identify('')")
    expect(guest.bubbles.first).to_have_text("I am a guest")


def test_an_identity_that_has_expired_gets_one_sentence_until_a_fresh_one_comes(shop: Shop, guest: Shopper) -> None:
    shop.write(tag=f'data-identity="{signed("emma", exp=time.time() - 60)}"')
    guest.visit("/shop.html")
    guest.page.evaluate("() => { window.reasons = []; Chatbot.on('error', ({ reason }) => reasons.push(reason)) }")
    guest.launcher.click()
    expect(guest.find(".gate")).to_have_text(
        "Your sign-in could not be checked. Please reload this page, or sign in to the shop again."
    )
    expect(guest.input).to_be_hidden()
    guest.wait_for(lambda: guest.page.evaluate("reasons") == ["bad_identity"], "the page was not told why")
    guest.page.evaluate("(token) => Chatbot.identify({ token })", signed("emma"))
    guest.ask("hello")
    expect(guest.find(".gate")).to_be_hidden()


def test_where_the_shop_wants_it_a_guest_gets_one_sentence_and_no_conversation(start_server, new_context: NewContext) -> None:
    server = start_server(CHATBOT_IDENTITY_SECRET=IDENTITY_SECRET, CHATBOT_IDENTITY_REQUIRED="true")
    guest = Shopper(new_context(), server.url).visit()
    guest.launcher.click()
    expect(guest.find(".gate")).to_have_text("Please sign in to the shop to chat with us.")
    expect(guest.input).to_be_hidden()
    assert server.rows("select count(*) from conversations") == [(0,)]
    guest.page.evaluate("(token) => Chatbot.identify({ token })", signed())
    guest.ask("hello")


def test_after_reset_the_next_visitor_of_the_device_sees_nothing(shop: Shop, guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("asked before signing in")
    token = signed("frida")
    guest.page.evaluate("(token) => Chatbot.identify({ token })", token)
    expect(guest.bubbles).to_have_count(0)
    guest.ask("frida's secret")
    guest.page.context.set_offline(True)
    guest.say("frida's unsent secret")
    guest.input.fill("frida's draft")

    guest.page.evaluate("Chatbot.reset()")
    guest.page.context.set_offline(False)

    guest.open_chat()
    expect(guest.find(".open-chips .chip")).to_have_count(4)
    expect(guest.bubbles).to_have_count(0)
    expect(guest.input).to_have_value("")
    left = guest.frame().evaluate("JSON.stringify(localStorage)")
    assert not any(word in left for word in ("frida", "secret", "draft", "asked"))
    guest.ask("hello")
    guest.visit("/shop.html")
    expect(guest.bubbles).to_have_text(["hello", "You said: hello"])
    assert shop.server
    assert shop.server.rows("select count(*) from messages where text like '%unsent%'") == [(0,)]


def test_reset_empties_the_shops_other_tabs_too(shop: Shop, guest: Shopper, new_context: NewContext) -> None:
    guest.visit("/shop.html").open_chat().ask("secret")
    other = Shopper(guest.page.context, shop.url).visit("/shop.html").open_chat()
    expect(other.bubbles).to_have_count(2)
    other.input.fill("a draft")
    guest.page.evaluate("Chatbot.reset()")
    expect(other.bubbles).to_have_count(0)
    expect(other.input).to_have_value("")


def test_a_reset_without_ever_opening_the_chat_on_this_page_wipes_it_as_well(shop: Shop, guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("secret")
    guest.find("[aria-label='Close chat']").click()
    guest.visit("/shop.html")
    guest.page.evaluate("Chatbot.reset()")
    guest.open_chat()
    expect(guest.find(".open-chips .chip")).to_have_count(4)
    expect(guest.bubbles).to_have_count(0)
