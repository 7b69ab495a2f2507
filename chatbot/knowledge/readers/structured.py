"""JSON, JSONL and XML as a table: one row per record, nested objects as dotted columns, lists as cells joined by `|`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict

from chatbot.errors import FileUnreadable, RowProblem
from chatbot.knowledge.readers import platforms, programs
from chatbot.knowledge.readers.columns import looks_like_question
from chatbot.knowledge.readers.names import ALIASES
from chatbot.knowledge.readers.table import ReadAs, Row, Table
from chatbot.knowledge.words import fold

LIST_MARK = "|"  # joins the items of a list in one cell
OWN_NAMES = frozenset(
    ("name", "title", "label", "heading", "headline", "id", "slug", "url", "description", "text", "body", "content", "summary")
)
CHATS = ("messages", "conversations", "conversation", "turns")  # as files for model training name a chat
ALTERNATIVES = frozenset(("responses", "answers", "replies"))  # several wordings of one answer, as chatbots draw from
TEXTS = frozenset(("text", "value", "content", "body", "html", "rendered"))  # an object that is a text with a wrapping
MAX_DEPTH = 12  # exports nest five deep; a file made to exhaust the stack nests thousands

XML_BEGINS = ("<?xml", "<rss", "<feed")
WRAPPING = "#text"  # of an element that has attributes beside its text

Record = dict[str, Any]


def looks_like_xml(text: str) -> bool:
    """Whether a text says that it is XML, and is no page of a website nor the XML of a spreadsheet or a word processor."""
    head = text[:2000].lstrip("\ufeff \n\t").lower()
    return head.startswith(XML_BEGINS) and "<html" not in head and "<?mso-application" not in head


def read_xml(text: str) -> Table:
    """Return the records of an XML text as a table: a feed of products, an export of questions.

    Raises:
        FileUnreadable: it is no XML, declares entities of its own, or holds no list of records.
    """
    try:
        text = text.lstrip("\ufeff \n\t")
        repeated = _repeated(xmltodict.parse(text, disable_entities=True))  # a category of a single question holds a list, too
        value = xmltodict.parse(text, disable_entities=True, force_list=tuple(repeated))
    except (ExpatError, ValueError, RecursionError) as error:
        raise FileUnreadable(f"The XML cannot be read: {error}. Correct it, or export the file as CSV, XLSX or JSON.") from error
    found = list(_records_in(_without_prefixes(value), {}, 0))
    if not found:
        raise FileUnreadable("The XML holds no list of records. Export the file as CSV, XLSX or JSON.")
    return _table(list(enumerate(found, start=1)), "XML", ())


def _repeated(value: Any) -> set[str]:
    """Return the names of elements that stand more than once somewhere."""
    if isinstance(value, list):
        return set().union(*map(_repeated, value))
    if not isinstance(value, dict):
        return set()
    return {key for key, item in value.items() if isinstance(item, list)}.union(*map(_repeated, value.values()))


def _without_prefixes(value: Any) -> Any:
    """Return XML with the plain names of its elements: "g:price" of a feed is "price"; the surer one counts where both are there."""
    if isinstance(value, list):
        return [_without_prefixes(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _without_prefixes(item) for key, item in value.items() if not key.startswith("@")}
    if plain.keys() <= {WRAPPING}:
        return plain.get(WRAPPING, "")
    prefixed = {key.rpartition(":")[2]: item for key, item in plain.items() if ":" in key}
    return {key: item for key, item in plain.items() if ":" not in key} | prefixed


def looks_like_json(text: str) -> bool:
    """Whether the first character is one that only JSON begins a file with."""
    return text.lstrip("\ufeff \n\t")[:1] in ("{", "[")


def read_json(text: str) -> Table:
    """Return the records of a JSON or JSONL text as a table, numbered from 1 (JSONL: by line).

    Raises:
        FileUnreadable: it is neither, or holds no list of records.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return _read_lines(text, error)
    except RecursionError as error:
        raise FileUnreadable("The JSON is nested too deeply. Upload a list of {question, answer} objects.") from error
    found = _faq_page(value) or list(_records_in(value, {}, 0))
    if not found:
        raise FileUnreadable('The JSON holds no list of records. Upload a list such as [{"question": "...", "answer": "..."}].')
    return _table(list(enumerate(found, start=1)), "JSON", ())


def _faq_page(value: Any) -> list[Record]:
    """The questions of search engines' data (schema.org's FAQPage), wherever they stand among other things; [] where none is."""
    if isinstance(value, list):
        return [record for item in value for record in _faq_page(item)]
    if not isinstance(value, dict):
        return []
    if value.get("@type") == "Question" and "acceptedAnswer" in value:
        accepted = value["acceptedAnswer"]
        first = accepted[0] if isinstance(accepted, list) and accepted else accepted
        return [dict(flatten({**value, "acceptedAnswer": first}))]
    return [record for item in value.values() for record in _faq_page(item)]


def _in_a_row(text: str) -> list[Any]:
    """The objects of a text that holds several, one behind the other over any lines; [] when it is not made of them."""
    decoder, values, at = json.JSONDecoder(), [], 0
    try:
        while at < len(text):
            value, end = decoder.raw_decode(text, at)
            values.append(value)
            at = end + len(text[end:]) - len(text[end:].lstrip(" \n\t,"))
    except (json.JSONDecodeError, RecursionError):
        return []
    return values


def _read_lines(text: str, why: json.JSONDecodeError) -> Table:
    rows: list[tuple[int, Record]] = []
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = list(_records_in(json.loads(line.rstrip(" ,")), {}, 0))
        except (json.JSONDecodeError, RecursionError):
            problems.append(RowProblem(number, "", line.strip()[:80], "this line is not JSON", "Write one JSON object per line."))
        else:
            rows.extend((number, record) for record in found)
    if len(problems) >= max(len(rows), 1):
        if found := list(_records_in(_in_a_row(text), {}, 0)):
            return _table(list(enumerate(found, start=1)), "JSON", ())
        raise FileUnreadable(
            f"The JSON cannot be read: {why.msg} in line {why.lineno}, column {why.colno}. Correct it and upload it again."
        )
    return _table(rows, "JSONL", tuple(problems))


def _records_in(value: Any, inherited: Record, depth: int) -> Iterator[Record]:
    """Yield the innermost records, each with the plain values of the objects around it.

    A list of categories that each hold a list of questions gives one record per question, with the category's name.
    """
    if depth > MAX_DEPTH:
        raise FileUnreadable("The JSON is nested too deeply. Upload a list of {question, answer} objects.")
    if isinstance(value, list):
        yield from _records_in_list(value, inherited, depth)
    elif isinstance(value, dict):
        inner = _lists_of_records(value)
        if entry := programs.entry_of(value):
            yield {**inherited, **entry}
        elif goods := platforms.rows_of(value):
            yield from (dict(flatten(row)) for row in goods)
        elif len(inner) == 1 and inner[0] in CHATS and (pair := _first_exchange(value[inner[0]])):
            yield pair
        elif inner:
            outer = {**inherited, **{_outer_name(key): item for key, item in flatten(value) if item}}
            for key in inner:
                group = {"group": key} if len(inner) > 1 else {}  # {"shipping": [...], "returns": [...]}
                yield from _records_in(value[key], {**outer, **group}, depth + 1)
        elif depth == 0 and (columns := _columns(value)):
            yield from columns
        elif _is_mapping(value) and (depth == 0 or _has_questions(value)):
            yield from ({**inherited, "question": key, "answer": item} for key, item in value.items())
        elif depth == 0 and value and all(isinstance(item, dict) for item in value.values()):
            for key, item in value.items():  # {"shipping": {...}, "returns": {...}}
                yield from _records_in(item, {"group": key}, depth + 1)
        elif value:
            yield {**inherited, **dict(flatten(value))}


def _records_in_list(items: list[Any], inherited: Record, depth: int) -> Iterator[Record]:
    for item in items:
        if isinstance(item, dict):
            yield from _records_in(item, inherited, depth + 1)
        elif isinstance(item, list) and item and not any(isinstance(cell, (dict, list)) for cell in item):
            yield {f"column {n}": str(cell) for n, cell in enumerate(item, start=1)}  # [["question", "answer"], ...]


def _first_exchange(messages: list[Any]) -> Record:
    """A chat as model training files have it ({"role": "user", "content": ...}): its first question and answer."""
    texts = {}
    for message in reversed([each for each in messages if isinstance(each, dict)]):
        texts[message.get("role", message.get("from"))] = message.get("content", message.get("value"))
    question, answer = texts.get("user", texts.get("human")), texts.get("assistant", texts.get("gpt"))
    return {"question": question, "answer": answer} if question and answer else {}


def _outer_name(key: str) -> str:
    """`name` of a section must not be taken for the `name` of the records in it."""
    return f"section {key}" if key.lower() in OWN_NAMES else key


def _lists_of_records(value: Record) -> list[str]:
    """Keys whose value is a list of objects, or an object of objects that holds such a list, and not a list of plain values."""
    keys = [key for key, item in value.items() if isinstance(item, list) and any(isinstance(cell, (dict, list)) for cell in item)]
    if not keys:
        keys = [key for key, item in value.items() if isinstance(item, dict) and _lists_of_records(item)]
    return keys


def _is_mapping(value: Record) -> bool:
    """{"How long does it take?": "Two days.", ...}: all plain texts, and keys that are sentences rather than names."""
    texts = value and all(isinstance(item, str) for item in value.values())
    return bool(texts) and sum(" " in key.strip() for key in value) >= len(value) / 2


def _has_questions(value: Record) -> bool:
    return sum(map(looks_like_question, value)) >= len(value) / 2


def _columns(value: Record) -> list[Record]:
    """{"question": [...], "answer": [...]}, or each with the same numbers as keys: a table column by column; [] for another thing."""
    parts = [dict(enumerate(item)) if isinstance(item, list) else item for item in value.values()]
    if len(parts) < 2 or not all(isinstance(part, dict) and part.keys() == parts[0].keys() for part in parts):
        return []
    is_numbered = len(parts[0]) > 1 and all(str(key).isdigit() for key in parts[0])
    is_plain = all(not isinstance(cell, (dict, list)) for part in parts for cell in part.values())
    rows = [dict(zip(value, (plain_text(part[key]) for part in parts), strict=True)) for key in parts[0]]
    return rows if is_numbered and is_plain else []


def flatten(value: Record, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (dotted key, text) of every plain value: {"a": {"b": 1}} → ("a.b", "1")."""
    for key, item in value.items():
        name = f"{prefix}{key}"
        if key.startswith(("@", "_")):  # JSON-LD's and databases' own fields
            continue
        if isinstance(item, dict):
            yield from flatten(item, name + ".")
        elif isinstance(item, list):
            texts = [plain_text(cell) for cell in item if not isinstance(cell, (dict, list))]
            mark = "\n" if fold(key) in ALIASES["answer"] else LIST_MARK
            yield name, (texts or [""])[0] if key.lower() in ALTERNATIVES else mark.join(texts)
        else:
            yield name, plain_text(item)


def plain_text(value: Any) -> str:
    """JSON's plain values as text: null → "", true → "true", 3.0 → "3"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _renamed(record: Record, key: str, name: str) -> Record:
    return {name if each == key and name not in record else each: value for each, value in record.items()}


def _table(rows: Sequence[tuple[int, Record]], format_name: str, problems: tuple[RowProblem, ...]) -> Table:
    for key in {key for _, record in rows for key in record}:
        outer, _, inner = key.rpartition(".")
        if inner.lower() in TEXTS and any(outer in record for _, record in rows):  # "a": "Yes." here, "a": {"text": "No."} there
            rows = [(n, _renamed(record, key, outer)) for n, record in rows]
    header = tuple(dict.fromkeys(key for _, record in rows for key in record))
    body = tuple(Row(number, tuple(str(record.get(key, "")) for key in header)) for number, record in rows)
    return Table(header, body, ReadAs(format_name, header_row=1), problems)
