"""The figures of the dashboard. Every method's docstring is the definition that the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chatbot.storage.db import Store
from chatbot.storage.times import today

# A wish: not small talk, not the wish for a person, and not what was written while a person had the conversation.
_WISHES = "t.status = 'done' and t.act <> '' and t.intent not in ('greeting', 'goodbye', 'thanks', 'human_agent')"
TOP = 12


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares are in [0, 1], or None where nothing was counted."""

    conversations: int  # begun in the time, with at least one message
    messages: int  # of customers
    answered: float | None
    asked_back: float | None
    unanswered: float | None
    handed_off: float | None  # conversations with a ticket
    rating: float | None  # mean of 1 to 5
    ratings: int
    wrong: float | None  # thumbs down, of all thumbs
    thumbs: int
    p50_ms: int | None
    p95_ms: int | None


@dataclass(frozen=True, slots=True)
class Day:
    day: str  # ISO date, UTC
    conversations: int
    answered: int  # turns
    asked_back: int
    unanswered: int
    tickets: int
    negative: int  # turns by mood
    neutral: int
    positive: int


@dataclass(frozen=True, slots=True)
class Counted:
    name: str
    count: int


class Figures:
    def __init__(self, store: Store) -> None:
        self._store = store

    def summary(self, days: int) -> Summary:
        """Return the figures of the last `days` days, today included."""
        since = {"since": _first_day(days)}
        turns = self._one(
            f"""select count(*) as wishes, sum(t.decision = 'answer') as answered, sum(t.decision = 'ask') as asked,
                sum(t.decision = 'abstain') as unanswered from turns t where t.queued_at >= :since and {_WISHES}""",
            since,
        )
        talks = self._one(
            """select count(*) as n, sum(exists (select 1 from tickets k where k.conversation = c.id)) as handed,
               avg(rating) as rating, count(rating) as ratings
               from conversations c where created_at >= :since and last_seq > 0""",
            since,
        )
        thumbs = self._one(
            """select count(is_helpful) as n, sum(is_helpful = 0) as down,
               sum(author = 'customer') as messages from messages where at >= :since""",
            since,
        )
        return Summary(
            conversations=talks["n"],
            messages=thumbs["messages"] or 0,
            answered=_share(turns["answered"], turns["wishes"]),
            asked_back=_share(turns["asked"], turns["wishes"]),
            unanswered=_share(turns["unanswered"], turns["wishes"]),
            handed_off=_share(talks["handed"], talks["n"]),
            rating=talks["rating"],
            ratings=talks["ratings"],
            wrong=_share(thumbs["down"], thumbs["n"]),
            thumbs=thumbs["n"],
            p50_ms=self._latency(since, 0.50),
            p95_ms=self._latency(since, 0.95),
        )

    def by_day(self, days: int) -> list[Day]:
        """Return one row per day, the oldest first; days without anything are there, with zeros."""
        since = {"since": _first_day(days)}
        turns = self._by_day(
            f"""select substr(t.queued_at, 1, 10) as day, sum({_WISHES} and t.decision = 'answer') as answered,
                sum({_WISHES} and t.decision = 'ask') as asked_back, sum({_WISHES} and t.decision = 'abstain') as unanswered,
                sum(t.sentiment = 'negative') as negative, sum(t.sentiment = 'neutral') as neutral,
                sum(t.sentiment = 'positive') as positive from turns t where t.queued_at >= :since group by 1""",
            since,
        )
        talks = self._by_day(
            """select substr(created_at, 1, 10) as day, count(*) as conversations from conversations
               where created_at >= :since and last_seq > 0 group by 1""",
            since,
        )
        tickets = self._by_day(
            "select substr(created_at, 1, 10) as day, count(*) as tickets from tickets where created_at >= :since group by 1",
            since,
        )
        names = [name for name in Day.__dataclass_fields__ if name != "day"]
        found = ((day, {**turns.get(day, {}), **talks.get(day, {}), **tickets.get(day, {})}) for day in _days(days))
        return [Day(day, **{name: int(values.get(name) or 0) for name in names}) for day, values in found]

    def intents(self, days: int) -> list[Counted]:
        """Return how often each wish was understood, the most frequent first."""
        return self._top(
            "select intent as name, count(*) as count from turns where queued_at >= :since and intent is not null", days
        )

    def entries(self, days: int) -> list[Counted]:
        """Return how often each FAQ entry was the answer, the most frequent first."""
        return self._top(
            """select faq_question as name, count(*) as count from turns where queued_at >= :since and decision = 'answer'
               and skill = 'faq'""",
            days,
        )

    def _top(self, sql: str, days: int) -> list[Counted]:
        rows = self._store.db.query(f"{sql} group by 1 order by 2 desc, 1 limit {TOP}", {"since": _first_day(days)})
        return [Counted(**row) for row in rows]

    def _latency(self, since: dict[str, str], share: float) -> int | None:
        """The time that so many turns took at most, by the nearest-rank method."""
        sql = f"""select latency_ms from turns t where t.queued_at >= :since and {_WISHES} order by latency_ms
                  limit 1 offset (select max(0, cast(count(*) * :share + 0.999999 as int) - 1) from turns t
                  where t.queued_at >= :since and {_WISHES})"""
        row = next(self._store.db.query(sql, {**since, "share": share}), None)
        return int(row["latency_ms"]) if row else None

    def _one(self, sql: str, values: dict[str, str]) -> dict[str, Any]:
        return next(self._store.db.query(sql, values))

    def _by_day(self, sql: str, values: dict[str, str]) -> dict[str, dict[str, Any]]:
        return {row["day"]: row for row in self._store.db.query(sql, values)}


def _share(part: int | None, whole: int) -> float | None:
    return (part or 0) / whole if whole else None


def _days(days: int) -> list[str]:
    last = today()
    return [(last - timedelta(days=n)).isoformat() for n in range(days - 1, -1, -1)]


def _first_day(days: int) -> str:
    return _days(days)[0]
