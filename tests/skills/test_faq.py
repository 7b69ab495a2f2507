"""The FAQ skill answers word for word, asks with at most three chips, or stays silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chatbot.config import Settings
from chatbot.knowledge.faq_search import FaqEntry
from chatbot.messages import Candidate, Context, CustomerMessage, DialogueState, Entities, Prediction, Scored, Understanding
from chatbot.skills.faq import FaqSkill, shown
from chatbot.skills.follow_ups import (
    is_follow_up,
    is_told,
    names_thing,
    part_asked,
    questions_of,
    says_where,
    search_texts,
    tells_again,
)

ENTRIES = {
    "men": FaqEntry("men", "Size guide men", "M is 96 cm."),
    "women": FaqEntry("women", "Size guide women", "M is 90 cm."),
    "klarna": FaqEntry("klarna", "Refund of Klarna orders", "The lender stops the instalments."),
    "canada": FaqEntry("canada", "Do you ship to Canada?", "Yes, it takes **10 days**.", "/help/shipping", "shipping"),
    "returns": FaqEntry("returns", "How do I return something?", "Use the label."),
    "refund": FaqEntry("refund", "When do I get my refund?", "In 5 days."),
    "typo": FaqEntry("typo", "I made a mistake in the engraving", "A new one is half the price."),
    "remake": FaqEntry("remake", "You engraved it wrong: our mistake", "We make it again."),
    "exchange": FaqEntry("exchange", "Can I exchange it?", "Yes."),
}


class FakeSearch:
    def entry(self, faq_id: str) -> FaqEntry | None:
        return ENTRIES.get(faq_id)


@pytest.fixture
def skill() -> FaqSkill:
    return FaqSkill(FakeSearch(), Settings())  # type: ignore[arg-type]


def context(
    *scores: tuple[str, float], text: str = "hm?", choice: str | None = None, state: DialogueState | None = None
) -> Context:
    understanding = Understanding(Prediction((Scored("delivery_info", 0.9),), 0.9), Entities(), text)
    candidates = tuple(Candidate(faq_id, ENTRIES[faq_id].question, p) for faq_id, p in scores)
    return Context(CustomerMessage("c", text, choice=choice), understanding, state or DialogueState(), candidates)


def test_a_yes_or_no_stands_below_a_question_that_asks_for_more_than_was_asked() -> None:
    entry = FaqEntry("e", "Is dishwasher safe the same as oven and microwave proof?", "No. Ovens are hotter.")
    asked = ("is it dishwasher safe", "is dishwasher safe the same as oven proof")
    assert [shown(entry, text, 0.95).startswith("**") for text in asked] == [True, False]


def test_an_entry_speaks_of_a_price_where_it_says_anything_of_money(skill: FaqSkill) -> None:
    told = {name: skill.speaks_of_price(Candidate(name, "", 0.7)) for name in ("men", "canada", "typo")}
    assert told == {"men": False, "canada": False, "typo": True}


def test_what_the_shop_did_wrong_is_not_told_to_who_did_it_himself(skill: FaqSkill) -> None:
    likely = skill.answer(context(("remake", 0.93), ("typo", 0.2), text="i typed the wrong name, mistake in my engraving"))
    unlikely = skill.answer(context(("remake", 0.93), ("typo", 0.1), text="i typed the wrong name, mistake in my engraving"))
    shops = skill.answer(context(("remake", 0.93), ("typo", 0.2), text="you engraved the wrong name, your mistake"))

    assert likely is not None
    assert unlikely is not None
    assert shops is not None
    assert likely.sources[0].id == "typo"
    assert [chip.payload for chip in unlikely.chips] == ["faq:typo", "faq:remake"]
    assert shops.sources[0].id == "remake"


def test_a_probable_entry_is_shown_word_for_word_with_its_source(skill: FaqSkill) -> None:
    answer = skill.answer(context(("canada", 0.95), text="do you ship to canada"))

    assert answer is not None
    assert answer.say[0].slots == {"answer": "Yes, it takes **10 days**."}
    assert (answer.sources[0].title, answer.sources[0].url) == ("Do you ship to Canada?", "/help/shipping")


@pytest.mark.parametrize(("p", "others"), [(0.75, ["faq:refund", "faq:exchange"]), (0.95, [])])
def test_below_an_entry_that_is_told_with_some_doubt_stand_the_next_ones(skill: FaqSkill, p: float, others: list[str]) -> None:
    near = ("refund", 0.2), ("exchange", 0.15), ("canada", 0.1), ("typo", 0.05)
    answer = skill.answer(context(("returns", p), *near, text="how do i return it"))

    assert answer is not None
    assert answer.decision == "answer"
    assert [chip.payload for chip in answer.chips] == others


def test_when_two_entries_are_close_the_bot_asks_which_is_meant(skill: FaqSkill) -> None:
    answer = skill.answer(context(("returns", 0.45), ("refund", 0.4)))

    assert answer is not None
    assert (answer.decision, answer.say[0].act) == ("ask", "did_you_mean")
    assert [chip.payload for chip in answer.chips] == ["faq:returns", "faq:refund"]


@pytest.mark.parametrize(
    ("first", "second", "decision"),
    [(0.65, 0.29, "answer"), (0.65, 0.31, "ask"), (0.75, 0.31, "answer")],
)
def test_a_second_entry_that_is_near_is_asked_about_too(skill: FaqSkill, first: float, second: float, decision: str) -> None:
    answer = skill.answer(context(("returns", first), ("refund", second), text="how do i return it"))

    assert answer is not None
    assert answer.decision == decision


@pytest.mark.parametrize(
    ("text", "second", "decision"),
    [("i need size help", 0.82, "ask"), ("i need size help", 0.45, "answer"), ("size guide men", 0.82, "answer")],
)
def test_of_two_entries_alike_one_is_told_only_where_the_message_tells_which(
    skill: FaqSkill, text: str, second: float, decision: str
) -> None:
    answer = skill.answer(context(("men", 0.84), ("women", second), text=text))

    assert answer is not None
    assert answer.decision == decision


@pytest.mark.parametrize(
    ("text", "decision"), [("my refund?", "ask"), ("klarna refund of my order", "answer"), ("what now", "answer")]
)
def test_an_entry_for_a_case_that_nobody_named_is_not_told_for_all_cases(skill: FaqSkill, text: str, decision: str) -> None:
    answer = skill.answer(context(("klarna", 0.8), ("refund", 0.05), text=text))

    assert answer is not None
    assert answer.decision == decision
    assert [chip.payload for chip in answer.chips] == (["faq:klarna", "faq:refund"] if decision == "ask" else [])


def test_where_a_customer_is_stays_with_the_question_that_it_belongs_to(skill: FaqSkill) -> None:
    asked = skill.answer(
        context(("returns", 0.4), ("canada", 0.4), text="from ireland", state=DialogueState(last_question="returns"))
    )

    assert asked is not None
    assert asked.state is not None
    assert asked.state.last_question == "returns from ireland"


def test_never_more_than_three_choices_are_offered(skill: FaqSkill) -> None:
    answer = skill.answer(context(("returns", 0.3), ("refund", 0.3), ("exchange", 0.3), ("canada", 0.3)))

    assert answer is not None
    assert len(answer.chips) == 3


def test_when_nothing_is_likely_the_skill_stays_silent(skill: FaqSkill) -> None:
    assert skill.answer(context(("returns", 0.1), ("refund", 0.02))) is None
    assert skill.answer(context()) is None


def test_a_clicked_choice_is_answered_directly(skill: FaqSkill) -> None:
    answer = skill.answer(context(text="When do I get my refund?", choice="faq:refund"))

    assert answer is not None
    assert answer.faq == Candidate("refund", "When do I get my refund?", 1.0)


def test_a_choice_that_was_removed_meanwhile_is_not_answered(skill: FaqSkill) -> None:
    assert skill.answer(context(choice="faq:gone")) is None


def test_an_answered_question_is_remembered_for_a_follow_up(skill: FaqSkill) -> None:
    answer = skill.answer(context(("canada", 0.95), text="do you ship to canada"))

    assert answer is not None
    assert answer.state is not None
    assert (answer.state.last_question, answer.state.last_faq_id) == ("do you ship to canada", "canada")


@pytest.mark.parametrize(("score", "kept"), [(0.25, True), (0.45, False)])
def test_entries_that_are_only_guessed_leave_the_question_before_as_the_matter(skill: FaqSkill, score: float, kept: bool) -> None:
    before = DialogueState(last_question="i got the wrong item")

    answer = skill.answer(context(("exchange", score), ("returns", 0.2), state=before))

    assert answer is not None
    assert answer.state is not None
    assert (answer.state == before) == kept


def test_a_follow_up_that_another_entry_answers_is_what_the_next_one_is_about(skill: FaqSkill) -> None:
    state = DialogueState(last_question="do you ship to europe", last_faq_id="europe")

    to_canada = skill.answer(context(("canada", 0.95), text="and to canada?", state=state))

    assert to_canada is not None
    assert to_canada.state is not None
    assert to_canada.state.last_question == "Do you ship to Canada?"
    how_long = skill.answer(context(("canada", 0.95), text="how long is that", state=to_canada.state))
    assert how_long is not None
    assert how_long.state == to_canada.state


@pytest.mark.parametrize(
    ("faq_id", "p", "told"),
    [
        ("canada", 0.95, "**Do you ship to Canada?**\n\nYes, it takes **10 days**."),
        ("returns", 0.7, "**How do I return something?**\n\nUse the label."),
        ("returns", 0.95, "Use the label."),
    ],
)
def test_an_answer_to_another_question_stands_below_its_own(skill: FaqSkill, faq_id: str, p: float, told: str) -> None:
    """A yes or no always, everything else where some doubt is left."""
    answer = skill.answer(context((faq_id, p), text="do you have a shop in norway"))

    assert answer is not None
    assert answer.say[0].slots["answer"] == told


def test_what_was_not_answered_of_two_questions_is_said(skill: FaqSkill) -> None:
    two = replace(context(("returns", 0.3), text="q"), questions=(Candidate("returns", "", 0.9), Candidate("refund", "", 0.1)))

    answer = skill.answer(two)

    assert answer is not None
    assert [say.act for say in answer.say] == ["faq_answer", "rest_unanswered"]


def test_what_the_entry_on_the_whole_message_leaves_open_is_said_too(skill: FaqSkill) -> None:
    parts = (Candidate("returns", "", 0.9), Candidate("refund", "", 0.1))

    def acts(text: str) -> list[str]:
        answer = skill.answer(replace(context(("returns", 0.9), text=text), questions=parts))
        return [say.act for say in answer.say] if answer else []

    assert acts("how do i return it? do you employ drivers?") == ["faq_answer", "rest_unanswered"]
    assert acts("how do i return it? is there a label?") == ["faq_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "2 things: do you take paypal and can I collect tomorrow",
        "i want to know if you take paypal and i also want to know whether you have gift cards",
        "do you take paypal; can i collect my order",
        "tell me (1) do you take paypal (2) how do i collect",
    ],
)
def test_two_questions_of_one_message_are_told_apart(text: str) -> None:
    assert len(questions_of(text)) == 2


def test_many_small_chances_are_no_question_and_a_single_one_is_worded_as_one(skill: FaqSkill) -> None:
    assert skill.answer(context(("returns", 0.12), ("refund", 0.12), ("exchange", 0.12))) is None
    single = skill.answer(context(("returns", 0.4)))
    assert single is not None
    assert single.say[0].act == "is_it_this"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("and to my office?", "to my office?"),
        ("and if it doesnt fit?", "what if it doesnt fit?"),
        ("ok what about small parcels", "ok what about small parcels"),
        ("is that free?", "is that free?"),
        ("how long does it take", "how long does it take"),
    ],
)
def test_a_short_message_that_points_back_is_also_read_with_the_question_before_it(text: str, alone: str) -> None:
    state = DialogueState(last_question="do you ship to europe?")

    assert search_texts(text, state) == [alone, f"do you ship to europe? {text}"]


@pytest.mark.parametrize(("text", "joined"), [("and to canada", "how much is shipping and to canada"), ("how long", "how long")])
def test_the_place_of_the_question_before_gives_way_to_another_one(text: str, joined: str) -> None:
    state = DialogueState(last_question="how much is shipping to mainland uk")

    assert search_texts(text, state)[-1].removeprefix("how much is shipping to mainland uk ") == joined


def test_what_comes_next_is_asked_of_the_place_that_was_named_last(skill: FaqSkill) -> None:
    state = DialogueState(last_question="how do i return something from spain", last_faq_id="returns")

    told = skill.answer(context(("returns", 0.95), text="and from portugal", state=state))

    assert told is not None
    assert told.state is not None
    assert told.state.last_question == "how do i return something and from portugal"


@pytest.mark.parametrize(
    ("text", "said", "again"),
    [
        ("and to canada?", "Yes, it takes 10 days.", False),
        ("and how long does that take?", "Yes, it takes 10 days.", True),
        ("how much", "Yes, for €5.", True),
        ("how much", "No. 12 V and 18 V cannot be mixed.", False),
        ("is it in stock", "No. 12 V and 18 V cannot be mixed.", False),
        ("ok thank you", "Check: one code per order.", False),
        ("its NEWBIE10", "Check: one code per order.", True),
        ("do they expire", "100 points are €5. Points expire after 12 months.", True),
        ("how long", "We deliver to 27 countries.", False),
        ("when would it come to lyon", "2 years by law in the EU.", False),
        ("how much can i put on it", "From £10 to £250.", True),
        ("9 months?", "3 and 6 months are free, 9 and 12 months are not.", True),
        ("and to france?", "Within the EU 4 days.", True),
        ("and to france?", "Within the USA 4 days.", False),
        ("slippers size 5", "Order before 9pm.", False),
        ("from ireland", "1. Log in. 2. Print the label.", False),
    ],
)
def test_an_entry_that_has_just_answered_answers_again_only_what_it_tells(text: str, said: str, again: bool) -> None:
    assert is_told(text, said) == again


HOURS = "Mon-Fri 9-18, Sat 10-16. We hold a deposit of €20 for keys. Not for sale items."


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("and on saturdays", True),
        ("and tuesday?", True),
        ("and sunday", False),
        ("how much is the deposit", True),
        ("how much is the parking", False),
        ("does it work on sale items", True),
        ("do you sell keys to offices in town", False),
    ],
)
def test_what_the_entry_just_told_holds_is_asked_of_it_first(text: str, again: bool) -> None:
    state = DialogueState(last_question="opening hours", last_faq_id="hours", history=(("opening hours", HOURS),))

    assert tells_again(text, state, HOURS) == again


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("and on saturdays", "Mon-Fri 9-18, Sat 10-16."),
        ("how much is the deposit", "We hold a deposit of €20 for keys."),
        ("i live in belgium", ""),
    ],
)
def test_of_an_answer_that_is_told_again_only_the_sentence_that_is_asked_for_is_told(text: str, part: str) -> None:
    assert part_asked(text, HOURS) == part


def test_a_part_of_an_answer_never_begins_with_what_goes_on_from_the_sentence_before() -> None:
    told = "We hold it for a week. After that it goes back on the shelf. Rings are engraved in a day."
    assert part_asked("and the shelf", told) == "We hold it for a week. After that it goes back on the shelf."
    assert part_asked("and the rings", told) == "Rings are engraved in a day."
    assert part_asked("and for rush jobs", "Engraving costs €5. It is €9 for rush jobs.") == "It is €9 for rush jobs."


def test_a_size_or_model_that_was_not_told_of_asks_for_another_entry() -> None:
    told = "One thread of 4 mm is €12."
    state = DialogueState(last_question="prices of threads", last_faq_id="t", history=(("prices of threads", told),))
    assert tells_again("how much is that thread", state, told)
    assert not tells_again("how much is an M12 thread", state, told)


def test_the_same_words_are_not_told_three_times(skill: FaqSkill) -> None:
    told = DialogueState(last_question="do you ship to canada", last_faq_id="canada", history=(("q", ENTRIES["canada"].answer),))

    second = skill.answer(context(("canada", 0.95), text="i live in ottawa", state=told))
    third = skill.answer(context(("canada", 0.95), text="then what", state=replace(told, offered_human=True)))

    assert second
    assert third
    assert [say.act for say in second.say] == ["faq_answer", "offer_human"]
    assert [say.act for say in third.say] == ["no_answer", "offer_human"]


@pytest.mark.parametrize(
    ("text", "is_thing"),
    [
        ("and for a bike?", True),
        ("its the t-rex", True),
        ("sofas too?", True),
        ("and on lego", True),
        ("slippers", False),
        ("and how much is it", False),
        ("and do you have lamps", False),
        ("red shoes for my wife", False),
    ],
)
def test_a_thing_that_is_named_after_an_answer_may_be_what_the_matter_is_about(text: str, is_thing: bool) -> None:
    assert names_thing(text) == is_thing


@pytest.mark.parametrize(
    ("text", "is_detail"),
    [("i live in france", True), ("but we're in spain", True), ("i am late", False), ("are you in spain", False)],
)
def test_where_a_customer_lives_belongs_to_the_question_before(text: str, is_detail: bool) -> None:
    assert says_where(text) == is_detail


@pytest.mark.parametrize(
    "text", ["do you take paypal", "where is your shop", "i would like to know whether you could also gift wrap it for my mother"]
)
def test_a_message_that_stands_alone_is_read_alone(text: str) -> None:
    assert search_texts(text, DialogueState(last_question="do you ship to europe?")) == [text]


def test_without_a_question_before_it_nothing_is_a_follow_up() -> None:
    assert not is_follow_up("and to canada?", DialogueState())


def test_the_thresholds_are_settings() -> None:
    strict = FaqSkill(FakeSearch(), replace_settings(faq_answer_p=0.99))  # type: ignore[arg-type]

    answer = strict.answer(context(("canada", 0.95)))

    assert answer is not None
    assert answer.decision == "ask"


def replace_settings(**changes: float) -> Settings:
    return Settings().model_copy(update=changes)


def test_the_state_is_never_changed_in_place(skill: FaqSkill) -> None:
    state = DialogueState()

    skill.answer(context(("canada", 0.95), state=state))

    assert state == replace(state)
    assert state.last_faq_id == ""


def test_what_is_asked_of_the_shop_about_products_that_were_shown_is_read_with_their_name() -> None:
    state = DialogueState(last_products=("hana",), last_search="pearl earrings")
    assert search_texts("can i return them", state) == ["can i return them", "pearl earrings can i return them"]
    assert search_texts("are they heavy", state) == ["are they heavy"]  # their record tells that
    assert search_texts("can i return shoes", state) == ["can i return shoes"]


@pytest.mark.parametrize(
    ("text", "faq_id"),
    [("its for women", "women"), ("my friend", None), ("size guide", None), ("is it for women?", None), ("women 1042", None)],
)
def test_a_reply_takes_the_entry_that_alone_holds_one_of_its_words(skill: FaqSkill, text: str, faq_id: str | None) -> None:
    told = skill.picked(context(text=text, state=DialogueState(offered_faqs=("men", "women"))))

    assert (told.faq.faq_id if told and told.faq else None) == faq_id


@pytest.mark.parametrize("text", ["which glue may i use", "i used glue already", "do i need glue"])
def test_what_is_asked_anew_is_not_cut_out_of_what_was_told(text: str) -> None:
    assert part_asked(text, "Sand it first. Use glue of any kind.") == ""


@pytest.mark.parametrize(
    ("text", "told", "is_amount"),
    [
        ("how many rolls is it", "We lay A2 rolls for £3.20 each.", False),
        ("how many rolls is it", "Yes, up to 6 rolls.", True),
        ("how many cm of the rolls", "The rolls are 45cm wide.", True),
    ],
)
def test_a_price_or_the_name_of_a_size_does_not_tell_how_many(text: str, told: str, is_amount: bool) -> None:
    assert is_told(text, told) is is_amount


def test_a_cut_answer_keeps_what_holds_for_another_country() -> None:
    told = "Oils cannot go to Great Britain. Northern Ireland is fine. We pack them well."
    assert part_asked("oils there?", told) == "Oils cannot go to Great Britain. Northern Ireland is fine."
