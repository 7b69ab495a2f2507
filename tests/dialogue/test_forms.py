import pytest

from chatbot.dialogue import forms


@pytest.mark.parametrize(
    "text", ["dont have the number", "i lost the email", "no idea", "i can't find it, no mail", "never got a confirmation"]
)
def test_a_customer_who_cannot_answer_the_form_is_understood(text: str) -> None:
    assert forms.lacks_what_is_asked(text)


@pytest.mark.parametrize("text", ["do you take paypal", "no, the second parcel", "where is the number"])
def test_other_messages_do_not_say_that_something_is_lacking(text: str) -> None:
    assert not forms.lacks_what_is_asked(text)


def test_why_the_form_asks_is_a_question_of_its_own() -> None:
    assert forms.asks_why("why do you need my email")
    assert not forms.asks_why("why is my parcel late")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("forget it, when are you open", "when are you open"),
        ("never mind do you take klarna", "do you take klarna"),
        ("cancel that, and what are your delivery costs", "what are your delivery costs"),
        ("never mind", ""),
        ("forget it, thanks", ""),
        ("cancel that order please", ""),
        ("do you take paypal", ""),
    ],
)
def test_what_is_wanted_after_never_mind_is_heard(text: str, rest: str) -> None:
    assert forms.wish_after_stop(text) == rest


@pytest.mark.parametrize(
    ("text", "is_lacking"),
    [
        ("bought it on friday, dont know the number", True),
        ("i dont have my order number", True),
        ("my parcel has no tracking number", False),
        ("i ordered a lamp, do you know my phone number", False),
    ],
)
def test_an_order_without_its_number_is_heard(text: str, is_lacking: bool) -> None:
    assert forms.lacks_order_number(text) is is_lacking
