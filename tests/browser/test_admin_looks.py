"""Every page of the staff for everybody: axe-core finds nothing, nothing sticks out, in light and dark, on desktop and phone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

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
        "catalogue", "catalogue/orders/upload", "console?q=order+1042", "regression", "people", "audit", "account",
        "training", "training/1",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A server with one conversation of each kind; its first upload has bad rows."""
    with serving(tmp_path_factory.mktemp("looks") / "live.db", {}) as server:
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
