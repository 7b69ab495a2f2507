"""A message of the greatest length costs in proportion to it: nobody keeps the shop busy with one."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wishes import read_wish
from chatbot.records import Product

SHELF = Shelf([Product("rug", "Oslo Rug 60x80 cm", category="Rugs", price=Decimal(9)), Product("mat", "Mat")])
SHORT, TIMES = 2_000, 8


@pytest.mark.parametrize("said", ["1 x ", "a1 ", "1 cm x "])
def test_a_wish_of_eight_times_the_length_takes_about_eight_times_as_long(said: str) -> None:
    short, long = (_seconds((said * SHORT * TIMES)[:chars]) for chars in (SHORT, SHORT * TIMES))
    assert long < 1.6 * TIMES * short


def _seconds(text: str) -> float:
    """Return the processor's time for reading a text, the least of three tries: others use the machine, too."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        read_wish(text, SHELF.vocabulary)
        taken.append(time.process_time() - start)
    return min(taken)
