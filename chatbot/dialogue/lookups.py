"""The order look-up among other wishes: when its form opens, what fills it, and what is answered in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chatbot.config import Settings
from chatbot.dialogue import forms
from chatbot.dialogue.evidence import (
    SURE,
    best_score,
    probability,
    speaks_of_own,
    wants,
)  # fmt: skip
from chatbot.dialogue.mood import is_angry, offered
from chatbot.dialogue.order_evidence import (
    asks_where,
    claims,
    has_words_of_order,
    is_not_here,
    is_on_its_way,
    is_on_order,
    names_own_order,
)
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import Sources
from chatbot.messages import Answer, Context, Say
from chatbot.order_numbers import bare_number
from chatbot.skills.follow_ups import is_question
from chatbot.skills.order_words import decides, is_bare_number
from chatbot.skills.orders import FORM as ORDER_FORM
from chatbot.skills.replies import says_nothing

REFUSED = frozenset(("order_locked", "orders_unavailable"))  # the look-up has said that it can't be done now
NO_WISH = ("complaint", "goodbye")  # which no other matter is wanted with
LIKELY_BESIDE = 0.55  # of an entry beside the look-up's question: "order from 22nd november" has 0.53 with the last order dates
SURE_OF_OWN = (
    0.9  # of an entry, told to who surely asks of the own order: "when will my order get here" has 0.81 with the day of dispatch
)
SURE_OF_ANOTHER = 0.8  # of an intent that is not the open form's


class Lookups:
    def __init__(self, skills: Skills, sources: Sources, settings: Settings) -> None:
        self._skills, self._sources, self._settings = skills, sources, settings

    def track(self, context: Context) -> Answer | None:
        """A general "how do I track" gets the shop's own words first, and the look-up is opened in the same breath.

        Where the FAQ is the surer of the two ("has it got a charger"), or the record adds nothing, the shop's words come alone.
        """
        lookup = self._skills.orders.answer(context) if context.state.form is None else None
        if lookup and claims(context.message.text):  # "delivered, but not here": the record alone is no answer
            lookup = _for_wish(lookup, context.message.text)
        general = self._sources.faq("answer")(context)
        if lookup and lookup.order and general and _says_more(general, lookup, context):
            return self._with_record(general, lookup, context)
        beside = self._beside(context, lookup) if lookup and (lookup.order is None or _is_no_news(lookup)) else lookup
        is_sure = probability(context) >= SURE
        names_order = bool(context.understanding.entities.order_numbers)
        score = general.faq.score if general and general.faq else 0.0
        if lookup is None or lookup.order is not None or general is None or general.faq is None or (is_sure and names_order):
            return beside
        least = self._settings.faq_beats_lookup
        if not has_words_of_order(context.message.text):
            least = self._settings.faq_answer_p
        text = context.message.text
        if is_sure and asks_where(text) and (names_own_order(text) or speaks_of_own(text)):
            least = max(least, SURE_OF_OWN)
        elif not names_own_order(text):
            least = min(probability(context), least)
        if score < least:
            return beside
        if not names_order and not (is_sure and is_on_its_way(general.faq.question)):
            return general
        state = replace(general.state or context.state, form=lookup.state.form if lookup.state else None)
        return replace(general, say=(*general.say, *lookup.say), state=state)

    def _with_record(self, general: Answer, lookup: Answer, context: Context) -> Answer:
        """Return an entry to whom the record of the order is no answer; behind the record where this conversation has not seen it."""
        if context.state.verified_orders:
            return offered(replace(general, state=general.state or lookup.state))
        say = (*(each for each in lookup.say if each.act != "offer_human"), *general.say)
        return offered(replace(lookup, say=say, faq=general.faq, sources=lookup.sources + general.sources))

    def _beside(self, context: Context, lookup: Answer) -> Answer:
        """Return the look-up's question with the entry that may answer already as a chip: "what if I'm not at home"."""
        is_likely = best_score(context) >= LIKELY_BESIDE and not context.understanding.entities.emails
        asked = self._skills.faq.asked(context) if is_likely else None
        return replace(lookup, chips=(*lookup.chips, *asked.chips[:1])) if asked else lookup

    def fill(self, context: Context) -> Answer | None:
        if (taken := self._skills.handoff.take_email(context)) is not None:
            return taken
        form = context.state.form
        filled = self._skills.orders.answer(context) if form and form.kind == ORDER_FORM else None
        is_for_wish = filled is not None and filled.order is not None and form is not None and "wish" in form.filled
        return offered(filled) if filled and is_for_wish else filled

    def decides(self, context: Context) -> bool:
        """Whether "a new one please" or "the refund" answers an order that is lost, which only a person makes good."""
        return decides(context.message.text) and self._skills.orders.is_left_to_customer(context)

    def unfilled(self, context: Context) -> Answer | None:
        """The form's question can't be answered, or the customer asks why it is put; or a number that nobody has asked for yet."""
        form, text, orders = context.state.form, context.message.text, self._skills.orders
        if form is None and forms.lacks_order_number(text) and self._sources.sure_faq(context) is None:
            return orders.without_number(context)
        if form is None or form.kind != ORDER_FORM:
            return None
        if forms.lacks_what_is_asked(text):
            return orders.ask_again(context, form, is_lacking=True)
        if is_bare_number(text):
            return orders.ask_again(context, form)  # a postcode instead of the e-mail address
        return Answer("orders", (Say("why_asked"),)) if forms.asks_why(text) else None

    def look_up_for_wish(self, context: Context) -> Answer | None:
        """A number after another wish ("my parcel is broken") is told for that wish, so the record alone is no answer to it."""
        lookup, state = self._skills.orders.answer(context), context.state
        has_wish = bool(state.last_question) or state.offered_human
        if lookup is None or lookup.state is None or not has_wish:
            return lookup
        if lookup.order is not None:
            return offered(lookup)
        return _for_wish(lookup, state.history[-1][0] if state.history else "")

    def resumed(self, context: Context, answer: Answer) -> Answer:
        """Go on with an open form: what was no answer to its question is answered, and the question follows; or it is asked again."""
        form, orders = context.state.form, self._skills.orders
        if form is None:
            return self._with_number(context, answer)
        if form.kind != ORDER_FORM or _has_moved(context, answer):
            return answer
        if answer.say[:1] == (Say("welcome"),):
            return answer  # "ok thank you" is not asked for the number once more
        is_answered = answer.decision == "answer" or (answer.decision == "ask" and answer.skill != "handoff")
        is_strange = answer.say[:1] == (Say("limit"),) and not says_nothing(_without_numbers(context.message.text))
        if is_answered or is_strange:
            return forms.resumed(answer, form, orders.resume(form))
        # "Its not here yet", "but that was friday" (a goodbye, 0.82): nothing was misread.
        tells_more = wants("order_status", *NO_WISH)(context) or is_angry(context, self._settings.angry_p)
        if _leads_away(context):
            return replace(answer, state=replace(answer.state or context.state, form=None))
        return orders.ask_again(context, form, is_misread=not tells_more)

    def _with_number(self, context: Context, answer: Answer) -> Answer:
        """An order's number beside another wish ("I want to return 1042") opens the look-up for it, after what the FAQ surely says."""
        numbers = context.understanding.entities.order_numbers
        is_wish = answer.skill in ("faq", "handoff", "orders") and bool(answer.say) and not (answer.order or answer.ticket)
        is_new = bool(numbers) and context.message.choice is None and not _is_verified(context, numbers)
        is_order = is_on_order(context.understanding.prediction) or any(map(self._skills.orders.has_shape, numbers))
        is_refused = any(say.act in REFUSED for say in answer.say)
        if is_refused or not (is_wish and is_new and is_order) or _has_moved(context, answer):
            return answer
        lookup = self._skills.orders.answer(context)
        if lookup is None or lookup.state is None:
            return answer
        is_sure = answer.decision == "answer" and (answer.faq is None or answer.faq.score >= self._settings.faq_beats_lookup)
        told = tuple(say for say in answer.say if say.act != "offer_human") if is_sure else ()
        opened = self._beside(context, lookup) if not told else replace(lookup, sources=answer.sources + lookup.sources)
        both = replace(opened, say=(*told, *lookup.say), state=_for_wish(lookup, context.message.text).state)
        return offered(both) if lookup.order else both


def _is_verified(context: Context, numbers: Sequence[str]) -> bool:
    return not {*map(bare_number, numbers)}.isdisjoint(map(bare_number, context.state.verified_orders))


def _for_wish(lookup: Answer, wish: str) -> Answer:
    """Return the look-up with what it is for; an order that is found at once needs no form."""
    state, form = lookup.state, lookup.state.form if lookup.state else None
    if state is None or form is None:
        return lookup
    return replace(lookup, state=replace(state, form=replace(form, filled={**form.filled, "wish": wish})))


def _says_more(general: Answer, lookup: Answer, context: Context) -> bool:
    """Whether a sure entry is for what an order's record does not tell: it is contradicted, or was told already."""
    is_sure = general.faq is not None and general.faq.score >= SURE_OF_OWN
    return is_sure and (_is_no_news(lookup) or claims(context.message.text) or is_not_here(context.message.text))


def _is_no_news(lookup: Answer) -> bool:
    return any(say.act == "order_no_news" for say in lookup.say)


def shown_once(answer: Answer) -> Answer:
    """Return the answer without the card of an order that stands above with nothing new."""
    return replace(answer, order=None) if _is_no_news(answer) else answer


def _has_moved(context: Context, answer: Answer) -> bool:
    """Whether the answer itself filled, left or replaced the open form."""
    return answer.state is not None and (answer.state.form != context.state.form or answer.state.handoff != context.state.handoff)


def _leads_away(context: Context) -> bool:
    """Whether a message that fills nothing of the form is about something else: surely by its intent, or a question without a digit."""
    text = context.message.text
    if wants("order_status", *NO_WISH)(context) or any(char.isdigit() for char in text):
        return False
    is_sure = not wants("out_of_scope")(context) and probability(context) >= SURE_OF_ANOTHER
    return is_sure or (is_question(text) and not says_nothing(text))


def _without_numbers(text: str) -> str:
    """Return the text without the words that hold a digit, such as an order number that was not read."""
    return re.sub(r"\S*\d\S*", " ", text)
