"""For everyone: axe on each state, the keyboard alone, a screen reader's ear, small screens, large text, forced colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from chatbot.config import ROOT
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.shopper import Shopper
from tests.conftest import Gate
from tests.visitor import LiveServer

NewContext = Callable[..., BrowserContext]
Step = Callable[[Shopper], object]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def menu(entry: str) -> Step:
    def choose(shopper: Shopper) -> None:
        shopper.find("[aria-label='More']").click()
        shopper.find(".menu button").filter(has_text=entry).click()

    return choose


def wait(selector: str) -> Step:
    return lambda shopper: expect(shopper.find(selector).first).to_be_visible()


def send_later(shopper: Shopper, *names: str) -> None:
    """Choose files, each with its type by its name."""
    types = {"png": "image/png", "svg": "image/svg+xml"}
    files = [{"name": name, "mimeType": types[name[-3:]], "buffer": b"\x89PNG\r\n\x1a\n"} for name in names]
    shopper.find(".file-input").set_input_files(files)  # type: ignore[arg-type]


def states(gate: Gate) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """What to do, one after the other in one conversation; axe looks after each."""
    return (
        ("empty", (wait(".open-chips"),)),
        ("answered", (lambda shopper: shopper.ask("hello"),)),
        ("source", (lambda shopper: shopper.ask("faq", "Yes, we ship to Canada."),)),
        ("reason", (lambda shopper: shopper.find("[aria-label='This answer did not help']").click(), wait(".reason .chip"))),
        ("products", (lambda shopper: shopper.ask("products", "Here is what fits best."),)),
        ("order", (lambda shopper: shopper.ask("order", "travels in 2 parcels"),)),
        ("stage", (lambda shopper: shopper.say(gate.words), wait(".stage"))),
        ("trouble", (lambda shopper: gate.open(), lambda shopper: shopper.say("fail"), wait(".trouble"))),
        ("menu", (lambda shopper: shopper.find("[aria-label='More']").click(), wait(".menu"))),
        ("menu closed", (lambda shopper: shopper.page.keyboard.press("Escape"),)),
        ("rating", (menu("Rate this chat"), wait(".rating"))),
        ("new chat", (menu("Start a new chat"), wait(".card .primary"), lambda shopper: shopper.find(".card .plain").click())),
        ("too long", (lambda shopper: shopper.input.fill("x" * 4005), lambda shopper: shopper.input.blur())),
        ("offline", (lambda shopper: shopper.input.fill(""), lambda shopper: shopper.page.context.set_offline(True),
                     lambda shopper: shopper.say("held back"), wait(".banner"))),
        ("files to send", (lambda shopper: shopper.page.context.set_offline(False), lambda shopper: send_later(shopper, "a.png", "a.svg"),
                           wait(".staged li"), wait(".file-problem"))),
        ("file sent", (lambda shopper: shopper.find(".send").click(), wait(".theirs .bubble:has-text('look into files')"))),
        ("delete", (menu("Delete my data"), wait(".card .danger"), lambda shopper: shopper.find(".card .plain").click())),
        ("asked for a rating", (lambda shopper: shopper.ask("bye", "Goodbye!"), wait(".rating"))),
        ("person", (lambda shopper: shopper.find("button:visible").filter(has_text="Talk to a person").click(),
                    wait(".banner.handoff"))),
        ("deleted", (menu("Delete my data"), lambda shopper: shopper.find(".card .danger").click(), wait(".card.erased"))),
    )  # fmt: skip


def find_faults(place: Page | Frame) -> list[str]:
    """Run axe in a page or frame, past its content policy; return one line per fault."""
    place.evaluate(AXE.read_text())
    result: dict[str, Any] = place.evaluate(
        "(rules) => axe.run(document, { runOnly: rules, iframes: false, rules: { 'target-size': { enabled: true } } })", RULES
    )
    return [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in result["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_any_state_of_the_chat(
    live: LiveServer, new_context: NewContext, size: dict[str, Any], theme: str, gate: Gate
) -> None:
    shopper = Shopper(new_context(**size, color_scheme=theme, reduced_motion="reduce"), live.url).visit().open_chat()
    faults: dict[str, list[str]] = {}
    for name, steps in states(gate):
        for step in steps:
            step(shopper)
        faults[name] = find_faults(shopper.frame())
    assert {name: lines for name, lines in faults.items() if lines} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_line_about_data(
    start_server: Callable[..., LiveServer], new_context: NewContext, size: dict[str, Any], theme: str
) -> None:
    server = start_server(CHATBOT_CONSENT_TEXT="We keep this chat to answer you.", CHATBOT_PRIVACY_URL="/help/shipping")
    shopper = Shopper(new_context(**size, color_scheme=theme, reduced_motion="reduce"), server.url).visit().open_chat()
    expect(shopper.find(".consent a")).to_be_visible()
    assert find_faults(shopper.frame()) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["/", "/product/trailhead-rain-jacket-blue", "/help/shipping"])
def test_axe_finds_nothing_in_the_demo_shop(
    live: LiveServer, new_context: NewContext, size: dict[str, Any], theme: str, path: str
) -> None:
    shopper = Shopper(new_context(**size, color_scheme=theme, reduced_motion="reduce"), live.url).visit(path)
    expect(shopper.launcher).to_be_visible()
    assert find_faults(shopper.page) == []


def test_a_whole_conversation_by_keyboard_alone(shopper: Shopper) -> None:
    shopper.visit("/help/shipping")
    keyboard = shopper.page.keyboard
    expect(shopper.launcher).to_be_visible()
    shopper.page.evaluate("document.querySelector('chat-widget').shadowRoot.querySelector('.launcher').focus()")
    keyboard.press("Enter")
    expect(shopper.input).to_be_focused()
    keyboard.type("order")
    keyboard.press("Enter")
    expect(shopper.find(".order h3")).to_be_visible()
    expect(shopper.input).to_be_focused()
    go_to(shopper, "[aria-label='This answer helped']", "Shift+Tab")
    keyboard.press("Enter")
    expect(shopper.find(".reason")).to_have_text("Thank you for telling us.")
    go_to(shopper, "[aria-label='More']", "Shift+Tab")
    keyboard.press("Enter")
    expect(shopper.find(".menu button").first).to_be_focused()
    keyboard.press("Escape")
    expect(shopper.find("[aria-label='More']")).to_be_focused()
    keyboard.press("Escape")
    expect(shopper.launcher).to_be_focused()


def go_to(shopper: Shopper, selector: str, key: str) -> None:
    for _ in range(30):
        shopper.page.keyboard.press(key)
        if shopper.find(selector).evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{selector} cannot be reached with {key}")


def test_the_focus_stays_with_the_writer_when_a_chip_is_gone(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    expect(shopper.find(".open-chips")).to_be_visible()
    go_to(shopper, ".open-chips .chip:first-child", "Shift+Tab")
    shopper.page.keyboard.press("Enter")
    expect(shopper.input).to_be_focused()


def test_a_reply_is_announced_once_and_whole(shopper: Shopper) -> None:
    shopper.visit_chat()
    shopper.page.evaluate(
        """() => { window.heard = []; window.busy = [];
        const log = document.querySelector("[role=log]");
        new MutationObserver((changes) => changes.forEach((change) => change.type === "attributes" ? busy.push(log.ariaBusy)
          : change.addedNodes.forEach((node) => heard.push(node.textContent))))
          .observe(log, { childList: true, attributes: true, attributeFilter: ["aria-busy"] }) }"""
    )
    shopper.ask("hello there, how are you today")
    heard = [text for text in shopper.page.evaluate("heard") if "You said" in text]
    assert len(heard) == 1
    assert "You said: hello there, how are you today" in heard[0]
    assert shopper.find("[role=log]").get_attribute("aria-live") == "polite"
    assert shopper.find(".streaming").get_attribute("aria-hidden") == "true"


def test_the_history_is_not_read_aloud_after_a_reload(shopper: Shopper) -> None:
    shopper.visit_chat().ask("hello")
    shopper.page.add_init_script(
        """new MutationObserver((changes) => changes.forEach((change) => change.target.getAttribute?.("role") === "log"
          && change.addedNodes.length && ((window.live ??= []).push(change.target.ariaLive))))
          .observe(document, { childList: true, subtree: true })"""
    )
    shopper.page.reload()
    expect(shopper.bubbles).to_have_count(2)
    assert "polite" not in shopper.page.evaluate("live ?? []")


def test_who_speaks_is_told_to_those_who_do_not_see_it(shopper: Shopper) -> None:
    shopper.visit_chat().ask("hello")
    own, answer = shopper.find(".log .row").all_text_contents()
    assert own.startswith("You: hello")
    assert answer.startswith("Automated assistant: You said")


@pytest.mark.parametrize(("width", "text_percent"), [(320, 100), (390, 200), (320, 200)])
def test_small_screens_and_large_text_need_no_sideways_scrolling(
    live: LiveServer, new_context: NewContext, width: int, text_percent: int
) -> None:
    shopper = Shopper(new_context(viewport={"width": width, "height": 640}), live.url).visit_chat()
    shopper.page.evaluate("percent => { document.documentElement.style.fontSize = percent + '%' }", text_percent)
    shopper.ask("products", "Here is what fits best.").ask("order", "travels in 2 parcels").ask("x" * 300, "x")
    send_later(shopper, f"{'a-long-name' * 9}.png", *(f"{n}.png" for n in range(9)))
    expect(shopper.find(".staged li")).to_have_count(10)
    wide = shopper.page.evaluate(
        "[document.documentElement, document.querySelector('.scroller')].map((node) => node.scrollWidth - node.clientWidth)"
    )
    assert wide == [0, 0]
    expect(shopper.input).to_be_in_viewport()
    expect(shopper.find(".send")).to_be_in_viewport()


def test_in_forced_colours_bubbles_and_progress_can_be_told_apart(live: LiveServer, new_context: NewContext) -> None:
    shopper = Shopper(new_context(**DESKTOP, forced_colors="active"), live.url).visit_chat().ask("order", "travels in 2 parcels")
    assert shopper.bubbles.first.evaluate("node => getComputedStyle(node).borderTopWidth") == "1px"
    done, ahead = (shopper.find(f".step.is-{state}").last for state in ("done", "ahead"))
    assert done.evaluate("node => getComputedStyle(node).backgroundColor") != ahead.evaluate(
        "node => getComputedStyle(node).backgroundColor"
    )


def test_with_reduced_motion_nothing_moves(live: LiveServer, new_context: NewContext, gate: Gate) -> None:
    shopper = Shopper(new_context(**DESKTOP, reduced_motion="reduce"), live.url).visit_chat().ask("order", "travels in 2 parcels")
    shopper.say(gate.words)
    expect(shopper.find(".stage")).to_be_visible()
    assert shopper.page.evaluate("document.getAnimations().length") == 0


def test_each_message_finds_its_own_direction(shopper: Shopper) -> None:
    shopper.visit_chat().ask("مرحبا كيف الحال", "مرحبا")
    assert shopper.bubbles.first.evaluate("node => getComputedStyle(node).direction") == "rtl"
