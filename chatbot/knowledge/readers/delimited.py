"""CSV and its relatives: find the delimiter, split into records, and survive a quote that nobody closed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from chatbot.errors import RowProblem
from chatbot.knowledge.readers.quoting import rewrites
from chatbot.knowledge.readers.table import Row, is_known

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 200  # enough records to see which delimiter cuts all of them alike
LEAST_AGREEMENT = 0.6  # share of records of one width; below it the text has one column with punctuation in it
CLEARLY_BETTER = 0.05  # share of records: another reading of the quotation marks has to cut so much more evenly
PREFERENCE = 0.01  # for the delimiter that the file's ending promises: decides between equals only
KNOWN_NAME_BONUS = 0.5  # a delimiter that cuts out known column names beats one that merely cuts evenly
EXCEL_SEPARATOR = re.compile(r"\Asep=(.)\n", re.IGNORECASE)  # Excel's own first line
_AS_TEXT = re.compile(r'\A="(.*)"\Z', re.DOTALL)  # ="0042", written to keep leading zeros
_APOSTROPHE = re.compile(r"\A'(?=[=+\-@])")  # put before a formula by a careful export


@dataclass(frozen=True, slots=True)
class Split:
    rows: tuple[Row, ...]
    delimiter: str  # "" when the file has one column
    problems: tuple[RowProblem, ...]
    notes: tuple[str, ...] = ()  # what was assumed


def split_text(text: str, known: Container[str] = (), prefer: str = "") -> Split:
    """Cut a text into rows and cells.

    Args:
        text: with plain line ends.
        known: folded column names, for choosing the delimiter.
        prefer: the delimiter that the file name promises, used when nothing speaks against it.
    """
    skipped, notes = 0, list[str]()
    if match := EXCEL_SEPARATOR.match(text):
        delimiter, text, skipped = match.group(1), text[match.end() :], 1
    else:
        text, delimiter, *notes = _find_dialect(text, known, prefer)
    rows, problems = [], []
    for number, (cells, is_open) in enumerate(records(text, delimiter), start=1 + skipped):
        rows.append(Row(number, tuple(unwrap(cell) for cell in cells)))
        if is_open:
            problems.append(_open_quote(number, cells))
    return Split(tuple(rows), delimiter, tuple(problems), tuple(notes))


def unwrap(cell: str) -> str:
    """Undo what spreadsheet programs wrap around a value: `="0042"` → `0042`, `'=SUM` → `=SUM`."""
    if cell.startswith("="):
        return _AS_TEXT.sub(r"\1", cell)
    return _APOSTROPHE.sub("", cell)


def _find_dialect(text: str, known: Container[str], prefer: str) -> tuple[str, ...]:
    """Return the text in usual quoting, its delimiter, and what was assumed of its quotation marks if that cuts it more evenly."""
    sample = _sample(text)
    delimiter, best = _best_delimiter(sample, known, prefer)
    found: tuple[str, ...] = (text, delimiter)
    for note, rewrite in rewrites(sample):
        delimiter, score = _best_delimiter(rewrite(sample), known, prefer)
        if delimiter and score > best + CLEARLY_BETTER:
            best, found = score, (rewrite(text), delimiter, note)
    return found


def _sample(text: str) -> str:
    return "\n".join(text.split("\n", SAMPLE_LINES)[:SAMPLE_LINES])


def _best_delimiter(sample: str, known: Container[str], prefer: str) -> tuple[str, float]:
    """Return the character that cuts the records most evenly, and how evenly; ("", 0.0) when the file has one column."""
    scores = {mark: _evenness(sample, mark, known) + PREFERENCE * (mark == prefer) for mark in DELIMITERS if mark in sample}
    best = max(scores, key=lambda mark: scores[mark], default="")
    return (best, scores[best]) if best and scores[best] >= LEAST_AGREEMENT else ("", 0.0)


def _evenness(sample: str, delimiter: str, known: Container[str]) -> float:
    cut = [cells for cells, _ in records(sample, delimiter) if any(cell.strip() for cell in cells)]
    widths = Counter(len(cells) for cells in cut if len(cells) > 1)
    if not widths or (len(cut[0]) == 1 and is_known(cut[0][0], known)):  # a header of one name: the file has one column
        return 0.0
    named = max(sum(is_known(cell, known) for cell in cells) * (len(cells) > 1) for cells in cut[:20])
    return widths.most_common(1)[0][1] / len(cut) + KNOWN_NAME_BONUS * min(named, 3)


def records(text: str, delimiter: str) -> Iterator[tuple[Sequence[str], bool]]:
    """Yield the cells of each record, and whether a quote in it was left open.

    A quoted cell may hold delimiters, line ends and doubled quotes (RFC 4180); quotes inside a cell that nobody doubled are
    kept. A quote left open would swallow the rows below: then its line is cut as if it had no quotes.
    """
    quoted = _Quoted(delimiter)
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if '"' not in line:
            yield (line.split(delimiter) if delimiter else [line]), False
        elif (cut := quoted.record(text, at)) is not None:
            cells, end = cut
            yield cells, False
        else:
            yield _cut_without_quotes(line, delimiter), True
        at = end + 1


class _Quoted:
    """Reads one record that holds quotes, for one delimiter."""

    def __init__(self, delimiter: str) -> None:
        mark = re.escape(delimiter)
        over = rf"[ ]*(?:{mark}|\n|\Z)" if delimiter else r"[ ]*(?:\n|\Z)"  # what follows a closing quote
        opens = rf"(?<![\n{mark}])"  # a quote after a delimiter or a line's end opens another cell, so ours was not closed
        escaped = rf'\\"(?="{over})'
        # `(?=(x*))\1` is `x*+`, which Python before 3.11.5 matches wrongly where x backtracks (python/cpython#106052).
        self._strict = re.compile(rf'[ ]*"(?=((?:[^"\\]+|{escaped}|\\|""|{opens}"(?!{over}))*))\1"[ ]*(?={over})')
        self._in_line = re.compile(rf'[ ]*"(?=((?:[^"\\\n]+|{escaped}|\\|""|"(?!{over}))*))\1"[ ]*(?={over})')
        self._plain = re.compile(rf"[^\n{mark}]*")

    def record(self, text: str, at: int) -> tuple[list[str], int] | None:
        """Return (cells, position of the line end after them) of the record that begins at `at`; None if a quote stays open."""
        cells: list[str] = []
        while True:
            if match := self._strict.match(text, at) or self._in_line.match(text, at):
                cells.append(match.group(1).replace('""', '"').replace('\\"', '"'))
            elif match := self._plain.match(text, at):
                if match.group().lstrip().startswith('"'):
                    return None
                cells.append(match.group())
            at = match.end() if match else at
            if at >= len(text) or text[at] == "\n":
                return cells, at
            at += 1  # the delimiter


def _cut_without_quotes(line: str, delimiter: str) -> list[str]:
    cells = line.split(delimiter) if delimiter else [line]
    return [cell.replace('"', "") if cell.count('"') == 1 else cell for cell in cells]


def _open_quote(number: int, cells: Sequence[str]) -> RowProblem:
    value = next((cell for cell in cells if cell), "")
    reason = "a quotation mark is opened and never closed, so the row was cut at every delimiter"
    return RowProblem(number, "", value[:80], reason, "Check this row, and close the quotation mark.", is_fatal=False)
