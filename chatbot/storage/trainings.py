"""Trainings of the classifier: how far each is, what came of it, and which one is live."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from chatbot.errors import NotFound
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("trainings")

SHIPPED = 0  # stands for the classifier that came with the program
_LIVE = "live_training"  # name of the setting


@migrations()
def m001_trainings(db: Database) -> None:
    db.executescript("""
        create table trainings (
            id integer primary key, status text not null default 'running',  -- running, finished, failed, cancelled
            made_by text not null, made_at text not null, ended_at text,
            pid integer not null default 0, phase text not null default 'starts', percent integer not null default 0,
            error text not null default '', corrections integer not null default 0,
            compared_with integer not null default 0,   -- the training that was live when this one began
            model_id text not null default '',          -- pins the folder: another model in it is refused
            figures text not null default '{}',
            live_at text, live_by text not null default '', is_removed integer not null default 0
        );
    """)


@dataclass(frozen=True, slots=True)
class Training:
    id: int
    status: str
    made_by: str
    made_at: str
    ended_at: str | None
    pid: int
    phase: str
    percent: int
    error: str  # one sentence where it failed
    corrections: int  # how many it learned from and was checked with
    compared_with: int
    model_id: str
    figures: Mapping[str, Any]  # of training.compare
    live_at: str | None  # when it was put live last
    live_by: str
    is_removed: bool  # its folder was deleted by a person

    @property
    def may_go_live(self) -> bool:
        return self.status == "finished" and not self.is_removed


class Trainings:
    def __init__(self, store: Store) -> None:
        self._store = store

    def folder(self, training_id: int) -> Path:
        """Where the model of a training lies: beside the database, so that both move together."""
        return models_folder(self._store.path) / f"training-{training_id}"

    def add(self, made_by: str, compared_with: int) -> int:
        row = {"made_by": made_by, "made_at": now(), "compared_with": compared_with}
        return int(str(self._store.write(lambda db: db.table("trainings").insert(row, pk="id").last_pk)))

    def get(self, training_id: int) -> Training:
        """Raise NotFound when there is none."""
        row = next(self._store.db.query("select * from trainings where id = ?", [training_id]), None)
        if row is None:
            raise NotFound(f"There is no training {training_id}.")
        return _training(row)

    def all(self) -> list[Training]:
        """Return them, the newest first."""
        return [_training(row) for row in self._store.db.query("select * from trainings order by id desc")]

    def running(self) -> Training | None:
        row = next(self._store.db.query("select * from trainings where status = 'running' order by id desc limit 1"), None)
        return _training(row) if row else None

    def tell(self, training_id: int, **values: Any) -> bool:
        """Set columns of a running training (phase, percent, pid ...); False, and nothing changed, when it runs no more."""
        columns = ", ".join(f"{name} = :{name}" for name in values)
        sql = f"update trainings set {columns} where id = :id and status = 'running'"
        return bool(self._store.write(lambda db: db.execute(sql, values | {"id": training_id}).rowcount))

    def end(self, training_id: int, status: str, **values: Any) -> bool:
        """Say how a running training ended; False when that was said already."""
        return self.tell(training_id, status=status, ended_at=now(), **values)

    def finish(self, training_id: int, model_id: str, figures: Mapping[str, Any]) -> bool:
        """Say that it is done; False when it was ended meanwhile."""
        return self.end(training_id, "finished", phase="", percent=100, model_id=model_id, figures=json.dumps(figures))

    def live(self) -> int:
        """Return the training whose model answers; SHIPPED for the one that came with the program."""
        row = next(self._store.db.query("select value from settings where name = ?", [_LIVE]), None)
        return int(row["value"]) if row else SHIPPED

    def put_live(self, training_id: int, by: str) -> None:
        """Let this model answer from the next message on, in every process."""
        row, at = {"name": _LIVE, "value": str(training_id)}, now()

        def change(db: Database) -> None:
            db.table("settings").upsert(row, pk="name")
            db.execute("update trainings set live_at = ?, live_by = ? where id = ?", [at, by, training_id])

        self._store.write(change)

    def mark_removed(self, training_id: int) -> None:
        self._store.write(lambda db: db.execute("update trainings set is_removed = 1 where id = ?", [training_id]))


def models_folder(db: Path) -> Path:
    """Return the folder of the models that were trained with the corrections of a database."""
    return db.with_name(db.name + "-models")


def _training(row: dict[str, Any]) -> Training:
    return Training(**{**row, "figures": json.loads(row["figures"]), "is_removed": bool(row["is_removed"])})
