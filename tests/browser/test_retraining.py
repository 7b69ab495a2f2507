"""Learning from corrections in a real browser: a real, tiny training in its own process, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import PATIENCE_MS, Clerk
from tests.browser.conftest import DESKTOP
from tests.browser.test_admin import reach

TRAINING_MS = 500_000  # 20 s on two free cores; it runs at the lowest priority


@pytest.fixture
def server(start_server, tiny_models):
    return start_server(CHATBOT_MODELS_DIR=str(tiny_models), CHATBOT_TRAINING_ROWS="32")


def press(clerk, selector, key="Enter"):
    reach(clerk, selector)
    clerk.page.keyboard.press(key)


@pytest.mark.timeout(900)
def test_a_correction_is_learned_compared_put_live_and_rolled_back_by_keyboard(server, new_context, visit):
    visitor = visit(server)
    visitor.ask("where are my stamps")
    clerk = Clerk(new_context(), server).sign_in().visit(f"/admin/conversations/{visitor.conversation}")

    press(clerk, "#m1 summary")
    reach(clerk, "#means1")
    clerk.page.keyboard.type("account")
    press(clerk, "#m1 form.correcting button")
    clerk.sees("means “account”")
    clerk.visit("/admin/training")
    press(clerk, "form[action$='/training/start'] button")
    expect(clerk.page.locator("progress")).to_be_visible(timeout=PATIENCE_MS)
    assert clerk.violations() == []
    server.kill()  # a training outlives the server that began it
    server.start()

    clerk.page.get_by_role("link", name="Training 1 is done").focus(timeout=TRAINING_MS)
    clerk.page.keyboard.press("Enter")
    clerk.sees("Old and new, side by side").sees("of 1")
    assert clerk.violations() == []
    press(clerk, "form[action$='/training/live'] button")
    clerk.sees("Training 1 is live, from the next message on")
    assert server.rows("select value from settings where name = 'live_training'") == [("1",)]

    press(clerk, "section.trained summary")
    press(clerk, "section.trained details[open] button")
    clerk.sees("The shipped model is live, from the next message on")
    assert server.rows("select value from settings where name = 'live_training'") == [("0",)]
    told = [action for (action,) in server.rows("select action from audit where action <> 'signed in' order by id")]
    assert told == ["intent corrected", "training started", "model put live", "model rolled back"]


def test_a_training_is_cancelled_without_scripts_and_changes_nothing(server, new_context):
    clerk = Clerk(new_context(**DESKTOP, java_script_enabled=False), server).sign_in().visit("/admin/training")
    clerk.page.get_by_label("A message, as a customer").fill("where are my stamps")
    clerk.page.get_by_label("It means").select_option("account")
    clerk.button("Add").click()
    clerk.button("Start a training").click()
    expect(clerk.page.locator("progress")).to_be_visible(timeout=PATIENCE_MS)
    assert clerk.page.locator("noscript meta[http-equiv=refresh]").count() == 1

    clerk.button("Cancel").click()

    clerk.sees("Cancelled. Nothing was changed.").sees("The shipped model is live")
    assert server.rows("select status from trainings") == [("cancelled",)]
    clerk.button("Start a training").click()  # the process is gone, so that another one may begin
    expect(clerk.page.locator("progress")).to_be_visible(timeout=PATIENCE_MS)
    clerk.button("Cancel").click()
    clerk.sees("Cancelled. Nothing was changed.")
