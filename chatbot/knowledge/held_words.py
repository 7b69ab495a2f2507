"""What of a wish the products hold: what holds every word is chosen first, and what some card does not hold is never claimed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

import numpy as np

from chatbot.knowledge.filters import Wish
from chatbot.knowledge.kinds import NO_KIND, Kinds, named
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.product_claims import Claims
from chatbot.knowledge.product_scores import ALL_WORDS
from chatbot.knowledge.product_words import is_superlative, root, roots
from chatbot.knowledge.wish_words import LOOSE, WIDTHS
from chatbot.knowledge.words import words

MODEL_CHARS = 3  # of a number that is found in any record: the 3025 of an "RB3025"
# What stands right before these is done with the thing: "I want to make the dungarees", "do ye stock any tweed".
_DETERMINERS = frozenset(words("a an the any some this that these those my our your his her their"))
_HOW = frozenset(words("less least"))  # how a thing does something: "which creases less"
NAME_WORDS = 5  # "front brake pads golf 7"; of more some are no name of a thing ("does the tank come with a pump")


class HeldWords:
    """Immutable, so that threads may share it. Each mask is (products,) bool."""

    def __init__(self, claims: Claims, kinds: Kinds, lexicon: Lexicon, known: Collection[str]) -> None:
        """Args: known: the words of the language."""
        self._claims, self._kinds, self._lexicon, self._known = claims, kinds, lexicon, known

    def known_name(self, wish: Wish) -> list[str]:
        """Return the words that name the thing and that some product holds."""
        return [word for word in self._terms(wish)[0] if self._claims.is_known(word)]

    def unknown_noun(self, wish: Wish) -> str:
        """Return the noun that a thing of several words is called by, such as the guns of "heat guns"; "" where the shop holds it."""
        _, name = self._kinds.wished(wish.text, wish.rest)
        noun = name[-1] if len(name) > 1 and name[-1].isalpha() else ""
        is_behind = not self._kinds.ends.isdisjoint(map(root, name[:-1]))  # "power bank to rome" is a power bank
        return "" if is_behind or self._claims.is_known(noun) else noun

    def unknown_name(self, wish: Wish) -> list[str]:
        """Return the words that name the thing and that nothing in the shop holds, such as the fog of a "fog machine"."""
        return [word for word in self._terms(wish)[0] if not self._claims.is_known(word)]

    def for_what(self, wish: Wish) -> Wish | None:
        """Return "for curtains" of "fabric for curtains" where only a sample is called a fabric: it is what the whole shop sells.

        Its rest is empty where nothing else is said. None of another wish.
        """
        _, name = self._kinds.wished(wish.text, wish.rest)
        called = self._lexicon.match(" ".join(name)).question_share > ALL_WORDS
        if len(name) != 1 or not called.any() or (called & ~self._kinds.beside(wish.rest)).any():
            return None
        text = wish.text.removeprefix(named(wish.text)).strip(" ,")
        return replace(wish, text=text, rest=tuple(word for word in wish.rest if word not in name))

    def all_of(self, said: Sequence[str], wish: Wish) -> np.ndarray:
        """Return which products hold all of these words of a wish."""
        masks = [self._holds(word, wish) for word in said]
        return reduce(np.logical_and, masks, np.ones(self._lexicon.entries, dtype=bool))

    def narrowed(self, wish: Wish, close: np.ndarray, allowed: np.ndarray) -> Iterator[np.ndarray]:
        """Yield among which products what holds the words of a wish is chosen: all of them, those of the name, those with digits.

        Args: close: what is near by meaning; allowed: what may be shown at all.
        """
        name, others = self._terms(wish)
        head, _ = self._kinds.wished(wish.text, wish.rest)
        digits = [word for word in name if _has_digit(word)]
        is_plain = len(name) + len(others) == 1
        is_model = any(len(word) >= MODEL_CHARS for word in digits)
        everywhere = close if is_plain and not is_model else allowed  # words that one record holds together are meant
        called = self._kinds.called(head)
        whole, labelled = (self._lexicon.match(" ".join(said)).question_share > ALL_WORDS for said in (wish.rest, name))
        plain = [word for word in name if self._claims.is_known(word)]
        anywhere = (
            allowed & self._kinds.of(head) if head and close.any() else close
        )  # that a filter is not met is true of the whole kind
        if not head and not is_model:  # "machine washable" is no washing machine: something is called by a word of the name
            everywhere = everywhere & (close | (self._lexicon.match(" ".join(name)).question_share > 0))
        # "Glue for a mirror" is the adhesive beside the glues that says so, where no glue does.
        is_whole = (allowed & called & self.all_of([*name, *others], wish)).any()
        qualifying = [word for word in others if root(word) != head] if head and not is_whole else []
        for said, among in (
            ([*name, *others], everywhere & called),
            (qualifying, allowed & self._kinds.shelved(head)),
            (plain, close),
            (digits, close),
            (plain, anywhere),
        ):
            held = among & self.all_of(said, wish)
            for better in () if is_plain else (whole, labelled, called):  # "cover for a dining set" is called so behind "for"
                held = held & better if (held & better).any() else held
            if said and held.any():
                yield held

    def lacking(self, wish: Wish, places: Sequence[int]) -> tuple[list[str], bool]:
        """Return what of the name, or with digits, some product at these places does not hold, and whether each holds every word."""
        name, others = self._terms(wish)
        lacking = [word for word in name if not self._holds(word, wish)[places].all()]
        is_sure = not lacking and bool(self.all_of(others, wish)[places].all())
        if len(name) > NAME_WORDS:
            return [], is_sure
        # "Lamps allowed": what follows the thing is no name of it.
        end = max((n for n, word in enumerate(name, 1) if root(word) in self._kinds.ends), default=len(name))
        unknown = [word for word in name[:end] if not self._claims.is_known(word)]
        _, named = self._kinds.wished(wish.text, wish.rest)
        # The 10 of "seats 10" names nothing; a long number is a model.
        told = {
            word for word in lacking if _has_digit(word) and (word in named or not word.isdigit() or len(word) >= MODEL_CHARS)
        }
        return [word for word in lacking if word in told or word in unknown], is_sure

    def _terms(self, wish: Wish) -> tuple[list[str], list[str]]:
        """Return the words of a wish that a hit is claimed by: those that name the thing and all with digits, and the others."""
        _, name = self._kinds.wished(wish.text, wish.rest)
        measured = {
            word for each in wish.filters if each.kind == "measure" for word in roots(each.values[1])
        }  # the pot of "17 cm pot"
        told = [word for word in wish.rest if word not in LOOSE - WIDTHS and root(word) not in NO_KIND | measured]
        told = [word for word in told if not is_superlative(word, self._known)]
        done = {word for word, then in pairwise(words(wish.text)) if then in _DETERMINERS} | _HOW  # no thing's name
        hard = [word for word in told if (word in name and word not in done) or _has_digit(word)]
        return hard, [word for word in told if word not in hard]

    def _holds(self, word: str, wish: Wish) -> np.ndarray:
        at = wish.rest.index(word)
        is_numbered = ("no", word) in pairwise(words(wish.text))
        return self._claims.holds(word, "no" if is_numbered else wish.rest[at - 1] if at else "")


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
