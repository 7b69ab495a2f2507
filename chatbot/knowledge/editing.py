"""One entry as a person or another program writes it: cleaned as one of a file is."""

from __future__ import annotations

from dataclasses import replace

from chatbot.errors import KnowledgeError
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.readers import clean
from chatbot.knowledge.readers.rows import MAX_ANSWER_CHARS, MAX_QUESTION_CHARS


def cleaned(row: FaqRow) -> FaqRow:
    """Return the entry as it is stored.

    Raises:
        KnowledgeError: question or answer is missing or too long; says which.
    """
    question, answer = clean.plain_line(row.question), clean.answer_text(row.answer)
    for name, text, limit in (("question", question, MAX_QUESTION_CHARS), ("answer", answer, MAX_ANSWER_CHARS)):
        if not any(char.isalnum() for char in text):
            raise KnowledgeError(f"Write the {name}.")
        if len(text) > limit:
            raise KnowledgeError(f"The {name} has {len(text):,} characters; {limit:,} are possible.")
    return replace(
        row,
        question=question,
        answer=answer,
        variants=_lines(row.variants, except_for=question),
        category=clean.plain_line(row.category),
        tags=_lines(row.tags),
        language=clean.plain_line(row.language).lower(),
        source_url=row.source_url.strip(),
    )


def _lines(texts: tuple[str, ...], except_for: str = "") -> tuple[str, ...]:
    """Each text once, as one clean line."""
    parts = map(clean.plain_line, texts)
    return tuple(dict.fromkeys(part for part in parts if part and part.casefold() != except_for.casefold()))
