"""What a shop's page, its other guests and a failing chat server can do to the chat, and the chat to the page: nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.foreign_shop import Shop, no_policy
from tests.browser.shopper import Shopper
from tests.conftest import free_port
from tests.visitor import LiveServer

NewContext = Callable[..., BrowserContext]

STRANGER = "<!doctype html><title>Advert</title><p>Advert</p>"
BUY = "<h1>A shop</h1><button onclick=\"this.textContent = 'Bought'\">Buy</button>"
HOSTILE_STYLES = """<style>
    :not(html) { display: none !important }
    body { transform: rotate(9deg); filter: blur(3px) }
    body, body ~ * { position: static !important; opacity: 0.1 !important; font-size: 60px !important;
        visibility: hidden !important; pointer-events: none !important; transform: scale(3) !important;
        z-index: -1 !important; color: red !important; all: unset !important; content-visibility: hidden !important }
    *, *::before, *::after { animation: none !important; direction: rtl !important; clip-path: inset(50%) !important }
    html { clip-path: none !important }
    button, iframe, textarea { width: 4px !important; height: 4px !important; border: 9px solid red !important }
</style>"""
POLLUTION = """<script>
    for (const [name, value] of Object.entries({ type: "close", url: "javascript:top.attacked=1", count: 99, token: "forged",
        name: "open", color: "url(x)", locale: "xx", theme: "dark", visitor: "somebody", identity: "a.b.c", proactive: "attack",
        greeting: "attack", text: "attack", messages: [{}], seq: 1, html: "<b>attack</b>", barred: "bad_identity" })) {
      Object.prototype[name] = value;
    }
    Array.prototype.last = () => 0;
</script>"""
COUNTING = """
    window.listening = [];
    window.ticking = new Set();
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const isOfPage = [window, document, window.visualViewport].includes(this) || this instanceof MediaQueryList;
      if (isOfPage && new Error().stack.includes("/static/")) { // and not of the tool that steers the browser
        listening.push({ type, signal: options?.signal });
      }
      return addEventListener.call(this, type, listener, options);
    };
    const { setTimeout, clearTimeout } = window;
    window.setTimeout = (action, ...rest) => {
      const id = setTimeout(() => { ticking.delete(id); action(); }, ...rest);
      ticking.add(id);
      return id;
    };
    window.clearTimeout = (id) => { ticking.delete(id); clearTimeout(id); };
    window.setInterval = () => { throw new Error("nobody watches this one") };
"""
ATTACK = """() => { for (let n = 0; n < 2000; n++) {
  const types = ["close", "go", "unread", "event", "ready", "hello", "options", "shown", "send", "reset", "__proto__"];
  const message = { type: types[n % types.length], url: "javascript:top.attacked=1", count: 99, name: "open",
    text: "attack " + n, isOpen: false, locale: "ar", theme: "dark", identity: "a.b.c", visitor: "somebody" };
  parent.postMessage(message, "*");
  for (let i = 0; i < parent.frames.length; i++) parent.frames[i].postMessage(message, "*");
} }"""


def test_hostile_styles_do_not_reach_the_chat(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(head=HOSTILE_STYLES)
    guest.visit("/shop.html").open_chat().ask("hello")
    guest.input.hover()
    guest.wait_for(lambda: box_of(guest) == (58, 1260), "the launcher is not as large as it should be, or elsewhere")


def box_of(guest: Shopper) -> tuple[int, int]:
    """Height and right edge of the launcher."""
    box = guest.launcher.bounding_box()
    assert box
    return round(box["height"]), round(box["x"] + box["width"])


def test_a_polluted_prototype_does_not_reach_the_chat(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(head=POLLUTION)
    guest.visit("/shop.html").open_chat().ask("hello")
    guest.page.evaluate("Chatbot.identify('customer-17')")
    guest.page.evaluate("Chatbot.identify('')")
    guest.ask("again")
    assert guest.texts() == ["hello", "You said: hello", "again", "You said: again"]
    assert guest.find("html").evaluate("node => [node.lang, node.dataset.theme]") == ["en", "light"]
    assert guest.page.locator("chat-widget .nudge").count() == 0
    assert guest.page.evaluate("window.attacked") is None


def test_the_pages_own_onmessage_goes_on_hearing_what_is_meant_for_it(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(
        head="""<script>window.count = 0;
        window.onmessage = ({ data }) => { if (data === "for the shop") count++ }</script>"""
    )
    guest.visit("/shop.html").open_chat().ask("hello")
    guest.page.evaluate("window.postMessage('for the shop', location.origin)")
    guest.page.wait_for_function("window.count === 1")
    guest.ask("still here")


def test_none_of_2000_messages_from_a_foreign_frame_is_acted_on(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.add("advert.html", STRANGER)
    shop.write(
        head="""<script>window.heard = [];
        for (const name of ["ready", "open", "close", "message:sent", "message:received", "unread", "handoff", "csat", "go", "error"]) {
          document.addEventListener("chatbot:" + name, () => heard.push(name));
        }</script>""",
        body=f'<h1>A shop</h1><iframe id="advert" src="{shop.other_site}/advert.html"></iframe>',
    )
    guest.visit("/shop.html").open_chat().ask("hello")
    before = guest.page.evaluate("heard.splice(0)")
    next(frame for frame in guest.page.frames if "advert" in frame.url).evaluate(ATTACK)
    guest.ask("still here")
    assert "message:sent" in before
    assert set(guest.page.evaluate("heard")) == {"message:sent", "message:received"}
    assert guest.texts() == ["hello", "You said: hello", "still here", "You said: still here"]
    assert guest.find("html").evaluate("node => [node.lang, node.dataset.theme]") == ["en", "light"]
    assert (guest.page.url.endswith("/shop.html"), guest.page.title()) == (True, "A shop")
    assert guest.page.evaluate("window.attacked") is None


def test_a_page_that_is_not_on_the_list_cannot_hold_the_chat(live: LiveServer, shop: Shop, new_context: NewContext) -> None:
    no_policy(shop)
    shop.write(body=f'<iframe src="{live.url}/widget?host={shop.url}"></iframe>')  # this server does not know that shop
    guest = Shopper(new_context(), shop.url).visit("/shop.html")
    guest.wait_for(lambda: any("frame-ancestors" in complaint for complaint in guest.complaints), "the frame was not refused")


def test_with_the_chat_server_down_the_shops_page_works(shop: Shop, new_context: NewContext) -> None:
    no_policy(shop)
    dead = f"http://127.0.0.1:{free_port()}"
    shop.add("shop.html", f'<!doctype html><title>A shop</title>{BUY}<script async src="{dead}/static/embed.js"></script>')
    buy(Shopper(new_context(), shop.url).visit("/shop.html"))


def test_with_a_chat_server_that_never_answers_the_shops_page_works(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(body=BUY, tag="async")
    asked: list[Route] = []
    guest.page.route("**/static/embed.js", lambda route: asked.append(route))  # and nothing more
    guest.page.goto(f"{guest.url}/shop.html", wait_until="domcontentloaded")
    buy(guest)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (502, "text/html", "<h1>Bad gateway</h1>"),
        (200, "text/html", "<h1>Sign in to the hotel's network</h1>"),
        (200, "text/javascript", ""),
        (200, "text/javascript", "(() => { 'use strict'; const page = window; page.Chatbot = {"),
    ],
    ids=["an error page", "another page", "nothing", "half of the script"],
)
def test_a_server_that_sends_nonsense_for_the_script_does_not_harm_the_page(
    shop: Shop, guest: Shopper, status, kind, body
) -> None:
    no_policy(shop)
    shop.write(head="<script>(window.Chatbot ||= []).push(['open'])</script>", body=BUY, tag="async")
    guest.page.route("**/static/embed.js", lambda route: route.fulfill(status=status, content_type=kind, body=body))
    buy(guest.visit("/shop.html"))
    assert guest.page.locator("chat-widget").count() == 0


def test_a_server_that_sends_nonsense_for_the_chat_does_not_harm_the_page(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(body=BUY)
    nonsense = """<script>for (const type of ["go", "ready", "event", "unread", "nonsense", undefined]) {
        parent.postMessage({ type, url: "javascript:top.attacked=1", count: "many", name: {}, detail: 7 }, "*") }
        parent.postMessage("nonsense", "*"); parent.postMessage(null, "*"); parent.told = true</script>"""
    guest.page.route("**/widget?*", lambda route: route.fulfill(body=nonsense, content_type="text/html"))
    guest.visit("/shop.html")
    guest.launcher.click()
    buy(guest)
    guest.launcher.click()
    expect(guest.launcher).to_have_attribute("aria-expanded", "false")
    assert guest.page.evaluate("window.attacked") is None


def test_with_a_socket_that_speaks_nonsense_the_page_works_and_what_is_written_is_kept(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(body=BUY)
    guest.page.route("**/socket.io/*", lambda route: route.fulfill(body="nonsense"))
    guest.page.route_web_socket(
        "**/socket.io/*", lambda socket: [socket.send(each) for each in ("42[", "0{}", "x", "", "4")] and None
    )
    guest.visit("/shop.html").open_chat().say("hello")
    expect(guest.find(".banner").first).to_be_visible()
    expect(guest.bubbles).to_have_text(["hello"])
    buy(guest)


def buy(guest: Shopper) -> None:
    """Use the shop as if there were no chat."""
    guest.page.get_by_text("Buy").click()
    expect(guest.page.get_by_text("Bought")).to_be_visible()


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


def test_destroy_leaves_no_node_listener_timer_or_global(shop: Shop, guest: Shopper) -> None:
    no_policy(shop)
    shop.write(tag='data-proactive="Need help?" data-proactive-after="600"')
    guest.page.add_init_script(COUNTING)
    guest.visit("/shop.html")
    guest.page.evaluate("() => { Chatbot.on('open', () => {}) }")
    guest.open_chat().ask("hello")
    guest.page.wait_for_function("ticking.size === 1")  # the proactive message waits
    assert guest.page.evaluate("listening.filter(({ signal }) => !signal?.aborted).length") > 3

    guest.page.evaluate("Chatbot.destroy()")

    assert guest.page.evaluate("[typeof window.Chatbot, ticking.size]") == ["undefined", 0]
    assert guest.page.evaluate("listening.filter(({ signal }) => !signal?.aborted).map(({ type }) => type)") == []
    assert guest.page.evaluate("[...document.querySelectorAll('*')].map((node) => node.localName)") == [
        "html", "head", "meta", "meta", "title", "body", "h1", "script",
    ]  # fmt: skip
    assert guest.page.evaluate("[document.title, document.documentElement.getAttributeNames(), document.body.getAttributeNames()]") == [
        "A shop", ["lang"], [],
    ]  # fmt: skip


def test_after_destroy_the_chat_can_be_embedded_again(guest: Shopper) -> None:
    guest.visit("/shop.html").open_chat().say("slow 1")
    source = guest.page.evaluate("document.querySelector('script').src")
    guest.page.evaluate("Chatbot.destroy()")
    guest.page.evaluate(
        "(src) => { const tag = document.createElement('script'); tag.src = src; document.body.append(tag) }", source
    )
    guest.open_chat()
    expect(guest.bubbles.last).to_contain_text("slow 1")
