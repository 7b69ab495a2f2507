"""Bytes to text: what encoding a file has, and repair of text that was read with the wrong one before it came here."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers.alphabets import CODEPAGES, latin_codepage

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that people upload by mistake, and what to tell them.
NOT_A_TABLE = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
# Codepages of other alphabets that a spreadsheet program writes on such a Windows; Western ones are told as cp1252.
OTHER_ALPHABETS = ("cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", "shift_jis", "gb18030", "big5", "euc_kr")
FOREIGN_SHARE = 0.3  # of all letters: a Western text has fewer accented ones, a Russian or Greek one many more
GUESSED = "the encoding was guessed from the letters; check a few rows"
SAMPLE_BYTES = 64_000  # enough to tell an alphabet; the detector is slow on megabytes
NUL_SHARE = 0.2  # a text that a program spoilt has some; a picture or a program has more
CONTROL_SHARE = 0.02  # more control characters than this is no text at all


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file with plain line ends (`\\n`).

    Tried in order: byte order mark, UTF-16 by its zero bytes, UTF-8, a codepage of another alphabet, one of Latin letters (mostly
    cp1252). Empty characters (NUL) and the end mark of DOS are dropped.

    Raises:
        FileUnreadable: the file is empty, or not text at all.
    """
    refuse_other_formats(data)
    encoding, notes = _encoding_of(data)
    try:
        text = _decode_as(data, encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"The text cannot be read as {encoding}. Save it as CSV UTF-8 and upload it again.") from error
    text = text.rstrip("\0\x1a").replace("\r\n", "\n").replace("\r", "\n")
    if 0 < text.count("\0") < NUL_SHARE * len(text):
        text, notes = text.replace("\0", ""), (*notes, "empty characters (NUL) were left out")
    if not text.strip("\ufeff \n\t,;|\0"):
        raise FileUnreadable("The file is empty. Fill in at least one row and upload it again.")
    _refuse_binary(text)
    repaired = repair_mojibake(text)
    if repaired != text:
        notes += ("garbled characters (such as “Ã¤” for “ä”) were repaired",)
    return Decoded(repaired, "utf-8" if encoding == "utf-8-sig" else encoding, notes)


def refuse_other_formats(data: bytes) -> None:
    """Raise FileUnreadable when the first bytes belong to a picture, an archive or another thing that holds no table."""
    if not data.strip():
        raise FileUnreadable("The file is empty. Fill in at least one row and upload it again.")
    for magic, what in NOT_A_TABLE:
        if data.startswith(magic):
            raise FileUnreadable(f"This is {what}, not a table. Upload a CSV, XLSX, JSON or Markdown file.")


def _encoding_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    for bom, name in BOMS:
        if data.startswith(bom):
            return name, ()
    if wide := _utf16_by_zero_bytes(data):
        return wide, ()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _codepage_of(data)
    return "utf-8", ()


def _utf16_by_zero_bytes(data: bytes) -> str:
    """UTF-16 without a mark: most Latin letters have a zero byte on the same side."""
    head = data[:4000]
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.4 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.4 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _codepage_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    lines = [line for line in data.splitlines() if not line.isascii()]
    valid = sum(_is_utf8(line) for line in lines)
    if valid and valid >= len(lines) / 2:
        return "utf-8 and cp1252", ("some lines are UTF-8 and some cp1252; each was read by itself",)
    sample = b"\n".join(lines)[:SAMPLE_BYTES]
    high = sum(byte > 127 for byte in sample)
    letters = high + sum(chr(byte).isalpha() for byte in sample if byte < 128)
    if high > FOREIGN_SHARE * letters:
        best = from_bytes(sample, cp_isolation=list(OTHER_ALPHABETS)).best()
        if best is not None:
            return best.encoding, (GUESSED,)
    latin = latin_codepage(sample)
    return latin, () if latin == "cp1252" else (GUESSED,)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_as(data: bytes, encoding: str) -> str:
    if encoding in CODEPAGES:
        return data.decode(encoding, errors="replace")  # some bytes have no meaning in them
    if encoding == "utf-8 and cp1252":
        lines = data.split(b"\n")
        return "\n".join(line.decode("utf-8") if _is_utf8(line) else line.decode("cp1252", "replace") for line in lines)
    return data.decode(encoding)


def _refuse_binary(text: str) -> None:
    head = text[:20_000]
    controls = sum(ord(char) < 32 and char not in "\n\t\f\v" for char in head)
    if controls > CONTROL_SHARE * len(head):
        raise FileUnreadable("This is not a text file. Upload a CSV, XLSX, JSON or Markdown file.")


# --- mojibake: UTF-8 bytes that some program read as cp1252 ---

# The characters that cp1252 shows for the continuation bytes 0x80 to 0xBF (with the raw control where it has none).
_CONTINUATION = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in range(0x80, 0xC0))
_CLASS = "[" + re.escape(_CONTINUATION) + "]"
# Â and Ã before a continuation, â before two: letters that hardly ever stand so in any language, while É» or Ä“ do.
_GARBLED = re.compile(f"[ÂÃ]{_CLASS}|â{_CLASS}{{2}}|ðŸ{_CLASS}{{2}}|ï¸\x8f|ï¿½")
_GARBLED_MORE = re.compile(f"[Ä-Å]{_CLASS}")  # Polish, Czech, Turkish letters: only in a text that is garbled anyway
_BYTE_OF = {char: 0x80 + n for n, char in enumerate(_CONTINUATION)}


def repair_mojibake(text: str) -> str:
    """Return the text with UTF-8 that was decoded as cp1252 set right (“grÃ¶ÃŸer” → “größer”); other text is untouched."""
    if not _GARBLED.search(text):
        return text
    text = _GARBLED.sub(_redecode, text)
    return _GARBLED_MORE.sub(_redecode, text)


def _redecode(match: re.Match[str]) -> str:
    garbled = match.group()
    raw = bytes(_BYTE_OF[char] if char in _BYTE_OF else ord(char) for char in garbled)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return garbled
