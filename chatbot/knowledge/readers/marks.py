"""How lines of Markdown and plain text are marked: as headings, questions and answers, list items, rules of tables."""

from __future__ import annotations

import re

ATX = re.compile(r"\A {0,3}(#{1,6})\s+(.+?)\s*#*\s*\Z")
SETEXT = re.compile(r"\A {0,3}(=+|-+)\s*\Z")
BOLD_LINE = re.compile(r"\A\s*(?:\d+[.)]\s*|[-*]\s+)?(\*\*|__)(.+?)\1\s*:?\s*\Z")
NUMBERED = re.compile(r"\A\s*(?:\d+[.)]|[-*•])\s+(.+)\Z")
_Q_WORDS = r"Q|Question|Frage|F|Pregunta|Pergunta|P|Vraag|V|Domanda|D|Pytanie|Вопрос|В"
_A_WORDS = r"A|Ans|Answer|Antwort|Réponse|Reponse|R|Respuesta|Resposta|Risposta|Antwoord|Odpowiedź|Ответ|О"
COUNTED = re.compile(r"\A\s*(?P<number>\d{1,3})(?P<mark>[.)])\s+(?P<text>\S.{0,199})\Z")
Q_LINE = re.compile(
    rf"\A\s*(?:[-*>]\s+|\d+[.)]\s+|#+\s+)?[*_]{{0,2}}(?:{_Q_WORDS})\s*\d{{0,4}}\s*[:.)][*_]{{0,2}}\s*(.+)\Z", re.IGNORECASE
)
A_LINE = re.compile(rf"\A\s*(?:[-*>]\s+)?[*_]{{0,2}}(?:{_A_WORDS})\s*\d{{0,4}}\s*[:.)][*_]{{0,2}}\s*(.*)\Z", re.IGNORECASE)
SAME_LINE = re.compile(
    r"\A\s*(?:[-*•]\s+|\d+[.)]\s+)?(?:\*\*|__)?([^?？؟*|]{3,200}[?？؟])(?:\*\*|__)?\s*(?:(?:->|=>|[-–—:=→])\s+)?((?!\"\s*[,;|\t])[^\s,;|].+)\Z"
)
FENCE = re.compile(r"\A\s*(```|~~~)")
RULE = re.compile(r"\A\s*(?:[-*_]\s*){3,}\Z")
TABLE_RULE = re.compile(r"\A\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*\Z")
