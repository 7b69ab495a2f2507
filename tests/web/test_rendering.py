from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.messages import StoredMessage
from chatbot.web.rendering import as_payload, to_html


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://shop.example/a_b?c=1, please", "https://shop.example/a_b?c=1"),
        ("https://shop.example/x.", "https://shop.example/x"),
        ("[here](https://shop.example/y) and <https://shop.example/y>", "https://shop.example/y"),
    ],
)
def test_an_address_that_a_person_pastes_is_a_link(text, url):
    html = to_html(text)
    assert set(re.findall(r'href="([^"]*)"', html)) == {url}
    assert html.count("<a ") == html.count("noopener")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Within **30 days**", "<p>Within <strong>30 days</strong></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("| a |\n| - |\n| 1 |", "<table>"),
        ("5 < 6 & 7 > 6", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>"),
    ],
)
def test_the_small_markdown_of_answers_is_shown(markdown, html):
    assert to_html(markdown).strip().startswith(html)


def test_links_open_outside_and_tell_nothing_of_the_customer():
    link = to_html("[shipping](https://example.com/ship)")

    assert 'href="https://example.com/ship"' in link
    assert 'target="_blank"' in link
    assert 'rel="noopener noreferrer nofollow"' in link


TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote", "h3", "h4", "h5", "h6", "hr"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](https://example.com/pixel.png)",
    "<iframe src=https://example.com></iframe>",
    '<a href="javascript:alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "`<script>`",
    "<style>*{display:none}</style>",
    '[x](https://e.com "onmouseover=alert(1)")',
    '<https://e.com/"onclick=alert(1)>',
    "<form action=https://e.com><input></form>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_become_harmless(text):
    assert_is_harmless(to_html(text))


@given(
    st.lists(st.one_of(st.sampled_from([*HOSTILE, "[", "](", "<", ">", "\n", "`", "*", "&#x"]), st.text(max_size=5))).map("".join)
)
def test_no_mixture_of_hostile_pieces_gets_through(text):
    assert_is_harmless(to_html(text))


def test_the_words_of_a_customer_never_become_html():
    message = as_payload(StoredMessage(1, "customer", "**bold** <b>x</b>", "2026-11-24T09:00:00Z"))

    assert (message["text"], message["html"]) == ("**bold** <b>x</b>", "")


def assert_is_harmless(html: str) -> None:
    tags = re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>", html)
    assert {name for name, _ in tags} <= TAGS
    for _, attributes in tags:
        assert set(re.findall(r"([\w-]+)=\"", attributes)) <= {"href", "rel", "target"}
        for href in re.findall(r'href="([^"]*)"', attributes):
            scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", href)
            assert scheme is None or scheme[1].lower() in {"http", "https", "mailto", "tel"}
