"""What the bot is taught: corrections, trainings with them, and which model is live."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import StorageError
from chatbot.messages import INTENTS
from chatbot.storage.trainings import SHIPPED
from chatbot.web.admin.office import office, page
from chatbot.web.admin.trainer import install_command, missing_packages
from chatbot.web.auth import is_safe_path, me, needs

blueprint = Blueprint("retraining", __name__, url_prefix="/training")

MAX_EXAMPLE_CHARS = 300
SHOWN = 200  # corrections
FIGURES = (
    ("accuracy", "Right intent", "of the messages that are a shop's matter", True),
    ("macro_f1", "Macro-F1", "each intent counts alike, however rare", True),
    ("oos_auroc", "Out of scope told apart", "AUROC; 50 % is guessing", True),
    ("calibration_error", "Calibration error", "how far stated and real certainty are apart; less is better", False),
)


@blueprint.get("")
def index() -> str:
    """retraining.html: corrections, trainings, running, live, problem (of the live model), missing, command, intents, learnable."""
    trainer = office().trainer
    live = trainer.trainings.live()
    context: dict[str, Any] = {
        "running": trainer.running(),
        "corrections": office().corrections.all(),
        "trainings": trainer.trainings.all(),
        "live": live,
        "problem": trainer.problem(live),
        "missing": missing_packages(),
        "command": install_command(),
    }
    return page("retraining.html", intents=INTENTS, shown=SHOWN, **context)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """retraining_report.html: it (Training), live, problem, figures, texts (of the corrections that are still wrong)."""
    trainer = office().trainer
    it = trainer.trainings.get(number)
    wrong = set(it.figures.get("wrong", ()))
    still_wrong = [each for each in office().corrections.all() if each.id in wrong]
    problem = trainer.problem(number) if it.may_go_live else ""
    live = trainer.trainings.live()
    return page("retraining_report.html", it=it, live=live, problem=problem, figures=FIGURES, still_wrong=still_wrong)


@blueprint.post("/corrections")
@needs("may_answer")
def correct() -> Response:
    """Say what messages of conversations mean (`place`), or add a text of the shop's own (`text`)."""
    intent, text = request.form.get("intent", ""), " ".join(request.form.get("text", "").split())
    if intent not in INTENTS:
        raise StorageError("Choose what the message means.")
    if len(text) > MAX_EXAMPLE_CHARS:
        raise StorageError(f"The example has {len(text):,} characters; {MAX_EXAMPLE_CHARS} are possible.")
    if text:
        office().corrections.add(text, intent, me().name)
    count = int(bool(text)) + office().corrections.set(read_places(), intent, me().name)
    if count:
        office().note("intent corrected", intent, f"{count} message{'s' * (count != 1)}")
        flash(
            f"Kept: {count} message{'s mean' if count != 1 else ' means'} “{intent.replace('_', ' ')}”. The next training learns it."
        )
    return redirect(_back())


@blueprint.post("/corrections/<int:correction_id>/remove")
@needs("may_answer")
def forget(correction_id: int) -> Response:
    if office().corrections.remove(correction_id):
        office().note("correction removed", str(correction_id))
        flash("The correction is removed.")
    return redirect(_back())


@blueprint.post("/start")
@needs("may_manage")
def start() -> Response:
    corrections = office().corrections.all()
    if not corrections:
        raise StorageError("There is no correction to learn from yet. Correct a message first.")
    number = office().trainer.start(me().name)
    office().note("training started", f"training {number}", f"{len(corrections)} corrections")
    return redirect(url_for("admin.retraining.index"))


@blueprint.post("/<int:number>/cancel")
@needs("may_manage")
def cancel(number: int) -> Response:
    if office().trainer.cancel(number):
        office().note("training cancelled", f"training {number}")
        flash("Cancelled. Nothing was changed.")
    return redirect(url_for("admin.retraining.index"))


@blueprint.post("/live")
@needs("may_manage")
def put_live() -> Response:
    """Let a training's model answer, or (0) the one that came with the program."""
    trainer, number = office().trainer, request.form.get("number", -1, type=int)
    before = trainer.trainings.live()
    if number != SHIPPED and not (trainer.trainings.get(number).may_go_live and not trainer.problem(number)):
        raise StorageError("This model cannot be put live: it is not finished, or its files are gone or damaged.")
    trainer.trainings.put_live(number, me().name)
    office().note("model put live" if number > before else "model rolled back", name_of(number), f"before: {name_of(before)}")
    flash(f"{name_of(number).capitalize()} is live, from the next message on.")
    return redirect(url_for("admin.retraining.index"))


@blueprint.post("/<int:number>/remove")
@needs("may_manage")
def remove(number: int) -> Response:
    office().trainer.remove(number)
    office().note("model deleted", name_of(number))
    flash(f"The model of training {number} is deleted; its figures are kept.")
    return redirect(url_for("admin.retraining.index"))


def name_of(number: int) -> str:
    return "the shipped model" if number == SHIPPED else f"training {number}"


def read_places() -> list[tuple[str, int]]:
    """Return the messages that a form names as `conversation:number`; what is no such name is left out."""
    pairs = (place.rsplit(":", 1) for place in request.form.getlist("place"))
    return [(pair[0], int(pair[1])) for pair in pairs if len(pair) == 2 and pair[1].isdecimal() and len(pair[1]) < 10]


def _back() -> str:
    """The page that the form stood on."""
    path = request.form.get("back", "")
    return path if is_safe_path(path) else url_for("admin.retraining.index")
