"""Products and orders as the staff sees them, over a real database and, where a wish is tried, the real search."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from chatbot.config import Settings
from chatbot.knowledge.catalogue import publish_products
from chatbot.knowledge.orders import read_orders
from chatbot.models.encoder import Encoders
from chatbot.records import OrderRecord, ParcelRecord, Product
from chatbot.storage.audit import Audit
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products
from chatbot.storage.uploads import Uploads

KETTLE = Product(
    "kettle",
    "Alpine Kettle",
    description="Boils a litre in three minutes.",
    category="Kitchen",
    brand="Höhe",
    price=Decimal("39.90"),
    currency="CHF",
    stock=2,
    colors=("red",),
    sizes=("1 l",),
    sizes_sold_out=("2 l",),
    attributes=(("reduced", "yes"), ("regular price", "CHF 49.90"), ("power", "2200 W"), ("gender", "women")),
    image="https://shop.test/kettle.jpg",
    url="https://shop.test/kettle",
    codes=("AK-77",),
)
PART_SENT = (
    "number,email,status,items,placed on,eta,tracking number,carrier\n"
    "FW-7,mia@example.com,Part sent,Lamp,2026-11-20,2027-03-04,XX123,DHL\n"
    "FW-8,tom@example.com,Shipped,Rug,2026-11-22,,,\n"
)


@pytest.fixture
def stock(store):
    """Put products on the shelf: `stock(KETTLE)`. Their vectors are of no meaning."""

    def put(*products: Product) -> None:
        Products(store).replace(products, np.ones((len(products), 4), np.float32), "none")

    return put


@pytest.fixture
def orders(store):
    """The orders of a file, as an upload puts them there."""
    Orders(store).replace(read_orders(PART_SENT.encode(), "orders.csv").orders)
    return Orders(store)


def rows(page: str) -> list[str]:
    """The first cell of each row of the list, as text."""
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r'<th scope="row">(.*?)</th>', page, re.S)]


def variants_of(title: str, *packs: str) -> list[Product]:
    return [Product(f"{title.lower()}-{pack}", f"{title}, {pack}", brand="Höhe", price=Decimal(9)) for pack in packs]


@pytest.mark.parametrize("text", ["kett", "ak-77", "HÖHE", "kitchen alpine"])
def test_a_product_is_found_by_title_article_number_brand_and_category(owner, stock, text):
    stock(KETTLE, Product("rug", "Wool Rug"))

    assert rows(owner.see(f"/admin/products?q={text}")) == ["Alpine Kettle Höhe · AK-77"]


def test_the_list_tells_price_currency_stock_and_variants(owner, stock):
    stock(KETTLE, *variants_of("Tea", "50g", "100g"), Product("gone", "Old Cup", stock=0))

    page = owner.see("/admin/products")

    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r'<td [^>]*data-name="[^"]+">(.*?)</td>', page, re.S)]
    assert cells[:4] == ["CHF 39.90", "CHF", "2", "1"]
    assert cells[4:8] == ["€9.00", "EUR", "not known", "2"]
    assert cells[-2:] == ["Sold out", "1"]


def test_a_long_list_has_pages(owner, stock):
    stock(*(Product(f"p{n}", f"Cup {n:03}") for n in range(51)))

    assert len(rows(owner.see("/admin/products"))) == 50
    assert rows(owner.see("/admin/products?page=2")) == ["Cup 050 p50"]


def test_a_product_shows_all_that_the_bot_knows_of_it(owner, stock):
    stock(KETTLE)

    page = owner.see("/admin/products/one?id=kettle")

    told = ("CHF 39.90", "CHF 49.90", "2 (only 2 left)", "red", "1 l", "2 l", "2200 W", "women", "AK-77", KETTLE.description)
    assert [each for each in (*told, KETTLE.url, f'src="{KETTLE.image}"') if each not in page] == []


def test_a_product_lists_its_variants(owner, stock):
    stock(*variants_of("Tea", "50g", "100g"), KETTLE)

    assert rows(owner.see("/admin/products/one?id=tea-50g")) == ["Tea, 50g", "Tea, 100g"]


def test_a_link_of_a_product_is_only_one_to_a_page(owner, stock):
    stock(replace(KETTLE, url="javascript:alert(1)"))

    assert 'href="javascript:' not in owner.see("/admin/products/one?id=kettle")


def test_a_product_with_any_id_can_be_opened_and_deleted(owner, stock, store):
    stock(replace(KETTLE, id="../a//b?c&d #1"))
    path = re.search(r'href="(/admin/products/one[^"]+)"', owner.see("/admin/products"))

    owner.see(path[1].replace("&amp;", "&"))
    owner.do("/admin/products/remove", {"id": "../a//b?c&d #1"})

    assert Products(store).count() == 0


def test_a_wish_shows_the_cards_of_the_bot_with_what_is_claimed(owner, store):
    lamp = Product("lamp", "Desk Lamp", category="Lamps", price=Decimal(20), attributes=(("dimmable", "yes"),))
    rug = Product("rug", "Wool Rug", category="Rugs", price=Decimal(90))
    publish_products(store, Encoders.load(Settings().models_dir).products, [lamp, rug])

    page = owner.see("/admin/products/search?q=dimmable+lamp+under+30&of=rug")

    assert "Desk Lamp" in page
    assert "Claimed: dimmable, under €30" in page
    assert "“Wool Rug” is not among them." in page
    assert "Not met, and told so: under €10." in owner.see("/admin/products/search?q=lamp+under+10")


def test_a_deleted_product_is_not_found_from_the_next_search_on(owner, store):
    lamp, rug = Product("lamp", "Desk Lamp", category="Lamps"), Product("rug", "Wool Rug", category="Rugs")
    publish_products(store, Encoders.load(Settings().models_dir).products, [lamp, rug])
    assert "Desk Lamp" in owner.see("/admin/products/search?q=a+lamp")

    owner.do("/admin/products/remove", {"id": "lamp"})

    assert "Desk Lamp" not in owner.see("/admin/products/search?q=a+lamp")
    assert [(each.action, each.subject) for each in Audit(store).find("product removed")] == [("product removed", "lamp")]


def test_all_products_are_deleted_by_a_click_that_names_their_number(owner, stock, store):
    stock(KETTLE, Product("rug", "Wool Rug"))
    version = Products(store).version()
    assert "Delete all 2<" in owner.see("/admin/products")

    owner.do("/admin/products/remove-all", {"count": 2})

    assert (Products(store).count(), Products(store).version()) == (0, version + 1)
    assert Audit(store).find("products removed")[0].subject == "all 2"
    assert "No products yet" in owner.see("/admin/products")


@pytest.mark.parametrize("kind", ["products", "orders"])
def test_another_number_than_was_confirmed_deletes_nothing(owner, stock, store, orders, kind):
    stock(KETTLE)

    page = owner.do(f"/admin/{kind}/remove-all", {"count": 7})

    assert "has changed meanwhile" in page
    assert (Products(store).count(), orders.found()) == (1, 2)


@pytest.mark.parametrize("path", ["products/remove", "products/remove-all", "orders/remove-all", "orders/FW7/remove"])
def test_a_viewer_reads_and_deletes_nothing(person, stock, orders, store, path):
    stock(KETTLE)
    viewer = person("viewer", "Vera")

    assert viewer.post(f"/admin/{path}", {"id": "kettle", "count": 2}).status_code == 403
    assert (Products(store).count(), orders.found()) == (1, 2)
    assert "mia@example.com" in viewer.see("/admin/orders/FW7")
    assert "Delete" not in viewer.see("/admin/orders") + viewer.see("/admin/products/one?id=kettle")


def test_the_newest_orders_come_first(owner, orders):
    assert rows(owner.see("/admin/orders")) == ["FW-8", "FW-7"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "fw7"}, ["FW-7"]),
        ({"text": "TOM@example"}, ["FW-8"]),
        ({"text": "part sent"}, ["FW-7"]),
        ({"status": "shipped"}, ["FW-8"]),
        ({"text": "mia", "status": "shipped"}, []),
    ],
)
def test_an_order_is_found_by_number_address_and_status(owner, orders, wanted, found):
    assert rows(owner.do("/admin/orders", wanted)) == found


def test_an_address_that_is_searched_for_stands_in_no_address_of_a_page(owner, orders):
    answer = owner.post("/admin/orders", {"text": "tom@example.com"}, on="/admin/orders")

    assert "tom" not in answer.location
    assert rows(owner.see(answer.location)) == ["FW-8"]
    assert rows(owner.see("/admin/orders")) == ["FW-8", "FW-7"]
    assert rows(owner.see(answer.location)) == ["FW-8", "FW-7"]  # it is not remembered beyond the list


def test_an_order_tells_the_status_as_written_and_as_understood(owner, orders):
    page = owner.see("/admin/orders/FW7")

    assert "“Part sent”" in page
    assert '<span class="badge info">partly on its way</span>' in page
    assert "Your order FW-7 is partly on its way." in page
    assert [each for each in ("mia@example.com", "Lamp", "2026-11-20", "2027-03-04", "XX123", "DHL") if each not in page] == []


def test_a_status_without_a_meaning_is_told_in_the_shops_own_words(owner, store):
    parcels = (ParcelRecord("registered", ("Lamp",), status_said="In the kiln"),)
    Orders(store).replace([("1", OrderRecord("1", "a@example.com", "", "", "", "", parcels))])

    page = owner.see("/admin/orders/1")

    assert "Your order 1 is marked “In the kiln”." in page
    assert "A person is offered" in page


def test_a_deleted_order_is_gone_and_the_audit_log_names_no_customer(owner, orders, store):
    owner.do("/admin/orders/FW7/remove")

    assert rows(owner.see("/admin/orders")) == ["FW-8"]
    [entry] = Audit(store).find("order removed")
    assert (entry.who, entry.subject, entry.detail) == ("Olga", "1", "")


def test_all_orders_are_deleted_by_a_click_that_names_their_number(owner, orders, store):
    assert "Delete all 2<" in owner.see("/admin/orders")

    owner.do("/admin/orders/remove-all", {"count": 2})

    assert orders.found() == 0
    assert Audit(store).find("orders removed")[0].subject == "all 2"
    assert "No orders yet" in owner.see("/admin/orders")


def test_no_search_and_no_deletion_writes_personal_data_to_the_logs(owner, orders, capfd, caplog):
    owner.do("/admin/orders", {"text": "mia@example.com"})
    owner.see("/admin/orders/FW7")
    owner.do("/admin/orders/FW7/remove")

    written = "".join(capfd.readouterr()) + caplog.text
    assert [each for each in ("mia", "FW-7", "FW7") if each in written] == []


@pytest.mark.parametrize(
    ("kind", "path"), [("products", "catalogue"), ("orders", "catalogue/orders/upload"), ("faq", "knowledge")]
)
def test_a_file_that_can_never_be_published_is_discarded_beside_its_name(owner, store, kind, path):
    number = Uploads(store).add(kind, "broken.csv", b"\x00", "Olga")
    assert f'action="/admin/uploads/{number}/discard"' in owner.see(f"/admin/{path}")

    owner.do(f"/admin/uploads/{number}/discard")

    assert "broken.csv" not in owner.see(f"/admin/{path}")


def test_a_viewer_is_offered_no_discard(person, store):
    Uploads(store).add("orders", "old.csv", b"\x00", "Olga")

    page = person("viewer", "Vera").see("/admin/catalogue")

    assert "old.csv" in page
    assert "/discard" not in page
