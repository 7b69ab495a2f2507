"""Answers about products that are known: what is said of one, its card, and what the dialogue remembers of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chatbot.knowledge.filters import Wish
from chatbot.knowledge.measures import spoken_measures
from chatbot.knowledge.product_groups import sized
from chatbot.knowledge.product_index import Index
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.sizes import all_sizes_named, of_other_system, size_said, sizes_named
from chatbot.messages import Answer, Chip, Context, DialogueState, Say, Source
from chatbot.records import Product
from chatbot.skills import product_page as page
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.skills.product_card import card, price_shown
from chatbot.skills.product_facts import listed, sizes_shown, value_shown
from chatbot.skills.product_question import Question

COMMON = 0.1  # share of the catalogue's products that hold a word, from which it tells nothing of one: "skin"
MEASURED = frozenset(("mass", "length", "lumen", "power", "voltage"))  # topics that nothing but a number answers
FEW = 3  # products, in a small shop


def answer_of(products: Sequence[Product], say: tuple[Say, ...], state: DialogueState, chips: tuple[Chip, ...] = ()) -> Answer:
    sources = tuple(Source("product", product.id, product.title, product.url) for product in products)
    return Answer("products", say, sources=sources, chips=chips, products=tuple(map(card, products)), state=state)


def spoken_of(context: Context, products: Sequence[Product], asked: str) -> DialogueState:
    """Return the state in which "how much is it" speaks of the only product and "the second one" of several."""
    ids = tuple(each.id for each in products)
    before = context.state.last_products if len(ids) == 1 else ()  # one card leaves "the second one" to the cards before it
    focus = ids[0] if len(ids) == 1 else ""
    return replace(context.state, last_product=focus, last_products=before or ids, last_asked=asked)


def availability(product: Product) -> Say:
    if product.stock == 0:
        return Say("product_sold_out", {"product": product.title})
    if product.price is None and product.stock:
        return Say("product_fact", {"product": product.title, "fact": f"in stock, {price_shown(product).lower()}"})
    if product.price is None or product.stock is None:
        return Say("product_fact", {"product": product.title, "fact": price_shown(product)})
    return Say("product_in_stock", {"product": product.title, "price": price_shown(product)})


def size_told(product: Product, asked: Sequence[str]) -> tuple[Say, ...]:
    """Say whether a product can be had in the sizes that are asked for; () where its sizes are not known.

    That other sizes are there is no answer to who asks for one that is not.
    """
    product = sized(product)
    if product.stock != 0 and of_other_system(product, asked):
        told = page.of_numbers(product, asked)
        return tuple(Say("product_page", {"product": product.title, "fact": each}) for each in told) or _sizes_of(product, ())
    there, gone = all_sizes_named(product.sizes), all_sizes_named(product.sizes_sold_out)
    if product.stock == 0 or not (there or gone):
        return (availability(product),) if product.stock == 0 else ()
    has_it, had_it = _as_written(product.sizes, asked), _as_written(product.sizes_sold_out, asked)
    variant = _in_size(product, has_it or had_it or [size_said(size) for size in asked])
    if set(asked) <= there:
        # An age of 3 is in "2-3 years" and in "3-4 years", and one of them may be gone.
        too = (Say("product_sold_out", {"product": _in_size(product, had_it).title}),) if had_it else ()
        is_known = product.stock is not None and product.price is not None
        return (availability(variant), *too) if is_known else (*_sizes_of(product, asked), availability(product))
    if set(asked) <= gone - there:
        return (
            Say("product_sold_out", {"product": variant.title}),
            *_sizes_of(_near(product, asked), ()),
        )
    return _sizes_of(_near(product, asked), asked)


def _sizes_of(product: Product, asked: Sequence[str]) -> tuple[Say, ...]:
    fact = sizes_shown(product, asked) if product.sizes else ""
    return (Say("product_fact", {"product": product.title, "fact": fact}),) if fact else ()


def _near(product: Product, asked: Sequence[str]) -> Product:
    """Return the product in the sizes that share an option with one that joins several: 14/D and 14/EE for a 14/4E."""
    parts = {part for size in asked if "/" in size for part in size.split("/")}
    near = tuple(size for size in product.sizes if parts & {name for part in size.split("/") for name in sizes_named(part)})
    return replace(product, sizes=near) if near else product


def _as_written(sizes: Sequence[str], asked: Sequence[str]) -> list[str]:
    """Return the sizes that one of those asked for stands for, as the shop writes them: "34S" for 34 SHORT."""
    return [each for each in sizes if not all_sizes_named([each]).isdisjoint(asked)]


def _in_size(product: Product, sizes: Sequence[str]) -> Product:
    """Return the product under a title that names its sizes, unless it does already: "Mattress Queen 8 inch"."""
    is_called = len(product.all_sizes) == 1 and set(roots(" ".join(sizes))) <= set(roots(product.title))
    return product if is_called else replace(product, title=f"{product.title}, {product.size_name} {listed(sizes)}")


def compared(index: Index, context: Context, products: Sequence[Product], wish: Wish) -> Answer | None:
    """Say which of several has more or less of what is asked, with the values of each; None when a record does not tell."""
    order = wish.change.reversed if wish.change else wish.order  # the one with less comes first if "lighter"
    ranked = index.chooser.ranked(products, order) if order else []
    if not ranked or order is None:
        return None
    values = [value_shown(product, order.dimensions) for product in ranked]
    if not all(values):
        return None
    others = ", ".join(f"{product.title}: {value}" for product, value in zip(ranked[1:], values[1:], strict=True))
    fact = f"{values[0]}, as all of them" if len(set(values)) == 1 else f"{values[0]} ({others})"
    state = replace(context.state, last_product=ranked[0].id, last_products=tuple(each.id for each in ranked))
    return answer_of(ranked, (Say("product_fact", {"product": ranked[0].title, "fact": fact}),), state)


def quoted(index: Index, context: Context, products: Sequence[Product], asked: str) -> Answer | None:
    """Say what the pages of these products say, nearest to the question; None when no page says anything.

    Its decision is "abstain" where no page bears on the question.
    """
    read = Question.read(asked)
    if limits := [(each, limit) for each in products for limit in page.limits_on(each, asked)]:
        say = tuple(Say("product_fact", {"product": product.title, "fact": limit}) for product, limit in dict(limits).items())
        return answer_of(list(dict(limits)), say, spoken_of(context, list(dict(limits)), asked))
    pairs = [(each, page.quote(each, _telling(index, read, each), asked, index.encoder)) for each in products]
    once = {quote.text: (product, quote) for product, quote in reversed(pairs) if quote}  # two sizes may share their page's words
    quotes = [*reversed(once.values())]
    if not quotes:
        return None
    bears = any(quote.bears for _, quote in quotes)
    slots = [{"product": product.title, "fact": quote.text} for product, quote in quotes]
    say = tuple(Say("product_page" if bears or n else "product_page_silent", each) for n, each in enumerate(slots))
    found = [product for product, _ in quotes]
    state = spoken_of(context, found, asked)
    if bears:
        return answer_of(found, say, state)
    if not any(_may_serve(product, read) for product, _ in quotes):
        say = (Say("product_page_empty", {"product": listed([product.title for product in found])}),)
    return replace(answer_of(found, (*say, Say("offer_human")), state, (HUMAN_CHIP,)), decision="abstain")


def _may_serve(product: Product, read: Question) -> bool:
    """Whether a page that does not bear may be of use: not one 28 cm wide to "weight?", of which nothing but a number tells."""
    asked = read.topics & MEASURED
    told = spoken_measures(f"{product.title}. {product.description}")
    return not read.asks_origin and (not asked or any(each[0] in asked for each in told))


def _telling(index: Index, read: Question, product: Product) -> list[str]:
    """Return the words that are asked for: those of a topic ("how long does it last"), and others that not many products share."""
    most = max(COMMON * len(index.shelf.products), FEW)
    return [
        word for word in read.words_for(product) if word not in read.unread or (index.lexicon.match(word).share > 0).sum() <= most
    ]


def introduced(context: Context, product: Product) -> Answer:
    """Tell whether a product can be had, and how its page begins."""
    first = page.sentences_of(product.description)[:1]
    facts = tuple(Say("product_fact", {"product": product.title, "fact": each}) for each in first)
    return answer_of((product,), (availability(product), *facts), spoken_of(context, (product,), ""))
