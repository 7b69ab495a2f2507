"""A real Chromium for all browser tests, and shoppers in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.foreign_shop import POLICY, Shop
from tests.browser.shopper import Shopper
from tests.conftest import free_port, serving
from tests.tokens import IDENTITY_SECRET
from tests.visitor import LiveServer

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB", "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser profile of its own: `new_context(**PHONE, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        contexts.append(chromium.new_context(**(options or DESKTOP)))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def shopper(live: LiveServer, new_context: Callable[..., BrowserContext]) -> Shopper:
    """On the session's server, with a fresh desktop browser."""
    return Shopper(new_context(), live.url)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A foreign shop with a chat server that allows it."""
    shop = Shop(tmp_path_factory.mktemp("shop"), free_port())
    origins = f'["{shop.url}", "{shop.other_site}"]'
    environment = {"CHATBOT_ALLOWED_ORIGINS": origins, "CHATBOT_IDENTITY_SECRET": IDENTITY_SECRET}
    with serving(tmp_path_factory.mktemp("chat") / "live.db", environment) as server:
        shop.server, shop.chat = server, server.url
        yield shop
        shop.close()


@pytest.fixture
def guest(shop: Shop, new_context: Callable[..., BrowserContext]) -> Shopper:
    shop.policy = POLICY
    shop.write()
    return Shopper(new_context(), shop.url)
