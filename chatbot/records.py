"""What the shop's own systems hold: products and orders, as an import or another source brings them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """One product as the shop's catalogue has it."""

    id: str
    title: str
    description: str = ""
    category: str = ""
    brand: str = ""
    price: Decimal | None = None  # in `currency`; None: on request
    currency: str = "EUR"
    stock: int | None = None  # pieces; None: unknown
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()  # that can be had
    sizes_sold_out: tuple[str, ...] = ()
    size_name: str = "size"  # what the shop calls them: "collar", "age", "flavour"
    material: str = ""
    tags: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()  # ("waterproof", "yes"), ("weight_g", "420")
    image: str = ""
    url: str = ""
    codes: tuple[str, ...] = ()  # article numbers and barcodes, those of its variants among them

    @property
    def all_sizes(self) -> tuple[str, ...]:
        """Its sizes, those that are sold out after the others."""
        return (*self.sizes, *self.sizes_sold_out)


UNCLEAR = "registered"  # the status of a parcel that the shop has its own words for


@dataclass(frozen=True, slots=True)
class ParcelRecord:
    """One parcel as the shop's records have it. Dates are ISO 8601 or empty."""

    status: str  # one of `skills.order_card.STEPS`
    items: tuple[str, ...]
    label: str = ""  # "1/2"
    carrier: str = ""
    tracking_number: str = ""
    tracking_url: str = ""
    shipped_on: str = ""
    eta: str = ""
    delivered_on: str = ""
    note: str = ""
    status_said: str = ""  # the shop's own words, where `status` is UNCLEAR or tells less than they do
    refunded: str = ""  # of the order's total, "12.00"; "" where nothing is known to be
    status_written: str = field(
        default="", compare=False
    )  # the status as the file has it, for the staff; a parcel is the same without


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """One order as the shop's records have it, with personal data: never shown before the gate, then only masked."""

    number: str  # as the shop writes it
    email: str
    postcode: str
    placed_on: str
    total: str
    currency: str
    parcels: tuple[ParcelRecord, ...]
