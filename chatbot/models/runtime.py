"""Run an ONNX text model: tokenise, batch by length, give each output back in the order of the texts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from chatbot.errors import ModelRefused
from chatbot.models.artifacts import Manifest

WEIGHTS, TOKENIZER = "model.onnx", "tokenizer.json"
MAX_TOKENS = 256  # what all-MiniLM-L6-v2 was trained for; a longer text is cut
# Tokens in one batch, padding included. On two cores 256 to 512 are fastest (1,030 texts/s; 4,096: 850) and hold memory down.
BATCH_TOKENS = 512


class Tokens:
    """A tokenizer with the text preparation of its model. Used by training and serving alike; safe for threads."""

    def __init__(self, tokenizer: Tokenizer, prepare: Callable[[str], str]) -> None:
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer = tokenizer
        self._prepare = prepare
        self._lock = threading.Lock()

    @classmethod
    def load(cls, path: Path, prepare: Callable[[str], str]) -> Tokens:
        """Read `tokenizer.json`; raise ModelRefused when it is none."""
        try:
            return cls(Tokenizer.from_file(str(path)), prepare)
        except Exception as error:  # the library raises nothing narrower
            raise ModelRefused(f"{path} is not a tokenizer ({error}). Restore data/models from the repository.") from error

    def whole_words(self) -> frozenset[str]:
        """Return the words that the tokenizer knows as one token: a general vocabulary, lower case."""
        return frozenset(word for word in self.tokenizer.get_vocab() if word.isalpha() and not word.startswith("##"))

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, at most MAX_TOKENS, with the special tokens."""
        prepared = [self._prepare(text) for text in texts]
        with self._lock:
            return [encoding.ids for encoding in self.tokenizer.encode_batch(prepared)]


class TextModel:
    """An ONNX graph (input_ids, attention_mask) -> outputs of shape (batch, ...). `run` is safe for threads.

    Raises:
        ModelRefused: the graph or the tokenizer cannot be loaded.
    """

    def __init__(self, manifest: Manifest, prepare: Callable[[str], str], threads: int) -> None:
        self.tokens = Tokens.load(manifest.path(TOKENIZER), prepare)
        self._session = _open_session(manifest.path(WEIGHTS), threads)
        self._widths = [tuple(int(side) for side in output.shape[1:]) for output in self._session.get_outputs()]

    def run(self, texts: Sequence[str]) -> list[np.ndarray]:
        """Return one float32 array per output, shape (texts, ...), rows in the order of the texts."""
        outputs = [np.zeros((len(texts), *width), np.float32) for width in self._widths]
        for rows, ids, mask in batches(self.tokens.ids(texts)):
            results = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
            for output, result in zip(outputs, results, strict=True):
                output[rows] = result
        return outputs


def batches(ids: Sequence[Sequence[int]]) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield (rows, input_ids, attention_mask), short texts first, so that little is padded.

    Yields:
        rows: (batch,) int64, positions in `ids`; input_ids and attention_mask: (batch, tokens) int64, padded with 0.
    """
    order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end + 1 - start) * len(ids[order[end]]) <= BATCH_TOKENS:
            end += 1
        rows = order[start:end]
        shape = (len(rows), len(ids[rows[-1]]))
        padded, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for place, row in enumerate(rows):
            padded[place, : len(ids[row])] = ids[row]
            mask[place, : len(ids[row])] = 1
        yield np.array(rows), padded, mask
        start = end


def _open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps its peak for ever (+70 MB); without it the speed is the same
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads leave the core to others
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base class
        raise ModelRefused(f"{path} cannot be run by onnxruntime {onnxruntime.__version__}: {error}") from error
