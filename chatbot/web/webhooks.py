"""Tells the shop's own server of happenings: signed as standardwebhooks.com says, tried again until it answers, never in a turn's way.

Only the owner chooses the address, and it may be inside the shop's network: a help desk often is. What is never reached:
link-local addresses (a cloud's metadata), multicast, and whatever a redirect names. The name is looked up once per try and
that very address is connected to, so that a name cannot change between the check and the call.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import socket
import threading
import time
from urllib.parse import urlsplit

import httpx
import structlog

from chatbot.errors import SettingsError
from chatbot.logs import where
from chatbot.storage.db import Store
from chatbot.storage.locks import only_one
from chatbot.storage.webhooks import Webhook, WebhookEvent, Webhooks

log = structlog.get_logger()

TIMEOUT_S = 5.0  # to connect, to send, and to wait for the answer
LOOK_EVERY_S = 1.0
DEFAULT_PORTS = {"http": 80, "https": 443}


class Courier:
    """Sends what waits in the outbox, on a thread of its own; one process at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._webhooks = Webhooks(store)
        self._stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._watch, name="webhooks", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def send_due(self) -> int:
        """Try everything that is due; return how many were tried."""
        webhook, due = self._webhooks.get(), self._webhooks.due()
        if webhook is None or not due:
            return 0
        with only_one(self._store.path, "webhooks") as is_mine:
            for event in self._webhooks.due() if is_mine else ():
                self._webhooks.tried(event, *deliver(webhook, event))
        return len(due)

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                self.send_due()
            except Exception as error:  # the next look tries again
                log.error("webhooks", error=type(error).__name__, where=where(error))


def deliver(webhook: Webhook, event: WebhookEvent) -> tuple[bool, str]:
    """Send one event; return whether it was taken (a 2xx), and what came back, in words."""
    try:
        address = checked_address(webhook.url)
        url = httpx.URL(webhook.url)
        headers = {"Host": url.netloc.decode(), "Content-Type": "application/json", "User-Agent": "shop-chatbot"}
        headers |= sign(webhook.secret, event.id, int(time.time()), event.body)
        with (
            httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST",
                url.copy_with(host=address),
                content=event.body.encode(),
                headers=headers,
                extensions={"sni_hostname": url.host},  # the certificate has to be the name's
            ) as answer,
        ):
            return answer.is_success, _in_words(answer)
    except httpx.TimeoutException:
        return False, f"no answer in {TIMEOUT_S:.0f} s"
    except httpx.TransportError as error:
        return False, f"not reached: {type(error).__name__}"
    except SettingsError as error:
        return False, str(error)


def sign(secret: str, message_id: str, timestamp: int, body: str) -> dict[str, str]:
    """Return the headers of a signed message: HMAC-SHA256 over `id.timestamp.body`.

    Source: Standard Webhooks specification 1.0, "Signature scheme" (symmetric, v1).
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": signature}


def checked_url(text: str) -> str:
    """Return the address as it is stored.

    Raises:
        SettingsError: it is none, or holds a password.
    """
    try:
        parts = urlsplit(text.strip())
        is_address = parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and (parts.port is None or parts.port > 0)
        httpx.URL(text.strip())
    except (ValueError, httpx.InvalidURL):
        is_address = False
    if not is_address:
        raise SettingsError("This is no address. Write it like https://shop.example/hooks/chat.")
    if parts.username or parts.password:
        raise SettingsError("Leave name and password out of the address; the signature shows who sends.")
    return parts._replace(fragment="").geturl()


def checked_address(url: str) -> str:
    """Return the IP address to connect to.

    Raises:
        SettingsError: the name is not known, or leads to an address that is never called.
    """
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SettingsError(f"The name {parts.hostname} is not known.") from None
    addresses = [ipaddress.ip_address(str(each[4][0]).split("%")[0]) for each in found]
    for address in addresses:
        plain = getattr(address, "ipv4_mapped", None) or address
        if plain.is_link_local or plain.is_multicast or plain.is_unspecified:
            raise SettingsError(f"{parts.hostname} leads to {address}, which is never called. Use the address of a server.")
    return str(addresses[0])


def _in_words(answer: httpx.Response) -> str:
    return f"HTTP {answer.status_code}{', redirects are not followed' if answer.is_redirect else ''}"
