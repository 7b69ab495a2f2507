"""What a file is, by its first bytes. Its name and what a browser says about it are never believed."""

from __future__ import annotations

import unicodedata

# One customers' picture or document each; no SVG, HTML or other text that a browser could run.
_BEGINNINGS: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"GIF87a", "image/gif", (".gif",)),
    (b"GIF89a", "image/gif", (".gif",)),
    (b"%PDF-", "application/pdf", (".pdf",)),
)
_WEBP, _WEBP_ENDINGS = "image/webp", (".webp",)
MAX_NAME_CHARS = 100
UNNAMED = "file"


def media_type_of(data: bytes) -> str | None:
    """Return what the bytes are: a picture of a kind that browsers show, or a PDF. None for everything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _WEBP
    return next((media_type for start, media_type, _ in _BEGINNINGS if data.startswith(start)), None)


def safe_name(name: str, media_type: str) -> str:
    """Return a name to show and to save under: no folders, nothing unseen, and an ending that says what the bytes are.

    Format characters are dropped too: one of them turns the letters around it, so that `exe.png` may end a program's name.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(character for character in last if unicodedata.category(character)[0] != "C")
    seen = " ".join(seen.split()).lstrip(".")
    endings = _WEBP_ENDINGS if media_type == _WEBP else next(each for _, kind, each in _BEGINNINGS if kind == media_type)
    ending = next((each for each in endings if seen.lower().endswith(each)), "")
    stem = seen[: len(seen) - len(ending)][:MAX_NAME_CHARS].strip() or UNNAMED
    return stem + (ending or endings[0])
