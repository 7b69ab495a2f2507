"""Who may sign in: passwords, roles, devices and links, on a real database."""

from __future__ import annotations

import pytest

from chatbot.errors import NotFound, StorageError
from chatbot.storage.audit import Audit
from chatbot.storage.sessions import Sessions
from chatbot.storage.staff import FIRST_EMAIL, Staff, generate_password


@pytest.fixture
def staff(store):
    return Staff(store)


@pytest.fixture
def sessions(store):
    return Sessions(store)


def test_the_first_start_makes_one_owner_with_a_generated_password(staff):
    password = staff.add_first_owner()

    owner = staff.check_password(FIRST_EMAIL, password)
    assert (owner.role, owner.may_manage) == ("owner", True)
    assert staff.add_first_owner() is None
    assert len(staff.all()) == 1


def test_generated_passwords_differ_and_are_long():
    passwords = {generate_password() for _ in range(100)}

    assert len(passwords) == 100
    assert all(len(each) == 19 for each in passwords)


def test_a_password_is_never_stored_as_it_is(staff, store):
    staff.add("anna@shop.test", "agent", "correct horse battery")

    hashed = next(store.db.query("select password_hash from staff"))["password_hash"]
    assert hashed.startswith("$argon2id$")
    assert "correct horse" not in hashed


def test_only_the_right_password_signs_in(staff):
    staff.add("anna@shop.test", "agent", "correct horse battery")

    assert staff.check_password(" Anna@Shop.Test ", "correct horse battery") is not None
    assert staff.check_password("anna@shop.test", "correct horse batterx") is None
    assert staff.check_password("anna@shop.test", "") is None
    assert staff.check_password("nobody@shop.test", "correct horse battery") is None


def test_an_invited_person_cannot_sign_in_before_choosing_a_password(staff):
    staff.add("anna@shop.test", "agent")

    assert staff.check_password("anna@shop.test", "") is None


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_too_short_or_too_long_is_refused_with_the_limits(staff, password):
    with pytest.raises(StorageError, match="10 to 200"):
        staff.add("anna@shop.test", "agent", password)


@pytest.mark.parametrize("email", ["", "anna", "@shop", "anna@", "an na@shop.test"])
def test_what_is_no_email_is_refused(staff, email):
    with pytest.raises(StorageError, match="no e-mail"):
        staff.add(email, "agent")


def test_an_email_and_a_name_belong_to_one_person(staff):
    staff.add("anna@shop.test", "agent", name="Anna")

    for email, name in (("ANNA@shop.test", "Other"), ("other@shop.test", "anna")):
        with pytest.raises(StorageError, match="already"):
            staff.add(email, "agent", name=name)


def test_people_without_a_name_get_different_ones(staff):
    names = [staff.add(f"anna.li@shop{n}.test", "agent").name for n in range(3)]

    assert names == ["Anna Li", "Anna Li 2", "Anna Li 3"]


def test_somebody_always_stays_the_owner(staff):
    staff.add_first_owner()
    owner = staff.find(FIRST_EMAIL)

    for role, is_active in (("agent", True), ("owner", False)):
        with pytest.raises(StorageError, match="owner"):
            staff.set_role(owner.id, role, is_active)
    assert staff.get(owner.id) == owner


def test_a_signed_out_device_is_worth_nothing(staff, sessions):
    anna = staff.add("anna@shop.test", "agent", "correct horse battery")
    token = sessions.open(anna.id, "Firefox on Linux")
    device = sessions.find(token).device_id

    assert sessions.find(token).member.email == "anna@shop.test"
    assert sessions.close(device, anna.id)
    assert sessions.find(token) is None
    assert sessions.find_device(device) is None


def test_nobody_can_sign_out_the_device_of_another_person(staff, sessions):
    anna, ben = (staff.add(f"{name}@shop.test", "agent") for name in ("anna", "ben"))
    token = sessions.open(anna.id, "")

    assert not sessions.close(sessions.find(token).device_id, ben.id)
    assert sessions.find(token) is not None


def test_a_token_is_stored_as_a_hash_only(staff, sessions, store):
    token = sessions.open(staff.add("anna@shop.test", "agent").id, "")

    assert token not in str(list(store.db.query("select * from staff_sessions")))


def test_a_device_unused_for_two_weeks_has_to_sign_in_again(staff, sessions, store):
    token = sessions.open(staff.add("anna@shop.test", "agent").id, "")

    store.write(lambda db: db.execute("update staff_sessions set last_seen_at = '2020-01-01T00:00:00.000Z'"))

    assert sessions.find(token) is None


@pytest.mark.parametrize(("role", "minutes", "is_here"), [("agent", 8, True), ("agent", 12, False), ("viewer", 0, False)])
def test_who_may_answer_is_there_while_a_page_was_open_lately(staff, sessions, store, role, minutes, is_here):
    sessions.open(staff.add("anna@shop.test", role).id, "")
    at = f"strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-{minutes} minutes')"
    store.write(lambda db: db.execute(f"update staff_sessions set last_seen_at = {at}"))

    assert sessions.is_anybody_here() is is_here


def test_a_device_that_is_used_stays_signed_in(staff, sessions, store):
    token = sessions.open(staff.add("anna@shop.test", "agent").id, "")
    store.write(
        lambda db: db.execute("update staff_sessions set last_seen_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-13 days')")
    )

    assert sessions.find(token) is not None
    [device] = sessions.devices(1)
    assert device.last_seen_at[:10] == next(store.db.query("select date('now') as day"))["day"]


def test_blocking_a_person_or_a_new_password_signs_every_device_out(staff, sessions):
    staff.add_first_owner()
    anna = staff.add("anna@shop.test", "agent", "correct horse battery")
    for change in (lambda: staff.set_password(anna.id, "another long one"), lambda: staff.set_role(anna.id, "agent", False)):
        token = sessions.open(anna.id, "")
        change()
        assert sessions.find(token) is None


def test_an_invitation_works_once(staff, sessions):
    anna = staff.add("anna@shop.test", "agent")
    token = sessions.make_link(anna.id, "Owner")

    sessions.use_link(token, "correct horse battery")

    assert staff.check_password("anna@shop.test", "correct horse battery") is not None
    with pytest.raises(NotFound, match="used"):
        sessions.use_link(token, "a second password")


def test_a_new_invitation_ends_the_one_before_and_old_ones_end_by_themselves(staff, sessions, store):
    anna = staff.add("anna@shop.test", "agent")
    first, second = (sessions.make_link(anna.id, "Owner") for _ in range(2))

    with pytest.raises(NotFound):
        sessions.find_link(first)
    store.write(lambda db: db.execute("update staff_links set expires_at = '2020-01-01T00:00:00.000Z'"))
    with pytest.raises(NotFound):
        sessions.find_link(second)


def test_the_audit_log_is_searched_in_every_column(store):
    audit = Audit(store)
    audit.add("Anna", "faq published", "version 12", "shop_faq.csv")
    audit.add("Ben", "ticket closed", "T-4KX2P")

    assert [row.who for row in audit.find()] == ["Ben", "Anna"]
    assert [row.who for row in audit.find("version 12")] == ["Anna"]
    assert [row.who for row in audit.find("shop_faq")] == ["Anna"]
    assert audit.find("100%") == []
