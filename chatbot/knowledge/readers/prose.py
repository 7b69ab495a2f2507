"""Markdown and plain text as FAQ tables: headings, bold lines, `Q:` and `A:`, or question lines above their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chatbot.knowledge.readers import html
from chatbot.knowledge.readers.columns import looks_like_question
from chatbot.knowledge.readers.marks import (
    A_LINE,
    ATX,
    FENCE,
    Q_LINE,
    RULE,
    SAME_LINE,
    SETEXT,
    TABLE_RULE,
)
from chatbot.knowledge.readers.names import ALIASES
from chatbot.knowledge.readers.table import ReadAs, Row, Table
from chatbot.knowledge.readers.title_lines import bold_lines, bold_lines_told, question_lines, questions_of_topics
from chatbot.knowledge.readers.unread import left_unread
from chatbot.knowledge.words import fold

HEADER = ("question", "answer", "category")
MARKED_WAY = "lines marked Q and A"
HEADINGS_WAY = "headings as questions"
TOPICS_WAY = "headings as topics, with the questions in lines below them"
SAME_LINE_WAY = "questions with the answer on the same line"
SAME_LINE_SHARE = 0.6  # of the lines: a question mark in the middle of one line is chance
_WHOLE_CELL = re.compile(r'^"((?:[^"]|"")*)"[,;\t]*$', re.MULTILINE)
LEAST_ENTRIES = 2  # one match may be chance
MORE_BY_HEADINGS = 2  # times as many entries under headings: the lines marked Q stand in a few of the sections


@dataclass(slots=True)
class Section:
    level: int  # 1 to 6, as Markdown's headings
    title: str
    line: int
    body: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.body).strip("\n")


def read_prose(text: str, encoding: str, suffix: str = ".md") -> Table | None:
    """Return a text's questions and answers as a table, or None when it has no such form. Rows are numbered by line."""
    lines = _without_front_matter(html.without_comments(text).split("\n"))
    ways: tuple[tuple[str, Callable[[Sequence[str]], list[Row]]], ...] = (
        ("a Markdown table", _pipe_table),
        (MARKED_WAY, _marked),
        (HEADINGS_WAY, _headings_and_marked),
        ("bold lines as questions", bold_lines),
        ("lines that end in a question mark as questions", question_lines),
        (SAME_LINE_WAY, _same_line),
    )
    found = {what: rows for what, way in ways if (rows := way(lines))}
    best = next((what for what, rows in found.items() if len(rows) >= LEAST_ENTRIES), "")
    best = best or next((what for what in (MARKED_WAY, HEADINGS_WAY) if what in found), "")
    if not best:
        return None
    if len(found.get(HEADINGS_WAY, ())) > MORE_BY_HEADINGS * len(found[best]):
        best = HEADINGS_WAY
    below = questions_of_topics(found[HEADINGS_WAY]) if best == HEADINGS_WAY else []
    if len(below) > len(found[best]):
        best, found[TOPICS_WAY] = TOPICS_WAY, below
    read_as = ReadAs("Markdown" if suffix in (".md", ".markdown") else "text", encoding, notes=(f"read as {best}",))
    rows = _marked(lines, keeps_unanswered=True) if best == MARKED_WAY else found[best]
    return Table(HEADER, tuple(rows), read_as, (*left_unread(lines, rows), *bold_lines_told(rows, lines)))


def without_cells(text: str) -> str:
    """Take the quotation marks of cells that are a whole row, and delimiters that end each row, off a text that is no table."""
    text = _WHOLE_CELL.sub(lambda match: match.group(1).replace('""', '"'), text)
    lines = text.split("\n")
    ends = [line for line in lines if line.rstrip().endswith((",", ";", "\t"))]
    filled = sum(bool(line.strip()) for line in lines)
    return "\n".join(line.rstrip(",;\t ") for line in lines) if 0 < filled == len(ends) else text


def is_line_by_line(found: Table, text: str) -> bool:
    """Whether each line of a text is a question with its answer behind it, whatever commas the answers hold."""
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    return SAME_LINE_WAY in found.read_as.notes[-1] and len(found.rows) == lines


def is_marked_prose(text: str) -> bool:
    """Whether a text is certainly not a table: it has `Q:` and `A:` lines, or several Markdown headings."""
    lines = text.split("\n")
    return len(_marked(lines)) >= LEAST_ENTRIES or sum(bool(ATX.match(line)) for line in lines) >= LEAST_ENTRIES


def has_pipe_table(text: str) -> bool:
    """Whether a text holds a Markdown table: a line such as `|---|---|` tells it from a table cut by `|`."""
    return any(TABLE_RULE.match(line) for line in text.split("\n"))


def _without_front_matter(lines: list[str]) -> list[str]:
    """Blank the settings block (`---` ... `---`) at the top, so that line numbers stay."""
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:40]):
        end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == "---")
        return [""] * (end + 1) + lines[end + 1 :]
    return lines


def _pipe_table(lines: Sequence[str]) -> list[Row]:
    """Tables whose header names a question and an answer column."""
    rows: list[Row] = []
    for at, line in enumerate(lines):
        if not TABLE_RULE.match(line) or at == 0:
            continue
        names = [fold(cell) for cell in _pipe_cells(lines[at - 1])]
        places = [next((n for n, name in enumerate(names) if name in options), None) for options in _pipe_names()]
        question, answer, category = places
        if question is None or answer is None:
            continue
        for number, below in enumerate(lines[at + 1 :], start=at + 2):
            if "|" not in below:
                break
            cells = [*_pipe_cells(below), *[""] * len(names)]
            rows.append(Row(number, (cells[question], cells[answer], cells[category] if category is not None else "")))
    return rows


def _pipe_names() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(ALIASES[name]) for name in HEADER)


def _pipe_cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _marked(lines: Sequence[str], keeps_unanswered: bool = False) -> list[Row]:
    """Q: ... A: ... in any of several languages; the text between belongs to what came last.

    Args:
        keeps_unanswered: a question without an answer is a row too, to be told; otherwise a line like one may be chance.
    """
    rows: list[Row] = []
    question, answer, start, category = "", None, 0, ""
    for number, line in enumerate([*lines, "Q: end"], start=1):
        heading, asked = ATX.match(line), Q_LINE.match(line)
        if (match := A_LINE.match(line)) and question:
            answer = [*(answer or []), match.group(1)]
            continue
        if (heading or asked) and question and (answer is not None or keeps_unanswered):
            rows.append(Row(start, (question, "\n".join(answer or ()).strip(), category)))
            question, answer = "", None
        if asked:
            question, answer, start = asked.group(1), None, number
        elif heading:
            category = heading.group(2)
        elif answer is not None:
            answer.append(line)
        elif question and line.strip():
            question += " " + line.strip()
    return rows


def _headings(lines: Sequence[str]) -> list[Row]:
    """Questions are the headings of the level where most titles with a text below are; higher ones are categories."""
    sections = _sections(lines)
    level = _question_level(sections)
    rows: list[Row] = []
    category = ""
    for section in sections:
        if section.level < level and not (section.text and looks_like_question(section.title)):
            category = section.title
            rows.extend(Row(section.line + each.number, (*each.cells[:2], category)) for each in _marked(section.body))
        elif section.level <= level:
            rows.append(Row(section.line, (section.title, section.text, category)))
        elif rows:  # a heading inside an answer
            last = rows[-1]
            answer = f"{last.cells[1]}\n\n**{section.title}**\n\n{section.text}".strip()
            rows[-1] = Row(last.number, (last.cells[0], answer, last.cells[2]))
    return rows


def _headings_and_marked(lines: Sequence[str]) -> list[Row]:
    """Sections as entries; one that holds lines marked Q and A is as many entries as these, and one more for a text above them."""
    found: list[Row] = []
    for row in _headings(lines):
        title, body, category = row.cells
        marked = _marked(below := body.split("\n"))
        above = below[: marked[0].number - 1] if marked else below
        if not marked or any(line.strip() for line in above):
            found.append(Row(row.number, (title, "\n".join(above), category)))
        group = category if looks_like_question(title) else title
        found.extend(Row(row.number + each.number, (*each.cells[:2], each.cells[2] or group)) for each in marked)
    return found


def _question_level(sections: Sequence[Section]) -> int:
    def weight(level: int) -> float:
        own = [section for section in sections if section.level == level]
        return sum((1 + 2 * looks_like_question(s.title)) * bool(s.text) for s in own)

    levels = sorted({section.level for section in sections})
    return max(levels, key=lambda level: (weight(level), -level), default=0)


def _sections(lines: Sequence[str]) -> list[Section]:
    found: list[Section] = []
    in_fence = False
    for number, line in enumerate(lines, start=1):
        in_fence ^= bool(FENCE.match(line))
        if not in_fence and (match := ATX.match(line)):
            found.append(Section(len(match.group(1)), match.group(2), number, []))
        elif not in_fence and _is_setext(lines, number):
            above = found[-1].body.pop() if found and found[-1].body else lines[number - 2]
            found.append(Section(1 if "=" in line else 2, above.strip(), number - 1, []))
        elif found and not (RULE.match(line) and not in_fence):
            found[-1].body.append(line)
    return found


def _is_setext(lines: Sequence[str], number: int) -> bool:
    """Whether a line of === or --- underlines the title above it (line numbers count from 1)."""
    above = lines[number - 2].strip() if number > 1 else ""
    return bool(SETEXT.match(lines[number - 1]) and above and not ATX.match(above) and len(above) <= 200 and "|" not in above)


def _same_line(lines: Sequence[str]) -> list[Row]:
    """`**How long?** Two days.`, one a line."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and not ATX.match(line)]
    found = [(number, match) for number, line in filled if (match := SAME_LINE.match(line))]
    if len(found) < SAME_LINE_SHARE * len(filled):
        return []
    return [Row(number, (match.group(1), match.group(2), "")) for number, match in found]
