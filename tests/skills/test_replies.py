import pytest

from chatbot.skills.follow_ups import questions_of
from chatbot.skills.replies import is_fine, is_no, is_yes, picked, says_nothing
from chatbot.skills.smalltalk import is_unsaid


@pytest.mark.parametrize(
    ("text", "count", "place"),
    [
        ("yes", 1, 0),
        ("yes please", 2, None),
        ("the second one", 2, 1),
        ("2", 3, 1),
        ("last one pls", 3, 2),
        ("the third", 2, None),
    ],
)
def test_a_reply_takes_one_of_the_questions_that_were_offered(text: str, count: int, place: int | None) -> None:
    assert picked(text, count) == place


def test_short_replies_are_told_apart() -> None:
    assert is_no("no thanks")
    assert is_no("none of these")
    assert not is_no("no, I meant 1002")
    assert is_fine("ok got it")
    assert is_fine("grand so")
    assert is_fine("haha ok")
    assert is_fine("lol")
    assert not is_fine("he is ok")
    assert not is_fine("ok where is my order")


def test_thanks_for_an_offer_take_it_only_with_a_yes() -> None:
    assert all(map(is_yes, ("ok", "yes thank you", "ok please", "please do")))
    assert not any(map(is_yes, ("ok thank you", "lovely, thanks", "perfect cheers")))


def test_a_message_that_says_nothing_is_known_by_its_words() -> None:
    assert all(map(says_nothing, ("hmm", "???", "i have a question", "lol")))
    assert not says_nothing("parking?")


def test_a_question_about_the_bot_or_the_world_is_not_taken_for_a_message_that_says_nothing() -> None:
    assert is_unsaid("can you help me")
    assert not is_unsaid("how do i get to you")


def test_the_questions_of_a_message_are_found_and_the_story_around_them_is_left() -> None:
    assert questions_of("do you take visa? and how long is delivery") == ["do you take visa?", "and how long is delivery"]
    assert questions_of("I bought a tent last week. do you rent stoves too?") == ["do you rent stoves too?"]
    assert questions_of("can i return it") == []


def test_a_question_that_does_not_say_of_what_is_read_with_the_one_before() -> None:
    assert questions_of("flat tyre how much and how long to wait") == [
        "flat tyre how much",
        "flat tyre how much how long to wait",
    ]
