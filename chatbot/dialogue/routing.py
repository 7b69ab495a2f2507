"""One table of rules picks the skill. The first rule whose skill does not say "not mine" answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from chatbot.config import Settings
from chatbot.dialogue import forms
from chatbot.dialogue.evidence import (
    always,
    asks_for_person,
    asks_how,
    believes,
    best_score,
    faq_spoke_last,
    is_evidently_of_an_order,
    is_glad,
    is_on_its_way,
    is_open,
    is_order_number,
    is_over,
    is_wordless,
    leads_away,
    log_odds,
    names_own_order,
    probability,
    speaks_of_own,
    wants,
    without_numbers,
)  # fmt: skip
from chatbot.knowledge.lexicon import content
from chatbot.messages import FILE_SENT, Answer, Chip, Context, DialogueState, Form, Say
from chatbot.skills.handoff import HUMAN_CHIP, HandoffSkill
from chatbot.skills.orders import FORM as ORDER_FORM
from chatbot.skills.orders import OrdersSkill
from chatbot.skills.replies import is_no, says_nothing
from chatbot.skills.smalltalk import BELIEVED, SmalltalkSkill

SURE = 0.8  # of the first intent; below it what the FAQ or the catalogue surely has goes first
# Where the FAQ has nothing, the page of the product that is named may: "guarantee led mask" is read as a return.
ABOUT_PRODUCTS = ("product_question", "product_recommendation", "store_info", "return_refund")
LIKELY = 0.5  # of an FAQ entry that is asked about rather than what the page of the product says
FAQ_OUTWEIGHS = 0.5  # log-odds of scope and FAQ together from which a message that seems strange is answered


class Skill(Protocol):
    def answer(self, context: Context) -> Answer | None: ...


class FaqTalk(Skill, Protocol):
    def picked(self, context: Context) -> Answer | None: ...

    def asked(self, context: Context) -> Answer | None: ...


class ProductTalk(Skill, Protocol):
    def follow_up(self, context: Context) -> Answer | None: ...

    def fact(self, context: Context) -> Answer | None: ...

    def fact_of_kind(self, context: Context) -> Answer | None: ...

    def wished(self, context: Context) -> Answer | None: ...

    def is_named(self, context: Context, shown: Answer) -> bool: ...

    def is_kin(self, context: Context, shown: Answer) -> bool: ...

    def unanswered(self, context: Context) -> Answer | None: ...

    def lacking(self, context: Context) -> Answer | None: ...


@dataclass(frozen=True, slots=True)
class Skills:
    faq: FaqTalk
    orders: OrdersSkill
    products: ProductTalk
    smalltalk: SmalltalkSkill
    handoff: HandoffSkill


@dataclass(frozen=True, slots=True)
class Rule:
    name: str  # shown in the console and the records
    when: Callable[[Context], bool]
    answer: Callable[[Context], Answer | None]


class Router:
    """Route one message. `route` always returns an answer, since the last rule does."""

    def __init__(self, skills: Skills, settings: Settings) -> None:
        self._skills, self._settings = skills, settings
        s = skills
        self.rules = (
            Rule("a person has the conversation", lambda c: c.state.handoff != "none", s.handoff.quiet),
            Rule("someone may be in danger", always, s.smalltalk.danger),
            Rule("a person was offered and is wanted", s.handoff.is_accepted, self._pass_on),
            Rule("a file was sent", lambda c: c.message.choice == FILE_SENT, s.handoff.file_received),
            Rule("a chip names its answer", lambda c: c.message.choice is not None, self._chosen),
            Rule("a person was offered and is not wanted", always, s.handoff.declined),
            Rule("an entry is taken of those asked about", lambda c: bool(c.state.offered_faqs), self._picked),
            Rule("an open form is left", lambda c: is_open(c) and forms.wants_to_stop(c.message.text), forms.stopped),
            Rule("nothing is wanted any more", is_over, s.smalltalk.over),
            Rule("an open form is filled", is_open, self._fill),
            Rule("an open form can't be filled", always, self._unfilled),
            Rule("how a person is reached", believes("human_agent"), self._ways_to_reach),
            Rule("a person is asked for", self._is_person_wanted, self._pass_on),
            Rule("who answers here", always, s.smalltalk.introduce),
            Rule("an order number alone", is_order_number, self._look_up_for_wish),
            Rule("the bot was not understood", always, s.smalltalk.puzzled),
            Rule("small talk", wants("greeting", "goodbye", "thanks"), s.smalltalk.answer),
            Rule("goes on from the products shown", always, s.products.follow_up),
            Rule("a bare wish for what the shop has", self._is_open_to_wishes, s.products.wished),
            Rule("where is my order", is_evidently_of_an_order, self._track),
            Rule("advice on products", believes("product_recommendation"), self._advise),
            Rule("a fact of the product that is meant", wants("product_question", "out_of_scope"), s.products.fact),
            Rule("nothing is said", lambda c: wants("out_of_scope")(c) or probability(c) < BELIEVED, s.smalltalk.note_taken),
            Rule("surely out of scope", self._is_surely_strange, self._limit),
            Rule("a fact of the kind that is asked about", self._may_be_of_kind, s.products.fact_of_kind),
            Rule("the FAQ asks back about a product", self._is_about_product, self._ask_of_product),
            Rule("when the order that was shown comes", lambda c: not faq_spoke_last(c.state), s.orders.expected),
            Rule("the FAQ answers", always, self._faq_answers),
            Rule(
                "products of the kind that is asked for",
                wants("product_question", "out_of_scope", "store_info"),
                s.products.answer,
            ),
            Rule("of an order that was shown", wants("delivery_info"), s.orders.follow_up),
            Rule("surely change or cancel an order", self._is_sure_of_change, s.orders.change),
            Rule("a complaint", wants("complaint"), s.handoff.comfort),
            Rule("the FAQ asks back", always, self._faq("ask")),
            Rule("change or cancel an order", believes("order_cancel", "order_change"), s.orders.change),
            Rule("out of scope", wants("out_of_scope"), self._limit),
            Rule("joy that asks nothing", always, s.smalltalk.glad),
            Rule("a product that no record tells of", wants(*ABOUT_PRODUCTS), self._unknown_of_product),
            Rule(
                "a product that the shop may have",
                wants("product_question", "product_recommendation", "store_info"),
                s.products.lacking,
            ),
            Rule("nothing reliable is known", always, s.handoff.no_answer),
        )

    def route(self, context: Context) -> Answer:
        """Return the answer of the first rule that has one, with an open form resumed and the mood heeded."""
        _, answer = self.explain(context)
        form = context.state.form
        if form is not None and form.kind == ORDER_FORM and not self._has_moved(context, answer):
            answer = self._between(context, form, answer)
        return self._heed_mood(context, answer)

    def _between(self, context: Context, form: Form, answer: Answer) -> Answer:
        """What was no answer to the form's question is answered, and the question follows; or it is asked again."""
        orders = self._skills.orders
        is_answered = answer.decision == "answer" or (answer.decision == "ask" and answer.skill != "handoff")
        is_strange = answer.say[:1] == (Say("limit"),) and not says_nothing(without_numbers(context.message.text))
        if is_answered or is_strange:
            return forms.resumed(answer, form, orders.resume(form))
        tells_more = wants("order_status", "complaint")(context) or self.is_angry(
            context
        )  # "its not here yet": nothing was misread
        if leads_away(context):
            return replace(answer, state=replace(answer.state or context.state, form=None))
        return orders.ask_again(context, form, is_misread=not tells_more)

    def explain(self, context: Context) -> tuple[str, Answer]:
        """Return the name of the rule that answered, and its answer."""
        for rule in self.rules:
            if rule.when(context) and (answer := rule.answer(context)) is not None:
                return rule.name, answer
        raise AssertionError("the last rule always answers")

    def is_angry(self, context: Context) -> bool:
        text = context.message.text
        if context.message.choice == FILE_SENT or is_wordless(text) or forms.wants_to_stop(text):
            return False  # a file's name tells no mood, nor do "nobody@example.com" and "forget it"
        sentiments = context.understanding.prediction.sentiments
        return bool(sentiments) and sentiments[0].label == "negative" and sentiments[0].p >= self._settings.angry_p

    def _is_person_wanted(self, context: Context) -> bool:
        """Whether the classifier is sure that a person is wanted, or the message has a word for it, too."""
        is_sure = probability(context) >= SURE or asks_for_person(context.message.text)
        return is_sure and believes("human_agent")(context)

    def _is_sure_of_change(self, context: Context) -> bool:
        return wants("order_cancel", "order_change")(context) and probability(context) >= SURE

    def _is_surely_strange(self, context: Context) -> bool:
        """Whether the classifier is sure, and the FAQ not surer: what both say is weighed as odds."""
        in_scope_p = context.understanding.prediction.in_scope_p
        is_strange = wants("out_of_scope")(context) and in_scope_p < self._settings.out_of_scope_p
        return is_strange and log_odds(best_score(context)) + log_odds(in_scope_p) < FAQ_OUTWEIGHS

    def _is_open_to_wishes(self, context: Context) -> bool:
        is_sure = believes("product_recommendation")(context) or (
            probability(context) >= SURE and not wants("out_of_scope")(context)
        )
        return not is_sure and best_score(context) < self._settings.faq_beats_lookup

    def _may_be_of_kind(self, context: Context) -> bool:
        """A question on products; where the classifier is not sure of it, the FAQ must not be either."""
        may_be = wants("product_question", "out_of_scope", "store_info")(context)
        is_sure = wants("product_question")(context) and probability(context) >= SURE
        return is_sure or (may_be and best_score(context) < self._settings.faq_beats_lookup)

    def _is_about_product(self, context: Context) -> bool:
        """A question on a product, and the FAQ does not surely answer it."""
        return wants("product_question")(context) and best_score(context) < self._settings.faq_beats_lookup

    def _unknown_of_product(self, context: Context) -> Answer | None:
        """What the product's page says; where only a kind is asked about, its products beside an honest "I don't know"."""
        found = self._skills.products.unanswered(context)
        if found is None:
            return None
        if not wants("product_question")(context):  # then the page has to bear on it
            return found if found.say and found.decision == "answer" else None
        if found.say:
            return found
        return replace(self._skills.handoff.no_answer(context), products=found.products, state=found.state)

    def _ask_of_product(self, context: Context) -> Answer | None:
        """A product that is named weighs against an FAQ entry that only may answer; its page is told where that is unlikely."""
        found = self._skills.products.unanswered(context)
        asked = self._skills.faq.asked(context) if found else None
        if found is None or asked is None:
            return None
        if found.say and best_score(context) < LIKELY:
            return found
        if found.say and found.decision == "answer":
            return replace(found, chips=asked.chips)
        quotes = tuple(each for each in found.say if each.act != "offer_human")
        state = replace(found.state or context.state, last_question=context.message.text)
        return replace(asked, say=(*quotes, *asked.say), products=found.products, state=state)

    def _faq_answers(self, context: Context) -> Answer | None:
        """What the FAQ says; where a product is surely asked about, an entry must hold more of the question than its name."""
        found = self._faq("answer")(context)
        unanswered = self._skills.products.unanswered(context) if self._is_surely_of_product(context) else None
        if found is None or found.faq is None or unanswered is None:
            return found
        asked = set(content(context.message.text)) - set(content(" ".join(card.title for card in unanswered.products)))
        held = content(" ".join((found.faq.question, *(say.slots.get("answer", "") for say in found.say))))
        if not asked or asked & set(held):
            return found
        return self._ask_of_product(context)

    def _is_surely_of_product(self, context: Context) -> bool:
        return wants("product_question")(context) and probability(context) >= SURE

    def _picked(self, context: Context) -> Answer | None:
        """ "Yes" or "the second one" to "do you mean one of these"; "none" leaves nothing to answer with."""
        if is_no(context.message.text):
            return self._skills.handoff.no_answer(context)
        return self._skills.faq.picked(context)

    def _has_moved(self, context: Context, answer: Answer) -> bool:
        """Whether the answer itself filled, left or replaced the open form."""
        return answer.state is not None and (answer.state.form != context.state.form or answer.state.handoff != "none")

    def _pass_on(self, context: Context) -> Answer:
        return self._skills.handoff.pass_on(context, "asked")

    def _ways_to_reach(self, context: Context) -> Answer | None:
        """ "How can I reach you by phone" asks for what the FAQ tells, and a person is offered beside it."""
        text = context.message.text
        found = self._sure_faq(context) if asks_how(text) or not asks_for_person(text) else None
        return offered(found) if found else None

    def _chosen(self, context: Context) -> Answer | None:
        kind, _, value = (context.message.choice or "").partition(":")
        if kind == "faq":
            return self._skills.faq.answer(context)
        if kind in ("product", "similar") or (kind, value) == ("intent", "product_recommendation"):
            return self._skills.products.answer(context)
        return self._skills.orders.answer(context) if (kind, value) == ("intent", "order_status") else None

    def _unfilled(self, context: Context) -> Answer | None:
        """The form's question can't be answered, or the customer asks why it is put; or a number that nobody has asked for yet."""
        form, text, orders = context.state.form, context.message.text, self._skills.orders
        if form is None and forms.lacks_order_number(text) and self._sure_faq(context) is None:
            return orders.without_number(context)
        if form is None or form.kind != ORDER_FORM:
            return None
        if forms.lacks_what_is_asked(text):
            return orders.ask_again(context, form, is_lacking=True)
        return Answer("orders", (Say("why_asked"),)) if forms.asks_why(text) else None

    def _fill(self, context: Context) -> Answer | None:
        if (taken := self._skills.handoff.take_email(context)) is not None:
            return taken
        form = context.state.form
        filled = self._skills.orders.answer(context) if form and form.kind == ORDER_FORM else None
        is_for_wish = filled is not None and filled.order is not None and form is not None and "wish" in form.filled
        return offered(filled) if filled and is_for_wish else filled

    def _look_up_for_wish(self, context: Context) -> Answer | None:
        """A number after another wish ("my parcel is broken") is told for that wish, so the record alone is no answer to it."""
        lookup, state = self._skills.orders.answer(context), context.state
        has_wish = faq_spoke_last(state) or state.offered_human
        if lookup is None or lookup.state is None or not has_wish:
            return lookup
        if lookup.order is not None:
            return offered(lookup)
        form = lookup.state.form
        return replace(
            lookup,
            state=replace(
                lookup.state,
                form=form and replace(form, filled={**form.filled, "wish": state.history[-1][0] if state.history else ""}),
            ),
        )

    def _track(self, context: Context) -> Answer | None:
        """A general "how do I track" gets the shop's own words first, and the look-up is opened in the same breath.

        Where the FAQ is the surer of the two ("has it got a charger"), or the record adds nothing, the shop's words come alone.
        """
        lookup = self._skills.orders.answer(context) if context.state.form is None else None
        general = self._faq("answer")(context)
        is_sure = probability(context) >= SURE
        names_order = bool(context.understanding.entities.order_numbers)
        score = general.faq.score if general and general.faq else 0.0
        if lookup is None or lookup.order is not None or general is None or general.faq is None or (is_sure and names_order):
            return lookup
        least = self._settings.faq_beats_lookup
        if score < (least if names_own_order(context.message.text) else min(probability(context), least)):
            return lookup
        if not names_order and not (is_sure and is_on_its_way(general.faq.question)):
            return general
        state = replace(general.state or context.state, form=lookup.state.form if lookup.state else None)
        return replace(general, say=(*general.say, *lookup.say), state=state)

    def _advise(self, context: Context) -> Answer | None:
        """Cards, or what the FAQ says where it is the surer of the two and no card is called as the customer said."""
        advice, general = self._skills.products.answer(context), self._faq("answer")(context)
        if advice is None or (advice.products and self._skills.products.is_named(context, advice)):
            return advice
        least = probability(context) if advice.products else self._settings.faq_beats_lookup
        is_surer = general is not None and general.faq is not None and general.faq.score > least
        if general is not None and is_surer:
            # "Vegan lipstick": what is said of all, and the lipsticks.
            is_wish = bool(advice.products) and probability(context) >= SURE and self._skills.products.is_kin(context, advice)
            return replace(general, products=advice.products, state=with_products(general, advice)) if is_wish else general
        return advice if advice.products else self._faq("ask")(context) or advice

    def _sure_faq(self, context: Context) -> Answer | None:
        found = self._faq("answer")(context)
        is_sure = found is not None and found.faq is not None and found.faq.score >= self._settings.faq_beats_lookup
        return found if is_sure else None

    def _faq(self, decision: str) -> Callable[[Context], Answer | None]:
        def answer(context: Context) -> Answer | None:
            found = self._skills.faq.answer(context)
            return found if found is not None and found.decision == decision else None

        return answer

    def _limit(self, context: Context) -> Answer:
        """Tell what the bot is for; who has a thing of the shop's ("my stove wont light") gets the FAQ's question or a person."""
        if speaks_of_own(context.message.text) and self._skills.products.unanswered(context):
            return self._faq("ask")(context) or self._skills.handoff.no_answer(context)
        return self._skills.smalltalk.limit(context, self.is_angry(context))

    def _heed_mood(self, context: Context, answer: Answer) -> Answer:
        """An angry customer is told sorry first and offered a person; the second time the person comes."""
        state = answer.state or context.state
        is_angry = self.is_angry(context)
        angry_turns = state.angry_turns + 1 if is_angry else 0 if is_glad(context) else state.angry_turns
        answer = replace(answer, state=replace(state, angry_turns=angry_turns))
        if not is_angry or not answer.say or answer.ticket or answer.say[0].act in {"crisis", "calm_limit"}:
            return answer
        if angry_turns >= self._settings.angry_turns_to_handoff:
            passed = self._skills.handoff.pass_on(replace(context, state=answer.state or state), "angry")
            return replace(passed, say=(sorry(context), *passed.say), faq=answer.faq)
        return offered(replace(answer, say=(sorry(context), *without_sorry(answer.say))))


def with_products(general: Answer, advice: Answer) -> DialogueState | None:
    """Return the state after an entry of the FAQ with the cards of the advice."""
    if general.state is None or advice.state is None:
        return general.state
    shown = advice.state
    return replace(general.state, last_products=shown.last_products, last_product="", last_search=shown.last_search)


def sorry(context: Context) -> Say:
    late = context.understanding.prediction.intent.label == "order_status"
    return Say("apologise_delay" if late else "apologise")


def without_sorry(say: tuple[Say, ...]) -> tuple[Say, ...]:
    return tuple(each for each in say if each.act not in {"apologise", "apologise_delay"})


def offered(answer: Answer) -> Answer:
    """Return the answer with a person offered: in words, unless the bot already asks something, and as a chip."""
    asks = answer.decision == "ask" or any(say.act == "offer_human" for say in answer.say)
    chips: tuple[Chip, ...] = answer.chips if HUMAN_CHIP in answer.chips else (*answer.chips, HUMAN_CHIP)
    return replace(answer, say=answer.say if asks else (*answer.say, Say("offer_human")), chips=chips)
