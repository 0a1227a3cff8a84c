"""By which names the application may be called.

A page elsewhere can have its own name lead to 127.0.0.1 (DNS rebinding), and its scripts then ask this
application as if it were their own. The name they call it by gives them away.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.web.errors import WebError
from dragoman.web.security.limits import Refusal

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?\.?))"
    r"(?::(?P<port>[0-9]{1,5}))?\Z"
)


class BadHost(WebError):
    """The application was called by a name that is not its own."""

    status = 400
    code = "bad_host"


def host_of(header: str) -> tuple[str, int | None] | None:
    """The name and the port of a Host header; None for what is none."""
    found = _HOST.match(header)
    if found is None or (found["port"] and not 0 < int(found["port"]) <= 65535):
        return None
    name = (found["six"] or found["name"]).casefold().rstrip(".")
    return name, int(found["port"]) if found["port"] else None


class Hosts:
    """Refuses requests by other names. ``names`` None takes any; ``port`` None or 0 any port."""

    def __init__(
        self, app: ASGIApp, refuse: Refusal, names: Collection[str] | None, port: int | None = None
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._names = None if names is None else frozenset(name.casefold().rstrip(".") for name in names)
        self._port = port or None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_ours(scope):
            error = BadHost("this application is not known by the name that the request calls it by")
            await self._refuse(Request(_nameless(scope)), error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        given = Headers(scope=scope).getlist("host")
        if len(given) != 1:
            return False
        host = host_of(given[0])
        if host is None:
            return False
        name, port = host
        if self._names is not None and name not in self._names:
            return False
        default = 443 if scope.get("scheme") == "https" else 80
        return self._port is None or (port or default) == self._port


def _nameless(scope: Scope) -> Scope:
    """The request without the name it gave, which may be no name at all."""
    headers = [(key, value) for key, value in scope["headers"] if key != b"host"]
    return {**scope, "headers": headers}


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone; a name is one if all it stands for are."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, None)} if host else set()
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ipaddress.ip_address(one.partition("%")[0]).is_loopback for one in found)
