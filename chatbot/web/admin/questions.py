"""Questions without a good answer, grouped by meaning, with what to do about each group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from chatbot.errors import StorageError
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.grouping import group
from chatbot.knowledge.replay import Outcome
from chatbot.messages import INTENTS
from chatbot.storage.questions import MARKS, Chosen, OpenQuestion
from chatbot.web.admin.office import office, page
from chatbot.web.admin.retraining import read_places
from chatbot.web.auth import me, needs

blueprint = Blueprint("questions", __name__, url_prefix="/questions")

LOOKED_AT = 500  # the newest ones
SHOWN = 60  # groups
ANGER_WEIGHT = 2  # an unhappy customer counts as so many calm ones
VARIANTS = 5  # wordings offered for an entry; more add nothing to the search


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that mean the same; the first stands for all. `outcomes` are what the FAQ of now would do with them."""

    questions: tuple[OpenQuestion, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def lead(self) -> OpenQuestion:
        return self.questions[0]

    @property
    def unhappy(self) -> int:
        return sum(each.sentiment == "negative" for each in self.questions)

    @property
    def weight(self) -> int:
        return len(self.questions) + (ANGER_WEIGHT - 1) * self.unhappy

    @property
    def answered(self) -> int:
        """How many of them the FAQ of now answers, other than with what got a thumb down."""
        return sum(is_better(question, outcome) for question, outcome in zip(self.questions, self.outcomes, strict=True))

    @property
    def nearest(self) -> Outcome:
        return max(self.outcomes, key=lambda each: each.p)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return Counter(each.why for each in self.questions).most_common()

    @property
    def wordings(self) -> list[str]:
        """Other wordings of the first question, each once."""
        texts = dict.fromkeys(each.text for each in self.questions if each.text.casefold() != self.lead.text.casefold())
        return list(texts)[:VARIANTS]


@dataclass(frozen=True, slots=True)
class Clicked:
    """Messages that led customers to the same entry by a click, in wordings that it lacks."""

    row: FaqRow
    questions: tuple[Chosen, ...]

    @property
    def wordings(self) -> list[tuple[str, int]]:
        """Each wording with how often it led there, the most frequent first."""
        return Counter(each.text for each in self.questions).most_common()


@blueprint.get("")
def index() -> str:
    """questions.html: groups, hidden, answered (groups that the FAQ of now answers), total (questions looked at), clicked, intents."""
    found = office().questions.open(LOOKED_AT)
    groups = group_questions(found)
    still_open = [each for each in groups if each.answered < len(each.questions)]
    answered = [each for each in groups if each.answered == len(each.questions)]
    shown = {"groups": still_open[:SHOWN], "answered": answered[:SHOWN], "hidden": len(still_open[SHOWN:]), "intents": INTENTS}
    return page("questions.html", total=len(found), clicked=clicked_entries(office().questions.chosen(LOOKED_AT)), **shown)


@blueprint.post("/mark")
@needs("may_answer")
def mark() -> Response:
    """Decide about a group: solved, out of scope (which the next training learns), or ignored."""
    decision = request.form.get("mark", "")
    if decision not in MARKS:
        raise StorageError("Choose what to do with these questions.")
    places = read_places()
    count = office().questions.mark(places, decision, me().name)
    if decision == "out_of_scope":
        office().corrections.set(places, decision, me().name)
    office().note(f"questions {decision.replace('_', ' ')}", f"{count}")
    flash(f"{count} question{'s' * (count != 1)} put aside.")
    return redirect(url_for("admin.questions.index"))


def is_better(question: OpenQuestion, outcome: Outcome) -> bool:
    """Whether the customer would get an answer now, and not the one that was no help."""
    is_old = outcome.row is not None and is_rejected(question, outcome.row)
    return outcome.decision == "answer" and not is_old and question.why != "form_left"


def is_rejected(question: OpenQuestion, row: FaqRow) -> bool:
    """Whether this entry, or one that says the same, was no help to the customer. One that was changed since may be."""
    return row.hash == question.rejected or (question.why == "thumbs_down" and row.answer in question.reply)


def clicked_entries(found: list[Chosen]) -> list[Clicked]:
    """Group clicks by the entry they led to, the most clicked first; wordings that it has by now are left out."""
    rows = {row.id: row for row in office().rows()}
    known = {row.id: {text.casefold() for text in (row.question, *row.variants)} for row in rows.values()}
    by_entry: dict[str, list[Chosen]] = {}
    for each in found:
        if each.faq_id in rows and each.text.casefold() not in known[each.faq_id]:
            by_entry.setdefault(each.faq_id, []).append(each)
    return sorted((Clicked(rows[key], tuple(chosen)) for key, chosen in by_entry.items()), key=lambda each: -len(each.questions))


def group_questions(found: list[OpenQuestion]) -> list[Group]:
    """Group by meaning, the heaviest group first; see what the FAQ of now would do with each question."""
    if not found:
        return []
    vectors = office().vectors([each.text for each in found])  # (questions, width)
    outcomes = [office().judge.outcome(office().index(), each.text, vectors[n]) for n, each in enumerate(found)]
    groups = [Group(tuple(found[n] for n in rows), tuple(outcomes[n] for n in rows)) for rows in group(np.asarray(vectors))]
    return sorted(groups, key=lambda each: -each.weight)
