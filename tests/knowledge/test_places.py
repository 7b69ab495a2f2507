"""A price for one country is no answer about another."""

from __future__ import annotations

import pytest

from chatbot.knowledge.places import are_elsewhere, countries


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("delivery cost to Sweden", {"se"}),
        ("do u ship to the us", {"us"}),
        ("Do you ship to the USA or Canada?", {"us", "ca"}),
        ("please contact us", set()),
        ("from england to PARIS", {"gb", "fr"}),
        ("anywhere in the EU?", {"eu"}),
        ("a nail polish and a jersey", set()),
        ("versand nach Österreich", {"at"}),
    ],
)
def test_countries_are_read_from_names_peoples_and_cities(text: str, codes: set[str]) -> None:
    assert countries(text) == codes


@pytest.mark.parametrize(
    ("asked", "answered", "elsewhere"),
    [
        ("delivery cost to sweden", "Delivery within the Netherlands costs 4.95", True),
        ("delivery cost to sweden", "In the other countries of the EU it costs 12.95", False),
        ("delivery cost to sweden", "Delivery costs 4.95", False),
        ("how long does delivery take", "To Canada 10 days", False),
        ("do you ship to europe", "Yes, to Belgium and Germany", False),
        ("do you ship to norway", "Yes, to all countries of the EU", True),
        ("shipping to london", "Within the UK 3 days", False),
    ],
)
def test_an_entry_about_other_countries_only_is_elsewhere(asked: str, answered: str, elsewhere: bool) -> None:
    assert are_elsewhere(countries(asked), countries(answered)) is elsewhere
