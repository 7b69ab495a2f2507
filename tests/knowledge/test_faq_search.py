"""The search finds the entry that answers, in any wording, and follows what was published."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from chatbot.config import Settings
from chatbot.errors import ModelMissing, ModelRefused
from chatbot.knowledge.decision import Decision, lead
from chatbot.knowledge.entries import FaqRow
from chatbot.knowledge.faq_search import FaqSearch, FollowUp
from chatbot.knowledge.publish import publish, rollback
from chatbot.messages import Candidate
from chatbot.models.encoder import Encoder
from chatbot.storage.db import Store

ROWS = [
    FaqRow(
        "Do you ship to Canada?",
        "Yes, to Canada in 10 days for 15 euros.",
        id="canada",
        source_url="/help/shipping",
        category="shipping",
    ),
    FaqRow("How can I pay?", "By card, PayPal and invoice.", id="pay"),
    FaqRow("How do I return something?", "Within 30 days, with the label in the parcel.", id="returns"),
    FaqRow("Can a shoe be resoled?", "Yes, for 40 euros.", id="resole"),
    FaqRow("Where is your shop?", "14 Mill Street.", id="shop", enabled=False),
]


@pytest.fixture
def search(store: Store, encoder: Encoder) -> FaqSearch:
    publish(store, encoder, ROWS)
    search = FaqSearch(store, encoder)
    search.refresh()
    return search


def published(store: Store, encoder: Encoder, asked: dict[str, tuple[str, str]]) -> FaqSearch:
    """Publish question and answer of each id, and return the search over them."""
    publish(store, encoder, [FaqRow(question, answer, id=name) for name, (question, answer) in asked.items()])
    search = FaqSearch(store, encoder)
    search.refresh()
    return search


def find(search: FaqSearch, encoder: Encoder, *texts: str) -> tuple[Candidate, ...]:
    return search.find(list(texts), encoder.encode(list(texts)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("do you take paypal btw", "pay"),
        ("hi!! can u send to toronto canada pls", "canada"),
        ("how to retrun sth", "returns"),
        ("new sole for my boots?", "resole"),
        ("HOW CAN I BLOODY PAY", "pay"),
    ],
)
def test_one_wording_per_entry_is_enough_for_how_customers_type(
    search: FaqSearch, encoder: Encoder, text: str, expected: str
) -> None:
    assert find(search, encoder, text)[0].faq_id == expected


def test_the_best_candidate_comes_first_and_scores_are_probabilities(search: FaqSearch, encoder: Encoder) -> None:
    scores = [candidate.score for candidate in find(search, encoder, "can i pay by card")]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_an_entry_that_was_just_told_is_found_again_where_the_message_alone_asks_for_it(
    search: FaqSearch, encoder: Encoder
) -> None:
    texts = ["do you ship to canada", "how can i pay do you ship to canada"]

    assert search.find(texts, encoder.encode(texts), FollowUp("canada"))[0].faq_id == "canada"


def test_a_question_that_no_entry_answers_is_not_answered(search: FaqSearch, encoder: Encoder) -> None:
    assert find(search, encoder, "what is the capital of france")[0].score < Settings().faq_answer_p


def test_a_disabled_entry_is_never_found(search: FaqSearch, encoder: Encoder) -> None:
    assert all(candidate.faq_id != "shop" for candidate in find(search, encoder, "where is your shop"))
    assert search.entry("shop") is None


def test_an_entry_is_shown_as_the_shop_wrote_it(search: FaqSearch) -> None:
    entry = search.entry("canada")

    assert entry is not None
    assert (entry.answer, entry.source_url, entry.category) == (
        "Yes, to Canada in 10 days for 15 euros.",
        "/help/shipping",
        "shipping",
    )


def test_a_follow_up_is_found_with_the_question_before_it(search: FaqSearch, encoder: Encoder) -> None:
    found = find(search, encoder, "and to canada?", "do you ship to europe? and to canada?")

    assert found[0].faq_id == "canada"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("delivery cost to sweden", "eu"),
        ("how much is delivery to england", "uk"),
        ("what does delivery to hamburg cost", "de"),
        ("what does delivery cost in amsterdam", "nl"),
        ("how do i return an order from norway", "back"),
    ],
)
def test_the_price_of_one_country_is_no_answer_about_another(store: Store, encoder: Encoder, text: str, expected: str) -> None:
    asked = {
        "nl": "What does delivery cost within the Netherlands?",
        "de": "How much is delivery to Germany?",
        "eu": "Do you deliver to other EU countries, and what does it cost?",
        "uk": "Do you ship to the United Kingdom?",
        "no": "Do you ship to Norway?",
        "back": "How do I return an order from outside the EU?",
    }
    publish(
        store,
        encoder,
        [FaqRow(question, f"Yes, for {n}.90 euros.", id=name) for n, (name, question) in enumerate(asked.items(), 3)],
    )
    search = FaqSearch(store, encoder)
    search.refresh()

    assert find(search, encoder, text)[0].faq_id == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("do you ship to norway", "no"), ("do you ship to brazil", "out"), ("can i return from norway", "back")],
)
def test_a_country_that_is_served_is_not_answered_with_the_no_for_the_others(
    store: Store, encoder: Encoder, text: str, expected: str
) -> None:
    asked = {
        "out": ("Do you ship outside Europe?", "No. We ship to the EU, the UK, Norway and Switzerland only."),
        "no": ("Do you deliver to Switzerland and Norway?", "Yes, for 19 euros."),
        "back": ("Can I return something after 30 days?", "Yes, for a gift card."),
    }
    search = published(store, encoder, asked)

    assert find(search, encoder, text)[0].faq_id == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much does it cost to return something", "returns"),
        ("what does a return from ireland cost", "ireland"),
        ("do u deliver to kolhapur", "where"),
        ("do you ship to nepal", "outside"),
        ("do you ship abroad", "outside"),
    ],
)
def test_an_entry_about_one_country_answers_only_who_asks_of_it(store: Store, encoder: Encoder, text: str, expected: str) -> None:
    asked = {
        "returns": ("Returns policy", "28 days. A return by post costs 2.50."),
        "ireland": ("Returns from Ireland", "With An Post, a return costs 3.50."),
        "where": ("Where do you deliver?", "Enter the code of your town to check."),
        "outside": ("Do you ship outside India?", "No. We ship within India only."),
        "pay": ("How can I pay?", "By card."),
    }
    search = published(store, encoder, asked)

    assert find(search, encoder, text)[0].faq_id == expected


def test_who_asks_of_a_town_of_the_country_is_not_told_what_holds_outside(store: Store, encoder: Encoder) -> None:
    asked = {"where": ("Where do you deliver?", "Enter the code of your town."), "outside": ("Do you ship outside India?", "No.")}
    search = published(store, encoder, asked)

    found = {each.faq_id: each.score for each in find(search, encoder, "do you deliver to delhi")}

    assert found["outside"] < Settings().faq_answer_p


def test_a_town_without_an_entry_of_its_own_is_told_what_holds_for_the_others(store: Store, encoder: Encoder) -> None:
    asked = {
        "berlin": ("How much is delivery to Berlin?", "4 euros."),
        "rest": ("What does delivery cost in the rest of Germany?", "7 euros."),
        "pay": ("How can I pay?", "By card."),
    }
    search = published(store, encoder, asked)

    assert find(search, encoder, "how much is delivery to leipzig")[0].faq_id == "rest"


def test_what_is_added_to_a_question_finds_the_entry_that_asks_for_both(store: Store, encoder: Encoder) -> None:
    asked = ("Trial for custom sizes", "Custom sizes", "How does the trial work?", "How can I pay?")
    publish(store, encoder, [FaqRow(question, f"Answer {n}.", id=question) for n, question in enumerate(asked)])
    search = FaqSearch(store, encoder)
    search.refresh()
    texts = ["for custom size?", "trial for custom size?"]

    found = search.find(texts, encoder.encode(texts), FollowUp(connects=True))

    assert found[0].faq_id == "Trial for custom sizes"


def test_a_publish_is_seen_at_the_next_refresh(search: FaqSearch, store: Store, encoder: Encoder) -> None:
    publish(store, encoder, [FaqRow("Do you sell tents?", "Yes.", id="tents")])

    search.refresh()

    assert find(search, encoder, "tents?")[0].faq_id == "tents"
    assert search.entry("canada") is None


def test_a_rollback_is_seen_at_the_next_refresh(search: FaqSearch, store: Store, encoder: Encoder) -> None:
    first = search.version
    publish(store, encoder, [FaqRow("Do you sell tents?", "Yes.", id="tents")])
    search.refresh()

    rollback(store, first)
    search.refresh()

    assert search.version == first
    assert search.entry("canada") is not None


def test_before_the_first_upload_nothing_is_found(store: Store, encoder: Encoder) -> None:
    search = FaqSearch(store, encoder)
    search.refresh()

    assert find(search, encoder, "hello") == ()
    assert search.version == 0


def test_one_entry_alone_can_be_found(store: Store, encoder: Encoder) -> None:
    publish(store, encoder, ROWS[:1])
    search = FaqSearch(store, encoder)
    search.refresh()

    assert find(search, encoder, "ship to canada")[0].faq_id == "canada"


def test_searches_during_a_publish_see_one_version_or_the_other(search: FaqSearch, store: Store, encoder: Encoder) -> None:
    versions = [[FaqRow(f"Question {n}, wording {k}?", f"Answer {n}.", id=f"{n}-{k}") for k in range(20)] for n in (1, 2)]
    vector = encoder.encode(["question wording"])
    mixed: list[set[str]] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            search.refresh()
            names = {candidate.faq_id.split("-")[0] for candidate in search.find(["question wording"], vector, k=20)}
            mixed.extend([names] if len(names) > 1 else [])

    publish(store, encoder, versions[0])
    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(6):
        publish(store, encoder, versions[n % 2])
    stop.set()
    for thread in threads:
        thread.join()
    assert mixed == []


def test_the_lead_of_the_best_is_over_the_second_and_of_others_behind_the_best() -> None:
    np.testing.assert_allclose(lead(np.array([1.0, 3.0, 2.5])), [-2.0, 0.5, -0.5])


def test_a_missing_or_broken_decision_file_is_told(store: Store, encoder: Encoder, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        FaqSearch(store, encoder, tmp_path)
    (tmp_path / "decision.json").write_text('{"rank": 1}')
    with pytest.raises(ModelRefused):
        Decision.load(tmp_path)


REGIONS = [
    FaqRow("Delivery", "Within Spain €4, free from €50, in 2 working days.", id="home", category="shipping"),
    FaqRow("How much is delivery to the Canary Islands?", "€12 by Correos Spain, in 9 days.", id="canary", category="shipping"),
    FaqRow("Do you deliver to Portugal?", "Yes, for €8.", id="portugal", category="shipping"),
    FaqRow("How can I pay?", "By card.", id="pay", category="payment"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much is postage", "home"),
        ("delivery cost", "home"),
        ("how much is delivery in spain", "home"),
        ("how much is delivery to madrid", "home"),
        ("how much is delivery to tenerife", "canary"),
        ("what does delivery to lisbon cost", "portugal"),
    ],
)
def test_the_price_of_a_region_is_not_told_to_who_asks_of_home_or_of_no_place(
    store: Store, encoder: Encoder, text: str, expected: str
) -> None:
    publish(store, encoder, REGIONS)
    search = FaqSearch(store, encoder)
    search.refresh()

    assert find(search, encoder, text)[0].faq_id == expected


def test_a_part_of_a_country_is_told_by_the_entry_that_names_it(store: Store, encoder: Encoder) -> None:
    asked = {
        "islands": ("Do you ship to Ibiza and Menorca?", "Yes, to Ibiza, Menorca and Tenerife for 12 euros."),
        "outside": ("Do you ship outside of the EU?", "No, we only ship to Spain, Tenerife and the EU."),
    }
    search = published(store, encoder, asked)

    assert find(search, encoder, "do you ship to tenerife")[0].faq_id == "islands"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("do you ship to portugal", "abroad"),
        ("do you post to the uk", "abroad"),
        ("what is a uk 6 in eu sizes", "sizes"),
        ("do you deliver to limerick", "ireland"),
        ("do you deliver to the islands off ireland", "islands"),
    ],
)
def test_a_country_asks_of_going_there_and_an_island_of_itself(store: Store, encoder: Encoder, text: str, expected: str) -> None:
    asked = {
        "abroad": ("Do you ship to Norway or overseas?", "No, we only deliver in Ireland."),
        "norway": ("Do you ship to Switzerland?", "Yes, for 30 euros."),
        "sizes": ("How do UK sizes convert to EU and Portuguese sizes?", "UK 6 is EU 39."),
        "ireland": ("How much is delivery in the Republic of Ireland?", "6 euros."),
        "islands": ("Do you deliver to the islands off the Irish coast?", "To the pier only."),
    }
    publish(
        store, encoder, [FaqRow(*said, id=name, category="" if name == "sizes" else "Delivery") for name, said in asked.items()]
    )
    search = FaqSearch(store, encoder)
    search.refresh()

    assert find(search, encoder, text)[0].faq_id == expected


@pytest.mark.parametrize("text", ["how much is delivery to inverness, one table", "delivery cost to stornoway"])
def test_what_the_mainland_pays_is_not_told_to_a_part_that_has_an_entry_of_its_own(
    store: Store, encoder: Encoder, text: str
) -> None:
    asked = {
        "mainland": ("How much is delivery in mainland UK?", "£4.95 in mainland England, Wales and lowland Scotland."),
        "highlands": ("Delivery to the Scottish Highlands and Islands", "£14 for parcels of up to 10 kg, in 4 to 6 days."),
        "ni": ("Delivery to Northern Ireland", "£9, in 3 days."),
        "wrap": ("Do you wrap gifts?", "Yes, for £4."),
    }
    publish(
        store, encoder, [FaqRow(*said, id=name, category="" if name == "wrap" else "Delivery") for name, said in asked.items()]
    )
    search = FaqSearch(store, encoder)
    search.refresh()

    assert find(search, encoder, text)[0].faq_id == "highlands"
    assert find(search, encoder, "how much is delivery to leeds")[0].faq_id == "mainland"
