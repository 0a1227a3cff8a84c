"""The application as uvicorn serves it: whom it believes, what it says at the start, how it sends."""

from __future__ import annotations

import datetime as dt
import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dragoman.model.account import Role
from dragoman.store import open_store
from dragoman.web.security import entry
from dragoman.web.serving import _listening
from dragoman.web.settings import WebSettings
from tests.web.browsers import MAKER, PASSWORD, quick_passwords

NAME = "ledger.example"
FORWARDED = {
    "Host": NAME,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.9",
    "Accept": "text/html",
}


@contextmanager
def served(ledger: Path, *words: str) -> Iterator[tuple[int, str]]:
    """The port of a server in a process of its own, and what it said when it began."""
    asked = ["serve", "--port", "0", "--ledger", str(ledger), *words]
    program = f"import sys; from dragoman.cli import main; sys.argv[1:] = {asked!r}; main()"
    server = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True)
    try:
        said = ""
        assert server.stderr is not None
        while not (found := re.search(r"http://\S+:(\d+)/", said)):
            line = server.stderr.readline()
            assert line, said
            said += line
        yield int(found[1]), said
    finally:
        server.terminate()
        server.wait(30)


def ask(
    port: int, method: str, path: str, headers: dict[str, str], body: str = ""
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body or None, headers)
    return connection.getresponse()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    with quick_passwords(), open_store(tmp_path / "ledger.db") as store:
        now = dt.datetime.now(tz=dt.UTC)
        entry.add_account(store.accounts, "Ada", Role.ADMINISTRATOR, PASSWORD, by=MAKER, at=now)
    return tmp_path / "ledger.db"


def test_a_proxy_that_is_named_is_believed(ledger: Path) -> None:
    with served(ledger, "--name", NAME, "--behind", "127.0.0.1") as (port, said):
        assert "nobody can log in" not in said
        form = ask(port, "GET", "/login", FORWARDED)
        cookie = str(form.getheader("set-cookie"))
        assert cookie.startswith("__Host-dragoman-form=")
        assert form.getheader("strict-transport-security")
        assert form.getheader("server") is None
        found = re.search(rb'name="csrf" value="(\w+)"', form.read())
        assert found is not None
        headers = FORWARDED | {
            "Cookie": cookie.partition(";")[0],
            "Origin": f"https://{NAME}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = f"csrf={found[1].decode()}&name=ada&password={PASSWORD.replace(' ', '+')}"
        opened = ask(port, "POST", "/login", headers, body)
        assert opened.status == 303
        assert str(opened.getheader("set-cookie")).endswith("Secure")
        assert ask(port, "GET", "/login", FORWARDED | {"Host": "other.example"}).status == 400
    with open_store(ledger) as store:
        assert store.accounts.log()[0].by.address == "203.0.113.9"


def test_others_are_not_believed_in_what_they_say_they_forward(ledger: Path) -> None:
    with served(ledger, "--name", NAME) as (port, _):
        form = ask(port, "GET", "/login", FORWARDED)
        assert form.getheader("strict-transport-security") is None


def test_a_server_that_nobody_can_log_in_to_says_how_to_change_that(tmp_path: Path) -> None:
    with served(tmp_path / "new.db") as (_, said):
        assert "dragoman accounts add NAME --role administrator" in said


def test_answers_are_sent_at_once() -> None:
    """asyncio switches Nagle's waiting off for sockets that name their protocol alone."""
    listening = _listening(WebSettings(port=0))
    try:
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            accepted.close()
        assert accepted.proto == socket.IPPROTO_TCP
    finally:
        listening.close()
