"""The order look-up as a conversation: number and e-mail in any order, corrections, interruptions, a lock.

The form is kind "order"; it asks for "number" or "factor" (the e-mail or, by setting, the postcode).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from chatbot.config import Settings
from chatbot.errors import OrdersUnavailable
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Context, DialogueState, Form, Say, Source
from chatbot.order_numbers import number_key
from chatbot.records import OrderRecord
from chatbot.skills.entities import MAX_CANDIDATES, UNKNOWN, Known, read_entities
from chatbot.skills.handoff import HUMAN_CHIP, told_email
from chatbot.skills.order_card import OVER, asks_for_refund, is_late, is_unclear, order_card, order_facts
from chatbot.skills.order_gate import Locked, OrderGate, OrderSource
from chatbot.skills.order_words import (
    CORRECTS,
    DENIES,
    HOW_LONG,
    OF_THE_RECORD,
    WHAT_IS_IN_IT,
    WHICH_PART,
    adds_nothing,
    is_bare_number,
)

FORM = "order"
_MAY_BE_DENIED = frozenset({"delivered", "completed", "pickup"})


class OrdersSkill:
    def __init__(
        self,
        source: OrderSource,
        gate: OrderGate,
        settings: Settings,
        known: Callable[[], Known] = lambda: UNKNOWN,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._source, self._gate, self._settings = source, gate, settings
        self._known_numbers, self._today = known, today

    def answer(self, context: Context) -> Answer | None:
        """Start the look-up, or go on with it. None: no orders are kept here, or the message fills nothing of the open form."""
        if self._source.is_empty():
            return None
        form = context.state.form
        is_open = form is not None and form.kind == FORM
        filled, gave_something = self._filled(context, form if is_open else None)
        if is_open and not gave_something:
            return None
        known = self._known(context, filled)
        if known and not is_open:
            return self._show(context, known)
        return self._step(context, filled)

    def ask_again(self, context: Context, form: Form, *, is_misread: bool = True, is_lacking: bool = False) -> Answer:
        """The message did not answer the form's question, nor anything else.

        Args:
            is_misread: it may have been meant as an answer; else the question is just asked once more.
            is_lacking: the customer cannot answer it, so a person is offered at once.
        """
        misses = form.misses + 1
        again = Say("ask_order_number_again" if form.asked == "number" else f"ask_{self._settings.order_second_factor}_again")
        state = replace(context.state, form=replace(form, misses=misses))
        offers = is_lacking or misses >= self._settings.order_offer_human_after
        asked = again if is_misread else self.resume(form)
        if is_lacking and misses > 1:
            return self._answer(state, Say("offer_human"), offers_human=True)  # it was told where the number is found
        return self._answer(state, *((asked, Say("offer_human")) if offers else (asked,)), offers_human=offers)

    def without_number(self, context: Context) -> Answer | None:
        """Tell where the number of an order is found, and offer a person; None when no orders are kept here."""
        return None if self._source.is_empty() else self.ask_again(context, Form(FORM, "number"), is_lacking=True)

    def follow_up(self, context: Context) -> Answer | None:
        """Show the order that this conversation has seen once more, to a question that its record answers."""
        if self._source.is_empty() or not OF_THE_RECORD.search(context.message.text):
            return None
        known = self._known(context, self._filled(context, None)[0])
        return self._show(context, known) if known else None

    def expected(self, context: Context) -> Answer | None:
        """Show the order once more to "how long will it take" or "how much was refunded", where its record tells that of this order."""
        text = context.message.text
        if self._source.is_empty() or not (HOW_LONG.fullmatch(text) or asks_for_refund(text) or WHICH_PART.search(text)):
            return None
        known = self._known(context, {})
        if known and asks_for_refund(text):
            return self._show(context, known) if known.parcels[0].refunded else None
        if (
            known
            and WHICH_PART.search(text)
            and ("partly_shipped" in {each.status for each in known.parcels} or known.parcels[1:])
        ):
            return self._show(context, known)
        is_coming = known is not None and any(each.eta and each.status not in OVER for each in known.parcels)
        return self._show(context, known) if known and is_coming else None

    def of_note(self, context: Context) -> Answer | None:
        """Show the order of the last reply once more to a question that shares a word with its note: "will they call me"."""
        known, history = self._known(context, {}), context.state.history
        if known is None or not history or known.number not in history[-1][1]:
            return None
        noted = set(content(" ".join(parcel.note for parcel in known.parcels)))
        return self._show(context, known) if noted.intersection(content(context.message.text)) else None

    def of_item(self, context: Context) -> Answer | None:
        """Show the order of before to a message that names a thing in it and nothing else ("where is the hat"); None otherwise."""
        known = None if self._source.is_empty() else self._known(context, {})
        said = set(content(context.message.text))
        if known is None or not said:
            return None
        is_in = any(said <= set(content(" ".join(each.items))) for each in known.parcels)
        return self._show(context, known) if is_in else None

    def is_left_to_customer(self, context: Context) -> bool:
        """Whether the order of the last reply waits for a choice that a person carries out: it is lost, or its record is unclear."""
        known, history = self._known(context, {}), context.state.history
        if known is None or not history or known.number not in history[-1][1]:
            return False
        return is_unclear(known) or any(parcel.status == "lost" for parcel in known.parcels)

    def has_shape(self, number: str) -> bool:
        """Whether the shop's orders look like a number: what is said beside it hardly matters then."""
        return self._known_numbers().has_shape(number)

    def resume(self, form: Form) -> Say:
        """The question that is still open, to be asked again after an interruption."""
        return Say("ask_order_number") if form.asked == "number" else Say(f"ask_{self._settings.order_second_factor}")

    def change(self, context: Context) -> Answer | None:
        """Only a person changes or cancels an order; None when no orders are kept here."""
        if self._source.is_empty():
            return None
        return self._answer(
            replace(context.state, offered_human=True), Say("order_to_person"), Say("offer_human"), offers_human=True
        )

    def _filled(self, context: Context, form: Form | None) -> tuple[Mapping[str, str], bool]:
        """Return what is known of number and second factor (the newest word counts), and whether this message gave any of it."""
        asks_postcode, known = self._settings.order_second_factor == "postcode", self._known_numbers()
        expects_number = is_bare_number(context.message.text) if form is None else not (asks_postcode and form.asked == "factor")
        entities = read_entities(context.message.text, expects_number=expects_number, known=known)
        factors = entities.postcodes if asks_postcode else entities.emails
        if asks_postcode and form is not None and form.asked == "number":
            factors = ()  # an order number may look like a postcode
        filled = dict(form.filled) if form else {}
        numbers = entities.order_numbers or context.understanding.entities.order_numbers
        if form is not None and form.asked == "factor":
            numbers = self._meant_beside(numbers, filled["number"].split(), context.message.text)
        if numbers:
            filled["number"] = " ".join(numbers)
        if factors:
            filled["factor"] = factors[-1]
        return filled, bool(numbers or factors)

    def _meant_beside(self, numbers: Sequence[str], given: Sequence[str], text: str) -> tuple[str, ...]:
        """Return the numbers that a message tells while the second factor is asked, with those that were given before.

        A number takes the place of another only by a word. By itself it is tried beside it, and only if it looks as orders do: whether
        it is one must not be told before the second factor.
        """
        known = self._known_numbers()
        is_meant = CORRECTS.search(text) is not None
        fits = (
            known.has_shape
            if is_meant
            else lambda number: known.is_exactly(number) if number.isdigit() else known.has_shape(number)
        )
        numbers = tuple(number for number in numbers if not known.shapes or fits(number))
        return numbers if is_meant or not numbers else tuple(dict.fromkeys((*numbers, *given)))[:MAX_CANDIDATES]

    def _known(self, context: Context, filled: Mapping[str, str]) -> OrderRecord | None:
        """Return an order that this conversation has already been let in to."""
        verified = context.state.verified_orders
        named = filled.get("number", "").split()
        wanted = named if verified else []
        if not named:
            wanted = list(verified[-1:]) if len(verified) == 1 else []
        found = (self._source.find(number) for number in wanted)
        return next((order for order in found if order and number_key(order.number) in verified), None)

    def _step(self, context: Context, filled: Mapping[str, str]) -> Answer:
        if "number" not in filled:
            asked, form = self._ask(context.state, "number", Say("ask_order_number"), filled), context.state.form
            is_lacking = form is not None and form.misses > 0  # who said so is not only asked once more
            return replace(asked, say=(*asked.say, Say("offer_human")), chips=(HUMAN_CHIP,)) if is_lacking else asked
        factor = filled.get("factor") or (told_email(context) if self._settings.order_second_factor == "email" else "")
        again = "_again" if self._is_beside(context, filled) else ""
        ask_factor = self._ask(context.state, "factor", Say(f"ask_{self._settings.order_second_factor}{again}"), filled)
        if not factor:
            return ask_factor
        context.stage("looking_up_order")
        try:
            found = self._gate.open(filled["number"].split(), factor, context.message)
        except OrdersUnavailable:
            return self._answer(replace(context.state, form=None), Say("orders_unavailable"), offers_human=True)
        if isinstance(found, Locked):
            minutes = -(-found.wait_s // 60)
            wait = f"{minutes} minute{'s' if minutes > 1 else ''}"
            return self._answer(replace(context.state, form=None), Say("order_locked", {"wait": wait}), offers_human=True)
        if found:
            return self._show(context, found)
        return self._not_matched(context, filled) if "factor" in filled else ask_factor

    def _is_beside(self, context: Context, filled: Mapping[str, str]) -> bool:
        """Whether the e-mail or postcode was asked for already, and this message only adds a number to the one that was given."""
        form = context.state.form
        return form is not None and form.asked == "factor" and form.filled["number"] in filled["number"]

    def _not_matched(self, context: Context, filled: Mapping[str, str]) -> Answer:
        failures = context.state.order_failures + 1
        state = replace(context.state, order_failures=failures, form=Form(FORM, "number", filled))
        offers = failures >= self._settings.order_offer_human_after
        say = (Say("order_not_matched"), Say("offer_human")) if offers else (Say("order_not_matched"),)
        return self._answer(state, *say, offers_human=offers, decision_is_ask=True)

    def _show(self, context: Context, order: OrderRecord) -> Answer:
        key = number_key(order.number)
        verified = tuple(dict.fromkeys((*context.state.verified_orders, key)))
        today, text = self._today(), context.message.text
        facts = order_facts(order, today, text)
        if WHAT_IS_IN_IT.search(text):
            facts = replace(
                facts, slots={**facts.slots, "items": ", ".join(item for each in order.parcels for item in each.items)}
            )
        late = any(is_late(parcel, today) for parcel in order.parcels)
        is_repeated = key in context.state.verified_orders  # "delivered", told a second time, helps nobody
        is_said_again = is_repeated and any(order.number in reply for _, reply in context.state.history[-2:])
        is_no_news = is_said_again or (is_repeated and facts.act == "order_delivered")
        needs_person = facts.act == "order_lost" or is_unclear(order) or is_no_news
        state = replace(context.state, form=None, verified_orders=verified, order_failures=0)
        may_be_denied = facts.act != "order_split" and order.parcels[0].status in _MAY_BE_DENIED
        is_denied = (facts.act == "order_delivered" or may_be_denied) and DENIES.search(text) is not None
        if is_said_again and adds_nothing(facts, context):
            facts = Say("order_no_news", {"order_number": order.number})
        say = (*((Say("apologise"),) if is_denied else ()), facts, *((Say("offer_human"),) if needs_person or is_denied else ()))
        return Answer(
            skill="orders",
            say=say,
            sources=(Source("order", order.number, f"Order {order.number}"),),
            chips=(HUMAN_CHIP,) if late or say[-1].act == "offer_human" else (),
            order=order_card(order),
            state=state,
        )

    def _ask(self, state: DialogueState, slot: str, say: Say, filled: Mapping[str, str]) -> Answer:
        return self._answer(replace(state, form=Form(FORM, slot, filled)), say, decision_is_ask=True)

    def _answer(self, state: DialogueState, *say: Say, offers_human: bool = False, decision_is_ask: bool = False) -> Answer:
        return Answer(
            skill="orders",
            say=say,
            decision="ask" if decision_is_ask or state.form else "answer",
            chips=(HUMAN_CHIP,) if offers_human else (),
            state=state,
        )
