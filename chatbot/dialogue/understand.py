"""What a message means, before anyone answers: one pass of each model, code for the entities, the nearest FAQ entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from chatbot.dialogue.active import ActiveClassifier
from chatbot.dialogue.forms import wish_after_stop
from chatbot.dialogue.languages import understood
from chatbot.dialogue.matters import TOLD_AGAIN, of_heading, of_what_is_compared
from chatbot.dialogue.mood import complains
from chatbot.dialogue.order_evidence import CLAIMS, is_of_an_order, is_on_order
from chatbot.dialogue.reaching import Way, told_by, way_asked
from chatbot.knowledge.days import DAYS
from chatbot.knowledge.denied import without_denied
from chatbot.knowledge.faq_search import FaqEntry, FaqSearch, FollowUp
from chatbot.knowledge.lexicon import content
from chatbot.knowledge.places import Places, asked_countries
from chatbot.messages import INTENTS, Candidate, Context, CustomerMessage, DialogueState, Prediction, Scored, Understanding
from chatbot.models.encoder import Encoders
from chatbot.skills.entities import UNKNOWN, Known, read_entities
from chatbot.skills.follow_ups import (
    asked_words,
    asks_for_more,
    connects,
    is_follow_up,
    is_told,
    place_before,
    points_back,
    questions_of,
    refers_back,
    says_where,
    search_texts,
    tells_again,
)
from chatbot.skills.replies import parts
from chatbot.skills.smalltalk import BELIEVED

# From here on the scope score is believed against the label "out of scope": on data/eval/intents.csv any value from 0.3 to 0.45
# names as many intents right, and the label alone loses "which carrier do you use" (in scope with 0.46).
LIKELY_IN_SCOPE = 0.4
# What a wish comes down to, however it is put: the shop's rule on it holds for "add a pair of socks", too.
# An entry on it has a word for it ("change" also finds "Change the product of my subscription", with 0.93, so both are asked first).
PLAIN_QUESTIONS = {
    "order_cancel": (("Can I cancel my order?",), re.compile(r"cancel|withdraw|revo[ck]", re.IGNORECASE)),
    "order_change": (
        ("Can I change or cancel my order?", "Can I change my order?"),
        re.compile(r"chang|edit|amend|modif|\badd", re.IGNORECASE),
    ),
    "return_refund": (("How do returns work?", "How do I return an item?"), re.compile(r"return|refund|money", re.IGNORECASE)),
    "delivery_info": (("How much is delivery?",), re.compile(r"deliver|shipp|post", re.IGNORECASE)),
    "order_status": (("How long does delivery take?",), re.compile(r"deliver|shipp|arriv", re.IGNORECASE)),
}
CLAIMING = ("return_refund", "complaint")
OF_CLAIMS = {
    "a fault": (
        ("My item is faulty or does not work. What do I do?", "What do I do if my item arrived damaged?"),
        re.compile(r"fault|defect|\bdead\b|\bdoa\b|(?:not|n['’]?t|stop\w*) work|damag|brok", re.IGNORECASE),
    ),
    "damage": (("What do I do if my item arrived damaged?",), re.compile(r"damag|brok|fault|defect", re.IGNORECASE)),
    "a wrong item": (("I received the wrong item. What now?",), re.compile(r"wrong", re.IGNORECASE)),
    "a missing item": (("An item is missing from my parcel.",), re.compile(r"missing|incomplete", re.IGNORECASE)),
}
# What came and does not work is no damage of the parcel, which a carrier is told of.
HEARD = {
    "a fault": re.compile(
        r"\bdead\b|\bdoa\b|fault|defect"
        r"|(?:\bnot|n['’]?t|\bnever|\bstop\w*) (?:even )?(?:work\w*|(?:turn|switch|power)\w* (?:on|up)|start\w*)\b",
        re.IGNORECASE,
    ),
    **CLAIMS,
}
# An address or a number alone has no words that the classifier could read: "maria@gmail.com" would be a call for a person (0.67).
ORDER_TOLD = Prediction((Scored("order_status", 1.0),), in_scope_p=1.0, sentiments=(Scored("neutral", 1.0),))
# A thing of the shop alone wants to be shown: "kettlebells" was thanks (0.93), a misspelled "dumbells" a complaint (0.89).
THING_NAMED = Prediction((Scored("product_recommendation", 0.95),), in_scope_p=1.0, sentiments=(Scored("neutral", 1.0),))
NO_NAMES = ("thanks", "greeting", "goodbye", "complaint")


# Of a long message so much is read: the encoders see no more, and each reading costs. Order numbers are looked for in all of it.
MAX_BEGINNING, MAX_END = 1_000, 500


@dataclass(frozen=True, slots=True)
class Understand:
    classifier: ActiveClassifier
    encoders: Encoders
    search: FaqSearch
    known: Callable[[], Known] = lambda: UNKNOWN  # how the shop's orders and products are numbered
    is_name: Callable[[str], bool] = lambda text: False  # whether nothing but a thing of the shop is named
    named: Callable[[str, Callable[[str], bool]], str] = lambda text, is_orders: text  # with the titles of article numbers

    def __call__(self, message: CustomerMessage, state: DialogueState, stage: Callable[[str], None]) -> Context:
        """Return the context that skills look at."""
        is_held = state.form is not None or state.handoff == "waiting"
        may_leave = message.choice is None and state.handoff != "taken" and is_held
        if may_leave and (rest := wish_after_stop(message.text)):  # the form and the wait are left, and the rest answered
            message, state = replace(message, text=rest), replace(state, form=None, handoff="none", wait_told=False)
        told = message.text if message.choice is not None else self._told(message.text, state)
        message = replace(message, text=beginning_and_end(told))
        texts, questions = search_texts(without_denied(message.text), state), questions_of(message.text)
        vectors = self.encoders.faqs.encode([*texts, *questions])  # (texts + questions, width)
        self.search.refresh()
        candidates = self.search.find(texts, vectors[: len(texts)], self._bearing(message.text, state))
        candidates = self._of_place(message.text, state, self._told_first(message.text, state, candidates))
        candidates = of_heading(self.search, message.text, state, candidates)
        candidates = of_what_is_compared(self.search, message.text, state, candidates)
        each_best = (self.search.find(each, vector, k=1) for each, vector in zip(questions, vectors[len(texts) :], strict=True))
        prediction = chosen(message.choice) or self.classifier.now().predict([message.text])[0]
        entities = read_entities(told, known=self.known(), is_of_order=is_on_order(prediction))
        understanding = Understanding(
            prediction=ORDER_TOLD if is_of_an_order(message.text, entities) else self._read(message.text, scoped(prediction)),
            entities=entities,
            search_text=texts[0],
        )
        best_of_each = tuple(found[0] for found in each_best if found)
        of_wish = self._of_wish(without_denied(message.text), understanding.prediction)
        return Context(message, understanding, state, candidates, best_of_each, stage, of_wish)

    def _told(self, text: str, state: DialogueState) -> str:
        """Return a message in the words that are searched; what is told to a form may be an order's number."""
        return understood(text if state.form else self.named(text, self.known().is_numbered_so))

    def _read(self, text: str, prediction: Prediction) -> Prediction:
        """Return the prediction, but for a name of a thing that is taken for a word of courtesy or anger."""
        may_be_name = prediction.intent.label in NO_NAMES and not (parts(text) or complains(text))
        return THING_NAMED if may_be_name and self.is_name(text) else prediction

    def _of_wish(self, text: str, prediction: Prediction) -> tuple[Candidate, ...]:
        """Return what the first plain question finds that has a word for the wish."""
        intent = prediction.intent
        is_other = (intent.label in PLAIN_QUESTIONS or intent.label in CLAIMING) and intent.p >= BELIEVED
        if not is_other and (way := way_asked(text)):
            return self._of_way(way)
        claim = next((name for name in OF_CLAIMS if HEARD[name].search(text)), None) if intent.label in CLAIMING else None
        wish = OF_CLAIMS[claim] if claim else PLAIN_QUESTIONS.get(intent.label) if intent.p >= BELIEVED else None
        if wish is None:
            return ()
        questions, word = wish
        if intent.label == "delivery_info":  # "and post to mayo": only a place makes it plain what is asked
            questions = tuple(f"{each} {text}" for each in questions) if asked_countries(text) else ()
        if not questions:
            return ()
        vectors = self.encoders.faqs.encode(questions)  # (questions, width)
        found = (self.search.find([each], vector[None], k=3) for each, vector in zip(questions, vectors, strict=True))
        return next((each for each in found if each and word.search(each[0].question)), ())

    def _of_way(self, way: Way) -> tuple[Candidate, ...]:
        """Return the first entry that tells how the shop is reached, whatever else it is about."""
        vectors = self.encoders.faqs.encode(way.questions)  # (questions, width)
        near = (
            each for text, vector in zip(way.questions, vectors, strict=True) for each in self.search.find([text], vector[None])
        )
        told = (told_by(way, each, self.search.entry(each.faq_id)) for each in near)
        return tuple(each for each in told if each)[:1]

    def _bearing(self, text: str, state: DialogueState) -> FollowUp:
        return FollowUp(self._answered(text, state), points_back(text), says_where(text), connects(text))

    def _answered(self, text: str, state: DialogueState) -> str:
        """Return the id of the entry that was told last, where this message goes on from there and asks for what it does not tell."""
        told = self.search.entry(state.last_faq_id) if is_follow_up(text, state) else None
        if told is None or is_told(text, told.answer):
            return ""
        since = state.history[-1:] if asks_for_more(text) or refers_back(text) else state.history  # "it" may be of one before
        return told.id if any(told.answer in reply or reply.strip() in told.answer for _, reply in since if reply) else ""

    def _told_first(self, text: str, state: DialogueState, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Put the entry that was just told before others where it holds what is asked, and no question of another one does."""
        told = self.search.entry(state.last_faq_id)
        if told is None or not found or found[0].faq_id == told.id or not tells_again(text, state, told.answer):
            return found
        asked = asked_words(text)
        if asked <= set(content(found[0].question)) and not asked <= set(content(" ".join(DAYS))):
            return found
        others = tuple(each for each in found if each.faq_id != told.id)
        return (Candidate(told.id, told.question, max(found[0].score, TOLD_AGAIN)), *others)

    def _of_place(self, text: str, state: DialogueState, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Leave out entries on other countries than the one spoken of before: "and customs?" after Germany asks of none elsewhere.

        What was told of that place comes first again where it holds a word of the question.
        """
        place, told = place_before(text, state), self.search.entry(state.last_faq_id)
        away = {each.faq_id for each in found if told and self._is_away(each.faq_id, told, place)}
        if told is None or not found or found[0].faq_id not in away:
            return found
        kept = tuple(each for each in found if each.faq_id not in away)
        is_here = Places.of("", "", f"{told.question} {told.answer}").are_here(place)
        if not (is_here and asked_words(text) & set(content(told.answer))):
            return kept
        return (Candidate(told.id, told.question, TOLD_AGAIN), *(each for each in kept if each.faq_id != told.id))

    def _is_away(self, faq_id: str, told: FaqEntry, place: frozenset[str]) -> bool:
        """Whether an entry is of the matter that was told, and its question of other countries."""
        entry = self.search.entry(faq_id)
        return entry is not None and entry.category == told.category and Places.of("", "", entry.question).are_elsewhere(place)

    @property
    def classifier_id(self) -> str:
        return self.classifier.now().id

    @property
    def kb_version(self) -> int:
        return self.search.version


def chosen(choice: str | None) -> Prediction | None:
    """Return what a chip `intent:<label>` means, whatever is written on it and in whatever language; None for any other."""
    label = (choice or "").removeprefix("intent:")
    if label == choice or label not in INTENTS:
        return None
    return Prediction((Scored(label, 1.0),), in_scope_p=1.0, sentiments=(Scored("neutral", 1.0),))


def scoped(prediction: Prediction) -> Prediction:
    """Return the prediction with "out of scope" last where the scope score says otherwise; the others share its probability."""
    inside = [each for each in prediction.intents if each.label != "out_of_scope"]
    total = sum(each.p for each in inside)
    if prediction.intent.label != "out_of_scope" or prediction.in_scope_p < LIKELY_IN_SCOPE or not total:
        return prediction
    shared = [Scored(each.label, each.p / total * prediction.in_scope_p) for each in inside]
    return replace(prediction, intents=(*shared, Scored("out_of_scope", 1 - prediction.in_scope_p)))


def beginning_and_end(text: str) -> str:
    """Return a text, of a long one whole words of its beginning and of its end."""
    if len(text) <= MAX_BEGINNING + MAX_END:
        return text
    beginning, end = text[:MAX_BEGINNING], text[-MAX_END:]
    return f"{beginning.rpartition(' ')[0] or beginning} … {end.partition(' ')[2] or end}"
