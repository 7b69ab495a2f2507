"""Tables whose cells are quoted in another way than RFC 4180, written anew as it wants them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

_EDGE = r"(^|[,;\t|])[ ]?"
_OVER = r"(?=[ ]?(?:[,;\t|]|$))"
_CURLY = re.compile(rf"{_EDGE}[“„«]((?:[^”“»\n]|[”“»](?![ ]?(?:[,;\t|]|$)))*)[”“»]{_OVER}", re.MULTILINE)
_SINGLE = re.compile(rf"{_EDGE}'((?:[^'\n]|'(?![ ]?(?:[,;\t|]|$)))*)'{_OVER}", re.MULTILINE)
_WHOLE_ROW = re.compile(r'^"(.*)"$', re.MULTILINE)


Rewrite = Callable[[str], str]


def rewrites(text: str) -> Iterator[tuple[str, Rewrite]]:
    """Yield (what is assumed, how to write a text of this kind anew); nothing for a text without such marks."""
    if '\\"' in text:
        yield 'quotation marks written as \\" were read as part of the text', lambda whole: whole.replace('\\"', '""')
    if '""' in text and _WHOLE_ROW.search(text):
        yield "rows that are one quoted cell were cut once more", _unpack_rows
    if '"' in text:
        return  # the usual marks are in use, so the others belong to the text
    for marks, pattern in (("“…”", _CURLY), ("'…'", _SINGLE)):
        if pattern.search(text):
            yield f"quotation marks {marks} around cells were read as those of a table", partial(pattern.sub, r'\1"\2"')


def _unpack_rows(text: str) -> str:
    return _WHOLE_ROW.sub(lambda match: match.group(1).replace('""', '"'), text)
