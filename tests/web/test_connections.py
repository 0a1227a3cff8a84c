"""Clients that never say what they want: they are closed, and keep nobody else waiting."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
import uvicorn
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from dragoman.web.connections import Connection

HALF = b"GET / HTTP/1.1\r\nHost: x\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345"
PAUSED = threading.Event()  # set: answers wait


class Hasty(Connection):
    head_s, body_s, most, at_work = 0.6, 0.6, 20, 3


async def answer(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    assert scope["type"] == "http"
    more = True
    while more:
        event = await receive()
        more = event["type"] == "http.request" and event["more_body"]
    while PAUSED.is_set():
        await asyncio.sleep(0.02)
    if scope["path"] == "/long":
        await asyncio.sleep(2 * Hasty.long_s)
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers, "trailers": False})
    await send({"type": "http.response.body", "body": b"ok", "more_body": False})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(workers=1) as one:
        yield one


@contextmanager
def served(workers: int) -> Iterator[int]:
    """The port of one process, told how many of them there are."""
    config = uvicorn.Config(
        answer,
        port=0,
        http=Hasty,
        lifespan="off",
        log_level="critical",
        timeout_keep_alive=2,
        workers=workers,
    )
    server = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(20)


def connect(port: int, sent: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=10)
    made.sendall(sent)
    return made


def status(one: socket.socket) -> bytes:
    """The status of a whole answer; empty where the connection was closed without one."""
    got = b""
    with suppress(ConnectionResetError):
        while not got.endswith(b"ok") and (more := one.recv(4096)):
            got += more
    return got[9:12]


@pytest.mark.parametrize("sent", [b"", HALF, BODY], ids=["nothing", "half a head", "half a body"])
def test_a_client_that_stops_in_the_middle_is_closed(port: int, sent: bytes) -> None:
    began = time.monotonic()
    with connect(port, sent) as one:
        assert status(one) == b""
    assert 0.4 < time.monotonic() - began < 5


def test_a_head_that_comes_a_line_at_a_time_is_not_waited_for(port: int) -> None:
    began = time.monotonic()
    with connect(port, HALF) as one, suppress(OSError):  # closed: reset or broken pipe
        while time.monotonic() - began < 5:
            one.sendall(b"X: y\r\n")
            time.sleep(0.1)
    assert time.monotonic() - began < 5


def test_a_body_that_comes_slowly_is_waited_for(port: int) -> None:
    with connect(port, BODY) as one:
        for letter in (b"6", b"7", b"8", b"9", b"0"):
            time.sleep(0.25)
            one.sendall(letter)
        assert status(one) == b"200"


def test_the_second_request_on_a_connection_has_the_same_limit(port: int) -> None:
    with connect(port, HALF + b"\r\n") as one:
        assert status(one) == b"200"
        time.sleep(1)  # between two requests one may wait longer
        one.sendall(HALF + b"\r\n")
        assert status(one) == b"200"
        one.sendall(HALF)
        began = time.monotonic()
        assert status(one) == b""
        assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("sent", [b"", HALF, BODY])
def test_any_number_of_idle_connections_keep_nobody_out(port: int, sent: bytes) -> None:
    with ExitStack() as held:
        for _ in range(60):
            held.enter_context(connect(port, sent))
        with connect(port, HALF + b"\r\n") as one:
            assert status(one) == b"200"


def test_more_than_can_be_answered_at_once_is_told_to_come_again(port: int) -> None:
    PAUSED.set()
    with ExitStack() as held:
        try:
            some = [held.enter_context(connect(port, HALF + b"\r\n")) for _ in range(3)]
            time.sleep(0.2)
            assert status(held.enter_context(connect(port, HALF + b"\r\n"))) == b"503"
        finally:
            PAUSED.clear()
        assert [status(one) for one in some] == [b"200"] * 3


@pytest.mark.parametrize(
    ("workers", "path", "is_open"), [(2, b"/long", False), (2, b"/", True), (1, b"/long", True)]
)
def test_after_a_long_answer_of_one_of_several_the_next_may_go_to_another(
    workers: int, path: bytes, is_open: bool
) -> None:
    asked = HALF.replace(b"/ ", path + b" ", 1) + b"\r\n"
    with served(workers) as there, connect(there, asked) as one:
        assert status(one) == b"200"
        with suppress(OSError):  # closed: reset or broken pipe
            one.sendall(asked)
        assert status(one) == (b"200" if is_open else b"")
