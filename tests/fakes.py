"""Hand-written stand-ins for the models' side."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chatbot.messages import (
    Answer,
    Candidate,
    Chip,
    CustomerMessage,
    DialogueState,
    Entities,
    OrderCard,
    Parcel,
    Prediction,
    ProductCard,
    Reply,
    Say,
    Scored,
    Source,
    Ticket,
    Understanding,
)

Tell = Callable[[str], None]


class FakeBot:
    """Answers by the first word of a message, in milliseconds and without models.

    `products`, `order`, `faq`, `person`, `bye`, `markdown`, `long`, `slow [seconds]`, `wait <file>` (until it is there),
    `hang`, `freeze`, `fail`, a file, `crash` (ends the process), `attack <text>` (puts the text everywhere); anything else is echoed.
    """

    def reply(self, message: CustomerMessage, state: DialogueState, stage: Tell, part: Tell) -> Reply:
        stage("thinking")
        word, _, rest = (message.choice or message.text).partition(" ")
        word = word.lower()
        act = getattr(self, f"_{word.replace(':', '_')}", None)
        answer = act(rest, stage) if act else Answer("smalltalk", (Say("greet"),), chips=(Chip("Track my order", "order"),))
        said = rest if word == "attack" else TEXTS.get(word, f"You said: {message.text}")
        text = "" if state.handoff == "taken" else said
        stage("writing")
        for piece in text.split(" "):
            part(piece + " ")
            time.sleep(self.pause_s)
        after = replace(answer.state or state, history=(*state.history, (message.text, text))[-4:])
        return Reply(
            text, answer, understood(message.text), after, kb_version=1, written_by={say.act: "plain" for say in answer.say}
        )

    def __init__(self, pause_s: float = 0.0) -> None:
        self.pause_s = pause_s  # between two words, so that a person can see parts arrive

    def _products(self, rest: str, stage: Tell) -> Answer:
        stage("finding_products")
        return Answer("products", (Say("recommend"),), products=PRODUCTS, sources=(SHOP,), chips=(Chip("Cheaper", "order"),))

    _intent_product_recommendation = _products

    def _order(self, rest: str, stage: Tell) -> Answer:
        stage("looking_up_order")
        return Answer("orders", (Say("order_split", {"order_number": "1042", "count": "2"}),), order=ORDER, sources=(RECORD,))

    _intent_order_status = _order

    def _faq(self, rest: str, stage: Tell) -> Answer:
        stage("searching")
        return Answer("faq", (Say("faq_answer"),), faq=Candidate("ship-canada", "Do you ship to Canada?", 0.97), sources=(FAQ,))

    _intent_return_refund = _markdown = _long = _faq

    def _person(self, rest: str, stage: Tell) -> Answer:
        ticket = Ticket("T-4KX2P", "asked", "The customer asked for a person.")
        return Answer("handoff", (Say("handoff_made"),), ticket=ticket, state=DialogueState(handoff="waiting"))

    _human = _person

    def _bye(self, rest: str, stage: Tell) -> Answer:
        return Answer("smalltalk", (Say("goodbye"),))

    def _file(self, rest: str, stage: Tell) -> Answer:
        return Answer("handoff", (Say("file_received"), Say("offer_human")), chips=(Chip("Talk to a person", "human"),))

    def _attack(self, rest: str, stage: Tell) -> Answer:
        return Answer(
            "products",
            (Say("recommend"),),
            products=(ProductCard("p1", rest, rest, "", rest, rest, rest),),
            order=replace(ORDER, number=rest, placed_on=rest, total=rest, email_masked=rest, parcels=(attacked(rest),)),
            sources=(Source("faq", "f1", rest, rest),),
            chips=(Chip(rest, rest),),
        )

    def _slow(self, rest: str, stage: Tell) -> Answer:
        stage("searching")
        time.sleep(float(rest or 3))
        return Answer("smalltalk", (Say("greet"),))

    def _wait(self, rest: str, stage: Tell) -> Answer:
        stage("searching")
        while not Path(rest).exists():
            time.sleep(0.02)
        return Answer("smalltalk", (Say("greet"),))

    def _hang(self, rest: str, stage: Tell) -> Answer:
        for _ in range(600):
            time.sleep(0.1)
            stage("searching")
        raise AssertionError("nobody gave this turn up")

    def _freeze(self, rest: str, stage: Tell) -> Answer:
        time.sleep(3600)
        raise AssertionError("nothing ends this thread")

    def _crash(self, rest: str, stage: Tell) -> Answer:
        os._exit(1)

    def _fail(self, rest: str, stage: Tell) -> Answer:
        raise RuntimeError(f"a mistake in the bot about {rest}")


def attacked(text: str) -> Parcel:
    return Parcel(text, text, 2, (text,), text, text, text, text)


def understood(text: str) -> Understanding:
    prediction = Prediction((Scored("greeting", 0.9),), 0.95, (Scored("neutral", 0.8),))
    return Understanding(prediction, Entities(), text)


TEXTS = {
    "products": "Here is what fits best.",
    "intent:product_recommendation": "Here is what fits best.",
    "order": "Your order 1042 travels in 2 parcels; here is each of them.",
    "intent:order_status": "Your order 1042 travels in 2 parcels; here is each of them.",
    "faq": "Yes, we ship to **Canada**. It takes 5 to 8 working days; see [shipping](/help/shipping).",
    "intent:return_refund": "You can send things back within **30 days**.",
    "markdown": "Two ways:\n\n- by *card*\n- by `invoice`\n\n<script>alert(1)</script> [bad](javascript:alert(1)) ![x](http://x/y.png)",
    "person": "I've passed this on to our team (ticket T-4KX2P). A person will answer right here.",
    "human": "I've passed this on to our team (ticket T-4KX2P). A person will answer right here.",
    "bye": "Goodbye!",
    "file": "Thank you, your file is here. I can't look into files myself, but a person of our team can.",
    "long": "This reply is long. " * 200,
}
SHOP = Source("shop", "catalogue", "Our catalogue")
FAQ = Source("faq", "ship-canada", "Do you ship to Canada?", "/help/shipping")
RECORD = Source("order", "1042", "Order 1042")
PRODUCTS = tuple(
    ProductCard(id_, title, price, f"/static/shop/products/{id_}.svg", f"/product/{id_}", stock, reason)
    for id_, title, price, stock, reason in (
        ("trailhead-rain-jacket-blue", "Trailhead Rain Jacket, blue", "€74.90", "In stock", "waterproof, under €80"),
        ("trailhead-rain-jacket-red", "Trailhead Rain Jacket, red", "€74.90", "Sold out", "waterproof, under €80"),
    )
)
ORDER = OrderCard(
    "1042",
    "Monday 16 November",
    "€114.80",
    "m…z@example.com",
    (
        Parcel("1 of 2", "Delivered", 4, ("Trailhead Rain Jacket, blue",), "PostNL", "https://example.com/track/1", "", ""),
        Parcel("2 of 2", "On its way", 2, ("Wool Socks, 2 pairs", "Cap"), "DHL", "", "Wednesday 25 November", "Left the depot"),
    ),
)
