"""What the words of a status, a payment and a way of delivery in an orders file mean."""

from __future__ import annotations

import re

from chatbot.knowledge.order_columns import STATUSES
from chatbot.knowledge.words import fold, words

# Said around a status, and nothing about it: "order placed", "cancelled by customer".
AROUND_STATUS = frozenset(("wc", "order", "shipment", "by", "the", "customer", "buyer", "seller", "autoship"))

# Said of a way of delivery, whoever brings it.
_WAYS = frozenset(
    words("""
    standard express economy free shipping delivery pickup pick up collect collection click and local flat rate next same working business
    day days international domestic priority store in at the home to door first second class tracked signed economical versand post air
    ground saturday overnight courier parcel pallet man two person us uk eu worldwide regular normal basic shop our by from freight saver
    expedited scheduled
    """)
)
# How far the return, or the exchange, of a thing is; the stage tells it in whatever words stand around it: "RMA issued".
_RETURN = frozenset(words("return returns rma retoure retour rucksendung reso devolucion"))
_EXCHANGE = frozenset(words("exchange exchanged replacement replaced umtausch ersatz"))
_ASKED = frozenset(
    words("""
    requested request initiated pending approved accepted authorized authorised opened open created registered scheduled raised issued
    awaiting awaited started progress process processing label booked arranged angemeldet aangemeld
    """)
)
_MOVING = frozenset(words("transit shipped picked collected dispatched despatched posted way sent unterwegs onderweg"))
_HERE = frozenset(words("received delivered completed complete arrived eingegangen ontvangen"))
_REFUSED = frozenset(words("rejected declined denied refused cancelled canceled failed expired closed missed lost undelivered"))
_PARTLY = frozenset(("partly", "partially", "part", "partial", "teilweise", "gedeeltelijk"))
_MORE = frozenset(("by", "via", "with", "on", "today", "yesterday", "from", "per", "mit", "met", "par"))  # "sent via DPD"
_SEPARATED = re.compile(r"\s[-–—]\s|[:;,(/|]")
_NOT_YET = frozenset(("not", "no", "never", "if", "maybe", "possibly", "un"))
# Said by one word in whatever company, as each promises nothing: "customs hold". "Sent to the workshop" is not on its way to anybody.
_TOLD_BY_A_WORD = frozenset(("lost", "in_customs", "delayed", "backordered", "preordered"))

# What the column of the payment says of an order that is not paid; as a status "failed" and "pending" mean something else.
_NOT_PAID = frozenset(("pending", "failed", "declined", "unsuccessful", "error", "due", "overdue"))

# A doubt about the customer, which only the owner reads: "Suspected Fraud - call the bank".
_DOUBTED = frozenset(words("fraud fraudulent suspected suspicious risk risky chargeback dispute disputed betrugsverdacht"))
_FAILED = frozenset(words("failed failure fehlgeschlagen mislukt"))
_CARRIERS_COLUMN = re.compile(r"deliver|ship|fulfil|versand|liefer|track")
_PICKUP = re.compile(
    r"\b(?:pick ?up|collect(?:ion)?|collect in store|(?:selbst)?abholung|afhalen|ophalen|retrait|recogida|ritiro|odbior osobisty)\b"
)
_BY_CARRIER = re.compile(
    r"\b(?:points?|lockers?|parcel ?shops?|relais|stations?|packstation)\b"
)  # where a carrier leaves a parcel


def payment_of(word: str) -> str:
    """Return what the word of a payment column means for the order: "unpaid", "refunded", "cancelled", another status, or ""."""
    return "unpaid" if fold(word).removeprefix("payment ") in _NOT_PAID else status_of(word)


def status_of(word: str) -> str:
    """Return the status that a shop's word for it means, "" where none is known."""
    plain = fold(word)
    if is_doubted(word):
        return "under_review"
    return STATUSES.get(plain) or STATUSES.get(" ".join(each for each in plain.split() if each not in AROUND_STATUS), "")


def status_in(text: str) -> str:
    """Return the status that a shop's words begin with or hold, "" where none is sure: "Lost - trace opened", "Partly sent"."""
    first, *more = fold(text).split() or [""]
    if known := status_of(text) or status_of(_SEPARATED.split(text)[0]):
        return known
    if first in _PARTLY:
        return "partly_shipped" if status_of(" ".join(more)) == "shipped" else ""
    if more and more[0] in _MORE and status_of(first):
        return status_of(first)
    if given_back := _given_back(frozenset((first, *more))):
        return given_back
    found = {STATUSES.get(word, "") for word in (first, *more)} & _TOLD_BY_A_WORD
    return found.pop() if len(found) == 1 and _NOT_YET.isdisjoint((first, *more)) else ""


def _given_back(said: frozenset[str]) -> str:
    """Return how far a return or an exchange is, "" where the words do not tell: "Return approved", "Replacement dispatched"."""
    is_return, is_exchange = not said.isdisjoint(_RETURN), not said.isdisjoint(_EXCHANGE)
    if is_return == is_exchange or not said.isdisjoint(_NOT_YET | _REFUSED):
        return ""
    if not said.isdisjoint(_ASKED):
        return "return_requested" if is_return else "exchange_requested"
    if not said.isdisjoint(_MOVING):
        return "returning" if is_return else "shipped"
    return ("return_received" if is_return else "delivered") if not said.isdisjoint(_HERE) else ""


def is_doubted(text: str) -> bool:
    """Whether a status holds a word for fraud, risk or dispute."""
    said = fold(text).split()
    return not _DOUBTED.isdisjoint(said) and "low" not in said


def failed_of(said: str, column: str, *, is_of_orders: bool) -> str:
    """Return what "failed" alone means in a column of this name: the delivery, or of an order the payment; "" where not sure."""
    if not any(word in _FAILED for word in fold(said).split()[-1:]) or len(fold(said).removeprefix("wc ").split()) > 1:
        return ""
    if _CARRIERS_COLUMN.search(fold(column)):
        return "delivery_failed"
    return "payment_failed" if is_of_orders or "order" in fold(column) or said.startswith("wc-") else ""


def is_cut(text: str, status: str) -> bool:
    """Whether a status is told by a part of the shop's words alone: "Cancelled - refunded" says more than "cancelled"."""
    if is_doubted(text):
        return False
    rest = (part for part in _SEPARATED.split(text) if fold(part))
    is_whole = fold(text).split(" ")[0] in _PARTLY or {*map(status_of, rest)} <= {status, "placed"}  # "On backorder (paid)"
    return status_in(text) == status and not is_whole


def is_pickup(method: str) -> bool:
    """Whether the customer comes for what was ordered: "Pickup - Town Hall Street", and no "DPD Pickup Point"."""
    plain = fold(method)
    return _PICKUP.search(plain) is not None and _BY_CARRIER.search(plain) is None


def carrier_of(method: str) -> str:
    """Return a way of delivery that names who brings it: "Royal Mail Tracked 48"; "" of "Standard delivery" or "Click & Collect"."""
    is_nobody = is_pickup(method) or all(word in _WAYS or word.isdigit() for word in fold(method).split())
    return "" if is_nobody else method
