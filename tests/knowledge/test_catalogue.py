"""The product search over the demo shop, with the real encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from chatbot.config import ROOT
from chatbot.knowledge.catalogue import Catalogue, embed_products, publish_products
from chatbot.knowledge.filters import Wish
from chatbot.knowledge.giving_up import givings_up
from chatbot.knowledge.product_hits import Found
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.products import read_products
from chatbot.models.encoder import Encoder, Encoders
from chatbot.records import Product
from chatbot.storage import open_store
from chatbot.storage.db import Store
from chatbot.storage.products import Products

DEMO = read_products(ROOT / "data" / "products.csv", "products.csv").products


class CountingEncoder:
    """Counts the texts that are encoded."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.texts = encoder, 0
        self.id, self.width, self.vocabulary = encoder.id, encoder.width, encoder.vocabulary

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        return self._encoder.encode(texts)


@pytest.fixture(scope="module")
def encoder(encoders: Encoders) -> Encoder:
    return encoders.products


@pytest.fixture(scope="module")
def index(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    store = open_store(tmp_path_factory.mktemp("catalogue") / "shop.db")
    publish_products(store, encoder, DEMO)
    return Catalogue(Products(store), encoder).current()


def search(index: Index, text: str) -> Found:
    return index.search(index.read(index.repair(text)), 4)


def ids(found: Found) -> list[str]:
    return [hit.product.id for hit in found.hits]


def test_price_colour_and_feature_decide_what_may_be_shown(index: Index) -> None:
    for hit in search(index, "blue waterproof jacket under 80").hits:
        assert hit.product.price is not None
        assert hit.product.price <= 80
        assert ("waterproof", "yes") in hit.product.attributes
        assert {"blue", "navy"} & set(hit.product.colors)


def test_each_product_tells_why_it_is_shown(index: Index) -> None:
    assert search(index, "waterproof jacket under 80 for hiking").hits[0].reason == "waterproof, for hiking, under €80"


def test_a_reason_is_what_the_record_says_not_what_was_asked(index: Index) -> None:
    (first, *_) = search(index, "tent for 4").hits
    assert (first.product.id, first.reason) == ("meadow-family-tent-5", "5 persons")


@pytest.mark.parametrize(
    "text", ["do you sell cars", "i need a car engine", "cars", "pizza", "a boat", "wedding dress", "laptop"]
)
def test_what_the_shop_does_not_have_is_not_found(index: Index, text: str) -> None:
    assert search(index, text) == Found(())


def test_what_is_sold_out_comes_last(index: Index) -> None:
    found = search(index, "trailhead rain jacket")
    assert [hit.product.stock == 0 for hit in found.hits] == sorted(hit.product.stock == 0 for hit in found.hits)
    assert "trailhead-rain-jacket-red" in ids(found)


def test_typos_are_repaired_by_the_words_of_the_shop(index: Index) -> None:
    assert ids(search(index, "waterprof jakcet under 80"))[0].startswith("trailhead-rain-jacket")


def test_where_nothing_has_everything_the_nearest_are_shown_and_what_is_missed_is_said(index: Index) -> None:
    found = search(index, "red tents")
    assert found.missed == ("red",)
    assert all("tent" in product_id or "owl" in product_id for product_id in ids(found))


def test_another_kind_of_thing_does_not_stand_in_for_what_is_too_dear(index: Index) -> None:
    found = search(index, "blue tent under 50")
    assert (ids(found), found.missed) == (["meadow-family-tent-5"], ("under €50",))


def test_a_refusal_is_never_given_up(index: Index) -> None:
    refusal = index.read("leather boots, not leather").filters
    assert all(each not in dropped for dropped in givings_up(refusal) for each in refusal)
    assert all("leather" not in hit.product.material for hit in search(index, "hiking shoes not leather").hits)


def test_not_black_leaves_what_also_comes_in_another_colour(index: Index) -> None:
    shown = ids(search(index, "headlamp, not black"))
    assert "moth-headlamp-350" in shown  # orange and black
    assert "moth-headlamp-800" not in shown  # black alone


def test_the_lightest_and_the_cheapest_come_first(index: Index) -> None:
    assert ids(search(index, "lightest headlamp"))[0] == "glow-kids-headlamp"
    prices = [hit.product.price for hit in search(index, "cheapest headlamp").hits]
    assert prices == sorted(prices, key=lambda price: price or Decimal(0))


def test_a_size_is_found_within_a_span_and_one_size_fits_all(index: Index) -> None:
    assert "hike-socks-2pack" in ids(search(index, "merino socks size 40"))
    assert "harbour-knit-beanie" in ids(search(index, "beanie size L"))


def test_things_for_children_are_shown_to_who_asks_for_them(index: Index) -> None:
    assert ids(search(index, "raincoat for my 4 year old"))[0] == "puddle-rain-jacket-kids"
    assert "little-owl-kids-bag" not in ids(search(index, "sleeping bag for adults"))
    assert set(ids(search(index, "toy for a one year old"))) <= {"wooden-bear", "beach-bucket-set"}


def test_something_like_this_but_cheaper_is_of_the_same_kind_and_cheaper(index: Index) -> None:
    jacket = index.shelf.products[index.places["trailhead-rain-jacket-blue"]]
    found = index.like(jacket, index.read("something like this but cheaper"), 4)
    assert found.hits
    assert all(hit.product.category == "Jackets" and hit.product.price < jacket.price for hit in found.hits)


def test_where_nothing_is_cheaper_that_is_said(index: Index) -> None:
    cheapest = index.shelf.products[index.places["heron-rain-poncho"]]
    assert index.like(cheapest, index.read("cheaper"), 4).missed == ("cheaper",)


@pytest.mark.filterwarnings("error")
def test_nothing_is_known_to_be_cheaper_than_what_has_no_price(encoder: Encoder) -> None:
    products = [replace(DEMO[0], price=None), *DEMO[1:9]]
    index = Index(0, products, encoder.encode([product.title for product in products]), encoder)
    assert index.like(products[0], index.read("cheaper"), 4).missed == ("cheaper",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("is the trailhead rain jacket waterproof", ["trailhead-rain-jacket-blue"]),
        ("is the green trailhead jacket in stock", ["trailhead-rain-jacket-green"]),
        ("how heavy is the larch tent 2", ["larch-tent-2"]),
        ("does the rill bottle leak", ["rill-bottle-750-blue"]),
        ("how bright is the moth headlamp", ["moth-headlamp-350", "moth-headlamp-800"]),
        ("what does a tent cost", []),
        ("how long does delivery take", []),
    ],
)
def test_products_are_known_by_the_words_of_their_title(index: Index, text: str, named: list[str]) -> None:
    assert sorted(product.id for product in index.names.named(text, index.read(text).values("color"))) == named


def test_messages_add_to_the_wish_before_them(index: Index) -> None:
    wish = index.recall("waterproof jacket under 80\nin blue\nunder 60 please")
    assert [each.said for each in wish.filters] == ["waterproof", "blue", "under €60"]


def test_an_import_shows_at_once_in_the_search(encoder: Encoder, store: Store) -> None:
    catalogue = Catalogue(Products(store), encoder)
    assert catalogue.is_empty()
    publish_products(store, encoder, DEMO[:3])
    assert not catalogue.is_empty()
    assert catalogue.get(DEMO[0].id) == DEMO[0]


def test_an_empty_catalogue_finds_nothing(encoder: Encoder) -> None:
    assert Index(0, [], np.zeros((0, encoder.width), np.float32), encoder).search(Wish("lamp", rest=("lamp",)), 4) == Found(())


def test_a_product_whose_text_is_the_same_is_not_embedded_again(encoder: Encoder, store: Store) -> None:
    counting = CountingEncoder(encoder)
    publish_products(store, counting, DEMO[:10])  # type: ignore[arg-type]
    dearer = [replace(DEMO[0], price=Decimal(999)), replace(DEMO[1], description="New words."), *DEMO[2:11]]
    counting.texts = 0
    publish_products(store, counting, dearer)  # type: ignore[arg-type]
    assert counting.texts == 2  # the new words and the new product
    assert next(product.price for product in Products(store).all()) == 999


def test_progress_counts_to_the_end(encoder: Encoder, store: Store) -> None:
    told: list[tuple[int, int]] = []
    embed_products(Products(store), encoder, DEMO[:5], lambda done, total: told.append((done, total)))
    assert told == [(0, 5), (5, 5)]


def test_a_catalogue_without_attributes_is_searched_by_its_words(encoder: Encoder, tmp_path: Path) -> None:
    bare = [Product(str(n), title) for n, title in enumerate(["Blue Ceramic Vase", "Wool Rug 2 m", "Oak Dining Table"])]
    index = Index(0, bare, encoder.encode([product.title for product in bare]), encoder)
    assert ids(search(index, "a vase in blue")) == ["0"]
    assert ids(search(index, "rug under 50 euro")) == ["1"]  # the price is not known: it is shown, and said
    assert search(index, "rug under 50 euro").missed == ("under €50",)
