"""Why a product is shown: what its record and the wish share, for its card."""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.measures import attribute_shown, measures_of, read_measure
from chatbot.knowledge.product_attributes import REDUCED, REGULAR_PRICE
from chatbot.knowledge.product_facets import audiences_of, colors_of, shades
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.quantities import YEARS
from chatbot.records import Product

MAX_REASONS = 3  # on one card


def reason(product: Product, wish: Wish, filters: Sequence[Filter]) -> str:
    """Return what the record and the wish share, in a few words. Args: filters: those of the wish that the product meets."""
    met = [each for each in filters if each.kind not in ("not", "stock")]
    parts = [_shown(product, each) for each in met if each.kind != "price"]
    said = set(roots(wish.text))
    parts += [f"for {tag}" if tag.endswith("ing") else tag for tag in product.tags if said & set(roots(tag))]
    parts += [each.said for each in met if each.kind == "price"]
    parts = list(dict.fromkeys(part for part in parts if part)) or [product.category]
    return ", ".join([*parts[: MAX_REASONS - 1], parts[-1]] if len(parts) > MAX_REASONS else parts)


def _shown(product: Product, met: Filter) -> str:
    """What of the record meets a filter, as it is shown: "navy" for blue, "weight 390 g" for lighter than 400 g."""
    if met.kind == "color":
        return next((color for color in colors_of(product) if shades(color) & set(met.values)), "")
    if met.kind == "measure":
        dimension, name = met.values
        shown = (attribute_shown(each, value) for each, value in product.attributes if _measures(each, value, dimension, name))
        return next(shown, "")
    if met.kind == "audience":
        tells_age = met.high is None or any(each.dimension == YEARS for each in measures_of(product))
        return (met.said if tells_age else "for kids") if audiences_of(product) & set(met.values) else ""
    if met.values == (REDUCED,) and (before := dict(product.attributes).get(REGULAR_PRICE)):
        return f"reduced from {before}"
    return met.said


def _measures(attribute: str, value: str, dimension: str, name: str) -> bool:
    measure = read_measure(attribute, value)
    return measure is not None and measure.dimension == dimension and name in ("", measure.name)
