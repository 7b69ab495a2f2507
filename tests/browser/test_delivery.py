"""Nothing that a customer wrote is lost, and nothing is shown twice, whatever happens to page, server and line."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.shopper import Shopper
from tests.visitor import LiveServer

NewContext = Callable[..., BrowserContext]

NO_STORAGE = """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })"""
NO_WEBSOCKET = """window.WebSocket = class { constructor() { setTimeout(() => this.onerror(new Event("error"))) } close() {} }"""


def conversation(*words: str) -> list[str]:
    return [text for word in words for text in (word, f"You said: {word}")]


def test_a_reload_in_the_middle_of_a_reply_loses_and_doubles_nothing(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("one").say("slow 2")
    expect(shopper.find(".stage")).to_be_visible()
    shopper.page.reload()
    expect(shopper.find(".stage")).to_contain_text("…")
    expect(shopper.bubbles.last).to_contain_text("You said: slow 2")
    assert shopper.texts() == conversation("one", "slow 2")


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
    start_server: Callable[..., LiveServer], new_context: NewContext
) -> None:
    server = start_server()
    shopper = Shopper(new_context(), server.url)
    shopper.visit().open_chat().ask("one").say("slow 2")
    expect(shopper.find(".stage")).to_be_visible()
    server.kill()
    expect(shopper.find(".stage")).to_be_hidden()
    server.start()
    expect(shopper.bubbles.last).to_contain_text("You said: slow 2")
    assert shopper.texts() == conversation("one", "slow 2")


def test_restarts_under_talk_lose_and_double_nothing(start_server: Callable[..., LiveServer], new_context: NewContext) -> None:
    server = start_server(CHATBOT_MESSAGES_PER_MINUTE="10000")
    shopper = Shopper(new_context(), server.url)
    shopper.visit_chat()
    words = [f"word {number}" for number in range(6)]
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


def test_a_reply_to_a_closed_chat_is_counted_on_the_launcher_and_in_the_title(shopper: Shopper) -> None:
    shopper.visit().open_chat().say("slow 1")
    expect(shopper.find(".stage")).to_be_visible()
    title = shopper.page.title()
    shopper.find("[aria-label='Close chat']").click()
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


def test_a_stage_ends_by_itself_when_the_server_goes_silent(live: LiveServer, new_context: NewContext) -> None:
    shopper = Shopper(new_context(), live.url).visit_chat().ask("one")
    shopper.page.clock.install()
    shopper.say("slow 4")
    expect(shopper.find(".stage")).to_be_visible()
    shopper.page.clock.fast_forward(130_000)
    expect(shopper.find(".stage")).to_be_hidden()
    expect(shopper.find(".live .notice")).to_contain_text("longer than usual")


class CuttingProxy:
    """Passes bytes between the browser and the server, and cuts every line after so many bytes from the server."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.cut_after = 10**9
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                return
            threading.Thread(target=self._pass, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        passed = 0
        with suppress(OSError):
            while data := source.recv(300):
                passed += len(data) if counts else 0
                if passed > self.cut_after:
                    self.cuts += 1
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # close() alone would wait for the other thread
            end.close()


@pytest.fixture
def proxy(start_server: Callable[..., LiveServer]) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(start_server(CHATBOT_MESSAGES_PER_MINUTE="10000", CHATBOT_SESSIONS_PER_MINUTE_PER_ADDRESS="10000").port)
    yield proxy
    proxy.close()


def test_a_line_cut_in_the_middle_of_replies_loses_and_doubles_nothing(proxy: CuttingProxy, new_context: NewContext) -> None:
    shopper = Shopper(new_context(), proxy.url).visit_chat()
    words = [f"word {secrets.token_hex(120)}" for _ in range(40)]  # not to be compressed
    for number, word in enumerate(words):
        proxy.cut_after = 3000 + 53 * number % 700  # after the opening: in an ack, a stage, a piece or a reply
        shopper.say(word)
        expect(shopper.bubbles).to_have_count(2 * number + 2)
    assert proxy.cuts >= 5
    assert [text for text in shopper.texts() if text in words] == words
    assert sorted(shopper.texts()) == sorted(conversation(*words))
