"""Search the catalogue: filters decide what may be shown, meaning and words decide the order."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from chatbot.knowledge.records import show_money
from chatbot.knowledge.wishes import COLORS, Vocabulary, Wish, read_wish
from chatbot.knowledge.words import words
from chatbot.messages import Product
from chatbot.models.encoder import Encoder
from chatbot.storage.db import Store
from chatbot.storage.products import Products

WORD_WEIGHT = 0.35  # of the idf-weighted share of the wish's words; tuned on data/eval/product_queries.csv
TITLE_WEIGHT = 0.15  # the same words once more where the title or category has them: "jacket" wants a jacket
MIN_SCORE = 0.34  # below it nothing in the shop is meant: the highest score of unrelated wishes in that file
STEM = 4  # "jackets" and "jacket", "hiking" and "hike" share so many letters at least


@dataclass(frozen=True, slots=True)
class Hit:
    product: Product
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `missed` names the filters that had to be dropped, in words; empty when all were met."""

    hits: tuple[Hit, ...]
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    version: int
    products: tuple[Product, ...]
    vectors: np.ndarray  # (products, width) float32
    vocabulary: Vocabulary
    title_words: tuple[frozenset[str], ...]
    in_title: dict[str, np.ndarray]  # word -> positions of the products whose title or category has it
    in_any: dict[str, np.ndarray]
    idf: dict[str, float]


class Catalogue:
    """Reads the catalogue once, and again when an import has changed it. Safe for native threads."""

    def __init__(self, products: Products, encoder: Encoder) -> None:
        self._products, self._encoder = products, encoder
        self._lock = threading.Lock()
        self._index: _Index | None = None

    def is_empty(self) -> bool:
        return not self._current().products

    def get(self, product_id: str) -> Product | None:
        return next((product for product in self._current().products if product.id == product_id), None)

    def all(self) -> tuple[Product, ...]:
        return self._current().products

    def read(self, text: str) -> Wish:
        return read_wish(text, self._current().vocabulary)

    def search(self, wish: Wish, k: int = 6) -> Found:
        """Return at most k products for the wish, best first; when none meets every filter, the nearest, and what was missed."""
        index = self._current()
        if not index.products or not wish.text.strip():
            return Found(())
        scores = self._scores(index, wish.text)
        dropped: list[str] = []
        for relaxed, missed in relaxations(wish):
            dropped += [missed] if missed else []
            allowed = [n for n, product in enumerate(index.products) if meets(product, relaxed) and scores[n] >= MIN_SCORE]
            if allowed:
                best = sorted(allowed, key=lambda n: (-(scores[n] - (0.1 if index.products[n].stock == 0 else 0)), n))[:k]
                hits = (Hit(index.products[n], float(scores[n]), self._reason(index, n, wish)) for n in best)
                return Found(tuple(hits), tuple(dropped))
        return Found(())

    def like(self, product: Product, wish: Wish, k: int = 6) -> Found:
        """Return products like this one, of the same category, never itself; cheaper ones when the wish says so."""
        index = self._current()
        at = next((n for n, each in enumerate(index.products) if each.id == product.id), None)
        if at is None:
            return Found(())
        scores = index.vectors @ index.vectors[at]  # (products,)
        if wish.wants_cheaper and product.price is not None:
            below = product.price - Decimal("0.01")
            wish = replace(wish, high=below if wish.high is None else min(below, wish.high))
        same = [n for n, each in enumerate(index.products) if n != at and each.category == product.category and meets(each, wish)]
        best = sorted(same, key=lambda n: -float(scores[n]))[:k]
        return Found(tuple(Hit(index.products[n], float(scores[n]), self._reason(index, n, wish)) for n in best))

    def named(self, text: str, colors: Sequence[str] = ()) -> Product | None:
        """Return the product whose title the text names, with the wished colour where the model comes in several."""
        index = self._current()
        said = {stem(word) for word in words(text)}
        best, best_share = None, 0.0
        for n, product in enumerate(index.products):
            title = index.title_words[n]
            weight = sum(index.idf[word] for word in title)
            share = sum(index.idf[word] for word in title & said) / weight if weight else 0.0
            share += 0.01 * any(has_color(product, color) for color in colors)
            if share > best_share and len(title & said) >= min(2, len(title)):
                best, best_share = product, share
        return best if best_share >= 0.6 else None  # two of three words of a usual title

    def _current(self) -> _Index:
        version = self._products.version()
        if self._index is None or self._index.version != version:
            with self._lock:
                if self._index is None or self._index.version != version:
                    self._index = self._load(version)
        return self._index

    def _load(self, version: int) -> _Index:
        products = tuple(self._products.all())
        stored = self._products.vectors(self._encoder.id)
        vectors = [stored[product.id] for product in products] if all(p.id in stored for p in products) else []
        matrix = np.stack(vectors) if vectors else self._encoder.encode([search_text(product) for product in products])
        title_words = tuple(frozenset(stem(w) for w in words(f"{p.title} {p.category}")) for p in products)
        all_words = tuple(frozenset(stem(w) for w in words(search_text(p))) | title_words[n] for n, p in enumerate(products))
        idf = _idf(all_words)
        return _Index(
            version, products, matrix, vocabulary_of(products), title_words, _postings(title_words), _postings(all_words), idf
        )

    def _scores(self, index: _Index, text: str) -> np.ndarray:
        """Return one score per product, (products,): cosine plus the share of the wish's words that the product has."""
        cosine = index.vectors @ self._encoder.encode([text])[0]
        said = {stem(word) for word in words(text)}
        total = sum(index.idf.get(word, 0.0) for word in said) + 1e-9
        shares = np.zeros(len(index.products), np.float32)
        for word in said & index.idf.keys():
            shares[index.in_any[word]] += WORD_WEIGHT * index.idf[word] / total
            if word in index.in_title:
                shares[index.in_title[word]] += TITLE_WEIGHT * index.idf[word] / total
        return np.asarray(cosine + shares)

    def _reason(self, index: _Index, n: int, wish: Wish) -> str:
        """Return why this product is shown, from what the wish and the record share."""
        product = index.products[n]
        said = {stem(word) for word in words(wish.text)}
        parts = [name.replace("_", " ") for name in wish.features if has_feature(product, name)]
        parts += [color for color in product.colors if any(is_color(color, wanted) for wanted in wish.colors)]
        parts += [f"for {tag}" if tag.endswith("ing") else tag for tag in product.tags if said & {stem(w) for w in words(tag)}][
            :2
        ]
        if product.price is not None and wish.high is not None and product.price <= wish.high:
            near = wish.low is not None
            parts.append("within your budget" if near else f"under {show_money(wish.high, product.currency)}")
        parts = parts or [product.category]
        return ", ".join(dict.fromkeys(part for part in parts if part))


def publish_products(store: Store, encoder: Encoder, products: Sequence[Product]) -> int:
    """Replace the catalogue, with its vectors, in one transaction; return its new version."""
    vectors = encoder.encode([search_text(product) for product in products])
    return Products(store).replace(products, vectors, encoder.id)


def search_text(product: Product) -> str:
    """The text that is embedded and searched for a product."""
    features = [name.replace("_", " ") for name, value in product.attributes if value.lower() in ("yes", "true")]
    parts = [product.title, product.category, product.description, ", ".join((*product.tags, *features)), product.material]
    return ". ".join(part.strip(". ") for part in parts if part)


def relaxations(wish: Wish) -> Iterable[tuple[Wish, str]]:
    """Yield the wish as it is, then with filters dropped one after the other, and the words for each dropped one.

    Price stays longest: a product over the budget is the worst surprise.
    """
    yield wish, ""
    if wish.sizes:
        wish = replace(wish, sizes=())
        yield wish, "the size"
    if wish.gender:
        wish = replace(wish, gender="")
        yield wish, "the cut"
    if wish.brands:
        yield (wish := replace(wish, brands=())), "the brand"
    if wish.colors:
        yield (wish := replace(wish, colors=())), "the colour"
    if wish.features:
        dropped = ", ".join(name.replace("_", " ") for name in wish.features)
        yield (wish := replace(wish, features=())), dropped
    if wish.low is not None or wish.high is not None:
        yield replace(wish, low=None, high=None), "the price"


def meets(product: Product, wish: Wish) -> bool:
    """Whether the product passes every filter of the wish."""
    if wish.high is not None and (product.price is None or product.price > wish.high):
        return False
    if wish.low is not None and (product.price is None or product.price < wish.low):
        return False
    if wish.colors and not any(has_color(product, color) for color in wish.colors):
        return False
    if wish.brands and product.brand not in wish.brands:
        return False
    if wish.sizes and product.sizes and not set(wish.sizes) & {size.upper() for size in product.sizes}:
        return False
    if wish.gender and dict(product.attributes).get("gender", "unisex") not in (wish.gender, "unisex"):
        return False
    return all(has_feature(product, name) for name in wish.features) and not any(
        has_word(product, word) for word in wish.excluded
    )


def has_feature(product: Product, name: str) -> bool:
    return dict(product.attributes).get(name, "").lower() in ("yes", "true")


def has_color(product: Product, wanted: str) -> bool:
    return any(is_color(color, wanted) for color in product.colors)


def is_color(color: str, wanted: str) -> bool:
    color = color.lower()
    return color == wanted or color in COLORS.get(wanted, ()) or wanted in words(color)


def has_word(product: Product, word: str) -> bool:
    """Whether an unwanted word is true of the product: a colour, its material, its brand, its title, or a feature."""
    color = next((name for name, spelled in COLORS.items() if word == name or word in spelled), None)
    if color:
        return has_color(product, color)
    text = {
        stem(w) for w in words(f"{product.title} {product.category} {product.material} {product.brand} {' '.join(product.tags)}")
    }
    return stem(word) in text or has_feature(product, word)


def vocabulary_of(products: Sequence[Product]) -> Vocabulary:
    features = {name for p in products for name, value in p.attributes if value.lower() in ("yes", "true")}
    return Vocabulary(
        brands=tuple(sorted({p.brand for p in products if p.brand})),
        features=tuple(sorted(features)),
        colors=tuple(sorted({color.lower() for p in products for color in p.colors} - set(COLORS))),
    )


def stem(word: str) -> str:
    """Cut English plural and -ing endings; crude on purpose, both sides of a comparison are cut alike."""
    for ending in ("ings", "ing", "ies", "es", "s", "'s", "ers", "er", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= STEM - 1:
            return word[: -len(ending)]
    return word


def _postings(all_words: Sequence[frozenset[str]]) -> dict[str, np.ndarray]:
    """Return for each word the positions of the products that have it, each (n,) int64."""
    found: dict[str, list[int]] = {}
    for n, each in enumerate(all_words):
        for word in each:
            found.setdefault(word, []).append(n)
    return {word: np.array(positions) for word, positions in found.items()}


def _idf(all_words: Sequence[frozenset[str]]) -> dict[str, float]:
    count: dict[str, int] = {}
    for each in all_words:
        for word in each:
            count[word] = count.get(word, 0) + 1
    return {word: float(np.log(1 + len(all_words) / n)) for word, n in count.items()}
