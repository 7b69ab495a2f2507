"""The shop's own system keeps FAQ, products and orders up to date, and reads conversations."""

from __future__ import annotations

import pytest

from chatbot.messages import CustomerMessage
from chatbot.storage.audit import Audit
from chatbot.storage.tokens import hash_token

WRAP = {"question": "Do you wrap gifts?", "answer": "Yes, for €3.", "variants": ["gift wrapping", "Do you wrap gifts?"]}
ORDER = {
    "number": "#10-01",
    "email": "Mia@Example.com",
    "placed_on": "2026-11-20",
    "total": "94.80",
    "parcels": [{"status": "shipped", "items": ["1 x Lamp; large"], "eta": "2026-11-25"}, {"status": "packed"}],
}
JACKET = {"id": "jacket-1", "title": "Rain Jacket", "price": "79.90", "stock": 12, "attributes": [["waterproof", "yes"]]}


@pytest.fixture
def writer(program):
    return program("write")


def test_an_entry_is_added_changed_and_disabled(writer):
    made = writer.post("/api/faq", WRAP)
    assert (made.status_code, made.json["id"], made.json["variants"]) == (201, "do-you-wrap-gifts", ["gift wrapping"])

    changed = writer.send("PATCH", "/api/faq/do-you-wrap-gifts", {"answer": "Yes, free of charge."})
    disabled = writer.send("PATCH", "/api/faq/do-you-wrap-gifts", {"enabled": False})

    assert (changed.json["answer"], changed.json["variants"]) == ("Yes, free of charge.", ["gift wrapping"])
    assert (disabled.json["enabled"], disabled.json["answer"]) == (False, "Yes, free of charge.")
    listed = writer.get("/api/faq?q=WRAP").json
    assert (listed["items"], listed["version"], listed["has_more"]) == ([disabled.json], 3, False)


def test_several_entries_are_published_as_one_version_after_a_dry_run(writer):
    writer.post("/api/faq", WRAP)
    body = {"entries": [{**WRAP, "answer": "No."}, {"question": "Is there a shop?", "answer": "In Utrecht."}]}

    tried = writer.post("/api/faq/publish", {**body, "dry_run": True}).json
    done = writer.post("/api/faq/publish", body).json

    assert (tried["version"], tried["new"], tried["changed"]) == (1, 1, 1)
    assert (done["version"], done["new"], done["changed"], done["removed"]) == (2, 1, 1, 0)
    assert [each["answer"] for each in writer.get("/api/faq").json["items"]] == ["No.", "In Utrecht."]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("POST", "/api/faq", {"question": "?", "answer": "Yes."}, 422, "Write the question."),
        ("POST", "/api/faq", {"question": "Why?", "answr": "Yes."}, 422, "answer: Field required."),
        ("POST", "/api/faq", {"question": "Why?", "answer": "x", "colour": "red"}, 422, "colour"),
        ("PATCH", "/api/faq/nothing", {"enabled": False}, 404, "There is no entry 'nothing'"),
        ("POST", "/api/orders", {"orders": [{**ORDER, "email": "mia"}]}, 422, "orders.0.email"),
        (
            "POST",
            "/api/orders",
            {"orders": [{**ORDER, "parcels": [{"status": "lost in space"}]}]},
            422,
            "orders.0.parcels.0.status",
        ),
        ("POST", "/api/products", {"products": [{**JACKET, "price": "cheap"}]}, 422, "products.0.price"),
        ("GET", "/api/orders/9999", None, 404, "There is no order '9999'"),
        ("GET", "/api/products/nothing", None, 404, "There is no product"),
        ("GET", "/api/conversations/nothing", None, 404, "not there"),
        ("GET", "/api/faq?page=0", None, 422, "page"),
        ("GET", "/api/faq?pge=2", None, 422, "pge"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(writer, method, path, body, status, words):
    answer = writer.send(method, path, body)

    assert answer.status_code == status
    assert words in answer.json["error"]["message"]


def test_the_same_id_twice_is_a_conflict(writer):
    writer.post("/api/faq", {**WRAP, "id": "wrap"})

    assert writer.post("/api/faq", {**WRAP, "id": "wrap"}).status_code == 409


def test_orders_are_added_replaced_read_and_removed(writer):
    assert writer.post("/api/orders", {"orders": [ORDER]}).json == {"new": 1, "replaced": 0}
    later = {**ORDER, "number": "10 01", "parcels": [{"status": "delivered"}]}
    assert writer.post("/api/orders", {"orders": [later, {**ORDER, "number": "2"}]}).json == {"new": 1, "replaced": 1}

    read = writer.get("/api/orders/1001").json
    assert (read["email"], read["placed_on"], read["parcels"][0]["status"]) == ("mia@example.com", "2026-11-20", "delivered")
    assert writer.get("/api/orders/2").json["parcels"][0]["items"] == ["1 x Lamp; large"]
    assert [each["number"] for each in writer.get("/api/orders").json["items"]] == ["10 01", "2"]
    assert writer.send("DELETE", "/api/orders/1001", {}).status_code == 200
    assert writer.get("/api/orders/1001").status_code == 404


def test_products_are_added_replaced_read_and_removed(writer):
    assert writer.post("/api/products", {"products": [JACKET]}).json == {"new": 1, "replaced": 0}
    body = {"products": [{**JACKET, "stock": 0}, {"id": "cap", "title": "Cap"}]}
    assert writer.post("/api/products", body).json == {"new": 1, "replaced": 1}

    read = writer.get("/api/products/jacket-1").json
    assert (read["price"], read["stock"], read["attributes"]) == ("79.90", 0, [["waterproof", "yes"]])
    assert writer.send("DELETE", "/api/products/jacket-1", {}).status_code == 200
    assert [each["id"] for each in writer.get("/api/products").json["items"]] == ["cap"]


def test_a_list_comes_in_pages(writer):
    for start in (0, 200):
        writer.post("/api/orders", {"orders": [{**ORDER, "number": f"{n:04}"} for n in range(start, start + 125)]})

    first, last = (writer.get(f"/api/orders?page={page}").json for page in (1, 3))

    assert (len(first["items"]), first["has_more"], first["items"][0]["number"]) == (100, True, "0000")
    assert (len(last["items"]), last["has_more"], last["items"][-1]["number"]) == (50, False, "0324")


def test_every_change_is_in_the_audit_log_under_the_name_of_the_key(writer, store):
    writer.post("/api/faq", WRAP)
    writer.post("/api/orders", {"orders": [ORDER]})

    rows = Audit(store).find("key Web shop")

    assert [(row.action, row.subject) for row in rows] == [("orders imported", "1"), ("faq edited", "version 1")]
    assert "example.com" not in str(rows).lower()


def test_a_conversation_is_listed_and_read_with_what_was_understood(program, app):
    parts = app.extensions["chatbot"]
    found = parts.conversations.create(hash_token("a"), "en", "https://shop.example/lamps")
    parts.conversations.add_customer_message(CustomerMessage(found, "person please"), "00000000-0000-0000-0000-000000000001")
    parts.turns._answer_next(found)
    reader = program("read")

    [row] = reader.get("/api/conversations?tab=waiting").json["items"]
    whole = reader.get(f"/api/conversations/{found}").json

    assert (row["id"], row["asked"], row["handoff"]) == (found, "person please", "waiting")
    assert [each["author"] for each in whole["messages"]] == ["customer", "bot"]
    assert (whole["turns"][0]["intent"], whole["tickets"][0]["reason"]) == ("greeting", "asked")
    assert reader.get("/api/conversations?tab=taken").json["items"] == []
    assert "token" not in str(whole)
