"""Read order numbers, e-mail addresses and postcodes from a message. Code does this, never a model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.masking import without_cards
from chatbot.messages import Entities
from chatbot.order_numbers import number_key, prefix_of, without_accents
from chatbot.skills.replies import says_nothing

MAX_CANDIDATES = 4  # a message that lists more numbers is no answer to "what is your order number?"

_EMAIL = re.compile(r"[^\s@<>,;:()\[\]\"']+@[^\s@<>,;:()\[\]\"']+\.[^\W\d_]{2,}", re.UNICODE)
_SPOKEN_EMAIL = re.compile(
    r"([\w.+-]+)\s*(?:\(at\)|\[at\]|\s@\s|\s+at\s+)\s*([\w-]+)\s*(?:\(dot\)|\[dot\]|\.|\s+dot\s+)\s*([a-z]{2,})\b", re.IGNORECASE
)

_MONEY = r"(?!\s?(?:[€$£]|eur|euros?|usd|gbp|pounds?|quid|dollars?|bucks)(?!\w))"
# The number of a thing, and of no order: "part number HU 7020", "model no 4711"
_OF_A_THING = "".join(
    rf"(?<!\b{word} )" for word in ("part", "model", "article", "item", "product", "serial", "oe", "oem", "type", "style")
)
# "order no. 1001 a", "#1042", "bestellung nr 1042", "order web 20460": a word that announces the number, then the number
_ANNOUNCED = re.compile(
    rf"(?:\border|\bpurchase|\bbestellung|\bpedido|\bcommande|\bparcel|\bpackage|{_OF_A_THING}\b(?:number|no\b|nr\b|num\b)|\bid\b|#|№)"
    r"[\s.:#№-]*(?:(?:is|was|number|numbers|no|nr|num|id|ref|code|the)\b[\s.:#№-]*)*"
    r"(?P<number>(?:[a-z]{1,5}[-/ ]?)?\d[\da-z/-]{2,19}+)" + _MONEY + r"(?P<tail>\s[a-z](?=\s*(?:$|[.,;!?])))?",
    re.IGNORECASE,
)
# "FW-2093", "FW 2093", "1001A", "DE2024-0093", "AB/26/0077": a number by its own shape, read to the end of the word
_SHAPED = re.compile(
    r"(?<![\w@.+/-])(?P<number>[A-Za-z]{1,5}[-/]?\d+[A-Za-z]?(?:[-/][\dA-Za-z]+)*|[A-Z]{1,4}\s\d{3,12}|\d{3,12}[A-Za-z]"
    r"|\d{2,6}(?:[-/]\d{2,8}){1,3}(?:-[A-Za-z])?)(?![\w@]|[/-]\w)"
)
# "fw 2093": only after the bot has asked for a number
_LOOSE = re.compile(r"(?<![\w@.+/-])(?P<number>[a-z]{1,3}\s\d{3,12})(?![\w@])", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w@.,€$£/+-])(?P<number>\d{3,12})(?P<tail>\s[a-z](?=\s*(?:$|[.,;!?])))?(?![\w@%€]|[.,/-]\d|\s?(?:€|eur|euros?|usd|gbp|pounds?|quid|dollars?|bucks|cm|mm|kg|ml|days?|hours?|weeks?)\b)",
    re.IGNORECASE,
)
# "wheres 100234": too long for a price, a year or a postcode, and as the shop numbers its orders
_LONG = re.compile(r"(?<![\w@.,€$£/+-])(?P<number>\d{6,12})(?![\w@%€]|[.,/-]\d)" + _MONEY)
# "48104 when comes": as long as the shop's own numbers, in a message on an order or among the latest; "to 20095" is a place
_OWN = re.compile(r"(?<!\bto )(?<!\bin )(?<!\bcode )(?<!\bzip )" + _BARE.pattern, re.IGNORECASE)
_OF_A_MEASURE = re.compile(r"\b(?:under|below|over|above|about|around|max|than|up to|budget(?: of)?|size)\s+$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PHONE = re.compile(
    r"\b(?:mobile|cell\w*|(?:tele)?phone|tel|whats ?app|handy)\b(?:\W+(?:is|no|nr|num|number|my))*\W*\+?\d[\d ()/-]{6,}",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"\b(?:not|isn'?t|instead of|wrong,?)\s+(?:order\s+|number\s+|no\.?\s+|#)*(?P<number>[a-z]{0,5}-?\d[\da-z-]{2,19})",
    re.IGNORECASE,
)
_WORDS_BEFORE_DIGITS = re.compile(
    r"(?:in|on|at|of|by|to|from|is|was|for|and|or|but|since|until|over|under|about|around|after|before|only|than|i|my|the|an?|no|nr|not|it|its"
    r"|with|im|yes|ok|so|hi|all|size|age|year|may|via|has|had|did|got|see|say|try|pls|sry|you|we|s?he|they)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:19|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?|\d{1,2}[-/]\d{1,2}[-/](?:\d\d|20\d\d)|\d{1,2}[-/](?:19|20)\d\d|\d{2,3}(?:[-/]\d{2,3})+"
)  # or a span such as "50-100", "24/7"
_POSTCODE = re.compile(
    r"\b(?:[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}|\d{4}\s?[a-z]{2}|[a-z]\d[a-z]\s?\d[a-z]\d|\d{4,6}(?:-\d{3,4})?|\d{3}\s\d{2,3})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the shop's own records tell of numbers, so that a model number is not taken for an order's."""

    shapes: frozenset[tuple[str, str]] = frozenset()  # of its orders: ("WEB", "#####") for WEB-20455; empty: not known
    names: frozenset[str] = frozenset()  # normalised words with a digit that its products are called by
    latest: range = range(0)  # of its orders' numbers without letters
    brands: frozenset[str] = frozenset()  # of its products, lower case

    def allows(self, number: str, is_asked: bool) -> bool:
        """Whether a normalised number that no word announces may be an order's; to the form's question any may that is no product's."""
        if number in self.names:
            return is_asked and (not self.shapes or self.has_shape(number))
        return is_asked or not self.shapes or self.has_shape(number)

    def is_exactly(self, digits: str) -> bool:
        """Whether the shop's orders have just so many digits, whatever letters stand in front; a year is none."""
        return not _YEAR.fullmatch(digits) and any(own == "#" * len(digits) for _, own in self.shapes)

    def is_recent(self, digits: str) -> bool:
        """Whether it lies among the latest orders' numbers, so that it is one whatever a message seems to be on: "1042 what time today"."""
        return len(digits) >= RECENT_DIGITS and digits not in self.names and int(digits) in self.latest

    def is_numbered_so(self, code: str) -> bool:
        """Whether a product's code may as well be the number of an order: one of the latest, or of the letters and length of theirs."""
        return int(code) in self.latest if code.isdigit() else shape(code) in self.shapes

    def is_of_model(self, before: str) -> bool:
        """Whether a number is a model's by the words before it: "hp 8012", "hp officejet 8012"."""
        return not self.brands.isdisjoint(re.findall(r"[a-z]+", before.lower())[-2:])

    def has_shape(self, number: str) -> bool:
        """Whether orders look like it, but for letters in front that one side leaves out, and a digit more or less."""
        letters, rest = shape(number)
        return any(
            rest in (own, "#" + own) or "#" + rest == own
            for prefix, own in self.shapes
            if letters == prefix or "" in (letters, prefix)
        )


UNKNOWN = Known()
RECENT_DIGITS, SURELY_RECENT_DIGITS = 4, 5  # "120" may be anything, and "1050 lumen" a measure


def shape(number: str) -> tuple[str, str]:
    """Return the letters in front of a normalised number, and what follows with "#" for a digit and "A" for a letter."""
    prefix = prefix_of(number)
    return prefix, re.sub(r"[^#]", "A", re.sub(r"\d", "#", number.removeprefix(prefix)))


def read_entities(text: str, *, expects_number: bool = False, known: Known = UNKNOWN, is_of_order: bool = False) -> Entities:
    """Return what the message names, in the order in which it should be tried.

    Args:
        text: the message as typed.
        expects_number: the bot has just asked for an order number, so a bare number is one.
        known: what the shop's orders and products are called.
        is_of_order: the message is on an order, as one with an e-mail address is taken to be.
    """
    emails = read_emails(text)
    rest = without_cards(_blank(text, emails))
    numbers = read_order_numbers(rest, expects_number=expects_number, known=known, is_of_order=is_of_order or bool(emails))
    return Entities(
        order_numbers=numbers,
        emails=emails,
        postcodes=tuple(dict.fromkeys(normalise_postcode(m.group()) for m in _POSTCODE.finditer(rest))),
    )


def without_emails(text: str) -> str:
    return _blank(text, read_emails(text))


def read_emails(text: str) -> tuple[str, ...]:
    """Return the e-mail addresses, lower case; "maria at example dot com" is one too."""
    plain = [match.group().strip(".'").lower() for match in _EMAIL.finditer(text)]
    spoken = [] if plain else [f"{a}@{b}.{c}".lower() for a, b, c in _SPOKEN_EMAIL.findall(text)]
    return tuple(dict.fromkeys(plain + spoken))


def read_order_numbers(
    text: str, *, expects_number: bool = False, known: Known = UNKNOWN, is_of_order: bool = False
) -> tuple[str, ...]:
    """Return normalised order numbers, best first. What the customer takes back ("not 1001, 1002") is left out.

    "1001 a" may be "1001A" or "1001": both are given, the longer one first.
    """
    text = _PHONE.sub(" ", without_accents(text))
    unasked = ([_LONG] if known.shapes else []) + [_OWN]
    patterns = [_ANNOUNCED, _SHAPED] + ([_LOOSE, _BARE] if expects_number else unasked)
    taken_back = {number_key(match.group("number")) for match in _NOT_THIS.finditer(text)}
    found: list[str] = []
    for pattern in patterns:
        matches = [match for match in pattern.finditer(text) if _may_be_number(match.group("number"))]
        if pattern is not _ANNOUNCED:
            matches = [match for match in matches if known.allows(number_key(match.group("number")), expects_number)]
        if pattern is _OWN:
            matches = [match for match in matches if known.is_exactly(match["number"])]
            matches = [match for match in matches if not known.is_of_model(text[: match.start("number")])]
            matches = [match for match in matches if is_of_order or _is_recent(match, text, known)]
        for match in reversed(matches) if expects_number else matches:  # "1001, no wait, 1002": the last word counts
            found.extend(_forms(match))
    return tuple(number for number in dict.fromkeys(found) if number not in taken_back)[:MAX_CANDIDATES]


def normalise_postcode(postcode: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", postcode.upper())


def _forms(match: re.Match[str]) -> Iterable[str]:
    tail = match.groupdict().get("tail")
    if tail:
        yield number_key(match.group("number") + tail)
    yield number_key(match.group("number"))


def _is_recent(match: re.Match[str], text: str, known: Known) -> bool:
    """Whether a number among the latest orders' is no measure: nothing bounds it, and no thing follows it ("1050 lumen")."""
    number, before, after = match["number"], text[: match.start("number")], text[match.end("number") :]
    follows = re.match(r"\W*([a-z]+)", after, re.IGNORECASE)
    may_be_measure = len(number) < SURELY_RECENT_DIGITS and follows is not None and not says_nothing(follows[1])
    return known.is_recent(number) and not may_be_measure and _OF_A_MEASURE.search(before) is None


def _may_be_number(number: str) -> bool:
    """Refuse dates, and "size 1234", "in 2026" and the like, where a common word stands in front of the digits."""
    if _DATE.fullmatch(number):
        return False
    word = re.match(r"[a-z]+(?=\s)|n[or]", number, re.IGNORECASE)
    return sum(c.isdigit() for c in number) >= 3 and not (word and _WORDS_BEFORE_DIGITS.fullmatch(word.group()))


def _blank(text: str, emails: Iterable[str]) -> str:
    for email in emails:
        text = re.sub(re.escape(email), " ", text, flags=re.IGNORECASE)
    return text
