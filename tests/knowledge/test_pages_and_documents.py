"""Web pages whose answers unfold, and Word documents."""

from __future__ import annotations

import io
import zipfile

import pytest

from chatbot.errors import FileUnreadable
from chatbot.knowledge.readers import read_faq_file

PAIRS = [("Do you engrave rings?", "Yes, names and dates."), ("How do I find my size?", "Order the free ring gauge.")]
FORMS = {
    "a button in a heading": '<h3><button aria-expanded="false" aria-controls="a">{}</button></h3><div id="a"><p>{}</p></div>',
    "a bare button": '<button class="accordion">{}</button><div class="panel">{}</div>',
    "a button that reads like a question": "<button>{}</button><div>{}</div>",
    "a clickable element": '<div role="button" aria-expanded="false" tabindex="0"><span>{}</span><svg></svg></div><div>{}</div>',
    "a link of a theme": '<li><a class="faq__question" href="#">{}</a><div class="faq__answer">{}</div></li>',
    "a class of a theme": '<div class="toggle-title">{}</div><div class="toggle-content">{}</div>',
    "HTML's own": "<details><summary><h4>{}</h4></summary><p>{}</p></details>",
    "a list of terms": "<dl><dt><b>{}</b></dt><dd>{}</dd></dl>",
}


def pairs(data: bytes, name: str) -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in read_faq_file(data, name).rows]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_answers_that_unfold_are_read_whatever_unfolds_them(form: str) -> None:
    page = f"<html><body><h1>Ask us</h1>{''.join(form.format(*pair) for pair in PAIRS)}</body></html>"

    assert pairs(page.encode(), "faq.html") == PAIRS


def test_titles_that_are_no_questions_unfold_answers_too() -> None:
    page = '<button class="collapsible">Engraving</button><p>Free.</p><button class="collapsible">Sizes</button><p>48 to 64.</p>'

    assert pairs(f"<body>{page}</body>".encode(), "faq.html") == [("Engraving", "Free."), ("Sizes", "48 to 64.")]


def test_buttons_of_the_shop_are_no_part_of_an_answer() -> None:
    form = FORMS["a bare button"]
    first, second = (form.format(*pair) for pair in PAIRS)
    page = f"<body><button>Menu</button>{first}<button>Add to cart</button>{second}<button>Subscribe</button></body>"

    assert pairs(page.encode(), "faq.html") == PAIRS


def test_the_heading_above_unfolding_answers_is_their_category() -> None:
    form = FORMS["a clickable element"]
    page = f"<body><h2>Rings</h2>{form.format(*PAIRS[0])}<h2>Sizes</h2>{form.format(*PAIRS[1])}</body>"

    assert [row.category for row in read_faq_file(page.encode(), "faq.html").rows] == ["Rings", "Sizes"]


def document(body: str) -> bytes:
    """A Word document with these paragraphs, as WordprocessingML."""
    data = io.BytesIO()
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
    return data.getvalue()


def text(words: str, style: str = "", run: str = "") -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{kind}<w:r>{run}<w:t>{words}</w:t></w:r></w:p>"


def table(rows: list[tuple[str, str]]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr><w:tc>{text(q)}</w:tc><w:tc>{text(a)}</w:tc></w:tr>" for q, a in rows) + "</w:tbl>"


DOCUMENTS = {
    "headings": "".join(text(q, "Heading2") + text(a) for q, a in PAIRS),
    "bold lines": "".join(text(q, run="<w:rPr><w:b/></w:rPr>") + text(a) for q, a in PAIRS),
    "question lines": "".join(text(q) + text(a) for q, a in PAIRS),
    "a table": text("Our answers") + table([("Frage", "Antwort"), *PAIRS]),
}


@pytest.mark.parametrize("body", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_word_document_is_read_by_its_headings_bold_lines_or_table(body: str) -> None:
    assert pairs(document(body), "faq.docx") == PAIRS


@pytest.mark.parametrize("data", [document(text("Dear all")), document("<w:p>"), document("")])
def test_a_word_document_without_questions_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match="Word document"):
        read_faq_file(data, "letter.docx")


def test_a_word_document_that_declares_entities_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(FileUnreadable, match="damaged"):
        read_faq_file(data.getvalue(), "faq.docx")


def test_struck_out_words_of_a_document_are_told_to_nobody() -> None:
    def line(words: str, mark: str = "") -> str:
        return f"<w:p><w:r><w:rPr>{mark}</w:rPr><w:t>{words}</w:t></w:r></w:p>"

    body = line("Q: Cash?") + line("A: No.") + line("Old rule.", "<w:strike/>") + line("Ask us.", '<w:strike w:val="0"/>')

    assert pairs(document(body + line("Q: Wrap?") + line("A: Yes.")), "faq.docx")[0] == ("Cash?", "No.\n\nAsk us.")
