"""Compose dialogues from the hand-written wordings and customer messages: what the generator learns from.

A dialogue is a list of turns, each with the customer's text, its intent and mood, and the acts of the reply with their words:
`{"id", "split", "turns": [{"customer", "intent", "mood", "say": [{"act", "slots", "topic", "words"}]}]}`. Words hold slots, never
facts.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from chatbot.dialogue.grounding import Around, check
from chatbot.messages import INTENTS, SENTIMENTS, Say
from chatbot.training.plans import FAQ_INTENTS, FIRST_ACTS, RESULTS, Plan
from chatbot.training.wordings import HELD_TOPICS, Customer, Moment, Wordings, expand, word

Turn = dict[str, Any]

WRONG_INTENT_P = 0.04  # as often as the classifier may be wrong: the words should follow the text
WRONG_MOOD_P = 0.03
EVEN_TOPIC_P = 0.6  # of the customers are drawn evenly over the topics of their intent: rare ones have to be learned too
OWN_CUSTOMER_P = 0.25  # the rest of the customers' turns come from the intent data
SPLITS = ("train", "held_customers", "held_wordings")


@dataclass(slots=True)
class Composer:
    """Writes one dialogue after the other; `split` decides which customers and lines it may use."""

    words: Wordings
    customers: list[Customer]
    rng: random.Random
    split: str = "train"
    turns: list[Turn] = field(default_factory=list)
    by_key: dict[tuple[str, str], list[Customer]] = field(default_factory=lambda: defaultdict(list))
    by_intent: dict[str, list[Customer]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in self.customers:
            self.by_key[one.intent, one.mood].append(one)
            self.by_intent[one.intent].append(one)

    def customer(self, *intents: str, mood: str = "", topics: tuple[str, ...] = ()) -> Customer:
        """Draw a customer's message; the hand-written ones come up more often than their number says."""
        mood = mood or self.rng.choices(SENTIMENTS, (0.4, 0.4, 0.2))[0]
        intent = self.rng.choice(intents)
        if not topics and self.maybe(EVEN_TOPIC_P):
            topics = (self.rng.choice(sorted({one.topic for one in self.by_intent[intent]})),)
        fits = [one for one in self.by_key[intent, mood] if not topics or one.topic in topics]
        fits = fits or [one for one in self.by_intent[intent] if one.topic in topics]
        own = [one for one in fits if one.is_own] if self.rng.random() < OWN_CUSTOMER_P else []
        return self.rng.choice(own or fits or self.by_key[intent, mood] or self.by_intent[intent])

    def form(self, kind: str, mood: str = "neutral", intent: str = "out_of_scope") -> Customer:
        """Draw an answer to an open question of the bot."""
        pool = self.words.forms.get((kind, mood)) or self.words.forms[kind, "neutral"]
        return Customer(self.rng.choice(pool).text, intent, mood, "any", False)

    def turn(self, who: Customer, *plan: tuple[str, tuple[str, ...]]) -> Customer:
        """Add the customer's message and the reply's acts with their words."""
        says: list[dict[str, Any]] = []
        heard = " ".join([*(turn["customer"] for turn in self.turns[-1:]), who.text])
        said = ""
        for number, (act, slots) in enumerate(plan, start=1):
            moment = Moment(act, who.mood, who.topic, slots, said, number == len(plan), self.split == "held_wordings")
            text, topic = self.worded(moment, heard, who.intent)
            says.append({"act": act, "slots": list(slots), "topic": topic, "words": text})
            said = f"{said} {text}".strip()
        intent = self.rng.choice(INTENTS) if self.rng.random() < WRONG_INTENT_P else who.intent
        mood = self.rng.choice(SENTIMENTS) if self.rng.random() < WRONG_MOOD_P else who.mood
        self.turns.append({"customer": expand(who.text, self.rng), "intent": intent, "mood": mood, "say": says})
        return who

    def worded(self, moment: Moment, heard: str, intent: str) -> tuple[str, str]:
        """Return a wording that serving would let pass: what grounding refuses is not worth learning."""
        around = Around(heard, intent, moment.mood, moment.said, moment.is_last)
        say = Say(moment.act, dict.fromkeys(moment.slots, "-"))
        for attempt in range(20):
            text, topic = word(self.words, moment if attempt < 12 else replace(moment, topic="any"), self.rng)
            if check(text, say, around) is None:
                break
        return text, topic

    def maybe(self, p: float) -> bool:
        return self.rng.random() < p

    # scenarios

    def first_words(self) -> None:
        """One message and its reply: most of what there is to learn about openings."""
        intent = self.rng.choice(tuple(FIRST_ACTS))
        who = self.customer(intent, topics=("bot", "sad") if intent == "out_of_scope" else ())
        act, slots = self.rng.choice(FIRST_ACTS[intent])
        self.turn(who, (act, slots), *(self.offer(who, 0.2) if act == "faq_answer" else ()))

    def small_talk(self) -> None:
        if self.maybe(0.6):
            self.turn(self.customer("greeting"), ("greet", ("shop",) if self.maybe(0.5) else ()))
        if self.maybe(0.6):
            self.off_topic()
        if self.maybe(0.5):
            self.turn(self.customer("thanks"), ("welcome", ()))
        if self.maybe(0.5) or not self.turns:
            self.turn(self.customer("goodbye"), ("goodbye", ("shop",) if self.maybe(0.6) else ()))

    def off_topic(self) -> None:
        if self.maybe(0.25):
            self.turn(self.customer("out_of_scope", mood="negative", topics=("insult",)), ("calm_limit", ()))
        elif self.maybe(0.35):
            self.turn(self.customer(*FAQ_INTENTS, "out_of_scope"), ("clarify", ()))
        else:
            self.turn(self.customer("out_of_scope", topics=("any", "any", "bot", "sad")), ("limit", ()))

    def questions(self) -> None:
        if self.maybe(0.15):
            self.turn(self.customer("greeting"), ("greet", ("shop",)))
        for _ in range(self.rng.randint(1, 3)):
            self.question()
        self.close()

    def question(self) -> None:
        who = self.customer(*FAQ_INTENTS, *(("complaint",) if self.maybe(0.1) else ()))
        kind = self.rng.random()
        if kind < 0.72:
            self.turn(who, *self.feelings(who), ("faq_answer", ("answer",)), *self.offer(who, 0.4))
        elif kind < 0.84:
            self.turn(who, ("did_you_mean", ()))
            if self.maybe(0.5):
                self.turn(self.customer(who.intent), ("faq_answer", ("answer",)))
        else:
            self.turn(who, *self.feelings(who), ("no_answer", ()), *self.offer(who, 0.6))

    def feelings(self, who: Customer) -> Plan:
        """Return an apology for some of the unhappy customers."""
        if who.mood != "negative" or not self.maybe(0.45):
            return ()
        return ((("apologise_delay" if who.topic == "late" else "apologise"), ()),)

    def offer(self, who: Customer, p: float) -> Plan:
        return (("offer_human", ()),) if self.maybe(p if who.mood == "negative" else p / 4) else ()

    def tracking(self) -> None:
        late: tuple[str, ...] = ("late", "not_here", "missing") if self.maybe(0.35) else ()
        who = (
            self.customer("order_status", topics=late) if late else self.customer("order_status", "order_change", "order_cancel")
        )
        with_postcode = self.maybe(0.12)
        second = "postcode" if with_postcode else "email"
        self.turn(who, *self.feelings(who), ("ask_order_number", ()))
        if self.maybe(0.3):
            self.stumble("ask_order_number_again", who)
        if self.maybe(0.07):
            self.turn(self.form("stop", intent="goodbye"), ("form_stopped", ()))
            return
        number = ("order_number",) if self.maybe(0.5) else ()
        self.turn(self.form("number", intent="order_status"), (f"ask_{second}", number))
        if self.maybe(0.25):
            self.stumble(f"ask_{second}_again", who)
        self.lookup(who, second)
        self.close()

    def stumble(self, again: str, who: Customer) -> None:
        """Put a question in the middle, or an answer that cannot be read."""
        if self.maybe(0.45):
            aside = self.customer(*FAQ_INTENTS[:6])
            self.turn(aside, ("faq_answer", ("answer",)), (again.removesuffix("_again") if self.maybe(0.6) else again, ()))
        else:
            mood = "negative" if who.mood == "negative" and self.maybe(0.6) else "neutral"
            self.turn(self.form("unreadable", mood), (again, ()))

    def lookup(self, who: Customer, second: str) -> None:
        kind = self.rng.random()
        mood = who.mood if self.maybe(0.5) else "neutral"
        key = self.form(second, intent="order_status")
        key = Customer(key.text, key.intent, mood, "any", False)
        if kind < 0.12:
            self.turn(key, ("orders_unavailable", ()), *self.offer(who, 0.3))
            return
        if kind < 0.32:
            self.turn(key, ("order_not_matched", ()))
            key = self.form("correction", mood, "order_status")
            if self.maybe(0.3):
                self.turn(key, ("order_not_matched", ()), ("offer_human", ()))
            if self.maybe(0.3):
                self.turn(key, ("order_locked", ("wait",)), *self.offer(who, 0.5))
                return
        act, slots = self.rng.choice(RESULTS)
        self.turn(key, *self.before_result(act), (act, slots), *self.after_result(act, who))

    def before_result(self, act: str) -> Plan:
        return (("apologise_delay", ()),) if act == "order_delayed" and self.maybe(0.4) else ()

    def after_result(self, act: str, who: Customer) -> Plan:
        if who.intent in ("order_change", "order_cancel"):
            return ("order_to_person", ()), *((("offer_human", ()),) if self.maybe(0.7) else ())
        if act == "order_lost" or self.maybe(0.1):
            return (("offer_human", ()),)
        return ()

    def products(self) -> None:
        self.wish()
        if self.maybe(0.4):
            self.wish()
        if self.maybe(0.5):
            self.fact()
        self.close()

    def wish(self) -> None:
        who = self.customer("product_recommendation")
        wish = ("wish",) if self.maybe(0.5) else ()
        plans: list[Plan] = [
            (("recommend", wish),),
            (("recommend", wish),),
            (("recommend_near", ("missed",)),),
            (("no_products", wish),),
            (("no_products", wish), ("ask_wish", ())),
            (("ask_wish", ()),),
        ]
        self.turn(who, *self.rng.choice(plans))

    def fact(self) -> None:
        plans: list[Plan] = [
            (("product_in_stock", ("product", "price")),),
            (("product_sold_out", ("product",)),),
            (("product_sold_out", ("product",)), ("recommend", ())),
            (("product_fact", ("product", "fact")),),
            (("product_fact", ("product", "fact")),),
        ]
        self.turn(self.customer("product_question"), *self.rng.choice(plans))

    def people(self) -> None:
        if self.maybe(0.65):
            who = self.customer(
                "complaint", "complaint", "order_status", "return_refund", mood="negative" if self.maybe(0.8) else ""
            )
            self.turn(who, *((("apologise", ()),) if self.maybe(0.6) else ()), ("offer_human", ()))
            asked = self.form("yes") if self.maybe(0.6) else self.customer("human_agent", "complaint")
        else:
            if self.maybe(0.4):
                change = self.customer("order_change", "order_cancel")
                self.turn(change, ("order_to_person", ()), *((("offer_human", ()),) if self.maybe(0.6) else ()))
            asked = self.customer("human_agent")
        if self.maybe(0.15):
            away_then: Plan = (("handoff_away", ("ticket", "hours")),)
            self.turn(asked, *away_then)
            self.turn(Customer(self.form("email").text, "human_agent", asked.mood, "any", False), ("contact_saved", ()))
            return
        made: Plan = (("handoff_made", ("ticket", "hours") if self.maybe(0.7) else ("ticket",)),)
        away: Plan = (("handoff_away", ("ticket", "hours")),)
        say_sorry: Plan = (("apologise", ()),) if asked.mood == "negative" and self.maybe(0.4) else ()
        self.turn(asked, *say_sorry, *(made if self.maybe(0.65) else away))

    def close(self) -> None:
        if self.maybe(0.3):
            self.turn(self.customer("thanks"), ("welcome", ()))
        if self.maybe(0.15):
            self.turn(self.customer("goodbye"), ("goodbye", ("shop",)))

    def dialogue(self) -> list[Turn]:
        """Return the turns of one new dialogue."""
        self.turns = []
        scenes: list[Callable[[], None]] = [
            self.first_words, self.small_talk, self.questions, self.tracking, self.products, self.people,
        ]  # fmt: skip
        self.rng.choices(scenes, (0.38, 0.1, 0.18, 0.16, 0.1, 0.08))[0]()
        return self.turns


def compose(words: Wordings, customers: list[Customer], counts: dict[str, int], seed: int) -> Iterable[dict[str, Any]]:
    """Yield `counts[split]` dialogues of each split, the same ones for the same seed and data."""
    everyone = [*words.customers, *(one for one in customers if one.intent in INTENTS)]
    for split in SPLITS:
        may_use = [one for one in everyone if (one.is_held or one.topic in HELD_TOPICS) == (split != "train")]
        composer = Composer(words, may_use, random.Random(f"{seed}-{split}"), split)
        for number in range(counts.get(split, 0)):
            yield {"id": f"{split}-{number}", "split": split, "turns": composer.dialogue()}


def write_dialogues(dialogues: Iterable[dict[str, Any]], path: Path) -> int:
    """Write one JSON object per line; return how many."""
    lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in dialogues]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)
