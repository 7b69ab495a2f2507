"""What unfolds an answer on a web page: buttons, summaries, and whatever a theme has made clickable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from chatbot.knowledge.readers.columns import looks_like_question

NATIVE = frozenset(("summary", "dt"))  # what HTML itself has for it
ROLES = frozenset(("button", "tab", "heading"))
MAX_CHARS = 300  # of a title; a longer text is what it unfolds
_MARKED = re.compile(
    r"(?:faq|accordion|toggle|collaps\w*|question|qa)[\w-]*?(?:question|title|heading|header|head|button|btn|toggle|trigger|label|summary)"
    r"|(?:^|[\s_-])(?:question|accordion-?button|collapsible|faq-?q)(?:$|[\s_])"
)
_INLINE = frozenset(("span", "i", "b", "strong", "em", "svg", "img", "small", "u"))


def is_toggle(tag: str, attrs: Mapping[str, str]) -> bool:
    """Whether an element may be a title that unfolds what follows it; its text decides (`title_of`)."""
    if tag in NATIVE or tag == "button" or "aria-expanded" in attrs:
        return True
    is_marked = attrs.get("role") in ROLES or bool(_MARKED.search(attrs.get("class", "").lower()))
    return is_marked and tag not in _INLINE


def is_sure(tag: str, attrs: Mapping[str, str]) -> bool:
    """Whether it unfolds something whatever its text; any other button has to read like a question."""
    return (
        tag in NATIVE
        or "aria-expanded" in attrs
        or (bool(_MARKED.search(attrs.get("class", "").lower())) or attrs.get("class") == "accordion")
    )


def title_of(parts: Sequence[str], is_certain: bool) -> str:
    """Return the text of such an element as a title of one line; "" where it is none."""
    lines = [re.sub(r"\A#+\s*", "", line.strip()) for line in "".join(parts).split("\n")]
    filled = [re.sub(r"\[([^\]]*)\]\(#[^)]*\)", r"\1", line).strip("*+–−>▼▾ ") for line in lines if line.strip("#*+-–−>▼▾ ")]
    if len(filled) != 1 or len(filled[0]) > MAX_CHARS or not (is_certain or looks_like_question(filled[0])):
        return ""
    return filled[0]
