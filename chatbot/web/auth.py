"""Who is signed in, and what they may do. A cookie holds a token whose row in `staff_sessions` can be revoked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Literal, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFProtect, generate_csrf
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.wrappers import Response

from chatbot.storage.sessions import IDLE_DAYS, Sessions
from chatbot.storage.staff import Member
from chatbot.web.security import count

P = ParamSpec("P")
R = TypeVar("R")
Right = Literal["may_answer", "may_manage"]

COOKIE_PATH = "/admin"  # visitors' pages and the widget never carry it
csrf = CSRFProtect()


class SessionCookie(SecureCookieSessionInterface):
    def get_cookie_secure(self, app: Flask) -> bool:
        """Secure wherever the page itself came by https; a local http server could not set it otherwise."""
        return request.is_secure

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Not for a page's look at itself: it would bring back the session from before a form that was sent meanwhile."""
        return "X-Look" not in request.headers and super().should_set_cookie(app, session)


class SignedInUser:
    """What Flask-Login knows as the user: a person on one device."""

    is_active = is_authenticated = True
    is_anonymous = False

    def __init__(self, token: str, member: Member, device_id: int) -> None:
        self._token = token
        self.member = member
        self.device_id = device_id

    def get_id(self) -> str:
        return self._token


class Throttle:
    """Tries to sign in are counted in this process's memory, before the password is looked at.

    One person from one address gets few tries. An address as a whole gets more (an office), and so does one e-mail from
    all addresses together, so that a stranger cannot lock the owner out with a few wrong passwords.
    """

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._pair: RateLimitItem = RateLimitItemPerMinute(5, 15)
        self._address: RateLimitItem = RateLimitItemPerMinute(60, 15)
        self._email: RateLimitItem = RateLimitItemPerHour(60)

    def admit(self, email: str, address: str) -> None:
        """Count a try; raise TooManyRequests, with the seconds to wait, when there were too many."""
        email = email.strip().lower()
        keys = ((self._pair, f"{email} {address}"), (self._address, address), (self._email, email))
        for limit, key in keys:
            count(self._limiter, limit, key)

    def forgive(self, email: str, address: str) -> None:
        """After a right password the wrong ones before it count no more."""
        self._limiter.clear(self._pair, f"{email.strip().lower()} {address}")


def add_auth(app: Flask, sessions: Sessions) -> None:
    """Give the app sign-in by cookie, and forms that other sites cannot send."""
    app.session_interface = SessionCookie()
    app.config.update(
        SESSION_COOKIE_NAME="staff",
        SESSION_COOKIE_PATH=COOKIE_PATH,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=IDLE_DAYS),
        WTF_CSRF_CHECK_DEFAULT=False,  # checked for the staff's pages by `require_sign_in`; visitors have no forms
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a page that was open over lunch still works
    )
    csrf.init_app(app)
    login = LoginManager(app)
    login.session_protection = None  # the session row is what counts, and it can be revoked

    @login.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedInUser | None:
        found = sessions.find(token)
        return SignedInUser(token, found.member, found.device_id) if found else None


def require_sign_in(public: frozenset[str]) -> Response | None:
    """Before every view of the staff's pages: check the form's token, and send strangers to the sign-in page."""
    csrf.protect()
    if request.endpoint in public or current_user.is_authenticated:
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else came_from()
    return redirect(url_for("admin.sign_in.form", next=wanted or None))


def needs(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be used only by people with this right; others get 403."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if not getattr(me(), right):
                abort(403)
            return view(*args, **kwargs)

        return checked

    return decorate


def me() -> Member:
    """The person who is signed in."""
    member: Member = current_user.member
    return member


def sign_in(sessions: Sessions, member: Member) -> None:
    """Sign this browser in under a new token; what the session held before is dropped."""
    session.clear()
    session.permanent = True
    token = sessions.open(member.id, device_name(request.headers.get("User-Agent", "")))
    login_user(SignedInUser(token, member, 0))
    generate_csrf()  # once for the whole session: two pages that load at the same time must not make two, of which one is lost


def sign_out(sessions: Sessions) -> None:
    sessions.close(current_user.device_id, me().id)
    logout_user()
    session.clear()


# The first pattern that a User-Agent header holds names the browser, or the system; derived browsers come before their kin.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox|FxiOS", "Firefox"), ("Chrome|CriOS", "Chrome"), ("Safari", "Safari"))
_PHONES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"))
_SYSTEMS = (*_PHONES, ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))


def device_name(user_agent: str) -> str:
    """Return "Firefox on Windows" of a User-Agent header, for the list of devices."""
    browser, system = _first(user_agent, _BROWSERS), _first(user_agent, _SYSTEMS)
    return f"{browser or 'A browser'} on {system}" if system else browser or "A program"


def _first(text: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for pattern, name in names if re.search(pattern, text)), "")


def is_safe_path(path: str) -> bool:
    """Whether a path leads to the staff's pages of this server, and nowhere else."""
    return re.fullmatch(r"/admin(?:/[^/\\][^\\]*)?/?(?:\?[^\\]*)?", path) is not None and not re.search(r"[\x00-\x20]", path)


def came_from() -> str:
    """The page of the staff that this request was sent from, as a path; empty when it was another."""
    found = urlsplit(request.referrer or "")
    path = f"{found.path}?{found.query}".rstrip("?")
    return path if found.netloc == request.host and is_safe_path(path) else ""
