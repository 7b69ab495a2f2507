"""What a search of the catalogue finds."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.records import Product


@dataclass(frozen=True, slots=True)
class Hit:
    product: Product
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `missed` names the filters that had to be given up, in words; empty when all were met."""

    hits: tuple[Hit, ...]
    missed: tuple[str, ...] = ()
    is_sure: bool = True  # that every hit holds every word of the wish
