"""Read the filters of a product wish: price, colour, size, brand, features, and what it must not be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from chatbot.knowledge.words import words

# One name per colour; a shop's own colour names are matched as they are.
COLORS = {
    "black": ("black",),
    "white": ("white", "cream", "ivory", "off-white"),
    "grey": ("grey", "gray", "silver", "anthracite", "charcoal"),
    "blue": ("blue", "navy", "turquoise"),
    "green": ("green", "olive", "khaki", "mint"),
    "red": ("red", "burgundy", "maroon"),
    "orange": ("orange", "rust"),
    "yellow": ("yellow", "mustard", "gold", "golden"),
    "brown": ("brown", "tan", "chestnut"),
    "beige": ("beige", "sand", "taupe"),
    "pink": ("pink", "rose", "salmon"),
    "purple": ("purple", "violet", "plum", "lilac", "lavender"),
    "teal": ("teal", "petrol"),
}
AROUND = Decimal("0.25")  # "around 50" means 37.50 to 62.50
GENDERS = {"men": r"men'?s?|man|male|gents?|guys?|him|dad|father|husband|boyfriend|grandpa|brother|son",
           "women": r"wom[ae]n'?s?|female|lad(?:y|ies)|girls?|her|mum|mom|mother|wife|girlfriend|grandma|sister|daughter"}  # fmt: skip

_NUMBER = r"(?P<{}>\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:[.,]\d{{1,2}})?)\s?k?"
_MONEY = r"(?:eur(?:os?)?|€|usd|dollars?|\$|bucks|£|gbp|pounds?|quid|rs\.?|inr|₹)?\s?"
_NO_UNIT = r"(?!\s?(?:%|g|gr|grams?|kg|l|lit(?:er|re)s?|ltr|ml|cm|mm|m|km|inch(?:es)?|\"|°|c|degrees?|lumens?|lm|mah|watts?|w|persons?|people|pieces?|pcs|years?|yrs?|months?|days?|hours?|h|pages?|oz|lbs?)\b)"
_UNDER = r"(?:under|below|less than|lower than|max(?:imum)?|up ?to|cheaper than|no(?:t)? more than|not over|within|at most|<|beneath|budget(?: is| of| max)?:?|for less than|don'?t (?:want|wanna) (?:to )?(?:spend|pay) (?:more than|over))"
_OVER = r"(?:over|above|more than|at least|min(?:imum)?|starting (?:at|from)|from|>|upwards of)"
_ABOUT = r"(?:around|about|approx(?:imately|\.)?|roughly|~|circa|ca\.?|near|some)"
_BETWEEN = re.compile(
    rf"(?:between|from|in the range of)?\s*{_MONEY}{_NUMBER.format('low')}\s?{_MONEY}(?:-|–|and|to|till|until)\s?{_MONEY}{_NUMBER.format('high')}{_NO_UNIT}\s?{_MONEY}",
    re.I,
)
_MAX = re.compile(rf"{_UNDER}\s*{_MONEY}{_NUMBER.format('n')}{_NO_UNIT}\s?{_MONEY}", re.I)
_MIN = re.compile(rf"(?<!not )(?<!no )\b{_OVER}\s*{_MONEY}{_NUMBER.format('n')}{_NO_UNIT}\s?{_MONEY}", re.I)
_AROUND = re.compile(
    rf"{_ABOUT}\s*{_MONEY}{_NUMBER.format('n')}{_NO_UNIT}\s?{_MONEY}|{_MONEY}\b{_NUMBER.format('m')}(?:\s?{_MONEY})?(?:-?ish)\b",
    re.I,
)
_BARE_MONEY = re.compile(
    rf"(?:(?:eur|€|\$|£|usd|gbp|rs\.?|₹)\s?{_NUMBER.format('n')}|{_NUMBER.format('m')}\s?(?:eur(?:os?)?|€|\$|£|usd|dollars?|bucks|pounds?|quid|rupees))(?!\w)",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not?|without|non|except|anything but|other than|isn'?t|aren'?t|hates?|don'?t (?:want|like))[\s-]+(?:(?:in|made of|from|a|any|the|too|color|colour)\s+)*(?P<word>[\w'-]+)",
    re.I,
)
_SIZE = re.compile(r"\b(?:size|in|eu|uk)\s?(?P<size>xxs|xs|s|m|l|xl|xxl|3xl|\d{2}(?:[.,]5)?)\b|\bsize\s(?P<other>[\w.-]+)", re.I)
_CHEAPER = re.compile(
    r"\b(?:cheaper|less expensive|lower price|more affordable|too expensive|too pricey|less pricey|costs? less)\b", re.I
)
_SIMILAR = re.compile(
    r"\b(?:like (?:this|that|it|these|those)|similar|alternatives?|something else|other options?|comparable)\b", re.I
)
_NOT_FILTERS = frozenset(
    "sure idea more over under less the a an any only just too that this it much big expensive cheap know thing problem way".split()
)  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Wish:
    """What a customer wants of a product. Prices are in the catalogue's currency; None where nothing was said."""

    text: str  # the wish without its price, for the search by meaning
    low: Decimal | None = None
    high: Decimal | None = None
    colors: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()  # words that must not occur in title, colour, material, brand or features
    sizes: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    features: tuple[str, ...] = ()  # attribute names that must be "yes": "waterproof"
    gender: str = ""  # "men" | "women" where clothes are wanted for one
    wants_cheaper: bool = False
    wants_similar: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The catalogue's own words that a wish may name."""

    brands: tuple[str, ...]
    features: tuple[str, ...]
    colors: tuple[str, ...]


def read_wish(text: str, vocabulary: Vocabulary) -> Wish:
    low, high, rest = read_price(text)
    excluded = tuple(m.group("word").lower() for m in _NOT.finditer(rest) if m.group("word").lower() not in _NOT_FILTERS)
    wanted = _NOT.sub(" ", rest) if excluded else rest
    folded = f" {' '.join(words(wanted))} "
    return Wish(
        text=" ".join(wanted.split()),
        low=low,
        high=high,
        colors=tuple(name for name in (*COLORS, *vocabulary.colors) if _names(folded, [name, *COLORS.get(name, ())])),
        excluded=excluded,
        sizes=tuple((m.group("size") or m.group("other")).upper() for m in _SIZE.finditer(wanted)),
        brands=tuple(brand for brand in vocabulary.brands if _names(folded, [brand])),
        features=tuple(name for name in vocabulary.features if _names(folded, spellings(name))),
        gender=next((name for name, pattern in GENDERS.items() if re.search(rf"\b(?:{pattern})\b", wanted, re.IGNORECASE)), ""),
        wants_cheaper=_CHEAPER.search(text) is not None,
        wants_similar=_SIMILAR.search(text) is not None,
    )


def read_price(text: str) -> tuple[Decimal | None, Decimal | None, str]:
    """Return lowest and highest price, and the text without them."""
    if match := _BETWEEN.search(text):
        low, high = sorted((_amount(match.group("low")), _amount(match.group("high"))))
        return low, high, _without(text, match)
    for pattern, kind in ((_AROUND, "around"), (_MAX, "max"), (_MIN, "min"), (_BARE_MONEY, "max")):
        if match := pattern.search(text):
            groups = match.groupdict()
            amount = _amount(groups.get("n") or groups["m"])
            low = amount * (1 - AROUND) if kind == "around" else amount if kind == "min" else None
            high = amount * (1 + AROUND) if kind == "around" else amount if kind == "max" else None
            return low, high, _without(text, match)
    return None, None, text


def spellings(feature: str) -> list[str]:
    """Return how customers write an attribute name: "waterproof" is also "water proof"."""
    plain = feature.replace("_", " ")
    known = {
        "waterproof": ["water proof", "watertight", "rainproof", "rain proof", "keeps me dry", "gore tex"],
        "windproof": ["wind proof"],
        "rechargeable": ["usb charge", "chargeable"],
        "foldable": ["folding", "fold up", "folds"],
        "dishwasher": ["dishwasher safe"],
        "vegan": ["no animal products"],
    }
    return [plain, *known.get(feature, [])]


def _names(folded: str, names: Iterable[str]) -> bool:
    return any(f" {' '.join(words(name))} " in folded for name in names if name)


def _amount(text: str) -> Decimal:
    """Return 1299 for "1,299" and 49.90 for "49,90"."""
    return Decimal(re.sub(r"[.,](?=\d{3}\b)", "", text).replace(",", "."))


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
