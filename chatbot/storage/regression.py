"""The shop's regression set: questions with what is expected of the bot, and how the last runs went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlite_utils import Database, Migrations

from chatbot.errors import NotFound
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("regression")

KEPT_RUNS = 20  # with all their results; older ones are dropped


@migrations()
def m001_regression(db: Database) -> None:
    db.executescript("""
        create table regression_cases (
            id integer primary key, question text not null, expect text not null,   -- "faq:ship-us", "intent:complaint", "handoff"
            made_by text not null, made_at text not null, unique (question, expect)
        );
        create table regression_runs (
            id integer primary key, made_at text not null, made_by text not null, kb_version integer not null,
            total integer not null, met integer not null
        );
        create table regression_results (
            run integer not null references regression_runs (id) on delete cascade,
            question text not null, expect text not null, got text not null, is_met integer not null,
            primary key (run, question, expect)
        );
    """)


@dataclass(frozen=True, slots=True)
class Case:
    question: str
    expect: str
    id: int = 0  # 0 until it is stored
    made_by: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the bot did with one question. `got` has the form of `expect`."""

    question: str
    expect: str
    got: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Run:
    """All questions of the set, asked once. `total` and `met` are counts."""

    id: int
    made_at: str
    made_by: str
    kb_version: int
    total: int
    met: int


class Regression:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Case]:
        """Return the set in the order in which it grew."""
        return [Case(**row) for row in self._store.db.query(f"select {_COLUMNS} from regression_cases order by id")]

    def get(self, case_id: int) -> Case:
        """Raise NotFound when there is none."""
        row = next(self._store.db.query(f"select {_COLUMNS} from regression_cases where id = ?", [case_id]), None)
        if row is None:
            raise NotFound("This question is not in the regression set any more.")
        return Case(**row)

    def add(self, cases: Iterable[Case], made_by: str, replaces: bool = False) -> int:
        """Add what is not there yet; return how many that were. With `replaces`, what is not among them is removed."""
        rows = [{"question": each.question, "expect": each.expect, "made_by": made_by, "made_at": now()} for each in cases]

        def change(db: Database) -> int:
            if replaces:
                db.execute("delete from regression_cases")
            before = db.table("regression_cases").count
            db.table("regression_cases").insert_all(rows, ignore=True)
            return int(db.table("regression_cases").count - before)

        return self._store.write(change)

    def change(self, case_id: int, case: Case) -> None:
        """Raise NotFound when it was removed meanwhile. A twin of it is removed."""

        def change(db: Database) -> int:
            db.execute(
                "delete from regression_cases where question = ? and expect = ? and id <> ?",
                [case.question, case.expect, case_id],
            )
            sql = "update regression_cases set question = ?, expect = ? where id = ?"
            return int(db.execute(sql, [case.question, case.expect, case_id]).rowcount)

        if not self._store.write(change):
            raise NotFound("This question is not in the regression set any more.")

    def remove(self, case_id: int) -> bool:
        """Return whether it was there."""
        return bool(self._store.write(lambda db: db.execute("delete from regression_cases where id = ?", [case_id]).rowcount))

    def keep_run(self, results: Sequence[Result], made_by: str, kb_version: int) -> int:
        """Store a finished run with its results; return its number."""
        met = sum(each.is_met for each in results)
        run = {"made_at": now(), "made_by": made_by, "kb_version": kb_version, "total": len(results), "met": met}

        def change(db: Database) -> int:
            number = int(str(db.table("regression_runs").insert(run, pk="id").last_pk))
            db.table("regression_results").insert_all({**asdict(each), "run": number} for each in results)
            db.execute("delete from regression_runs where id <= ?", [number - KEPT_RUNS])
            return number

        return self._store.write(change)

    def runs(self, limit: int) -> list[Run]:
        """Return the newest runs, the newest first."""
        return [Run(**row) for row in self._store.db.query("select * from regression_runs order by id desc limit ?", [limit])]

    def results(self, run_id: int) -> list[Result]:
        sql = "select question, expect, got, is_met from regression_results where run = ?"
        return [Result(**{**row, "is_met": bool(row["is_met"])}) for row in self._store.db.query(sql, [run_id])]


_COLUMNS = "id, question, expect, made_by, made_at"
