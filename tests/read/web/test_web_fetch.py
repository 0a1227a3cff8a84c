"""Fetching: addresses, redirects, statuses, conditions and manners."""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from dragoman.read.web import connect, fetch
from dragoman.read.web.fetch import Fetcher
from dragoman.read.web.guard import Guard, Place
from tests.read.web.conftest import ARTICLE, HURRY, NOW, Clock, MakeFetcher, bad, good
from tests.read.web.misbehaving import Request, Server, answer

# What is right


def test_page_has_what_the_host_said_of_it(server: Server, make: MakeFetcher) -> None:
    headers = {
        "Content-Type": 'Text/HTML; Charset="Windows-1251"',
        "ETag": '"a1"',
        "Last-Modified": "Mon, 06 May 2024",
    }
    address = server.say("/a", answer(ARTICLE.encode(), headers=headers))
    page = good(make().fetch(address))
    assert page.body == ARTICLE.encode()
    assert (page.status, page.address, page.final_address) == (200, address, address)
    assert (page.media_type, page.charset) == ("text/html", "windows-1251")
    assert (page.etag, page.last_modified) == ('"a1"', "Mon, 06 May 2024")
    assert page.retrieved == NOW


def test_host_is_told_who_asks_and_how_to_reach_them(server: Server, make: MakeFetcher) -> None:
    address = server.page("/a", ARTICLE)
    good(make(contact="desk@mfa.example\r\nX-Evil: 1").fetch(address))
    (request,) = server.asked("/a")
    assert request.headers["user-agent"].startswith("Dragoman/")
    assert request.headers["user-agent"].endswith("(desk@mfa.exampleX-Evil: 1)")
    assert "x-evil" not in request.headers
    assert request.headers["host"] == f"127.0.0.1:{server.port}"
    assert not request.headers.keys() & {"cookie", "authorization", "referer"}


def test_user_name_and_path_in_any_script_reach_the_host_encoded(server: Server, make: MakeFetcher) -> None:
    server.page("/%D8%A8?%D8%B3=1", ARTICLE)
    assert good(make().fetch(server.url("/ب?س=1"))).body == ARTICLE.encode()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        pytest.param("gzip", gzip.compress(ARTICLE.encode()), id="gzip"),
        pytest.param("x-gzip", gzip.compress(ARTICLE.encode()), id="x-gzip"),
        pytest.param(
            "gzip", gzip.compress(ARTICLE.encode()[:9]) + gzip.compress(ARTICLE.encode()[9:]), id="two parts"
        ),
        pytest.param("gzip", gzip.compress(ARTICLE.encode()) + b"\0" * 512, id="padded"),
        pytest.param("deflate", zlib.compress(ARTICLE.encode()), id="deflate"),
        pytest.param("deflate", zlib.compress(ARTICLE.encode(), wbits=-15), id="deflate without a head"),
        pytest.param("identity", ARTICLE.encode(), id="identity"),
        pytest.param("", ARTICLE.encode(), id="not named"),
    ],
)
def test_packed_page_is_unpacked(encoding: str, packed: bytes, server: Server, make: MakeFetcher) -> None:
    address = server.page("/a", packed, Content_Encoding=encoding)
    assert good(make().fetch(address)).body == ARTICLE.encode()


def test_chunked_page_is_put_together(server: Server, make: MakeFetcher) -> None:
    chunks = b"5\r\nThe m\r\n4;name=x\r\neet.\r\n0\r\nTrailer: 1\r\n\r\n"
    address = server.say("/a", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
    assert good(make().fetch(address)).body == b"The meet."


def test_page_without_a_length_ends_with_the_connection(server: Server, make: MakeFetcher) -> None:
    address = server.say("/a", b"HTTP/1.0 200 OK\r\n\r\nThe ministers met.")
    page = good(make().fetch(address))
    assert (page.body, page.media_type, page.charset) == (b"The ministers met.", None, None)


def test_page_at_exactly_the_limit_is_taken(server: Server, make: MakeFetcher) -> None:
    address = server.page("/a", b"a" * HURRY.max_bytes)
    assert len(good(make().fetch(address)).body) == HURRY.max_bytes


# Addresses


def test_loopback_is_refused_by_default_and_nothing_is_sent(server: Server, clock: Clock) -> None:
    fetcher = Fetcher(limits=HURRY, sleep=clock.sleep, guard=Guard(ports=frozenset({server.port})))
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0.0.0.0", "[::1]"):
        failure = bad(fetcher.fetch(server.url(host=host)))
        assert any(word in failure.reason for word in ("loopback", "odd spelling", "reserved")), failure
        assert not failure.temporary
    assert server.requests == []


def test_name_that_turns_private_after_the_check_gains_nothing(server: Server, clock: Clock) -> None:
    """DNS rebinding: what was checked is what is connected to, and every connection is checked anew."""
    answers = iter([("127.0.0.1",), ("93.184.216.34", "127.0.0.1"), ("127.0.0.1",)])
    reached: list[str] = []
    guard = Guard(ports=frozenset({server.port}), resolver=lambda _host, _port: next(answers))

    class Recording(connect.MeteredSocket):
        def connect(self, address: tuple[str, int]) -> None:  # type: ignore[override]
            reached.append(address[0])
            raise ConnectionRefusedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connect, "MeteredSocket", Recording)
        fetcher = Fetcher(guard=guard, limits=replace(HURRY, tries=1), sleep=clock.sleep, obey_robots=False)
        reasons = [bad(fetcher.fetch(server.url(host="press.example"))).reason for _ in range(3)]
    assert reached == ["93.184.216.34"]
    assert "leads to 127.0.0.1" in reasons[0]
    assert "refuses connections" in reasons[1]
    assert "leads to 127.0.0.1" in reasons[2]
    assert server.requests == []


def test_far_end_of_the_socket_is_checked_and_not_only_the_name(server: Server, clock: Clock) -> None:
    class Astray(connect.MeteredSocket):
        def connect(self, address: tuple[str, int]) -> None:  # type: ignore[override]
            super().connect(("127.0.0.1", address[1]))

    guard = Guard(ports=frozenset({server.port}), resolver=lambda _host, _port: ("93.184.216.34",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connect, "MeteredSocket", Astray)
        fetcher = Fetcher(guard=guard, limits=HURRY, sleep=clock.sleep, obey_robots=False)
        failure = bad(fetcher.fetch(server.url(host="press.example")))
    assert "press.example leads to 127.0.0.1" in failure.reason
    assert server.requests == []


@pytest.mark.parametrize(
    ("location", "word"),
    [
        ("http://127.0.0.1/", "loopback"),
        ("http://127.0.0.1:22/", "127.0.0.1 is a loopback address"),
        ("http://[::1]/", "loopback"),
        ("http://localhost/", "leads to 127.0.0.1"),
        ("http://10.0.0.1/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "cloud metadata"),
        ("http://[fd00:ec2::254]/latest/", "cloud metadata"),
        ("http://2852039166/latest/", "odd spelling"),
        ("http://0xa9.0xfe.0xa9.0xfe/", "odd spelling"),
        ("http://metadata.example/", "cloud metadata"),
        ("//10.0.0.1/", "private"),
        ("file:///etc/passwd", "only http"),
        ("ftp://press.example/", "only http"),
        ("data:text/html,hello", "only http"),
        ("http://user:secret@press.example/", "password"),
        ("http://[", "no address"),
        ("", "nowhere"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_to_what_may_not_be_asked_is_refused(
    status: int, location: str, word: str, server: Server, make: MakeFetcher
) -> None:
    names = {"localhost": ["127.0.0.1"], "metadata.example": ["169.254.169.254"]}
    address = server.say("/a", answer(status=status, headers={"Location": location}))
    failure = bad(make(names=names, obey_robots=False).fetch(address))
    assert word in failure.reason, failure
    assert "secret" not in failure.reason
    assert failure.origin == address
    assert not failure.temporary


def test_redirect_is_followed_and_its_end_is_the_final_address(server: Server, make: MakeFetcher) -> None:
    server.say("/a", answer(status=301, headers={"Location": "b/../c?x=1#top"}))
    server.say(
        "/c?x=1", answer(status=307, headers={"Location": "/\u00d8\u00a8"})
    )  # UTF-8, as some hosts send it
    server.page("/%D8%A8", ARTICLE)
    page = good(make().fetch(server.url("/a")))
    assert page.body == ARTICLE.encode()
    assert (page.address, page.final_address) == (server.url("/a"), server.url("/%D8%A8"))


def test_redirects_in_a_circle_end(server: Server, make: MakeFetcher) -> None:
    server.say("/a", answer(status=302, headers={"Location": "/b"}))
    server.say("/b", answer(status=302, headers={"Location": "/a"}))
    assert "more than 5 redirects" in bad(make().fetch(server.url("/a"))).reason
    assert len(server.targets) == 6


def test_public_page_cannot_lead_into_the_intranet_that_the_user_has_opened(
    server: Server, make: MakeFetcher
) -> None:
    failure = bad(make().fetch(server.page("/a", ARTICLE), came_from="http://press.example/feed"))
    assert "public page" in failure.reason
    good(make().fetch(server.url("/a"), came_from=server.url("/feed")))
    assert server.targets == ["/a"]


def test_public_page_cannot_redirect_into_the_intranet_that_the_user_has_opened(
    server: Server, make: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.page("/a", ARTICLE)
    really = fetch.ask

    def ask(place: Place, headers: Mapping[str, str], **more: Any) -> connect.Answer:
        if place.host == "press.example":
            return connect.Answer(status=302, headers={"location": server.url("/a")}, body=b"")
        return really(place, headers, **more)

    monkeypatch.setattr(fetch, "ask", ask)
    failure = bad(make(obey_robots=False).fetch("http://press.example/"))
    assert "public page" in failure.reason
    assert server.requests == []


def test_origin_of_a_failure_has_no_password_in_it(make: MakeFetcher) -> None:
    failure = bad(make().fetch("https://reader:secret@press.example/a"))
    assert failure.origin == "https://press.example/a"
    assert "secret" not in repr(failure)


def test_host_that_is_not_there_is_said_so(make: MakeFetcher) -> None:
    failure = bad(make(names={}).fetch("http://nowhere.example/"))
    assert "nowhere.example" in failure.reason
    assert failure.temporary


def test_name_server_that_hangs_costs_no_more_than_the_time_to_connect(clock: Clock) -> None:
    release = threading.Event()

    def hang(_host: str, _port: int) -> tuple[str, ...]:
        release.wait(10)
        return ("93.184.216.34",)

    fetcher = Fetcher(guard=Guard(resolver=hang), limits=HURRY, sleep=clock.sleep, obey_robots=False)
    began = time.monotonic()
    failure = bad(fetcher.fetch("http://press.example/"))
    assert time.monotonic() - began < 2
    release.set()
    assert "not found in time" in failure.reason


# Statuses and patience


@pytest.mark.parametrize(
    ("status", "word", "temporary", "times"),
    [
        (404, "nothing at this address", False, 1),
        (410, "removed", False, 1),
        (401, "password", False, 1),
        (403, "refuses", False, 1),
        (451, "legal", False, 1),
        (418, "no page", False, 1),
        (204, "no page", False, 1),
        (206, "no page", False, 1),
        (300, "no page", False, 1),
        (429, "less often", True, 3),
        (500, "error of its own", True, 3),
        (503, "error of its own", True, 3),
        (501, "error of its own", True, 1),
    ],
)
def test_status_is_told_in_words_and_tried_again_where_that_helps(
    status: int, word: str, temporary: bool, times: int, server: Server, make: MakeFetcher
) -> None:
    address = server.say("/a", answer(ARTICLE.encode(), status=status))
    failure = bad(make().fetch(address))
    assert word in failure.reason
    assert str(status) in failure.reason
    assert (failure.status, failure.temporary) == (status, temporary)
    assert len(server.asked("/a")) == times


def test_failures_are_tried_again_after_growing_pauses_that_vary(
    server: Server, make: MakeFetcher, clock: Clock
) -> None:
    address = server.say("/a", b"", answer(status=503), answer(ARTICLE.encode()))
    good(make(limits=replace(HURRY, retry_s=2.0), obey_robots=False).fetch(address))
    first, second = clock.pauses
    assert 1.0 <= first <= 2.0
    assert 2.0 <= second <= 4.0


def test_host_that_asks_for_a_short_wait_gets_it(server: Server, make: MakeFetcher, clock: Clock) -> None:
    address = server.say("/a", answer(status=429, headers={"Retry-After": "3"}), answer(ARTICLE.encode()))
    good(make(obey_robots=False).fetch(address))
    (pause,) = clock.pauses
    assert 2.5 < pause <= 3.0


def test_host_that_asks_for_a_long_wait_is_left_alone_by_all_requests(
    server: Server, make: MakeFetcher, clock: Clock
) -> None:
    server.say("/a", answer(status=503, headers={"Retry-After": "3600"}))
    server.page("/b", ARTICLE)
    fetcher = make(obey_robots=False)
    first, second = bad(fetcher.fetch(server.url("/a"))), bad(fetcher.fetch(server.url("/b")))
    assert first.wait_s == 3600
    assert "asked us to wait" in second.reason
    assert second.wait_s is not None
    assert 3500 < second.wait_s <= 3600
    assert server.targets == ["/a"]
    assert clock.pauses == []


@pytest.mark.parametrize(
    ("written", "wait_s"),
    [
        (email.utils.format_datetime(NOW + dt.timedelta(minutes=30), usegmt=True), 1800.0),
        (email.utils.format_datetime(NOW - dt.timedelta(days=30), usegmt=True), 0.0),
        ("Mon, 06 May 2024 12:30:00 -0000", 1800.0),
        ("999999999", 30 * 86400.0),
        ("9" * 5000, None),
        ("-5", None),
        ("soon", None),
        ("Mon, 99 Foo 99999 99:99:99 GMT", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_or_nothing(
    written: str, wait_s: float | None, server: Server, make: MakeFetcher
) -> None:
    address = server.say("/a", answer(status=503, headers={"Retry-After": written}))
    assert bad(make(obey_robots=False, limits=replace(HURRY, tries=1)).fetch(address)).wait_s == wait_s


# Conditions


def test_page_that_has_not_changed_is_not_sent_again(server: Server, make: MakeFetcher) -> None:
    def act(connection: socket.socket, request: Request) -> None:
        same = request.headers.get("if-none-match") == '"a1"' and "if-modified-since" in request.headers
        connection.sendall(answer(status=304) if same else answer(ARTICLE.encode(), headers={"ETag": '"a1"'}))

    address = server.act("/a", act)
    first = good(make().fetch(address))
    again = good(make().fetch(address, etag=first.etag, last_modified="Mon, 06 May 2024 12:00:00 GMT"))
    assert (again.status, again.body) == (304, b"")


def test_304_that_nobody_asked_for_is_a_failure(server: Server, make: MakeFetcher) -> None:
    assert "was not asked" in bad(make().fetch(server.say("/a", answer(status=304)))).reason


def test_etag_that_could_break_a_request_is_not_kept_and_not_sent(server: Server, make: MakeFetcher) -> None:
    folded = (
        b"HTTP/1.1 200 OK\r\n"
        + b'ETag: "a\r\n b"\r\nLast-Modified: '
        + b"x" * 400
        + b"\r\nContent-Length: 0\r\n\r\n"
    )
    page = good(make().fetch(server.say("/a", folded)))
    assert page.etag in (None, '"a b"')
    assert page.last_modified is None
    good(make().fetch(server.page("/b", ARTICLE), etag="a\r\nX-Evil: 1", last_modified="\u0628"))
    (request,) = server.asked("/b")
    assert not request.headers.keys() & {"x-evil", "if-none-match", "if-modified-since"}


# Manners


def test_requests_to_one_host_are_spaced_and_other_hosts_do_not_wait(
    server: Server, make: MakeFetcher, clock: Clock
) -> None:
    names = {"a.example": ["127.0.0.1"], "b.example": ["127.0.0.1"]}
    private = (f"a.example:{server.port}", f"b.example:{server.port}")
    fetcher = make(names=names, private=private, obey_robots=False, limits=replace(HURRY, delay_s=2.0))
    server.page("/a", ARTICLE)
    good(fetcher.fetch(server.url("/a", host="a.example")))
    good(fetcher.fetch(server.url("/a", host="b.example")))
    assert clock.pauses == []
    good(fetcher.fetch(server.url("/a", host="a.example")))
    (pause,) = clock.pauses
    assert 1.0 < pause <= 2.0


def test_one_host_is_asked_one_thing_at_a_time(server: Server, make: MakeFetcher) -> None:
    lock, together = threading.Lock(), []

    def act(connection: socket.socket, _: Request) -> None:
        together.append(lock.acquire(blocking=False))
        time.sleep(0.05)
        if together[-1]:
            lock.release()
        connection.sendall(answer(ARTICLE.encode()))

    address, fetcher = server.act("/a", act), make(obey_robots=False)
    threads = [threading.Thread(target=fetcher.fetch, args=(address,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [True] * 4
