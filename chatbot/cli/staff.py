"""`add-staff`: let a person of the shop sign in; and the password of the first start."""

from __future__ import annotations

from pathlib import Path

import click

from chatbot.cli.common import db_option
from chatbot.config import load_settings
from chatbot.storage import open_store
from chatbot.storage.audit import Audit
from chatbot.storage.db import Store
from chatbot.storage.staff import FIRST_EMAIL, ROLES, Staff, generate_password


@click.command("add-staff")
@db_option
@click.option("--email", required=True, help="What the person signs in with.")
@click.option("--role", type=click.Choice(ROLES), default="agent", show_default=True, help="What the person may do.")
@click.option("--name", default="", help="What customers see; made from the e-mail when left out.")
@click.option("--password", default="", help="Generated and printed when left out.")
def add_staff(db: Path | None, email: str, role: str, name: str, password: str) -> None:
    """Let a person of the shop sign in at /admin; for one who is there already, set a new password."""
    store = open_store(load_settings(db=db).db)
    staff, secret = Staff(store), password or generate_password()
    if (member := staff.find(email)) is None:
        member = staff.add(email, role, secret, name)
        Audit(store).add("command line", "person added", member.email, member.role)
    else:
        staff.set_password(member.id, secret)
        Audit(store).add("command line", "password set", member.email)
    store.close()
    click.echo(f"{member.name} may sign in at /admin as {member.email} ({member.role}).")
    if not password:
        click.echo(f"Password: {secret}")


def tell_owner(store: Store, address: str) -> None:
    """At the very first start, print how the owner signs in; the password is shown this once."""
    password = Staff(store).add_first_owner()
    if password:
        click.echo(
            f"\nStaff pages: {address}/admin\n  e-mail:   {FIRST_EMAIL}\n  password: {password}   (shown this once)\n", err=True
        )
