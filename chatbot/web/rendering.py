"""Messages as clients get them. Only the shop's own words become HTML, without raw HTML, and cleaned."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt

from chatbot.messages import StoredMessage

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote", "h3", "h4", "h5", "h6", "hr"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
# Not after what makes it a link already, "](" and "<", nor as the words of one, "[https://…"; a sentence's own stop is no part of it.
_BARE_URL = re.compile(r"(?<![\w(<\[\"'=/])https?://[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"*_]", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel"}


def to_html(markdown: str) -> str:
    """Return the small Markdown of FAQ answers as cleaned HTML; HTML within it stays text, and links open outside.

    A bare http(s) address is a link, too, but for one in code.
    """
    html = _markdown().render(markdown if "`" in markdown else _BARE_URL.sub(r"<\g<0>>", markdown))
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def as_payload(message: StoredMessage) -> dict[str, Any]:
    """Return a message in the form of docs/protocol.md. A customer's text never becomes HTML."""
    is_from_shop = message.author in ("bot", "agent")
    fields: dict[str, Any] = asdict(message)
    shown: dict[str, Any] = fields.pop("shown")
    fields["feedback"] = fields.pop("is_helpful")
    return fields | shown | {"html": to_html(message.text) if is_from_shop else ""}


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
