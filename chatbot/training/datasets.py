"""Read labelled texts: the project's own shops, public sets, any shop's table."""

from __future__ import annotations

import csv
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chatbot.messages import INTENTS, SENTIMENTS

UNLABELLED = -100  # torch's own mark of "no target here"
OUT_OF_SCOPE = "out_of_scope"
SMALL_TALK = frozenset({"greeting", "goodbye", "thanks", OUT_OF_SCOPE})
# Public support sets are templates: enough rows to lend words, few enough not to set the tone (docs/models.md has the figures).
PUBLIC_WEIGHT = 0.3
PUBLIC_ROWS_PER_LABEL = {"bitext": 15, "bitext20k": 15, "banking77": 25, "clinc150": 100, "multidogo": 120}
# Labels of public sets that mean something else in a shop: food questions are product questions for a grocer.
PUBLIC_UNFIT = frozenset({
    "nutrition_info", "food_last", "calories", "ingredient_substitution", "ingredients_list", "gas_type", "oil_change_how",
    "oil_change_when", "tire_change", "tire_pressure", "jump_start", "cook_time", "delivery_period", "set_up_shipping_address",
    "card_arrival", "card_delivery_estimate", "insurance",
})  # fmt: skip
CHITCHAT_ROWS = 600
# Answers of the chit-chat set that show its question to be a greeting, a thank-you or a goodbye.
_CHITCHAT_UNFIT = (
    "welcome",
    "hello",
    "hi there",
    "hey there",
    "bye",
    "see you",
    "later",
    "good morning",
    "good night",
    "good evening",
)


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    intent: int = UNLABELLED
    sentiment: int = UNLABELLED
    weight: float = 1.0
    group: str = ""  # the shop it was written for; "" for texts of no shop
    is_small_talk: bool = False


def read_shops(folder: Path) -> list[Example]:
    """Read `text,intent,sentiment` files, one per kind of shop; the file's name is the group."""
    return [
        _example(row["text"], row["intent"], row["sentiment"], path.stem)
        for path in sorted(folder.glob("*.csv"))
        for row in _rows(path)
    ]


def read_extra(folder: Path) -> list[Example]:
    """Read the optional `sentiment.csv` (text, sentiment) and `out_of_scope.csv` (text) beside the shops."""
    moods, strangers = folder / "sentiment.csv", folder / "out_of_scope.csv"
    examples = [_example(row["text"], None, row["sentiment"], "") for row in _rows(moods)] if moods.exists() else []
    if strangers.exists():
        examples += [_example(row["text"], OUT_OF_SCOPE, None, "") for row in _rows(strangers)]
    return examples


def read_public(folder: Path, seed: int) -> list[Example]:
    """Read the public sets of a folder, a limited draw of each label, at PUBLIC_WEIGHT and without sentiment.

    Args:
        folder: may hold `intents_retail16.csv` (text, intent, source, original_intent), `oos.csv` (text) and
            `chitchat.csv` (text, answer).
    """
    rows = _rows(folder / "intents_retail16.csv")
    random.Random(seed).shuffle(rows)
    taken: Counter[tuple[str, str]] = Counter()
    pairs: list[tuple[str, str]] = []
    for row in rows:
        key = (row["source"], row["original_intent"])
        taken[key] += 1
        if row["original_intent"] not in PUBLIC_UNFIT and taken[key] <= PUBLIC_ROWS_PER_LABEL.get(row["source"], 0):
            pairs.append((row["text"], row["intent"]))
    strangers = [row["text"] for row in _rows(folder / "oos.csv")]
    chat = [row["text"] for row in _rows(folder / "chitchat.csv") if not _is_polite(row["answer"])]
    strangers += random.Random(seed).sample(chat, min(CHITCHAT_ROWS, len(chat)))
    pairs += [(text, OUT_OF_SCOPE) for text in strangers]
    return [_example(text, intent, None, "", PUBLIC_WEIGHT) for text, intent in pairs]


def data_sha256(examples: Iterable[Example]) -> str:
    """Return one hash over all texts and labels, so that a model's record tells exactly what it saw."""
    digest = hashlib.sha256()
    for each in examples:
        digest.update(f"{each.text}\t{each.intent}\t{each.sentiment}\t{each.weight}\n".encode())
    return digest.hexdigest()


def groups_of(examples: Sequence[Example]) -> list[str]:
    """Return the kinds of shop, sorted."""
    return sorted({each.group for each in examples if each.group})


def _example(text: str, intent: str | None, sentiment: str | None, group: str, weight: float = 1.0) -> Example:
    return Example(
        text=text.strip(),
        intent=UNLABELLED if intent is None else INTENTS.index(intent),
        sentiment=UNLABELLED if sentiment is None else SENTIMENTS.index(sentiment),
        weight=weight,
        group=group,
        is_small_talk=intent in SMALL_TALK,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _is_polite(answer: str) -> bool:
    return any(word in answer.lower() for word in _CHITCHAT_UNFIT)
