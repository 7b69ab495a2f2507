"""Cells as people and programs leave them, made fit to be shown and searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from chatbot.knowledge.readers import html

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_NUMBERING = re.compile(
    r"\A\s*(?:[Qq]?\d{1,4}(?:\.\d{1,3}){0,2}\s*[.):]|#\d{1,4}[.:)]?|[Qq]\d{1,4}[.:)]?|\(\d{1,4}\)|[IVX]{1,5}[.)])\s+"
)
_Q_WORDS = "Q|Question|Frage|F|Pregunta|P|Vraag|V|Domanda|D|Pytanie|Вопрос"
_A_WORDS = "A|Answer|Antwort|Réponse|R|Respuesta|Resposta|Risposta|Antwoord|Odpowiedź|Ответ"
_Q_MARK = re.compile(rf"\A\s*[*_]{{0,2}}(?:{_Q_WORDS})\s*\d{{0,4}}\s*[:.)\-–][*_]{{0,2}}\s+", re.IGNORECASE)
_A_MARK = re.compile(rf"\A\s*[*_]{{0,2}}(?:{_A_WORDS})\s*\d{{0,4}}\s*[:.)\-–][*_]{{0,2}}\s+", re.IGNORECASE)
MARKED_SHARE = 0.5  # numbering or "A:" is taken off only where at least half of the rows have it
# No emphasis inside words: "screen_size", "120*60*75 cm".
_MARKDOWN = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)(.+?)(?<=\S)[*_]{1,3}(?!\w)|`([^`]+)`|\[([^\]]+)\]\([^)]*\)")


_LINK_FORMULA = re.compile(
    r'\A\s*=\s*HYPERLINK\(\s*"((?:https?://|mailto:)[^"\s()]+)"\s*[,;]\s*"([^"\[\]]+)"\s*\)\s*\Z', re.IGNORECASE
)


_LINE_ENDS = re.compile(r"(?<![\\\w:])(?:(?:\\r)?\\n)+")


def plain_line(text: str) -> str:
    """Return a question, id or category as one clean line without markup."""
    text = html.without_comments(text)
    text = _common(html.to_markdown(text) if html.has_markup(text) else text)
    text = re.sub(r"\A(?:#{1,6}|[-*•>])\s+", "", text.strip())
    text = _MARKDOWN.sub(lambda match: match.group(1) or match.group(2) or match.group(3), text)
    return re.sub(r"\s+", " ", text).strip()


def answer_text(text: str) -> str:
    """Return an answer as Markdown: HTML translated, blanks tidied, at most one blank line in a row."""
    text = _LINK_FORMULA.sub(r"[\2](\1)", html.without_comments(text))
    if "\n" not in text:
        # Exports that write line ends as two characters; in "C:\\new" they are none.
        text = _LINE_ENDS.sub(lambda match: "\n" * match.group().count("\\n"), text)
    text = html.to_markdown(text) if html.has_markup(text) else text
    text = _common(text)
    lines = [re.sub(r"(?<=\S)[ ]{2,}", " ", line).rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def strip_marks(cells: Sequence[str], are_questions: bool) -> list[str]:
    """Take "1." or "Q:" off questions and "A:" off answers, where at least half of them have it."""
    for pattern in (_Q_MARK, _NUMBERING) if are_questions else (_A_MARK,):
        marked = sum(pattern.match(cell) is not None for cell in cells)
        if cells and marked >= max(MARKED_SHARE * len(cells), 1):
            cells = [pattern.sub("", cell, count=1) or cell for cell in cells]
    return list(cells)


def _common(text: str) -> str:
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    return _INVISIBLE.sub("", text.replace("\x0b", "\n").replace("\x0c", " ").replace("\u2028", "\n").replace("\u2029", "\n"))
