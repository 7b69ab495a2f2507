"""Texts to comparable words, for every search by words."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def words(text: str) -> list[str]:
    """Return lower-case words without accents; "Men's" is one word."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def fold(name: str) -> str:
    """Bring a column name or a question to its comparable form: `FAQ_ID ` → `faq id`, `Catégorie?` → `categorie`."""
    plain = name.casefold()
    if not plain.isascii():  # most are, and megabytes of letters take seconds
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", plain).strip()
