"""One request to one host: a metered socket to an address that the guard allows, and the answer it brings."""

from __future__ import annotations

import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse

from dragoman.read.web.answer import Limits, NotFetched
from dragoman.read.web.guard import Guard, Place
from dragoman.read.web.unpack import unpack

_BLOCK = 65536
_MOST_ADDRESSES = 4  # of one host, tried one after another
_FRAMING = 2  # bytes on the wire for one byte of a body, at most: chunks have heads of their own
_CLOSED = "the connection was closed before the answer was whole"
_MANY_CHUNKS = 20_000
_CRUMB = 16  # bytes
_WITH_BODY = frozenset({200, 203})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host sent: headers by lower-case name (the first of several), and the body of a success."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Meter:
    """Counts a connection's time and bytes; every read of its socket passes here. Raises NotFetched."""

    def __init__(self, limits: Limits, left_s: float) -> None:
        self._limits = limits
        self._total_s = left_s
        self._deadline = time.monotonic() + left_s
        self._header = True
        self._allowance = limits.max_header_bytes

    def left(self, most: float) -> float:
        """Seconds to wait for the next bytes, at most ``most``."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise NotFetched(f"the answer took longer than {self._limits.total_s:g} s in all", temporary=True)
        return min(left, most)

    def body_begins(self, limit: int) -> None:
        """From here on a body may come, of ``limit`` bytes without its framing."""
        self._header = False
        self._allowance = limit * _FRAMING + _BLOCK

    def read(self, sock: socket.socket, receive: Callable[[], int]) -> int:
        """What ``receive`` received, in time and not too much."""
        sock.settimeout(self.left(self._limits.between_s))
        try:
            count = receive()
        except TimeoutError:
            self.left(0)  # says so if it was the time for the whole
            raise
        if count == 0 and self._header:  # else taken for the end of the headers, wherever they break off
            raise NotFetched(_CLOSED, again=True)
        self._allowance -= count
        if self._allowance < 0:
            what = "headers longer than" if self._header else "larger than"
            size = self._limits.max_header_bytes if self._header else self._limits.max_bytes
            raise NotFetched(f"{what} {size:,} bytes")
        return count


class _Metered:
    meter: Meter | None = None

    def recv_into(self, *arguments: Any) -> int:
        receive: Callable[..., int] = super().recv_into  # type: ignore[misc]  # a socket stands beside it
        if self.meter is None:
            return receive(*arguments)
        return self.meter.read(self, lambda: receive(*arguments))  # type: ignore[arg-type]  # as above


class MeteredSocket(_Metered, socket.socket):
    """A socket whose reads a Meter counts."""


class MeteredTLS(_Metered, ssl.SSLSocket):
    """The same within TLS."""


def tls_context() -> ssl.SSLContext:
    """Trust as the system has it, and the roots that certifi brings, for systems that have none."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    place: Place
    guard: Guard
    limits: Limits
    meter: Meter

    def open(self) -> MeteredSocket:
        """A connected socket; its far end has been checked."""
        failed: OSError = OSError("no address answered")
        for numeric in self._addresses()[:_MOST_ADDRESSES]:
            sock = MeteredSocket(socket.AF_INET6 if ":" in numeric else socket.AF_INET, socket.SOCK_STREAM)
            try:
                sock.settimeout(self.meter.left(self.limits.connect_s))
                sock.connect((numeric, self.place.port))
                reached = str(sock.getpeername()[0])
                if bar := self.guard.bar(reached, self.place):
                    raise NotFetched(f"{self.place.host} leads to {reached}, which is a {bar} address")
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.meter = self.meter
                return sock
            except OSError as error:
                failed = error
                sock.close()
            except BaseException:
                sock.close()
                raise
        raise failed

    def _addresses(self) -> tuple[str, ...]:
        """What the guard allows, in time: the system's resolver has limits of its own, and long ones."""
        answers: queue.SimpleQueue[tuple[str, ...] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self.guard.addresses(self.place))
            except Exception as error:  # noqa: BLE001  # handed to the thread that asked
                answers.put(error)

        threading.Thread(target=ask, name="resolver", daemon=True).start()
        try:
            found = answers.get(timeout=self.meter.left(self.limits.connect_s))
        except queue.Empty as error:
            raise NotFetched(f"the host {self.place.host} was not found in time", temporary=True) from error
        if isinstance(found, Exception):
            raise found
        return found


class _Plain(HTTPConnection):
    way: _Way

    def _new_conn(self) -> socket.socket:
        return self.way.open()


class _Secure(HTTPSConnection):
    way: _Way

    def _new_conn(self) -> socket.socket:
        return self.way.open()

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, MeteredTLS):
            self.sock.meter = self.way.meter


def ask(
    place: Place,
    headers: Mapping[str, str],
    *,
    guard: Guard,
    limits: Limits,
    left_s: float,
    tls: Callable[[], ssl.SSLContext],
) -> Answer:
    """The answer to a GET of this place: the body is read for a success only.

    Raises NotFetched for whatever keeps an answer from coming whole within ``left_s`` seconds and ``limits``.
    """
    meter = Meter(limits, left_s)
    connection = _connection(place, limits, tls)
    connection.way = _Way(place=place, guard=guard, limits=limits, meter=meter)
    try:
        connection.request("GET", place.target, headers=headers, preload_content=False, decode_content=False)
        response = connection.getresponse()
        try:
            return _answer(response, meter, limits)
        finally:
            response.close()
    except NotFetched:
        raise
    except Exception as error:  # whatever a stranger's answer trips, with its reason in words
        raise _reason(error, place, limits) from error
    finally:
        connection.close()


def _connection(place: Place, limits: Limits, tls: Callable[[], ssl.SSLContext]) -> _Plain | _Secure:
    if place.scheme == "http":
        return _Plain(place.host, place.port, timeout=limits.connect_s, blocksize=_BLOCK)
    context = tls()
    context.sslsocket_class = MeteredTLS
    return _Secure(place.host, place.port, timeout=limits.connect_s, blocksize=_BLOCK, ssl_context=context)


def _answer(response: BaseHTTPResponse, meter: Meter, limits: Limits) -> Answer:
    headers = {name.lower(): response.headers.getlist(name)[0] for name in response.headers}
    if response.status not in _WITH_BODY:
        return Answer(status=response.status, headers=headers, body=b"")
    declared = headers.get("content-length", "").strip()
    if declared.isdecimal() and int(declared[:18]) > limits.max_bytes:
        raise NotFetched(f"larger than {limits.max_bytes:,} bytes: it says so itself")
    meter.body_begins(limits.max_bytes)
    chunks = _no_crumbs(response.stream(_BLOCK, decode_content=False))
    body = unpack(chunks, headers.get("content-encoding"), limits.max_bytes)
    return Answer(status=response.status, headers=headers, body=body)


def _no_crumbs(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, as long as they are worth their handling: millions of a byte each are an attack."""
    taken = 0
    for count, chunk in enumerate(chunks):
        taken += len(chunk)
        if count > _MANY_CHUNKS and taken < count * _CRUMB:
            raise NotFetched("the answer comes in crumbs of a few bytes")
        yield chunk


def _reason(error: Exception, place: Place, limits: Limits) -> NotFetched:
    """The error as a user understands it. The libraries wrap each other's: the cause may lie within."""
    within = _chain(error)
    if refused := next((one for one in within if isinstance(one, NotFetched)), None):
        return refused
    if bad := next((one for one in within if isinstance(one, ssl.SSLCertVerificationError)), None):
        return NotFetched(
            f"the certificate of {place.host} is not valid: {bad.verify_message}", temporary=True
        )
    if any(isinstance(one, ssl.SSLError | urllib3.exceptions.SSLError) for one in within):
        return NotFetched(f"{place.authority} speaks no TLS that we understand", temporary=True)
    if any(isinstance(one, TimeoutError | urllib3.exceptions.TimeoutError) for one in within):
        silent = max(limits.connect_s, limits.between_s)
        return NotFetched(f"no answer from {place.authority} within {silent:g} s", temporary=True, again=True)
    if gone := next((one for one in within if isinstance(one, socket.gaierror)), None):
        again = gone.errno == socket.EAI_AGAIN
        return NotFetched(
            f"there is no host {place.host}, or its name server does not answer", temporary=True, again=again
        )
    if any(isinstance(one, ConnectionRefusedError) for one in within):
        return NotFetched(f"{place.authority} refuses connections", again=True)
    if any(isinstance(one, urllib3.exceptions.IncompleteRead | http.client.IncompleteRead) for one in within):
        return NotFetched(_CLOSED, again=True)
    if any(isinstance(one, ConnectionError) for one in within):
        return NotFetched(_CLOSED, again=True)
    if any(isinstance(one, OSError) for one in within):
        return NotFetched(f"{place.authority} cannot be reached", again=True)
    if any(isinstance(one, http.client.LineTooLong) or "got more than" in str(one) for one in within):
        return NotFetched("more headers than any answer needs", temporary=True)
    return NotFetched("what came is no answer in HTTP", temporary=True)


def _chain(error: BaseException) -> list[BaseException]:
    out: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting and len(out) < 20:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in out:
            out.append(one)
            waiting += [one.__cause__, one.__context__, *one.args]
    return out
