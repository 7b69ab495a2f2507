"""Nothing that a customer wrote is lost, and nothing is shown twice, whatever happens to page, server and line."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.shopper import Shopper
from tests.conftest import Gate
from tests.visitor import LiveServer

NewContext = Callable[..., BrowserContext]

NO_LIMITS = {
    f"CHATBOT_{name}": "10000"
    for name in ("MESSAGES_PER_MINUTE", "MESSAGES_PER_MINUTE_PER_ADDRESS", "SESSIONS_PER_MINUTE_PER_ADDRESS")
}
SMALLEST_TURN_BYTES = 1750  # ack, stages, pieces and reply to one of the words below: 1791 measured
LONG = pytest.mark.timeout(2400)  # many waits, each short on an idle machine

NO_STORAGE = """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })"""
NO_WEBSOCKET = """window.WebSocket = class { constructor() { setTimeout(() => this.onerror(new Event("error"))) } close() {} }"""


def conversation(*words: str) -> list[str]:
    return [text for word in words for text in (word, f"You said: {word}")]


def test_a_reload_in_the_middle_of_a_reply_loses_and_doubles_nothing(shopper: Shopper, gate: Gate) -> None:
    shopper.visit().open_chat().ask("one").say(gate.words)
    expect(shopper.find(".stage")).to_be_visible()
    shopper.page.reload()
    expect(shopper.find(".stage")).to_contain_text("…")
    gate.open()
    expect(shopper.bubbles.last).to_contain_text("You said: wait")
    assert shopper.texts() == conversation("one", gate.words)


def test_a_server_killed_between_two_messages_loses_and_doubles_nothing(
    start_server: Callable[..., LiveServer], new_context: NewContext
) -> None:
    server = start_server()
    shopper = Shopper(new_context(), server.url)
    shopper.visit().open_chat().ask("one")
    server.kill()
    shopper.say("two")
    expect(shopper.find(".banner").first).to_contain_text("No connection")
    expect(shopper.find(".own .meta").last).to_contain_text("Will be sent when you're back online")
    server.start()
    expect(shopper.bubbles.last).to_contain_text("You said: two")
    expect(shopper.find(".banner").first).to_be_hidden()
    assert shopper.texts() == conversation("one", "two")


def test_a_server_killed_in_the_middle_of_a_reply_answers_after_its_restart(
    start_server: Callable[..., LiveServer], new_context: NewContext, gate: Gate
) -> None:
    server = start_server()
    shopper = Shopper(new_context(), server.url)
    shopper.visit().open_chat().ask("one").say(gate.words)
    expect(shopper.find(".stage")).to_be_visible()
    server.kill()
    expect(shopper.find(".stage")).to_be_hidden()
    gate.open()
    server.start()
    expect(shopper.bubbles.last).to_contain_text("You said: wait")
    assert shopper.texts() == conversation("one", gate.words)


@LONG
def test_twenty_restarts_under_talk_lose_and_double_nothing(
    start_server: Callable[..., LiveServer], new_context: NewContext
) -> None:
    server = start_server(**NO_LIMITS)
    shopper = Shopper(new_context(), server.url)
    shopper.visit_chat()
    words = [f"word {number}" for number in range(20)]
    for word in words:
        shopper.say(word)
        server.kill()
        server.start()
    expect(shopper.bubbles).to_have_count(2 * len(words))
    assert [text for text in shopper.texts() if text in words] == words
    assert sorted(shopper.texts()) == sorted(conversation(*words))


def test_what_is_written_offline_survives_a_closed_page(live: LiveServer, new_context: NewContext) -> None:
    context = new_context()
    shopper = Shopper(context, live.url).visit().open_chat().ask("one")
    context.set_offline(True)
    shopper.say("two").say("three")
    expect(shopper.find(".own .meta").last).to_contain_text("Will be sent")
    shopper.page.close()
    context.set_offline(False)
    later = Shopper(context, live.url).visit("/help/shipping").open_chat()
    expect(later.bubbles.last).to_contain_text("You said: three")
    assert [text for text in later.texts() if not text.startswith("You said")] == ["one", "two", "three"]


def test_two_tabs_show_the_same_conversation(live: LiveServer, new_context: NewContext) -> None:
    context = new_context()
    first = Shopper(context, live.url).visit().open_chat().ask("from the first")
    second = Shopper(context, live.url).visit().open_chat()
    expect(second.bubbles.last).to_contain_text("You said: from the first")
    second.ask("from the second")
    expect(first.bubbles.last).to_contain_text("You said: from the second")
    assert first.texts() == second.texts() == conversation("from the first", "from the second")


def test_two_tabs_opened_at_once_share_a_conversation(live: LiveServer, new_context: NewContext) -> None:
    context = new_context()
    tabs = [Shopper(context, live.url).visit() for _ in range(2)]
    for tab in tabs:
        tab.launcher.click()
    for tab in tabs:
        expect(tab.find(".open-chips .chip")).to_have_count(4)
    tabs[0].ask("hello")
    expect(tabs[1].bubbles.last).to_contain_text("You said: hello")


def test_a_reply_to_a_closed_chat_is_counted_on_the_launcher_and_in_the_title(shopper: Shopper, gate: Gate) -> None:
    shopper.visit().open_chat().say(gate.words)
    expect(shopper.find(".stage")).to_be_visible()
    title = shopper.page.title()
    shopper.find("[aria-label='Close chat']").click()
    expect(shopper.page.locator("chat-widget iframe")).to_be_hidden()
    gate.open()
    expect(shopper.page.locator("chat-widget .badge")).to_have_text("1")
    expect(shopper.page).to_have_title(f"(1) {title}")
    shopper.launcher.click()
    expect(shopper.page.locator("chat-widget .badge")).to_be_hidden()
    expect(shopper.page).to_have_title(title)


def test_without_storage_the_chat_works_as_long_as_the_page(live: LiveServer, new_context: NewContext) -> None:
    context = new_context()
    context.add_init_script(NO_STORAGE)
    shopper = Shopper(context, live.url).visit().open_chat().ask("hello").ask("again")
    assert shopper.texts() == conversation("hello", "again")
    assert shopper.complaints == []


def test_where_websockets_are_blocked_the_chat_goes_on_by_polling(live: LiveServer, new_context: NewContext) -> None:
    context = new_context()
    context.add_init_script(NO_WEBSOCKET)
    shopper = Shopper(context, live.url).visit().open_chat().ask("hello")
    assert shopper.texts() == conversation("hello")


def test_a_stage_ends_by_itself_when_the_server_goes_silent(live: LiveServer, new_context: NewContext, gate: Gate) -> None:
    shopper = Shopper(new_context(), live.url).visit_chat().ask("one")
    shopper.page.clock.install()
    shopper.say(gate.words)
    expect(shopper.find(".stage")).to_contain_text("Searching")  # where the turn is held: each stage has its own deadline
    shopper.page.clock.fast_forward(130_000)
    expect(shopper.find(".stage")).to_be_hidden()
    expect(shopper.find(".live .notice")).to_contain_text("longer than usual")


@LONG
def test_two_hundred_lines_cut_in_the_middle_of_replies_lose_and_double_nothing(
    start_server: Callable[..., LiveServer], new_context: NewContext
) -> None:
    """Four customers, so that one can write while others wait for their line."""
    server = start_server(**NO_LIMITS)
    proxies = [CuttingProxy(server.port) for _ in range(4)]
    shoppers = [Shopper(new_context(), proxy.url).visit_chat() for proxy in proxies]
    words = [f"word {secrets.token_hex(120)}" for _ in range(50)]
    for count, word in enumerate(words, 1):
        for number, (proxy, shopper) in enumerate(zip(proxies, shoppers, strict=True)):
            proxy.arm(SMALLEST_TURN_BYTES * (4 * count - number) // (4 * len(words)))  # each time at another byte
            shopper.say(word)
        for shopper in shoppers:
            expect(shopper.bubbles).to_have_count(2 * count)
    assert [proxy.cuts for proxy in proxies] == [len(words)] * 4
    assert [shopper.texts() for shopper in shoppers] == [conversation(*words)] * 4
