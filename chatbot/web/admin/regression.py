"""The regression set: questions with what the shop expects of its bot, run after a change to see what got better or worse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chatbot.acts import ACTS
from chatbot.config import ROOT
from chatbot.dialogue.regression import compare, observed
from chatbot.errors import FileUnreadable, KnowledgeError, NotFound
from chatbot.knowledge.regression import ACT_GROUPS, COLUMNS, Expectation, make_case, parse, read_cases
from chatbot.masking import mask_personal
from chatbot.messages import INTENTS
from chatbot.storage.regression import Case, Result, Run
from chatbot.web.admin import files
from chatbot.web.admin.office import office, page
from chatbot.web.auth import me, needs

blueprint = Blueprint("regression", __name__, url_prefix="/regression")

PAGE_ROWS = 50
OFFERED_ENTRIES = 1_000  # in the list that helps to write an id; a longer one makes the page slow
SHIPPED = ROOT / "data" / "eval" / "regression.csv"
STATES = ("newly wrong", "wrong", "newly right", "right", "not run")


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the set with its last result. `result` is None until it was run."""

    case: Case
    expected: Expectation
    result: Result | None
    state: str  # one of STATES


@blueprint.get("")
def index() -> str:
    """regression.html: lines (of the page), counts by state, wanted (state, q), found, total, run, before, progress, titles."""
    run, before, lines = _lines()
    counts = Counter(line.state for line in lines)
    wanted = {"state": request.args.get("state", ""), "q": request.args.get("q", "").strip()}
    found = [
        line for line in lines if wanted["state"] in ("", line.state) and wanted["q"].casefold() in line.case.question.casefold()
    ]
    number = max(1, request.args.get("page", 1, type=int))
    context: dict[str, Any] = {
        "lines": found[(number - 1) * PAGE_ROWS : number * PAGE_ROWS],
        "page_number": number,
        "has_more": number * PAGE_ROWS < len(found),
        "counts": {state: counts[state] for state in STATES if counts[state]},
        "progress": office().checker.progress,
        "is_running": office().checker.is_running,
        "titles": _titles(),
        **_choices(),
    }
    return page("regression.html", wanted=wanted, found=len(found), total=len(lines), run=run, before=before, **context)


@blueprint.get("/<int:case_id>")
def show(case_id: int) -> str:
    """regression_case.html: case, expected, sentence, and what can be chosen."""
    case = office().regression.get(case_id)
    return page("regression_case.html", case=case, expected=parse(case.expect), sentence="", **_choices())


@blueprint.post("/<int:case_id>")
@needs("may_answer")
def change(case_id: int) -> AnyResponse | str:
    """Keep the form; what is wrong with it is told above it."""
    try:
        case = read_form()
    except KnowledgeError as error:
        typed = Case(request.form.get("question", ""), _expect(), case_id)
        expected = Expectation(request.form.get("kind", "faq"), typed.expect.partition(":")[2])
        return page("regression_case.html", case=typed, expected=expected, sentence=str(error), **_choices())
    office().regression.change(case_id, case)
    office().note("regression set changed", f"question {case_id}", case.expect)
    flash(f"Saved. “{case.question}” is expected to be: {case.expect}.")
    return redirect(url_for("admin.regression.index"))


@blueprint.post("/add")
@needs("may_answer")
def add() -> AnyResponse:
    """Add a question from this page's form, or with what the bot did from the test console."""
    case = read_form()
    _keep([case])
    flash(f"“{case.question}” is in the regression set now, expected to be: {case.expect}.")
    from_console = request.form.get("from") == "console"
    return redirect(url_for("admin.console.index", q=case.question) if from_console else url_for("admin.regression.index"))


@blueprint.post("/add/<conversation_id>/<int:seq>")
@needs("may_answer")
def add_message(conversation_id: str, seq: int) -> AnyResponse:
    """Add a customer's message, without personal data, with what the bot did."""
    found = office().inbox.detail(conversation_id)
    text = next((each.text for each in found.messages if each.seq == seq and each.author == "customer"), "")
    turn = found.turns.get(seq)
    if turn is None or not turn.act:
        raise NotFound("The bot did not answer this message, so nothing can be expected of it.")
    case = make_case(mask_personal(text), str(observed(turn.act, turn.faq_id, turn.intent)))
    _keep([case])
    flash(f"“{case.question}” is in the regression set now, expected to be: {case.expect}. If that was wrong, change it there.")
    return redirect(url_for("admin.conversation.show", conversation_id=conversation_id, _anchor=f"m{seq}"))


@blueprint.post("/<int:case_id>/remove")
@needs("may_answer")
def remove(case_id: int) -> AnyResponse:
    case = office().regression.get(case_id)
    office().regression.remove(case_id)
    office().note("regression set changed", f"question {case_id}", "removed")
    flash(f"“{case.question}” is removed.")
    return redirect(url_for("admin.regression.index"))


@blueprint.post("/import")
@needs("may_answer")
def take_file() -> AnyResponse:
    """Add the rows of a file, or let them replace the set. Rows that cannot be taken are told, the others are."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise FileUnreadable("Choose a file first.")
    cases, problems = read_cases(file.read(), file.filename)
    for problem in problems[:PAGE_ROWS]:
        flash(str(problem), "bad")
    if cases:
        added = _keep(cases, "replace" in request.form)
        flash(f"{len(cases)} question{'s' * (len(cases) != 1)} read from {file.filename}, {added} of them new.")
    return redirect(url_for("admin.regression.index"))


@blueprint.post("/shipped")
@needs("may_answer")
def take_shipped() -> AnyResponse:
    """Add the set that this product is tested with; it fits the demo shop's FAQ."""
    cases, _ = read_cases(SHIPPED)
    added = _keep(cases)
    flash(f"{added} questions added. They fit the demo shop's FAQ: change what your shop does differently.")
    return redirect(url_for("admin.regression.index"))


@blueprint.get("/export.csv")
def export() -> Response:
    """The set as `scripts/test` and the import read it."""
    rows = ((case.question, case.expect) for case in office().regression.all())
    return files.download(files.csv_bytes(COLUMNS, rows), "regression.csv", "text/csv")


@blueprint.post("/run")
@needs("may_answer")
def start() -> AnyResponse:
    """Ask the bot every question; the page that follows shows how far it is, or how it went."""
    progress = office().checker.start(me().name)
    if progress.error:
        flash(progress.error, "bad")
    return redirect(url_for("admin.regression.index"))


@blueprint.post("/cancel")
@needs("may_answer")
def cancel() -> AnyResponse:
    office().checker.cancel()
    flash("Cancelled. The run before is still shown.")
    return redirect(url_for("admin.regression.index"))


def read_form() -> Case:
    """Return the question of the form; raises KnowledgeError with what is missing."""
    return make_case(request.form.get("question", ""), _expect())


def _expect() -> str:
    """`expect` as it is, or put together of its kind and the field of that kind."""
    form = request.form
    kind = form.get("kind", "")
    return form.get("expect") or (f"{kind}:{form.get(kind, '').strip()}" if kind != "handoff" else kind)


def _keep(cases: list[Case], replaces: bool = False) -> int:
    """Return how many were new."""
    added = office().regression.add(cases, me().name, replaces)
    office().note("regression set changed", f"{added} added", "replaced" if replaces else "")
    return added


def _lines() -> tuple[Run | None, Run | None, list[Line]]:
    """Return the last run, the one before it (None where there is none), and every question; what got worse comes first."""
    kept = office().regression
    run, before, *_ = (*kept.runs(2), None, None)
    results, earlier = ([] if each is None else kept.results(each.id) for each in (run, before))
    by_case = {(each.result.question, each.result.expect): each for each in compare(results, earlier)}
    lines = []
    for case in kept.all():
        found = by_case.get((case.question, case.expect))
        lines.append(Line(case, parse(case.expect), found.result if found else None, found.change if found else "not run"))
    return run, before, sorted(lines, key=lambda line: STATES.index(line.state))


def _titles() -> dict[str, str]:
    return {row.id: row.question for row in office().rows()}


def _choices() -> dict[str, Any]:
    """What the form offers: entries, intents, acts."""
    return {"entries": office().rows()[:OFFERED_ENTRIES], "intents": INTENTS, "acts": (*ACT_GROUPS, *ACTS)}
