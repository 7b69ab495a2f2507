"""The texts that the models learn from."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from chatbot.config import ROOT
from chatbot.knowledge.words import words
from chatbot.messages import INTENTS, SENTIMENTS
from chatbot.training.augment import Augmenter
from chatbot.training.datasets import UNLABELLED, data_sha256, groups_of, read_extra, read_public, read_shops

TRAINING = ROOT / "data" / "training"


@pytest.mark.parametrize("path", sorted((TRAINING / "intents").glob("*.csv")), ids=lambda path: path.stem)
def test_every_training_row_has_a_text_and_known_labels(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["intent"] for row in rows} == set(INTENTS)
    assert {row["sentiment"] for row in rows} <= set(SENTIMENTS)
    assert all(row["text"].strip() for row in rows)


def test_the_shops_are_eight_kinds_with_eight_thousand_messages() -> None:
    examples = read_shops(TRAINING / "intents")
    assert len(groups_of(examples)) == 8
    assert len(examples) >= 8000


def test_one_text_has_one_intent_within_a_shop() -> None:
    intents: dict[tuple[str, str], set[int]] = {}
    for each in read_shops(TRAINING / "intents"):
        intents.setdefault((each.group, each.text.lower()), set()).add(each.intent)
    assert [key for key, labels in intents.items() if len(labels) > 1] == []


def test_texts_of_no_shop_lack_one_of_the_labels() -> None:
    examples = read_extra(TRAINING)
    assert all((each.intent == UNLABELLED) != (each.sentiment == UNLABELLED) for each in examples)
    assert {each.group for each in examples} == {""}


def test_public_rows_are_few_weak_and_without_a_mood(tmp_path: Path) -> None:
    _write(
        tmp_path / "intents_retail16.csv",
        "text,intent,source,original_intent",
        [f"cancel {n},order_cancel,bitext,cancel" for n in range(99)],
    )
    _write(tmp_path / "oos.csv", "text", ["tell me a joke"])
    _write(tmp_path / "chitchat.csv", "text,answer", ["do you dance,Never", "ta,You're welcome"])
    examples = read_public(tmp_path, seed=1)
    assert Counter(INTENTS[each.intent] for each in examples) == {"order_cancel": 15, "out_of_scope": 2}
    assert all(each.weight < 1 and each.sentiment == UNLABELLED for each in examples)


def test_the_hash_tells_a_changed_label() -> None:
    examples = read_shops(TRAINING / "intents")[:10]
    assert data_sha256(examples) == data_sha256(list(examples))
    assert data_sha256(examples) != data_sha256(examples[1:])


def test_a_roughened_text_is_never_empty_and_repeats_with_its_seed() -> None:
    texts = [each.text for each in read_shops(TRAINING / "intents")[:300]] + ["?", "a", "ok"]
    rough, again = ([augmenter(text) for text in texts] for augmenter in (Augmenter(3, share=1), Augmenter(3, share=1)))
    assert rough == again
    assert all(text.strip() for text in rough)
    assert rough != texts


def _write(path: Path, header: str, rows: list[str]) -> None:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def _texts(paths: Iterable[Path]) -> set[str]:
    """The customers' texts of some files, without case and marks."""
    found = set()
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found |= {" ".join(words(row[name])) or row[name] for name in ("text", "query", "question") if row.get(name)}
    return found


SHOPS = sorted(f"faq_shops/{path.stem}" for path in (ROOT / "data" / "eval" / "faq_shops").glob("*_queries.csv"))


@pytest.mark.parametrize(
    "name", ["anger", "intents", "sentiment", "faq_queries", "posts", "regression", "other_wishes", "product_queries", *SHOPS]
)
def test_no_text_that_a_model_is_measured_on_is_one_that_it_learned(name: str) -> None:
    learned = [
        *(path for name in ("intents", "faq", "topics") for path in (TRAINING / name).glob("*.csv")),
        TRAINING / "sentiment.csv",
    ]
    topics = ROOT / "data" / "models" / "faq_decision" / "topics.csv"
    assert _texts([ROOT / "data" / "eval" / f"{name}.csv"]) & _texts([*learned, topics]) == set()
