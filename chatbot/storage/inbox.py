"""Conversations as the staff looks at them: in a list with filters, and one with all that is known of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from chatbot.errors import NotFound
from chatbot.messages import DialogueState, StoredMessage, TicketRecord
from chatbot.storage.conversations import as_message, load_state
from chatbot.storage.customers import Customer, Customers
from chatbot.storage.db import Store
from chatbot.storage.searching import like
from chatbot.storage.tickets import as_ticket

PAGE_ROWS = 40


@dataclass(frozen=True, slots=True)
class InboxFilter:
    tab: str = "all"  # or "waiting", "mine", "taken"
    agent: str = ""  # whose "mine" is
    text: str = ""  # looked for in every message: a word, an order number
    intent: str = ""
    mood: str = ""
    problem: str = ""  # a name of `_PROBLEMS`
    page: int = 1


@dataclass(frozen=True, slots=True)
class InboxRow:
    id: str
    created_at: str
    updated_at: str
    last_seq: int
    last_text: str
    last_author: str
    asked: str  # the customer's last message
    handoff: str
    agent: str
    rating: int | None
    intent: str
    sentiment: str
    unanswered: int  # turns in which the bot had no answer
    tickets: int  # open ones


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """What was understood and decided about one message of the customer."""

    seq: int
    status: str
    intent: str
    intent_p: float
    sentiment: str
    sentiment_p: float
    skill: str
    decision: str
    faq_id: str
    faq_question: str
    score: float | None
    act: str
    candidates: tuple[tuple[str, float], ...]  # faq_id, score
    written_by: dict[str, str]
    refusals: tuple[str, ...]
    kb_version: int
    latency_ms: int


@dataclass(frozen=True, slots=True)
class Detail:
    id: str
    created_at: str
    updated_at: str
    handoff: str
    agent: str
    locale: str
    page_url: str
    rating: int | None
    rating_comment: str
    read_seq: int  # what the customer has seen
    consented_at: str  # when they accepted the shop's line about their data; empty: not
    consent_text: str
    state: DialogueState
    messages: tuple[StoredMessage, ...]
    turns: dict[int, TurnRecord] = field(default_factory=dict)  # by the sequence number of the customer's message
    tickets: tuple[TicketRecord, ...] = ()
    customer: Customer | None = None  # whom the shop signed for; None: a guest


class Inbox:
    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, wanted: InboxFilter) -> tuple[list[InboxRow], bool]:
        """Return one page of conversations with at least one message, and whether there are more.

        Those who wait come in the order they were left waiting, all others newest first.
        """
        where, values = _conditions(wanted)
        order = "c.updated_at asc" if wanted.tab == "waiting" else "c.updated_at desc"
        values |= {"limit": PAGE_ROWS + 1, "offset": (wanted.page - 1) * PAGE_ROWS}
        sql = f"{_LIST} where {' and '.join(where)} order by {order}, c.id limit :limit offset :offset"
        rows = [InboxRow(**row) for row in self._store.db.query(sql, values)]
        return rows[:PAGE_ROWS], len(rows) > PAGE_ROWS

    def counts(self, agent: str) -> dict[str, int]:
        """Return how many conversations wait, are this person's, and are anybody's."""
        sql = """select coalesce(sum(handoff = 'waiting'), 0) as waiting, coalesce(sum(handoff = 'taken'), 0) as taken,
                 coalesce(sum(handoff = 'taken' and agent = ?), 0) as mine from conversations where handoff <> 'none'"""
        return dict(next(self._store.db.query(sql, [agent])))

    def waiting(self) -> int:
        """How many conversations wait for a person."""
        return int(next(self._store.db.query("select count(*) as n from conversations where handoff = 'waiting'"))["n"])

    def detail(self, conversation_id: str) -> Detail:
        """Return everything about one conversation; raises NotFound."""
        db = self._store.db
        row = next(db.query("select * from conversations where id = ?", [conversation_id]), None)
        if row is None:
            raise NotFound("This conversation is not there any more.")
        names = (
            "id",
            "created_at",
            "updated_at",
            "handoff",
            "agent",
            "locale",
            "page_url",
            "rating",
            "rating_comment",
            "read_seq",
            "consented_at",
            "consent_text",
        )
        messages = db.query("select * from messages where conversation = ? order by seq", [conversation_id])
        turns = db.query("select * from turns where conversation = ? order by seq", [conversation_id])
        tickets = db.query("select * from tickets where conversation = ? order by id", [conversation_id])
        return Detail(
            **{name: row[name] for name in names},
            state=load_state(row["state"], row["handoff"]),
            messages=tuple(as_message(each) for each in messages),
            turns={each["seq"]: _turn(each) for each in turns},
            tickets=tuple(as_ticket(each) for each in tickets),
            customer=Customers(self._store).of(conversation_id),
        )


_LIST = """
    select c.id, c.created_at, c.updated_at, c.last_seq, c.handoff, c.agent, c.rating,
        last.text as last_text, last.author as last_author,
        coalesce((select text from messages m where m.conversation = c.id and m.author = 'customer'
            order by seq desc limit 1), '') as asked,
        coalesce(last_turn.intent, '') as intent, coalesce(last_turn.sentiment, '') as sentiment,
        (select count(*) from turns t where t.conversation = c.id and t.decision = 'abstain') as unanswered,
        (select count(*) from tickets k where k.conversation = c.id and k.status = 'open') as tickets
    from conversations c join messages last on last.conversation = c.id and last.seq = c.last_seq
    left join turns last_turn on last_turn.conversation = c.id and last_turn.seq =
        (select max(seq) from turns t where t.conversation = c.id and t.intent is not null)"""

_PROBLEMS = {
    "unanswered": "exists (select 1 from turns t where t.conversation = c.id and t.decision = 'abstain')",
    "thumbs_down": "exists (select 1 from messages m where m.conversation = c.id and m.is_helpful = 0)",
    "low_rating": "c.rating <= 2",
    "ticket": "exists (select 1 from tickets k where k.conversation = c.id and k.status = 'open')",
}
_TABS = {
    "waiting": "c.handoff = 'waiting'",
    "mine": "c.handoff = 'taken' and c.agent = :agent",
    "taken": "c.handoff = 'taken'",
}


def _conditions(wanted: InboxFilter) -> tuple[list[str], dict[str, Any]]:
    where = ["c.last_seq > 0"]
    values: dict[str, Any] = {"agent": wanted.agent, "intent": wanted.intent, "mood": wanted.mood}
    where += [sql for key, sql in _TABS.items() if key == wanted.tab]
    where += [sql for key, sql in _PROBLEMS.items() if key == wanted.problem]
    for name in ("intent", "mood"):
        if getattr(wanted, name):
            column = {"intent": "intent", "mood": "sentiment"}[name]
            where.append(f"exists (select 1 from turns t where t.conversation = c.id and t.{column} = :{name})")
    if wanted.text:
        values["pattern"] = like(wanted.text)
        where.append(r"exists (select 1 from messages m where m.conversation = c.id and m.text like :pattern escape '\')")
    return where, values


def _turn(row: dict[str, Any]) -> TurnRecord:
    texts = ("status", "intent", "sentiment", "skill", "decision", "faq_id", "faq_question", "act")
    return TurnRecord(
        seq=row["seq"],
        score=row["score"],
        intent_p=row["intent_p"] or 0.0,
        sentiment_p=row["sentiment_p"] or 0.0,
        kb_version=row["kb_version"] or 0,
        latency_ms=row["latency_ms"] or 0,
        candidates=tuple((each[0], each[1]) for each in json.loads(row["candidates"] or "[]")),
        written_by=json.loads(row["written_by"] or "{}"),
        refusals=tuple(json.loads(row["refusals"] or "[]")),
        **{name: row[name] or "" for name in texts},
    )
