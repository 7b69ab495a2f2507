"""What of a text is in none of its entries, so that nobody believes that customers are told it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatbot.errors import RowProblem
from chatbot.knowledge.readers.marks import A_LINE, ATX, NUMBERED, Q_LINE
from chatbot.knowledge.readers.table import Row
from chatbot.knowledge.words import fold

SHORT_LINE = 80  # characters of a line that is told
TITLE_CHARS = 40  # a line of its own that is no longer, and no sentence, is a title
READ_SHARE = 0.5  # of a text's letters; where fewer are in entries, that is told once
_REMEDY = "Write every question as a heading, or as a line that begins with Q:, and its answer below."


def left_unread(lines: Sequence[str], rows: Sequence[Row]) -> tuple[RowProblem, ...]:
    """Return a hint for each part of a text that is in no entry, with its first line; one for all where that is most of it."""
    read = fold(" ".join(cell for row in rows for cell in row.cells))
    words = [_words(line) for line in lines]
    unread = [bool(each) and each not in read for each in words]
    count = sum(len(each) for each, is_left in zip(words, unread, strict=True) if is_left)
    whole = sum(len(fold(line)) for line in lines)
    if count > (1 - READ_SHARE) * whole:
        long = [n for n, is_left in enumerate(unread) if is_left and len(words[n]) > SHORT_LINE]
        reason = f"{count * 100 // whole}% of the text is in no question and answer, the first of it here"
        return (_problem(lines, (long or [unread.index(True)])[0], reason, _REMEDY),)
    reason, remedy = "this text is in no question and answer, so customers are not told it", "Write the question above it."
    return tuple(_problem(lines, n, reason, remedy) for n in _parts(lines, unread))


def _words(line: str) -> str:
    """What a line says without its mark; nothing of a heading, which is a question or a category."""
    if ATX.match(line):
        return ""
    for mark in (A_LINE, Q_LINE, NUMBERED):
        if match := mark.match(line):
            return fold(match.group(1))
    return fold(line)


def _parts(lines: Sequence[str], unread: Sequence[bool]) -> Iterator[int]:
    """Yield where each run of unread lines begins; a single short line that is no sentence is a title."""
    for n, is_left in enumerate(unread):
        line, goes_on = lines[n].strip(), n + 1 < len(lines) and unread[n + 1]
        is_title = not goes_on and len(line) <= TITLE_CHARS and not line.endswith((".", "!", "?", ":", ";"))
        if is_left and not (n and unread[n - 1]) and not is_title:
            yield n


def _problem(lines: Sequence[str], at: int, reason: str, remedy: str) -> RowProblem:
    return RowProblem(at + 1, "", lines[at].strip()[:SHORT_LINE], reason, remedy, is_fatal=False)
