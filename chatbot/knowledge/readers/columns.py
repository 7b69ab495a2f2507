"""Which column of a table holds what: by its name in many languages, or, where names say nothing, by its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chatbot.errors import ColumnsUnclear
from chatbot.knowledge.readers.names import ALIASES, FALSE_WORDS, QUESTION_WORDS, TRUE_WORDS
from chatbot.knowledge.readers.table import Row, Table
from chatbot.knowledge.words import fold

LONGEST_NAME_WORDS = 4  # "alternative question text 2"
SAMPLE_ROWS = 500  # enough to see what a column holds
CLEAR_LEAD = 0.3  # of question-likeness (0 to 1) between two columns; less is asked about
CLEAR_LENGTH = 1.5  # answers are at least this many times as long as questions where no question marks tell
LEAST_QUESTION_CHARS = 6  # on average; a column of shorter cells (roles, codes) holds no questions
SWAPPED_SHARE = 0.6  # of "answers" that are questions, while hardly any "question" is one
SWITCHES = ("enabled", "disabled")  # columns that say whether customers may see an entry
_CODE = re.compile(r"[#@]\w[\w.-]*\Z|\w+(?:[_.]\w+)+\Z")
_VALUE = re.compile(r"\d[\d.,:/ -]*(?:[T ].{0,30})?\Z|https?://\S+\Z|\S+@\S+\Z")  # no words
QUESTION_MARKS = "?？؟;"
_CANONICAL = {alias: canonical for canonical in reversed(ALIASES) for alias in ALIASES[canonical]}  # the first one counts


def canonical_name(name: str) -> str:
    """The canonical name that a column name means by itself (`Frage`, `question 2`), "" for any other."""
    words = [word for word in fold(name).split() if not word.isdigit()]
    return _CANONICAL.get(" ".join(words), "") if len(words) <= LONGEST_NAME_WORDS else ""


class KnownNames:
    """The folded names that a header of an FAQ file may hold, for `make_table`: `"question en" in KnownNames()`."""

    _exact = frozenset(alias for aliases in ALIASES.values() for alias in aliases)

    def __contains__(self, folded: object) -> bool:
        name = str(folded)
        return name in self._exact or (len(name.split()) <= LONGEST_NAME_WORDS and bool(_holds_name(name)))


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Column indexes by canonical name. `variants` may be several columns; `notes` say what was assumed."""

    single: Mapping[str, int]
    variants: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def map_columns(table: Table, chosen: Mapping[str, str] | None = None) -> tuple[ColumnMap, Table]:
    """Return where each canonical column is, and the table (without its first row if that turns out to be a header).

    Args:
        chosen: canonical name → column name, from a person who was asked.

    Raises:
        ColumnsUnclear: question or answer cannot be told from the names nor from the cells.
    """
    if chosen:
        return _as_chosen(table, chosen), table
    found, variants = _by_name(table.header)
    notes = _ignored(table.header, found, variants)
    if "question" in found and "answer" in found:
        if _are_swapped(table.rows, found["question"], found["answer"]):
            found["question"], found["answer"] = found["answer"], found["question"]
            notes += ("the column named as the answer holds the questions, so the two were exchanged",)
        return ColumnMap(found, variants, notes), table
    return _by_content(table, found, variants)


def _as_chosen(table: Table, chosen: Mapping[str, str]) -> ColumnMap:
    places = {fold(name): n for n, name in enumerate(table.header)}
    places |= {f"column {n}": n - 1 for n in range(1, _width(table) + 1) if f"column {n}" not in places}
    unknown = [name for name in chosen.values() if fold(name) not in places]
    if unknown or not {"question", "answer"} <= chosen.keys():
        raise ColumnsUnclear("Choose one column for the questions and one for the answers.", column_names(table))
    single = {canonical: places[fold(name)] for canonical, name in chosen.items() if canonical != "variants"}
    found = {name: n for name, n in _by_name(table.header)[0].items() if is_switch(name) and n not in single.values()}
    return ColumnMap(found | single, (places[fold(chosen["variants"])],) if "variants" in chosen else ())


def _by_name(header: Sequence[str]) -> tuple[dict[str, int], tuple[int, ...]]:
    """Exact names first, then names that hold one ("Question (EN)", "answer.text", "alternative question 2")."""
    found: dict[str, int] = {}
    variants: list[int] = []
    for canonical in ALIASES:  # in the order of the list, "question" before "title"
        for alias in ALIASES[canonical]:
            at = next((n for n, name in enumerate(header) if fold(name) == alias and n not in found.values()), None)
            if at is not None and canonical not in found:
                found[canonical] = at
    for n, name in enumerate(header):
        if n in found.values():
            continue
        canonical = _switch(name) or _holds_name(fold(name))
        if canonical == "variants":
            variants.append(n)
        elif canonical in SWITCHES and canonical in found:
            found[f"{canonical} {n + 1}"] = n  # an entry is shown when all of them say so
        elif canonical and canonical not in found:
            found[canonical] = n
    if "variants" in found:
        variants.insert(0, found.pop("variants"))
    return found, tuple(variants)


def _switch(name: str) -> str:
    """Which of SWITCHES the name of a column is, or the last part of its path in JSON (`fields.active`); "" for none."""
    last = fold(name.rsplit(".", 1)[-1])
    return next((canonical for canonical in SWITCHES if last in ALIASES[canonical]), "")


def is_switch(canonical: str) -> bool:
    """Whether a key of `ColumnMap.single` is that of a column that turns entries on or off, the first or a further one."""
    return canonical.split(" ")[0] in SWITCHES


def names_both(header: Sequence[str]) -> bool:
    """Whether a header says by its names which column holds the questions and which the answers."""
    return {"question", "answer"} <= _by_name(header)[0].keys()


def _holds_name(folded: str) -> str:
    """The canonical name that a longer name contains, "" if none: `question en` → question, `question variant 3` → variants."""
    words = re.sub(r"\d+", " ", folded).split()
    text = " ".join(words)
    if set(words) & {"variant", "variants", "variation", "alternative", "alternate", "alt", "similar", "paraphrase", "variante"}:
        return "variants"
    for canonical in ("question", "answer", "category", "tags", "language", "source_url", "id"):
        long_names = (alias for alias in ALIASES[canonical][:12] if len(alias) > 2)
        if any(f" {alias} " in f" {text} " for alias in long_names):
            return canonical
    return ""


def _ignored(header: Sequence[str], found: Mapping[str, int], variants: Sequence[int]) -> tuple[str, ...]:
    used = {*found.values(), *variants}
    names = [name for n, name in enumerate(header) if name and n not in used]
    return ("columns left out: " + ", ".join(names),) if names else ()


# --- by what the cells hold ---


def looks_like_question(text: str) -> bool:
    """Whether a cell reads like a question: it ends in a question mark, or is short and begins with a question word."""
    text = text.strip().rstrip('"”»*_ ')
    if text.endswith(tuple(QUESTION_MARKS[:3])):
        return len(text) <= 400
    if len(text) > 120:
        return False
    first = fold(text.lstrip("¿*_\"'“ ")).split(" ", 1)[0]
    return first in QUESTION_WORDS and not text.endswith((".", "!"))


def _question_share(rows: Sequence[Row], column: int) -> float:
    cells = [cell for row in rows[:SAMPLE_ROWS] if (cell := row.cells[column].strip())]
    return sum(map(looks_like_question, cells)) / len(cells) if cells else 0.0


def _mean_length(rows: Sequence[Row], column: int) -> float:
    cells = [cell for row in rows[:SAMPLE_ROWS] if (cell := row.cells[column].strip())]
    return sum(map(len, cells)) / len(cells) if cells else 0.0


def _may_be_questions(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds words, and not the same few again and again: no dates, numbers, roles."""
    cells = [cell for row in rows[:SAMPLE_ROWS] if (cell := row.cells[column].strip())]
    worded = sum(any(char.isalpha() for char in cell) for cell in cells)
    return worded >= len(cells) / 2 and len(set(cells)) >= len(cells) / 2


def _holds_codes(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds names that only a program reads: `#shipping`, `order_status`."""
    cells = [cell for row in rows[:SAMPLE_ROWS] if (cell := row.cells[column].strip())]
    return bool(cells) and all(_CODE.match(cell) for cell in cells)


def _are_swapped(rows: Sequence[Row], question: int, answer: int) -> bool:
    return _question_share(rows, answer) >= SWAPPED_SHARE and _question_share(rows, question) <= 1 - SWAPPED_SHARE - 0.2


def _by_content(table: Table, found: dict[str, int], variants: tuple[int, ...]) -> tuple[ColumnMap, Table]:
    """Tell question and answer from the cells; a first row of unknown names is taken as the header, and all of it is said."""
    first, below = (table.rows[0], table.rows[1:]) if table.rows else (Row(0, ()), ())
    first_is_names = not table.header and bool(below) and (_is_name_row(first, below) or _is_of_another_kind(first, below))
    if first_is_names:
        table = Table(table.rows[0].cells, table.rows[1:], table.read_as, table.problems)
    missing = [name for name in ("question", "answer") if name not in found]
    columns, single = _free_columns(table, found, variants, len(missing))
    single |= _tell_apart(table, columns, missing)
    if _are_swapped(table.rows, single["question"], single["answer"]):
        single["question"], single["answer"] = single["answer"], single["question"]
        missing = ["question", "answer"]
    names = column_names(table)
    notes = tuple(f"“{names[single[canonical]]}” was read as the {canonical}" for canonical in missing)
    single |= _tell_others(table, [n for n in columns if n not in single.values()], single)
    extra = [canonical for canonical in single if canonical not in found and canonical not in missing]
    notes += tuple(f"“{names[single[canonical]]}” was read as the {canonical}" for canonical in extra)
    return ColumnMap(single, variants, notes), table


def _free_columns(
    table: Table, found: Mapping[str, int], variants: Sequence[int], wanted: int
) -> tuple[list[int], dict[str, int]]:
    """Columns that may hold questions or answers, and the names that stay. A weak name ("Topic") gives way where needed."""
    filled = [n for n in range(_width(table)) if _mean_length(table.rows, n) > 0 and n not in variants]
    free = [n for n in filled if n not in found.values()]
    weak = {name: n for name, n in found.items() if name in ("category", "tags") and n in filled}
    given = {name for name, n in weak.items() if len(free) < wanted or _question_share(table.rows, n) >= SWAPPED_SHARE}
    return sorted([*free, *(found[name] for name in given)]), {name: n for name, n in found.items() if name not in given}


def _tell_apart(table: Table, columns: Sequence[int], missing: Sequence[str]) -> dict[str, int]:
    if len(columns) < len(missing) or not columns:
        raise ColumnsUnclear(_sentence(table), column_names(table))
    shares = {n: _question_share(table.rows, n) for n in columns}
    lengths = {n: _mean_length(table.rows, n) for n in columns}
    if len(missing) == 1:
        best = max(columns, key=lambda n: (shares[n], lengths[n]) if missing == ["question"] else (0.0, lengths[n]))
        if missing == ["question"] and (lengths[best] < LEAST_QUESTION_CHARS or not _may_be_questions(table.rows, best)):
            raise ColumnsUnclear(_sentence(table), column_names(table))
        return {missing[0]: best}
    question = max(columns, key=lambda n: (shares[n], -lengths[n]))
    rest = [n for n in columns if n != question and not _holds_codes(table.rows, n)]
    if not rest:
        raise ColumnsUnclear(_sentence(table), column_names(table))
    answer = max(rest, key=lambda n: lengths[n])
    if shares[question] - shares[answer] >= CLEAR_LEAD:
        return {"question": question, "answer": answer}
    texts = sorted(columns, key=lambda n: lengths[n])
    question, answer = (texts[-2], texts[-1])
    if len(columns) == 2 and lengths[answer] >= CLEAR_LENGTH * lengths[question]:
        return {"question": question, "answer": answer}
    raise ColumnsUnclear(_sentence(table), column_names(table))


def _tell_others(table: Table, columns: Sequence[int], single: Mapping[str, int]) -> dict[str, int]:
    """Links, row ids and categories show themselves; anything else is left out."""
    found: dict[str, int] = {}
    for n in columns:
        cells = [cell for row in table.rows[:SAMPLE_ROWS] if (cell := row.cells[n].strip())]
        distinct = len(set(cells))
        if all(re.match(r"https?://|/\w", cell) for cell in cells):
            found.setdefault("source_url", n)
        elif all(fold(cell) in TRUE_WORDS | FALSE_WORDS for cell in cells) and not all(map(str.isdigit, cells)):
            continue  # yes or no of something
        elif distinct == len(cells) > 1 and all(re.fullmatch(r"[\w.\-/]{1,40}", cell) for cell in cells):
            found.setdefault("id", n)
        elif (
            not any("@" in cell for cell in cells)
            and distinct <= max(len(cells) / 2, 1)
            and all(len(cell) <= 60 for cell in cells)
        ):
            found.setdefault("category", n)
    return {canonical: n for canonical, n in found.items() if canonical not in single}


def _is_name_row(first: Row, others: Sequence[Row]) -> bool:
    """Whether a first row of unknown names is a header: short, no questions, while what is below is longer."""
    cells = [cell.strip() for cell in first.cells]
    if not all(cells) or any(len(cell) > 40 or looks_like_question(cell) or cell.endswith(".") for cell in cells):
        return False
    below = [sum(map(len, row.cells)) for row in others[:SAMPLE_ROWS]]
    return sum(map(len, cells)) < 0.5 * sum(below) / len(below)


def _is_of_another_kind(first: Row, others: Sequence[Row]) -> bool:
    """Whether a first row has words where all others have dates, numbers, links or addresses: a header, even one of questions."""
    columns = ([row.cells[n].strip() for row in others[:SAMPLE_ROWS]] for n in range(len(first.cells)))
    return any(
        cell.strip() and not _VALUE.match(cell.strip()) and len(below) > 1 and all(map(_VALUE.match, below))
        for cell, below in zip(first.cells, columns, strict=True)
    )


def _width(table: Table) -> int:
    return max((len(row.cells) for row in table.rows), default=len(table.header))


def column_names(table: Table) -> tuple[str, ...]:
    """The names to show and to choose from; a column without one is called by its number."""
    return tuple(
        (table.header[n] if n < len(table.header) and table.header[n] else f"column {n + 1}") for n in range(_width(table))
    )


def _sentence(table: Table) -> str:
    names = column_names(table)
    if len(names) == 1:
        return "The file has one column only. It needs two: name them “question” and “answer”."
    shown = ", ".join(f"“{name}”" for name in names[:12])
    return f"It is unclear which column holds the questions and which the answers ({shown}). Name them “question” and “answer”."
