"""The FAQ: each change is a new version that answers at once, as on the staff's pages; any version can be rolled back to there."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from chatbot.errors import NotFound, StorageError
from chatbot.knowledge.editing import cleaned
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.publish import Mode, Origin, Plan, plan, publish_plan
from chatbot.web.admin.office import office
from chatbot.web.api.callers import caller
from chatbot.web.api.contract import Model, Routes, Shown
from chatbot.web.api.pages import Listed, Page, paged

routes = Routes("FAQ")

MAX_ENTRIES = 200  # of one request; a larger file goes through /admin, where it is compared and previewed
Line = Annotated[str, StringConstraints(max_length=1_000)]
Lines = Annotated[tuple[Line, ...], Field(max_length=50)]
EXAMPLE: JsonDict = {
    "question": "Do you wrap gifts?",
    "answer": "Yes, for €3 at check-out.",
    "variants": ["gift wrapping"],
    "category": "orders",
}


class FaqEntry(Shown):
    id: str
    question: str
    answer: str = Field(description="Markdown")
    variants: tuple[str, ...] = Field(description="other wordings of the question")
    category: str
    tags: tuple[str, ...]
    language: str
    source_url: str
    enabled: bool = Field(description="false: kept, and not shown to customers")


class FaqList(Listed):
    version: int = Field(description="the version that answers now; it grows with each change")
    items: list[FaqEntry]


class FaqNew(Model):
    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE})

    id: str = Field("", max_length=200, description="made from the question when left out")
    question: Line
    answer: str = Field(max_length=20_000, description="Markdown")
    variants: Lines = Field((), description="other wordings of the question")
    category: Line = ""
    tags: Lines = ()
    language: Line = ""
    source_url: Line = ""
    enabled: bool = True

    def row(self) -> FaqRow:
        return cleaned(FaqRow(**self.model_dump()))


class FaqChange(Model):
    """What is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"example": {"enabled": False}})

    question: Line | None = None
    answer: str | None = Field(None, max_length=20_000, description="Markdown")
    variants: Lines | None = None
    category: Line | None = None
    tags: Lines | None = None
    language: Line | None = None
    source_url: Line | None = None
    enabled: bool | None = Field(None, description="false: kept, and not shown to customers")


class FaqPublication(Model):
    model_config = ConfigDict(json_schema_extra={"example": {"entries": [EXAMPLE], "mode": "merge", "dry_run": True}})

    entries: list[FaqNew] = Field(min_length=1, max_length=MAX_ENTRIES)
    mode: Literal["merge", "replace"] = Field("merge", description="replace: these are the whole FAQ; all others are removed")
    dry_run: bool = Field(False, description="only tell what would change")


class FaqPublished(Shown):
    version: int = Field(description="the version that answers afterwards")
    new: int
    changed: int
    same: int
    removed: int
    dry_run: bool


class FaqQuery(Page):
    q: str = Field("", max_length=200, description="only entries with all these words")


@routes.on("GET /api/faq", "read")
def list_faq(query: FaqQuery) -> FaqList:
    """List the entries that answer now, in their order."""
    words = query.q.casefold().split()
    found = [row for row in office().rows() if all(word in _text(row) for word in words)]
    fields = paged(query.page, lambda limit, offset: found[offset : offset + limit], FaqEntry.model_validate)
    return FaqList(version=office().faqs.current(), **fields)


@routes.on("POST /api/faq", "write", status=201)
def add_faq(body: FaqNew) -> FaqEntry:
    """Add an entry; it answers from the next question on."""
    rows, row = office().rows(), body.row()
    if any(row.id == each.id for each in rows):
        raise StorageError(f"The id {row.id!r} is taken. Change that entry by PATCH /api/faq/{row.id}, or leave the id out.")
    planned = _plan([*rows, row], "replace")
    _publish(planned, f"added: {row.question}")
    return FaqEntry.model_validate(next(each for each in planned.rows if each.id == planned.new[-1]))


@routes.on("PATCH /api/faq/{id}", "write")
def change_faq(id: str, body: FaqChange) -> FaqEntry:
    """Change an entry, or disable it by `{"enabled": false}`."""
    rows = office().rows()
    old = next((row for row in rows if row.id == id), None)
    if old is None:
        raise NotFound(f"There is no entry {id!r}. GET /api/faq lists all.")
    new = cleaned(replace(old, **body.model_dump(exclude_none=True)))
    _publish(_plan([new if row.id == id else row for row in rows], "replace"), f"changed: {new.question}")
    return FaqEntry.model_validate(new)


@routes.on("POST /api/faq/publish", "write")
def publish_faq(body: FaqPublication) -> FaqPublished:
    """Publish several entries as one version; entries with a known id, or the same question, are changed."""
    planned = _plan([each.row() for each in body.entries], body.mode)
    version = planned.base if body.dry_run else _publish(planned, f"{len(body.entries)} entries, {body.mode}")
    counts = {name: len(getattr(planned, name)) for name in ("new", "changed", "same", "removed")}
    return FaqPublished(version=version, dry_run=body.dry_run, **counts)


def _plan(rows: list[FaqRow], mode: Mode) -> Plan:
    return plan(office().store, rows, mode)


def _publish(planned: Plan, what: str) -> int:
    origin = Origin(by=caller().name, source=what[:120])
    version = publish_plan(office().store, office().encoders.faqs, planned, origin)
    office().audit.add(caller().name, "faq edited", f"version {version}", what)
    return version


def _text(row: FaqRow) -> str:
    return " ".join((row.id, row.question, row.answer, *row.variants, *row.tags, row.category)).casefold()
