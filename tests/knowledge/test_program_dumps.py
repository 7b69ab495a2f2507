"""What bot builders, help desks and shop platforms dump as JSON, and the files that hold such dumps."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from chatbot.errors import FileUnreadable
from chatbot.knowledge.orders import read_orders
from chatbot.knowledge.products import read_products
from chatbot.knowledge.readers import read_faq_file

PARTS = [{"text": "is the "}, {"text": "workshop", "alias": "place", "meta": "@place"}, {"text": " open"}]
PHRASES = [{"data": PARTS, "isTemplate": False}, {"data": [{"text": "workshop hours"}]}]
REPLY = [
    {
        "messages": [
            {"type": "0", "lang": "en", "speech": ["From ten to six.", "Ten to six."]},
            {"lang": "de", "speech": "Zehn bis sechs."},
        ]
    }
]


def zipped(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def test_an_intent_of_dialogflow_is_an_entry_with_its_phrases_as_wordings() -> None:
    intent = {"name": "hours", "id": "f3", "userSays": PHRASES, "responses": REPLY, "webhookUsed": False}

    [row] = read_faq_file(json.dumps([intent]).encode(), "intents.json").rows

    assert (row.question, row.variants, row.answer) == ("is the workshop open", ("workshop hours",), "From ten to six.")


def test_an_intent_of_dialogflows_api_is_an_entry() -> None:
    phrases = [{"parts": [{"text": "workshop hours"}], "type": "EXAMPLE"}]
    intents = [{"displayName": "hours", "trainingPhrases": phrases, "messages": [{"text": {"text": ["Ten to six."]}}]}]

    [row] = read_faq_file(json.dumps({"intents": intents}).encode(), "cx.json").rows

    assert (row.id, row.question, row.answer) == ("hours", "workshop hours", "Ten to six.")


def test_an_agent_of_dialogflow_is_read_from_its_archive() -> None:
    files = {
        "agent.json": "{}",
        "intents/hours.json": json.dumps({"name": "hours", "responses": REPLY}),
        "intents/hours_usersays_en.json": json.dumps(PHRASES),
        "entities/place.json": json.dumps({"name": "place"}),
    }

    [row] = read_faq_file(zipped(files), "agent.zip").rows

    assert (row.question, row.answer) == ("is the workshop open", "From ten to six.")


def test_an_intent_without_a_reply_is_told() -> None:
    intents = [
        {"name": "hours", "userSays": PHRASES, "responses": REPLY},
        {"name": "bye", "userSays": PHRASES[1:], "responses": []},
    ]

    read = read_faq_file(json.dumps(intents).encode(), "intents.json")

    assert len(read.rows) == 1
    assert [(problem.row, problem.reason) for problem in read.problems] == [(2, "the answer is missing")]


MACRO = [
    {"name": "addTags", "arguments": {"tags": "repair"}},
    {"name": "setResponseText", "arguments": {"body_text": "Send it in.", "body_html": "<p>Send it in.</p>"}},
]


def test_a_macro_of_gorgias_is_an_entry_with_the_text_of_its_reply() -> None:
    dump = {"data": [{"id": 4, "name": "My clasp broke", "language": "en", "actions": MACRO}], "meta": {"next": None}}

    [row] = read_faq_file(json.dumps(dump).encode(), "macros.json").rows

    assert (row.question, row.answer, row.language) == ("My clasp broke", "Send it in.", "en")


def test_a_cell_with_the_actions_of_a_macro_gives_its_reply_and_no_json() -> None:
    cell = json.dumps(MACRO).replace('"', '""')

    [row] = read_faq_file(f'id,name,actions\n4,My clasp broke,"{cell}"\n'.encode(), "macros.csv").rows

    assert row.answer == "Send it in."


def test_a_macro_of_zendesk_that_is_switched_off_stays_off() -> None:
    actions = [{"field": "status", "value": "open"}, {"field": "comment_value", "value": ["channel:all", "Send it in."]}]
    dump = {"macros": [{"title": "My clasp broke", "active": False, "actions": actions}]}

    [row] = read_faq_file(json.dumps(dump).encode(), "macros.json").rows

    assert (row.answer, row.enabled) == ("Send it in.", False)


def test_the_one_table_in_an_archive_is_read() -> None:
    data = zipped({"shop/faq.csv": "question,answer\nDo you engrave?,Yes.\n", "__MACOSX/shop/._faq.csv": "x", ".DS_Store": "x"})

    assert [row.answer for row in read_faq_file(data, "shop.zip").rows] == ["Yes."]


@pytest.mark.parametrize(
    ("files", "says"), [({"a.csv": "x", "b.csv": "y"}, "2 files (a.csv, b.csv)"), ({"a.png": "x"}, "without a table")]
)
def test_an_archive_of_several_or_no_tables_is_refused_with_what_to_do(files: dict[str, str], says: str) -> None:
    with pytest.raises(FileUnreadable) as told:
        read_faq_file(zipped(files), "all.zip")

    assert says in str(told.value)


def test_the_products_of_shopifys_program_are_read_with_their_variants() -> None:
    variants = [
        {"option1": "52", "price": "90.00", "inventory_quantity": 2},
        {"option1": "54", "price": "90.00", "inventory_quantity": 1},
    ]
    dump = {"products": [{"id": 1, "title": "Ring", "handle": "ring", "options": [{"name": "Size"}], "variants": variants}]}

    [product] = read_products(json.dumps(dump).encode(), "products.json").products

    assert (product.title, str(product.price), product.stock, product.sizes) == ("Ring", "90.00", 3, ("52", "54"))


def test_the_products_of_woocommerces_program_are_read() -> None:
    dump = [
        {
            "id": 1,
            "name": "Ring",
            "sku": "R",
            "regular_price": "90",
            "stock_status": "outofstock",
            "categories": [{"name": "Rings"}],
        }
    ]

    [product] = read_products(json.dumps(dump).encode(), "products.json").products

    assert (product.category, str(product.price), product.stock) == ("Rings", "90", 0)


def test_an_order_of_a_shops_program_is_one_order_with_all_its_items() -> None:
    items = [{"id": 8, "title": "Ring", "quantity": 1}, {"id": 9, "title": "Chain", "quantity": 2}]
    parcel = {"shipment_status": "delivered", "tracking_company": "DHL", "tracking_number": "JJ1"}
    order = {"id": 77, "name": "#501", "email": "eva@shop.test", "line_items": items, "fulfillments": [parcel]}

    [(number, found)] = read_orders(json.dumps({"orders": [order]}).encode(), "orders.json").orders

    assert (number, found.number, found.parcels[0].items) == ("501", "#501", ("1 x Ring", "2 x Chain"))
    assert (found.parcels[0].status, found.parcels[0].carrier) == ("delivered", "DHL")
