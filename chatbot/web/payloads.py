"""What clients may send and what they get, by name: the event tables of docs/protocol.md (a test compares them)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from chatbot.errors import ChatbotError, TooManyRequests

Code = Literal[
    "bad_payload", "no_session", "too_long", "too_many", "bad_token", "identity_required", "bad_identity", "bad_file",
    "too_large", "no_room", "not_found", "server_trouble",
]  # fmt: skip
ServerEvent = Literal["session_ready", "stage", "reply_part", "reply", "message", "handoff", "rating_wanted", "erased", "trouble"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all but tab and newline: nobody types them, and some tools end at NUL


class Refusal(ChatbotError):
    """An event that cannot be done; told to the client in its ack."""

    def __init__(self, code: Code, message: str, may_retry: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.may_retry = may_retry


class _Payload(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")  # a field of a newer client is no error

    @field_validator("*")
    @classmethod
    def _is_storable(cls, value: object) -> object:
        try:
            if isinstance(value, str):
                value.encode()
        except UnicodeEncodeError:
            raise ValueError("holds half of a character (a lone UTF-16 surrogate)") from None
        return value


def _cleaned(text: str) -> str:
    cleaned = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not cleaned:
        raise ValueError("is empty")
    return cleaned


ClientId = Annotated[str, Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
Seq = Annotated[int, Field(ge=0, lt=2**53)]  # what JavaScript counts exactly


class SessionOpened(_Payload):
    token: Annotated[str, Field(max_length=200)] | None
    last_seq: Seq
    locale: str = Field("", max_length=35)  # the longest registered BCP 47 tag
    page_url: str = Field("", max_length=2000)
    identity: str | None = None  # its length is checked with its signature
    is_new: bool = False


class MessageSent(_Payload):
    client_id: ClientId
    text: Annotated[str, AfterValidator(_cleaned)]
    choice: Annotated[str, Field(max_length=200)] | None = None


class RatingGiven(_Payload):
    score: int = Field(ge=1, le=5)
    comment: str = Field("", max_length=1000)


class FeedbackGiven(_Payload):
    seq: Seq
    is_helpful: bool
    reason: str = Field("", max_length=500)


class HumanWanted(_Payload):
    client_id: ClientId


class ReadUpTo(_Payload):
    seq: Seq


class ConsentGiven(_Payload): ...


class ErasureWanted(_Payload): ...


class FileSent(_Payload):
    """The fields of an uploaded file's form, beside the file."""

    client_id: ClientId


class IdentityClaims(_Payload):
    """What a shop signs about its customer; other claims are ignored."""

    sub: Annotated[str, Field(min_length=1, max_length=200)]
    exp: float = Field(strict=False)  # seconds since 1970, as JWT's NumericDate allows
    name: Annotated[str, Field(max_length=200)] | None = None
    email: Annotated[str, Field(max_length=320)] | None = None


FROM_CLIENT: dict[str, type[_Payload]] = {
    "session_opened": SessionOpened,
    "message_sent": MessageSent,
    "rating_given": RatingGiven,
    "feedback_given": FeedbackGiven,
    "human_wanted": HumanWanted,
    "read_up_to": ReadUpTo,
    "consent_given": ConsentGiven,
    "erasure_wanted": ErasureWanted,
}


def read_payload(event: object, args: tuple[Any, ...]) -> Any:
    """Return the checked payload of an event from a client.

    Raises:
        Refusal: `bad_payload`, with the name of the event or field that is wrong and what is expected.
    """
    model = FROM_CLIENT.get(event) if isinstance(event, str) else None
    if model is None:
        raise Refusal("bad_payload", f"There is no event {str(event)[:50]!r}. Known: {', '.join(FROM_CLIENT)}.")
    if len(args) != 1 or not isinstance(args[0], dict):
        raise Refusal("bad_payload", f"{event} needs one object with the fields: {', '.join(model.model_fields)}.")
    return _checked(model, args[0], str(event))


def read_file_form(form: Mapping[str, str]) -> FileSent:
    """Return the checked fields of an uploaded file's form; raises Refusal as `read_payload` does."""
    checked: FileSent = _checked(FileSent, dict(form), "form")
    return checked


def _checked(model: type[_Payload], given: dict[str, Any], name: str) -> Any:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"])) or name
        raise Refusal("bad_payload", f"{field}: {first['msg'].removeprefix('Value error, ')}.") from None


def ack_of(error: ChatbotError) -> dict[str, Any]:
    """Return the ack that tells a client why its event was not done."""
    if isinstance(error, TooManyRequests):
        return _failed("too_many", str(error), may_retry=True) | {"wait_s": error.wait_s}
    if isinstance(error, Refusal):
        return _failed(error.code, str(error), error.may_retry)
    return _failed("server_trouble", "Something went wrong on our side. Please try again.", may_retry=True)


def _failed(code: Code, message: str, may_retry: bool) -> dict[str, Any]:
    return {"code": code, "message": message, "may_retry": may_retry}
