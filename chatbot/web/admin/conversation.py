"""One conversation: read it, take it over, answer, hand it back."""

from __future__ import annotations

import json

from flask import Blueprint, flash, redirect, request, url_for
from flask import Response as Download
from werkzeug.wrappers import Response

from chatbot.errors import StorageError
from chatbot.messages import INTENTS
from chatbot.storage.customer_data import CustomerData
from chatbot.web.admin import files
from chatbot.web.admin.office import office, page
from chatbot.web.attachments import download
from chatbot.web.auth import me, needs

blueprint = Blueprint("conversation", __name__, url_prefix="/conversations/<conversation_id>")

MAX_ANSWER_CHARS = 8_000
MAX_NOTE_CHARS = 4_000


@blueprint.get("")
def show(conversation_id: str) -> str:
    """conversation.html: it (storage.inbox.Detail), notes, canned, is_mine, corrections (by number), intents."""
    found = office().inbox.detail(conversation_id)
    is_mine = found.handoff == "taken" and found.agent == me().name
    context = {"notes": office().notes.of(conversation_id), "corrections": office().corrections.of(conversation_id)}
    return page("conversation.html", it=found, canned=office().canned.all(), is_mine=is_mine, intents=INTENTS, **context)


@blueprint.post("/take")
@needs("may_answer")
def take(conversation_id: str) -> Response:
    """From here on the bot is silent; two people cannot have the same conversation."""
    if office().desk.take(conversation_id, me().name):
        office().note("conversation taken", conversation_id)
    else:
        holder = office().inbox.detail(conversation_id).agent
        flash(f"{holder} has this conversation already." if holder else "This conversation is not there any more.", "bad")
    return _back(conversation_id)


@blueprint.post("/say")
@needs("may_answer")
def say(conversation_id: str) -> Response:
    text = request.form.get("text", "").strip()
    found = office().inbox.detail(conversation_id)
    if (found.handoff, found.agent) != ("taken", me().name):
        raise StorageError("You don't have this conversation (any more). Take it over before you answer.")
    if len(text) > MAX_ANSWER_CHARS:
        raise StorageError(f"The answer has {len(text):,} characters; {MAX_ANSWER_CHARS:,} are possible. Send it in parts.")
    if text:
        office().desk.say(conversation_id, text, me().name)
    return _back(conversation_id)


@blueprint.post("/hand-back")
@needs("may_answer")
def hand_back(conversation_id: str) -> Response:
    """The bot goes on; open tickets are closed when the box is ticked."""
    found = office().inbox.detail(conversation_id)
    if found.handoff == "taken" and found.agent != me().name and not me().may_manage:
        raise StorageError(f"{found.agent} has this conversation. Only they or the owner can hand it back.")
    office().desk.hand_back(conversation_id)
    office().note("conversation handed back", conversation_id)
    if "close_tickets" in request.form:
        for ticket in found.tickets:
            if office().tickets.close(ticket.id, me().name):
                office().note("ticket closed", ticket.code)
    flash("The bot answers in this conversation again.")
    return _back(conversation_id)


@blueprint.post("/note")
@needs("may_answer")
def add_note(conversation_id: str) -> Response:
    text = request.form.get("text", "").strip()[:MAX_NOTE_CHARS]
    if text:
        office().inbox.detail(conversation_id)
        office().notes.add(conversation_id, me().name, text)
    return _back(conversation_id, "notes")


@blueprint.get("/files/<int:seq>")
def file(conversation_id: str, seq: int) -> Download:
    """A customer's file, to be looked at in its place or saved."""
    return download(office().attachments.get(conversation_id, seq), is_shown="show" in request.args)


@blueprint.get("/export.json")
@needs("may_manage")
def export(conversation_id: str) -> Download:
    """Everything that is stored about this customer's conversation, for a customer who asks for it."""
    office().inbox.detail(conversation_id)
    told = CustomerData(office().store).export([conversation_id], [])
    office().note("conversation exported", conversation_id)
    data = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return files.download(data, f"conversation-{conversation_id}.json", "application/json")


@blueprint.post("/erase")
@needs("may_manage")
def erase(conversation_id: str) -> Response:
    """Erase everything that hangs on it; lead to the receipt."""
    office().inbox.detail(conversation_id)
    receipt = office().desk.erase(conversation_id, me().name)
    office().note("conversation erased", conversation_id, f"receipt {receipt.id}")
    flash(f"Everything of conversation {conversation_id} is erased. The audit log keeps the date and your name.")
    return redirect(url_for("admin.privacy.receipt", receipt_id=receipt.id))


def _back(conversation_id: str, anchor: str = "end") -> Response:
    return redirect(url_for("admin.conversation.show", conversation_id=conversation_id, _anchor=anchor))
