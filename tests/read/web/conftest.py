"""What the tests of the web share: a server that misbehaves, and a fetcher that hurries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from dragoman.read.web.answer import Limits, Page, Unfetched
from dragoman.read.web.fetch import Fetcher
from dragoman.read.web.guard import Guard
from tests.read.web.misbehaving import Server, serving

NOW = dt.datetime(2024, 5, 6, 12, 0, tzinfo=dt.UTC)
HURRY = Limits(
    connect_s=0.5,
    between_s=0.4,
    total_s=1.0,
    max_bytes=200_000,
    max_header_bytes=40_000,
    retry_s=0.0,
    max_wait_s=5.0,
    delay_s=0.0,
)


ARTICLE = "<p>The ministers met in Rabat.</p>"


def good(page: Page | Unfetched) -> Page:
    assert isinstance(page, Page), page
    return page


def bad(page: Page | Unfetched) -> Unfetched:
    assert isinstance(page, Unfetched), page
    return page


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


class Clock:
    """A clock that stands still until it is set; pauses are noted and not waited for."""

    def __init__(self) -> None:
        self.now = NOW
        self.pauses: list[float] = []

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += dt.timedelta(**span)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def make(server: Server, clock: Clock) -> MakeFetcher:
    """A fetcher that may ask the server on loopback, and hosts that ``names`` gives numeric addresses."""

    def build(
        *, names: dict[str, Sequence[str]] | None = None, private: tuple[str, ...] | None = None, **more: Any
    ) -> Fetcher:
        def resolver(host: str, port: int) -> Sequence[str]:
            found = (names or {}).get(host)
            if found is None:
                raise OSError(f"no such host {host}:{port}")
            return found

        allowed = (f"127.0.0.1:{server.port}",) if private is None else private
        guard = more.pop("guard", Guard(allow_private=allowed, resolver=resolver))
        defaults = {"limits": HURRY, "clock": clock, "sleep": clock.sleep}
        return Fetcher(guard=guard, **{**defaults, **more})

    return build
