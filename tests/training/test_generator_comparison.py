"""Generators on the same prompts, and a choice among their replies by somebody who does not know who wrote which."""

from __future__ import annotations

import csv
from pathlib import Path

from chatbot.config import ROOT
from chatbot.models.generator import Prompt
from chatbot.training.generator_batches import Gpt2InBatches
from chatbot.training.generator_comparison import (
    Candidate,
    Measured,
    Preferred,
    measure_one,
    order,
    preferences,
    unchecked,
    worded,
    write_blind,
)
from chatbot.training.generator_data import Sample

SAMPLES = [
    Sample(Prompt("order_delivered", slots=("order_number",), heard="where is it"), ""),
    Sample(Prompt("crisis", heard="i can't go on"), ""),
    Sample(Prompt("ask_email", heard="order please"), ""),
]


class Careless:
    """Claims a date in every draft."""

    id = "openai-careless"
    judge = Gpt2InBatches.load(ROOT / "data" / "models" / "generator").judge

    def drafts(self, prompt: Prompt, n: int, seed: int) -> list[str]:
        return ["Your order <order_number> was delivered on Monday."] * n


def test_words_that_a_person_has_to_have_read_are_not_compared() -> None:
    assert [one.prompt.act for one in worded(SAMPLES, 5)] == ["order_delivered", "ask_email"]


def test_what_grounding_refuses_is_counted_and_never_reaches_the_reply() -> None:
    measured = measure_one(Candidate("careless", Careless(), draws_once=True), SAMPLES[:1], len, lambda items, label: items)
    assert (measured.refused, measured.plain_share, measured.unsupported) == (1.0, 1.0, 0)
    bare = unchecked(measured, SAMPLES[:1])
    assert (bare.unsupported, bare.replies) == (1, ("Your order 1042 was delivered on Monday.",))


def test_the_plain_sentences_draw_no_drafts() -> None:
    measured = measure_one(Candidate("plain", None), worded(SAMPLES, 5), len, lambda items, label: items)
    assert (measured.refused, measured.tokens_per_s, measured.plain_share) == (None, None, 1.0)


def test_a_blind_choice_is_counted_for_whoever_wrote_the_reply(tmp_path: Path) -> None:
    told = [Measured(name, None, None, None, 0.0, 0.0, 0, (f"{name} 0", f"{name} 1")) for name in ("one", "two")]
    write_blind(SAMPLES[:2], told, tmp_path / "blind.csv")
    rows = list(csv.DictReader((tmp_path / "blind.csv").open()))
    rows[0]["best"] = next(letter for letter in "AB" if rows[0][letter] == "two 0")
    rows[1]["best"] = "AB"
    with (tmp_path / "judged.csv").open("w", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)
    assert preferences(tmp_path / "judged.csv", ["one", "two"]) == {
        "one": Preferred(best=1, alone=0, prompts=2),
        "two": Preferred(best=2, alone=1, prompts=2),
    }


def test_the_order_tells_nothing_and_can_be_found_again() -> None:
    assert order(3, 4) == order(3, 4)
    assert len({tuple(order(n, 4)) for n in range(50)}) > 10
