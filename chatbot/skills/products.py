"""Recommend products by need, and answer with the facts of one. Shows only what the catalogue holds."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.knowledge.catalogue import Catalogue, Found, Hit
from chatbot.knowledge.wishes import Wish
from chatbot.messages import Answer, Chip, Context, DialogueState, Product, Say, Source
from chatbot.skills.product_facts import asked_fact, asks_price_or_stock, card, price_shown

SHOWN = 4  # cards in one answer: two rows on a phone
_POINTS_BACK = re.compile(r"\b(?:it|this|that|these|those|them|one|ones|first|second|third|last|same)\b", re.IGNORECASE)
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


class ProductsSkill:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def answer(self, context: Context) -> Answer | None:
        """Recommend or tell a fact; None when the shop has no catalogue or a question names no product of it."""
        if self._catalogue.is_empty():
            return None
        text, state = context.message.text, context.state
        wish = self._catalogue.read(text)
        product = self._meant(context, wish)
        intent = context.understanding.prediction.intent.label
        if product is not None and (wish.wants_cheaper or wish.wants_similar):
            return self._recommend(context, wish, self._catalogue.like(product, wish))
        if product is not None and (context.message.choice or intent == "product_question"):
            return self._fact(state, product, text)
        if intent != "product_recommendation":
            return None
        context.stage("finding_products")
        if state.last_search and (wish.wants_cheaper or _only_filters(text)):
            wish = replace(wish, text=f"{state.last_search} {wish.text}")
        return self._recommend(context, wish, self._catalogue.search(wish))

    def _meant(self, context: Context, wish: Wish) -> Product | None:
        """Return the product that the message is about: a chip's, one named, or one shown before ("the blue one")."""
        kind, _, value = (context.message.choice or "").partition(":")
        if kind == "product":
            return self._catalogue.get(value)
        named = self._catalogue.named(context.message.text, wish.colors)
        if named is not None or not context.state.last_products or not _POINTS_BACK.search(context.message.text):
            return named
        shown = [product for each in context.state.last_products if (product := self._catalogue.get(each))]
        return self._pick(shown, context.message.text, wish)

    def _pick(self, shown: list[Product], text: str, wish: Wish) -> Product | None:
        for word, n in _ORDINALS.items():
            if re.search(rf"\b{word}\b", text, re.IGNORECASE) and n < len(shown):
                return shown[n]
        if wish.colors and shown:
            siblings = [*shown, *(hit.product for hit in self._catalogue.like(shown[0], replace(wish, wants_cheaper=False)).hits)]
            return next((product for product in siblings if set(wish.colors) & set(product.colors)), None)
        return shown[0] if shown else None

    def _fact(self, state: DialogueState, product: Product, text: str) -> Answer:
        fact = None if asks_price_or_stock(text) else asked_fact(product, text)
        if fact is not None:
            say = Say("product_fact", {"product": product.title, "fact": fact})
        elif product.stock == 0:
            say = Say("product_sold_out", {"product": product.title})
        elif product.price is None or product.stock is None:
            say = Say("product_fact", {"product": product.title, "fact": price_shown(product)})
        else:
            say = Say("product_in_stock", {"product": product.title, "price": price_shown(product)})
        return Answer(
            skill="products",
            say=(say,),
            sources=(Source("product", product.id, product.title, product.url),),
            chips=(Chip("Something similar", f"similar:{product.id}"),) if product.stock == 0 else (),
            products=(card(product),),
            state=replace(state, last_products=(product.id,)),
        )

    def _recommend(self, context: Context, wish: Wish, found: Found) -> Answer:
        hits: tuple[Hit, ...] = found.hits[:SHOWN]
        if not hits:
            return Answer("products", (Say("no_products"), Say("ask_wish")), decision="ask", state=context.state)
        missed = {"missed": ", ".join(found.missed)}
        state = replace(context.state, last_products=tuple(hit.product.id for hit in hits), last_search=wish.text)
        return Answer(
            skill="products",
            say=(Say("recommend_near", missed) if found.missed else Say("recommend"),),
            sources=tuple(Source("product", hit.product.id, hit.product.title, hit.product.url) for hit in hits),
            products=tuple(card(hit.product, hit.reason) for hit in hits),
            state=state,
        )


def _only_filters(text: str) -> bool:
    """Whether the message only narrows the last search: "in blue?", "under 50 please", "and for kids"."""
    return (
        len(text.split()) <= 4
        and re.match(r"\W*(?:and|in|under|below|for|but|not|without|max|up to|over)\b", text, re.IGNORECASE) is not None
    )
