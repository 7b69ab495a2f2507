"""Where the shop is told of happenings, and what has still to be told: stored with the happening, so that no restart loses it.

The database itself notices: triggers write to the outbox in the same transaction as a hand-off, a rating or an unanswered
question, whichever code stores it, and a turn never waits for anybody's server.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.storage.db import Store
from chatbot.storage.times import now, stamp

migrations = Migrations("webhooks")

EVENTS = {
    "handoff.waiting": "a customer waits for a person",
    "rating.given": "a customer rated a conversation, 1 to 5",
    "question.unanswered": "the bot had no answer",
}
# Waits before the second, third ... try: a restart, a lunch, a night. After the last one it is given up.
WAITS_S = (5, 60, 300, 1_800, 7_200, 21_600, 43_200)
KEEP_DAYS = 30
SECRET_BYTES = 32
SHOWN = 30
_AT = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_ID = "'msg_' || lower(hex(randomblob(12)))"


@migrations()
def m001_webhooks(db: Database) -> None:
    db.executescript(f"""
        create table webhook (      -- one row, or none
            id integer primary key check (id = 1), url text not null, secret text not null, events text not null
        );
        create table webhook_events (
            id text primary key, type text not null, data text not null, made_at text not null,
            conversation text references conversations (id) on delete cascade,     -- null: a test
            status text not null default 'waiting',     -- waiting, delivered, given_up
            attempts integer not null default 0, next_at text not null, answer text not null default ''
        );
        create index webhook_events_due on webhook_events (next_at) where status = 'waiting';
        create trigger tell_handoff after update of handoff on conversations
            when new.handoff = 'waiting' and old.handoff <> 'waiting'
                and exists (select 1 from webhook, json_each(events) where value = 'handoff.waiting')
            begin insert into webhook_events (id, type, data, made_at, conversation, next_at) values ({_ID}, 'handoff.waiting',
                json_object('conversation', new.id), {_AT}, new.id, {_AT}); end;
        create trigger tell_rating after update of rating on conversations
            when new.rating is not null and old.rating is not new.rating
                and exists (select 1 from webhook, json_each(events) where value = 'rating.given')
            begin insert into webhook_events (id, type, data, made_at, conversation, next_at) values ({_ID}, 'rating.given',
                json_object('conversation', new.id, 'rating', new.rating), {_AT}, new.id, {_AT}); end;
        create trigger tell_unanswered after update of decision on turns
            when new.decision = 'abstain' and old.decision is not 'abstain' and new.act <> ''
                and new.intent not in ('greeting', 'goodbye', 'thanks', 'human_agent')
                and exists (select 1 from webhook, json_each(events) where value = 'question.unanswered')
            begin insert into webhook_events (id, type, data, made_at, conversation, next_at) values ({_ID}, 'question.unanswered',
                json_object('conversation', new.conversation, 'seq', new.seq, 'intent', new.intent, 'sentiment', new.sentiment),
                {_AT}, new.conversation, {_AT}); end;
    """)


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret: str  # "whsec_" and base64, as standardwebhooks.com writes it
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    id: str
    type: str
    data: dict[str, Any]
    made_at: str
    status: str
    attempts: int
    next_at: str  # of the next try, while it waits
    answer: str  # what came back last: "HTTP 500", "no answer in 5 s"

    @property
    def body(self) -> str:
        """What is sent: equal at every try, because it is signed."""
        return json.dumps({"type": self.type, "timestamp": self.made_at, "data": self.data}, ensure_ascii=False)


def test_event() -> WebhookEvent:
    return WebhookEvent(f"msg_{secrets.token_hex(12)}", "test", {}, now(), "waiting", 0, "", "")


class Webhooks:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self) -> Webhook | None:
        row = next(self._store.db.query("select url, secret, events from webhook"), None)
        return Webhook(row["url"], row["secret"], tuple(json.loads(row["events"]))) if row else None

    def set(self, url: str, events: Collection[str], is_new_secret: bool = False) -> Webhook:
        """Tell `url` of these events from now on; a secret is made the first time, and when a new one is asked for."""
        old = self.get()
        secret = (
            old.secret if old and not is_new_secret else f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"
        )
        row = {"id": 1, "url": url, "secret": secret, "events": json.dumps([name for name in EVENTS if name in events])}
        self._store.write(lambda db: db.table("webhook").upsert(row, pk="id"))
        return Webhook(url, secret, tuple(json.loads(str(row["events"]))))

    def remove(self) -> None:
        """Tell nobody any more; what waits is dropped."""

        def change(db: Database) -> None:
            db.execute("delete from webhook")
            db.execute("delete from webhook_events where status = 'waiting'")

        self._store.write(change)

    def add_test(self, event: WebhookEvent, is_delivered: bool, answer: str) -> None:
        """Keep how a test went, which is not tried again by itself."""
        row = {"id": event.id, "type": event.type, "data": "{}", "made_at": event.made_at, "next_at": event.made_at}
        status = "delivered" if is_delivered else "given_up"
        self._store.write(
            lambda db: db.table("webhook_events").insert({**row, "status": status, "attempts": 1, "answer": answer})
        )

    def due(self, limit: int = 20) -> list[WebhookEvent]:
        """Return what should be sent now, the oldest first."""
        sql = "select * from webhook_events where status = 'waiting' and next_at <= ? order by next_at limit ?"
        return [_event(row) for row in self._store.db.query(sql, [now(), limit])]

    def latest(self) -> list[WebhookEvent]:
        return [
            _event(row) for row in self._store.db.query("select * from webhook_events order by made_at desc limit ?", [SHOWN])
        ]

    def tried(self, event: WebhookEvent, is_delivered: bool, answer: str) -> None:
        """Note how a try ended, and when the next one is; old events are forgotten on the way."""
        attempts, at = event.attempts + 1, datetime.now(UTC)
        wait_s = WAITS_S[attempts - 1] if attempts <= len(WAITS_S) else None
        status = "delivered" if is_delivered else "waiting" if wait_s is not None else "given_up"
        values = [status, attempts, stamp(at + timedelta(seconds=wait_s or 0)), answer, event.id]

        def change(db: Database) -> None:
            db.execute("update webhook_events set status = ?, attempts = ?, next_at = ?, answer = ? where id = ?", values)
            old = stamp(at - timedelta(days=KEEP_DAYS))
            db.execute("delete from webhook_events where status <> 'waiting' and made_at < ?", [old])

        self._store.write(change)

    def send_again(self, event_id: str) -> bool:
        """Begin anew with an event that was given up; False when it is not there any more."""
        sql = "update webhook_events set status = 'waiting', attempts = 0, next_at = ? where id = ? and status = 'given_up'"
        return bool(self._store.write(lambda db: db.execute(sql, [now(), event_id]).rowcount))


def _event(row: dict[str, Any]) -> WebhookEvent:
    return WebhookEvent(
        **{name: row[name] for name in WebhookEvent.__dataclass_fields__ if name != "data"}, data=json.loads(row["data"])
    )
