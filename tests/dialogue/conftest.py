"""The real bot on the demo shop: real models, real database, plain sentences unless a test is about the words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chatbot.config import Settings
from chatbot.dialogue.assemble import build_bot
from chatbot.dialogue.bot import Bot
from chatbot.dialogue.routing import Router
from chatbot.dialogue.skills import Skills
from chatbot.messages import CustomerMessage, DialogueState, Reply
from chatbot.records import OrderRecord, ParcelRecord
from chatbot.skills.handoff import HandoffSkill
from chatbot.skills.order_gate import OrderGate
from chatbot.skills.orders import OrdersSkill
from chatbot.skills.smalltalk import SmalltalkSkill
from chatbot.storage import open_store
from chatbot.storage.orders import OrderFailures, Orders
from scripts.seed_demo import seed
from tests.dialogue.fakes import KnownFaq, KnownProducts, NoProducts, Talk


class Conversation:
    """One customer and the bot, without the web."""

    def __init__(self, bot: Bot, name: str = "c") -> None:
        self._bot, self._name, self._state, self._seq = bot, name, DialogueState(), 0

    def say(self, text: str, choice: str | None = None) -> Reply:
        self._seq += 1
        message = CustomerMessage(self._name, text, self._seq, choice, address=self._name)
        reply = self._bot.reply(message, self._state, lambda name: None, lambda part: None)
        self._state = reply.state
        return reply


@pytest.fixture(scope="session")
def demo_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "shop.db"
    store = open_store(path)
    seed(store, Settings().models_dir)
    store.close()
    return path


@pytest.fixture(scope="session")
def bot(demo_db: Path) -> Iterator[Bot]:
    store = open_store(demo_db)
    yield build_bot(Settings(db=demo_db, generator="plain"), store)
    store.close()


@pytest.fixture(scope="session")
def wording_bot(demo_db: Path) -> Iterator[Bot]:
    store = open_store(demo_db)
    yield build_bot(Settings(db=demo_db), store)
    store.close()


@pytest.fixture
def customer(bot: Bot, request: pytest.FixtureRequest) -> Conversation:
    return Conversation(bot, request.node.name)


@pytest.fixture
def talkative(wording_bot: Bot, request: pytest.FixtureRequest) -> Conversation:
    return Conversation(wording_bot, request.node.name)


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    store, settings = open_store(tmp_path / "shop.db"), Settings()
    orders = Orders(store)
    parcel = ParcelRecord(status="shipped", items=("1 x Lamp",), eta="2026-11-27")
    orders.replace([("1042", OrderRecord("1042", "maria@example.com", "", "2026-11-20", "49.90", "EUR", (parcel,)))])
    skill = OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings), settings, today=lambda: date(2026, 11, 25))
    faq = KnownFaq(do_you_take_paypal_btw=0.95, how_do_i_track_my_order=0.95, how_do_i_cancel=0.9, i_want_my_money_back=0.9)
    return Talk(Router(Skills(faq, skill, NoProducts(), SmalltalkSkill(settings), HandoffSkill(settings)), settings))


@pytest.fixture
def shop(talk: Talk) -> Talk:
    """The same router with products, and an FAQ that answers everything about lamps."""
    skills = talk.router._skills
    faq = KnownFaq(is_the_lamp_dimmable=0.99, do_you_have_lamps=0.99, do_you_sell_pegs=0.99, a_gift_for_my_dad=0.7)
    return Talk(Router(Skills(faq, skills.orders, KnownProducts(), skills.smalltalk, skills.handoff), Settings()))
