"""Which columns of an orders file hold a day of the delivery, whatever words a shop puts together for it."""

from __future__ import annotations

import re

from chatbot.knowledge.dates import Dates
from chatbot.knowledge.order_columns import COLUMNS
from chatbot.knowledge.order_days import DAY
from chatbot.knowledge.readers import Table
from chatbot.knowledge.records import Aliases, cells_of, known_names
from chatbot.knowledge.words import words

# That the parcel is still to come, said by one word alone; the others say it beside the delivery: "exp" may be a card's expiry.
_AWAITED = frozenset(words("expected estimated eta edd promised anticipated arriving arrives verwacht erwartet"))
_EXPECTING = _AWAITED | frozenset(
    words("""
    expect exp est estimate promise planned plan scheduled due projected committed commitment commit target targeted tentative approx
    approximate probable likely predicted forecast agreed booked confirmed guaranteed will be latest revised updated current new
    voraussichtlich voraussichtliche voraussichtliches voraussichtlicher erwartete erwartetes erwarteter geplant geplante geplantes
    geplanter zugesagt zugesagter zugesagtes verwachte geplande prevu prevue estime estimee estimada estimado prevista previsto stimata
    stimato przewidywana przewidywany planowana planowany szacowana tahmini beraknad beraknat forvantad forventet
    """)
)
_DELIVERY = frozenset(
    words("""
    delivery deliveries deliver delivering arrival arrive arrives arriving lieferung lieferdatum liefertermin liefertag zustellung
    zustelldatum zustelltermin zustelltag ankunft levering leverdatum leverdag bezorging bezorgdatum bezorgdag livraison arrivee entrega
    llegada consegna arrivo dostawa dostawy teslim teslimat leverans leveransdatum leveringsdato
    """)
)
_BY = frozenset(words("by on before until bis am"))
_DAYS = frozenset(words("date dates day days time datetime timestamp datum tag fecha data jour dia giorno tarihi dag"))
_AROUND = (
    _BY
    | _DAYS
    | frozenset(words("at of the for to is order customer parcel package shipment window slot de la di del da do der"))
)
_LATER = frozenset(words("revised updated current new"))  # what counts now, where the first plan has a column, too
_WHEN_DONE = re.compile(r"\b(?:booked|confirmed|agreed|updated|revised)(?: (?:on|at|time|datetime|timestamp))?$")
_PROMISES = frozenset(words("promised promise committed commitment commit guaranteed zugesagt zugesagter zugesagtes"))


def names_of(table: Table) -> Aliases:
    """Return the names of columns, with those of this table that say when an order is to come, or came, in other words.

    Its cells must tell a day: "Delivery by" may as well name who brings it.
    """
    known = known_names(COLUMNS)
    dated = [name for name, cells in cells_of(table).items() if name not in known and any(map(_tells_day, cells))]
    expected = sorted((name for name in dated if _is_expected(name)), key=_rank)
    revised = [name for name in expected if not _LATER.isdisjoint(name.split())]
    others = [name for name in expected if name not in revised]
    at = COLUMNS["eta"].index("delivery date")  # which may be the day on which it came
    eta = (*revised, *COLUMNS["eta"][:at], *others, *COLUMNS["eta"][at:])
    return {**COLUMNS, "eta": eta, "delivered_on": (*COLUMNS["delivered_on"], *filter(_is_of_arrival, dated))}


def _is_expected(name: str) -> bool:
    """Whether a header says that a day is the one on which an order is to come: "promised delivery by", "EDD"."""
    said = frozenset(name.split())
    if not said <= _EXPECTING | _DELIVERY | _AROUND | {"delivered"} or _WHEN_DONE.search(name):
        return False
    is_to_be = "be" in said and "delivered" in said
    is_of_delivery = not said.isdisjoint(_DELIVERY) or is_to_be
    is_awaited = not said.isdisjoint(_EXPECTING if is_of_delivery else _AWAITED)
    return (is_awaited and ("delivered" not in said or is_to_be)) or (is_of_delivery and not said.isdisjoint(_BY))


def _is_of_arrival(name: str) -> bool:
    """Whether a header says that a day is the one on which an order came: "date delivered", "actual delivery"."""
    said = frozenset(name.split())
    if "actual" in said:
        return said <= {"actual", "delivered"} | _DELIVERY | _AROUND and not said.isdisjoint(_DELIVERY | {"delivered"})
    return "delivered" in said and said <= {"delivered"} | _AROUND and not said.isdisjoint(_DAYS)


def _rank(name: str) -> bool:
    """What is expected now stands before what was promised."""
    return not _PROMISES.isdisjoint(name.split())


def _tells_day(cell: str) -> bool:
    if re.search(DAY, cell, re.IGNORECASE):
        return True
    try:
        Dates((cell,)).read(cell)
    except ValueError:
        return False
    return True
