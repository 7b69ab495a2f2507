"""What customers asked: for replaying against another FAQ, and the questions that got no good answer."""

from __future__ import annotations

from chatbot.storage.db import Store

_SMALL_TALK = ("greeting", "goodbye", "thanks")


class Questions:
    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self, limit: int) -> list[str]:
        """Return the newest different questions that the FAQ was searched for: answered from it, asked back, or not answered."""
        sql = f"""select m.text from turns t join messages m using (conversation, seq)
            where t.decision is not null and t.skill in ('faq', 'handoff') and t.act <> '' and m.choice is null
                and t.intent not in ({",".join("?" * len(_SMALL_TALK))}, 'human_agent')
            group by m.text order by max(m.id) desc limit ?"""
        return [row["text"] for row in self._store.db.query(sql, [*_SMALL_TALK, limit])]
