"""The words that every layer shares: frozen dataclasses, no behaviour. Rows stay dicts inside `storage`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

INTENTS = (
    "order_status", "order_cancel", "order_change", "delivery_info", "return_refund", "payment_issue",
    "product_question", "product_recommendation", "account", "complaint", "human_agent", "store_info",
    "greeting", "goodbye", "thanks", "out_of_scope",
)  # fmt: skip
SENTIMENTS = ("negative", "neutral", "positive")

Decision = Literal["answer", "ask", "abstain"]
Handoff = Literal["none", "waiting", "taken"]  # whether a person is wanted, or has the conversation
Author = Literal["customer", "bot", "agent", "system"]

FILE_SENT = "file"  # the `choice` of a message that is a file; its text is the file's name


@dataclass(frozen=True, slots=True)
class CustomerMessage:
    """What a customer sent. `choice` is the payload of a clicked chip, such as `faq:ship-canada`; None for typed text."""

    conversation_id: str
    text: str
    seq: int = 0
    choice: str | None = None
    address: str = ""  # keyed hash of the client's network address, for the order lock; never the address itself


@dataclass(frozen=True, slots=True)
class Scored:
    label: str
    p: float  # calibrated, in [0, 1]


@dataclass(frozen=True, slots=True)
class Prediction:
    """One pass of the classifier over one text. `sentiment` is empty for a model without that head."""

    intents: tuple[Scored, ...]  # best first, all labels
    in_scope_p: float  # calibrated probability that the text belongs to any label but out_of_scope
    sentiments: tuple[Scored, ...] = ()

    @property
    def intent(self) -> Scored:
        return self.intents[0]


@dataclass(frozen=True, slots=True)
class Entities:
    """What code, not a model, reads from a message."""

    order_numbers: tuple[str, ...] = ()  # normalised: upper case, without '#', blanks and dashes
    emails: tuple[str, ...] = ()  # lower case
    postcodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    prediction: Prediction
    entities: Entities
    search_text: str  # the message, or the message with the question before it ("and to canada?")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; shown under the answer."""

    kind: Literal["faq", "order", "product", "shop"]
    id: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    payload: str  # sent back as `choice`


@dataclass(frozen=True, slots=True)
class ProductCard:
    id: str
    title: str
    price: str  # as shown, with the currency: "€49.90"
    image: str
    url: str
    stock: str  # as shown: "In stock", "Only 2 left", "Sold out"
    reason: str  # why it is shown: "waterproof, under €80"


@dataclass(frozen=True, slots=True)
class Parcel:
    label: str  # "1 of 2"
    status: str  # as shown: "On its way"
    step: int  # 0 ordered, 1 packed, 2 shipped, 3 out for delivery, 4 delivered
    items: tuple[str, ...]
    carrier: str = ""
    tracking_number: str = ""
    tracking_url: str = ""
    eta: str = ""  # as shown: "Wednesday 25 November"
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderCard:
    number: str
    placed_on: str
    total: str
    email_masked: str
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """One dialogue act to put into words (see `acts.ACTS`), with the facts it may use by slot name."""

    act: str
    slots: Mapping[str, str] = field(default_factory=dict)
    opens: bool = False  # whether it begins the answer to another wish, which gets a paragraph of its own


@dataclass(frozen=True, slots=True)
class Candidate:
    """An FAQ entry that the search found; kept for the console, the records and `ask --json`."""

    faq_id: str
    question: str
    score: float  # calibrated probability that this entry answers the message


@dataclass(frozen=True, slots=True)
class Form:
    """An open question of the bot. `kind` names the skill that opened it; `asked` the slot it waits for."""

    kind: str
    asked: str
    filled: Mapping[str, str] = field(default_factory=dict)
    misses: int = 0  # answers in a row that did not fill the slot


@dataclass(frozen=True, slots=True)
class DialogueState:
    """What the bot remembers between two messages. Stored as JSON with the conversation."""

    form: Form | None = None
    last_question: str = ""  # the last message that the FAQ search answered, for follow-ups
    last_faq_id: str = ""
    offered_faqs: tuple[str, ...] = ()  # ids that the last reply asked about ("do you mean one of these?")
    last_products: tuple[str, ...] = ()  # ids, as shown
    last_product: str = ""  # id of the one product spoken of last
    last_asked: str = ""  # what was asked of it last, for "and the other one?"
    last_search: str = ""  # the wish that found them: its messages, one a line
    wish_asked: bool = False  # whether the last reply asked what a product is for
    verified_orders: tuple[str, ...] = ()
    order_failures: int = 0
    angry_turns: int = 0  # in a row
    offered_human: bool = False
    handoff: Handoff = "none"
    wait_told: bool = False  # whether the customer knows that nobody is there to take the conversation
    history: tuple[tuple[str, str], ...] = ()  # the last exchanges (customer, bot), at most 4


@dataclass(frozen=True, slots=True)
class Context:
    """All that a skill may look at. `stage` tells the customer what is being done ("looking_up_order")."""

    message: CustomerMessage
    understanding: Understanding
    state: DialogueState
    candidates: tuple[Candidate, ...] = ()  # best FAQ entries for this message, best first
    questions: tuple[Candidate, ...] = ()  # the best entry for each question of a message that says more than one thing
    stage: Callable[[str], None] = lambda name: None
    of_wish: tuple[Candidate, ...] = ()  # best entries for the plain question of the intent: "Can I change my order?"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A wish to be passed on to a person. `code` is made by the skill, so that the reply can name it before it is stored."""

    code: str  # "T-4KX2P"
    reason: Literal["asked", "angry", "order", "unanswered"]
    summary: str
    email: str = ""  # where to answer when nobody is there now


@dataclass(frozen=True, slots=True)
class Answer:
    """What a skill found. `say` is put into words in order; `None` instead of an Answer means "not mine"."""

    skill: str
    say: tuple[Say, ...]
    decision: Decision = "answer"
    faq: Candidate | None = None
    sources: tuple[Source, ...] = ()
    chips: tuple[Chip, ...] = ()
    products: tuple[ProductCard, ...] = ()
    order: OrderCard | None = None
    ticket: Ticket | None = None
    state: DialogueState | None = None  # the state after this answer; None keeps it


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole turn as it is stored and sent. `text` is empty while a person has the conversation."""

    text: str
    answer: Answer
    understanding: Understanding
    state: DialogueState
    candidates: tuple[Candidate, ...] = ()
    written_by: Mapping[str, str] = field(default_factory=dict)  # act -> "gpt2" | "plain" | "verbatim" | "openai"
    refusals: tuple[str, ...] = ()  # why grounding refused drafts, for the console and the figures
    kb_version: int = 0
    model_ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def act(self) -> str:
        return "+".join(say.act for say in self.answer.say)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A customer's file, as it is shown. `name` ends as `media_type` says, which was read from the bytes."""

    name: str
    media_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message shows beside its words."""

    chips: tuple[Chip, ...] = ()
    products: tuple[ProductCard, ...] = ()
    order: OrderCard | None = None
    sources: tuple[Source, ...] = ()
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as it lies in the database. `seq` counts from 1 without gaps within its conversation, over all authors."""

    seq: int
    author: Author
    text: str
    at: str  # UTC, ISO 8601 with a Z
    client_id: str | None = None  # the customer's own UUID for it
    reply_to: int | None = None
    agent: str = ""  # the name that a person of the shop writes under
    shown: Shown = Shown()
    is_helpful: bool | None = None  # thumbs
    rates: bool = False  # whether thumbs make sense


@dataclass(frozen=True, slots=True)
class Turn:
    """A stored message whose reply is being made."""

    message: CustomerMessage
    state: DialogueState
    attempt: int  # counts from 1; a later attempt makes an earlier one void
    tries: int  # attempts since the customer asked last


@dataclass(frozen=True, slots=True)
class TicketRecord:
    id: int
    conversation_id: str
    code: str
    reason: str
    summary: str
    email: str
    status: Literal["open", "closed"]
    created_at: str
    closed_at: str
    closed_by: str
