"""What a message says is not so: "it isn't damaged" asks for nothing that the shop does for damage."""

from __future__ import annotations

import re

_DENIED = re.compile(
    r"\b(?:(?:it|that|this|they|these|nothing)(?:['’]?s|['’]?re|\s+(?:is|are|was|were))?\s+|(?:is|are|was|were)\s+)?"
    r"(?:not|is(?:n['’]?t)|are(?:n['’]?t)|was(?:n['’]?t)|were(?:n['’]?t))\s+(?:(?:actually|really|even|at all|a|any)\s+)?"
    r"(?:damaged|broken|faulty|defective|defect|torn|cracked|scratched|missing|incomplete|late|delayed)\b",
    re.IGNORECASE,
)


def without_denied(text: str) -> str:
    """Return the text without what it says that is not wrong; unchanged where nothing else would be left."""
    rest = " ".join(_DENIED.sub(" ", text).split())
    return rest if len(rest.split()) > 1 else text
