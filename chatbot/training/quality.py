"""The parts of the quality report on what customers write: intents, moods, FAQ answers, products, expected answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.metrics import precision_recall_fscore_support

from chatbot.dialogue.regression import run
from chatbot.knowledge.decision import Decision
from chatbot.knowledge.regression import read_cases
from chatbot.messages import SENTIMENTS
from chatbot.training.bench import Bench
from chatbot.training.evaluate import Judged, intent_figures, judge, read_labelled, sentiment_figures
from chatbot.training.evaluate_faq import Bin, Figures, Outcome, bins, measure, precision_by_coverage, search_all, wilson
from chatbot.training.evaluate_products import answer_wishes, wish_figures
from chatbot.training.evaluate_products import load_shops as load_catalogues
from chatbot.training.faq_data import load_shop, load_shops
from chatbot.training.pictures import draw_confusion, draw_coverage, draw_reliability
from chatbot.training.report import Section, number, percent, table

OUTSIDE = "out_of_scope"


def intents(bench: Bench) -> Section:
    data = read_labelled(bench.eval / "intents.csv", "text", "intent")
    rows = judge(bench.classifier, data, OUTSIDE)
    labels = bench.classifier.labels
    figures = intent_figures(rows, OUTSIDE, labels)
    inside = [row for row in rows if row.label != OUTSIDE]
    reliability = bins([(row.confidence, row.label == row.predicted) for row in inside])
    draw_confusion([row.label for row in rows], [row.predicted for row in rows], labels, bench.picture("confusion"))
    draw_reliability({"intents": reliability}, bench.picture("intent_reliability"))
    error = _calibration_error(reliability)
    body = [
        f"`data/eval/intents.csv`, by a writer of none of the training texts: {figures['n_in_scope']} messages in scope, "
        f"{figures['n_out_of_scope']} out of scope. Calibration error of the stated confidence: {error:.3f}.",
        table(
            ("rows", "accuracy in scope", "macro-F1", "out-of-scope AUROC"),
            [(str(len(rows)), *(number(figures[name]) for name in ("accuracy", "macro_f1", "oos_auroc")))],
        ),
        _by_label(rows, labels),
        "![Confusion matrix](quality/confusion.png)",
        "![Reliability of the intents](quality/intent_reliability.png)",
    ]
    return Section(
        "Intents",
        "\n\n".join(body),
        {
            "intent_accuracy": figures["accuracy"],
            "intent_macro_f1": figures["macro_f1"],
            "intent_oos_auroc": figures["oos_auroc"],
            "intent_calibration_error": error,
        },
    )


def sentiment(bench: Bench) -> Section:
    tables = {name: read_labelled(bench.eval / name, "text", "sentiment") for name in ("sentiment.csv", "posts.csv")}
    figures = {name: sentiment_figures(each.labels, bench.classifier.predict(each.texts)) for name, each in tables.items()}
    anger = read_labelled(bench.eval / "anger.csv", "text", "angry")
    angry_p = bench.settings.angry_p
    moods = [prediction.sentiments[0] for prediction in bench.classifier.predict(anger.texts)]
    told = [mood.label == "negative" and mood.p >= angry_p for mood in moods]
    meant = [label == "yes" for label in anger.labels]
    hits = sum(a and b for a, b in zip(told, meant, strict=True))
    rates = {"precision": (hits, sum(told)), "recall": (hits, sum(meant))}
    wrong = [
        f"- {'missed' if is_angry else 'false alarm'}: {text} ({mood.label} {mood.p:.2f})"
        for text, is_angry, was_told, mood in zip(anger.texts, meant, told, moods, strict=True)
        if is_angry != was_told
    ]
    body = [
        "Messages to a shop (`sentiment.csv`), and other people's posts and reviews (`posts.csv`), which `POST /api/sentiment` meets:",
        table(
            ("file", "texts", "accuracy", "macro-F1", *(f"F1 {mood}" for mood in SENTIMENTS)),
            [
                (f"`data/eval/{name}`", str(f["n"]), number(f["accuracy"]), number(f["macro_f1"]), *map(number, f["f1"].values()))
                for name, f in figures.items()
            ],
        ),
        f"**Hand-over on anger.** A message counts as angry when it is negative with a probability of at least {angry_p:.2f} "
        f"(`CHATBOT_ANGRY_P`): it is told sorry and offered a person, and the second such message in a row calls one. "
        f"`data/eval/anger.csv`: {sum(meant)} angry messages and {len(meant) - sum(meant)} others, complaints without anger among them.",
        table(
            ("hand-over", "share", "interval"),
            [(name, f"{percent(a / max(b, 1))} ({a} of {b})", _interval(a, b)) for name, (a, b) in rates.items()],
        ),
        folded(f"The {len(wrong)} wrong ones", "\n".join(wrong)),
    ]
    return Section(
        "Sentiment",
        "\n\n".join(body),
        {
            "sentiment_accuracy": figures["sentiment.csv"]["accuracy"],
            "sentiment_macro_f1": figures["sentiment.csv"]["macro_f1"],
            "posts_macro_f1": figures["posts.csv"]["macro_f1"],
            **{f"anger_{name}": a / max(b, 1) for name, (a, b) in rates.items()},
        },
    )


def faq(bench: Bench) -> Section:
    shop = load_shop(bench.data / "faqs.csv", bench.eval / "faq_queries.csv")
    decision = Decision.load(bench.settings.models_dir / "faq_decision")
    outcomes = search_all(shop, bench.encoders.faqs, decision)
    f = measure(shop, outcomes, bench.settings)
    answered = [each for each in outcomes if each.is_answered(bench.settings)]
    draw_reliability({"FAQ answers": f.reliability}, bench.picture("faq_reliability"))
    draw_coverage(precision_by_coverage(outcomes), (f.coverage, 1 - f.observed_error), bench.picture("faq_coverage"))
    names = ("top1", "top3", "mrr", "answered", "coverage", "wrong", "wrong_at_85", "stated_error", "observed_error")
    body = [
        f"The demo shop's {f.entries} entries, `data/eval/faq_queries.csv`: {f.answerable} questions that an entry answers and "
        f"{f.unanswerable} that none does. Files that the search was not fitted on: [models.md](models.md).",
        table(
            ("figure", "value"),
            [
                ("right entry first, of the answerable (top-1)", number(f.top1)),
                ("right entry among three (top-3)", number(f.top3)),
                ("mean reciprocal rank", number(f.mrr)),
                ("answered, of all questions", percent(f.answered)),
                ("answered, of the answerable", percent(f.coverage)),
                (
                    "wrong answers, of all questions",
                    f"{percent(f.wrong)} (interval {percent(f.wrong_low)} to {percent(f.wrong_high)})",
                ),
                ("wrong answers when 85 % of the answerable are answered", percent(f.wrong_at_85)),
                ("asked “did you mean”; the right one among the chips", f"{percent(f.asked)}; {percent(f.asked_right)}"),
                ("abstained", percent(f.abstained)),
                ("error of an answer, stated / observed", f"{percent(f.stated_error)} / {percent(f.observed_error)}"),
            ],
        ),
        _reliability_table(f.reliability),
        "![Reliability of FAQ answers](quality/faq_reliability.png) ![Precision against coverage](quality/faq_coverage.png)",
        _wrong_answers(answered),
    ]
    return Section("FAQ answers", "\n\n".join(body), {f"faq_{name}": float(getattr(f, name)) for name in names})


def faq_shops(bench: Bench) -> Section:
    decision = Decision.load(bench.settings.models_dir / "faq_decision")
    shops = load_shops(bench.eval / "faq_shops")
    outcomes = {shop: search_all(shop, bench.encoders.faqs, decision) for shop in bench.track(shops, "FAQ files of other shops")}
    found = [measure(shop, of_shop, bench.settings) for shop, of_shop in outcomes.items()]
    everything = measure(shops[0], [each for of_shop in outcomes.values() for each in of_shop], bench.settings)
    body = [
        f"{len(shops)} files of other shops, by five writers, that no model was fitted on (`data/eval/faq_shops`); only when a second "
        "entry is near enough to ask was chosen with their help. Each has two or more families of entries that one condition tells "
        "apart, and a quarter of the questions ask for what the file just lacks.",
        table(
            (
                "shop",
                "entries",
                "questions",
                "top-1",
                "top-3",
                "answered",
                "wrong, of all",
                "error of an answer, stated",
                "observed",
            ),
            [_of_shop(each.name, str(each.entries), each) for each in found] + [_of_shop("**all**", "", everything)],
        ),
        _reliability_table(everything.reliability),
    ]
    figures = {
        **{f"faq_shops_{name}": float(getattr(everything, name)) for name in ("top1", "top3", "answered", "wrong")},
        "faq_shops_stated_error_off": abs(everything.stated_error - everything.observed_error),
    }
    return Section("FAQ answers of other shops", "\n\n".join(body), figures)


def _of_shop(name: str, entries: str, f: Figures) -> tuple[str, ...]:
    shares = (percent(f.answered), percent(f.wrong), percent(f.stated_error), percent(f.observed_error))
    return (name, entries, str(f.answerable + f.unanswerable), number(f.top1), number(f.top3), *shares)


def products(bench: Bench) -> Section:
    shops = {
        "demo shop": (bench.data / "products.csv", bench.eval / "product_queries.csv"),
        "three other shops (the weights were chosen on them)": (bench.eval / "other_shops.csv", bench.eval / "other_wishes.csv"),
    }
    figures: dict[str, dict[str, Any]] = {
        name: wish_figures(list(answer_wishes(load_catalogues(catalogue, bench.encoders.products), wishes)))
        for name, (catalogue, wishes) in shops.items()
    }
    body = table(
        (
            "catalogue",
            "wishes",
            "a right card among 4",
            "first card right",
            "right of the shown",
            "impossible wishes without a card",
        ),
        [
            (
                name,
                str(f["wishes"]),
                number(f["hit_at_4"]),
                number(f["first_right"]),
                number(f["precision_at_4"]),
                f"{number(f['impossible_unanswered'])} of {f['impossible']}",
            )
            for name, f in figures.items()
        ],
    )
    demo = figures["demo shop"]
    kept = ("hit_at_4", "first_right", "precision_at_4", "impossible_unanswered")
    return Section("Products", body, {f"products_{name}": float(demo[name]) for name in kept})


def regression(bench: Bench) -> Section:
    cases, _ = read_cases(bench.eval / "regression.csv")
    told = [result for case in bench.track(cases, "Expected answers") for result in run(bench.bot, [case])]
    failed = [f"- {each.question} → {each.got}, expected {each.expect}" for each in told if not each.is_met]
    met = len(told) - len(failed)
    body = [
        f"`data/eval/regression.csv`, whole turns on the demo shop: {met} of {len(told)} as expected ({percent(met / len(told))}, "
        f"interval {_interval(met, len(told))}).",
        folded(f"The {len(failed)} others", "\n".join(failed)),
    ]
    return Section("Expected answers", "\n\n".join(body), {"regression": met / len(told)})


def folded(title: str, text: str) -> str:
    """Return Markdown that opens on a click; nothing for no text."""
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>" if text else ""


def _by_label(rows: Sequence[Judged], labels: Sequence[str]) -> str:
    truth, predicted = [row.label for row in rows], [row.predicted for row in rows]
    precision, recall, f1, support = precision_recall_fscore_support(truth, predicted, labels=list(labels), zero_division=0)
    told = [
        (label, number(precision[n]), number(recall[n]), number(f1[n]), str(support[n]))
        for n, label in enumerate(labels)
        if support[n]
    ]
    return table(("intent", "precision", "recall", "F1", "rows"), told)


def _calibration_error(reliability: Sequence[Bin]) -> float:
    """Return the expected calibration error (Guo et al. 2017) over the bins."""
    total = sum(n for _, _, n, _, _ in reliability)
    return float(np.sum([n * abs(stated - seen) for _, _, n, stated, seen in reliability]) / max(total, 1))


def _reliability_table(reliability: Sequence[Bin]) -> str:
    told = [(f"{low:.1f} to {high:.1f}", str(n), number(stated), number(seen)) for low, high, n, stated, seen in reliability if n]
    return table(("stated p of the best entry", "questions", "mean stated", "observed right"), told)


def _wrong_answers(answered: Sequence[Outcome]) -> str:
    wrong = [
        f"- {each.query.text} → {each.best.faq_id} (p {each.p:.2f}), expected {', '.join(sorted(each.query.relevant)) or 'none'}"
        for each in answered
        if each.best is not None and not each.is_right
    ]
    return folded(f"The {len(wrong)} wrong answers", "\n".join(wrong))


def _interval(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{percent(low)} to {percent(high)}"
