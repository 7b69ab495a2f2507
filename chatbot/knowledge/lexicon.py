"""The shop's own words: which entries hold them, how rare each is, and what a misspelled word was meant to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.knowledge.words import words
from chatbot.models.spelling import Spelling

# Words that say nothing about what is asked: they never count as a match nor as something left unanswered.
STOPWORDS = frozenset(
    words(
        """
        a an the i me my mine we us our you your u ur he she him his her it its they them their this that these those is
        am are was were be been being do does did done doing have has had having can could will would shall should may
        might must to of in on at by for from with into out up down as if then than so and or but not no nor too very just
        also only there here when what which who whom whose where why how how's what's whats wheres im i'm ive i've id i'd
        ill i'll dont don't doesnt doesn't didnt didn't cant can't cannot wont won't isnt isn't arent aren't wasnt wasn't
        any some all both each more most much many other such own same please pls plz thanks thank thx hi hello hey dear
        need want wanna gonna get got give take know tell let say ask help like about one thing things something anything
        way possible able
        """
    )
)
_FILLERS = (
    r"bloody|damn(?:ed)?|goddamn|f+u+c+k+(?:ing|in)?|freaking|stupid|wtf|omg|lol|lmao|pls|plz|please|thx|thanks|thank you",
    r"hi|hello|hey|good (?:morning|evening|afternoon|day)|dear (?:sir|madam|team|all)|sir|madam|guys|asap|btw|kindly",
    r"(?:i (?:have|just) (?:a )?)?(?:quick )?question|(?:can|could) you (?:please )?(?:help|tell) me|do you know",
    r"(?:i )?need (?:some )?(?:help|assistance) (?:with|to)?|help me(?: to)?|i (?:want|would like) to know|i'd like to know",
)
FILLER = re.compile(rf"\b(?:{'|'.join(_FILLERS)})\b", re.IGNORECASE)
_DOUBLED = re.compile(r"(?<=\w\w)([bcdfgklmnprstz])\1$")
K1, B = 1.2, 0.6  # BM25 (Robertson & Zaragoza 2009); entries differ in length by how chatty the answer is, so B is below 0.75


def stem(word: str) -> str:
    """Cut English endings, so that "returns", "returned" and "returning" meet; both sides of a comparison are cut alike.

    A doubled consonant before the ending, or in any word, becomes one: "repotting" is of "repot", "selling" of "sell".
    """
    for ending, least in (("ings", 4), ("ing", 4), ("ies", 3), ("ied", 3), ("ed", 4), ("es", 4), ("s", 3), ("e", 4), ("y", 4)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not (ending == "s" and word.endswith("ss")):
            return _DOUBLED.sub(r"\1", word[: -len(ending)])
    return _DOUBLED.sub(r"\1", word)


def content(text: str, cut: Callable[[str], str] = stem) -> list[str]:
    """Return the words of a text that carry meaning, in order, each cut to what its forms have in common."""
    return [cut(word) for word in words(text) if word not in STOPWORDS]


@dataclass(frozen=True, slots=True)
class Matches:
    """How the words of a query meet the entries; each array is (entries,) float32 in [0, 1] but for `bm25` >= 0."""

    bm25: np.ndarray
    share: np.ndarray  # of the query's words, weighted by rarity, that the entry holds
    question_share: np.ndarray  # the same, for the entry's wordings alone
    asked_share: np.ndarray  # of the entry's question, weighted by rarity, that the query holds
    unknown: float  # share of the query's words that no entry of the shop holds


class Lexicon:
    """An inverted index over the entries of one version. Immutable after it was built, so any thread may use it."""

    def __init__(self, questions: Sequence[str], texts: Sequence[str], cut: Callable[[str], str] = stem) -> None:
        """Args: per entry its wordings as one text, and everything it says (wordings, answer, category, tags); how words are cut."""
        self._cut = cut
        self.entries = len(texts)
        asked = [frozenset(content(text, cut)) for text in questions]
        all_words = [content(text, cut) for text in texts]
        counts = [Counter(each) for each in all_words]
        spread = Counter(word for each in counts for word in each)
        self._idf = {word: float(np.log(1 + (self.entries - n + 0.5) / (n + 0.5))) for word, n in spread.items()}
        self._rarest = float(np.log(1 + (self.entries + 0.5) / 0.5))  # weight of a word that no entry holds
        lengths = np.array([max(len(each), 1) for each in all_words], dtype=np.float32)
        self._postings = _postings(counts, lengths / lengths.mean() if self.entries else lengths)
        self._asked = {word: at for word, (at, _) in _postings([Counter(each) for each in asked], np.ones(self.entries)).items()}
        self._asked_mass = np.array([sum(self._idf.get(word, 0.0) for word in each) for each in asked], dtype=np.float32)
        self._spelling = Spelling(Counter(word for text in texts for word in words(text)), STOPWORDS)

    def match(self, text: str) -> Matches:
        """Score all entries for a text; time grows with the words of the text, not with the rows in Python."""
        bm25, share, in_question = (np.zeros(self.entries, np.float32) for _ in range(3))
        said = set(content(text, self._cut))
        total = sum(self._idf.get(word, self._rarest) for word in said)
        unknown = sum(self._idf.get(word, self._rarest) for word in said if word not in self._idf)
        for word in said & self._idf.keys():
            weight = self._idf[word]
            at, saturation = self._postings[word]
            bm25[at] += weight * saturation
            share[at] += weight
            if word in self._asked:
                in_question[self._asked[word]] += weight
        asked = in_question / np.maximum(self._asked_mass, 1e-6)
        total = max(total, 1e-6)
        return Matches(bm25, share / total, in_question / total, np.minimum(asked, 1.0), unknown / total)

    def holds(self, word: str) -> bool:
        """Whether an entry has the word, lower case, in any of its forms."""
        return self._cut(word) in self._idf

    def repair(self, text: str, known: Collection[str]) -> str:
        """Return the text with misspelled words replaced by the shop's nearest word.

        Args:
            known: words that are right although the shop does not use them (a general vocabulary, lower case).
        """
        return self._spelling.repair(text, known)


def without_filler(text: str) -> str:
    """Return the text without greetings, thanks and swearing; unchanged if nothing would be left."""
    plain = " ".join(FILLER.sub(" ", text).split()).strip(" ,.!-")
    return plain if len(plain) >= 3 else text


def _postings(counts: Sequence[Counter[str]], relative_length: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return for each word (entries that hold it, BM25 saturation of its count there)."""
    places: dict[str, tuple[list[int], list[int]]] = {}
    for n, each in enumerate(counts):
        for word, count in each.items():
            at, how_often = places.setdefault(word, ([], []))
            at.append(n)
            how_often.append(count)
    done = {}
    for word, (at, how_often) in places.items():
        tf = np.array(how_often, dtype=np.float32)
        index = np.array(at)
        done[word] = (index, (tf * (K1 + 1) / (tf + K1 * (1 - B + B * relative_length[index]))).astype(np.float32))
    return done
