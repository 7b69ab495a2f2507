"""One table of rules picks the skill. The first rule whose skill does not say "not mine" answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from chatbot.config import Settings
from chatbot.dialogue import forms
from chatbot.messages import FILE_SENT, Answer, Chip, Context, Say
from chatbot.skills.handoff import HUMAN_CHIP, HandoffSkill
from chatbot.skills.orders import FORM as ORDER_FORM
from chatbot.skills.orders import OrdersSkill
from chatbot.skills.smalltalk import SmalltalkSkill


class Skill(Protocol):
    def answer(self, context: Context) -> Answer | None: ...


class ProductTalk(Skill, Protocol):
    def follow_up(self, context: Context) -> Answer | None: ...

    def fact(self, context: Context) -> Answer | None: ...


@dataclass(frozen=True, slots=True)
class Skills:
    faq: Skill
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
            Rule(
                "an open form is left", lambda c: c.state.form is not None and forms.wants_to_stop(c.message.text), forms.stopped
            ),
            Rule("an open form is filled", lambda c: c.state.form is not None, self._fill),
            Rule("a person is asked for", wants("human_agent"), self._pass_on),
            Rule("an order number alone", is_order_number, s.orders.answer),
            Rule("small talk", wants("greeting", "goodbye", "thanks"), s.smalltalk.answer),
            Rule("goes on from the products shown", always, s.products.follow_up),
            Rule("where is my order", wants("order_status"), self._track),
            Rule("advice on products", wants("product_recommendation"), self._advise),
            Rule("a fact of the product that is meant", wants("product_question", "out_of_scope"), s.products.fact),
            Rule("surely out of scope", self._is_surely_strange, self._limit),
            Rule("the FAQ answers", always, self._faq("answer")),
            Rule(
                "products of the kind that is asked for",
                wants("product_question", "out_of_scope", "store_info"),
                s.products.answer,
            ),
            Rule("change or cancel an order", wants("order_cancel", "order_change"), s.orders.change),
            Rule("a complaint", wants("complaint"), s.handoff.comfort),
            Rule("out of scope", wants("out_of_scope"), self._limit),
            Rule("the FAQ asks back", always, self._faq("ask")),
            Rule("nothing reliable is known", always, s.handoff.no_answer),
        )

    def route(self, context: Context) -> Answer:
        """Return the answer of the first rule that has one, with an open form resumed and the mood heeded."""
        _, answer = self.explain(context)
        form = context.state.form
        if form is not None and form.kind == ORDER_FORM and not self._has_moved(context, answer):
            is_interruption = answer.decision == "answer" or (answer.decision == "ask" and answer.skill != "handoff")
            answer = (
                forms.resumed(answer, form, self._skills.orders.resume(form))
                if is_interruption
                else self._skills.orders.ask_again(context, form)
            )
        return self._heed_mood(context, answer)

    def explain(self, context: Context) -> tuple[str, Answer]:
        """Return the name of the rule that answered, and its answer."""
        for rule in self.rules:
            if rule.when(context) and (answer := rule.answer(context)) is not None:
                return rule.name, answer
        raise AssertionError("the last rule always answers")

    def is_angry(self, context: Context) -> bool:
        if context.message.choice == FILE_SENT or is_wordless(context.message.text):
            return False  # a file's name tells no mood, nor does "nobody@example.com"
        sentiments = context.understanding.prediction.sentiments
        return bool(sentiments) and sentiments[0].label == "negative" and sentiments[0].p >= self._settings.angry_p

    def _is_surely_strange(self, context: Context) -> bool:
        prediction = context.understanding.prediction
        best = max((each.score for each in context.candidates), default=0.0)
        is_strange = prediction.intent.label == "out_of_scope" and prediction.in_scope_p < self._settings.out_of_scope_p
        return is_strange and best < self._settings.faq_beats_out_of_scope

    def _has_moved(self, context: Context, answer: Answer) -> bool:
        """Whether the answer itself filled, left or replaced the open form."""
        return answer.state is not None and (answer.state.form != context.state.form or answer.state.handoff != "none")

    def _pass_on(self, context: Context) -> Answer:
        return self._skills.handoff.pass_on(context, "asked")

    def _chosen(self, context: Context) -> Answer | None:
        kind, _, value = (context.message.choice or "").partition(":")
        if kind == "faq":
            return self._skills.faq.answer(context)
        if kind in ("product", "similar") or (kind, value) == ("intent", "product_recommendation"):
            return self._skills.products.answer(context)
        return self._skills.orders.answer(context) if (kind, value) == ("intent", "order_status") else None

    def _fill(self, context: Context) -> Answer | None:
        return self._skills.handoff.take_email(context) or (
            self._skills.orders.answer(context) if context.state.form and context.state.form.kind == ORDER_FORM else None
        )

    def _track(self, context: Context) -> Answer | None:
        """A general "how do I track" gets the shop's own words first, and the look-up is opened in the same breath."""
        lookup = self._skills.orders.answer(context) if context.state.form is None else None
        general = self._faq("answer")(context)
        if lookup is None or lookup.order is not None or context.understanding.entities.order_numbers:
            return lookup
        if general is None or general.faq is None or general.faq.score < self._settings.faq_beats_lookup:
            return lookup
        state = replace(general.state or context.state, form=lookup.state.form if lookup.state else None)
        return replace(general, say=(*general.say, *lookup.say), state=state)

    def _advise(self, context: Context) -> Answer | None:
        """Cards; where there is none to show ("do you sell spare parts"), what the FAQ surely says of it."""
        advice = self._skills.products.answer(context)
        if advice is None or advice.products:
            return advice
        general = self._faq("answer")(context)
        is_sure = general is not None and general.faq is not None and general.faq.score >= self._settings.faq_beats_lookup
        return general if is_sure else advice

    def _faq(self, decision: str) -> Callable[[Context], Answer | None]:
        def answer(context: Context) -> Answer | None:
            found = self._skills.faq.answer(context)
            return found if found is not None and found.decision == decision else None

        return answer

    def _limit(self, context: Context) -> Answer:
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


def always(context: Context) -> bool:
    return True


def wants(*intents: str) -> Callable[[Context], bool]:
    """Whether the classifier's first intent, or the intent a chip stands for, is one of these."""
    return lambda context: context.understanding.prediction.intent.label in intents


def is_order_number(context: Context) -> bool:
    """A message that is little more than an order number."""
    return bool(context.understanding.entities.order_numbers) and len(context.message.text.split()) <= 3


def is_wordless(text: str) -> bool:
    """A message of nothing but numbers and e-mail addresses."""
    return all(any(char == "@" or char.isdigit() for char in word) for word in text.split())


def is_glad(context: Context) -> bool:
    sentiments = context.understanding.prediction.sentiments
    return bool(sentiments) and sentiments[0].label == "positive"


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
