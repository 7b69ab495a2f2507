"""The tables of a web page, cell by cell: what a help desk calls an Excel export is often one."""

from __future__ import annotations

from html.parser import HTMLParser

from chatbot.knowledge.readers.html import SKIPPED, to_markdown


def html_tables(page: str) -> list[list[list[str]]]:
    """Return the rows of each table as cells of Markdown. A table inside of a cell is part of that cell's text."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return [table for table in finder.tables if table]


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)  # a cell's own markup is kept as it is, and translated as a whole
        self.tables: list[list[list[str]]] = []
        self._depth = 0  # of tables
        self._cell: list[str] | None = None
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self._skip += 1
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                return
        if self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._cell = []
        else:
            self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self._skip = max(self._skip - 1, 0)
        if self._depth == 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()
        else:
            self._keep(f"</{tag}>")
        if tag == "table":
            self._depth = max(self._depth - 1, 0)

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, text: str) -> None:
        if self._cell is not None and not self._skip:
            self._cell.append(text)

    def _end_cell(self) -> None:
        if self._cell is not None:
            if not self.tables[-1]:
                self.tables[-1].append([])
            self.tables[-1][-1].append(to_markdown("".join(self._cell)).strip())
        self._cell = None
