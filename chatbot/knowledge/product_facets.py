"""What a product is, as its record says it: colours, features, whom it is for, and all else that a filter may ask for."""

from __future__ import annotations

import re
from collections.abc import Collection, Set

from chatbot.knowledge import wish_words as say
from chatbot.knowledge.descriptions import contained, denied, lacking
from chatbot.knowledge.phrases import Phrases, tokenize
from chatbot.knowledge.product_attributes import REDUCED, TRUE
from chatbot.knowledge.product_words import root
from chatbot.knowledge.sizes import askable
from chatbot.knowledge.words import fold, words
from chatbot.records import Product

_LACKING = re.compile(
    r"\b(?:without|no|non)[\s-]\w+|\w+[\s-]free\b|\w+ not included\b", re.IGNORECASE
)  # "lactose-free" does not hold lactose
# What a title says that is not there. Of "frizz free" it is what the thing is for, of "No 3" a number, and "non stick" is a name.
_TITLE_LACKING = re.compile(
    r"\b(?:without|no)\s+(?:an?\s+|any\s+|added\s+)?(?P<behind>[^\W\d_]{2,})|\b(?P<before>[^\W\d_]{2,})\s+not\s+included\b",
    re.IGNORECASE,
)
_AUDIENCES = Phrases(say.AUDIENCES)
_GROUPS = Phrases({phrase: audience for phrase, audience in say.AUDIENCES.items() if phrase.split()[0] not in say.KIN})
_COLORS = Phrases({color: color for color in say.COLOR_NAMES} | say.COLOR_SPELLINGS)
_PLAIN_COLORS = Phrases({color: color for color in say.COLORS})
_FOR_WHOM = re.compile(r"\bfor (?:the |all |young |small |my |your |a )?(\w+)", re.IGNORECASE)
_DENYING = re.compile(r"\b(?:not|no|never|unsuitable|unsafe|\w+n['’]t)\b", re.IGNORECASE)
_HARDLY = re.compile(r"\b(?:no|not|none|only|part(?:ly|ial\w*)|slight\w*|limited|optional|without|0)\b")
_REFUSING = re.compile(r"\b(?:no|not|un\w+|without|free|contain\w*|allerg\w*|traces?)\b", re.IGNORECASE)  # names of columns
IS_INSIDE = re.compile(r"\b(?:content|ingredient|allergen|contain)s?\b", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[,;/|&]|\band\b)\s*")
_SENTENCE = re.compile(r"[.!?;]\s")
_BEHIND_MARK = re.compile(r"(?:[,/(|–]|\s-\s)([^,/(|–]+)")


def facets_of(product: Product) -> set[tuple[str, str]]:
    """Return what a product is, as (kind, value): ("color", "navy"), ("color", "blue"), ("feature", "waterproof")."""
    found = {("brand", product.brand)} if product.brand else set()
    colors = [shades(each) for each in colors_of(product)]
    found |= {("color", color) for each in colors for color in each}
    found |= {("color in title", color) for color in colors_in_title(product)}
    found |= {("only color", color) for color in (set.intersection(*colors) if colors else ())}
    found |= {("size", size) for size in askable(product, product.sizes)}
    found |= {("size sold out", size) for size in askable(product, product.sizes_sold_out)}
    found |= {("feature", feature) for feature in features_of(product)}
    found |= {("material", root(word)) for word in words(_LACKING.sub(" ", product.material))}
    found |= {("audience", audience) for audience in audiences_of(product)}
    found |= {("suits", audience) for audience in _suited(product.description)}
    said = (product.title, product.category, product.material, product.brand, *product.tags)
    called = {root(word) for text in said for word in words(_LACKING.sub(" ", text))}
    inside = {
        root(word) for name, value in product.attributes if IS_INSIDE.search(name) for word in words(_LACKING.sub(" ", value))
    }
    found |= {("word", word) for word in inside}
    lacked = {root(fold(each["behind"] or each["before"])) for each in _TITLE_LACKING.finditer(product.title)}
    found |= {("denied", word) for word in (lacked | denied(product.description)) - called}
    return found | {("word", word) for word in called | contained(product.description)}


def colors_of(product: Product) -> tuple[str, ...]:
    """Return the product's colours; those that its title names where the record has none.

    "Mint" is a colour behind a comma, and else a taste, a scent or a thing ("Eye Cream").
    """
    if product.colors:
        return product.colors
    behind = _COLORS.find(tokenize(" ".join(_BEHIND_MARK.findall(product.title))))
    unbranded = (
        re.sub(rf"\b{re.escape(product.brand)}\b", " ", product.title, flags=re.IGNORECASE) if product.brand else product.title
    )
    plain = _PLAIN_COLORS.find(tokenize(unbranded))  # "Frank Green" paints no cup
    return tuple(dict.fromkeys(color for _, _, color in (*plain, *behind)))


def colors_in_title(product: Product) -> set[str]:
    """Return the shades that the title says where the record has no colour: who asks for gold finds a "24K Gold Iron".

    Each counts for itself alone, for of a thing or a scent ("Charcoal Grill") nobody knows the main colour.
    """
    return set() if product.colors else {color for _, _, color in _COLORS.find(tokenize(product.title))}


def _suited(description: str) -> set[str]:
    """Return whom a description says that a thing is for, too: "good for kids"; nothing of "not for kids"."""
    affirmed = (each for each in _SENTENCE.split(description) if not _DENYING.search(each))
    found = (_AUDIENCES.at(tokenize(match[1]), 0) for each in affirmed for match in _FOR_WHOM.finditer(each))
    return {audience[1] for audience in found if audience}


def shades(color: str) -> set[str]:
    """Return all that a colour may be asked for as: "Navy" → navy, blue; "light grey" → light grey, light, grey."""
    codes = [word for word in words(color) if any(map(str.isdigit, word))]
    said = set(words(color)) - set(codes if len(codes) > 1 else ())  # highlights of "#4/27" are neither 4 nor 27
    named = {fold(color), *said} | {meant for _, _, meant in _COLORS.find(tokenize(color))}
    return named | {main for main, each in say.COLORS.items() if named & set(each)}


def has_color(product: Product, wanted: Collection[str]) -> bool:
    """Whether the product can be had in one of these colours: navy is blue."""
    held = {shade for color in colors_of(product) for shade in shades(color)} | colors_in_title(product)
    return not held.isdisjoint(wanted)


def features_of(product: Product) -> set[str]:
    """Return the features that the record affirms: attributes that are "yes", and tags, and what these are spellings of."""
    affirmed = {fold(name) for name, value in product.attributes if value.lower() in TRUE}
    return with_meanings(affirmed | {fold(tag) for tag in product.tags})


def with_meanings(features: Set[str]) -> set[str]:
    """Return features with what they are spellings of: what is "non slip" is slip resistant. A "sale" may be long over."""
    return {*features, *({say.FEATURE_SPELLINGS[name] for name in features & say.FEATURE_SPELLINGS.keys()} - {REDUCED})}


def told_features_of(product: Product, known: Phrases[str]) -> set[str]:
    """Return the features that the title, or a whole value of a column, affirms: "Alcohol Free Hamper", "Suitable for: Vegan, Vegetarian".

    Args: known: what the shop calls features anywhere.
    """
    values = (value for name, value in product.attributes if not _REFUSING.search(name))
    parts = [tokenize(part) for value in values for part in _LISTED.split(value)]
    whole = {found[1] for part in parts if (found := known.at(part, 0)) and found[0] == len(part)}
    called = {name for _, _, name in known.find(tokenize(_LACKING.sub(" ", product.title)))}
    return {*lacking(product.title), *called, *whole}


def measured_features_of(product: Product) -> set[str]:
    """Return what the record tells by an amount: the stretch of "4-way, 45%"; where another's is "no", this one has it."""
    told = ((name, value.lower()) for name, value in product.attributes)
    return {fold(name) for name, value in told if any(map(str.isdigit, value)) and not _HARDLY.search(value)}


def denied_features_of(product: Product) -> set[str]:
    """Return the features that the record refuses: attributes that are "no", whatever a description says."""
    return {fold(name) for name, value in product.attributes if value.lower() in ("no", "false", "nein")}


def audiences_of(product: Product) -> set[str]:
    """Return whom the product is for, by its attributes or else by its title, category and tags; none for everybody."""
    named = " ".join(
        value
        for name, value in product.attributes
        if name.lower() in ("gender", "audience", "department") or "age" in fold(name).split()
    )
    called = f"{product.title} . {product.category} . {' . '.join(product.tags)}"
    groups = {audience for _, _, audience in _GROUPS.find(tokenize(called))}
    whom = (_AUDIENCES.at(tokenize(match[1]), 0) for match in _FOR_WHOM.finditer(called))
    told = {audience for _, _, audience in _AUDIENCES.find(tokenize(named))}
    return told or groups | {
        audience[1] for audience in whom if audience
    }  # an age of "2+" names nobody, and "Kids' Puzzles" does
