"""Word documents (.docx) as Markdown: headings, bold lines, lists and tables, which the readers of text know."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree  # nosec: documents with a DTD are refused, and sizes are checked

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers import workbook

BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGED = "The Word document is damaged. Open it in Word, save it again and upload it."


def is_document(data: bytes) -> bool:
    """Whether the bytes are those of a Word document (a zip archive with a body)."""
    if not data.startswith(workbook.ZIP):
        return False
    try:
        return BODY in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except workbook.BROKEN:
        return False


def to_markdown(data: bytes) -> str:
    """Return the text of a document.

    Raises:
        FileUnreadable: damaged, protected by a password, or far too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        workbook.refuse_bomb(archive.infolist())
        xml = archive.read(BODY)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise FileUnreadable(_DAMAGED)
        body = ElementTree.fromstring(xml).find(f"{_W}body")
    except (*workbook.BROKEN, KeyError, ElementTree.ParseError) as error:
        raise FileUnreadable(_DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for an encrypted part
        raise FileUnreadable("The document is protected by a password. Save it without one and upload it again.") from error
    blocks = [_table(each) if each.tag == f"{_W}tbl" else _paragraph(each) for each in (body if body is not None else ())]
    return "\n\n".join(block for block in blocks if block)


def _paragraph(element: ElementTree.Element) -> str:
    text = _text(element)
    if not text:
        return ""
    style = _value(element, "pStyle").lower()
    level = next((int(char) for char in style if char.isdigit() and char != "0"), 1)
    if style.startswith(
        ("heading", "berschrift", "überschrift", "titre", "ttulo", "título", "kop", "naglowek", "nagłówek", "otsikko")
    ):
        return f"{'#' * min(level + 1, 6)} {text}"  # one level is left for the title of the document
    if style in ("title", "titel"):
        return f"# {text}"
    if element.find(f"{_W}pPr/{_W}numPr") is not None:
        return f"- {text}"
    runs = [run for run in element.iter(f"{_W}r") if _text(run)]
    is_bold = all(run.find(f"{_W}rPr/{_W}b") is not None for run in runs)
    return f"**{text}**" if is_bold else text


def _table(element: ElementTree.Element) -> str:
    rows = [[_cell(cell) for cell in row.findall(f"{_W}tc")] for row in element.findall(f"{_W}tr")]
    lines = ["| " + " | ".join(row) + " |" for row in rows if any(row)]
    return "\n".join([*lines[:1], "|" + " --- |" * len(rows[0]), *lines[1:]]) if len(lines) > 1 else ""


def _cell(element: ElementTree.Element) -> str:
    return "<br>".join(filter(None, map(_text, element.iter(f"{_W}p")))).replace("|", "\\|")


def _text(element: ElementTree.Element) -> str:
    parts = []
    struck = {id(each) for run in element.iter(f"{_W}r") if _is_struck(run) for each in run.iter()}
    for each in element.iter():
        if id(each) in struck:
            continue
        if each.tag == f"{_W}t":
            parts.append(each.text or "")
        elif each.tag in (f"{_W}br", f"{_W}tab"):
            parts.append("\n" if each.tag == f"{_W}br" else " ")
    return "".join(parts).strip()


def _is_struck(run: ElementTree.Element) -> bool:
    """Whether a run is struck out, as people mark what holds no more."""
    marks = (run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike"))
    return any(mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off") for mark in marks)


def _value(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{_W}pPr/{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""
