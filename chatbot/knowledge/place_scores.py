"""What the country that a message asks about, or names none, adds to the scores of the entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.knowledge.lexicon import STOPWORDS, Lexicon, content
from chatbot.knowledge.places import Places, asked_countries, asks_abroad, asks_to_go, is_apart, where_to, without_countries

# Taken from an entry whose question is about other countries where another speaks of the country that is asked about: the price of
# one country is no answer about another, however alike the questions. Set by hand, since few shops of the training have both.
ELSEWHERE_COSTS = 8.0
NAMED_GAINS = 1.0  # to an entry whose question names the country that is asked about, over one that names it in its answer
SAME_MATTER = 4.5  # further behind, an entry that names the country ("VAT for companies in the EU") is of another matter
ROUNDING = 1e-6  # of shares of words that are equal
_OF_MEANING = ("score", "cos_wording", "cos_passage", "topic", "related")  # what the place in a question does not change


@dataclass(frozen=True, slots=True)
class Matter:
    """What an entry is about besides its place: "Delivery" is what "How much is delivery to Northern Ireland?" asks of one place."""

    words: frozenset[str]
    category: str

    @classmethod
    def of(cls, question: str, category: str) -> Matter:
        return cls(frozenset(content(without_countries(question))), category)

    def is_within(self, other: Matter) -> bool:
        return bool(self.words) and self.words <= other.words and self.category == other.category


def of_the_country(
    text: str, places: Sequence[Places], matters: Sequence[Matter], columns: dict[str, np.ndarray], lexicon: Lexicon
) -> None:
    """Change the scores of the candidates for the country that is asked about; all arrays are (candidates,)."""
    if asked_countries(text):
        columns["score"] += _of_one(text, places, matters, columns)
    elif not asks_abroad(text):
        _of_none(text, places, matters, columns, lexicon)


def _of_none(
    text: str, places: Sequence[Places], matters: Sequence[Matter], columns: dict[str, np.ndarray], lexicon: Lexicon
) -> None:
    """ "Returns from Ireland" and "Do you ship outside India? No" are no answer to who names no country; "within India" is.

    An unknown town may be one of a country that an entry is about, but not one of those outside of the shop's own.
    """
    scores, share = columns["score"], columns["question_share"]
    asks, is_near = np.array([each.asks and not each.are_home for each in places]), scores.max() - scores <= SAME_MATTER
    of_all = share[is_near & ~asks].max(initial=0.0)  # of the message, that a near entry about no country asks for
    kinds = np.array([each.category for each in matters])
    is_kin = np.isin(kinds, kinds[is_near & ~asks & (share >= of_all - ROUNDING)]) & (of_all > 0) & (share <= of_all + ROUNDING)
    generals = [
        [m for m, other in enumerate(matters) if asks[n] and not asks[m] and other.is_within(each)]
        for n, each in enumerate(matters)
    ]
    # What only such an entry holds may be the place: "Isle of Man" in the answer on Northern Ireland and the islands.
    held_by_others = columns["share"][is_near & ~asks].max(initial=0.0)
    is_town = any(word not in STOPWORDS and not lexicon.holds(word) for word in where_to(text))
    is_no_case = (columns["share"] <= held_by_others + ROUNDING) & (not is_town)
    is_no_case |= np.array([bool(each.left_out) for each in places])
    pays = asks & is_no_case & (is_kin | np.array([bool(each) for each in generals]))
    for n in np.flatnonzero(pays):  # the general entry answers as well as the one that asks the same of a place
        for name in _OF_MEANING:
            columns[name][generals[n]] = np.maximum(columns[name][generals[n]], columns[name][n])
    scores -= ELSEWHERE_COSTS * pays


def _of_one(text: str, places: Sequence[Places], matters: Sequence[Matter], columns: dict[str, np.ndarray]) -> np.ndarray:
    """Return what is added to each score for the countries that are asked about, (candidates,)."""
    asked, scores, share = asked_countries(text), columns["score"], columns["question_share"]
    behind = scores.max() - scores
    asks, is_near = np.array([each.asks for each in places]), behind <= SAME_MATTER
    # "How do US sizes convert to UK?" tells nobody whether the shop ships there.
    of_sizes = np.array([each.are_of_sizes for each in places]) & asks_to_go(text)
    here, named = columns["here"] * ~of_sizes, columns["named"] * ~of_sizes
    is_named = bool((named * is_near).any())
    of_all = share[is_near & ~asks].max(initial=0.0)
    # "No, we ship to the EU only" tells a customer of the EU most where no other entry asks of that country, or of any.
    is_of_part = np.array([each.are_of_part(asked) and not each.left_out for each in places])
    is_told = np.array([each.are_told(asked) and not (is_named or of_all or is_of_part.any()) for each in places])
    is_other = np.array([each.are_aside(asked) for each in places])
    is_aside = is_other & ~is_of_part
    if not (here * is_near).any():  # "or overseas" is of every country that no entry names
        is_told |= np.array([each.are_abroad for each in places]) & is_near
    is_here = (here.astype(bool) | is_told) & (behind <= ELSEWHERE_COSTS)
    if not is_here.any():
        return np.zeros(len(places))
    kinds = np.array([each.category for each in matters])
    pays = (columns["elsewhere"] * asks * ~is_told).astype(bool)
    pays |= is_aside & np.isin(kinds, kinds[is_here & ~is_aside])
    apart = np.array([each.are_apart for each in places]) & (not is_apart(text))
    pays |= of_sizes
    pays |= apart & ~is_of_part & np.isin(kinds, kinds[is_here & named.astype(bool) & ~apart])
    is_of_named_part = np.array([each.are_of_named_part(asked) for each in places])
    of_whole = named.astype(bool) & ~is_of_part  # the mainland's price is none for the islands, where these have their own
    is_its_own = is_of_named_part & np.where(kinds != "", behind <= ELSEWHERE_COSTS, is_near)
    pays |= (of_whole | is_other & ~is_of_named_part) & np.isin(kinds, kinds[is_its_own])
    if of_all:
        pays |= np.array([bool(each.left_out) and not each.are_here(asked) for each in places])
    return np.asarray(NAMED_GAINS * (named + is_of_part) - ELSEWHERE_COSTS * pays)
