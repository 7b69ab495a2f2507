"""Who asks for a number or an address of the shop is told the entry that holds it, whatever its question is."""

from __future__ import annotations

import pytest

from chatbot.dialogue.reaching import told_by, way_asked
from chatbot.knowledge.faq_search import FaqEntry
from chatbot.messages import Candidate

HOURS = FaqEntry("hours", "When is the store open?", "Daily 9 to 5, 3 Mill Lane. Ring 020 7946 0018.")
RETURNS = FaqEntry("returns", "How do I send something back?", "Write to back@mill.example first.")


def told(text: str, entry: FaqEntry) -> float | None:
    way = way_asked(text)
    found = told_by(way, Candidate(entry.id, entry.question, 0.1), entry) if way else None
    return found and found.score


@pytest.mark.parametrize("text", ["is there a telephone number", "any phone i can ring?", "ok, phone then", "your phone pls"])
def test_who_asks_for_a_telephone_is_told_the_entry_that_holds_a_number(text: str) -> None:
    assert told(text, HOURS) == 0.7
    assert told(text, RETURNS) is None


def test_an_address_for_returns_is_no_way_to_reach_the_shop() -> None:
    assert told("whats ur email", RETURNS) is None
    assert told("whats ur email", HOURS) is None


@pytest.mark.parametrize("text", ["where r u guys located", "the shop's address please", "where are you?"])
def test_who_asks_where_the_shop_is_asks_for_its_place(text: str) -> None:
    way = way_asked(text)
    assert way is not None
    assert way.questions == ("Where is your shop?",)


@pytest.mark.parametrize(
    "text",
    [
        "my phone number is 020 7946 0018",
        "a case for my phone",
        "i got an email that it is late",
        "where are you sending it",
        "wrong address",
    ],
)
def test_a_phone_or_a_mail_that_is_only_spoken_of_asks_for_none(text: str) -> None:
    assert way_asked(text) is None
