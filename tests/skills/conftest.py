from __future__ import annotations

from collections.abc import Sequence

import pytest

from chatbot.knowledge.catalogue import Catalogue, publish_products
from chatbot.models.encoder import Encoder, Encoders
from chatbot.records import Product
from chatbot.skills.products import ProductsSkill
from chatbot.storage import open_store
from chatbot.storage.products import Products
from tests.skills.talk import OpenShop, Talk


@pytest.fixture(scope="session")
def encoder(encoders: Encoders) -> Encoder:
    """What products are read by; the FAQ skill is tested without one."""
    return encoders.products


@pytest.fixture(scope="session")
def open_shop(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> OpenShop:
    """`open_shop(products)` gives the product skill of a shop that has these."""

    def opened(products: Sequence[Product]) -> ProductsSkill:
        store = open_store(tmp_path_factory.mktemp("shop") / "shop.db")
        publish_products(store, encoder, products)
        return ProductsSkill(Catalogue(Products(store), encoder))

    return opened


@pytest.fixture
def talk(skill: ProductsSkill) -> Talk:
    """A conversation in the shop of a module's own `skill`."""
    return Talk(skill)
