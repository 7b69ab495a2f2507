"""Read what a customer wants of a product: filters that can be checked, an order, and the words that are left to search by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chatbot.knowledge import wish_words as say
from chatbot.knowledge.filters import Filter, Order, Wish, merged
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.measures import is_adjective
from chatbot.knowledge.phrases import Phrases, any_of, tokenize
from chatbot.knowledge.product_words import root
from chatbot.knowledge.vocabulary import Vocabulary
from chatbot.knowledge.wish_amounts import read_amounts
from chatbot.knowledge.wish_reading import Reading
from chatbot.knowledge.wish_sizes import read_sizes, read_strengths


def _orders(table: Mapping[str, str]) -> Phrases[Order]:
    """Read "volume persons up" as an order by the one or the other, rising."""
    split = {phrase: meaning.split() for phrase, meaning in table.items()}
    return Phrases({phrase: Order(tuple(parts[:-1]), parts[-1] == "up", phrase) for phrase, parts in split.items()})


_AUDIENCES, _DIETS = Phrases(say.AUDIENCES), Phrases(say.DIETS)
_ORDERS, _CHANGES = _orders(say.ORDERS), _orders(say.CHANGES)
_SIMILAR, _IN_STOCK, _NOT, _MADE_OF = map(any_of, (say.SIMILAR, say.IN_STOCK, say.NOT, say.MADE_OF))
_WITHOUT = any_of(f"without, free of, free from, {say.ALLERGIC}")
_MEANS_ALSO = frozenset(map(root, say.MEANS_ALSO))


def read_wish(text: str, vocabulary: Vocabulary) -> Wish:
    """Return what a message wants, as far as this catalogue can tell; never raises."""
    reading = Reading(text, vocabulary)
    _pass_owned(reading)
    strengths = [*read_strengths(reading)]
    amounts = read_amounts(reading)
    order = next(reading.taken(_ORDERS), None)
    change = next(reading.taken(_CHANGES), None)
    is_similar = any([*reading.taken(_SIMILAR)])
    stock = [Filter("stock", said="in stock") for _ in (*reading.taken(_IN_STOCK), *_left(reading))][:1]
    refused = [*_diets(reading), *_refused(reading)]
    _pass_shelf_nouns(reading)
    wanted = [*strengths, *read_sizes(reading), *_named(reading)]
    things = [word for each in wanted if each.kind == "feature" and not is_adjective(each.said) for word in each.said.split()]
    rest = tuple(reading.unread()) or tuple(things)  # "laptop" alone means a laptop
    filters = merged([*amounts, *stock, *refused, *wanted])
    return Wish(reading.search_text(), filters, order, change, is_similar, rest, source=" ".join(text.split()))


def _pass_owned(reading: Reading) -> None:
    """Cross out what a customer has and asks something else for: the boots of "I have a pair of boots, what can I clean them with"."""
    at = next((n for n, each in enumerate(reading.tokens) if each.word in say.OWNING and reading.word(n - 1) in say.OWNERS), -1)
    end = next((n for n in range(at + 1, len(reading.tokens)) if reading.word(n) in ("what", "which")), 0) if at >= 0 else 0
    owned, asked = reading.tokens[at + 1 : end], reading.tokens[end:]
    is_thing = any(
        root(each.word) in reading.vocabulary.kinds or reading.vocabulary.brands.at(reading.tokens, n)
        for n, each in enumerate(owned, at + 1)
    )
    is_one = reading.word(at + 1) in say.ARTICLES  # who has "dry hair" asks for what is for it
    is_asked = any(each.word.isalpha() and each.word not in STOPWORDS and each.word not in say.FILLERS for each in asked)
    if is_thing and is_one and is_asked and all(each.value is None for each in owned):
        reading.cross_out(at, end)


def _pass_shelf_nouns(reading: Reading) -> None:
    """Cross out the wine of "white wine" where the shelf is called White, and no bottle a wine."""
    known = reading.vocabulary
    for at in range(1, len(reading.tokens)):
        is_shelf = {reading.word(at - 1), reading.word(at - 1).removesuffix("s")} & known.shelf_colors
        then = reading.word(at + 1)  # "white wine glasses" are no wine
        is_last = not then.isalpha() or then in STOPWORDS or then in say.FILLERS
        if is_shelf and is_last and root(reading.word(at)) in known.shelf_nouns:
            reading.cross_out(at, at + 1)


def _left(reading: Reading) -> Iterator[bool]:
    """ "Is there any left" asks whether there still is; in "left handed scissors" and "for the left" it is a side."""
    at = max((at for at, token in enumerate(reading.tokens) if token.word.isalnum()), default=0)
    if reading.word(at) == "left" and reading.is_open[at] and reading.word(at - 1) not in ("", "the", "my", "a", "or", "and"):
        reading.cross_out(at, at + 1)
        yield True


def _diets(reading: Reading) -> Iterator[Filter]:
    """What somebody may not eat, by its name: "im coeliac". Socks that are themselves called diabetic are meant by that word."""
    known = reading.vocabulary
    for start, end, feature in _DIETS.find(reading.tokens):
        said = {token.word for token in reading.tokens[start:end]}
        is_called_so = len(said) == 1 and root(*said) in known.words and known.features.at(tokenize(feature), 0) is None
        is_of_food = feature != say.SUGAR_FREE or "sugar" in known.said  # a diabetic's foot cream is no matter of sugar
        if is_of_food and not is_called_so and all(reading.is_open[start:end]):
            reading.cross_out(start, end)
            yield Filter("feature", (feature,), said=feature, is_needed=True)


def _refused(reading: Reading) -> Iterator[Filter]:
    """What must not be: "not black", "without a hood or leather", "wool-free"."""
    for start, end, _ in _NOT.find(reading.tokens):
        if reading.vocabulary.features.at(reading.tokens, start) or _is_numbered(reading, start):  # "non stick" is a name, too
            continue
        at, ends = end, end
        while at < len(reading.tokens) and (found := _item(reading, reading.skip(at, say.NOT_SKIPS))):
            (kind, value), ends = found
            yield from _without(reading, kind, value)
            is_list = reading.word(ends) in ("or", "nor", "and", ",")
            at = ends + 1 if is_list else len(reading.tokens)
        if ends > end:
            reading.cross_out(start, ends)
    yield from _not_borne(reading)
    for start, end, _ in _WITHOUT.find(reading.tokens):  # of what no record tells, that it is not met can be said
        at = reading.skip(end, say.NOT_SKIPS)
        word = reading.word(at)
        is_said = {word, word.removesuffix("s")} & reading.vocabulary.said
        is_thing = word.isalpha() and not is_said and word not in STOPWORDS and word not in say.FILLERS
        if is_thing and all(reading.is_open[start : at + 1]):
            reading.cross_out(start, at + 1)
            yield Filter("feature", (f"{word} free",), said=f"without {word}")
    for at, token in enumerate(reading.tokens[:-1]):
        is_free = reading.word(at + 1) == "free" and root(token.word) in reading.vocabulary.words
        if is_free and all(reading.is_open[at : at + 2]) and not reading.vocabulary.features.at(reading.tokens, at):
            reading.cross_out(at, at + 2)
            yield from _without(reading, "word", root(token.word))


def _not_borne(reading: Reading) -> Iterator[Filter]:
    """What somebody is ill of: the nuts of "he has a nut allergy"; that nothing tells of it can be said."""
    for at in range(1, len(reading.tokens)):
        thing = reading.word(at - 1)
        is_thing = thing.isalpha() and thing not in STOPWORDS and thing not in say.FILLERS
        if reading.word(at) in say.NOT_BORNE and is_thing and all(reading.is_open[at - 1 : at + 1]):
            reading.cross_out(at - 1, at + 1)
            found = [*_without(reading, "word", root(thing))]
            yield from found or [Filter("feature", (f"{thing} free",), said=f"without {thing}")]


def _is_numbered(reading: Reading, at: int) -> bool:
    """Whether the "no" of "no 3" and "no. 3" is short for number."""
    return reading.word(at) == "no" and reading.word(at + 1 + (reading.word(at + 1) == ".")).isdigit()


def _without(reading: Reading, kind: str, value: str) -> Iterator[Filter]:
    """ "Without lactose" is the feature "lactose free" where the shop has that; what is given up then never holds lactose."""
    feature = _free_of(reading, value)
    if feature:
        yield Filter("feature", (feature,), said=feature)
    if not feature or root(value) in reading.vocabulary.words:
        yield Filter("not", (kind, root(value) if feature else value), said=f"not {value}")


def _free_of(reading: Reading, value: str) -> str:
    tokens = tokenize(f"{value} free")
    found = reading.vocabulary.features.at(tokens, 0)
    return found[1] if found and found[0] == len(tokens) else ""


def _item(reading: Reading, at: int) -> tuple[tuple[str, str], int] | None:
    """The feature, colour, brand, audience or catalogue word at a token, with its end."""
    for said in (reading.tokens[at : at + 2], reading.tokens[at : at + 1]):  # "without white cast", where some product says so
        name = " ".join(token.word for token in said)
        if name and _free_of(reading, name):
            return ("word", name), at + len(said)
    known = reading.vocabulary
    tables = {"feature": known.features, "color": known.colors, "brand": known.brands, "audience": _AUDIENCES}
    for kind, phrases in tables.items():
        found = phrases.at(reading.tokens, at)
        if found:
            return (kind, found[1]), found[0]
    word = reading.word(at)
    if not word:
        return None
    is_known = root(word) in known.words or root(word) in _MEANS_ALSO
    return (("word", root(word)), at + 1) if is_known and word not in STOPWORDS else None


def _named(reading: Reading) -> Iterator[Filter]:
    for start, end, _ in _MADE_OF.find(reading.tokens):
        at = reading.skip(end, say.NOT_SKIPS)
        word = reading.word(at)
        if word.isalpha() and word not in STOPWORDS:
            reading.cross_out(start, at + 1, is_searched=True)
            yield Filter("material", (root(word),), said=f"made of {word}")
    for value in reading.taken(reading.vocabulary.features, is_searched=True):
        yield Filter("feature", (value,), said=value)
    for start, end, value in reading.vocabulary.brands.find(reading.tokens):
        if all(reading.is_open[start:end]):
            is_to_fit = _is_to_fit(reading, start)
            reading.cross_out(start, end, is_searched=True)
            yield Filter("fits" if is_to_fit else "brand", (value,), said=f"for {value}" if is_to_fit else value)
    colors = [each for each in reading.vocabulary.colors.find(reading.tokens) if _is_color(reading, *each[:2])]
    are_alone = [not {"only", "just"}.isdisjoint((reading.word(start - 2), reading.word(start - 1))) for start, _, _ in colors]
    for (start, end, value), is_alone in zip(colors, are_alone, strict=True):
        is_seen = is_alone and not all(are_alone)  # "gold? i see only silver" asks for no silver
        is_own = not (is_seen or _is_of_customer(reading, start, end))
        reading.cross_out(start, end, is_searched=not is_seen)
        if is_own:
            yield Filter("color", (value,), said=value)
    for value in reading.taken(_AUDIENCES, is_searched=True):
        yield Filter("audience", (value,), said=f"for {value}")


def _is_to_fit(reading: Reading, start: int) -> bool:
    """Whether a brand is what a thing must fit: "gasket for my lelit"; not in "looking for a lelit"."""
    at = start
    while reading.word(at - 1) in ("a", "an", "the", "my", "our") or (at and reading.tokens[at - 1].value is not None):
        at -= 1
    return reading.word(at - 1) == "for" and any(root(each.word) in reading.vocabulary.kinds for each in reading.tokens[: at - 1])


def _is_color(reading: Reading, start: int, end: int) -> bool:
    is_name = reading.vocabulary.named_by_color.at(reading.tokens, start) is not None
    return all(reading.is_open[start:end]) and not is_name and not _is_of_need(reading, start, end)


def _is_of_need(reading: Reading, start: int, end: int) -> bool:
    """Whether a colour is not the thing's own: "for olive skin", "against dark circles"; it is in "looking for black shoes"."""
    at = start
    while reading.word(at - 1) in ("a", "an", "the", "my", "very"):
        at -= 1
    before = reading.word(at - 1)
    is_thing_meant = before == "for" and (at < 2 or reading.word(at - 2) in say.SEEKING)
    is_followed = reading.word(end).isalpha() and reading.is_open[end]
    return before in ("for", "against") and not is_thing_meant and is_followed


def _is_of_customer(reading: Reading, start: int, end: int) -> bool:
    """Whether a colour is a person's or a flaw's ("olive skin", "leaves white marks"); that of "black hair dryer" is the thing's."""
    word, then = reading.word(end), reading.word(end + 1)
    is_last = not then.isalpha() or then in STOPWORDS or then in say.FILLERS
    is_left = not say.LEAVING.isdisjoint(token.word for token in reading.tokens[max(0, start - 2) : start])
    return is_left or (word in say.SOMEBODYS and is_last)
