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
