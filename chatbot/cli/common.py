"""What several commands share: the database option, and settings without a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from chatbot.config import Settings
from chatbot.errors import SettingsError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
db_option: Callable[[Any], Any] = click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), help="The database file; CHATBOT_DB or var/chatbot.db when left out."
)


def load_settings(**given: Any) -> Settings:
    """Return the settings of the environment, with the options that were given in front.

    Raises:
        SettingsError: a value cannot be used; names the variable.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"CHATBOT_{name} cannot be used: {first['msg']}. Correct or unset it.") from error
