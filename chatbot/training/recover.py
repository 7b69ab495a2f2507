"""Take an exported model apart again: torch weights, calibration and tokenizer of its ONNX file.

Only the 8-bit files are shipped. Training that goes on from them keeps what they learned from texts that are not in the
repository, and takes a fraction of a training from the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from chatbot.errors import ModelRefused
from chatbot.models.artifacts import MANIFEST, Manifest, load_manifest
from chatbot.models.runtime import TOKENIZER, WEIGHTS
from chatbot.training.bases import Base, Weights, load_base
from chatbot.training.datasets import OUT_OF_SCOPE
from chatbot.training.intent import Recipe, TextClassifier
from chatbot.training.serving import Calibration

PREFIX = "model."  # of `ServedClassifier.model` in the names of its graph
TRUNK = "trunk."  # of `SentenceEncoder.trunk`, and of a classifier's
ZERO_POINT = 128  # of symmetric 8-bit blocks
UNUSED = ".pooler."  # BERT's own pooling is in the base, and nothing reads it
GRAPH_ERRORS = (KeyError, RuntimeError, ValueError)  # of a graph that lacks what is looked for


@dataclass(frozen=True, slots=True)
class Recovered:
    """A classifier as it was before its export, but for the rounding to 8 bits."""

    manifest: Manifest
    base: Base
    model: TextClassifier
    calibration: Calibration


def recover(folder: Path) -> Recovered:
    """Load a folder of `train_shipped` for further training.

    Raises:
        ModelMissing, ModelRefused: see `artifacts.load_manifest`, or its graph is not one that `train_shipped` writes.
    """
    manifest = load_manifest(folder, "classifier")
    try:
        graph = _read(manifest, PREFIX)
        base = _blank(manifest, str(manifest.extra["base"]))
        recipe = Recipe(is_unit=bool(manifest.extra["recipe"]["is_unit"]))
        model = TextClassifier(base, {head: len(labels) for head, labels in manifest.labels.items()}, recipe)
        _fill(model, graph.weights())
        calibration = graph.calibration(tuple(manifest.labels), manifest.labels["intent"].index(OUT_OF_SCOPE))
    except GRAPH_ERRORS as error:
        raise _refusal(folder, error) from error
    return Recovered(manifest, base, model.eval(), calibration)


def load_start(name: str) -> Base:
    """Load what a training starts from: a folder of `export_encoder`, or whatever `load_base` takes.

    Raises:
        ModelMissing, ModelRefused: see `load_base`, or its graph is not one that `export_encoder` writes.
    """
    folder = Path(name)
    if not (folder / MANIFEST).is_file():
        return load_base(name)
    manifest = load_manifest(folder, "encoder")
    try:
        base = _blank(manifest, manifest.id)
        weights = _read(manifest, TRUNK).weights()
        _fill(base.model, {name.removeprefix(TRUNK): weight for name, weight in weights.items()})
    except GRAPH_ERRORS as error:
        raise _refusal(folder, error) from error
    return base


def _blank(manifest: Manifest, name: str) -> Base:
    """Return the base that the exported model grew from, with the tokenizer of the export."""
    loaded = load_base(str(manifest.extra["base"]))
    return Base(name, loaded.model, Tokenizer.from_file(str(manifest.path(TOKENIZER))))


def _read(manifest: Manifest, prefix: str) -> _Graph:
    return _Graph(onnx.load(str(manifest.path(WEIGHTS))).graph, prefix)


def _fill(model: torch.nn.Module, weights: Weights) -> None:
    """Set the weights; what nothing reads stays as it is in the base. Raises RuntimeError when any is missing."""
    model.load_state_dict(weights | {name: weight for name, weight in model.state_dict().items() if UNUSED in f".{name}"})


def _refusal(folder: Path, error: Exception) -> ModelRefused:
    reason = str(error).strip().splitlines()[0]
    return ModelRefused(f"{folder} cannot be trained further ({reason}). Restore data/models from the repository.")


class _Graph:
    """The exported graph: its constants by name, and which nodes read a value."""

    def __init__(self, graph: Any, prefix: str) -> None:
        self._prefix = prefix  # of the names of the model's own weights
        self._constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self._nodes = list(graph.node)

    def weights(self) -> Weights:
        """Return a state_dict; a classifier's names are without `PREFIX`."""
        found = {name: value for name, value in self._constants.items() if name.startswith(self._prefix)}
        for table in [name.removesuffix("_int8") for name in found if name.endswith("_int8")]:
            found[table] = found.pop(f"{table}_int8").astype(np.float32) * found.pop(f"{table}_scale")
        for node in self._nodes:
            if node.op_type in ("MatMul", "MatMulNBits") and (bias := self._bias_of(node)):
                found[bias.removesuffix("bias") + "weight"] = self._matrix(node)
        return {
            name.removeprefix(PREFIX): torch.tensor(value)
            for name, value in found.items()
            if not name.endswith("embeddings.position_ids")  # a buffer that the model makes by itself
        }

    def calibration(self, heads: tuple[str, ...], oos_place: int) -> Calibration:
        """Return what `ServedClassifier` was given."""
        scope = self._reader("MatMul", "scope_weights")
        bank = next(
            self._constants[node.input[1]]
            for node in self._nodes
            if node.op_type == "MatMul" and node.input[1] in self._constants and node.output[0] in self._inputs_of("ReduceMax")
        )
        bias = self._constants[self._reader("Add", scope.output[0]).input[1]]
        temperatures = {head: self._temperature(head) for head in heads}
        return Calibration(temperatures, bank.T.copy(), self._constants["scope_weights"], float(bias), oos_place)

    def _temperature(self, head: str) -> float:
        logits = self._reader("Gemm", f"{PREFIX}heads.{head}.weight").output[0]
        return float(self._constants[self._reader("Div", logits).input[1]])

    def _bias_of(self, node: Any) -> str:
        """Return the name of the bias that is added to what a node gives; "" where none is."""
        readers = [each for each in self._nodes if each.op_type == "Add" and each.input[0] == node.output[0]]
        return next((each.input[1] for each in readers if each.input[1].startswith(self._prefix)), "")

    def _matrix(self, node: Any) -> np.ndarray:
        """Return a linear layer's weight, (outputs, inputs) float32."""
        if node.op_type == "MatMul":
            return np.ascontiguousarray(self._constants[node.input[1]].T)
        blocks, scales = (self._constants[name] for name in node.input[1:3])  # (outputs, blocks, 64), (outputs, blocks)
        widened = (blocks.astype(np.float32) - ZERO_POINT) * scales.reshape(*blocks.shape[:2], 1)
        flat: np.ndarray = widened.reshape(len(blocks), -1)
        return flat

    def _reader(self, op_type: str, name: str) -> Any:
        """Return the node of this kind that reads a value; raises KeyError."""
        found = next((node for node in self._nodes if node.op_type == op_type and name in node.input), None)
        if found is None:
            raise KeyError(f"no {op_type} of {name}")
        return found

    def _inputs_of(self, op_type: str) -> set[str]:
        return {node.input[0] for node in self._nodes if node.op_type == op_type}
