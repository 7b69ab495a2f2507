"""The dashboard's figures, against conversations that are known."""

from __future__ import annotations

import pytest

from chatbot.storage.conversations import Conversations
from chatbot.storage.figures import Figures
from chatbot.web.admin.charts import ceiling, stacked


@pytest.fixture
def shop(talk, store):
    """Four wishes: two answered, one asked back, one not answered; a greeting; one customer who asked for a person."""
    found = [talk(text) for text in ("faq one", "faq two", "three", "four", "hello", "person")]
    wishes = dict(zip(found, ("answer", "answer", "ask", "abstain"), strict=False))
    for n, (each, decision) in enumerate(wishes.items()):
        sql = "update turns set intent = 'delivery_info', decision = ?, latency_ms = ? where conversation = ?"
        store.write(lambda db, sql=sql, values=(decision, 100 * (n + 1), each): db.execute(sql, values))
    store.write(
        lambda db: db.execute("update turns set intent = 'human_agent', latency_ms = 500 where conversation = ?", [found[5]])
    )
    return found


def test_shares_are_of_wishes_so_greetings_and_asking_for_a_person_do_not_count(store, shop):
    it = Figures(store).summary(7)

    assert (it.conversations, it.messages) == (6, 6)
    assert (it.answered, it.asked_back, it.unanswered) == (2 / 4, 1 / 4, 1 / 4)
    assert it.handed_off == 1 / 6


def test_ratings_and_thumbs_are_means_of_what_was_given(store, shop):
    for conversation, score in zip(shop, (5, 4), strict=False):
        Conversations(store).rate(conversation, score, "")
    for conversation, is_helpful in zip(shop, (True, False, True), strict=False):
        Conversations(store).give_feedback(conversation, 2, is_helpful, "")

    it = Figures(store).summary(7)

    assert (it.rating, it.ratings) == (4.5, 2)
    assert (it.wrong, it.thumbs) == (1 / 3, 3)


def test_the_median_and_the_95th_percentile_are_times_that_were_taken(store, shop):
    it = Figures(store).summary(7)

    assert (it.p50_ms, it.p95_ms) == (200, 400)


def test_a_shop_without_conversations_has_no_shares(store):
    it = Figures(store).summary(30)

    assert (it.conversations, it.answered, it.rating, it.p50_ms, it.wrong) == (0, None, None, None, None)


def test_every_day_is_there_and_what_is_older_is_not(store, shop):
    store.write(lambda db: db.execute("update turns set queued_at = '2020-01-01T00:00:00.000Z' where decision = 'abstain'"))

    days = Figures(store).by_day(7)

    assert len(days) == 7
    assert (days[-1].answered, days[-1].unanswered, days[-1].tickets) == (2, 0, 1)
    assert sum(day.conversations for day in days) == 6


def test_the_page_shows_the_figures_and_their_tables(owner, shop):
    page = owner.see("/admin/overview?days=7")

    assert all(each in page for each in (">50%<", "delivery info", "Do you ship to Canada?", "As a table"))


@pytest.mark.parametrize("name", ["days", "intents", "entries"])
def test_every_picture_has_its_csv(owner, shop, name):
    rows = owner.get(f"/admin/overview/{name}.csv?days=7").data.decode("utf-8-sig").splitlines()

    assert len(rows) > 1
    assert len({row.count(",") for row in rows}) == 1


def test_an_unknown_time_is_thirty_days(owner):
    assert "The last 30 days" in owner.see("/admin/overview?days=999999")


def test_a_chart_is_as_high_as_its_highest_day(store, shop):
    days = Figures(store).by_day(7)

    chart = stacked(days, ("conversations",))

    assert [bar.told for bar in chart.bars] == [f"{days[-1].day}: 6 conversations"]
    assert chart.bars[0].y >= 0
    assert [ceiling(n) for n in (0, 1, 3, 7, 11, 99, 101)] == [2, 2, 4, 10, 20, 100, 200]
