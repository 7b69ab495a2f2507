"""What a message asks of a product: the topics that a record may answer, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.limits import LOAD
from chatbot.knowledge.phrases import Phrases, Token, any_of, lines, tokenize
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.quantities import MASS, Quantities
from chatbot.knowledge.wish_words import FILLERS
from chatbot.records import Product
from chatbot.skills import product_page as page

PRICE_OR_STOCK = frozenset(("price", "stock"))  # topics that the card of a product answers
# What is asked for. A dimension stands for every measure of the product that has it.
_TOPICS = Phrases(
    lines("""
    price: price, prices, cost, costs, how much, how expensive, priced, how much is
    stock: stock, in stock, available, availability, sold out, out of stock, left, get it, have it, have them, have this
    stock: still have, still got, in store, back in stock, is there enough, are there enough, have enough, got enough, have you enough
    before: was it before, cost before, price before, was before, before the sale, originally, original price, original cost
    before: regular price, full price, old price, normal price, previous price, was price, price originally
    colors: colours, colors, come in, comes in, coming in, shades, what colour, what color, which colour, which color
    colors: any colour, any color, any other colour, any other color, in another colour, in another color
    color: colour, color
    sizes: size, sizes, sizing
    material: material, materials, made of, made from, made out of, made up of, fabric, composition
    brand: brand, manufacturer, who makes, which make
    mass: heavy, weigh, weighs, weight, lightweight
    volume: litres, liters, volume, capacity, hold, holds, how big, how large, how much fits
    length: long, tall, high, wide, thick, deep, height, width, length, depth, dimensions, measurements, how big, how large
    temperature: warm, cold, temperature, temperatures, temp, temps, degrees, freezing
    time: last, lasts, battery, battery life, runtime, run, burn, hours, stay hot, stay warm, stay cold
    lumen: bright, lumen, lumens, brightness
    persons: people, persons, sleep, sleeps, person
    years: age, how old, year old
    charge: mah, capacity
    power: watt, watts, power
    voltage: volt, volts, voltage, is it battery, are they battery, is this battery, battery powered, battery operated, battery or mains
    voltage: mains or battery, battery or electric, electric or battery, mains powered, battery or plug in, is it mains, are they mains
    storage: gb, storage, memory
    overview: difference, differences, diff, differ, compare, compared, vs, versus
    description: tell me more, more about, details, describe, description, more info, more information
    """)
)
# "How long does it last", "how much does it weigh", "how much memory has it".
_MEANS_ANOTHER = {"long": {"time"}, "how much": {"mass", "storage", "charge", "volume", "power"}}
_HAS = frozenset(("has", "have", "does", "is", "are", "in"))  # "how much ram has it" asks for no price
# Asked about a product, and yet a matter of the shop: its FAQ answers, never a record.
_OF_THE_SHOP = frozenset(
    roots("warranty guarantee deliver delivery ship shipping return refund exchange discount coupon voucher pay")
)
# What a thing may carry, and not what it weighs: asked with a word of limits, or told of who uses it ("my son weighs 20 kg").
_WHO = r"(?:user|rider|person|adult|people|child|kid|baby|toddler|body|passenger|dog|cat|pet|son|daughter|boy|girl|man|woman)"
_LIMITS = re.compile(
    r"\b(?:max\w*|limit\w*|up ?to|allowed|capacity|holds?|supports?|withstands?|bears?|carries|(?<!to )carry|(?<!to )takes?)\b"
    rf"|\b{_WHO}(?:'?s)? weight\b|\bhow heavy (?:can|may)\b",
    re.IGNORECASE,
)
_LOADS = re.compile(r"\b(?:max\w*|how much) load\b|\b(?:load|weight) (?:limit|capacity)\b|\bpayload\b", re.IGNORECASE)
_OF_USER = re.compile(
    r"\b(?:put|holds?|supports?|carry|carries|takes?|bears?|withstands?|max\w*|limit|up ?to|weighs|weighing|i weigh|i'?m|i am)\b"
    rf"|\bfor (?:(?:a|an|my|our|his|her) )?\d|\d\s*(?:kgs?|kilos?|lbs?|stone)\s+{_WHO}s?\b",
    re.IGNORECASE,
)
_OF_WEIGHT = frozenset(roots("weight weigh weighs heavy kg kilo kilos"))
_READER = Quantities()
_WAY = any_of("how do, how can, how could, how should, how would, how to")


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks of a product."""

    tokens: tuple[Token, ...]
    topics: frozenset[str]
    unread: frozenset[str]  # stems of the words that no topic explains
    said: tuple[tuple[int, int, str], ...] = ()  # where each topic is said, from token to token
    count: int = 0  # pieces whose price is asked for

    @classmethod
    def read(cls, text: str) -> Question:
        tokens = tokenize(text)
        found = list(_TOPICS.find(tokens))
        explained = {at for start, end, _ in found for at in range(start, end)}
        unread = (token.word for at, token in enumerate(tokens) if at not in explained and token.word[0].isalpha())
        meaning = frozenset(root(word) for word in unread if word not in STOPWORDS and word not in FILLERS)
        topics = {topic for _, _, topic in found}
        said = [(topic, " ".join(token.word for token in tokens[start:end])) for start, end, topic in found]
        vague = {topic for topic, words in said if _MEANS_ANOTHER.get(words, set()) & (topics - {topic})}
        at = next((end for _, end, _ in found if [each.word for each in tokens[end - 2 : end]] == ["how", "much"]), len(tokens))
        if at < len(tokens) and root(tokens[at].word) in meaning and _HAS & {token.word for token in tokens[at + 1 :]}:
            vague.add("price")
        if "overview" in topics - vague and topics - vague - {"overview", "description", "stock"}:
            vague.add("overview")  # "price difference", "how do they differ in weight"
        if _asks_load(text, tokens, topics):
            return cls(tuple(tokens), frozenset(topics & {"stock"} | {LOAD}), meaning - _OF_WEIGHT)
        return cls(tuple(tokens), frozenset(topics - vague), meaning, tuple(found))

    def about(self, *topics: str) -> Question:
        """Return the same question, asked of these topics too."""
        return replace(self, topics=self.topics | set(topics))

    def without(self, text: str) -> Question:
        """Return the same question without the words of a text, such as a product's title."""
        return replace(self, unread=self.unread - set(roots(text)))

    def beside_name(self, title: str) -> Question:
        """Return the same question without the topics that only a title says: the "shades" of "garden shades" ask for no colours."""
        called, said = roots(title), [root(token.word) for token in self.tokens]
        together = {*pairwise(called)}  # "thick hair" is none of "hair clip, thick"
        is_called = [word in called for word in said]
        named = {
            topic
            for start, end, topic in self.said
            if all(is_called[start:end]) and together & {*pairwise(said[max(0, start - 1) : end + 1])}
        }
        asked = {topic for start, end, topic in self.said if not all(is_called[start:end])}
        return replace(self, topics=self.topics - (named - asked - PRICE_OR_STOCK))

    def words_for(self, product: Product) -> frozenset[str]:
        """Return the roots that are asked of a product, those of the topics among them."""
        said = (token.word for token in self.tokens if token.word[0].isalpha())
        asked = {root(word) for word in said if word not in STOPWORDS and word not in FILLERS}
        asked |= {root("made")} if self.asks_origin else set()
        return page.asked_words(product, asked - _OF_WEIGHT if LOAD in self.topics else asked)

    @property
    def asks_origin(self) -> bool:
        """Whether it asks where a thing is made, of which what it is made of tells nothing."""
        return {"where", "made"} <= {token.word for token in self.tokens}

    @property
    def names(self) -> frozenset[str]:
        """What a property may be called by: the words, each in singular too ("ages", "flavours")."""
        said = {token.word for token in self.tokens}
        return frozenset(said | {word.removesuffix("s") for word in said})

    @property
    def kinds(self) -> frozenset[str]:
        """The roots behind "what" and "which": "what stone is that"."""
        behind = (second.word for first, second in pairwise(self.tokens) if first.word in ("what", "which"))
        return frozenset(root(word) for word in behind) & self.unread

    @property
    def asks_a_way(self) -> bool:
        """Whether it asks what to do ("how do i make my jacket waterproof again"), and not how a thing is."""
        return next(_WAY.find(self.tokens), None) is not None

    @property
    def asks_how_it_is(self) -> bool:
        return bool(self.tokens) and self.tokens[0].word in ("is", "are", "its")

    @property
    def predicate(self) -> frozenset[str]:
        """The root of the last word of "is it waterproof", which is asked for even where the name says it, too."""
        said = [token.word for token in self.tokens if token.word[0].isalpha()]
        return frozenset(map(root, said[-1:])) & self.unread if self.asks_how_it_is and not self.topics else frozenset()

    @property
    def asks_price_or_stock(self) -> bool:
        return bool(self.topics & PRICE_OR_STOCK)

    @property
    def asks_beyond_card(self) -> bool:
        """Whether a topic is asked for that no card tells."""
        return bool(self.topics - PRICE_OR_STOCK)

    @property
    def is_for_the_shop(self) -> bool:
        return bool({root(token.word) for token in self.tokens} & _OF_THE_SHOP)


def _asks_load(text: str, tokens: Sequence[Token], topics: Set[str]) -> bool:
    """Whether it asks how much weight a thing may carry: "max weight", "can i put a 12 kg baby in it"; not "what does it weigh"."""
    if _LOADS.search(text) or ("mass" in topics and _LIMITS.search(text)):
        return True
    return _OF_USER.search(text) is not None and any(each.dimension == MASS for each in _READER.read(tokens))
