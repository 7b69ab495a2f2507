"""Which entries a short message may be about, by the matter before it: what it compares, and what else stands under the same heading."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.dialogue.evidence import has_matter, is_open
from chatbot.knowledge.faq_search import FaqEntry, FaqSearch
from chatbot.knowledge.lexicon import content
from chatbot.messages import Candidate, Context, DialogueState
from chatbot.skills.follow_ups import FOLLOW_UP_WORDS, asked_words, asks_time, is_follow_up, was_told

# "Which is stronger", "whats the difference": no thing is named by it, and any entry that tells things apart is near.
_COMPARES = re.compile(
    r"\bdifferen(?:ce|ces|t)\b|\bwhich(?:\s+(?:one|of (?:them|these|those|the two)))?(?:\s+(?:is|are)|['’]s)\s+(?:the\s+)?"
    r"(?:better|best|\w{3,}(?:er|est))(?=\W*$|\s+(?:one|for|of|then)\b)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\b\d+(?:[.,]\d+)?\s*-?(?:[a-z]{1,3}\b|inch(?:es)?\b|[\"”])?", re.IGNORECASE)
_COMPARING = frozenset(content("difference differences different differ compare compared better best versus vs between"))
TOLD_AGAIN = 0.7  # of the entry that is told for the matter before
SURELY = 0.9  # of an entry, which is asked for whatever was told before


def compares(text: str) -> bool:
    return _COMPARES.search(text) is not None


def compares_nothing(context: Context) -> bool:
    """Whether it is not told what is to be compared, nor was anything spoken of: "whats the difference", "between 8 oz and 16 oz"."""
    text = _AMOUNT.sub(" ", context.message.text)
    return compares(text) and not (set(content(text)) - _COMPARING or has_matter(context.state) or is_open(context))


def of_what_is_compared(
    search: FaqSearch, text: str, state: DialogueState, found: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """Leave out entries that share no word but those of comparing with the message or with what was said before it.

    What was just told comes first where nothing else is near: it may tell things apart.
    """
    if not compares(text):
        return found
    said = set(content(f"{text} {_matter(state)}")) - _COMPARING
    kept = tuple(each for each in found if set(content(each.question)) & said)
    told = just_told(search, state)
    if kept or told is None or set(content(text)) - _COMPARING:
        return kept
    return (Candidate(told.id, told.question, TOLD_AGAIN),)


def of_heading(search: FaqSearch, text: str, state: DialogueState, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Put the one entry first that stands under the heading of what was just told and holds as much of a follow-up as the best one.

    "And armchairs" after "Are outlet items returnable?" asks for their return and not for their assembly; "how long does it take", of
    no delivery.
    """
    told = just_told(search, state)
    if told is None or not told.category or not found or found[0].score >= SURELY:
        return found
    if len(text.split()) > FOLLOW_UP_WORDS or not (is_follow_up(text, state) or asks_time(text)):
        return found
    first = search.entry(found[0].faq_id)
    if first is None or first.category == told.category:
        return found
    near = _nearest(text, first, search.beside(told.id))
    if near is None:
        return found
    others = tuple(each for each in found if each.faq_id != near.id)
    if not asked_words(text):  # what only asks the time may be of either
        return (Candidate(near.id, near.question, max(TOLD_AGAIN, found[0].score)), *others)
    beside = {each.id for each in search.beside(told.id)}
    return (Candidate(near.id, near.question, TOLD_AGAIN), *(each for each in others if each.faq_id in beside))


def of_subject(near: tuple[Candidate, ...], at: int | None, most: float) -> tuple[Candidate, ...]:
    """Put the entry on the product spoken of before those alike on others, which are asked about at most.

    Args:
        at: its place; None where the first is not known to be on the product, and no other one is.
        most: what an entry on others may have.
    """
    if at == 0 or not near or near[0].score < most:
        return near
    others = tuple(replace(each, score=min(each.score, most)) for n, each in enumerate(near) if n != at)
    return others if at is None else (replace(near[at], score=near[0].score), *others)


def just_told(search: FaqSearch, state: DialogueState) -> FaqEntry | None:
    """Return the entry that the last reply told, or None."""
    told = search.entry(state.last_faq_id)
    return told if told and was_told(told.answer, state) else None


def _nearest(text: str, first: FaqEntry, beside: list[FaqEntry]) -> FaqEntry | None:
    """Return the only entry whose question holds most of what is asked, and no less than the first one; or the only one on the time."""
    asked = asked_words(text)
    if not asked:
        near = [each for each in beside if asks_time(text) and asks_time(each.question)]
        return near[0] if len(near) == 1 else None
    holds = [len(asked & set(content(each.question))) for each in beside]
    most = max(holds, default=0)
    is_only = holds.count(most) == 1 and most >= max(len(asked & set(content(first.question))), 1)
    return beside[holds.index(most)] if is_only else None


def _matter(state: DialogueState) -> str:
    """Return what was spoken of last: the question, the reply, and what was looked for."""
    reply = state.history[-1][1] if state.history else ""
    return f"{state.last_question} {reply} {state.last_search}"
