"""Take the README's pictures of the demo shop and its chat, from a running server with the demo data.

    scripts/serve --port 8000          in one terminal
    python scripts/screenshots.py --url http://127.0.0.1:8000          in another; about half a minute

Writes docs/screenshots/*.png. Needs the test dependencies and Chromium (scripts/test installs both).
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FrameLocator, Page, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB", "has_touch": True, "is_mobile": True}
ANSWERED_MS = 30_000


@dataclass(frozen=True, slots=True)
class Scene:
    """A chat to take a picture of; "{email}" in its lines is the customer's address."""

    name: str
    screen: dict[str, object]
    theme: Literal["light", "dark"]
    lines: tuple[str, ...]


SCENES = (
    Scene("desktop-products", DESKTOP, "light", ("A waterproof jacket under 80 for hiking",)),
    Scene("desktop-answer-dark", DESKTOP, "dark", ("Do you ship to Canada, and how long does it take?",)),
    Scene("phone-answer", PHONE, "light", ("hi", "What does delivery to Belgium cost?")),
    Scene("phone-order", PHONE, "dark", ("Where is my order?", "1042", "{email}")),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--email", default="maria.lopez@example.com", help="the address of order 1042")
    args = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"])
        shop(browser, args.url)
        for scene in SCENES:
            talk(browser, args.url, scene, args.email)
        browser.close()


def shop(browser: Browser, url: str) -> None:
    page = browser.new_context(**DESKTOP).new_page()
    page.goto(url)
    page.locator("chat-widget .launcher").wait_for()
    save(page, "shop")


def talk(browser: Browser, url: str, scene: Scene, email: str) -> None:
    page = browser.new_context(**scene.screen, color_scheme=scene.theme, reduced_motion="reduce").new_page()
    page.goto(url)
    page.locator("chat-widget .launcher").click()
    chat = page.frame_locator("chat-widget iframe")
    for number, line in enumerate(scene.lines, 1):
        say(chat, line.format(email=email), number)
    page.wait_for_timeout(500)  # pictures of products
    save(page, scene.name)


def say(chat: FrameLocator, line: str, number: int) -> None:
    chat.locator("#message").fill(line)
    chat.locator("#message").press("Enter")
    chat.locator(".log .theirs").nth(number - 1).wait_for(timeout=ANSWERED_MS)


def save(page: Page, name: str) -> None:
    page.screenshot(path=OUT / f"{name}.png")
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
