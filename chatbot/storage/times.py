"""Times as they are stored, sent and compared: UTC, to the millisecond, as text that sorts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def now() -> str:
    return stamp(datetime.now(UTC))


def ago(span: timedelta) -> str:
    """Return the time so long before now, to compare stored times with."""
    return stamp(datetime.now(UTC) - span)


def today() -> date:
    """Return the day in UTC, by which days are counted and kept."""
    return datetime.now(UTC).date()


def stamp(at: datetime) -> str:
    """Return "2026-11-24T09:30:00.000Z" of a time in UTC."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
