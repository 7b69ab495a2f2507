"""Whatever somebody writes, wherever it is shown, stays text: four hundred script injections in every place, and none runs."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import Clerk
from tests.browser.hostile import ATTACKS, HELP, Watch, fill
from tests.browser.shopper import Shopper
from tests.conftest import serving
from tests.visitor import Visitor

pytestmark = pytest.mark.timeout(2400)

NO_LIMITS = {
    f"CHATBOT_{name}": "10000"
    for name in ("MESSAGES_PER_MINUTE", "MESSAGES_PER_MINUTE_PER_ADDRESS", "SESSIONS_PER_MINUTE_PER_ADDRESS")
}
UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]+")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server with the hostile shop, and its hostile conversation."""
    db = tmp_path_factory.mktemp("hostile") / "live.db"
    conversation = fill(db)
    with serving(db, NO_LIMITS) as server:
        yield server, conversation


def seen(text):
    """What is left for the eye: no spaces, no signs without a width."""
    return UNSEEN.sub("", text)


def test_there_are_three_hundred_and_no_two_are_equal():
    assert len(set(ATTACKS)) == len(ATTACKS) >= 300


def test_none_runs_as_message_answer_product_order_chip_or_source_in_the_chat(hostile, new_context):
    server, _ = hostile
    shopper = Shopper(new_context(), server.url)
    watch = Watch(shopper.page)
    shopper.visit_chat().ask("hello")
    visitor = Visitor(server.url)
    visitor.open(shopper.page.evaluate("JSON.parse(localStorage.getItem('chatbot::token'))"))

    for text in ATTACKS:
        visitor.ask(f"attack {text}")
    typed = ATTACKS[::40]
    for text in typed:
        shopper.say(text)
    visitor.leave()

    expect(shopper.find(".own .bubble")).to_have_count(1 + len(ATTACKS) + len(typed))
    expect(shopper.find(".log .row:not(.own) .bubble")).to_have_count(1 + len(ATTACKS) + len(typed))
    shown = [seen(text) for text in shopper.find(".own .bubble").all_inner_texts()]
    assert shown[1:] == [seen(f"attack {text}") for text in ATTACKS] + [seen(text) for text in typed]
    assert shopper.find(".own .bubble *").count() == 0
    assert watch.look().found == []
    shopper.page.reload()
    expect(shopper.find(".own .bubble")).to_have_count(1 + len(ATTACKS) + len(typed))
    assert watch.look().found == []


def test_none_runs_as_product_or_faq_in_the_shop(hostile, new_context):
    server, _ = hostile
    watch = Watch(new_context().new_page())

    watch.look(f"{server.url}/")
    assert watch.page.locator(".product-name").count() == len(ATTACKS)
    watch.look(server.url + HELP)
    assert watch.page.locator(".answer").count() == len(ATTACKS)
    for n in range(0, len(ATTACKS), 10):  # each shows about ten attacks
        watch.look(f"{server.url}/product/p{n}")

    assert watch.found == []


LISTS = (
    "overview", "tickets", "tickets?page=3", "canned", "people", "audit", "account", "catalogue", "questions", "conversations",
    "conversations?page=4", *(f"products?page={page}" for page in range(1, 8)), *(f"products/one?id=p{n}" for n in range(0, 300, 25)),
    *(f"orders?page={page}" for page in range(1, 8)), *(f"orders/O{n}" for n in range(0, 300, 25)),
    "knowledge/entries/f1", "knowledge/entries/new", "knowledge/versions", "knowledge/versions/1",
    "knowledge/versions/2?against=1", *(f"knowledge?page={page}" for page in range(1, 10)),
)  # fmt: skip


def test_none_runs_on_the_staffs_pages(hostile, new_context):
    server, conversation = hostile
    watch = Watch(Clerk(new_context(), server).sign_in().page)

    watch.look(f"{server.url}/admin/conversations/{conversation}")
    assert watch.page.locator("#thread li.customer").count() == len(ATTACKS)
    for path in LISTS:
        watch.look(f"{server.url}/admin/{path}")

    assert watch.found == []


def test_none_runs_in_the_report_of_an_uploaded_file(hostile, new_context):
    server, _ = hostile
    clerk = Clerk(new_context(), server).sign_in()
    watch = Watch(clerk.page)
    file = io.StringIO()
    csv.writer(file).writerows([("question", "answer"), *((f"{text} ?", text) for text in ATTACKS[::12])])

    clerk.upload(file.getvalue())
    expect(clerk.page.get_by_role("list", name="What would change")).to_be_visible()
    report = clerk.page.url.split("?")[0]
    for tab in ("new", "bad", "removed"):
        watch.look(f"{report}?tab={tab}")

    assert watch.found == []


def test_none_runs_as_the_name_of_a_signed_in_customer(hostile, new_context):
    server, _ = hostile
    watch = Watch(Clerk(new_context(), server).sign_in().page)

    for (conversation,) in server.rows("select conversation from customers"):
        watch.look(f"{server.url}/admin/conversations/{conversation}")

    assert watch.found == []
