"""What a message asks of a product: the topics that a record may answer, and the words that are left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.phrases import Phrases, Token, any_of, lines, tokenize
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.wish_words import FILLERS
from chatbot.records import Product
from chatbot.skills import product_page as page

PRICE_OR_STOCK = frozenset(("price", "stock"))  # topics that the card of a product answers
# What is asked for. A dimension stands for every measure of the product that has it.
_TOPICS = Phrases(
    lines("""
    price: price, prices, cost, costs, how much, how expensive, priced, how much is
    stock: stock, in stock, available, availability, sold out, out of stock, left, get it, have it, have them, have this
    stock: still have, in store
    before: was it before, cost before, price before, was before, before the sale, originally, original price, original cost
    before: regular price, full price, old price, normal price, previous price, was price, price originally
    colors: colour, color, colours, colors, come in, comes in, coming in, shades
    sizes: size, sizes, sizing
    material: material, materials, made of, made from, made out of, made up of, fabric, composition
    brand: brand, manufacturer, who makes, which make
    mass: heavy, weigh, weighs, weight, lightweight
    volume: litres, liters, volume, capacity, hold, holds, how big, how large, how much fits
    length: long, tall, high, wide, thick, deep, height, width, length, depth, dimensions, measurements, how big, how large
    temperature: warm, cold, temperature, temperatures, degrees, freezing
    time: last, lasts, battery, battery life, runtime, run, burn, hours, stay hot, stay warm, stay cold
    lumen: bright, lumen, lumens, brightness
    persons: people, persons, sleep, sleeps, person
    years: age, how old, year old
    charge: mah, capacity
    power: watt, watts, power
    voltage: volt, volts, voltage
    storage: gb, storage, memory
    overview: difference, differences, differ, compare, compared, vs, versus
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
_WAY = any_of("how do, how can, how could, how should, how would, how to")


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks of a product."""

    tokens: tuple[Token, ...]
    topics: frozenset[str]
    unread: frozenset[str]  # stems of the words that no topic explains

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
        return cls(tuple(tokens), frozenset(topics - vague), meaning)

    def about(self, *topics: str) -> Question:
        """Return the same question, asked of these topics too."""
        return replace(self, topics=self.topics | set(topics))

    def without(self, title: str) -> Question:
        """Return the same question without the words of a product's title."""
        return replace(self, unread=self.unread - set(roots(title)))

    def words_for(self, product: Product) -> frozenset[str]:
        """Return the roots that are asked of a product, those of the topics among them."""
        said = (token.word for token in self.tokens if token.word[0].isalpha())
        return page.asked_words(product, [root(word) for word in said if word not in STOPWORDS and word not in FILLERS])

    @property
    def names(self) -> frozenset[str]:
        """What a property may be called by: the words, each in singular too ("ages", "flavours")."""
        said = {token.word for token in self.tokens}
        return frozenset(said | {word.removesuffix("s") for word in said})

    @property
    def asks_a_way(self) -> bool:
        """Whether it asks what to do ("how do i make my jacket waterproof again"), and not how a thing is."""
        return next(_WAY.find(self.tokens), None) is not None

    @property
    def asks_how_it_is(self) -> bool:
        return bool(self.tokens) and self.tokens[0].word in ("is", "are", "its")

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
