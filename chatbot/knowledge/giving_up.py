"""Which filters of a wish are given up, and in which order, where no product has everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from chatbot.knowledge.filters import Filter

# What is given up first when no product has everything. A refusal ("not leather") is never given up.
COSTS = {
    "stock": 1,
    "size": 2,
    "extent": 2,
    "color": 2,
    "brand": 2,
    "fits": 2,
    "material": 2,
    "measure": 3,
    "feature": 3,
    "audience": 3,
    "price": 4,
}
MAX_DROPPED = 3  # filters; without more of them it is another wish


def givings_up(filters: Sequence[Filter]) -> Iterator[tuple[Filter, ...]]:
    """Yield sets of filters to do without, none first, then by what they cost the customer."""
    droppable = [each for each in filters if each.kind in COSTS and not each.is_needed]
    subsets = [subset for count in range(MAX_DROPPED + 1) for subset in combinations(droppable, count)]
    return iter(sorted(subsets, key=lambda subset: sum(COSTS[each.kind] for each in subset)))
