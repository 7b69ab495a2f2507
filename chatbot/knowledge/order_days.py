"""Days beside other words in an orders file: "Delivered 07/10/2026", "due Mon 30 Nov 2026", "booked for 3 Dec 2026, 8am-12pm"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from chatbot.errors import RowProblem
from chatbot.knowledge.dates import Dates, is_weekday
from chatbot.knowledge.order_statuses import status_in
from chatbot.knowledge.records import Record
from chatbot.knowledge.words import fold, words

_MONTH, _NTH = r"[^\W\d]{3,9}\.?", r"\d{1,2}(?:st|nd|rd|th)?"
DAY = rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}|{_NTH}\.?\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+{_NTH},?\s+\d{{4}}"
_DATED = re.compile(rf"(\D+?)\W+(?:on\s+)?({DAY})", re.IGNORECASE)
_DAY_OF = {"delivered": "delivered_on", "shipped": "shipped_on", "cancelled": "cancelled_on"}
_LED = re.compile(rf"(?P<before>[^\d]*?)\W*(?P<day>{DAY})(?P<behind>.*)", re.DOTALL)
# Words in front of a day that say no more than that it is expected then.
_EXPECTED = frozenset(
    words("""
    due expected expect est estimated eta booked scheduled arriving arrives arrival delivery delivered delivering planned for on by in
    approx ca about voraussichtlich am erwartet geplant verwacht op prevu le
    """)
)
_GOT = frozenset(("delivered", "geliefert", "zugestellt", "bezorgd", "geleverd", "livre", "entregado"))


def with_day_apart(row: Record) -> Record:
    """Return a row whose status holds no day: "Delivered 07/10/2026" is a status that is known, and its day."""
    said = _DATED.fullmatch(row["status"])
    status = status_in(said[1]) if said else ""
    if not said or not status:
        return row
    day = _DAY_OF.get(status, "")
    told = {day: said[2]} if day and not row[day] else {}
    return replace(row, cells={**row.cells, "status": said[1], **told})


def with_expected_day(row: Record) -> Record:
    """Return a row whose expected day is a day alone; what more its cell says ("8am-12pm", "w/c 30 Nov") is a note to the customer."""
    said = row["eta"]
    if not said or _is_day(said):
        return row
    led = _LED.fullmatch(said)
    before = fold(led["before"]).split() if led else []
    if led is None or not all(word in _EXPECTED or is_weekday(word) for word in before):
        return _noted(row, "", said)
    if _GOT.intersection(before):
        return replace(row, cells={**row.cells, "eta": "", "delivered_on": row["delivered_on"] or led["day"]})
    return _noted(row, led["day"], said if led["behind"].strip(" .") else "")


def expected_words_told(before: Iterable[Record], after: Iterable[Record]) -> list[RowProblem]:
    """Tell once that customers read what is no day in a column of days."""
    noted = [old for old, new in zip(before, after, strict=True) if new["note"] != old["note"]]
    if not noted:
        return []
    reason = f"{len(noted)} cells say more than a day (“{noted[0]['eta']}”), so customers read them as they are"
    remedy = "Put what is for your staff into a column “notes”, which no customer is told."
    return [noted[0].problem("eta", reason, remedy, is_fatal=False)]


def _is_day(said: str) -> bool:
    """Whether a cell is a day, be it one that can be read in two ways."""
    try:
        Dates((said,)).read(said)
    except ValueError:
        return not any(char.isalpha() for char in said)
    return re.search(r"[^\W\d].*\d{4}\W+\d", said) is None  # "3 Dec 2026, 8am-12pm" names a time, too


def _noted(row: Record, day: str, said: str) -> Record:
    note = ". ".join(part for part in (row["note"].rstrip(". "), said) if part)
    return replace(row, cells={**row.cells, "eta": day, "note": note})
