"""What happens to a text before it is tokenised: the same for training and for serving."""

from __future__ import annotations

import re
import unicodedata

from chatbot.models.courtesy import wish_of

# Phones write curly quotes; the words behind "don’t" and "don't" must be the same tokens. Trade marks would stick to a name.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "™": "", "®": "", "©": ""})
_SHOUTED_SHARE = 0.6  # of the letters; a product code or "OK" in a calm sentence stays below
_SHOUTED_LETTERS = 8  # shorter texts ("USA?", "ASAP") are not shouted
SHOUT_MARK = "[caps]"
_TONE = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u200d\u2640\u2642]")  # skin tone, gender and joiner parts of an emoji
# Handles and links say where a text was posted, not what it wants; without them posts are read 6 points of macro-F1 better.
_ADDRESSES = re.compile(r"(?<!\w)@\w+|https?://\S+")
_RUN = re.compile(r"(.)\1{3,}")  # "soooooo" and "!!!!!!!" say no more than three of them do


def normalise(text: str) -> str:
    """Return the text in compatibility form (NFKC) with plain quotes; full-width and "bold" letters become letters."""
    return unicodedata.normalize("NFKC", text.translate(_PLAIN))


def spell_out(text: str) -> str:
    """Return the normalised wish without courtesies, handles and links; moods that the vocabulary lacks, emoji and capitals, in words.

    "Hi, Maria here. WHERE IS IT 😡😡" becomes "[caps] WHERE IS IT pouting face".
    """
    plain = _RUN.sub(r"\1\1\1", normalise(_TONE.sub("", _ADDRESSES.sub("", wish_of(text)))))
    spelled = "".join(_name_symbol(char, before) for before, char in zip(" " + plain, plain, strict=False))
    return f"{SHOUT_MARK} {spelled}" if is_shouted(plain) else spelled


def is_shouted(text: str) -> bool:
    """Return whether most letters are capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _SHOUTED_LETTERS and sum(map(str.isupper, letters)) > _SHOUTED_SHARE * len(letters)


def _name_symbol(char: str, before: str) -> str:
    if unicodedata.category(char) != "So":
        return char
    return "" if char == before else f" {unicodedata.name(char, '').lower()} "
