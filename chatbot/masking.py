"""Personal data, made unreadable: card numbers before storage, e-mails and phone numbers before a log."""

from __future__ import annotations

import re

# Digits in groups, as people type them; the ends must not touch letters, digits, '#' or '-' (order and tracking numbers do).
_CARD = re.compile(r"(?<![\w#-])(?:\d[ -]?){11,18}\d(?![\w-])")
# Issuer prefixes and lengths (ISO/IEC 7812): Visa, Mastercard, American Express, Diners, Discover, JCB, Maestro.
_ISSUER = re.compile(
    r"4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(0[0-5]|[68]\d)\d{11}"
    r"|6(011|5\d\d|4[4-9]\d)\d{12}|35(2[89]|[3-8]\d)\d{12}|(5018|5020|5038|6304|6759|676[1-3])\d{8,15}"
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.:-])\+?\d[\d ()/.-]{6,}\d(?![\w:-])")


def mask_cards(text: str) -> str:
    """Return `text` with each payment card number cut to its last four digits."""
    return _CARD.sub(lambda found: _masked_card(found.group()), text)


def mask_personal(text: str) -> str:
    """Return `text` for a log: card numbers, e-mail addresses and phone numbers are gone."""
    return _PHONE.sub("[phone]", _EMAIL.sub("[email]", mask_cards(text)))


def _masked_card(found: str) -> str:
    digits = re.sub(r"\D", "", found)
    return f"[card ending {digits[-4:]}]" if _ISSUER.fullmatch(digits) and _has_luhn_check(digits) else found


def _has_luhn_check(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = [int(d) if n % 2 == 0 else sum(divmod(2 * int(d), 10)) for n, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
