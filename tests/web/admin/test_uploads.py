"""Files from upload to publication, with the real readers, the real encoder and a real database."""

from __future__ import annotations

import io
import re

import pytest

from chatbot.config import ROOT
from chatbot.knowledge.publish import current_rows
from chatbot.storage.faqs import Faqs
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products
from chatbot.storage.uploads import Uploads
from chatbot.web.admin.work import Meaning

GOOD = b"question,answer\nDo you ship to Mars?,Not yet.\nCan I pay cash?,Only in the store.\n"
MIXED = "Frage;Antwort\nWie lange dauert es?;Zwei bis fünf Tage.\n;Ohne Frage\nWas kostet es?;#REF!\n".encode("cp1252")


@pytest.fixture
def send(owner):
    """Upload a file and return (its path, its page)."""

    def post(data: bytes, name: str = "faq.csv", kind: str = "faq"):
        answer = owner.post("/admin/uploads", {"kind": kind, "file": (io.BytesIO(data), name)})
        assert answer.status_code == 302, answer.text
        return answer.location, owner.see(answer.location)

    return post


@pytest.fixture
def publish(owner, store):
    """Press the button of the report, and wait until it is done; return the page that follows."""

    def press(path: str, mode: str = "replace", base: int | None = None) -> str:
        base = Faqs(store).current() if base is None else base
        page = owner.do(f"{path}/publish", {"mode": mode, "base": base})
        return owner.see_when_done(path, "Publishing …", page)

    return press


def questions(store):
    return [row.question for row in current_rows(store)]


def test_bad_rows_of_a_table_on_its_side_come_back_with_one_row_per_question(send, owner):
    path, _ = send(b"Question;Open late?;Open early?;Parking?\nAnswer;Till nine.;;Behind the house.\n")

    told = owner.get(f"{path}/bad-rows.csv").text

    assert told.splitlines()[0].endswith("question,answer,problem")
    assert 'Open early?,,"The answer is missing' in told
    assert "Parking" not in told


def test_a_file_changes_nothing_before_it_is_published(send, store):
    _, page = send(GOOD)

    assert "Publish 2 entries" in page
    assert Faqs(store).current() == 0


def test_a_published_file_answers_at_once(send, publish, store):
    path, _ = send(GOOD)

    page = publish(path)

    assert "Version 1 answers now: 2 entries" in page
    assert questions(store) == ["Do you ship to Mars?", "Can I pay cash?"]


def test_every_bad_row_is_told_with_row_column_value_reason_and_remedy(send):
    _, page = send(MIXED)

    assert "Read as CSV, cp1252" in page
    assert all(each in page for each in ("#REF!", "Antwort", "could not compute this cell", "Correct the formula"))
    assert "The question is missing" in page


def test_good_rows_go_live_without_the_bad_ones(send, publish, store):
    path, _ = send(MIXED)

    page = publish(path)

    assert "2 rows could not be used" in page
    assert questions(store) == ["Wie lange dauert es?"]


def test_the_bad_rows_can_be_downloaded_corrected_and_uploaded(send, owner, store, publish):
    path, _ = send(MIXED)

    bad = owner.get(f"{path}/bad-rows.csv").data.decode("utf-8-sig")
    assert bad.splitlines()[0] == "Frage,Antwort,problem"
    corrected = bad.replace("#REF!", "3 Euro")
    path, page = send(corrected.encode(), "corrected.csv")

    assert "Publish 1 entry" in page
    publish(path)
    assert questions(store) == ["Was kostet es?"]


def test_bad_rows_keep_the_columns_of_their_file_also_beside_a_row_that_does_not_fit_them(send, owner, publish, store):
    data = b"id,question,answer,category\n1,Open?,Yes.,times\n2,,No question,times\n3,Late,on,Friday,in,May\n"
    path, _ = send(data)

    bad = owner.get(f"{path}/bad-rows.csv").data.decode("utf-8-sig").splitlines()
    assert re.fullmatch("id,question,answer,category,.*,problem", bad[0])
    assert [line.split(',"')[0].rstrip(",") for line in bad[1:]] == ["2,,No question,times", "3,Late,on,Friday,in,May"]

    publish(path)
    path, page = send("\n".join((bad[0], bad[1].replace("2,,", "2,Closed?,"))).encode(), "bad-rows.csv")
    assert "problem" in page.split("How it was read")[1]
    publish(path, mode="merge")
    assert questions(store) == ["Open?", "Closed?"]


def test_a_row_of_one_cell_and_a_formula_are_told_where_problems_are(send, owner):
    path, _ = send(b"question,answer\nOpen?,Yes.\nJust one cell\nHow much?,=1+1\n")

    page = owner.see(f"{path}?tab=hints")

    assert "This row has one cell only" in page
    assert "This looks like a formula" in page


def test_the_preview_tells_new_changed_same_and_removed(send, publish, owner):
    path, _ = send(b"id,question,answer\na,One?,1 day\nb,Two?,2 days\nc,Three?,3 days\n")
    publish(path)

    path, page = send(b"id,question,answer\na,One?,1 day\nb,Two?,20 days\nd,Four?,4 days\n")

    for name, count in (("new", 1), ("changed", 1), ("the same", 1), ("removed", 1)):
        assert f'<span class="value">{count}</span><span class="name">{name}' in page
    changed = owner.see(f"{path}?tab=changed")
    assert "<del>2</del> days" in changed
    assert "<ins>20</ins> days" in changed
    assert "Three?" in owner.see(f"{path}?tab=removed")


def test_adding_keeps_what_the_file_does_not_name(send, publish, store):
    publish(send(GOOD)[0])

    publish(send(b"question,answer\nDo you gift-wrap?,Yes.\n", "more.csv")[0], mode="merge")

    assert questions(store) == ["Do you ship to Mars?", "Can I pay cash?", "Do you gift-wrap?"]


def test_the_same_file_again_changes_nothing(send, publish):
    publish(send(GOOD)[0])

    _, page = send(GOOD)

    assert "Nothing would change" in page
    assert "Publish 2 entries" not in page


def test_columns_that_are_unclear_are_asked_and_then_read(send, owner):
    path, page = send(b"alpha,beta,gamma\nRed thing,Blue item one,X\nGreen thing,Yellow item two,Y\n")
    assert "Which column is which?" in page
    assert "Yellow item two" in page

    page = owner.do(f"{path}/columns", {"question": "column 1", "answer": "column 2"})

    assert "Publish" in page
    assert "Red thing" in owner.see(f"{path}?tab=new")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "faq.csv", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "faq.csv", "picture"),
        (b"question\nDo you ship?\n", "faq.csv", "one column"),
        (b"question,answer\n", "faq.csv", "no rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(send, data, name, words):
    _, page = send(data, name)

    assert words in page
    assert "Nothing was changed" in page
    assert "Publish " not in page


@pytest.mark.parametrize("size", [10_000_001, 12_500_000])
def test_a_file_that_is_too_large_is_told(owner, size):
    answer = owner.client.post(
        "/admin/uploads",
        data={"csrf_token": owner.token("/admin/account"), "kind": "faq", "file": (io.BytesIO(b"x" * size), "faq.csv")},
        follow_redirects=True,
    )

    assert "larger than 10 MB" in answer.text


def test_a_draft_survives_a_restart(send, app, store, owner):
    path, _ = send(GOOD)

    app.extensions["office"].bench._works.clear()  # what a restart leaves: nothing but the database

    assert "Publish 2 entries" in owner.see(path)


def test_a_file_published_elsewhere_meanwhile_is_not_overwritten(send, publish, store):
    slow, _ = send(GOOD)
    publish(send(b"question,answer\nDo you gift-wrap?,Yes.\n", "other.csv")[0])

    page = publish(slow, base=0)

    assert "Somebody published meanwhile" in page
    assert questions(store) == ["Do you gift-wrap?"]
    publish(slow)
    assert questions(store) == ["Do you ship to Mars?", "Can I pay cash?"]


def test_publishing_twice_makes_one_version(send, publish, store):
    path, _ = send(GOOD)

    publish(path)
    publish(path)

    assert Faqs(store).current() == 1


def test_a_discarded_file_is_gone_with_its_bytes(send, owner, store):
    path, _ = send(GOOD)

    owner.do(f"{path}/discard")

    upload_id = int(path.rsplit("/", 1)[1])
    assert Uploads(store).get(upload_id).status == "discarded"
    assert Uploads(store).data(upload_id) == b""
    assert Faqs(store).current() == 0


def test_a_viewer_uploads_and_publishes_nothing(send, person):
    path, _ = send(GOOD)
    ben = person("viewer", "Ben")

    assert ben.post("/admin/uploads", {"kind": "faq", "file": (io.BytesIO(GOOD), "x.csv")}).status_code == 403
    assert ben.post(f"{path}/publish", {"mode": "replace", "base": 0}).status_code == 403
    assert "Publish 2 entries" not in ben.see(path)


def test_look_alikes_with_different_numbers_are_shown_side_by_side(send, owner):
    path, _ = send(
        b"question,answer\nHow long is the return window?,30 days.\nHow long is your return window?,You have 14 days.\n"
    )

    page = owner.see_when_done(f"{path}?tab=alike", "Comparing")

    assert "different numbers" in page
    assert re.search(r"<ins>[^<]*14", page)


ALIKE = (
    b"question,answer\nHow long does delivery take?,2 days.\nHow long does delivery take,5 days.\n"
    b"How long does the delivery take?,5 days.\nCan I pay cash?,No.\n"
)


def test_look_alikes_are_merged_before_the_file_goes_live(send, owner, publish, store):
    path, _ = send(ALIKE)
    page = owner.see_when_done(f"{path}?tab=alike", "Comparing")

    page = merge(owner, path, page, keep="5 days.", drop="2 days.")
    assert "Publish 3 entries" in page
    page = owner.see_when_done(f"{path}?tab=alike", "Comparing")
    page = merge(owner, path, page, keep="5 days.", drop="5 days.")
    publish(path)

    [delivery, cash] = current_rows(store)
    assert (delivery.answer, cash.answer) == ("5 days.", "No.")
    assert {delivery.question, *delivery.variants} == {
        "How long does delivery take?",
        "How long does delivery take",
        "How long does the delivery take?",
    }


def test_a_merge_can_be_undone_and_survives_a_restart(send, owner, app, store):
    path, _ = send(ALIKE)
    merge(owner, path, owner.see_when_done(f"{path}?tab=alike", "Comparing"), keep="5 days.", drop="2 days.")

    app.extensions["office"].bench._works.clear()  # as after a restart
    assert "Publish 3 entries" in owner.see(path)
    owner.do(f"{path}/merge", {})

    assert "Publish 4 entries" in owner.see(path)


def test_a_pair_that_was_merged_in_another_window_is_told(send, owner):
    path, _ = send(ALIKE)
    page = owner.see_when_done(f"{path}?tab=alike", "Comparing")
    merge(owner, path, page, keep="5 days.", drop="2 days.")

    keep, drop = pair_of(page, "5 days.", "2 days.")
    answer = owner.post(f"{path}/merge", {"keep": keep, "drop": drop})

    assert "merged already" in answer.text


WINDOW = b"question,answer\nHow long is the return window?,30 days.\nCan I pay cash?,No.\n"
OTHER_WINDOW = b"question,answer\nHow long is your return window?,You have 14 days.\n"


def test_what_is_added_is_shown_beside_what_is_published_before_it_goes_live(send, owner, publish):
    publish(send(WINDOW)[0])
    path, _ = send(OTHER_WINDOW, "more.csv")

    page = owner.see_when_done(f"{path}?mode=merge&tab=alike", "Comparing")

    assert "1 pair of entries asks nearly the same, 1 with different numbers" in page
    assert pair_of(page, "30 days.", "You have 14 days.")
    assert "Decide before you publish" not in owner.see_when_done(f"{path}?tab=alike", "Comparing")  # it replaces all


@pytest.mark.parametrize(("keep", "drop"), [("30 days.", "You have 14 days."), ("You have 14 days.", "30 days.")])
def test_what_is_added_can_be_merged_with_what_is_published(send, owner, publish, store, keep, drop):
    publish(send(WINDOW)[0])
    path, _ = send(OTHER_WINDOW, "more.csv")
    page = owner.see_when_done(f"{path}?mode=merge&tab=alike", "Comparing")
    kept, left_out = pair_of(page, keep, drop)

    page = owner.do(f"{path}/merge", {"keep": kept, "drop": left_out, "mode": "merge"})
    publish(path, mode="merge")

    assert "Publish 2 entries" in page
    assert [(row.answer, len(row.variants)) for row in current_rows(store)] == [(keep, 1), ("No.", 0)]


def test_a_merge_with_a_published_entry_can_be_undone(send, owner, publish):
    publish(send(WINDOW)[0])
    path, _ = send(OTHER_WINDOW, "more.csv")
    page = owner.see_when_done(f"{path}?mode=merge&tab=alike", "Comparing")
    kept, left_out = pair_of(page, "30 days.", "You have 14 days.")
    owner.do(f"{path}/merge", {"keep": kept, "drop": left_out, "mode": "merge"})

    assert "1 more with published entries count under" in owner.see(f"{path}?mode=replace&tab=alike")
    assert "Publish 3 entries" in owner.do(f"{path}/merge", {"mode": "merge"})


def pair_of(page, keep, drop):
    """The hashes that stand on the button below an answer, where the other one is `drop`."""
    sides = re.findall(
        r'<div class="kept">(.*?)</div>\s*<form.*?name="keep" value="(\w+)"><input type="hidden" name="drop" value="(\w+)">',
        page,
        re.DOTALL,
    )
    text = {key: re.sub("<.*?>", "", answer) for answer, key, _ in sides}
    return next((key, other) for _, key, other in sides if (text[key], text[other]) == (keep, drop))


def merge(owner, path, page, keep, drop):
    kept, left_out = pair_of(page, keep, drop)
    return owner.do(f"{path}/merge", {"keep": kept, "drop": left_out})


def test_past_questions_are_tried_before_a_file_goes_live(send, owner, store, talk, app):
    found = talk("do you ship to mars")
    store.write(lambda db: db.execute("update turns set skill = 'handoff', decision = 'abstain', intent = 'delivery_info'"))
    path, _ = send(GOOD)

    page = owner.see_when_done(f"{path}?tab=replayed", "Comparing")

    assert found
    assert "<b>1</b> would get an answer that had none" in page
    assert "do you ship to mars" in page


def test_a_page_sees_a_comparison_as_it_stood_when_the_page_began():
    meaning = Meaning("merge", 1)
    seen = meaning.now()
    meaning.replayed, meaning.has_pairs, meaning.progress.is_finished = [object()], True, True

    assert (seen.replayed, seen.has_pairs, seen.progress.is_finished) == ([], False, False)
    assert meaning.now() == meaning


def test_a_hostile_file_name_and_cell_stay_text(send):
    _, page = send(b"question,answer\n<script>alert(1)</script> ok?,=cmd|' /C calc'!A0\n", "../../<b>x.csv")

    assert "<script>alert(1)" not in page
    assert "<b>x.csv" not in page


def test_products_are_previewed_and_replaced(send, publish, store):
    products = (ROOT / "data" / "products.csv").read_bytes().splitlines(keepends=True)
    path, page = send(b"".join(products[:4]), "products.csv", "products")
    assert "Publish 3 products" in page

    publish(path)
    assert len(list(Products(store).all())) == 3
    changed = products[1].replace(b"in stock", b"sold out")
    _, page = send(products[0] + changed + products[2], "products.csv", "products")

    assert "Publish 2 products" in page
    assert "removed" in page


def test_orders_are_replaced_without_showing_addresses(send, publish, store, owner):
    path, page = send((ROOT / "data" / "orders.csv").read_bytes(), "orders.csv", "orders")
    orders = len(Orders(store).all())

    page += publish(path) + owner.see(f"{path}?tab=new")

    assert orders == 0
    assert len(Orders(store).all()) >= 60
    assert "@" not in page.replace("olga@shop.test", "").split("<main", 1)[1]


ORDERS = b"number,email,status\nA-1,a@example.com,delivered\nA-2,b@example.com,shipped\nA-3,c@example.com,shipped\n"
TODAY = b"number,email,status\nA-3,c@example.com,delivered\nA-4,d@example.com,processing\n"


def test_a_file_of_todays_orders_is_added_to_those_that_are_there(send, publish, store):
    publish(send(ORDERS, "orders.csv", "orders")[0])

    path, page = send(TODAY, "today.csv", "orders")
    assert "Publish 4 orders" in page
    publish(path, mode="merge")

    found = Orders(store).all()
    assert sorted(found) == ["A1", "A2", "A3", "A4"]
    assert found["A3"].parcels[0].status == "delivered"


def test_what_would_remove_more_than_it_keeps_is_asked_with_its_numbers(send, publish, store, owner):
    publish(send(ORDERS, "orders.csv", "orders")[0])

    path, page = send(TODAY.rsplit(b"A-4", 1)[0], "one.csv", "orders")
    assert "no longer be found" not in page
    assert "2 orders will no longer be found; 1 will." in owner.see(f"{path}?mode=replace")
    publish(path, mode="replace")

    assert list(Orders(store).all()) == ["A3"]


def test_bare_prices_of_an_uploaded_catalogue_are_in_the_currency_of_the_faq(send, publish):
    publish(send(b"question,answer\nWhat does a parcel cost?,Rs. 60 or Rs. 90.\nIs it free?,From Rs. 999.\n")[0])

    _, page = send(b"id,title,price\n1,Mug,150\n", "products.csv", "products")

    assert "so INR was taken" in page
    assert "CHATBOT_CURRENCY" in page


def test_products_can_be_added_to_the_catalogue(send, publish, store):
    publish(send(b"id,title,price\n1,Mug,5\n2,Cup,4\n", "products.csv", "products")[0])

    publish(send(b"id,title,price\n2,Cup,6\n3,Jug,9\n", "more.csv", "products")[0], mode="merge")

    assert [(each.title, str(each.price)) for each in Products(store).all()] == [("Mug", "5"), ("Cup", "6"), ("Jug", "9")]


def test_templates_can_be_filled_in_and_uploaded(owner, send):
    for kind, path in (
        ("faq", "/admin/knowledge"),
        ("products", "/admin/catalogue/products"),
        ("orders", "/admin/catalogue/orders"),
    ):
        for suffix in ("csv", "xlsx"):
            _, page = send(owner.get(f"{path}/template.{suffix}").data, f"template.{suffix}", kind)
            assert "Publish" in page, (kind, suffix)
            assert '<span class="value">0</span><span class="name">bad rows' in page, (kind, suffix)


def test_every_upload_and_publication_is_in_the_audit_log(send, publish, owner):
    publish(send(GOOD)[0])

    page = owner.see("/admin/audit")

    assert "file uploaded" in page
    assert "faq published" in page
    assert "version 1" in page
