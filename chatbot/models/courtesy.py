"""What a message wants, without its courtesies: greeting, introduction, thanks in advance and signature say nothing of the wish.

They change what a model reads, though: on data/eval/intents.csv "Hi, " before a message costs 5 points of accuracy, and another name in
"..., Maria" turned the intent of one message in ten. Only what is surely a name goes, judged by its frame ("my name is", "regards,",
a last line) and its capitals. The frames are English, the names anyone's.
"""

from __future__ import annotations

import re

LEAST_WORDS = 2  # fewer are not taken for a wish: what stands around them stays
CHAT_WORDS = 4  # fewer that ask for nothing belong to their greeting: "hi from lisbon", "hello my favourite shop"
MAX_NAME_WORDS = 5
MAX_SMALL_WORDS = 2  # in small letters nothing shows where a name ends
_MARKS = " \t\n.,;:!?~–—-"
_HEAD, _TAIL = 300, 120  # characters that an opening and a closing may have; the rest is not searched for them

_PARTICLES = frozenset({
    "al", "ap", "ben", "bin", "binti", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el",
    "ibn", "la", "le", "los", "mac", "of", "san", "st", "ten", "ter", "van", "von", "y",
})  # fmt: skip
# Words that a wish goes on with, or that make "my name is ..." no introduction; never part of a name.
_NO_NAME = frozenset({
    "a", "about", "again", "already", "also", "always", "am", "an", "and", "any", "are", "as", "asking", "at", "because",
    "been", "but", "by", "can", "contacting", "could", "customer", "did", "do", "does", "emailing", "for", "from", "has",
    "have", "having", "hello", "help", "here", "hey", "hi", "how", "i", "i'd", "i'll", "i'm", "i've", "if", "im", "in", "is",
    "it", "it's", "its", "just", "looking", "may", "me", "missing", "my", "need", "new", "no", "nobody", "nor", "not",
    "nothing", "of", "on", "only", "or", "order", "our", "please", "pls", "quite", "really", "so", "sorry", "speaking", "still",
    "than", "thank", "thanks", "that", "that's", "the", "their", "there", "these", "they", "this", "those", "to", "too",
    "trying", "u", "very", "want", "was", "we", "were", "what", "when", "where", "where's", "which", "who", "whose", "why",
    "will", "with", "would", "writing", "wrong", "you", "your", "different", "incorrect", "misspelled", "misspelt", "printed",
    "spelled", "spelt", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter",
})  # fmt: skip
_WORD = re.compile(r"[ \t]*((?:[^\W\d_]|dr|mr|mrs|ms|prof|st|jr|sr)\.|[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*)", re.I)

# Openings. "Hello!!!" and "hello??" keep their marks, which tell a mood.
GREETINGS = frozenset(
    {"hi", "hiya", "hello", "helo", "hey", "heya", "howdy", "heyo", "hallo", "helloo", "hii", "heyy"}
)  # of one word
_DAYTIME = (  # "morning coffee" greets nobody
    r"(?:good )?(?:morning|afternoon|evening)(?=(?: (?:all|there|guys|folks|team))? *[,.!;:–—\n])"
    r"|good (?:morning|afternoon|evening|day)"
)
_HI = rf"{'|'.join(sorted(GREETINGS))}|{_DAYTIME}|greetings|dear|to whom it may concern"
_ALL = r"there|all|team|guys|folks|every(?:one|body)|friends?|sir|ma'?am|madam|mam|or|support|customer|service"
_SALUTATION = re.compile(rf"\W*(?:(?:{_HI})\b[ \t]*(?:(?:{_ALL})\b[ \t]*)*(?:[.,:;\s–—-]|!(?!!))*)+", re.I)
_ADDRESSEE = re.compile(r"[ \t]*(?:[,!\n–—-]\s*)+")  # ends "Dear Anna"
_PLEASANTRY = re.compile(
    r"(?:(?:i )?hope (?:you|u|this|all|every)|(?:i['’]?m |i am )?sorry (?:to|for) (?:bother|disturb|troubl))[^.!?,\n]*[.!,\n]+\s*",
    re.I,
)
_NAMED = re.compile(r"(?:(?:and|so)[ ,]+)?my (?:full |first )?name(?:['’]?s| is)[ :]+", re.I)
_MAYBE_NAMED = re.compile(
    r"(?:i['’]?m|i am|this is|(?P<late>it['’]?s|it is))[ \t]+(?:called |mr\.? |mrs\.? |ms\.? |miss )?", re.I
)
_HERE = re.compile(r"[ \t]+(?:here|speaking)\b[ \t]*[.,;:!\n–—-]+\s*", re.I)
_FROM = r"[ \t,]*(?:(?:here|again|speaking|calling|writing|from [^\W\d_]+(?: (?-i:[A-Z])[\w-]*)*)\b[ \t]*)?"
_WISH_BEGINS = r"i|my|where|when|what|which|how|can|could|do|does|is|please|pls"
_AFTER_NAME = re.compile(rf"{_FROM}(?:[.,;:!\n–—-]+\s*|and\b\s*|$|(?= ?(?:{_WISH_BEGINS})\b))", re.I)
_LATER = re.compile(r"(?<=\s)(?=my (?:full )?name(?:['’]?s| is)\b)", re.I)
_END = re.compile(r"[ \t]*(?:[.,;:!\n–—-]+\s*|$)")
# What still only asks for attention when its greeting is gone: "hi, I have a question" stays a greeting.
_SOMEONE = (
    r"you|u|i|some|any|someone|somebody|anyone|anybody|your|a|please|get|ask|help|me|there|here|with|question|something|quick|bit|of|little"
    r"|assist|assistance|support|kindly|really"
)
_ATTENTION = re.compile(
    r"(?:please |pls |plz )?(?:(?:i )?(?:just )?(?:have|got|had) (?:(?:a|an|some|one|quick|small) )*"
    r"(?:question|query|doubt|problem|issue)s?(?: (?:about|on|for|regarding) [^.!?]*)?"
    rf"|(?:can|could|may|will|would|is|i need|need|want) ?(?:(?:{_SOMEONE})\b ?)+"
    r"|(?:(?:is )?(?:any|some)(?:one|body)|(?:are )?(?:you|u)|how (?:are|r) (?:you|u|things)|how['’]?s it going|what['’]?s up|sup|help)\b ?"
    r"(?:(?:there|here|available|online|doing|today|me|please)\b ?)*)\W*",
    re.I,
)

# Closings.
_THANK = r"(?:many |a lot of )?(?:thanks|thx|thank you|ty|tia|cheers)"
_HELP = r"(?:your|the|any) (?:help|time|support|reply|answer)"
_MUCH = rf"a lot|a million|a bunch|so much|very much|in advance|again|you|guys|and|&|for {_HELP}"
_REGARDS = (
    r"(?:with |and )?(?:(?:kind(?:est)?|best|warm(?:est)?) )?(?:regards|rgds)|(?:all the )?best(?: wishes)?"
    r"|(?:yours )?(?:sincerely|faithfully|truly)|yours|respectfully|greetings|br|xx?x?"
)
_CLOSING = re.compile(  # what stands before the name in a signature
    r"(?:(?:(?<=[.!?,;\n])|^)[ \t]*|[ \t]+(?=(?:thanks|cheers|thx|regards)\b))"
    rf"(?P<thanks>{_THANK}(?: (?:{_MUCH}))*(?=\W|$))?(?:\s*[,.!]?\s*(?:{_REGARDS})(?=\W|$))?[\s,.!~–—-]*$",
    re.I,
)
_THANKS = re.compile(
    rf"(?:(?<=[.!?,;\n])|(?<=\s))(?:and |with )?(?:{_THANK}(?: (?:{_MUCH}))*|i(?:['’]d| would)? (?:really )?appreciate (?:it|that|{_HELP})"
    rf"|have a (?:nice|good|great) (?:day|one|weekend|evening)|{_REGARDS})[\s.!,]*$",
    re.I,
)
# After these the thanks are meant, unless a question stands with them: the customer has what was wanted, or says yes or no.
_SETTLED = re.compile(
    r"\b(?:got|received|arrived|came|works|working|fits?|help(?:ed|ful)|solved|sorted|fixed|resolved|found|perfect\w*|great|good|nice|awesome"
    r"|amazing|excellent|wonderful|lovely|brilliant|love|quick|fast|alright|fine|cool|will (?:wait|try)|nothing"
    r"|that['’]?s (?:all|it)|done|bye|say|never ?mind|understood|clear|happy|glad|(?:you|u) have been|you['’]ve been)\b"
    r"|^\W*(?:no|nope|yes|yeah|yep|ok|okay)\b",
    re.I,
)
_REQUEST = re.compile(
    r"\?|^\W*(?:(?:so|and|but|ok|okay|also|well|now)\W+)*(?:where|when|what|which|who|why|how|can|could|may|would|will|do|does|did|is|are|am"
    r"|has|have|any|cancel|change|return|refund|send|check|track|update|show|recommend|help|stop|delete|give|move|add|remove|reset|call"
    r"|connect|transfer)\b|\b(?:please|pls|plz|kindly|i (?:really |just )?(?:want|need)|i(?:['’]d| would) (?:like|love)|looking for"
    r"|let me know|tell me|send me|(?:can|could|would|will) (?:you|u|i|we)|how (?:do|can|to|much|many|long))\b",
    re.I,
)
_DASH = re.compile(r"(?:^|[.!?\n])\s*[~–—-]+[ \t]*$")
_DEVICE = re.compile(r"\bsent from my [\w ]{2,20}\.?\s*$", re.I)


def wish_of(text: str) -> str:
    """Return the message without greeting, introduction, thanks in advance and signature; its greeting where nothing else is left."""
    inside = _without_closing(_without_signature(_without_device(text)))
    wish = (_without_opening(inside[:_HEAD]) + inside[_HEAD:]).strip()
    return wish if wish.strip(_MARKS) else _greeting(text[:_HEAD]).strip() or text


def greeting_of(text: str) -> str:
    """Return the greeting that a message begins with, "" where there is none: it is no part of what is searched."""
    return _greeting(text[:_HEAD])


def _without_device(text: str) -> str:
    device = _DEVICE.search(text, max(0, len(text) - _TAIL))
    return text[: device.start()].rstrip() if device else text


def _without_opening(text: str) -> str:
    """Cut "Hi, Maria here.", "Dear Anna, I hope you are well." at the beginning; "My name is Maria." further on, too."""
    start = len(_greeting(text))
    end = _end_of_introduction(text, start)
    if end > start or start > 0:
        if pleasantry := _PLEASANTRY.match(text, end):
            end = pleasantry.end()
        wish = text[end:]
        is_more = len(wish.split()) >= CHAT_WORDS or (len(wish.split()) >= LEAST_WORDS and _REQUEST.search(wish))
        return wish if is_more and not _ATTENTION.fullmatch(wish) else text[:start] + wish
    for later in _LATER.finditer(text):
        named = _NAMED.match(text, later.end())
        end = _name_end(text, named.end(), is_sure=False) if named else 0
        if named and end > named.end() and (parted := _END.match(text, end)):
            return text[: later.start()] + text[parted.end() :]
    return text


def _greeting(text: str) -> str:
    """Return the greeting that the text begins with, with whom it names ("Dear Anna, "); "" where there is none."""
    match = _SALUTATION.match(text)
    if match is None:
        return ""
    end = _name_end(text, match.end(), is_sure=False) if match.group()[-1:] in " \t" else match.end()
    named = _ADDRESSEE.match(text, end) if end > match.end() else None
    return text[: named.end() if named else match.end()]


def _without_closing(text: str) -> str:
    """Cut thanks in advance, and keep those for what is settled."""
    thanks = _THANKS.search(text, max(0, len(text) - _TAIL))
    before = text[: thanks.start()].rstrip(" ,") if thanks else ""
    is_wish = _REQUEST.search(before) or not _SETTLED.search(before)
    return before if is_wish and len(before.split()) >= LEAST_WORDS else text


def _end_of_introduction(text: str, start: int) -> int:
    """Return where the introduction that begins at `start` ends; `start` where there is none."""
    if named := _NAMED.match(text, start):
        end = _name_end(text, named.end(), is_sure=True)
        after = _AFTER_NAME.match(text, end)
        return (after.end() if after else end) if end > named.end() else start
    if (maybe := _MAYBE_NAMED.match(text, start)) and (start or not maybe["late"]):
        end = _name_end(text, maybe.end(), is_sure=False)
        after = _AFTER_NAME.match(text, end)
        return after.end() if after and end > maybe.end() else start
    end = _name_end(text, start, is_sure=start > 0)
    after = _HERE.match(text, end)
    return after.end() if after and end > start else start


def _without_signature(text: str) -> str:
    """Cut "Regards, Maria Lopez", "thanks, Maria" (the thanks stay) or a name as the last line."""
    tail = max(0, len(text) - _TAIL)
    starts = [word.start(1) for word in _WORD.finditer(text, tail)][-MAX_NAME_WORDS:]  # the longest name first
    for start in starts:
        if text[_name_end(text, start, is_sure=False) :].strip(" \t\n.,"):
            continue
        end = _end_above(text[:start], tail)
        if end is not None:
            return text[:end]
    return text


def _end_above(before: str, tail: int) -> int | None:
    """Return where a message ends of which only a name follows; None where that name is no signature."""
    closing = _CLOSING.search(before, tail)
    if closing and closing.group().strip(_MARKS):
        return closing.end("thanks") if closing["thanks"] else closing.start()
    if dash := _DASH.search(before, tail):
        return dash.start() + 1
    is_last_line = before.rstrip(" \t").endswith("\n") and not before.rstrip().endswith(":")
    return len(before) if is_last_line and len(before.split()) >= LEAST_WORDS else None


def _name_end(text: str, start: int, is_sure: bool) -> int:
    """Return the end of the name that begins at `start`; `start` where there is none.

    Args:
        is_sure: the frame says that a name comes, so that it may be in small letters.
    """
    end = at = start
    most = MAX_NAME_WORDS
    while most and (match := _WORD.match(text, at)):
        word = match[1].rstrip(".")
        folded = word.casefold().replace("’", "'")
        if (folded in _NO_NAME and folded not in _PARTICLES) or folded.endswith("'s"):
            break
        at = match.end(1)
        most -= 1
        if folded in _PARTICLES and end > start:
            continue  # part of the name only when more of it follows
        if not _is_capitalised(word):
            if not is_sure:
                break
            most = min(most, MAX_SMALL_WORDS - 1)
        elif end == start:
            is_sure = False  # the rest of a name is written as it begins
        end = at
    return end


def _is_capitalised(word: str) -> bool:
    """Whether a word is written as a name is: Maria, McDonald, J, 王芳; not NASA."""
    return word[0].lower() == word[0].upper() or (word[0].isupper() and (len(word) == 1 or not word.isupper()))
