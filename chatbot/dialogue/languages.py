"""Which language a message is plainly written in, and Hindi in Latin letters brought near enough to English to be understood.

The models read English. A few function words tell another language; they are data, and nothing is translated but those of Hindi,
which customers mix with English words ("order kab aayega").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.words import words
from chatbot.messages import Answer, Context, Say
from chatbot.skills.handoff import HUMAN_CHIP

LEAST_WORDS = 2  # one may be a name or a loan: "das keyboard", "por favor"


@dataclass(frozen=True, slots=True)
class Language:
    words: frozenset[str]  # which English does not have
    notice: str  # that only English is understood here
    names: str  # a pattern of what it is called


def _language(text: str, notice: str, names: str) -> Language:
    return Language(frozenset(words(text)) - STOPWORDS, notice, names)


HINDI = _language(
    "kab tak kitna kitne kitni kaise kahan kaha kya hai hain ho milega milegi aayega aayegi ayega hoga hogi chahiye dikhao"
    " dikhaye ke ki ka liye andar sasta saste purana mera meri mere mujhe nahi nahin nhi aur kaun kyu kyun wapas paisa paise"
    " saath bina accha acha abhi karo kar kuch koi hua raha rahi bhai yeh woh",
    "Maaf kijiye, yeh chat sirf English samajhta hai.",
    "hindi|hinglish",
)
LANGUAGES = (
    _language(
        "ich und das ist nicht haben habe hat wie wo mein meine meiner meinen bitte danke guten eine einen für mit auf kann können wann"
        " kommt noch zu kein keine von wird wurde bestellung lieferung sie ihr gibt es",
        "Dieser Chat versteht leider nur Englisch.",
        "german|deutsch",
    ),
    _language(
        "el los las para por que qué cómo dónde donde mi pedido está quiero tengo busco hola gracias una con cuando cuándo cuánto cuanto"
        " hay tienen es del puedo cuesta envío",
        "Lo siento, este chat solo entiende inglés.",
        "spanish|español|espanol|castellano",
    ),
    _language(
        "je le les est où ma mon commande bonjour vous pour avec une des avez quand combien ne pas que c'est j'ai dans livraison",
        "Désolé, ce chat ne comprend que l'anglais.",
        "french|fran[cç]ais",
    ),
    _language(
        "il della sono dove mio ordine quando quanto avete vorrei ciao grazie una per che non con buongiorno spedizione",
        "Mi dispiace, questa chat capisce solo l'inglese.",
        "italian|italiano",
    ),
    _language(
        "ik het een niet mijn waar wanneer hoe hebben heeft kan jullie bestelling graag voor met zijn wordt",
        "Sorry, deze chat begrijpt alleen Engels.",
        "dutch|nederlands",
    ),
    HINDI,
)

# Longest first. A number in front of "ke andar" or "tak" is a limit.
_IN_ENGLISH = tuple(
    (re.compile(rf"\b{pattern}\b", re.IGNORECASE), english)
    for pattern, english in (
        (r"(\d[\d.,]*k?) (?:ke andar|se kam|tak)", r"under \1"),
        (r"kab tak", "when"),
        (r"(?:kitna|kitne|kitni) (?:ka |ki |ke )?hai", "how much is it"),
        (r"(?:kitne|kitna|kitni)", "how many"),
        (r"kab", "when"),
        (r"kaise", "how"),
        (r"kaha[n]?", "where"),
        (r"ky(?:u|un|on)", "why"),
        (r"(?:milega|milegi)", "can i get"),
        (r"a+yeg[ai]", "will it come"),
        (r"hog[ai]", "will it be"),
        (r"(?:chahiye|mujhe)", "i want"),
        (r"dikha(?:o|ye)", "show me"),
        (r"ke liye", "for"),
        (r"ke saath", "with"),
        (r"bina", "without"),
        (r"saste?a?", "cheap"),
        (r"purana", "old"),
        (r"mer[aei]", "my"),
        (r"na?hi+n?", "not"),
        (r"aur", "and"),
        (r"wapas", "return"),
        (r"paise?a?", "money"),
        (r"abhi", "now"),
        (r"kuch|koi", "some"),
        (r"hai|hain|kya|hua|ke|ki|ka|bhai", ""),
    )
)


def spoken(text: str) -> Language | None:
    """Return the language other than English that a message is plainly written in; None where that is not plain."""
    said = words(text)
    best = max(LANGUAGES, key=lambda language: len(language.words.intersection(said)))
    own = len(best.words.intersection(said))
    return best if own >= LEAST_WORDS and own > len(STOPWORDS.intersection(said)) else None


def asked_for(text: str) -> Language | None:
    """Return the language that a message asks to talk in: "do you speak German"."""
    speaks = r"\b(?:speak|spoken|talk|chat|write|answer|reply|understand|support|sprech\w*|habla\w*|parl\w*|spre[ek]\w*)\b.{0,20}"
    named = (each for each in LANGUAGES if re.search(rf"{speaks}\b(?:{each.names})\b", text, re.IGNORECASE))
    return next(named, None)


def understood(text: str) -> str:
    """Return Hindi in Latin letters with English function words in place of its own; any other text as it is."""
    if spoken(text) is not HINDI:
        return text
    for pattern, english in _IN_ENGLISH:
        text = pattern.sub(english, text)
    return " ".join(text.split())


def in_own_language(context: Context, answer: Answer, sure_p: float) -> Answer:
    """Return, for who plainly writes another language, a sentence in it that this is an English chat, unless the answer is sure.

    Args:
        sure_p: the least score of an FAQ entry that is told all the same.
    """
    text = context.message.text if context.message.choice is None and answer.say else ""
    language = asked_for(text) or spoken(text)
    is_sure = bool(answer.products or answer.order or answer.ticket) or answer.skill == "orders"
    is_sure = is_sure or (answer.decision == "answer" and answer.faq is not None and answer.faq.score >= sure_p)
    if language is None or is_sure or answer.say[0].act in {"crisis", "welcome", "goodbye", "form_stopped", "contact_saved"}:
        return answer
    say = (Say("only_english", {"notice": language.notice}), Say("offer_human"))
    return Answer("handoff", say, decision="abstain", chips=(HUMAN_CHIP,))
