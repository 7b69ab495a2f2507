"""An FAQ entry on its way from a file to a version."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from chatbot.knowledge.words import fold

MAX_ID_CHARS = 60


@dataclass(frozen=True, slots=True)
class FaqRow:
    """One entry as a shop wrote it, cleaned. `row` is where it came from (as a spreadsheet counts), no part of its content."""

    question: str  # one line of plain text
    answer: str  # Markdown
    id: str = ""  # empty until `with_ids`
    variants: tuple[str, ...] = ()  # other wordings of the question
    category: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    source_url: str = ""
    enabled: bool = True
    row: int = 0

    def content(self) -> dict[str, Any]:
        """Everything but the row number, as JSON-able values."""
        values = asdict(self)
        del values["row"]
        return {**values, "variants": list(self.variants), "tags": list(self.tags)}

    @property
    def hash(self) -> str:
        """Content address: equal entries of any version share it (SHA-256, 32 hex digits)."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]

    def renamed(self, new_id: str) -> FaqRow:
        return replace(self, id=new_id)

    @classmethod
    def from_content(cls, values: Mapping[str, Any]) -> FaqRow:
        return cls(**{**values, "variants": tuple(values["variants"]), "tags": tuple(values["tags"])})


def merged(keep: FaqRow, drop: FaqRow) -> FaqRow:
    """Return `keep` with the wordings of `drop`: both questions get its answer."""
    wordings = dict.fromkeys((*keep.variants, drop.question, *drop.variants))
    return replace(keep, variants=tuple(each for each in wordings if each != keep.question))


def merge_all(rows: Sequence[FaqRow], merges: Iterable[tuple[str, str]]) -> list[FaqRow]:
    """Merge entries one pair after the other, each told by the hashes (kept, left out) that the two had by then."""
    hashed = {row.hash: row for row in rows}  # in order; equal entries are one
    for keep, drop in merges:
        if keep in hashed and drop in hashed and keep != drop:
            joined = merged(hashed[keep], hashed[drop])
            hashed = {
                (joined.hash if key == keep else key): (joined if key == keep else row)
                for key, row in hashed.items()
                if key != drop
            }
    return list(hashed.values())


def with_ids(rows: Sequence[FaqRow]) -> list[FaqRow]:
    """Give each entry that has no id one made from its question, so that the same file gives the same ids again."""
    taken = {row.id for row in rows if row.id}
    numbers: dict[str, int] = {}  # how far the names of one base are used up
    done = []
    for row in rows:
        if not row.id:
            name = base = slug(row.question)
            while name in taken:
                numbers[base] = numbers.get(base, 1) + 1
                name = f"{base}-{numbers[base]}"
            taken.add(name)
            row = row.renamed(name)
        done.append(row)
    return done


def slug(question: str) -> str:
    """`Do you ship to Canada?` → `do-you-ship-to-canada`; letters of other alphabets stay."""
    words = re.sub(r"\s+", "-", fold(question))[:MAX_ID_CHARS].strip("-")
    return words or hashlib.sha256(question.encode()).hexdigest()[:12]
