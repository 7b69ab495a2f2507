"""`evaluate`: the figures of the models, for which the train extra is needed."""

from __future__ import annotations

import subprocess
import sys

import click

from chatbot.config import ROOT


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def evaluate(arguments: tuple[str, ...]) -> None:
    """Measure intents, FAQ answers and the generator: runs scripts/evaluate.py (see its --help) with the same arguments."""
    sys.exit(subprocess.run([sys.executable, str(ROOT / "scripts" / "evaluate.py"), *arguments], check=False).returncode)
