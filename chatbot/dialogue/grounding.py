"""Check a draft before its slots are filled: no fact of its own, no promise, no other act than the one asked for.

A draft that fails is drawn again, then replaced by the act's plain sentence. Every rule returns None, or the reason for a
person to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from chatbot.acts import ACTS
from chatbot.dialogue import claims
from chatbot.dialogue.topics import TOPICS
from chatbot.messages import Say
from chatbot.models.judge import Judge

MAX_WORDS = 48  # the longest hand-written wording has 44
MAX_SENTENCES = 4
MAX_SENTENCES_ANGRY = 2  # to an annoyed customer: one of sympathy, then the next step
MAX_EXCLAMATIONS = 2
MAX_SORRY = 1
REPEATED_WORDS = 5  # so many words in a row may not come twice in a reply

SLOT = re.compile(r"<(\w+)>")
_FOREIGN = re.compile(r"[^A-Za-z ,.!?:;'\"()’–-]")
_LINK = re.compile(r"\w*[.:]\w+|https?|www")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_STOPS = re.compile(r"[.?!]+(?=\s|$)")
_END = re.compile(r"[.?!][\"”)]*$")
_OWN_NAME = re.compile(r"^(I|I'm|I've|I'd|I'll)$")
_DOUBLED = re.compile(r"\b([A-Za-z]+) \1\b|\b(a|an|the|no) (a|an|the)\b", re.IGNORECASE)
_SORRY = re.compile(r"\b(sorry|apolog\w+)\b", re.IGNORECASE)
_ENDS_WITH_SLOT = ("answer", "reason", "fact", "place")  # whose value may be the end of the words
_WRONG_LEAD = re.compile(  # "the reason given: <eta>" fills the words for one fact with another
    r"\b(?:reason|because|due to|why|what we know|note)\b[^.?!<]*<(?:eta|delivered_on|carrier|place)>"
    r"|\b(?:estimate|expected|date)\b[^.?!<]*<reason>",
    re.IGNORECASE,
)
LIMITS = ("limit", "calm_limit")
SORRY = ("apologise", "apologise_delay")
_BEFORE_CARDS = ("recommend", "recommend_near")  # may end in a colon: the products follow


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a draft."""

    heard: str = ""  # the customer's words and the facts on hand: what the draft may speak of
    intent: str = ""
    mood: str = ""
    said: str = ""  # what the reply says already
    is_last: bool = True
    keeps_to_wordings: bool = False  # a small model: no row of words that the wordings do not hold


def check(draft: str, say: Say, around: Around | None = None, judge: Judge | None = None) -> str | None:
    """Return None for a draft that may be shown once its slots are filled, else why not.

    Args:
        draft: words with slots, such as "Your order <order_number> is <status>."
        say: the act and the facts on hand.
        around: what the customer said and what the reply says already.
        judge: tells whether the words do the act; without one the meaning is not checked.
    """
    around = around or Around()
    for rule in RULES:
        if reason := rule(draft, say, around):
            return reason
    if judge is None:
        return None
    if around.keeps_to_wordings and (row := judge.untaught(draft)):
        return f"holds a row of words that it was not taught: '{row}'"
    return "does another act" if judge.p(draft, say.act) < judge.least_p else None


def _slots(draft: str, say: Say, around: Around) -> str | None:
    act = ACTS[say.act]
    found = SLOT.findall(draft)
    for name in act.required:
        if found.count(name) != 1:
            return f"<{name}> comes {found.count(name)} times"
    for name in set(found):
        if name not in act.required + act.optional or not say.slots.get(name):
            return f"<{name}> is not on hand"
        if found.count(name) > 1:
            return f"<{name}> comes {found.count(name)} times"
    return f"leads to another fact: '{match[0]}'" if (match := _WRONG_LEAD.search(draft)) else None


def _characters(draft: str, say: Say, around: Around) -> str | None:
    rest = SLOT.sub("", draft)
    if match := _FOREIGN.search(rest):
        return f"holds '{match[0]}'"
    if match := _LINK.search(rest):
        return f"holds a link: '{match[0]}'"
    if rest.count('"') % 2 or rest.count("(") != rest.count(")"):
        return "a quotation mark or bracket is left open"
    return None


def _form(draft: str, say: Say, around: Around) -> str | None:
    act = ACTS[say.act]
    if not draft or not (draft[0].isupper() or draft[0] in '<"('):
        return "does not begin like a sentence"
    slots = SLOT.findall(draft)
    ends_with_slot = draft.endswith(">") and slots[-1] in _ENDS_WITH_SLOT
    if not (_END.search(draft) or ends_with_slot or (draft.endswith(":") and say.act in _BEFORE_CARDS)):
        return "does not end like a sentence"
    if act.asks and not draft.rstrip('")').endswith("?"):
        return "does not ask"
    if "?" in draft and not (act.asks or (act.may_ask and (around.is_last or say.act != "faq_answer"))):
        return "asks"
    if len(WORD.findall(draft)) > MAX_WORDS or len(_STOPS.findall(draft)) > MAX_SENTENCES:
        return "is too long"
    return "shouts" if draft.count("!") > MAX_EXCLAMATIONS else None


def _brevity(draft: str, say: Say, around: Around) -> str | None:
    """An annoyed customer wants the next step: a question comes in the second sentence at the latest, an apology is no speech."""
    must_hurry = around.mood == "negative" and (ACTS[say.act].asks or say.act in SORRY)
    return "keeps an annoyed customer waiting" if must_hurry and len(_STOPS.findall(draft)) > MAX_SENTENCES_ANGRY else None


def _english(draft: str, say: Say, around: Around) -> str | None:
    match = claims.CLUMSY.search(draft) or (claims.PROMISES_HELP.search(draft) if say.act in LIMITS else None)
    return f"is clumsy: '{match[0]}'" if match else None


def _facts(draft: str, say: Say, around: Around) -> str | None:
    if allowed := claims.EXCEPT.get(say.act):
        draft = allowed.sub("", draft)
    for kind, pattern in claims.FACTS.items():
        if match := pattern.search(draft):
            return f"holds {kind}: '{match[0]}'"
    return None


def _deeds(draft: str, say: Say, around: Around) -> str | None:
    allowed = claims.HARMLESS | claims.DONE_BY_ACT.get(say.act, frozenset())
    for match in claims.DONE.finditer(draft):
        if match["verb"].lower() not in allowed:
            return f"claims a deed: '{match[0]}'"
    return None


def _states(draft: str, say: Say, around: Around) -> str | None:
    if say.act not in claims.STATES and say.act not in claims.ALSO:
        return None
    for act, pattern in claims.STATES.items():
        if act != say.act and act not in claims.ALSO.get(say.act, ()) and (match := pattern.search(draft)):
            return f"claims another state: '{match[0]}'"
    return None


def _topics(draft: str, say: Say, around: Around) -> str | None:
    for topic in TOPICS:
        if say.act in topic.acts or around.intent in topic.intents or not topic.said.search(draft):
            continue
        if not topic.heard.search(around.heard):
            return f"speaks of {topic.name}, and nobody did"
    return None


def _mood(draft: str, say: Say, around: Around) -> str | None:
    for mood, pattern in claims.MOODS.items():
        if around.mood not in ("", mood) and (match := pattern.search(draft)):
            return f"answers a mood that is not there: '{match[0]}'"
    unfit = claims.NOT_TO.get(around.mood)
    return f"is not for this mood: '{found[0]}'" if unfit and (found := unfit.search(draft)) else None


def _names(draft: str, say: Say, around: Around) -> str | None:
    text = SLOT.sub(lambda slot: "it." if slot[1] in _ENDS_WITH_SLOT else "it", draft)
    for match in WORD.finditer(text):
        word = match[0].replace("’", "'")
        is_start = not text[: match.start()].rstrip(' "(') or text[: match.start()].rstrip(' "(')[-1] in ".!?:"
        if word[0].isupper() and not is_start and not _OWN_NAME.match(word):
            return f"holds a name: '{word}'"
    return None


def _repetition(draft: str, say: Say, around: Around) -> str | None:
    own = [word.lower() for word in WORD.findall(SLOT.sub("it", draft))]
    earlier = [word.lower() for word in WORD.findall(SLOT.sub("it", around.said))]
    if match := _DOUBLED.search(draft):
        return f"says '{match[0]}', one word too many"
    rows = [tuple(own[i : i + REPEATED_WORDS]) for i in range(len(own) - REPEATED_WORDS + 1)]
    before = {tuple(earlier[i : i + REPEATED_WORDS]) for i in range(len(earlier) - REPEATED_WORDS + 1)}
    if len(set(rows)) < len(rows) or before & set(rows):
        return "repeats itself"
    sorry = len(_SORRY.findall(draft))
    return "says sorry again" if sorry > MAX_SORRY or (sorry and _SORRY.search(around.said)) else None


RULES: tuple[Callable[[str, Say, Around], str | None], ...] = (
    _slots, _characters, _form, _brevity, _english, _facts, _deeds, _states, _names, _topics, _mood, _repetition,
)  # fmt: skip
