"""What an owner meets at the start, and what every page answers with."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from chatbot.app import create_app
from chatbot.config import Settings
from chatbot.errors import DatabaseUnusable, SettingsError
from chatbot.storage import open_store
from chatbot.web.server import listen
from tests.conftest import free_port
from tests.fakes import FakeBot
from tests.visitor import LiveServer


def test_a_working_server_says_so(app):
    answer = app.test_client().get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_two_apps_in_one_process_share_nothing(tmp_path):
    one, two = (create_app(Settings(db=tmp_path / name), FakeBot()) for name in ("one.db", "two.db"))

    assert one.extensions["chatbot"].sockets is not two.extensions["chatbot"].sockets
    assert one.config["SECRET_KEY"] != two.config["SECRET_KEY"]


def test_the_secret_is_made_once_and_kept(tmp_path, store):
    apps = [create_app(Settings(db=store.path), FakeBot(), store) for _ in range(2)]

    assert apps[0].config["SECRET_KEY"] == apps[1].config["SECRET_KEY"]
    assert len(apps[0].config["SECRET_KEY"]) == 64


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path):
    (tmp_path / "bad.db").write_text("this is no database " * 100)

    with pytest.raises(DatabaseUnusable, match=r"bad\.db cannot be used"):
        open_store(tmp_path / "bad.db")


def test_a_port_in_use_is_told_in_one_sentence():
    port = free_port()
    listener = listen("127.0.0.1", port)

    with pytest.raises(SettingsError, match=f"Cannot listen on 127.0.0.1:{port}: Address already in use"):
        listen("127.0.0.1", port)
    listener.close()


def test_a_small_event_does_not_wait_for_the_one_before():
    with listen("127.0.0.1", free_port()) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


@pytest.mark.parametrize(("problem", "sentence"), [("port", "Address already in use"), ("db", "file is not a database")])
def test_a_start_that_cannot_be_ends_with_one_sentence_and_an_exit_code(tmp_path, problem, sentence):
    port, db = free_port(), tmp_path / "live.db"
    listener = listen("127.0.0.1", port) if problem == "port" else None
    if problem == "db":
        db.write_text("this is no database " * 100)

    ended = start_and_wait("-m", "tests.live", "--port", str(port), "--db", str(db))

    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    if listener:
        listener.close()


def test_a_model_that_is_missing_ends_the_start_with_one_sentence_and_an_exit_code():
    program = f"""
from chatbot.config import Settings
from chatbot.errors import ModelMissing
from chatbot.web.server import serve
def make_app(settings): raise ModelMissing("There is no folder data/models/encoder. Run scripts/serve.")
serve(make_app, Settings(port={free_port()}))"""

    ended = start_and_wait("-c", program)

    assert ended.returncode == 4
    assert ended.stderr.strip() == "There is no folder data/models/encoder. Run scripts/serve."


def test_the_waiting_process_imports_nothing_that_starts_threads():
    program = "import sys, chatbot.cli.operate, chatbot.web.server; print('onnxruntime' in sys.modules)"

    assert start_and_wait("-c", program).stdout.strip() == "False"


def test_pages_forbid_browsers_what_they_do_not_need(app):
    headers = app.test_client().get("/healthz").headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_upload_over_the_limit_is_refused_as_such(app):
    answer = app.test_client().post("/healthz", data=b"x" * 13_000_000)

    assert answer.status_code == 413


def test_idle_customers_do_not_slow_the_pages(live: LiveServer, visit):
    import httpx

    for _ in range(100):
        visit(live)

    assert httpx.get(f"{live.url}/healthz").status_code == 200


def start_and_wait(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=240)
