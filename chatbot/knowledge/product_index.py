"""One version of the catalogue in memory: filters decide what may be shown, meaning and words decide the order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from chatbot.knowledge.attribute_words import AttributeWords
from chatbot.knowledge.brands import with_one_spelling
from chatbot.knowledge.filters import Filter, Wish, merged
from chatbot.knowledge.held_words import HeldWords
from chatbot.knowledge.kinds import Kinds, named
from chatbot.knowledge.lexicon import Lexicon
from chatbot.knowledge.product_choice import Chooser
from chatbot.knowledge.product_claims import Claims
from chatbot.knowledge.product_hits import Found
from chatbot.knowledge.product_names import ProductNames
from chatbot.knowledge.product_scores import ALL_WORDS, MIN_SCORE, NEAR_NAME, NEAR_NOUN, Scorer, Scores
from chatbot.knowledge.product_texts import label_text, search_text
from chatbot.knowledge.product_words import is_superlative, root, roots
from chatbot.knowledge.several import parts_of
from chatbot.knowledge.shelf import Shelf
from chatbot.knowledge.wish_words import KNOWN, LOOSE, NEED
from chatbot.knowledge.wishes import read_wish
from chatbot.knowledge.wording import Wording
from chatbot.knowledge.words import words
from chatbot.models.encoder import Encoder
from chatbot.records import Product

# Chosen by data/eval/other_wishes.csv (shops of three other kinds), checked on product_queries.csv; see docs/LOG.md.
SYNONYM_MARGIN = 0.05  # of a name alone: an "OLED" for a TV is .03 behind one that is called so, lavender for an orchid .07
MARGIN = 0.15  # a product this far behind the best one is another kind of thing
WIDE_MARGIN = 0.35  # before a filter is given up: "something for hiking around 50" need not be a hiking boot
STORY_WORDS = 3  # that no label holds, from which a wish is a description of a need
_LACKING = re.compile(r"\b(?:no|without|non|zero)[\s-]+(\w+)", re.IGNORECASE)
# A clause that no filter reads.
_NEGATED = re.compile(r"\b(?:that|which|who)\s+(?:\w+\s+)?(?:not|never|\w+n['’]?t)\b", re.IGNORECASE)
_BEARS_NOT = re.compile(r"\b(?:allerg|intoleran)", re.IGNORECASE)
MAX_RECALLED = 6  # messages; an older one has been narrowed often enough


class Index:
    """One version of the catalogue in memory; immutable, so that threads may share it."""

    def __init__(self, version: int, products: Sequence[Product], vectors: np.ndarray, encoder: Encoder) -> None:
        """Args: vectors: of `search_text` of each product, (products, width) float32, by the encoder."""
        self.version, self.vectors, self.encoder = version, vectors, encoder
        self.known = encoder.vocabulary | KNOWN  # right although the shop does not use them
        products = with_one_spelling(products)
        self.shelf = Shelf(products)
        self.lexicon = Lexicon([*map(label_text, products)], [*map(search_text, products)], root)
        self._wording = Wording(products, self.lexicon, self.known)
        self.places = {product.id: n for n, product in enumerate(products)}
        self.names = ProductNames(products, self.lexicon, self.shelf)
        self.attribute_words = AttributeWords(products)
        self.kinds = Kinds(products)
        self.held = HeldWords(Claims(products), self.kinds, self.lexicon, self.known)
        self.chooser = Chooser(self.shelf, self.names, self.kinds, self.places)
        self._scorer = Scorer(vectors, encoder, self.lexicon, self.kinds, self.shelf)

    def product(self, product_id: str) -> Product | None:
        """Return a product of this version, or None: what was shown before may be gone."""
        at = self.places.get(product_id)
        return None if at is None else self.shelf.products[at]

    def repair(self, text: str) -> str:
        """Return the text with misspelled words replaced by the shop's, else by those that wishes are told in ("somthing")."""
        return self._wording.repaired(text)

    def scores(self, wish: Wish) -> Scores:
        return self._scorer.scores(wish)

    def read(self, text: str) -> Wish:
        return read_wish(text, self.shelf.vocabulary)

    def recall(self, messages: str) -> Wish:
        """Return the wish of several messages, one a line, where each adds to those before it."""
        wishes = [self.read(line) for line in messages.split("\n")[-MAX_RECALLED:]]
        return reduce(Wish.narrowed, wishes[1:], wishes[0])

    def search(self, wish: Wish, k: int, than: Sequence[Product] = ()) -> Found:
        """Return at most k products, best first; when none meets every filter, the nearest, and what was given up.

        Args:
            than: "cheaper" means cheaper than all of these.
        """
        if not wish.rest:
            return self._filtered(wish, k, than)
        for_what = self.held.for_what(wish)
        if for_what and not for_what.rest:
            return self._filtered(replace(wish, rest=()), k, than) if wish.filters or wish.order else Found(())
        if for_what:
            wish, is_said = for_what, self.lexicon.match(" ".join(for_what.rest)).share > ALL_WORDS
            found = self._meant(wish, self.scores(wish), k, than)
            found = found if found.hits else self.chooser.choose(wish, self.scores(wish).ranked, is_said, k)
            return self._claimed(wish, found) if found.hits else found
        if parts := self._parts(wish):
            return self._searched_apart(parts, k)
        scores = self.scores(wish)
        found = self._meant(wish, scores, k, than)
        if found.hits:
            return self._claimed(wish, found)
        # "A warm coat for dog walks": what it is for pulls the whole below what is meant, and the shop has warm coats.
        _, name = self.kinds.wished(wish.text, wish.rest)
        if not 0 < len(name) < len(wish.rest):
            return self._of_story(wish, k, than)
        thing = named(wish.text)
        plain = self.search(replace(wish, text=thing, rest=tuple(name)), k, than)
        is_denied = self.shelf.denies({root(word) for word in wish.rest})
        suited = tuple(hit for hit in plain.hits if not is_denied[self.places[hit.product.id]])
        plain = replace(plain, hits=suited or plain.hits)  # "for summer" is no sleeping bag for winter
        said = _said_by(plain)
        is_told = any(root(word) in said for word in wish.rest if word not in name)
        around = wish.text.removeprefix(thing).strip(" ,")
        is_around = not is_told and any(word in wish.rest for word in words(around))  # filters leave the "in" of "not plugged in"
        if not plain.hits:
            return self._of_story(wish, k, than)
        return Found(plain.hits, (*plain.missed, *([around] if is_around else [])), is_sure=is_told or not around)

    def _of_story(self, wish: Wish, k: int, than: Sequence[Product]) -> Found:
        """Return what is called by the words of a long description that name things of the shop: the pearl of "my mother has 70
        years next week, i want give her pearl". That the rest of it is met is not claimed.
        """
        is_wish = bool(wish.filters) or not {"something", "anything"}.isdisjoint(words(wish.source))
        known = tuple(word for word in wish.rest if word not in LOOSE and self.lexicon.match(word).question_share.any())
        if not is_wish or not known or len(wish.rest) - len(known) < STORY_WORDS:
            return Found(())
        plain = replace(wish, text=" ".join(known), rest=known)
        found = self._meant(plain, self.scores(plain), k, than)
        return Found(found.hits, (*found.missed, *([wish.text] if found.hits else [])))

    def _meant(self, wish: Wish, scores: Scores, k: int, than: Sequence[Product]) -> Found:
        # "The lightest sleeping bag" is one of those that are called so, where any are: the least of what is like them may be a dry bag.
        is_sorted = wish.order is not None and scores.is_labelled.any()
        close = self._scorer.of_kind(scores) if is_sorted else scores.within(MARGIN) | scores.is_labelled
        # "Not for sensitive skin" is never shown for sensitive skin; who wants "no noise" is well served by what denies noise.
        is_denied = self.shelf.denies({root(word) for word in wish.rest} - {root(word) for word in _LACKING.findall(wish.text)})
        beside = self.kinds.beside(wish.rest)
        is_denied |= beside & ~scores.is_labelled & (close & ~is_denied & ~beside).any()
        for_kids = self._scorer.for_kids(wish, scores) & ~is_denied
        close = (close & ~is_denied) | for_kids
        if any(each.kind == "stock" for each in wish.filters) and scores.is_labelled.any():
            # "Is the oslo bed in stock": that it is sold out is the answer, and no other bed.
            return self.chooser.choose_changed(wish, scores.ranked, close & scores.is_labelled, k, than)
        # Who does not speak of children is shown theirs only where it is near by meaning.
        allowed = ~is_denied & (close | bool(wish.values("audience")) | ~self.shelf.mask(Filter("audience", ("kids",))))
        among = [*self.held.narrowed(wish, close, allowed)]
        # A "cheaper" bulb of another fitting is none; a thing may be called otherwise.
        is_coded = bool(among) and any(map(str.isdigit, "".join(wish.rest)))
        masks = among if is_coded else [*among, close]
        tried = (self.chooser.choose_changed(wish, scores.ranked, each, k, than) for each in masks)  # no more than are needed
        first = next(tried)
        found = next((each for each in tried if not each.missed), first) if first.missed else first
        if not found.missed:
            return found
        aged = next((each for each in wish.filters if each.kind == "audience" and each.high and each.said in found.missed), None)
        if aged:  # nothing tells that age: rather what is for children of any age than a grown-up's coat
            filters = tuple(each if each != aged else replace(aged, high=None, said="for kids") for each in wish.filters)
            plain = replace(wish, text=f"{named(wish.text)} for kids", filters=filters)
            found = self._meant(plain, self.scores(plain), k, than)
            return Found(found.hits, ("for that age", *(said for said in found.missed if said != "for kids")))
        if any("kids" in each.values and each.said in found.missed for each in wish.filters):
            return self.chooser.choose_changed(wish, scores.ranked, for_kids, k, than)  # no grown-up's shoe, rather nothing
        brand = next((each for each in wish.filters if each.kind == "brand" and each.said in found.missed), None)
        if brand and not (scores.is_labelled & self.shelf.mask(brand)).any():
            # "Makita tools": of the maker, whatever they are called.
            return self.chooser.choose_changed(wish, scores.ranked, self.shelf.mask(brand), k, than)
        is_open = self._is_the_thing(wish) & scores.within(WIDE_MARGIN) & ~is_denied
        head, _ = self.kinds.wished(wish.text, wish.rest)
        keeps_kind = any(each.kind in ("audience", "feature") and each.said in found.missed for each in wish.filters)
        if head and keeps_kind and scores.is_labelled.any():  # gloves for men are no loafers, but gloves that are not for men
            is_open &= self.kinds.of(head)
        wider = self.chooser.choose_changed(wish, scores.ranked, is_open, k, than)
        return found if wider.missed or self._is_elsewhere(wish, wider) else wider

    def _is_elsewhere(self, wish: Wish, found: Found) -> bool:
        """Whether the thing that is named is elsewhere in the shop than all that was found: no gold watch for a gold bracelet.

        A kind is on its shelves; what no title is called ("dutch oven") is what says every word, where nothing found says any.
        """
        head, _ = self.kinds.wished(wish.text, wish.rest)
        places = [self.places[hit.product.id] for hit in found.hits]
        if head:
            return not self.kinds.shelved(head)[places].any()
        said = self.lexicon.match(" ".join(wish.rest)).share
        return len(wish.rest) > 1 and bool((said > ALL_WORDS).any() and not said[places].any())

    def _unranked(self, wish: Wish, found: Found) -> tuple[str, ...]:
        """Return the superlative by which none of the hits can be compared: no record tells how strong a lock is."""
        if wish.order:
            places = [self.places[hit.product.id] for hit in found.hits]
            known = np.isfinite(self.shelf.order(wish.order, places)[places]).sum()  # what one of several tells compares none
            return () if known >= min(2, len(places)) else (wish.order.said,)
        said = _said_by(found)
        lacking = (word for word in wish.rest if is_superlative(word, self.known) and root(word) not in said)
        return tuple(lacking)[:1]

    def _is_the_thing(self, wish: Wish) -> np.ndarray:
        """Return which products hold the words that name the thing, or mean the same by another name, (products,) bool."""
        name = self.held.known_name(wish)
        held = self.held.all_of(name, wish)
        if held.all():
            return held
        near = self._scorer.nearness(" ".join(name))
        return np.asarray(held | (near >= max(MIN_SCORE, float(near.max()) - SYNONYM_MARGIN)))

    def _claimed(self, wish: Wish, found: Found) -> Found:
        """Return what was found with the words that some card does not hold: what names the thing or has digits is told.

        "Socks" in a shop of shoes, a "dining table" beside a bedside table, a Golf VI for a "golf 7".
        """
        if unranked := self._unranked(wish, found):
            return replace(found, missed=(*found.missed, *unranked))
        if (noun := self.held.unknown_noun(wish)) and not found.missed:  # pipes for heating are no "heat guns"
            near = (self._scorer.nearness(noun) >= NEAR_NOUN) | (self._scorer.nearness(wish.text) >= NEAR_NAME)
            found = replace(found, hits=tuple(hit for hit in found.hits if near[self.places[hit.product.id]]))
        unmet, is_sure = self.held.lacking(wish, [self.places[hit.product.id] for hit in found.hits])
        if unmet and (whole := self._holding(unmet, wish, found)).hits:
            return self._claimed(wish, whole)
        is_told = not NEED & set(words(wish.source))
        if _BEARS_NOT.search(wish.source):  # what is silent may hold it
            is_sure &= bool(self.shelf.says_lacking(wish.filters)[[self.places[hit.product.id] for hit in found.hits]].all())
        is_sure &= not _NEGATED.search(wish.source) or any(each.kind == "not" for each in wish.filters)
        return replace(found, missed=(*found.missed, *(unmet if is_told else ())), is_sure=is_sure)

    def _holding(self, said: Sequence[str], wish: Wish, found: Found) -> Found:
        """Return what was found and holds all of these words: what only fills the row is left out rather than denied of the rest."""
        held = self.held.all_of(said, wish)
        return replace(found, hits=tuple(hit for hit in found.hits if held[self.places[hit.product.id]]))

    def _parts(self, wish: Wish) -> list[Wish]:
        """Return the wishes of "a hose 30 m and a reel", each with the price and the audience of the whole; [] of one thing.

        A hat and gloves that are sold as one are one thing, and so is food for dogs and cats.
        """
        said = parts_of(wish.source)
        if len(said) < 2 or wish.change or wish.order or "\n" in wish.source or self.is_called(wish):
            return []
        parts = [self.read(part) for part in said]
        of_kind = {head: part for part in parts if (head := self.kinds.wished(part.text, part.rest)[0])}
        if len(of_kind) < 2 or not self.kinds.ends.issuperset(of_kind):  # "a wet and dry vacuum" is one thing
            return []
        shared = tuple(each for each in wish.filters if each.kind in ("price", "audience"))
        return [
            replace(part, filters=merged([*(each for each in part.filters if each not in shared), *shared]))
            for part in of_kind.values()
        ]

    def _searched_apart(self, parts: Sequence[Wish], k: int) -> Found:
        found = [self.search(part, max(1, k // len(parts))) for part in parts[:k]]
        hits = {hit.product.id: hit for each in found for hit in each.hits}
        return Found(tuple(hits.values()), tuple(dict.fromkeys(said for each in found for said in each.missed)))

    def _filtered(self, wish: Wish, k: int, than: Sequence[Product]) -> Found:
        """Search by filters alone: "anything vegan?"; "something for men" is what names men, where that meets the rest, too."""
        limit = next((float(each.high) for each in wish.filters if each.high and wish.is_empty), None)
        # A price and nothing else: what comes nearest to it.
        scores = -np.nan_to_num(abs(self.shelf.prices / limit - 1), nan=np.inf) if limit else self._scorer.nearness(wish.text)
        goods = ~self.kinds.beside(words(wish.source))
        everything = goods if goods.any() else ~goods
        names = [self.shelf.names(each) for each in wish.filters if each.kind == "audience"]
        found = self.chooser.choose_changed(wish, scores, reduce(np.logical_and, names, everything), k, than)
        if not found.hits or found.missed:
            found = self.chooser.choose_changed(wish, scores, everything, k, than)
        # "Do you have 72x35" names no thing: what has other sides is no answer.
        is_sized = any(each.kind == "extent" and each.said in found.missed for each in wish.filters)
        return Found((), found.missed) if is_sized else found

    def is_called(self, wish: Wish) -> bool:
        """Whether some product is called by every word that the wish leaves: "tents" in a shop of tents."""
        return bool(wish.rest) and bool(self.scores(wish).is_labelled.any())

    def like(self, product: Product, wish: Wish, k: int) -> Found:
        """Return products of the same category, the most alike first, never itself; changed as the wish says ("cheaper").

        "Cheaper" than a palette is a palette, where there are others; else that none of them is cheaper is told with what is.
        """
        alike = self.vectors @ self.vectors[at := self.places[product.id]]
        allowed = self.shelf.categories == product.category if product.category else alike >= MIN_SCORE
        allowed &= ~self.shelf.denies(map(root, wish.rest))  # "not for stomach sleepers" is nothing instead for one
        allowed[at] = False
        held = allowed & self.held.all_of(wish.rest, wish)  # "one like it in titanium"
        allowed = held if held.any() else allowed
        kin = allowed & self.kinds.kin(at)
        found = self.chooser.choose_changed(wish, alike, kin, k, [product]) if wish.change and kin.any() else Found(())
        if not found.hits or found.missed:
            wider = self.chooser.choose_changed(wish, alike, allowed, k, [product])
            missed = found.missed[:1] if wish.change and found.missed[:1] == (wish.change.said,) else ()  # wider meets the rest
            found = wider if not found.hits or wider.missed else Found(wider.hits, missed)
        return replace(found, is_sure=held.any() or not wish.rest)


def _said_by(found: Found) -> set[str]:
    """Return the roots of all that is said of the products that were found."""
    return {word for hit in found.hits for word in roots(search_text(hit.product))}
