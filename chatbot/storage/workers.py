"""Which serving processes are alive: each holds a lock on its own file, and the system drops it however the process ends.

A turn that a killed process had begun can so be taken over at once, and never while its process still runs. A lease with
a clock would either wait too long or answer twice.
"""

from __future__ import annotations

import fcntl
import secrets
from pathlib import Path


class Worker:
    """This process, under a name of its own."""

    def __init__(self, db_path: Path) -> None:
        self._folder = db_path.with_name(db_path.name + "-workers")
        self._folder.mkdir(exist_ok=True)
        self.name = secrets.token_hex(8)
        self._file = (self._folder / self.name).open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        for other in self._folder.iterdir():
            self.is_alive(other.name)

    def is_alive(self, name: str) -> bool:
        """Whether the process of this name still runs; the file of an ended one is removed."""
        if name == self.name:
            return True
        path = self._folder / name
        try:
            with path.open("r") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def close(self) -> None:
        (self._folder / self.name).unlink(missing_ok=True)
        self._file.close()
