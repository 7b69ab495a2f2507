"""Fit the FAQ decision: which entry comes first, and how probable it is that it answers.

    scripts/calibrate_faq.py --folds var/train_encoder        (10 minutes on two cores)

Two small linear models, so that few shops are enough and nothing about a single shop can be learned by heart. `rank` is a
conditional logit (McFadden 1974) over the entries of one file. `answers` is a logistic regression on its score, its lead over the
second and what is known of the query; it is fitted on scores that `rank` gave to shops it was not fitted on. Each
answerable query is also asked of the file without its entry: a near miss of the same kind as real ones; and some queries are asked
of a few entries alone, where the best one leads by much although it is wrong. Each shop is read by an
encoder that was not tuned on it (`scripts/train_encoder.py --work`), as the shops are that this product will meet. What topics have to
do with each other is read off the entries of `data/training/topics`, which no shop wrote.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from chatbot.config import ROOT
from chatbot.knowledge.decision import Decision, Linear, lead, sigmoid
from chatbot.knowledge.index import Index, readings
from chatbot.knowledge.passages import texts_of
from chatbot.knowledge.topics import Topics
from chatbot.models.artifacts import load_manifest
from chatbot.models.encoder import PRODUCTS, Encoder, Encoders
from chatbot.training.faq_data import Shop, load_shop, load_shops, load_topics

RANK_FEATURES = ("wording", "passage", "whole", "topic", "related", "bm25", "share", "asked_share", "here", "elsewhere")
ANSWER_FEATURES = (
    *("score", "lead", "cos_wording", "cos_passage", "topic", "related"),
    *("share", "asked_share", "unknown", "size", "here", "elsewhere"),
)
RANK_PENALTY = 0.002  # L2 on the weights, per query
ANSWER_C = 0.3  # inverse L2 of the standardised features
# Of the messages that reach the FAQ search and no entry answers, assumed where nothing is counted: of a whole file, and of a small part.
UNANSWERABLE_SHARE = {True: 0.35, False: 0.7}
SMALL_SHARE = 0.5  # of a shop's weight that its small parts have together
SMALL_SIZES = (4, 8, 15)  # entries of the parts; a shop may begin with so few
SMALL_QUERIES = 40  # asked of each part
SEED = 13
LEAST_RELATED = 0.03  # a smaller share of a topic is chance
TOP = 3  # candidates per query that `answers` learns from: the first, and what a chip may show


@dataclass(frozen=True, slots=True)
class Asked:
    """One query on one file: the features of its candidates and which of them are right."""

    shop: int
    columns: dict[str, np.ndarray]  # each (candidates,)
    right: np.ndarray  # (candidates,) bool
    is_whole: bool  # asked of the whole file, not of a small part

    def without_right(self) -> Asked:
        keep = ~self.right
        return replace(self, columns={k: v[keep] for k, v in self.columns.items()}, right=self.right[keep])


def collect(shops: Sequence[Shop], encoders: Sequence[Encoder], topics: Topics) -> list[Asked]:
    """Compute the features of every query of every shop and of small parts of it, by the encoder of the same place."""
    asked: list[Asked] = []
    chance = random.Random(SEED)
    for n, (shop, encoder) in enumerate(zip(shops, encoders, strict=True)):
        parts = [small_part(shop, size, chance) for size in SMALL_SIZES]
        for part in (shop, *parts):
            asked += [Asked(n, columns, right, part is shop) for columns, right in features_of(part, encoder, topics)]
    return asked


def small_part(shop: Shop, size: int, chance: random.Random) -> Shop:
    """Return the shop with few of its entries; most of the questions then have no answer."""
    rows = tuple(chance.sample(shop.rows, min(size, len(shop.rows))))
    kept = {row.id for row in rows}
    queries = chance.sample(shop.queries, min(SMALL_QUERIES, len(shop.queries)))
    return Shop(shop.name, rows, tuple(replace(query, relevant=query.relevant & kept) for query in queries))


def features_of(shop: Shop, encoder: Encoder, topics: Topics) -> Iterator[tuple[dict[str, np.ndarray], np.ndarray]]:
    """Yield for each query the columns of its candidates and which of them are right, each (candidates,), as serving has them."""
    texts = texts_of(shop.rows)
    index = Index.build(1, shop.rows, texts, encoder.encode((*texts.wordings, *texts.passages)))
    for query in shop.queries:
        plain, vectors = readings(index, encoder, query.text, encoder.encode([query.text])[0])
        rows, columns = index.features(plain, vectors, topics.vectors(encoder))
        yield columns, np.array([shop.rows[row].id in query.relevant for row in rows])


def fit_rank(asked: Sequence[Asked]) -> Linear:
    """Fit the order: maximise the chance of the right entries among the candidates, each shop with equal weight."""
    known = [each for each in asked if each.right.any() and each.is_whole]
    width = max(len(each.right) for each in known)
    x = np.zeros((len(known), width, len(RANK_FEATURES)))  # (queries, candidates, features), padded
    right, missing = np.zeros((len(known), width), bool), np.ones((len(known), width), bool)
    for n, each in enumerate(known):
        x[n, : len(each.right)] = np.stack([each.columns[name] for name in RANK_FEATURES], axis=-1)
        right[n, : len(each.right)], missing[n, : len(each.right)] = each.right, False
    per_shop = np.bincount([each.shop for each in known])
    weights = np.array([1 / per_shop[each.shop] for each in known])
    weights /= weights.sum()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = np.where(missing, -1e9, x @ w)
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        mine = chances * right
        total = mine.sum(1) + 1e-12
        slope = np.einsum("qc,qcf,q->f", chances - mine / total[:, None], x, weights)
        return RANK_PENALTY * float(w @ w) - float(weights @ np.log(total)), 2 * RANK_PENALTY * w + slope

    found = minimize(loss, np.zeros(len(RANK_FEATURES)), jac=True, method="L-BFGS-B")
    return Linear(RANK_FEATURES, found.x, 0.0)


def scored(each: Asked, rank: Linear) -> dict[str, np.ndarray]:
    """Return the columns with `score` and `lead`, best candidates first, at most TOP of them, and `right`."""
    columns = dict(each.columns)
    columns["score"] = rank(columns)
    columns["lead"] = lead(columns["score"])
    order = np.argsort(-columns["score"], kind="stable")[:TOP]
    return {name: column[order] for name, column in {**columns, "right": each.right.astype(float)}.items()}


def fit_answers(tables: Sequence[dict[str, np.ndarray]], weights: Sequence[float]) -> Linear:
    """Fit the probability that a candidate answers; each table holds the first candidates of one query."""
    x = np.concatenate([np.stack([table[name] for name in ANSWER_FEATURES], axis=-1) for table in tables])
    y = np.concatenate([table["right"] for table in tables])
    w = np.concatenate([[weight] * len(table["right"]) for table, weight in zip(tables, weights, strict=True)])
    mean, scale = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(C=ANSWER_C, max_iter=2000).fit((x - mean) / scale, y, sample_weight=w)
    slopes = model.coef_[0] / scale
    return Linear(ANSWER_FEATURES, slopes, float(model.intercept_[0] - slopes @ mean))


def fit(asked: Sequence[Asked], topics: Topics) -> Decision:
    """Fit both models; `answers` sees only scores of shops that its `rank` was not fitted on."""
    everyone = [*asked, *(each.without_right() for each in asked if each.right.any() and each.is_whole)]
    tables: list[dict[str, np.ndarray]] = []
    kinds: list[tuple[int, bool, bool]] = []
    for shop in sorted({each.shop for each in asked}):
        rank = fit_rank([each for each in asked if each.shop != shop])
        mine = [each for each in everyone if each.shop == shop and len(each.right) > 1]
        tables += [scored(each, rank) for each in mine]
        kinds += [(shop, each.is_whole, bool(each.right.any())) for each in mine]
    return Decision(fit_rank(asked), fit_answers(tables, query_weights(kinds)), topics)


def query_weights(kinds: Sequence[tuple[int, bool, bool]]) -> list[float]:
    """Weigh queries, given as (shop, asked of the whole file, is answerable): each shop counts alike, in the shares assumed above."""
    counts = Counter(kinds)
    shops = len({shop for shop, _, _ in kinds})

    def share(is_whole: bool, is_answerable: bool) -> float:
        of_shop = 1 - SMALL_SHARE if is_whole else SMALL_SHARE
        return of_shop * (1 - UNANSWERABLE_SHARE[is_whole] if is_answerable else UNANSWERABLE_SHARE[is_whole])

    return [len(kinds) / shops * share(*kind[1:]) / counts[kind] for kind in kinds]


def cross_validate(asked: Sequence[Asked], names: Sequence[str], topics: Topics) -> dict[str, Any]:
    """Fit on all shops but one, predict that one, for each: accuracy, and stated against observed probability."""
    per_shop: dict[str, float] = {}
    stated: list[float] = []
    seen: list[bool] = []
    for shop in sorted({each.shop for each in asked}):
        decision = fit([each for each in asked if each.shop != shop], topics)
        mine = [each for each in asked if each.shop == shop and each.is_whole]
        best = [scored(each, decision.rank) for each in mine]
        known = [table["right"][0] for table, each in zip(best, mine, strict=True) if each.right.any()]
        per_shop[names[shop]] = round(float(np.mean(known)), 3)
        stated += [float(sigmoid(decision.answers(table))[0]) for table in best]
        seen += [bool(table["right"][0]) for table in best]
    p, right = np.array(stated), np.array(seen)
    return {
        "top1_by_shop_left_out": per_shop,
        "top1_mean": round(float(np.mean(list(per_shop.values()))), 4),
        "brier": round(float(np.mean((p - right) ** 2)), 4),
        "bins": [
            {"from": low, "to": high, "queries": int(inside.sum()), "stated": round(float(p[inside].mean()), 3),
             "observed": round(float(right[inside].mean()), 3)}
            for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01))
            if (inside := (p >= low) & (p < high)).any()
        ],
    }  # fmt: skip


def relate(topics: Topics, files: Sequence[Shop], encoder: Encoder) -> Topics:
    """Return the topics with what entries that answer each of them are about, by the mean shares of their questions.

    Args:
        files: of `load_topics`, whose entries bear the name of the topic that they answer.
    """
    known = topics.vectors(encoder)
    rows = [row for file in files for row in file.rows]
    shares = known.normalised(known.nearness(encoder.encode([row.question for row in rows])))  # (entries, topics)
    related = []
    for topic in topics.names:
        mean = shares[[row.id == topic for row in rows]].mean(axis=0)
        related += [(topic, topics.names[n], round(float(mean[n]), 3)) for n in np.argsort(-mean) if mean[n] >= LEAST_RELATED]
    return Topics(topics.wordings, related)


def save(decision: Decision, encoder: Encoder, metrics: dict[str, Any], made_by: dict[str, Any], folder: Path) -> None:
    """Write decision.json, related.csv, vectors.npz and metrics.json; `made_by` names encoder, command and data with their hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    decision.topics.save(folder, encoder)
    (folder / "decision.json").write_text(json.dumps({**decision.to_json(), "made_by": made_by}, indent=1) + "\n")
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")


@click.command(help=__doc__)
@click.option(
    "--shops", type=click.Path(path_type=Path, exists=True), default=ROOT / "data" / "training" / "faq", show_default=True
)
@click.option(
    "--extra", nargs=2, type=click.Path(path_type=Path, exists=True), multiple=True, help="FAQS QUERIES of another source."
)
@click.option("--models", type=click.Path(path_type=Path), default=ROOT / "data" / "models", show_default=True)
@click.option("--folds", type=click.Path(path_type=Path, exists=True), help="Encoders that have not seen some of the shops.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "data" / "models" / "faq_decision", show_default=True)
def main(shops: Path, extra: Sequence[tuple[Path, Path]], models: Path, folds: Path | None, out: Path) -> None:
    encoder = Encoders.load(models, threads=2).faqs
    files = [*load_shops(shops), *(load_shop(faqs, queries) for faqs, queries in extra)]
    unseen = encoders_by_unseen_shop(folds) if folds else {}
    files.sort(key=lambda shop: unseen.get(shop.name, encoder).id)  # the topics are embedded once for each encoder
    common = load_topics(shops.parent / "topics")
    topics = relate(Topics.load(out), common, encoder)
    asked = collect(files, [unseen.get(shop.name, encoder) for shop in files], topics)
    click.echo(f"{len(asked)} questions of {len(files)} shops; fitting ...")
    metrics = cross_validate(asked, [shop.name for shop in files], topics)
    made_by = {
        "command": " ".join(
            ["scripts/calibrate_faq.py", *(f"--extra {a.name} {b.name}" for a, b in extra), *(["--folds DIR"] if folds else [])]
        ),
        "encoder": encoder.id,
        "data_sha256": data_hash([*files, *common]),
    }
    save(fit(asked, topics), encoder, metrics, made_by, out)
    click.echo(json.dumps(metrics, indent=1))


def encoders_by_unseen_shop(folder: Path) -> dict[str, Encoder]:
    """Return for each shop the encoders in `folder`, one folder as of data/models a fold, that were not tuned on it."""
    found: dict[str, Encoder] = {}
    for path in sorted(folder.iterdir()):
        unseen = load_manifest(path / PRODUCTS, "encoder").extra["unseen"]
        found.update(dict.fromkeys(unseen, Encoders.load(path, threads=2).faqs))
    return found


def data_hash(shops: Sequence[Shop]) -> str:
    """SHA-256 over every entry and query that was learned from."""
    parts = [
        text
        for shop in shops
        for text in (*(row.hash for row in shop.rows), *(f"{q.text} {sorted(q.relevant)}" for q in shop.queries))
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
