"""The words that point at products, choose among them and ask of them. Data, no code."""

from __future__ import annotations

import re

from chatbot.knowledge.lexicon import STOPWORDS
from chatbot.knowledge.phrases import Phrases, any_of, lines
from chatbot.knowledge.product_words import roots
from chatbot.knowledge.words import words

ORDINALS = Phrases(
    lines("""
    0: the first, first one, 1st, number one, number 1, the top one
    1: the second, second one, 2nd, number two, number 2
    2: the third, third one, 3rd, number three, number 3
    3: the fourth, fourth one, 4th, number four, number 4
    -1: the last, last one
    """)
)
FIRST_FEW = Phrases(
    lines("2: first two, first 2, top two, top 2, first both\n-2: last two, last 2\n3: first three, first 3, top three, top 3")
)
POINTERS = Phrases(
    lines("""
    it: it, its, this, that, this one, that one, the same
    one: one, the one
    them: they, them, these, those, ones, both, either, neither, the two, of the two, all of them, of them
    """)
)
BEGINNING = frozenset(words("ok okay and so but hi hello hey well then please"))
LISTING = frozenset(("what", "whats", "which", "whichever", "anything", "something", "any", "show", "do", "got", "have"))
WHICH = frozenset(("which", "what", "whats"))
FOR_A_KIND = any_of(
    "do you have, do you sell, do you stock, do you carry, do you offer, you have, you sell, have you got, got any, any, "
    "do they have, do they sell, they have, they sell, is there, are there, price of, price for, how much is, how much are, "
    "how much for, cost of, what kind of, which, sell, "
    "do you still have, you still have, you still got, you got, have you still got, u have, u got, u still have, u still got, do u sell"
)
# A wish is said with these and names of things; any other common word ("if", "my", "fit") makes it a question or a story.
WISHING = frozenset(
    words(
        "a an the all any some of for to in on at with without and or i i'm im i'd id me you your need want wanna get got give please pls"
    )
    + words("hi hello hey something anything thing things one ones more other such like can could have looking")
)
NOT_WISHING = (STOPWORDS - WISHING) | frozenset(
    words("fit fits work works suit suits suitable handle use used using check pay help not no")
)
PROPERTY = frozenset(words("does is are will would how why what whats when where should"))  # begin a question, not a choice
FOR_IT = re.compile(
    r"\b(?:for|with|to go with) (?:it|them|this|that|these|those)\b", re.IGNORECASE
)  # "and a pot for it" is a wish
FOR_WHOM = re.compile(r"\bfor (?:him|her|(?:my|our|a) \w+)\b", re.IGNORECASE)  # "a blue watch for him" is one, too
# Said of a product or a person, not to choose: "the starter set, she has dry skin", "can i use it".
TELLING = frozenset(words("use used using fit fits work works suit suits suitable handle has good better he she his her"))
FITTING = frozenset(words("use used using fit fits work works suit suits"))
ASKING_NEED = re.compile(r"\b(?:do|must|should) (?:i|we)\b")  # "the cot, do i need a mattress"; "do you have" asks for the thing
ASKING = frozenset(words("what how why when"))
# "No, the tinted one", "no i meant waterproof" takes back what the bot understood, and refuses nothing.
CORRECTION = re.compile(
    r"^(?:(?:no|nope|nah|sorry)\b[\s,.!]+)?(?:i|what i) (?:meant|mean)\b|^(?:no|nope|nah)\b[\s,.!]+(?=(?:the|an?|i|one|with|for|in)\b)",
    re.IGNORECASE,
)
# What stands behind it is how a thing that was shown is, and names no other: "is it slip resistant", not "is it the clover".
IS_IT = re.compile(
    r"\W*(?:(?:and|so|but|ok|okay)\W+)*(?:is|are|was|were)\s+(?:it|they)\s+(?!the\b|an?\b|for\b|in\b|of\b)",
    re.IGNORECASE,
)
THE_OTHER = re.compile(
    r"\bthe other(?:s|\b(?=\W*(?:ones?|two|then|instead|please|pls)?\W*(?:$|[,.?!]|(?:is|are|was|in|for|cost|price)\b)))", re.I
)
DEFINITE = frozenset(("the", "that", "this", "my"))
# A thing is named right behind these, or at the very beginning: "and the round?", not "name it round", "both sides of the front".
THING_BEHIND = DEFINITE | frozenset(words("a an your and or about than vs is are was do does has have how price cost much"))
MODALS = frozenset(words("do does did can could will would should shall may"))
DOERS = frozenset(("i", "you", "we", "they"))
POINTING_WORDS = frozenset(roots("first second third fourth last two both either neither number top of them pair"))
ALL_OF_THEM = frozenset(roots("all altogether together total sum each every everything whole"))
# "Not the acid one", "i don't want the first": what stands behind it is not wanted of what was shown.
REFUSING = re.compile(r"\b(?:not|without|except|don[’']?t (?:like|want)|no)\s+(?:the|that|this|these|those)\b(.*)", re.IGNORECASE)
# "Ok i'll take it", "add to cart": all that is said, beside words that mean nothing.
BUYING = re.compile(
    r"\b(?:buy|order|book|take|purchase|reserve|add)\s+(?:it|this|that|them|these|those|both|(?:the |this |that )?one)\b"
    r"|\b(?:add|put)\b.{0,12}?\b(?:to|in|into)\s+(?:(?:my|the)\s+)?(?:cart|basket|bag|trolley)\b|\bcheck\s?out\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"\b\d{1,3}\s*(?:pcs|pieces?|nos|units?)\b", re.IGNORECASE
)  # "2 pieces": how many are wanted of what was shown
# "How do I take it", "should I take this before food" ask of the thing.
NOT_BUYING = re.compile(
    r"\b(?:no|not|never|when|how|should|before|after|while|daily|cannot|(?:do|does|did|ca|wo|ai)n['’]?t)\b", re.IGNORECASE
)
# "Hes 6", "my son is 9": a bare number behind a person is an age.
AGED = re.compile(
    r"\b(s?he|son|daughter|boy|girl|kid|child|nephew|niece|grand(?:son|daughter|child))(?:['’]?s| is| turns| will be)"
    r"(?: (?:only|just|turning|now))? (1[0-4]|\d)(?=\W*$|[,;!?]|\s+(?:and|but|so|now|too|with|in|he|she)\b)",
    re.IGNORECASE,
)
# "Do you have a washable one": any that is so, and not the one spoken of.
INDEFINITE_ONE = re.compile(r"\b(?:an?|any)\s+(?:[\w-]+\s+){1,3}ones?\b", re.IGNORECASE)
