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
        r"\bcancel\w*\b|\bout of this order\b|\bno longer want\b|\bstop the order\b|\bdon't (need|want) the order\b|"
        r"\b(plans|minds) change\b|\bchanging your mind\b",
        r"cancel|stop|don.?t (want|need)|dont|mind|no longer|twice|withdraw|abort|undo|changed?|not need|forget|instead",
        "order_cancel",
        "order_to_person order_closed",
    ),
    _topic(
        "an address",
        r"\baddress\b",
        r"address|adress|street|house|moved?|postcode|flat|town|city|pin|send it to|office|work|neighbo|deliver(ed)? to|ship to",
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
    _topic(
        "where an order is",
        r"\bwhere (it is|your (order|parcel|package)|a parcel)\b|\b(chase|ask after)\b|\buncertainty\b|\bhow far\b|"
        r"\blooking forward\b",
        r"where|when|track|come|came|arriv|status|still|late|deliver|sent|shipp|not here|wait|news|eta|order|parcel|update|"
        r"out for|dispatch|forward|excit|yet|refund|money",
        "order_status",
        "order_on_its_way order_split order_ready order_delivered order_delayed",
    ),
    _topic(
        "a change",
        r"\bchange something\b|\bchange your order\b|\border isn't (right|as)\b|\bthat change\b|"
        r"\bwhat can be changed\b|\bput right before\b|"
        r"\bdetails of an order\b|\bmix-up with your order\b|\bshould be different\b|\bwant that (changed|put)\b|\bnoticed\b|"
        r"\bwhen the details\b|\border's details\b",
        r"change|wrong|instead|add|remove|swap|address|size|colou?r|edit|update|quantity|move|shift|different|mistake|make it|"
        r"switch|ship to|send it|deliver|bring|later|earlier|include|cancel|correct|typo",
        "order_change",
        "order_to_person",
    ),
    _topic(
        "buying",
        r"\bbefore you (buy|order)\b|\bwhat you (pay for|get)\b|\bthat product\b|\bthe product\b|\bdescription\b|"
        r"\bcaught your eye\b|\bappeals to you\b|\b(good|great) taste\b|\b(lovely|nice|good|great) choice\b|"
        r"\bthat you like it\b|\bknow exactly\b",
        r"\b(buy|buying|bought|product|material|quality|fabric|description|photo|picture)\b",
        "product_question product_recommendation",
        "product_in_stock product_fact product_sold_out",
    ),
    _topic(
        "an order to come",
        r"\blike to order\b|\blike to visit\b",
        r"\b(order|buy|shop|shopping|store|love|found|ship|deliver|pay|visit|come by|take)\b",
    ),
    _topic(
        "a search",
        r"\bfind something\b|\bhelp you (choose|look)\b|\bwhat we have\b|\bthe search\b|\bsearching\b|\bcatalogue\b|"
        r"\bfound (anything|the right thing) yet\b",
        r"find|look|search|show|recommend|suggest|need|want|gift|something|anything|any\b|have|which|best|like|for|buy",
        "product_question product_recommendation",
        "greet recommend recommend_near no_products ask_wish product_in_stock product_sold_out product_fact calm_limit limit "
        "clarify",
    ),
)
