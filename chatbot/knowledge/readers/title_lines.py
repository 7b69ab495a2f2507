"""Questions in lines of their own, bold or with a question mark, and the topics that such lines stand below."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from chatbot.errors import RowProblem
from chatbot.knowledge.readers.columns import looks_like_question
from chatbot.knowledge.readers.marks import ATX, BOLD_LINE, COUNTED, NUMBERED, RULE
from chatbot.knowledge.readers.table import Row

LONGEST_TITLE = 200  # characters of a question in a line of its own
LEAST_QUESTIONS = 2  # in a topic, where they are not bold: one may be put to the reader in passing
MANY_BOLD_LINES = 3  # in one answer, so that its owner may have meant them as questions
_TOPIC = re.compile(r"(?=[^\W\d_])(?=.*[^.!?:;,…。]$)[^a-z].{1,58}")  # "Delivery & returns", and no sentence
_REMEDY = "If each of them is a question of its own, write it as a heading, or let it end in a question mark."


def bold_lines(lines: Sequence[str]) -> list[Row]:
    return _by_title_lines(
        lines, {n: match.group(2) for n, line in enumerate(lines, start=1) if (match := BOLD_LINE.match(line))}
    )


def question_lines(lines: Sequence[str]) -> list[Row]:
    titles: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        text = match.group(1) if (match := NUMBERED.match(line)) else line.strip()
        if text.endswith(("?", "？", "؟")) and len(text) <= LONGEST_TITLE:
            titles[number] = text
    return _by_title_lines(lines, titles | _in_series(lines, titles))


def _in_series(lines: Sequence[str], asked: Container[int]) -> dict[int, str]:
    """Lines that go on the numbering of the questions ("3) Tell me about sizes"), each below a blank line or the top."""
    found: dict[int, str] = {}
    marked = [(n, match) for n, line in enumerate(lines, start=1) if (match := COUNTED.match(line))]
    mark = next((match["mark"] for n, match in marked if n in asked), "")
    due = 1
    for n, match in marked:
        if match["mark"] == mark and int(match["number"]) == due and (n in asked or n == 1 or not lines[n - 2].strip()):
            found[n], due = match["text"], due + 1
    return found


def questions_of_topics(rows: Iterable[Row]) -> list[Row]:
    """Return the sections of a text, those that hold questions in lines of their own as these, with the heading as category."""
    found: list[Row] = []
    for row in rows:
        title, body, category = row.cells
        asked = [] if looks_like_question(title) else _asked(below := body.split("\n"))
        above = "\n".join(below[: asked[0].number - 1]).strip() if asked else body
        if not asked or above:
            found.append(Row(row.number, (title, above, category)))
        found.extend(Row(row.number + each.number, (*each.cells[:2], title)) for each in asked)
    return found


def bold_lines_told(rows: Iterable[Row], lines: Sequence[str]) -> tuple[RowProblem, ...]:
    """Tell each answer that holds many of a text's bold lines, as each of them may be a question."""
    bold = {line.strip() for line in lines if BOLD_LINE.match(line)}
    counted = [(row, sum(line.strip() in bold for line in row.cells[1].split("\n"))) for row in rows]
    return tuple(
        RowProblem(row.number, "", row.cells[0], f"this answer holds {count} bold lines", _REMEDY, is_fatal=False)
        for row, count in counted
        if count >= MANY_BOLD_LINES
    )


def _asked(body: Sequence[str]) -> list[Row]:
    """Return the questions that a topic holds: its bold lines where most are questions, or lines with a question mark from its top on."""
    bold = bold_lines(body)
    if 2 * sum(looks_like_question(row.cells[0]) for row in bold) > len(bold):
        return bold
    asked, top = question_lines(body), next((n for n, line in enumerate(body, start=1) if line.strip()), 0)
    return asked if len(asked) >= LEAST_QUESTIONS and asked[0].number == top else []


def _by_title_lines(lines: Sequence[str], titles: Mapping[int, str]) -> list[Row]:
    """Args: titles: by the number of their line."""
    rows: list[Row] = []
    body: list[str] = []
    title, start, category = "", 0, ""
    topics = _topics(lines, titles)
    for number, line in enumerate([*lines, "# end"], start=1):
        found, heading = titles.get(number, ""), ATX.match(line)
        topic = heading.group(2) if heading else topics.get(number, "")
        if (found or topic) and title and (answer := "\n".join(body).strip()):
            rows.append(Row(start, (title, answer, category)))
        if found:
            title, body, start = found, [], number
        elif topic:
            title, body, category = "", [], topic
        elif not RULE.match(line):
            body.append(line)
    return rows


def _topics(lines: Sequence[str], titles: Mapping[int, str]) -> dict[int, str]:
    """Return short lines without an end that stand alone above a question, by their number: several, or in capitals ("DELIVERY")."""
    found: dict[int, str] = {}
    below = 0  # the number of the next line that is not blank
    for number in range(len(lines), 0, -1):
        line = lines[number - 1].strip()
        is_alone = number == 1 or not lines[number - 2].strip()
        if line and is_alone and below in titles and number not in titles and _TOPIC.fullmatch(line):
            found[number] = line
        below = number if line else below
    return {number: line for number, line in found.items() if line.isupper() or len(found) > 1}
