"""An FAQ entry on its way from a file to a version."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from chatbot.knowledge.words import fold

MAX_ID_CHARS = 60


@dataclass(frozen=True, slots=True)
class FaqRow:
    """One entry as a shop wrote it, cleaned. `row` and `sheet` are where it came from, no part of its content."""

    question: str  # one line of plain text
    answer: str  # Markdown
    id: str = ""  # empty until `with_ids`
    variants: tuple[str, ...] = ()  # other wordings of the question
    category: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    source_url: str = ""
    enabled: bool = True
    row: int = 0  # as a spreadsheet counts
    sheet: str = ""  # of a workbook of several

    def content(self) -> dict[str, Any]:
        """Everything but its place in the file, as JSON-able values."""
        values = asdict(self)
        del values["row"], values["sheet"]
        return {**values, "variants": list(self.variants), "tags": list(self.tags)}

    @property
    def place(self) -> str:
        return f"row {self.row} of sheet “{self.sheet}”" if self.sheet else f"row {self.row}"

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


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries of a file after its merges. `gone` are ids of published entries that give way; `count` merges could be done."""

    rows: tuple[FaqRow, ...]
    gone: frozenset[str] = frozenset()
    count: int = 0


def merge_all(rows: Sequence[FaqRow], merges: Sequence[tuple[str, str]], published: Sequence[FaqRow] = ()) -> Merged:
    """Merge entries one pair after the other, each told by the hashes (kept, left out) that the two had by then.

    Args:
        published: entries that a file is added to. One that is kept gets the wordings of the file's entry, which becomes a
            change of it; one that is left out gives its wordings, and its place, to the file's entry.
    """
    if not merges:
        return Merged(tuple(rows))
    ours, theirs = {row.hash: row for row in rows}, {row.hash: row for row in published}  # equal entries are one
    old_ids = {fold(row.question): row.id for row in published}
    gone, count = set[str](), 0
    for keep, drop in merges:
        if keep == drop or not {keep, drop} <= ours.keys() | theirs.keys() or not {keep, drop} & ours.keys():
            continue  # one of them is published no more, or the file is not added now
        kept, left = ours.get(keep) or theirs[keep], ours.get(drop) or theirs[drop]
        old, left_old = (row.id or old_ids.get(fold(row.question), "") for row in (kept, left))
        new_id = kept.id if {keep, drop} <= ours.keys() else old or left_old
        joined = replace(merged(kept, left), id=new_id, row=kept.row or left.row)
        gone |= {left_old} & {row.id for row in published} - {new_id, old}
        place = keep if keep in ours else drop
        ours = {
            (joined.hash if key == place else key): (joined if key == place else row)
            for key, row in ours.items()
            if key == place or key != drop
        }
        count += 1
    return Merged(tuple(ours.values()), frozenset(gone), count)


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
