"""What the search of a wish brings: cards, what could not be met, or a question back where nothing fits."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise

import numpy as np

from chatbot.knowledge.filters import Filter, Wish
from chatbot.knowledge.product_facets import audiences_of
from chatbot.knowledge.product_hits import Found, Hit
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import root, roots
from chatbot.knowledge.sizes import all_sizes_named
from chatbot.knowledge.wish_words import NEED
from chatbot.knowledge.words import words
from chatbot.messages import Answer, Context, Say
from chatbot.records import Product
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.skills.product_answers import answer_of
from chatbot.skills.product_card import card
from chatbot.skills.product_fit import told_to_fit
from chatbot.skills.product_question import Question
from chatbot.skills.product_talk import Talk
from chatbot.skills.product_telling import told

SHOWN = 4  # cards in one answer: two rows on a phone
IN_STOCK = "in stock"  # how the wish for it is told
MAX_QUOTED = 4  # words of what is not met; a longer one is a story, and the customer knows it
KNOWN_SHARE = 0.5  # of the words, by rarity: who asks by more words that no product has asks for what is not there
# Why something is given; it tells nothing of the thing.
OCCASIONS = frozenset(
    words("gift gifts present presents birthday bday christmas xmas secret santa anniversary occasion idea ideas")
)
_ANYTHING = frozenset(("anything", "something"))


def found(index: Index, context: Context, wish: Wish) -> Answer:
    """Show what meets a wish, tell that it is sold out, or ask what the thing is for where only an occasion is told."""
    context.stage("finding_products")
    bare = _of_bare_size(index, wish)
    if bare is not None and not bare.hits:
        return Answer("products", (Say("ask_wish"),), decision="ask", state=replace(context.state, last_search=wish.source))
    found = bare or told_to_fit(index, wish.source, index.product(context.state.last_product), index.search(wish, SHOWN))
    if _is_gone(found) and found.missed in ((), (IN_STOCK,)):
        hits = tuple(hit.product for hit in found.hits)
        if sold_out := told(index, context, Talk(wish, Question.read(IN_STOCK), (), meant=hits)):
            return sold_out
    if within := _within_budget(index, wish, found):
        return replace(shown(index, context, within, wish.source), say=(Say("recommend_guess"),))
    says_what = _says_what(index, wish)
    # That a page says "makes a great gift" is no reason for it where it is for another age.
    if says_what or (found.hits and not (wish.rest and found.missed)) or (found.missed and not wish.rest):
        return shown(index, context, found, wish.source)
    found = index.search(replace(wish, text="", rest=()), SHOWN)  # "a present for a 6 year old": the age alone can be met
    if wish.filters and found.hits and not found.missed:
        answer = shown(index, context, found, wish.source)
        is_told = all(word in OCCASIONS or word.isdigit() for word in wish.rest)
        return answer if is_told else replace(answer, say=(Say("recommend_guess"),))
    state = replace(context.state, last_search=wish.source if wish.filters else "")
    return Answer("products", (Say("ask_wish"),), decision="ask", state=state)


def found_for(index: Index, context: Context, talk: Talk) -> Answer:
    """Show what meets a wish; of the one thing that does, what so many of it cost as are asked for."""
    answer = found(index, context, talk.wish)
    one = index.product(answer.products[0].id) if talk.question.count and len(answer.products) == 1 else None
    is_met = one is not None and answer.say[0].act == "recommend"
    return (told(index, context, replace(talk, meant=(one,))) if one and is_met else None) or answer


def _of_bare_size(index: Index, wish: Wish) -> Found | None:
    """Return what has the size that alone is asked for, and nothing of one size: no lantern for "do you have xl"; else None."""
    if wish.rest or not wish.values("size"):
        return None
    found = index.search(wish, len(index.shelf.products))
    own = (hit for hit in found.hits if "ONE SIZE" not in all_sizes_named(hit.product.all_sizes))
    return replace(found, hits=tuple(islice(own, SHOWN)))


def _is_gone(found: Found) -> bool:
    """Whether all that was found is sold out."""
    return bool(found.hits) and all(hit.product.stock == 0 for hit in found.hits)


def _within_budget(index: Index, wish: Wish, found: Found) -> Found | None:
    """Return what is nearest by meaning among what costs no more than was said, where the thing is open: no machine as a gift for 40.

    A word beside "anything" that nothing ends with is no thing where more than the price was given up for it: of "anything under 30
    for a 4 year old's bedroom" the age and the price can be met.
    """
    missed = [each for each in wish.filters if each.said in found.missed]
    is_priced = any(each.kind == "price" for each in (missed if found.hits else wish.filters))
    head, name = index.kinds.wished(wish.text, wish.rest)
    is_open = not name or (not head and len(missed) > 1 and bool(_ANYTHING & set(words(wish.source))))
    if not (wish.rest and is_priced and is_open):
        return None
    within = index.search(replace(wish, rest=()), SHOWN)
    return None if name and within.missed else within


def _says_what(index: Index, wish: Wish) -> bool:
    """Whether a wish names a thing, and not only an occasion and whom it is for ("a present for my boss, retiring")."""
    numbered = {word for before, word in pairwise(words(wish.text)) if before == "no"}  # "oil no 9"
    told = [word for word in wish.rest if word not in OCCASIONS and (word in numbered or not word.isdigit())]
    is_gift = len(told) < len(wish.rest) and not index.kinds.wished(wish.text, wish.rest)[0]
    return any(index.lexicon.holds(word) for word in told) if is_gift else bool(told)


def without(index: Index, context: Context, talk: Talk) -> Answer:
    """Show what was shown without what is refused; where nothing is left, others like it."""
    left = tuple(Hit(each, 0.0, "") for each in talk.shown if each not in talk.refused)
    found = Found(left) if left else index.like(talk.refused[0], Wish(""), SHOWN)
    return shown(index, context, found, context.state.last_search)


def another(index: Index, context: Context, talk: Talk) -> Answer:
    """Another one like the product spoken of, or a narrower search when a whole list was shown."""
    context.stage("finding_products")
    wish = talk.wish
    if talk.meant:
        return shown(index, context, _like(index, talk, talk.meant[0]), context.state.last_search)
    found = index.search(talk.narrowed or wish, SHOWN, than=talk.shown)
    return shown(index, context, found, wish.source)


def _like(index: Index, talk: Talk, product: Product) -> Found:
    """Return what is like a product and still has what it was found by: a "cheaper" boot with a guard, or what had to be given up.

    What is for men is never like what is for women.
    """
    wish, whole, at = talk.wish, talk.narrowed or talk.wish, index.places[product.id]
    kept = [each for each in whole.filters if each not in wish.filters and each.kind != "stock" and index.shelf.meets([each])[at]]
    if not whole.values("audience") and (whom := tuple(sorted(audiences_of(product)))):
        kept.append(Filter("audience", whom, said=f"for {' and '.join(whom)}", is_needed=True))
    rest = [word for word in whole.rest if wish.change and word not in wish.rest and index.held.all_of((word,), whole)[at]]
    filters = (*kept, *wish.filters)
    found = index.like(product, replace(wish, filters=filters, rest=(*rest, *wish.rest)), SHOWN)
    if not rest or (found.is_sure and found.hits and not found.missed):
        return found
    plain = index.like(product, replace(wish, filters=filters), SHOWN)
    places = [index.places[hit.product.id] for hit in plain.hits]
    lost = [word for word in rest if not index.held.all_of((word,), whole)[places].all()]
    return replace(plain, missed=(*plain.missed, *([" ".join(lost)] if lost else [])))


def narrowed(index: Index, context: Context, talk: Talk) -> Answer:
    """Show what the search before finds with what a message adds, or what the message alone asks for, where only that is met."""
    wish = talk.narrowed or talk.wish
    # "Do you have it in black" asks for nothing else in black.
    is_of_kind = (talk.asks_for_kind and talk.pointer != "it") or _leaves_range(index, talk)
    afresh = index.search(talk.wish, SHOWN) if is_of_kind and index.search(wish, SHOWN).missed else None
    is_met = afresh is not None and bool(afresh.hits) and not afresh.missed
    return found(index, context, talk.wish if is_met else wish)


def _leaves_range(index: Index, talk: Talk) -> bool:
    """Whether what has a property is asked for of whatever range: "anything with goretex" after one maker's; but tents stay tents."""
    head, _ = index.kinds.wished(talk.narrowed.text, talk.narrowed.rest) if talk.narrowed else ("", ())
    brands = {index.shelf.products[n].brand for n in np.flatnonzero(index.kinds.of(head))} if head else set()
    is_kind = root(head) in {word for category in index.shelf.categories for word in roots(category)}
    return talk.asks_by_filters and not is_kind and (not head or (len(brands) == 1 and "" not in brands))


def shown(index: Index, context: Context, found: Found, search: str) -> Answer:
    """Return the cards of what was found and what could not be met; `search` is the wish, its messages one a line."""
    if not found.hits:
        return _nothing(index, context, search)
    if _is_gone(found) and IN_STOCK not in found.missed:
        found = replace(found, missed=(*found.missed, IN_STOCK))
    before = context.state.last_products
    asked = context.state.last_asked if {hit.product.id for hit in found.hits} <= {*before} else ""
    if found.missed and "\n" in search:  # what was not met is not searched for again, but of one that is named next it is asked
        search, _, asked = search.rpartition("\n")
    say = Say("recommend_near", {"missed": ", ".join(found.missed)}) if found.missed else Say("recommend")
    if any(len(said.split()) > MAX_QUOTED for said in found.missed) or not (found.is_sure or found.missed):
        say = Say("recommend_guess")
    products = [hit.product for hit in found.hits]
    ids = tuple(product.id for product in products)
    is_chosen = len(ids) == 1 and ids[0] in before  # "which one is polarised" leaves "the other one" to the cards before it
    state = replace(
        context.state,
        last_products=before if is_chosen else ids,
        last_product=ids[0] if is_chosen else "",
        last_asked=asked,
        last_search=search,
    )
    answer = answer_of(products, (say,), state)
    return replace(answer, products=tuple(card(hit.product, hit.reason) for hit in found.hits))


def _nothing(index: Index, context: Context, search: str) -> Answer:
    """Say that nothing was found, and ask what was not told yet; who told what it may cost is not asked for a budget."""
    wish = index.recall(search)
    needed = [each.said for each in wish.filters if each.is_needed]
    is_known = index.lexicon.match(search).unknown < KNOWN_SHARE or bool(index.kinds.wished(wish.text, wish.rest)[0])
    is_known = is_known and not index.held.unknown_name(wish)
    say = Say("unsure_products" if is_known or NEED & set(words(search)) else "no_products")
    state = replace(context.state, last_search=search.rpartition("\n")[0])  # what found something goes on
    if needed:  # what is not for somebody's health is not asked for again
        say = Say("no_products", {"wish": " ".join((*needed, *index.kinds.wished(wish.text, wish.rest)[1]))})
    if needed or any(each.kind == "price" for each in wish.filters):
        return Answer("products", (say, Say("offer_human")), decision="abstain", chips=(HUMAN_CHIP,), state=state)
    return Answer("products", (say, Say("ask_wish")), decision="ask", state=state)
