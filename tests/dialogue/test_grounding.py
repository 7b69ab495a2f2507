"""No draft reaches a customer with a fact, a promise or a deed of its own."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest

from chatbot.acts import ACTS
from chatbot.config import ROOT
from chatbot.dialogue.grounding import Around, check
from chatbot.messages import Say
from chatbot.models.judge import Judge, row_hash, word_rows

ON_ITS_WAY = Say("order_on_its_way", {"order_number": "1042", "status": "on its way", "eta": "Wednesday"})
ORDER = "Your order <order_number> is <status>."


def test_a_draft_with_its_facts_as_slots_is_fine() -> None:
    assert check(ORDER, ON_ITS_WAY) is None
    assert check(f"{ORDER} The estimate is <eta>.", ON_ITS_WAY) is None


@pytest.mark.parametrize(
    "draft",
    [
        "Your order is <status>.",
        "Your order <order_number> is <status>. That is <order_number>.",
        "Your order <order_number> is <status>. It travels with <carrier>.",
        "Your order <order_number> is <status>. The price is <price>.",
    ],
)
def test_each_required_slot_comes_once_and_no_other_than_those_on_hand(draft: str) -> None:
    assert "<" in (check(draft, ON_ITS_WAY) or "")


@pytest.mark.parametrize(
    ("words", "is_refused"),
    [("The reason given: <eta>", True), ("The new estimate is <eta>", False), ("The reason given: <reason>", False)],
)
def test_words_for_a_reason_are_never_filled_with_a_day(words: str, is_refused: bool) -> None:
    delayed = Say("order_delayed", {"order_number": "1042", "reason": "Waiting for the maker", "eta": "Friday"})
    assert ("another fact" in (check(f"Order <order_number> is delayed. {words}.", delayed) or "")) is is_refused


@pytest.mark.parametrize(
    "claim",
    [
        "It comes on Wednesday.", "It comes tomorrow.", "It will be there in a few days.", "That makes 12 euros.", "It is free.",
        "It has three parts.", "See www.example.com for more.", "We will refund you.",
        "You'll get it back.", "I guarantee it.",
        "I have cancelled it.", "I've sent it again.", "We changed your address.", "Our colleague Anna will help.",
        "It costs €5.",
        "Your parcel was delivered.", "It is lost.", "**Look** here.", "Write to help@example.com.", "You stupid customer.",
    ],
)  # fmt: skip
def test_a_fact_a_promise_or_a_deed_outside_the_slots_is_refused(claim: str) -> None:
    assert check(f"{ORDER} {claim}", ON_ITS_WAY) is not None


@pytest.mark.parametrize("draft", ["", "your order number", "What is your order number", "Send me the number.", "What? " * 9])
def test_a_question_is_a_whole_sentence_that_asks(draft: str) -> None:
    assert check(draft, Say("ask_order_number")) is not None


def test_words_may_not_ask_where_the_act_does_not() -> None:
    assert check("I'm sorry about that. What happened?", Say("apologise")) == "asks"


def test_an_opening_speaks_only_of_what_the_customer_or_the_record_brought_up() -> None:
    draft = "I'm sorry that it arrived damaged. <answer>"
    say = Say("faq_answer", {"answer": "You may send it back."})
    assert check(draft, say, Around(heard="the mug came in pieces")) is None
    assert check(draft, say, Around(heard="do you take paypal")) == "speaks of damage, and nobody did"


def test_words_answer_a_mood_only_where_it_is() -> None:
    draft = "Thanks for the kind words! <answer>"
    say = Say("faq_answer", {"answer": "Yes."})
    assert check(draft, say, Around(heard="how good is the zip", mood="positive")) is not None
    assert check(draft, say, Around(heard="you are the best", mood="positive")) is None
    assert "mood" in (check(draft, say, Around(heard="which one is the best", mood="neutral")) or "")
    assert "mood" in (
        check("Goodbye, and thank you for visiting!", Say("goodbye"), Around(heard="forget it, bye", mood="negative")) or ""
    )


@pytest.mark.parametrize(
    ("draft", "heard"),
    [
        ("I'm a bot, and pleased to meet you!", "do you have city bikes in 53"),
        ("Lovely to hear from you! <answer>", "you sent the pink gloves i ordered grey"),
        ("I understand that you want to know where it is. <answer>", "earrings arrived, one back missing"),
        ("I understand that you want to be sure before you buy again. <answer>", "is vermeil actually gold"),
    ],
)
def test_a_bot_speaks_of_nothing_that_the_customer_did_not_say(draft: str, heard: str) -> None:
    say = Say("faq_answer" if "<answer>" in draft else "limit", {"answer": "Yes."})
    assert "nobody did" in (check(draft, say, Around(heard=heard, mood="positive")) or "")


def test_an_annoyed_customer_is_asked_in_the_second_sentence_at_the_latest() -> None:
    draft = "I'm sorry about the trouble. Let's look at it. What is your order number?"
    assert check(draft, Say("ask_order_number"), Around(mood="neutral")) is None
    assert check(draft, Say("ask_order_number"), Around(mood="negative")) == "keeps an annoyed customer waiting"
    assert (
        check("I'm sorry about the trouble. What is your order number?", Say("ask_order_number"), Around(mood="negative")) is None
    )


def test_a_sentence_that_no_shop_would_send_is_refused() -> None:
    reason = check("Goodbye, and thank you for stopping by at <shop>!", Say("goodbye", {"shop": "Fernway"}))
    assert reason == "is clumsy: 'stopping by at'"


@pytest.mark.parametrize(
    ("act", "draft"),
    [
        ("ask_email", "I have the e-mail address of the order. What is it?"),
        ("ask_email", "And the e-mail address of the order. What is it?"),
        ("clarify", "I'm sorry that something is wrong. What do you need?"),
        ("limit", "I'm a bot, and happy to help with that."),
    ],
)
def test_nothing_is_said_to_be_known_or_wrong_that_nobody_told(act: str, draft: str) -> None:
    assert check(draft, Say(act), Around(heard="are you a bot??" if act == "limit" else "??")) is not None
    assert check("May I have the e-mail address of the order, please?", Say("ask_email"), Around(heard="??")) is None


def test_a_reply_does_not_repeat_itself() -> None:
    around = Around(heard="where is it", said="I'm sorry about the trouble.")
    assert check("Sorry, I'm not sure I understood. Is it one of these?", Say("did_you_mean"), around) == "says sorry again"
    assert check("Would you like like that?", Say("offer_human")) == "says 'like like', one word too many"


def test_a_small_model_keeps_to_the_word_order_that_it_was_taught() -> None:
    taught = frozenset(row_hash(row) for row in word_rows("Would you like a person? I can get a person for you."))
    judge = Judge(("offer_human",), {}, np.zeros((0, 1), np.float32), np.zeros(1, np.float32), 0.5, taught)
    around = Around(keeps_to_wordings=True)
    assert check("Would you like a person?", Say("offer_human"), around, judge) is None
    assert "not taught" in (check("Would a person like you?", Say("offer_human"), around, judge) or "")
    assert check("Would a person like you?", Say("offer_human"), Around(), judge) is None


@pytest.mark.parametrize("name", ACTS)
def test_the_plain_sentence_of_every_act_is_grounded(name: str) -> None:
    act = ACTS[name]
    said = check(act.plain, Say(name, dict.fromkeys(act.required, "-")), Around(heard="delivery, returns, my parcel, the wish"))
    assert said is None or act.fixed


def test_the_dialogues_that_the_generator_learns_from_pass_the_check_that_it_will_meet() -> None:
    refused: Counter[str] = Counter()
    count = 0
    for line in (ROOT / "data/training/dialogues/dialogues.jsonl").open(encoding="utf-8"):
        heard = ""
        for turn in json.loads(line)["turns"]:
            for say in turn["say"]:
                around = Around(f"{heard} {turn['customer']}", turn["intent"], is_last=say is turn["say"][-1])
                if reason := check(say["words"], Say(say["act"], dict.fromkeys(say["slots"], "-")), around):
                    refused["topic" if reason.endswith("and nobody did") else reason.partition(":")[0]] += 1
                count += 1
            heard = turn["customer"]
    assert count > 20_000
    # some are given a wrong intent on purpose; one wording ("no a sure answer") is older than the rule on articles
    of_rules_since = refused.pop("topic") + refused.pop("is clumsy")
    assert refused.total() / count < 0.006
    # when they were composed, the intent alone allowed a topic and no wording counted as clumsy; the next composing leaves these out
    assert of_rules_since / count < 0.06
