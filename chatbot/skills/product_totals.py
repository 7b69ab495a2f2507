"""What a number of pieces costs: the price of the record times the number that is said, with the price of one."""

from __future__ import annotations

import re

from chatbot.knowledge.money import show_money
from chatbot.knowledge.phrases import tokenize
from chatbot.messages import Say
from chatbot.records import Product
from chatbot.skills.product_card import price_shown
from chatbot.skills.product_question import Question

_NUMBER = r"(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_ASKS = r"(?:how much|prices?|costs?|pay|total)"
# What a number in front of it measures or calls, and does not count: "2 person tents", "12 v drills", "3 season bags".
_MEASURED = (
    r"(?:person|people|man|men|season|seater|sided|piece|pack|pair|set|part|door|burner|ply|layer|way|year|month|week|day|hour|inch|foot|feet"
    r"|lit(?:er|re)|meter|metre|gram|kilo|pound|euro|dollar|rupee|volt|watt|amp|lumen|mm|cm|m|km|ml|cl|l|g|kg|mg|oz|lb|v|w|ah|mah|gb|tb|x)e?s?\b"
)
_PIECES = re.compile(
    rf"(?:\bfor\s+)?(?<![\w.,€$£]){_NUMBER}\s+of\s+(?=(?:them|these|those|it|the|your|ur|this|that)\b)"  # "two of them"
    rf"|(?<=\s){_NUMBER.replace('count', 'things')}\s+(?=(?!{_MEASURED})(?:[a-z][\w-]*\s+){{0,2}}?(?!{_MEASURED})[a-z][\w-]*[^s\W]s\b)"
    rf"|\bfor\s+{_NUMBER.replace('count', 'alone')}(?=\W*$)",
    re.IGNORECASE,
)
_OF_A_PRICE = re.compile(rf"\b{_ASKS}\b", re.IGNORECASE)
_LIMITS = re.compile(r"\b(?:under|below|less than|max\w*|up to|around|about|than|size|between)\b", re.IGNORECASE)


def pieces_said(text: str) -> tuple[int, str]:
    """Return the number of pieces whose price is asked for, 0 where none is said, and the message without it.

    "How much are 3 enamel mugs" asks for enamel mugs, "how much for two of them" for them; "2 person tents" counts no tents.
    """
    found = _PIECES.search(text) if _OF_A_PRICE.search(text) and not _LIMITS.search(text) else None
    if found is None:
        return 0, text
    said = next(value for value in found.groupdict().values() if value)
    count = int(tokenize(said)[0].value or 0)
    lead = "for " if found["count"] and found.group().lower().startswith("for") else ""
    return (count, f"{text[: found.start()]}{lead}{text[found.end() :]}".strip()) if count > 1 else (0, text)


def total_shown(product: Product, count: int) -> str:
    """Return "€69.80 for 2, €34.90 each", with what is left where that is less; "" for no number, no price or what is sold out."""
    if not count or product.price is None or product.stock == 0:
        return ""
    left = "" if product.stock is None or product.stock >= count else f", only {product.stock} left"
    return f"{show_money(product.price * count, product.currency)} for {count}, {price_shown(product)} each{left}"


def total_told(product: Product, question: Question) -> tuple[Say, ...]:
    """Return what so many of a product cost as are asked for, and one of them; () where no number of pieces was said."""
    fact = total_shown(product, question.count)
    return (Say("product_fact", {"product": product.title, "fact": fact}),) if fact else ()
