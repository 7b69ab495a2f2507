"""What a draft may claim: tables of patterns that `grounding` reads. A test checks every hand-written wording against them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_I = re.IGNORECASE

# Facts that only a slot may bring.
FACTS: dict[str, re.Pattern[str]] = {
    "a number": re.compile(
        r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
        r"sixty|ninety|hundred|thousand|"
        r"dozen|twice|double|half)\b",
        _I,
    ),
    "a date or a time": re.compile(
        r"\b((mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|september|"
        r"october|november|december|"
        r"tomorrow|yesterday|tonight|overnight|soon|shortly|immediately|instantly|asap|right away|"
        r"straight away|noon|midnight|o'clock|"
        r"working days?|business days?|next (day|week|month)|this (morning|afternoon|evening|week|month))\b|"
        r"\b(a|an|few|some|couple of|many|several) (seconds?|minutes?|hours?|days|weeks?|months?|years?)\b|"
        r"\b(hours|days|weeks|months) (ago|later)\b",
        _I,
    ),
    "money": re.compile(
        r"\b(euros?|eur|dollars?|usd|pounds?|gbp|cents?|per ?cent|free|complimentary|no charge|no cost|bonus|"
        r"credits?)\b",
        _I,
    ),
    "a promise": re.compile(
        r"\b(guarantee\w*|promise\w*|definitely|rest assured|make (it|this|that) right|compensat\w*|"
        r"reimburs\w*|"
        r"replacements?|(we|i|they|our team|a colleague|a person|someone)('ll| will| shall)( \w+ly| also|"
        r" then)? "
        r"(refund|replace|send|resend|ship|pay|cover|deliver|cancel|change|call|phone|ring|credit|fix|solve|"
        r"sort|resolve|arrange|waive|give|get you|make)|"
        r"(will|to) be (refunded|replaced|sent|shipped|paid|covered|delivered|cancelled|changed|fixed|solved|"
        r"resolved|with you)|"
        r"you('ll| will) (get|receive|have|hear|be (refunded|paid))|you (get|receive) (it|a)|(refund|pay|"
        r"repay|credit) you|on us|on the house)\b",
        _I,
    ),
    "a rude word": re.compile(r"\b(fuck\w*|shit\w*|bitch\w*|bastard\w*|damn|crap|idiot\w*|stupid|moron\w*|hell|arse|ass)\b", _I),
}
# Where the words of an act hold such a pattern rightly.
EXCEPT: dict[str, re.Pattern[str]] = {
    "orders_unavailable": re.compile(r"\bin a few minutes\b", _I),
    "recommend": re.compile(r"\b(just right|a few)\b", _I),
}

# "I have cancelled it": what was done is for the code to know. These verbs tell of looking and feeling, or of what the act
# itself did.
DONE = re.compile(
    r"\b(?:I|we)(?:'ve|’ve| have|'d| had)?(?: just| already| now| also)? "
    r"(?P<verb>\w+ed|sent|made|told|put|left|gave|given|paid|did|done|took|taken|spoke|spoken|wrote|"
    r"written|got|found|bought|sold)\b",
    _I,
)
HARMLESS = frozenset(
    ["found", "looked", "searched", "checked", "understood", "recognised", "disappointed", "need", "wanted", "hoped", "indeed"]
)
DONE_BY_ACT: dict[str, frozenset[str]] = {
    "handoff_made": frozenset(["passed", "handed", "told", "asked", "made", "opened", "left"]),
    "handoff_away": frozenset(["saved", "noted", "passed"]),
    "contact_saved": frozenset(["noted", "saved", "added", "put"]),
    "form_stopped": frozenset(["stopped", "dropped"]),
    "recommend": frozenset(["picked"]),
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that a draft may only speak of when the customer, the record or the act itself brought it up."""

    name: str
    said: re.Pattern[str]  # in the draft
    heard: re.Pattern[str]  # in the customer's words or the facts
    intents: frozenset[str] = frozenset()  # which bring it up by themselves
    acts: frozenset[str] = frozenset()  # whose own words it is


def _topic(name: str, said: str, heard: str, intents: str = "", acts: str = "") -> Topic:
    return Topic(name, re.compile(said, _I), re.compile(heard, _I), frozenset(intents.split()), frozenset(acts.split()))


_ASKS = "ask_order_number ask_order_number_again ask_email ask_email_again ask_postcode ask_postcode_again order_not_matched"
_MENU = "greet limit calm_limit clarify"  # they name what the bot can do

TOPICS: tuple[Topic, ...] = (
    _topic(
        "a delay",
        r"\b(late|later than|delay\w*|overdue|held up|(this|so|too|the) long( wait)?|long wait|still waiting|"
        r"the wait|holding (it|your parcel) up|kept? you waiting|keeping you waiting)\b",
        r"late|delay|wait|weeks?|days?|long|still|since|ago|yet|overdue|suppos|due|should|hasn|not (here|come|"
        r"arriv)|nothing|forever|ages|month|expect|slow|hold|patien|third time|again|when",
        acts="apologise_delay order_delayed",
    ),
    _topic(
        "damage",
        r"\b(damage\w*|broken|broke)\b",
        r"damag|brok|smash|crack|leak|tear|torn|hole|chip|piece|crush|spill|burst|dead|fault|defect|rip|wet|"
        r"dent|scratch|stain|mould|expired|melt|shatter|open",
    ),
    _topic(
        "a wrong item",
        r"\bwrong (item|thing|product)\b|\bordered something else\b|\bdifferent (item|product)\b",
        r"wrong|instead|different|not what|else|order|mix|swap|sent me|got",
    ),
    _topic(
        "a missing item",
        r"\b(something|an item|item) (is )?missing\b|\bincomplete\b|\bmissing from\b",
        r"missing|incomplete|half|only|without|forgot|not in|lack|came|part|where|one|left out|short",
    ),
    _topic(
        "a size",
        r"\bsiz(e|es|ing)\b|\bdoesn't fit\b|\bthe fit\b|\bexchanges?\b",
        r"siz|fit|small|big|large|tight|loose|long|short|wide|narrow|exchange|swap|\b(xs|s|m|l|xl|xxl)\b|cm\b|"
        r"inch|length|measure|chart|waist|chest|tall|width|height|dimension",
        acts="ask_wish",
    ),
    _topic(
        "a refund",
        r"\brefunds?\b|\bmoney\b",
        r"refund|money|paid|reimburs|compens|return|back|price|charg|debit|deduct",
        "return_refund",
    ),
    _topic(
        "a return",
        r"\breturn(s|ing|ed)?\b|\bsend (it|something|this) back\b|\bbring something back\b",
        r"return|back|exchange|swap|refund|fit|wrong|want|rma|bring",
        "return_refund",
        _MENU + " order_closed",
    ),
    _topic(
        "a charge",
        r"\bcharges?\b|\bmoney taken\b",
        r"charg|twice|double|debit|deduct|bill|paid|pay|amount|money|took|taken|fee|cost",
        "payment_issue",
    ),
    _topic(
        "payment",
        r"\bpay(ment|ing|ments)?\b(?! for)",
        r"pay|card|visa|klarna|ideal|cod\b|cash|emi\b|upi|instal|checkout|bank|transfer|wallet|invoice|"
        r"check out|finance|bitcoin",
        "payment_issue",
    ),
    _topic("a code", r"\bvouchers?\b|\bcodes?\b", r"voucher|code|coupon|promo|discount|gift ?card"),
    _topic("an invoice", r"\binvoices?\b", r"invoice|receipt|bill|\bvat\b|gst|tax"),
    _topic(
        "a login",
        r"\blog(ged)? in\b|\blogin\b|\blocked out\b|\bpasswords?\b|\binto your account\b|\bnot getting in\b",
        r"log|password|sign|account|lock|access|otp|verif|get in|can.?t",
    ),
    _topic(
        "an account", r"\baccount\b", r"account|profile|login|log in|sign|register|password|app\b|member|newsletter", "account"
    ),
    _topic(
        "data",
        r"\b(your|matters?) data\b|\bdata\b|\bunwanted mail\b|\bprivacy\b",
        r"data|privacy|gdpr|delete|newsletter|spam|mail|unsub|market|cookie|personal",
        acts=_ASKS,
    ),
    _topic("points", r"\bpoints\b|\bloyalty\b", r"point|loyal|reward|bonus|member"),
    _topic(
        "a gift",
        r"\bgifts?\b|\bpresent\b|\bpresents\b",
        r"gift|present|birthday|christmas|xmas|for (my|his|her|a friend)|mum|mom|dad|sister|brother|wife|"
        r"husband|son|daughter|friend|anniversar|wedding|surprise|boss|father|mother",
        acts="ask_wish",
    ),
    _topic("gift cards", r"\bgift cards?\b", r"gift|card|voucher"),
    _topic(
        "the outdoors",
        r"\boutdoors?\b|\boutside\b(?! what)|\btrail\b|\btrip\b",
        r"hik|camp|trek|walk|trip|tent|mountain|festival|outdoor|outside|trail|climb|bike|travel|holiday|alps|"
        r"sleep|path|boot|garden|run|tour|pack",
        acts="limit handoff_away",
    ),
    _topic(
        "the weather",
        r"\bweather\b|\bstaying (dry|warm)\b",
        r"rain|water|weather|warm|cold|winter|snow|dry|wind|wet|summer|storm|hot|heat",
    ),
    _topic(
        "opening hours",
        r"\bopening hours\b|\bwhen we're open\b|\bour hours\b",
        r"open|hour|clos|when|time|sunday|saturday|holiday|today",
        acts="handoff_made handoff_away",
    ),
    _topic("jobs", r"\bwork(ing)? (with|for) us\b|\bworking here\b", r"job|work|hir|career|vacan|intern|apply|position"),
    _topic(
        "sustainability",
        r"\bsustainab\w*\b|\benvironment\b",
        r"sustain|recycl|vegan|fair|environment|eco|plastic|green|organic|climate|planet|ethic",
    ),
    _topic(
        "offers",
        r"\boffers\b|\bdiscounts?\b|\bgood deal\b",
        r"offer|discount|sale|deal|coupon|promo|cheap|code|price|save|voucher",
    ),
    _topic(
        "the warranty",
        r"\bwarranty\b|\bstopped working\b|\bhold up\b|\bthings should last\b",
        r"warrant|guarante|repair|brok|month|year|stop|fault|defect|last|fell|came off|dead|work|after",
    ),
    _topic(
        "delivery",
        r"\bdelivery\b|\bshipping\b|\bship\b|\bdeliver\b",
        r"deliver|ship|send|sent|courier|post|arriv|express|carrier|collect|pick|locker|abroad|import|custom|"
        r"get here|reach|come|bring|parcel|order|when",
        "delivery_info order_status order_change",
        f"{_MENU} {_ASKS} order_delivered order_preparing order_on_its_way order_delayed",
    ),
    _topic(
        "another country",
        r"\babroad\b|\byour country\b|\bfa?u?rther away\b|\bso far away\b",
        r"abroad|international|oversea|custom|dut(y|ies)|import|country|\b(to|from|in) [a-z]{2,}|\buk\b|"
        r"\bus\b|\beu\b",
    ),
    _topic(
        "pick-up",
        r"\bpick-up\b|\bpicking (it|your order) up\b|\bpicked up\b|\bpick (it )?up\b",
        r"pick|collect|locker|store|shop|point|packstation|fetch",
        acts="order_ready",
    ),
    _topic(
        "a parcel",
        r"\b(parcels?|package|tracking|doorstep|courier)\b",
        r"parcel|packag|order|deliver|track|ship|arriv|box|stuff|came|come|where|when|courier|receiv|sent|send",
        "order_status order_change order_cancel delivery_info return_refund",
        "apologise_delay order_split order_on_its_way order_delivered order_delayed order_lost order_ready",
    ),
    _topic(
        "cancelling",
        r"\bcancel\w*\b",
        r"cancel|stop|don.?t (want|need)|dont|mind|no longer|twice|withdraw|abort|undo|changed?",
        "order_cancel",
        "order_to_person order_closed",
    ),
    _topic(
        "an address",
        r"\b(wrong|another|delivery|with the|the) address\b",
        r"address|adress|street|house|moved?|postcode|flat|town|city|pin|send it to|@|mail",
        acts=_ASKS + " handoff_away contact_saved",
    ),
    _topic(
        "a wish for a person",
        r"\byou'd (rather|like to) (talk|speak)|\byou'd (rather|like) a person|\ba bot isn't what\b|"
        r"\bto someone\b(?= *\.)",
        r"person|human|agent|someone|somebody|talk|speak|call|phone|real|support|staff|manager|bot|robot|"
        r"machine|colleague|operator|representative",
        "human_agent",
        "offer_human form_stopped goodbye",
    ),
    _topic(
        "being a bot",
        r"\bI'm (just )?a (bot|chat assistant)|\bjust a bot\b|\ba bot, I'm afraid\b|\bthis is a bot\b|"
        r"\bwith a bot\b",
        r"bot|robot|human|person|real|machine|\bai\b|gpt|who|name|alive|you",
    ),
    _topic(
        "a delivery that did not come",
        r"\b(marked|shows?|tracking says) (as )?delivered\b|\bdelivered on paper\b|\bnever reached you\b|"
        r"\bnot with you\b|\bisn't with you\b",
        r"deliver|receiv|left|neighbo|empty|door",
        acts="order_delivered",
    ),
    _topic(
        "sadness",
        r"\b(hard|tough) time\b|\bsounds (hard|tough)\b|\brotten day\b|\ba lot to carry\b",
        r"lonely|sad|depress|cry|died|passed|heart|awful|terrible|miss|divorc|hate|sleep|anxi|tired|hard|"
        r"alone|lost|grief|everything|much|ill|hospital|worry|scare|feel",
    ),
)

# A result of the order look-up names its own state and no other.
STATES: dict[str, re.Pattern[str]] = {
    "order_preparing": re.compile(
        r"\bstill with us\b|\bhasn't (left|been sent)\b|\bbeing worked on\b|\bworking on it\b|\bpack(ed|ing)\b", _I
    ),
    "order_on_its_way": re.compile(
        r"(?<!hasn't )\b(has left|been sent|was sent|is moving|it's moving|on its way|travel\w*|shipped|"
        r"dispatched|is bringing)\b",
        _I,
    ),
    "order_delivered": re.compile(r"\b(delivered|has arrived|arrived|brought|handed over)\b", _I),
    "order_delayed": re.compile(r"\b(delay\w*|late|held up|behind schedule|longer than planned)\b", _I),
    "order_lost": re.compile(r"\blost\b|\bcan't be found\b", _I),
    "order_ready": re.compile(r"\bready\b|\bpick(ed)?[ -]?(it )?up\b|\bwait(s|ing) (for you|to be)\b", _I),
    "order_closed": re.compile(r"\b(closed|cancelled|refunded|returned)\b", _I),
}
ALSO: dict[str, frozenset[str]] = {  # states that an act's words may name besides their own
    "order_ready": frozenset({"order_delivered"}),  # "it has arrived" at the pick-up point
    "order_lost": frozenset({"order_on_its_way"}),  # "lost on its way"
    "order_split": frozenset({"order_on_its_way"}),
}
