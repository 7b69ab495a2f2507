"""What the bot can say: every dialogue act with the slots it must and may use, and its plain sentence.

GPT-2 words an act; the plain sentence stands in when grounding refuses every draft, and is the meaning that a draft is judged by.
Slots are written `<name>` and are filled from the record after the words are checked, so a model never writes a fact.
"""

from __future__ import annotations

from chatbot.act import Act
from chatbot.person_acts import PERSON_ACTS

# What a slot's value looks like where a model's words use it; the wordings are written for these forms, and its vocabulary holds them.
SLOTS: dict[str, str] = {
    "answer": "the FAQ answer, word for word; may have several lines",
    "carrier": "a name: DHL",
    "count": "a number as shown: 2",
    "delivered_on": "a date that fits after 'on': 21 November",
    "eta": "a date or a span, as shown: Wednesday 25 November",
    "fact": "what the catalogue says, a phrase or a sentence: waterproof, 390 g",
    "hours": "opening hours, as shown: Monday to Friday, 9:00 to 17:00",
    "missed": "the wish that is not met, as the customer would say it: under €80",
    "order_number": "as shown: 1042",
    "place": "where a parcel waits, fits after 'at': PostNL point, Kerkstraat 3",
    "price": "with the currency: €49.90",
    "product": "a title without an article: Trailhead Rain Jacket, blue",
    "reason": "a note from the record, a phrase or whole sentences: Held at customs.",
    "shop": "the shop's name",
    "status": "fits after 'is': being packed, on its way, cancelled",
    "ticket": "a ticket's code: T-1042",
    "wait": "a span that fits after 'in': 15 minutes",
    "wish": "what was looked for, fits between quotation marks: waterproof jacket under €80",
}

_ITEMS = {"items": "It holds: <items>."}
_NOTE = {"reason": "There is a note on it: <reason>."}
_COMES = {
    "carrier": "The carrier is <carrier>.",
    "eta": "Expected delivery: <eta>.",
    "due": "It was due on <due>, so it is late.",
}
_SENT = {"shipped_on": "It was sent on <shipped_on>."}
_REFUNDED = {"refunded": "<refunded> was refunded."}
_TRACKED = {"tracking": "The tracking number is <tracking>."}  # where there is no link to follow

ACTS: dict[str, Act] = {
    # small talk
    "greet": Act("greet and offer help", "Hello! How can I help you today?", optional=("shop",), asks=True),
    "goodbye": Act("say goodbye", "Goodbye! I'm here if you need anything else.", optional=("shop",)),
    "welcome": Act("answer a thank-you", "You're welcome! I'm here if there is anything else.", may_ask=True),
    "limit": Act(
        "say politely that this is nothing a shop's support can do, and what it can do",
        "I can't help with that one. I can help with orders, delivery, returns and our products.",
        may_ask=True,
    ),
    "calm_limit": Act(
        "stay calm before anger that tells no wish, an insult too, and offer help with a shop matter; never scold",
        "I'm sorry that you're upset. Tell me what went wrong with your order or our shop, and I'll do my best.",
        may_ask=True,
        fixed=True,
    ),
    "crisis": Act(
        "the customer speaks of harming themselves: show care, point to local emergency help; no small talk",
        "I'm really sorry that you feel this way. I'm only a shop's assistant, so please talk to someone who can help right now: "
        "your local emergency number, a crisis line, or a person you trust.",
        fixed=True,
    ),
    "introduce": Act(
        "tell honestly that a program answers, and what it can do",
        "I'm this shop's chat assistant, a program and not a person. I can help with orders, delivery, returns and our products, "
        "or pass you on to our team.",
        fixed=True,
    ),
    "clarify": Act("ask what is meant", "Could you tell me a little more about what you need?", asks=True),
    # FAQ
    "faq_answer": Act("give the shop's own answer, word for word", "<answer>", required=("answer",), may_ask=True),
    "did_you_mean": Act("ask which of the shown questions is meant", "Do you mean one of these?", asks=True),
    "is_it_this": Act("ask whether the one question shown is meant", "Is it this?", asks=True, fixed=True),
    "rest_unanswered": Act(
        "a part of the message was answered: say that the rest was not",
        "I have no reliable answer to the rest of your message; please ask it in a message of its own.",
        fixed=True,
    ),
    "rest_named": Act(
        "one of several wishes has no answer: name it in the customer's own words",
        "I have no reliable answer to “<wish>”.",
        required=("wish",),
        fixed=True,
    ),
    "rest_later": Act(
        "more is wished than one reply holds: name what is left in the customer's own words",
        "Please send me “<wish>” in a message of its own, so that I can answer that, too.",
        required=("wish",),
        fixed=True,
    ),
    "rest_near": Act(
        "one of several wishes may be what a question shown below asks: say so beside the question of a look-up",
        "One of the questions below may help with “<wish>”.",
        required=("wish",),
        fixed=True,
    ),
    "rest_asked": Act(
        "ask whether a question shown below is what one of several wishes means",
        "About “<wish>”: do you mean what is shown below?",
        required=("wish",),
        asks=True,
        fixed=True,
    ),
    "no_answer": Act(
        "admit that the shop's pages hold no reliable answer",
        "I don't have a reliable answer to that, and I don't want to guess.",
    ),
    "only_english": Act(
        "say in the customer's language that only English is understood", "<notice>", required=("notice",), fixed=True
    ),
    # feelings, before an answer
    "condole": Act(
        "someone died or is ill: regret that, and no trouble with the shop", "I'm very sorry to hear that.", fixed=True
    ),
    "apologise": Act("say sorry for the trouble, without a promise", "I'm sorry about the trouble this has caused you."),
    "apologise_delay": Act("say sorry for a late parcel, without a promise", "I'm sorry that your parcel is late."),
    # order forms
    "ask_order_number": Act("ask for the order number", "What is your order number, please?", asks=True),
    "ask_order_number_again": Act(
        "no order number was read; ask again and say where it is found",
        "I couldn't find an order number in that. It is in your confirmation e-mail. What is it, please?",
        asks=True,
    ),
    "ask_email": Act(
        "ask for the e-mail address of the order",
        "Which e-mail address did you use for the order?",
        optional=("order_number",),
        asks=True,
    ),
    "ask_email_again": Act(
        "no e-mail was read; ask again",
        "I couldn't read an e-mail address in that. Which one did you use for the order?",
        asks=True,
    ),
    "ask_postcode": Act(
        "ask for the postcode of the delivery address",
        "What is the postcode of the delivery address?",
        optional=("order_number",),
        asks=True,
    ),
    "ask_postcode_again": Act(
        "no postcode was read; ask again",
        "I couldn't read a postcode in that. What is the postcode of the delivery address?",
        asks=True,
    ),
    "why_asked": Act(
        "say why the order look-up asks for two things",
        "I ask because both have to match before I show an order, so that nobody else can see yours.",
        fixed=True,
    ),
    "order_not_matched": Act(
        "number and e-mail do not belong together, or do not exist: never say which; ask to check both",
        "I couldn't find an order with these details. Please check the order number and send it again.",
        may_ask=True,
    ),
    "order_locked": Act(
        "too many wrong tries; may try again after the wait",
        "There were too many tries with details that don't belong together. To keep orders safe, please try again in <wait>.",
        required=("wait",),
        fixed=True,
    ),
    "orders_unavailable": Act(
        "the order system does not answer; it says nothing about the order",
        "I can't reach the order system at the moment. Please try again in a few minutes.",
    ),
    "form_stopped": Act("the customer does not want to go on", "No problem, I've stopped looking that up.", may_ask=True),
    # orders: facts
    "order_preparing": Act(
        "the order is being prepared",
        "Your order <order_number> is <status>.",
        required=("order_number", "status"),
        optional=("eta",),
        told=_ITEMS | _COMES | _REFUNDED | _NOTE,
    ),
    "order_on_its_way": Act(
        "the order was sent",
        "Your order <order_number> is <status>.",
        required=("order_number", "status"),
        optional=("carrier", "eta"),
        told=_ITEMS | _SENT | _COMES | _TRACKED | _REFUNDED | _NOTE,
    ),
    "order_delivered": Act(
        "the order was delivered",
        "Your order <order_number> was delivered.",
        required=("order_number",),
        optional=("delivered_on", "carrier"),
        told=_ITEMS | _SENT | {"delivered_on": "That was on <delivered_on>."} | _TRACKED | _REFUNDED | _NOTE,
    ),
    "order_delayed": Act(
        "the order is late",
        "Your order <order_number> is delayed.",
        required=("order_number",),
        optional=("reason", "eta"),
        told=_ITEMS | _SENT | _COMES | _TRACKED | _REFUNDED | _NOTE,
    ),
    "order_lost": Act(
        "the parcel seems lost; a person has to look",
        "Your order <order_number> seems to be lost on the way.",
        required=("order_number",),
        told=_ITEMS | _SENT | _TRACKED | _REFUNDED | _NOTE,
    ),
    "order_ready": Act(
        "the order waits to be picked up",
        "Your order <order_number> is ready for pick-up.",
        required=("order_number",),
        optional=("place",),
        told=_ITEMS | _REFUNDED | _NOTE,
    ),
    "order_closed": Act(
        "the order is cancelled, returned or refunded",
        "Your order <order_number> is <status>.",
        required=("order_number", "status"),
        told=_ITEMS | _REFUNDED | _NOTE,
    ),
    "order_marked": Act(
        "what the order is marked as, which tells neither that it was sent nor that it was not",
        "Your order <order_number> is <status>.",
        required=("order_number", "status"),
        told=_ITEMS | _SENT | _COMES | _TRACKED | _REFUNDED | _NOTE,
        fixed=True,
    ),
    "order_no_news": Act(
        "the record of the order was told already and says no more",
        "That is all that our record of order <order_number> says at the moment.",
        required=("order_number",),
        fixed=True,
    ),
    "order_split": Act(
        "the order travels in several parcels",
        "Your order <order_number> travels in <count> parcels; here is each of them.",
        required=("order_number", "count"),
        told=_ITEMS | {"parcels": "<parcels>"} | _REFUNDED,
    ),
    "order_to_person": Act(
        "only a person can change or cancel the order; it will be passed on",
        "I can't change an order myself, but a colleague can.",
    ),
    # products
    "recommend": Act("show the products that fit", "Here is what fits best.", optional=("wish",)),
    "recommend_near": Act(
        "nothing fits every wish; show the nearest, and say which wish is not met",
        "Nothing fits all of that (<missed>). These come closest.",
        required=("missed",),
    ),
    "recommend_guess": Act(
        "a long description of a need: show what comes nearest, and say that nobody checked all of it",
        "These come closest to what you describe, but I can't tell whether they suit all of it.",
        fixed=True,
    ),
    "no_products": Act("nothing in the catalogue fits", "I couldn't find anything like that in our shop.", optional=("wish",)),
    "ask_wish": Act(
        "ask what the product is for, or which budget", "What is it for, and is there a budget I should keep to?", asks=True
    ),
    "product_in_stock": Act("the product can be had", "<product> is in stock for <price>.", required=("product", "price")),
    "product_sold_out": Act("the product is sold out", "<product> is sold out at the moment.", required=("product",)),
    "product_fact": Act("a fact of the product from the catalogue", "<product>: <fact>", required=("product", "fact")),
    "product_page": Act(
        "no field of the record answers: quote the product's page",
        "This is what our page says about <product>: <fact>",
        required=("product", "fact"),
        fixed=True,
    ),
    "product_page_silent": Act(
        "the product's page does not answer: say so, and quote it",
        "I'm not sure that this answers it, but this is what our page says about <product>: <fact>",
        required=("product", "fact"),
        fixed=True,
    ),
    "product_page_empty": Act(
        "the product's page has nothing near to what is asked: say so, and quote nothing",
        "I'm sorry, our page about <product> says nothing about that.",
        required=("product",),
        fixed=True,
    ),
    "unsure_products": Act(
        "something in the shop may fit, and the bot does not know which", "I'm not sure what fits best there.", fixed=True
    ),
    **PERSON_ACTS,
}
