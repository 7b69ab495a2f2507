"""Answers from the shop's FAQ: word for word, or "did you mean", or nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.config import Settings
from chatbot.knowledge.index import FaqEntry, FaqSearch
from chatbot.messages import Answer, Candidate, Chip, Context, DialogueState, Say, Source

NAME = "faq"
CHIP = "faq:"  # begins the payload of a chip that names an entry
FOLLOW_UP_WORDS = 8  # a longer message says by itself what it is about
_CONNECTED = re.compile(
    r"\W*(?:and|or|but|also|what about|how about|what if|even (?:if|when|for)|same for|for|to|in|if|then)\b", re.I
)
_CONNECTOR = re.compile(r"^\W*(?:and|or|but|also)\b\s*", re.I)
_POINTS_BACK = re.compile(r"\b(?:it|its|it's|that|this|those|these|they|them|there|one|ones|both|else)\b", re.I)


def search_texts(text: str, state: DialogueState) -> list[str]:
    """Return the readings of a message to search for: as it is and, if it may be a follow-up, with the question before it.

    "and to canada?" after "do you ship to europe?" is also read as "do you ship to europe? and to canada?".
    """
    if not is_follow_up(text, state):
        return [text]
    alone = _CONNECTOR.sub("", text) or text
    return [f"what {alone}" if alone.lower().startswith("if ") else alone, f"{state.last_question} {text}"]


def is_follow_up(text: str, state: DialogueState) -> bool:
    """Whether a short message connects to the question before it ("and ...") or points back to it ("is that free")."""
    is_short = len(text.split()) <= FOLLOW_UP_WORDS
    return bool(state.last_question) and is_short and bool(_CONNECTED.match(text) or _POINTS_BACK.search(text))


def answered_before(text: str, state: DialogueState) -> str:
    """Return the id of the entry that is no answer again: "and to the us?" asks for another one, "how long is that" may not."""
    return "" if _POINTS_BACK.search(text) else state.last_faq_id


class FaqSkill:
    def __init__(self, search: FaqSearch, settings: Settings) -> None:
        self._search, self._settings = search, settings

    def answer(self, context: Context) -> Answer | None:
        """Return the entry that answers, a question back with at most three chips, or None when nothing is reliable."""
        choice = context.message.choice or ""
        if choice.startswith(CHIP):
            return self._chosen(context, choice.removeprefix(CHIP))
        if not context.candidates:
            return None
        best = context.candidates[0]
        entry = self._search.entry(best.faq_id)
        if entry is not None and best.score >= self._settings.faq_answer_p:
            return self._answered(context, entry, best)
        return self._asked(context)

    def _chosen(self, context: Context, faq_id: str) -> Answer | None:
        """A click is certain; an entry that was removed meanwhile is not answered."""
        entry = self._search.entry(faq_id)
        return self._answered(context, entry, Candidate(faq_id, entry.question, 1.0)) if entry else None

    def _answered(self, context: Context, entry: FaqEntry, candidate: Candidate) -> Answer:
        text, state = context.message.text, context.state
        question = state.last_question if is_follow_up(text, state) else text
        return Answer(
            skill=NAME,
            say=(Say("faq_answer", {"answer": entry.answer}),),
            faq=candidate,
            sources=(Source("faq", entry.id, entry.question, entry.source_url),),
            state=replace(state, last_question=question, last_faq_id=entry.id),
        )

    def _asked(self, context: Context) -> Answer | None:
        """Ask which of the near entries is meant, when together they are likely to hold the answer."""
        s = self._settings
        near = [each for each in context.candidates if each.score >= s.faq_chip_p][: s.faq_max_chips]
        if sum(each.score for each in near) < s.faq_ask_p:
            return None
        chips = tuple(Chip(each.question, CHIP + each.faq_id) for each in near)
        state = replace(context.state, last_question=context.message.text)
        return Answer(NAME, (Say("did_you_mean"),), decision="ask", faq=near[0], chips=chips, state=state)
