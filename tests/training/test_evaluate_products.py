from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.config import ROOT
from chatbot.models.encoder import Encoder
from chatbot.training.evaluate_products import (
    WishCase,
    WishResult,
    answer_wishes,
    load_shops,
    ndcg,
    ranking_figures,
    wish_figures,
)


def test_a_perfect_order_scores_one_and_a_reversed_one_less() -> None:
    relevance = {0: 3.0, 1: 2.0, 2: 1.0}
    assert ndcg(np.array([3.0, 2.0, 1.0, 0.0]), relevance) == pytest.approx(1.0)
    assert ndcg(np.array([0.0, 1.0, 2.0, 3.0]), relevance) < 0.8


def test_what_was_not_found_gains_nothing() -> None:
    assert ndcg(np.array([-np.inf, -np.inf, 0.0]), {0: 3.0}) == 0.0


def test_figures_count_hits_first_cards_and_impossible_wishes() -> None:
    right = WishResult(WishCase("a", frozenset("12")), ("1", "9"), ())
    wrong = WishResult(WishCase("b", frozenset("3")), ("9",), ())
    impossible = [WishResult(WishCase("c", frozenset()), (), ()), WishResult(WishCase("d", frozenset()), ("9",), ())]
    figures = wish_figures([right, wrong, *impossible])
    assert (figures["wishes"], figures["hit_at_4"], figures["first_right"]) == (2, 0.5, 0.5)
    assert (figures["precision_at_4"], figures["recall_at_4"], figures["impossible_unanswered"]) == (0.25, 0.25, 0.5)


def test_the_search_keeps_its_level_on_the_demo_shop_and_on_other_shops() -> None:
    encoder = Encoder.load(ROOT / "data" / "models" / "encoder", threads=2)
    for shops, wishes, floor in (("products", "product_queries", 0.90), ("eval/other_shops", "other_wishes", 0.95)):
        found = load_shops(ROOT / "data" / f"{shops}.csv", encoder)
        figures = wish_figures(list(answer_wishes(found, ROOT / "data" / "eval" / f"{wishes}.csv")))
        assert figures["hit_at_4"] >= floor
        assert figures["impossible_unanswered"] >= 0.8


def test_ranking_is_compared_with_words_alone_and_meaning_alone(tmp_path: Path) -> None:
    catalogue, judgements = tmp_path / "shop.csv", tmp_path / "judged.csv"
    catalogue.write_text("product_id,title\n2,Shower Curtain\n3,Deck Paint\n1,Angle Bracket\n")
    judgements.write_text("query,product_id,relevance\nbrakcet,1,3\npaint for decks,3,2\n")
    shop = load_shops(catalogue, Encoder.load(ROOT / "data" / "models" / "encoder"))[""]
    figures = ranking_figures(shop, judgements, sample=0)
    assert figures["this search"] == pytest.approx(1.0)
    assert figures["BM25"] < figures["BM25, typos repaired"]
