"""Signed-in devices and one-time links of the staff. Only hashes of their tokens are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from chatbot.errors import NotFound
from chatbot.storage.db import Store
from chatbot.storage.staff import Member, as_member, hash_password
from chatbot.storage.times import ago, now, stamp
from chatbot.storage.tokens import hash_token, new_token

IDLE_DAYS = 14  # a device that was not used for so long has to sign in again
LINK_DAYS = 7  # an invitation that was not opened for a week may be in the wrong hands
TOUCH_EVERY = timedelta(minutes=5)  # how exact "last seen" is; each touch is a write to the disk
HERE = timedelta(minutes=10)  # an open page looks every four minutes, and every second or third look is a touch


@dataclass(frozen=True, slots=True)
class Device:
    id: int
    device: str  # "Firefox on Windows"
    created_at: str
    last_seen_at: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a cookie belongs to, and by which device."""

    member: Member
    device_id: int


class Sessions:
    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, member_id: int, device: str) -> str:
        """Sign a device in; return the token for its cookie."""
        token, at = new_token(), now()
        row = {"token_hash": hash_token(token), "staff": member_id, "device": device, "created_at": at, "last_seen_at": at}

        def change(db: Database) -> None:
            db.execute("delete from staff_sessions where last_seen_at < ?", [ago(timedelta(days=IDLE_DAYS))])
            db.table("staff_sessions").insert(row)
            db.execute("update staff set last_seen_at = ? where id = ?", [at, member_id])

        self._store.write(change)
        return token

    def find(self, token: str) -> SignedIn | None:
        """Return whose token this is; None when it was revoked, is too old, or its person may not sign in any more."""
        return self._find("s.token_hash = ?", hash_token(token))

    def find_device(self, device_id: int) -> SignedIn | None:
        """The same by the number of the device, which is no secret: for what the server itself has signed."""
        return self._find("s.id = ?", device_id)

    def is_anybody_here(self) -> bool:
        """Whether somebody who may answer customers has, or lately had, a page of the staff open."""
        sql = """select 1 from staff_sessions s join staff on staff.id = s.staff
                 where is_active and role <> 'viewer' and s.last_seen_at >= ? limit 1"""
        return next(self._store.db.query(sql, [ago(HERE)]), None) is not None

    def devices(self, member_id: int) -> list[Device]:
        """Return a person's signed-in devices, the last used one first."""
        sql = """select id, device, created_at, last_seen_at from staff_sessions where staff = ? and last_seen_at >= ?
                 order by last_seen_at desc"""
        return [Device(**row) for row in self._store.db.query(sql, [member_id, ago(timedelta(days=IDLE_DAYS))])]

    def close(self, device_id: int, member_id: int) -> bool:
        """Sign one of a person's devices out; False when it was not theirs or is gone."""
        sql = "delete from staff_sessions where id = ? and staff = ?"
        return bool(self._store.write(lambda db: db.execute(sql, [device_id, member_id]).rowcount))

    def close_others(self, member_id: int, keep: int) -> int:
        """Sign every other device of a person out; return how many."""
        sql = "delete from staff_sessions where staff = ? and id <> ?"
        return int(self._store.write(lambda db: db.execute(sql, [member_id, keep]).rowcount))

    def make_link(self, member_id: int, made_by: str) -> str:
        """Return the token of a link by which a person sets a password; earlier links of that person end."""
        token = new_token()
        expires_at = stamp(datetime.now(UTC) + timedelta(days=LINK_DAYS))
        row = {"token_hash": hash_token(token), "staff": member_id, "made_by": made_by, "expires_at": expires_at}

        def change(db: Database) -> None:
            db.execute("delete from staff_links where staff = ? and used_at = ''", [member_id])
            db.table("staff_links").insert(row)

        self._store.write(change)
        return token

    def find_link(self, token: str) -> Member:
        """Raise NotFound when the link was used, is too old, or never was."""
        sql = """select staff.* from staff_links l join staff on staff.id = l.staff
                 where token_hash = ? and used_at = '' and expires_at > ? and is_active"""
        row = next(self._store.db.query(sql, [hash_token(token), now()]), None)
        if row is None:
            raise NotFound("This link was used already, or is older than a week. Ask the owner for a new one.")
        return as_member(row)

    def use_link(self, token: str, password: str) -> Member:
        """Set the password of the person whose link this is, and sign every device of theirs out.

        Raises:
            NotFound: as `find_link`.
            StorageError: the password is too short.
        """
        member, hashed = self.find_link(token), hash_password(password)

        def change(db: Database) -> None:
            sql = "update staff_links set used_at = ? where token_hash = ? and used_at = ''"
            if not db.execute(sql, [now(), hash_token(token)]).rowcount:
                raise NotFound("This link was used already. Ask the owner for a new one.")
            db.execute("update staff set password_hash = ? where id = ?", [hashed, member.id])
            db.execute("delete from staff_sessions where staff = ?", [member.id])

        self._store.write(change)
        return member

    def _find(self, condition: str, value: str | int) -> SignedIn | None:
        sql = f"""select staff.*, s.id as device_id, s.last_seen_at as seen_at from staff_sessions s
                  join staff on staff.id = s.staff where {condition} and s.last_seen_at >= ? and is_active"""
        row = next(self._store.db.query(sql, [value, ago(timedelta(days=IDLE_DAYS))]), None)
        if row is None:
            return None
        if row["seen_at"] < ago(TOUCH_EVERY):
            self._touch(row)
        return SignedIn(as_member(row), row["device_id"])

    def _touch(self, row: dict[str, Any]) -> None:
        def change(db: Database) -> None:
            db.execute("update staff_sessions set last_seen_at = ? where id = ?", [now(), row["device_id"]])
            db.execute("update staff set last_seen_at = ? where id = ?", [now(), row["id"]])

        self._store.write(change)
