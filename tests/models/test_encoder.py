"""The shipped encoder: what FAQ and product search may rely on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from chatbot.config import ROOT
from chatbot.models.encoder import FAQS, Encoder, Encoders

TEXTS = ["do you ship to canada?", "", "wheres my stuff", "a very long question " * 300, "Lieferung nach Österreich 🙏"]


@pytest.fixture(params=Encoders._fields)
def encoder(encoders: Encoders, request: pytest.FixtureRequest) -> Encoder:
    return getattr(encoders, request.param)


def test_two_encoders_read_as_one_give_the_mean_of_their_cosines(encoders: Encoders) -> None:
    texts = ["do you ship to canada?", "delivery abroad"]
    alone = Encoder.load(ROOT / "data" / "models" / FAQS)
    one, other, both = (float(np.prod(each.encode(texts), axis=0).sum()) for each in (encoders.products, alone, encoders.faqs))
    assert both == pytest.approx((one + other) / 2, abs=1e-4)


def test_each_text_gets_a_unit_vector_even_an_empty_or_endless_one(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.width)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.width)


def test_a_text_means_the_same_alone_and_in_a_batch(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_a_paraphrase_is_nearer_than_another_question(encoder: Encoder) -> None:
    question, same, other = encoder.encode(
        ["how can i send a shirt back", "What is your return policy?", "Which cards do you take?"]
    )
    assert question @ same > question @ other + 0.2


def test_quotes_of_a_phone_change_nothing(encoder: Encoder) -> None:
    curly, straight = encoder.encode(["it doesn’t fit", "it doesn't fit"])
    assert curly @ straight > 0.9999


def test_threads_may_share_the_encoder(encoder: Encoder) -> None:
    texts = [f"question number {number} about my order" for number in range(64)]
    expected = encoder.encode(texts)
    with ThreadPoolExecutor(8) as pool:
        found = np.concatenate(list(pool.map(lambda text: encoder.encode([text]), texts)))
    assert (expected * found).sum(axis=1).min() > 0.999


def test_what_was_encoded_lately_is_not_encoded_again_and_old_texts_are_forgotten(
    encoders: Encoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = encoders.products.beside(encoders.products)  # one that has seen nothing
    ran: list[str] = []
    monkeypatch.setattr("chatbot.models.encoder.REMEMBERED", 2)
    monkeypatch.setattr(encoder, "_encode", lambda texts: ran.extend(texts) or np.ones((len(texts), encoder.width), np.float32))

    for texts in (["one", "two"], ["two", "one", "one"], ["three"], ["two", "one"]):
        assert encoder.encode(texts).shape == (len(texts), encoder.width)

    assert ran == ["one", "two", "three", "one"]
