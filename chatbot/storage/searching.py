"""Searching for what a person typed."""

from __future__ import annotations


def like(text: str) -> str:
    r"""Return the pattern for `like ... escape '\'` that finds `text` anywhere, with its own % and _ meaning themselves."""
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def holds_words(column: str, text: str) -> tuple[str, list[str]]:
    """Return the condition that each word of `text` is somewhere in a column, in upper or lower case, and its values.

    Every row is looked at, which no index helps with: a word may begin anywhere ("7731" of "TR-7731-B").
    """
    words = text.casefold().split()
    return " and ".join([f"instr(casefold({column}), ?)"] * len(words)) or "1", words
