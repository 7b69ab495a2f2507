"""The catalogue's own words: what a wish is read by."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal

from chatbot.knowledge import wish_words as say
from chatbot.knowledge.color_shelves import names_of, nouns_of, shelves_of
from chatbot.knowledge.extents import extents_of
from chatbot.knowledge.kinds import heads_of
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.measures import READER, is_adjective, spoken_measures
from chatbot.knowledge.phrases import Phrases
from chatbot.knowledge.product_attributes import TRUE
from chatbot.knowledge.product_facets import colors_of, shades
from chatbot.knowledge.product_words import root
from chatbot.knowledge.quantities import LENGTH, Quantities
from chatbot.knowledge.sizes import askable, axes_named, fits_others, strength
from chatbot.knowledge.vocabulary import Vocabulary
from chatbot.knowledge.words import fold, words
from chatbot.records import Product

_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COLORED = re.compile(rf"\b({'|'.join(say.COLOR_NAMES)}) (\w+)")
_COLOR_IS_NAMED = ("color", "colour", "shade")
SEVERAL = 2  # products with a size; what one pillow is called ("travel") is not what customers mean by a size
WORD_CHARS = 4  # "king"; shorter ones are letters ("XL") and numbers


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
    kinds = frozenset[str]().union(*map(heads_of, products))
    sizes = (values["size"] | values["size sold out"]) - {"ONE SIZE"}
    shelves = shelves_of(products)
    lost = shelves | names_of(products)
    rows = Counter(size for each in products for size in askable(each, each.all_sizes))
    currencies = Counter(each.currency for each in products if each.price is not None)
    return Vocabulary(
        brands=Phrases({spelling: brand for brand in values["brand"] for spelling in _brand_spellings(brand)}),
        features=_feature_phrases(yes_or_no - values["audience"]),
        colors=_color_phrases(values["color"] - _said_otherwise(products) - lost, values["word"], _shade_codes(products), lost),
        shelf_colors=shelves,
        shelf_nouns=nouns_of(products, shelves) if shelves else frozenset(),
        named_by_color=Phrases(dict.fromkeys(_named_by_color(products), True)),
        # Of "30 ML" and "30ML", which are one phrase, the more frequent counts.
        sizes=Phrases({size: size for size in sorted(sizes, key=lambda size: (-rows[size], size))}),
        words=frozenset(values["word"]),
        said=frozenset(
            word for each in products for word in words(f"{each.title} {each.description} {each.material} {' '.join(each.tags)}")
        ),
        measure_names={root(word): name for name, _ in measures for word in words(name) if word not in STOPWORDS},
        dimensions={name or dimension: dimension for name, dimension in measures},
        quantities=Quantities({form: each for each in counted for form in _forms(each)}),
        currency=currencies.most_common(1)[0][0] if currencies else "EUR",
        fitted=frozenset(size.strip().upper() for each in products if fits_others(each) for size in each.all_sizes),
        word_sizes=_word_sizes(products, yes_or_no | values["color"] | values["audience"] | say.AUDIENCES.keys()),
        sizes_of=_sizes_of(products),
        axes=axes_named(each.all_sizes for each in products),
        has_letters=not sizes.isdisjoint(say.SIZE_WORDS.values()),
        lengths=_lengths(products),
        strengths=_strengths(products),
        strong_kinds=frozenset[str]().union(*(heads_of(each) for each in products if any(map(strength, each.all_sizes)))),
        size_names=frozenset(fold(each.size_name) for each in products),
        has_sizes=bool(sizes),
        kinds=kinds,
        has_extents=any(map(extents_of, products)),
    )


def _word_sizes(products: Sequence[Product], taken: Set[str]) -> frozenset[str]:
    """Return the sizes that are words ("KING", "QUEEN") of several products, and what nothing else in the shop is called.

    "Small" and "large" are left out: of a "small gift" they are no size.
    """
    sizes = [frozenset(map(fold, each.all_sizes)) if each.size_name == "size" else frozenset() for each in products]
    counts = Counter(size for each in sizes for size in each)
    found = {size for size, count in counts.items() if count >= SEVERAL and size.isalpha() and len(size) >= WORD_CHARS}
    others = {head for each, own in zip(products, sizes, strict=True) for head in heads_of(each) - set(map(root, own))}
    return frozenset(size.upper() for size in found - say.SIZE_WORDS.keys() - taken if root(size) not in others)


def _sizes_of(products: Sequence[Product]) -> dict[str, frozenset[str]]:
    """Return the numbers that the things of a kind are sized by: {"strap": {"18", "20", "22"}}; one digit is a count as often."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in products:
        sizes = askable(each, each.all_sizes) - {*words(each.title)}  # "Classico 40" is a name
        numbers = {size for size in sizes if size.replace(".", "", 1).isdigit() and len(size) > 1}
        for head in heads_of(each):
            found[head] |= numbers
    return {head: frozenset(sizes) for head, sizes in found.items() if sizes}


def _lengths(products: Sequence[Product]) -> frozenset[Decimal]:
    """Return the sizes that are one length, in cm: "55 cm"."""
    spoken = (spoken_measures(size) for each in products for size in each.all_sizes)
    return frozenset(low for each in spoken for dimension, low, _ in each if dimension == LENGTH)


def _strengths(products: Sequence[Product]) -> dict[Decimal, frozenset[str]]:
    """Return the sizes that are signed numbers, as a lens has them: {2: {"+2.00"}, -4: {"-4.00"}}."""
    found: dict[Decimal, set[str]] = defaultdict(set)
    for size in {size for each in products for size in each.all_sizes}:
        if value := strength(size):
            found[value].add(size.strip().upper())
    return {value: frozenset(sizes) for value, sizes in found.items()}


def _said_otherwise(products: Sequence[Product]) -> set[str]:
    """Return the words of titles and materials that are no common colour, nor one of the product's own: "natural" of natural latex."""
    common = {*say.COLOR_NAMES, *say.COLOR_SPELLINGS}
    return {
        word
        for each in products
        for word in {*words(each.title), *words(each.material)} - {word for color in each.colors for word in words(color)}
    } - common


def _brand_spellings(brand: str) -> tuple[str, ...]:
    """ "DeLonghi" is written "De Longhi", too."""
    return brand, brand.replace("&", "and"), _INNER_CAPITAL.sub(" ", brand)


def _feature_phrases(features: Set[str]) -> Phrases[str]:
    """The shop's features in all their spellings; of two that mean the same the one that the other is a spelling of counts for both."""
    known = {spelling: name for spelling, name in say.FEATURE_SPELLINGS.items() if name in features}
    return Phrases({name.replace(" ", ""): name for name in sorted(features)} | {name: name for name in sorted(features)} | known)


def _shade_codes(products: Sequence[Product]) -> dict[str, str]:
    """Return the codes that colours are called by, as they are written: {"1b": "1b", "4/27": "4 27", "color 30": "30"}.

    A number by itself is a count or a size as often, so it must be called a colour.
    """
    found: dict[str, str] = {}
    for color in {color for each in products for color in each.colors if any(map(str.isdigit, color))}:
        code = color.casefold().lstrip("#")
        called = [f"{name} {code}" for name in _COLOR_IS_NAMED]
        found |= dict.fromkeys([*called, f"#{code}", *([] if code.isdigit() else [code])], fold(color))
    return found


def _color_phrases(colors: set[str], said: set[str], codes: dict[str, str], lost: Set[str]) -> Phrases[str]:
    """The shop's own colours and, where it has any, the plain ones; a shade that it lacks is asked for as its main colour.

    Args:
        said: roots of what its things are called. A shade that is such a word ("cream", "rose") is a colour only where a product has it.
        lost: what is a colour elsewhere, and no colour here.
    """
    if not colors:
        return Phrases({})
    lacking = [(shade, main) for main, each in say.COLORS.items() for shade in each if main in colors and root(shade) not in said]
    mains = {shade: main for shade, main in lacking if shade not in say.PLANTS_AND_FOOD}
    mains |= {f"{shade} {word}": main for shade, main in lacking for word in ("colour", "coloured", "color", "colored", main)}
    table = mains | {main: main for main in say.COLORS} | {color: color for color in colors if len(color) > 2}
    table = {name: color for name, color in table.items() if lost.isdisjoint((name, color))}
    spelled = {spelling: table[name] for spelling, name in say.COLOR_SPELLINGS.items() if name in table}
    return Phrases(spelled | table | codes)


def _named_by_color(products: Sequence[Product]) -> set[str]:
    """Return the kinds whose name begins with a colour that a thing of the kind itself is not of: "green tea", "red wine"."""
    found: set[str] = set()
    for each in (each for each in products if not each.colors):
        text = fold(f"{each.title} . {each.category} . {' . '.join(each.tags)} . {each.description}")
        heads, own = heads_of(each), {shade for color in colors_of(each) for shade in shades(color)}
        found |= {match[0] for match in _COLORED.finditer(text) if match[1] not in own and root(match[2]) in heads}
        found |= {f"{tag} {head}" for tag in map(fold, each.tags) if tag in say.COLOR_NAMES and tag not in own for head in heads}
    return found


def _forms(thing: str) -> set[str]:
    """Return a countable thing in singular and plural, by its last word: "pages" → page, pages."""
    word = thing.split()[-1] if thing.split() else ""
    return {word, word.removesuffix("s"), f"{word.removesuffix('s')}s"} if len(word) > 2 else set()
