"""The price of a case or a dozen of a thing that is sold by the piece: told where the record has it, never taken for that of one."""

from __future__ import annotations

import re

from chatbot.knowledge.measures import attribute_shown
from chatbot.knowledge.product_words import root, roots
from chatbot.messages import Say
from chatbot.records import Product
from chatbot.skills.product_card import price_shown
from chatbot.skills.product_question import Question

_PACK = re.compile(
    r"\b(?P<pack>(?P<kind>cases?|dozens?|crates?|cartons?)|(?P<counted>box|pack|bundle) of (?:\d+|six|twelve|ten))\b"
)


def pack_told(product: Product, question: Question) -> tuple[Say, ...]:
    """Return what a pack costs that a question on a price names, or that it isn't known; () of what is a pack itself."""
    found = _PACK.search(" ".join(token.word for token in question.tokens)) if "price" in question.topics else None
    if not found or product.price is None:
        return ()
    kind = root(found["kind"] or found["counted"])
    if kind in roots(f"{product.title} {product.category} {' '.join(product.all_sizes)}"):
        return ()
    told = [
        attribute_shown(name, value) for name, value in product.attributes if kind in roots(name) and any(map(str.isdigit, value))
    ]
    fact = (
        told[0] if told else f"{price_shown(product)} each; what a {found['pack'].removesuffix('s')} costs isn't in our catalogue"
    )
    return (Say("product_fact", {"product": product.title, "fact": fact}),)
