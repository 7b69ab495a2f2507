"""How values are shown on the staff's pages: template filters."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher

from flask import Blueprint
from markupsafe import Markup, escape

from chatbot.web.rendering import to_html

MAX_COMPARED = 1_000_000  # pairs of words; two answers of 1,000 words each take about a second
MOODS = {"negative": "unhappy", "neutral": "calm", "positive": "happy"}


def add_filters(blueprint: Blueprint) -> None:
    for show in (when, day, words, percent, markdown, mood, bytes_shown, removed, added, first_upper):
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


def first_upper(text: str) -> str:
    """A clause as the beginning of a sentence; names in it keep their letters."""
    return text[:1].upper() + text[1:]


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


def bytes_shown(size: int) -> str:
    """`12 kB`."""
    return f"{size} bytes" if size < 1000 else f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def removed(old: str, new: str) -> Markup:
    """The old text with the words marked that the new one lacks."""
    return _marked(old, new, "del")


def added(new: str, old: str) -> Markup:
    """The new text with the words marked that the old one lacks."""
    return _marked(new, old, "ins")


def _marked(text: str, other: str, tag: str) -> Markup:
    mine, theirs = re.findall(r"\s+|\w+|[^\w\s]", text), re.findall(r"\s+|\w+|[^\w\s]", other)
    if len(mine) * len(theirs) > MAX_COMPARED:
        return Markup(f"<{tag}>{{}}</{tag}>").format(text) if text != other else escape(text)
    parts = []
    for kind, start, end, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        piece = escape("".join(mine[start:end]))
        parts.append(piece if kind == "equal" or not piece else Markup(f"<{tag}>{{}}</{tag}>").format(piece))
    return Markup("").join(parts)
