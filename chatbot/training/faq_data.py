"""FAQ files with questions of customers: what answers them, and what nothing in the file answers."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbot.errors import FileUnreadable
from chatbot.knowledge.check import check
from chatbot.knowledge.entries import FaqRow, with_ids
from chatbot.knowledge.readers import fold, read_faq_file, read_table

QUERY_NAMES = ("query", "question", "text", "message", "utterance")
ID_NAMES = ("faq id", "id", "expected", "expect", "label", "answer id")
ALSO_NAMES = ("also relevant", "also", "alternatives")


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    relevant: frozenset[str]  # ids of the entries that answer it; empty: nothing in the file does


@dataclass(frozen=True, slots=True)
class Shop:
    """One FAQ file and what its customers asked."""

    name: str
    rows: tuple[FaqRow, ...]
    queries: tuple[Query, ...]


def load_shop(faqs: Path, queries: Path) -> Shop:
    """Read a FAQ file as an upload is read, and its queries (columns query, faq_id, optional also_relevant parted by `|`).

    Raises:
        FileUnreadable: a file cannot be read, or a query names an entry that the FAQ lacks.
    """
    read = read_faq_file(faqs.read_bytes(), faqs.name)
    rows = with_ids([row for row in check(read.rows).rows if row.enabled])
    return Shop(faqs.stem, tuple(rows), tuple(load_queries(queries, {row.id for row in rows})))


def load_queries(path: Path, known_ids: set[str]) -> list[Query]:
    """Read queries; an empty id says that nothing in the FAQ answers."""
    names = {*QUERY_NAMES, *ID_NAMES, *ALSO_NAMES}
    table = read_table(path, known=names)
    header = [fold(name) for name in table.header]
    text, wanted = _column(header, QUERY_NAMES, path), _column(header, ID_NAMES, path)
    also = next((header.index(name) for name in ALSO_NAMES if name in header), None)
    queries = []
    for row in table.rows:
        ids = [row.cells[wanted], *(row.cells[also].split("|") if also is not None else ())]
        relevant = frozenset(each.strip() for each in ids if each.strip())
        if relevant and not relevant & known_ids:
            raise FileUnreadable(f"{path.name}, row {row.number}: the FAQ has no entry {', '.join(sorted(relevant))}.")
        queries.append(Query(row.cells[text].strip(), relevant & known_ids))
    return queries


def load_shops(folder: Path) -> list[Shop]:
    """Read every NAME.csv with NAME_queries.csv of a folder, in the order of their names."""
    return [load_shop(path.with_name(path.name.replace("_queries", "")), path) for path in sorted(folder.glob("*_queries.csv"))]


def load_topics(folder: Path) -> list[Shop]:
    """Read common topics as FAQ files: NAME_wordings.csv (topic, text) are the questions, NAME_entries.csv (topic, question, answer)
    the entries. A topic's first entries of a NAME are one file, the second ones another: one file never answers a question twice.
    """
    shops = []
    for path in sorted(folder.glob("*_wordings.csv")):
        wordings, entries = _rows(path), _rows(path.with_name(path.name.replace("_wordings", "_entries")))
        files: dict[int, list[FaqRow]] = defaultdict(list)
        for (topic, number), entry in _numbered(entries).items():
            files[number].append(FaqRow(entry["question"], entry["answer"], id=topic))
        for number, rows in files.items():
            known = {row.id for row in rows}
            queries = tuple(Query(each["text"], frozenset({each["topic"]})) for each in wordings if each["topic"] in known)
            shops.append(Shop(f"{path.stem.removesuffix('_wordings')}-{number}", tuple(rows), queries))
    return shops


def _numbered(entries: Sequence[dict[str, str]]) -> dict[tuple[str, int], dict[str, str]]:
    """Return the entries by (topic, how many of that topic came before)."""
    seen: Counter[str] = Counter()
    found = {}
    for entry in entries:
        found[entry["topic"], seen[entry["topic"]]] = entry
        seen[entry["topic"]] += 1
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _column(header: Sequence[str], names: Sequence[str], path: Path) -> int:
    found = next((header.index(name) for name in names if name in header), None)
    if found is None:
        raise FileUnreadable(f"{path.name} needs a column “{names[0]}”.")
    return found
