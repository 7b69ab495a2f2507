"""An entry on one town, day or model is no answer about another."""

from __future__ import annotations

import pytest

from chatbot.knowledge.particulars import Particulars


@pytest.mark.parametrize(
    ("asked", "question", "answer", "others"),
    [
        ("what is postage to sligo", "What does postage to Dublin cost?", "6 euros.", True),
        ("what is postage to sligo", "What does postage to Dublin cost?", "6 euros, as to Galway and Sligo.", False),
        ("what is postage to sligo", "What does postage cost?", "6 euros.", False),
        ("are you open on mondays", "Are you open on Sundays?", "From 10 to 4.", True),
        ("are you open on mondays", "Are you open on Sundays?", "We open Mon-Sat from 9.", False),
        ("strap for a garmin 7", "Does a strap for the Garmin 5 fit the Garmin 6?", "Yes.", True),
        ("strap for a garmin 6", "Does a strap for the Garmin 5 fit the Garmin 6?", "Yes.", False),
        ("usb stick for my piano", "Can I plug a USB stick into the TX9?", "Yes.", True),
        ("usb stick for the tx9", "Can I plug a USB stick into the TX9?", "Yes.", False),
        ("is delivery free over 40", "Is delivery free over 60?", "Yes.", False),
    ],
)
def test_an_entry_on_one_town_day_or_model_is_of_another(asked: str, question: str, answer: str, others: bool) -> None:
    assert Particulars.of(question, f"{question} {answer}").are_others(asked) is others
