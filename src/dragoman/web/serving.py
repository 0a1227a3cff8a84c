"""The application served by uvicorn, in one process or several on one port."""

from __future__ import annotations

import socket
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from dragoman.errors import DragomanError
from dragoman.store import open_store
from dragoman.web.app import create_app
from dragoman.web.connections import Connection
from dragoman.web.security.hosts import is_loopback
from dragoman.web.settings import WebSettings
from dragoman.web.warming import warm_aside

NO_ACCOUNT = (
    "nobody can log in yet: make an account with `dragoman accounts add NAME --role administrator` (with the"
    " same --ledger), or serve yourself alone, on this machine, with `dragoman serve --no-login`"
)


_TURN_S = 0.001
"""A request that is worked on for long gives way to others after so many seconds: most of these only look
something up, and would wait at each statement until the default of 5 ms has passed, for each that works."""


class CannotServe(DragomanError):
    """The address cannot be served on as asked; the message says why."""


def run(settings: WebSettings, *, workers: int = 1) -> None:
    """Serve until stopped. Raises CannotServe, and StoreError where the ledger cannot be opened."""
    if not settings.login and not is_loopback(settings.host):
        raise CannotServe(
            f"--no-login is for this machine alone, and {settings.host} can be reached by others:"
            " leave --host out, or leave --no-login out and make accounts"
        )
    with open_store(settings.ledger) as store:  # made or brought up to date once, before several open it
        store.merge(settings.merging)
        if settings.login and store.accounts.is_empty():
            print(NO_ACCOUNT, file=sys.stderr)  # noqa: T201
    listening = _listening(settings)
    host, port = listening.getsockname()[:2]
    settings = replace(settings, port=port)
    if workers == 1:
        _serve(settings, listening, host, workers)
        return
    with TemporaryDirectory(prefix="dragoman-") as shared:
        _serve(replace(settings, shared=Path(shared)), listening, host, workers)


def _serve(settings: WebSettings, listening: socket.socket, host: str, workers: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    print(f"Dragoman on http://{shown}:{settings.port}/ - stop it with Ctrl-C", file=sys.stderr)  # noqa: T201
    config = uvicorn.Config(
        partial(_application, settings),
        factory=True,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        workers=workers,
        http=Connection,
        timeout_keep_alive=10,
    )
    if workers == 1:
        uvicorn.Server(config).run(sockets=[listening])
    else:
        Multiprocess(config, sockets=[listening]).run()


def _application(settings: WebSettings) -> FastAPI:
    """The application of one process, which makes itself ready for every language of the ledger."""
    app = create_app(settings)
    sys.setswitchinterval(_TURN_S)
    warm_aside(app.state.desk)
    return app


def _listening(settings: WebSettings) -> socket.socket:
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, *_, address = found[0]
        if not settings.login and not is_loopback(str(address[0])):  # the name led elsewhere a moment ago
            raise CannotServe(f"{settings.host} can be reached by others")
        # asyncio sends at once (TCP_NODELAY) only on what names its protocol; else each answer waits 40 ms
        made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except OSError as error:
        raise CannotServe(f"{settings.host} port {settings.port}: {error.strerror or error}") from error
    return made
