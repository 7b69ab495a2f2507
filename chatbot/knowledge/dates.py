"""Dates of shops' files to ISO 8601; a day that could be two is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from chatbot.knowledge.words import fold, words

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})(?:[T ,].*)?")
_WEEKDAY = re.compile(r"([^\W\d]+)\.?,?\s+")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?([^\W\d]{3,})\.?,?\s+(?:de\s+)?(\d{4})(?:[ ,].*)?")
_SHORT_DAY_NAME = re.compile(
    r"(\d{1,2})[- ]([^\W\d]{3,9})\.?[- ](\d{2}|\d{4})(?:[ ,].*)?"
)  # "22-Nov-26", as Excel and eBay write
_NAME_DAY = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[ ,].*)?")
_CJK = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL = range(30_000, 80_000)  # 1982 to 2119
_UNIX = range(946_684_800, 4_102_444_800)  # 2000 to 2100
# First letters of month names, folded: English, German, Dutch, French, Spanish, Italian, Portuguese, Polish, Turkish, Russian.
_MONTHS = {
    1: "jan ene gen sty oca янв", 2: "feb fev lut sub фев", 3: "mar maa mrt мар", 4: "apr abr avr kwi nis апр",
    5: "may mai mei mag maj мая маи", 6: "jun juin giu cze haz июн", 7: "jul juil lug lip tem июл", 8: "aug aou ago sie авг",
    9: "sep set wrz eyl сен", 10: "oct okt ott out paz eki окт", 11: "nov lis kas ноя", 12: "dec dez dic gru ara дек",
}  # fmt: skip


# First letters of weekdays in the same languages; two letters are whole abbreviations.
_WEEKDAYS = frozenset(
    words("""
    mon tue wed thu fri sat sun die mit don fre sam son maa din woe vri zat zon lun mar mer jeu ven dim mie jue vie sab dom gio
    seg ter qua qui sex pon wto sro czw pia sob nie paz sal car per cum пон вто сре чет пят суб вос man tis ons tor lor
    mo di mi do fr sa so ma wo vr za zo lu me je ve po ut st ct pa ne пн вт ср чт пт сб вс
    """)
)


class Dates:
    """Reads the dates of one file: whether 3/4 is in March or in April is told by its other dates, or not at all."""

    def __init__(self, all_dates: Iterable[str]) -> None:
        numbers = [match for text in all_dates if (match := _NUMBERS.fullmatch(text.strip())) and match[2] != "."]
        self._has_day_first = any(int(match[1]) > 12 for match in numbers)
        self._has_month_first = any(int(match[3]) > 12 for match in numbers)

    def read(self, text: str) -> str:
        """Return the date as "2026-11-24".

        Raises:
            ValueError: no date, or one that can be read in two ways.
        """
        text = _CJK.sub(r"\1-\2-\3", text.strip())
        try:
            return self._day(text).isoformat()
        except _Ambiguous:
            raise ValueError(f"{text!r} could be two dates") from None
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{text!r} is no date") from error

    def _day(self, text: str) -> date:
        if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
            return date(*map(int, match.groups()))
        if match := _NUMBERS.fullmatch(text):
            return self._by_numbers(int(match[1]), int(match[3]), match[4], is_dotted=match[2] == ".")
        text = text if _NAME_DAY.fullmatch(text) else _without_weekday(text)  # "Mar 4, 2026" begins with no French Tuesday
        if match := _DAY_NAME.fullmatch(text):
            return date(int(match[3]), month(match[2]), int(match[1]))
        if match := _SHORT_DAY_NAME.fullmatch(text):
            return date(_year(match[3]), month(match[2]), int(match[1]))
        if match := _NAME_DAY.fullmatch(text):
            return date(int(match[3]), month(match[1]), int(match[2]))
        return _by_count(float(text))

    def _by_numbers(self, first: int, second: int, year: str, is_dotted: bool) -> date:
        number = _year(year)
        is_day_first = is_dotted or first > 12 or (self._has_day_first and not self._has_month_first)
        is_month_first = second > 12 or (self._has_month_first and not self._has_day_first)
        if is_day_first or first == second:
            return date(number, second, first)
        if is_month_first:
            return date(number, first, second)
        raise _Ambiguous


class _Ambiguous(Exception): ...


def is_weekday(word: str) -> bool:
    """Whether a word is the name of a weekday, or its abbreviation."""
    plain = fold(word)
    return plain in _WEEKDAYS or (len(plain) > 2 and plain[:3] in _WEEKDAYS)


def _without_weekday(text: str) -> str:
    found = _WEEKDAY.match(text)
    return text[found.end() :] if found and is_weekday(found[1]) and not text[found.end() :].isalpha() else text


def month(name: str) -> int:
    """Return the month of a name or its first letters; raise ValueError when it is none."""
    plain = fold(name)
    for number, beginnings in _MONTHS.items():
        if any(plain.startswith(each) for each in beginnings.split()):
            return number
    raise ValueError(f"{name!r} is no month")


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _by_count(count: float) -> date:
    """Days as Excel counts them, or seconds (or milliseconds) as Unix does."""
    if int(count) in _EXCEL:
        return _EXCEL_DAY_0 + timedelta(days=int(count))
    seconds = int(count / 1000) if int(count / 1000) in _UNIX else int(count)
    if seconds not in _UNIX:
        raise ValueError(f"{count} is no date")
    return datetime.fromtimestamp(seconds, UTC).date()
