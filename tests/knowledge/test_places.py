"""A price for one country is no answer about another."""

from __future__ import annotations

import pytest

from chatbot.knowledge.places import Places, asked_countries, countries, without_countries


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("delivery cost to Sweden", {"se"}),
        ("do u ship to the us", {"us"}),
        ("Do you ship to the USA or Canada?", {"us", "ca"}),
        ("please contact us", set()),
        ("from england to PARIS", {"gb-gbn", "fr"}),
        ("the UK and the Channel Islands", {"gb", "je", "gg"}),
        ("i am in honolulu", {"us-hi"}),
        ("to the US Virgin Islands", {"us-vi"}),
        ("shetland wool, a canary yellow scarf", set()),
        ("postage to the Canary Islands", {"es-cn"}),
        ("delivery to NI and ROI", {"gb-nir", "ie"}),
        ("anywhere in the EU?", {"eu"}),
        ("a nail polish and a jersey", set()),
        ("cork wedges, made from cork", set()),
        ("do you deliver to cork", {"ie"}),
        ("i live in jersey", {"je"}),
        ("delivery jersey how much", {"je"}),
        ("do you post to vanuatu or samoa", {"vu", "ws"}),
        ("shipping to hong kong", {"hk"}),
        ("can you send it to georgia or chad", {"ge"}),
        ("a panama hat, guinea pig food and coffee to go", set()),
        ("northern ireland", {"gb-nir"}),
        ("from Belfast to Dublin", {"gb-nir", "ie"}),
        ("versand nach Österreich", {"at"}),
        ("postage to lewis or kirkwall", {"gb-sct"}),
        ("a harris tweed cap, mull of wool", set()),
        ("post to mayo or tipperary", {"ie"}),
        ("chicken mayo, by kerry", set()),
        ("delivered to larne?", {"gb-nir"}),
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
        ("shipping to belfast", "Within the UK 3 days", False),
        ("shipping to galway", "To Northern Ireland 3 days", True),
        ("shipping to leeds", "To Northern Ireland 3 days", True),
        ("shipping to derry", "To Great Britain 3 days", True),
        ("shipping to the uk", "To Great Britain 3 days", False),
        ("shipping to the uk", "To Northern Ireland 3 days", True),
        ("shipping to spain", "To the Canary Islands 9 days", True),
        ("shipping to tenerife", "To Spain 3 days", False),
        ("shipping to texas", "To Hawaii and Alaska 9 days", True),
    ],
)
def test_an_entry_about_other_countries_only_is_elsewhere(asked: str, answered: str, elsewhere: bool) -> None:
    assert Places.of("", "", answered).are_elsewhere(asked_countries(asked)) is elsewhere


@pytest.mark.parametrize(
    ("asked", "question", "here"),
    [
        ("do you ship to norway", "Do you ship outside Europe?", False),
        ("do you ship to norway", "Do you ship outside the EU?", True),
        ("delivery to croatia", "Do you ship outside the EU?", False),
        ("do you send to brazil", "Do you ship outside Europe?", True),
        ("do you deliver outside the EU", "Do you ship outside Europe?", True),
        ("to northern ireland", "Do you deliver outside the UK?", False),
    ],
)
def test_an_entry_about_what_lies_outside_is_not_about_what_lies_inside(asked: str, question: str, here: bool) -> None:
    places = Places.of(question, question, f"{question} No, we ship to the EU, the UK and Switzerland only.")

    assert places.are_here(asked_countries(asked)) is here


def test_a_message_is_also_read_without_the_country_that_it_names() -> None:
    assert without_countries("can i return it from Switzerland please") == "can i return it please"
    assert without_countries("is it free for members") == "is it free for members"


@pytest.mark.parametrize(
    ("question", "home"),
    [
        ("How much is postage to mainland Spain?", True),
        ("How long does it take within Poland?", True),
        ("Delivery within the EU", False),
        ("Do you deliver to Poland?", False),
    ],
)
def test_the_shops_own_country_is_named_as_such(question: str, home: bool) -> None:
    assert Places.of(question, question, question).are_home is home
