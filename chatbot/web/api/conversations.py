"""What customers and the bot said, for a help desk or figures of the shop's own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chatbot.messages import Author, Handoff
from chatbot.storage.inbox import InboxFilter
from chatbot.web.admin.office import office
from chatbot.web.api.contract import Routes, Shown
from chatbot.web.api.pages import Listed, Page

routes = Routes("Conversations")


class ConversationRow(Shown):
    id: str
    created_at: str
    updated_at: str
    last_seq: int = Field(description="the number of its last message")
    last_author: Author
    asked: str = Field(description="the customer's last message")
    handoff: Handoff = Field(description="whether a person is wanted, or has it")
    agent: str
    rating: int | None = Field(description="1 to 5")
    intent: str
    sentiment: str
    unanswered: int = Field(description="messages for which the bot had no answer")


class ConversationList(Listed):
    items: list[ConversationRow]


class MessageShown(Shown):
    seq: int
    author: Author
    text: str
    at: str
    agent: str = Field(description="who of the shop wrote it")
    is_helpful: bool | None = Field(description="the customer's thumb")


class TurnShown(Shown):
    seq: int = Field(description="the message that it answers")
    intent: str
    intent_p: float
    sentiment: str
    sentiment_p: float
    decision: str
    faq_id: str
    score: float | None
    latency_ms: int


class TicketShown(Shown):
    code: str
    reason: str
    summary: str
    email: str
    status: Literal["open", "closed"]
    created_at: str


class Conversation(Shown):
    id: str
    created_at: str
    updated_at: str
    handoff: Handoff
    agent: str
    locale: str
    page_url: str
    rating: int | None
    rating_comment: str
    messages: tuple[MessageShown, ...]
    turns: tuple[TurnShown, ...]
    tickets: tuple[TicketShown, ...]


class ConversationQuery(Page):
    tab: Literal["all", "waiting", "taken"] = Field("all", description="waiting or taken: those with a person")
    q: str = Field("", max_length=200, description="words, or an order number, of a message")
    mood: Literal["", "negative", "neutral", "positive"] = Field("", description="with a message in this mood")
    problem: Literal["", "unanswered", "thumbs_down", "low_rating"] = ""


@routes.on("GET /api/conversations", "read")
def list_conversations(query: ConversationQuery) -> ConversationList:
    """List conversations, the newest first, 40 to a page."""
    wanted = InboxFilter(tab=query.tab, text=query.q.strip(), mood=query.mood, problem=query.problem, page=query.page)
    rows, has_more = office().inbox.list(wanted)
    return ConversationList(page=query.page, has_more=has_more, items=[ConversationRow.model_validate(row) for row in rows])


@routes.on("GET /api/conversations/{id}", "read")
def read_conversation(id: str) -> Conversation:
    """Read one conversation: messages, what was understood, tickets."""
    found = office().inbox.detail(id)
    names = [name for name in Conversation.model_fields if name != "turns"]
    return Conversation.model_validate({**{name: getattr(found, name) for name in names}, "turns": tuple(found.turns.values())})
