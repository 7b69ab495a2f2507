"""The skills that the rules choose among, as far as the rules need to know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from chatbot.messages import Answer, Candidate, Context
from chatbot.skills.handoff import HandoffSkill
from chatbot.skills.orders import OrdersSkill
from chatbot.skills.smalltalk import SmalltalkSkill


class Skill(Protocol):
    def answer(self, context: Context) -> Answer | None: ...


class FaqTalk(Skill, Protocol):
    def picked(self, context: Context) -> Answer | None: ...

    def asked(self, context: Context) -> Answer | None: ...

    def told_last(self, context: Context) -> bool: ...

    def nearest_words(self, context: Context) -> frozenset[str]: ...

    def speaks_of_price(self, candidate: Candidate) -> bool: ...


class ProductTalk(Skill, Protocol):
    def follow_up(self, context: Context) -> Answer | None: ...

    def fact(self, context: Context) -> Answer | None: ...

    def page_of_meant(self, context: Context) -> Answer | None: ...

    def fact_of_kind(self, context: Context) -> Answer | None: ...

    def wished(self, context: Context) -> Answer | None: ...

    def in_stock(self, context: Context) -> Answer | None: ...

    def expected(self, context: Context) -> Answer | None: ...

    def bought(self, context: Context) -> Answer | None: ...

    def promised(self, context: Context) -> Answer | None: ...

    def is_named(self, context: Context, shown: Answer) -> bool: ...

    def only_offers(self, context: Context, told: Answer) -> bool: ...

    def of_others(self, context: Context, questions: Sequence[str]) -> list[bool]: ...

    def nearest_of(self, context: Context, questions: Sequence[str]) -> int | None: ...

    def is_kin(self, context: Context, shown: Answer) -> bool: ...

    def unanswered(self, context: Context) -> Answer | None: ...

    def held(self, context: Context) -> Answer | None: ...

    def lacking(self, context: Context) -> Answer | None: ...


@dataclass(frozen=True, slots=True)
class Skills:
    faq: FaqTalk
    orders: OrdersSkill
    products: ProductTalk
    smalltalk: SmalltalkSkill
    handoff: HandoffSkill

    def chosen(self, context: Context) -> Answer | None:
        """Return what a chip stands for: `faq:<id>`, `product:<id>`, `similar:<id>`, `intent:<label>`; None for any other."""
        kind, _, value = (context.message.choice or "").partition(":")
        if kind == "faq":
            return self.faq.answer(context)
        if kind in ("product", "similar") or (kind, value) == ("intent", "product_recommendation"):
            return self.products.answer(context)
        if (kind, value) == ("intent", "order_status"):
            return self.orders.answer(context)
        return self._of_intent(context) if kind == "intent" else None

    def _of_intent(self, context: Context) -> Answer | None:
        """What the label finds, or where it finds nothing the shop's rule on the wish: a chip may be written in any language."""
        found = self.faq.answer(context)
        if (found is None or found.decision != "answer") and context.of_wish:
            found = self.faq.answer(replace(context, candidates=context.of_wish, questions=())) or found
        return found
