"""The FAQ as it is: search it, change one entry, upload a file, download all of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chatbot.errors import KnowledgeError, NotFound, StorageError
from chatbot.knowledge.editing import cleaned
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.publish import Origin, publish
from chatbot.knowledge.readers import clean, fold
from chatbot.web.admin import files
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me, needs
from chatbot.web.rendering import to_html

blueprint = Blueprint("knowledge", __name__, url_prefix="/knowledge")

PAGE_ROWS = 50


@blueprint.get("")
def index() -> str:
    """knowledge.html: version (None before the first), rows, total, categories, wanted (q, category, state), drafts, has_more."""
    wanted = {name: request.args.get(name, "").strip() for name in ("q", "category", "state")}
    rows = office().rows()
    found = [row for row in rows if is_wanted(row, **wanted)]
    number = max(1, request.args.get("page", 1, type=int))
    current = office().faqs.current()
    context: dict[str, Any] = {
        "version": office().faqs.version(current) if current else None,
        "rows": found[(number - 1) * PAGE_ROWS : number * PAGE_ROWS],
        "has_more": number * PAGE_ROWS < len(found),
        "found": len(found),
        "page_number": number,
        "total": len(rows),
        "categories": sorted({row.category for row in rows if row.category}),
        "drafts": office().bench.uploads.drafts("faq"),
    }
    return page("knowledge.html", wanted=wanted, **context)


@blueprint.get("/upload")
def upload() -> str:
    """upload.html: kind, drafts."""
    return page("upload.html", kind="faq", drafts=office().bench.uploads.drafts("faq"))


@blueprint.get("/template.<any(csv, xlsx):suffix>")
def template(suffix: str) -> Response:
    return files.template("faq", suffix)


@blueprint.get("/export.<any(csv, jsonl):suffix>")
def export(suffix: str) -> Response:
    """Everything that answers now; uploading it again changes nothing."""
    version = request.args.get("version", office().faqs.current(), type=int)
    rows = (FaqRow.from_content(content) for content in office().faqs.contents(version))
    data = files.faq_csv(rows) if suffix == "csv" else files.faq_jsonl(rows)
    return files.download(data, f"faq-version-{version}.{suffix}", "text/csv" if suffix == "csv" else "application/x-ndjson")


@blueprint.get("/entries/new")
@needs("may_answer")
def new() -> str:
    """entry.html for an entry that is not there yet; `question` and `variants` of the address are filled in."""
    row = FaqRow(request.args.get("question", ""), "", variants=tuple(request.args.getlist("variants")))
    return _form(row, is_new=True)


@blueprint.get("/entries/<path:faq_id>")
def entry(faq_id: str) -> str:
    """entry.html: row, is_new, was (hash of what is edited), categories, sentence, twin (another with the same question, or None)."""
    row = find(faq_id)
    variants = tuple(request.args.getlist("variants"))
    return _form(replace(row, variants=(*row.variants, *variants)), is_new=False, was=row.hash)


@blueprint.post("/entries/new")
@needs("may_answer")
def create() -> AnyResponse | str:
    return _save("")


@blueprint.post("/entries/<path:faq_id>")
@needs("may_answer")
def change(faq_id: str) -> AnyResponse | str:
    return _save(faq_id)


@blueprint.post("/remove/<path:faq_id>")
@needs("may_answer")
def remove(faq_id: str) -> AnyResponse:
    row = find(faq_id)
    _publish([each for each in office().rows() if each.id != faq_id], f"removed: {row.question}")
    flash(f"“{row.question}” is removed. The version before can be rolled back to.")
    return redirect(url_for("admin.knowledge.index"))


@blueprint.post("/preview")
def preview() -> Response:
    """The answer as customers will see it, as HTML."""
    return Response(to_html(clean.answer_text(request.form.get("answer", ""))), mimetype="text/html")


def is_wanted(row: FaqRow, q: str, category: str, state: str) -> bool:
    """Whether every word of `q` is somewhere in the entry, and category and state are the wanted ones."""
    text = " ".join((row.id, row.question, row.answer, *row.variants, *row.tags, row.category)).casefold()
    is_state = {"enabled": row.enabled, "disabled": not row.enabled}.get(state, True)
    return is_state and category in ("", row.category) and all(word in text for word in q.casefold().split())


def find(faq_id: str) -> FaqRow:
    """Raise NotFound when no entry has this id now."""
    row = next((row for row in office().rows() if row.id == faq_id), None)
    if row is None:
        raise NotFound("This entry is not in the FAQ any more.")
    return row


def read_form(faq_id: str) -> FaqRow:
    """Return the entry of the form, cleaned as one of a file is; raises KnowledgeError with what is missing."""
    return cleaned(_raw(faq_id))


def same_question(row: FaqRow) -> FaqRow | None:
    """Another entry that has this question already, in the same words."""
    asked = fold(row.question) or row.question
    return next(
        (each for each in office().rows() if each.id != row.id and asked in map(fold, (each.question, *each.variants))), None
    )


def _raw(faq_id: str) -> FaqRow:
    """The form as it was written."""
    form = request.form
    return FaqRow(
        question=form.get("question", ""),
        answer=form.get("answer", ""),
        id=faq_id,
        variants=tuple(re.split(r"[|\n]", form.get("variants", ""))),
        category=form.get("category", ""),
        tags=tuple(re.split(r"[|,;\n]", form.get("tags", ""))),
        language=form.get("language", ""),
        source_url=form.get("source_url", ""),
        enabled="enabled" in form,
    )


def _save(faq_id: str) -> AnyResponse | str:
    try:
        row = read_form(faq_id)
        if faq_id and find(faq_id).hash != request.form.get("was"):
            raise StorageError(
                "Somebody changed this entry meanwhile. Your text is below; look at the new state before you save."
            )
    except (KnowledgeError, StorageError) as error:
        return _form(_raw(faq_id), is_new=not faq_id, was=find(faq_id).hash if faq_id else "", sentence=str(error))
    is_asked_anew = not faq_id or fold(find(faq_id).question) != fold(row.question)
    twin = same_question(row) if is_asked_anew and "is_sure" not in request.form else None
    if twin:
        return _form(row, is_new=not faq_id, was=request.form.get("was", ""), twin=twin)
    rows = [row if each.id == faq_id else each for each in office().rows()] if faq_id else [*office().rows(), row]
    _publish(rows, f"{'changed' if faq_id else 'added'}: {row.question}")
    flash(f"Saved. “{row.question}” is answered like this from now on.")
    return redirect(url_for("admin.knowledge.index"))


def _publish(rows: list[FaqRow], source: str) -> None:
    version = publish(office().store, office().encoders.faqs, rows, Origin(by=me().name, source=source[:120]))
    office().note("faq edited", f"version {version}", source)


def _form(row: FaqRow, is_new: bool, was: str = "", sentence: str = "", twin: FaqRow | None = None) -> str:
    categories = sorted({each.category for each in office().rows() if each.category})
    return page("entry.html", row=row, is_new=is_new, was=was, categories=categories, sentence=sentence, twin=twin)
