"""Answers from the shop's FAQ: word for word, or "did you mean", or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chatbot.config import Settings
from chatbot.knowledge.decision import is_clear, is_worth_asking
from chatbot.knowledge.faq_search import FaqEntry, FaqSearch
from chatbot.knowledge.lexicon import content
from chatbot.knowledge.places import asked_countries
from chatbot.messages import Answer, Candidate, Chip, Context, Say, Source
from chatbot.skills.follow_ups import (
    asked_words,
    asks_for_more,
    connects,
    is_follow_up,
    is_question,
    part_asked,
    questions_of,
    says_where,
    was_told,
    with_matter,
)
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.skills.replies import picked
from chatbot.skills.who_did_it import OTHER_SURE, of_the_other

NAME = "faq"
CHIP = "faq:"  # begins the payload of a chip that names an entry
_YES_OR_NO = re.compile(r"\W*(?:yes|yep|no|nope|not)\b", re.I)
_MONEY = re.compile(
    r"[€$£¥₹%]|\d[.,]\d\d\b|\b(?:free|pric\w+|costs?|charg\w+|fees?|discount\w*|quot\w+|euros?|pounds?|dollars?|eur|usd|gbp|aud|chf)\b",
    re.I,
)
BEYOND_DOUBT = 0.9  # of an entry, from which no other one is asked about
WORDS_OF_A_REPLY = 5  # that takes one of the entries which were asked about
EQUAL = 0.5  # of a second entry; of 14 questions of seventeen shops with such a one and a first below BEYOND_DOUBT 6 were answered wrong


def shown(entry: FaqEntry, text: str, p: float) -> str:
    """Return an entry's words, below its question where that is not the customer's: a yes or no, or an answer told with some doubt.

    A yes or no is to the whole question: "is it waterproof" is a part of "Is waterproof the same as water resistant?" only.
    """
    said, asked = set(content(text)), set(content(entry.question))
    says_yes_or_no = _YES_OR_NO.match(entry.answer) is not None
    is_same = 2 * len(said & asked) > len(said) and not (says_yes_or_no and 2 * len(said & asked) < len(asked))
    stands_alone = p >= BEYOND_DOUBT and not says_yes_or_no
    return entry.answer if is_same or stands_alone else f"**{entry.question}**\n\n{entry.answer}"


def general_of(text: str, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the entry that asks for all that a message says and for less besides than the best one does; None without one.

    "Refund" alone is no question on the "Refund of Klarna orders", though the few words meet it best, where "When do I get my refund"
    is there, too.
    """
    if not candidates or candidates[0].score >= BEYOND_DOUBT:
        return None
    said, first, *rest = _words_of(text, candidates)
    if not said or not said < first:
        return None
    return next(
        (each for each, asked in zip(candidates[1:], rest, strict=True) if said <= asked and len(asked) < len(first)), None
    )


def has_equal(text: str, candidates: Sequence[Candidate]) -> bool:
    """Whether a second entry is nearly as probable, and the first one's question holds no more of the message: "size help"."""
    first, second = [*(each.score for each in candidates), 0.0, 0.0][:2]
    if first >= BEYOND_DOUBT or second < EQUAL:
        return False
    said, of_first, of_second = _words_of(text, candidates[:2])
    return said & of_first <= of_second


def _chips(candidates: Sequence[Candidate]) -> tuple[Chip, ...]:
    return tuple(Chip(each.question, CHIP + each.faq_id) for each in candidates)


def _words_of(text: str, candidates: Sequence[Candidate]) -> list[frozenset[str]]:
    """Return the content words of a message, without numbers such as an order's, and of the entries' questions."""
    said = frozenset(word for word in content(text) if not any(map(str.isdigit, word)))
    return [said, *(frozenset(content(each.question)) for each in candidates)]


def offered_entries(answer: Answer) -> tuple[str, ...]:
    """Return the ids of the entries that a reply asks about."""
    if not any(say.act in {"did_you_mean", "is_it_this", "rest_asked"} for say in answer.say):
        return ()
    return tuple(chip.payload.removeprefix(CHIP) for chip in answer.chips if chip.payload.startswith(CHIP))


class FaqSkill:
    def __init__(self, search: FaqSearch, settings: Settings) -> None:
        self._search, self._settings = search, settings

    def answer(self, context: Context) -> Answer | None:
        """Return the entry that answers, or one for each of several questions; a question back with at most three chips; or None."""
        choice = context.message.choice or ""
        if choice.startswith(CHIP):
            return self._chosen(context, choice.removeprefix(CHIP))
        sure = self._sure(context.questions)
        if len(sure) > 1:
            return self._all_answered(context, sure)
        is_one = is_clear([each.score for each in context.candidates], self._settings.faq_answer_p)
        text, near = context.message.text, context.candidates
        other = of_the_other(text, near)
        if is_one and other and other.score >= OTHER_SURE and (entry := self._search.entry(other.faq_id)):
            return self._answered(context, entry, replace(other, score=near[0].score))
        is_one = is_one and not has_equal(text, near) and general_of(text, near) is None and other is None
        whole = self._sure(context.candidates[:1]) if is_one else []
        if not whole and not sure:
            return self.asked(context)
        answer = self._all_answered(context, whole or sure)
        is_part = not whole and any(each.score < self._settings.faq_answer_p for each in context.questions)
        is_part = is_part or (bool(whole) and self._leaves_open(context, whole[0][0]))
        return replace(answer, say=(*answer.say, Say("rest_unanswered"))) if is_part else answer

    def _leaves_open(self, context: Context, told: FaqEntry) -> bool:
        """Whether one of several questions is not answered, and the entry that is told for all of them holds no word of it."""
        held = set(content(f"{told.question} {told.answer}"))
        pairs = zip(questions_of(context.message.text), context.questions, strict=False)
        unanswered = [text for text, each in pairs if each.score < self._settings.faq_answer_p and each.faq_id != told.id]
        return any((words := asked_words(text)) and not words & held for text in unanswered)

    def _sure(self, candidates: tuple[Candidate, ...]) -> list[tuple[FaqEntry, Candidate]]:
        """Return the different entries that answer, with their scores."""
        found = {each.faq_id: each for each in candidates if each.score >= self._settings.faq_answer_p}
        pairs = [(self._search.entry(faq_id), each) for faq_id, each in found.items()]
        return [(entry, each) for entry, each in pairs if entry is not None]

    def _all_answered(self, context: Context, pairs: list[tuple[FaqEntry, Candidate]]) -> Answer:
        answers = [self._answered(context, entry, each) for entry, each in pairs]
        if len(answers) == 1:
            return answers[0]
        says = tuple(say for each in answers for say in each.say)
        return replace(answers[0], say=says, chips=(), sources=tuple(source for each in answers for source in each.sources))

    def told_last(self, context: Context) -> bool:
        """Whether the last reply told an entry, to whatever was asked."""
        told = self._search.entry(context.state.last_faq_id)
        return told is not None and was_told(told.answer, context.state)

    def nearest_words(self, context: Context) -> frozenset[str]:
        """Return the content words of the best entry, its question and its answer; none without an entry."""
        entry = self._search.entry(context.candidates[0].faq_id) if context.candidates else None
        return frozenset(content(f"{entry.question} {entry.answer}")) if entry else frozenset()

    def speaks_of_price(self, candidate: Candidate) -> bool:
        """Whether an entry says anything of money."""
        entry = self._search.entry(candidate.faq_id)
        return entry is not None and _MONEY.search(f"{entry.question} {entry.answer}") is not None

    def picked(self, context: Context) -> Answer | None:
        """Return the entry that is taken of those that were asked about ("yes", "the second one")."""
        offered = context.state.offered_faqs
        place = picked(context.message.text, len(offered))
        if place is not None:
            return self._chosen(context, offered[place])
        named = self._named(context)
        return self._chosen(context, named) if named else None

    def _named(self, context: Context) -> str:
        """Return the one entry of those asked about whose question alone holds a word of a short reply ("its for contacts"), or ""."""
        text, offered = context.message.text, context.state.offered_faqs
        near = [each for each in map(self._search.entry, offered) if each]
        said, asked = set(content(text)), [set(content(each.question)) for each in near]
        holds = [
            each.id
            for each, words in zip(near, asked, strict=True)
            if said & words - set().union(*(o for o in asked if o is not words))
        ]
        is_reply = len(text.split()) <= WORDS_OF_A_REPLY and not (is_question(text) or any(map(str.isdigit, text)))
        is_other = any(each.score >= BEYOND_DOUBT and each.faq_id not in offered for each in context.candidates[:1])
        return holds[0] if is_reply and len(holds) == 1 and not is_other else ""

    def _chosen(self, context: Context, faq_id: str) -> Answer | None:
        """A click is certain; an entry that was removed meanwhile is not answered."""
        entry = self._search.entry(faq_id)
        return self._answered(context, entry, Candidate(faq_id, entry.question, 1.0)) if entry else None

    def _answered(self, context: Context, entry: FaqEntry, candidate: Candidate) -> Answer:
        text, state = context.message.text, context.state
        is_same = entry.id == state.last_faq_id
        question = text if not is_follow_up(text, state) else state.last_question if is_same else entry.question
        if question != text and asked_countries(text) - asked_countries(question):
            question = with_matter(text, question)  # what comes next is asked of that place
        is_repeated = is_same and bool(state.history) and entry.answer in state.history[-1][1]
        part = part_asked(text, entry.answer) if is_repeated else ""
        offer = (Say("offer_human"),) if is_repeated and not part else ()  # the same words again help nobody, a third time least
        told = Say("faq_answer", {"answer": part or shown(entry, text, candidate.score)})
        said = Say("no_answer") if offer and state.offered_human else told
        return Answer(
            skill=NAME,
            say=(said, *offer),
            faq=candidate,
            chips=(HUMAN_CHIP,) if offer else self._others(context, candidate),
            sources=(Source("faq", entry.id, entry.question, entry.source_url),),
            state=replace(state, last_question=question, last_faq_id=entry.id),
        )

    def _others(self, context: Context, told: Candidate) -> tuple[Chip, ...]:
        """Return the next entries below one that is told with some doubt: a wrong answer is one click from the right one."""
        s = self._settings
        near = [each for each in context.candidates if each.score >= s.faq_chip_p and each.faq_id != told.faq_id]
        return _chips(near[: s.faq_max_chips - 1]) if told.score < BEYOND_DOUBT else ()

    def asked(self, context: Context) -> Answer | None:
        """Ask which of the near entries is meant, when one or two of them are likely to be the answer."""
        s = self._settings
        general = general_of(context.message.text, context.candidates)
        first = of_the_other(context.message.text, context.candidates)
        near = [each for each in context.candidates if each.score >= s.faq_chip_p or each == general]
        near = ([first, *(each for each in near if each != first)] if first else near)[: s.faq_max_chips]
        if not is_worth_asking([each.score for each in near], s.faq_ask_p):
            return None
        chips = _chips(near)
        is_guess = near[0].score < s.faq_ask_p and context.state.last_question  # then the matter before stays the matter
        text, before = context.message.text, context.state.last_question
        asked = (
            f"{before} {text}".strip() if asks_for_more(text) or connects(text) or says_where(text) else text
        )  # "from ireland" alone asks nothing
        state = context.state if is_guess else replace(context.state, last_question=asked)
        return Answer(
            NAME,
            (Say("did_you_mean" if len(chips) > 1 else "is_it_this"),),
            decision="ask",
            faq=near[0],
            chips=chips,
            state=state,
        )
