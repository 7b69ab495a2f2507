"""What is told and shown of the shop's products, and what the FAQ says in place of it or beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.config import Settings
from chatbot.dialogue.evidence import SURE, best_score, probability
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import FAQ_SURE, Sources, is_repeated, of_wish, with_cards
from chatbot.knowledge.extents import extents_in
from chatbot.knowledge.lexicon import content
from chatbot.messages import Answer, Context, Say
from chatbot.skills.follow_ups import refers_back
from chatbot.skills.product_offers import leaves_question

# Said of any thing that a shop may have: "do you sell rabbit hutches" is no matter of "Do you sell gift cards?".
_OFFERING = frozenset(content("sell sells selling sold stock stocks carry offer offers buy order shop product products"))
_RESTOCKS = re.compile(
    r"\bwhen\b.*\bback\b|\bback (?:in|order)|\b(?:come|be) back\b|\bre-?stock|\b(?:in|out of|no) stock\b|\bsold out\b"
    r"|\bavailab|\bpre-?order",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:without|no|not|non|free)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:(?:ok|okay|and|but|so|what)\W+)*if\b", re.IGNORECASE)


class ProductCards:
    def __init__(self, skills: Skills, sources: Sources, settings: Settings) -> None:
        self._skills, self._sources, self._settings = skills, sources, settings

    def advise(self, context: Context) -> Answer | None:
        """Cards, or what the FAQ says where it is the surer of the two and no card is called as the customer said."""
        advice, general = self._skills.products.answer(context), self._sources.faq("answer")(context)
        if advice and advice.products and general and is_repeated(general):
            return advice  # "the 65w one", after an entry told which charger is needed
        if advice and advice.products and _lacks_size(advice):
            return self._size_lacking(context, advice)
        if advice is None or (advice.products and self._skills.products.is_named(context, advice)):
            return advice
        # Where the shop has nothing for what was said ("for my back pain"), an answer of the FAQ with a word of it is more.
        is_kin = bool(advice.products) and self._skills.products.is_kin(context, advice)
        act = advice.say[0].act  # a guess of the kind that is named is what the shop has
        is_lacking = act in ("no_products", "unsure_products") or (act == "recommend_guess" and not is_kin)
        # "Battery": no watch is called so, though the page of one tells of it; an entry is.
        said = set(content(context.message.text))
        is_called = general is not None and general.faq is not None and bool(said & set(content(general.faq.question)))
        least = min(probability(context), FAQ_SURE) if advice.products else 1.0
        if is_lacking:
            least = 0.0 if is_called else FAQ_SURE  # "anything from crete" asks for no delivery to Greece
        elif not advice.products or (is_called and not is_kin):
            least = min(least, self._settings.faq_beats_lookup)
        is_surer = general is not None and general.faq is not None and general.faq.score > least
        if general is not None and is_surer:
            # "Vegan lipstick": what is said of all, and the lipsticks.
            # Beside "only the wool ones are free of it" cards that nobody knows to be without would contradict.
            is_wish = is_kin and not (is_lacking or may_have_denied(advice)) and probability(context) >= SURE
            return with_cards(general, advice) if is_wish else general
        return advice if advice.products else self._asked_by_word(context) or advice

    def _asked_by_word(self, context: Context) -> Answer | None:
        """Ask about the nearest entry where it holds a word of the wish: a treadmill is no matter of "Track & trace"."""
        said = set(content(context.message.text)) - _OFFERING
        return self._sources.faq("ask")(context) if said & self._skills.faq.nearest_words(context) else None

    def _size_lacking(self, context: Context, advice: Answer) -> Answer:
        """What the FAQ says of a size ("72x48") that no product has, with the nearest cards: it may be made. Else these, with its chips.

        The sizes of mattresses are not told of a sofa.
        """
        general = self._sources.faq("answer")(context)
        named = set(content(context.message.text)) & set(content(" ".join(card.title for card in advice.products)))
        if general is not None and named <= self._skills.faq.nearest_words(context):
            return with_cards(general, advice)
        asked = self._skills.faq.asked(context)
        return replace(advice, chips=asked.chips) if asked else advice

    def go_on(self, context: Context) -> Answer | None:
        """The next message on products that were shown; of what none of them has, the FAQ speaks first where it surely does."""
        if _CONDITION.match(context.message.text) and self._skills.faq.asked(context):
            return None  # "ok and if too small" is no wish for something small
        told = self._skills.products.follow_up(context)
        if told and told.say[0].act == "recommend_near" and best_score(context) >= FAQ_SURE:
            # "waterproof?": what its marks mean is told, and no watch is called leaky
            general = self._sources.faq("answer")(context)
            return with_cards(general, told) if general else told
        return self._size_lacking(context, told) if told and _lacks_size(told) else told

    def fact(self, context: Context) -> Answer | None:
        """What the record says; that a product is sold out, with what the FAQ surely says of it ("when is it back")."""
        told = self._skills.products.fact(context)
        if told is not None and best_score(context) >= FAQ_SURE and self._skills.products.only_offers(context, told):
            return None  # "can you assemble the oslo bed" asks for no price
        if told is not None and best_score(context) >= FAQ_SURE and self._sources.is_asked_of_faq(context, told):
            return None  # "are the oslo beds second-hand", of which no page says a word
        if told is not None and leaves_question(context.message.text, told):
            return self._with_rest(context, told)
        return self._with_restocking(context, told)

    def _with_rest(self, context: Context, told: Answer) -> Answer:
        """What is told of a product, with what the FAQ says to the second question, or its chips."""
        general = self._sources.faq("answer")(context)
        if general is not None:
            return replace(told, say=told.say + general.say, faq=general.faq, sources=told.sources + general.sources)
        asked = self._skills.faq.asked(context)
        return replace(told, say=(*told.say, Say("rest_unanswered")), chips=(*told.chips, *(asked.chips if asked else ())))

    def in_stock(self, context: Context) -> Answer | None:
        """Whether a thing that the shop has can be had: its record knows, however sure an entry on "back in stock" is."""
        return self._with_restocking(context, self._skills.products.in_stock(context))

    def _with_restocking(self, context: Context, told: Answer | None) -> Answer | None:
        if told is None or told.say[0].act != "product_sold_out":
            return told
        general = self._sources.sure_faq(context)
        if general is None or general.faq is None or not _RESTOCKS.search(general.faq.question):
            return told  # the shop's rule on anything else is no word on when it is back
        return replace(
            told, say=(told.say[0], *general.say, *told.say[1:]), faq=general.faq, sources=told.sources + general.sources
        )

    def expected(self, context: Context) -> Answer | None:
        """When a product comes: of what is sold out the record tells so, of anything else the FAQ how long delivery takes."""
        told = self._skills.products.expected(context)
        if told is not None and told.say[0].act == "product_sold_out":
            return self._with_restocking(context, told)
        is_of_shown = bool(context.state.last_products) and refers_back(context.message.text)
        return (self._sources.faq("answer")(of_wish(context)) or told) if told or is_of_shown else None


def may_have_denied(advice: Answer) -> bool:
    """Whether the cards are not known to be without what the customer does not want."""
    return any(_DENIED.search(say.slots.get("missed", "")) for say in advice.say)


def _lacks_size(advice: Answer) -> bool:
    """Whether sides of a thing ("72x48") are among what the cards do not meet."""
    return any(extents_in(say.slots.get("missed", "")) for say in advice.say)
