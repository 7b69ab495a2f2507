"""Work that one process at a time does, however many serve the same file."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_one(db_path: Path, work: str) -> Iterator[bool]:
    """Give True while no other process has this work; the system takes the lock back however the process ends."""
    with db_path.with_name(f"{db_path.name}-{work}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
