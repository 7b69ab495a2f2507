"""What the demo shop's pages show, read from the newest published catalogue and FAQ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chatbot.messages import ProductCard
from chatbot.records import Product
from chatbot.skills.product_card import card
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs
from chatbot.storage.products import Products
from chatbot.web.rendering import to_html


@dataclass(frozen=True, slots=True)
class HelpEntry:
    id: str
    question: str
    html: str  # the answer, rendered and cleaned


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The FAQ entries that name this page as their source, so that a source under an answer leads to its text."""

    url: str  # a path on this server
    title: str
    entries: list[HelpEntry] = field(default_factory=list)


class ShopWindow:
    def __init__(self, store: Store) -> None:
        self._products = Products(store)
        self._faqs = Faqs(store)
        self._pages: tuple[int, dict[str, HelpPage]] = (0, {})  # of this FAQ version

    def products(self) -> Sequence[Product]:
        return tuple(self._products.all())

    def product(self, product_id: str) -> Product | None:
        return self._products.get(product_id)

    def card(self, product: Product) -> ProductCard:
        """Price and stock as the bot shows them."""
        return card(product)

    def help_pages(self) -> Mapping[str, HelpPage]:
        """Return the help pages by path, in the order of the FAQ."""
        version = self._faqs.current()
        if self._pages[0] != version:
            self._pages = (version, _help_pages(self._faqs.contents(version)) if version else {})
        return self._pages[1]


def _help_pages(contents: Any) -> dict[str, HelpPage]:
    pages: dict[str, HelpPage] = {}
    for entry in contents:
        if entry["enabled"]:
            url = _path(entry)
            page = pages.setdefault(url, HelpPage(url, url.rsplit("/", 1)[-1].replace("-", " ").capitalize()))
            page.entries.append(HelpEntry(entry["id"], entry["question"], to_html(entry["answer"])))
    return pages


def _path(entry: Mapping[str, Any]) -> str:
    """The page an entry belongs to: its own source if that is on this server, else one for its category."""
    source = str(entry["source_url"])
    if source.startswith("/") and not source.startswith("//"):
        return source.split("?")[0].split("#")[0]
    slug = re.sub(r"[^a-z0-9]+", "-", str(entry["category"]).lower()).strip("-")
    return f"/help/{slug or 'questions'}"
