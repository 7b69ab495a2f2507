"""Customers who wait for a person, and whom nobody has taken over yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from chatbot.messages import Chip, Form, Shown, StoredMessage
from chatbot.storage.conversations import as_message, dump_shown, dump_state, insert_message, load_state
from chatbot.storage.db import Store
from chatbot.storage.workers import Worker


@dataclass(frozen=True, slots=True)
class Notice:
    """What a customer is told after some time. `form` waits for the e-mail address that is asked for, or is None."""

    text: str
    chips: tuple[Chip, ...]
    form: Form | None = None


class Waiting:
    def __init__(self, store: Store, worker: Worker) -> None:
        self._store, self._worker = store, worker

    def tell(self, span: tuple[str, str], notice: Callable[[str, bool], Notice]) -> list[tuple[str, StoredMessage]]:
        """Write a notice into each conversation that has waited long enough; return what was written, by conversation.

        Args:
            span: from when to when the ticket was made, so that nobody is told after a day that the server was down.
            notice: given the ticket's code, and whether an e-mail address of the customer is known.
        """
        if not any(True for _ in self._store.db.query(_WAITING, span)):
            return []  # the usual case needs no lock
        return self._store.write(
            lambda db: [_write(db, row, notice) for row in list(db.query(_WAITING, span)) if self._is_mine(row)]
        )

    def _is_mine(self, row: dict[str, Any]) -> bool:
        """Whether this process has the customer's socket; that of a dead one is nobody's."""
        return row["worker"] in ("", self._worker.name) or not self._worker.is_alive(row["worker"])


# One turn at a time: a state that is written while a turn runs would be lost with the turn's own.
_WAITING = """
    select c.id, c.state, c.handoff, max(t.id), t.code,
        t.email <> '' or json_array_length(c.state, '$.verified_orders') > 0
        or exists (select 1 from customers k where k.conversation = c.id and k.email <> '') as has_address,
        (select worker from turns where conversation = c.id order by seq desc limit 1) as worker
    from tickets t join conversations c on c.id = t.conversation
    where t.status = 'open' and t.created_at between ? and ? and c.handoff = 'waiting'
        and not coalesce(json_extract(c.state, '$.wait_told'), 0)
        and not exists (select 1 from turns where conversation = c.id and status in ('waiting', 'running'))
    group by c.id"""


def _write(db: Database, row: dict[str, Any], notice: Callable[[str, bool], Notice]) -> tuple[str, StoredMessage]:
    told, state = notice(row["code"], bool(row["has_address"])), load_state(row["state"], row["handoff"])
    state = replace(state, form=state.form or told.form, wait_told=True)
    message = insert_message(db, row["id"], "bot", told.text, shown=dump_shown(Shown(chips=told.chips)))
    db.execute("update conversations set state = ? where id = ?", [dump_state(state), row["id"]])
    return row["id"], as_message(message)
