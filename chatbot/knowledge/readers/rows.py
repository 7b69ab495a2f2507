"""The rows of a table to FAQ entries: each is taken, or told with its row, column, value, reason and a suggestion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chatbot.errors import RowProblem
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.readers import clean, programs, workbook
from chatbot.knowledge.readers.columns import ColumnMap, column_names, is_switch, looks_like_question
from chatbot.knowledge.readers.names import FALSE_WORDS, TRUE_WORDS
from chatbot.knowledge.readers.table import Row, Table
from chatbot.knowledge.words import fold

MAX_QUESTION_CHARS = 1_000  # a question, not a letter; the encoder reads some 1,000 characters
MAX_ANSWER_CHARS = 20_000  # four printed pages; more is a document, not an answer
MAX_ID_CHARS = 200
MAX_TITLE_CHARS = 60  # of a heading row
STAGGERED_SHARE = 0.6  # of the rows that belong to a question and the answer below it
VALUE_SHOWN_CHARS = 80
_ERROR_VALUE = re.compile(r"\A#(?:REF!|N/?A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|BEZUG!|NV|WERT!)\Z", re.IGNORECASE)
_FORMULA = re.compile(r"\A=\s*[\w(+\-]|\A@\s*[A-Za-z]|\A[=+\-@].*[|!].*")
_QUOTED = re.compile(r"\A'(?=[=+\-@\t\r'])")  # how our own exports keep a spreadsheet from computing a cell
_NO_VALUE = frozenset(("nan", "null", "none", "n a", "tbd", "tbc", "tba", "todo", "to do", "to be confirmed"))  # folded
_SIGN = re.compile(r"[^\s?!.…_*/\\–—-]")  # one of these says something: a letter, a digit, ✓
_TOTALS = frozenset(
    ("total", "totals", "grand total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "somme", "totale", "suma", "итого")
)
_BARE_VALUE = re.compile(r"-?\d+(?:\.\d+)?\Z|\d{4}-\d\d-\d\d(?: [\d:]+)?\Z|\d\d:\d\d(?::\d\d)?\Z")
_LINK = re.compile(r"(?:https?://|/)\S+\Z", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?\Z")


@dataclass(slots=True)
class RowReader:
    """Turns the rows of one table into entries; `problems` and `notes` grow while it reads."""

    table: Table
    columns: ColumnMap
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _title: str = ""  # of the heading row above
    _titles: int = 0
    _categories: frozenset[str] = frozenset()  # folded

    def read(self) -> list[FaqRow]:
        """Return the entries in the order of the file."""
        rows = self.table.rows
        self._categories = frozenset(fold(self._cell(row, "category")) for row in rows) - {""}
        questions = clean.strip_marks([clean.plain_line(self._cell(row, "question")) for row in rows], are_questions=True)
        answers = clean.strip_marks([self._answer(row) for row in rows], are_questions=False)
        moved = self._pull_up(questions, answers) | self._join_merged(questions, answers)
        entries = []
        for n, row in enumerate(rows):
            if n in moved:
                continue
            follows = n + 1 < len(rows) and bool(answers[n + 1])
            entry = self._entry(row, questions[n], answers[n], follows)
            if entry is not None:
                entries.append(entry)
                self._tell_unnamed(row)
        if self._titles:
            self.notes.append(f"rows with a title only were read as categories ({self._titles})")
        return entries

    def _pull_up(self, questions: Sequence[str], answers: list[str]) -> set[int]:
        """Where answers stand a row below their questions all along, put each beside its question; return the rows they left."""
        lower = [n for n in range(1, len(answers)) if answers[n] and not questions[n] and questions[n - 1] and not answers[n - 1]]
        if len(lower) < 2 or 2 * len(lower) < STAGGERED_SHARE * len(answers):
            return set()
        for n in lower:
            answers[n - 1] = answers[n]
        self.notes.append("answers one row below their questions were read beside them")
        return set(lower)

    def _join_merged(self, questions: Sequence[str], answers: list[str]) -> set[int]:
        """Where a question's cell was merged over rows, these are the lines of its answer; return the rows below its first."""
        below = set[int]()
        first = 0
        for n in range(1, len(questions) if workbook.MERGED_NOTE in self.table.read_as.notes else 0):
            if not questions[n] or questions[n] != questions[n - 1] or answers[n] in ("", answers[n - 1]):
                first = n
                continue
            answers[first] = f"{answers[first]}\n{answers[n]}".strip()
            below.add(n)
            reason = (
                f"the question's cell spans this row and row {self.table.rows[first].number}, so both are lines of its answer"
            )
            self._remark(self.table.rows[n], "answer", answers[n], reason, "Where they are two answers, write two questions.")
        return below

    def _is_shifted(self, row: Row, question: str, answer: str) -> bool:
        """Whether the cells of a row stand a column too far left: the question below the id, or a category as the answer."""
        first = clean.plain_line(self._cell(row, "id"))
        if " " in first and looks_like_question(first) and not looks_like_question(question):
            return True
        return not self._cell(row, "category").strip() and fold(answer) in self._categories

    def _entry(self, row: Row, question: str, answer: str, follows: bool) -> FaqRow | None:
        if self._is_title_row(row, follows):
            self._title = question or clean.plain_line(next(cell for cell in row.cells if cell.strip()))
            self._titles += 1
            reason = "this row has one cell only, so it was read as the category of the rows below it"
            self._remark(row, "category", self._title, reason, "Delete the row, or fill in what is missing, if it is none.")
            return None
        if fold(question) in _TOTALS and not any(char.isalpha() for char in answer):
            reason = "this is the sum of a column and no question, so it was left out"
            self._remark(row, "question", question, reason, "Nothing is to be done.")
            return None
        if not (
            self._is_filled(row, "question", question, MAX_QUESTION_CHARS)
            and self._is_filled(row, "answer", answer, MAX_ANSWER_CHARS)
        ):
            return None
        if self._is_shifted(row, question, answer):
            reason = "the cells of this row seem to stand one column too far left, so it was left out"
            self._report(row, "question", question, reason, "Move them below their names.")
            return None
        question, *wordings = self._wordings(question)
        return FaqRow(
            question=question,
            answer=answer,
            id=clean.plain_line(self._cell(row, "id"))[:MAX_ID_CHARS],
            variants=self._variants(row, question, wordings),
            category=clean.plain_line(self._cell(row, "category")) or self._title,
            tags=tuple(_parts(self._cell(row, "tags").strip("[]"), r"[|,;\n]")),
            language=clean.plain_line(self._cell(row, "language")).lower(),
            source_url=self._link(row),
            enabled=self._is_enabled(row),
            row=row.number,
        )

    def _cell(self, row: Row, canonical: str) -> str:
        at = self.columns.single.get(canonical)
        cell = row.cells[at] if at is not None and at < len(row.cells) else ""
        return _QUOTED.sub("", cell)

    def _answer(self, row: Row) -> str:
        raw = programs.reply_in_cell(self._cell(row, "answer"))
        return (
            clean.answer_text(raw) if len(raw) <= 4 * MAX_ANSWER_CHARS else raw
        )  # markup may shrink it; megabytes need no cleaning

    def _is_title_row(self, row: Row, follows: bool) -> bool:
        """A row like `SHIPPING;;` above the questions of that topic, in a table without a filled category cell."""
        filled = [n for n, cell in enumerate(row.cells) if cell.strip()]
        if (
            self.table.read_as.has_titles_of_its_own
            or len(filled) != 1
            or len(row.cells) < 2
            or filled[0] == self.columns.single["answer"]
            or not follows
        ):
            return False
        title = row.cells[filled[0]].strip()
        return len(title) <= MAX_TITLE_CHARS and not looks_like_question(title) and not title.endswith(".")

    def _is_filled(self, row: Row, column: str, value: str, limit: int) -> bool:
        if fold(value) in _NO_VALUE or not _SIGN.search(value):
            self._report(row, column, value, f"the {column} is missing", f"Write the {column}, or delete the row.")
        elif _ERROR_VALUE.match(value):
            self._report(
                row,
                column,
                value,
                "the spreadsheet could not compute this cell",
                "Correct the formula, or write the text itself.",
            )
        elif len(value) > limit:
            reason = f"the {column} has {len(value):,} characters, {limit:,} are possible"
            self._report(row, column, value, reason, "Shorten it, or link to the page that holds the whole text.")
        elif column == "question" and not any(char.isalnum() for char in value):
            self._report(row, column, value, "the question has no words", "Write it as a customer would ask.")
        else:
            if _FORMULA.match(value):
                reason = "this looks like a formula; it is kept as text and never computed"
                self._remark(row, column, value, reason, "Check it.")
            if column == "answer" and self.table.read_as.sheet and _BARE_VALUE.match(value):
                reason = "this answer is a bare number, date or time, whose format (a currency, per cent) was lost"
                self._remark(row, column, value, reason, "Write it as text, as customers shall read it.")
            if "\ufffd" in value:
                reason = "some characters were lost before the file came here"
                self._remark(row, column, value, reason, "Correct the text.")
            return True
        return False

    def _wordings(self, question: str) -> list[str]:
        """Several questions in one cell, parted by `|`: the first is the question, the others are variants."""
        parts = [part.strip() for part in question.split("|") if part.strip()]
        is_list = self.table.read_as.format.startswith("JSON") or all(map(looks_like_question, parts))
        return parts if len(parts) > 1 and is_list else [question]

    def _variants(self, row: Row, question: str, wordings: Sequence[str]) -> tuple[str, ...]:
        cells = [*wordings, *(row.cells[at] for at in self.columns.variants if at < len(row.cells))]
        found = [clean.plain_line(part) for cell in cells for part in _split_variants(cell)]
        kept = dict.fromkeys(part for part in found if part and fold(part) != fold(question))
        too_long = [part for part in kept if len(part) > MAX_QUESTION_CHARS]
        for part in too_long:
            self._remark(row, "variants", part, "this variant is too long for a question and was left out", "Shorten it.")
        return tuple(part for part in kept if part not in too_long)

    def _link(self, row: Row) -> str:
        value = self._cell(row, "source_url").strip()
        if not value or _LINK.match(value):
            return value
        if _DOMAIN.match(value):
            return "https://" + value
        self._remark(row, "source_url", value, "this is not a link and was left out", "Begin it with https:// or /.")
        return ""

    def _is_enabled(self, row: Row) -> bool:
        """Whether all columns that turn entries on or off let customers see this one; a word nobody knows does not."""
        is_on = True
        for canonical in filter(is_switch, self.columns.single):
            value = self._cell(row, canonical).strip()
            word = fold(value) or value
            off, on = (FALSE_WORDS, TRUE_WORDS) if canonical.startswith("enabled") else (TRUE_WORDS, FALSE_WORDS)
            if value and word not in off | on:
                reason = "this is neither yes nor no, so customers do not see the entry"
                self._remark(row, canonical, value, reason, "Write true or false.")
            is_on &= not value or word in on - off
        return is_on

    def _tell_unnamed(self, row: Row) -> None:
        """A cell below no name is a note, or the end of a text that was cut: neither may go unseen."""
        used = {*self.columns.single.values(), *self.columns.variants}
        for n, cell in enumerate(row.cells if self.table.header else ()):
            if cell.strip() and n not in used and not any(self.table.header[n : n + 1]):
                reason = f"this stands in column {n + 1}, which has no name, so it was left out"
                self._remark(row, f"column {n + 1}", cell.strip(), reason, "If it belongs to the answer, write it there.")

    def _report(self, row: Row, column: str, value: str, reason: str, suggestion: str) -> None:
        """Note why a row can't be taken."""
        self.problems.append(RowProblem(row.number, self._shown(column), value[:VALUE_SHOWN_CHARS], reason, suggestion))

    def _remark(self, row: Row, column: str, value: str, reason: str, suggestion: str) -> None:
        """Note what was made of a cell of a row that is taken."""
        shown = value[:VALUE_SHOWN_CHARS]
        self.problems.append(RowProblem(row.number, self._shown(column), shown, reason, suggestion, is_fatal=False))

    def _shown(self, column: str) -> str:
        """Return the column's name as the file has it, with its sheet."""
        at = (
            (self.columns.variants[0] if self.columns.variants else None)
            if column == "variants"
            else self.columns.single.get(column)
        )
        name = column_names(self.table)[at] if at is not None else column
        return f"{self.table.read_as.sheet}!{name}" if self.table.read_as.sheet else name


def without_unfit(columns: ColumnMap, table: Table) -> tuple[ColumnMap, tuple[str, ...]]:
    """Leave out a column whose name promises links, names, or yes and no, and that holds none: a help desk's codes. Told by notes."""
    unfit = {}
    fits = {"source_url": (_is_link, "links"), "category": (_has_letters, "names")}
    for canonical, at in columns.single.items():
        is_fit, what = (_is_yes_or_no, "yes or no") if is_switch(canonical) else fits.get(canonical, (bool, ""))
        cells = [cell for row in table.rows if at < len(row.cells) and (cell := row.cells[at].strip())]
        if cells and not any(map(is_fit, cells)):
            unfit[canonical] = f"“{column_names(table)[at]}” was left out, because it holds no {what}"
    single = {canonical: at for canonical, at in columns.single.items() if canonical not in unfit}
    return replace(columns, single=single), tuple(unfit.values())


def _is_link(cell: str) -> bool:
    return bool(_LINK.match(cell) or _DOMAIN.match(cell))


def _has_letters(cell: str) -> bool:
    return any(char.isalpha() for char in cell)


def _is_yes_or_no(cell: str) -> bool:
    return (fold(cell) or cell.lower()) in TRUE_WORDS | FALSE_WORDS


def _parts(cell: str, pattern: str) -> list[str]:
    return list(dict.fromkeys(part for raw in re.split(pattern, cell) if (part := clean.plain_line(raw.strip(" \"'")))))


def _split_variants(cell: str) -> Sequence[str]:
    """`|` and line ends part variants; so does `;` where no `|` is; or JSON's ["a", "b"]."""
    cell = cell.strip()
    if cell.startswith("[") and cell.endswith("]"):
        cell = re.sub(r"""["']\s*,\s*["']""", "|", cell[1:-1].strip().strip("\"'"))
    return re.split(r"[|\n]", cell) if re.search(r"[|\n]", cell) else re.split(r";\s*", cell)
