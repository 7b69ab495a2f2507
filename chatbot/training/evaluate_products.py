"""How well a catalogue is searched: by hand-written wishes with the products that are right, and by public relevance judgements."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_texts import search_text
from chatbot.knowledge.products import read_products
from chatbot.knowledge.readers import read_table
from chatbot.models.encoder import Encoder
from chatbot.records import Product

SHOWN = 4  # cards in one answer, as `skills.product_search.SHOWN`
DEPTH = 10  # of NDCG
DISCOUNT = 1 / np.log2(np.arange(2, DEPTH + 2))  # (DEPTH,)


@dataclass(frozen=True, slots=True)
class WishCase:
    query: str
    right: frozenset[str]  # product ids; empty: the shop has nothing like it


@dataclass(frozen=True, slots=True)
class WishResult:
    case: WishCase
    shown: tuple[str, ...]  # ids of the cards
    missed: tuple[str, ...]  # filters that were given up

    @property
    def hits(self) -> int:
        return len(self.case.right & set(self.shown))


def build_index(products: Sequence[Product], encoder: Encoder) -> Index:
    return Index(0, products, encoder.encode([search_text(product) for product in products]), encoder)


def load_shops(catalogue: Path, encoder: Encoder) -> dict[str, Index]:
    """Return an index per value of the column "shop"; of a catalogue without it one, under ""."""
    table = read_table(catalogue)
    if "shop" not in table.header:
        return {"": build_index(read_products(catalogue, catalogue.name).products, encoder)}
    at = table.header.index("shop")
    shop_of = {product_id: row.cells[at] for row in table.rows for product_id in (row.cells[table.header.index("id")],)}
    shops: dict[str, list[Product]] = defaultdict(list)
    for product in read_products(catalogue, catalogue.name).products:
        shops[shop_of[product.id]].append(product)
    return {shop: build_index(products, encoder) for shop, products in shops.items()}


def answer_wishes(shops: Mapping[str, Index], wishes: Path) -> Iterator[WishResult]:
    """Search for each row (query, product_ids parted by "|" or empty, perhaps shop) as the product skill does."""
    for _, row in read_table(wishes).dicts():
        index = shops[row.get("shop", "")]
        found = index.search(index.read(index.repair(row["query"])), SHOWN)
        case = WishCase(row["query"], frozenset(filter(None, row["product_ids"].split("|"))))
        yield WishResult(case, tuple(hit.product.id for hit in found.hits), found.missed)


def wish_figures(results: Sequence[WishResult]) -> dict[str, Any]:
    """Return shares: of the wishes that the shop can meet, of cards that are right, of impossible wishes that get no card."""
    met = [each for each in results if each.case.right]
    impossible = [each for each in results if not each.case.right]
    shown = [each for each in met if each.shown]
    return {
        "wishes": len(met),
        "hit_at_4": _mean([each.hits > 0 for each in met]),
        "first_right": _mean([bool(each.shown) and each.shown[0] in each.case.right for each in met]),
        "precision_at_4": _mean([each.hits / len(each.shown) for each in shown]),
        "recall_at_4": _mean([each.hits / min(len(each.case.right), SHOWN) for each in met]),
        "impossible": len(impossible),
        "impossible_unanswered": _mean([not each.shown for each in impossible]),
    }


# A ranker gets a query and returns a score per product, (products,).
Ranker = Callable[[str], np.ndarray]


def rankers(index: Index) -> dict[str, Ranker]:
    """Return what is compared: words alone, meaning alone, and the search as it is served."""

    def encoder(query: str) -> np.ndarray:
        return np.asarray(index.vectors @ index.encoder.encode([query])[0])

    def search(query: str) -> np.ndarray:
        scores = np.full(len(index.places), -np.inf)
        for rank, hit in enumerate(index.search(index.read(index.repair(query)), DEPTH).hits):
            scores[index.places[hit.product.id]] = -rank
        return scores

    return {
        "BM25": lambda query: index.lexicon.match(query).bm25,
        "BM25, typos repaired": lambda query: index.lexicon.match(index.repair(query)).bm25,
        "encoder": encoder,
        "scores of this search": lambda query: index.scores(index.read(index.repair(query))).ranked,
        "this search": search,
    }


def ranking_figures(index: Index, judgements: Path, sample: int, seed: int = 0) -> dict[str, float]:
    """Return NDCG@10 per ranker over queries with graded relevance (columns query, product_id, relevance).

    Args:
        sample: how many queries, drawn at random; 0: all.

    Source: Järvelin & Kekäläinen 2002, with gains 2^relevance - 1.
    """
    judged: dict[str, dict[int, float]] = defaultdict(dict)
    for _, row in read_table(judgements).dicts():
        if row["product_id"] in index.places:
            judged[row["query"]][index.places[row["product_id"]]] = float(row["relevance"])
    queries = sorted(judged)
    if sample and sample < len(queries):
        queries = random.Random(seed).sample(queries, sample)
    return {name: _mean([ndcg(rank(query), judged[query]) for query in queries]) for name, rank in rankers(index).items()}


def ndcg(scores: np.ndarray, relevance: Mapping[int, float]) -> float:
    """Return NDCG@10 of scores, (products,), where products that nobody judged count as not relevant."""
    top = np.argsort(-scores, kind="stable")[:DEPTH]
    gains = np.array([2 ** relevance.get(int(n), 0.0) - 1 if np.isfinite(scores[n]) else 0.0 for n in top])
    ideal = np.sort([2**each - 1 for each in relevance.values()])[::-1][:DEPTH]
    return float((gains * DISCOUNT[: len(gains)]).sum() / (ideal * DISCOUNT[: len(ideal)]).sum())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
