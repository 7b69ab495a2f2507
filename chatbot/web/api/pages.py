"""Lists come in pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import Field

from chatbot.web.api.contract import Model, Shown

T = TypeVar("T")

PAGE_ROWS = 100


class Page(Model):
    page: int = Field(1, ge=1, le=100_000, description="counts from 1")


class Listed(Shown):
    page: int
    has_more: bool = Field(description="whether there is a next page")


def paged(page: int, find: Callable[[int, int], Sequence[T]], show: Callable[[T], Any]) -> dict[str, Any]:
    """Return the fields of a list; `find(limit, offset)` gets its rows."""
    rows = find(PAGE_ROWS + 1, (page - 1) * PAGE_ROWS)
    return {"page": page, "has_more": len(rows) > PAGE_ROWS, "items": [show(row) for row in rows[:PAGE_ROWS]]}
