"""Products and orders, kept up to date by the shop's own system."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from chatbot.errors import NotFound
from chatbot.knowledge.catalogue import publish_products
from chatbot.knowledge.products import MAX_DESCRIPTION_CHARS, MAX_TITLE_CHARS, plain_text
from chatbot.knowledge.readers import clean
from chatbot.order_numbers import number_key
from chatbot.records import OrderRecord, ParcelRecord, Product
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products
from chatbot.web.admin.office import office
from chatbot.web.api.callers import caller
from chatbot.web.api.contract import Model, Routes, Shown
from chatbot.web.api.pages import Listed, Page, paged

routes = Routes("Products and orders")

MAX_ROWS = 200  # of one request
Status = Literal[
    "placed", "processing", "packed", "shipped", "out_for_delivery", "delivered", "delayed", "lost", "ready_for_pickup",
    "cancelled", "return_received", "refunded", "unpaid", "backordered", "partly_shipped", "in_customs", "registered",
    "preordered", "delivery_failed", "payment_failed", "under_review", "on_hold", "completed", "closed", "pickup",
    "return_requested", "exchange_requested", "returning",
]  # fmt: skip
Line = Annotated[str, StringConstraints(max_length=1_000, strip_whitespace=True)]
Filled = Annotated[Line, StringConstraints(min_length=1)]
Lines = Annotated[tuple[Line, ...], Field(max_length=100)]
Link = Annotated[Line, StringConstraints(pattern=r"^(https?://\S+|/\S*)?$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class ProductFields(Model):
    """One product. A product is told apart by its id."""

    id: Filled
    title: Annotated[Filled, StringConstraints(max_length=MAX_TITLE_CHARS)]
    description: str = Field("", max_length=MAX_DESCRIPTION_CHARS)
    category: Line = ""
    brand: Line = ""
    price: Decimal | None = Field(None, ge=0, max_digits=12, decimal_places=2, description="null: on request")
    currency: Currency = "EUR"
    stock: int | None = Field(None, ge=0, description="pieces; null: not known")
    colors: Lines = ()
    sizes: Lines = Field((), description="that can be had")
    sizes_sold_out: Lines = ()
    size_name: Line = Field("size", description='what they are called: "age", "flavour"')
    material: Line = ""
    tags: Lines = ()
    attributes: Annotated[tuple[tuple[Line, Line], ...], Field(max_length=100)] = Field(
        (), description='pairs: ["waterproof", "yes"]'
    )
    image: Link = ""
    url: Link = ""
    codes: Lines = Field((), description="article numbers and barcodes, by which a customer may name it")

    def product(self) -> Product:
        texts = {"title": clean.plain_line(self.title), "description": plain_text(self.description)}
        return Product(**{**self.model_dump(), **texts})


class ProductList(Listed):
    items: list[ProductFields]


class ProductImport(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "products": [{"id": "jacket-1", "title": "Rain Jacket, blue", "price": "79.90", "stock": 12, "colors": ["blue"]}]
            }
        }
    )

    products: list[ProductFields] = Field(min_length=1, max_length=MAX_ROWS)


class ParcelFields(Model):
    status: Status
    items: Lines = Field((), description='what is in it: ["1 x Lamp"]')
    label: Line = ""
    carrier: Line = ""
    tracking_number: Line = ""
    tracking_url: Link = ""
    shipped_on: date | Literal[""] = ""
    eta: date | Literal[""] = Field("", description="when it will arrive")
    delivered_on: date | Literal[""] = ""
    note: Line = Field("", description="shown to the customer")
    status_said: Line = Field("", description='shown in place of the status "registered": the shop\'s own words')
    refunded: Annotated[str, StringConstraints(pattern=r"^(\d{1,9}\.\d\d)?$")] = Field(
        "", description='of the order\'s total: "12.00"'
    )
    status_written: Line = Field("", description="the status in the words of the shop's file; shown to the staff alone")


class OrderFields(Model):
    """One order, told apart by its number; its e-mail, or postcode, is what a customer has to know to see it."""

    number: Annotated[Filled, StringConstraints(pattern=r"[A-Za-z0-9]")]
    email: Annotated[Line, StringConstraints(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$", to_lower=True)]
    postcode: Line = ""
    placed_on: date | Literal[""] = ""
    total: Annotated[str, StringConstraints(pattern=r"^(\d{1,9}\.\d\d)?$")] = Field("", description='"94.80"')
    currency: Currency | Literal[""] = ""
    parcels: tuple[ParcelFields, ...] = Field(min_length=1, max_length=50)

    def record(self) -> tuple[str, OrderRecord]:
        fields = self.model_dump(mode="json")
        parcels = tuple(ParcelRecord(**{**each, "items": tuple(each["items"])}) for each in fields.pop("parcels"))
        return number_key(self.number), OrderRecord(**fields, parcels=parcels)


class OrderList(Listed):
    items: list[OrderFields]


class OrderImport(Model):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "orders": [
                    {
                        "number": "1001",
                        "email": "mia@example.com",
                        "parcels": [{"status": "shipped", "items": ["1 x Lamp"], "carrier": "DHL"}],
                    }
                ]
            }
        }
    )

    orders: list[OrderFields] = Field(min_length=1, max_length=MAX_ROWS)


class Imported(Shown):
    new: int
    replaced: int


class Removed(Shown):
    removed: str


def shown_product(product: Product) -> ProductFields:
    """As it is stored, also where a file brought what the API itself would refuse."""
    return ProductFields.model_construct(**asdict(product))


def shown_order(order: OrderRecord) -> OrderFields:
    """As it is stored."""
    return OrderFields.model_construct(**asdict(order))


@routes.on("GET /api/products", "read")
def list_products(query: Page) -> ProductList:
    """List the products, in the catalogue's order."""
    products = Products(office().store)
    fields = paged(query.page, lambda limit, start: list(islice(products.all(), start, start + limit)), shown_product)
    return ProductList(**fields)


@routes.on("POST /api/products", "write")
def import_products(body: ProductImport) -> Imported:
    """Add products, or replace those with the same id; customers find them at once."""
    old = {each.id: each for each in Products(office().store).all()}
    new = {each.id: each.product() for each in body.products}
    if any(old.get(key) != each for key, each in new.items()):
        publish_products(office().store, office().encoders.products, list({**old, **new}.values()))
    replaced = len(old.keys() & new.keys())
    office().audit.add(caller().name, "products imported", f"{len(new)}")
    return Imported(new=len(new) - replaced, replaced=replaced)


@routes.on("GET /api/products/{id}", "read")
def read_product(id: str) -> ProductFields:
    """Read one product."""
    product = Products(office().store).get(id)
    if product is None:
        raise NotFound(f"There is no product {id!r}. GET /api/products lists all.")
    return shown_product(product)


@routes.on("DELETE /api/products/{id}", "write")
def remove_product(id: str) -> Removed:
    """Take one product out of the catalogue."""
    if not Products(office().store).remove(id):
        raise NotFound(f"There is no product {id!r}. GET /api/products lists all.")
    office().audit.add(caller().name, "product removed", id)
    return Removed(removed=id)


@routes.on("GET /api/orders", "read")
def list_orders(query: Page) -> OrderList:
    """List the orders by their number, with the customers' data."""
    return OrderList(**paged(query.page, Orders(office().store).page, shown_order))


@routes.on("POST /api/orders", "write")
def import_orders(body: OrderImport) -> Imported:
    """Add orders, or replace those with the same number, each with all its parcels."""
    orders = dict(each.record() for each in body.orders)
    replaced = Orders(office().store).upsert(orders.items())
    office().audit.add(caller().name, "orders imported", f"{len(orders)}")
    return Imported(new=len(orders) - replaced, replaced=replaced)


@routes.on("GET /api/orders/{number}", "read")
def read_order(number: str) -> OrderFields:
    """Read one order, with the customer's data."""
    order = Orders(office().store).get(number_key(number))
    if order is None:
        raise NotFound(f"There is no order {number!r}.")
    return shown_order(order)


@routes.on("DELETE /api/orders/{number}", "write")
def remove_order(number: str) -> Removed:
    """Remove one order."""
    if not Orders(office().store).remove(number_key(number)):
        raise NotFound(f"There is no order {number!r}.")
    office().audit.add(caller().name, "order removed", "1")
    return Removed(removed=number)
