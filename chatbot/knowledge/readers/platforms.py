"""Products and orders as the programs of Shopify and WooCommerce give them (JSON), as the rows of their CSV exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]

PRICES = ("price", "regular_price")
OPTIONS = (1, 2, 3)


def rows_of(value: Record) -> list[Record]:
    """Return the rows of an order or a product; [] for any other object."""
    if _objects(value.get("line_items")):
        return [_order(value)]
    if "title" in value and any("price" in each for each in _objects(value.get("variants"))):
        return list(_shopify_product(value))
    if "name" in value and any(key in value for key in PRICES) and ("stock_status" in value or "sku" in value):
        return [_woo_product(value)]
    return []


def _order(value: Record) -> Record:
    fulfilment = next(iter(_objects(value.get("fulfillments"))), {})
    refused = ("id", "name", "number", "order_number", "line_items")
    items = (
        f"{item.get('quantity') or 1} x {item.get('title') or item.get('name')}" for item in _objects(value.get("line_items"))
    )
    return {
        "order number": str(value.get("name") or value.get("number") or value.get("order_number") or value.get("id") or ""),
        "items": "; ".join(items),
        "delivery status": fulfilment.get("shipment_status") or value.get("fulfillment_status") or value.get("status") or "",
        "carrier": fulfilment.get("tracking_company") or "",
        "tracking number": fulfilment.get("tracking_number") or "",
        "tracking url": fulfilment.get("tracking_url") or "",
        **{key: item for key, item in value.items() if key not in refused},
    }


def _shopify_product(value: Record) -> Iterator[Record]:
    images = [str(image["src"]) for image in _objects(value.get("images")) if image.get("src")]
    tags = value.get("tags")
    base = {
        "Handle": value.get("handle") or value.get("id"),
        "Title": value["title"],
        "Body (HTML)": value.get("body_html"),
        "Vendor": value.get("vendor"),
        "Type": value.get("product_type"),
        "Tags": ", ".join(map(str, tags)) if isinstance(tags, list) else tags,
        "Status": value.get("status"),
        "Image Src": images[0] if images else "",
    }
    for n, option in zip(OPTIONS, _objects(value.get("options")), strict=False):
        base[f"Option{n} Name"] = option.get("name")
    for variant in _objects(value.get("variants")):
        own = {f"Option{n} Value": variant.get(f"option{n}") for n in OPTIONS}
        own |= {
            "Variant SKU": variant.get("sku"),
            "Variant Barcode": variant.get("barcode"),
            "Variant Price": variant.get("price"),
            "available": variant.get("available"),
        }
        own |= {
            "Variant Inventory Qty": variant.get("inventory_quantity"),
            "Variant Inventory Policy": variant.get("inventory_policy"),
        }
        yield base | own


def _woo_product(value: Record) -> Record:
    names = {
        key: ", ".join(str(each.get("name", "")) for each in _objects(value.get(key))) for key in ("categories", "tags", "brands")
    }
    image = next((str(each.get("src", "")) for each in _objects(value.get("images"))), "")
    options = "; ".join(
        f"{each.get('name')}={', '.join(map(str, each.get('options') or []))}" for each in _objects(value.get("attributes"))
    )
    return {**value, **names, "images": image, "attributes": options, "url": value.get("permalink") or ""}


def _objects(value: Any) -> list[Record]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
