"""``dragoman accounts``: who may use the web application."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.errors import AccountError, StoreError
from dragoman.model.account import Act, Role
from dragoman.store import open_store
from dragoman.web.security import passwords
from dragoman.web.security.keys import digest
from tests.web.browsers import quick_passwords

GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(tmp_path / "ledger.db")


def run(ledger: str, *words: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(app, ["accounts", *words, "--ledger", ledger], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_an_account_is_made_with_a_password_from_standard_input(ledger: str) -> None:
    result = run(ledger, "add", "Inès", "--role", "administrator", stdin=f"{GOOD}\nmore\n")
    assert (result.exit_code, result.stdout) == (0, "Inès: administrator\n")
    with open_store(ledger) as store:
        kept = store.accounts.password("INÈS")
        assert kept is not None
        assert passwords.is_password(kept, GOOD)
        (line,) = store.accounts.log()
        assert (line.act, line.about, line.by.how) == (Act.ACCOUNT_ADDED, "Inès", "command line")


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("Inès", "short", "at least 10"),
        ("Inès", "", "at least 10"),
        ("Inès", "a" * 1001, "at most 1000"),
        ("long enough", "Long Enough", "name of its account"),
        ("Inès", "1234567890", "different characters"),
        ("\u202eInès", GOOD, "invisible"),
        ("machine", GOOD, "Dragoman itself"),
    ],
)
def test_what_cannot_be_an_account_is_refused(ledger: str, name: str, password: str, why: str) -> None:
    with pytest.raises(AccountError, match=why):
        run(ledger, "add", name, stdin=password)
    assert json.loads(run(ledger, "list", "--format", "json").stdout) == []


def test_no_command_takes_a_password_as_an_argument(ledger: str) -> None:
    for words in (["add", "Inès", "--password", GOOD], ["password", "Inès", GOOD]):
        assert run(ledger, *words).exit_code == 2


def test_accounts_are_listed_changed_and_disabled(ledger: str) -> None:
    run(ledger, "add", "Inès", "--role", "administrator", stdin=GOOD)
    run(ledger, "add", "Omar", stdin=GOOD)
    assert run(ledger, "role", "omar", "reviewer").exit_code == 0
    assert run(ledger, "disable", "omar").exit_code == 0
    listed = json.loads(run(ledger, "list", "--format", "json").stdout)
    assert [(one["name"], one["role"], one["disabled"]) for one in listed] == [
        ("Inès", "administrator", False),
        ("Omar", "reviewer", True),
    ]
    assert "disabled" in run(ledger, "list").stdout
    assert run(ledger, "enable", "omar").exit_code == 0
    assert not json.loads(run(ledger, "list", "--format", "json").stdout)[1]["disabled"]
    with pytest.raises(AccountError, match="last administrator"):
        run(ledger, "disable", "Inès")
    assert run(ledger, "role", "omar", "tsar").exit_code == 2


def test_another_password_is_the_one_from_then_on(ledger: str) -> None:
    run(ledger, "add", "Omar", stdin=GOOD)
    run(ledger, "password", "omar", stdin="another good one\n")
    with open_store(ledger) as store:
        kept = store.accounts.password("Omar")
    assert passwords.is_password(kept, "another good one")
    assert not passwords.is_password(kept, GOOD)


def test_a_token_is_printed_once_alone_on_standard_output(ledger: str) -> None:
    run(ledger, "add", "Omar", "--role", "reviewer", stdin=GOOD)
    made = run(ledger, "token", "omar", "--name", "nightly", "--days", "3")
    key = made.stdout.strip()
    assert key.startswith("dragoman_")
    with open_store(ledger) as store:
        (token,) = store.accounts.tokens("Omar")
        assert token.role is Role.READER
        assert store.accounts.token(digest(key), at=token.created_at) is not None
    assert run(ledger, "revoke", "omar", "nightly").exit_code == 0
    with open_store(ledger) as store:
        assert store.accounts.token(digest(key), at=token.created_at) is None
    with pytest.raises(AccountError, match="no token"):
        run(ledger, "revoke", "omar", "nightly")
    with pytest.raises(AccountError, match="at most a reviewer"):
        run(ledger, "token", "omar", "--name", "all", "--role", "administrator")


@pytest.mark.parametrize(
    "words",
    [
        ["role", "Nobody", "reader"],
        ["password", "Nobody"],
        ["disable", "Nobody"],
        ["token", "Nobody", "--name", "x"],
    ],
)
def test_who_is_not_known_is_named(ledger: str, words: list[str]) -> None:
    run(ledger, "add", "Omar", stdin=GOOD)
    with pytest.raises(AccountError, match="Nobody"):
        run(ledger, *words, stdin=GOOD)


def test_a_ledger_that_is_not_there_is_made_for_the_first_account_alone(ledger: str) -> None:
    with pytest.raises(StoreError, match="no such ledger"):
        run(ledger, "list")
    assert run(ledger, "add", "Omar", stdin=GOOD).exit_code == 0
