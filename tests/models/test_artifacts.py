"""What a model folder must be before anything of it is loaded."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from chatbot.errors import ModelMissing, ModelRefused
from chatbot.models.artifacts import load_manifest, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.onnx").write_bytes(b"weights")
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "README.md").write_text("card")
    return tmp_path


def test_a_written_model_folder_loads_with_its_labels(folder: Path) -> None:
    written = write_manifest(folder, "classifier", {"intent": ["a", "b"]}, {"name": "mine"})
    loaded = load_manifest(folder, "classifier")
    assert loaded == written
    assert loaded.labels == {"intent": ("a", "b")}
    assert loaded.id.startswith("mine-")
    assert set(loaded.files) == {"model.onnx", "tokenizer.json"}


def test_the_id_changes_with_the_weights(folder: Path) -> None:
    before = write_manifest(folder, "encoder").id
    (folder / "model.onnx").write_bytes(b"other weights")
    assert write_manifest(folder, "encoder").id != before


def test_a_changed_model_file_is_refused(folder: Path) -> None:
    write_manifest(folder, "encoder")
    (folder / "model.onnx").write_bytes(b"tampered")
    with pytest.raises(ModelRefused, match=r"SHA-256 differs.*Restore"):
        load_manifest(folder)


def test_the_card_may_be_edited(folder: Path) -> None:
    write_manifest(folder, "encoder")
    (folder / "README.md").write_text("better card")
    assert load_manifest(folder).kind == "encoder"


@pytest.mark.parametrize("name", ["weights.bin", "weights.pt", "weights.data"])
def test_a_pickle_is_refused_under_any_name(folder: Path, name: str) -> None:
    (folder / name).write_bytes(pickle.dumps({"weights": 1}))
    with pytest.raises(ModelRefused, match="pickle"):
        write_manifest(folder, "encoder")


def test_a_ctranslate2_file_is_taken(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"\x06\x00\x00\x00\x09\x00GPT2Spec")
    assert "model.bin" in write_manifest(folder, "generator").files


def test_a_missing_folder_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"No model at .*CHATBOT_MODELS_DIR"):
        load_manifest(tmp_path / "nowhere", "classifier")


def test_a_missing_file_is_named(folder: Path) -> None:
    write_manifest(folder, "encoder")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelMissing, match=r"tokenizer\.json"):
        load_manifest(folder)


@pytest.mark.parametrize(
    "text", ["", "[]", "not json", '{"format": 2}', '{"format": 1}', '{"format": 1, "kind": "x", "labels": 3, "files": {}}']
)
def test_a_broken_manifest_is_refused(folder: Path, text: str) -> None:
    (folder / "model.json").write_text(text)
    with pytest.raises(ModelRefused):
        load_manifest(folder)


def test_a_model_of_another_kind_is_refused(folder: Path) -> None:
    write_manifest(folder, "encoder")
    with pytest.raises(ModelRefused, match="kind 'encoder'"):
        load_manifest(folder, "classifier")


def test_a_file_outside_the_folder_is_refused(folder: Path) -> None:
    write_manifest(folder, "encoder")
    raw = json.loads((folder / "model.json").read_text())
    raw["files"]["../secret"] = "0"
    (folder / "model.json").write_text(json.dumps(raw))
    with pytest.raises(ModelRefused, match="outside"):
        load_manifest(folder)
