"""What a customer sees in the chat, in a real browser against a real server."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.shopper import Shopper


def test_a_message_is_answered(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("hello there")
    assert shopper.texts() == ["hello there", "You said: hello there"]
    assert shopper.complaints == []


def test_an_empty_chat_greets_and_offers_starters(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    expect(shopper.find(".greeting")).to_contain_text("Ask me about orders")
    expect(shopper.find(".open-chips .chip")).to_have_text(
        ["Track my order", "Returns and refunds", "Help me choose", "Talk to a person"]
    )


def test_a_clicked_chip_is_sent_with_its_meaning(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    shopper.find(
        ".open-chips .chip",
    ).filter(has_text="Track my order").click()
    expect(shopper.find(".order h3")).to_have_text("Order 1042")
    assert shopper.texts()[0] == "Track my order"


def test_product_cards_show_picture_price_stock_and_reason(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("products", "Here is what fits best.")
    card = shopper.find(".product").first
    for words in ("Trailhead Rain Jacket, blue", "€74.90", "In stock", "waterproof, under €80"):
        expect(card).to_contain_text(words)
    assert card.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")


def test_a_product_opens_in_the_shops_page_and_the_chat_stays_open(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("products", "Here is what fits best.")
    shopper.find(".product-title").first.click()
    shopper.page.wait_for_url("**/product/trailhead-rain-jacket-blue")
    expect(shopper.find(".product")).to_have_count(2)


def test_an_order_card_shows_how_far_each_parcel_has_come(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("order", "travels in 2 parcels")
    lines = shopper.find(".progress")
    expect(lines).to_have_count(2)
    assert [line.get_attribute("aria-label") for line in lines.all()] == ["Step 5 of 5: Delivered", "Step 3 of 5: Shipped"]


def test_an_answer_shows_its_source_and_the_source_leads_to_the_shops_page(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("faq", "Yes, we ship to Canada.")
    source = shopper.find(".sources a")
    expect(source).to_have_text("Do you ship to Canada?")
    source.click()
    shopper.page.wait_for_url("**/help/shipping")
    expect(shopper.page.locator("h1")).to_have_text("Shipping")


def test_a_thumb_down_asks_why_and_is_remembered(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("faq", "Yes, we ship to Canada.")
    shopper.find("[aria-label='This answer did not help']").click()
    shopper.find(".reason .chip").first.click()
    expect(shopper.find(".reason")).to_have_text("Thank you for telling us.")
    shopper.page.reload()
    expect(shopper.find("[aria-label='This answer did not help']")).to_have_attribute("aria-pressed", "true")


def test_a_person_can_be_asked_for_at_any_time(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("hi")
    shopper.find(".person").click()
    expect(shopper.find(".banner.handoff")).to_contain_text("Until a person takes over, you can go on asking the assistant.")
    expect(shopper.find(".person")).to_be_hidden()
    expect(shopper.find(".who")).to_have_text("Waiting for a person")


def test_an_answer_taller_than_the_view_is_shown_from_its_top(shopper: Shopper) -> None:
    shopper.page.set_viewport_size({"width": 390, "height": 500})
    shopper.visit().open_chat().ask("hi").say("long")
    expect(shopper.find(".log .theirs")).to_have_count(2)
    expect(shopper.find(".streaming")).to_be_hidden()
    shopper.page.wait_for_timeout(600)  # a smooth scroll ends
    area, answer = shopper.find(".scroller").bounding_box(), shopper.find(".log .theirs").last.bounding_box()
    assert answer["height"] > area["height"]
    assert 0 <= answer["y"] - area["y"] < 40


def test_a_rating_is_stored_and_thanked_for(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("hi")
    shopper.find("[aria-label='More']").click()
    shopper.find(".menu button").filter(has_text="Rate this chat").click()
    shopper.find(".star input").nth(3).check(force=True)
    shopper.find(".rating .primary").click()
    expect(shopper.find(".card-thanks")).to_have_text("Thank you for your rating!")


def test_the_chat_can_be_saved_as_a_file(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("hi")
    shopper.find("[aria-label='More']").click()
    with shopper.page.expect_download() as saving:
        shopper.find(".menu button").filter(has_text="Save this chat").click()
    text = saving.value.path().read_text()
    assert "You:\nhi" in text
    assert "You said: hi" in text


def test_a_new_chat_begins_empty(shopper: Shopper) -> None:
    shopper.visit().open_chat().ask("hi")
    shopper.find("[aria-label='More']").click()
    shopper.find(".menu button").filter(has_text="Start a new chat").click()
    shopper.find(".card .primary").click()
    expect(shopper.find(".open-chips .chip")).to_have_count(4)
    assert shopper.texts() == []


def test_a_turn_that_failed_can_be_asked_again(shopper: Shopper) -> None:
    shopper.visit().open_chat().say("fail me")
    expect(shopper.find(".trouble")).to_contain_text("Something went wrong while we were answering.")
    expect(shopper.find(".stage")).to_be_hidden()
    shopper.find(".trouble .link").click()
    expect(shopper.find(".trouble")).to_be_visible()
    assert shopper.texts() == ["fail me"]


def test_a_too_long_message_is_not_sent_and_not_lost(shopper: Shopper) -> None:
    shopper.visit().open_chat().say("x" * 4001)
    expect(shopper.find(".counter")).to_have_text("1 character too many")
    assert shopper.input.input_value() == "x" * 4001
    assert shopper.texts() == []


def test_a_draft_survives_a_reload(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    shopper.input.fill("half a thought")
    shopper.page.reload()
    expect(shopper.input).to_have_value("half a thought")


def test_enter_sends_and_shift_enter_breaks_the_line(shopper: Shopper) -> None:
    shopper.visit().open_chat()
    shopper.input.press_sequentially("one")
    shopper.input.press("Shift+Enter")
    shopper.input.press_sequentially("two")
    shopper.input.press("Enter")
    expect(shopper.bubbles.first).to_have_text("one\ntwo", use_inner_text=True)


def test_the_servers_words_are_cleaned_before_they_are_shown(shopper: Shopper) -> None:
    shopper.visit_chat().ask("markdown", "Two ways:")
    bubble = shopper.bubbles.last
    expect(bubble.locator("li")).to_have_count(2)
    assert bubble.locator("script, img").count() == 0
    assert [link.get_attribute("href") for link in bubble.locator("a[href]").all()] == ["http://x/y.png"]
