"""The demo shop's pages, with the real catalogue and FAQ."""

from __future__ import annotations

import re

import pytest

from chatbot.app import create_app
from chatbot.config import Settings
from chatbot.records import Product
from chatbot.web.window import HelpPage, ShopWindow
from tests.fakes import FakeBot
from tests.live import fill_shop

SHOP = "https://shop.example"
PAGES = ["/", "/product/trailhead-rain-jacket-blue", "/help/shipping", "/store", "/widget"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    db = tmp_path_factory.mktemp("pages") / "chatbot.db"
    fill_shop(db)
    return create_app(Settings(db=db, allowed_origins=(SHOP,)), FakeBot()).test_client()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there(browser, page):
    answer = browser.get(page)

    assert answer.status_code == 200
    assert "Fernway" in answer.text


@pytest.mark.parametrize("page", ["/nope", "/product/nope", "/help/nope", "/static/nope.js"])
def test_what_is_not_there_is_told_as_such(browser, page):
    assert browser.get(page).status_code == 404


def test_a_wrong_address_of_the_shop_still_leads_into_the_shop(browser):
    assert 'href="/">To the shop' in browser.get("/product/nope").text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_needs_inline_code_or_a_stranger(browser, page):
    text = browser.get(page).text

    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//(?!www\.w3\.org)", text)


def test_the_shop_shows_its_products_with_price_and_stock(browser):
    text = browser.get("/product/trailhead-rain-jacket-red").text

    assert "€74.90" in text
    assert "Sold out" in text


def test_the_source_under_an_answer_leads_to_its_words(browser):
    assert "27 EU countries" in browser.get("/help/shipping").text


def test_only_the_listed_shops_may_frame_the_widget(browser):
    policies = [browser.get(page).headers["Content-Security-Policy"] for page in ("/widget", "/")]

    assert f"frame-ancestors 'self' {SHOP}" in policies[0]
    assert policies[1].endswith("frame-ancestors 'self'")


def test_the_embedding_script_may_be_loaded_by_a_strict_shop(browser):
    assert browser.get("/static/embed.js").headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_catalogue_full_of_markup_is_shown_as_text(browser, monkeypatch):
    evil = Product("evil", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', category="<b>", url='/x"onclick="y')
    monkeypatch.setattr(ShopWindow, "products", lambda self: (evil,))
    monkeypatch.setattr(ShopWindow, "product", lambda self, product_id: evil)

    for page in ("/", "/product/evil"):
        text = browser.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'onclick="y' not in text


def test_entries_without_a_page_of_this_shop_get_one_for_their_category(store):
    from chatbot.storage.faqs import Draft, Faqs

    sources = {"one": "/help/a?x=1#y", "two": "https://elsewhere.example/b", "three": "//evil.example/c"}
    contents = [
        {"id": name, "question": name, "answer": "yes", "enabled": True, "category": "Gift cards", "source_url": url}
        for name, url in sources.items()
    ]
    entries = [(each["id"], each["id"], each) for each in contents]
    Faqs(store).publish(Draft(entries, "test", "test", "replace", {"new": 3, "changed": 0, "removed": 0}, 0))

    pages = ShopWindow(store).help_pages()

    assert list(pages) == ["/help/a", "/help/gift-cards"]
    assert isinstance(pages["/help/gift-cards"], HelpPage)
    assert [entry.id for entry in pages["/help/gift-cards"].entries] == ["two", "three"]
