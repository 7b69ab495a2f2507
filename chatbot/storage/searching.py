"""Searching for what a person typed."""

from __future__ import annotations


def like(text: str) -> str:
    r"""Return the pattern for `like ... escape '\'` that finds `text` anywhere, with its own % and _ meaning themselves."""
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
