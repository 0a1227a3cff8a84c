"""One's own account: the password, where one is logged in, and tokens for programs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import AccountError
from dragoman.export.timeline_json import dumps
from dragoman.model.account import Account, Act, Role, Session, Token
from dragoman.store.base import Accounts
from dragoman.web.errors import NotFound, WebError
from dragoman.web.identity import Identity
from dragoman.web.page import Page, page, respond
from dragoman.web.security import entry
from dragoman.web.security.gate import GateSettings, set_session
from dragoman.web.security.passwords import LONGEST
from dragoman.web.view import Asked, View

router = APIRouter()
Password = Annotated[str, Form(max_length=2 * LONGEST)]
Name = Annotated[str, Form(max_length=200)]


@page(router, "/account", fresh=True)
def account(view: Asked) -> Page:
    """What one can change oneself."""
    return _page(view)


@router.post("/account/password", include_in_schema=False)
def change_password(view: Asked, old: Password = "", new: Password = "", again: Password = "") -> Response:
    """Change one's password: all other sessions end, and this one has another key."""
    who, session = _own(view)
    if new != again:
        return _refused(view, AccountError("the new password is not the same twice", code="again"))
    gate = _gate(view.request)
    try:
        key = entry.change_own_password(
            _accounts(view), gate.terms, who, session, old, new, by=view.who.actor, at=_now()
        )
    except (AccountError, entry.WrongLogin, entry.TooManyLogins) as error:
        return _refused(view, error)
    response = RedirectResponse("/account?done=password", status_code=303)
    set_session(view.request, response, key, gate.terms)
    return response


@router.post("/account/sessions", include_in_schema=False)
def end_session(view: Asked, session: Name = "") -> Response:
    """End one of one's sessions, or with no id all but this one."""
    who, mine = _own(view)
    if not session:
        _accounts(view).end_sessions(who.name, by=view.who.actor, at=_now(), keep=mine.id)
    elif not _accounts(view).end_session(
        who.name, session, by=view.who.actor, at=_now(), act=Act.SESSION_ENDED
    ):
        raise NotFound("there is no such session any more")
    return RedirectResponse("/account?done=ended", status_code=303)


@router.post("/account/tokens", include_in_schema=False)
def issue_token(
    view: Asked, name: Name = "", role: Name = Role.READER, days: Annotated[str, Form(max_length=10)] = "90"
) -> Response:
    """Make a token for a program; the page that answers is the only one that ever shows it."""
    who, _ = _own(view)
    try:
        wanted, lasts = Role(role), int(days)
    except ValueError:
        return _refused(view, AccountError("a token has a role, and a number of days", code="token"))
    try:
        _, key = entry.issue_token(_accounts(view), who, name, wanted, lasts, by=view.who.actor, at=_now())
    except AccountError as error:
        return _refused(view, error)
    return respond(view, lambda: _page(view, key=key), fresh=True)


@router.post("/account/tokens/revoke", include_in_schema=False)
def revoke_token(view: Asked, token: Name = "") -> Response:
    """End one of one's tokens for good."""
    who, _ = _own(view)
    if not _accounts(view).revoke(who.name, token, by=view.who.actor, at=_now()):
        raise NotFound("there is no such token any more")
    return RedirectResponse("/account?done=revoked", status_code=303)


def session_json(session: Session, who: Identity) -> dict[str, object]:
    """A session as data; none of it opens it."""
    return {
        "id": session.id,
        "created_at": session.created_at.isoformat(),
        "seen_at": session.seen_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "address": session.address,
        "agent": session.agent,
        "this": who.session is not None and who.session.id == session.id,
    }


def token_json(token: Token) -> dict[str, object]:
    """A token as data; none of it opens anything."""
    return {
        "id": token.id,
        "name": token.name,
        "role": token.role.value,
        "created_at": token.created_at.isoformat(),
        "ends_at": token.ends_at.isoformat(),
        "used_at": token.used_at.isoformat() if token.used_at else None,
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
    }


def _page(view: View, *, error: Exception | None = None, key: str | None = None) -> Page:
    who, now = view.who, _now()
    sessions: tuple[Session, ...] = ()
    tokens: tuple[Token, ...] = ()
    if who.account is not None:
        idle = _gate(view.request).terms.idle
        sessions = _accounts(view).sessions(who.name, at=now, idle=idle)
        tokens = _accounts(view).tokens(who.name)
    facts = {
        "account": who.account,
        "sessions": sessions,
        "tokens": tokens,
        "roles": [role for role in Role if who.may(role)],
        "now": now,
        "key": key,
        "error": error,
        "reason": reason(view, error) if error is not None else "",
    }
    data = {
        "name": who.name,
        "role": who.role,
        "sessions": [session_json(one, who) for one in sessions],
        "tokens": [token_json(one) for one in tokens],
    }
    status = _status(error) if error is not None else 200
    return Page(
        template="account.html.jinja", facts=facts, formats={"json": lambda: dumps(data)}, status=status
    )


def reason(view: View, error: Exception) -> str:
    """Why something was refused, in the reader's language where it is known in it."""
    code = getattr(error, "code", "")
    return view.say.known("web.refused", code) or str(error)


def _status(error: Exception) -> int:
    return error.status if isinstance(error, WebError) else 422


def _refused(view: View, error: Exception) -> Response:
    response = respond(view, lambda: _page(view, error=error), fresh=True)
    response.headers.update(getattr(error, "headers", {}))
    return response


def _own(view: View) -> tuple[Account, Session]:
    """The account and session of who asks; where there is no login, there are none."""
    if view.who.account is None or view.who.session is None:
        raise NotFound("without a login there is no account to change")
    return view.who.account, view.who.session


def _accounts(view: View) -> Accounts:
    return view.desk.store.accounts


def _gate(request: Request) -> GateSettings:
    gate: GateSettings = request.app.state.gate
    return gate


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)
