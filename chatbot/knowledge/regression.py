"""The file of a regression set: a question and what is expected of the bot, one a row.

`faq:ID` (answered from this entry), `intent:NAME` (understood as this), `act:NAME` (the bot does this), `handoff` (passed on).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbot.acts import ACTS
from chatbot.errors import FileUnreadable, KnowledgeError, RowProblem
from chatbot.knowledge.readers import fold, read_table
from chatbot.knowledge.readers.table import Table
from chatbot.messages import INTENTS
from chatbot.storage.regression import Case

COLUMNS = ("question", "expect")
NAMES = {"question": ("question", "text", "message", "frage"), "expect": ("expect", "expected", "expectation", "erwartet")}
# One name for the acts that do the same for a customer.
ACT_GROUPS = {
    "out_of_scope": ("limit", "calm_limit", "crisis"),
    "recommend_products": ("recommend", "recommend_near", "recommend_guess"),
}
MAX_CHARS = 1_000
_FORMS = "Write faq:ID, intent:NAME, act:NAME or handoff."


@dataclass(frozen=True, slots=True)
class Expectation:
    kind: str  # "faq", "intent", "act" or "handoff"
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else self.kind


def parse(text: str) -> Expectation:
    """Return what a row expects.

    Raises:
        KnowledgeError: it has none of the four forms, or names an intent or act that there is not.
    """
    kind, _, value = (part.strip() for part in text.strip().partition(":"))
    known = {"intent": INTENTS, "act": (*ACTS, *ACT_GROUPS)}.get(kind)
    if kind == "handoff" and not value:
        return Expectation("handoff")
    if known is not None and value not in known:
        raise KnowledgeError(f"There is no {kind} “{value}”. Possible are: {', '.join(known)}.")
    if kind not in ("faq", "intent", "act") or not value:
        raise KnowledgeError(f"“{text[:80]}” is nothing that can be expected. {_FORMS}")
    return Expectation(kind, value)


def make_case(question: str, expect: str) -> Case:
    """Return a row for the set; raises KnowledgeError with what is missing."""
    return Case(clean_question(question), str(parse(expect)))


def clean_question(text: str) -> str:
    """Return a question on one line; raises KnowledgeError when it is empty or too long."""
    text = " ".join(text.split())
    if not any(char.isalnum() for char in text):
        raise KnowledgeError("The question is missing. Write what a customer would ask.")
    if len(text) > MAX_CHARS:
        raise KnowledgeError(f"The question has {len(text):,} characters, {MAX_CHARS:,} are possible. Shorten it.")
    return text


def read_cases(source: bytes | Path, name: str = "") -> tuple[list[Case], tuple[RowProblem, ...]]:
    """Return the rows of a table with the columns `question` and `expect`, and the rows that cannot be taken.

    Raises:
        FileUnreadable: no table, or a column is missing.
    """
    table = read_table(source, name)
    at = [_place(table, column) for column in COLUMNS]
    cases, problems = [], []
    for row in table.rows:
        question, expect = (row.cells[n] for n in at)
        found = [
            problem
            for column, value, check in (("question", question, clean_question), ("expect", expect, parse))
            if (problem := _problem(row.number, column, value, check))
        ]
        problems += found
        if not found:
            cases.append(make_case(question, expect))
    return cases, tuple(problems)


def _place(table: Table, column: str) -> int:
    names: Sequence[str] = [fold(name) for name in table.header]
    found = next((names.index(name) for name in NAMES[column] if name in names), None)
    if found is None:
        shown = ", ".join(f"“{name}”" for name in table.header[:12])
        raise FileUnreadable(f"The file has no column “{column}” (it has {shown}). It needs “question” and “expect”.")
    return found


def _problem(row: int, column: str, value: str, check: Callable[[str], object]) -> RowProblem | None:
    try:
        check(value)
    except KnowledgeError as error:
        reason, _, remedy = str(error).partition(". ")
        return RowProblem(row, column, value[:80], reason, remedy)
    return None
