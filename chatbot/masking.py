"""Personal data, made unreadable: card numbers before storage, e-mails and phone numbers before a log or a collection of questions."""

from __future__ import annotations

import re

# Digits in groups, as people type them; the ends must not touch letters, digits, '#' or '-' (order and tracking numbers do).
_CARD = re.compile(r"(?<![\w#-])(?:\d[ -]?){11,18}\d(?![\w-])")
# Issuer prefixes and lengths (ISO/IEC 7812): Visa, Mastercard, American Express, Diners, Discover, JCB, Maestro.
_ISSUER = re.compile(
    r"4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(0[0-5]|[68]\d)\d{11}"
    r"|6(011|5\d\d|4[4-9]\d)\d{12}|35(2[89]|[3-8]\d)\d{12}|(5018|5020|5038|6304|6759|676[1-3])\d{8,15}"
)
_MASKED_CARD = re.compile(r"\[card ending \d{4}\]", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# Digits in groups that may be a phone number; what it is not is told apart below. "12345-678" inside a longer code is none.
_PHONE = re.compile(r"(?<![\w.#+-])(?:\+|00|\(\+?)?\d[\d ()/.-]{5,}\d(?![\w:]|-\d)")
_DATE = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d\d)|(?:19|20)\d\d ?- ?(?:19|20)\d\d")
# A word before a number that says what number it is (English, German, Dutch, French, Spanish).
_NAMED = re.compile(
    r"(?:order|article|item|product|sku|ean|gtin|isbn|upc|track\w*|parcel|package|shipment|invoice|ref\w*|serial|model|bestell\w*|artikel\w*"
    r"|auftrag\w*|sendung\w*|rechnung\w*|bestelling|pakket\w*|commande|pedido)(?: (?:number|no\.?|nr\.?|code|id))?(?: is)?[ :#]{0,3}$",
    re.IGNORECASE,
)


def without_cards(text: str) -> str:
    """Return `text` without payment card numbers, masked or not: their digits name nothing of the shop's."""
    return _MASKED_CARD.sub(" ", mask_cards(text))


def mask_cards(text: str) -> str:
    """Return `text` with each payment card number cut to its last four digits."""
    return _CARD.sub(lambda found: _masked_card(found.group()), text)


def mask_personal(text: str) -> str:
    """Return `text` for a log: card numbers, e-mail addresses and phone numbers are gone."""
    return _PHONE.sub(_masked_phone, _EMAIL.sub("[email]", mask_cards(text)))


def _masked_phone(found: re.Match[str]) -> str:
    """What is dialled: an international or national prefix, or groups as long as phone numbers have them."""
    text, groups = found.group(), re.findall(r"\d+", found.group())
    digits, is_named = "".join(groups), _NAMED.search(found.string[max(0, found.start() - 30) : found.start()])
    if _DATE.fullmatch(text) or re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", text):  # the latter: a network address
        return text
    if text.lstrip("(").startswith("+"):
        return "[phone]" if 8 <= len(digits) <= 15 else text
    if is_named or len(digits) > (17 if digits.startswith("00") else 12):
        return text
    if digits.startswith("0"):
        return "[phone]" if len(digits) >= 8 else text
    is_local = re.fullmatch(r"\d{3}[-.]\d{4}", text)  # "555-0187"
    return "[phone]" if is_local or (len(digits) >= 9 and max(map(len, groups)) > 2) else text


def _masked_card(found: str) -> str:
    digits = re.sub(r"\D", "", found)
    return f"[card ending {digits[-4:]}]" if _ISSUER.fullmatch(digits) and _has_luhn_check(digits) else found


def _has_luhn_check(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = [int(d) if n % 2 == 0 else sum(divmod(2 * int(d), 10)) for n, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
