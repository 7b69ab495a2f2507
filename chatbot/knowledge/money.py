"""Prices as shops and customers write them, and as they are shown."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from chatbot.knowledge.phrases import read_number

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "$": "USD",
    "₹": "INR",
    "¥": "JPY",
    "₺": "TRY",
    "zł": "PLN",
}
SIGNS |= {"Kč": "CZK", "Fr.": "CHF", "円": "JPY", "TL": "TRY", "元": "CNY", "₽": "RUB", "₴": "UAH", "₩": "KRW", "Ft": "HUF"}
SIGNS = {"R$": "BRL"} | SIGNS  # before the sign that it ends in
SHOWN = {"EUR": "€", "GBP": "£", "USD": "$", "INR": "₹", "JPY": "¥"}
CODES = frozenset(
    (*SIGNS.values(), "SEK", "NOK", "DKK", "HUF", "RON", "BGN", "UAH", "ILS", "AED", "BRL", "MXN", "NZD", "CNY", "KRW")
)
CODES |= {
    "ZAR",
    "SGD",
    "HKD",
    "THB",
    "IDR",
    "MYR",
    "PHP",
    "VND",
    "SAR",
    "EGP",
    "NGN",
    "KES",
    "PKR",
    "BDT",
    "LKR",
    "CLP",
    "COP",
    "ARS",
}
DOLLARS = frozenset(("AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP"))  # which are written "$" at home
_BARE_DOLLAR = re.compile(r"(?<![A-Za-z])\$")
_AMOUNT = re.compile(r"-?\s*\d[\d.,' \u00a0\u202f]*")


def read_money(text: str) -> tuple[Decimal, str]:
    """Return amount and ISO currency ("" when none is named) of "€49.90", "49,90 €", "$1,299.00", "1.299,- EUR" or "CHF 1'299".

    Raises:
        ValueError: no amount, more than one, or a negative one.
    """
    text = unicodedata.normalize("NFKC", text)  # "￥１，２９９" of a Japanese keyboard
    found = _AMOUNT.findall(text)
    if len(found) != 1:
        raise ValueError(f"{text!r} is no amount" if not found else f"{text!r} holds more than one amount")
    digits = re.sub(r"[^\d.,-]", "", found[0]).rstrip(".,")
    if digits.startswith("-"):
        raise ValueError(f"{text!r} is below zero")
    try:
        return read_number(digits), currency_of(text)
    except ArithmeticError as error:
        raise ValueError(f"{text!r} is no amount") from error


def currency_of(text: str) -> str:
    """Return the ISO code of the first sign or code in a text, "" where none is."""
    sign = next((code for mark, code in SIGNS.items() if mark in text), "")
    if re.search(r"\brs\b|/-", text, re.IGNORECASE):  # "Rs. 14,999/-"
        return "INR"
    named = (code for code in re.findall(r"\b[A-Z]{3}\b", text.upper()) if code in CODES)
    return sign or next(named, "")


def currency_at(text: str, own: str) -> str:
    """Return the currency that a text names to a shop whose own is `own`: "$" is its own dollar, "US$" and "$ 5 USD" are not."""
    code = currency_of(text)
    is_bare = code == "USD" and _BARE_DOLLAR.search(text) is not None and "USD" not in text.upper()
    return own if is_bare and own in DOLLARS else code


def show_money(amount: Decimal, currency: str) -> str:
    """Return "€49.90", or "CHF 49.90" for currencies without a sign that everybody knows."""
    return _with_sign(f"{amount:,.2f}", currency)


def show_limit(amount: Decimal, currency: str) -> str:
    """Return a customer's limit as it is spoken: "€80", "€37.50"."""
    return _with_sign(f"{amount:,.2f}".removesuffix(".00"), currency)


def _with_sign(number: str, currency: str) -> str:
    sign = SHOWN.get(currency)
    return f"{sign}{number}" if sign else f"{currency} {number}"
