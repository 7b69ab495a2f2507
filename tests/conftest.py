"""Shared fixtures: a real database, an app with a FakeBot, and real server processes on random ports."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from chatbot.app import create_app
from chatbot.config import ROOT, Settings
from chatbot.models.encoder import Encoder, Encoders
from chatbot.storage import open_store
from chatbot.storage.conversations import Conversations
from chatbot.storage.db import Store
from chatbot.storage.workers import Worker
from tests.fakes import FakeBot
from tests.visitor import LiveServer, Visitor

os.environ.setdefault("HF_HUB_OFFLINE", "1")

PATIENT = {"CHATBOT_TURN_DEADLINE_S": "120"}  # a slow machine is no failure


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "chatbot.db")
    yield store
    store.close()


@pytest.fixture
def worker(store: Store) -> Worker:
    return Worker(store.path)


@pytest.fixture
def conversations(store: Store, worker: Worker) -> Conversations:
    return Conversations(store, worker.name)


@pytest.fixture
def app(tmp_path: Path, store: Store) -> Flask:
    return create_app(Settings(db=tmp_path / "chatbot.db"), FakeBot(), store)


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., LiveServer]]:
    """Start a real server; `start_server(db=..., CHATBOT_TURN_DEADLINE_S="1")`. All are ended after the test."""
    started: list[LiveServer] = []

    def start(db: Path = tmp_path / "live.db", **environment: str) -> LiveServer:
        started.append(LiveServer(free_port(), db, PATIENT | environment))
        started[-1].start()
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One real server for all tests that do not end it."""
    limits = {"CHATBOT_MESSAGES_PER_MINUTE_PER_ADDRESS": "100000", "CHATBOT_SESSIONS_PER_MINUTE_PER_ADDRESS": "100000"}
    with serving(tmp_path_factory.mktemp("live") / "live.db", PATIENT | limits) as server:
        yield server


@dataclass(frozen=True)
class Gate:
    """A turn that ends when a test says so: send `words`, look at what is there meanwhile, then `open()`."""

    file: Path

    @property
    def words(self) -> str:
        return f"wait {self.file}"

    def open(self) -> None:
        self.file.touch()


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = Gate(tmp_path / "gate")
    yield gate
    gate.open()


@pytest.fixture
def visit() -> Iterator[Callable[..., Visitor]]:
    """Open a chat as a visitor: `visit(server)` starts a conversation, `visit(server, token=..., last_seq=...)` comes back."""
    visitors: list[Visitor] = []

    def arrive(server: LiveServer, token: str | None = None, last_seq: int = 0) -> Visitor:
        visitors.append(Visitor(server.url))
        visitors[-1].open(token, last_seq)
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.leave()


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with a classifier that is trained in seconds; the other models are the shipped ones."""
    from tests.tiny import make_models  # here, because torch takes seconds that most tests need not wait

    return make_models(tmp_path_factory.mktemp("tiny"))


@contextmanager
def serving(db: Path, environment: dict[str, str]) -> Iterator[LiveServer]:
    """A real server over this database, which ends with the block."""
    server = LiveServer(free_port(), db, environment)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def encoders() -> Encoders:
    """The shipped encoders, loaded once."""
    return Encoders.load(ROOT / "data" / "models", threads=2)


@pytest.fixture(scope="session")
def encoder(encoders: Encoders) -> Encoder:
    """What FAQs are read by."""
    return encoders.faqs
