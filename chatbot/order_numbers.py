"""Order numbers as they are compared: one reading for imports, messages, look-ups and the search for a customer's data."""

from __future__ import annotations

import unicodedata
from string import ascii_uppercase


def number_key(number: str) -> str:
    """Return what order numbers are compared by: upper case letters and digits, without accents.

    "Ä-1001", "ä 1001" and "#A1001" are one number: not every keyboard has the letter, and a file may hold it as two characters.
    """
    said = "".join(char for char in number if char.isalnum())  # before it is taken apart: "№" would become "No"
    return "".join(char for char in unicodedata.normalize("NFKD", said) if char.isalnum()).upper()


def bare_number(key: str) -> str:
    """Return a key without the letters and zeros in front, which customers leave out."""
    return key.lstrip(ascii_uppercase).lstrip("0")


def prefix_of(key: str) -> str:
    """Return the letters in front of a key."""
    return key[: len(key) - len(key.lstrip(ascii_uppercase))]


def without_accents(text: str) -> str:
    """Return a message in which a number's letters are those of its key."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
