"""The staff's socket: it only says that something changed in a conversation; pages then fetch what they show.

So nothing of a conversation travels to a browser without the checks of the page itself.
"""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_socketio import Namespace
from itsdangerous import BadSignature, URLSafeSerializer

from chatbot.storage.sessions import Sessions
from chatbot.web.threads import on_thread

NAMESPACE = "/staff"
_SALT = "staff socket"
_SHOWN = ("message", "reply", "handoff", "erased", "trouble")  # events to customers that change what the staff sees


class Live(Namespace):  # type: ignore[misc]  # flask_socketio has no types
    """Lets a signed-in device listen; see docs/protocol.md."""

    def __init__(self, sessions: Sessions, secret_key: str) -> None:
        super().__init__(NAMESPACE)
        self._sessions = sessions
        self._serializer = URLSafeSerializer(secret_key, salt=_SALT)
        self._devices: dict[str, int] = {}

    def trigger_event(self, event: object, sid: str, *args: Any) -> bool | None:
        """Accept a connection that brings a device's token; what clients send otherwise is ignored."""
        if event == "connect":
            device = self._device(args[-1] if args else None)
            if device is None or on_thread(self._sessions.find_device, device) is None:
                return False
            self._devices[sid] = device
        elif event == "disconnect":
            self._devices.pop(sid, None)
        return None

    def tell(self, event: str, payload: dict[str, Any], conversation: str) -> None:
        """Tell every listening device that a customer was sent this; runs in the hub's thread."""
        if event in _SHOWN and self._devices:
            news = {"conversation": conversation, "what": event, "handoff": payload.get("status", "")}
            self.server.emit("changed", news, namespace=NAMESPACE)

    def _device(self, auth: object) -> int | None:
        token = auth.get("token") if isinstance(auth, dict) else None
        try:
            return int(self._serializer.loads(str(token)))
        except (BadSignature, ValueError):
            return None


def socket_token(device_id: int) -> str:
    """Return what lets a page of this device listen; worth nothing once the device is signed out."""
    token: str = URLSafeSerializer(str(current_app.secret_key), salt=_SALT).dumps(device_id)
    return token
