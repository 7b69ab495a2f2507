from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chatbot.config import Settings
from chatbot.errors import OrdersUnavailable
from chatbot.messages import Answer, Context, CustomerMessage, DialogueState, Entities, Prediction, Scored, Understanding
from chatbot.records import OrderRecord, ParcelRecord
from chatbot.skills.entities import Known, shape
from chatbot.skills.order_gate import OrderGate
from chatbot.skills.orders import OrdersSkill
from chatbot.storage import open_store
from chatbot.storage.orders import OrderFailures, Orders

SHIPPED = ParcelRecord(status="shipped", items=("1 x Lamp",), carrier="DHL", eta="2026-11-27")


def order(number: str, email: str, *parcels: ParcelRecord) -> OrderRecord:
    return OrderRecord(number, email, "1012 AB", "2026-11-20", "49.90", "EUR", parcels or (SHIPPED,))


def today() -> date:
    return date(2026, 11, 25)


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Talk:
    """One conversation with the orders skill alone."""

    def __init__(self, skill: OrdersSkill, conversation: str = "c1", address: str = "a1") -> None:
        self.skill, self.conversation, self.address, self.state = skill, conversation, address, DialogueState()

    def say(self, text: str) -> Answer | None:
        prediction = Prediction((Scored("order_status", 1.0),), 1.0)
        understanding = Understanding(prediction, Entities(), text)
        message = CustomerMessage(self.conversation, text, address=self.address)
        answer = self.skill.answer(Context(message, understanding, self.state))
        if answer and answer.state:
            self.state = answer.state
        return answer

    def acts(self, text: str) -> list[str]:
        answer = self.say(text)
        return [say.act for say in answer.say] if answer else []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def skill(tmp_path: Path, clock: Clock) -> OrdersSkill:
    store, settings = open_store(tmp_path / "shop.db"), Settings()
    orders = Orders(store)
    orders.replace(
        [
            ("1042", order("1042", "maria@example.com")),
            ("1001A", order("1001-A", "tom@example.com")),
            ("1050", order("1050", "maria@example.com", SHIPPED, replace(SHIPPED, status="delivered"))),
        ]
    )
    return OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings, clock), settings, today=today)


def test_an_order_is_shown_only_with_the_matching_email(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    assert talk.acts("wheres my stuff") == ["ask_order_number"]
    assert talk.acts("#1042") == ["ask_email"]
    assert talk.acts("tom@example.com") == ["order_not_matched"]
    answer = talk.say("Maria@Example.com")
    assert answer is not None
    assert answer.order is not None
    assert answer.say[0].slots == {"order_number": "1042", "status": "on its way", "carrier": "DHL", "eta": "Friday 27 November"}


def test_an_unknown_number_and_a_wrong_email_get_the_same_answer(skill: OrdersSkill) -> None:
    unknown, wrong = (
        Talk(skill, "c1", "a1").say("order 9999 maria@example.com"),
        Talk(skill, "c2", "a2").say("order 1042 x@example.com"),
    )
    assert unknown is not None
    assert wrong is not None
    assert (unknown.say, unknown.chips, unknown.order) == (wrong.say, wrong.chips, wrong.order)


def test_the_email_of_the_shown_order_is_masked(skill: OrdersSkill) -> None:
    answer = Talk(skill).say("order 1042, maria@example.com")
    assert "maria@example.com" not in repr(answer.order if answer else "maria@example.com")


def test_the_total_is_shown_as_prices_are(skill: OrdersSkill) -> None:
    answer = Talk(skill).say("order 1042, maria@example.com")
    assert answer is not None
    assert answer.order is not None
    assert answer.order.total == "€49.90"


def test_a_number_can_be_corrected_before_the_email(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    talk.say("where is order 1043")
    assert talk.acts("no, I meant 1042") == ["ask_email"]
    assert talk.acts("maria@example.com") == ["order_on_its_way"]


@pytest.mark.parametrize("shapes", [frozenset(), frozenset({shape("1042")}), frozenset({shape("80331")})])
def test_a_postcode_told_for_the_email_takes_no_order_numbers_place(
    skill: OrdersSkill, shapes: frozenset[tuple[str, str]]
) -> None:
    """Whether it is an order's number is not told either."""
    skill._known_numbers = lambda: Known(shapes=shapes)
    talk = Talk(skill)
    talk.say("where is order 1042")
    assert talk.acts("80331") in ([], ["ask_email_again"])
    assert talk.acts("maria@example.com") == ["order_on_its_way"]


def test_a_masked_card_is_no_order_number(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    talk.say("where is order 1042")
    assert talk.acts("[card ending 1111]") == []


def test_a_number_with_a_loose_letter_is_found(skill: OrdersSkill) -> None:
    assert Talk(skill).acts("order no. 1001 a tom@example.com") == ["order_on_its_way"]


def test_a_number_is_found_and_remembered_without_its_zeros(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    assert talk.acts("order 001042 maria@example.com") == ["order_on_its_way"]
    assert talk.acts("whats up with order 1042") == ["order_on_its_way"]


def test_zeros_before_a_number_are_no_way_around_the_lock(skill: OrdersSkill) -> None:
    for n, number in enumerate(("1042", "01042", "001042", "0001042", "00001042")):
        Talk(skill, f"c{n}", f"a{n}").say(f"order {number} x@example.com")
    assert Talk(skill, "c9", "a9").acts("order 1042 maria@example.com") == ["order_locked"]


def test_a_split_order_shows_every_parcel(skill: OrdersSkill) -> None:
    answer = Talk(skill).say("order 1050 maria@example.com")
    assert answer is not None
    assert answer.order is not None
    assert [parcel.status for parcel in answer.order.parcels] == ["On its way", "Delivered"]


def test_a_message_without_details_is_not_taken_for_an_answer(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    talk.say("wheres my stuff")
    assert talk.say("do you take paypal btw") is None


def test_a_person_is_offered_after_two_failures(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    first, second = talk.say("order 9999 a@example.com"), talk.say("b@example.com")
    assert first is not None
    assert second is not None
    assert ([chip.payload for chip in first.chips], [chip.payload for chip in second.chips]) == ([], ["human"])


@pytest.mark.parametrize(
    ("conversation", "said"),
    [("c0", "order 1042 maria@example.com"), ("c9", "order 8888 maria@example.com"), ("c9", "order 1042 wrong@example.com")],
)
def test_five_failures_lock_conversation_order_and_email(skill: OrdersSkill, conversation: str, said: str) -> None:
    for n in range(5):
        Talk(skill, "c0", f"a{n}").say("order 8888 wrong@example.com")
    assert Talk(skill, conversation, "a9").acts(said) == ["order_locked"]


def test_an_address_that_many_share_is_locked_by_fifty_failures(skill: OrdersSkill) -> None:
    for n in range(49):
        Talk(skill, f"c{n}", "office").say(f"order {2000 + n} typo{n}@example.com")
    assert Talk(skill, "fresh", "office").acts("order 1042 maria@example.com") == ["order_on_its_way"]
    Talk(skill, "c49", "office").say("order 2049 typo49@example.com")
    assert Talk(skill, "late", "office").acts("order 1042 maria@example.com") == ["order_locked"]


def test_a_number_is_locked_with_its_letters_and_without(skill: OrdersSkill) -> None:
    for n in range(5):
        Talk(skill, f"c{n}", f"a{n}").acts("order FW-2093 wrong@example.com" if n % 2 else "order 2093 wrong@example.com")
    assert Talk(skill, "new", "elsewhere").acts("order FW-2093 maria@example.com") == ["order_locked"]


def test_the_lock_ends_after_fifteen_minutes(skill: OrdersSkill, clock: Clock) -> None:
    for _ in range(5):
        Talk(skill).say("order 1042 wrong@example.com")
    clock.now += 15 * 60 + 1
    assert Talk(skill).acts("order 1042 maria@example.com") == ["order_on_its_way"]


def test_success_holds_for_this_conversation_only(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    talk.say("order 1042 maria@example.com")
    assert talk.acts("and where is my order now?") == ["order_on_its_way"]
    assert Talk(skill, "c2").acts("where is order 1042") == ["ask_email"]


def test_an_outage_is_not_told_as_not_found(skill: OrdersSkill) -> None:
    class Down:
        def is_empty(self) -> bool:
            return False

        def find(self, number_key: str) -> OrderRecord | None:
            raise OrdersUnavailable("the shop's system does not answer")

    gate = OrderGate(Down(), skill._gate._failures, Settings())
    assert Talk(OrdersSkill(Down(), gate, Settings())).acts("order 1042 maria@example.com") == ["orders_unavailable"]


def test_a_shop_without_orders_has_no_order_look_up(tmp_path: Path) -> None:
    store, settings = open_store(tmp_path / "empty.db"), Settings()
    orders = Orders(store)
    assert (
        Talk(OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings), settings)).say("where is order 1042") is None
    )


def shown(tmp_path: Path, clock: Clock, *parcels: ParcelRecord) -> Talk:
    store, settings = open_store(tmp_path / "other.db"), Settings()
    orders = Orders(store)
    orders.replace([("7001", order("7001", "maria@example.com", *parcels))])
    return Talk(OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings, clock), settings, today=today))


def test_a_parcel_that_should_be_here_is_called_late_and_a_person_is_near(tmp_path: Path, clock: Clock) -> None:
    talk = shown(tmp_path, clock, replace(SHIPPED, eta="2026-11-24", note="Delayed at depot"))
    answer = talk.say("order 7001 maria@example.com")
    assert answer is not None
    assert answer.say[0].slots["due"] == "Tuesday 24 November"
    assert "eta" not in answer.say[0].slots
    assert answer.say[0].slots["reason"] == "Delayed at depot"
    assert [chip.payload for chip in answer.chips] == ["human"]


def test_of_several_parcels_the_one_with_the_thing_that_is_named_is_told(tmp_path: Path, clock: Clock) -> None:
    hat = replace(SHIPPED, status="processing", items=("1 x Bobble Hat",), eta="2026-11-25")
    talk = shown(tmp_path, clock, SHIPPED, hat)
    both, one = talk.say("order 7001 maria@example.com"), talk.say("and when does the hat come")
    assert both is not None
    assert one is not None
    assert both.say[0].slots["parcels"].count("expected") == 2
    assert one.say[0].slots["eta"] == "today, Wednesday 25 November"


def test_what_was_ordered_is_told(tmp_path: Path, clock: Clock) -> None:
    talk = shown(tmp_path, clock)
    talk.say("order 7001 maria@example.com")
    answer = talk.say("what did i order")
    assert answer is not None
    assert answer.say[0].slots["items"] == "1 x Lamp"


def test_a_question_right_after_an_order_is_answered_by_its_note(tmp_path: Path, clock: Clock) -> None:
    talk = shown(tmp_path, clock, replace(SHIPPED, note="carrier will call to book a day"))
    talk.say("order 7001 maria@example.com")
    message, understood = (
        CustomerMessage("c1", "will they call me"),
        Understanding(Prediction((), 1.0), Entities(), ""),
    )
    told = replace(talk.state, history=(("where is it", "Your order 7001 is on its way."),))
    assert talk.skill.of_note(Context(message, understood, told)) is not None
    assert talk.skill.of_note(Context(message, understood, replace(told, history=(("hi", "Hello!"),)))) is None


def test_an_address_that_was_told_before_is_not_asked_for_again(skill: OrdersSkill) -> None:
    talk = Talk(skill)
    talk.state = DialogueState(history=(("skip my delivery, maria@example.com", "Press Skip."),))
    assert talk.acts("1042") == ["order_on_its_way"]
    talk.state = DialogueState(history=(("its tom@example.com", "Thanks."),))
    assert talk.acts("1042") == ["ask_email"]


def test_a_bare_number_that_is_taken_for_a_look_up_is_an_order_number(skill: OrdersSkill) -> None:
    assert Talk(skill).acts("1042") == ["ask_email"]


def test_an_order_that_should_be_there_and_is_not_is_regretted_and_a_person_offered(tmp_path: Path, clock: Clock) -> None:
    store, settings = open_store(tmp_path / "other.db"), Settings()
    orders, there = Orders(store), ParcelRecord(status="delivered", items=("1 x Lamp",), delivered_on="2026-11-21")
    orders.replace([("7001", order("7001", "maria@example.com", there))])
    talk = Talk(OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings, clock), settings, today=today))
    assert talk.acts("#7001 maria@example.com") == ["order_delivered"]
    assert talk.acts("but i did not get it") == ["apologise", "order_delivered", "offer_human"]


def test_number_and_email_in_one_message_need_no_word_for_the_order(skill: OrdersSkill) -> None:
    assert Talk(skill).acts("1042 maria@example.com") == ["order_on_its_way"]


def test_a_status_of_the_shops_own_is_told_in_its_words_with_the_day_and_a_person_is_offered(
    tmp_path: Path, clock: Clock
) -> None:
    store, settings = open_store(tmp_path / "other.db"), Settings()
    orders = Orders(store)
    orders.replace(
        [("7001", order("7001", "maria@example.com", replace(SHIPPED, status="registered", status_said="In the kiln")))]
    )
    answer = Talk(OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings, clock), settings, today=today)).say(
        "order 7001 maria@example.com"
    )
    assert answer is not None
    assert answer.say[0].slots == {
        "order_number": "7001",
        "status": "marked “In the kiln”",
        "carrier": "DHL",
        "eta": "Friday 27 November",
    }
    assert answer.order is not None
    assert answer.order.parcels[0].status == "In the kiln"
    assert answer.say[1].act == "offer_human"


def test_the_tracking_number_is_told_where_there_is_no_link(tmp_path: Path, clock: Clock) -> None:
    store, settings = open_store(tmp_path / "other.db"), Settings()
    orders = Orders(store)
    parcel = replace(SHIPPED, tracking_number="JD0146", tracking_url="", status="delivered", status_said="Delivered (porch)")
    orders.replace([("7002", order("7002", "maria@example.com", parcel))])
    answer = Talk(OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings, clock), settings, today=today)).say(
        "order 7002 maria@example.com"
    )
    assert answer is not None
    assert answer.order is not None
    assert (answer.say[0].slots["tracking"], answer.say[0].slots["reason"]) == ("JD0146", "Delivered (porch)")
    assert answer.order.parcels[0].tracking_number == "JD0146"


def test_an_order_that_is_checked_is_told_so_and_a_person_offered(tmp_path: Path) -> None:
    orders = Orders(store := open_store(tmp_path / "shop.db"))
    orders.replace([("7001", order("7001", "maria@example.com", replace(SHIPPED, status="under_review", eta="")))])
    skill = OrdersSkill(orders, OrderGate(orders, OrderFailures(store), Settings()), Settings(), today=today)

    answer = Talk(skill).say("order 7001 maria@example.com")

    assert answer is not None
    assert [say.act for say in answer.say] == ["order_marked", "offer_human"]
    assert answer.say[0].slots["status"] == "being checked by our team"


@pytest.mark.parametrize(
    ("text", "eta", "told"),
    [
        ("order 7003 maria@example.com", "", {"shipped_on": "Saturday 21 November", "refunded": "€12.00 of €49.90"}),
        ("order 7003 maria@example.com", "2026-11-27", {"eta": "Friday 27 November", "refunded": "€12.00 of €49.90"}),
        (
            "has order 7003 been sent? maria@example.com",
            "2026-11-27",
            {"shipped_on": "Saturday 21 November", "eta": "Friday 27 November"},
        ),
    ],
)
def test_the_day_of_dispatch_and_what_was_refunded_are_told(tmp_path: Path, text: str, eta: str, told: dict[str, str]) -> None:
    orders, settings = Orders(store := open_store(tmp_path / "shop.db")), Settings()
    orders.replace(
        [("7003", order("7003", "maria@example.com", replace(SHIPPED, eta=eta, shipped_on="2026-11-21", refunded="12.00")))]
    )
    answer = Talk(OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings), settings, today=today)).say(text)

    assert answer is not None
    assert told.items() <= answer.say[0].slots.items()
    assert ("shipped_on" in answer.say[0].slots) is ("shipped_on" in told)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("any update", "order_no_news"),
        ("still nothing", "order_no_news"),
        ("so when does it get to me", "order_on_its_way"),
        ("which carrier is it", "order_on_its_way"),
        ("has it been sent on its way already", "order_on_its_way"),
        ("order 7004", "order_on_its_way"),
    ],
)
def test_what_was_just_told_is_not_told_again_word_for_word(tmp_path: Path, text: str, act: str) -> None:
    orders, settings = Orders(store := open_store(tmp_path / "shop.db")), Settings()
    parcel = replace(SHIPPED, eta="2026-11-28", shipped_on="2026-11-21")
    orders.replace([("7004", order("7004", "maria@example.com", parcel))])
    talk = Talk(OrdersSkill(orders, OrderGate(orders, OrderFailures(store), settings), settings, today=today))
    first = talk.say("order 7004 maria@example.com")
    assert first is not None
    talk.state = replace(talk.state, history=(("order 7004", " ".join(first.say[0].slots.values())),))

    assert talk.acts(text) == [act, "offer_human"]
