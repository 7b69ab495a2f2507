"""A customer's files, by HTTP beside the socket (see docs/protocol.md): stored and answered as a message is, and shown to them again."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from chatbot.config import Settings
from chatbot.errors import ChatbotError, NoRoom, NotFound, TooManyRequests
from chatbot.masking import mask_cards
from chatbot.messages import FILE_SENT, Attachment, CustomerMessage
from chatbot.storage.attachments import Attachments, File
from chatbot.web.chat import Services, find_known
from chatbot.web.identity import read_identity
from chatbot.web.payloads import Refusal, ack_of, read_file_form
from chatbot.web.rendering import as_payload
from chatbot.web.security import hash_address
from chatbot.web.sniffing import media_type_of, safe_name

blueprint = Blueprint("attachments", __name__)

STATUS = {
    "bad_token": 401, "bad_identity": 401, "identity_required": 401, "not_found": 404, "too_large": 413, "no_room": 413, "bad_file": 415,
}  # fmt: skip


@blueprint.post("/widget/attachments")
def receive() -> Response:
    """Store a file as the conversation's next message; the ack is the one of `message_sent`, in JSON."""
    services = _services()
    sent = read_file_form(request.form)
    address = hash_address(request.remote_addr or "", services.secret_key)
    conversation = _conversation(services)
    services.limits.count_message(conversation, address)
    services.limits.count_file(address)
    file = read_file(services.settings)
    message = CustomerMessage(conversation, file.shown.name, choice=FILE_SENT, address=address)
    limit = services.settings.attachments_max_bytes
    stored, is_new = services.conversations.add_customer_file(message, sent.client_id.lower(), file, limit)
    if is_new:
        services.outbox.put("message", {"message": as_payload(stored)}, conversation)
    services.turns.wake(conversation)
    return jsonify(ok=True, seq=stored.seq, at=stored.at, text=stored.text, attachment=as_payload(stored)["attachment"])


@blueprint.get("/widget/attachments/<int:seq>")
def give_back(seq: int) -> Response:
    """A customer's own file, for the picture in the log; whoever has no key to the conversation gets nothing."""
    services = _services()
    conversation = _conversation(services)
    services.limits.count_small(conversation)
    found = Attachments(current_app.extensions["chatbot"].store).get(conversation, seq)
    return download(found)


def download(file: File, is_shown: bool = False) -> Response:
    """A customer's file: no browser may run what it holds, lend it to another site or keep it; only a picture is shown, a PDF is saved."""
    response = Response(file.data, mimetype=file.shown.media_type)
    is_picture = file.shown.media_type.startswith("image/")
    response.headers.set("Content-Disposition", "inline" if is_shown and is_picture else "attachment", filename=file.shown.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.errorhandler(ChatbotError)
def refuse(error: ChatbotError) -> tuple[Response, int]:
    if isinstance(error, NoRoom):
        error = Refusal("no_room", str(error))
    if isinstance(error, NotFound):
        error = Refusal("not_found", str(error))
    code = error.code if isinstance(error, Refusal) else ""
    status = 429 if isinstance(error, TooManyRequests) else STATUS.get(code, 400)
    return jsonify(ok=False, error=ack_of(error)), status


@blueprint.errorhandler(RequestEntityTooLarge)
def refuse_unread(error: RequestEntityTooLarge) -> tuple[Response, int]:
    return refuse(_too_large(_services().settings))


def read_file(settings: Settings) -> File:
    """Return the file of this request, with its type by its bytes.

    Raises:
        Refusal: none was sent, it is too large, or not of a type that is taken.
    """
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    if sent is None or not data:
        raise Refusal("bad_payload", "file: is missing or empty.")
    if len(data) > settings.attachment_max_bytes:
        raise _too_large(settings)
    media_type = media_type_of(data)
    if media_type is None:
        raise Refusal("bad_file", "Only pictures (PNG, JPEG, GIF, WebP) and PDF files can be sent.")
    name = mask_cards(safe_name(sent.filename or "", media_type))
    return File(Attachment(name, media_type, len(data)), data)


def _conversation(services: Services) -> str:
    """Return the conversation whose key came in the headers; never in the address, which proxies write down."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    customer = read_identity(request.headers.get("X-Chat-Identity"), services.settings)
    return find_known(services, token if kind.lower() == "bearer" else "", customer)


def _too_large(settings: Settings) -> Refusal:
    if not settings.attachment_max_bytes:
        return Refusal("too_large", "This shop takes no files in the chat.")
    return Refusal("too_large", f"A file may have at most {settings.attachment_max_bytes / 1_000_000:g} MB.")


def _services() -> Services:
    services: Services = current_app.extensions["chatbot"].chat
    return services
