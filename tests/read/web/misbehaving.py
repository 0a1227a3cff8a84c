"""A web server on loopback that does what it is told, however wrong. It speaks in raw bytes."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Act = Callable[[socket.socket, "Request"], None]


@dataclass(frozen=True)
class Request:
    """What was asked, as it came; header names in lower case."""

    target: str
    headers: Mapping[str, str]


def answer(body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """A proper answer."""
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode("latin-1") + body


@dataclass
class Server:
    """Answers by path, 404 to a path that it was not told of. ``requests`` is all that was asked for."""

    port: int = 0
    scheme: str = "http"
    requests: list[Request] = field(default_factory=list)
    _acts: dict[str, list[Act]] = field(default_factory=dict)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def say(self, path: str, *answers: bytes) -> str:
        """Answer this path with these bytes, one after another, the last for ever; its address."""
        return self.act(path, *(self._sender(one) for one in answers))

    def page(self, path: str, body: bytes | str, **headers: str) -> str:
        """Answer this path with a page; its address."""
        data = body if isinstance(body, bytes) else body.encode()
        return self.say(path, answer(data, headers={key.replace("_", "-"): headers[key] for key in headers}))

    def act(self, path: str, *acts: Act) -> str:
        """Answer this path by these, one after another, the last for ever; its address."""
        self._acts[path] = list(acts)
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        """What was asked of this path."""
        return [request for request in self.requests if request.target == path]

    @property
    def targets(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [request.target for request in self.requests if request.target != "/robots.txt"]

    @staticmethod
    def _sender(data: bytes) -> Act:
        return lambda connection, _: connection.sendall(data)

    def handle(self, connection: socket.socket) -> None:
        with connection, suppress(OSError, ValueError):
            connection.settimeout(10)
            came = b""
            while b"\r\n\r\n" not in came:
                more = connection.recv(65536)
                if not more:
                    return
                if more.startswith(b"\x16"):  # TLS, which this port does not speak
                    connection.sendall(answer(b"plain HTTP here", status=400))
                    return
                came += more
            first, *lines = came.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            fields = (line.split(":", 1) for line in lines)
            target = first.split(" ")[1]
            request = Request(target, {name.lower(): value.strip() for name, value in fields})
            self.requests.append(request)
            acts = self._acts.get(target, [self._sender(answer(b"no", status=404))])
            (acts.pop(0) if len(acts) > 1 else acts[0])(connection, request)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that runs until the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(port=listener.getsockname()[1], scheme="https" if tls else "http")

    def one(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.settimeout(10)
            server.handle(tls.wrap_socket(connection, server_side=True) if tls else connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
