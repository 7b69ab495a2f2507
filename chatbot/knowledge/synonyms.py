"""Names of the same thing in other countries and mouths: a "couch" in the shop's own word where it has sofas and calls nothing a couch.

Only names that mean one thing wherever they are used; a "vest" is under a shirt here and over it there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.knowledge.product_texts import label_text
from chatbot.knowledge.product_words import root
from chatbot.knowledge.words import words
from chatbot.records import Product

# Each line one thing; a shop that has several of the names is understood by the first.
_THINGS = """
    sofa, couch, settee
    footstool, pouffe, pouf
    wardrobe, closet
    bedside table, bedside cabinet, nightstand, night stand
    cot, crib
    cushion, throw pillow, scatter cushion
    curtain, drapes
    worktop, countertop
    sneaker, trainer
    jumper, sweater, pullover
    trousers, pants
    wellies, wellingtons, wellington boots, gumboots, rain boots
    dressing gown, bathrobe
    swimsuit, bathing suit, swimming costume
    rucksack, backpack
    nappy, diaper
    pram, pushchair, stroller, baby buggy
    dummy, pacifier, soother
    vacuum cleaner, vacuum, hoover
    bin, trash can, garbage can
    fridge, refrigerator
    hob, cooktop
    tv, television, telly
    mobile phone, cell phone, cellphone
    earphones, earbuds
    hair dryer, hairdryer, blow dryer
    tap, faucet
    torch, flashlight
    spanner, wrench
    allen key, hex key
    wall plug, rawlplug, rawl plug, wall anchor
    plasterboard, drywall
    skirting board, baseboard
    white spirit, mineral spirits
    glue, adhesive
    sticky tape, sellotape, scotch tape
    secateurs, pruners, pruning shears
    hosepipe, garden hose
"""


class Synonyms:
    """Immutable after it was built."""

    def __init__(self, products: Sequence[Product]) -> None:
        labels = " . ".join(_cut(label_text(product)) for product in products)
        self._meant: dict[str, str] = {}
        for line in _THINGS.strip().splitlines():
            names = [name.strip() for name in line.split(",")]
            own = [name for name in names if f" {_cut(name)} " in f" {labels} "]
            if own:
                self._meant |= {form: own[0] for name in names if name not in own for form in _forms(name)}
        longest = sorted(self._meant, key=len, reverse=True)
        self._name = re.compile(rf"(?<![\w-])(?:{'|'.join(longest) or '(?!)'})(?![\w-])", re.IGNORECASE)

    def spelled(self, text: str) -> str:
        """Return the text in the shop's names."""
        return self._name.sub(lambda match: self._meant[match.group().casefold()], text)


def _cut(text: str) -> str:
    return " ".join(map(root, words(text)))


def _forms(name: str) -> set[str]:
    """Return a name for one and for many."""
    return {name, name.removesuffix("s"), f"{name}s", f"{name}es", f"{name.removesuffix('y')}ies" if name.endswith("y") else name}
