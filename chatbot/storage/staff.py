"""The people of the shop: who may sign in and with which rights. Passwords are kept as argon2id hashes only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlite_utils import Database, Migrations

from chatbot.errors import NotFound, StorageError
from chatbot.storage.db import Store
from chatbot.storage.times import now

migrations = Migrations("staff")

ROLES = ("owner", "agent", "viewer")
FIRST_EMAIL = "owner@localhost"
MIN_PASSWORD_CHARS = 10  # NIST SP 800-63B asks for 8 where sign-in is throttled
MAX_PASSWORD_CHARS = 200  # longer ones only cost time to hash
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is misread on paper
_GROUPS, _GROUP_CHARS = 4, 4  # 16 of 31 letters: 79 random bits
# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane; the 64 MiB of the library's default would
# be a fifth of this server's memory for each sign-in.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)


@migrations()
def m001_staff(db: Database) -> None:
    db.executescript("""
        create table staff (
            id integer primary key, email text not null unique collate nocase, name text not null unique collate nocase,
            role text not null, password_hash text not null default '',   -- empty until the invitation is used
            is_active integer not null default 1, created_at text not null, last_seen_at text not null default ''
        );
        create table staff_links (      -- invitations and new passwords: one use, one week
            token_hash text primary key, staff integer not null references staff (id) on delete cascade,
            made_by text not null, expires_at text not null, used_at text not null default ''
        );
        create table staff_sessions (   -- one row per signed-in device; without its row a cookie is worth nothing
            id integer primary key, token_hash text not null unique,
            staff integer not null references staff (id) on delete cascade,
            device text not null default '', created_at text not null, last_seen_at text not null
        );
    """)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the shop. Customers see the name; `role` is one of `ROLES`."""

    id: int
    email: str
    name: str
    role: str
    is_active: bool
    created_at: str
    last_seen_at: str
    has_password: bool  # False: invited, and not yet signed in

    @property
    def may_answer(self) -> bool:
        """Take over conversations, publish FAQ, catalogue and orders."""
        return self.role in ("owner", "agent")

    @property
    def may_manage(self) -> bool:
        """Invite people, change roles, read the audit log."""
        return self.role == "owner"


class Staff:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Member]:
        rows = self._store.db.query("select * from staff order by is_active desc, role <> 'owner', name")
        return [as_member(row) for row in rows]

    def get(self, member_id: int) -> Member:
        """Raise NotFound when there is none."""
        row = next(self._store.db.query("select * from staff where id = ?", [member_id]), None)
        if row is None:
            raise NotFound("This person is not on the list any more.")
        return as_member(row)

    def find(self, email: str) -> Member | None:
        row = next(self._store.db.query("select * from staff where email = ?", [email.strip()]), None)
        return as_member(row) if row else None

    def add(self, email: str, role: str, password: str = "", name: str = "") -> Member:
        """Add a person; without a password they come in by a link.

        Raises:
            StorageError: the e-mail or the name is taken, the role is unknown, or the password is too short.
        """
        if role not in ROLES:
            raise StorageError(f"There is no role {role!r}. Use one of: {', '.join(ROLES)}.")
        row = {"email": read_email(email), "role": role, "created_at": now()}
        row["password_hash"] = hash_password(password) if password else ""

        def change(db: Database) -> int:
            _require_free(db, "email", row["email"])
            if name:
                _require_free(db, "name", name.strip())
            named = name.strip() or _free_name(db, row["email"].split("@")[0].replace(".", " ").title())
            return int(str(db.table("staff").insert({**row, "name": named}, pk="id").last_pk))

        return self.get(self._store.write(change))

    def add_first_owner(self) -> str | None:
        """Make an owner with a generated password when there is nobody; return the password, or None."""
        password = generate_password()
        row = {"email": FIRST_EMAIL, "name": "Owner", "role": "owner", "password_hash": hash_password(password)}

        def change(db: Database) -> bool:
            if db.execute("select 1 from staff limit 1").fetchone():
                return False
            db.table("staff").insert({**row, "created_at": now()})
            return True

        return password if self._store.write(change) else None

    def check_password(self, email: str, password: str) -> Member | None:
        """Return the person who may sign in with this, or None; an unknown e-mail takes as long as a wrong password."""
        row = next(self._store.db.query("select * from staff where email = ?", [email.strip()]), None)
        is_right = _is_right(row["password_hash"] if row and row["password_hash"] else _NOBODY, password)
        return as_member(row) if row and row["password_hash"] and row["is_active"] and is_right else None

    def set_password(self, member_id: int, password: str) -> None:
        """Change the password and sign every device out; raises StorageError when it is too short."""
        hashed = hash_password(password)

        def change(db: Database) -> None:
            db.execute("update staff set password_hash = ? where id = ?", [hashed, member_id])
            db.execute("delete from staff_sessions where staff = ?", [member_id])

        self._store.write(change)

    def rename(self, member_id: int, email: str, name: str) -> None:
        """Raise StorageError when the e-mail or the name is another person's."""
        email, name = read_email(email), name.strip()
        if not name:
            raise StorageError("Write a name. Customers see it when you answer.")

        def change(db: Database) -> None:
            _require_free(db, "email", email, member_id)
            _require_free(db, "name", name, member_id)
            db.execute("update staff set email = ?, name = ? where id = ?", [email, name, member_id])

        self._store.write(change)

    def set_role(self, member_id: int, role: str, is_active: bool) -> None:
        """Change rights at once, on every device.

        Raises:
            StorageError: nobody would be left who may manage people.
        """

        def change(db: Database) -> None:
            db.execute("update staff set role = ?, is_active = ? where id = ?", [role, is_active, member_id])
            if not is_active:
                db.execute("delete from staff_sessions where staff = ?", [member_id])
            if not db.execute("select 1 from staff where role = 'owner' and is_active and password_hash <> ''").fetchone():
                raise StorageError("Somebody has to be the owner. Make another person the owner first.")

        if role not in ROLES:
            raise StorageError(f"There is no role {role!r}. Use one of: {', '.join(ROLES)}.")
        self._store.write(change)


def as_member(row: dict[str, Any]) -> Member:
    fields = ("id", "email", "name", "role", "created_at", "last_seen_at")
    return Member(
        **{name: row[name] for name in fields}, is_active=bool(row["is_active"]), has_password=bool(row["password_hash"])
    )


def generate_password() -> str:
    """Return a password that can be read aloud: `k7mp-x2fd-9qrt-w8nz`."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_CHARS)) for _ in range(_GROUPS))


def hash_password(password: str) -> str:
    """Raise StorageError when it is too short or too long."""
    if not MIN_PASSWORD_CHARS <= len(password) <= MAX_PASSWORD_CHARS:
        raise StorageError(f"A password has {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters.")
    return _hasher.hash(password)


def read_email(text: str) -> str:
    """Raise StorageError when this is no e-mail address."""
    email = text.strip()
    name, _, host = email.rpartition("@")
    if not name or not host or any(char.isspace() for char in email) or len(email) > 254:
        raise StorageError(f"{text!r} is no e-mail address.")
    return email


def _is_right(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password[:MAX_PASSWORD_CHARS])
    except (VerifyMismatchError, InvalidHashError):
        return False


# A hash that no password has, made with the costs above, so that an unknown e-mail is checked as long as a known one.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2Q$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def _require_free(db: Database, column: str, value: str, except_id: int = 0) -> None:
    if db.execute(f"select 1 from staff where {column} = ? and id <> ?", [value, except_id]).fetchone():
        raise StorageError(f"Somebody else has the {'e-mail' if column == 'email' else 'name'} {value!r} already.")


def _free_name(db: Database, wanted: str) -> str:
    taken = {row["name"].lower() for row in db.query("select name from staff")}
    return next(name for n in range(1, len(taken) + 2) if (name := wanted if n == 1 else f"{wanted} {n}").lower() not in taken)
