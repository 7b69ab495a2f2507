"""The texts of a product that it is found by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.knowledge.product_attributes import TRUE, said_of
from chatbot.knowledge.words import fold
from chatbot.records import Product

_HYPHENATED = re.compile(r"\b[^\W_]+(?:-[^\W_]+)+\b")
_FOR_OTHERS = re.compile(r"\b(?:accessor(?:y|ies)|parts?|spares?|extras|add-?ons|replacements?)\b", re.IGNORECASE)


def search_text(product: Product) -> str:
    """The text that is embedded and searched for a product."""
    features = [fold(name) for name, value in product.attributes if value.lower() in TRUE]
    told = ", ".join((*product.tags, *features, *said_of(product)))
    parts = [product.title, product.category, product.description, told, product.material]
    return ". ".join(part.strip(". ") for part in parts if part)


def label_text(product: Product) -> str:
    """What a product is called: title, tags, and its category unless that names several things ("Tents & Sleeping")."""
    category = re.split(r"\s*[>/|]\s*", product.category)[-1]
    is_mixed = re.search(r"[&,+]|\band\b", category) is not None
    tags = () if is_for_others(category) else product.tags  # among "Prams > Accessories" a rain cover is tagged "Prams"
    return ". ".join((product.title, *tags, "" if is_mixed else category))


def is_for_others(category: str) -> bool:
    """Whether a category holds what goes with other things rather than things of a kind."""
    return _FOR_OTHERS.search(category) is not None


def joined_words(texts: Iterable[str]) -> dict[str, str]:
    """Return the hyphenated words of the texts by what they are without a hyphen: {"ebike": "e-bike"}."""
    found = {whole for text in texts for whole in _HYPHENATED.findall(text.casefold())}
    joined = {whole.replace("-", ""): whole for whole in sorted(found)}
    return {plain: whole for plain, whole in joined.items() if not plain.isdigit()}
