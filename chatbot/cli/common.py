"""What several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
db_option: Callable[[Any], Any] = click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), help="The database file; CHATBOT_DB or var/chatbot.db when left out."
)
