"""Whose mistake is spoken of: "I typed the wrong name" and "you spelt the name wrong" have other rules, though the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from chatbot.knowledge.lexicon import content
from chatbot.messages import Candidate

Who = Literal["customer", "shop", ""]
NEAR = 0.05  # of an entry on the other one's mistake, from which it is asked about, too
OTHER_SURE = 0.2  # from here on it is told: the two differ by nothing else
_DID = (
    r"(?:\s+(?:have|had|just|accidentally|must have|may have)|['’]ve)?"
    r"\s+(?P<verb>[a-z]+ed|made|sent|gave|put|wrote|spelt|chose|forgot|lost|broke)\b"
)
_SAID = re.compile(rf"(?<!did )(?<!have )(?<!if )\b(?P<who>i|we|you|u|ye|they){_DID}", re.IGNORECASE)
_RECEIVED = frozenset({"received", "wanted", "needed", "tried", "called", "emailed", "asked", "opened", "noticed"})


def who_did_it(text: str) -> Who:
    """Return who is said to have done it; nobody where it is not said, or is only what the customer saw."""
    found = next((each for each in _SAID.finditer(text) if each["verb"].lower() not in _RECEIVED), None)
    if found is None:
        return ""
    return "customer" if found["who"].lower() in ("i", "we") else "shop"


def of_the_other(text: str, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return a near entry on what the one who is named did, where the best one is on what the other did; None without one."""
    who = who_did_it(text)
    did_best = who_did_it(candidates[0].question) if candidates else ""
    if not (who and did_best) or who == did_best:
        return None
    matter = set(content(candidates[0].question))
    near = (each for each in candidates[1:] if each.score >= NEAR and matter & set(content(each.question)))
    return next((each for each in near if who_did_it(each.question) == who), None)
