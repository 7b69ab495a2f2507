"""Every page of the staff for everybody: axe-core finds nothing, nothing sticks out, in light and dark, on desktop and phone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chatbot.records import OrderRecord, ParcelRecord
from chatbot.storage import open_store
from chatbot.storage.orders import Orders
from chatbot.storage.uploads import Uploads
from tests.browser.clerk import CSV_WITH_ERRORS, PATIENCE_MS, Clerk
from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import serving
from tests.visitor import Visitor
from tests.web.admin.test_retraining import FIGURES

LOOKS = [
    pytest.param({**device, "color_scheme": scheme}, id=f"{name} {scheme}")
    for name, device in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
]

LONG_AGO = "2026-01-01T00:00:00+00:00"
PAGES = [
    f"/admin/{page}"
    for page in (
        "overview", "conversations", "conversations?q=nothing-at-all", "tickets", "canned", "knowledge", "knowledge/upload",
        "knowledge/entries/ship-canada", "knowledge/versions", "knowledge/versions/1", "knowledge/alike", "questions",
        "catalogue", "catalogue/orders/upload", "products", "products?q=nothing-at-all", "products/search?q=red+jacket+under+80",
        "products/one?id=trailhead-rain-jacket-blue", "orders", "orders?status=registered", "orders/1042",
        "console?q=order+1042", "regression", "people", "audit", "account",
        "training", "training/1",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A server with one conversation of each kind; its first upload has bad rows."""
    db = tmp_path_factory.mktemp("looks") / "live.db"
    fill_orders(db)
    with serving(db, {}) as server:
        for texts in (("person please",), ("faq canada", "order 1042", "products"), ("fail",), ("<b>bold</b> " + "long " * 300,)):
            visitor = Visitor(server.url)
            visitor.open()
            for text in texts:
                visitor.send(text)
            visitor.leave()
        server.write(
            f"insert into corrections (text, intent, made_by, made_at) values ('my stamps', 'account', 'Anna', '{LONG_AGO}')"
        )
        server.write(f"""insert into trainings (status, made_by, made_at, corrections, model_id, figures)
            values ('finished', 'Anna', '{LONG_AGO}', 10, 'm', '{json.dumps(FIGURES)}')""")
        yield server


def fill_orders(db: Path) -> None:
    """An order in two parcels, and an upload that nobody can read; the server brings products."""
    store = open_store(db)
    parcels = (
        ParcelRecord("partly_shipped", ("1 x Lamp",), "1/2", "DHL", "X1", "https://dhl.test/X1", status_written="Part sent"),
        ParcelRecord("registered", ("1 x Rug",), status_said="In the kiln", status_written="In the kiln"),
    )
    Orders(store).replace(
        [("1042", OrderRecord("1042", f"{'long' * 12}@example.com", "1011", LONG_AGO[:10], "9.90", "EUR", parcels))]
    )
    Uploads(store).add("orders", "orders of a very long November.csv", b"\x00", "Anna")
    store.close()


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_accessible_and_fits(shop, new_context, look):
    clerk = Clerk(new_context(**look), shop)
    found = clerk.visit("/admin/sign-in").violations()
    clerk.sign_in().upload(CSV_WITH_ERRORS).sees("The question is missing")
    report = clerk.page.url.removeprefix(shop.url).split("?")[0]
    [conversation, *_] = [row[0] for row in shop.rows("select id from conversations order by last_seq desc")]
    [waiting] = shop.rows("select id from conversations where handoff <> 'none'")[0]
    clerk.visit(f"/admin/conversations/{waiting}")
    if clerk.button("Take over").count():
        clerk.button("Take over").click()
        clerk.sees("You answer.")

    own = (f"/admin/conversations/{conversation}", f"/admin/conversations/{waiting}", report, f"{report}?tab=new")
    for path in (*PAGES, *own, f"{report}?tab=removed", f"{report}?mode=merge&tab=alike"):
        clerk.visit(path)
        expect(clerk.page.locator("[data-poll]")).to_have_count(0, timeout=PATIENCE_MS)  # the page reloads when its work is done
        found += [f"{path}: {each}" for each in clerk.violations()]
        if clerk.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} is wider than the screen")

    assert found == []
    assert clerk.complaints == []


@pytest.mark.parametrize("path", ["products/one?id=trailhead-rain-jacket-blue", "products", "orders"])
def test_what_is_asked_before_a_deletion_stays_on_a_phones_screen(shop, new_context, path):
    clerk = Clerk(new_context(**PHONE), shop).sign_in().visit(f"/admin/{path}")

    clerk.page.locator("details.confirm summary").press("Enter")

    box = clerk.page.locator("details.confirm .ask").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["viewport"]["width"]


def test_an_order_is_searched_opened_and_deleted_by_keyboard_without_scripts(shop, new_context):
    clerk = Clerk(new_context(**DESKTOP, java_script_enabled=False), shop).sign_in().visit("/admin/orders")

    clerk.page.get_by_label("Search the orders").fill("example.com")
    clerk.page.get_by_label("Search the orders").press("Enter")
    clerk.sees("1 found")
    clerk.page.get_by_role("link", name="1042").press("Enter")
    clerk.sees("Your order 1042 travels in 2 parcels")
    clerk.page.locator("details.confirm summary").press("Enter")
    clerk.button("Delete the order").press("Enter")

    clerk.sees("No orders yet")
