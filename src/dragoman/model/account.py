"""Who may use a ledger on the web: accounts, their sessions and tokens, and the log of what was done."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id
from dragoman.model.judgement import MACHINE, utc

NAME_MAX = 80
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # what a name could hide or turn round


class Role(StrEnum):
    """What somebody may do; each may do what those before it may.

    A reader reads, a reviewer decides and adds documents, an administrator makes accounts and sees the log.
    """

    READER = "reader"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"

    def allows(self, wanted: Role) -> bool:
        """Whether who has this role may do what the wanted one may."""
        return _RANK[self] >= _RANK[wanted]


_RANK = {role: rank for rank, role in enumerate(Role)}


def account_name(text: str) -> str:
    """A name as it is kept: NFC, with single spaces. Raises InvalidRecord for one that cannot be a name."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > NAME_MAX:
        raise InvalidRecord(f"the name of an account has from one to {NAME_MAX} characters")
    if any(unicodedata.category(sign) in _INVISIBLE for sign in name):
        raise InvalidRecord("the name of an account has no control, invisible or unassigned characters")
    if name.casefold() == MACHINE:
        raise InvalidRecord(f"{MACHINE!r} is what Dragoman itself is called")
    return name


def account_id(name: str) -> str:
    """The id of the account of a name: the same for names that differ in case or in the form of letters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return content_id("acc", " ".join(folded.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may log in. What proves it is not part of it."""

    name: str
    role: Role
    created_at: dt.datetime
    disabled_at: dt.datetime | None = None
    last_login_at: dt.datetime | None = None

    def __post_init__(self) -> None:
        if account_name(self.name) != self.name:
            raise InvalidRecord(f"{self.name!r} is not the form in which a name is kept")
        _in_utc(self, "created_at", "disabled_at", "last_login_at")

    @property
    def id(self) -> str:
        return account_id(self.name)

    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login that lasts, in one browser. ``id`` tells it from others, and does not open it."""

    id: str
    account_id: str
    created_at: dt.datetime
    seen_at: dt.datetime
    ends_at: dt.datetime
    address: str
    agent: str

    def __post_init__(self) -> None:
        _in_utc(self, "created_at", "seen_at", "ends_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program shows in place of a login: never more than the role of its account."""

    id: str
    account_id: str
    name: str
    role: Role
    created_at: dt.datetime
    ends_at: dt.datetime
    used_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None

    def __post_init__(self) -> None:
        if account_name(self.name) != self.name:
            raise InvalidRecord(f"{self.name!r} is not the form in which a name is kept")
        _in_utc(self, "created_at", "ends_at", "used_at", "revoked_at")

    def lives(self, at: dt.datetime) -> bool:
        """Whether it was neither revoked by then, nor has run out."""
        return self.revoked_at is None and at < self.ends_at


class Act(StrEnum):
    """What the log keeps."""

    LOGIN = "login"
    LOGOUT = "logout"
    SESSION_ENDED = "session ended"
    ACCOUNT_ADDED = "account added"
    ROLE = "role"
    PASSWORD = "password"
    DISABLED = "disabled"
    ENABLED = "enabled"
    TOKEN_ISSUED = "token issued"
    TOKEN_REVOKED = "token revoked"
    DECISION = "decision"
    UPLOAD = "upload"
    EXPORT = "export"


class Outcome(StrEnum):
    """How it ended: done, refused by a rule (a wrong password, too many), or failed on the way."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something, how they showed who they are, and from which address."""

    name: str
    how: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log. ``about`` is a name or an id, ``note`` words of the program; never a secret."""

    at: dt.datetime
    by: Actor
    act: Act
    about: str = ""
    outcome: Outcome = Outcome.DONE
    note: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        _in_utc(self, "at")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Which lines of the log are wanted: None is any. ``since`` and ``until`` are days, both included."""

    who: str | None = None
    act: Act | None = None
    outcome: Outcome | None = None
    about: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginLimits:
    """How many failed logins there may be in ``window_s`` seconds, before more are refused for a while.

    ``pair`` counts those on one account from one network, ``network`` those from one network on any account,
    and ``account`` those on one account from networks that nobody lately logged in to it from: a stranger who
    guesses cannot lock out who uses the account. A network is an IPv4 address, or the 64 bits of an IPv6 one.
    """

    pair: int = 5
    network: int = 20
    account: int = 50
    window_s: int = 15 * 60
    known_days: int = 30


def _in_utc(thing: object, *fields: str) -> None:
    for field in fields:
        moment = getattr(thing, field)
        if moment is not None:
            object.__setattr__(thing, field, utc(moment))
