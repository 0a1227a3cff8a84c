"""Logging in and out, and changing a password: what accounts promise, with passwords and keys."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field, replace

from dragoman.errors import AccountError, InvalidRecord
from dragoman.model.account import Account, Act, Actor, LoginLimits, Role, Session, Token, account_name
from dragoman.model.ids import content_id
from dragoman.store.base import Accounts
from dragoman.web.errors import WebError
from dragoman.web.security import passwords
from dragoman.web.security.keys import TOKEN_PREFIX, digest, new_key

TOKEN_DAYS_MAX = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long sessions last, and how many logins may fail."""

    idle: dt.timedelta = dt.timedelta(hours=12)
    lasts: dt.timedelta = dt.timedelta(days=7)
    limits: LoginLimits = field(default_factory=LoginLimits)


class WrongLogin(WebError):
    """The name or the password is wrong, or the account disabled: nobody is told which."""

    status = 401
    code = "wrong_login"


class TooManyLogins(WebError):
    """Too many logins failed; the next one may be tried after some time."""

    status = 429
    code = "too_many"

    def __init__(self, wait: dt.timedelta) -> None:
        self.seconds = max(1, math.ceil(wait.total_seconds()))
        super().__init__(f"too many logins failed; try again in {math.ceil(self.seconds / 60)} minutes")
        self.headers = {"Retry-After": str(self.seconds)}


def log_in(
    accounts: Accounts, terms: Terms, name: str, password: str, *, by: Actor, agent: str, at: dt.datetime
) -> str:
    """The key of a new session. Raises WrongLogin and TooManyLogins, which do not tell who has an account."""
    attempt = accounts.attempt(name, by=by, at=at, limits=terms.limits)
    if isinstance(attempt, dt.timedelta):
        raise TooManyLogins(attempt)
    kept = accounts.password(name)
    right = passwords.is_password(kept, password)
    account = accounts.get(name) if right else None
    if kept is None or account is None or account.disabled:
        accounts.failed(name, by=by, at=at, note="disabled" if account else "")
        raise WrongLogin("the name or the password is wrong")
    if passwords.is_outdated(kept):
        accounts.rehash(name, kept, passwords.hash_password(password))
    key = new_key()
    actor = replace(by, name=account.name)
    ends_at = at + terms.lasts
    accounts.login(name, digest(key), by=actor, at=at, ends_at=ends_at, agent=agent, attempt=attempt)
    return key


def log_out(accounts: Accounts, account: Account, session: Session, *, by: Actor, at: dt.datetime) -> None:
    """End this session."""
    accounts.end_session(account.name, session.id, by=by, at=at, act=Act.LOGOUT)


def add_account(
    accounts: Accounts, name: str, role: Role, password: str, *, by: Actor, at: dt.datetime
) -> Account:
    """Make an account. Raises AccountError where the name or the password is not taken."""
    try:
        account = Account(name=account_name(name), role=role, created_at=at)
    except InvalidRecord as error:
        raise AccountError(str(error), code="name_form") from error
    passwords.check_password(password, account.name)
    accounts.add(account, passwords.hash_password(password), by=by)
    return account


def set_password(
    accounts: Accounts, name: str, password: str, *, by: Actor, at: dt.datetime, keep: str | None = None
) -> None:
    """Give an account another password; its sessions but ``keep`` end, and without one its tokens too.

    Raises AccountError.
    """
    passwords.check_password(password, name)
    accounts.set_password(name, passwords.hash_password(password), by=by, at=at, keep=keep)


def change_own_password(
    accounts: Accounts,
    terms: Terms,
    account: Account,
    session: Session,
    old: str,
    new: str,
    *,
    by: Actor,
    at: dt.datetime,
) -> str:
    """Change the password of who is logged in: the key of the session from now on; all others end, and
    tokens stay.

    Guesses at the old password count as failed logins do. Raises WrongLogin, TooManyLogins, PasswordRefused.
    """
    passwords.check_password(new, account.name)
    attempt = accounts.attempt(account.name, by=by, at=at, limits=terms.limits)
    if isinstance(attempt, dt.timedelta):
        raise TooManyLogins(attempt)
    if not passwords.is_password(accounts.password(account.name), old):
        accounts.failed(account.name, by=by, at=at, note="change of password")
        raise WrongLogin("the present password is wrong")
    accounts.forgive(attempt)
    hashed = passwords.hash_password(new)
    accounts.set_password(account.name, hashed, by=by, at=at, keep=session.id)
    return renew(accounts, terms, session, at=at)


def renew(accounts: Accounts, terms: Terms, session: Session, *, at: dt.datetime) -> str:
    """Another key for a session; the old one opens nothing any more."""
    key = new_key()
    accounts.renew(session, digest(key), at=at, ends_at=at + terms.lasts)
    return key


def issue_token(
    accounts: Accounts, account: Account, name: str, role: Role, days: int, *, by: Actor, at: dt.datetime
) -> tuple[Token, str]:
    """A token for a program, and the words to show in place of a login, which are never told again."""
    if not 1 <= days <= TOKEN_DAYS_MAX:
        raise AccountError(f"a token lasts from one day to {TOKEN_DAYS_MAX}", code="token")
    key = new_key(TOKEN_PREFIX)
    try:
        token = Token(
            id=content_id("tok", digest(key)),
            account_id=account.id,
            name=account_name(name),
            role=role,
            created_at=at,
            ends_at=at + dt.timedelta(days=days),
        )
    except InvalidRecord as error:
        raise AccountError(str(error).replace("an account", "a token"), code="token") from error
    accounts.issue(token, digest(key), by=by)
    return token, key
