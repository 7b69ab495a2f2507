"""Each import tells in one line which column was read as what, and which was left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chatbot.cli.imports import import_faqs, import_orders, import_products
from tests.knowledge.files import workbook

FILES = {
    import_faqs: ("question,answer,Updated\nDo you ship to Malta?,Yes.,2026\nIs there a shop?,No.,2026\n", "Updated"),
    import_products: ("Name,Price,Cost price\nLamp,€5,2\nRug,€9,3\n", "Cost price"),
    import_orders: ("Order ID,Email,Status,Mobile\n1,a@x.com,shipped,0123\n", "Mobile"),
}


@pytest.mark.parametrize("command", FILES, ids=lambda command: command.name)
def test_an_import_tells_how_it_read_the_columns(command, tmp_path: Path) -> None:
    text, unused = FILES[command]
    (tmp_path / "file.csv").write_text(text)

    told = CliRunner().invoke(command, [str(tmp_path / "file.csv"), "--db", str(tmp_path / "shop.db"), "--dry-run"])

    [line] = [line for line in told.output.splitlines() if line.startswith("Columns: ")]
    assert line.endswith(f": {unused}.")


def test_an_import_of_products_tells_that_several_rows_are_one_product(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("Name,Price,Stock,Parent,SKU,Size\nCoat,9,,,A,\nCoat,9,1,A,A1,S\nCoat,9,1,A,A2,M\n")

    told = CliRunner().invoke(import_products, [str(tmp_path / "file.csv"), "--db", str(tmp_path / "shop.db"), "--dry-run"])

    assert "1 product would be imported (" in told.output
    assert "; 2 rows, as colours and sizes have rows of their own)" in told.output


def test_a_catalogue_without_any_price_is_published_only_when_that_is_confirmed(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("Name,Worth,Made of\nLamp,5.50,Brass\nRug,9.00,Wool\n")
    call = [str(tmp_path / "file.csv"), "--db", str(tmp_path / "shop.db")]

    told = CliRunner().invoke(import_products, call)

    assert told.exit_code == 1
    assert "If “worth” holds it, name that column “price”" in told.output
    assert "--without-prices" in told.output
    assert not (tmp_path / "shop.db").exists()
    assert CliRunner().invoke(import_products, [*call, "--without-prices", "--dry-run"]).exit_code == 0


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        (import_products, [["Name", "Price"], ["Lamp", 5.5]]),
        (import_orders, [["Order ID", "Email", "Status"], ["1", "a@x.com", "shipped"]]),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_an_import_tells_which_sheets_it_left_out(command, rows: list[list[object]], tmp_path: Path) -> None:
    (tmp_path / "file.xlsx").write_bytes(workbook(("Main", rows), ("To do", [["Task"], ["Dust"]])))

    told = CliRunner().invoke(command, [str(tmp_path / "file.xlsx"), "--db", str(tmp_path / "shop.db"), "--dry-run"])

    assert "; other sheets left out: To do." in told.output


@pytest.mark.parametrize("command", [import_faqs, import_products], ids=lambda command: command.name)
def test_an_import_tells_which_name_and_hours_customers_read_until_they_are_set(command, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file.csv").write_text(FILES[command][0])
    monkeypatch.setenv("CHATBOT_SHOP_NAME", "Acorns")
    monkeypatch.delenv("CHATBOT_SUPPORT_HOURS", raising=False)

    told = CliRunner().invoke(command, [str(tmp_path / "file.csv"), "--db", str(tmp_path / "shop.db"), "--dry-run"])

    assert "CHATBOT_SUPPORT_HOURS" in told.output
    assert "CHATBOT_SHOP_NAME" not in told.output
