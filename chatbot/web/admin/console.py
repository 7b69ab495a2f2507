"""The test console: what the bot understands, finds, decides and says, without a customer."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Blueprint, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from chatbot.dialogue.regression import observe
from chatbot.errors import ChatbotError
from chatbot.messages import CustomerMessage, DialogueState, Reply
from chatbot.storage.conversations import dump_state, load_state
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me

blueprint = Blueprint("console", __name__, url_prefix="/console")

SALT = "console"  # what the bot remembers travels through the page, signed: nobody can write "this order is checked" into it


@dataclass(frozen=True, slots=True)
class Trial:
    text: str
    reply: Reply
    stages: tuple[tuple[str, int], ...]  # (name, milliseconds since the start)
    took_ms: int

    @property
    def expect(self) -> str:
        """What the bot did, as the regression set would expect it from now on."""
        return str(observe(self.reply))


@blueprint.get("")
def index() -> str:
    """console.html: trial (None before the first question), memory (signed), text, sentence, settings."""
    if text := request.args.get("q", "").strip():
        return _tried(text, DialogueState())
    return _page(None, "", "")


@blueprint.post("")
def ask() -> str:
    """console.html with the whole turn; the bot remembers the questions before it."""
    text = request.form.get("text", "").strip()
    state = DialogueState() if "fresh" in request.form else read_memory(request.form.get("memory", ""))
    return _tried(text, state, request.form.get("choice") or None) if text else _page(None, "", "")


def read_memory(signed: str) -> DialogueState:
    try:
        return load_state(_signer().loads(signed), "none")
    except BadSignature:
        return DialogueState()


def _tried(text: str, state: DialogueState, choice: str | None = None) -> str:
    limit = office().settings.max_message_chars
    if len(text) > limit:
        return _page(None, text[:limit], f"The question has {len(text):,} characters; {limit:,} are possible.")
    try:
        return _page(try_out(text, state, choice), "", "")
    except ChatbotError as error:
        return _page(None, text, str(error))


def try_out(text: str, state: DialogueState, choice: str | None) -> Trial:
    """Make a turn that is stored nowhere. Wrong tries at an order's gate count as everywhere else."""
    stages: list[tuple[str, int]] = []
    begun = time.monotonic()
    message = CustomerMessage(f"console-{me().id}", text, seq=1, choice=choice)
    reply = office().bot.reply(message, state, lambda name: stages.append((name, _ms(begun))), lambda part: None)
    return Trial(text, reply, tuple(stages), _ms(begun))


def _page(trial: Trial | None, text: str, sentence: str) -> str:
    memory = _signer().dumps(dump_state(trial.reply.state)) if trial else ""
    return page("console.html", trial=trial, memory=memory, text=text, sentence=sentence, settings=office().settings)


def _ms(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=SALT)
