"""Which currency the bare numbers of a catalogue are in: the one that its owner set, else the one that the FAQ's amounts are in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.config import Settings
from chatbot.knowledge.money import CODES, SIGNS
from chatbot.knowledge.publish import current_rows
from chatbot.storage.db import Store

MIN_AMOUNTS = 3  # of fewer, one of an example ("a parcel to the US above $20") decides
MIN_SHARE = 0.9  # of the amounts: a FAQ may name what customs ask in another country
_SPOKEN = {"rs": "INR", "rupees": "INR", "euro": "EUR", "euros": "EUR", "dollars": "USD"}  # "20 pounds" are a weight as often
# "6 Ft" is a length as often, and a "TL" or "Fr." may be anything beside a number.
_WRITTEN = {mark: code for mark, code in SIGNS.items() if mark not in ("Ft", "TL", "Fr.")} | {code: code for code in CODES}
_RUPEES = ("PKR", "LKR")  # whose shops write "Rs.", too
_MARK = "|".join(
    rf"(?<![^\W\d_]){re.escape(mark)}(?![^\W\d_])" if mark[-1].isalpha() else re.escape(mark)
    for mark in sorted(_WRITTEN, key=len, reverse=True)
)
_MARK = rf"{_MARK}|\b(?i:{'|'.join(_SPOKEN)})(?![^\W\d_])"
_NUMBER = r"\d[\d.,']*"
_AMOUNT = re.compile(rf"(?P<before>{_MARK})\.?\s?{_NUMBER}|{_NUMBER}(?:\s?(?P<behind>{_MARK})|\s?(?P<dash>/-))")


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 code, and whether the FAQ told it because its owner has set none."""

    code: str
    is_of_faq: bool = False


def shop_currency(settings: Settings, store: Store | None) -> Currency:
    """Return the currency of a catalogue that names none.

    Args: store: where the published FAQ is; None where nothing was published yet.
    """
    if store is None or "currency" in settings.model_fields_set:
        return Currency(settings.currency)
    code = currency_spoken(text for row in current_rows(store) for text in (row.question, row.answer))
    return Currency(code, is_of_faq=True) if code else Currency(settings.currency)


def currency_spoken(texts: Iterable[str]) -> str:
    """Return the ISO code of the currency that all amounts in the texts are in, or nearly all; "" where too few or several are."""
    found = Counter(_code(match) for text in texts for match in _AMOUNT.finditer(text))
    own = [code for code in _RUPEES if found[code]]
    if len(own) == 1:
        found[own[0]] += found.pop("INR", 0)
    code, count = found.most_common(1)[0] if found else ("", 0)
    return code if count >= MIN_AMOUNTS and count >= MIN_SHARE * found.total() else ""


def _code(amount: re.Match[str]) -> str:
    mark = amount["before"] or amount["behind"]
    return "INR" if amount["dash"] else _WRITTEN.get(mark) or _SPOKEN[mark.lower()]
