"""One table of rules picks the skill. The first rule whose skill does not say "not mine" answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from chatbot.config import Settings
from chatbot.dialogue import forms
from chatbot.dialogue.evidence import (
    SURE,
    always,
    asks_for_person,
    asks_how,
    asks_when_product_comes,
    believes,
    best_score,
    faq_spoke_last,
    goes_on_about_order,
    is_change,
    is_count,
    is_detail,
    is_evidently_of_an_order,
    is_glad,
    is_name,
    is_open,
    is_order_number,
    is_over,
    log_odds,
    may_go_on_about_product,
    probability,
    speaks_of_own,
    wants,
)  # fmt: skip
from chatbot.dialogue.languages import in_own_language
from chatbot.dialogue.lookups import Lookups
from chatbot.dialogue.mood import is_angry, is_outspoken, offered, sorry, without_sorry
from chatbot.dialogue.skills import Skills
from chatbot.dialogue.sources import FAQ_SURE, Sources, left_question
from chatbot.knowledge.lexicon import content
from chatbot.messages import FILE_SENT, Answer, Chip, Context, Say
from chatbot.skills.faq import CHIP
from chatbot.skills.follow_ups import asks_for_more, is_follow_up, points_back
from chatbot.skills.handoff import HUMAN_CHIP
from chatbot.skills.replies import is_no
from chatbot.skills.smalltalk import BELIEVED

# Where the FAQ has nothing, the page of the product that is named may: "guarantee led mask" is read as a return.
ABOUT_PRODUCTS = ("product_question", "product_recommendation", "store_info", "return_refund", "delivery_info")
LIKELY_WISH = 0.5  # from here on, a wish for products right after an answer of the FAQ: "a red lipstick instead of nude" has 0.42
LIKELY_WITH_WORD = 0.35  # of the wish for a person, where the message has a word for one ("transfer me to an employee": 0.37)
# Of an FAQ entry that holds all words of a message, from which it is asked about ("what is 39 in uk") rather than called strange. Of 42
# strange messages of data/eval/intents.csv 5 have such a score ("what is the capital of australia" 0.87), and none has the words, too.
NEAR_ENTRY = 0.45
NEAR_RULE = 0.2  # of the rule on changes by the message itself: "cancel MF20402" has 0.6, "keep my order for 3 weeks" 0.09
FAQ_OUTWEIGHS = 0.5  # log-odds of scope and FAQ together from which a message that seems strange is answered


@dataclass(frozen=True, slots=True)
class Rule:
    name: str  # shown in the console and the records
    when: Callable[[Context], bool]
    answer: Callable[[Context], Answer | None]


class Router:
    """Route one message. `route` always returns an answer, since the last rule does."""

    def __init__(self, skills: Skills, settings: Settings) -> None:
        self._skills, self._settings = skills, settings
        self._sources = Sources(skills, settings)
        self._lookups = Lookups(skills, self._sources, settings)
        s, sources, lookups = skills, self._sources, self._lookups
        self.rules = (
            Rule("a person has the conversation", lambda c: c.state.handoff != "none", s.handoff.quiet),
            Rule("someone may be in danger", always, s.smalltalk.danger),
            Rule("a person was offered and is wanted", s.handoff.is_accepted, self._pass_on),
            Rule("a file was sent", lambda c: c.message.choice == FILE_SENT, s.handoff.file_received),
            Rule("a chip names its answer", lambda c: c.message.choice is not None, self._chosen),
            Rule("a person was offered and is not wanted", always, s.handoff.declined),
            Rule("an entry is taken of those asked about", lambda c: bool(c.state.offered_faqs), self._picked),
            Rule("an open form is left", lambda c: is_open(c) and forms.wants_to_stop(c.message.text), forms.stopped),
            Rule("nothing is wanted any more", is_over, s.smalltalk.over),
            Rule("an open form is filled", is_open, lookups.fill),
            Rule("an open form can't be filled", always, lookups.unfilled),
            Rule("how a person is reached", believes("human_agent"), self._ways_to_reach),
            Rule("a person is asked for", self._is_person_wanted, self._pass_on),
            Rule("someone is to be reached", lambda c: wants("human_agent")(c) and probability(c) >= SURE, self._reached),
            Rule("who answers here", always, s.smalltalk.introduce),
            Rule("an order number alone", is_order_number, lookups.look_up_for_wish),
            Rule("the bot was not understood", always, s.smalltalk.puzzled),
            Rule("what was shown is to be bought", lambda c: not is_open(c), self._buying),
            Rule("small talk", wants("greeting", "goodbye", "thanks"), s.smalltalk.answer),
            Rule("goes on from what the FAQ said", self._goes_on_from_faq, sources.faq("answer")),
            Rule("a thing of the order that was shown", goes_on_about_order, s.orders.of_item),
            Rule("goes on from the products shown", always, sources.go_on),
            Rule("a bare wish for what the shop has", self._is_open_to_wishes, self._wished),
            Rule("when a product comes", asks_when_product_comes, s.products.expected),
            Rule("where is my order", is_evidently_of_an_order, lookups.track),
            Rule("advice on products", self._is_wish, sources.advise),
            Rule("a fact of the product that is meant", wants("product_question", "out_of_scope"), sources.fact),
            Rule(
                "nothing is said",
                lambda c: wants("out_of_scope", "human_agent")(c) or probability(c) < BELIEVED,
                s.smalltalk.note_taken,
            ),
            Rule("surely out of scope", self._is_surely_strange, self._limit),
            Rule("a fact of the kind that is asked about", self._may_be_of_kind, s.products.fact_of_kind),
            Rule("the FAQ asks back about a product", self._is_about_product, sources.ask_of_product),
            Rule("when the order that was shown comes", lambda c: not faq_spoke_last(c.state), s.orders.expected),
            Rule("the FAQ answers", always, sources.answer),
            Rule(
                "products of the kind that is asked for",
                lambda c: wants("product_question", "out_of_scope", "store_info")(c) or self._is_no_change(c),
                s.products.answer,
            ),
            Rule("of an order that was shown", wants("delivery_info"), s.orders.follow_up),
            Rule("what is noted on the order that was shown", always, s.orders.of_note),
            Rule("nothing but a thing of the shop's is named", self._may_be_named, self._wished),
            Rule("surely change or cancel an order", self._is_sure_of_change, self._change),
            Rule("a complaint", self._is_complaint, s.handoff.comfort),
            Rule("the FAQ asks back", self._may_ask, sources.faq("ask")),
            Rule("change or cancel an order", lambda c: is_change(c) and probability(c) >= BELIEVED, self._change),
            Rule("out of scope", self._is_strange, self._limit),
            Rule("joy that asks nothing", always, s.smalltalk.glad),
            Rule(
                "a product that no record tells of",
                lambda c: wants(*ABOUT_PRODUCTS)(c) or may_go_on_about_product(c),
                sources.unknown_of_product,
            ),
            Rule(
                "a product that the shop may have",
                lambda c: (
                    wants("product_question", "product_recommendation")(c) or (wants("store_info")(c) and probability(c) < SURE)
                ),
                s.products.lacking,
            ),
            Rule("nothing reliable is known", always, s.handoff.no_answer),
        )

    def route(self, context: Context) -> Answer:
        """Return the answer of the first rule that has one, with an open form resumed and the mood heeded."""
        _, answer = self.explain(context)
        answer = in_own_language(context, left_question(context, answer), self._settings.faq_beats_lookup)
        return self._heed_mood(context, self._lookups.resumed(context, answer))

    def explain(self, context: Context) -> tuple[str, Answer]:
        """Return the name of the rule that answered, and its answer."""
        for rule in self.rules:
            if rule.when(context) and (answer := rule.answer(context)) is not None:
                return rule.name, answer
        raise AssertionError("the last rule always answers")

    def _is_person_wanted(self, context: Context) -> bool:
        """Whether the classifier may be right and the message has a word for a person; "phone number" (0.98) makes no ticket."""
        is_likely = wants("human_agent")(context) and probability(context) >= LIKELY_WITH_WORD
        return is_likely and asks_for_person(context.message.text)

    def _reached(self, context: Context) -> Answer:
        """What the FAQ tells or may tell of it, and a person is offered."""
        offer = Answer("handoff", (Say("offer_human"),), decision="ask", chips=(HUMAN_CHIP,))
        return offered(self._skills.faq.answer(context) or offer)

    def _change(self, context: Context) -> Answer | None:
        """A person is offered, and the shop's rule on changing orders once as a chip; told where the message itself is near to it."""
        rule = next(iter(context.of_wish), None)
        if rule is None or rule.faq_id == context.state.last_faq_id or rule.score < self._settings.faq_beats_lookup:
            return self._skills.orders.change(context)
        own = next((each.score for each in context.candidates if each.faq_id == rule.faq_id), 0.0)
        told = self._skills.faq.answer(replace(context, candidates=context.of_wish, questions=())) if own >= NEAR_RULE else None
        person = self._skills.orders.change(context)
        if told or person is None:
            return told and offered(told)
        return replace(person, chips=(Chip(rule.question, CHIP + rule.faq_id), *person.chips))

    def _is_no_change(self, context: Context) -> bool:
        return wants("order_cancel", "order_change")(context) and not is_change(context)

    def _is_sure_of_change(self, context: Context) -> bool:
        return is_change(context) and probability(context) >= SURE

    def _is_complaint(self, context: Context) -> bool:
        """ "Can I trust this shop" is none, however sure the classifier is: nobody is annoyed."""
        moods = context.understanding.prediction.sentiments
        return believes("complaint")(context) and bool(moods) and moods[0].label == "negative"

    def _is_strange(self, context: Context) -> bool:
        """Whether no wish of a shop's customer is seen; "why that one" after products were shown is about them."""
        return wants("out_of_scope")(context) and not context.state.last_products

    def _may_ask(self, context: Context) -> bool:
        """Not beside the look-up's own question, when it is the order that is spoken of."""
        return not (is_open(context) and wants("order_status")(context))

    def _is_surely_strange(self, context: Context) -> bool:
        """Whether the classifier is sure, and the FAQ not surer: what both say is weighed as odds."""
        in_scope_p = context.understanding.prediction.in_scope_p
        is_strange = wants("out_of_scope")(context) and in_scope_p < self._settings.out_of_scope_p
        return is_strange and log_odds(best_score(context)) + log_odds(in_scope_p) < FAQ_OUTWEIGHS

    def _is_wish(self, context: Context) -> bool:
        """Whether advice is wanted; after an answer of the FAQ, a thing that is named may be a detail of the matter before."""
        if (
            faq_spoke_last(context.state)
            and is_follow_up(context.message.text, context.state)
            and best_score(context) >= FAQ_SURE
        ):
            return False  # "it's a lawn mower" after "can I return it"
        if faq_spoke_last(context.state) and is_count(context.message.text) and probability(context) < SURE:
            return False
        if is_open(context) and is_detail(context.message.text):  # "the pot", when the number of its order is asked for
            return False
        is_likely = probability(context) >= LIKELY_WISH or not faq_spoke_last(context.state)
        return is_likely and believes("product_recommendation")(context)

    def _goes_on_from_faq(self, context: Context) -> bool:
        """Whether the FAQ, which spoke last, surely has more to say: on what it told ("how much is it"), or on a detail of the matter.

        "Its a lawn mower" after "can I return it" is no wish for one; a bare "lawn mower" after an answer may be.
        """
        text, state = context.message.text, context.state
        if not faq_spoke_last(state) or best_score(context) < self._settings.faq_beats_lookup:
            return False
        is_told = context.candidates[0].faq_id == state.last_faq_id and not state.offered_faqs
        if is_told:
            return asks_for_more(text) or (points_back(text) and set(content(text)) <= set(content(state.history[-1][1])))
        return is_follow_up(text, state) and (bool(state.offered_faqs) or is_detail(text))

    def _buying(self, context: Context) -> Answer | None:
        """ "How do i order this" is told by the FAQ, where that is sure."""
        wanted = self._skills.products.bought(context)
        return wanted and (self._sources.sure_faq(context) or wanted)

    def _may_be_named(self, context: Context) -> bool:
        """Whether a bare name of a thing ("slippers": a return, 0.95) may be a wish for it, since nothing else has answered."""
        return not (is_open(context) or is_detail(context.message.text) or wants("complaint", "human_agent")(context))

    def _wished(self, context: Context) -> Answer | None:
        """A bare name of one product right after the FAQ spoke may say which one the matter is about: no card is offered for it.

        "Castle Quarrel" after "the game is missing pieces" is no wish to buy it; "slippers", of which there are several, may be one.
        """
        shown = self._skills.products.wished(context)
        may_be_matter = faq_spoke_last(context.state) and not wants("product_question", "product_recommendation")(context)
        is_one = shown is not None and len(shown.products) == 1 and shown.say[0].act == "recommend"
        return None if is_one and may_be_matter and is_name(context.message.text) else shown

    def _is_open_to_wishes(self, context: Context) -> bool:
        is_sure = believes("product_recommendation")(context) or (
            probability(context) >= SURE
            and not wants("out_of_scope", "product_question")(context)
            and not self._is_no_change(context)
        )
        if faq_spoke_last(context.state) and is_count(context.message.text):
            return False
        return not is_sure and best_score(context) < self._settings.faq_beats_lookup

    def _may_be_of_kind(self, context: Context) -> bool:
        """A question on products; where the classifier is not sure of it, the FAQ must not be either."""
        may_be = wants("product_question", "out_of_scope", "store_info")(context)
        is_sure = wants("product_question")(context) and probability(context) >= SURE
        return is_sure or (may_be and best_score(context) < self._settings.faq_beats_lookup)

    def _is_about_product(self, context: Context) -> bool:
        """A question on a product, and the FAQ does not surely answer it."""
        return wants("product_question")(context) and best_score(context) < self._settings.faq_beats_lookup

    def _picked(self, context: Context) -> Answer | None:
        """ "Yes" or "the second one" to "do you mean one of these"; "none" leaves nothing to answer with."""
        if is_no(context.message.text):
            return self._skills.handoff.no_answer(context)
        return self._skills.faq.picked(context)

    def _pass_on(self, context: Context) -> Answer:
        return self._skills.handoff.pass_on(context, "asked")

    def _ways_to_reach(self, context: Context) -> Answer | None:
        """ "How can I reach you by phone" asks for what the FAQ tells, and a person is offered beside it."""
        text = context.message.text
        found = self._sources.sure_faq(context) if asks_how(text) or not asks_for_person(text) else None
        return offered(found) if found else None

    def _chosen(self, context: Context) -> Answer | None:
        kind, _, value = (context.message.choice or "").partition(":")
        if kind == "faq":
            return self._skills.faq.answer(context)
        if kind in ("product", "similar") or (kind, value) == ("intent", "product_recommendation"):
            return self._skills.products.answer(context)
        return self._skills.orders.answer(context) if (kind, value) == ("intent", "order_status") else None

    def _limit(self, context: Context) -> Answer:
        """Tell what the bot is for, if no entry is near; who has a thing of the shop's ("my stove wont light") may get a person."""
        said = set(content(context.message.text))
        if best_score(context) >= NEAR_ENTRY and said and said <= self._skills.faq.nearest_words(context):
            return self._skills.faq.asked(context) or self._skills.handoff.no_answer(context)
        if speaks_of_own(context.message.text) and self._skills.products.unanswered(context):
            return self._sources.faq("ask")(context) or self._skills.handoff.no_answer(context)
        return self._skills.smalltalk.limit(context, is_angry(context, self._settings.angry_p))

    def _heed_mood(self, context: Context, answer: Answer) -> Answer:
        """An angry customer is told sorry first and offered a person; the second time the person comes."""
        state = answer.state or context.state
        angry = is_angry(context, self._settings.angry_p)
        outspoken = angry and is_outspoken(context)  # only these bring a person unasked
        angry_turns = state.angry_turns + 1 if outspoken else 0 if is_glad(context) else state.angry_turns
        answer = replace(answer, state=replace(state, angry_turns=angry_turns))
        if not angry or not answer.say or answer.ticket or answer.say[0].act in {"crisis", "calm_limit"}:
            return answer
        if outspoken and angry_turns >= self._settings.angry_turns_to_handoff:
            passed = self._skills.handoff.pass_on(replace(context, state=answer.state or state), "angry")
            return replace(passed, say=(sorry(context), *passed.say), faq=answer.faq)
        return offered(replace(answer, say=(sorry(context), *without_sorry(answer.say))))
