"""The script tag: what it does to a shop's page, and what a shop's page and others can do to it."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from chatbot.config import ROOT
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.shopper import Shopper
from tests.conftest import free_port
from tests.visitor import LiveServer

NewContext = Callable[..., BrowserContext]

LAUNCHER_BYTES = 5 * 1024  # gzipped
ALL_BYTES = 60 * 1024  # gzipped, before the first message
POLICY = "default-src 'none'; script-src {chat}; frame-src {chat}"  # the two directives that docs/widget.md names
STRANGER = "<!doctype html><title>Advert</title><p>Advert</p>"


class Shop:
    """Another origin than the chat's: serves the pages that a test writes, under the policy that docs/widget.md names."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.other_site = f"http://localhost:{port}"  # where browsers in private windows block the frame's storage
        self.chat = ""
        self.policy = POLICY
        shop = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def end_headers(self) -> None:
                if self.path.endswith("shop.html"):
                    self.send_header("Content-Security-Policy", shop.policy.format(chat=shop.chat))
                super().end_headers()

            def log_message(self, *args: Any) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def write(self, head: str = "", body: str = "<h1>A shop</h1>", tag: str = "", tags: int = 1) -> None:
        script = f'<script src="{self.chat}/static/embed.js" {tag}></script>'
        meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>'
        page = f'<!doctype html><html lang="en"><head>{meta}{head}</head><body>{body}{script * tags}</body></html>'
        (self.folder / "shop.html").write_text(page)

    def add(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def close(self) -> None:
        self._server.shutdown()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A foreign shop with a chat server that allows it."""
    shop = Shop(tmp_path_factory.mktemp("shop"), free_port())
    server = LiveServer(
        free_port(),
        tmp_path_factory.mktemp("chat") / "live.db",
        {"CHATBOT_ALLOWED_ORIGINS": f'["{shop.url}", "{shop.other_site}"]'},
    )
    server.start()
    shop.chat = server.url
    yield shop
    shop.close()
    server.kill()


@pytest.fixture
def guest(shop: Shop, new_context: NewContext) -> Shopper:
    shop.policy = POLICY
    shop.write()
    return Shopper(new_context(), shop.url)


def no_policy(shop: Shop) -> None:
    shop.policy = "frame-src *"


def test_one_tag_is_enough_in_a_foreign_shop_with_a_strict_policy(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("hello")
    assert [complaint for complaint in guest.complaints if "favicon" not in complaint and "404" not in complaint] == []


def test_the_demo_shop_is_served_under_a_strict_policy_and_breaks_none(shopper: Shopper) -> None:
    headers = shopper.page.request.get(shopper.url + "/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    shopper.visit().open_chat().ask("products", "Here is what fits best.").ask("order", "travels in 2 parcels")
    assert shopper.complaints == []


def test_the_launcher_is_small() -> None:
    assert len(gzip.compress((ROOT / "static" / "embed.js").read_bytes())) <= LAUNCHER_BYTES


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


def test_destroy_leaves_nothing_and_the_chat_can_be_embedded_again(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().say("slow 1")
    guest.page.evaluate("Chatbot.destroy()")
    assert guest.page.evaluate("[typeof window.Chatbot, document.querySelectorAll('chat-widget, iframe').length]") == [
        "undefined",
        0,
    ]
    assert guest.page.title() == "A shop"
    guest.page.evaluate(
        "(src) => { const tag = document.createElement('script'); tag.src = src; document.body.append(tag) }",
        f"{chat_of(guest)}/static/embed.js",
    )
    guest.open_chat()
    expect(guest.bubbles.last).to_contain_text("slow 1")


def chat_of(guest: Shopper) -> str:
    script: str = guest.page.evaluate("document.querySelector('script').src")
    return script.removesuffix("/static/embed.js")


def test_options_set_position_colour_language_theme_and_words(shop: Shop, guest: Shopper) -> None:
    shop.write(
        tag='data-position="left" data-color="#ffd400" data-locale="de" data-theme="dark"'
        ' data-launcher="Fragen?" data-greeting="Moin!"'
    )
    guest.visit("/shop.html").open_chat()
    expect(guest.launcher).to_have_attribute("aria-label", "Chat schließen")
    expect(guest.find(".greeting")).to_have_text("Moin!", use_inner_text=True)
    expect(guest.find(".person")).to_have_text("Mit einem Menschen sprechen")
    assert guest.launcher.evaluate("node => node.getBoundingClientRect().left") < 100
    assert guest.find("html").evaluate("node => [node.lang, node.dataset.theme]") == ["de", "dark"]
    assert guest.find(".avatar").evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"  # readable on yellow


def test_the_language_can_be_changed_in_the_middle_and_arabic_runs_from_right_to_left(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("hello")
    guest.page.evaluate("Chatbot.setLocale('ar')")
    expect(guest.find(".person")).to_have_text("تحدث إلى شخص")
    assert guest.find("html").evaluate("node => node.dir") == "rtl"
    expect(guest.bubbles.first).to_have_text("hello")


def test_each_signed_in_visitor_has_a_conversation_of_their_own(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("I am a guest")
    guest.page.evaluate("Chatbot.identify('customer-17')")
    expect(guest.find(".open-chips .chip")).to_have_count(4)
    expect(guest.bubbles).to_have_count(0)
    guest.page.evaluate("Chatbot.identify('')")
    expect(guest.bubbles.first).to_have_text("I am a guest")


def test_reset_at_sign_out_wipes_the_conversation(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().ask("secret")
    guest.page.evaluate("Chatbot.reset()")
    guest.open_chat()
    expect(guest.find(".open-chips .chip")).to_have_count(4)
    expect(guest.bubbles).to_have_count(0)


def test_hostile_styles_do_not_reach_the_chat(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(
        head="""<style>:not(html, head, body, style, script) { display: none !important }
        body { transform: rotate(9deg); filter: blur(3px) }
        body, body ~ * { position: static !important; opacity: 0.1 !important; font-size: 60px !important;
            visibility: hidden !important; pointer-events: none !important; transform: scale(3) !important;
            z-index: -1 !important; color: red !important }
        button, iframe, textarea { width: 4px !important; height: 4px !important; border: 9px solid red !important }</style>"""
    )
    guest.visit("/shop.html").open_chat().ask("hello")
    guest.input.hover()
    guest.page.wait_for_timeout(300)  # the launcher shrinks from its hovered size
    box = guest.launcher.bounding_box()
    assert box
    assert (round(box["height"]), round(box["x"] + box["width"])) == (58, 1260)


def test_a_polluted_prototype_and_an_own_onmessage_do_not_break_it(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(
        head="""<script>Object.prototype.type = "close"; Object.prototype.color = "url(x)"; Object.prototype.locale = "xx";
        Array.prototype.last = () => 0;
        window.onmessage = (event) => { window.pageHeard = (window.pageHeard || 0) + 1 };</script>"""
    )
    guest.visit("/shop.html").open_chat().ask("hello")
    assert guest.page.evaluate("typeof window.onmessage") == "function"


def test_messages_from_a_foreign_frame_are_ignored_on_both_sides(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.add("advert.html", STRANGER)
    shop.write(body=f'<h1>A shop</h1><iframe id="advert" src="{shop.other_site}/advert.html"></iframe>')
    guest.visit("/shop.html").open_chat().ask("hello")
    advert = next(frame for frame in guest.page.frames if "advert" in frame.url)
    advert.evaluate(
        """() => { for (let n = 0; n < 2000; n++) {
          const types = ["close", "go", "unread", "event", "ready", "hello", "options", "shown", "send", "reset", "__proto__"];
          const message = { type: types[n % types.length], url: "javascript:top.attacked=1", count: 99, name: "open",
            text: "attack " + n, isOpen: false, locale: "ar", theme: "dark" };
          parent.postMessage(message, "*");
          for (let i = 0; i < parent.frames.length; i++) parent.frames[i].postMessage(message, "*");
        } }"""
    )
    guest.ask("still here")
    assert guest.texts() == ["hello", "You said: hello", "still here", "You said: still here"]
    assert guest.page.url.endswith("/shop.html")
    assert guest.page.title() == "A shop"
    assert guest.page.evaluate("window.attacked") is None


def test_a_page_that_is_not_on_the_list_cannot_hold_the_chat(live: LiveServer, shop: Shop, new_context: NewContext) -> None:
    no_policy(shop)
    shop.write(body=f'<iframe src="{live.url}/widget?host={shop.url}"></iframe>')  # this server does not know that shop
    guest = Shopper(new_context(), shop.url).visit("/shop.html")
    guest.wait_for(lambda: any("frame-ancestors" in complaint for complaint in guest.complaints), "the frame was not refused")


def test_with_the_chat_server_down_the_shops_page_works(shop: Shop, new_context: NewContext) -> None:
    no_policy(shop)
    dead = f"http://127.0.0.1:{free_port()}"
    shop.add(
        "shop.html",
        '<!doctype html><title>A shop</title><button onclick="this.textContent=1">Buy</button>'
        f'<script async src="{dead}/static/embed.js"></script>',
    )
    guest = Shopper(new_context(), shop.url).visit("/shop.html")
    guest.page.get_by_text("Buy").click()
    expect(guest.page.locator("button")).to_have_text("1")


def test_a_chat_that_does_not_answer_says_so_and_can_be_tried_again(shop: Shop, guest: Shopper) -> None:
    guest.page.route("**/widget?*", lambda route: route.abort())
    guest.visit("/shop.html")
    guest.page.clock.install()
    guest.launcher.click()
    guest.page.clock.fast_forward(16_000)
    retry = guest.page.locator("chat-widget .wait button")
    expect(retry).to_have_text("The chat can't be reached. Try again")
    guest.page.unroute("**/widget?*")
    retry.click()
    expect(guest.input).to_be_visible()


def test_a_server_that_answers_nonsense_does_not_harm_the_page(guest: Shopper) -> None:
    guest.page.route(
        "**/widget?*",
        lambda route: route.fulfill(
            body="<script>parent.postMessage({type: 'go', url: 'javascript:1'}, '*')</script>", content_type="text/html"
        ),
    )
    guest.visit("/shop.html")
    guest.launcher.click()
    guest.page.wait_for_timeout(300)
    guest.launcher.click()
    expect(guest.page.locator("h1")).to_have_text("A shop")


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
