"""Which of the two speaks where both the FAQ and the catalogue may answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chatbot.config import Settings
from chatbot.dialogue.evidence import SURE, best_score, may_go_on_about_product, probability, wants
from chatbot.dialogue.skills import Skills
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Context, DialogueState

LIKELY = 0.5  # of an FAQ entry that is asked about rather than what the page of the product says


class Sources:
    def __init__(self, skills: Skills, settings: Settings) -> None:
        self._skills, self._settings = skills, settings

    def advise(self, context: Context) -> Answer | None:
        """Cards, or what the FAQ says where it is the surer of the two and no card is called as the customer said."""
        advice, general = self._skills.products.answer(context), self.faq("answer")(context)
        if advice is None or (advice.products and self._skills.products.is_named(context, advice)):
            return advice
        least = probability(context) if advice.products else self._settings.faq_beats_lookup
        is_surer = general is not None and general.faq is not None and general.faq.score > least
        if general is not None and is_surer:
            # "Vegan lipstick": what is said of all, and the lipsticks.
            is_wish = bool(advice.products) and probability(context) >= SURE and self._skills.products.is_kin(context, advice)
            return replace(general, products=advice.products, state=with_products(general, advice)) if is_wish else general
        return advice if advice.products else self.faq("ask")(context) or advice

    def unknown_of_product(self, context: Context) -> Answer | None:
        """What the product's page says; where only a kind is asked about, its products beside an honest "I don't know"."""
        found = self._skills.products.unanswered(context)
        if found is None:
            return None
        if not (wants("product_question")(context) or may_go_on_about_product(context)):  # then the page has to bear on it
            return found if found.say and found.decision == "answer" else None
        if found.say:
            return found
        return replace(self._skills.handoff.no_answer(context), products=found.products, state=found.state)

    def ask_of_product(self, context: Context) -> Answer | None:
        """A product that is named weighs against an FAQ entry that only may answer; its page is told where that is unlikely."""
        found = self._skills.products.unanswered(context)
        asked = self._skills.faq.asked(context) if found else None
        if found is None or asked is None:
            return None
        if found.say and best_score(context) < LIKELY:
            return found
        if found.say and found.decision == "answer":
            return replace(found, chips=asked.chips)
        quotes = tuple(each for each in found.say if each.act != "offer_human")
        state = replace(found.state or context.state, last_question=context.message.text)
        return replace(asked, say=(*quotes, *asked.say), products=found.products, state=state)

    def answer(self, context: Context) -> Answer | None:
        """What the FAQ says; where a product is surely asked about, an entry must hold more of the question than its name."""
        found = self.faq("answer")(context)
        unanswered = self._skills.products.unanswered(context) if self._is_surely_of_product(context) else None
        if found is None or found.faq is None or unanswered is None:
            return found
        asked = set(content(context.message.text)) - set(content(" ".join(card.title for card in unanswered.products)))
        held = content(" ".join((found.faq.question, *(say.slots.get("answer", "") for say in found.say))))
        if not asked or asked & set(held):
            return found
        return self.ask_of_product(context)

    def _is_surely_of_product(self, context: Context) -> bool:
        return wants("product_question")(context) and probability(context) >= SURE

    def sure_faq(self, context: Context) -> Answer | None:
        found = self.faq("answer")(context)
        is_sure = found is not None and found.faq is not None and found.faq.score >= self._settings.faq_beats_lookup
        return found if is_sure else None

    def faq(self, decision: str) -> Callable[[Context], Answer | None]:
        def answer(context: Context) -> Answer | None:
            found = self._skills.faq.answer(context)
            return found if found is not None and found.decision == decision else None

        return answer


def with_products(general: Answer, advice: Answer) -> DialogueState | None:
    """Return the state after an entry of the FAQ with the cards of the advice."""
    if general.state is None or advice.state is None:
        return general.state
    shown = advice.state
    return replace(general.state, last_products=shown.last_products, last_product="", last_search=shown.last_search)
