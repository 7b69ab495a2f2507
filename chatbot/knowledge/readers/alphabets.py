"""Which one-byte codepage a Latin text has, told by whether its accented letters make up the alphabet of one language.

`ř` and `ø` are the same byte in cp1250 and cp1252; a text with ř, ě and ů is Czech, while no language has ø, ì and ù together.
"""

from __future__ import annotations

import re

# Letters beyond a to z, lower case. A language that writes fewer of them than another is no harm: every letter has to be covered.
LANGUAGES = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü¿¡", "áâãàçéêíóôõúü", "àèéìîíòóùú", "äëïöüéèêáíóúàç", "åäöé", "æøåéö", "áðéíóúýþæö",
    "áčďéěíňóřšťúůýžĺľŕôä", "ąćęłńóśźż", "áéíóöőúüű", "ăâîșşțţ", "čćđšž", "çğıi̇öşüâîû", "äöüõšž", "āčēģīķļņšūž", "ąčęėįšųūž",
)  # fmt: skip
# The likeliest first: equal scores go to the earlier one. Windows, then ISO (Linux, the euro sign), DOS, and Macintosh.
CODEPAGES = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_15", "iso8859_2", "cp850", "cp852", "mac_roman")
SIGNS = frozenset("–—„“”‘’‚…€£°§«»‹›·•™©®²³½¼¾×±µ\u00a0\u00adªº№†‰´¨")  # of every language, between words
POWERS = frozenset("²³")  # behind a length or a number; "z³" is the złoty of another codepage
_MEASURED = re.compile(r"(?:\d|(?<![^\W\d])[cdkm]?m)\Z")
IN_WORDS = frozenset("’´·—\u00ad")  # and inside of them: "don’t", "soon—we"
CLEARLY_BETTER = 0.02  # share of the letters; less is left to the likelier codepage


def latin_codepage(sample: bytes) -> str:
    """Return the name of the codepage in which most of the non-ASCII characters make sense; cp1252 where nothing speaks against it."""
    scores = {name: _score(sample, name) for name in CODEPAGES}
    top = max(scores.values())
    equals = [name for name, score in scores.items() if score == top]
    # where each line could be of another language, one language for all of them is likelier
    best = max(equals, key=lambda name: _sense(sample.decode(name, errors="replace"))[0]) if len(equals) > 1 else equals[0]
    return best if scores[best] > scores["cp1252"] + CLEARLY_BETTER else "cp1252"


def _score(sample: bytes, codepage: str) -> float:
    """The share of non-ASCII characters that make sense; each line may have a language of its own, as shops abroad write."""
    lines = [_sense(line.decode(codepage, errors="replace")) for line in sample.splitlines()]
    total = sum(count for _, count in lines)
    return sum(covered for covered, _ in lines) / total if total else 1.0


def _sense(line: str) -> tuple[int, int]:
    """Return how many non-ASCII characters are signs or belong to the one language that covers most of them, and how many there are."""
    found = [n for n, char in enumerate(line) if ord(char) > 127]
    signs = sum(_is_sign(line, n) for n in found)
    letters = [line[n].lower() for n in found if line[n].isalpha() and not _is_misplaced(line, n)]
    return signs + max(sum(letter in alphabet for letter in letters) for alphabet in LANGUAGES), len(found)


def _is_sign(text: str, at: int) -> bool:
    """Whether a sign stands where signs stand: not between two letters ("gr”áere", "se–or"), but in "Mon–Fri"."""
    if text[at] not in SIGNS or (text[at] in POWERS and not _MEASURED.search(text[:at])):
        return False
    inside = 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()
    return not inside or text[at] in IN_WORDS or (text[at] == "–" and text[at + 1].isupper())


def _is_misplaced(text: str, at: int) -> bool:
    """Whether a letter stands where no language has it.

    A capital behind a small letter ("lŠnger"), any letter before a number ("1ñ3 days", "8amñ5pm") or between a small letter and a
    capital ("MonñFri"), a þ at a word's end (the Turkish "Sipariþ"), the Czech currency as "Kè".
    """
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if after.isdigit() or (before.islower() and after.isupper()):
        return True
    is_odd_capital = text[at].isupper() and before.islower()
    if text[max(at - 2, 0) : at + 1].strip() == "Kè" and not text[at + 1 : at + 2].isalpha():
        return True
    return is_odd_capital or (text[at] in "þÞ" and at > 0 and text[at - 1].isalpha() and not text[at + 1 : at + 2].isalpha())
