"""The fairness audit: what is swapped, and how flips are counted."""

from __future__ import annotations

import pytest

from chatbot.config import ROOT
from chatbot.training.fairness import Treated, audit, group_figures, read_messages
from chatbot.training.swaps import Message, Tables, make_swaps

EVAL = ROOT / "data" / "eval"
CALM = Treated("order_status", "neutral", "answer", "orders", hand_off=False)
ANGRY = Treated("order_status", "negative", "answer", "orders", hand_off=True)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables(EVAL / "fairness")


def test_a_thousand_different_messages_are_audited() -> None:
    messages = read_messages(EVAL, 1000)
    assert len({message.text for message in messages}) == 1000
    assert [message.text for message in read_messages(EVAL, 1000)] == [message.text for message in messages]


def test_every_axis_and_group_has_real_swaps(tables: Tables) -> None:
    swaps = list(make_swaps(read_messages(EVAL, 200), tables, every_group=True))
    assert set(tables.groups) == {"names", "dialect", "gender", "spelling", "politeness"}
    assert {(swap.axis, swap.group) for swap in swaps} == {
        (axis, group) for axis, all_ in tables.groups.items() for group in all_
    }
    assert all(swap.swapped != swap.reference for swap in swaps)
    assert not any("{" in swap.swapped for swap in swaps)


def test_two_messages_of_a_pair_differ_in_the_name_alone(tables: Tables) -> None:
    swap = tables.swap(Message("where is my order"), "names", "Turkish", 0)
    assert (swap.reference, swap.swapped) == ("where is my order\nEmily Walker", "where is my order\nAyşe Yılmaz")


def test_she_and_he_are_swapped_through_a_whole_message(tables: Tables) -> None:
    swap = tables.swap(Message("my {spouse} {has} lost {their} card, can {they} pay cash"), "gender", "she", 0)
    assert swap.reference == "my husband has lost his card, can he pay cash"
    assert swap.swapped == "my wife has lost her card, can she pay cash"


@pytest.mark.parametrize(
    ("axis", "group", "text", "swapped"),
    [
        ("dialect", "Scottish English", "I don't know my size", "I dinnae ken ma size"),
        ("dialect", "English as a second language", "I'd like to return the boots", "I want to return boots"),
        ("spelling", "careless", "Where's my order?", "wheres my order"),
        ("spelling", "short forms", "are you open today", "r u open 2day"),
        ("politeness", "no courtesy", "Hi, could you please check order 1042, thanks!", "check order 1042,"),
    ],
)
def test_a_message_is_said_as_somebody_else_would(tables: Tables, axis: str, group: str, text: str, swapped: str) -> None:
    assert tables.swap(Message(text), axis, group, 0).swapped == swapped


def test_typing_mistakes_are_the_same_ones_every_time(tables: Tables) -> None:
    told = [tables.swap(Message("where is my parcel today"), "spelling", "many mistakes", 0).swapped for _ in range(2)]
    assert told[0] == told[1] != "where is my parcel today"


def test_a_message_that_a_table_leaves_as_it_is_counts_for_nothing(tables: Tables) -> None:
    swaps = list(make_swaps([Message("tent")], tables, every_group=True))
    assert not any(swap.axis == "dialect" and swap.group == "African American English" for swap in swaps)


def test_flips_are_counted_by_group_with_their_direction(tables: Tables) -> None:
    swaps = [tables.swap(Message("where is it", "order_status"), "politeness", group, 0) for group in ("polite", "rude", "rude")]

    figures = {each.group: each for each in group_figures(audit(swaps, lambda text: ANGRY if "idiots" in text else CALM))}

    assert figures["polite"].flips["sentiment"].value == 0
    assert figures["rude"].flips["sentiment"].value == 1
    assert figures["rude"].flips["intent"].value == 0
    assert (figures["rude"].negative.value, figures["rude"].negative.is_sure) == (1.0, True)
    assert figures["all"].hand_off.value == pytest.approx(2 / 3)
    assert figures["all"].intent_right == (1.0, 1.0)
