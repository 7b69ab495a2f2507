"""Who writes, and how politely, is no part of the wish."""

from __future__ import annotations

import pytest

from chatbot.models.courtesy import greeting_of, wish_of
from chatbot.models.text import spell_out


@pytest.mark.parametrize(
    "message",
    [
        "Hi, Maria here. {}",
        "hi maria here, {}",
        "Good morning, this is Björn from Uppsala. {}",
        "Hello, my name is Zanele Dlamini. {}",
        "my name is juan garcia and {}",
        "Dear Anna,\n\nI hope you are well. {}",
        "I'm Nguyễn Minh Anh. {}",
        "{} Thanks, Aoife",
        "{}\n\nMany thanks and best wishes\nAoife O'Sullivan",
        "{}\nYours sincerely,\nDr. J. van der Berg",
        "{}\n王芳",
        "{} - Jean-Luc",
        "{}\nSent from my iPhone",
        "Hey guys, {} Thank you so much!",
    ],
)
def test_a_wish_reads_the_same_whoever_asks_and_however_politely(message: str) -> None:
    assert wish_of(message.format("can I return the boots?")) == "can I return the boots?"


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "hi",
        "good morning",
        "hi i have a question",
        "hi i have a question about sizes",
        "hello can you help me",
        "hello my favourite shop",
        "got my parcel, thanks",
        "that was quick, thank you",
        "thanks in advance",
        "I'm Maria's mother and want to return the boots",
        "My name is wrong on my account",
        "I'm Furious about this",
        "I'M FURIOUS, WHERE IS IT",
        "new here, how do I order",
        "Not here. where is it",
        "Is this in stock:\nTrail Runner Pro",
        "which is better, Best Buy or you?",
        "parcel says delivered. Nobody here.",
        "",
    ],
)
def test_small_talk_anger_and_what_is_no_name_stay(text: str) -> None:
    assert wish_of(text) == text


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("hello i am looking for shoes", "i am looking for shoes"),
        ("Thanks, Maria", "Thanks"),
        ("Hello, my name is Maria", "Hello,"),
        ("hello?? still waiting", "?? still waiting"),
        ("Still no parcel. Thanks a lot!", "Still no parcel."),
    ],
)
def test_what_is_left_keeps_wish_and_mood(text: str, wish: str) -> None:
    assert wish_of(text) == wish


def test_training_and_serving_read_the_wish_alone() -> None:
    assert spell_out("Hi, Maria here. WHERE IS MY ORDER") == spell_out("WHERE IS MY ORDER")


@pytest.mark.parametrize(
    ("text", "greeting"), [("howdy, any hats", "howdy, "), ("evening. any hats", "evening. "), ("evening gown", "")]
)
def test_a_time_of_day_greets_where_a_mark_follows(text: str, greeting: str) -> None:
    assert greeting_of(text) == greeting
