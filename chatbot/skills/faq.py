"""Answers from the shop's FAQ: word for word, or "did you mean", or nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.config import Settings
from chatbot.knowledge.decision import is_clear, is_worth_asking
from chatbot.knowledge.index import FaqEntry, FaqSearch
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Candidate, Chip, Context, DialogueState, Say, Source
from chatbot.skills.replies import picked, says_nothing

NAME = "faq"
CHIP = "faq:"  # begins the payload of a chip that names an entry
FOLLOW_UP_WORDS = 8  # a longer message says by itself what it is about
ELLIPTIC_WORDS = 3  # "what discount", "today?"
POINTING_WORDS = 5  # "how do i cancel that": in so short a message, what it points to says what it is about
_CONNECTED = re.compile(
    r"\W*(?:and|or|but|also|what about|how about|what if|even (?:if|when|for)|same for|for|to|in|if|then)\b", re.I
)
_CONNECTOR = re.compile(r"^\W*(?:and|or|but|also)\b\s*", re.I)
_POINTS_BACK = re.compile(r"\b(?:it|its|it's|that|this|those|these|they|them|there|one|ones|both|else)\b", re.I)

_SAYS_WHERE = re.compile(
    r"\W*(?:but\W+)?(?:i|we)(?:\s+live|['’]?\s*(?:a?m|are|re)(?:\s+(?:living|based))?)\s+(?:in|from)\b", re.I
)
_ASKS = re.compile(r"\b(?:how|when|where|why|what|which|who|whose|until)\b", re.I)
_TO_KNOW = r"i(?:'d| would)?\s+(?:also\s+)?(?:want|wanted|need|like)\s+to\s+know\s+"
_QUESTION_WORDS = r"how|hows|what|whats|when|where|wheres|which|who|why|can|could|do|does|did|is|are|will|would|may|any"
_BETWEEN = re.compile(
    rf"(?<=[?.!;:])\s+|\n+|(?:^|,?\s+)(?:and\s+)?{_TO_KNOW}|\(\d\)"
    rf"|,?\s+(?:and|also|plus)\s+(?=(?:also\s+|then\s+)?(?:{_QUESTION_WORDS}|whether)\b)",
    re.I,
)
_QUESTION = re.compile(rf"\?\s*$|^\W*(?:(?:and|also|so|hi|hello|then|but)\W+)*(?:{_QUESTION_WORDS}|if|whether)\b", re.I)
_YES_OR_NO = re.compile(r"\W*(?:yes|yep|no|nope|not)\b", re.I)
_ASKS_PRICE = re.compile(r"\b(?:how much|cost|costs|price|prices|fee|fees|free|expensive)\b", re.I)
_TELLS_PRICE = re.compile(r"[€$£¥]\s?\d|\d\s?[€$£¥]|\d[.,]\d\d\b|\bfree\b", re.I)
_ASKS_AMOUNT = re.compile(r"\b(?:how (?:long|many|often|soon|fast|late|quickly)|when|until)\b", re.I)
_TELLS_AMOUNT = re.compile(r"\d")
MAX_QUESTIONS = 3  # answers to more are not read


def search_texts(text: str, state: DialogueState) -> list[str]:
    """Return the readings of a message to search for: as it is and, if it may be a follow-up, with the question before it.

    "and to canada?" after "do you ship to europe?" is also read as "do you ship to europe? and to canada?".
    """
    if not is_follow_up(text, state):
        return [text]
    if asks_for_more(text):
        return [f"{state.last_question} {text}"]
    alone = _CONNECTOR.sub("", text) or text
    return [f"what {alone}" if alone.lower().startswith("if ") else alone, f"{state.last_question} {text}"]


def is_follow_up(text: str, state: DialogueState) -> bool:
    """Whether a short message connects to the question before it ("and ...") or points back to it ("is that free")."""
    if not state.last_question or len(text.split()) > FOLLOW_UP_WORDS:
        return False
    if not content(text):
        return asks_for_more(text)  # "ok then do it" asks nothing
    return bool(_CONNECTED.match(text) or _POINTS_BACK.search(text) or says_where(text) or len(text.split()) <= ELLIPTIC_WORDS)


def asks_for_more(text: str) -> bool:
    """Whether it is a question without any word of its own ("how much", "until when"): only what was said before tells of what."""
    return not content(text) and _ASKS.search(text) is not None


def says_where(text: str) -> bool:
    """Whether it only tells where the customer is ("i live in france"), which asks nothing but what was asked before."""
    return _SAYS_WHERE.match(text) is not None and not is_question(text)


def questions_of(text: str) -> list[str]:
    """Return the questions of a message that says more than one thing ("do you take visa? and how long is delivery"), at most three."""
    parts = [part.strip(" ,") for part in _BETWEEN.split(text)]
    asked = [part for part in parts if _QUESTION.search(part) and not says_nothing(part)]
    asked = [part for n, part in enumerate(asked) if n == 0 or not _POINTS_BACK.search(part)]  # "and how long does it take"
    return asked[:MAX_QUESTIONS] if len(parts) > 1 else []


def is_question(text: str) -> bool:
    return _QUESTION.search(text) is not None


def points_back(text: str) -> bool:
    """Whether a short message is about what was said before: "do they expire", "how do i cancel that"."""
    return len(text.split()) <= POINTING_WORDS and not _CONNECTED.match(text) and _POINTS_BACK.search(text) is not None


def answered_before(text: str, state: DialogueState) -> str:
    """Return the id of the entry of the last reply where it is no answer again: "and to the us?" asks for another one.

    It may be one where it holds what is asked now: the words, or a price or an amount; and where nothing is asked ("its NEWBIE10").
    """
    if not (_CONNECTED.match(text) or is_question(text) or _ASKS.search(text) or says_nothing(text)):
        return ""
    said = state.history[-1][1] if state.history else ""
    if _ASKS_PRICE.search(text):
        is_told = _TELLS_PRICE.search(said) is not None
    elif _ASKS_AMOUNT.search(text):
        is_told = _TELLS_AMOUNT.search(said) is not None
    else:
        is_told = points_back(text) and set(content(text)) <= set(content(said))
    return "" if is_told else state.last_faq_id


def shown(entry: FaqEntry, text: str) -> str:
    """Return an entry's words; a yes or no to another question than the customer's stands below the entry's own."""
    said = set(content(text))
    is_same = 2 * len(said & set(content(entry.question))) > len(said)
    return entry.answer if is_same or not _YES_OR_NO.match(entry.answer) else f"**{entry.question}**\n\n{entry.answer}"


def offered_entries(answer: Answer) -> tuple[str, ...]:
    """Return the ids of the entries that a reply asks about."""
    if not any(say.act in {"did_you_mean", "is_it_this"} for say in answer.say):
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
        whole = self._sure(context.candidates[:1]) if is_one else []
        if not whole and not sure:
            return self.asked(context)
        answer = self._all_answered(context, whole or sure)
        is_part = not whole and any(each.score < self._settings.faq_answer_p for each in context.questions)
        return replace(answer, say=(*answer.say, Say("rest_unanswered"))) if is_part else answer

    def _sure(self, candidates: tuple[Candidate, ...]) -> list[tuple[FaqEntry, Candidate]]:
        """Return the different entries that answer, with their scores."""
        found = {each.faq_id: each for each in candidates if each.score >= self._settings.faq_answer_p}
        pairs = [(self._search.entry(faq_id), each) for faq_id, each in found.items()]
        return [(entry, each) for entry, each in pairs if entry is not None]

    def _all_answered(self, context: Context, pairs: list[tuple[FaqEntry, Candidate]]) -> Answer:
        answers = [self._answered(context, entry, each) for entry, each in pairs]
        says = tuple(say for each in answers for say in each.say)
        return replace(answers[0], say=says, sources=tuple(source for each in answers for source in each.sources))

    def nearest_words(self, context: Context) -> frozenset[str]:
        """Return the content words of the best entry, its question and its answer; none without an entry."""
        entry = self._search.entry(context.candidates[0].faq_id) if context.candidates else None
        return frozenset(content(f"{entry.question} {entry.answer}")) if entry else frozenset()

    def picked(self, context: Context) -> Answer | None:
        """Return the entry that is taken of those that were asked about ("yes", "the second one")."""
        offered = context.state.offered_faqs
        place = picked(context.message.text, len(offered))
        return None if place is None else self._chosen(context, offered[place])

    def _chosen(self, context: Context, faq_id: str) -> Answer | None:
        """A click is certain; an entry that was removed meanwhile is not answered."""
        entry = self._search.entry(faq_id)
        return self._answered(context, entry, Candidate(faq_id, entry.question, 1.0)) if entry else None

    def _answered(self, context: Context, entry: FaqEntry, candidate: Candidate) -> Answer:
        text, state = context.message.text, context.state
        is_same = entry.id == state.last_faq_id
        question = text if not is_follow_up(text, state) else state.last_question if is_same else entry.question
        return Answer(
            skill=NAME,
            say=(Say("faq_answer", {"answer": shown(entry, text)}),),
            faq=candidate,
            sources=(Source("faq", entry.id, entry.question, entry.source_url),),
            state=replace(state, last_question=question, last_faq_id=entry.id),
        )

    def asked(self, context: Context) -> Answer | None:
        """Ask which of the near entries is meant, when one or two of them are likely to be the answer."""
        s = self._settings
        near = [each for each in context.candidates if each.score >= s.faq_chip_p][: s.faq_max_chips]
        if not is_worth_asking([each.score for each in near], s.faq_ask_p):
            return None
        chips = tuple(Chip(each.question, CHIP + each.faq_id) for each in near)
        is_guess = near[0].score < s.faq_ask_p and context.state.last_question  # then the matter before stays the matter
        state = context.state if is_guess else replace(context.state, last_question=context.message.text)
        return Answer(
            NAME,
            (Say("did_you_mean" if len(chips) > 1 else "is_it_this"),),
            decision="ask",
            faq=near[0],
            chips=chips,
            state=state,
        )
