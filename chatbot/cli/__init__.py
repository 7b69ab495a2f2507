"""The command line: `python -m chatbot COMMAND`.

Others script against it: exit code 0 done, 1 refused with one clear sentence on stderr, 2 wrong usage.
"""

from __future__ import annotations

import click

from chatbot import __version__
from chatbot.cli.ask import ask
from chatbot.cli.evaluate import evaluate
from chatbot.cli.imports import import_faqs, import_orders, import_products
from chatbot.cli.operate import backup, doctor, restore, serve
from chatbot.cli.privacy import retention
from chatbot.cli.regression import regression
from chatbot.cli.staff import add_staff
from chatbot.errors import ChatbotError


class Group(click.Group):
    """Turns every error that a person can meet into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ChatbotError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """A support chatbot that a shop runs by itself. Settings are CHATBOT_* variables; see README.md."""


for command in (
    serve,
    ask,
    import_faqs,
    import_products,
    import_orders,
    evaluate,
    doctor,
    add_staff,
    backup,
    restore,
    regression,
    retention,
):
    main.add_command(command)
