"""Manners: what a host's robots.txt allows, and one request at a time to each host with a pause between."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.read.web.answer import NotFetched
from dragoman.read.web.guard import Place

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "dragoman"
"""The name by which robots.txt may address us."""
MAX_ROBOTS = 500 * 1024  # what RFC 9309 asks for; a longer file is read to there
_KEPT_S = 24 * 3600.0
_FAILED_S = 600.0
_MOST_HOSTS = 2000
_LONGEST_DELAY_S = 60.0
_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)\s*([^#]*)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    until: float
    rules: Protego | None = None  # None: nothing is forbidden
    refusal: str | None = None  # why the host must be left alone
    temporary: bool = True


class Robots:
    """robots.txt of every host, asked once a day.

    ``ask`` gives the text at a place, or raises NotFetched. Where the host says that there is none (4xx)
    everything is allowed; where it fails (5xx, 429, no answer) the host is left alone for ten minutes.
    """

    def __init__(
        self, ask: Callable[[Place], bytes], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask = ask
        self._monotonic = monotonic
        self._known: dict[str, _Known] = {}

    def check(self, place: Place) -> float:
        """The pause in seconds that the host asks for. Raises NotFetched where we may not ask, or not now."""
        robots = Place(scheme=place.scheme, host=place.host, port=place.port, target="/robots.txt")
        key = str(robots)
        known = self._known.get(key)
        if known is None or known.until <= self._monotonic():
            self._known.pop(key, None)
            known = self._known[key] = self._learn(robots)
            while len(self._known) > _MOST_HOSTS:
                self._known.pop(next(iter(self._known)), None)
        if known.refusal is not None:
            wait_s = max(0.0, known.until - self._monotonic()) if known.temporary else None
            raise NotFetched(known.refusal, temporary=known.temporary, wait_s=wait_s)
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(str(place), TOKEN):
            raise NotFetched(f"robots.txt of {place.host} forbids it")
        return min(known.rules.crawl_delay(TOKEN) or 0.0, _LONGEST_DELAY_S)

    def _learn(self, robots: Place) -> _Known:
        try:
            rules = parse(self._ask(robots))
        except NotFetched as error:
            return self._without(robots, error)
        return _Known(rules=rules, until=self._monotonic() + _KEPT_S)

    def _without(self, robots: Place, error: NotFetched) -> _Known:
        now = self._monotonic()
        if error.status is not None and error.status < 500 and error.status != 429:
            return _Known(until=now + _KEPT_S)
        if not error.temporary:  # the guard's word on the host itself, mostly
            return _Known(refusal=str(error), temporary=False, until=now + _FAILED_S)
        refusal = f"robots.txt of {robots.host} cannot be had, so we wait: {error}"
        return _Known(refusal=refusal, until=now + max(error.wait_s or 0.0, _FAILED_S))


def parse(data: bytes) -> Protego | None:
    """The rules of a robots.txt; None if it has none that can be read."""
    from protego import Protego

    text = data[:MAX_ROBOTS].decode("utf-8-sig", errors="replace")
    try:
        return Protego.parse("\n".join(_for_us(line) for line in text.splitlines()))
    except Exception:  # noqa: BLE001  # a parser on strangers' bytes: what it trips over states no rule
        return None


def _for_us(line: str) -> str:
    """The line, with all robots but us under one name: thousands of names times rules fill memory."""
    match = _AGENT.match(line)
    if match is None:
        return line
    name = match[1].strip().lower()
    return line if name == "*" or name.strip("*") in TOKEN else "User-agent: another"


class Pace:
    """One request at a time to each host, and a pause after it; may be used from several threads."""

    def __init__(
        self,
        delay_s: float,
        longest_s: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay_s = delay_s
        self._longest_s = longest_s
        self._sleep = sleep
        self._monotonic = monotonic
        self._locks: dict[str, threading.Lock] = {}
        self._closed: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def close(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
        self._closed[host] = max(self._closed.get(host, 0.0), self._monotonic() + seconds)

    @contextmanager
    def turn(self, host: str, delay_s: float = 0.0) -> Iterator[None]:
        """Wait for the host's turn, and hold it. Raises NotFetched where the host asked for a longer wait."""
        with self._locks.setdefault(host, threading.Lock()):
            closed = self._closed.get(host, 0.0) - self._monotonic()
            if closed > self._longest_s:
                raise NotFetched(f"{host} asked us to wait for {closed:.0f} s", temporary=True, wait_s=closed)
            pause = max(closed, self._next.get(host, 0.0) - self._monotonic())
            if pause > 0:
                self._sleep(pause)
            try:
                yield
            finally:
                self._next[host] = self._monotonic() + max(self._delay_s, delay_s)
