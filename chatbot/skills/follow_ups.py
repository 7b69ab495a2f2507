"""How a message goes on from what was said before: what it is read with, and whether an entry that was told may be told again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.knowledge.days import days_in_full
from chatbot.knowledge.lexicon import content
from chatbot.knowledge.places import Places, asked_countries, asks_abroad, countries, without_countries
from chatbot.knowledge.words import words
from chatbot.messages import DialogueState
from chatbot.skills.product_question import Question
from chatbot.skills.replies import says_nothing

FOLLOW_UP_WORDS = 8  # a longer message says by itself what it is about
ELLIPTIC_WORDS = 3  # "what discount", "today?"
POINTING_WORDS = 5  # "how do i cancel that": in so short a message, what it points to says what it is about
_CONNECTED = re.compile(
    r"\W*(?:(?:ok(?:ay)?|so|well)\W+)*(?:and|or|but|also|what about|how about|what if|even|same for"
    r"|for|to|from|in|at|by|with|if|then)\b",
    re.I,
)
_CONNECTOR = re.compile(r"^\W*(?:and|or|but|also)\b\s*", re.I)
_POINTS_BACK = re.compile(r"\b(?:it|its|it's|that|this|those|these|they|them|there|one|ones|both|else)\b", re.I)

_LEADS = (
    r"ok|so|and|or|but|also|what about|how about|same for|for|on|with|by|in|the|my|this|that|it['’]?s|they['’]?re|a|an|some|our"
)
_THING = re.compile(
    rf"\W*(?P<led>(?:(?:{_LEADS})\W+)*)(?P<thing>[\w'-]+(?:\s[\w'-]+){{0,2}}?)(?P<too>\s(?:too|also|as well))?\W*", re.I
)
_OF_IT = re.compile(r"\W*(?:(?:ok|so|and|or|but|also)\W+)*(?:on|with|by|in|same for)\b", re.I)
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
_ASKS_PRICE = re.compile(r"\b(?:how much|cost|costs|price|prices|fee|fees|free|expensive)\b", re.I)
_TELLS_PRICE = re.compile(r"[€$£¥]\s?\d|\d\s?[€$£¥]|\d[.,]\d\d\b|\bfree\b", re.I)
_ASKS_TIME = re.compile(r"\b(?:how (?:long|soon|fast|late|quickly)|when|until)\b", re.I)
_TELLS_TIME = re.compile(  # "27 countries", "52 cm" and the "1." of a list tell none
    r"\b(?:\d+|one|two|three|four|five|six|seven)(?:\s[a-z]+)?\s(?:minute|hour|hr|day|night|week|month|year)s?\b|\d(?:[ap]m\b|:\d\d)"
    r"|\d\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:january|february|march|april|june|july|august|\w+ember|october) \d"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:next|same|every) (?:[a-z]+ )?day\b|\bimmediately\b|\btomorrow\b",
    re.I,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=\S)|\n+")
_GOES_ON = re.compile(r"\W*(?:after (?:that|this)|otherwise|if (?:so|not)|in (?:that|this|these|those) cases?|then)\b", re.I)
_TO_DO = re.compile(r"\bto [a-z]+\b", re.I)
_ASKS_ANEW = re.compile(r"\b(?:which|do (?:i|we) (?:need|have)|maybe|perhaps|already|tried)\b", re.I)
_ASKS_AMOUNT = re.compile(r"\bhow (?:many|often)\b", re.I)
_TELLS_AMOUNT = re.compile(
    r"(?<![\w.,€$£¥-])(?<![€$£¥]\s)\d+(?![\d.,]*\s?[€$£¥]|\d|\.\s)"
)  # no price, no "A4", no "1." of a list
_EMAIL = re.compile(r"\S+@\S+")
MEASURES = frozenset(
    content("cost costs price prices fee fees free expensive long soon fast late quickly until exactly still again")
)
# Said of how one thing goes with another or with the matter, and not what is asked for.
RELATIONS = frozenset(
    content(
        "fit fits fitting suit suits suitable compatible match matches work works apply applies count counts valid come comes go use"
    )
)
MAX_QUESTIONS = 3  # answers to more are not read


def search_texts(text: str, state: DialogueState) -> list[str]:
    """Return the readings of a message to search for: as it is and, if it may be a follow-up, with the question or wish before it.

    "and to canada?" after "do you ship to europe?" is also read as "do you ship to europe? and to canada?".
    """
    if not is_follow_up(text, state):
        return [text, f"{' '.join(state.last_search.split())} {text}"] if is_of_shown(text, state) else [text]
    if asks_for_more(text):
        return [with_matter(text, state.last_question)]
    alone = _CONNECTOR.sub("", text) or text
    return [f"what {alone}" if alone.lower().startswith("if ") else alone, with_matter(text, state.last_question)]


def with_matter(text: str, before: str) -> str:
    """Return a message with the question before it, which loses its place to another one: "and to orkney" asks of no mainland."""
    return f"{without_countries(before) if asked_countries(text) else before} {text}".strip()


def place_before(text: str, state: DialogueState) -> frozenset[str]:
    """Return the countries that a follow-up leaves to what was asked before: "and customs?" after "you ship to germany"."""
    says_none = not (asked_countries(text) or asks_abroad(text))
    return asked_countries(state.last_question) if says_none and is_follow_up(text, state) else frozenset()


def is_of_shown(text: str, state: DialogueState) -> bool:
    """Whether the shop is asked about products that were shown, whose rule may differ: "can i return them" after "pearl earrings"."""
    is_short = bool(state.last_search and state.last_products) and len(text.split()) <= FOLLOW_UP_WORDS
    return is_short and refers_back(text) and Question.read(text).is_for_the_shop


def is_follow_up(text: str, state: DialogueState) -> bool:
    """Whether a short message connects to the question before it ("and ...") or points back to it ("is that free")."""
    if not state.last_question or len(text.split()) > FOLLOW_UP_WORDS:
        return False
    if not content(text):
        return asks_for_more(text)  # "ok then do it" asks nothing
    return bool(connects(text) or refers_back(text) or says_where(text) or len(text.split()) <= ELLIPTIC_WORDS)


def asks_for_more(text: str) -> bool:
    """Whether it is a question without any word of its own ("how much", "until when"): only what was said before tells of what."""
    return not content(text) and _ASKS.search(text) is not None


def asks_time(text: str) -> bool:
    return _ASKS_TIME.search(text) is not None


def says_where(text: str) -> bool:
    """Whether it only tells where the customer is ("i live in france"), which asks nothing but what was asked before."""
    return _SAYS_WHERE.match(text) is not None and not is_question(text)


def questions_of(text: str) -> list[str]:
    """Return the questions of a message that says more than one thing ("do you take visa? and how long is delivery"), at most three."""
    parts = [part.strip(" ,") for part in _BETWEEN.split(text)]
    asked = [part for part in parts if (_QUESTION.search(part) or _ASKS.search(part)) and not says_nothing(part)]
    asked = [part for n, part in enumerate(asked) if n == 0 or not _POINTS_BACK.search(part)]  # "and how long does it take"
    whole = [f"{asked[0]} {part}" if n and not names_matter(part) else part for n, part in enumerate(asked)]
    return whole[:MAX_QUESTIONS] if len(parts) > 1 else []


def names_matter(text: str) -> bool:
    """Whether a question says of what it is: "how long to wait" does not."""
    return bool(set(content(_TO_DO.sub("", text))) - MEASURES)


def is_question(text: str) -> bool:
    return _QUESTION.search(text) is not None


def refers_back(text: str) -> bool:
    return _POINTS_BACK.search(text) is not None


def points_back(text: str) -> bool:
    """Whether a short message is about what was said before: "do they expire", "how do i cancel that"."""
    return len(text.split()) <= POINTING_WORDS and not connects(text) and refers_back(text)


def names_thing(text: str) -> bool:
    """Whether nothing but a thing is named that the matter before may be about: "and for a bike?", "its the t-rex", "lamps too?"."""
    match = _THING.fullmatch(text)
    return match is not None and bool(match["led"] or match["too"]) and len(content(match["thing"])) == len(words(match["thing"]))


def names_aspect(text: str) -> bool:
    """Whether the thing is named as what the matter before goes for: "and on lego", not "and a rattle"."""
    return _OF_IT.match(text) is not None


def connects(text: str) -> bool:
    """Whether it adds to what was said before: "and to canada", "from ireland"."""
    return _CONNECTED.match(text) is not None


def tells_again(text: str, state: DialogueState, told: str) -> bool:
    """Whether the entry that was just told holds all that is asked now: "how much is the deposit", "and on sunday"."""
    asks = any(pattern.search(text) for pattern in (_ASKS_PRICE, _ASKS_TIME, _ASKS_AMOUNT))
    if not was_told(told, state) or len(text.split()) > FOLLOW_UP_WORDS:
        return False
    asked = asked_words(text)
    is_held = bool(asked) and asked <= set(content(days_in_full(told)))
    return is_held and (is_told(text, told) if asks else is_follow_up(text, state))


def was_told(told: str, state: DialogueState) -> bool:
    """Whether the last reply told this answer, or a part of it."""
    reply = state.history[-1][1].strip() if state.history else ""
    return bool(reply) and (told in reply or reply in told)


def asked_words(text: str) -> set[str]:
    """Return the content words of a follow-up that say what of the matter is asked: no numbers, no measures, no words of relation.

    A size or a model ("3Y", "M12") is asked for like any word.
    """
    return {word for word in content(days_in_full(text)) if any(map(str.isalpha, word))} - MEASURES - RELATIONS


def part_asked(text: str, told: str) -> str:
    """Return the sentences of a told answer that hold what is asked; nothing where none does, all do, or another thing is asked."""
    if _ASKS_ANEW.search(text):
        return ""
    sentences, asked = _SENTENCES.split(told), asked_words(text)
    best = max(len(asked & set(content(days_in_full(each)))) for each in sentences)
    kept = [each for each in sentences if best and len(asked & set(content(days_in_full(each)))) == best]
    for asks, tells in ((_ASKS_PRICE, _TELLS_PRICE), (_ASKS_TIME, _TELLS_TIME), (_ASKS_AMOUNT, _TELLS_AMOUNT)):
        if asks.search(text):
            kept = [each for each in kept or sentences if tells.search(each)] or kept
    if not countries(text) and any(map(countries, kept)):  # "Not to Great Britain. Northern Ireland is fine."
        kept = [each for each in sentences if each in kept or countries(each)]
    whole = [each for n, each in enumerate(sentences) if each in kept or _leads_to(sentences, n, kept)]
    return " ".join(whole).strip() if len(kept) < len(sentences) else ""


def _leads_to(sentences: Sequence[str], n: int, kept: Sequence[str]) -> bool:
    """Whether a sentence says what the kept one behind it goes on from: "Within a week. After that only for a fee."."""
    goes_on = n + 1 < len(sentences) and _GOES_ON.match(sentences[n + 1]) is not None
    return goes_on and (sentences[n + 1] in kept or _leads_to(sentences, n + 1, kept))


def is_told(text: str, told: str) -> bool:
    """Whether what an entry tells may be told again to what is said now: "and to the us?" asks for another one.

    It may where it holds what is asked: the words, or a price or a time; and where nothing is asked ("its NEWBIE10").
    """
    text = _EMAIL.sub(" ", text)
    asked, held = set(content(days_in_full(text))) - MEASURES, set(content(days_in_full(told)))
    if not (connects(text) or is_question(text) or _ASKS.search(text) or says_nothing(text)):
        return says_where(text) or len(asked) <= 1 or bool(asked & held)
    for asks, tells in ((_ASKS_PRICE, _TELLS_PRICE), (_ASKS_TIME, _TELLS_TIME), (_ASKS_AMOUNT, _TELLS_AMOUNT)):
        if asks.search(text):
            # "How much can I put on it" may be told in other words; "when would it come to Lyon" is of another matter.
            is_of_it = len(asked) <= 1 and refers_back(text)
            return tells.search(told) is not None and (not asked or is_of_it or bool(asked & held))
    return asked <= held or Places.of("", "", told).are_here(asked_countries(text))
