"""What a message means after products were shown: which of them it speaks of, and whether it goes on from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from chatbot.knowledge.filters import Filter, Order
from chatbot.knowledge.phrases import tokenize
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_names import CHOICE
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.wish_words import FILLERS
from chatbot.messages import Context
from chatbot.records import Product
from chatbot.skills import product_talk_words as said_as
from chatbot.skills.product_fit import is_only_fitted, with_fitted
from chatbot.skills.product_question import Question
from chatbot.skills.product_siblings import line_of, with_size_of_sibling
from chatbot.skills.product_sizes import asked_before, of_model, with_sizes
from chatbot.skills.product_subject import subject_of
from chatbot.skills.product_talk import Talk, asks_for_kind_for_it, called_apart, names_column, singled_out, words_of
from chatbot.skills.product_totals import pieces_said

OF_BOTH = frozenset(("price", "stock", "overview", "sizes"))  # topics on which two that were shown are both told
PAIR = 2  # products, between which it may be asked which is better


def listen(index: Index, context: Context) -> Talk:
    """Read a message against the state of its conversation."""
    state = context.state
    said = said_as.AGED.sub(r"\1 is \2 years old", context.message.text)
    focus = index.product(state.last_product)
    count, said = pieces_said(said)
    text = index.repair(said_as.CORRECTION.sub("", said) if state.last_products else said)
    shown = tuple(product for each in state.last_products if (product := index.product(each)))
    fitted = with_fitted(index, text, focus, shown)
    is_fitted, text = fitted != text, fitted
    wish, question = index.read(text), replace(Question.read(text), count=count)
    asks_for_kind = next(said_as.FOR_A_KIND.find(question.tokens), None) is not None
    subject = subject_of(index, text)
    named = index.names.named_within(subject, text, wish.values("color"))
    if shown and said_as.IS_IT.match(text) and not CHOICE.search(text):
        named = []  # "is it non slip" asks nothing of the one whose title says so
    named = named or called_apart(index, wish, question, shown)
    if is_fitted or is_only_fitted(index, wish, named):
        named, asks_for_kind = [], True
    question = reduce(Question.beside_name, (each.title for each in named), question)
    spoken_of = named or ((focus,) if focus else shown)
    is_one_thing = len({each.size_name for each in named}) < 2  # "would the 22 strap fit my diver" asks for no diver of 22
    variants = [each for product in spoken_of for each in index.names.model_of(product)]
    wish = with_sizes(wish, question.tokens, variants if is_one_thing else (), index.shelf.vocabulary)
    wish = with_size_of_sibling(index, wish, question.tokens, spoken_of)
    wish = asked_before(index, wish, state.last_asked, shown)
    told_whom = said_as.FOR_WHOM.sub(" ", text) if any(each.kind == "audience" for each in wish.filters) else text
    around = {token.word for token in tokenize(said_as.FOR_IT.sub(" ", told_whom)) if token.word not in wish.rest}
    talk = Talk(
        wish,
        question,
        shown,
        named=tuple(named),
        subject=subject,
        asks_for_kind=asks_for_kind,
        is_bare_wish=bool(wish.rest) and not around & said_as.NOT_WISHING,
    )
    return _Listener(index, talk, text, focus).heard(state.last_search)


class _Listener:
    """Finds out one thing after the other about a message; `focus` is the product spoken of last."""

    def __init__(self, index: Index, talk: Talk, text: str, focus: Product | None) -> None:
        self.index, self.talk, self.text, self.focus = index, talk, text.lower(), focus
        self.wish, self.tokens, self.shown = talk.wish, talk.question.tokens, talk.shown
        self.pointer = next((meaning for _, _, meaning in said_as.POINTERS.find(self.tokens)), "")
        self.named = list(talk.named)
        self.strangers = self._strangers()

    def heard(self, last_search: str) -> Talk:
        compared = self._compared()
        picked = self._picked()
        is_the_more = bool(picked) and not self.named and self._the_more() is not None
        is_another = bool(self.wish.change or self.wish.wants_similar) and bool(self.shown or self.named)
        is_another = (is_another and not compared and not is_the_more) or self._asks_for_such()
        spoken_of = self.named or (self._base() if self.focus else self.shown)
        is_free = bool(self.wish.values("size")) or not (self.strangers or self.named or self._asks_property())
        is_settled = not self.named and len(spoken_of) == 1
        sized = of_model(self.index, self.wish, spoken_of, is_settled=is_settled) if is_free else ()
        is_sibling = bool(sized) and not self.named and sized[0] not in spoken_of and not self.wish.values("color")
        meant = (() if is_another else sized) or picked or (self._like_what() if is_another else self._pointed_at())
        is_question_on_it = self.pointer == "it" and self._asks_property()  # "is it ok for my 10 year old" narrows nothing
        narrowed = self.index.recall(last_search).narrowed(self.wish) if last_search and not is_question_on_it else None
        asks_more = any(each.kind in ("feature", "measure", "material", "not") for each in self.wish.filters)
        adds = bool(self.wish.filters or self.wish.order)
        goes_on = compared or is_another or (meant and (self.pointer or self.shown)) or (narrowed and adds)
        chosen = len(self.named) > 1 and CHOICE.search(self.text) and not {token.word for token in self.tokens} & said_as.FITTING
        is_choice = chosen and not (self.talk.question.topics or self.wish.order or self.wish.change)
        return replace(
            self.talk,
            question=self.talk.question.about("overview") if is_choice else self.talk.question,
            refused=self._refused(),
            meant=meant,
            picks=is_sibling
            or (
                not self.strangers
                and not asks_more
                and not self._asks_property()
                and bool(picked or self.wish.values("color") or self.wish.values("size"))
            ),
            compared=compared,
            pointer=self.pointer,
            strangers=self.strangers,
            wants_another=is_another,
            narrowed=narrowed,
            adds=adds,
            continues=bool(self.shown or last_search) and not self.strangers and bool(goes_on),
        )

    def _asks_property(self) -> bool:
        """Whether something is asked of a named product ("does the wisp work with any gas"), and not whether there is such a one."""
        first = self.tokens[0].word if self.tokens else ""
        is_question = first in said_as.PROPERTY and not (self.talk.asks_for_kind and first in ("is", "what"))
        is_variant = bool(self.wish.values("color") or self.wish.values("size")) and not self.named
        asks = said_as.TELLING | (frozenset() if self.talk.asks_for_kind else said_as.ASKING)
        return (
            (is_question and not is_variant)
            or said_as.ASKING_NEED.search(self.text) is not None
            or any(token.word in asks for token in self.tokens)
        )

    def _refused(self) -> tuple[Product, ...]:
        """What of the shown products a message refuses, and says nothing more: "not the acid one", "not that one"."""
        found = said_as.REFUSING.search(self.text)
        if not found or not self.shown or self._asks_property():
            return ()
        ordinal = next((int(meaning) for _, _, meaning in said_as.ORDINALS.find(tokenize(found[0]))), None)
        if ordinal is not None:
            return self.shown[ordinal : ordinal + 1] if ordinal >= 0 else self.shown[-1:]
        refused = set(roots(found[1])) - said_as.POINTING_WORDS - set(map(root, FILLERS)) - {root("one")}
        if not refused:
            return self._base()
        return tuple(each for each in self.shown if refused <= {*words_of(each), *roots(each.description)})

    def _the_more(self) -> Order | None:
        """The order by which "the cheaper one" comes first among what was shown; a change is counted the other way round."""
        change = self.wish.change
        return change.reversed if change and f"the {change.said.removeprefix('the ')}" in self.text else None

    def _strangers(self) -> frozenset[str]:
        """Words that neither a filter, a topic, a pointer nor a product in question explains."""
        known = {word for product in (*self.shown, *self.named) for word in words_of(product)}
        known |= {word for each in self.wish.filters for word in roots(each.said)} if self.shown else set()
        unread = {root(word) for word in self.wish.rest if word not in FILLERS} & self.talk.question.unread
        return frozenset(unread - known - said_as.POINTING_WORDS)

    def _picked(self) -> tuple[Product, ...]:
        """A product that is singled out: "the second one", by its name, "the cheapest one", "the blue one"."""
        ordinal = next((int(meaning) for _, _, meaning in said_as.ORDINALS.find(self.tokens)), None)
        few = next((int(meaning) for _, _, meaning in said_as.FIRST_FEW.find(self.tokens)), 0)
        if few and not self.named:
            return self.shown[:few] if few > 0 else self.shown[few:]
        looks = [each for each in self.wish.filters if each.kind in ("color", "brand")]
        if ordinal is not None and not self.named:
            picked = self.shown[ordinal : ordinal + 1] if ordinal >= 0 else self.shown[-1:]
            return self._with_looks(looks, picked) if looks else picked  # "the first in rose gold"
        if self.named:
            return tuple(self.named)
        if said_as.THE_OTHER.search(self.text):
            return self._other()
        if more := self._more_than_focus():
            return more
        order, together = self.wish.order or self._the_more(), self._together()
        if order and (self.pointer or self._the_more()) and len(together) > 1:
            return tuple(self.index.chooser.ranked(together, order)[:1])
        if called := self._called():
            return called
        if self._is_definite(looks):
            return self._with_looks(looks)
        is_clear = bool(self.pointer or self.focus) or (len(self.shown) == 1 and bool(self.talk.question.topics))
        return self._with_looks(looks) if looks and self.pointer != "them" and is_clear else ()  # "ok red, what's max weight"

    def _together(self) -> tuple[Product, ...]:
        """What was shown, and beside a single card the product that was spoken of after it: "the palm", then "and the fern"."""
        is_of_two = self.focus is not None and len(self.shown) == 1 and self.focus not in self.shown
        return (*self.shown, self.focus) if is_of_two and self.focus else self.shown

    def _more_than_focus(self) -> tuple[Product, ...]:
        """ "The bigger one" than the product spoken of last: the next of those beside it, else of its other sizes."""
        order = self._the_more()
        if not order or self.focus is None:
            return ()
        for beside in (self._together(), line_of(self.index, self.focus)):
            ranked = self.index.chooser.ranked(beside, order) if self.focus in beside and len(beside) > 1 else []
            if ranked and (at := ranked.index(self.focus)) > 0:
                return (ranked[at - 1],)
        return ()

    def _other(self) -> tuple[Product, ...]:
        """The only one that was shown beside the one spoken of; of several nobody knows which."""
        others = [each for each in self._together() if self.focus and each != self.focus]
        return tuple(others[:1]) if len({self.index.names.key_of(each) for each in others}) == 1 else ()

    def _called(self) -> tuple[Product, ...]:
        """ "The mint one", "the waterproof one": the first shown that alone is called or is so."""
        is_so = self._called_so()
        fitting = self.index.shelf.meets(is_so)
        having = [each for each in self.shown if is_so and fitting[self.index.places[each.id]]]
        if 0 < len(having) < len(self.shown):
            return tuple(having[:1])
        said = {root(word) for word in self.wish.rest} if self.pointer == "one" else set()
        called = [each for each in self.shown if said <= set(words_of(each))]
        return tuple(called[:1]) if said and len(called) < len(self.shown) else ()

    def _called_so(self) -> list[Filter]:
        """Return the features by which one is called: "the waterproof one", "and the waterproof?"."""
        text = self.text.rstrip(" ?.!")
        features = [each for each in self.wish.filters if each.kind == "feature"]
        return [each for each in features if f"the {each.said} one" in text or text.endswith(f"the {each.said}")]

    def _is_of_none(self) -> bool:
        """Whether it asks which of those that were shown, or for "the waterproof one" where none is said to be so: no first is meant."""
        asks_which = self.pointer == "one" and bool({token.word for token in self.tokens} & said_as.WHICH)
        is_so = self._called_so()
        met = self.index.shelf.meets(is_so)
        return (asks_which and len(self.shown) > 1) or (
            bool(is_so) and not any(met[self.index.places[each.id]] for each in self.shown)
        )

    def _is_definite(self, looks: Sequence[Filter]) -> bool:
        """ "The sony", where one was shown."""
        fitting = self.index.shelf.meets(looks)
        is_said = any(f"the {each.said.lower()}" in self.text for each in looks) and not self.focus
        return is_said and sum(bool(fitting[self.index.places[each.id]]) for each in self.shown) == 1

    def _with_looks(self, looks: Sequence[Filter], picked: tuple[Product, ...] = ()) -> tuple[Product, ...]:
        """ "The blue one" of what was shown; of "it" or of a picked one another colour, and itself where there is none."""
        base = picked or self._base()
        siblings = self.index.names.model_of(base[0]) if base else ()
        is_of_shown = not picked and (self.pointer == "one" or not self.focus)
        candidates = (*self.shown, *siblings) if is_of_shown else (*base, *siblings)
        fitting = self.index.shelf.meets(looks)
        found = tuple(each for each in candidates if fitting[self.index.places[each.id]])[:1]
        return found or (() if self._is_of_other_brand(base) else base)

    def _is_of_other_brand(self, products: Sequence[Product]) -> bool:
        """ "The jbl" is not the battery spoken of last."""
        fitting = self.index.shelf.meets([each for each in self.wish.filters if each.kind == "brand"])
        return not all(fitting[self.index.places[each.id]] for each in products)

    def _like_what(self) -> tuple[Product, ...]:
        """What another one shall be like; a bare "cheaper" after a whole list means cheaper than all of it."""
        return self._base() if self.wish.wants_similar or self.focus or len(self.shown) == 1 else ()

    def _pointed_at(self) -> tuple[Product, ...]:
        narrows = self.pointer == "them" and len(self.shown) > 1 and bool(self.wish.filters)
        is_lost = next(said_as.ORDINALS.find(self.tokens), None) is not None  # "the third one" of two
        base = self._base()
        is_of_two = len(self.shown) < 2 and any(token.word in ("both", "two") for token in self.tokens)
        is_none = (
            is_of_two or said_as.THE_OTHER.search(self.text) or self._is_of_none() or asks_for_kind_for_it(self.index, self.talk)
        )
        if is_none or self._is_of_other_brand(base):  # of one card "both together" would tell half the price
            return ()
        if "overview" in self.talk.question.topics and (self.pointer == "them" or self._are_a_pair()):
            return self._together()  # "the difference between them", "whats the difference"
        if self.pointer and not narrows and not is_lost:
            return base
        asks = self.talk.question.topics or self.wish.values("color") or self.wish.values("size") or names_column(self.talk, base)
        is_clear = self.focus is not None or len(self.shown) == 1
        is_of_both = not self.wish.values("color") and {"price"} != self.talk.question.topics <= OF_BOTH
        both = self.shown if is_of_both and len(self.shown) == PAIR else ()  # "price diff"; a bare price is told of any number
        return (base if is_clear else both) if asks and not self.pointer and not self.strangers else ()

    def _asks_for_such(self) -> bool:
        """Whether another one is asked for that has a feature: "do you have a washable one", which is not the one spoken of."""
        is_indefinite = said_as.INDEFINITE_ONE.search(self.text) is not None and self.focus is not None and not self.named
        return is_indefinite and any(each.kind == "feature" for each in self.wish.filters)

    def _are_a_pair(self) -> bool:
        return len(self._together()) == PAIR and not (self.pointer or self.strangers or self.named)

    def _base(self) -> tuple[Product, ...]:
        return (self.focus,) if self.focus else self.shown[:1]

    def _compared(self) -> tuple[Product, ...]:
        said = {token.word for token in self.tokens}
        if "better" in said and said & said_as.WHICH and len(together := self._together()) == PAIR and not self.named:
            return together  # "which is better for camping": their pages may tell
        if not (self.wish.change or self.wish.order) or not said & (said_as.WHICH | {"than"}):
            return ()
        if len(self.named) > 1:
            return tuple(self.named)
        if self.focus and self.pointer and said & {"or", "than"}:  # "what is cheaper, that or the iron"
            other = [each for each in self.named or singled_out(self.index, self.talk) if each != self.focus]
            return (self.focus, *other[:1]) if other else ()
        of_two = any(token.word in ("two", "both") for token in self.tokens)
        candidates = self._together()[:2] if of_two else self._together()
        return candidates if len(candidates) > 1 and not self.named and not self.strangers else ()
