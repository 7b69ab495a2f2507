"""Common topics are a bridge between the words of customers and those of a shop."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.errors import ModelMissing, ModelRefused
from chatbot.knowledge.faq_search import DECISION_FOLDER
from chatbot.knowledge.topics import Topics
from chatbot.models.encoder import Encoder


def alike(topics: Topics, encoder: Encoder, one: str, other: str) -> float:
    """How alike the topics of two texts are, in [0, 1]."""
    vectors = topics.vectors(encoder)
    first, second = vectors.normalised(vectors.nearness(encoder.encode([one, other])))
    return float(np.sqrt(first) @ np.sqrt(second))


def test_a_customer_and_a_shop_meet_without_sharing_a_word(encoder: Encoder) -> None:
    topics = Topics.load(DECISION_FOLDER)

    meant = alike(topics, encoder, "it snapped after a fortnight", "Can I return a faulty item?")
    other = alike(topics, encoder, "it snapped after a fortnight", "Which countries do you deliver to?")

    assert meant > other


def test_the_shares_of_the_topics_sum_to_one(encoder: Encoder) -> None:
    vectors = Topics.load(DECISION_FOLDER).vectors(encoder)

    np.testing.assert_allclose(vectors.normalised(vectors.nearness(encoder.encode(["where is my parcel"]))).sum(), 1, rtol=1e-5)


def test_a_topic_without_an_entry_of_its_own_leads_to_one_that_answers_it(encoder: Encoder) -> None:
    vectors = Topics.load(DECISION_FOLDER).vectors(encoder)
    money, policy, press = vectors.normalised(
        vectors.nearness(encoder.encode(["pay me back what i spent", "Our return policy", "Media enquiries"]))
    )

    widened = np.sqrt(money @ vectors.related)

    assert widened @ np.sqrt(policy) > 2 * np.sqrt(money) @ np.sqrt(policy)
    assert widened @ np.sqrt(press) < 0.1


def test_related_topics_that_are_no_topics_are_told(tmp_path: Path) -> None:
    (tmp_path / "topics.csv").write_text("topic,text\nparking,where do i park\n")
    (tmp_path / "related.csv").write_text("topic,related,share\nparking,harbour,1\n")
    with pytest.raises(ModelRefused, match=r"related\.csv does not fit"):
        Topics.load(tmp_path)


def test_missing_or_empty_topics_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Topics.load(tmp_path)
    (tmp_path / "topics.csv").write_text("topic,text\n")
    with pytest.raises(ModelRefused, match="is empty"):
        Topics.load(tmp_path)
