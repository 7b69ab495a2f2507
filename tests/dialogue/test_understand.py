import numpy as np
import pytest

from chatbot.dialogue.matters import of_heading, of_what_is_compared
from chatbot.dialogue.understand import MAX_BEGINNING, MAX_END, Understand, beginning_and_end, scoped
from chatbot.knowledge.faq_search import FaqEntry
from chatbot.messages import Candidate, DialogueState, Form, Prediction, Scored

INTENTS = (Scored("out_of_scope", 0.6), Scored("delivery_info", 0.3), Scored("greeting", 0.1))


def test_the_best_intent_counts_where_the_scope_score_says_that_a_message_is_for_the_shop() -> None:
    found = scoped(Prediction(INTENTS, in_scope_p=0.5))
    assert found.intent.label == "delivery_info"
    assert sum(each.p for each in found.intents) == 1


def test_what_is_likely_out_of_scope_stays_so() -> None:
    assert scoped(Prediction(INTENTS, in_scope_p=0.2)).intent.label == "out_of_scope"


ENTRIES = {
    "eu": FaqEntry("eu", "What does delivery to the EU cost?", "It costs 9 euros. No duties within the EU.", category="Delivery"),
    "us": FaqEntry("us", "Do I pay import duties in the USA?", "You pay 10% at the door.", category="Delivery"),
    "gift": FaqEntry("gift", "Do you wrap gifts?", "Yes.", category="Delivery"),
    "outlet": FaqEntry("outlet", "Are outlet items returnable?", "No, they are final.", category="Returns"),
    "sofa": FaqEntry("sofa", "Can I return a sofa?", "Within 14 days.", category="Returns"),
    "money": FaqEntry("money", "When do I get my money back?", "After 5 days.", category="Returns"),
    "fit": FaqEntry("fit", "Do you assemble a sofa?", "Yes.", category="Services"),
    "oils": FaqEntry("oils", "What is the difference between teak oil and wax?", "Oil soaks in.", category="Care"),
}


class KnownEntries:
    def beside(self, faq_id: str) -> list[FaqEntry]:
        told = ENTRIES[faq_id]
        return [each for each in ENTRIES.values() if each.category == told.category and each.id != faq_id]

    def entry(self, faq_id: str) -> FaqEntry | None:
        return ENTRIES.get(faq_id)


def first_of(text: str, before: str, *ids: str) -> str | None:
    understand = Understand(None, None, KnownEntries())  # type: ignore[arg-type]
    state = DialogueState(last_question=before, last_faq_id="eu")
    found = understand._of_place(text, state, tuple(Candidate(each, ENTRIES[each].question, 0.9) for each in ids))
    return found[0].faq_id if found else None


def test_what_is_asked_after_one_country_is_answered_by_no_entry_on_another() -> None:
    assert first_of("and duties i must pay?", "do you ship to France", "us", "gift") == "eu"
    assert first_of("and stamps?", "do you ship to France", "us", "gift") == "gift"
    assert first_of("and duties i must pay?", "do you ship to Texas", "us", "gift") == "us"
    assert first_of("and duties to the USA?", "do you ship to France", "us", "gift") == "us"


class KnownEncoder:
    faqs = property(lambda self: self)

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), 1), np.float32)


class DeliveryEntry(KnownEntries):
    """Finds the entry on delivery for what asks of delivery to somewhere."""

    def find(self, texts: list[str], vectors: np.ndarray, k: int = 5) -> tuple[Candidate, ...]:
        return (Candidate("eu", ENTRIES["eu"].question, 0.9),) if "delivery" in texts[0] and "Crete" in texts[0] else ()


def test_a_place_to_post_to_comes_down_to_what_delivery_there_costs() -> None:
    understand = Understand(None, KnownEncoder(), DeliveryEntry())  # type: ignore[arg-type]
    posting = Prediction((Scored("delivery_info", 0.95),), in_scope_p=1.0)

    assert [each.faq_id for each in understand._of_wish("and post to Crete, Greece", posting)] == ["eu"]
    assert understand._of_wish("and post it", posting) == ()


class ClaimEntries(KnownEntries):
    """Finds the entry on damage for what asks of it, and the one on faults for what asks of them."""

    def find(self, texts: list[str], vectors: np.ndarray, k: int = 5) -> tuple[Candidate, ...]:
        faulty = Candidate("faulty", "My lamp is dead on arrival", 0.9)
        return (faulty,) if "faulty" in texts[0] else (Candidate("damaged", "Damaged in transit", 0.9),)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("the torch i got is dead", "faulty"),
        ("my kettle came and wont switch on", "faulty"),
        ("the parcel came crushed", "damaged"),
    ],
)
def test_what_does_not_work_is_no_damage_of_the_parcel(text: str, entry: str) -> None:
    understand = Understand(None, KnownEncoder(), ClaimEntries())  # type: ignore[arg-type]
    claim = Prediction((Scored("return_refund", 0.95),), in_scope_p=1.0)

    assert [each.faq_id for each in understand._of_wish(text, claim)] == [entry]


def after_outlet(text: str, *ids: str) -> list[str]:
    state = DialogueState(
        last_question="are outlet items returnable", last_faq_id="outlet", history=(("x", "No, they are final."),)
    )
    found = tuple(Candidate(each, ENTRIES[each].question, 0.69) for each in ids)
    heading = of_heading(KnownEntries(), text, state, found)  # type: ignore[arg-type]
    return [each.faq_id for each in of_what_is_compared(KnownEntries(), text, state, heading)]  # type: ignore[arg-type]


def test_what_is_added_to_a_matter_is_looked_for_under_its_heading_first() -> None:
    assert after_outlet("and sofas", "fit") == ["sofa"]
    assert after_outlet("and curtains", "fit") == ["fit"]
    assert after_outlet("how long does it take", "eu") == ["money", "eu"]
    assert after_outlet("will somebody come and assemble the sofa for me here", "fit") == ["fit"]


def test_what_names_nothing_to_compare_is_no_matter_of_an_entry_that_tells_two_things_apart() -> None:
    assert after_outlet("whats the difference", "oils") == ["outlet"]
    assert after_outlet("which one is tougher", "oils") == []
    assert after_outlet("whats the difference between oil and wax", "oils") == ["oils"]


def test_an_article_number_is_read_as_the_product_but_not_where_a_form_asks_for_a_number() -> None:
    def named(text: str, is_orders: object) -> str:
        return text.replace("HX-20417", "Heron Kettle")

    understand = Understand(None, None, KnownEntries(), named=named)  # type: ignore[arg-type]
    assert understand._told("is HX-20417 loud", DialogueState()) == "is Heron Kettle loud"
    assert understand._told("HX-20417", DialogueState(form=Form("order", "number"))) == "HX-20417"


def test_of_a_long_message_the_beginning_and_the_end_are_read() -> None:
    text = beginning_and_end("first " + "word " * 700 + "last")
    assert text.startswith("first word")
    assert text.endswith("word last")
    assert len(text) <= MAX_BEGINNING + MAX_END + 3
    assert beginning_and_end("as short as most") == "as short as most"
