"""Files that a customer sends, their data, and the end of a chat, in a real browser against a real server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.clerk import Clerk
from tests.browser.shopper import Shopper
from tests.visitor import LiveServer

PNG = {"name": "broken zip.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"x" * 345_678}
PDF = {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 pages"}
SVG = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
HONEST = "I can't look into files myself"


def choose(shopper: Shopper, *files: dict[str, Any]) -> None:
    expect(shopper.find(".clip")).to_be_visible()  # nobody can choose a file before
    shopper.find(".file-input").set_input_files(list(files))  # type: ignore[arg-type]


def menu(shopper: Shopper, entry: str) -> None:
    shopper.find("[aria-label='More']").click()
    shopper.find(".menu button").filter(has_text=entry).click()


def hand_over(shopper: Shopper, event: str, target: str) -> None:
    """Paste or drop a picture, as the browser would tell the page."""
    shopper.frame().evaluate(
        """([event, target]) => {
            const data = new DataTransfer();
            const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
            data.items.add(new File([bytes], "shot.png", { type: "image/png" }));
            const options = { bubbles: true, cancelable: true };
            document.querySelector(target).dispatchEvent(event === "paste"
              ? new ClipboardEvent("paste", { ...options, clipboardData: data })
              : new DragEvent("drop", { ...options, dataTransfer: data }));
        }""",
        [event, target],
    )


def test_a_picture_is_looked_over_sent_with_words_and_answered_honestly(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    choose(shopper, PNG, PDF)
    expect(shopper.find(".staged li")).to_have_count(2)
    shopper.find("[aria-label='Remove invoice.pdf']").click()
    shopper.say("see the zip")
    expect(shopper.find(".own .bubble")).to_have_count(2)
    expect(shopper.find(".own .file")).to_contain_text("broken zip.png")
    expect(shopper.find(".own .file")).to_contain_text("346 kB")
    expect(shopper.find(".theirs .bubble").filter(has_text=HONEST)).to_be_visible()
    expect(shopper.bubbles.last).to_contain_text("You said: see the zip")
    assert shopper.complaints == []


def test_a_file_alone_can_be_sent_and_a_person_is_offered(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    choose(shopper, PDF)
    shopper.find(".send").click()
    expect(shopper.bubbles.last).to_contain_text(HONEST)
    shopper.find("button:visible").filter(has_text="Talk to a person").click()  # there is one
    expect(shopper.find(".own .bubble").last).to_have_text("I want to talk to a person")


@pytest.mark.parametrize(("event", "target"), [("paste", "#message"), ("drop", ".content"), ("drop", "header")])
def test_a_picture_can_be_pasted_and_dropped(shopper: Shopper, event: str, target: str) -> None:
    shopper.visit().open_chat()
    expect(shopper.find(".clip")).to_be_visible()
    hand_over(shopper, event, target)
    expect(shopper.find(".staged li")).to_contain_text("shot.png")
    shopper.find(".send").click()
    expect(shopper.find(".own .file")).to_contain_text("shot.png")


def test_what_cannot_be_sent_is_told_at_once_and_the_rest_stays(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    expect(shopper.find(".clip")).to_be_visible()
    choose(shopper, SVG, PDF, {**PNG, "name": "huge.png", "buffer": b"\x89PNG\r\n\x1a\n" + b"x" * 5_000_000})
    expect(shopper.find(".file-problem")).to_contain_text("“logo.svg” cannot be sent")
    expect(shopper.find(".file-problem")).to_contain_text("“huge.png” is too large; a file may have at most 5 MB")
    expect(shopper.find(".staged li")).to_have_count(1)


def test_a_file_that_lies_about_its_type_is_refused_in_words(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    expect(shopper.find(".clip")).to_be_visible()
    choose(shopper, {**SVG, "name": "logo.png", "mimeType": "image/png"})
    shopper.find(".send").click()
    expect(shopper.find(".own .meta")).to_contain_text("Only pictures (PNG, JPEG, GIF, WebP) and PDF files can be sent.")
    shopper.find(".own .link").click()
    expect(shopper.find(".own")).to_have_count(0)


def test_an_upload_whose_answer_was_lost_is_repeated_and_stands_once(shopper: Shopper) -> None:
    tries: list[str] = []

    def lose_first(route: Any) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            route.fetch()  # the server has it, the browser does not hear of it
            route.abort()
        else:
            route.continue_()

    shopper.page.route("**/widget/attachments", lose_first)
    shopper.visit().open_chat()
    expect(shopper.find(".clip")).to_be_visible()
    choose(shopper, PDF)
    shopper.find(".send").click()
    expect(shopper.bubbles.last).to_contain_text(HONEST)
    shopper.page.reload()
    expect(shopper.find(".own .file")).to_have_count(1)


def test_a_file_reaches_the_staff_who_save_it(
    live: LiveServer, shopper: Shopper, new_context: Callable[..., BrowserContext]
) -> None:
    shopper.visit().open_chat()
    expect(shopper.find(".clip")).to_be_visible()
    choose(shopper, PDF)
    shopper.find(".send").click()
    expect(shopper.bubbles.last).to_contain_text(HONEST)
    conversation = live.rows("select conversation from attachments order by rowid desc limit 1")[0][0]
    clerk = Clerk(new_context(), live).sign_in().visit(f"/admin/conversations/{conversation}")
    with clerk.page.expect_download() as saving:
        clerk.page.get_by_role("link", name="invoice.pdf").click()
    assert saving.value.suggested_filename == "invoice.pdf"
    assert saving.value.path().read_bytes() == PDF["buffer"]
    assert clerk.complaints == []


def test_a_customer_deletes_their_data_and_every_tab_forgets_it(live: LiveServer, shopper: Shopper) -> None:
    shopper.visit_chat().ask("my secret wish")
    other = Shopper(shopper.page.context, live.url).visit_chat()
    expect(other.bubbles).to_have_count(2)
    menu(shopper, "Delete my data")
    expect(shopper.find(".card")).to_contain_text("This cannot be undone.")
    assert live.rows("select count(*) from messages where text = 'my secret wish'") == [(1,)]
    shopper.find(".card .danger").click()
    expect(shopper.find(".card")).to_contain_text("This chat and everything in it was deleted.")
    expect(shopper.bubbles).to_have_count(0)
    expect(other.bubbles).to_have_count(0)
    assert live.rows("select count(*) from messages where text like '%my secret wish%'") == [(0,)]
    shopper.ask("hello again")
    expect(shopper.find(".card")).to_have_count(0)
    assert shopper.complaints == []


def test_who_changes_their_mind_keeps_the_chat(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("hello")
    menu(shopper, "Delete my data")
    expect(shopper.find(".card .plain")).to_be_focused()
    shopper.page.keyboard.press("Enter")
    expect(shopper.find(".card")).to_have_count(0)
    assert shopper.texts() == ["hello", "You said: hello"]


def test_a_rating_is_asked_for_after_a_farewell_and_never_twice(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("faq", "Yes, we ship").ask("bye", "Goodbye!")
    expect(shopper.find(".rating")).to_be_visible()
    expect(shopper.input).to_be_focused()
    shopper.find(".rating .plain").click()
    expect(shopper.find(".rating")).to_have_count(0)
    shopper.ask("bye", "Goodbye!")
    shopper.page.reload()
    expect(shopper.bubbles.last).to_contain_text("Goodbye!")
    expect(shopper.find(".rating")).to_have_count(0)


def test_the_question_goes_when_the_conversation_goes_on(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("faq", "Yes, we ship").ask("bye", "Goodbye!")
    expect(shopper.find(".rating")).to_be_visible()
    shopper.ask("one more thing")
    expect(shopper.find(".rating")).to_have_count(0)


def test_a_rating_that_was_asked_for_is_stored_and_thanked_for(live: LiveServer, shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("faq", "Yes, we ship").ask("bye", "Goodbye!")
    shopper.find(".star input").nth(4).check(force=True)
    shopper.find(".rating textarea").fill("quick and kind, number 417")
    shopper.find(".rating .primary").click()
    expect(shopper.find(".card-thanks")).to_have_text("Thank you for your rating!")
    assert live.rows("select rating from conversations where rating_comment = 'quick and kind, number 417'") == [(5,)]


def test_the_shops_line_about_data_stands_until_the_first_message_accepts_it(
    start_server: Callable[..., LiveServer], new_context: Callable[..., BrowserContext]
) -> None:
    line = "By sending a message you agree that we keep this chat."
    server = start_server(CHATBOT_CONSENT_TEXT=line, CHATBOT_PRIVACY_URL="/help/shipping")
    shopper = Shopper(new_context(), server.url).visit().open_chat()
    expect(shopper.find(".consent")).to_contain_text(line)
    assert server.rows("select consented_at from conversations") == [("",)]
    shopper.ask("hello")
    expect(shopper.find(".consent")).to_be_hidden()
    assert server.rows("select consent_text, consented_at <> '' from conversations") == [(line, 1)]
    shopper.page.reload()
    expect(shopper.bubbles).to_have_count(2)
    expect(shopper.find(".consent")).to_be_hidden()


def test_the_line_leads_to_the_shops_privacy_page(
    start_server: Callable[..., LiveServer], new_context: Callable[..., BrowserContext]
) -> None:
    server = start_server(CHATBOT_CONSENT_TEXT="We keep this chat.", CHATBOT_PRIVACY_URL="/help/shipping")
    shopper = Shopper(new_context(), server.url).visit().open_chat()
    shopper.find(".consent a").click()
    shopper.page.wait_for_url("**/help/shipping")
