"""A file from upload to publication: how it was read, what it would change, every bad row, and then one click."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chatbot.errors import ChatbotError, ColumnsUnclear, FileUnreadable, NotFound, StorageError
from chatbot.knowledge.catalogue import publish_products
from chatbot.knowledge.orders import OrdersFile
from chatbot.knowledge.products import ProductsFile
from chatbot.knowledge.publish import Mode, Origin, current_rows, publish_plan
from chatbot.storage.audit import Audit
from chatbot.storage.orders import Orders
from chatbot.storage.products import Products
from chatbot.storage.uploads import Upload
from chatbot.web.admin import files
from chatbot.web.admin.office import office, page
from chatbot.web.admin.report import FaqDraft, Sheet, as_mode, faq_sheet, orders_sheet, products_sheet, together
from chatbot.web.admin.work import Progress, Work
from chatbot.web.auth import me, needs

blueprint = Blueprint("uploads", __name__, url_prefix="/uploads")

KINDS = ("faq", "products", "orders")
SHOWN_ROWS = 50
CHOICES = ("question", "answer", "variants", "category", "id")  # columns that a person may choose
MAX_NAME_CHARS = 120


@blueprint.post("")
@needs("may_answer")
def receive() -> AnyResponse:
    """Keep the file and lead to its report."""
    kind, file = request.form.get("kind", "faq"), request.files.get("file")
    if kind not in KINDS or file is None or not file.filename:
        raise FileUnreadable("Choose a file first.")
    data = file.read()
    name = file.filename.replace("\\", "/").rsplit("/", 1)[-1][-MAX_NAME_CHARS:]
    upload_id = office().bench.uploads.add(kind, name, data, me().name)
    office().note("file uploaded", name, f"{kind}, {len(data):,} bytes")
    return _to(upload_id)


@blueprint.get("/<int:upload_id>")
def show(upload_id: int) -> str | AnyResponse:
    """The page for what is going on: upload_wait, _columns, _unreadable, _report or _done."""
    upload = office().bench.uploads.get(upload_id)
    if upload.status == "published":
        return page("upload_done.html", upload=upload, example=_example(upload))
    if upload.status == "discarded":
        return redirect(url_for("admin.knowledge.index" if upload.kind == "faq" else "admin.catalogue.index"))
    work = office().bench.work(upload)
    if work.publishing and not (work.publishing.error or work.publishing.is_cancelled):
        return page("upload_wait.html", upload=upload, progress=work.publishing, doing="publishing")
    if not work.reading.done():
        return page("upload_wait.html", upload=upload, progress=None, doing="reading")
    try:
        work.reading.result()
    except ColumnsUnclear as unclear:
        return _ask_columns(upload, unclear)
    except ChatbotError as error:
        return page("upload_unreadable.html", upload=upload, sentence=str(error))
    return _report(upload, work)


@blueprint.post("/<int:upload_id>/columns")
@needs("may_answer")
def choose_columns(upload_id: int) -> AnyResponse:
    chosen = {name: request.form[name] for name in CHOICES if request.form.get(name)}
    office().bench.read_again(upload_id, chosen)
    return _to(upload_id)


@blueprint.post("/<int:upload_id>/publish")
@needs("may_answer")
def publish(upload_id: int) -> AnyResponse:
    """Make it live; the page that follows shows how far it is, or that it is done."""
    upload = office().bench.uploads.get(upload_id)
    if upload.status != "draft":
        return _to(upload_id)
    work = office().bench.work(upload)
    mode, base = as_mode(request.form.get("mode"), upload.kind), request.form.get("base", type=int)
    progress = office().bench.publish(work, _change(upload, work, mode, base))
    if progress.error:
        flash(progress.error, "bad")
    return redirect(url_for("admin.uploads.show", upload_id=upload_id, mode=mode))


@blueprint.post("/<int:upload_id>/cancel")
@needs("may_answer")
def cancel(upload_id: int) -> AnyResponse:
    work = office().bench.work(office().bench.uploads.get(upload_id))
    if work.publishing and not work.publishing.is_finished:
        work.publishing.is_cancelled = True
        flash("Cancelled. Nothing was changed; what answered before answers now.")
    return _to(upload_id)


@blueprint.post("/<int:upload_id>/discard")
@needs("may_answer")
def discard(upload_id: int) -> AnyResponse:
    upload = office().bench.uploads.get(upload_id)
    if office().bench.uploads.finish(upload_id, "discarded"):
        office().bench.forget(upload_id)
        office().note("upload discarded", upload.filename)
        flash(f"{upload.filename} is discarded. Nothing was changed.")
    return _to(upload_id)


@blueprint.post("/<int:upload_id>/merge")
@needs("may_answer")
def merge(upload_id: int) -> AnyResponse:
    """Keep one answer for two look-alikes; the other question becomes a wording of it. Without a pair: undo the last.

    One of the two may be published already: then the file's entry changes it, or takes its place, as soon as the file is added.
    """
    upload, keep, drop = office().bench.uploads.get(upload_id), request.form.get("keep", ""), request.form.get("drop", "")
    work, mode = office().bench.work(upload), as_mode(request.form.get("mode"))
    if upload.status != "draft" or upload.kind != "faq" or (work.publishing and not work.publishing.is_finished):
        return _to(upload_id)
    draft = office().bench.draft(work, upload, mode)
    rows = {row.hash: row for row in (*draft.report.rows, *(office().rows() if mode == "merge" else ()))}
    if keep and not {keep, drop} <= rows.keys():
        raise NotFound("This pair was merged already. Go back and reload the page.")
    office().bench.merge(work, upload, [*upload.merges, (keep, drop)] if keep else upload.merges[:-1])
    flash(
        f"Merged. “{rows[drop].question}” will get the answer of “{rows[keep].question}”."
        if keep
        else "The last merge is undone."
    )
    return redirect(url_for("admin.uploads.show", upload_id=upload_id, mode=mode, tab="alike", _anchor="report-rows"))


@blueprint.get("/<int:upload_id>/bad-rows.csv")
def bad_rows(upload_id: int) -> Response:
    """The rows that were left out, as they are in the file, each with what is wrong: to be corrected and uploaded again."""
    upload = office().bench.uploads.get(upload_id)
    sheet = _sheet(upload, office().bench.work(upload), "merge")
    data = files.bad_rows_csv(office().bench.uploads.data(upload_id), upload.filename, sheet.bad, upload.kind == "faq")
    return files.download(data, f"bad-rows-{upload.filename.rsplit('.', 1)[0]}.csv", "text/csv")


def _ask_columns(upload: Upload, unclear: ColumnsUnclear) -> str:
    """upload_columns.html: columns, choices, sample (rows of cells), sentence; upload_unreadable.html when there is no choice."""
    if len(unclear.columns) < 2:
        return page("upload_unreadable.html", upload=upload, sentence=str(unclear))
    sample = files.sample(office().bench.uploads.data(upload.id), upload.filename, len(unclear.columns))
    sample = [row for row in sample if row != unclear.columns]  # a header of unknown names is a row like others to the reader
    context = {"columns": unclear.columns, "sample": sample, "choices": CHOICES}
    return page("upload_columns.html", upload=upload, sentence=str(unclear), **context)


def _report(upload: Upload, work: Work) -> str:
    """upload_report.html: upload, sheet, mode, base, tab, rows (of the tab), has_more, meaning, draft (both of a FAQ file only)."""
    mode = as_mode(request.args.get("mode"), upload.kind)
    sheet = _sheet(upload, work, mode)
    draft = office().bench.draft(work, upload, mode) if upload.kind == "faq" else None
    meaning = office().bench.look_closer(work, draft, mode) if draft and sheet.after else None
    tab, number = request.args.get("tab") or _first_tab(sheet), max(1, request.args.get("page", 1, type=int))
    moved = [each for each in meaning.replayed if each.change != "same"] if meaning else []
    lists: dict[str, Any] = {
        "bad": sheet.bad,
        "hints": sheet.hints,
        "new": sheet.new,
        "changed": sheet.changed,
        "removed": sheet.removed,
        "alike": meaning.pairs if meaning else (),
        "replayed": moved,
    }
    found = lists.get(tab, ())
    rows = found[(number - 1) * SHOWN_ROWS : number * SHOWN_ROWS]
    base = office().faqs.current()
    context = {"mode": mode, "base": base, "tab": tab, "lists": lists, "rows": rows, "page_number": number}
    context |= {"meaning": meaning, "draft": draft, "has_more": number * SHOWN_ROWS < len(found)}
    return page("upload_report.html", upload=upload, sheet=sheet, **context)


def _first_tab(sheet: Sheet) -> str:
    names = ("bad", "changed", "new", "removed", "hints")
    return next((name for name in names if getattr(sheet, name)), "new")


def _sheet(upload: Upload, work: Work, mode: Mode) -> Sheet:
    read, store = work.reading.result(), office().store
    if isinstance(read, ProductsFile):
        return products_sheet(read, Products(store).all(), mode)
    if isinstance(read, OrdersFile):
        return orders_sheet(read, Orders(store).all(), mode)
    key = (mode, office().faqs.current())
    if key not in work.sheets:
        draft = office().bench.draft(work, upload, mode)
        work.sheets[key] = faq_sheet(draft, office().bench.plan(draft, mode), current_rows(store))
    return work.sheets[key]


def _change(upload: Upload, work: Work, mode: Mode, base: int | None) -> Any:
    """Return what publishing does, free of this request: it runs on another thread."""
    by, shared, counts = me().name, office(), _sheet(upload, work, mode).counts
    read = work.reading.result()

    def change(progress: Progress) -> None:
        version = 0
        if isinstance(read, FaqDraft):
            planned = shared.bench.plan(shared.bench.draft(work, upload, mode), mode)
            if base is not None and planned.base != base:
                raise StorageError(
                    "Somebody published meanwhile. Here is what the file would change now; look at it and publish again."
                )
            origin = Origin(mode, by, upload.filename)
            version = publish_plan(shared.store, shared.encoders.faqs, planned, origin, progress)
        elif not (read.products if isinstance(read, ProductsFile) else read.orders):
            raise FileUnreadable("No row of the file can be used; nothing was changed.")
        elif isinstance(read, ProductsFile):
            old, named = {each.id: each for each in Products(shared.store).all()}, {each.id: each for each in read.products}
            version = publish_products(shared.store, shared.encoders.products, list(together(old, named, mode).values()))
        elif mode == "merge":
            Orders(shared.store).upsert(read.orders)
        else:
            Orders(shared.store).replace(read.orders)
        shared.bench.uploads.finish(upload.id, "published", version, counts)
        shared.bench.forget(upload.id)
        Audit(shared.store).add(by, f"{upload.kind} published", f"version {version}" if version else "", upload.filename)

    return change


def _example(upload: Upload) -> str:
    """A question that this file answers, to try."""
    if upload.kind != "faq":
        return ""
    rows = current_rows(office().store)
    return rows[-1].question if rows else ""


def _to(upload_id: int) -> AnyResponse:
    return redirect(url_for("admin.uploads.show", upload_id=upload_id))
