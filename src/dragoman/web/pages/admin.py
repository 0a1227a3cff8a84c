"""What administrators do: make and change accounts, and see in the log what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.responses import RedirectResponse, Response

from dragoman.errors import AccountError
from dragoman.export.cells import csv_text
from dragoman.export.timeline_json import dumps
from dragoman.model.account import Account, Act, Entry, EntryFilter, Outcome, Role
from dragoman.store.base import Accounts
from dragoman.web.errors import NotFound
from dragoman.web.identity import require
from dragoman.web.page import Page, page, respond
from dragoman.web.pages.account import reason, session_json, token_json
from dragoman.web.security import entry
from dragoman.web.security.gate import GateSettings, set_session
from dragoman.web.security.passwords import LONGEST
from dragoman.web.view import Asked, View

router = APIRouter(dependencies=[Depends(require(Role.ADMINISTRATOR))])
Text = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=2 * LONGEST)]
_LINES = 100
_LINES_MAX = 100_000
_COLUMNS = ("number", "at", "who", "how", "address", "act", "about", "outcome", "note")


@page(router, "/admin/accounts", fresh=True)
def accounts(view: Asked) -> Page:
    """Every account."""
    return _list(view)


@router.get("/admin", include_in_schema=False)
def administration() -> Response:
    """The first of these pages."""
    return RedirectResponse("/admin/accounts", status_code=303)


@router.post("/admin/accounts", include_in_schema=False)
def add(view: Asked, name: Text = "", role: Text = Role.READER, password: Password = "") -> Response:
    """Make an account."""
    try:
        made = entry.add_account(_accounts(view), name, _role(role), password, by=view.who.actor, at=_now())
    except AccountError as error:
        failed = error
        return respond(view, lambda: _list(view, error=failed, name=name), fresh=True)
    return RedirectResponse(f"/admin/accounts/{made.id}?done=added", status_code=303)


@page(router, "/admin/accounts/{identity}", fresh=True)
def account(view: Asked, identity: str) -> Page:
    """One account, with what can be changed of it."""
    return _one(view, _known(view, identity))


@router.post("/admin/accounts/{identity}/role", include_in_schema=False)
def set_role(view: Asked, identity: str, role: Text = "") -> Response:
    """Give an account another role; it is logged out everywhere but, if it is one's own, here."""
    changed = _known(view, identity)
    return _do(
        view,
        changed,
        lambda keep: _accounts(view).set_role(
            changed.name, _role(role), by=view.who.actor, at=_now(), keep=keep
        ),
    )


@router.post("/admin/accounts/{identity}/password", include_in_schema=False)
def set_password(view: Asked, identity: str, password: Password = "") -> Response:
    """Give an account another password; it is logged out everywhere and its tokens are revoked, but, if it is
    one's own, not here and not they."""
    changed = _known(view, identity)
    return _do(
        view,
        changed,
        lambda keep: entry.set_password(
            _accounts(view), changed.name, password, by=view.who.actor, at=_now(), keep=keep
        ),
    )


@router.post("/admin/accounts/{identity}/disable", include_in_schema=False)
def disable(view: Asked, identity: str) -> Response:
    """Let nobody log in to an account any more."""
    changed = _known(view, identity)
    return _do(view, changed, lambda _: _accounts(view).disable(changed.name, by=view.who.actor, at=_now()))


@router.post("/admin/accounts/{identity}/enable", include_in_schema=False)
def enable(view: Asked, identity: str) -> Response:
    """Let its owner log in again."""
    changed = _known(view, identity)
    return _do(view, changed, lambda _: _accounts(view).enable(changed.name, by=view.who.actor, at=_now()))


@router.post("/admin/accounts/{identity}/sessions", include_in_schema=False)
def end_sessions(view: Asked, identity: str, session: Text = "") -> Response:
    """End one session of an account, or with no id all of them but one's own."""
    changed = _known(view, identity)
    if session:
        by, at = view.who.actor, _now()
        if not _accounts(view).end_session(changed.name, session, by=by, at=at, act=Act.SESSION_ENDED):
            raise NotFound("there is no such session any more")
        return _back(changed)
    keep = view.who.session.id if view.who.session else None
    _accounts(view).end_sessions(changed.name, by=view.who.actor, at=_now(), keep=keep)
    return _back(changed)


@router.post("/admin/accounts/{identity}/tokens/revoke", include_in_schema=False)
def revoke(view: Asked, identity: str, token: Text = "") -> Response:
    """End a token of an account for good."""
    changed = _known(view, identity)
    if not _accounts(view).revoke(changed.name, token, by=view.who.actor, at=_now()):
        raise NotFound("there is no such token any more")
    return _back(changed)


@page(router, "/admin/log", fresh=True)
def log(
    view: Asked,
    who: Annotated[str, Query(max_length=200)] = "",
    act: Annotated[str, Query(max_length=40)] = "",
    outcome: Annotated[str, Query(max_length=40)] = "",
    about: Annotated[str, Query(max_length=500)] = "",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Page:
    """What was done, by whom and when; filtered by any of it."""
    try:
        wanted = EntryFilter(
            who=_sent(who),
            act=Act(act) if act else None,
            outcome=Outcome(outcome) if outcome else None,
            about=_sent(about),
            since=dt.date.fromisoformat(since) if since else None,
            until=dt.date.fromisoformat(until) if until else None,
        )
    except ValueError as error:
        raise NotFound(f"the log cannot be asked so: {error}") from error
    lines = _accounts(view).log(wanted, before=before, most=_LINES + 1)
    facts = {
        "lines": lines[:_LINES],
        "more": lines[_LINES - 1].number if len(lines) > _LINES else None,
        "acts": list(Act),
        "outcomes": list(Outcome),
        "given": {"who": who, "act": act, "outcome": outcome, "about": about, "since": since, "until": until},
    }
    formats = {
        "csv": lambda: _csv(_all_lines(view, wanted)),
        "json": lambda: dumps([_line(one) for one in lines[:_LINES]]),
    }
    return Page(template="admin_log.html.jinja", facts=facts, formats=formats, name="log")


def _sent(words: str) -> str | None:
    """What was asked for, or None; a character that no line has finds nothing, rather than an error."""
    return words.replace("\x00", "�") or None


def _all_lines(view: View, wanted: EntryFilter) -> Iterator[Entry]:
    before, had = None, 0
    while had < _LINES_MAX and (some := _accounts(view).log(wanted, before=before, most=1_000)):
        yield from some
        before, had = some[-1].number, had + len(some)


def _line(one: Entry) -> dict[str, object]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "who": one.by.name,
        "how": one.by.how,
        "address": one.by.address,
        "act": one.act.value,
        "about": one.about,
        "outcome": one.outcome.value,
        "note": one.note,
    }


def _csv(lines: Iterator[Entry]) -> str:
    return csv_text(_COLUMNS, [[_line(one)[column] for column in _COLUMNS] for one in lines])


def _list(view: View, *, error: AccountError | None = None, name: str = "") -> Page:
    every = _accounts(view).all()
    facts = {
        "accounts": every,
        "roles": list(Role),
        "name": name,
        "reason": reason(view, error) if error is not None else "",
    }
    data = [_account_json(one) for one in every]
    status = 422 if error is not None else 200
    formats = {"json": lambda: dumps(data)}
    return Page(template="admin_accounts.html.jinja", facts=facts, formats=formats, status=status)


def _one(view: View, shown: Account, *, error: Exception | None = None) -> Page:
    idle = _gate(view).terms.idle
    sessions = _accounts(view).sessions(shown.name, at=_now(), idle=idle)
    tokens = _accounts(view).tokens(shown.name)
    facts = {
        "account": shown,
        "roles": list(Role),
        "sessions": sessions,
        "tokens": tokens,
        "now": _now(),
        "reason": reason(view, error) if error is not None else "",
    }
    data = _account_json(shown) | {
        "sessions": [session_json(one, view.who) for one in sessions],
        "tokens": [token_json(one) for one in tokens],
    }
    status = 422 if error is not None else 200
    formats = {"json": lambda: dumps(data)}
    return Page(template="admin_account.html.jinja", facts=facts, formats=formats, status=status)


def _account_json(one: Account) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role.value,
        "created_at": one.created_at.isoformat(),
        "disabled_at": one.disabled_at.isoformat() if one.disabled_at else None,
        "last_login_at": one.last_login_at.isoformat() if one.last_login_at else None,
    }


def _do(view: View, changed: Account, change: Callable[[str | None], None]) -> Response:
    """Make a change to an account; where it is one's own, this session stays, with another key."""
    own = view.who.session if view.who.account is not None and view.who.account.id == changed.id else None
    try:
        change(own.id if own is not None else None)
    except AccountError as error:
        failed = error
        return respond(view, lambda: _one(view, changed, error=failed), fresh=True)
    response = _back(changed)
    if own is not None and not _known(view, changed.id).disabled:
        terms = _gate(view).terms
        set_session(view.request, response, entry.renew(_accounts(view), terms, own, at=_now()), terms)
    return response


def _back(changed: Account) -> Response:
    return RedirectResponse(f"/admin/accounts/{changed.id}?done=changed", status_code=303)


def _known(view: View, identity: str) -> Account:
    for one in _accounts(view).all():
        if one.id == identity:
            return one
    raise NotFound("there is no such account")


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError as error:
        raise AccountError(f"a role is {', '.join(Role)}", code="role") from error


def _accounts(view: View) -> Accounts:
    return view.desk.store.accounts


def _gate(view: View) -> GateSettings:
    gate: GateSettings = view.request.app.state.gate
    return gate


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
