"""Matters that a draft may only speak of when they came up: a table that `grounding` reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

_I = re.IGNORECASE


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
# "Can i return half a box", "without the box" miss nothing that was sent.
_ARRIVED = r"(?:\b(?:c[ao]me|arrived?|got|received?|delivered|sent|gone|(?:not|isn.?t) (?:here|there))\b)"
_MENU = "greet limit calm_limit clarify"  # they name what the bot can do

TOPICS: tuple[Topic, ...] = (
    _topic(
        "a delay",
        r"\b(late|later than|delay\w*|overdue|held up|(this|so|too|the) long( wait)?|long wait|still waiting|"
        r"the wait|holding (it|your parcel) up|kept? you waiting|keeping you waiting)\b",
        r"\blate\b|delay|wait|overdue|suppos|should (have|be)|was due|forever|for ages|so long|too long|not (here|come|arrived)|"
        r"n.?t (come|arrived|here)|nobody came|no news|promis|days|weeks|months?\b|third time|still|yet\b|slow|hold|patien|since|"
        r"\bago\b|expect|yesterday|taking|tomorrow",
        acts="apologise_delay order_delayed",
    ),
    _topic(
        "damage",
        r"\b(damage\w*|broken|broke)\b",
        r"damag|brok|smash|crack|leak|tear|torn|hole|chipped|piece|crush|spill|burst|dead|fault|defect|rip|"
        r"dent|scratch|stain|mould|expired|melt|shatter|snapp",
    ),
    _topic(
        "a problem",
        r"\b(?:your|the) problem\b|\bsomething (?:is|was|went|has gone) wrong\b|\bwent wrong\b",
        r"wrong|problem|issue|trouble|brok|damag|missing|lost|late\b|delay|n.?t\b|not\b|never|nothing|fail|error|bad|worst|stupid|useless|"
        r"complain|return|refund|faulty|defect|still|again|!!|cancel|rude|joke|scam|help",
        "complaint return_refund",
        "apologise calm_limit",
    ),
    _topic(
        "a wrong item",
        r"\bwrong (item|thing|product)\b|\bordered something else\b|\bdifferent (item|product)\b",
        r"wrong (item|thing|product|one|colou?r|size|order)|instead of|different (one|item|product|colou?r)|not what|mixed up|swapped",
    ),
    _topic(
        "a missing item",
        r"\b(something|an item|item) (is )?missing\b|\bincomplete\b|\bmissing from\b|\byou ordered it and it isn't in\b",
        rf"missing|incomplete|{_ARRIVED}.{{0,30}}\b(half|without)\b|\bhalf\b.{{0,30}}{_ARRIVED}|only (one|part|\d)|forgot|not in|isn.?t in"
        r"|lack|left out|short\b|empty",
    ),
    _topic(
        "a size",
        r"\bsiz(e|es|ing)\b|\bdoesn't fit\b|\bthe fit\b|\bexchanges?\b",
        r"\bsiz|\bfits?\b|fitting|too (small|big|large|tight|loose|long|short|wide|narrow)|exchange|swap|(?<!['’])\b(xs|s|m|l|xl|xxl)\b|"
        r"\bcm\b|inch|length|measure|chart|waist|chest|hips?\b|width|height|dimension",
        acts="ask_wish",
    ),
    _topic(
        "a refund",
        r"\brefunds?\b|\bmoney\b",
        r"refund|money|paid|reimburs|compens|charg|debit|deduct|credit|\bback\b",
    ),
    _topic(
        "a return",
        r"\breturn(s|ing|ed)?\b|\bsend (it|something|this) back\b|\bbring something back\b",
        r"return|\bback\b|exchange|swap|refund|doesn.?t fit|don.?t want|\brma\b",
        acts=_MENU + " order_closed",
    ),
    _topic(
        "a charge",
        r"\bcharges?\b|\bmoney taken\b",
        r"charg|twice|double|debit|deduct|\bbill|paid|amount|money|took|taken|\bfee\b|gone",
    ),
    _topic(
        "payment",
        r"\bpay(ment|ing|ments)?\b(?! for)",
        r"pay|card|visa|klarna|ideal|cod\b|cash|emi\b|upi|instal|checkout|bank|transfer|wallet|invoice|"
        r"check out|finance|bitcoin",
    ),
    _topic("a code", r"\bvouchers?\b|\bcodes?\b", r"voucher|code|coupon|promo|discount|gift ?card"),
    _topic("an invoice", r"\binvoices?\b", r"invoice|receipt|bill|\bvat\b|gst|tax"),
    _topic(
        "a login",
        r"\blog(ged)? in\b|\blogin\b|\blocked out\b|\bpasswords?\b|\binto your account\b|\bnot getting in\b",
        r"log|password|sign|account|lock|access|otp|verif|get in|can.?t",
    ),
    _topic("an account", r"\baccount\b", r"account|profile|log.?in|sign(ed)? (in|up)|register|password|member|newsletter|points"),
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
        r"deliver|shipp|\bship\b|courier|express|carrier|postage|\bpost\b|abroad|import|custom|locker|how (long|fast|quick)",
        acts=f"{_MENU} {_ASKS} order_delivered order_preparing order_on_its_way order_delayed",
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
        r"parcel|packag|order|deliver|track|ship|arriv|box|came\b|courier|receiv|sent|send|where",
        acts="apologise_delay order_split order_on_its_way order_delivered order_delayed order_lost order_ready",
    ),
    _topic(
        "cancelling",
        r"\bcancel\w*\b|\bout of this order\b|\bno longer want\b|\bstop the order\b|\bdon't (need|want) the order\b|"
        r"\b(plans|minds) change\b|\bchanging your mind\b|\bcome to that\b",
        r"cancel|stop (the|my|this)|don.?t (want|need)|dont (want|need)|no longer|withdraw|abort|undo|not need|chang\w+ (my|his|her) mind|"
        r"forget (it|the)|call it off",
        acts="order_to_person order_closed",
    ),
    _topic(
        "a wrong address",
        r"\b(wrong|other|old|new) address\b",
        r"address|adress|street|\bmoved\b|postcode|ship to|send (it )?to|redirect|neighbo|wrong",
    ),
    _topic(
        "an address",
        r"\baddress\b",
        r"address|adress|street|house (no|num)|\bmoved\b|postcode|pin ?code|\bflat\b|ship to|send (it )?to|redirect|neighbo",
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
        r"bots?\b|\bhuman|\bperson|\breal\b|machine|\bai\b|gpt|\bwho\b|\byour name\b|alive|\b(?:are|r) (?:you|u)\b",
    ),
    _topic(
        "an introduction",
        r"\b(?:pleased|nice) to meet you\b",
        r"\bwho\b|\b(?:my|your) name\b|\b(?:are|r) (?:you|u)\b|\bmeet",
        "greeting",
    ),
    _topic(
        "a delivery that did not come",
        r"\b(marked|shows?|tracking says) (as )?delivered\b|\bdelivered on paper\b|\bnever reached you\b|"
        r"\bnot with you\b|\bisn't with you\b|\bwas (left|delivered)\b|\bwithout (a|the) parcel\b",
        r"(says?|said|marked|shows?|status|tracking|app|email|mail|driver|according).{0,50}(deliver|left)|"
        r"delivered.{0,60}(neighbo|nothing|not here|never|nobody|empty|someone else|porch|safe place|gate|floor)|"
        r"never (received|arrived|got|came)",
        acts="order_delivered",
    ),
    _topic(
        "sadness",
        r"\b(hard|tough) time\b|\bsounds (hard|tough)\b|\brotten day\b|\ba lot to carry\b",
        r"lonely|sad|depress|cry|died|passed|heart|awful|terrible|miss|divorc|hate|sleep|anxi|tired|hard|"
        r"alone|lost|grief|everything|much|ill|hospital|worry|scare|feel",
    ),
    _topic(
        "where an order is",
        r"\bwhere (it is|your (order|parcel|package)|a parcel)\b|\b(chase|ask after)\b|\buncertainty\b|\bhow far\b|"
        r"\blooking forward\b",
        r"where|when|track|\bstatus\b|still|late\b|delay|\barriv(?!ed)|(?:not|n.?t|never|nothing) arriv|out for|dispatch|shipped|"
        r"not here|waiting|news|\beta\b|yet\b|forward|"
        r"reach|nobody came",
        acts="order_on_its_way order_split order_ready order_delivered order_delayed",
    ),
    _topic(
        "a change",
        r"\bchange something\b|\bchange your order\b|\border isn't (right|as)\b|\bthat change\b|"
        r"\bwhat can be changed\b|\bput right before\b|"
        r"\bdetails of an order\b|\bmix-up with your order\b|\bshould be different\b|\bwant that (changed|put)\b|\bnoticed\b|"
        r"\bwhen the details\b|\border's details\b",
        r"chang|wrong(?! item)|instead|\badd\b|remove|swap|edit|update|quantity|\bmove|shift|different|mistake|"
        r"switch|ship to|send it to|redirect|include|correct|typo",
        acts="order_to_person",
    ),
    _topic(
        "buying",
        r"\bbefore you (buy|order)\b|\bwhat you (pay for|get)\b|\bthat product\b|\bthe product\b|\bdescription\b|"
        r"\bcaught your eye\b|\bappeals to you\b|\b(good|great) taste\b|\b(lovely|nice|good|great) choice\b|"
        r"\bthat you like it\b|\bknow exactly\b",
        r"\b(buy|buying|product|material|quality|fabric|description|photo|picture|listing)\b",
        "product_question",
        "product_in_stock product_fact product_sold_out",
    ),
    _topic(
        "an earlier purchase", r"\b(buy|order) again\b", r"\bagain\b|\bordered\b|bought|purchased|return|refund|exchang|last time"
    ),
    _topic(
        "an order to come",
        r"\blike to order\b|\blike to visit\b",
        r"\b(order|buy|shop|shopping|store|love|found|ship|deliver|pay|visit|come by|take)\b",
    ),
    _topic(
        "a search",
        r"\bfind something\b|\bhelp you (choose|look)\b|\bwhat we have\b|\bcatalogue\b",
        r"find|look|search|show|recommend|suggest|need|want|gift|something|anything|any\b|have|which|best|like|for|buy",
        "product_question product_recommendation",
        "greet recommend recommend_near no_products ask_wish product_in_stock product_sold_out product_fact calm_limit limit "
        "clarify",
    ),
    _topic(
        "a search in vain",
        r"\bthe search\b|\bsearching\b|\bfound (anything|the right thing) yet\b",
        r"\bfind|search|look(ed|ing)? (for|every)|nowhere|hate|every\b.*\b(i|is|has)\b|for ages|nothing (fits|works)|hard to",
    ),
    _topic(
        "kind words",
        r"\b(kind|friendly) words\b|\bnice message\b|\bcheerful\b|\bthat made me smile\b|\bbeing so (friendly|kind)\b|"
        r"\b(lovely|nice|good|great) to hear from you\b",
        r"thank|\bthx\b|\blov(?:e|ed|ing|ely)\b|great|\bbest\b|super|nice|happy|glad|wonderful|fantastic|amazing|perfect|awesome"
        r"|(?<!how )\bgood\b|"
        r"brilliant|\brock\b|\bkind\b(?! of)|\bgent|quick|pleased|excited|\bjoy|\b(?:hi|hello|hey)\b|angel|congrat|"
        r"[:;]-?\)|[\U0001F600-\U0001F64F\U0001F970\u2764]",
    ),
    _topic(
        "patience",
        r"\byour patience\b|\b(being|so) patient\b|\bbearing with\b|\bwaited enough\b",
        r"wait|patien|late\b|delay|no rush|hurry|days|weeks|long|again|already|still",
        acts=_ASKS,
    ),
)
