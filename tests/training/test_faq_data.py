"""Common topics are read as FAQ files, so that the encoder learns from them as from a shop."""

from __future__ import annotations

from pathlib import Path

from chatbot.config import ROOT
from chatbot.training.faq_data import load_topics

TOPICS = ROOT / "data" / "training" / "topics"


def test_each_entry_of_a_topic_goes_into_a_file_of_its_own_with_all_its_wordings(tmp_path: Path) -> None:
    (tmp_path / "talk_wordings.csv").write_text("topic,text\nparking,where do i leave the car\ndogs,can rex come\n")
    (tmp_path / "talk_entries.csv").write_text(
        "topic,question,answer\nparking,Is there a car park?,Behind the shop.\nparking,Arrival,By car or tram.\ndogs,Dogs?,Yes.\n"
    )
    first, second = load_topics(tmp_path)
    assert [row.question for row in first.rows] == ["Is there a car park?", "Dogs?"]
    assert {query.text: set(query.relevant) for query in first.queries} == {
        "where do i leave the car": {"parking"},
        "can rex come": {"dogs"},
    }
    assert [row.question for row in second.rows] == ["Arrival"]
    assert [query.text for query in second.queries] == ["where do i leave the car"]


def test_every_topic_has_wordings_and_three_entries() -> None:
    shops = load_topics(TOPICS)
    topics = [row.id for shop in shops for row in shop.rows]
    asked = {topic for shop in shops for query in shop.queries for topic in query.relevant}
    assert len(topics) == 3 * len(set(topics)) > 300
    assert asked == set(topics)
