"""What the models see of a customer's typing."""

from __future__ import annotations

import pytest

from chatbot.models.text import normalise, spell_out


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("don’t “do” it", 'don\'t "do" it'), ("ＣＯＤ？", "COD?"), ("𝗪𝗵𝗲𝗿𝗲", "Where"), ("Nordi™ oil", "Nordi oil")],
)
def test_fancy_letters_and_quotes_become_plain(typed: str, seen: str) -> None:
    assert normalise(typed) == seen


def test_an_emoji_is_spelled_once_however_often_it_is_sent() -> None:
    assert spell_out("thanks 😍😍😍").split() == ["thanks", "smiling", "face", "with", "heart-shaped", "eyes"]


def test_a_skin_tone_changes_nothing() -> None:
    assert spell_out("ok 👍🏽") == spell_out("ok 👍")


@pytest.mark.parametrize("text", ["WHERE IS MY ORDER", "I HAVE WAITED 3 WEEKS!!"])
def test_shouting_is_marked(text: str) -> None:
    assert spell_out(text).startswith("[caps] ")


@pytest.mark.parametrize("text", ["USB?", "do you have SKU AX-200", "Where is my ORDER", "12345678 !!"])
def test_a_code_or_one_loud_word_is_not_shouting(text: str) -> None:
    assert not spell_out(text).startswith("[caps]")


def test_stretched_words_are_shortened() -> None:
    assert spell_out("pleaaaaaase!!!!!!") == "pleaaase!!!"


def test_a_handle_or_a_link_is_not_read_but_an_email_is() -> None:
    assert spell_out("@Fernway where is it https://x.example/1").split() == ["where", "is", "it"]
    assert spell_out("my mail is jo@example.com") == "my mail is jo@example.com"
