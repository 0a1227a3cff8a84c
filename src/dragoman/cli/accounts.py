"""Who may use the web application: ``dragoman accounts``."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Annotated

import typer

from dragoman.cli.arguments import choice
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.tables import check_format, show
from dragoman.errors import AccountError, MissingExtra
from dragoman.export.timeline_json import dumps
from dragoman.model.account import Account, Actor, Role
from dragoman.store import open_store
from dragoman.store.base import Accounts

_ROLES = ", ".join(Role)
_PASSWORD_MAX = 2_000  # characters of a line that are read as a password
Name = Annotated[str, typer.Argument(metavar="NAME", help="of the account, in any case")]
RoleOption = Annotated[str, typer.Option("--role", help=_ROLES)]
app = typer.Typer(help="Who may use the web application, and what they may do.", no_args_is_help=True)


def register(main: typer.Typer) -> None:
    """Add the commands to the application."""
    main.add_typer(app, name="accounts")


@app.command("add")
def add(name: Name, role: RoleOption = Role.READER.value, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Make an account. The password is asked for, or is the first line of standard input."""
    wanted = _role(role)
    entry = _entry()
    with _accounts(ledger, create=True) as accounts:
        if accounts.get(name) is not None:
            raise AccountError(f"there is an account named {name!r} already")
        made = entry.add_account(accounts, name, wanted, _password(), by=_by(), at=_now())
    typer.echo(f"{made.name}: {made.role.value}")


@app.command("list")
def list_accounts(
    format: Annotated[str, typer.Option("--format", help="table or json")] = "table",
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Every account, with its role and its last login."""
    check_format(format)
    with _accounts(ledger) as accounts:
        every = accounts.all()
        tokens = {one.name: sum(token.lives(_now()) for token in accounts.tokens(one.name)) for one in every}
    if format == "json":
        typer.echo(dumps([_json(one, tokens[one.name]) for one in every]), nl=False)
        return
    rows = [
        (
            one.name,
            one.role.value,
            "disabled" if one.disabled else "",
            _moment(one.last_login_at) or "never",
            str(tokens[one.name]),
        )
        for one in every
    ]
    show(("name", "role", "state", "last login", "tokens"), rows)


@app.command("role")
def set_role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=_ROLES)],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Give an account another role; it is logged out everywhere."""
    with _accounts(ledger) as accounts:
        accounts.set_role(name, _role(role), by=_by(), at=_now())


@app.command("password")
def set_password(name: Name, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Give an account another password, asked for or read as by add; it is logged out everywhere, and its
    tokens are revoked."""
    entry = _entry()
    with _accounts(ledger) as accounts:
        account = _known(accounts, name)
        entry.set_password(accounts, account.name, _password(), by=_by(), at=_now())


@app.command("disable")
def disable(name: Name, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Let nobody log in to an account: its sessions end, and its tokens open nothing."""
    with _accounts(ledger) as accounts:
        accounts.disable(name, by=_by(), at=_now())


@app.command("enable")
def enable(name: Name, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Let an account that was disabled log in again."""
    with _accounts(ledger) as accounts:
        accounts.enable(name, by=_by(), at=_now())


@app.command("token")
def token(
    name: Name,
    called: Annotated[str, typer.Option("--name", help="what the token is for")],
    role: RoleOption = Role.READER.value,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="how long it opens anything")] = 90,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Make a token for a program, and print it: it is never shown again."""
    entry = _entry()
    with _accounts(ledger) as accounts:
        account = _known(accounts, name)
        made, key = entry.issue_token(accounts, account, called, _role(role), days, by=_by(), at=_now())
    typer.echo(f"{made.id}, until {made.ends_at.date().isoformat()}:", err=True)
    typer.echo(key)


@app.command("revoke")
def revoke(
    name: Name,
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="its id, or the name it was given")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """End a token of an account for good."""
    with _accounts(ledger) as accounts:
        found = [one for one in accounts.tokens(_known(accounts, name).name) if token in (one.id, one.name)]
        ended = [accounts.revoke(name, one.id, by=_by(), at=_now()) for one in found]
    if not any(ended):
        raise AccountError(f"{name!r} has no token {token!r} that opens anything")


@contextmanager
def _accounts(ledger: str, *, create: bool = False) -> Iterator[Accounts]:
    with open_store(ledger, create=create) as store:
        yield store.accounts


def _entry() -> ModuleType:
    try:
        from dragoman.web.security import entry
    except ModuleNotFoundError as error:
        raise MissingExtra("install the extra: pip install 'dragoman[web]'") from error
    return entry


def _known(accounts: Accounts, name: str) -> Account:
    account = accounts.get(name)
    if account is None:
        raise AccountError(f"there is no account named {name!r}")
    return account


def _role(word: str) -> Role:
    return Role(choice(word, list(Role), "--role"))


def _password() -> str:
    """From the terminal, twice and unseen; else the first line of standard input. Never an argument, which
    everybody on the machine could read."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(_PASSWORD_MAX).rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise AccountError("the password is not the same twice")
    return first


def _by() -> Actor:
    try:
        return Actor(name=getpass.getuser(), how="command line")
    except (OSError, KeyError):
        return Actor(name="", how="command line")


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def _moment(at: dt.datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at is not None else ""


def _json(one: Account, tokens: int) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role.value,
        "disabled": one.disabled,
        "created_at": one.created_at.isoformat(),
        "last_login_at": one.last_login_at.isoformat() if one.last_login_at else None,
        "tokens": tokens,
    }
