"""Facts of one product, from its record: price, stock, colours, sizes, material, every attribute, and its description's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chatbot.knowledge.attribute_words import MATERIAL, AttributeWords, texts_of
from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.limits import LOAD, is_limit, told_limits
from chatbot.knowledge.measures import Measure, attribute_shown, is_lasting, label, read_measure
from chatbot.knowledge.phrases import Phrases, any_of
from chatbot.knowledge.product_attributes import REDUCED, REGULAR_PRICE
from chatbot.knowledge.product_facets import IS_INSIDE, colors_of, has_color
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.quantities import LENGTH, MASS, TIME
from chatbot.knowledge.sides import SIDE_OF, SIDES, side_of
from chatbot.knowledge.sizes import all_sizes_named, size_said
from chatbot.knowledge.wish_words import FEATURE_SPELLINGS
from chatbot.knowledge.words import fold
from chatbot.records import Product
from chatbot.skills import product_page as page
from chatbot.skills.product_card import price_shown
from chatbot.skills.product_question import Question
from chatbot.skills.product_siblings import is_of_title

VAGUE = frozenset(("", "mixed", "various", "other", "diverse", "n/a"))  # materials that tell nothing
# "How long does it take to dry" asks for no length: these need a question whose every word is understood.
AMBIGUOUS = frozenset(("length", "time", "volume", "power", "years", "persons", "storage", "charge"))
MAX_FACTS = 3  # in one sentence, beside the first one of the description

_OFFERED = frozenset(("have", "got", "get", "available", "come", "comes", "stock"))  # asked whether there is such a one
_COLORS = frozenset(("colour", "color", "colours", "colors", "shades"))
_ASKING = frozenset(("is", "are", "its", "does", "do", "has", "have"))
_DOERS = frozenset(("i", "you", "we", "they", "to"))
_DETERMINERS = frozenset(("a", "an", "the", "my", "our", "your", "this", "that", "these", "those", "its", "what", "which"))
_INSIDE = any_of(
    "in it, in this, in that, in there, in them, inside, contain, contains, contents, ingredients, whats in, what is in"
)
_CONTAINS = re.compile(r"\bcontain", re.IGNORECASE)
_PROMISED = frozenset(roots("warranty guarantee"))  # of these a description may tell, too: "2 years guarantee"


def facts_of(product: Product, question: Question, wish: Wish, colors: Sequence[str]) -> list[str]:
    """Return what the record's fields say to the question, each a short phrase; [] when they say nothing.

    Args:
        colors: in which the model can be had, over all its products.
    """
    if question.is_for_the_shop:
        return []
    if LOAD in question.topics:  # what a thing weighs itself is no answer, and a dangerous one
        return [attribute_shown(name, value) if name else value for name, value in told_limits(product)][:MAX_FACTS]
    measures = [each for each in wish.filters if each.kind == "measure"]  # "ok for minus 5"
    if page.asked_words(product, question.unread):  # "has the 12 V drill a hammer action" asks for no volts
        measures = [each for each in measures if not is_of_title(each, product)]
    bounded = frozenset(each.values[0] for each in measures)
    found = [*_attributes(product, question.about(*bounded)), *_fields(product, question, wish, colors)]
    return list(dict.fromkeys(found or _tags(product, question)))[: MAX_FACTS + 1]


def _attributes(product: Product, question: Question) -> list[str]:
    """The attributes that are named ("waterproof", "rain cover") or whose measure is asked for ("how heavy")."""
    names = " ".join(name for name, _ in product.attributes)
    own = frozenset(roots(f"{product.title} {product.category} {product.brand} {' '.join(product.tags)} {names}"))
    named = [(name, value) for name, value in product.attributes if _is_named(name, question, own)]
    topics = question.topics - (AMBIGUOUS if question.unread - own else frozenset())
    measured = [(name, value) for name, value in product.attributes if _dimension(name, value) in topics]
    sides = {SIDE_OF[token.word] for token in question.tokens if token.word in SIDE_OF}
    on_side = [each.name for side in sides if (each := _side_of(product, side))]
    nearer = [pair for pair in measured if label(pair[0]) in on_side or sides & set(label(pair[0]).split())]
    if sides:  # no other side is an answer
        measured = [pair for pair in measured if _dimension(*pair) != LENGTH]
    before = [each for each in product.attributes if "before" in topics and each[0] == REGULAR_PRICE]
    return [_shown(product, *each) for each in before or named or nearer or measured[:MAX_FACTS]]


def _shown(product: Product, name: str, value: str) -> str:
    before = dict(product.attributes).get(REGULAR_PRICE)
    return f"reduced from {before} to {price_shown(product)}" if name == REDUCED and before else attribute_shown(name, value)


def _is_named(attribute: str, question: Question, own: frozenset[str]) -> bool:
    """Whether the question names an attribute, and not a part of it: "the hood", but no "detachable hood" or "hood lining"."""
    spellings = [
        fold(attribute),
        label(attribute),
        *(said for said, name in FEATURE_SPELLINGS.items() if name == fold(attribute)),
    ]
    for start, end, _ in Phrases(dict.fromkeys(spellings, True)).find(question.tokens):
        if end - start == 1 and _is_verb(question, start):
            continue
        behind = question.tokens[end : end + 1] if end - start == 1 else []  # a longer name is surely meant: "cold start current"
        beside = [*question.tokens[max(0, start - 1) : start], *behind]
        if not {root(token.word) for token in beside} & (question.unread - own):
            return True
    return False


def _is_verb(question: Question, at: int) -> bool:
    """Whether a word is what someone or something does: "can i use it on wood" names no column "use", "what is its use" does."""
    before, after = ("", *(token.word for token in question.tokens), "")[at : at + 3 : 2]
    return before in _DOERS or (after in _DETERMINERS and before not in _DETERMINERS)


def _dimension(name: str, value: str) -> str:
    measure = read_measure(name, value)
    dimension = measure.dimension if measure else fold(name)
    if dimension == TIME and not is_lasting(name):  # "how long does it last" does not ask how long it dries
        return fold(name)
    return LOAD if dimension == MASS and is_limit(name) else dimension


def _fields(product: Product, question: Question, wish: Wish, colors: Sequence[str]) -> list[str]:
    topics, found = question.topics, []
    # "Is the silver bangle heavy" asks for no material, "is the bangle real silver" for nothing else.
    asked = page.asked_words(product, question.unread)
    is_all = not (topics or asked) and question.asks_how_it_is
    stuff = question.unread & set(roots(product.material)) - (set() if is_all else set(roots(product.title)))
    # "Is the frame carbon" asks for it, "and gold ones are free you said" does not.
    is_asked = any(token.word in _ASKING for token in question.tokens[:1]) or asked <= set(roots(product.material))
    if product.material.lower() not in VAGUE and ("material" in topics or (stuff and is_asked)):
        found.append(f"made of {product.material}")
    if colors and _are_colors_asked(product, question, wish):
        found.append(f"comes in {listed(colors)}")
    if product.sizes and not wish.values("size") and ("sizes" in topics or product.size_name in question.names):
        found.append(sizes_shown(product))
    if product.brand and "brand" in topics:
        found.append(f"by {product.brand}")
    if "overview" in topics:
        made_of = [] if product.material.lower() in VAGUE or found else [f"made of {product.material}"]
        found += [
            price_shown(product),
            *made_of,
            *(_shown(product, *each) for each in product.attributes[: MAX_FACTS - 1 - len(made_of)] if each[0] != REGULAR_PRICE),
        ]
        found += page.nearest(product, page.asked_words(product, question.unread))
    if product.description and "description" in topics:
        found.append(page.beginning(product.description))
    return found


def _are_colors_asked(product: Product, question: Question, wish: Wish) -> bool:
    """Whether a message asks in which colours a thing can be had: "in red?", and not "is the gold colour real gold or paint"."""
    topics, wished = question.topics, wish.values("color")
    if "colors" in topics:  # "what sizes does it come in" and "does it come in XL" ask for no colours
        return not ("sizes" in topics or wish.values("size")) or bool(_COLORS & {token.word for token in question.tokens})
    said = {word for each in wish.filters if each.kind == "color" for word in roots(f"{each.said} {' '.join(each.values)}")}
    is_all = not page.asked_words(product, question.unread) - said
    if "color" in topics and not wished:
        return is_all
    is_choice = bool(wished) and (len(colors_of(product)) > 1 or not has_color(product, wished))  # pieces are not told by colour
    return is_choice and (
        is_all or bool(_OFFERED & {token.word for token in question.tokens}) or _stands_behind_in(question, said)
    )


def _stands_behind_in(question: Question, said: set[str]) -> bool:
    return any(first.word == "in" and root(second.word) in said for first, second in pairwise(question.tokens))


def values_asked(product: Product, question: Question, words: AttributeWords) -> list[str]:
    """Return what the record says in the column that is asked about by its name or another of its values: "is it diamonds".

    Of a word that stands in several columns of the shop those of the product itself that hold it: the style "Extra dry" of "is it dry".
    """
    if question.is_for_the_shop or question.asks_a_way:
        return []
    if inside := _contents(product, question):
        return inside
    if question.topics and not question.kinds:
        return []
    asked = page.asked_words(product, question.unread)
    names = words.asked(() if question.topics else asked, question.kinds & asked)
    told = [pair for pair in texts_of(product) if pair[0] in names]
    own = [pair for pair in texts_of(product) if asked and asked <= set(roots(pair[1]))]
    return [_said_in(*pair) for pair in told or own]


def _contents(product: Product, question: Question) -> list[str]:
    """What a hamper or a recipe holds, of "what is in it", with what the page warns of: "Contains nuts"."""
    if question.asks_price_or_stock or next(_INSIDE.find(question.tokens), None) is None:  # "what is in stock"
        return []
    columns = [f"{name}: {value}" for name, value in product.attributes if IS_INSIDE.search(name)]
    warned = [each for each in page.sentences_of(product.description) if _CONTAINS.search(each)]
    return [*columns, *warned] if columns else []


def _said_in(column: str, value: str) -> str:
    """Return "sole Cork", "made of Steel", "goes with Lamb", and of a column of a longer name ("stone lens") the value alone."""
    if column == MATERIAL:
        return f"made of {value}"
    is_sentence = column.split()[-1].lower() in STOPWORDS
    return value if " " in column and not is_sentence else attribute_shown(column, value)


def sentences_on(product: Product, question: Question) -> list[str]:
    """Return the sentence of the description that holds every word that is asked for, in a list; [] where none does."""
    if LOAD in question.topics:
        return []
    asked = page.asked_words(product, question.unread) or question.predicate
    asked = (
        asked - set(roots(" ".join(product.tags))) or asked
    )  # "hiking" boots: a tag calls the product, too, unless it alone is asked for
    said = {token.word for token in question.tokens}
    if asked & _PROMISED:
        return page.sentences(product, asked, said)
    if question.is_for_the_shop:
        return []
    if question.asks_beyond_card:
        return page.amounts(product, asked, question.topics, _sides(question))
    return page.sentences(product, asked, said)


def with_page(product: Product, question: Question, facts: Sequence[str]) -> list[str]:
    """Return the facts with the sentence of the page on all that is asked beside them: "coverage 12 m²/l, Two coats on brick"."""
    counts = {root(token.word) for token in question.tokens if token.value is not None}  # "the two tents"
    left = page.asked_words(product, question.unread - counts) - set(roots(" ".join(facts)))
    if not left or question.is_for_the_shop or {LOAD, "overview", "description"} & question.topics:
        return list(facts)
    return [*facts, *page.sentences(product, left, {token.word for token in question.tokens})]


def _sides(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for the side that is asked for ("tall", "high" and "height" of "how tall"), and those for all other sides."""
    asked = {SIDE_OF[token.word] for token in question.tokens if token.word in SIDE_OF}
    own = frozenset(word for word, side in SIDE_OF.items() if side in asked)
    return own, frozenset(SIDE_OF) - own if own else frozenset()


def _tags(product: Product, question: Question) -> list[str]:
    """The tags that are all that is asked for ("vegan"): one may tell a part of it only ("for hiking in winter")."""
    if question.asks_beyond_card and any(token.word == "how" for token in question.tokens):
        return []  # "how high is the heel" is not told of the tag "heel"
    asked = page.asked_words(product, question.unread) or question.predicate
    found = [tag for tag in product.tags if asked and set(roots(tag)) and set(roots(tag)) <= asked]
    is_all = asked <= {word for tag in found for word in roots(tag)}
    return [f"for {tag}" if tag.endswith("ing") else tag for tag in found] if is_all else []


def features_asked(product: Product, question: Question, wish: Wish) -> list[Filter]:
    """Return the features that are all that a question asks for: "is it waterproof", "and is the trail boot waterproof"."""
    asked = [each for each in wish.filters if each.kind == "feature"]
    said = set(roots(" ".join(each.said for each in asked)))
    is_all = not (question.topics or question.is_for_the_shop) and not page.asked_words(product, question.unread) - said
    return asked if is_all and question.asks_how_it_is else []


def sizes_shown(product: Product, asked: Sequence[str] = ()) -> str:
    """Return "sizes S, M and L", with what was asked for and is not there: "sizes S and L, not M", "collar 15 and 16"."""
    there = all_sizes_named(product.sizes)
    lacking = [size_said(size) for size in asked if size not in there and "ONE SIZE" not in there]
    name = f"size{'s' if len(product.sizes) > 1 else ''}" if product.size_name == "size" else product.size_name
    shown = f"{name} {listed(product.sizes)}"
    return f"{shown}, not {listed(lacking)}" if lacking else shown


def value_shown(product: Product, dimensions: Sequence[str]) -> str:
    """Return the product's value in the first of these dimensions that its record has, "" without one."""
    if "money" in dimensions:
        return price_shown(product)
    found = (
        attribute_shown(name, value)
        for each in dimensions
        for name, value in product.attributes
        if _dimension(name, value) == each or (each in SIDES and read_measure(name, value) == _side_of(product, each) is not None)
    )
    return next(found, "")


def _side_of(product: Product, side: str) -> Measure | None:
    return side_of((measure for pair in product.attributes if (measure := read_measure(*pair))), side)


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
