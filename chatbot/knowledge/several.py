"""Several things in one wish: "a hose 30 m and a reel"."""

from __future__ import annotations

import re

_AND = re.compile(r"\s*(?:\b(?:and|plus|also)\b|[,;+&]\s)\s*", re.IGNORECASE)
_PURPOSE = re.compile(r"\s(?:for|with|without|of|from|to)\s.*", re.IGNORECASE)


def parts_of(text: str) -> list[str]:
    """Return what may be several things, without what they are for: "food for dogs and cats" is one."""
    return _AND.split(_PURPOSE.sub("", text))
