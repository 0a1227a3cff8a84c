"""Connections that keep nobody else out: one that sends nothing is closed, and is no work until then."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import h11
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, ASGISendEvent, Scope
from uvicorn.protocols.http.flow_control import service_unavailable
from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(H11Protocol):
    """uvicorn's connection with a limit on how long a client may take to say what it wants.

    A whole request head is there within ``head_s`` seconds of its beginning, and a body never pauses for more
    than ``body_s``. Between two requests uvicorn's own limit holds. Of more than ``most`` connections the one
    that has kept the server waiting longest is closed, and what comes while ``at_work`` requests are being
    answered is told to come again (503): those that have yet to be sent whole are not among them.

    Where several processes answer on one address, one that took ``long_s`` for an answer then closes the
    connection, so that the client's next request comes to whichever has its hands free.
    """

    head_s: ClassVar[float] = 15.0
    body_s: ClassVar[float] = 30.0
    most: ClassVar[int] = 500
    at_work: ClassVar[int] = 200
    long_s: ClassVar[float] = 0.1

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._served = self.app
        self.app = self._answer
        self._due: asyncio.TimerHandle | None = None
        self._since = self.loop.time()

    @property
    def waits(self) -> bool:
        """Whether the rest of a request, or a next one, is still to come."""
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """A client is there: it has ``head_s`` seconds to ask for something."""
        super().connection_made(transport)
        self._expect(self.head_s)
        if len(self.connections) > self.most:
            others = [c for c in self.connections if isinstance(c, Connection) and c is not self and c.waits]
            if others:
                min(others, key=lambda one: one._since).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take what was sent, and wait for the rest, if any, no longer than is allowed."""
        super().data_received(data)
        self._mind()

    def on_response_complete(self) -> None:
        """An answer is sent; the next request may have begun behind it."""
        super().on_response_complete()
        self._since = self.loop.time()
        self._mind()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop()
        super().connection_lost(exc)

    def _mind(self) -> None:
        if self.conn.their_state is h11.SEND_BODY:
            self._expect(self.body_s)
        elif self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._due is None and self.timeout_keep_alive_task is None:
            self._expect(self.head_s)

    def _expect(self, seconds: float) -> None:
        self._stop()
        self._since = self.loop.time()
        self._due = self.loop.call_later(seconds, self._late)

    def _stop(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _late(self) -> None:
        """Close, unless it is the application that has not taken what was sent."""
        self._due = None
        if self.flow.read_paused:
            self._expect(self.body_s)
        elif not self.transport.is_closing():
            self.transport.abort()

    async def _answer(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        busy = sum(not one.waits for one in self.connections if isinstance(one, Connection))
        served = service_unavailable if busy > self.at_work else self._served
        await served(scope, receive, self._leaving(send) if self.config.workers > 1 else send)

    def _leaving(self, send: ASGISendCallable) -> ASGISendCallable:
        begun = self.loop.time()

        async def told(message: ASGISendEvent) -> None:
            if message["type"] == "http.response.start" and self.loop.time() - begun > self.long_s:
                message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        return told
