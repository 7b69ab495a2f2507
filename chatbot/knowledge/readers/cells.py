"""Tables of one column whose cells hold a question and its answer each."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.knowledge.readers.columns import looks_like_question
from chatbot.knowledge.readers.marks import A_LINE, Q_LINE, SAME_LINE
from chatbot.knowledge.readers.table import Row, Table

SPLIT_SHARE = 0.8  # of the cells; fewer are split by chance
NOTE = "cells that hold a question and its answer were split"
_NUMBER = re.compile(r"\A\s*(?:\d+[.)]|[-*•])\s+")
_BOTH_MARKS = re.compile(r"\A\s*Q\w*\s*\d{0,4}\s*[:.)]\s*(?P<question>.+?)\s+A\w*\s*\d{0,4}\s*:\s*(?P<answer>.+)\Z", re.DOTALL)


def in_one_cell(table: Table) -> Table | None:
    """Return the cells of a table of one column split in two; None where they are not a question and its answer."""
    if any(len(row.cells) != 1 for row in table.rows) or not table.rows:
        return None
    pairs = [(row, split_cell(row.cells[0])) for row in table.rows]
    if (first := split_cell(table.header[0]) if table.header else None) is not None:
        pairs.insert(0, (Row(table.read_as.header_row, table.header), first))
    found = [pair for _, pair in pairs if pair]
    if len(found) < max(SPLIT_SHARE * len(pairs), 1) or not any(looks_like_question(question) for question, _ in found):
        return None
    rows = tuple(Row(row.number, pair or (row.cells[0], "")) for row, pair in pairs)
    read_as = replace(table.read_as, header_row=0 if first else table.read_as.header_row)
    return Table(("question", "answer"), rows, read_as.noting(NOTE), table.problems)


def split_cell(text: str) -> tuple[str, str] | None:
    """Return question and answer of "Q: ... A: ...", of a question with its answer on the lines below, or behind it."""
    first, *rest = text.strip().split("\n")
    marked = next((n for n, line in enumerate(rest) if A_LINE.match(line)), None)
    if (asked := Q_LINE.match(first)) and marked is not None:
        answer = A_LINE.sub(r"\1", rest[marked], count=1)
        return " ".join([asked.group(1), *rest[:marked]]), "\n".join([answer, *rest[marked + 1 :]]).strip()
    if both := _BOTH_MARKS.match(text):
        return both["question"], both["answer"]
    first = _NUMBER.sub("", first)
    if looks_like_question(first) and (answer := "\n".join(rest).strip()):
        return first, answer
    if (match := SAME_LINE.match(text.split("\n")[0])) and len(match.group(2)) > 1:
        return _NUMBER.sub("", match.group(1)), "\n".join([match.group(2), *rest])
    return None
