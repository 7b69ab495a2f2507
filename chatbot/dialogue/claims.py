"""What a draft may not claim: tables of patterns that `grounding` reads. A test holds every hand-written wording to them."""

from __future__ import annotations

import re

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

# Written by the model now and then, and no sentence that a shop would send; found by reading 200 replies (docs/generator.md).
CLUMSY = re.compile(
    r"\bstopping by at\b|\btouch an order\b|\bhere is where each of them\.|\bhere is each of them is\b|"
    r"^Do you mean\?|\border number is it about\? What\b|"
    r"\bhow this has (worked|turned) out so badly\b|\bshould it be under\b|\bwhat our rules say\b|\bknow that too\b|"
    r"\bwhat may it cost\b|\bhelp with that\. .*\bhelp with that\b|\bsomething I can help with that\b|\bnumber and send them\b|"
    r"\bboth and send it\b|\brather say no than show\b|\bnothing meets\b.*\bas well\b|\byou don't have better\b|\bwas no trouble\b|"
    r"\bwant to be sure: |\bhappy to help\b.*\bhappy to help\b|\bmatch too often\b|\bcan't help [^.]*\bbut I can only\b|"
    r"\bmean one of these (?:is|are)\b|"
    r"(?<!may )(?<!can )\bI(?:'ve got| have) (?:the|your) (?:e-?mail|mail|address|order number|postcode)\b|"
    r"(?:^|[.!?] )(?:and |now )?the (?:e-mail|mail|postcode|order number)\b[^.?!,:]*\. what\b|"
    r"\bwhich order number is\?|\bwhat is your order number\b[^.!?]*: what\b|(?:^|[.!?] )let me [^.!?]*[.!?] let me\b",
    _I,
)

# No words for what is not done: "I'm a bot, and happy to help with that."
PROMISES_HELP = re.compile(r"\b(?:happy|glad|made|here) to help with (?:that|it)\b", _I)

# Words that answer a mood: only to a customer who is in it.
MOODS: dict[str, re.Pattern[str]] = {
    "positive": re.compile(
        r"\b(kind|friendly) words\b|\bnice message\b|\bcheerful\b|\bgood mood\b|\bthat made me smile\b|\bthat sounds (nice|good|lovely)\b",
        _I,
    ),
    "negative": re.compile(r"\bhaven't found\b|\bsearching (for ages|and not)\b|\bthe search has been\b|\bsorry it's been\b", _I),
}

# What an annoyed customer reads as mockery.
NOT_TO: dict[str, re.Pattern[str]] = {
    "negative": re.compile(
        r"\b(thanks|thank you) for (stopping|visiting|shopping|choosing|your visit|the chat|chatting)\b|\bwelcome\b|\bour rules\b|"
        r"\bhave a (nice|good|lovely|great)\b|\b(lovely|great|good) (question|choice|taste|idea)\b|\bwith pleasure\b|"
        r"\bbefore you get more annoyed\b",
        _I,
    ),
}

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
