"""The amounts of a wish: prices, measures, ages and sides ("under 50", "30 cm high", "for 4", "78x72")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from chatbot.knowledge import wish_words as say
from chatbot.knowledge.ages import NAMED
from chatbot.knowledge.extents import find_extents
from chatbot.knowledge.filters import Filter, price_filter, span
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.product_words import root
from chatbot.knowledge.quantities import LENGTH, MASS, MONEY, NEGATING, PERSONS, YEARS, Quantity
from chatbot.knowledge.sides import SIDE_OF
from chatbot.knowledge.wish_reading import Reading
from chatbot.knowledge.wish_sizes import is_size_of_kind

STRICT = Decimal("0.0001")  # base units: more than 30 W begins here
OLD = range(60, 100)  # years; a bare number behind a person, above what children and most sizes count
YEARS_NAMED = range(1900, 2100)
_ROOMS = frozenset(map(root, ("ceiling", "ceilings", "room", "bedroom", "hallway", "kitchen", "wall", "garden", "yard")))
_TOLD_BY = frozenset(("is", "are", "of", "only", "just", "height", "length", "width"))  # "my ceiling height is only 2.2 m"
_ROOM_LEAST = 150  # cm; a "ceiling about 30 cm" is a light
_PLACES = frozenset(("under", "below", "beneath", "over", "above"))
_PUT = frozenset(
    ("fit", "fits", "go", "goes", "put", "sit", "sits", "slide", "slides", "hang", "hangs")
)  # under a table, and no price
_PERSONS = frozenset((*say.AUDIENCES, "he", "she", "hes", "shes")) - {"mens", "womens", "ladies"}
GROWN_UP = 15  # years; from here on an age says nothing about products for children


def read_amounts(reading: Reading) -> list[Filter]:
    """Return the filters of all amounts of a message, which are crossed out."""
    sides: set[int] = set()  # tokens of "78x72": never a price, whether the shop has such sizes or not
    return [*_extents(reading, sides), *_quantities(reading, sides), *_ages(reading)]


def _ages(reading: Reading) -> Iterator[Filter]:
    """Yield the age of a child that no unit tells: "age 3", "aged 7", "turns 5"; where sizes are called so it is a size.

    That a grandmother is 70 is crossed out: no product need meet it.
    """
    for at, token in enumerate(reading.tokens):
        if (
            token.value in OLD
            and reading.is_open[at]
            and _is_person(reading, at - 1)
            and not reading.vocabulary.sizes.at(reading.tokens, at)
        ):
            reading.cross_out(at, at + 1)
        is_named = reading.word(at - 1) in NAMED and NAMED.isdisjoint(reading.vocabulary.size_names)
        is_birthday = reading.word(at - 1) in ("turns", "turning") and _is_person(reading, at - 1)
        is_age = (is_named or is_birthday) and reading.is_open[at]
        if is_age and token.value is not None and token.value < GROWN_UP and reading.word(at + 1) not in ("-", "–", "to"):
            reading.cross_out(at - 1, at + 1)
            yield Filter("audience", ("kids",), high=token.value, said="for that age")


def _is_person(reading: Reading, at: int) -> bool:
    """Whether somebody is named up to this token: "for my mother 70", "my dad, 80", "she's 70", "he is turning 65", "I'm 70"."""
    while reading.word(at) in ("is", "who", "turns", "turning", "now", ","):
        at -= 1
    return reading.word(at) in _PERSONS or reading.word(at) in ("im", "am")


def _extents(reading: Reading, sides: set[int]) -> Iterator[Filter]:
    starts = [token.start for token in reading.tokens]
    for start, end, _ in find_extents(reading.text):
        within = range(bisect_left(starts, start), bisect_left(starts, end))
        sides.update(within)
        if reading.vocabulary.has_extents:
            reading.cross_out(within[0], within[-1] + 1, is_searched=True)
            yield Filter("extent", (reading.text[start:end],), said=reading.text[start:end])


def _quantities(reading: Reading, sides: set[int]) -> Iterator[Filter]:
    for each in reading.vocabulary.quantities.read(reading.tokens):
        if not all(reading.is_open[each.start : each.end]):
            continue
        if (_is_bare(reading, each) and not _is_price(reading, each)) or _is_year(reading, each) or _is_name(reading, each):
            continue
        if _is_size_span(reading, each) or not sides.isdisjoint(range(each.start, each.end)):
            continue
        if any(of_somebody(reading, each) for of_somebody in (_is_load, _is_count, _is_of_grown_up, _is_height, _is_of_room)):
            reading.cross_out(each.start, each.end, is_searched=True)
            continue
        if found := _filter_of(reading, each):
            is_named_so = found.kind == "measure" and each.bound == "exact"  # "1 litre" stands in titles, "under 500 g" never
            end = _behind_unit(reading, each.end) if found.kind == "price" else each.end
            reading.cross_out(each.start, end, is_searched=is_named_so)
            # "Laces for 8 inch boots" are laces.
            is_of_other = reading.word(each.start) == "for" and reading.word(end).isalpha() and reading.word(end) not in STOPWORDS
            reading.is_searched[each.start] |= is_of_other
            yield found


def _behind_unit(reading: Reading, at: int) -> int:
    """Return the first token behind what a price is for: "under 10 a metre" names no metre as the thing."""
    is_told = reading.word(at) in ("a", "an", "per", "/") and reading.vocabulary.quantities.unit(reading.word(at + 1)) is not None
    return at + 2 if is_told else at


def _is_bare(reading: Reading, each: Quantity) -> bool:
    """Whether nothing but "for" says that a number may be money: "straps for a 22", "gift for 50"."""
    said = {token.word for token in reading.tokens[each.start : each.end - 1]}
    return each.dimension == MONEY and reading.word(each.start) == "for" and not said - {"for", "a", "an", "the"}


def _is_price(reading: Reading, each: Quantity) -> bool:
    """Whether a bare number behind "for" is money: no size of the thing ("straps for 22"), no one of a kind ("for a 54"), no part
    of a name ("for 54 breville") and no count ("for 50 guests").
    """
    at, after = each.end - 1, reading.word(each.end)
    is_named = reading.vocabulary.brands.at(reading.tokens, each.end) is not None
    is_counted = after.isalpha() and after.endswith("s") and after not in STOPWORDS and after not in say.AUDIENCES
    is_one = at - each.start > 1  # an article
    return not (is_one or is_named or is_counted or is_size_of_kind(reading, at))


def _is_year(reading: Reading, each: Quantity) -> bool:
    """Whether a bare number is a year that the shop's things are called by: "the one from 2018" among vintages."""
    number = reading.tokens[each.end - 1]
    is_behind = (
        reading.word(each.end - 2) in ("from", "for") and reading.vocabulary.quantities.unit(reading.word(each.end)) is None
    )
    return is_behind and number.word in reading.vocabulary.said and number.value in YEARS_NAMED


def _is_name(reading: Reading, each: Quantity) -> bool:
    """Whether a bare number is part of a name or a place: "over the 120 table" and "fits under 75", not "under the 120 mark"."""
    if each.dimension or each.bound not in ("max", "min"):
        return False
    is_place = reading.word(each.start) in _PLACES
    is_named = reading.word(each.end - 2) == "the" and root(reading.word(each.end)) in reading.vocabulary.words
    return is_place and (is_named or reading.word(each.start - 1) in _PUT)


def _is_load(reading: Reading, each: Quantity) -> bool:
    """Whether it is the weight of who uses the thing ("a 12 kg baby", "my dog weighs 30 kg"): no record's own weight answers it."""
    before = {token.word for token in reading.tokens[max(0, each.start - 2) : each.start]}
    is_of_user = not before.isdisjoint(say.WEIGHING) or reading.word(each.end) in say.AUDIENCES
    return each.dimension == MASS and (each.bound == "for" or is_of_user)


def _is_of_grown_up(reading: Reading, each: Quantity) -> bool:
    """Whether somebody is as old as no child: "my aunt is 70 years old"; a whisky of 18 years is that old itself."""
    is_old = each.dimension == YEARS and each.low == each.high and each.value >= GROWN_UP
    return is_old and any(token.word in _PERSONS for token in reading.tokens)


def _is_height(reading: Reading, each: Quantity) -> bool:
    """Whether somebody is as tall: "my boy is 50 inches tall" asks for nothing of that height."""
    before = reading.tokens[max(0, each.start - 3) : each.start]
    return each.dimension == LENGTH and reading.word(each.end) == "tall" and any(token.word in _PERSONS for token in before)


def _is_of_room(reading: Reading, each: Quantity) -> bool:
    """Whether a room is as high or wide: "low ceilings about 2.2 m" asks for nothing of 2.2 m; a hose "for the garden about 30 m" does."""
    at = each.start - 1
    while reading.word(at) in _TOLD_BY:
        at -= 1
    is_told = at < each.start - 1 or each.bound == "around"
    is_for = "for" in {token.word for token in reading.tokens[max(0, at - 2) : at]}
    noun = root(reading.word(at))
    is_room = noun in _ROOMS and noun not in reading.vocabulary.measure_names
    return each.dimension == LENGTH and each.value >= _ROOM_LEAST and is_room and is_told and not is_for


def _is_count(reading: Reading, each: Quantity) -> bool:
    """Whether things are counted, "about 40 paperbacks", or sized, "about a 14"; "around 50 hiking shoes" names what they may cost."""
    number = reading.tokens[each.end - 1]
    if each.bound == "around" and not each.dimension and reading.word(each.end - 2) == "a" and number.word.isdigit():
        return number.value is not None and number.value < OLD.start  # "about a 100" is money
    after = reading.word(each.end)
    is_plural = after.isalpha() and after.endswith("s") and not after.endswith("ss")
    return each.bound == "around" and not each.dimension and is_plural and after not in STOPWORDS and after not in say.FILLERS


def _is_size_span(reading: Reading, each: Quantity) -> bool:
    found = reading.vocabulary.sizes.at(reading.tokens, each.start)
    return not each.dimension and found is not None and found[0] == each.end


def _filter_of(reading: Reading, each: Quantity) -> Filter | None:
    name, vocabulary = _measure_name(reading, each), reading.vocabulary
    if each.dimension == MONEY or (not each.dimension and not name):
        return price_filter(each, vocabulary.currency)
    if each.dimension == YEARS:
        return Filter("audience", ("kids",), high=each.value, said="for that age") if each.value < GROWN_UP else None
    dimension = each.dimension or vocabulary.dimensions.get(name, "")
    if dimension not in vocabulary.dimensions.values():
        return None
    # A size that is a length is that one: a chain of 55 cm is none of 50. "30 litre backpack" takes 27 to 33.
    is_size = each.bound == "exact" and dimension == LENGTH and each.value in vocabulary.lengths
    low, high = (each.value, each.value) if is_size else span(each, dimension)
    if low is not None and each.bound == "min" and _is_strict(reading, each):
        low += STRICT
    said = f"for {each.value.normalize():f} people" if dimension == PERSONS else reading.said(each.start, each.end)
    is_widened = each.bound in ("exact", "for") and low is not None and high is not None and low < high
    return Filter("measure", (dimension, name), low, high, said, is_widened)


def _is_strict(reading: Reading, each: Quantity) -> bool:
    """Whether a bound itself is shut out: "more than 30 watts", and not "at least", "no less than"."""
    said = {token.word for token in reading.tokens[each.start : each.end]}
    return not said.isdisjoint(("than", "over", "above", ">")) and said.isdisjoint(NEGATING | {"or", "and", "="})


def _measure_name(reading: Reading, each: Quantity) -> str:
    """Return the measure that is named up to two words before or right after ("height under 30 cm", "30 cm high"); "" without one.

    What else is named goes before the side that an adjective tells: the "heel height" of "heels lower than 3 cm high".
    """
    before, behind = reading.tokens[max(0, each.start - 2) : each.start], reading.tokens[each.end : each.end + 1]
    nearby = [token.word for token in (*before, *behind)]
    names = (reading.vocabulary.measure_names.get(root(word), "") for word in nearby if word not in SIDE_OF)
    fitting = (name for name in names if name and each.dimension in ("", reading.vocabulary.dimensions[name]))
    return next(fitting, "") or _side_name(reading, each, nearby)


def _side_name(reading: Reading, each: Quantity, nearby: Sequence[str]) -> str:
    """Return the side that is told within or right behind an amount ("wider than 90 cm"), or by its name nearby."""
    within = [token.word for token in reading.tokens[each.start : each.end + 1]]
    said = [word for word in (*reversed(within), *nearby) if word in SIDE_OF and (word in within or word in SIDE_OF.values())]
    if each.dimension == LENGTH:
        return next((SIDE_OF[word] for word in said), "")
    known = (reading.vocabulary.measure_names.get(root(word), "") for word in said if not each.dimension)
    return next(filter(None, known), "")
