"""A conversation with the product skill alone, which the tests of it hold over shops of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from chatbot.messages import Answer, Context, CustomerMessage, DialogueState, Entities, Prediction, Scored, Understanding
from chatbot.records import Product
from chatbot.skills.products import ProductsSkill

ADVICE, QUESTION = "product_recommendation", "product_question"

OpenShop = Callable[[Sequence[Product]], ProductsSkill]


class Talk:
    """One conversation with the product skill alone; a follow-up has the first word, as in the router."""

    def __init__(self, skill: ProductsSkill) -> None:
        self.skill, self.state, self.answer = skill, DialogueState(), Answer("none", ())

    def context(self, text: str, intent: str, choice: str | None = None) -> Context:
        understanding = Understanding(Prediction((Scored(intent, 0.9),), 0.9), Entities(), text)
        return Context(CustomerMessage("c", text, choice=choice), understanding, self.state)

    def say(self, text: str, intent: str = "out_of_scope", choice: str | None = None) -> list[str]:
        context = self.context(text, intent, choice)
        answer = (None if choice else self.skill.follow_up(context)) or (
            self.skill.answer(context) if choice or intent in (ADVICE, QUESTION) else None
        )
        self.answer = answer or Answer("none", ())
        acts = [say.act for say in self.answer.say]
        self.state = replace(self.answer.state or self.state, wish_asked="ask_wish" in acts)
        return acts

    @property
    def shown(self) -> list[str]:
        return [card.id for card in self.answer.products]

    @property
    def facts(self) -> list[str]:
        return [say.slots["fact"] for say in self.answer.say if "fact" in say.slots]


def titles(talk: Talk) -> list[str]:
    return [card.title for card in talk.answer.products]
