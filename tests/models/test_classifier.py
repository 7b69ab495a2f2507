"""The shipped classifier: what routing may rely on."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatbot.config import ROOT
from chatbot.messages import INTENTS, SENTIMENTS
from chatbot.models.classifier import Classifier
from chatbot.training.evaluate import intent_figures, judge, read_labelled, sentiment_figures

EVAL = ROOT / "data" / "eval"
TEXTS = ["where is my order", "", "hi", "WHAT?! 😡😡 " * 400, "¿dónde está mi pedido?", "\x00\ufeff<b>"]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load(ROOT / "data" / "models" / "classifier")


def test_every_text_gets_all_intents_best_first_with_probabilities(classifier: Classifier) -> None:
    for prediction in classifier.predict(TEXTS):
        shares = [scored.p for scored in prediction.intents]
        assert {scored.label for scored in prediction.intents} == set(INTENTS)
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) == pytest.approx(1, abs=1e-3)
        assert 0 <= prediction.in_scope_p <= 1


def test_every_text_gets_all_sentiments(classifier: Classifier) -> None:
    assert classifier.sentiments == SENTIMENTS
    for prediction in classifier.predict(TEXTS):
        assert sum(scored.p for scored in prediction.sentiments) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("wheres my stuff", "order_status"),
        ("cancel it pls, ordered by mistake", "order_cancel"),
        ("do you ship to canada and how long does it take", "delivery_info"),
        ("i want my money back", "return_refund"),
        ("do you take paypal btw", "payment_issue"),
        ("gift for my dad who hikes, around 50", "product_recommendation"),
        ("let me talk to a real person", "human_agent"),
        ("forgot my pasword", "account"),
        ("thank you so much", "thanks"),
        ("hello", "greeting"),
        ("what's the capital of france", "out_of_scope"),
    ],
)
def test_plain_wishes_are_understood(classifier: Classifier, text: str, intent: str) -> None:
    assert classifier.predict([text])[0].intent.label == intent


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("this is the THIRD time you lose my parcel", "negative"),
        ("could you tell me the opening hours please", "neutral"),
        ("you made my day, thank you!", "positive"),
    ],
)
def test_the_mood_is_read(classifier: Classifier, text: str, mood: str) -> None:
    assert classifier.predict([text])[0].sentiments[0].label == mood


def test_a_question_for_the_shop_is_more_in_scope_than_one_for_an_encyclopaedia(classifier: Classifier) -> None:
    shop, other = classifier.predict(["can i return shoes i wore once", "who won the world cup in 1990"])
    assert shop.in_scope_p > 0.8
    assert other.in_scope_p < 0.5


def test_no_texts_give_no_predictions(classifier: Classifier) -> None:
    assert classifier.predict([]) == []


def test_threads_may_share_the_classifier(classifier: Classifier) -> None:
    texts = [f"where is order {number}" for number in range(64)]
    expected = [each.intent.label for each in classifier.predict(texts)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: classifier.predict([text])[0].intent.label, texts))
    assert found == expected


def test_messages_of_another_writer_are_understood_as_well_as_the_floors_say(classifier: Classifier) -> None:
    floors = json.loads((EVAL / "floors.json").read_text())
    rows = judge(classifier, read_labelled(EVAL / "intents.csv", "text", "intent"), "out_of_scope")
    figures = intent_figures(rows, "out_of_scope", classifier.labels)
    assert figures["accuracy"] >= floors["intent_accuracy"]
    assert figures["oos_auroc"] >= floors["intent_oos_auroc"]


@pytest.mark.parametrize("name", ["sentiment", "posts"])
def test_moods_are_read_as_well_as_the_floors_say(classifier: Classifier, name: str) -> None:
    floors = json.loads((EVAL / "floors.json").read_text())
    table = read_labelled(EVAL / f"{name}.csv", "text", "sentiment")
    assert sentiment_figures(table.labels, classifier.predict(table.texts))["macro_f1"] >= floors[f"{name}_macro_f1"]
