"""The customer's socket: every event is checked, limited, done and acked by one wrapper (see docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import structlog
from flask_socketio import Namespace

from chatbot.config import Settings
from chatbot.errors import ChatbotError, NotFound
from chatbot.logs import where
from chatbot.masking import mask_cards
from chatbot.messages import CustomerMessage
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.storage.conversations import Conversations
from chatbot.storage.customers import Customer, Customers
from chatbot.storage.tokens import hash_token, new_token
from chatbot.web import payloads
from chatbot.web.desk import Desk
from chatbot.web.identity import read_identity
from chatbot.web.outbox import Outbox
from chatbot.web.payloads import Refusal, ack_of, read_payload
from chatbot.web.rendering import as_payload
from chatbot.web.security import Limits, hash_address
from chatbot.web.threads import on_thread
from chatbot.web.turns import Turns

log = structlog.get_logger()

NAMESPACE = "/chat"
HUMAN_WANTED = "I want to talk to a person"
THE_CUSTOMER = "the customer"  # on the receipt of a conversation that they deleted themselves


@dataclass(slots=True)
class Client:
    """One connection. `conversation` is empty until its session is opened."""

    sid: str
    address: str
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Services:
    """What the chat works with."""

    settings: Settings
    conversations: Conversations
    customers: Customers
    desk: Desk
    limits: Limits
    turns: Turns
    outbox: Outbox
    secret_key: str


class Chat(Namespace):  # type: ignore[misc]  # flask_socketio has no types
    """Handlers `on_<event>(client, payload)` return the fields of a successful ack, and raise a ChatbotError otherwise."""

    def __init__(self, services: Services) -> None:
        super().__init__(NAMESPACE)
        self._services = services
        self._conversations = services.conversations
        self._limits = services.limits
        self._clients: dict[str, Client] = {}

    def trigger_event(self, event: object, sid: str, *args: Any) -> dict[str, Any] | None:
        """Do one event and return its ack; whatever goes wrong, the socket stays."""
        if event in ("connect", "disconnect"):
            self._keep_track(event == "connect", sid)
            return None
        try:
            client = self._client(sid, str(event))  # first, so that nobody without a session has a payload read
            payload = read_payload(event, args)
            handler: Callable[[Client, Any], dict[str, Any] | None] = getattr(self, f"on_{event}")
            return {"ok": True, **(handler(client, payload) or {})}
        except NotFound:  # erased meanwhile, in another tab or by the shop
            return {"ok": False, "error": ack_of(no_session())}
        except ChatbotError as error:
            return {"ok": False, "error": ack_of(error)}
        except Exception as error:  # logged without what the customer sent
            log.error("event failed", name=str(event), error=type(error).__name__, where=where(error))
            return {"ok": False, "error": ack_of(ChatbotError())}

    def on_session_opened(self, client: Client, sent: payloads.SessionOpened) -> None:
        self._limits.count_session(client.address)
        customer = read_identity(sent.identity, self._services.settings)
        found, token = on_thread(self._open, sent, customer)
        if client.conversation and client.conversation != found:
            self.server.leave_room(client.sid, client.conversation, namespace=NAMESPACE)
        client.conversation = found
        self.server.enter_room(client.sid, found, namespace=NAMESPACE)  # before reading, so that nothing falls between
        ready = on_thread(self._session_ready, found, sent.last_seq)
        self._services.outbox.put("session_ready", ready | {"token": token}, client.sid)
        self._services.turns.wake(found)

    def on_message_sent(self, client: Client, sent: payloads.MessageSent) -> dict[str, Any]:
        return self._receive(client, sent.client_id, sent.text, sent.choice)

    def on_human_wanted(self, client: Client, sent: payloads.HumanWanted) -> dict[str, Any]:
        return self._receive(client, sent.client_id, HUMAN_WANTED, HUMAN_CHIP.payload)

    def on_rating_given(self, client: Client, sent: payloads.RatingGiven) -> None:
        self._limits.count_small(client.conversation)
        on_thread(self._conversations.rate, client.conversation, sent.score, sent.comment)

    def on_feedback_given(self, client: Client, sent: payloads.FeedbackGiven) -> None:
        self._limits.count_small(client.conversation)
        if not on_thread(self._conversations.give_feedback, client.conversation, sent.seq, sent.is_helpful, sent.reason):
            raise Refusal("bad_payload", f"seq: {sent.seq} is not a reply of the bot.")

    def on_read_up_to(self, client: Client, sent: payloads.ReadUpTo) -> None:
        self._limits.count_small(client.conversation)
        on_thread(self._conversations.read_up_to, client.conversation, sent.seq)

    def on_consent_given(self, client: Client, sent: payloads.ConsentGiven) -> None:
        self._limits.count_small(client.conversation)
        on_thread(self._conversations.consent, client.conversation, self._services.settings.consent_text)

    def on_erasure_wanted(self, client: Client, sent: payloads.ErasureWanted) -> None:
        self._limits.count_small(client.conversation)
        on_thread(self._services.desk.erase, client.conversation, THE_CUSTOMER)
        client.conversation = ""

    def _receive(self, client: Client, client_id: str, text: str, choice: str | None) -> dict[str, Any]:
        """Store a message, show it in the customer's other tabs, and have it answered."""
        self._limits.count_message(client.conversation, client.address)
        if len(text) > (limit := self._services.settings.max_message_chars):
            raise Refusal("too_long", f"Your message has {len(text)} characters; {limit} are possible. Please shorten it.")
        message = CustomerMessage(client.conversation, mask_cards(text), choice=choice, address=client.address)
        stored, is_new = on_thread(self._conversations.add_customer_message, message, client_id.lower())
        if is_new:
            self._services.outbox.put("message", {"message": as_payload(stored)}, client.conversation, client.sid)
        self._services.turns.wake(client.conversation)
        return {"seq": stored.seq, "at": stored.at, "text": stored.text}

    def _open(self, sent: payloads.SessionOpened, customer: Customer | None) -> tuple[str, str]:
        """Return the conversation, and the token under which the client asks for it again.

        A guest's token is a secret and the only key. A signed-in customer's token only names the conversation: the identity
        is the key, so that a token left behind on a device is worth nothing after signing out.
        """
        if sent.token is not None:
            return find_known(self._services, sent.token, customer), sent.token
        page_url = without_query(sent.page_url)
        if customer:
            own = self._services.customers.open(customer, sent.is_new, sent.locale, page_url)
            return own, own
        token = new_token()
        return self._conversations.create(hash_token(token), sent.locale, page_url), token

    def _session_ready(self, conversation_id: str, last_seq: int) -> dict[str, Any]:
        settings, snapshot = self._services.settings, self._conversations.snapshot(conversation_id, last_seq)
        return {
            "conversation": conversation_id,
            "messages": [as_payload(message) for message in snapshot.messages],
            "last_seq": snapshot.last_seq,
            "handoff": snapshot.handoff,
            "agent": snapshot.agent,
            "pending": snapshot.pending,
            "has_consented": snapshot.has_consented,
            "rating_wanted": snapshot.rating_wanted,
            "settings": {
                "shop_name": settings.shop_name,
                "greeting": settings.greeting,
                "max_message_chars": settings.max_message_chars,
                "max_file_bytes": settings.attachment_max_bytes,
                "consent_text": settings.consent_text,
                "privacy_url": settings.privacy_url,
                "starters": [{"label": label, "payload": payload} for label, payload in settings.starters],
            },
        }

    def _client(self, sid: str, event: str) -> Client:
        client = self._clients.get(sid)
        if client is None or not (client.conversation or event == "session_opened"):
            raise no_session()
        return client

    def _keep_track(self, is_connecting: bool, sid: str) -> None:
        if is_connecting:
            environ = self.server.get_environ(sid, NAMESPACE)
            address = environ.get("REMOTE_ADDR", "")
            if "HTTP_X_FORWARDED_FOR" in environ and not self._services.settings.trusted_proxies:
                warn_of_proxy()
            self._clients[sid] = Client(sid, hash_address(address, self._services.secret_key))
        else:
            self._clients.pop(sid, None)


def find_known(services: Services, token: str, customer: Customer | None) -> str:
    """Return the conversation that a token opens: a guest's as their secret, a customer's own by its name.

    Raises:
        Refusal: `bad_token`.
    """
    if customer:
        if services.customers.reopen(customer, token):
            return token
    elif found := services.conversations.find(hash_token(token)):
        return found
    raise unknown_token()


def no_session() -> Refusal:
    return Refusal("no_session", "Open a session first: send session_opened.", may_retry=True)


def unknown_token() -> Refusal:
    return Refusal("bad_token", "This conversation is not known here. Please start a new one.", may_retry=True)


@cache
def warn_of_proxy() -> None:
    """Once: behind a proxy that is not trusted all customers share one address, and its limits."""
    log.warning("X-Forwarded-For is ignored", remedy="set CHATBOT_TRUSTED_PROXIES to the number of proxies in front")


def without_query(url: str) -> str:
    """A page's address without what may hold a shopper's personal data."""
    return url.split("?")[0].split("#")[0]
