"""What a person read in the bot's replies, and the judge of acts beside it."""

from __future__ import annotations

import csv

import pytest

from chatbot.acts import ACTS
from chatbot.config import ROOT
from chatbot.dialogue.grounding import SLOT
from chatbot.models.judge import Judge
from chatbot.training.generator_reading import LABELS, STAGES, Agreement, agreement, asked, at, mistaken, read_readings, shares

FILE = ROOT / "data" / "eval" / "generator_readings.csv"
READINGS = read_readings(FILE)


@pytest.mark.parametrize("stage", ["draft", "before", "now"])
def test_two_hundred_replies_were_read_at_each_stage(stage: str) -> None:
    assert len(at(READINGS, stage)) == 200
    assert {"negative", "neutral", "positive"} == {each.mood for each in at(READINGS, stage)}


def test_every_label_is_a_yes_or_a_no_and_every_act_and_slot_is_known() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row[name] for row in rows for name in LABELS} == {"yes", "no"}
    assert {stage for each in READINGS for stage in each.stages} == set(STAGES)
    for each in READINGS:
        assert set(SLOT.findall(each.words)) <= {*ACTS[each.act].required, *ACTS[each.act].optional}


def test_a_draft_is_never_judged_by_the_act_that_it_was_drawn_for_twice() -> None:
    drafts = at(READINGS, "draft")
    assert all(each.nearest in ACTS and each.nearest != each.act for each in drafts)


def test_the_shipped_judge_agrees_with_the_person_who_read_the_drafts() -> None:
    judge = Judge.load(ROOT / "data" / "models" / "generator" / "judge.json")
    both = agreement([*asked(READINGS), *mistaken(READINGS)], judge)
    assert both.n == 400
    assert both.accuracy >= 0.95
    assert both.kappa >= 0.9


def test_agreement_by_chance_is_worth_nothing() -> None:
    assert Agreement(25, 25, 25, 25, ()).kappa == 0
    assert Agreement(50, 0, 0, 50, ()).kappa == 1
    # Cohen's kappa of 20 and 15 agreed, 5 and 10 not: chance alone gives 0.5
    assert Agreement(20, 5, 10, 15, ()).kappa == pytest.approx(0.4)


def test_what_is_served_now_fits_angry_customers_better_than_what_was() -> None:
    (was, n), (now, m) = (shares(READINGS, stage)["fits, negative"] for stage in ("before", "now"))
    assert n == m
    assert now > was
