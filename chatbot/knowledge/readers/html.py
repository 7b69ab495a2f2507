"""HTML to the Markdown that an answer may hold: paragraphs, lists, links, bold and italics; everything else becomes text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from chatbot.knowledge.readers import toggles

_TAG_NAMES = (
    "p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|table|t[rdh]|tbody|thead|img|font|section|article|dl|d[td]|details|summary|"
    "blockquote|pre|code|hr|sup|sub|small|iframe|figure|video|html|body|head|script|style|mark|s|del"
)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})\b[^<>]*>", re.IGNORECASE)
_MORE_NAMES = (  # tags that alone do not make a text HTML, yet are no words in one
    "address|abbr|article|aside|audio|bdi|bdo|big|button|caption|center|cite|col|colgroup|data|dfn|embed|fieldset|figcaption|"
    "footer|form|header|input|ins|kbd|label|legend|link|main|map|meta|nav|noscript|object|option|param|picture|q|s|samp|select|"
    "source|strike|svg|textarea|tfoot|time|tt|var|wbr|path|g|rect|circle|[a-z]{1,3}:[a-z]+"
)
_NO_TAG = re.compile(rf"<(?!/?(?:{_TAG_NAMES}|{_MORE_NAMES})(?:[\s/][^<>]*)?>)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_JSON_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
SKIPPED = frozenset(("script", "style", "head", "nav", "footer", "iframe", "noscript", "svg", "form", "button"))
PARAGRAPHS = frozenset(
    ("p", "div", "section", "article", "blockquote", "table", "ul", "ol", "dl", "details", "figure", "pre", "main", "hr")
)
MAX_OPEN = 8  # toggles within each other; a page made to keep us busy nests thousands
WRAPS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|/|#)", re.IGNORECASE)


def has_markup(text: str) -> bool:
    """Whether a cell holds HTML tags or entities, rather than a stray `<`."""
    return bool(_TAG.search(text) or _ENTITY.search(text))


def without_comments(text: str) -> str:
    """Take `<!-- ... -->` out, which is written for colleagues; its line ends stay, for the numbers of the lines."""
    kept, at = [], 0  # no regular expression: it would scan to the end for each mark that nobody closed
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept += [text[at:begin], "\n" * text.count("\n", begin, end)]
        at = end + 3
    return "".join((*kept, text[at:]))


def to_markdown(html: str, headings: bool = False) -> str:
    """Return HTML as Markdown.

    Args:
        headings: write `#` headings (for a whole page); otherwise headings become bold lines, as an answer wants them.
    """
    if not _TAG.search(html):
        return unescape(html)
    writer = _Writer(headings)
    writer.feed(html if headings else _NO_TAG.sub("&lt;", html))
    writer.close()
    return writer.text()


def json_ld(page: str) -> list[Any]:
    """Return the JSON-LD blocks of a page (search engines' FAQPage lives there); blocks that are not JSON are left out."""
    blocks = []
    for raw in _JSON_LD.findall(page):
        try:
            blocks.append(json.loads(raw))
        except json.JSONDecodeError:
            continue
    return blocks


@dataclass(slots=True)
class _Toggle:
    """An element that may unfold an answer, while it is read."""

    tag: str
    start: int  # where its text begins in what was written
    is_sure: bool
    depth: int = 1  # of elements of its name


class _Writer(HTMLParser):
    def __init__(self, headings: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._headings = headings
        self._out: list[str] = []
        self._lists: list[int] = []  # 0 for a bullet list, else the number of the next item
        self._links: list[str] = []
        self._skip = 0
        self._toggles: list[_Toggle] = []  # the innermost last
        self._in_heading = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for toggle in self._toggles:
            toggle.depth += tag == toggle.tag
        may_open = self._headings and not self._skip and len(self._toggles) < MAX_OPEN
        if may_open and not self._heading(tag) and toggles.is_toggle(tag, values):
            self._toggles.append(_Toggle(tag, len(self._out), toggles.is_sure(tag, values)))
        if tag in SKIPPED:
            self._skip += not (self._toggles and self._toggles[-1].tag == tag == "button")
        elif tag in PARAGRAPHS:
            self._open_block(tag)
        elif tag == "li":
            self._open_item()
        elif tag == "br":
            self._out.append("\n")
        elif tag in WRAPS:
            self._out.append(WRAPS[tag])
        elif tag == "a":
            self._links.append(values.get("href", "").strip())
            self._out.append("[" if SAFE_LINK.match(self._links[-1]) else "")
        elif tag == "img" and values.get("alt"):
            self._out.append(values["alt"])
        elif tag in ("td", "th"):
            self._out.append(" | " if self._out and not self._out[-1].endswith("\n") else "")
        elif tag in ("tr", "dd"):
            self._out.append("\n")
        elif level := self._heading(tag):
            self._in_heading += 1
            self._out.append("\n\n" + ("#" * level + " " if self._headings else "**"))

    def handle_endtag(self, tag: str) -> None:
        for toggle in self._toggles:
            toggle.depth -= tag == toggle.tag
        is_over = bool(self._toggles) and not self._toggles[-1].depth
        if not (is_over and tag == "button"):
            self._end(tag)
        if is_over:
            self._close_toggle()

    def _end(self, tag: str) -> None:
        if tag in SKIPPED:
            self._skip = max(self._skip - 1, 0)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._out.append("\n\n" if not self._lists else "")
        elif tag in PARAGRAPHS:
            self._out.append("\n\n")
        elif tag in WRAPS:
            self._out.append(WRAPS[tag])
        elif tag == "a" and self._links:
            target = self._links.pop()
            self._out.append(f"]({target})" if SAFE_LINK.match(target) else "")
        elif self._heading(tag):
            self._in_heading = max(self._in_heading - 1, 0)
            self._out.append("\n\n" if self._headings else "**\n\n")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._out.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        joined = "".join(self._out)
        joined = re.sub(r"\[([^\]\[]*)\]\(\1\)", r"\1", joined)  # a link whose words are its address
        joined = re.sub(r"\*\*(\s*)\*\*|(?<!\*)\*(\s+)\*(?!\*)", r"\1\2", joined)  # empty bold or italics
        joined = re.sub(r"\*\*[ ]+([^*\n]+?)[ ]*\*\*", r" **\1**", joined)
        lines = [re.sub(r"(?<=\S)  +", " ", line).rstrip() for line in joined.split("\n")]
        lines = [line if re.match(r"\s*(?:- |\d+\. )", line) else line.lstrip() for line in lines]
        if self._headings:
            lines = ["" if re.fullmatch(r"-|\d+\.", line) else line for line in lines]  # an item that held a heading
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _close_toggle(self) -> None:
        """Make its text a heading, or what it was: a button that unfolds nothing is left out."""
        toggle = self._toggles.pop()
        parts = self._out[toggle.start :]
        title = toggles.title_of(parts, toggle.is_sure)
        if title:
            self._out[toggle.start :] = [title if self._in_heading else f"\n\n#### {title}\n\n"]
        elif toggle.tag == "button":
            del self._out[toggle.start :]

    def _open_block(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else 0)
        self._out.append("\n\n" if tag not in ("ul", "ol") or len(self._lists) < 2 else "")

    def _open_item(self) -> None:
        number = self._lists[-1] if self._lists else 0
        indent = "  " * max(len(self._lists) - 1, 0)
        self._out.append(f"\n{indent}{number}. " if number else f"\n{indent}- ")
        if number:
            self._lists[-1] += 1

    def _heading(self, tag: str) -> int:
        """The level of a heading, 0 for another tag."""
        return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
