"""Tables with a question and an answer column per language, or with two tables side by side: one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chatbot.knowledge.readers.columns import canonical_name
from chatbot.knowledge.readers.names import LANGUAGES, SURE_NAMES
from chatbot.knowledge.readers.table import Row, Table
from chatbot.knowledge.words import fold

NOTE = "columns of several languages were read one below the other"
BESIDE_NOTE = "tables side by side were read one below the other"
PAIR = ("question", "answer")

Places = Mapping[str, int]  # canonical name -> column


def side_by_side(table: Table) -> Table | None:
    """Return the table with one question and one answer column, and a language; None where it has one of each already."""
    groups = _by_language(table.header) or {str(n): pair for n, pair in enumerate(_by_order(table.header), start=1)}
    if len(groups) < 2:
        return None
    has_languages = not any(key.isdigit() for key in groups)
    own = {at for group in groups.values() for at in group.values()}
    shared = [n for n in range(len(table.header)) if n not in own]
    extra = tuple(dict.fromkeys(name for group in groups.values() for name in group if name not in PAIR))
    header = (*PAIR, *extra, "language", *(table.header[n] for n in shared))
    rows = [
        Row(
            row.number,
            (*_cells(row, group, (*PAIR, *extra)), key if has_languages else "", *_shared(table, row, shared, n and key)),
        )
        for row in table.rows
        for n, (key, group) in enumerate(groups.items())
        if any(_cells(row, group, PAIR))
    ]
    return Table(header, tuple(rows), table.read_as.noting(NOTE if has_languages else BESIDE_NOTE), table.problems)


def _tag(name: str) -> tuple[str, str]:
    """(canonical name, language) of a heading: `question_en`, `Antwort (DE)`, `fields.question.en-US`; language "" where none is named."""
    parts = [fold(part).split() for part in name.split(".")]
    language = next((LANGUAGES[word] for part in parts for word in part if word in LANGUAGES), "")
    words = next((part for part in reversed(parts) if set(part) - LANGUAGES.keys()), [])
    plain = " ".join(word for word in words if word not in LANGUAGES)
    return canonical_name(plain if language else name), language


def _by_language(header: Sequence[str]) -> dict[str, dict[str, int]]:
    """Languages with both a question and an answer; {} unless there are two, one of which may go without its name."""
    groups: dict[str, dict[str, int]] = {}
    for at, (canonical, language) in enumerate(map(_tag, header)):
        if (canonical in PAIR and (language or _is_sure(header[at]))) or (
            language and canonical in ("variants", "category", "source_url")
        ):
            groups.setdefault(language, {}).setdefault(canonical, at)
    full = {language: group for language, group in groups.items() if set(PAIR) <= group.keys()}
    return full if len(full) > 1 and any(full) else {}


def _by_order(header: Sequence[str]) -> list[dict[str, int]]:
    """Question and answer in turn, by names that mean nothing else: Question, Answer, Question, Answer."""
    found = [(canonical_name(name), at) for at, name in enumerate(header) if _is_sure(name)]
    pairs = [dict((one, other)) for one, other in zip(found[0::2], found[1::2], strict=False)]
    is_in_turn = len(found) % 2 == 0 and all(set(pair) == set(PAIR) for pair in pairs)
    return pairs if is_in_turn else []


def _is_sure(name: str) -> bool:
    return " ".join(word for word in fold(name).split() if not word.isdigit()) in SURE_NAMES


def _cells(row: Row, group: Places, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.cells[group[name]] if name in group else "" for name in names)


def _shared(table: Table, row: Row, shared: Sequence[int], key: str | int) -> tuple[str, ...]:
    """What all languages have in common; the id of a further language gets its name, so that each stays the only one."""
    return tuple(
        f"{row.cells[n]}-{key}" if key and row.cells[n] and canonical_name(table.header[n]) == "id" else row.cells[n]
        for n in shared
    )
