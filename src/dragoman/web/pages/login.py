"""Logging in and out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from dragoman.model.account import Actor
from dragoman.web.identity import How, anyone
from dragoman.web.page import Page, respond
from dragoman.web.security import entry
from dragoman.web.security.gate import GateSettings, end_session, keeps_sessions, set_session
from dragoman.web.security.local import local_path
from dragoman.web.security.passwords import LONGEST
from dragoman.web.view import View

router = APIRouter()
_NAME_MAX = 200


@router.get("/login", include_in_schema=False)
def ask(request: Request, next: Annotated[str, Query(max_length=4000)] = "/") -> Response:
    """The form, for who has not logged in."""
    if anyone(request).role is not None:
        return RedirectResponse(local_path(next), status_code=303)
    return _form(request, next)


@router.post("/login", include_in_schema=False)
def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=_NAME_MAX)] = "",
    password: Annotated[str, Form(max_length=2 * LONGEST)] = "",
    next: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Open a session where name and password are right, with a key of its own, and go on to the page."""
    gate: GateSettings = request.app.state.gate
    if not gate.login:
        return RedirectResponse(local_path(next), status_code=303)
    accounts = request.app.state.desk.store.accounts
    by = Actor(name="", how="password", address=anyone(request).address)
    agent = request.headers.get("user-agent", "")
    now = dt.datetime.now(tz=dt.UTC)
    before = anyone(request)
    try:
        key = entry.log_in(accounts, gate.terms, name, password, by=by, agent=agent, at=now)
    except entry.WrongLogin as error:
        return _form(request, next, error=error, name=name)
    except entry.TooManyLogins as error:
        return _form(request, next, error=error, name=name)
    if before.account is not None and before.session is not None:
        entry.log_out(accounts, before.account, before.session, by=before.actor, at=now)
    response = RedirectResponse(local_path(next), status_code=303)
    set_session(request, response, key, gate.terms)
    return response


@router.post("/logout", include_in_schema=False)
def log_out(request: Request) -> Response:
    """End the session, and have the browser forget the pages it kept."""
    who = anyone(request)
    if who.account is not None and who.session is not None:
        accounts = request.app.state.desk.store.accounts
        entry.log_out(accounts, who.account, who.session, by=who.actor, at=dt.datetime.now(tz=dt.UTC))
    response = RedirectResponse("/login" if who.how is How.SESSION else "/", status_code=303)
    end_session(request, response)
    return response


def _form(
    request: Request,
    next: str,
    *,
    error: entry.WrongLogin | entry.TooManyLogins | None = None,
    name: str = "",
) -> Response:
    view = View(request, anyone(request))
    facts = {
        "next": local_path(next),
        "error": error,
        "minutes": -(-error.seconds // 60) if isinstance(error, entry.TooManyLogins) else 0,
        "name": name,
        "none_yet": view.desk.store.accounts.is_empty(),
        "unkept": not keeps_sessions(request),
    }
    status = error.status if error is not None else 200
    response = respond(
        view, lambda: Page(template="login.html.jinja", facts=facts, status=status), fresh=True
    )
    if error is not None:
        response.headers.update(error.headers)
    return response
