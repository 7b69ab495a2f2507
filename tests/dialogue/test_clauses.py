"""Where one message holds several wishes, and where it only looks so."""

import pytest

from chatbot.dialogue.clauses import wishes_in


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        (
            "cancel order 1004 and when are you open and do you have rain jackets under 80",
            ["cancel order 1004", "when are you open", "do you have rain jackets under 80"],
        ),
        ("where is 1007 also i want to return the other one", ["where is 1007", "i want to return the other one"]),
        ("whats your return policy do you have gloves for skiing", ["whats your return policy", "do you have gloves for skiing"]),
        ("where do you ship from where are you located", ["where do you ship from", "where are you located"]),
        ("do you have emi? do you take old beds", ["do you have emi?", "do you take old beds"]),
        ("is cod possible and is delivery free", ["is cod possible", "is delivery free"]),
        ("need a waterproof protector and also bedsheet", ["need a waterproof protector", "bedsheet"]),
        ("what are your hours btw is there parking", ["what are your hours", "is there parking"]),
        ("2 things: do you take paypal and can I collect tomorrow", ["2 things do you take paypal", "can I collect tomorrow"]),
        (
            "i have a voucher that doesnt work and my card was declined",
            ["i have a voucher that doesnt work", "my card was declined"],
        ),
        ("48420 nobody came and i want to change the date", ["48420 nobody came", "i want to change the date"]),
    ],
)
def test_each_wish_of_a_message_is_found(text: str, wishes: list[str]) -> None:
    assert wishes_in(text) == wishes


def test_the_story_around_a_wish_stays_with_it() -> None:
    assert wishes_in("i ordered last week wrong size came, can i swap for 44 and do u have socks too") == [
        "i ordered last week wrong size came can i swap for 44",
        "do u have socks too",
    ]
    assert wishes_in("do you gift wrap? it is for my dad. and do you sell tents") == [
        "do you gift wrap? it is for my dad.",
        "do you sell tents",
    ]


def test_a_number_or_an_address_is_told_for_the_wish_on_an_order() -> None:
    assert wishes_in("cancel 1004 and when are you open, my mail is j@x.org") == [
        "cancel 1004 my mail is j@x.org",
        "when are you open",
    ]
    assert wishes_in("where is order 1042? my mail is a@example.net") == ["where is order 1042? my mail is a@example.net"]
    assert wishes_in("1009 and do you have gloves") == ["1009", "do you have gloves"]


@pytest.mark.parametrize(
    "text",
    [
        "do you have a red and blue rain jacket",
        "I bought it last week and it broke",
        "I bought a tent last week. do you rent stoves too?",
        "my order is late and i am very annoyed",
        "hi, im looking for a jacket, size M, under 100 euro, and it has to be light",
        "looking for a black dress for a funeral, not too short, under 60",
        "the serum burns and my face is red, what do i do",
        "do you know when the lamp is back",
        "what tools do i need to build it",
        "which countries do you ship to",
        "will the delivery men also put it together",
        "how do i return something and get my money back",
        "I want to return it, it does not fit",
        "i want to return my order no. 1042",
        "where is my order? it was due monday",
        "zip is gone can you sew in a new one and for how much",
    ],
)
def test_what_only_looks_like_several_is_one(text: str) -> None:
    assert wishes_in(text) == [text]
