"""Export a sentence encoder for serving: mean over tokens, unit length, 8-bit weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from chatbot.models.artifacts import Manifest, write_manifest
from chatbot.models.encoder import Encoder
from chatbot.models.runtime import Tokens, batches
from chatbot.models.text import normalise
from chatbot.training.bases import Base
from chatbot.training.export import export_with_tokenizer


class SentenceEncoder(torch.nn.Module):
    """A BERT with mean pooling; gives unit vectors.

    Source: Reimers & Gurevych 2019 (Sentence-BERT), section 3.
    """

    def __init__(self, trunk: Any) -> None:
        super().__init__()
        self.trunk = trunk

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.trunk(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state  # (batch, tokens, width)
        return torch.nn.functional.normalize(mean_pool(hidden, attention_mask), dim=-1)  # (batch, width)


def mean_pool(hidden: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
    """Return the mean of the real tokens' vectors: (batch, tokens, width), (batch, tokens) -> (batch, width)."""
    weight = attention_mask.unsqueeze(-1).to(hidden.dtype)  # (batch, tokens, 1)
    return (hidden * weight).sum(dim=1) / weight.sum(dim=1).clamp(min=1e-9)


def export_encoder(base: Base, out: Path, probes: Sequence[str], record: Mapping[str, Any]) -> Manifest:
    """Write the model as an encoder folder that `Encoder.load` takes, with its fidelity on the probe texts.

    Args:
        record: kept in the manifest: name, command, data ...
    """
    export_with_tokenizer(SentenceEncoder(base.model), ["vector"], base.tokenizer, out)
    manifest = write_manifest(out, "encoder", extra={**record, "base": base.name, "width": base.width})
    (out / "metrics.json").write_text(json.dumps(measure_fidelity(base, Encoder(manifest), probes), indent=1) + "\n")
    return manifest


def measure_fidelity(base: Base, exported: Encoder, probes: Sequence[str]) -> dict[str, float]:
    """Return how near the exported encoder's vectors are to the fp32 model's, as cosines over the probe texts."""
    model = SentenceEncoder(base.model).eval()
    ids = Tokens(base.tokenizer, normalise).ids(probes)
    exact = np.zeros((len(probes), base.width), np.float32)
    with torch.no_grad():
        for rows, padded, mask in batches(ids):
            exact[rows] = model(torch.from_numpy(padded), torch.from_numpy(mask)).numpy()
    cosines = (exact * exported.encode(probes)).sum(axis=1)  # (probes,)
    return {"probes": len(probes), "cosine_mean": round(float(cosines.mean()), 5), "cosine_min": round(float(cosines.min()), 5)}
