"""Categories that are written as a path, "Helmets > E-bike": which of its steps names the things that stand there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from chatbot.knowledge.ages import read_age
from chatbot.knowledge.kinds import heads_in, noun_of
from chatbot.knowledge.readers import clean
from chatbot.knowledge.words import fold

TOP_CATEGORIES = frozenset(("", "home", "shop", "all", "all products", "products", "catalog", "catalogue", "default category"))

_OF_MAGENTO = "default category"  # the first step of every path, and no shop's name of anything else


def are_slashed(cells: Sequence[str]) -> bool:
    """Whether the steps of paths stand between slashes: most cells begin with one step and go on differently.

    "Coats/Jackets" on every row is one category with two names.
    """
    filled = [cell for cell in cells if cell]
    paths = {cell: cell.split("/")[0].strip() for cell in filled if "/" in cell}
    first, count = Counter(paths[cell] for cell in filled if cell in paths).most_common(1)[0] if paths else ("", 0)
    if any(">" in cell for cell in filled) or not first:
        return False
    is_shared = count * 2 > len(filled) and sum(each == first for each in paths.values()) > 1
    return is_shared or any(fold(each) == _OF_MAGENTO for each in paths.values())


def path_of(text: str) -> tuple[str, ...]:
    """Return the steps of the longest path, at least one: "Dog" and "Dry Food" of "Dog, Dog > Dry Food, Sale"; not what all share.

    A list without ">" that begins with what all share is one path: "Home, Dog, Dry Food".
    """
    steps = text.split(",")
    if ">" in text:
        paths = [path.split(">") for path in re.split(r",(?=[^>]*>)|,(?!.*>)", text)]
    else:
        paths = [steps if len(steps) > 1 and fold(steps[0]) in TOP_CATEGORIES else [text]]
    *upper, last = [clean.plain_line(step) for step in max(paths, key=len) if not re.fullmatch(r"[\s\d,;]+", step)] or [
        ""
    ]  # no numbers
    return (*(step for step in upper if fold(step) not in TOP_CATEGORIES), last)


def named_by_above(rows: Iterable[tuple[tuple[str, ...], str]]) -> frozenset[tuple[str, ...]]:
    """Return the paths of which the last step is no kind of thing: most titles end with the noun of the step above it, or it has none.

    The helmets of "Helmets > E-bike" are no e-bikes, and those of "Helmets > Kids" are helmets. Args: rows: (path, title) of each.
    """
    ends: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for path, title in rows:
        if len(path) > 1 and title:
            ends[path].append(noun_of(title) in heads_in(path[-2]) - heads_in(path[-1]))
    nameless = {path for path in ends if not heads_in(path[-1]) or read_age(path[-1])}  # "Kids", "0-15 months"
    return frozenset(nameless | {path for path, found in ends.items() if sum(found) * 2 > len(found)})
