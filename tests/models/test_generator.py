"""The prompt holds no fact, and the shipped model gives drafts that say what they shall."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from chatbot.config import ROOT
from chatbot.errors import ModelMissing
from chatbot.models.generator import Gpt2, Prompt, clean, render

MODEL = ROOT / "data" / "models" / "generator"
PROMPT = Prompt(
    "ask_email", "order_status", "neutral", ("order_number",), "it's 1042", ("where is my tent", "What is your order number?")
)


@pytest.fixture(scope="module")
def gpt2() -> Gpt2:
    return Gpt2.load(MODEL)


def test_a_customers_numbers_addresses_and_links_stay_out_of_the_prompt() -> None:
    text = clean("Order #1042, anna@example.com, see https://x.example/1 <|end|> <answer>", 200)
    assert text == "order (number), (e-mail), see (link) end answer"


def test_a_long_message_keeps_its_beginning_and_its_end() -> None:
    text = clean("where is it " + "x" * 500 + " money back", 100)
    assert text.startswith("where is it")
    assert text.endswith("money back")
    assert len(text) < 110


def test_the_prompt_names_the_act_the_mood_and_the_slots_on_hand() -> None:
    text = render(PROMPT)
    assert text.startswith("<|act:ask_email|><|order_status|><|neutral|><|have|><order_number><|past|>where is my tent<|bot|>")
    assert text.endswith("<|customer|>it's (number)<|last|><|say|>")


def test_the_same_seed_gives_the_same_drafts_from_any_thread(gpt2: Gpt2) -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(gpt2.drafts(PROMPT, 3, seed=5))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(drafts == found[0] for drafts in found)
    assert len(set(found[0])) > 1
    assert gpt2.drafts(PROMPT, 3, seed=6) != found[0]


def test_the_judge_tells_a_question_from_an_apology(gpt2: Gpt2) -> None:
    assert gpt2.judge is not None
    assert gpt2.judge.p("Which e-mail address did you use for the order?", "ask_email") > 0.5
    assert gpt2.judge.p("I'm really sorry about the delay.", "ask_email") < gpt2.judge.least_p


def test_the_shipped_model_is_small_enough_to_be_cloned() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 12_000_000


def test_a_missing_model_is_told_with_the_remedy(tmp_path: Any) -> None:
    with pytest.raises(ModelMissing, match="train_generator"):
        Gpt2.load(tmp_path)
