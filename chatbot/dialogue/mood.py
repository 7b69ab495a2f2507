"""What is added to an answer for the customer's mood: a word of regret, and a person."""

from __future__ import annotations

import re
from dataclasses import replace

from chatbot.config import Settings
from chatbot.dialogue.evidence import believes, probability, wants
from chatbot.dialogue.forms import wants_to_stop
from chatbot.knowledge.denied import without_denied
from chatbot.messages import FILE_SENT, Answer, Chip, Context, Say
from chatbot.skills.handoff import HUMAN_CHIP, HandoffSkill

# Of one's own waiting: "the shop said 28 days and your website 30" tells of none.
_WAITED_FOR = re.compile(
    r"\blate\b|delay|\bwait|overdue|suppos|should (?:have|be)|was due|forever|for ages|(?:so|too) long|no news|promis|still|\byet\b"
    r"|slow|\bsince\b|\bago\b|third time|nobody came|\bwhere|\bwhen\b"
    r"|(?:not|n.?t|never|nothing|nowhere).{0,12}\b(?:here|come|came|arriv\w*|receiv\w*|got)\b"
    r"|\b(?:been|after|for|already|its|it['’]s|now|has|meant)\b.{0,12}\b(?:days|weeks?|months?)\b",
    re.IGNORECASE,
)
# Of seven shops' messages, 5 of the 6 between 0.4 and 0.6 complain of nothing ("why so expensive"), and all 10 above it do.
LIKELY_COMPLAINT = 0.6
# What has gone wrong may be told without a word of anger ("you sent me an empty box"); "hardly any sun there" (0.89) tells of nothing.
_OF_TROUBLE = (
    "complaint",
    "order_status",
    "order_change",
    "order_cancel",
    "return_refund",
    "payment_issue",
    "account",
    "human_agent",
)
WORDS_OF_A_SCRAP = 5  # so short a text tells no mood by itself: "15? on everything?" was negative with 0.99
_GRIEF = re.compile(
    r"\b(?:died|passed away|death of|dead|funeral|deceased|put (?:him|her|it|them) (?:down|to sleep)"
    r"|(?:is|was|got|gets|so|very) (?:sick|ill)|vomit\w*|hospital|bleed\w*|injured|allergic reaction)\b",
    re.IGNORECASE,
)
_COMPLAINS = re.compile(
    r"\b(?:wrong|brok\w+|damag\w*|missing|late|delay\w*|never|nothing|nobody|no (?:one|answer|reply|news)|lost|wait\w*|twice|third time"
    r"|not (?:here|working|com\w+|receiv\w*|arriv\w*|good|ok|fair|happy|acceptable|what)|(?:did|has|have|is|was|does|do|ca|can|wo)n'?t"
    r"|where(?:'?s| is| are)|money back|worst|terrible|awful|horrible|rubbish|useless|rude|ridiculous|joke|scam\w*|fraud|fake|liars?"
    r"|disgust\w*|disappoint\w*|unacceptable|angry|annoy\w*|furious|fed up|sick of|hate|bad|poor|pathetic|shame|cheat\w*|stole\w*"
    r"|suck\w*|trash|garbage|clowns?|morons?|losers?|thie(?:f|ves)|complain\w*|fuck\w*|shit\w*|wtf|damn|crap|bloody|idiot\w*|stupid|torn|ripped|crushed|leak\w*|defect\w*|fault\w*|scratch\w*"
    r"|for nothing)\b"
    r"|!!|\b[A-Z]{4,}\b",
)
_THANKS = re.compile(r"\b(?:thanks|thank you|thx|ty|cheers)\b(?! for nothing)", re.IGNORECASE)


def complains(text: str) -> bool:
    """Whether a word of the text complains, or it shouts."""
    text = without_denied(text)
    return _COMPLAINS.search(text) is not None or _COMPLAINS.search(text.lower()) is not None


def _likely_complains(context: Context) -> bool:
    return wants("complaint")(context) and probability(context) >= LIKELY_COMPLAINT


def _is_outspoken(context: Context) -> bool:
    """Whether a message that may be angry says so itself: by a word, by shouting, or because it surely complains."""
    return _likely_complains(context) or complains(context.message.text)


def is_angry(context: Context, angry_p: float) -> bool:
    """Whether the mood is negative with at least this probability; a file's name tells none, nor do "a@example.com" and "forget it"."""
    text = context.message.text
    if context.message.choice == FILE_SENT or _is_wordless(text) or wants_to_stop(text):
        return False
    if _THANKS.search(text) and not believes("complaint")(context):
        return False
    is_short = len(text.split()) <= WORDS_OF_A_SCRAP
    if not (context.state.angry_turns or _is_outspoken(context) or (believes(*_OF_TROUBLE)(context) and not is_short)):
        return False
    sentiments = context.understanding.prediction.sentiments
    return bool(sentiments) and sentiments[0].label == "negative" and sentiments[0].p >= angry_p


def is_complaint(context: Context) -> bool:
    """Whether somebody is annoyed: "can I trust this shop" is no complaint, however sure the classifier is."""
    moods = context.understanding.prediction.sentiments
    return _likely_complains(context) and bool(moods) and moods[0].label == "negative"


def may_complain(context: Context) -> bool:
    """Whether a message that nothing answers complains by a word, though the classifier hardly sees it: "ur useless"."""
    return believes("complaint")(context) and complains(context.message.text)


def _sorry(context: Context) -> Say:
    """A word of regret; of a late parcel only to whom speaks of waiting for one, and of no trouble to whom somebody died."""
    if _GRIEF.search(context.message.text):
        return Say("condole")
    is_of_order = context.understanding.prediction.intent.label == "order_status"
    return Say("apologise_delay" if is_of_order and _WAITED_FOR.search(context.message.text) else "apologise")


def _without_sorry(say: tuple[Say, ...]) -> tuple[Say, ...]:
    return tuple(each for each in say if each.act not in {"apologise", "apologise_delay"})


def offered(answer: Answer) -> Answer:
    """Return the answer with a person offered: in words, unless the bot already asks something, and as a chip."""
    asks = answer.decision == "ask" or any(say.act == "offer_human" for say in answer.say)
    chips: tuple[Chip, ...] = answer.chips if HUMAN_CHIP in answer.chips else (*answer.chips, HUMAN_CHIP)
    return replace(answer, say=answer.say if asks else (*answer.say, Say("offer_human")), chips=chips)


def heeded(context: Context, answer: Answer, handoff: HandoffSkill, settings: Settings) -> Answer:
    """An angry customer is told sorry first and offered a person; the second time the person comes."""
    state = answer.state or context.state
    angry = is_angry(context, settings.angry_p)
    outspoken = angry and _is_outspoken(context)  # only these bring a person unasked
    angry_turns = state.angry_turns + 1 if outspoken else 0 if _is_glad(context) else state.angry_turns
    answer = replace(answer, state=replace(state, angry_turns=angry_turns))
    if not angry or not answer.say or answer.ticket or answer.say[0].act in {"crisis", "calm_limit"}:
        return answer
    if outspoken and angry_turns >= settings.angry_turns_to_handoff:
        passed = handoff.pass_on(replace(context, state=answer.state or state), "angry")
        return replace(passed, say=(_sorry(context), *passed.say), faq=answer.faq)
    return offered(replace(answer, say=(_sorry(context), *_without_sorry(answer.say))))


def _is_wordless(text: str) -> bool:
    """A message of nothing but numbers and e-mail addresses."""
    return all(any(char == "@" or char.isdigit() for char in word) for word in text.split())


def _is_glad(context: Context) -> bool:
    sentiments = context.understanding.prediction.sentiments
    return bool(sentiments) and sentiments[0].label == "positive"
