"""A customer with a real browser: looks at the shop, opens the chat, writes and reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Locator, Page, expect

PATIENCE_MS = 240_000  # a slow machine is no failure
expect.set_options(timeout=PATIENCE_MS)


class Shopper:
    """One tab. `complaints` collects what the browser complains about: script errors, blocked content, missing files."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def visit(self, path: str = "/") -> Shopper:
        self.page.goto(self.url + path)
        return self

    def open_chat(self) -> Shopper:
        self.launcher.click()
        expect(self.input).to_be_visible()
        return self

    def visit_chat(self) -> Shopper:
        """Open the widget's page by itself, as in a frame of full size."""
        self.visit("/widget")
        expect(self.input).to_be_visible()
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.locator("chat-widget .launcher")

    @property
    def chat(self) -> Any:
        """Where the chat's nodes are looked for: in the frame, or in the page that is the chat."""
        return self.page if "/widget" in self.page.url else self.page.frame_locator("chat-widget iframe")

    @property
    def input(self) -> Locator:
        return self.find("#message")

    def find(self, selector: str) -> Locator:
        found: Locator = self.chat.locator(selector)
        return found

    def frame(self) -> Frame:
        return next(frame for frame in self.page.frames if "/widget" in frame.url)

    def say(self, text: str) -> Shopper:
        self.input.fill(text)
        self.input.press("Enter")
        return self

    def ask(self, text: str, answer: str | re.Pattern[str] | None = None) -> Shopper:
        """Write and wait for the reply: by default the echo of a FakeBot, and always the end of the stage."""
        self.say(text)
        expect(self.bubbles.last).to_contain_text(answer or f"You said: {text}")
        expect(self.find(".streaming")).to_be_hidden()
        return self

    @property
    def bubbles(self) -> Locator:
        return self.find(".log .bubble")

    def texts(self) -> list[str]:
        """What stands in the log, top to bottom."""
        return [text.strip() for text in self.bubbles.all_inner_texts()]

    def wait_for(self, is_so: Callable[[], bool], why: str) -> None:
        for _ in range(PATIENCE_MS // 50):
            if is_so():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{why}: {self.texts()}")

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)
