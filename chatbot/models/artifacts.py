"""A model folder and its `model.json`: which files belong to the model, their SHA-256, its labels.

Only what the manifest pins is ever loaded, and never a pickle: loading one runs whatever code its author wished.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chatbot.errors import ModelMissing, ModelRefused

MANIFEST = "model.json"
FORMAT = 1
DOCUMENTS = frozenset({MANIFEST, "README.md", "metrics.json"})  # for people; may be edited without a new model
PICKLE_SUFFIXES = frozenset({".pt", ".pth", ".pkl", ".pickle", ".joblib", ".ckpt", ".npy", ".npz"})
# A pickle of protocol 2 or later opens with 0x80 and its number; PyTorch wraps it in a zip. CTranslate2's `model.bin` is neither.
PICKLE_OPENINGS = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A checked model folder."""

    folder: Path
    kind: str  # "encoder", "classifier", "generator"
    labels: Mapping[str, tuple[str, ...]]  # by head, in the order of the outputs; empty where there are none
    files: Mapping[str, str]  # name -> SHA-256
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Name and short hash of all files: changes whenever the model does."""
        digest = hashlib.sha256("\n".join(f"{self.files[name]}  {name}" for name in sorted(self.files)).encode())
        return f"{self.extra.get('name', self.kind)}-{digest.hexdigest()[:8]}"

    def path(self, name: str) -> Path:
        """Return the path of a pinned file; raise ModelMissing where the manifest does not know it."""
        if name not in self.files:
            raise ModelMissing(f"{self.folder / MANIFEST} names no file {name}. {_remedy(self.kind)}")
        return self.folder / name


def load_manifest(folder: Path, kind: str | None = None) -> Manifest:
    """Read `model.json` and check every file that it pins.

    Args:
        folder: the model's folder.
        kind: what the caller can run; None takes any.

    Raises:
        ModelMissing: the folder, its manifest or a pinned file is not there.
        ModelRefused: the manifest is not readable, is of another kind, or a file is a pickle or not what was pinned.
    """
    folder = Path(folder)
    raw = _read_manifest(folder, kind)
    try:
        manifest = Manifest(
            folder=folder,
            kind=str(raw["kind"]),
            labels={head: tuple(map(str, labels)) for head, labels in raw["labels"].items()},
            files={str(name): str(sha) for name, sha in raw["files"].items()},
            extra=raw.get("extra", {}),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ModelRefused(f"{folder / MANIFEST} is not a model manifest ({error!r}). {_remedy(kind)}") from error
    if kind is not None and manifest.kind != kind:
        raise ModelRefused(f"{folder} holds a model of kind '{manifest.kind}', not '{kind}'. {_remedy(kind)}")
    for name, sha in manifest.files.items():
        _check_file(folder, name, sha)
    return manifest


def write_manifest(
    folder: Path,
    kind: str,
    labels: Mapping[str, Sequence[str]] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Manifest:
    """Pin every file that lies in the folder now (but documents), and return the manifest as it will be loaded.

    Args:
        folder: the finished model; subfolders are pinned too.
        kind: "encoder", "classifier" or "generator".
        labels: label names by head, in the order of the outputs.
        extra: whatever serving needs (`name`, widths, limits) and the record needs (`command`, `data_sha256`); JSON values.

    Raises:
        ModelRefused: a pickle lies in the folder.
    """
    folder = Path(folder)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    files = {name: sha256_of(folder / name) for name in names if name not in DOCUMENTS}
    raw = {
        "format": FORMAT,
        "kind": kind,
        "labels": {head: list(each) for head, each in (labels or {}).items()},
        "files": files,
        "extra": dict(extra or {}),
    }
    (folder / MANIFEST).write_text(json.dumps(raw, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return load_manifest(folder, kind)


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path, kind: str | None) -> dict[str, Any]:
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ModelMissing(f"No model at {folder}: {MANIFEST} is not there. {_remedy(kind)}") from error
    except (OSError, ValueError) as error:
        raise ModelRefused(f"{folder / MANIFEST} cannot be read ({error}). {_remedy(kind)}") from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ModelRefused(f"{folder / MANIFEST} is not a manifest of format {FORMAT}. {_remedy(kind)}")
    return raw


def _check_file(folder: Path, name: str, sha: str) -> None:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ModelRefused(f"{folder / MANIFEST} names a file outside its folder: {name}. Use a folder that you trust.")
    try:
        with path.open("rb") as file:
            opening = file.read(4)
    except OSError as error:
        raise ModelMissing(f"The model file {path} cannot be opened ({error.strerror}). {_remedy(None)}") from error
    if path.suffix in PICKLE_SUFFIXES or opening.startswith(PICKLE_OPENINGS):
        raise ModelRefused(f"{path} looks like a pickle, which can run code when loaded. Export the model to ONNX, or remove it.")
    if sha256_of(path) != sha:
        raise ModelRefused(f"{path} is not the file that {MANIFEST} pins (its SHA-256 differs). {_remedy(None)}")


def _remedy(kind: str | None) -> str:
    """Return the sentence that says what to do."""
    script = {"generator": "scripts/train_generator.py"}.get(kind or "", "scripts/train_intent.py")
    make = f", or make it with {script}" if kind in ("classifier", "generator") else ""
    return f"Restore data/models from the repository, or set CHATBOT_MODELS_DIR{make}."
