"""Times as they are stored, sent and compared: UTC, to the millisecond, as text that sorts."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    return stamp(datetime.now(UTC))


def stamp(at: datetime) -> str:
    """Return "2026-11-24T09:30:00.000Z" of a time in UTC."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
