"""Each import tells in one line which column was read as what, and which was left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chatbot.cli.imports import import_faqs, import_orders, import_products

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

    assert "1 products would be imported (" in told.output
    assert "; 2 rows, as the sizes of a product are rows)" in told.output


@pytest.mark.parametrize("command", [import_faqs, import_products], ids=lambda command: command.name)
def test_an_import_tells_which_name_and_hours_customers_read_until_they_are_set(command, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file.csv").write_text(FILES[command][0])
    monkeypatch.setenv("CHATBOT_SHOP_NAME", "Acorns")
    monkeypatch.delenv("CHATBOT_SUPPORT_HOURS", raising=False)

    told = CliRunner().invoke(command, [str(tmp_path / "file.csv"), "--db", str(tmp_path / "shop.db"), "--dry-run"])

    assert "CHATBOT_SUPPORT_HOURS" in told.output
    assert "CHATBOT_SHOP_NAME" not in told.output
