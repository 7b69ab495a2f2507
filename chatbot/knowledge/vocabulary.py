"""What a wish is read by: the words of one catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from chatbot.knowledge.phrases import Phrases
from chatbot.knowledge.quantities import Quantities


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The catalogue's own words, as phrases with what they stand for."""

    brands: Phrases[str]
    features: Phrases[str]
    colors: Phrases[str]
    sizes: Phrases[str]
    named_by_color: Phrases[bool]  # kinds that no colour is asked for by: "green tea"
    words: frozenset[str]  # stems of titles, categories, tags, materials
    shelf_colors: frozenset[str] = frozenset()  # colours that are what a shelf is called: the "red" of a wine shop
    shelf_nouns: frozenset[str] = frozenset()  # roots of what stands behind these and calls nothing there: "red wine"
    said: frozenset[str] = frozenset()  # every word of titles, tags, descriptions and materials
    measure_names: Mapping[str, str] = field(default_factory=dict)  # stem of a name's word -> name: "thick" -> "thickness"
    dimensions: Mapping[str, str] = field(default_factory=dict)  # name of a measure -> its dimension
    has_sizes: bool = False
    fitted: frozenset[str] = frozenset()  # sizes that are what a thing fits: "IPHONE 15" of cases
    word_sizes: frozenset[str] = frozenset()  # those that need no word before them: "KING", "DOUBLE"
    sizes_of: Mapping[str, frozenset[str]] = field(default_factory=dict)  # root of a kind -> the numbers that it is sized by
    axes: Mapping[str, int] = field(default_factory=dict)  # of sizes that join several options: {"9": 0, "D": 1} of "9/D"
    has_letters: bool = False  # whether any size is called "M" or "large"
    lengths: frozenset[Decimal] = frozenset()  # of the sizes that are such: "55 cm"
    strengths: Mapping[Decimal, frozenset[str]] = field(default_factory=dict)  # 2 -> the sizes that are so much: {"+2.00"}
    strong_kinds: frozenset[str] = frozenset()  # roots of the kinds that have such sizes
    size_names: frozenset[str] = frozenset(("size",))  # what sizes are called: "collar", "age"
    kinds: frozenset[str] = frozenset()  # roots of what its things are: "suit", "bit"
    has_extents: bool = False  # whether any product says its sides: "78 x 72 inch"
    quantities: Quantities = field(default_factory=Quantities)
    currency: str = "EUR"
