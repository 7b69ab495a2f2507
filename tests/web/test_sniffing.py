from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.web.sniffing import MAX_NAME_CHARS, media_type_of, safe_name

BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff\xe0": "image/jpeg",
    b"GIF89a": "image/gif",
    b"RIFF\x10\x00\x00\x00WEBPVP8 ": "image/webp",
    b"%PDF-1.7": "application/pdf",
}


@pytest.mark.parametrize(("data", "media_type"), BEGINNINGS.items())
def test_pictures_and_pdf_are_told_by_their_bytes(data, media_type):
    assert media_type_of(data + b"rest") == media_type


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html>",
        b"PK\x03\x04",
        b"MZ\x90",
        b" %PDF-1.7",
        b"RIFF\0\0\0\0WAVE",
    ],
)
def test_nothing_else_is_taken_least_of_all_what_a_browser_could_run(data):
    assert media_type_of(data) is None


@pytest.mark.parametrize(
    ("sent", "media_type", "kept"),
    [
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("Rechnung März.PDF", "application/pdf", "Rechnung März.pdf"),
        ("invoice.html", "application/pdf", "invoice.html.pdf"),
        ("../../etc/passwd", "image/png", "passwd.png"),
        (r"C:\Users\me\shot.png", "image/png", "shot.png"),
        ("\u202egpj.exe", "image/png", "gpj.exe.png"),
        ("", "image/webp", "file.webp"),
        (".png", "image/png", "png.png"),
    ],
)
def test_a_name_says_what_the_bytes_are_and_holds_no_trick(sent, media_type, kept):
    assert safe_name(sent, media_type) == kept


@given(st.text(), st.sampled_from(sorted(BEGINNINGS.values())))
def test_whatever_a_file_is_called_its_name_can_be_shown_and_saved(sent, media_type):
    name = safe_name(sent, media_type)

    assert name.isprintable()
    assert not set(name) & set("/\\")
    assert len(name) <= MAX_NAME_CHARS + len(".jpeg")
    assert not name.startswith(".")
