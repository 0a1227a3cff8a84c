"""Accounts, sessions, tokens and failed logins in a database. Of secrets it is given digests alone."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from dragoman.errors import AccountError, InvalidRecord, StoreError
from dragoman.model.account import (
    Account,
    Act,
    Actor,
    Entry,
    EntryFilter,
    LoginLimits,
    Outcome,
    Role,
    Session,
    Token,
    account_id,
)
from dragoman.model.ids import content_id
from dragoman.model.judgement import utc
from dragoman.store import audit, schema
from dragoman.store.connect import WAIT_MS, shown

_LOCK = 0x647261676163636F  # "dragacco": PostgreSQL's lock on what must be counted and changed in one go
_TOUCH = dt.timedelta(minutes=5)  # that a session or token was used is noted no more often than this
_AGENT_MAX = 200

_accounts, _sessions, _tokens, _attempts = (
    schema.account,
    schema.account_session,
    schema.account_token,
    schema.login_attempt,
)


class SqlAccounts:
    """See ``Accounts`` for what it promises."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self._reader = reader
        self._writer = writer

    # --- accounts ---------------------------------------------------------------------------------------

    def add(self, account: Account, password: str, *, by: Actor) -> None:
        row = {
            "id": account.id,
            "name": account.name,
            "role": account.role.value,
            "password": password,
            "created_at": account.created_at,
        }
        with self._write() as connection:
            _alone(connection)
            taken = connection.execute(
                select(_accounts.c.name).where(_accounts.c.id == account.id)
            ).scalar_one_or_none()
            if taken is not None:
                raise AccountError(f"there is an account named {taken!r} already", code="taken")
            connection.execute(insert(_accounts).values(**row))
            self._log(connection, account.created_at, by, Act.ACCOUNT_ADDED, account.name, account.role.value)

    def get(self, name: str) -> Account | None:
        with self._read() as connection:
            return _account(connection, _key(name))

    def password(self, name: str) -> str | None:
        with self._read() as connection:
            query = select(_accounts.c.password).where(_accounts.c.id == _key(name))
            return connection.execute(query).scalar_one_or_none()

    def all(self) -> tuple[Account, ...]:
        with self._read() as connection:
            rows = connection.execute(select(_accounts).order_by(_accounts.c.name)).all()
        return tuple(_load_account(row) for row in rows)

    def is_empty(self) -> bool:
        with self._read() as connection:
            return connection.execute(select(_accounts.c.id).limit(1)).first() is None

    def set_password(
        self, name: str, password: str, *, by: Actor, at: dt.datetime, keep: str | None = None
    ) -> None:
        with self._write() as connection:
            account = _known(connection, name)
            _change(connection, account, password=password)
            _end(connection, account.id, but=keep)
            self._log(connection, at, by, Act.PASSWORD, account.name)
            for token in _revoke_all(connection, account.id, at) if keep is None else ():
                self._log(connection, at, by, Act.TOKEN_REVOKED, account.name, token)

    def rehash(self, name: str, old: str, new: str) -> None:
        with self._write() as connection:
            same = (_accounts.c.id == _key(name), _accounts.c.password == old)
            connection.execute(update(_accounts).where(*same).values(password=new))

    def set_role(self, name: str, role: Role, *, by: Actor, at: dt.datetime, keep: str | None = None) -> None:
        with self._write() as connection:
            _alone(connection)
            account = _known(connection, name)
            if account.role is role:
                return
            if account.role is Role.ADMINISTRATOR:
                _not_the_last(connection, account)
            _change(connection, account, role=role.value)
            _end(connection, account.id, but=keep)
            self._log(connection, at, by, Act.ROLE, account.name, f"{account.role.value} to {role.value}")

    def disable(self, name: str, *, by: Actor, at: dt.datetime) -> None:
        with self._write() as connection:
            _alone(connection)
            account = _known(connection, name)
            if account.disabled:
                return
            if account.role is Role.ADMINISTRATOR:
                _not_the_last(connection, account)
            _change(connection, account, disabled_at=at)
            _end(connection, account.id)
            self._log(connection, at, by, Act.DISABLED, account.name)

    def enable(self, name: str, *, by: Actor, at: dt.datetime) -> None:
        with self._write() as connection:
            account = _known(connection, name)
            if account.disabled:
                _change(connection, account, disabled_at=None)
                self._log(connection, at, by, Act.ENABLED, account.name)

    # --- logging in -------------------------------------------------------------------------------------

    def attempt(self, name: str, *, by: Actor, at: dt.datetime, limits: LoginLimits) -> int | dt.timedelta:
        with self._write() as connection:
            _alone(connection)
            oldest = at - max(dt.timedelta(days=limits.known_days), 2 * dt.timedelta(seconds=limits.window_s))
            connection.execute(delete(_attempts).where(_attempts.c.at < oldest))
            account, network = _key(name), network_of(by.address)
            wait = _wait(connection, account, network, at, limits)
            if wait is not None:
                return wait
            row = {"account_id": account, "network": network, "at": at, "failed": 1}
            made = insert(_attempts).values(**row).returning(_attempts.c.id)
            return int(connection.execute(made).scalar_one())

    def forgive(self, attempt: int) -> None:
        with self._write() as connection:
            connection.execute(delete(_attempts).where(_attempts.c.id == attempt))

    def failed(self, name: str, *, by: Actor, at: dt.datetime, note: str = "") -> None:
        with self._write() as connection:
            account = _account(connection, _key(name))
            about = (
                account.name if account else ""
            )  # what is no account's name can be a password in its place
            self._log(connection, at, by, Act.LOGIN, about, note, Outcome.REFUSED)

    def login(
        self,
        name: str,
        secret: str,
        *,
        by: Actor,
        at: dt.datetime,
        ends_at: dt.datetime,
        agent: str = "",
        attempt: int,
    ) -> Session:
        with self._write() as connection:
            account = _known(connection, name)
            if account.disabled:
                raise AccountError(f"the account {account.name!r} is disabled")
            pair = (_attempts.c.account_id == account.id, _attempts.c.network == network_of(by.address))
            connection.execute(update(_attempts).where(_attempts.c.id == attempt).values(failed=0))
            connection.execute(delete(_attempts).where(*pair, _attempts.c.failed == 1))
            connection.execute(delete(_sessions).where(_sessions.c.ends_at <= at))
            _change(connection, account, last_login_at=at)
            session = _open(connection, account.id, secret, by.address, agent, at, ends_at)
            self._log(connection, at, by, Act.LOGIN, account.name)
            return session

    # --- sessions ---------------------------------------------------------------------------------------

    def session(self, secret: str, *, at: dt.datetime, idle: dt.timedelta) -> tuple[Session, Account] | None:
        with self._read() as connection:
            query = select(_sessions).where(_sessions.c.id == content_id("ses", secret))
            row = connection.execute(query.where(_sessions.c.secret == secret)).one_or_none()
            account = _account(connection, row.account_id) if row is not None else None
        if row is None or account is None or account.disabled:
            return None
        session = _load_session(row)
        if at >= session.ends_at or at - session.seen_at >= idle:
            return None
        if at - session.seen_at >= _TOUCH:
            self._touch(update(_sessions).where(_sessions.c.id == session.id).values(seen_at=at))
        return session, account

    def sessions(self, name: str, *, at: dt.datetime, idle: dt.timedelta) -> tuple[Session, ...]:
        with self._read() as connection:
            query = select(_sessions).where(_sessions.c.account_id == _key(name), _sessions.c.ends_at > at)
            rows = connection.execute(query.order_by(_sessions.c.seen_at.desc(), _sessions.c.id)).all()
        every = (_load_session(row) for row in rows)
        return tuple(session for session in every if at - session.seen_at < idle)

    def renew(self, session: Session, secret: str, *, at: dt.datetime, ends_at: dt.datetime) -> Session:
        with self._write() as connection:
            connection.execute(delete(_sessions).where(_sessions.c.id == session.id))
            kept = (session.address, session.agent)
            return _open(connection, session.account_id, secret, *kept, at, ends_at)

    def end_session(self, name: str, session_id: str, *, by: Actor, at: dt.datetime, act: Act) -> bool:
        with self._write() as connection:
            account = _known(connection, name)
            mine = (_sessions.c.id == session_id, _sessions.c.account_id == account.id)
            if connection.execute(delete(_sessions).where(*mine)).rowcount == 0:
                return False
            self._log(connection, at, by, act, account.name)
            return True

    def end_sessions(self, name: str, *, by: Actor, at: dt.datetime, keep: str | None = None) -> int:
        with self._write() as connection:
            account = _known(connection, name)
            ended = _end(connection, account.id, but=keep)
            if ended:
                self._log(connection, at, by, Act.SESSION_ENDED, account.name, f"{ended}")
            return ended

    # --- tokens of programs -----------------------------------------------------------------------------

    def issue(self, token: Token, secret: str, *, by: Actor) -> None:
        with self._write() as connection:
            account = _account(connection, token.account_id)
            if account is None or account.disabled:
                raise AccountError("there is no such account, or it is disabled")
            if not account.role.allows(token.role):
                raise AccountError(
                    f"a token of {account.name!r} is at most a {account.role.value}'s", code="token_role"
                )
            row = {
                "id": token.id,
                "secret": secret,
                "account_id": token.account_id,
                "name": token.name,
                "role": token.role.value,
                "created_at": token.created_at,
                "ends_at": token.ends_at,
            }
            connection.execute(insert(_tokens).values(**row))
            note = f"{token.name}, {token.role.value}, until {token.ends_at.date().isoformat()}"
            self._log(connection, token.created_at, by, Act.TOKEN_ISSUED, account.name, note)

    def token(self, secret: str, *, at: dt.datetime) -> tuple[Token, Account] | None:
        with self._read() as connection:
            query = select(_tokens).where(_tokens.c.id == content_id("tok", secret))
            row = connection.execute(query.where(_tokens.c.secret == secret)).one_or_none()
            account = _account(connection, row.account_id) if row is not None else None
        if row is None or account is None or account.disabled:
            return None
        token = _load_token(row)
        if not token.lives(at):
            return None
        if token.used_at is None or at - token.used_at >= _TOUCH:
            self._touch(update(_tokens).where(_tokens.c.id == token.id).values(used_at=at))
        return token, account

    def tokens(self, name: str) -> tuple[Token, ...]:
        with self._read() as connection:
            query = select(_tokens).where(_tokens.c.account_id == _key(name))
            rows = connection.execute(query.order_by(_tokens.c.created_at.desc(), _tokens.c.id)).all()
        return tuple(_load_token(row) for row in rows)

    def revoke(self, name: str, token_id: str, *, by: Actor, at: dt.datetime) -> bool:
        with self._write() as connection:
            account = _known(connection, name)
            mine = (_tokens.c.id == token_id, _tokens.c.account_id == account.id)
            row = connection.execute(select(_tokens).where(*mine)).one_or_none()
            if row is None or row.revoked_at is not None:
                return False
            connection.execute(update(_tokens).where(*mine).values(revoked_at=at))
            self._log(connection, at, by, Act.TOKEN_REVOKED, account.name, row.name)
            return True

    # --- the log ----------------------------------------------------------------------------------------

    def note(self, *entries: Entry) -> None:
        with self._write() as connection:
            audit.append(connection, entries)

    def log(
        self, wanted: EntryFilter | None = None, *, before: int | None = None, most: int = 100
    ) -> tuple[Entry, ...]:
        with self._read() as connection:
            return audit.entries(connection, wanted or EntryFilter(), before, most)

    # ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _log(
        connection: Connection,
        at: dt.datetime,
        by: Actor,
        act: Act,
        about: str = "",
        note: str = "",
        outcome: Outcome = Outcome.DONE,
    ) -> None:
        audit.append(connection, [Entry(at=at, by=by, act=act, about=about, note=note, outcome=outcome)])

    def _touch(self, change: Any) -> None:
        """Note that something was used, unless others write just now: nobody waits for it."""
        with self._named(), self._writer.connect() as connection:
            sqlite = connection.connection.dbapi_connection if _is_sqlite(connection) else None
            if sqlite is not None:
                sqlite.execute("PRAGMA busy_timeout=0")
            try:
                with suppress(OperationalError), connection.begin():
                    connection.execute(change)
            finally:
                if sqlite is not None:
                    sqlite.execute(f"PRAGMA busy_timeout={WAIT_MS}")

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._named(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._named(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Every refusal as a StoreError that names the ledger, and tells nothing of the values."""
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(f"{shown(self._reader.url)}: {error.args[0]}") from error
        except UnicodeError as error:
            raise StoreError(f"{shown(self._reader.url)}: {error.__class__.__name__}") from None


def network_of(address: str) -> str:
    """What counts as one place to log in from: an IPv4 address, or the first 64 bits of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:50]
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))


def _wait(
    connection: Connection, account: str, network: str, at: dt.datetime, limits: LoginLimits
) -> dt.timedelta | None:
    """How long nobody may try this account from this network; None where one may now."""
    window = dt.timedelta(seconds=limits.window_s)
    table = _attempts
    recent = select(table.c.at).where(table.c.failed == 1, table.c.at > at - window)
    on_it, from_here = table.c.account_id == account, table.c.network == network
    known = select(table.c.network).where(on_it, table.c.failed == 0)
    rules = [
        (limits.pair, recent.where(on_it, from_here)),
        (limits.network, recent.where(from_here)),
    ]
    if connection.execute(known.where(from_here).limit(1)).first() is None:
        rules.append((limits.account, recent.where(on_it, table.c.network.not_in(known))))
    waits = []
    for most, query in rules:
        times = connection.execute(query.order_by(table.c.at.desc()).limit(most)).scalars().all()
        if len(times) >= most:
            waits.append(utc(times[-1]) + window - at)
    return max(waits, default=None)


def _alone(connection: Connection) -> None:
    """Wait until nobody else counts and changes. In SQLite whoever writes is alone as it is."""
    if not _is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _key(name: str) -> str:
    """The id of the account of a name, also of one that could never be an account's."""
    return account_id(name)


def _account(connection: Connection, identity: str) -> Account | None:
    row = connection.execute(select(_accounts).where(_accounts.c.id == identity)).one_or_none()
    return _load_account(row) if row is not None else None


def _known(connection: Connection, name: str) -> Account:
    account = _account(connection, _key(name))
    if account is None:
        raise AccountError(f"there is no account named {name!r}")
    return account


def _change(connection: Connection, account: Account, **values: object) -> None:
    connection.execute(update(_accounts).where(_accounts.c.id == account.id).values(**values))


def _not_the_last(connection: Connection, account: Account) -> None:
    """Raises AccountError where nobody else could make accounts any more."""
    others = select(func.count()).select_from(_accounts)
    others = others.where(_accounts.c.id != account.id, _accounts.c.role == Role.ADMINISTRATOR.value)
    if connection.execute(others.where(_accounts.c.disabled_at.is_(None))).scalar_one() == 0:
        raise AccountError(f"{account.name!r} is the last administrator; make another first", code="last")


def _open(
    connection: Connection,
    account: str,
    secret: str,
    address: str,
    agent: str,
    at: dt.datetime,
    ends_at: dt.datetime,
) -> Session:
    session = Session(
        id=content_id("ses", secret),
        account_id=account,
        created_at=at,
        seen_at=at,
        ends_at=ends_at,
        address=address,
        agent="".join(c if c.isprintable() else "�" for c in agent[:_AGENT_MAX]),
    )
    row = {field: getattr(session, field) for field in Session.__dataclass_fields__}
    connection.execute(insert(_sessions).values(secret=secret, **row))
    return session


def _end(connection: Connection, account: str, *, but: str | None = None) -> int:
    query = delete(_sessions).where(_sessions.c.account_id == account)
    if but is not None:
        query = query.where(_sessions.c.id != but)
    return connection.execute(query).rowcount


def _revoke_all(connection: Connection, account: str, at: dt.datetime) -> list[str]:
    """End every token that opens anything, and give their names."""
    alive = (_tokens.c.account_id == account, _tokens.c.revoked_at.is_(None), _tokens.c.ends_at > at)
    change = update(_tokens).where(*alive).values(revoked_at=at)
    return sorted(connection.execute(change.returning(_tokens.c.name)).scalars())


def _load_account(row: Row[Any]) -> Account:
    with _sound(row.id):
        return Account(
            name=row.name,
            role=Role(row.role),
            created_at=row.created_at,  # SQLite forgets the zone, which is always UTC
            disabled_at=row.disabled_at,
            last_login_at=row.last_login_at,
        )


def _load_session(row: Row[Any]) -> Session:
    return Session(**{field: getattr(row, field) for field in Session.__dataclass_fields__})


def _load_token(row: Row[Any]) -> Token:
    with _sound(row.id):
        fields = {field: getattr(row, field) for field in Token.__dataclass_fields__}
        return Token(**fields | {"role": Role(row.role)})


@contextmanager
def _sound(identity: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, InvalidRecord) as error:
        raise StoreError(f"{identity} is damaged: {error}") from error
