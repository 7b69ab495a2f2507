"""Days of the week as opening hours write them: "Mon-Fri 9-18, Sat 10-16" is also about Tuesday and Saturday."""

from __future__ import annotations

import re

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|rs?|nes|ur|urs)?(?:day)?"
_SPAN = re.compile(rf"\b(?P<first>{_DAY})\b\.?(?:\s*(?:-|–|—|to|until|till|through)\s*(?P<last>{_DAY})\b)?")


_SEVERAL = re.compile(rf"\b({'|'.join(DAYS)})s\b", re.IGNORECASE)


def days_in_full(text: str) -> str:
    """Return the text with the days that it names, or has between two of them, written out; "sat" in small letters is none."""
    return _SPAN.sub(_full, _SEVERAL.sub(r"\1", text))


def _full(match: re.Match[str]) -> str:
    first = _place(match["first"])
    last = _place(match["last"] or match["first"])
    return " ".join(DAYS[n % 7] for n in range(first, last + (8 if last < first else 1)))


def _place(day: str) -> int:
    return next(n for n, name in enumerate(DAYS) if name.startswith(day[:3]))
