"""What the staff's pages work with, and how they render."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from flask import current_app, render_template

from chatbot.config import Settings
from chatbot.knowledge.catalogue import Catalogue
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.index import Index
from chatbot.knowledge.product_groups import Model, models_of
from chatbot.knowledge.publish import current_rows
from chatbot.knowledge.replay import Judge, build_index
from chatbot.models.encoder import Encoders
from chatbot.storage.attachments import Attachments
from chatbot.storage.audit import Audit
from chatbot.storage.corrections import Corrections
from chatbot.storage.db import Store
from chatbot.storage.faqs import Faqs
from chatbot.storage.figures import Figures
from chatbot.storage.inbox import Inbox
from chatbot.storage.notes import CannedAnswers, Notes
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products
from chatbot.storage.questions import Questions
from chatbot.storage.regression import Regression
from chatbot.storage.sessions import Sessions
from chatbot.storage.staff import Staff
from chatbot.storage.tickets import Tickets
from chatbot.web.admin.checking import Checker
from chatbot.web.admin.trainer import Trainer
from chatbot.web.admin.work import Workbench
from chatbot.web.auth import Throttle, me
from chatbot.web.desk import Desk
from chatbot.web.turns import Bot

MAX_VECTORS = 2_000  # 9 MB at 1,152 floats


class Office:
    """One per app; views find it by `office()`."""

    def __init__(self, settings: Settings, store: Store, desk: Desk, bot: Bot, load_encoders: Callable[[], Encoders]) -> None:
        """`load_encoders` gives the sentence encoders that the bot uses; it is called when a file is first checked."""
        self.settings = settings
        self.store = store
        self.desk = desk
        self.bot = bot
        self.staff = Staff(store)
        self.sessions = Sessions(store)
        self.audit = Audit(store)
        self.inbox = Inbox(store)
        self.tickets = Tickets(store)
        self.notes = Notes(store)
        self.attachments = Attachments(store)
        self.canned = CannedAnswers(store)
        self.throttle = Throttle()
        self.faqs = Faqs(store)
        self.products = Products(store)
        self.orders = Orders(store)
        self.bench = Workbench(store, settings, lambda: self.encoders.faqs)
        self.questions = Questions(store)
        self.corrections = Corrections(store)
        self.trainer = Trainer(store, settings)
        self.regression = Regression(store)
        self.checker = Checker(store, bot)
        self.figures = Figures(store)
        self._rows: tuple[int, tuple[FaqRow, ...]] = (0, ())
        self._index: tuple[int, Index | None] = (0, None)
        self._variants: tuple[int, dict[str, tuple[str, ...]]] = (-1, {})
        self._vectors: dict[str, np.ndarray] = {}
        self._load_encoders = load_encoders
        self._encoders: Encoders | None = None
        self._lock = threading.Lock()

    @property
    def encoders(self) -> Encoders:
        """Loaded once; raises ModelMissing or ModelRefused."""
        with self._lock:
            self._encoders = self._encoders or self._load_encoders()
            return self._encoders

    def rows(self) -> tuple[FaqRow, ...]:
        """The entries that answer now, read once per version."""
        version = self.faqs.current()
        if self._rows[0] != version:
            self._rows = (version, tuple(current_rows(self.store, version)))
        return self._rows[1]

    def index(self) -> Index | None:
        """The search over the entries that answer now, made once per version."""
        version = self.faqs.current()
        if self._index[0] != version:
            self._index = (version, build_index(self.faqs, self.encoders.faqs, self.rows()))
        return self._index[1]

    def variants(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of all variants of a product, its own among them, by the id of each; made once per version (0.9 s for 10,000)."""
        version = self.products.version()
        if self._variants[0] != version:
            products = list(self.products.all())
            alike: dict[Model, list[str]] = defaultdict(list)
            models = models_of(products)
            for product, model in zip(products, models, strict=True):
                alike[model].append(product.id)
            found = {product.id: tuple(alike[model]) for product, model in zip(products, models, strict=True)}
            self._variants = (version, found)
        return self._variants[1]

    @cached_property
    def catalogue(self) -> Catalogue:
        """What the bot searches products in; of one without models, a catalogue of its own."""
        shared: Catalogue | None = getattr(self.bot, "catalogue", None)
        return shared or Catalogue(self.products, self.encoders.products)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.encoders.faqs, self.settings)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Return (texts, width) float32; what was asked for lately is remembered in memory, never on the disk."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if len(self._vectors) + len(missing) > MAX_VECTORS:
            self._vectors, missing = {}, list(dict.fromkeys(texts))
        if missing:
            self._vectors.update(zip(missing, self.encoders.faqs.encode(missing), strict=True))
        return np.stack([self._vectors[text] for text in texts])

    def note(self, action: str, subject: str = "", detail: str = "") -> None:
        """Keep in the audit log that the signed-in person did this."""
        self.audit.add(me().name, action, subject, detail)


def office() -> Office:
    found: Office = current_app.extensions["office"]
    return found


def page(template: str, **context: Any) -> str:
    """Render a template of templates/admin/; every page also knows what `admin.shared_context` gives."""
    return render_template(f"admin/{template}", **context)
