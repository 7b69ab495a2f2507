"""Several wishes in one message: each is answered by the source that knows it, in the order in which they are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from chatbot.acts import ACTS
from chatbot.dialogue.clauses import wishes_in
from chatbot.dialogue.compose import fill
from chatbot.dialogue.routing import Router
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Chip, Context, CustomerMessage, DialogueState, ProductCard, Say
from chatbot.skills.follow_ups import MEASURES, asked_words, is_told, refers_back
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.skills.orders import FORM as ORDER_FORM

MAX_TOLD = 3  # wishes that one reply answers: more are not read
CARDS_OF_ONE = 3  # of several wishes, so that those of another stay in sight
MAX_CHIPS = 4
MAX_QUOTED = 80  # letters of a customer's words that are said back
_PLAIN = re.compile(r"(?:[^\W_]|[\s'’?!,.€$£%&+-])+")  # no address, link, markup or quotation mark
_LONG_NUMBER = re.compile(r"\d{5,}|\d(?:[ -]?\d){8,}")
_LED = re.compile(r"\W*(?:(?:and|also|btw|so|but|please|pls|plz|hi|hello|hey|ok)\b\W*)+", re.IGNORECASE)
COURTESIES = frozenset(("greet", "welcome", "goodbye", "noted", "glad", "apologise", "condole", "offer_human", "clarify"))
UNKNOWN = frozenset(("no_answer", "limit", "calm_limit", "no_products", "rest_unanswered", "unsure_products"))
ASKING = frozenset(("rest_asked", "handoff_away"))  # after which nothing else is asked
WHICH = frozenset(("did_you_mean", "is_it_this"))  # what asks which entry is meant
LEFT_OUT = frozenset(("offer_human", "ask_wish", "rest_unanswered", *WHICH))  # said once at the end, or not at all


class Reader(Protocol):
    def __call__(self, message: CustomerMessage, state: DialogueState, stage: Callable[[str], None]) -> Context: ...


@dataclass(frozen=True, slots=True)
class _Part:
    """One wish in the customer's words, with what was found for it."""

    wish: str
    answer: Answer

    @property
    def acts(self) -> frozenset[str]:
        return frozenset(say.act for say in self.answer.say)

    @property
    def is_open(self) -> bool:
        """Whether nothing is known, or it is asked what is meant."""
        return self.answer.decision == "abstain" or bool(self.acts & (UNKNOWN | WHICH)) or self.acts <= {"ask_wish"}

    @property
    def is_courtesy(self) -> bool:
        return self.acts <= COURTESIES

    @property
    def is_settled(self) -> bool:
        return not (self.is_open or self.is_courtesy)

    @property
    def told(self) -> tuple[object, ...]:
        """What it tells: the same for two wishes that get the same answer."""
        return self.answer.sources if self.answer.faq else self.answer.say


class Several:
    def __init__(self, understand: Reader, router: Router) -> None:
        self._understand, self._router = understand, router

    def answer(self, context: Context) -> Answer:
        """Return the answer to a message: of its wishes, where it has several that are known, else of the whole."""
        whole = self._router.answered(context)
        return self._router.heeded(context, self._of_each(context, whole) or whole)

    def _of_each(self, context: Context, whole: Answer) -> Answer | None:
        message, state = context.message, context.state
        if message.choice is not None or state.handoff == "taken" or _is_of_danger(whole):
            return None
        wishes = wishes_in(message.text)
        if len(wishes) < 2:
            return None
        parts = self._parts(context, wishes[:MAX_TOLD])
        if any(_is_of_danger(part.answer) for part in parts):
            return None
        parts = _once(parts)
        settled, rest = [each for each in parts if each.is_settled], [each for each in parts if each.is_open]
        if len(settled) < 2 and not (settled and rest and _is_better(settled[0], rest, whole)):
            return None
        return self._joined(context, parts, wishes[MAX_TOLD:])

    def _parts(self, context: Context, wishes: Iterable[str]) -> list[_Part]:
        """Answer one wish after the other, so that "does it come in black" is asked of what the wish before was about.

        An open look-up is held back from a wish that tells nothing for it.
        """
        state = context.state
        parts: list[_Part] = []
        for wish in wishes:
            if parts and _is_told_already(wish, parts[-1].answer):
                continue
            message, before = replace(context.message, text=wish), state
            read = self._understand(message, replace(state, form=None), context.stage)
            entities = read.understanding.entities
            is_for_form = bool(entities.order_numbers or entities.emails) or not parts
            if is_for_form and before.form:
                read = self._understand(message, before, context.stage)
            answer = self._router.answered(read)
            state = answer.state or read.state
            if state.form is None and not is_for_form:
                state = replace(state, form=before.form)
            parts.append(_Part(wish, replace(answer, state=state)))
            said = "\n\n".join(fill(ACTS[say.act].plain, say.slots) for say in answer.say)
            state = replace(state, history=(*state.history, (wish, said)), offered_faqs=(), offered_human=False, wish_asked=False)
        return parts

    def _joined(self, context: Context, parts: list[_Part], later: list[str]) -> Answer:
        """Return one answer: what is known in the order of the wishes, then what is not, then one question."""
        answers, rest = [each.answer for each in parts if each.is_settled], [each for each in parts if each.is_open]
        state = replace(parts[-1].answer.state or context.state, history=context.state.history)
        asked = self._asked(answers, state)
        which = next((each for each in rest if not asked and each.acts & WHICH and quoted(each.wish)), None)
        said = _told_in_paragraphs(answers)
        near = [each.wish for each in rest if asked and each.acts & WHICH]
        unknown = [each.wish for each in rest if each is not which and each.wish not in near]
        said += [*_named("rest_named", unknown), *_named("rest_later", later), *_named("rest_near", near)]
        said += (
            [Say("rest_asked", {"wish": quoted(which.wish)}, opens=True)]
            if which
            else [replace(say, opens=n == 0) for n, say in enumerate(asked)]
        )
        offers = any(say.act == "offer_human" for answer in answers for say in answer.say) and said[-1].act not in ASKING
        said += [Say("offer_human", opens=True)] if offers else []
        return replace(
            answers[0],
            say=tuple(said),
            decision="ask" if asked or which else "answer",
            faq=next((each.faq for each in answers if each.faq), None),
            sources=tuple(dict.fromkeys(source for answer in answers for source in answer.sources)),
            chips=_chips(answers, rest, which),
            products=_cards(answers),
            order=next((each.order for each in reversed(answers) if each.order), None),
            ticket=next((each.ticket for each in answers if each.ticket), None),
            state=state,
        )

    def _asked(self, answers: list[Answer], state: DialogueState) -> list[Say]:
        """Return the question of the look-up that is still open, as it was put last."""
        if state.form is None or state.form.kind != ORDER_FORM:
            return []
        put = ([say for say in answer.say if _asks_for_form(say)] for answer in reversed(answers))
        return next((each for each in put if each), [self._router.question_of(state.form)])


def _told_in_paragraphs(answers: list[Answer]) -> list[Say]:
    """Return what each answer tells, once, without the questions, which come last."""
    said: list[Say] = []
    for answer in answers:
        told = [_headed(say, answer) for say in answer.say if not (say.act in LEFT_OUT or _asks_for_form(say))]
        told = [say for say in told if replace(say, opens=True) not in said and say not in said]
        said += [replace(say, opens=n == 0 and bool(said)) for n, say in enumerate(told)]
    return said


def _headed(say: Say, answer: Answer) -> Say:
    """Return an entry's words below its question: a "Yes" among several answers does not tell of what it is."""
    words = say.slots.get("answer", "")
    is_one = say.act == "faq_answer" and sum(each.act == "faq_answer" for each in answer.say) == 1
    if answer.faq is None or not is_one or words.startswith("**"):
        return say
    return replace(say, slots={"answer": f"**{answer.faq.question}**\n\n{words}"})


def quoted(wish: str) -> str:
    """Return a customer's words as they may be said back; "" for long ones and for what may be an address, a link or markup."""
    words = " ".join(_LED.sub("", wish, count=1).split()).rstrip("?!., ")
    is_safe = _PLAIN.fullmatch(words) and not _LONG_NUMBER.search(words) and len(words) <= MAX_QUOTED
    return words if is_safe else ""


def _named(act: str, wishes: list[str]) -> list[Say]:
    """Return what is said of wishes that are not answered, in the customer's words where all of them may be said back."""
    if not wishes:
        return []
    words = [quoted(each) for each in wishes]
    return [Say(act, {"wish": "” and “".join(words)}, opens=True) if all(words) else Say("rest_unanswered", opens=True)]


def _once(parts: list[_Part]) -> list[_Part]:
    """Leave out what is told for an earlier wish already; the state stays the last one."""
    kept = [each for n, each in enumerate(parts) if not (each.is_settled and any(each.told == other.told for other in parts[:n]))]
    last = parts[-1].answer.state
    return [*kept[:-1], replace(kept[-1], answer=replace(kept[-1].answer, state=last))]


def _is_told_already(wish: str, answer: Answer) -> bool:
    """Whether the entry just told holds what is asked of it, too: "how long does it take" after "shipping to Canada: 10 days"."""
    told = next((say.slots["answer"] for say in answer.say if say.act == "faq_answer"), "")
    asked = set(content(wish)) - MEASURES
    return bool(told) and refers_back(wish) and asked <= set(content(told)) and is_told(wish, told)


def _is_better(settled: _Part, rest: list[_Part], whole: Answer) -> bool:
    """Whether one answer and the name of what is left is more than what is said to the whole message.

    It is not where the answer holds the words that are left, or the message as a whole finds another one.
    """
    held = set(content(" ".join(value for say in settled.answer.say for value in say.slots.values())))
    if (
        settled.answer.skill == "orders"
        and not settled.answer.order
        and any(refers_back(each.wish) and not each.acts & WHICH for each in rest)
    ):
        return False  # "1042 and can the lads bring it to the garden": the order has to be found first
    left = [words for each in rest if (words := asked_words(each.wish))]
    whole_tells = _Part("", whole).is_settled and not whole.order and _Part("", whole).told != settled.told
    is_other = whole_tells and whole.faq is not None and bool(settled.answer.faq)
    return bool(left) and not is_other and not any(words & held for words in left)


def _chips(answers: list[Answer], rest: list[_Part], which: _Part | None) -> tuple[Chip, ...]:
    """Return the chips of the question that is asked, or those of all; a person where something is left open."""
    near_of = (*answers, *(part.answer for part in rest if part.acts & WHICH))
    near = which.answer.chips if which else tuple(chip for each in near_of for chip in each.chips)
    others = tuple(chip for chip in dict.fromkeys(near) if chip != HUMAN_CHIP)[:MAX_CHIPS]
    offers = bool(rest) or any(HUMAN_CHIP in each.chips for each in answers)
    return (*others, HUMAN_CHIP) if offers else others


def _cards(answers: list[Answer]) -> tuple[ProductCard, ...]:
    shown = [each.products for each in answers if each.products]
    most = CARDS_OF_ONE if len(shown) > 1 else None
    return tuple({card.id: card for cards in shown for card in cards[:most]}.values())


def _asks_for_form(say: Say) -> bool:
    return say.act.startswith(("ask_order_number", "ask_email", "ask_postcode")) or say.act == "order_not_matched"


def _is_of_danger(answer: Answer) -> bool:
    return any(say.act == "crisis" for say in answer.say)
