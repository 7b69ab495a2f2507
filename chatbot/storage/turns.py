"""Turns: the queue of customers' messages that wait for their reply, and the record of every reply for the figures.

The database is the queue, so nothing that was acked is forgotten. `claim` and `finish` are one transaction each: a
message is answered once, also with several processes on one file, and one turn at a time runs per conversation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.messages import CustomerMessage, Reply, Shown, StoredMessage, Turn
from chatbot.storage.conversations import as_message, ask_rating, dump_shown, dump_state, insert_message, load_state
from chatbot.storage.db import Store
from chatbot.storage.tickets import insert_ticket
from chatbot.storage.times import now
from chatbot.storage.workers import Worker

migrations = Migrations("turns")

FAREWELLS = frozenset(("goodbye", "welcome"))  # acts that answer a goodbye or a thank-you


@migrations()
def m001_turns(db: Database) -> None:
    db.executescript("""
        create table turns (
            conversation text not null references conversations (id) on delete cascade, seq integer not null,
            status text not null,               -- waiting, running, done, failed
            worker text not null default '', attempts integer not null default 0, address text not null default '',
            queued_at text not null, started_at text, finished_at text, error text not null default '',
            intent text, intent_p real, in_scope_p real, sentiment text, sentiment_p real, skill text, decision text,
            faq_id text, faq_question text, score real, act text, candidates text, written_by text, refusals text,
            kb_version integer, model_ids text, latency_ms integer,
            primary key (conversation, seq)
        );
        create index turns_open on turns (conversation, seq) where status in ('waiting', 'running');
        create index turns_by_time on turns (queued_at);
    """)


@migrations()
def m002_tries(db: Database) -> None:
    """Attempts since the customer asked last; `attempts` never falls, so that it names one attempt."""
    db.table("turns").add_column("tries", int, not_null_default=0)


@dataclass(frozen=True, slots=True)
class Finished:
    """What a turn left behind. `message` is None where the bot stays quiet; `handoff` is None where it did not change."""

    message: StoredMessage | None
    handoff: str | None
    rating_wanted: int | None = None  # seq of the message after which a rating is asked for: this was a farewell


class TurnQueue:
    def __init__(self, store: Store, worker: Worker) -> None:
        self._store = store
        self._worker = worker

    def claim(self, conversation_id: str) -> Turn | None:
        """Take the oldest waiting turn of this conversation, or one that a dead process had.

        Returns None when nothing waits, another turn of this conversation runs, or its turn belongs to another process: that
        one has the customer's socket.
        """

        def change(db: Database) -> Turn | None:
            sql = """select * from turns where conversation = ? and status in ('waiting', 'running') order by seq"""
            open_turns = list(db.query(sql, [conversation_id]))
            if not open_turns or self._is_busy(open_turns):
                return None
            key = [conversation_id, open_turns[0]["seq"]]
            sql = """update turns set status = 'running', worker = ?, attempts = attempts + 1, tries = tries + 1,
                     started_at = ?
                     where conversation = ? and seq = ?"""
            db.execute(sql, [self._worker.name, now(), *key])
            return _turn(next(db.query(_TURN, key)))

        return self._store.write(change)

    def finish(self, turn: Turn, reply: Reply, latency_ms: int) -> Finished | None:
        """Store reply, state, ticket and record together; return what is to be sent.

        Returns None, and stores nothing, when this attempt is void: it was given up, or another process has it. What a
        person of the shop did meanwhile wins: the bot's words are dropped when the conversation is taken.
        """

        def change(db: Database) -> Finished | None:
            if not self._is_mine(db, turn):
                return None
            id_ = turn.message.conversation_id
            held = next(db.query("select handoff from conversations where id = ?", [id_]))["handoff"]
            handoff = reply.state.handoff if held == turn.state.handoff else held
            message = _insert_reply(db, turn, reply) if reply.text and held != "taken" else None
            sql = "update conversations set state = ?, handoff = ? where id = ?"
            db.execute(sql, [dump_state(reply.state), handoff, id_])
            if reply.answer.ticket:
                insert_ticket(db, id_, reply.answer.ticket)
            record = _record(reply) | {"status": "done", "finished_at": now(), "latency_ms": latency_ms}
            db.table("turns").update((id_, turn.message.seq), record)
            is_farewell = message is not None and FAREWELLS.issuperset(say.act for say in reply.answer.say)
            return Finished(message, handoff if handoff != held else None, ask_rating(db, id_) if is_farewell else None)

        return self._store.write(change)

    def fail(self, turn: Turn, error: str) -> bool:
        """Give this attempt up; the customer may ask for another. Returns False when it was void already."""

        def change(db: Database) -> bool:
            if not self._is_mine(db, turn):
                return False
            values = {"status": "failed", "finished_at": now(), "error": error}
            db.table("turns").update((turn.message.conversation_id, turn.message.seq), values)
            return True

        return self._store.write(change)

    def waiting_conversations(self) -> tuple[str, ...]:
        """Return the conversations with an open turn that this process should make."""
        sql = """select conversation, seq, status, worker from turns
                 where status in ('waiting', 'running') order by conversation, seq"""
        by_conversation = groupby(self._store.db.query(sql), key=lambda turn: turn["conversation"])
        return tuple(conversation for conversation, turns in by_conversation if not self._is_busy(list(turns)))

    def _is_busy(self, open_turns: list[dict[str, Any]]) -> bool:
        """Whether a turn of this conversation runs, or the first one is another living process's to make."""
        first = open_turns[0]
        runs = any(turn["status"] == "running" and self._worker.is_alive(turn["worker"]) for turn in open_turns)
        return runs or (first["worker"] not in ("", self._worker.name) and self._worker.is_alive(first["worker"]))

    def _is_mine(self, db: Database, turn: Turn) -> bool:
        sql = "select 1 from turns where conversation = ? and seq = ? and status = 'running' and worker = ? and attempts = ?"
        values = [turn.message.conversation_id, turn.message.seq, self._worker.name, turn.attempt]
        return db.execute(sql, values).fetchone() is not None


_TURN = """select t.conversation, t.seq, t.address, t.attempts, t.tries, m.text, m.choice, c.state, c.handoff
           from turns t join messages m using (conversation, seq) join conversations c on c.id = t.conversation
           where t.conversation = ? and t.seq = ?"""


def _turn(row: dict[str, Any]) -> Turn:
    message = CustomerMessage(row["conversation"], row["text"], row["seq"], row["choice"], row["address"])
    return Turn(message, load_state(row["state"], row["handoff"]), row["attempts"], row["tries"])


def _insert_reply(db: Database, turn: Turn, reply: Reply) -> StoredMessage:
    answer = reply.answer
    shown = Shown(answer.chips, answer.products, answer.order, answer.sources)
    has_facts = bool(answer.sources or answer.products or answer.order)
    row = insert_message(
        db,
        turn.message.conversation_id,
        "bot",
        reply.text,
        reply_to=turn.message.seq,
        shown=dump_shown(shown),
        rates=int(answer.decision == "answer" and has_facts),
    )
    return as_message(row)


def _record(reply: Reply) -> dict[str, Any]:
    prediction, answer = reply.understanding.prediction, reply.answer
    sentiment = prediction.sentiments[0] if prediction.sentiments else None
    return {
        "intent": prediction.intent.label,
        "intent_p": prediction.intent.p,
        "in_scope_p": prediction.in_scope_p,
        "sentiment": sentiment.label if sentiment else None,
        "sentiment_p": sentiment.p if sentiment else None,
        "skill": answer.skill,
        "decision": answer.decision,
        "faq_id": answer.faq.faq_id if answer.faq else None,
        "faq_question": answer.faq.question if answer.faq else None,
        "score": answer.faq.score if answer.faq else None,
        "act": reply.act,
        "candidates": json.dumps([[each.faq_id, each.score] for each in reply.candidates]),
        "written_by": json.dumps(dict(reply.written_by)),
        "refusals": json.dumps(reply.refusals),
        "kb_version": reply.kb_version,
        "model_ids": json.dumps(dict(reply.model_ids)),
    }
