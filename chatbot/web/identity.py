"""Who a customer is, as the shop says it: a signed token (JWT, RFC 7519, HS256), checked whenever a session is opened."""

from __future__ import annotations

import time

import jwt
import structlog
from pydantic import ValidationError

from chatbot.config import Settings
from chatbot.storage.customers import Customer
from chatbot.web.payloads import IdentityClaims, Refusal

log = structlog.get_logger()

MAX_TOKEN_CHARS = 4096  # the claims that count are a tenth of it; nothing longer is even decoded
MAX_LIFETIME_S = 24 * 60 * 60  # a token that leaks is soon worthless
LEEWAY_S = 30  # clocks of two machines differ


def read_identity(token: str | None, settings: Settings) -> Customer | None:
    """Return whom the shop signed for; None for a guest.

    Raises:
        Refusal: `identity_required` for a guest where the shop wants none, `bad_identity` for a token that does not count.
    """
    if not token:
        if settings.identity_required:
            raise Refusal("identity_required", "Please sign in to the shop to chat with us.")
        return None
    try:
        claims = _claims(token, settings)
    except Refusal as refusal:
        log.warning("identity refused", reason=str(refusal))
        raise
    return Customer(claims.sub, claims.name or "", claims.email or "")


def _claims(token: str, settings: Settings) -> IdentityClaims:
    if settings.identity_secret is None:
        raise _bad("this chat checks none; set CHATBOT_IDENTITY_SECRET, or send no identity")
    if len(token) > MAX_TOKEN_CHARS:
        raise _bad(f"it has {len(token)} characters, {MAX_TOKEN_CHARS} are possible; sign fewer claims")
    try:
        signed = jwt.decode(
            token,
            settings.identity_secret.get_secret_value(),
            algorithms=["HS256"],  # named here, never read from the token
            options={"require": ["exp", "sub"]},
            leeway=LEEWAY_S,
        )
        claims = IdentityClaims.model_validate(signed)
    except jwt.ExpiredSignatureError:
        raise _bad("it has expired; sign a new one") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise _bad(f"{first['loc'][0]}: {first['msg']}") from None
    except (jwt.InvalidTokenError, ValueError, RecursionError, OverflowError) as error:
        reason = str(error) if isinstance(error, jwt.InvalidTokenError) else "it is not a JWT"
        raise _bad(f"{reason.removesuffix('.')}; see docs/widget.md for how it is made") from None
    if claims.exp > time.time() + MAX_LIFETIME_S + LEEWAY_S:
        raise _bad("exp lies more than a day ahead; sign tokens that live an hour")
    return claims


def _bad(reason: str) -> Refusal:
    return Refusal("bad_identity", f"The identity was not accepted: {reason}.")
