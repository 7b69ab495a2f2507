"""What a message says of products, read against those that were shown, and which products its words stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from chatbot.knowledge.filters import Wish
from chatbot.knowledge.kinds import COLLECTIVE
from chatbot.knowledge.measures import label
from chatbot.knowledge.phrases import Token, tokenize
from chatbot.knowledge.product_facets import has_color
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.wish_words import LOOSE, SIZE_WORDS
from chatbot.knowledge.words import words
from chatbot.records import Product
from chatbot.skills import product_talk_words as said_as
from chatbot.skills.product_question import Question

NAME_WORDS = 2  # behind "the", of which one may name what was shown: "the black gtx"
_OF_SIZE = ("size", "extent")  # kinds of filters
SINGLED_OUT = 2  # models; who names more speaks of a kind
# "A small crash" speaks of no toy in size small, "how many in a pack" of no pack.
_NO_NAMES = LOOSE | SIZE_WORDS.keys() | COLLECTIVE
MOST_OF_KIND = 8  # products of a kind whose records are read for an answer


@dataclass(frozen=True, slots=True)
class Talk:
    """One message, read against what was shown before."""

    wish: Wish
    question: Question
    shown: tuple[Product, ...]
    subject: str = ""  # the part of the message that names what it is asked of
    refused: tuple[Product, ...] = ()  # of those shown: "not the acid one"
    named: tuple[Product, ...] = ()  # by words of their titles, at most two
    meant: tuple[Product, ...] = ()  # the products that it speaks of, at most two
    picks: bool = False  # it names one of them and asks nothing that is not understood
    compared: tuple[Product, ...] = ()  # "which of the two is lighter"
    reads_description: bool = True  # where no field of a record answers
    wants_another: bool = False  # "something like this but cheaper"
    narrowed: Wish | None = None  # the last search with what this message says
    adds: bool = False  # whether it says something to narrow by: "under 40", "the lightest"
    continues: bool = False  # every word is understood as going on from what was shown
    asks_for_kind: bool = False  # "do you have tents for 4"
    pointer: str = ""  # what it points with: "it", "one" or "them"
    strangers: frozenset[str] = frozenset()  # roots that neither a filter, a topic, a pointer nor a product in question explains
    is_bare_wish: bool = False  # "show me tents", "a mat for camping": names a thing, and says nothing else of it

    @property
    def is_of_size(self) -> bool:
        """Whether a size of one product is asked for, which no search may swap for others; "under 500" asks for what costs less."""
        is_one = len(self.named) == 1 and not (self.wants_another or self.tells_budget)
        return bool(self.meant and self.wish.values("size")) and is_one

    @property
    def asks_by_filters(self) -> bool:
        """Whether everything is asked for that has a property: "what's reduced", "ok anything vegan in soups"; not "is it vegan"."""
        tokens = self.question.tokens
        first = next((token.word for token in tokens if token.word not in said_as.BEGINNING), "")
        is_listed = first in said_as.LISTING and next(said_as.POINTERS.find(tokens), None) is None
        return is_listed and any(each.kind == "feature" for each in self.wish.filters)

    @property
    def asks_price_of_kind(self) -> bool:
        """ "How much is the larch", of which there are a sofa, a chair and a bed, asks for the cards of these."""
        return self.asks_for_kind and self.question.topics == {"price"} and not self.meant

    @property
    def tells_budget(self) -> bool:
        """Whether a thing is named with the price that it may have, and nothing is asked: "blue watch for him max 200 with date"."""
        is_priced = any(each.kind == "price" for each in self.wish.filters)
        return self.is_bare_wish and is_priced

    @property
    def names_brand_alone(self) -> bool:
        """Whether a brand is all that is said: "garmin", "do you have garmin"."""
        said = {token.word for token in self.question.tokens} & said_as.NOT_WISHING - {"do"}
        return bool(self.wish.values("brand")) and not (said or self.wish.rest or self.question.topics)

    def about(self, product: Product) -> Talk:
        """Return the same for a product that a chip names."""
        return replace(self, meant=(product,), picks=True)

    def lacks_color(self, product: Product) -> bool:
        colors = self.wish.values("color")
        return bool(colors) and not has_color(product, colors)


def names_variant(index: Index, talk: Talk) -> bool:
    """Whether a thing is named by nothing but its colour, with a size or an amount, and some product is so: "harbour mist 5 l"."""
    said = [each for each in talk.wish.filters if each.kind != "stock"]
    is_variant = any(each.kind == "color" for each in said) and all(each.kind in ("color", "size", "measure") for each in said)
    return is_variant and not (talk.wish.rest or talk.pointer or talk.wish.change) and bool(index.shelf.meets(said).any())


def singled_out(index: Index, talk: Talk) -> tuple[Product, ...]:
    """Return the products, at most two models, that a word of the message stands for alone: the only "viscose" in the shop.

    No word that only asks does so ("max weight" of a weighted blanket), no size, and no category, even of one product. A word
    stands for no product of another kind than the one that is named beside it: "washable" of "is the sheep washable" for no paint.
    """
    if talk.shown and talk.question.asks_beyond_card:  # "how high is the heel" asks of the sandals that were shown
        return ()
    found: dict[tuple[str, ...], Product] = {}
    common = said_as.POINTING_WORDS | {word for category in index.shelf.categories for word in roots(category)}
    common |= {
        word for each in talk.shown for word in roots(each.description)
    }  # "how high is the heel" asks of the sandals shown
    amounts = (each for each in index.shelf.vocabulary.quantities.read(talk.question.tokens) if each.dimension)
    common |= {root(token.word) for each in amounts for token in talk.question.tokens[each.start : each.end]}  # "3 metres of the"
    is_sized = index.shelf.meets([each for each in talk.wish.filters if each.kind in _OF_SIZE])
    kind = [index.lexicon.match(word).question_share > 0 for word in _kind_words(index, talk)]
    kind = [is_held for is_held in kind if len({index.names.model_at(int(n)) for n in np.flatnonzero(is_held)}) > 1]
    said = dict.fromkeys(words(talk.subject))  # a message may say one word a thousand times
    for word in (each for each in said if root(each) in talk.question.unread and each not in _NO_NAMES):
        places = np.flatnonzero(index.lexicon.match(word).question_share)
        models = {index.names.model_at(int(n)) for n in places}
        is_alone = len(models) == 1 or (1 < len(models) <= SINGLED_OUT and index.names.is_name(word, places.tolist()))
        is_of_kind = all(is_held[places].any() for is_held in kind)
        is_thing = (
            index.names.may_name(word)
            and not _is_done(talk, word)
            and (not talk.shown or is_called_a_thing(index, talk, word, places.tolist()))
        )
        if is_alone and is_of_kind and is_thing and not word.isdigit() and not common & set(roots(word)):
            held = sorted(
                places, key=lambda n: (talk.lacks_color(index.shelf.products[n]), not is_sized[n], index.shelf.is_sold_out[n])
            )
            for each in (index.shelf.products[n] for n in held):
                if set(roots(word)) <= set(roots(each.title)):
                    found.setdefault(index.names.key_of(each), each)
    if len(found) > SINGLED_OUT:
        return ()
    in_color = [each for each in found.values() if not talk.lacks_color(each)]
    return tuple(in_color or found.values()) or _by_its_page(index, talk)


def called_apart(index: Index, wish: Wish, question: Question, shown: Sequence[Product]) -> list[Product]:
    """Return the one of several that were shown which alone is called by a word behind "the": "i take the gtx in 10.5"."""
    pointed = {meaning for _, _, meaning in said_as.POINTERS.find(question.tokens)}
    if len(shown) < 2 or pointed & {"it", "them"}:
        return []
    behind = (n + 1 for n, token in enumerate(question.tokens[:-1]) if token.word == "the")
    said = [each for n in behind for each in question.tokens[n : n + NAME_WORDS] if each.word in wish.rest]
    called = [each for each in shown if any(_is_in(token, each.title) for token in said)]
    is_one = len({index.names.key_of(each) for each in called}) == 1 < len({index.names.key_of(each) for each in shown})
    return called[:1] if is_one else []


def _is_in(said: Token, title: str) -> bool:
    """Whether a title holds a word, or a number however it is written: the "5" of "5.0Ah"."""
    return any(root(each.word) == root(said.word) or each.value == said.value is not None for each in tokenize(title))


def is_called_a_thing(index: Index, talk: Talk, word: str, places: Sequence[int]) -> bool:
    """Whether a word stands where a thing is named ("the round", "is terra heavy"), and not "write name", "the small ones round it"."""
    tokens = talk.question.tokens
    at = next((n for n, token in enumerate(tokens) if token.word == word), 0)
    called = {each for place in places for each in words_of(index.shelf.products[place])}
    while at > 0 and (root(tokens[at - 1].word) in called or tokens[at - 1].word in _NO_NAMES):
        at -= 1
    before = tokens[at - 1].word if at > 0 else ""
    return not before or before in said_as.THING_BEHIND


def _is_done(talk: Talk, word: str) -> bool:
    """Whether a word is what someone does, and so names no thing: "do you gift wrap", "can i wash it", but "have you lamps"."""
    said = [token.word for token in talk.question.tokens]
    threes = zip(said, said[1:], said[2:], strict=False)
    return any(first in said_as.MODALS and who in said_as.DOERS and third == word for first, who, third in threes)


def _by_its_page(index: Index, talk: Talk) -> tuple[Product, ...]:
    """Return the only model of a kind whose page says the word before it: "the moon necklace" of a crescent pendant."""
    for before, word, kind in zip(talk.question.tokens, talk.question.tokens[1:], talk.question.tokens[2:], strict=False):
        if before.word in said_as.DEFINITE and {root(word.word), root(kind.word)} <= talk.question.unread:
            is_held = (index.lexicon.match(word.word).share > 0) & (index.lexicon.match(kind.word).question_share > 0)
            models = {index.names.model_at(int(n)) for n in np.flatnonzero(is_held)}
            if len(models) == 1:
                return (index.shelf.products[int(np.flatnonzero(is_held)[0])],)
    return ()


def of_kind(index: Index, talk: Talk) -> tuple[Product, ...]:
    """Return products of the kind that a question is about, one of each model: "are your tents heavy"; () where none is called so."""
    named = _kind_words(index, talk)
    if not named:
        return ()
    filters = [each for each in talk.wish.filters if each.kind in ("audience", "brand", *_OF_SIZE)]
    scores = index.scores(Wish(" ".join(named), tuple(filters), rest=named))
    is_called = scores.is_labelled & index.shelf.meets(filters)
    of_model: dict[tuple[str, ...], Product] = {}
    lacks_color = ~index.shelf.meets([each for each in talk.wish.filters if each.kind == "color"])
    best_first = np.lexsort((-scores.ranked, index.shelf.is_sold_out, lacks_color))  # what can be had comes first
    for place in [n for n in best_first if is_called[n]][:MOST_OF_KIND]:
        product = index.shelf.products[place]
        of_model.setdefault(index.names.key_of(product), product)
    found = tuple(of_model.values())
    made_of = [each for each in found if talk.question.unread & set(roots(each.material)) - set(roots(" ".join(named)))]
    return tuple(made_of) or found  # "the wedding band in platinum" is none of gold


def other_kind(index: Index, talk: Talk) -> str:
    """Return the kind that a message names where nothing that was shown is of it, "" without one."""
    head, _ = index.kinds.wished(talk.wish.text, talk.wish.rest)
    places = [index.places[each.id] for each in talk.shown]
    return head if head and not index.kinds.of(head)[places].any() else ""


def asks_for_kind_for_it(index: Index, talk: Talk) -> bool:
    """Whether things of another kind are asked for, to go with what was spoken of: "do you have elbows for it"."""
    return talk.asks_for_kind and said_as.FOR_IT.search(talk.wish.source) is not None and bool(other_kind(index, talk))


def names_column(talk: Talk, products: Sequence[Product]) -> bool:
    """Whether nothing but the name of what the record of the first product tells is said: "coverage?"."""
    asked = talk.question.unread
    names = (set(roots(label(name))) for each in products[:1] for name, _ in each.attributes)
    return bool(asked) and not talk.wish.filters and any(asked == name for name in names)


def _kind_words(index: Index, talk: Talk) -> tuple[str, ...]:
    """Return the words that are no filter, do not only ask ("max weight"), and stand in the label of some product."""
    said = set(words(talk.subject))
    asked = (word for word in talk.wish.rest if not word.isalpha() or root(word) in talk.question.unread)
    may_name = (word for word in asked if word in said and index.names.may_name(word) and not _is_done(talk, word))
    named = tuple(word for word in may_name if index.lexicon.match(word).question_share.any())
    return () if all(word.isdigit() or word in _NO_NAMES for word in named) else named  # a "2" alone names nothing


def words_of(product: Product) -> list[str]:
    """Return the roots of what a product is called and has; a model number also in the parts that a wish is read in."""
    names = " ".join(name for name, _ in product.attributes)
    parts = [root(token.word) for token in tokenize(product.title)]
    return parts + roots(
        f"{product.title} {product.category} {product.brand} {product.material} {' '.join(product.tags)} {names}"
    )
