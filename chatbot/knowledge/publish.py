"""From a file to the version that answers: compare, embed what is new, and switch in one transaction; or switch back."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from chatbot.errors import FileUnreadable, RowProblem
from chatbot.knowledge.check import check, look_alikes, with_pairs
from chatbot.knowledge.entries import FaqRow, with_ids
from chatbot.knowledge.passages import embed, texts_of
from chatbot.knowledge.readers.faq import ReadResult, read_faq_file
from chatbot.knowledge.words import fold
from chatbot.models.encoder import Encoder
from chatbot.storage.db import Store
from chatbot.storage.faqs import Draft, Faqs

Mode = Literal["replace", "merge"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """How a version came to be, as the list of versions tells it."""

    mode: Mode = "replace"
    by: str = ""
    source: str = ""  # the file's name, or what was done
    takes_few: bool = False  # of a file of which most rows can't be taken


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would change. `rows` is the whole version as it will be; the lists hold FAQ ids."""

    base: int  # the version that answers now; 0: none
    rows: tuple[FaqRow, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]
    is_reordered: bool = False
    untouched: tuple[str, ...] = ()  # published, and not named by a file that is added

    @property
    def changes_nothing(self) -> bool:
        return bool(self.base) and not (self.new or self.changed or self.removed or self.is_reordered)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a file. `version` is the one that answers afterwards (0: none yet)."""

    read: ReadResult
    plan: Plan
    problems: tuple[RowProblem, ...]  # of reading and of checking
    version: int
    is_dry_run: bool

    def to_json(self) -> dict[str, Any]:
        """Return the form that `import-faqs --json` prints."""
        return {
            "version": self.version,
            "dry_run": self.is_dry_run,
            "published": not self.is_dry_run and self.version != self.plan.base,
            "rows": len(self.plan.rows),
            "new": len(self.plan.new),
            "changed": len(self.plan.changed),
            "same": len(self.plan.same),
            "removed": len(self.plan.removed),
            "bad": len(_bad_rows(self.problems)),
            "read_as": [str(each) for each in self.read.read_as],
            "columns": dict(self.read.columns),
            "notes": list(self.read.notes),
            "problems": [asdict(problem) for problem in self.problems],
        }


def plan(store: Store, rows: Sequence[FaqRow], mode: Mode = "replace", gone: Container[str] = ()) -> Plan:
    """Compare the rows of a file with the version that answers now.

    Args:
        gone: ids of published entries that give way to entries of the file, told by `merge_all`; for "merge" only.
        mode: "replace" makes the file the whole FAQ; "merge" adds its entries and changes those of the same id or, where the
            file has no ids, of the same question.
    """
    faqs = Faqs(store)
    base = faqs.current()
    old = {row.id: row for row in current_rows(store, base)}
    rows = with_ids(_with_old_ids(rows, old))
    named = {row.id: row for row in rows}
    kept = {key: row for key, row in old.items() if key not in gone} if mode == "merge" else {}
    merged = {**kept, **named}
    new = tuple(key for key in merged if key not in old)
    changed = tuple(key for key, row in merged.items() if key in old and row.hash != old[key].hash)
    same = tuple(key for key, row in merged.items() if key in old and row.hash == old[key].hash)
    removed = tuple(key for key in old if key not in merged)
    is_reordered = [key for key in merged if key in old] != [key for key in old if key in merged]
    untouched = tuple(key for key in kept if key not in named)
    return Plan(base, tuple(merged.values()), new, changed, same, removed, is_reordered, untouched)


def beside(planned: Plan) -> list[FaqRow]:
    """Return the published entries that answer beside those of a file that is added."""
    untouched = frozenset(planned.untouched)
    return [row for row in planned.rows if row.id in untouched and row.enabled]


def publish(
    store: Store,
    encoder: Encoder,
    rows: Sequence[FaqRow],
    origin: Origin = Origin(),
    progress: Progress = lambda done, total: None,
) -> int:
    """Make the rows the version that answers; return its id. When nothing would change, the current id.

    Vectors of new texts are made and stored first; then one transaction stores the version and switches to it, so that a
    crash at any point leaves the old version answering.
    """
    return publish_plan(store, encoder, plan(store, rows, origin.mode), origin, progress)


def publish_plan(
    store: Store, encoder: Encoder, planned: Plan, origin: Origin, progress: Progress = lambda done, total: None
) -> int:
    """Publish a plan as it was shown.

    Raises:
        FileUnreadable: it would leave the shop without any entry.
        StorageError: someone else published since the plan was made.
    """
    if not planned.rows:
        raise FileUnreadable("No entry would be left. Upload a file with at least one question and answer.")
    if planned.changes_nothing:
        return planned.base
    faqs = Faqs(store)
    texts = texts_of([row for row in planned.rows if row.enabled])
    embed(faqs, encoder, (*texts.wordings, *texts.passages), progress)
    entries = [(row.id, row.hash, row.content()) for row in planned.rows]
    counts = {"new": len(planned.new), "changed": len(planned.changed), "removed": len(planned.removed)}
    return faqs.publish(Draft(entries, origin.by, origin.source, origin.mode, counts, planned.base))


def rollback(store: Store, version: int) -> None:
    """Let an earlier version answer again, at once; raise NotFound when there is none."""
    Faqs(store).make_current(version)


def import_file(store: Store, encoder: Encoder, data: bytes, origin: Origin, dry_run: bool = False) -> ImportResult:
    """Read, check, compare and, unless it is a dry run, publish a file. Good rows go without the bad ones.

    Args:
        origin: its source is the file's name.

    Raises:
        FileUnreadable (ColumnsUnclear): the whole file, or most of it, cannot be used; nothing was changed.
    """
    read = read_faq_file(data, origin.source)
    report = check(read.rows)
    planned = plan(store, report.rows, origin.mode)
    pairs = look_alikes(report.rows, beside(planned), lambda texts: embed(Faqs(store), encoder, texts, keep=not dry_run))
    report = with_pairs(report, pairs)
    problems = tuple(sorted((*read.problems, *report.problems), key=lambda problem: problem.row))
    version = planned.base
    if not dry_run:
        if not report.rows:
            raise FileUnreadable(_nothing_usable(problems))
        if not origin.takes_few and (bad := len(_bad_rows(problems))) > len(report.rows):
            raise FileUnreadable(_mostly_bad(bad, len(report.rows), problems))
        version = publish_plan(store, encoder, planned, origin)
    return ImportResult(read, planned, problems, version, dry_run)


def current_rows(store: Store, version: int | None = None) -> list[FaqRow]:
    """Return the entries of a version (the current one if none is named), in order."""
    faqs = Faqs(store)
    return [FaqRow.from_content(content) for content in faqs.contents(faqs.current() if version is None else version)]


def _with_old_ids(rows: Sequence[FaqRow], old: Mapping[str, FaqRow]) -> list[FaqRow]:
    """Give entries without an id the id that their question has now, so that an edited answer is a change, not a new entry."""
    by_question = {fold(row.question): key for key, row in old.items()}
    taken = {row.id for row in rows if row.id}
    found = []
    for row in rows:
        key = "" if row.id else by_question.get(fold(row.question), "")
        if key and key not in taken:
            taken.add(key)
            row = row.renamed(key)
        found.append(row)
    return found


def _nothing_usable(problems: Sequence[RowProblem]) -> str:
    first = f" The first: {problems[0]}" if problems else ""
    return f"No row of the file can be used; nothing was changed.{first}"


def _mostly_bad(bad: int, good: int, problems: Sequence[RowProblem]) -> str:
    """Most rows of a table are right; where most are not it was hardly a table of questions and answers."""
    return (
        f"{bad} of {bad + good} rows of the file can't be taken, so nothing was changed. The first: {problems[0]} See all with --dry-run;"
        f" if the other {good} are right, take these with --partly."
    )


def _bad_rows(problems: Sequence[RowProblem]) -> set[int]:
    return {problem.row for problem in problems if problem.is_fatal}
