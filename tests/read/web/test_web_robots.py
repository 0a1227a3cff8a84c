"""robots.txt: obeyed, cached, and no way to harm us."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.web.answer import NotFetched, Page, Unfetched
from dragoman.read.web.guard import take_apart
from dragoman.read.web.robots import Pace, Robots, parse
from tests.read.web.conftest import HURRY, Clock, MakeFetcher
from tests.read.web.misbehaving import Request, Server, answer

ARTICLE = "<p>The ministers met in Rabat.</p>"


def text(body: str | bytes) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    return answer(data, headers={"Content-Type": "text/plain"})


def test_what_robots_forbids_is_not_asked_for(server: Server, make: MakeFetcher) -> None:
    server.say("/robots.txt", text("User-agent: *\nDisallow: /private/\n"))
    server.page("/private/a", ARTICLE)
    server.page("/open", ARTICLE)
    fetcher = make()
    failure = fetcher.fetch(server.url("/private/a"))
    assert isinstance(failure, Unfetched)
    assert failure.reason == "robots.txt of 127.0.0.1 forbids it"
    assert not failure.temporary
    assert isinstance(fetcher.fetch(server.url("/open")), Page)
    assert server.targets == ["/open"]
    assert len(server.asked("/robots.txt")) == 1


def test_robots_can_speak_to_us_by_name(server: Server, make: MakeFetcher) -> None:
    server.say("/robots.txt", text("User-agent: *\nDisallow: /\n\nUser-agent: DRAGOMAN\nDisallow: /b\n"))
    server.page("/a", ARTICLE)
    assert isinstance(make().fetch(server.url("/a")), Page)
    assert isinstance(make().fetch(server.url("/b")), Unfetched)


def test_redirect_to_what_robots_forbids_is_not_followed(server: Server, make: MakeFetcher) -> None:
    server.say("/robots.txt", text("User-agent: *\nDisallow: /b\n"))
    server.say("/a", answer(status=302, headers={"Location": "/b"}))
    failure = make().fetch(server.url("/a"))
    assert isinstance(failure, Unfetched)
    assert "forbids" in failure.reason
    assert server.targets == ["/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 204])
def test_host_without_robots_allows_everything(status: int, server: Server, make: MakeFetcher) -> None:
    server.say("/robots.txt", answer(b"User-agent: *\nDisallow: /", status=status))
    assert isinstance(make().fetch(server.page("/a", ARTICLE)), Page)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_host_that_cannot_show_its_robots_is_left_alone_for_a_while(
    status: int, server: Server, make: MakeFetcher
) -> None:
    server.say("/robots.txt", answer(status=status))
    fetcher = make()
    for path in ("/a", "/b"):
        failure = fetcher.fetch(server.page(path, ARTICLE))
        assert isinstance(failure, Unfetched)
        assert "robots.txt of 127.0.0.1 cannot be had, so we wait" in failure.reason
        assert str(status) in failure.reason
        assert failure.temporary
        assert failure.wait_s is not None
        assert 590 < failure.wait_s <= 600
    assert server.targets == []
    assert len(server.asked("/robots.txt")) == HURRY.tries


def hang(connection: socket.socket, _: Request) -> None:
    with suppress(OSError):
        connection.recv(1)


def test_robots_that_hang_cost_no_more_than_their_time(server: Server, make: MakeFetcher) -> None:
    server.act("/robots.txt", hang)
    began = time.monotonic()
    failure = make(limits=replace(HURRY, tries=1, between_s=0.2)).fetch(server.page("/a", ARTICLE))
    assert time.monotonic() - began < 1.0
    assert isinstance(failure, Unfetched)
    assert failure.temporary
    assert server.targets == []


def test_robots_that_lead_in_circles_count_as_none_and_those_that_lead_inside_are_refused(
    server: Server, make: MakeFetcher
) -> None:
    server.page("/a", ARTICLE)
    server.say("/robots.txt", answer(status=302, headers={"Location": "/robots.txt"}))
    assert isinstance(make().fetch(server.url("/a")), Page)
    server.say("/robots.txt", answer(status=302, headers={"Location": "http://169.254.169.254/"}))
    failure = make().fetch(server.url("/a"))
    assert isinstance(failure, Unfetched)
    assert "cloud metadata" in failure.reason


def test_pause_that_robots_ask_for_is_kept_up_to_a_minute(
    server: Server, make: MakeFetcher, clock: Clock
) -> None:
    for asked, least, most in (("7", 6.0, 7.0), ("86400", 59.0, 60.0), ("inf", 0.0, 0.0), ("-3", 0.0, 0.0)):
        server.say("/robots.txt", text(f"User-agent: *\nCrawl-delay: {asked}\n"))
        clock.pauses.clear()
        fetcher = make()
        server.page("/a", ARTICLE)
        fetcher.fetch(server.url("/a"))
        fetcher.fetch(server.url("/a"))
        assert least <= sum(clock.pauses) <= most, (asked, clock.pauses)


def test_robots_are_asked_for_again_after_a_day_and_after_ten_minutes_of_failure() -> None:
    now, asked, fails = [0.0], [0], [True]

    def ask(_: object) -> bytes:
        asked[0] += 1
        if fails[0]:
            raise NotFetched("no", status=503, again=True)
        return b"User-agent: *\nDisallow: /b"

    robots, place = Robots(ask, lambda: now[0]), take_apart("http://press.example/a")
    for now[0], count in ((0.0, 1), (599.0, 1), (601.0, 2)):
        with pytest.raises(NotFetched, match="so we wait"):
            robots.check(place)
        assert asked[0] == count
    fails[0] = False
    for now[0], count in ((1300.0, 3), (1300.0 + 86399, 3), (1300.0 + 86401, 4)):
        assert robots.check(place) == 0.0
        assert asked[0] == count


def test_hosts_and_ports_have_robots_of_their_own() -> None:
    asked: list[str] = []

    def ask(place: object) -> bytes:
        asked.append(str(place))
        return b""

    robots = Robots(ask)
    for address in ("http://a.example/1", "http://a.example/2", "https://a.example/", "http://b.example/"):
        robots.check(take_apart(address))
    assert asked == [
        "http://a.example/robots.txt",
        "https://a.example/robots.txt",
        "http://b.example/robots.txt",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"User-agent: robot{number}\n" for number in range(9000))
        + "".join(f"Disallow: /{number}\n" for number in range(9000)),
        "User-agent: *\n" + "".join(f"Disallow: /{'a*' * 20}b{number}\n" for number in range(5000)),
        "User-agent: *\nDisallow: /" + "*a" * 100_000 + "$\n",
        "User-agent: *\n" + "\n" * 400_000,
        "\0" * 400_000,
        "<html>" * 60_000,
    ],
)
def test_robots_made_to_cost_time_cost_little(body: str) -> None:
    began = time.process_time()
    rules = parse(body.encode())
    if rules is not None:
        rules.can_fetch("http://press.example/" + "a" * 2000, "dragoman")
    assert time.process_time() - began < 3.0


def test_robots_beyond_the_limit_are_read_to_there() -> None:
    rules = parse(b"User-agent: *\nDisallow: /a\n" + b"# padding\n" * 100_000 + b"Disallow: /b\n")
    assert rules is not None
    assert not rules.can_fetch("http://press.example/a", "dragoman")
    assert rules.can_fetch("http://press.example/b", "dragoman")


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda words: words.encode("utf-8", "replace")))
def test_any_bytes_are_rules_or_none(data: bytes) -> None:
    robots = Robots(lambda _: b"User-agent: *\n" + data)
    with suppress(NotFetched):
        assert robots.check(take_apart("http://press.example/a")) >= 0.0


def test_pace_holds_no_turn_after_an_error() -> None:
    pauses: list[float] = []
    pace = Pace(5.0, 60.0, sleep=pauses.append)
    with pytest.raises(ValueError, match="oops"), pace.turn("press.example"):
        raise ValueError("oops")
    with pace.turn("press.example"):
        pass
    (pause,) = pauses
    assert 4.0 < pause <= 5.0
