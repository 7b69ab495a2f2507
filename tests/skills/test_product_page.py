"""What is quoted of a product's page, and whether it bears on the question; the real encoder."""

import pytest

from chatbot.knowledge.product_words import roots
from chatbot.models.encoder import Encoder
from chatbot.records import Product
from chatbot.skills.product_page import amounts, quote, sentences

POWDER = Product("p", "Protein Powder Vanilla", "Pea and rice protein, 22 g per portion. May contain soy.")


@pytest.mark.parametrize(
    ("question", "asked", "bears"),
    [
        ("is there gluten in the protein powder", ["gluten"], False),
        ("how much is in a portion of the protein powder", ["portion"], True),
        ("what is in the protein powder", [], True),
    ],
)
def test_a_page_answers_only_where_it_holds_what_is_asked_for(
    encoder: Encoder, question: str, asked: list[str], bears: bool
) -> None:
    found = quote(POWDER, asked, question, encoder)

    assert found is not None
    assert found.bears == bears


def test_what_is_not_included_is_told_beside_what_is_quoted() -> None:
    car = Product("c", "Crawler", "Fast. Needs 2 AA for the remote (not included). Car battery charged by USB.")
    assert sentences(car, roots("battery")) == ["Needs 2 AA for the remote (not included). Car battery charged by USB."]


def test_a_ban_behind_what_is_quoted_is_told_with_it() -> None:
    paint = Product("p", "Base Coat", "Mix with water. Do not mix with oil.")
    assert sentences(paint, roots("mix")) == ["Mix with water. Do not mix with oil."]


def test_of_several_sentences_the_one_with_the_code_that_was_said_is_quoted() -> None:
    paint = Product("p", "Base Coat", "Mix with water. Stir well. Wait a day. Never mix with R77.")
    assert sentences(paint, roots("mix"), {"mix", "r", "77"}) == ["Never mix with R77."]


def test_what_does_not_come_with_a_thing_is_told_to_who_asks_what_does() -> None:
    rod = Product("r", "Rod", "Bare rod, no rings. Ten colours. Takes all common rings.")
    assert sentences(rod, roots("rings common"), {"come", "with", "rings"}) == ["Bare rod, no rings. Takes all common rings."]
    assert sentences(rod, roots("rings common"), {"takes", "rings"}) == ["Takes all common rings."]


def test_the_weight_of_the_whole_goes_before_that_of_a_part() -> None:
    shed = Product("s", "Parasol", "Pole 240 cm, granite foot 31 kg. Holds sandbags up to 12 kg. Weighs 44 kg in all.")
    assert amounts(shed, (), {"mass"}, ((), ())) == ["Weighs 44 kg in all."]


def test_what_a_thing_may_carry_is_not_its_own_weight() -> None:
    rack = Product("r", "Bike Rack", "Steel arm 6 kg. Weight limit max 35 kg.")
    assert amounts(rack, (), {"mass"}, ((), ())) == ["Steel arm 6 kg."]
