"""The real bot on the demo shop: real models, real database, plain sentences unless a test is about the words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.config import Settings
from chatbot.dialogue.assemble import build_bot
from chatbot.dialogue.bot import Bot
from chatbot.messages import CustomerMessage, DialogueState, Reply
from chatbot.storage import open_store
from scripts.seed_demo import seed


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
    seed(store, Settings().models_dir / "encoder")
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
