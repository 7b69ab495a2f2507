"""docs/protocol.md promises what the server does: its tables and the handlers name the same events and fields."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from chatbot.config import ROOT
from chatbot.messages import Attachment, Chip, OrderCard, Parcel, ProductCard, Shown, Source, StoredMessage
from chatbot.web.chat import Chat
from chatbot.web.payloads import FROM_CLIENT, Code, ServerEvent
from chatbot.web.rendering import as_payload

PARCEL = Parcel("", "", 0, ())
FAQ = Source("faq", "", "")
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text()


def table(heading: str) -> dict[str, str]:
    """Return {event: the rest of its row} of the table under a heading."""
    section = PROTOCOL.split(f"## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, flags=re.MULTILINE))


def test_the_protocol_lists_every_event_that_a_client_may_send():
    handlers = {name.removeprefix("on_") for name in dir(Chat) if name.startswith("on_")}

    assert set(table("From the client")) == set(FROM_CLIENT) == handlers


@pytest.mark.parametrize("event", FROM_CLIENT)
def test_the_protocol_lists_every_field_that_a_client_may_send(event):
    named = table("From the client")[event].split(" | ")[0]

    assert set(FROM_CLIENT[event].model_fields) <= set(re.findall(r"`(\w+)`", named))


def test_the_protocol_lists_every_event_that_the_server_sends():
    assert set(table("From the server")) == set(get_args(ServerEvent))


def test_the_protocol_lists_every_error_code():
    codes = PROTOCOL.split("Error codes: ")[1].split(".")[0]

    assert set(re.findall(r"`(\w+)`", codes)) == set(get_args(Code))


def test_the_protocol_lists_every_field_of_a_message():
    example = json.loads(PROTOCOL.split("```json\n")[1].split("```")[0])
    order, file = OrderCard("", "", "", "", (PARCEL,)), Attachment("", "", 0)
    shown = Shown((Chip("", ""),), (ProductCard("", "", "", "", "", "", ""),), order, (FAQ,), file)

    message = as_payload(StoredMessage(1, "bot", "hi", "2026-11-24T09:00:00Z", shown=shown))

    assert names(example) == names(json.loads(json.dumps(message)))


def names(value: object) -> object:
    """The field names of a JSON value at every depth."""
    if isinstance(value, dict):
        return {key: names(inner) for key, inner in value.items()}
    return [names(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None
