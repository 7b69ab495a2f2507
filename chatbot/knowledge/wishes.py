"""Read what a customer wants of a product: filters that can be checked, an order, and the words that are left to search by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from chatbot.knowledge import wish_words as say
from chatbot.knowledge.extents import find_extents
from chatbot.knowledge.filters import Filter, Order, Wish, merged, price_filter, span
from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.measures import is_adjective
from chatbot.knowledge.phrases import Phrases, any_of, tokenize
from chatbot.knowledge.product_words import root
from chatbot.knowledge.quantities import MASS, MONEY, PERSONS, YEARS, Quantity
from chatbot.knowledge.sizes import size_said
from chatbot.knowledge.vocabulary import Vocabulary

T = TypeVar("T")
STRICT = Decimal("0.0001")  # base units: more than 30 W begins here
GROWN_UP = 15  # years; from here on an age says nothing about products for children


def read_wish(text: str, vocabulary: Vocabulary) -> Wish:
    """Return what a message wants, as far as this catalogue can tell; never raises."""
    return _Reading(text, vocabulary).wish()


def _orders(table: Mapping[str, str]) -> Phrases[Order]:
    """Read "volume persons up" as an order by the one or the other, rising."""
    split = {phrase: meaning.split() for phrase, meaning in table.items()}
    return Phrases({phrase: Order(tuple(parts[:-1]), parts[-1] == "up", phrase) for phrase, parts in split.items()})


_AUDIENCES = Phrases(say.AUDIENCES)
_ORDERS, _CHANGES = _orders(say.ORDERS), _orders(say.CHANGES)
_SIMILAR, _IN_STOCK, _NOT, _MADE_OF = map(any_of, (say.SIMILAR, say.IN_STOCK, say.NOT, say.MADE_OF))
_MEANS_ALSO = frozenset(map(root, say.MEANS_ALSO))
_SIZE_WORDS = Phrases(say.SIZE_WORDS)
_BEFORE_SIZE = frozenset(("size", "sizes", "eu", "uk", "us"))


class _Reading:
    """One pass over the tokens of a message; what a filter explains is crossed out."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary
        self.tokens = tokenize(text)
        self.is_open = [True] * len(self.tokens)  # not yet explained
        self.is_side = set[int]()  # tokens that are the sides of a thing, "78x72"
        self.is_searched = [True] * len(self.tokens)  # stays in the search text: "blue" does, "under 50" does not

    def wish(self) -> Wish:
        amounts = [*self._extents(), *self._amounts()]
        order = next(self._taken(_ORDERS), None)
        change = next(self._taken(_CHANGES), None)
        is_similar = any([*self._taken(_SIMILAR)])
        stock = [Filter("stock", said="in stock") for _ in self._taken(_IN_STOCK)][:1]
        refused = [*self._refused()]
        wanted = [*self._sizes(), *self._named()]
        things = [word for each in wanted if each.kind == "feature" and not is_adjective(each.said) for word in each.said.split()]
        rest = tuple(self.tokens[at].word for at in self._unread()) or tuple(things)  # "laptop" alone means a laptop
        filters = merged([*amounts, *stock, *refused, *wanted])
        return Wish(self._search_text(), filters, order, change, is_similar, rest, source=" ".join(self.text.split()))

    # ---- numbers

    def _extents(self) -> Iterator[Filter]:
        """Sides of a thing ("for 78x72"): never a price, whether the shop has such sizes or not."""
        for start, end, _ in find_extents(self.text):
            within = [at for at, token in enumerate(self.tokens) if start <= token.start < end]
            self.is_side.update(within)
            if self.vocabulary.has_extents:
                self._cross_out(within[0], within[-1] + 1, is_searched=True)
                yield Filter("extent", (self.text[start:end],), said=self.text[start:end])

    def _amounts(self) -> Iterator[Filter]:
        for each in self.vocabulary.quantities.read(self.tokens):
            is_other = self._is_size_span(each) or not self.is_side.isdisjoint(range(each.start, each.end))
            if not is_other and self._is_load(each):
                self._cross_out(each.start, each.end, is_searched=True)
                continue
            found = None if is_other else self._amount_filter(each)
            if found:
                is_named_so = found.kind == "measure" and each.bound == "exact"  # "1 litre" stands in titles, "under 500 g" never
                self._cross_out(each.start, each.end, is_searched=is_named_so)
                yield found

    def _is_load(self, each: Quantity) -> bool:
        """Whether it is the weight of who uses the thing ("for a 10 kg cat", "my dog weighs 30 kg"): no record's own weight answers it."""
        before = {token.word for token in self.tokens[max(0, each.start - 2) : each.start]}
        return each.dimension == MASS and (each.bound == "for" or not before.isdisjoint(say.WEIGHING))

    def _amount_filter(self, each: Quantity) -> Filter | None:
        name = self._measure_name(each)
        if each.dimension == MONEY or (not each.dimension and not name):
            return price_filter(each, self.vocabulary.currency)
        if each.dimension == YEARS:
            return Filter("audience", ("kids",), high=each.value, said="for that age") if each.value < GROWN_UP else None
        dimension = each.dimension or self.vocabulary.dimensions.get(name, "")
        if dimension not in self.vocabulary.dimensions.values():
            return None
        low, high = span(each, dimension)
        if low is not None and each.bound == "min" and self._is_strict(each):
            low += STRICT
        said = f"for {each.value} people" if dimension == PERSONS else self._said(each.start, each.end)
        return Filter("measure", (dimension, name), low, high, said)

    def _is_strict(self, each: Quantity) -> bool:
        """Whether a bound itself is shut out: "more than 30 watts", and not "at least", "no less than"."""
        said = {token.word for token in self.tokens[each.start : each.end]}
        return not said.isdisjoint(("than", "over", "above", ">")) and said.isdisjoint(("no", "not", "or", "and", "="))

    def _measure_name(self, each: Quantity) -> str:
        """The measure that is named up to two words before or right after: "height under 30 cm", "30 cm high"."""
        nearby = [*self.tokens[max(0, each.start - 2) : each.start], *self.tokens[each.end : each.end + 1]]
        names = (self.vocabulary.measure_names.get(root(token.word), "") for token in nearby)
        fitting = (name for name in names if name and each.dimension in ("", self.vocabulary.dimensions[name]))
        return next(fitting, "")

    def _is_size_span(self, each: Quantity) -> bool:
        found = self.vocabulary.sizes.at(self.tokens, each.start)
        return not each.dimension and found is not None and found[0] == each.end

    # ---- words

    def _refused(self) -> Iterator[Filter]:
        """What must not be: "not black", "without a hood or leather", "wool-free"."""
        for start, end, _ in _NOT.find(self.tokens):
            at, ends = end, end
            while at < len(self.tokens) and (found := self._item(self._skip(at, say.NOT_SKIPS))):
                (kind, value), ends = found
                yield from self._without(kind, value)
                is_list = ends < len(self.tokens) and self.tokens[ends].word in ("or", "nor", "and", ",")
                at = ends + 1 if is_list else len(self.tokens)
            if ends > end:
                self._cross_out(start, ends)
        for at, token in enumerate(self.tokens[:-1]):
            is_free = self.tokens[at + 1].word == "free" and root(token.word) in self.vocabulary.words
            if is_free and all(self.is_open[at : at + 2]) and not self.vocabulary.features.at(self.tokens, at):
                self._cross_out(at, at + 2)
                yield from self._without("word", root(token.word))

    def _without(self, kind: str, value: str) -> Iterator[Filter]:
        """ "Without lactose" is the feature "lactose free" where the shop has that; what is given up then never holds lactose."""
        feature = self._free_of(value)
        if feature:
            yield Filter("feature", (feature,), said=feature)
        if not feature or root(value) in self.vocabulary.words:
            yield Filter("not", (kind, root(value) if feature else value), said=f"not {value}")

    def _free_of(self, value: str) -> str:
        tokens = tokenize(f"{value} free")
        found = self.vocabulary.features.at(tokens, 0)
        return found[1] if found and found[0] == len(tokens) else ""

    def _item(self, at: int) -> tuple[tuple[str, str], int] | None:
        """The feature, colour, brand, audience or catalogue word at a token, with its end."""
        for said in (self.tokens[at : at + 2], self.tokens[at : at + 1]):  # "without white cast", where some product says so
            name = " ".join(token.word for token in said)
            if name and self._free_of(name):
                return ("word", name), at + len(said)
        tables = {"feature": self.vocabulary.features, "color": self.vocabulary.colors, "brand": self.vocabulary.brands}
        for kind, phrases in (*tables.items(), ("audience", _AUDIENCES)):
            found = phrases.at(self.tokens, at)
            if found:
                return (kind, found[1]), found[0]
        if at >= len(self.tokens):
            return None
        word = self.tokens[at].word
        is_known = root(word) in self.vocabulary.words or root(word) in _MEANS_ALSO
        return (("word", root(word)), at + 1) if is_known and word not in STOPWORDS else None

    def _named(self) -> Iterator[Filter]:
        for start, end, _ in _MADE_OF.find(self.tokens):
            at = self._skip(end, say.NOT_SKIPS)
            if at < len(self.tokens) and self.tokens[at].word.isalpha() and self.tokens[at].word not in STOPWORDS:
                self._cross_out(start, at + 1, is_searched=True)
                yield Filter("material", (root(self.tokens[at].word),), said=f"made of {self.tokens[at].word}")
        for value in self._taken(self.vocabulary.features, is_searched=True):
            yield Filter("feature", (value,), said=value)
        for value in self._taken(self.vocabulary.brands, is_searched=True):
            yield Filter("brand", (value,), said=value)
        for start, end, value in self.vocabulary.colors.find(self.tokens):
            if all(self.is_open[start:end]) and not self._is_of_need(start, end):
                is_own = not self._is_of_customer(start, end)
                self._cross_out(start, end, is_searched=True)
                if is_own:
                    yield Filter("color", (value,), said=value)
        for value in self._taken(_AUDIENCES, is_searched=True):
            yield Filter("audience", (value,), said=f"for {value}")

    def _is_of_need(self, start: int, end: int) -> bool:
        """Whether a colour is not the thing's own: "for olive skin", "against dark circles"; it is in "looking for black shoes"."""
        at = start
        while at and self.tokens[at - 1].word in ("a", "an", "the", "my", "very"):
            at -= 1
        before = self.tokens[at - 1].word if at else ""
        is_thing_meant = before == "for" and (at < 2 or self.tokens[at - 2].word in say.SEEKING)
        is_followed = end < len(self.tokens) and self.is_open[end] and self.tokens[end].word.isalpha()
        return before in ("for", "against") and not is_thing_meant and is_followed

    def _is_of_customer(self, start: int, end: int) -> bool:
        """Whether a colour is a person's or a flaw's ("olive skin", "leaves white marks"); that of "black hair dryer" is the thing's."""
        word, then = ([token.word for token in self.tokens[end : end + 2]] + ["", ""])[:2]
        is_last = not then.isalpha() or then in STOPWORDS or then in say.FILLERS
        is_left = not say.LEAVING.isdisjoint(token.word for token in self.tokens[max(0, start - 2) : start])
        return is_left or (word in say.SOMEBODYS and is_last)

    def _sizes(self) -> Iterator[Filter]:
        if not self.vocabulary.has_sizes:
            return
        for at, token in enumerate(self.tokens):
            found = self.vocabulary.sizes.at(self.tokens, at) or _SIZE_WORDS.at(self.tokens, at)
            before = self.tokens[at - 1].word if at else ""
            if before == "a" and at > 1:
                before = self.tokens[at - 2].word
            is_named = before in _BEFORE_SIZE or before in self.vocabulary.size_names
            after = self.tokens[found[0]].word if found and found[0] < len(self.tokens) else ""
            is_named_behind = after in self.vocabulary.size_names  # "king size", "16 collar"
            is_asked = is_named or is_named_behind or (before == "in" and found is not None and not self._has_unit(found[0]))
            if found is None and is_named and token.value is not None:
                found = (at + 1, token.word)
            if found and self.is_open[at] and (is_asked or self._is_size_by_itself(at, found[0])):
                self._cross_out(at - 1 if is_named or before == "in" else at, found[0] + is_named_behind)
                self.is_searched[at] = token.word.upper() in self.vocabulary.word_sizes  # "king" stands in titles
                yield Filter("size", (found[1],), said=f"size {size_said(found[1])}")

    def _is_size_by_itself(self, at: int, end: int) -> bool:
        """Whether a size needs no word before it: "XL", "36-38", "king", and a capital "M"; not "m", "small" or "42"."""
        written = self._said(at, end)
        if end - at > 1 or written.upper() in self.vocabulary.word_sizes:
            return True
        is_letter = written.isupper() and not self.text.isupper() and len(written) == 1
        return written.isalpha() and (is_letter or written.upper() in ("XS", "XL", "XXL", "XXS", "XXXL"))

    def _has_unit(self, at: int) -> bool:
        return at < len(self.tokens) and self.vocabulary.quantities.unit(self.tokens[at].word) is not None

    # ---- bookkeeping

    def _taken(self, phrases: Phrases[T], is_searched: bool = False) -> Iterator[T]:
        """Yield what the open phrases mean, and cross them out."""
        for start, end, meaning in phrases.find(self.tokens):
            if all(self.is_open[start:end]):
                self._cross_out(start, end, is_searched)
                yield meaning

    def _cross_out(self, start: int, end: int, is_searched: bool = False) -> None:
        for at in range(start, end):
            self.is_open[at] = False
            self.is_searched[at] = is_searched

    def _skip(self, at: int, skipped: frozenset[str]) -> int:
        while at < len(self.tokens) and self.tokens[at].word in skipped:
            at += 1
        return at

    def _said(self, start: int, end: int) -> str:
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def _unread(self) -> list[int]:
        """The tokens that nothing explains and that are no filler."""
        words = ((at, token.word) for at, token in enumerate(self.tokens) if self.is_open[at] and token.word[0].isalnum())
        return [at for at, word in words if word not in STOPWORDS and (word not in say.FILLERS or self._is_thing(at))]

    def _is_thing(self, at: int) -> bool:
        """Whether a filler is what is wished: the suit of "navy suits", where the shop has suits; not that of "what would suit"."""
        before = self.tokens[at - 1].word if at else ""
        is_last = not any(token.word.isalnum() for token in self.tokens[at + 1 :])
        return is_last and root(self.tokens[at].word) in self.vocabulary.kinds and before.isalpha() and before not in STOPWORDS

    def _search_text(self) -> str:
        """The text without what was crossed out and without punctuation."""
        kept = [token for token, searched in zip(self.tokens, self.is_searched, strict=True) if searched]
        return " ".join(self.text[token.start : token.end] for token in kept if token.word not in ",.;:!?()")
