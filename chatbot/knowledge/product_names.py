"""Which product a text names, and which products are one model in several colours and sizes."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise, takewhile

import numpy as np

from chatbot.knowledge.filters import Filter
from chatbot.knowledge.lexicon import STOPWORDS, Lexicon
from chatbot.knowledge.measures import READER, spoken_measures
from chatbot.knowledge.phrases import tokenize
from chatbot.knowledge.product_claims import says_other_years
from chatbot.knowledge.product_codes import ProductCodes
from chatbot.knowledge.product_facets import colors_of
from chatbot.knowledge.product_groups import Model, models_of, plain_title
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.words import words
from chatbot.records import Product

MAX_NAMED = 2  # models; more are a kind of product, not names
CHOICE = re.compile(r"\b(?:or|vs|versus|between|compared?|difference|than)\b", re.IGNORECASE)
_SIDES = re.compile(r"\b(?:and|or|vs|versus|than)\b|[,/]", re.IGNORECASE)
# "DHP484Z", "1000XM5", but no amount: "128gb", "45w". Of a number that is typed in part at least this many characters.
_MODEL_NUMBER = re.compile(r"(?=.{3})\w*[a-z]\d")
PART_CHARS = 3
# A part of the customer's body names nothing: "my head is 57 cm"; it may in "my hair dryer".
_OF_BODY = re.compile(
    r"\b(?:my|his|her|their) (?:head|hair|scalp|skin|face|neck|wrist|waist|chest|hands?|arms?|fingers?|legs?|"
    r"foot|feet|ears?|eyes?|nails?|lips?)\b"
    r"(?=\W*(?:$|[.,;!?]|\d|(?:is|are|was|gets?|feels?|looks?|and|but|or|which|what|so|that|it|measures?)\b))",
    re.IGNORECASE,
)
# What is asked of a thing names none, unless it stands beside another word of its title: "stock pot".
_ASKED_OF = frozenset(roots("size color colour price cost stock sale weight height width length"))
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_SINGLE_DIGITS = re.compile(r"(?<![\w-])\d(?:-\d){2,}(?![\w-])")  # "1-2-3" is said as "123", too
_VERB_FORM = re.compile(r"\b[^\W\d_]{3,}(?:ing|ed)\b", re.IGNORECASE)
_ARTICLES = frozenset(("the", "a", "an"))


class ProductNames:
    """Immutable after it was built."""

    def __init__(self, products: Sequence[Product], lexicon: Lexicon, shelf: Shelf) -> None:
        self.shelf, self.lexicon, self.codes = shelf, lexicon, ProductCodes(products)
        self._places = {product.id: n for n, product in enumerate(products)}
        self._name_words = [frozenset(_words(plain_title(product))) for product in products]
        called = (f"{each.title} {each.category} {' '.join(each.tags)}" for each in products)
        self._forms = frozenset(word for each in called for word in words(each))
        self._leads = {lead for product in products for lead in _lead(product.title)}
        self._title_words = [frozenset((*_words(each.title), *_lead(each.title))) for each in products]
        self._models = models_of(products)
        self._of_model: dict[Model, list[int]] = defaultdict(list)
        for n, model in enumerate(self._models):
            self._of_model[model].append(n)
        self._brand_words = frozenset(
            word for product in products for word in roots(product.brand) if word in roots(product.title)
        )
        self._holders: dict[str, list[int]] = defaultdict(list)
        for n, title in enumerate(self._title_words):
            for word in title:
                self._holders[word].append(n)
        self._called: dict[str, list[int]] = defaultdict(list)  # by the words of the title and of the category
        for n, product in enumerate(products):
            for word in {*self._title_words[n], *roots(product.category)}:
                self._called[word].append(n)

    def named(self, text: str, colors: Sequence[str] = ()) -> list[Product]:
        """Return the products that the text names by words of their title, one of each model, the surest first, at most two.

        Of a model's colours the wished one is returned, else one that can be had.
        """
        is_choice = CHOICE.search(text) is not None
        said = self._said(text)
        counts = Counter(n for word in said for n in self._holders[word])  # products -> words of their title that were said
        most = max(counts.values(), default=0)
        near = [n for n, count in counts.items() if count == most]
        near = [n for n in near if not says_other_years(self.shelf.products[n].title, text)]
        # "H7 bulb": one of several H7 that is a bulb by its title, too, is not named by its kind.
        called = Counter(n for word in said for n in self._called[word])
        models = {self._models[n] for n, count in called.items() if count >= most}
        apart = self._by_side(text) if is_choice else []
        if apart or (apart := self._by_number(said)):
            near = apart
        elif whole := self._wholly_said(near, said):
            near = whole
        elif self._are_named(near, models, said, most - self._amounts_apart(text, near) - self._colors_said(said, near)):
            near = [] if self._are_many(text, near, said) else self._plainest(near)
        else:
            near = self._named_apart(said, is_choice=is_choice)
        shares = self.lexicon.match(text).asked_share
        wished = self.shelf.mask(Filter("color", tuple(colors)))
        near.sort(key=lambda n: (-shares[n], n))
        near.sort(key=lambda n: (not wished[n], self.shelf.is_sold_out[n]))
        chosen = {self._models[n]: n for n in reversed(near)}
        return [self.shelf.products[n] for n in sorted(chosen.values(), key=lambda n: -shares[n])][:MAX_NAMED]

    def _amounts_apart(self, text: str, near: Sequence[int]) -> int:
        """Return how many words of the first title are of an amount that the title does not say: the "7 kg" of one of 7.5 kg."""
        if not near:
            return 0
        title = spoken_measures(self.shelf.products[near[0]].title)
        tokens = tokenize(text)
        apart = [each for each in READER.read(tokens) if each.dimension and (each.dimension, each.low, each.high) not in title]
        said = {word for each in apart for token in tokens[each.start : each.end] for word in roots(token.word)}
        return len(said & self._title_words[near[0]])

    def _colors_said(self, said: Sequence[str], near: Sequence[int]) -> int:
        """Return how many words of the first title are colours beside its kind alone: a "gold ring" is no ring by its name."""
        if not near:
            return 0
        product, named = self.shelf.products[near[0]], set(said) & self._title_words[near[0]]
        colors = {word for color in colors_of(product) for word in roots(color)} & named
        return len(colors) if named - colors <= set(roots(product.category)) else 0

    def _said(self, text: str) -> list[str]:
        """Return the words of titles that the text says; a part of one model number stands for it ("ga5030" for GA5030R)."""
        written = " ".join(words(text))
        found = {lead: None for lead in self._leads if f" {lead} " in f" {written} "}
        text = _VERB_FORM.sub(lambda form: form[0] if self.may_name(form[0]) else " ", _OF_BODY.sub(" ", text))
        before, said = "", _words(text)
        for word, after in pairwise([*said, ""]):
            is_part = any(char.isdigit() for char in word) and (not word.isdigit() or before in self._brand_words)
            is_asked = word in _ASKED_OF and not (self._stand_together(before, word) or self._stand_together(word, after))
            if word in self._holders:
                found |= {} if is_asked else {word: None}
            elif is_part and len(word) >= PART_CHARS:
                whole = [title_word for title_word in self._holders if word in title_word]
                found |= dict.fromkeys(whole if len(whole) == 1 else ())
            before = word
        return list(found)

    def may_name(self, word: str) -> bool:
        """Return whether a word may name a product: what is done ("looking", "covered") names one that is called just so."""
        return _VERB_FORM.fullmatch(word) is None or not self._forms.isdisjoint((word.lower(), f"{word.lower()}s"))

    def _stand_together(self, word: str, other: str) -> bool:
        """Whether two words are of one title."""
        return not {*self._holders.get(word, ())}.isdisjoint(self._holders.get(other, ()))

    def _by_number(self, said: Sequence[str]) -> list[int]:
        """Return the places of the models that a model number names, however many words another title shares with the text."""
        numbers = [word for word in said if _MODEL_NUMBER.match(word)]
        named = [self._holders[word] for word in numbers if self._count(word) == 1]
        models = {self._models[n] for places in named for n in places}
        return [n for places in named for n in places] if len(models) <= MAX_NAMED else []

    def _by_side(self, text: str) -> list[int]:
        """Return a place for each of the two sides of a choice: "jbl flip 6 or charge 5"; [] where a side names no one model.

        The brand of the first side is carried over, and numbers count: "flip 6" is no flip phone.
        """
        sides, equals, brand, part = list[int](), list[list[int]](), set[str](), list[list[str]]()
        for side in _SIDES.split(text):
            said = self._said(side)
            if not said:
                continue
            weights = self._weights({*said, *brand}, needed=said)
            best = [n for n, weight in weights.items() if weight >= max(weights.values()) - 1e-6]
            lengths = {n: (len(self._models[n]), len(self._title_words[n])) for n in best}
            best = [n for n in best if lengths[n] == min(lengths.values())]  # the machine rather than its drip tray
            counted = {word for word in said if word in self._title_words[best[0]]}
            is_one = len({self._models[n] for n in best}) == 1
            is_name = is_one and any(_MODEL_NUMBER.match(word) or self._is_label(word, best) for word in counted)
            if is_name or (len(counted) > 1 and (is_one or any(char.isdigit() for word in counted for char in word))):
                shares = self.lexicon.match(side).asked_share  # "iphone 15" is the phone and not a case for it
                sides.append(self._had(sorted(best, key=lambda n: -shares[n])))
                brand |= self._brand_words & set(said)
            elif len(counted) > 1:
                equals.append(best)
            else:
                part.append(said)
        if len(sides) == len(equals) == 1:  # of a machine and its tray what is of the other side's category
            category = self.shelf.products[sides[0]].category
            alike = [n for n in equals[0] if self.shelf.products[n].category == category]
            sides += [self._had(alike)] if len({self._models[n] for n in alike}) == 1 else []
        if len(sides) == len(part) == 1 and (plain := self._without_extra(part[0], sides[0], text)):
            sides.append(self._had(plain))
        return sides if len({self._models[n] for n in sides}) == len(sides) == MAX_NAMED else []

    def _without_extra(self, name: Sequence[str], other: int, text: str) -> list[int]:
        """Return the places of the one model of a name that is said beside one with more words: "the larch or the larch wide"."""
        extra = set(self._said(text)) & self._title_words[other] - set(name)
        alike = {n for n in self._holders[name[0]] if set(name) <= self._title_words[n] and not extra & self._title_words[n]}
        is_one = extra and set(name) <= self._title_words[other] and len({self._models[n] for n in alike}) == 1
        return sorted(alike) if is_one else []

    def _weights(self, words: set[str], needed: Sequence[str]) -> dict[int, float]:
        """Return the products that hold a needed word -> how much of the words their titles hold, the rarer the more."""
        rarity = {word: math.log(1 + len(self._models) / len(self._holders[word])) for word in words}
        places = {n for word in needed for n in self._holders[word]}
        return {n: sum(rarity[word] for word in words & self._title_words[n]) for n in places}

    def _wholly_said(self, near: Sequence[int], said: Sequence[str]) -> list[int]:
        """Return the places whose title is said whole, of several words: the game, and not what is sold for it under its name."""
        return [n for n in near if len(self._name_words[n]) > 1 and self._name_words[n] <= set(said)]

    def _plainest(self, near: Sequence[int]) -> list[int]:
        """Return the places without those whose name another's is a part of: "the larch" is not the larch wide."""
        names = {n: frozenset(self._models[n][1:]) for n in near}
        return [n for n in near if not any(names[other] < names[n] for other in near)]

    def _are_named(self, near: Sequence[int], models: set[Model], said: Sequence[str], most: int) -> bool:
        """Whether so many words name these products: all of a title, or two words that stand together on one model only.

        Two models may be meant by a word that is a name ("stormline"), of which no other label holds one.
        """
        if most < 2:
            return bool(near) and all(self._name_words[n] <= set(said) for n in near)
        if len(models) == 1:
            return True
        return len(models) <= MAX_NAMED and any(self._is_label(word, near) for word in said)

    def _are_many(self, text: str, near: Sequence[int], said: Sequence[str]) -> bool:
        """Whether words that other pages hold, too, are said of more than one: "queen storage beds" are not the box storage bed."""
        forms, title = set(words(text)), set(words(self.shelf.products[near[0]].title)) if near else set()
        is_plural = not forms.isdisjoint(f"{word}{end}" for word in title - forms for end in ("s", "es"))
        is_name = any(self.is_name(word, near) for word in said)
        return is_plural and not is_name and len({self._models[n] for n in near}) == 1

    def _named_apart(self, said: Sequence[str], *, is_choice: bool) -> list[int]:
        """Return the places of two products that are told apart by a name each: "the stormline or the trailhead"; [] without.

        Where a choice is asked for, a name may stand in the text of other products ("larch" is a wood, too).
        """
        is_name = self._is_label if is_choice else self.is_name
        names = [word for word in said if is_name(word, self._holders[word]) and self._count(word) <= MAX_NAMED]
        apart = [
            self._holders[word]
            for word in names
            if not any(set(self._holders[word]) & set(self._holders[other]) for other in names if other != word)
        ]
        return [self._had(self._nearest(places, said)) for places in apart] if len(apart) == MAX_NAMED else []

    def _count(self, word: str) -> int:
        """Return of how many models' titles a word is a part; the brand of a whole range names none of it."""
        return len({self._models[n] for n in self._holders[word]})

    def _nearest(self, places: Sequence[int], said: Sequence[str]) -> list[int]:
        weights = self._weights(set(said), said)
        return [n for n in places if weights[n] == max(weights[each] for each in places)]

    def _had(self, places: Sequence[int]) -> int:
        return next((n for n in places if not self.shelf.is_sold_out[n]), places[0])

    def named_within(self, part: str, text: str, colors: Sequence[str] = ()) -> list[Product]:
        """Return the products that the part of a text names, else the whole: "does the larch have oak legs" asks of no oak."""
        named = self.named(part, colors)
        is_settled = part != text and self._holds_name(part) and not self._by_number(self._said(text))
        return named if named or is_settled else self.named(text, colors)

    def _holds_name(self, text: str) -> bool:
        return any(self._count(word) <= MAX_NAMED and self._is_label(word, self._holders[word]) for word in self._said(text))

    def is_name(self, word: str, places: Sequence[int]) -> bool:
        """Return whether a word calls products at these places and nothing else: no other product's text holds it."""
        return self._is_held_by(places, word, self.lexicon.match(word).share)

    def _is_label(self, word: str, places: Sequence[int]) -> bool:
        return self._is_held_by(places, word, self.lexicon.match(word).question_share)

    def _is_held_by(self, places: Sequence[int], word: str, shares: np.ndarray) -> bool:
        at = {int(n) for n in np.flatnonzero(shares)}
        is_count = all(token.value is not None for token in tokenize(word))  # "one or two" names no two-tone watch
        return not is_count and len(word) > 1 and set(places) >= at > set()

    def model_of(self, product: Product) -> list[Product]:
        """Return the products of the same model, such as the other colours; itself among them."""
        return [self.shelf.products[n] for n in self._of_model[self.key_of(product)]]

    def key_of(self, product: Product) -> Model:
        """Return what the products of one model have in common."""
        return self._models[self._places[product.id]]

    def model_at(self, place: int) -> Model:
        """Return the same as `key_of`, by the place of a product."""
        return self._models[place]

    def colors_of_model(self, product: Product) -> tuple[str, ...]:
        return tuple(dict.fromkeys(color for each in self.model_of(product) for color in colors_of(each)))


def _words(text: str) -> list[str]:
    """Return the roots of a text with each decimal number as one: the 8.5 oz of a shampoo are no 5."""
    return roots(_SINGLE_DIGITS.sub(lambda digits: digits[0].replace("-", ""), _POINT.sub("", text)))


def _lead(title: str) -> list[str]:
    """Return what a title begins with that says nothing by itself, with its first other word, in a list: "no more nails"."""
    said = [word for n, word in enumerate(words(title)) if n or word not in _ARTICLES]
    common = sum(1 for _ in takewhile(STOPWORDS.__contains__, said))
    return [" ".join(said[: common + 1])] if 1 < common < len(said) else []
