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
