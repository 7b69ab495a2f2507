"""What one dialogue act is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Act:
    meaning: str  # one line for people and for an instruction model
    plain: str  # the sentence used when no draft passes; holds every required slot once
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)  # slot -> the sentence that is added where the words leave it out
    asks: bool = False  # the words must end in a question
    may_ask: bool = False  # the words may hold a question
    fixed: bool = False  # always the plain sentence: words that a person has to have read before
