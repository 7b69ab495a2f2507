"""Compare the exported generator's speed with transformers' `generate`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ctranslate2
import torch
from transformers import GPT2Config, GPT2LMHeadModel

SPEED_TOKENS = 24  # a usual sentence
SPEED_DRAWS = 20


def speed_figures(folder: Path, threads: int = 1) -> dict[str, float]:
    """Return tokens per second of the exported model and of transformers' `generate` for a model of the same shape.

    Both write one sentence of the same length after a prompt of 60 tokens; the speed does not depend on the weights.
    """
    torch.set_num_threads(threads)
    shape = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["shape"]
    words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
    config = GPT2Config(
        vocab_size=len(words),
        n_layer=shape["layers"],
        n_embd=shape["width"],
        n_head=shape["heads"],
        bos_token_id=0,
        eos_token_id=0,
    )
    slow = GPT2LMHeadModel(config).eval()
    fast = ctranslate2.Generator(str(folder), intra_threads=threads)
    prompt = torch.randint(100, len(words), (1, 60))  # (1, tokens)
    tokens = [words[i] for i in prompt[0].tolist()]
    mask = torch.ones_like(prompt)
    theirs = _per_second(
        lambda: slow.generate(
            prompt, attention_mask=mask, do_sample=True, top_k=40, min_new_tokens=SPEED_TOKENS, max_new_tokens=SPEED_TOKENS
        )
    )
    ours = _per_second(
        lambda: fast.generate_batch(
            [tokens], sampling_topk=40, min_length=SPEED_TOKENS, max_length=SPEED_TOKENS, include_prompt_in_result=False
        )
    )
    return {"ctranslate2": round(ours), "transformers": round(theirs), "ratio": round(ours / theirs, 1)}


def _per_second(draw: Callable[[], Any]) -> float:
    with torch.inference_mode():
        draw()
        start = time.perf_counter()
        for _ in range(SPEED_DRAWS):
            draw()
    return SPEED_TOKENS * SPEED_DRAWS / (time.perf_counter() - start)
