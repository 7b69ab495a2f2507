"""What customers asked, without their addresses and phone numbers: for replaying, and the questions that got no good answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database, Migrations

from chatbot.masking import mask_personal
from chatbot.storage.db import Store
from chatbot.storage.times import ago, now

migrations = Migrations("questions")

MARKS = ("solved", "out_of_scope", "ignored")
GONE_AFTER = timedelta(minutes=30)  # a customer who has not answered a question back for so long has gone away
_SMALL_TALK = ("greeting", "goodbye", "thanks", "human_agent")


@migrations()
def m001_question_marks(db: Database) -> None:
    db.executescript("""
        create table question_marks (   -- what a person decided about a question that got no good answer
            conversation text not null references conversations (id) on delete cascade, seq integer not null,
            mark text not null, made_by text not null, made_at text not null,
            primary key (conversation, seq)
        );
    """)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A message of a customer that got no good answer.

    `why` is "unanswered", "thumbs_down", "asked_back" (and none of the offered entries was chosen), "went_away" (after the FAQ
    asked back), "form_left" (after an order or a wish was asked for) or "failed" (no answer came).
    """

    conversation: str
    seq: int
    text: str
    at: str
    sentiment: str
    why: str
    reply: str  # what the bot said
    rejected: str  # hash of the entry, as it was then, whose answer got a thumb down; empty where there was none


@dataclass(frozen=True, slots=True)
class Chosen:
    """A message after which the customer clicked an entry of “did you mean”, or below another answer: a wording for a person to judge."""

    conversation: str
    seq: int
    text: str
    at: str
    faq_id: str


class Questions:
    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self, limit: int) -> list[str]:
        """Return the newest different questions that the FAQ was searched for: answered from it, asked back, or not answered."""
        sql = f"""select m.text from turns t join messages m using (conversation, seq)
            where t.decision is not null and t.skill in ('faq', 'handoff') and t.act <> '' and m.choice is null
                and t.intent not in ({",".join("?" * len(_SMALL_TALK))})
            group by m.text order by max(m.id) desc limit ?"""
        return [mask_personal(row["text"]) for row in self._store.db.query(sql, [*_SMALL_TALK, limit])]

    def open(self, limit: int) -> list[OpenQuestion]:
        """Return the newest questions without a good answer that nobody has decided about.

        Not answered at all; answered with a thumb down; or asked back, and the customer chose nothing or went away.
        """
        sql = f"""select m.conversation, m.seq, m.text, m.at, coalesce(t.sentiment, '') as sentiment,
                coalesce(reply.text, '') as reply, coalesce(told.entry, '') as rejected,
                case when t.decision = 'abstain' then 'unanswered' when reply.is_helpful = 0 then 'thumbs_down'
                    when t.status = 'failed' then 'failed' when {_GONE} then iif(t.skill = 'faq', 'went_away', 'form_left')
                    else 'asked_back' end as why
            from turns t join messages m using (conversation, seq) join conversations c on c.id = m.conversation
            left join messages reply on reply.conversation = m.conversation and reply.reply_to = m.seq and reply.author = 'bot'
            left join faq_version_entries told on reply.is_helpful = 0 and told.version = t.kb_version and told.faq_id = t.faq_id
            left join messages next on next.conversation = m.conversation and next.author = 'customer' and next.seq =
                (select min(n.seq) from messages n
                 where n.conversation = m.conversation and n.author = 'customer' and n.seq > m.seq)
            left join question_marks k on k.conversation = m.conversation and k.seq = m.seq
            where k.mark is null and m.choice is null and (t.act <> '' or t.status = 'failed')
                and coalesce(t.intent, '') not in ({",".join(f"'{each}'" for each in _SMALL_TALK)})
                and (t.decision = 'abstain' or reply.is_helpful = 0 or t.status = 'failed' or {_GONE}
                    or (t.decision = 'ask' and t.skill = 'faq' and coalesce(next.choice, '') not like 'faq:%'))
            order by m.id desc limit :limit"""
        rows = self._store.db.query(sql, {"limit": limit, "gone": ago(GONE_AFTER)})
        return [OpenQuestion(**{**row, "text": mask_personal(row["text"])}) for row in rows]

    def chosen(self, limit: int) -> list[Chosen]:
        """Return the newest messages that led to a click on an entry which nobody has decided about.

        A click whose answer then got a thumb down is left out: it was the wrong entry.
        """
        sql = """select m.conversation, m.seq, m.text, m.at, substr(click.choice, 5) as faq_id
            from messages click join messages m on m.conversation = click.conversation and m.author = 'customer' and m.seq =
                (select max(p.seq) from messages p
                 where p.conversation = click.conversation and p.author = 'customer' and p.seq < click.seq)
            join turns t on t.conversation = m.conversation and t.seq = m.seq
            left join messages reply on reply.conversation = m.conversation and reply.reply_to = click.seq and reply.author = 'bot'
            left join question_marks k on k.conversation = m.conversation and k.seq = m.seq
            where click.choice like 'faq:%' and t.decision in ('ask', 'answer') and m.choice is null and k.mark is null
                and coalesce(reply.is_helpful, 1) = 1
            order by click.id desc limit ?"""
        return [Chosen(**{**row, "text": mask_personal(row["text"])}) for row in self._store.db.query(sql, [limit])]

    def mark(self, places: Sequence[tuple[str, int]], mark: str, made_by: str) -> int:
        """Decide about questions, named by conversation and number; return how many there were."""
        at = now()

        def change(db: Database) -> int:
            sql = """insert or replace into question_marks select conversation, seq, ?, ?, ? from messages
                     where conversation = ? and seq = ? and author = 'customer'"""
            return sum(db.execute(sql, [mark, made_by, at, *place]).rowcount for place in places)

        return self._store.write(change)


# The bot asked for something, nothing came, and nobody of the shop has the conversation.
_GONE = "(t.decision = 'ask' and next.id is null and c.handoff = 'none' and c.updated_at < :gone)"
