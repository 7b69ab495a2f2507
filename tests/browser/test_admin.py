"""The staff's pages in a real browser, against a real server: files go live, conversations are taken over."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import CSV_WITH_ERRORS, PASSWORD, PATIENCE_MS, Clerk
from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import serving

WITHOUT_SCRIPTS = {**DESKTOP, "java_script_enabled": False}


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One server for the tests of this file that do not end it."""
    with serving(tmp_path_factory.mktemp("admin") / "live.db", {}) as server:
        yield server


@pytest.fixture
def clerk(shop, new_context):
    return Clerk(new_context(), shop).sign_in()


def version(server):
    return server.rows("select version from faq_current")[0][0]


@pytest.mark.parametrize("options", [DESKTOP, PHONE, WITHOUT_SCRIPTS], ids=["desktop", "phone", "without scripts"])
def test_a_file_with_errors_is_shown_row_by_row_and_its_good_rows_go_live(start_server, new_context, options):
    server = start_server()
    clerk = Clerk(new_context(**options), server).sign_in()
    before = version(server)

    clerk.upload(CSV_WITH_ERRORS)
    if options is WITHOUT_SCRIPTS:
        clerk.button("Check the file").click()
    clerk.sees("The question is missing").sees("#REF!").sees("Correct the formula")
    assert version(server) == before
    clerk.publish().sees("2 rows could not be used")

    assert version(server) == before + 1
    assert clerk.complaints == []


def test_a_dropped_file_is_checked_at_once(clerk):
    clerk.visit("/admin/knowledge/upload")

    clerk.page.evaluate("""() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["question,answer\\nDo you ship to Venus?,No.\\n"], "venus.csv"));
        document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
    }""")

    clerk.sees("venus.csv").sees("Do you ship to Venus?")


def test_too_large_a_file_is_told_before_it_travels(clerk):
    clerk.upload("x" * 10_000_001)

    clerk.sees("larger than 10 MB")
    assert clerk.page.url.endswith("/upload")


def test_an_uploaded_file_survives_a_killed_server(start_server, new_context):
    server = start_server()
    clerk = Clerk(new_context(), server).sign_in().upload(CSV_WITH_ERRORS)
    clerk.sees("The question is missing")

    server.kill()
    server.start()

    clerk.page.reload()
    clerk.sees("The question is missing").publish()


def test_a_form_that_was_sent_is_not_lost_when_work_ends_and_its_page_is_renewed(start_server, new_context):
    server = start_server()
    clerk = Clerk(new_context(), server).sign_in().upload("question,answer\nDo you ship to Mars?,Not yet.\n")
    clerk.sees("Discard the file")
    expect(clerk.page.locator("[data-poll]")).to_have_count(0, timeout=PATIENCE_MS)
    on_its_way = []
    clerk.page.route("**/discard", lambda route: on_its_way.append(route))

    clerk.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p data-poll></p>')")  # as if the page waited for work
    clerk.page.evaluate("document.querySelector('form[action$=discard]').requestSubmit()")
    for _ in range(2):  # the first look may have begun before
        with clerk.page.expect_request_finished(lambda request: "x-look" in request.headers):
            pass
    on_its_way[0].continue_()

    clerk.sees("discarded")


def test_a_waiting_customer_appears_in_the_list_without_a_reload(clerk, shop, visit):
    clerk.visit("/admin/conversations?tab=waiting")

    visitor = visit(shop)
    visitor.ask("person please")

    row = clerk.page.locator(f"a[href*='{visitor.conversation}']")
    expect(row).to_contain_text("waits for a person", timeout=PATIENCE_MS)
    expect(clerk.page.locator("#waiting-side .count")).to_be_visible()


def test_a_person_takes_over_talks_live_and_hands_back(clerk, shop, visit):
    visitor = visit(shop)
    visitor.ask("person please")
    clerk.visit(f"/admin/conversations/{visitor.conversation}")

    clerk.button("Take over").click()
    assert visitor.wait_for("handoff", lambda it: it["status"] == "taken")["agent"] == "Anna"
    clerk.sees("Enter sends")  # by the script, which is here after the page
    box = clerk.page.get_by_label("Your answer")
    box.fill("Hello, this is Anna.")
    box.press("Enter")
    told = visitor.wait_for("message", lambda it: it["message"]["author"] == "agent")["message"]
    assert (told["text"], told["agent"]) == ("Hello, this is Anna.", "Anna")
    expect(box).to_have_value("")

    box.fill("half a sentence")
    visitor.send("my parcel is wet")
    expect(clerk.page.locator("#thread li.customer").last).to_contain_text("my parcel is wet", timeout=PATIENCE_MS)
    expect(box).to_have_value("half a sentence")  # what a person is writing is never touched

    clerk.button("Hand back").click()
    visitor.wait_for("handoff", lambda it: it["status"] == "none")
    assert visitor.ask("are you a bot again?")["author"] == "bot"
    assert shop.rows("select status from tickets where conversation = ?", visitor.conversation) == [("closed",)]
    assert clerk.complaints == []


def test_taking_over_and_answering_work_without_scripts(shop, new_context, visit):
    visitor = visit(shop)
    visitor.ask("person please")
    clerk = Clerk(new_context(**WITHOUT_SCRIPTS), shop).sign_in().visit(f"/admin/conversations/{visitor.conversation}")

    clerk.button("Take over").click()
    clerk.page.get_by_label("Your answer").fill("Hello from a plain browser.")
    clerk.button("Send").click()

    assert visitor.wait_for("message", lambda it: it["message"]["author"] == "agent")["message"]["text"].startswith("Hello from")


def test_an_answer_written_offline_or_before_a_reload_is_not_lost(clerk, shop, visit):
    visitor = visit(shop)
    visitor.ask("person please")
    clerk.visit(f"/admin/conversations/{visitor.conversation}").button("Take over").click()
    clerk.sees("Enter sends")
    box = clerk.page.get_by_label("Your answer")

    clerk.page.context.set_offline(True)
    box.fill("We send a new one.")
    box.press("Enter")
    clerk.sees("Not sent: there is no connection")
    expect(box).to_have_value("We send a new one.")
    clerk.page.context.set_offline(False)
    clerk.page.reload()
    expect(box).to_have_value("We send a new one.")
    box.press("Enter")

    assert visitor.wait_for("message", lambda it: it["message"]["author"] == "agent")["message"]["text"] == "We send a new one."
    expect(box).to_have_value("")
    clerk.page.reload()
    clerk.sees("Enter sends")
    expect(box).to_have_value("")


def test_what_is_half_written_is_there_again_after_another_page_and_a_new_sign_in(clerk):
    form = "/admin/canned"
    title, text = clerk.page.get_by_label("Title"), clerk.page.get_by_label("Text")
    clerk.visit(form)
    title.fill("Gifts")
    text.fill("We wrap them in paper.")
    clerk.visit("/admin/tickets").visit(form).sees("what you had written and not sent")
    clerk.page.context.clear_cookies()  # signed out in another tab
    clerk.visit(form).page.get_by_label("E-mail").fill(clerk.email)
    clerk.page.get_by_label("Password").fill(PASSWORD)
    clerk.button("Sign in").click()
    expect(text).to_have_value("We wrap them in paper.")
    text.press("Tab")
    clerk.page.locator("form:has(#text) button.primary").click()

    expect(clerk.page.locator("main")).to_contain_text("We wrap them in paper.", timeout=PATIENCE_MS)
    expect(text).to_have_value("")
    expect(clerk.page.get_by_text("what you had written")).to_have_count(0)


def test_two_people_cannot_take_the_same_conversation(clerk, shop, new_context, visit):
    visitor = visit(shop)
    visitor.ask("person please")
    ben = Clerk(new_context(), shop, "Ben", "agent").sign_in().visit(f"/admin/conversations/{visitor.conversation}")
    clerk.visit(f"/admin/conversations/{visitor.conversation}").button("Take over").click()
    clerk.sees("You answer.")

    ben.sees("Anna answers.")  # live
    expect(ben.button("Take over")).to_have_count(0, timeout=PATIENCE_MS)
    expect(ben.page.get_by_label("Your answer")).to_have_count(0)


def test_a_clerk_who_asked_for_it_is_told_when_someone_waits(shop, new_context, visit):
    context = new_context(**DESKTOP, permissions=["notifications"])
    context.add_init_script("""
        window.Notification = class { constructor(title) { document.documentElement.dataset.rung = title; }
            static permission = "granted"; static requestPermission = async () => "granted"; };""")
    clerk = Clerk(context, shop).sign_in()
    clerk.button("Tell me when someone waits").click()

    visit(shop).ask("person please")

    expect(clerk.page.locator("html")).to_have_attribute("data-rung", "A customer waits for a person")


def test_a_device_signed_out_elsewhere_is_out_at_the_next_news(clerk, shop, new_context, visit):
    other = Clerk(new_context(), shop).sign_in().visit("/admin/account")
    clerk.visit("/admin/conversations")

    other.button("Sign out all others").click()
    other.sees("signed out.")
    visit(shop).ask("hello")

    expect(clerk.page).to_have_url(re.compile("/admin/sign-in"), timeout=PATIENCE_MS)


def test_everything_can_be_done_with_the_keyboard_alone(shop, new_context, visit):
    visitor = visit(shop)
    visitor.ask("person please")
    clerk = Clerk(new_context(), shop)
    keys = clerk.visit("/admin/sign-in").page.keyboard

    expect(clerk.page.get_by_label("E-mail")).to_be_focused(timeout=PATIENCE_MS)
    keys.type(clerk.email)
    keys.press("Tab")
    keys.type("correct horse battery")
    keys.press("Enter")
    clerk.page.wait_for_url("**/admin/conversations")
    reach(clerk, f"a[href$='{visitor.conversation}']")
    keys.press("Enter")
    clerk.page.wait_for_url(f"**/{visitor.conversation}")
    reach(clerk, "form[action$='/take'] button")
    keys.press("Enter")
    clerk.sees("You answer.")
    reach(clerk, "#text")
    keys.type("By keyboard.")
    keys.press("Enter")

    assert visitor.wait_for("message", lambda it: it["message"]["author"] == "agent")["message"]["text"] == "By keyboard."


def reach(clerk, selector):
    """Press Tab until this has the focus, and see that the focus can be seen."""
    for _ in range(120):
        clerk.page.keyboard.press("Tab")
        if clerk.page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            outline = clerk.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", selector
            return
    raise AssertionError(f"{selector} was not reached")


def test_an_answer_is_shown_as_customers_see_it_while_it_is_written(clerk):
    clerk.visit("/admin/knowledge/entries/new")

    clerk.page.get_by_label("Answer", exact=True).fill("Yes, in **two** days.")

    expect(clerk.page.locator("#preview strong")).to_have_text("two", timeout=PATIENCE_MS)


def test_the_console_tells_how_an_answer_came_about(clerk):
    clerk.visit("/admin/console")

    clerk.page.get_by_label("Question").fill("faq canada")
    clerk.page.keyboard.press("Enter")

    clerk.sees("Do you ship to Canada?").sees("No draft was refused")
    assert clerk.complaints == []


def test_rolling_back_asks_once_and_is_done(start_server, new_context):
    server = start_server()
    clerk = Clerk(new_context(), server).sign_in().upload("question,answer\nDo you ship to Mars?,Not yet.\n").publish()
    assert version(server) == 2

    clerk.visit("/admin/knowledge/versions").page.locator("summary", has_text="Roll back").first.click()
    clerk.button("Roll back to version 1").click()
    clerk.sees("Version 1 answers now")

    assert version(server) == 1
