from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.web.payloads import FROM_CLIENT, Refusal, read_payload

ID = "6f1c1f0e-6a3e-4b55-9d7e-3b1c2d4e5f60"
FIELDS = sorted({name for model in FROM_CLIENT.values() for name in model.model_fields})
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(FIELDS) | st.text(), inner),
    max_leaves=8,
)


@given(st.sampled_from([*FROM_CLIENT, "connect", "", "on_rating_given"]) | anything, st.lists(anything, max_size=3))
def test_whatever_a_client_sends_is_either_as_agreed_or_told(event, arguments):
    try:
        told = json.dumps(read_payload(event, tuple(arguments)).model_dump())
    except Refusal as refusal:
        told = f"{refusal.code} {refusal}"
        is_told = told.startswith("bad_payload ") and len(told) < 400
    else:
        is_told = True

    assert is_told
    assert told.encode()  # can be stored and sent


def test_fields_of_a_newer_client_are_no_error():
    read = read_payload("message_sent", ({"client_id": ID, "text": "hi", "mood": "new"},))

    assert read.text == "hi"


def test_text_loses_what_nobody_types_and_keeps_its_lines():
    read = read_payload("message_sent", ({"client_id": ID, "text": "  one\r\ntwo\tthree\x00\x07 "},))

    assert read.text == "one\ntwo\tthree"


@pytest.mark.parametrize("seq", [1.0, "1", None, -1])
def test_numbers_are_numbers(seq):
    with pytest.raises(Refusal, match=r"^seq: "):
        read_payload("read_up_to", ({"seq": seq},))
