"""The catalogue's own words: what a wish is read by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from chatbot.knowledge import wish_words as say
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.measures import READER, is_adjective
from chatbot.knowledge.phrases import Phrases
from chatbot.knowledge.product_attributes import TRUE
from chatbot.knowledge.product_words import root
from chatbot.knowledge.quantities import Quantities
from chatbot.knowledge.wishes import Vocabulary
from chatbot.knowledge.words import fold, words
from chatbot.records import Product


def vocabulary_of(
    products: Sequence[Product], facets: Iterable[tuple[str, str]], measures: list[tuple[str, str]], affirmed: set[str]
) -> Vocabulary:
    values: dict[str, set[str]] = defaultdict(set)
    for kind, value in facets:
        values[kind].add(value)
    said = {tag for each in products for tag in map(fold, each.tags) if is_adjective(tag) and not tag.endswith("ing")} | affirmed
    yes_or_no = said | {
        fold(name) for each in products for name, value in each.attributes if value.lower() in (*TRUE, "no", "false")
    }
    counted = [dimension for _, dimension in measures if READER.unit(dimension) is None]
    currencies = Counter(each.currency for each in products if each.price is not None)
    return Vocabulary(
        brands=Phrases({spelling: brand for brand in values["brand"] for spelling in (brand, brand.replace("&", "and"))}),
        features=Phrases({spelling: name for name in yes_or_no - values["audience"] for spelling in _spellings(name)}),
        colors=_color_phrases(values["color"], values["word"]),
        sizes=Phrases({size: size for size in values["size"] | values["size sold out"] if size != "ONE SIZE"}),
        materials=frozenset(values["material"]),
        words=frozenset(values["word"]),
        measure_names={root(word): name for name, _ in measures for word in words(name) if word not in STOPWORDS},
        dimensions={name or dimension: dimension for name, dimension in measures},
        quantities=Quantities({form: each for each in counted for form in _forms(each)}),
        currency=currencies.most_common(1)[0][0] if currencies else "EUR",
        word_sizes=_word_sizes(products, values["color"]),
        size_names=frozenset(fold(each.size_name) for each in products),
        has_sizes=bool((values["size"] | values["size sold out"]) - {"ONE SIZE"}),
    )


def _word_sizes(products: Sequence[Product], colors: set[str]) -> frozenset[str]:
    """Return the sizes that are words and of which several products come; none that is a kind, a colour or for whom a thing is."""
    counts = Counter(
        size.upper() for each in products for size in {*each.sizes, *each.sizes_sold_out} if each.size_name == "size"
    )
    kinds = {root(word) for each in products for word in words(each.category)}
    taken = kinds | {root(word) for word in (*colors, *say.AUDIENCES)}
    return frozenset(
        size
        for size, count in counts.items()
        if count > 1 and size.isalpha() and len(size) > 3 and root(size.lower()) not in taken
    )


def _spellings(feature: str) -> list[str]:
    known = [spelling for spelling, name in say.FEATURE_SPELLINGS.items() if name == feature]
    return [feature, feature.replace(" ", ""), *known]


def _color_phrases(colors: set[str], said: set[str]) -> Phrases[str]:
    """The shop's own colours and, where it has any, the plain ones; a shade that it lacks is asked for as its main colour.

    Args: said: roots of what its things are called. A shade that is such a word ("cream", "rose") is a colour only where a product has it.
    """
    if not colors:
        return Phrases({})
    mains = {shade: main for main, each in say.COLORS.items() for shade in each if main in colors and root(shade) not in said}
    table = mains | {main: main for main in say.COLORS} | {color: color for color in colors if len(color) > 2}
    spelled = {spelling: table[name] for spelling, name in say.COLOR_SPELLINGS.items() if name in table}
    return Phrases(spelled | table)


def _forms(thing: str) -> set[str]:
    """Return a countable thing in singular and plural, by its last word: "pages" → page, pages."""
    word = thing.split()[-1] if thing.split() else ""
    return {word, word.removesuffix("s"), f"{word.removesuffix('s')}s"} if len(word) > 2 else set()
