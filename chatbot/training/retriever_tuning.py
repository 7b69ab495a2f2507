"""Fine-tune the sentence encoder on what customers ask and what answers it, so that one wording per entry is enough.

Four kinds of pairs, all with in-batch negatives (Henderson et al. 2017, section 4.2): a question and its entry among the others of
the same FAQ; an entry and its question among questions that only look like it; two wordings of one topic; two texts of one public
label. A batch holds pairs of one source only, so that the negatives are the near ones. Lower layers stay, and the result is
averaged with the base's weights (Wortsman et al. 2022, WiSE-FT): what few shops would make it forget is kept.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset, DatasetDict
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.training_args import BatchSamplers, MultiDatasetBatchSamplers

from chatbot.knowledge.passages import passages_of, whole_of
from chatbot.training.augment import Augmenter
from chatbot.training.bases import MPNET, Base, average_weights
from chatbot.training.faq_data import Shop
from chatbot.training.intent import has_fast_bf16

Rows = list[dict[str, str]]
NO_LABELS = frozenset({"", "oos", "out_of_scope"})
Groups = Mapping[str, Sequence[str]]  # texts that mean the same, by topic or label


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was compared is in docs/models.md."""

    rounds: int = 2  # over the questions, each time roughened anew
    batch_size: int = 28  # about as many as a small FAQ has entries
    learning_rate: float = 6e-5
    warmup_share: float = 0.07
    frozen_layers: int = 3  # of MiniLM's six; what lies below and the position bias are frozen too
    kept_share: float = 0.8  # of the tuned weights in the average with the base's
    augmented_share: float = 0.5
    questions_per_shop: int = 150  # in each round, so that no large FAQ sets the tone
    rows_per_label: int = 8  # of a public label, in each round
    seed: int = 13


RECIPES = {MPNET: Recipe(rounds=1, learning_rate=4e-5, frozen_layers=6)}  # of twelve; others take the plain one


def read_groups(path: Path, text_column: str, label_column: str) -> dict[str, list[str]]:
    """Read texts that mean the same, by their label; texts of no label are left out."""
    groups: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row[label_column] not in NO_LABELS:
                groups.setdefault(row[label_column], []).append(row[text_column])
    return groups


def tune_encoder(base: Base, shops: Sequence[Shop], groups: Sequence[Groups], recipe: Recipe) -> None:
    """Fine-tune the base's weights in place.

    Args:
        shops: FAQ files with their customers' questions; those without an answer serve as near misses.
        groups: further sources of texts that mean the same.
    """
    model = SentenceTransformer(base.source, device="cpu" if not torch.cuda.is_available() else None)
    trunk: Any = model[0].auto_model
    trunk.requires_grad_(False)
    trunk.encoder.layer[recipe.frozen_layers :].requires_grad_(True)
    before = {name: weight.clone() for name, weight in trunk.encoder.state_dict().items()}
    _train(model, make_pairs(shops, groups, recipe), recipe)
    base.model.encoder.load_state_dict(average_weights(before, trunk.encoder.state_dict(), recipe.kept_share))


def make_pairs(shops: Sequence[Shop], groups: Sequence[Groups], recipe: Recipe) -> DatasetDict:
    """Return the pairs by source; a source with too few for a batch of two is left out."""
    chance, roughen = random.Random(recipe.seed), Augmenter(recipe.seed, recipe.augmented_share)
    rows: dict[str, Rows] = {}
    for _ in range(recipe.rounds):
        for shop in shops:
            drawn = chance.sample(shop.queries, min(recipe.questions_per_shop, len(shop.queries)))
            for kind, pairs in _pairs_of(replace(shop, queries=tuple(drawn)), roughen, chance).items():
                rows.setdefault(f"{shop.name}-{kind}", []).extend(pairs)
        for n, source in enumerate(groups):
            rows.setdefault(f"groups-{n}", []).extend(_pairs_of_groups(source, recipe.rows_per_label, roughen, chance))
    return DatasetDict({name: Dataset.from_list(pairs) for name, pairs in rows.items() if len(pairs) > 1})


def _pairs_of(shop: Shop, roughen: Augmenter, chance: random.Random) -> dict[str, Rows]:
    """Return (question, entry) with the entry as its wording, as a whole and as a passage; and (entry, question, near miss)."""
    entries = {row.id: row for row in shop.rows}
    passages = {row.id: chance.choice(passages_of(row)) for row in shop.rows}
    strangers = [query.text for query in shop.queries if not query.relevant]
    found: dict[str, Rows] = {"wording": [], "whole": [], "passage": [], "near": []}
    for query in shop.queries:
        if len(query.relevant) != 1:  # a second right entry would be taken for a wrong one
            continue
        entry, text = entries[next(iter(query.relevant))], roughen(query.text)
        longer = {"whole": whole_of(entry), "passage": passages[entry.id]}
        kind = chance.choice(("whole", "passage"))
        found["wording"].append({"anchor": text, "positive": entry.question})
        found[kind].append({"anchor": text, "positive": longer[kind]})
        if strangers:
            found["near"].append({"anchor": entry.question, "positive": text, "negative": chance.choice(strangers)})
    return found


def _pairs_of_groups(groups: Groups, most: int, roughen: Augmenter, chance: random.Random) -> Iterable[dict[str, str]]:
    """Pair texts of a group with one of them, another one each time this is called: equal positives never share a batch."""
    for texts in groups.values():
        drawn = chance.sample(list(texts), min(most + 1, len(texts)))
        for text in drawn[1:]:
            yield {"anchor": roughen(text), "positive": drawn[0]}


def _train(model: SentenceTransformer, pairs: DatasetDict, recipe: Recipe) -> None:
    both_ways = MultipleNegativesRankingLoss(model, directions=("query_to_doc", "doc_to_query"))
    steps = sum(-(-len(rows) // recipe.batch_size) for rows in pairs.values())
    with tempfile.TemporaryDirectory() as scratch:
        arguments = SentenceTransformerTrainingArguments(
            output_dir=scratch,
            num_train_epochs=1,
            per_device_train_batch_size=recipe.batch_size,
            learning_rate=recipe.learning_rate,
            warmup_steps=int(steps * recipe.warmup_share),
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
            save_strategy="no",
            logging_strategy="no",
            report_to=[],
            seed=recipe.seed,
            use_cpu=not torch.cuda.is_available(),
            bf16=has_fast_bf16(),
        )
        trainer = SentenceTransformerTrainer(model=model, args=arguments, train_dataset=pairs, loss=both_ways)
        trainer.train()
        trainer.accelerator.unwrap_model(model, keep_fp32_wrapper=False)
