"""What the generator learns from: samples of the dialogues, public texts for language, and their batches of token ids."""

from __future__ import annotations

import csv
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chatbot.models.generator import END, Prompt, clean, render

MAX_TOKENS = 224  # prompt and words; longer samples lose the beginning of the past
FILL = {"answer": "", "order_number": "1042", "status": "on its way", "ticket": "T-1042", "shop": "Fernway"}  # shown in the past


@dataclass(frozen=True, slots=True)
class Sample:
    prompt: Prompt
    words: str
    topic: str = "none"  # of the opening


def read_samples(path: Path, split: str) -> list[Sample]:
    """Return one sample per act of every reply in the split's dialogues."""
    samples: list[Sample] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            dialogue = json.loads(line)
            if dialogue["split"] == split:
                samples.extend(_samples(dialogue["turns"]))
    return samples


def _samples(turns: Sequence[dict[str, Any]]) -> Iterator[Sample]:
    before: tuple[str, str] | None = None
    for turn in turns:
        said = ""
        for number, say in enumerate(turn["say"], start=1):
            prompt = Prompt(
                act=say["act"],
                intent=turn["intent"],
                mood=turn["mood"],
                slots=tuple(say["slots"]),
                heard=turn["customer"],
                before=before,
                said=said,
                is_last=number == len(turn["say"]),
            )
            yield Sample(prompt, say["words"], say["topic"])
            said = f"{said} {say['words']}".strip()
        before = (turn["customer"], filled(said))


def filled(words: str) -> str:
    """Return a reply as it looks in the history: with values in its slots."""
    for slot, value in FILL.items():
        words = words.replace(f"<{slot}>", value)
    return words.replace("<", "").replace(">", "")


def read_public(folder: Path) -> list[str]:
    """Return the public texts for language: customers' messages with their intent, exchanges with agents. See the model card."""
    texts = []
    for name, column in (("intents_retail16.csv", "intent"),):
        for row in _rows(folder / name):
            texts.append(f"<|{row[column]}|><|customer|>{clean(row['text'], 200)}")
    for row in _rows(folder / "responses_bitext.csv"):
        reply = row["response"].split("\n")[0]
        if "{{" not in reply:
            texts.append(f"<|customer|>{clean(row['text'], 200)}<|say|>{_plain(reply)}")
    for row in _rows(folder / "chitchat.csv"):
        texts.append(f"<|customer|>{clean(row['text'], 200)}<|say|>{_plain(row['answer'])}")
    for name in ("dialogues_ibm_twitter_care.jsonl", "dialogues_sgd_sample.jsonl"):
        texts.extend(_exchanges(folder / name))
    return texts


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _exchanges(path: Path) -> Iterator[str]:
    for line in path.open(encoding="utf-8") if path.exists() else ():
        turns = json.loads(line)["turns"]
        for one, two in itertools.pairwise(turns):
            if one["speaker"] == "customer" and two["speaker"] == "agent":
                yield f"<|customer|>{clean(one['text'], 200)}<|say|>{_plain(two['text'].replace('@user', ''))}"


def _plain(text: str) -> str:
    """Return the first sentences without numbers, links and marks, in their own case."""
    text = " ".join(text.replace("<", " ").replace(">", " ").replace("|", " ").split())[:200]
    return " ".join(word for word in text.split() if not any(c.isdigit() for c in word) and "/" not in word and "@" not in word)


Encoded = tuple[list[int], int]  # (ids, how many of them are the prompt)


def encode(samples: Sequence[Sample], tokenizer: Any) -> list[Encoded]:
    """Return each sample's ids and the length of its prompt. `render` writes the prompt in serving too."""
    return [_encode(render(one.prompt), f"<|about:{one.topic}|>{one.words}{END}", tokenizer) for one in samples]


def encode_bare(samples: Sequence[Sample], tokenizer: Any) -> list[Encoded]:
    """Return the samples without the customer's words, the topic told: cheap practice in the wordings themselves."""
    short = {(replace(one.prompt, heard="", before=None), one.topic, one.words) for one in samples}
    return [
        _encode(f"{render(prompt)}<|about:{topic}|>", words + END, tokenizer) for prompt, topic, words in sorted(short, key=repr)
    ]


def _encode(told: str, learned: str, tokenizer: Any) -> Encoded:
    head = tokenizer(told, add_special_tokens=False)["input_ids"]
    words = tokenizer(learned, add_special_tokens=False)["input_ids"]
    return [*head, *words][-MAX_TOKENS:], max(min(len(head), MAX_TOKENS - len(words)), 0)


def encode_texts(texts: Sequence[str], tokenizer: Any) -> list[Encoded]:
    """Return the ids of texts that are learned from as a whole."""
    return [(ids[:MAX_TOKENS], 1) for ids in tokenizer([text + END for text in texts], add_special_tokens=False)["input_ids"]]


def batches(encoded: Sequence[Encoded], batch_tokens: int, rng: random.Random) -> list[list[Encoded]]:
    """Return batches of similar lengths in random order, each of about `batch_tokens` tokens."""
    order = sorted(range(len(encoded)), key=lambda i: (len(encoded[i][0]) + rng.random() * 8, rng.random()))
    found: list[list[Encoded]] = [[]]
    for i in order:
        if found[-1] and (len(found[-1]) + 1) * len(encoded[i][0]) > batch_tokens:
            found.append([])
        found[-1].append(encoded[i])
    rng.shuffle(found)
    return found
