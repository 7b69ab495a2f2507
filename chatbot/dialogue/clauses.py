"""The wishes of one message: "cancel 1004 and when are you open" says two, "a red and blue dress" one.

Only the words are looked at. A seam is where a question or a request begins; what tells the story around it stays with the wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.skills.entities import read_emails
from chatbot.skills.replies import says_nothing

WORDS_OF_A_QUESTION = 4  # from which one is a wish though no word says of what: "can i pick up there"
_AUX = r"(?:do|does|did|can|could|is|are|will|would|should|may)"
_WHO = r"(?:you|u|ye|yous|i|we|it|they|there|this|that|these|those|the|my|your|ur|our|a|an|any|all)"
_REQUEST = (
    r"(?:i|we)(?:['’]?d|\s+would)?\s+(?:also\s+|really\s+|just\s+)*(?:want|wanna|need|like|wish|look|search)\b"
    r"|(?:i\s*['’]?\s*a?m\s+)?(?:also\s+)?(?:looking|searching)\s+for\b"
    r"|(?:need|show|tell|send|give|cancel|track|change|recommend|suggest|explain|let)\b|(?:what|how)\s+about\b"
    r"|(?:what\s+is\s+)?(?:the\s+)?prices?\b"
)
_WH = (
    r"(?:how|why|where(?:['’]?s)?|what(?:['’]?s)?|wat|whats)\b(?!\s+(?:about\s+it|an?)\b)"
    rf"|(?:when|whens|who)(?:['’]?s)?\s+(?:{_AUX}|u|you|pays|makes|sells)\b|which\b(?!\s+(?:is|are|was|were|has|i|we|you)\b)"
)
_PLEASE = (
    r"(?:(?:please|pls|plz|kindly|could you|can you|can u|ok|okay|so|hi+|hello|hallo|hey+|sir|madam|thanks|thank you|thx|well|yes|no"
    r"|there|team|guys|again)\b[\s,.!]*)*"
)
# What begins a wish behind "and", a comma or a full stop.
_OPENS = re.compile(
    rf"{_PLEASE}(?:{_WH}|{_AUX}(?:n['’]?t)?\s+{_WHO}\b|(?:have|has|got)\s+(?:you|u|ye)\b|(?:you|u|ye)\s+(?:have|ship|sell|deliver|got)\b|{_REQUEST})",
    re.IGNORECASE,
)
_WISHES = re.compile(rf"\b(?:{_WH}|{_REQUEST})", re.IGNORECASE)
# "... and is cash on delivery available", behind another question; not "it leaks and is broken".
_ASKS_ON = re.compile(
    r"(?:is|are|does|do|can|will)\s+(?!not\b|n['’]?t\b|very\b|too\b|so\b|still\b|never\b|\w+ing\b)\w+\s+\w+", re.IGNORECASE
)
# What begins a second question with nothing in between: "where do you ship from where are you located".
_OPENS_BARE = re.compile(
    r"how\s+(?:much|long|many|do|can|to|big|heavy)\b|where(?:['’]?s|\s+(?:is|are|do|can))\b|when\s+(?:are|is|do|does|can|will)\b"
    r"|what(?:['’]?s|\s+(?:is|are|does|time))\b",
    re.IGNORECASE,
)
_AUX_BARE = re.compile(r"(?:do|can)\s+(?:you|u|i|we)\b|(?:is|are)\s+there\b|does\s+(?:it|the)\b", re.IGNORECASE)
# The words before say what is asked for: "tell me how much", "which countries do you ship to".
_LEADS_ON = re.compile(
    r"\b(?:know|tell|me|wonder\w*|see|check|sure|ask\w*|about|of|explain|idea|say|understand|and|or|but|if|then|exactly|find|out|matter|yes|so|(?:and|or|but)\s+\w+)\W*$",
    re.IGNORECASE,
)
_LACKS_AUX = re.compile(
    rf"\b(?:how|what|wat|which|where|when|who|why|if|whether|know|tell|me|than|that|as|before|after|until|because)\b(?!.*(?:\b{_AUX}\b|['’]s\b))[^?]*$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:(?:and|plus|but|&|n)\s+)?(?P<also>(?:(?:also|btw|by the way|besides|additionally|(?:one more|another) (?:thing|question)"
    r"|secondly)\b[\s,:.-]*)*)",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"\b(?:i|you|u|ye|we|it|they|he|she|is|are|am|do|does|can|could|have|has|will|would|there|that|and|but|who)\W*$",
    re.IGNORECASE,
)
_SEAM = re.compile(r"(?P<stop>[?!]+\s*|[.;:]+\s+|\s*\n+\s*|\s*\(\d\)\s*)|\s*,\s*|\s+")
_NUMERAL = re.compile(r"\(\d\)")
_ABBREVIATION = re.compile(r"\b(?:no|nr|st|mr|mrs|ms|dr|approx|incl|excl|e\.g|i\.e|vs|rs)$", re.IGNORECASE)
_TROUBLE = re.compile(
    r"\b(?:does|do|did|is|was|has|have|were|wo|ca)(?:\s+not|n['’]?t)\b|\b(?:declined|broken|damaged|missing|refused|never|late|lost)\b",
    re.IGNORECASE,
)
_MY = re.compile(r"(?:my|the|our)\s+\w+", re.IGNORECASE)
_TELLS_ON = re.compile(
    r"(?:because|since|as|so|it|its|they|he|she|that|this)\b|.*\?\W*$", re.IGNORECASE
)  # more of the wish before
_QUESTION_MARK = re.compile(r"\?[?!\s]*$")
_NUMBER = re.compile(r"(?<![\w€$£.,])#?[A-Za-z]{0,4}-?\d{4,}\b(?!\s?(?:€|eur|mah|lumen|m|ml|g|kg|cm|mm)\b)", re.IGNORECASE)

_TELLS_MAIL = re.compile(r"(?:my\s+)?(?:e-?mail\b|mail\b|address\b|is\b|[\s:])*\S+@\S", re.IGNORECASE)
_OF_ORDER = re.compile(r"\b(?:orders?|ordered|parcels?|packages?)\b", re.IGNORECASE)
_IDENTITY = re.compile(r"\S*[@\d]\S*|\b(?:e-?mail|mail|address|order|orders|number|nr|no|name)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    asks: bool  # whether it has the form of a wish, such as "what now"
    is_wish: bool  # whether it is one by itself
    identifies: bool  # whether it only tells which order is meant: "my mail is a@example.com"


def wishes_in(text: str) -> list[str]:
    """Return the wishes of a message in its own words and order, each with what is told around it; one for a message that has one."""
    pieces = list(_pieces(text))
    found: list[str] = []
    story = ""  # told in front of the wish that it is told for
    for n, piece in enumerate(pieces):
        if piece.identifies and (at := _of_order(found)) is not None:
            found[at] = f"{found[at]} {piece.text}"
        elif piece.identifies and not found and _of_order([each.text for each in pieces[n + 1 :]]) is not None:
            story = f"{story} {piece.text}".strip()
        elif piece.is_wish or (piece.asks and story):
            found.append(f"{story} {piece.text}".strip())
            story = ""
        elif found and (_TELLS_ON.match(piece.text) or not any(each.is_wish for each in pieces[n + 1 :])):
            found[-1] = f"{found[-1]} {piece.text}"
        else:
            story = f"{story} {piece.text}".strip()
    return found if len(found) > 1 else [text]


def _of_order(wishes: list[str]) -> int | None:
    """Return the place of the last wish that an order's number or an address may be told for."""
    return next((at for at in range(len(wishes) - 1, -1, -1) if _NUMBER.search(wishes[at]) or _OF_ORDER.search(wishes[at])), None)


def _pieces(text: str) -> Iterator[_Piece]:
    start, is_added = 0, False  # whether "also", or a second trouble, leads to what begins here
    for seam in _SEAM.finditer(text):
        behind = text[seam.end() :]
        before = text[start : seam.start()]
        if seam.start() < start or not behind.strip():
            continue
        link = _LINK.match(behind)
        skipped, is_also = (link.end(), bool(link["also"])) if link else (0, False)
        is_trouble = skipped > 0 and _is_trouble(behind[skipped:])
        is_stop = bool(seam["stop"]) and not _ABBREVIATION.search(before)
        is_second = is_trouble and _TROUBLE.search(before) is not None
        if is_stop or is_second or _begins(before, behind, skipped, is_also=is_also, is_comma="," in seam.group()):
            yield from _piece(before + seam.group(), is_added=is_added or is_second)
            start, is_added = seam.end() + skipped, is_also or is_trouble
    yield from _piece(text[start:], is_added=is_added)


def _piece(text: str, *, is_added: bool) -> Iterator[_Piece]:
    """Yield the piece, unless it has no word."""
    text = _NUMERAL.sub(" ", text).strip(" ,;:\n")
    if not re.search(r"\w", text):
        return
    opened = _OPENS.match(text) or _ASKS_ON.match(text)
    is_asked = bool(opened or _QUESTION_MARK.search(text) or is_added)
    # "How much", of what was asked before; "can i pick up there"
    is_elliptic = _OPENS_BARE.match(text) is not None or (opened is not None and len(text.split()) >= WORDS_OF_A_QUESTION)
    has_number = bool(read_emails(text) or _NUMBER.search(text))
    is_wish = (is_asked and (is_elliptic or not says_nothing(text))) or has_number
    yield _Piece(text, is_asked, is_wish, has_number and not _WISHES.search(text) and says_nothing(_IDENTITY.sub(" ", text)))


def _is_trouble(text: str) -> bool:
    return _MY.match(text) is not None and _TROUBLE.search(text) is not None


def _begins(before: str, behind: str, skipped: int, *, is_also: bool, is_comma: bool) -> bool:
    """Whether another wish begins behind a link of so many letters, such as "and "."""
    if not before.strip():
        return False
    rest = behind[skipped:]
    if is_also and (is_comma or re.match("and|plus|btw|by the way", behind, re.IGNORECASE)):
        return _INNER.search(before) is None
    if skipped or is_comma:
        is_question = _OPENS.match(before.strip()) or _ASKS_ON.match(before.strip())
        is_of_order = bool(skipped and _MY.match(rest) and _NUMBER.search(rest)) or _TELLS_MAIL.match(rest) is not None
        return bool(_OPENS.match(rest) or is_of_order or (is_question and skipped and _ASKS_ON.match(rest)))
    if _OPENS.search(before) is None or _LEADS_ON.search(before):
        return False
    return bool(_OPENS_BARE.match(rest) or (_AUX_BARE.match(rest) and _LACKS_AUX.search(before) is None))
