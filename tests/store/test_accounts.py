"""What is promised of accounts, sessions, tokens and the log, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import AccountError, InvalidRecord
from dragoman.model.account import (
    Account,
    Act,
    Actor,
    Entry,
    EntryFilter,
    LoginLimits,
    Outcome,
    Role,
    Token,
    account_id,
    account_name,
)
from dragoman.model.ids import content_id
from dragoman.store import open_store
from dragoman.store.accounts import network_of
from dragoman.store.base import Accounts

NOON = dt.datetime(2026, 3, 4, 12, 0, tzinfo=dt.UTC)
IDLE = dt.timedelta(hours=12)
WEEK = dt.timedelta(days=7)
BOSS = Actor(name="Ines", how="session", address="192.0.2.1")
LIMITS = LoginLimits(pair=3, network=5, account=6, window_s=900)


def secret(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def at(minutes: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def add(accounts: Accounts, name: str, role: Role = Role.READER) -> Account:
    account = Account(name=name, role=role, created_at=NOON)
    accounts.add(account, f"hash of {name}", by=BOSS)
    return account


def log_in(
    accounts: Accounts, name: str, word: str, when: dt.datetime = NOON, address: str = "192.0.2.7"
) -> str:
    by = Actor(name=name, how="password", address=address)
    attempt = accounts.attempt(name, by=by, at=when, limits=LIMITS)
    assert isinstance(attempt, int)
    return accounts.login(name, secret(word), by=by, at=when, ends_at=when + WEEK, attempt=attempt).id


def fail(accounts: Accounts, name: str, when: dt.datetime, address: str) -> int | dt.timedelta:
    by = Actor(name=name, how="password", address=address)
    return accounts.attempt(name, by=by, at=when, limits=LIMITS)


@pytest.fixture
def accounts(ledger_url: str) -> Iterator[Accounts]:
    with open_store(ledger_url) as store:
        yield store.accounts


def test_accounts_are_kept_and_known_in_any_case_and_form_of_letters(accounts: Accounts) -> None:
    assert accounts.is_empty()
    made = add(accounts, "Zoë Müller", Role.ADMINISTRATOR)
    assert not accounts.is_empty()
    for name in ("Zoë Müller", "ZOË MÜLLER", "zoe\u0308 mu\u0308ller", " Zoë  Müller "):
        assert accounts.get(name) == made
    assert accounts.password("zoë müller") == "hash of Zoë Müller"
    assert accounts.get("Zoe Muller") is None
    assert accounts.password("Zoe Muller") is None
    assert accounts.all() == (made,)


@pytest.mark.parametrize("same", ["ines", "INES", "Ｉｎｅｓ"])
def test_two_accounts_never_look_alike_by_case_or_width(accounts: Accounts, same: str) -> None:
    add(accounts, "Ines")
    with pytest.raises(AccountError, match="already"):
        add(accounts, same)
    assert len(accounts.all()) == 1


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "a\x00b", "a\u202eb", "a\u200bb", "machine", "\ud800"])
def test_a_name_that_hides_something_is_no_name(name: str) -> None:
    with pytest.raises(InvalidRecord):
        account_name(name)


@given(st.text(max_size=60))
def test_the_id_of_a_name_is_that_of_its_kept_form(name: str) -> None:
    try:
        kept = account_name(name)
    except InvalidRecord:
        return
    assert account_name(kept) == kept
    assert account_id(kept) == account_id(name)


def test_roles_go_up_from_reader_to_administrator() -> None:
    reader, reviewer, administrator = Role
    allowed = {(a, b) for a in Role for b in Role if a.allows(b)}
    assert allowed == {
        (reader, reader),
        (reviewer, reader),
        (reviewer, reviewer),
        *((administrator, role) for role in Role),
    }


def test_a_session_opens_by_its_secret_alone_and_no_longer_than_promised(accounts: Accounts) -> None:
    account = add(accounts, "Omar")
    log_in(accounts, "omar", "one")
    found = accounts.session(secret("one"), at=at(1), idle=IDLE)
    assert found is not None
    assert found[0].account_id == account.id
    assert found[1].last_login_at == NOON
    assert accounts.session(secret("two"), at=at(1), idle=IDLE) is None
    assert accounts.session("one", at=at(1), idle=IDLE) is None
    assert accounts.session(secret("one"), at=NOON + IDLE, idle=IDLE) is None


def test_use_keeps_a_session_open_until_its_end(accounts: Accounts) -> None:
    add(accounts, "Omar")
    log_in(accounts, "Omar", "one")
    moment = NOON
    while moment < NOON + WEEK:
        assert accounts.session(secret("one"), at=moment, idle=IDLE) is not None
        moment += dt.timedelta(hours=11)
    assert accounts.session(secret("one"), at=NOON + WEEK, idle=IDLE) is None


def test_that_a_session_is_used_waits_for_nobody_who_writes(ledger_url: str) -> None:
    with open_store(ledger_url) as store, open_store(ledger_url) as other:
        add(store.accounts, "Omar")
        log_in(store.accounts, "Omar", "one")
        with other._write() as connection:  # type: ignore[attr-defined]
            connection.execute(text("DELETE FROM failure"))
            assert store.accounts.session(secret("one"), at=at(30), idle=IDLE) is not None
        assert store.accounts.session(secret("one"), at=at(31), idle=IDLE) is not None
        (session,) = store.accounts.sessions("Omar", at=at(31), idle=IDLE)
        assert session.seen_at in (at(30), at(31))


def test_ends_of_sessions(accounts: Accounts) -> None:
    add(accounts, "Omar")
    add(accounts, "Lea")
    mine, other = log_in(accounts, "Omar", "one"), log_in(accounts, "Omar", "two")
    log_in(accounts, "Lea", "three")
    assert not accounts.end_session("Lea", mine, by=BOSS, at=at(1), act=Act.SESSION_ENDED)
    assert accounts.end_session("Omar", mine, by=BOSS, at=at(1), act=Act.LOGOUT)
    assert accounts.session(secret("one"), at=at(1), idle=IDLE) is None
    assert [one.id for one in accounts.sessions("Omar", at=at(1), idle=IDLE)] == [other]
    assert accounts.end_sessions("Omar", by=BOSS, at=at(1)) == 1
    assert accounts.sessions("Omar", at=at(1), idle=IDLE) == ()
    assert accounts.session(secret("three"), at=at(1), idle=IDLE) is not None


def test_another_password_or_role_ends_the_other_sessions(accounts: Accounts) -> None:
    add(accounts, "Omar")
    for change in ("password", "role"):
        mine = log_in(accounts, "Omar", "one")
        log_in(accounts, "Omar", "two")
        if change == "password":
            accounts.set_password("omar", "another hash", by=BOSS, at=at(1), keep=mine)
        else:
            accounts.set_role("omar", Role.REVIEWER, by=BOSS, at=at(1), keep=mine)
        assert [one.id for one in accounts.sessions("Omar", at=at(1), idle=IDLE)] == [mine]
        accounts.end_sessions("Omar", by=BOSS, at=at(1))
    assert accounts.password("Omar") == "another hash"
    account = accounts.get("Omar")
    assert account is not None
    assert account.role is Role.REVIEWER


def test_a_password_that_another_gives_ends_what_programs_show(accounts: Accounts) -> None:
    omar, lea = add(accounts, "Omar"), add(accounts, "Léa")
    mine = log_in(accounts, "Omar", "one")
    accounts.issue(token(omar), secret("key"), by=BOSS)
    another = replace(token(lea), id=content_id("tok", secret("other")))
    accounts.issue(another, secret("other"), by=BOSS)
    accounts.set_password("Omar", "my own choice", by=BOSS, at=at(1), keep=mine)
    assert accounts.token(secret("key"), at=at(1)) is not None
    accounts.set_password("Omar", "another hash", by=BOSS, at=at(2))
    assert accounts.token(secret("key"), at=at(2)) is None
    assert accounts.token(secret("other"), at=at(2)) is not None
    assert [one.revoked_at for one in accounts.tokens("Omar")] == [at(2)]
    assert [entry.act for entry in accounts.log()[:2]] == [Act.TOKEN_REVOKED, Act.PASSWORD]
    accounts.set_password("Omar", "a third hash", by=BOSS, at=at(3))
    assert accounts.log()[0].act is Act.PASSWORD


def test_a_session_renewed_has_another_secret(accounts: Accounts) -> None:
    add(accounts, "Omar")
    log_in(accounts, "Omar", "one")
    found = accounts.session(secret("one"), at=at(1), idle=IDLE)
    assert found is not None
    again = accounts.renew(found[0], secret("two"), at=at(2), ends_at=at(2) + WEEK)
    assert accounts.session(secret("one"), at=at(2), idle=IDLE) is None
    renewed = accounts.session(secret("two"), at=at(2), idle=IDLE)
    assert renewed is not None
    assert renewed[0] == again


def test_a_disabled_account_opens_nothing_until_it_is_enabled(accounts: Accounts) -> None:
    account = add(accounts, "Omar")
    log_in(accounts, "Omar", "one")
    accounts.issue(token(account), secret("key"), by=BOSS)
    accounts.disable("Omar", by=BOSS, at=at(1))
    assert accounts.session(secret("one"), at=at(1), idle=IDLE) is None
    assert accounts.token(secret("key"), at=at(1)) is None
    with pytest.raises(AccountError, match="disabled"):
        log_in(accounts, "Omar", "two")
    accounts.enable("Omar", by=BOSS, at=at(2))
    assert accounts.token(secret("key"), at=at(2)) is not None
    assert accounts.session(secret("one"), at=at(2), idle=IDLE) is None


def test_one_administrator_always_stays(accounts: Accounts) -> None:
    add(accounts, "Ines", Role.ADMINISTRATOR)
    add(accounts, "Omar", Role.ADMINISTRATOR)
    accounts.disable("Omar", by=BOSS, at=at(1))
    for refused in (
        lambda: accounts.disable("Ines", by=BOSS, at=at(2)),
        lambda: accounts.set_role("Ines", Role.READER, by=BOSS, at=at(2)),
    ):
        with pytest.raises(AccountError, match="last administrator"):
            refused()
    accounts.enable("Omar", by=BOSS, at=at(3))
    accounts.set_role("Ines", Role.READER, by=BOSS, at=at(4))


def test_two_who_disable_each_other_at_once_leave_one(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        for name in ("Ines", "Omar"):
            add(store.accounts, name, Role.ADMINISTRATOR)
        refusals: list[AccountError] = []

        def disable(name: str) -> None:
            try:
                store.accounts.disable(name, by=BOSS, at=at(1))
            except AccountError as error:
                refusals.append(error)

        threads = [threading.Thread(target=disable, args=(name,)) for name in ("Ines", "Omar")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refusals) == 1
        assert sum(not account.disabled for account in store.accounts.all()) == 1


def token(account: Account, role: Role = Role.READER, days: int = 30) -> Token:
    ends = NOON + dt.timedelta(days=days)
    identity = content_id("tok", secret("key"))
    return Token(id=identity, account_id=account.id, name="script", role=role, created_at=NOON, ends_at=ends)


def test_a_token_opens_until_it_ends_or_is_revoked(accounts: Accounts) -> None:
    account = add(accounts, "Omar", Role.REVIEWER)
    made = token(account, Role.REVIEWER)
    accounts.issue(made, secret("key"), by=BOSS)
    assert accounts.token(secret("key"), at=at(1)) == (made, account)
    assert accounts.tokens("Omar") == (replace(made, used_at=at(1)),)
    assert accounts.token(secret("other"), at=at(1)) is None
    assert accounts.token(secret("key"), at=NOON + dt.timedelta(days=30)) is None
    add(accounts, "Lea")
    assert not accounts.revoke("Lea", made.id, by=BOSS, at=at(2))
    assert accounts.revoke("Omar", made.id, by=BOSS, at=at(2))
    assert not accounts.revoke("Omar", made.id, by=BOSS, at=at(3))
    assert accounts.token(secret("key"), at=at(3)) is None
    assert accounts.tokens("Omar")[0].revoked_at == at(2)


def test_a_token_is_never_more_than_its_account(accounts: Accounts) -> None:
    account = add(accounts, "Omar", Role.REVIEWER)
    with pytest.raises(AccountError, match="at most a reviewer"):
        accounts.issue(token(account, Role.ADMINISTRATOR), secret("key"), by=BOSS)
    assert accounts.tokens("Omar") == ()


def test_failed_logins_are_limited_for_a_while_and_no_longer(accounts: Accounts) -> None:
    add(accounts, "Omar")
    for minute in range(3):
        assert isinstance(fail(accounts, "Omar", at(minute), "192.0.2.7"), int)
    assert fail(accounts, "Omar", at(3), "192.0.2.7") == dt.timedelta(minutes=12)
    assert fail(accounts, "OMAR", at(14), "192.0.2.7") == dt.timedelta(minutes=1)
    assert isinstance(fail(accounts, "Omar", at(15), "192.0.2.7"), int)  # the first has left the window
    assert isinstance(fail(accounts, "Omar", at(15), "192.0.2.7"), dt.timedelta)


def test_names_that_are_no_accounts_are_limited_alike(accounts: Accounts) -> None:
    add(accounts, "Omar")
    for name in ("Omar", "nobody", "\x00' OR 1=1 --"):
        found = [fail(accounts, name, at(n), f"192.0.2.{len(name)}") for n in range(5)]
        assert [isinstance(one, int) for one in found] == [True] * 3 + [False] * 2


def test_who_guesses_from_one_network_is_limited_over_all_accounts(accounts: Accounts) -> None:
    found = [fail(accounts, f"name {n}", at(n), f"2001:db8:0:1::{n}") for n in range(7)]
    assert [isinstance(one, int) for one in found] == [True] * 5 + [False] * 2
    assert isinstance(fail(accounts, "name 9", at(7), "2001:db8:0:2::1"), int)


def test_a_stranger_who_guesses_does_not_lock_out_who_uses_the_account(accounts: Accounts) -> None:
    add(accounts, "Omar")
    log_in(accounts, "Omar", "one", address="192.0.2.7")
    for n in range(6):
        assert isinstance(fail(accounts, "Omar", at(n), f"198.51.100.{n}"), int)
    assert isinstance(fail(accounts, "Omar", at(7), "198.51.100.99"), dt.timedelta)
    log_in(accounts, "Omar", "two", when=at(8), address="192.0.2.7")


def test_a_login_that_goes_well_forgets_the_failures_before_it(accounts: Accounts) -> None:
    add(accounts, "Omar")
    for n in range(2):
        fail(accounts, "Omar", at(n), "192.0.2.7")
    log_in(accounts, "Omar", "one", when=at(3))
    found = [fail(accounts, "Omar", at(4 + n), "192.0.2.7") for n in range(4)]
    assert [isinstance(one, int) for one in found] == [True] * 3 + [False]


def test_many_attempts_at_once_are_no_way_round_the_limits(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        add(store.accounts, "Omar")
        found: list[int | dt.timedelta] = []
        threads = [
            threading.Thread(target=lambda: found.append(fail(store.accounts, "Omar", NOON, "192.0.2.7")))
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(isinstance(one, int) for one in found) == LIMITS.pair
        assert len(found) == 10


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_network_is_an_address_or_half_of_a_long_one(address: str, network: str) -> None:
    assert network_of(address) == network


def test_every_change_writes_its_line_and_no_secret(accounts: Accounts) -> None:
    account = add(accounts, "Omar", Role.ADMINISTRATOR)
    add(accounts, "Ines", Role.ADMINISTRATOR)
    session = log_in(accounts, "Omar", "one")
    accounts.failed("omar", by=Actor(name="", how="password"), at=NOON)
    accounts.failed("correct horse battery staple", by=Actor(name="", how="password"), at=NOON)
    accounts.set_role("Omar", Role.REVIEWER, by=BOSS, at=NOON, keep=session)
    accounts.set_password("Omar", "another hash", by=BOSS, at=NOON, keep=session)
    accounts.issue(token(account), secret("key"), by=BOSS)
    accounts.revoke("Omar", token(account).id, by=BOSS, at=NOON)
    accounts.end_session("Omar", session, by=BOSS, at=NOON, act=Act.LOGOUT)
    accounts.disable("Omar", by=BOSS, at=NOON)
    accounts.enable("Omar", by=BOSS, at=NOON)
    lines = accounts.log()
    assert [line.act for line in reversed(lines)] == [
        Act.ACCOUNT_ADDED,
        Act.ACCOUNT_ADDED,
        Act.LOGIN,
        Act.LOGIN,
        Act.LOGIN,
        Act.ROLE,
        Act.PASSWORD,
        Act.TOKEN_ISSUED,
        Act.TOKEN_REVOKED,
        Act.LOGOUT,
        Act.DISABLED,
        Act.ENABLED,
    ]
    told = repr(lines)
    for word in ("battery", "hash", secret("one"), secret("key"), "'key'"):
        assert word not in told
    assert [line.about for line in lines if line.outcome is Outcome.REFUSED] == ["", "Omar"]


def test_what_changes_nothing_writes_no_line(accounts: Accounts) -> None:
    add(accounts, "Omar")
    accounts.set_role("Omar", Role.READER, by=BOSS, at=NOON)
    accounts.enable("Omar", by=BOSS, at=NOON)
    assert [line.act for line in accounts.log()] == [Act.ACCOUNT_ADDED]


def test_the_log_can_be_asked_by_who_what_and_when_in_pages(accounts: Accounts) -> None:
    lines = [
        Entry(
            at=NOON + dt.timedelta(days=n),
            by=Actor(name="Ines" if n % 2 else "Omar", how="session"),
            act=Act.EXPORT if n % 3 else Act.UPLOAD,
            about=f"list {n}",
        )
        for n in range(12)
    ]
    accounts.note(*lines)
    every = accounts.log()
    assert [replace(line, number=0) for line in reversed(every)] == lines
    pages, before = [], None
    while some := accounts.log(before=before, most=5):
        pages.append(len(some))
        before = some[-1].number
    assert pages == [5, 5, 2]
    assert {line.by.name for line in accounts.log(EntryFilter(who="Ines"))} == {"Ines"}
    assert {line.act for line in accounts.log(EntryFilter(act=Act.UPLOAD))} == {Act.UPLOAD}
    day = NOON.date() + dt.timedelta(days=2)
    some = accounts.log(EntryFilter(since=day, until=day))
    assert [line.about for line in some] == ["list 2"]
    assert accounts.log(EntryFilter(about="list 3", outcome=Outcome.FAILED)) == ()


def test_a_line_of_the_log_cannot_be_changed_or_deleted(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.accounts.note(Entry(at=NOON, by=BOSS, act=Act.EXPORT, about="timeline"))
        statements = ["UPDATE audit SET who = 'nobody'", "DELETE FROM audit"]
        if ledger_url.startswith("postgresql"):
            statements.append("TRUNCATE audit")
        engine = create_engine(ledger_url)
        for statement in statements:
            with pytest.raises(SQLAlchemyError, match="stays as it is"), engine.begin() as connection:
                connection.execute(text(statement))
        engine.dispose()
        assert len(store.accounts.log()) == 1


def test_a_line_of_the_log_is_one_line_of_bounded_length(accounts: Accounts) -> None:
    accounts.note(
        Entry(at=NOON, by=Actor(name="a\nb\x1b[31m\x00", how="session"), act=Act.EXPORT, about="x" * 9999)
    )
    (line,) = accounts.log()
    assert line.by.name == r"a\nb\x1b[31m\x00"
    assert len(line.about) == 500
