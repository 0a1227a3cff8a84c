"""Everything that stands before the application, put there in the right order."""

from __future__ import annotations

from fastapi import FastAPI

from dragoman.store.base import Accounts
from dragoman.web.security.gate import Gate, GateSettings
from dragoman.web.security.headers import Headers
from dragoman.web.security.hosts import LOOPBACK, Hosts, is_loopback
from dragoman.web.security.limits import BodyLimit
from dragoman.web.settings import WebSettings
from dragoman.web.told import tell


def install(app: FastAPI, accounts: Accounts, settings: WebSettings) -> None:
    """Put headers, limits, names and the gate before an application; the last one added is the outermost."""
    gate = GateSettings(login=settings.login)
    names, port = known_names(settings)
    larger = dict.fromkeys(gate.rules.uploads, (settings.upload_mb + 1) << 20)
    app.state.gate = gate
    app.add_middleware(Gate, refuse=tell, accounts=accounts, settings=gate)
    app.add_middleware(Hosts, refuse=tell, names=names, port=port)
    app.add_middleware(BodyLimit, refuse=tell, larger=larger)
    app.add_middleware(Headers, refuse=tell)


def known_names(settings: WebSettings) -> tuple[frozenset[str] | None, int | None]:
    """The names and the port that the application may be called by; None is any.

    Without a login it is called by this machine's own names alone; with one, also by ``settings.names``.
    Bound to an address that others reach, and given no names, it takes any: a session is of one name anyway.
    """
    if not settings.login:
        return LOOPBACK, settings.port or None
    if settings.names:
        return LOOPBACK | set(settings.names), None
    return (LOOPBACK, None) if is_loopback(settings.host) else (None, None)
