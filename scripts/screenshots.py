"""Take the README's pictures of the demo shop and its chat, from a running server with the demo data.

    scripts/serve --port 8000          in one terminal
    python scripts/screenshots.py --url http://127.0.0.1:8000          in another; about half a minute

Writes docs/screenshots/*.png. Needs the test dependencies and Chromium (scripts/test installs both).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Page, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB", "has_touch": True, "is_mobile": True}
ORDER = ("Where is my order?", "1042", "{email}")
ANSWERED_MS = 30_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--email", default="maria.lopez@example.com", help="the address of order 1042")
    args = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"])
        shop(browser, args.url)
        talk(browser, args.url, "desktop-products", DESKTOP, "light", ["A waterproof jacket under 80 for hiking"])
        talk(browser, args.url, "desktop-answer-dark", DESKTOP, "dark", ["Do you ship to Canada, and how long does it take?"])
        talk(browser, args.url, "phone-answer", PHONE, "light", ["hi", "What does delivery to Belgium cost?"])
        talk(browser, args.url, "phone-order", PHONE, "dark", [line.format(email=args.email) for line in ORDER])
        browser.close()


def shop(browser: Browser, url: str) -> None:
    page = browser.new_context(**DESKTOP).new_page()
    page.goto(url)
    page.locator("chat-widget .launcher").wait_for()
    save(page, "shop")


def talk(browser: Browser, url: str, name: str, size: dict[str, object], theme: str, lines: list[str]) -> None:
    page = browser.new_context(**size, color_scheme=theme, reduced_motion="reduce").new_page()
    page.goto(url)
    page.locator("chat-widget .launcher").click()
    chat = page.frame_locator("chat-widget iframe")
    for number, line in enumerate(lines, 1):
        say(chat, line, number)
    page.wait_for_timeout(500)  # pictures of products
    save(page, name)


def say(chat: FrameLocator, line: str, number: int) -> None:
    chat.locator("#message").fill(line)
    chat.locator("#message").press("Enter")
    chat.locator(".log .theirs").nth(number - 1).wait_for(timeout=ANSWERED_MS)


def save(page: Page, name: str) -> None:
    page.screenshot(path=OUT / f"{name}.png")
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
