"""How large a request may be. What is larger is refused before it is read, or as soon as it shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM = 1 << 20
"""Bytes of a request that no rule names: forms and the API."""

Refusal = Callable[[Request, Exception], Response]


class BodyTooLarge(HTTPException):
    """More is sent than is taken. It is an HTTPException so that whoever reads a body lets it through."""

    def __init__(self, most: int) -> None:
        size = f"{most >> 20} MB" if most >= FORM else f"{most} bytes"
        super().__init__(status_code=413, detail=f"more was sent than is taken, which is {size}")


class BodyLimit:
    """Bounds the bodies of requests: ``larger`` has beginnings of paths that may have more, with how much."""

    def __init__(
        self, app: ASGIApp, refuse: Refusal, larger: Mapping[str, int] | None = None, most: int = FORM
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._larger = dict(larger or {})
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._limit(scope["path"])
        told = Headers(scope=scope).get("content-length", "")
        if told and (not told.isascii() or not told.isdigit() or int(told[:20]) > most):
            await self._refuse(Request(scope), BodyTooLarge(most))(scope, receive, send)
            return
        started = False

        async def starting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, _counted(receive, most), starting)
        except BodyTooLarge as error:
            if started:
                raise
            await self._refuse(Request(scope), error)(scope, receive, send)

    def _limit(self, path: str) -> int:
        fits = [most for start, most in self._larger.items() if path == start or path.startswith(f"{start}/")]
        return max(fits, default=self._most)


def _counted(receive: Receive, most: int) -> Callable[[], Awaitable[Message]]:
    read = 0

    async def counting() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > most:
                raise BodyTooLarge(most)
        return message

    return counting
