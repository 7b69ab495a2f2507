"""An order as the customer sees it: dates in words, personal data masked, one progress step per parcel."""

from __future__ import annotations

import re
from datetime import date

from chatbot.acts import ACTS
from chatbot.knowledge.lexicon import content
from chatbot.knowledge.money import read_money, show_money
from chatbot.messages import OrderCard, Parcel, Say
from chatbot.records import UNCLEAR, OrderRecord, ParcelRecord

# status in the records -> (words, progress step, dialogue act)
STEPS: dict[str, tuple[str, int, str]] = {
    "placed": ("confirmed", 0, "order_preparing"),
    "unpaid": ("waiting for the payment", 0, "order_preparing"),
    UNCLEAR: ("registered with us", 0, "order_marked"),  # or the shop's own words; a person is offered
    "payment_failed": ("not paid yet, as the payment failed", 0, "order_marked"),
    "under_review": ("being checked by our team", 0, "order_marked"),
    "on_hold": ("on hold", 0, "order_marked"),
    "completed": ("completed", 2, "order_marked"),
    "closed": ("closed", 4, "order_marked"),
    "pickup": ("ready for pick-up or already collected", 3, "order_marked"),
    "preordered": ("pre-ordered", 0, "order_preparing"),
    "backordered": ("waiting for new stock", 0, "order_preparing"),
    "partly_shipped": ("partly on its way", 2, "order_on_its_way"),
    "in_customs": ("in customs", 2, "order_on_its_way"),
    "processing": ("being prepared", 0, "order_preparing"),
    "packed": ("packed", 1, "order_preparing"),
    "shipped": ("on its way", 2, "order_on_its_way"),
    "out_for_delivery": ("out for delivery", 3, "order_on_its_way"),
    "delivered": ("delivered", 4, "order_delivered"),
    "delivery_failed": ("waiting after a failed delivery", 2, "order_on_its_way"),
    "delayed": ("delayed", 2, "order_delayed"),
    "lost": ("lost on the way", 2, "order_lost"),
    "ready_for_pickup": ("ready for pick-up", 3, "order_ready"),
    "cancelled": ("cancelled", 0, "order_closed"),
    "return_requested": ("registered for a return", 4, "order_marked"),
    "exchange_requested": ("registered for an exchange", 4, "order_marked"),
    "returning": ("on its way back to us", 2, "order_marked"),
    "return_received": ("returned to us", 4, "order_closed"),
    "refunded": ("refunded", 4, "order_closed"),
}


# Of these no day is expected.
OVER = frozenset({"delivered", "cancelled", "return_received", "refunded", "lost", "closed"})
OVER |= {"return_requested", "exchange_requested", "returning"}
_NEVER_LATE = OVER | {"unpaid", "payment_failed", "under_review", "ready_for_pickup", "pickup", "completed"}
_SENT = frozenset({"shipped", "partly_shipped", "in_customs", "out_for_delivery", "delivery_failed", "delayed", "lost"})
_SENT |= {"delivered", "completed"}
_ASKS_WHEN_SENT = re.compile(
    r"\b(?:when|what (?:day|date)|did|has|have|was|is)\b.{0,30}"
    r"\b(?:ship|shipped|send|sent|dispatch|dispatched|despatched|posted|leave|left|go out)\b",
    re.IGNORECASE,
)
_ASKS_FOR_REFUND = re.compile(
    r"\bhow much\b.{0,25}\b(?:refund\w*|(?:get|got|given|paid) back)\b|\b(?:did|have|has|was|been|were)\b.{0,20}\brefund(?:ed)?\b",
    re.IGNORECASE,
)
_HELD = frozenset({"payment_failed", "under_review", "on_hold"})  # nobody brings it yet
_FOR_A_PERSON = _HELD | frozenset({UNCLEAR, "closed", "returning"})  # that the record does not explain


def order_card(order: OrderRecord) -> OrderCard:
    return OrderCard(
        number=order.number,
        placed_on=date_in_words(order.placed_on),
        total=total_in_words(order.total, order.currency),
        email_masked=mask_email(order.email),
        parcels=tuple(_parcel(parcel, n, len(order.parcels)) for n, parcel in enumerate(order.parcels, 1)),
    )


def order_facts(order: OrderRecord, today: date, heard: str = "") -> Say:
    """Return the act that tells where the order is, with every fact it may use.

    Args:
        today: a day before it on which a parcel was expected makes it late.
        heard: the customer's words; of several parcels the ones whose items they name are told.
    """
    parcels = _meant(order, heard)
    if len(parcels) > 1:
        each = " ".join(_in_words(parcel, today, heard) for parcel in parcels)
        facts = {"order_number": order.number, "count": str(len(parcels)), "parcels": each, "refunded": _refunded(order, heard)}
        return Say("order_split", {name: fact for name, fact in facts.items() if fact})
    parcel = parcels[0]
    words, act = _status(parcel), STEPS.get(parcel.status, STEPS[UNCLEAR])[2]
    is_one_of_many = len(order.parcels) > 1
    facts = {
        "order_number": order.number,
        "status": words,
        "shipped_on": _sent(parcel, heard),
        "refunded": _refunded(order, heard),
        "carrier": "" if parcel.status in _HELD else parcel.carrier,
        "eta": _expected(parcel, today),
        "due": date_in_words(parcel.eta) if is_late(parcel, today) else "",
        "delivered_on": date_in_words(parcel.delivered_on),
        "tracking": "" if parcel.tracking_url else parcel.tracking_number,
        "reason": _reason(parcel, act),
        "items": ", ".join(parcel.items) if is_one_of_many else "",
    }
    return Say(act, {name: fact for name, fact in facts.items() if fact})


def is_late(parcel: ParcelRecord, today: date) -> bool:
    """Whether it was expected before today and is still to come; nothing is sent before it is paid."""
    day = _day(parcel.eta)
    return day is not None and day < today and parcel.status not in _NEVER_LATE


def _meant(order: OrderRecord, heard: str) -> tuple[ParcelRecord, ...]:
    """Return the parcels that share most content words with the message; all of them where none is named."""
    said = set(content(heard))
    shared = [len(said & set(content(" ".join(parcel.items)))) for parcel in order.parcels]
    return tuple(parcel for parcel, n in zip(order.parcels, shared, strict=True) if n == max(shared))


def _in_words(parcel: ParcelRecord, today: date, heard: str) -> str:
    """Return "Lamp, Rug: on its way, expected Friday 27 November."."""
    words = _status(parcel)
    eta = _expected(parcel, today)
    expected = f", expected {eta}" if eta else ""
    sent = _sent(parcel, heard)
    expected = f", sent on {sent}{expected}" if sent else expected
    late = f", due on {date_in_words(parcel.eta)} and late" if is_late(parcel, today) else ""
    tracked = f", tracking number {parcel.tracking_number}" if parcel.tracking_number and not parcel.tracking_url else ""
    note = f" ({parcel.note.rstrip('. ')})" if parcel.note else ""
    return f"{', '.join(parcel.items)}: {words}{expected}{late}{tracked}{note}.".removeprefix(": ")


def _reason(parcel: ParcelRecord, act: str) -> str:
    """Return the note of a parcel, with the shop's own words for where it is if the act does not hold them."""
    said = parcel.status_said if "status" not in ACTS[act].required else ""
    return ". ".join(part for part in (said.rstrip(". "), parcel.note.rstrip(". ")) if part)


def _sent(parcel: ParcelRecord, heard: str) -> str:
    """Return the day on which a parcel was sent, where it is asked for or nothing tells when it comes."""
    is_wanted = _ASKS_WHEN_SENT.search(heard) is not None or not (parcel.eta or parcel.status in OVER)
    return date_in_words(parcel.shipped_on) if parcel.status in _SENT and is_wanted else ""


def _refunded(order: OrderRecord, heard: str) -> str:
    """Return "$12.00 of $84.90" of an order that is refunded in part; of a whole one the amount, to who asks for it."""
    amount = order.parcels[0].refunded
    if not amount:
        return ""
    shown = total_in_words(amount, order.currency)
    if order.total and amount != order.total:
        return f"{shown} of {total_in_words(order.total, order.currency)}"
    return shown if asks_for_refund(heard) else ""


def asks_for_refund(text: str) -> bool:
    """Whether it is asked what was paid back: "how much was refunded", "did you refund me"."""
    return _ASKS_FOR_REFUND.search(text) is not None


def _expected(parcel: ParcelRecord, today: date) -> str:
    """Return the day that it is still expected on, "" where none is or it is past."""
    day, words = _day(parcel.eta), date_in_words(parcel.eta)
    if not words or parcel.status in OVER or (day is not None and day < today):
        return ""
    return f"today, {words}" if day == today else words


def _status(parcel: ParcelRecord) -> str:
    """Return where a parcel is, as a sentence holds it; a status of the shop's own in its words."""
    return f"marked “{parcel.status_said}”" if parcel.status_said else STEPS.get(parcel.status, STEPS[UNCLEAR])[0]


def is_unclear(order: OrderRecord) -> bool:
    return any(parcel.status in _FOR_A_PERSON or parcel.status not in STEPS for parcel in order.parcels)


def total_in_words(total: str, currency: str) -> str:
    """Return "€162.70", or the words of the record where they are no amount."""
    try:
        amount, named = read_money(total)
    except ValueError:
        return f"{total} {currency}".strip()
    return show_money(amount, currency or named).strip()


def date_in_words(iso: str) -> str:
    """Return "Wednesday 25 November", or the text as it is when it is no ISO date."""
    day = _day(iso)
    return f"{day:%A} {day.day} {day:%B}" if day else iso


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def mask_email(email: str) -> str:
    """Return "m…z@example.com": enough to recognise, too little to learn."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…{name[-1:]}@{domain}" if domain else "…"


def _parcel(parcel: ParcelRecord, n: int, count: int) -> Parcel:
    words, step, _ = STEPS.get(parcel.status, (parcel.status.replace("_", " "), 0, ""))
    words = parcel.status_said or words
    return Parcel(
        label=f"{n} of {count}",
        status=words[:1].upper() + words[1:],
        step=step,
        items=parcel.items,
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        tracking_url=parcel.tracking_url,
        eta="" if parcel.status == "delivered" else date_in_words(parcel.eta),
        note=parcel.note,
    )
