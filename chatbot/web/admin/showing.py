"""How values are shown on the staff's pages: template filters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint
from markupsafe import Markup, escape

from chatbot.web.rendering import to_html

MOODS = {"negative": "unhappy", "neutral": "calm", "positive": "happy"}


def add_filters(blueprint: Blueprint) -> None:
    for show in (when, day, words, percent, markdown, mood):
        blueprint.add_app_template_filter(show)


def when(stamp: str, now: datetime | None = None) -> Markup:
    """A time as people say it, with the whole of it in `datetime` (a script shows it in the reader's own zone)."""
    if not stamp:
        return Markup("never")
    at = datetime.fromisoformat(stamp)
    return Markup('<time datetime="{}" data-when>{}</time>').format(stamp, ago(at, now or datetime.now(UTC)))


def ago(at: datetime, now: datetime) -> str:
    past = now - at
    if past < timedelta(minutes=1):
        return "just now"
    if past < timedelta(hours=1):
        return f"{past.seconds // 60} min ago"
    if past < timedelta(days=1):
        return f"{past.seconds // 3600} h ago"
    if past < timedelta(days=7):
        return f"{past.days} day{'s' * (past.days > 1)} ago"
    return f"{at.day} {at:%b}" if at.year == now.year else f"{at.day} {at:%b %Y}"


def day(stamp: str) -> str:
    """`24 Nov 2026` of an ISO date or time."""
    at = datetime.fromisoformat(stamp)
    return f"{at.day} {at:%b %Y}"


def words(name: str) -> str:
    """`order_status` → `order status`."""
    return name.replace("_", " ")


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def markdown(text: str) -> Markup:
    """The shop's own words, as customers see them."""
    return Markup(to_html(text))


def mood(sentiment: str) -> Markup:
    """A dot with its word."""
    if sentiment not in MOODS:
        return Markup("")
    return Markup('<span class="mood mood-{}"><span class="dot" aria-hidden="true"></span>{}</span>').format(
        escape(sentiment), MOODS[sentiment]
    )
