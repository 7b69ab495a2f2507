"""The dashboard: what was asked, answered and passed on, by day, each picture with its table and its CSV."""

from __future__ import annotations

from dataclasses import astuple

from flask import Blueprint, Response, request

from chatbot.storage.figures import Counted, Day
from chatbot.web.admin import files
from chatbot.web.admin.charts import stacked
from chatbot.web.admin.office import office, page

blueprint = Blueprint("overview", __name__, url_prefix="/overview")

SPANS = (7, 30, 90)  # days


@blueprint.get("")
def index() -> str:
    """overview.html: days, spans, it (storage.figures.Summary), by_day, intents, entries, charts (by name)."""
    days, figures = read_days(), office().figures
    by_day = figures.by_day(days)
    charts = {
        "answers": stacked(by_day, ("answered", "asked_back", "unanswered")),
        "conversations": stacked(by_day, ("conversations",)),
        "moods": stacked(by_day, ("negative", "neutral", "positive")),
    }
    lists = {"intents": figures.intents(days), "entries": figures.entries(days)}
    return page("overview.html", days=days, spans=SPANS, it=figures.summary(days), by_day=by_day, charts=charts, **lists)


@blueprint.get("/<any(days, intents, entries):name>.csv")
def table(name: str) -> Response:
    days, figures = read_days(), office().figures
    if name == "days":
        data = files.csv_bytes(tuple(Day.__dataclass_fields__), (tuple(map(str, astuple(each))) for each in figures.by_day(days)))
    else:
        counted: list[Counted] = figures.intents(days) if name == "intents" else figures.entries(days)
        data = files.csv_bytes((name, "count"), ((each.name, str(each.count)) for each in counted))
    return files.download(data, f"{name}-last-{days}-days.csv", "text/csv")


def read_days() -> int:
    days = request.args.get("days", SPANS[1], type=int)
    return days if days in SPANS else SPANS[1]
