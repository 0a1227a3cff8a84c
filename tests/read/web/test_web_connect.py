"""Answers that are slow, endless, broken or badly encrypted."""

from __future__ import annotations

import gzip
import random
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.read.web.answer import Page, Unfetched
from tests.read.web.conftest import ARTICLE, HURRY, MakeFetcher, bad, good
from tests.read.web.misbehaving import Request, Server, answer, serving

# Time


def drip(data: bytes, every_s: float = 0.05, first: bytes = b"") -> object:
    def act(connection: socket.socket, _: Request) -> None:
        connection.sendall(first)
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(every_s)

    return act


def silent(connection: socket.socket, _: Request) -> None:
    with suppress(OSError):
        connection.recv(1)


OK = b"HTTP/1.1 200 OK\r\n"
SLOW = {
    "says nothing": silent,
    "stops in its headers": lambda connection, request: (connection.sendall(OK), silent(connection, request)),
    "drips its status": drip(b"HTTP/1.1 200 " + b"O" * 1000),
    "drips its headers": drip(b"X-A: b\r\n" * 500, first=OK),
    "says to go on for ever": drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 500, every_s=0.01),
    "drips its body": drip(b"a" * 1000, first=OK + b"Content-Length: 1000\r\n\r\n"),
    "drips a chunk's head": drip(b"0" * 1000, first=OK + b"Transfer-Encoding: chunked\r\n\r\n"),
    "drips trailers": drip(b"A: b\r\n" * 500, first=OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"),
    "stops in its body": lambda connection, request: (
        connection.sendall(OK + b"Content-Length: 1000\r\n\r\nabc"),
        silent(connection, request),
    ),
}


@pytest.mark.parametrize("how", SLOW)
def test_slow_answer_costs_no_more_than_its_time(how: str, server: Server, make: MakeFetcher) -> None:
    address = server.act("/a", SLOW[how])  # type: ignore[arg-type]
    began = time.monotonic()
    limits = replace(HURRY, between_s=0.2, total_s=0.3, tries=1)
    failure = bad(make(limits=limits, obey_robots=False).fetch(address))
    assert time.monotonic() - began < 1.5
    assert "longer than 0.3 s" in failure.reason or "no answer from" in failure.reason, failure
    assert failure.temporary


def test_time_is_for_all_redirects_together(server: Server, make: MakeFetcher) -> None:
    def late(connection: socket.socket, _: Request) -> None:
        time.sleep(0.2)
        connection.sendall(answer(status=302, headers={"Location": "/a"}))

    limits = replace(HURRY, total_s=0.5, between_s=0.4, max_redirects=100, tries=1)
    began = time.monotonic()
    bad(make(limits=limits, obey_robots=False).fetch(server.act("/a", late)))
    assert time.monotonic() - began < 1.5
    assert len(server.targets) <= 3


# Size


def endless(first: bytes, block: bytes) -> object:
    def act(connection: socket.socket, _: Request) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(block)

    return act


ZEROS = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMB = b"".join(ZEROS.compress(b"\0" * 1_000_000) for _ in range(100)) + ZEROS.flush()
HUGE = {
    "endless body": (endless(OK + b"\r\n", b"a" * 65536), "larger than 200,000"),
    "endless chunks": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"fff\r\n" + b"a" * 4095 + b"\r\n"),
        "larger than 200,000",
    ),
    "endless tiny chunks": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n" * 9000),
        "crumbs",
    ),
    "one enormous chunk": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n", b"a" * 65536),
        "larger than 200,000",
    ),
    "endless head of a chunk": (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a" * 65536), ""),
    "endless trailers": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n" * 9000),
        "larger than",
    ),
    "endless header line": (endless(OK + b"X: ", b"a" * 65536), "headers longer than 40,000"),
    "endless headers": (endless(OK, b"X: a\r\n" * 9000), "headers"),
    "endless status line": (endless(b"HTTP/1.1 200 ", b"a" * 65536), "headers longer than"),
    "endless go on": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 900), "headers longer than"),
}


@pytest.mark.parametrize("how", HUGE)
def test_answer_that_does_not_end_is_cut_off(how: str, server: Server, make: MakeFetcher) -> None:
    act, word = HUGE[how]
    limits = replace(HURRY, total_s=8.0)
    failure = bad(make(limits=limits, obey_robots=False).fetch(server.act("/a", act)))  # type: ignore[arg-type]
    assert word in failure.reason, failure
    assert "longer than 8" not in failure.reason


def test_answer_that_says_it_is_too_large_is_not_read(server: Server, make: MakeFetcher) -> None:
    for length in ("200001", "9" * 40):
        address = server.say("/a", OK + f"Content-Length: {length}\r\n\r\nabc".encode())
        assert "it says so itself" in bad(make().fetch(address)).reason


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(gzip.compress(b"a" * 200_001), id="just over it"),
        pytest.param(BOMB, id="far over it"),
        pytest.param(gzip.compress(b"\0" * 150_000) * 2, id="two parts over it"),
    ],
)
def test_bomb_is_refused_at_the_limit(packed: bytes, server: Server, make: MakeFetcher) -> None:
    address = server.page("/a", packed, Content_Encoding="gzip")
    assert "unpacks to more than 200,000" in bad(make().fetch(address)).reason


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "compress", "gzip, gzip", "br, gzip", "made-up", "x" * 10_000]
)
def test_packing_that_was_not_asked_for_is_refused(encoding: str, server: Server, make: MakeFetcher) -> None:
    address = server.page("/a", b"\x0b\x02\x80abc\x03", Content_Encoding=encoding)
    assert "not asked for" in bad(make().fetch(address)).reason
    assert server.asked("/a")[0].headers["accept-encoding"] == "gzip, deflate"


# What is no answer


BROKEN = {
    "closed at once": b"",
    "closed in its status": b"HTTP/1.1 20",
    "closed in its headers": OK + b"Content-Type: te",
    "closed in where it redirects": b"HTTP/1.1 302 Found\r\nLocation: /b",
    "closed in its body": OK + b"Content-Length: 1000\r\n\r\nThe ministers",
    "closed in a chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n10\r\nabc",
    "closed between chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "chunk of no size": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "chunk of negative size": OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
    "two lengths": OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
    "packed body cut off": answer(gzip.compress(b"a" * 100)[:-6], headers={"Content-Encoding": "gzip"}),
    "packed without being so": answer(b"abcdef", headers={"Content-Encoding": "gzip"}),
    "no HTTP": b"220 mail.example ESMTP\r\n",
    "HTTP of no version": b"HTTP/9 abc\r\n\r\n",
    "status of no number": b"HTTP/1.1 abc OK\r\n\r\n",
    "status beyond numbers": b"HTTP/1.1 99999 OK\r\n\r\n",
    "a hundred thousand headers": OK + b"".join(b"X%d: a\r\n" % number for number in range(3000)) + b"\r\n",
    "TLS to a plain port": b"\x15\x03\x01\x00\x02\x02\x46",
    "zeros": b"\0" * 5000,
}


@pytest.mark.parametrize("how", BROKEN)
def test_broken_answer_is_a_failure_and_never_half_a_page(
    how: str, server: Server, make: MakeFetcher
) -> None:
    failure = bad(make(obey_robots=False).fetch(server.say("/a", BROKEN[how])))
    assert failure.reason
    assert failure.stage == "read"
    assert "could not be fetched" not in failure.reason, failure  # which is said of what nobody thought of


def test_connection_reset_in_the_body_is_a_failure(server: Server, make: MakeFetcher) -> None:
    def reset(connection: socket.socket, _: Request) -> None:
        connection.sendall(OK + b"Content-Length: 1000\r\n\r\nabc")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()

    failure = bad(make(obey_robots=False).fetch(server.act("/a", reset)))
    assert "closed before" in failure.reason
    assert failure.temporary


def test_port_where_nobody_listens_is_said_so(make: MakeFetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    failure = bad(make(private=(f"127.0.0.1:{port}",)).fetch(f"http://127.0.0.1:{port}/"))
    assert "refuses connections" in failure.reason


@given(
    data=st.binary(max_size=400),
    begins=st.sampled_from([b"", OK, OK + b"\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_page_or_a_failure(
    data: bytes, begins: bytes, server: Server, make: MakeFetcher
) -> None:
    fetcher = make(obey_robots=False, limits=replace(HURRY, tries=1))
    assert isinstance(fetcher.fetch(server.say("/any", begins + data)), Page | Unfetched)


def test_good_answers_with_bytes_changed_are_a_page_or_a_failure(server: Server, make: MakeFetcher) -> None:
    chance = random.Random(7)
    fetcher = make(obey_robots=False, limits=replace(HURRY, tries=1, between_s=0.1))
    packed = answer(gzip.compress(ARTICLE.encode()), headers={"Content-Encoding": "gzip"})
    redirect = answer(status=302, headers={"Location": server.url("/c")})
    for original in (packed, redirect, answer(ARTICLE.encode())):
        for _ in range(40):
            data = bytearray(original)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            found = fetcher.fetch(server.say("/any", bytes(data)))
            assert isinstance(found, Page | Unfetched)
            assert "could not be fetched" not in getattr(found, "reason", ""), found


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody trusts, and its key."""
    program = shutil.which("openssl")
    assert program, "openssl is needed to make a certificate"
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    command = [program, "req", "-x509", *kind, *subject, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with serving(context) as running:
        yield running


def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate[0]))


def test_page_by_tls_is_read_where_the_certificate_is_trusted(
    secure: Server, certificate: tuple[Path, Path], make: MakeFetcher
) -> None:
    address = secure.page("/a", ARTICLE)
    fetcher = make(private=(f"127.0.0.1:{secure.port}",), tls=trusting(certificate))
    assert good(fetcher.fetch(address)).body == ARTICLE.encode()


def test_certificate_that_nobody_trusts_is_refused(secure: Server, make: MakeFetcher) -> None:
    failure = bad(make(private=(f"127.0.0.1:{secure.port}",)).fetch(secure.page("/a", ARTICLE)))
    assert "certificate of 127.0.0.1 is not valid" in failure.reason
    assert secure.requests == []


def test_certificate_for_another_host_is_refused(
    secure: Server, certificate: tuple[Path, Path], make: MakeFetcher
) -> None:
    secure.page("/a", ARTICLE)
    private = (f"press.example:{secure.port}",)
    fetcher = make(private=private, names={"press.example": ["127.0.0.1"]}, tls=trusting(certificate))
    failure = bad(fetcher.fetch(secure.url("/a", host="press.example")))
    assert "certificate of press.example is not valid" in failure.reason
    assert secure.requests == []


@pytest.mark.parametrize("how", ["drips its headers", "drips its body", "says nothing"])
def test_slow_answer_by_tls_costs_no_more_than_its_time(
    how: str, secure: Server, certificate: tuple[Path, Path], make: MakeFetcher
) -> None:
    limits = replace(HURRY, between_s=0.2, total_s=0.3, tries=1)
    private = (f"127.0.0.1:{secure.port}",)
    fetcher = make(private=private, tls=trusting(certificate), limits=limits, obey_robots=False)
    began = time.monotonic()
    failure = bad(fetcher.fetch(secure.act("/a", SLOW[how])))  # type: ignore[arg-type]
    assert time.monotonic() - began < 1.5
    assert failure.temporary


def test_endless_answer_by_tls_is_cut_off(
    secure: Server, certificate: tuple[Path, Path], make: MakeFetcher
) -> None:
    private = (f"127.0.0.1:{secure.port}",)
    fetcher = make(private=private, tls=trusting(certificate), obey_robots=False)
    failure = bad(fetcher.fetch(secure.act("/a", HUGE["endless body"][0])))  # type: ignore[arg-type]
    assert "larger than" in failure.reason


def test_tls_asked_of_a_plain_port_is_a_failure(server: Server, make: MakeFetcher) -> None:
    failure = bad(make(obey_robots=False).fetch(f"https://127.0.0.1:{server.port}/"))
    assert "speaks no TLS" in failure.reason
    assert failure.temporary


def test_handshake_that_never_comes_costs_no_more_than_the_time_to_connect(make: MakeFetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        fetcher = make(private=(f"127.0.0.1:{port}",), obey_robots=False, limits=replace(HURRY, tries=1))
        began = time.monotonic()
        failure = bad(fetcher.fetch(f"https://127.0.0.1:{port}/"))
    assert time.monotonic() - began < 2
    assert failure.temporary
