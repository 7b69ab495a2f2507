"""Train the GPT-2 that words the replies. `scripts/train_generator.py` is the command; the steps are in the order of `train`."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from tqdm import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer, GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from chatbot.models.generator import END, render, special_tokens
from chatbot.training.generator_data import Encoded, Sample, batches, encode, encode_bare, encode_texts, read_samples

HELD_OUT = ("held_customers", "held_wordings")
RECORD = "training.json"  # lies beside the saved model, so that a later run on it can say what came before
IGNORED = -100  # the label of a token that is not learned from


@dataclass(frozen=True, slots=True)
class Plan:
    """What one training run does. Widths and depths hold for a model from scratch; a base brings its own."""

    out: Path
    base: str = ""  # "" trains from scratch; a hub name or a folder is fine-tuned
    vocab: int = 5000
    layers: int = 6
    width: int = 320
    heads: int = 5
    epochs: float = 5.0
    bare_epochs: float = 3.0  # over the wordings without a customer
    public_epochs: float = 1.0
    batch_tokens: int = 6144
    learning_rate: float = 1.5e-3
    dropout: float = 0.1
    seed: int = 7
    save_every: int = 400  # steps between two checkpoints


# the parts of a run


def build_tokenizer(texts: Sequence[str], vocab: int) -> PreTrainedTokenizerFast:
    """Train a byte-level BPE in which every act, intent, mood, role and slot is one token."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=vocab, special_tokens=special_tokens(), initial_alphabet=alphabet, min_frequency=3)
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=END, eos_token=END, unk_token=END)


def make_model(plan: Plan, texts: Sequence[str]) -> tuple[Any, Any]:
    """Return (model, tokenizer): a new GPT-2, or the base with our tokens added."""
    if plan.base:
        tokenizer = AutoTokenizer.from_pretrained(plan.base)
        tokenizer.add_special_tokens({"additional_special_tokens": special_tokens(), "eos_token": END, "bos_token": END})
        model = AutoModelForCausalLM.from_pretrained(plan.base)
        model.resize_token_embeddings(len(tokenizer))
        model.config.eos_token_id = model.config.bos_token_id = tokenizer.convert_tokens_to_ids(END)
        return model, tokenizer
    tokenizer = build_tokenizer(texts, plan.vocab)
    end: Any = tokenizer.convert_tokens_to_ids(END)
    config = GPT2Config(
        vocab_size=len(tokenizer), n_positions=256, n_embd=plan.width, n_layer=plan.layers, n_head=plan.heads,
        resid_pdrop=plan.dropout, embd_pdrop=plan.dropout, attn_pdrop=0.0, bos_token_id=end, eos_token_id=end,
        activation_function="gelu_pytorch_tanh",  # GPT-2's own, as one operation
    )  # fmt: skip
    return GPT2LMHeadModel(config), tokenizer


def tensors(batch: Sequence[Encoded], pad: int) -> dict[str, torch.Tensor]:
    """Return input_ids, attention_mask and labels; the prompt is not learned from. (samples, tokens)"""
    longest = max(len(ids) for ids, _ in batch)
    ids = torch.full((len(batch), longest), pad)  # (samples, tokens)
    labels = torch.full((len(batch), longest), IGNORED)  # (samples, tokens)
    mask = torch.zeros((len(batch), longest), dtype=torch.long)  # (samples, tokens)
    for row, (sample, prompt) in enumerate(batch):
        ids[row, : len(sample)] = torch.tensor(sample)
        labels[row, prompt : len(sample)] = torch.tensor(sample[prompt:])
        mask[row, : len(sample)] = 1
    return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def loss_of_words(model: Any, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
    """Return the mean cross-entropy of the labelled tokens, in nats.

    The vocabulary is only scored where a label is: a third of the tokens.
    """
    hidden = model.transformer(
        inputs["input_ids"], attention_mask=inputs["attention_mask"]
    ).last_hidden_state  # (samples, tokens, width)
    labels = inputs["labels"][:, 1:]  # (samples, tokens - 1)
    learned = labels != IGNORED
    logits = model.lm_head(hidden[:, :-1][learned])  # (labelled, vocab)
    return torch.nn.functional.cross_entropy(logits.float(), labels[learned])


class Run:
    """One phase of training: AdamW, a warm-up and a cosine, bfloat16 products; checkpoints every so many steps."""

    def __init__(self, model: Any, tokenizer: Any, plan: Plan, name: str) -> None:
        self.model, self.tokenizer, self.plan, self.name = model, tokenizer, plan, name
        decay = [p for p in model.parameters() if p.dim() > 1]
        rest = [p for p in model.parameters() if p.dim() <= 1]
        groups = [{"params": decay, "weight_decay": 0.05}, {"params": rest, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=plan.learning_rate, betas=(0.9, 0.95), fused=True)
        self.checkpoint = plan.out / f"checkpoint-{name}.pt"

    def fit(self, encoded: Sequence[Encoded], epochs: float, peak: float) -> None:
        """Train for so many epochs, going on from a checkpoint where there is one."""
        rng = random.Random(self.plan.seed)
        steps: list[list[Encoded]] = []
        for _ in range(math.ceil(epochs)):
            steps.extend(batches(encoded, self.plan.batch_tokens, rng))
        steps = steps[: max(1, round(len(steps) * epochs / math.ceil(epochs)))]
        done = self.resume()
        self.model.train()
        with tqdm(total=len(steps), initial=done, desc=self.name, mininterval=5) as bar:
            for number in range(done, len(steps)):
                for group in self.optimizer.param_groups:
                    group["lr"] = peak * schedule(number, len(steps))
                bar.set_postfix(loss=f"{self.step(steps[number]):.3f}", refresh=False)
                bar.update()
                if (number + 1) % self.plan.save_every == 0 or number + 1 == len(steps):
                    self.save(number + 1)

    def step(self, batch: Sequence[Encoded]) -> float:
        """Learn from one batch; return its loss, in nats per token."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of_words(self.model, tensors(batch, self.tokenizer.eos_token_id))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return float(loss.detach())

    def save(self, step: int) -> None:
        """Write the checkpoint whole or not at all."""
        draft = self.checkpoint.with_suffix(".part")
        torch.save({"step": step, "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}, draft)
        draft.replace(self.checkpoint)

    def resume(self) -> int:
        """Load the checkpoint if there is one; return the steps already done."""
        if not self.checkpoint.exists():
            return 0
        saved = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        return int(saved["step"])


def schedule(step: int, steps: int) -> float:
    """Return the share of the peak rate: linear warm-up over 4 %, then a cosine down to 5 %."""
    warm = max(1, steps // 25)
    if step < warm:
        return (step + 1) / warm
    return 0.05 + 0.475 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def perplexity(model: Any, encoded: Sequence[Encoded], pad: int) -> float:
    """Return exp(mean loss per token of the words) in float32, prompts not counted."""
    model.eval()
    total, count = 0.0, 0
    with torch.inference_mode():
        for batch in batches(encoded, 8192, random.Random(0)):
            inputs = tensors(batch, pad)
            tokens = int((inputs["labels"][:, 1:] != IGNORED).sum())
            total += float(loss_of_words(model, inputs)) * tokens
            count += tokens
    return math.exp(total / max(count, 1))


def train(plan: Plan, dialogues: Path, public: Sequence[str] = ()) -> dict[str, Any]:
    """Train on the dialogues (after the public texts, if any), save `plan.out/hf`, and return the figures."""
    torch.manual_seed(plan.seed)
    plan.out.mkdir(parents=True, exist_ok=True)
    samples = {split: read_samples(dialogues, split) for split in ("train", *HELD_OUT)}
    ours = [render(sample.prompt) + sample.words for sample in samples["train"]]
    model, tokenizer = make_model(plan, [*ours, *public])
    if public:
        Run(model, tokenizer, plan, "public").fit(encode_texts(public, tokenizer), plan.public_epochs, plan.learning_rate)
    Run(model, tokenizer, plan, "bare").fit(encode_bare(samples["train"], tokenizer), plan.bare_epochs, plan.learning_rate)
    Run(model, tokenizer, plan, "acts").fit(encode(samples["train"], tokenizer), plan.epochs, plan.learning_rate)
    figures = {
        "plan": {**asdict(plan), "out": plan.out.name, "base": Path(plan.base).name},
        "public_texts": len(public),
        "parameters": sum(p.numel() for p in model.parameters()),
        "samples": {split: len(found) for split, found in samples.items()},
        "perplexity": held_out(model, tokenizer, samples),
    }
    if (earlier := Path(plan.base) / RECORD).is_file():
        figures["before"] = json.loads(earlier.read_text(encoding="utf-8"))
    model.save_pretrained(plan.out / "hf")
    tokenizer.save_pretrained(plan.out / "hf")
    (plan.out / "hf" / RECORD).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def held_out(model: Any, tokenizer: Any, samples: Mapping[str, Sequence[Sample]]) -> dict[str, float]:
    """Return the perplexity on each held-out split that has samples."""
    pad = tokenizer.eos_token_id
    splits = [split for split in HELD_OUT if samples[split]]
    return {split: round(perplexity(model, encode(samples[split], tokenizer), pad), 3) for split in splits}
