"""Which currency the bare numbers of a catalogue are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chatbot.cli.imports import import_faqs, import_products
from chatbot.config import Settings
from chatbot.knowledge.currencies import Currency, currency_spoken, shop_currency

RUPEES = "question,answer\nWhat does delivery cost?,Rs. 99. Above Rs 1999 it is free.\nIs COD possible?,Up to ₹ 5000.\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Delivery is Rs. 99, free above Rs.1,999, and 50/- for cash.", "INR"),
        ("£3.95 each, free over £40 or 2 for £ 60", "GBP"),
        ("4,90 € bis 50 €, danach 0 Euro", "EUR"),
        ("CHF 9 in two days, 15 CHF express, free from CHF 120", "CHF"),
        ("99 zł, 15 zł i 20 zł", "PLN"),
        ("Rs. 200, Rs. 300 and Rs. 400, or PKR 5,000", "PKR"),
        ("$5 a parcel, $12 express and free above $75", "USD"),
    ],
)
def test_the_currency_of_all_amounts_is_told_however_they_are_written(text: str, code: str) -> None:
    assert currency_spoken([text]) == code


@pytest.mark.parametrize(
    "text",
    [
        "We deliver in 3 days, try 2 more times, and keep it 14 days.",
        "£5 in the UK, £6 by night, €9 in Europe and €12 by night.",
        "Customs ask from $20.",
        "It is 6 Ft long, 7 Ft wide and 8 Ft high.",
        "It holds 20 pounds, 30 pounds or 40 pounds.",
    ],
)
def test_few_amounts_or_several_currencies_tell_none(text: str) -> None:
    assert currency_spoken([text]) == ""


def test_one_amount_of_another_country_among_many_does_not_hide_the_own_currency() -> None:
    assert currency_spoken(["£1"] * 19 + ["customs from $800"]) == "GBP"


def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str = "") -> str:
    if own:
        monkeypatch.setenv("CHATBOT_CURRENCY", own)
    (tmp_path / "faq.csv").write_text(RUPEES)
    (tmp_path / "p.csv").write_text("title,price\nLamp,899\nRug,2499\n")
    CliRunner().invoke(import_faqs, [str(tmp_path / "faq.csv"), "--db", str(tmp_path / "shop.db")])
    return CliRunner().invoke(import_products, [str(tmp_path / "p.csv"), "--db", str(tmp_path / "shop.db")]).output


def test_a_catalogue_that_names_no_currency_has_that_of_the_faq_and_its_owner_is_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("CHATBOT_CURRENCY", raising=False)
    assert "none, so INR was taken, as the amounts in your FAQ are in it (CHATBOT_CURRENCY changes that)" in imported(
        tmp_path, monkeypatch
    )


def test_a_currency_that_the_owner_has_set_counts_before_the_faq(tmp_path: Path, monkeypatch) -> None:
    assert "none, so NPR was taken (CHATBOT_CURRENCY)" in imported(tmp_path, monkeypatch, "NPR")


def test_without_a_faq_the_currency_is_that_of_the_settings() -> None:
    assert shop_currency(Settings(), None) == Currency(Settings().currency)
