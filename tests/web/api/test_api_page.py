"""docs/api.md can be followed: its commands are run as they stand there."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from chatbot.config import ROOT
from chatbot.storage import open_store
from chatbot.storage.api_keys import ApiKeys
from chatbot.web.webhooks import sign

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines() if line]


@pytest.fixture(scope="module")
def environment(live) -> dict[str, str]:
    store = open_store(live.db)
    _, key = ApiKeys(store).add("docs", "write", "Olga")
    store.close()
    return {"SHOP": live.url, "KEY": key, "PATH": "/usr/local/bin:/usr/bin:/bin"}


def test_there_are_commands_to_try():
    assert len(COMMANDS) >= 10


def test_every_command_of_the_page_works(environment):
    """In their order: what is changed was added before."""
    for command in COMMANDS:
        done = subprocess.run(
            ["bash", "-c", f"{command} -s -w '\\n%{{http_code}}'"], env=environment, capture_output=True, text=True, check=True
        )
        body, code = done.stdout.rsplit("\n", 1)
        assert code in ("200", "201"), (command, body)
        assert "error" not in json.loads(body)


def test_the_receivers_example_takes_what_the_server_signs():
    known: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1], known)
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", '{"type": "test"}'
    headers = sign(secret, "msg_1", 1614265330, body)

    assert known["is_genuine"](headers, body.encode(), secret)
    assert not known["is_genuine"](headers, b"{}", secret)
