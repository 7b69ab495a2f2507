"""Which of a catalogue's own columns a word is a matter of: "diamonds" of the stone, for some ring has such a one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from chatbot.knowledge.ages import is_age
from chatbot.knowledge.measures import is_adjective, read_measure
from chatbot.knowledge.product_attributes import REDUCED, REGULAR_PRICE, TRUE
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.words import words
from chatbot.records import Product

MATERIAL = "material"
_OTHERWISE = frozenset((REDUCED, REGULAR_PRICE, "gender", "audience"))  # told in other ways
_YES_OR_NO = frozenset((*TRUE, "no", "false", "nein"))


class AttributeWords:
    """Immutable after it was built."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._of_value: dict[str, set[str]] = defaultdict(set)
        self._of_name: dict[str, set[str]] = defaultdict(set)
        for name, value in {pair for product in products for pair in texts_of(product)}:
            # That some nylon is "waterproof" makes no material of it.
            said = (word for word in words(value) if not (name == MATERIAL and is_adjective(word)))
            for word in roots(" ".join(said)):
                self._of_value[word].add(name)
            for word in roots(name):
                self._of_name[word].add(name)

    def asked(self, asked: Collection[str], kinds: Collection[str] = ()) -> frozenset[str]:
        """Return the columns that are asked about: by "what stone", else by words that are all a matter of some column.

        A word is a matter of the columns that are called so ("is the stone real"), else of the one of whose values only it is.
        Args: asked, kinds: roots.
        """
        of_kind = [names for word in kinds if (names := self._columns(word))]
        of_words = of_kind or [self._columns(word) for word in asked]
        return frozenset().union(*of_words) if all(of_words) else frozenset()

    def _columns(self, word: str) -> frozenset[str]:
        of_value = self._of_value.get(word, set()) if word.isalpha() else set()
        return frozenset(self._of_name.get(word) or (of_value if len(of_value) == 1 else ()))


def texts_of(product: Product) -> list[tuple[str, str]]:
    """Return what a record says in words, column by column; no numbers, no yes or no."""
    own = [(MATERIAL, product.material)] if product.material else []
    told = (pair for pair in product.attributes if not (pair[0] in _OTHERWISE or is_age(pair[0]) or read_measure(*pair)))
    return own + [(name, value) for name, value in told if value.lower() not in _YES_OR_NO]
