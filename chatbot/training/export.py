"""Export a torch text model to one ONNX file with 8-bit weights.

Weights are int8, activations are not stored as such: embeddings with one scale per row, matrices with one scale per 64 inputs
(onnxruntime's MatMulNBits, accuracy level 4). On all-MiniLM-L6-v2 that keeps a cosine of 0.9996 to fp32 at 2.4 times its speed;
dynamic per-channel int8 is faster still (3.5 times) and falls to 0.994. The table is in docs/models.md.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from tokenizers import Tokenizer

from chatbot.models.runtime import TOKENIZER, WEIGHTS

OPSET = 20  # has Gelu and LayerNormalization as single nodes
BLOCK = 64  # inputs that share a scale: 32 adds 0.6 MB for a cosine of 0.9997, 128 falls to 0.9993
SMALL = 100_000  # elements; smaller matrices (the heads) stay fp32
INPUTS = ["input_ids", "attention_mask"]


def export_onnx(model: torch.nn.Module, outputs: Sequence[str], path: Path) -> None:
    """Write the model as `path`, with int8 weights.

    Args:
        model: (input_ids, attention_mask), both (batch, tokens) int64 -> one tensor (batch, ...) per output.
        outputs: their names, in order.
        path: the file to write; its folder exists.
    """
    ids, mask = torch.ones((2, 8), dtype=torch.int64), torch.ones((2, 8), dtype=torch.int64)  # one tensor would be one input
    dims = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens")}
    with _quiet(), torch.no_grad():
        program = torch.onnx.export(
            model.eval(),
            (ids, mask),
            input_names=INPUTS,
            output_names=list(outputs),
            dynamic_shapes=(dims, dims),
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
        assert program is not None
        graph = _quantise_matrices(_quantise_embeddings(program.model_proto))
    del graph.metadata_props[:]
    for node in graph.graph.node:
        del node.metadata_props[:]  # the exporter's notes: source lines and paths of this machine
        node.doc_string = ""
    onnx.save(graph, str(path))


def export_with_tokenizer(model: torch.nn.Module, outputs: Sequence[str], tokenizer: Tokenizer, out: Path) -> None:
    """Write weights and tokenizer into the folder `out`, which is made; see `export_onnx`. The manifest is still to come."""
    out.mkdir(parents=True, exist_ok=True)
    export_onnx(model, outputs, out / WEIGHTS)
    tokenizer.save(str(out / TOKENIZER), pretty=False)


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold back what the exporter and the quantiser tell about their insides: a line per node."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _quantise_embeddings(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store each large embedding as int8 with one scale per row; rows are widened after they are gathered."""
    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    for node in [node for node in graph.node if node.op_type == "Gather" and node.input[0] in tensors]:
        table, rows, output = node.input[0], node.input[1], node.output[0]
        weight = numpy_helper.to_array(tensors[table])
        if weight.ndim != 2 or weight.size < SMALL:
            continue
        scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)  # (rows, 1)
        graph.initializer.remove(tensors[table])
        graph.initializer.append(numpy_helper.from_array(np.round(weight / scale).astype(np.int8), f"{table}_int8"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{table}_scale"))
        place = list(graph.node).index(node)
        graph.node.remove(node)
        widened = [
            helper.make_node("Gather", [f"{table}_int8", rows], [f"{output}_int8"]),
            helper.make_node("Cast", [f"{output}_int8"], [f"{output}_wide"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [f"{table}_scale", rows], [f"{output}_scale"]),
            helper.make_node("Mul", [f"{output}_wide", f"{output}_scale"], [output]),
        ]
        for offset, each in enumerate(widened):
            graph.node.insert(place + offset, each)
    return model


def _quantise_matrices(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store each large constant matrix as int8 in blocks."""
    sizes = {tensor.name: int(np.prod(tensor.dims)) for tensor in model.graph.initializer}
    small = [node.name for node in model.graph.node if node.op_type == "MatMul" and sizes.get(node.input[1], 0) < SMALL]
    config = DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
    quantiser = MatMulNBitsQuantizer(model, algo_config=config, nodes_to_exclude=small)
    quantiser.process()
    result: onnx.ModelProto = quantiser.model.model
    return result
