"""What is exported: the fine-tuned model with its calibration inside, so that serving only reads probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from chatbot.training.intent import TextClassifier

SHARPNESS = 20.0  # of the density around a text: at a cosine of 0.9 it is a seventh of that at 1
LEAST_DENSITY = 1e-12


class Neighbouring(torch.nn.Module):
    """A classifier that also compares a text with each one it was trained on: the texts of one label need not be alike.

    The head's probability times the density of each label, the mean of exp(κ (cosine - 1)) over its texts: a kernel density on the
    sphere (Hall, Watson & Cabrera 1987).
    """

    vectors: torch.Tensor
    shares: torch.Tensor

    def __init__(self, model: TextClassifier, pooled: np.ndarray, places: np.ndarray) -> None:
        """Args: pooled: (texts, width) of the texts that were trained on. places: (texts,) of their labels."""
        super().__init__()
        self.model = model
        owners = torch.from_numpy(places[:, None] == np.arange(places.max() + 1)).float()  # (texts, labels)
        self.register_buffer("vectors", functional.normalize(torch.from_numpy(pooled), dim=-1))
        self.register_buffer("shares", owners / owners.sum(dim=0))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """Return what the classifier does, "intent" with the densities in it, and the logarithms of these, "density" (batch, labels)."""
        outputs: dict[str, torch.Tensor] = self.model(input_ids, attention_mask)
        cosines = functional.normalize(outputs["pooled"], dim=-1) @ self.vectors.T
        density = torch.log((SHARPNESS * (cosines - 1)).exp() @ self.shares + LEAST_DENSITY)
        return {**outputs, "intent": torch.log_softmax(outputs["intent"], dim=-1) + density, "density": density}


@dataclass(frozen=True)
class Calibration:
    """Fitted on texts that the model had not seen.

    bank: unit vectors that texts in scope lie near to, shape (vectors, width).
    scope_weights, scope_bias: logistic regression over `scope_features`.
    """

    temperatures: dict[str, float]  # by head
    bank: np.ndarray
    scope_weights: np.ndarray
    scope_bias: float
    oos_place: int | None  # the out-of-scope label's place among the intents, None where no such label was trained


class ServedClassifier(torch.nn.Module):
    """(input_ids, attention_mask) -> intent (batch, labels), in_scope (batch, 1), and sentiment (batch, 3) where trained."""

    bank: torch.Tensor
    scope_weights: torch.Tensor

    def __init__(self, model: TextClassifier | Neighbouring, calibration: Calibration) -> None:
        super().__init__()
        self.model = model
        self.temperatures = dict(calibration.temperatures)
        self.oos_place = calibration.oos_place
        self.register_buffer("bank", torch.from_numpy(calibration.bank.astype(np.float32)))
        self.register_buffer("scope_weights", torch.from_numpy(calibration.scope_weights.astype(np.float32)))
        self.scope_bias = calibration.scope_bias

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        outputs = self.model(input_ids, attention_mask)
        scaled = {name: outputs[name] / temperature for name, temperature in self.temperatures.items()}
        features = scope_features(scaled["intent"], outputs["pooled"], self.bank, self.oos_place, outputs.get("density"))
        in_scope = torch.sigmoid(features @ self.scope_weights + self.scope_bias).unsqueeze(-1)
        probabilities = {name: torch.softmax(logits, dim=-1) for name, logits in scaled.items()}
        moods = [probabilities["sentiment"]] if "sentiment" in probabilities else []
        return (probabilities["intent"], in_scope, *moods)

    @property
    def outputs(self) -> list[str]:
        return ["intent", "in_scope", *(name for name in self.temperatures if name != "intent")]


def scope_features(
    logits: torch.Tensor,
    pooled: torch.Tensor,
    bank: torch.Tensor,
    oos_place: int | None,
    density: torch.Tensor | None = None,
) -> torch.Tensor:
    """Return (batch, 2): how sure the head is of the scope, and the cosine to the nearest vector of the bank.

    Args:
        logits: (batch, labels), divided by the temperature. pooled: (batch, width). bank: (vectors, width), unit vectors.
        oos_place: with it the first feature is the log-odds of being in scope; without, the highest density.
        density: (batch, labels), needed where no out-of-scope label was trained.

    Source: distance to training texts is Podolskiy et al. 2021.
    """
    if oos_place is None:
        assert density is not None
        sure = density.max(dim=-1).values
    else:
        shares = torch.log_softmax(logits, dim=-1)
        others = [place for place in range(logits.shape[-1]) if place != oos_place]
        sure = torch.logsumexp(shares[:, others], dim=-1) - shares[:, oos_place]
    nearest = (functional.normalize(pooled, dim=-1) @ bank.T).max(dim=-1).values
    return torch.stack([sure, nearest], dim=-1)
