"""`evaluate`: the figures of the models, for which the train extra is needed."""

from __future__ import annotations

import subprocess
import sys

import click

from chatbot.config import ROOT


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def evaluate(arguments: tuple[str, ...]) -> None:
    """Measure the models and write docs/quality.md. With arguments, one part: see `evaluate --help`, which is scripts/evaluate.py's."""
    command = [sys.executable, str(ROOT / "scripts" / "evaluate.py"), *(arguments or ("all",))]
    sys.exit(subprocess.run(command, check=False).returncode)
