"""The same question about another product ("and the other one?"), and words that choose among those that were shown ("with spf")."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from chatbot.knowledge.filters import Wish
from chatbot.knowledge.measures import is_adjective
from chatbot.knowledge.product_hits import Found, Hit
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root
from chatbot.knowledge.words import words
from chatbot.messages import Answer, Context
from chatbot.records import Product
from chatbot.skills.product_answers import introduced, quoted
from chatbot.skills.product_page import asked_words, limits_on, sentences, sentences_of
from chatbot.skills.product_question import Question
from chatbot.skills.product_siblings import has_all
from chatbot.skills.product_talk import Talk, other_kind, singled_out, words_of
from chatbot.skills.product_talk_words import POINTING_WORDS

MAX_WORDS = 6  # of a message that only names another product, or only narrows
WORDS_OF_LIMIT = 10  # of a message whose amount the page of what was spoken of last limits
SHORT_WORDS = 4
MIN_CHOICE = 2  # products, of which the nearer one can be chosen
MAX_MEANT = 2
_CONNECTED = re.compile(r"^\W*(?:(?:ok|okay|so|but)\W+)?(?:and|or|what about|how about|what of)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|that|this|other)\b", re.IGNORECASE)
_OTHER = re.compile(r"\bother\b", re.IGNORECASE)
_NARROWS = re.compile(
    r"^\W*(?:(?:and|or|ok|okay|but|just|only)\W+)*(?:with|for|in|which|the|something|one|ones|(?:s?he|they)\W+(?:likes?|loves?|wants?|needs?))\b",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"^\W*(?:and\W+)?which(?:\W+(?:one|ones))?\W+(?:is|are|would|will)\b", re.IGNORECASE
)  # "which is good for thick hair"
_ONLY = re.compile(r"\W+(?:only|please|pls|then|instead)\W*$", re.IGNORECASE)
# "Have you something in", "do you have one with": what stands before says only that it is asked of the shop.
_ASKS_FOR_ONE = re.compile(
    r"^\W*(?:(?:and|or|ok|okay|but|so)\W+)*(?:(?:do|have|got|what|any|is|are|there|show|me|you|ye|u)\W+)+"
    r"(?=(?:something|anything|an?\W+(?:[\w-]+\W+){1,2}one|ones?|in|with)\b)",
    re.IGNORECASE,
)
_ASKS_SHOP = re.compile(r"\b(?:you|your|any)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|without|never|nor|non)\b", re.IGNORECASE)


def only_goes_on(text: str) -> bool:
    """Whether a message only goes on ("and the other one?", "and vegan?")."""
    return _CONNECTED.match(text) is not None and len(text.split()) <= MAX_WORDS


def another_named(index: Index, context: Context, talk: Talk) -> Product | None:
    """Return the other product that a message only connects to ("and the concealer?"); None where it says anything else."""
    text, state = context.message.text, context.state
    is_asked = (
        talk.question.topics or talk.wish.change or talk.wish.order or talk.wish.values("color") or talk.wish.values("size")
    )
    if not only_goes_on(text) or not _DEFINITE.search(text) or is_asked or not state.last_products:
        return None
    if _OTHER.search(text):
        near = [each for each in talk.shown if each.id != state.last_product]
        named = [each for each in near if _holds(each, talk.wish)] if state.last_product else []
        return named[0] if named else None
    for product in (*talk.named, *singled_out(index, talk)):
        if product.id != state.last_product and _holds(product, talk.wish):
            return product
    return None


def asked_again(index: Index, context: Context, talk: Talk, product: Product) -> Talk:
    """Return the last question, asked of another product."""
    asked, before = context.state.last_asked, index.product(context.state.last_product)
    question, wish = Question.read(asked), index.read(asked)
    if before:
        question = question.without(before.title)
    return replace(talk, meant=(product,), question=question, wish=wish, picks=False, reads_description=True)


def told_anyway(index: Index, context: Context, product: Product) -> Answer:
    """What the page says where no field answers the last question; without one, whether it is there and how its page begins."""
    asked = context.state.last_asked
    return (quoted(index, context, (product,), asked) if asked else None) or introduced(context, product)


def still_meant(index: Index, context: Context, talk: Talk) -> tuple[Product, ...]:
    """Return what was spoken of last, for a short question that names nothing ("how much ram"); of more than two products nothing."""
    if len(context.message.text.split()) > MAX_WORDS:
        return ()
    if focus := index.product(context.state.last_product):
        return (focus,)
    if len({index.names.key_of(each) for each in talk.shown}) == 1:  # the colours of one model have one page
        return talk.shown[:1]
    return talk.shown if len(talk.shown) <= MAX_MEANT else ()


def told_by_page(index: Index, context: Context, talk: Talk) -> tuple[Product, ...]:
    """Return the only thing that was shown, where a sentence of its page holds all that a short question asks.

    "Do I need a stand" after a lamp whose page says "no stand" asks for no stand that the shop has.
    """
    if talk.asks_for_kind or talk.is_bare_wish:
        return ()
    focus = index.product(context.state.last_product)
    if focus and limits_on(focus, context.message.text) and len(context.message.text.split()) <= WORDS_OF_LIMIT:
        return (focus,)  # "can i put a normal 60w bulb in" asks of no bulb that the shop has
    meant = still_meant(index, context, talk)
    is_told = len(meant) == 1 and sentences(meant[0], asked_words(meant[0], talk.question.unread))
    return meant if is_told else ()


def is_short_question(context: Context) -> bool:
    """Whether a message is surely of what was spoken of last, although its page may not say so."""
    is_question = context.understanding.prediction.intent.label == "product_question"
    return is_question and len(context.message.text.split()) <= SHORT_WORDS


def narrowed(index: Index, talk: Talk, k: int) -> tuple[Found, Wish] | None:
    """Return which of the products shown hold the words that were added, else what the search finds with them; None without.

    "With spf" after lip balms, "which one for beginners" after serums.
    """
    wish, text = talk.wish, _asked_for(talk)
    is_bare = len(wish.rest) == len(_ONLY.sub("", text).split()) or talk.is_bare_wish
    if not (is_bare or _NARROWS.match(text)) or not _may_narrow(talk):
        return None
    whole = talk.narrowed or wish
    found = index.search(whole, k) if talk.narrowed else Found(())
    fitting = index.shelf.meets(wish.filters)
    head = other_kind(index, talk)  # "and a strap" after watches asks for none with a strap, but for straps for these
    called = [each for each in talk.shown if not head or head in words_of(replace(each, attributes=()))]
    shown = [each for each in called if _holds(each, wish) and fitting[index.places[each.id]]]
    if len(shown) == len(talk.shown):  # all have a "season", and the value of one says "all-season"
        shown = [each for each in shown if _holds(each, wish, by_names=False)] or shown
    if shown:
        scores = index.scores(whole).ranked
        places = [index.places[each.id] for each in shown]
        return index.chooser.choose(replace(whole, filters=()), scores, np.isin(np.arange(len(scores)), places), k), whole
    hits = tuple(hit for hit in found.hits if _holds(hit.product, wish))
    if head:
        is_of_kind = index.kinds.of(head)
        hits = tuple(hit for hit in hits if is_of_kind[index.places[hit.product.id]])
    if not hits and talk.narrowed and all(map(is_adjective, wish.rest)):  # "waterproof" after shoes asks for no gloves
        return Found(tuple(Hit(each, 0.0, "") for each in talk.shown), (" ".join(wish.rest),)), whole
    return (Found(hits, found.missed), whole) if hits else None


def nearest_shown(index: Index, talk: Talk, k: int) -> tuple[Found, Wish] | None:
    """Return the products shown, nearest to what was added first, where no page says it in these words; None where a thing is named.

    "Something small for the balcony" after tables: what is said for which use, and calls nothing else in the shop, leaves the tables.
    """
    wish, whole = talk.wish, talk.narrowed
    if not (whole and _NARROWS.match(_asked_for(talk)) and _may_narrow(talk)) or len(talk.shown) < MIN_CHOICE:
        return None
    if index.is_called(wish) or other_kind(index, talk):
        return None
    ranked = index.scores(whole).ranked
    is_shown = np.isin(np.arange(len(ranked)), [index.places[each.id] for each in talk.shown])
    return index.chooser.choose(replace(whole, filters=wish.filters), ranked, is_shown, k), whole


def _asked_for(talk: Talk) -> str:
    """Return a message without the words by which it only asks whether there is such a one."""
    return _ASKS_FOR_ONE.sub("", talk.wish.source)


def _may_narrow(talk: Talk) -> bool:
    """Whether a short message only adds words to a search whose products are shown."""
    text, is_asked = _asked_for(talk), talk.question.topics and not _CHOOSES.match(talk.wish.source)
    is_short = len(text.split()) <= MAX_WORDS and not _ASKS_SHOP.search(text)
    is_said = any(root(word) not in POINTING_WORDS for word in talk.wish.rest)  # not "the fourth one" of two
    return bool(is_short and is_said and talk.shown) and not (is_asked or talk.named)


def of_other_size(index: Index, context: Context, talk: Talk, k: int) -> tuple[Found, Wish] | None:
    """Return what was searched for in another size ("single?"), where the first of the cards has it not; None where nothing has it.

    What was said before gives way to the size that is asked for now, and is told as not met.
    """
    whole = talk.narrowed
    is_of_cards = bool(talk.meant) and not (talk.named or context.state.last_product)
    if not whole or not is_of_cards or has_all(talk.wish, talk.meant[0]):
        return None
    found = index.search(whole, k)
    if found.missed:
        given_up = tuple(each.said for each in whole.filters if each not in talk.wish.filters)
        found = index.search(replace(whole, filters=talk.wish.filters), k)
        return None if found.missed or not found.hits else (replace(found, missed=given_up), whole)
    return (found, whole) if found.hits else None


def _holds(product: Product, wish: Wish, *, by_names: bool = True) -> bool:
    """Whether the product's text says every word of a wish, and not to deny it ("no noise cancelling").

    Args: by_names: the name of an attribute says it, too, whatever its value is.
    """
    affirmed = [each for each in sentences_of(product.description) if not _DENIED.search(each)]
    values = " ".join(value for _, value in product.attributes)
    named = words_of(product if by_names else replace(product, attributes=()))
    held = {*named, *map(root, words(f"{product.title} {values} {' '.join(affirmed)}"))}
    said = (word for each in wish.rest if each not in _SAID_OF_CHOICE for word in words(each))
    return all(root(word) in held for word in said)


_SAID_OF_CHOICE = frozenset(words("other one ones meant mean please thanks"))
