"""An address to a Page: redirects under guard, robots.txt and pauses obeyed, failures tried again."""

from __future__ import annotations

import datetime as dt
import email.utils
import random
import re
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urljoin

from dragoman.read.base import STAGE
from dragoman.read.web.answer import Limits, NotFetched, Page, Unfetched, shown
from dragoman.read.web.connect import Answer, ask, tls_context
from dragoman.read.web.guard import Guard, Place
from dragoman.read.web.robots import MAX_ROBOTS, Pace, Robots
from dragoman.read.web.unpack import ACCEPTED

Clock = Callable[[], dt.datetime]
"""The present, with its time zone."""

_GOOD = frozenset({200, 203})
_MOVED = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({429, 500, 502, 503, 504})
_TOLD = {
    401: "the host wants a password",
    403: "the host refuses to show it",
    404: "there is nothing at this address",
    410: "what was at this address has been removed",
    429: "the host asks us to come less often",
    451: "the host may not show it for legal reasons",
}
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.I)
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,300}")
_LONGEST_WAIT_S = 30 * 24 * 3600.0


def utc_now() -> dt.datetime:
    """The present in UTC."""
    return dt.datetime.now(dt.UTC)


def agent(contact: str = "") -> str:
    """The name we give to hosts; ``contact`` is an address at which their people reach the user's."""
    try:
        own = version("dragoman")
    except PackageNotFoundError:
        own = "0"
    told = re.sub(r"[^\x20-\x7e]|[()]", "", contact).strip()[:200]
    return f"Dragoman/{own} ({told})" if told else f"Dragoman/{own}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Got:
    place: Place
    answer: Answer


class Fetcher:
    """Asks hosts for pages, for any number of threads. Nothing that a host does raises anything.

    ``retry_s`` of the limits is the first pause before another try; it doubles, and is cut by up to a half
    at random. ``tls`` is there for hosts with certificates of their own, ``sleep`` and ``clock`` for tests.
    """

    def __init__(
        self,
        *,
        guard: Guard | None = None,
        limits: Limits | None = None,
        contact: str = "",
        obey_robots: bool = True,
        clock: Clock = utc_now,
        sleep: Callable[[float], None] = time.sleep,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.guard = guard or Guard()
        self.limits = limits or Limits()
        self._agent = agent(contact)
        self._clock = clock
        self._sleep = sleep
        self._tls = tls
        self._pace = Pace(self.limits.delay_s, self.limits.max_wait_s, sleep=sleep)
        self._robots = Robots(self._robots_text) if obey_robots else None
        self._random = random.Random()  # of pauses only: nothing that is read depends on it

    def fetch(
        self,
        address: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        came_from: str | None = None,
    ) -> Page | Unfetched:
        """The page at this address, or why there is none; never raises.

        With ``etag`` or ``last_modified`` of an earlier Page, it may be one of status 304 without a body.
        ``came_from`` is the address that named this one, if no user did: see Guard.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asked = {name: value for name, value in conditions.items() if value and _VALIDATOR.fullmatch(value)}
        try:
            origin = self.guard.place(came_from) if came_from is not None else None
            place = self.guard.place(address, origin)
            got = self._patiently(lambda: self._follow(place, asked, self.limits, self._robots))
            return self._page(address, got, conditional=bool(asked))
        except NotFetched as error:
            return Unfetched(
                origin=shown(address),
                stage=STAGE,
                reason=str(error),
                status=error.status,
                temporary=error.temporary,
                wait_s=error.wait_s,
            )
        except Exception as error:  # noqa: BLE001  # one address must not end a watch, whatever is wrong with it
            reason = f"the address could not be fetched: {type(error).__name__}"
            return Unfetched(origin=shown(address), stage=STAGE, reason=reason)

    def _patiently(self, once: Callable[[], _Got]) -> _Got:
        for tried in range(1, self.limits.tries + 1):
            try:
                return once()
            except NotFetched as error:
                too_long = error.wait_s is not None and error.wait_s > self.limits.max_wait_s
                if not error.again or too_long or tried == self.limits.tries:
                    raise
                if error.wait_s is None:  # a wait that the host named is kept by the pace
                    self._sleep(self._pause(tried))
        raise NotFetched("no try was allowed")

    def _pause(self, tried: int) -> float:
        doubled: float = self.limits.retry_s * 2 ** (tried - 1)
        return min(doubled, self.limits.max_wait_s) * self._random.uniform(0.5, 1.0)

    def _follow(self, place: Place, asked: Mapping[str, str], limits: Limits, robots: Robots | None) -> _Got:
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
            **asked,
        }
        left_s = limits.total_s
        status = 0
        for _ in range(limits.max_redirects + 1):
            delay_s = robots.check(place) if robots is not None else 0.0
            with self._pace.turn(place.host, delay_s):
                began = time.monotonic()
                answer = ask(
                    place,
                    headers,
                    guard=self.guard,
                    limits=limits,
                    left_s=left_s,
                    tls=lambda: self._tls_context,
                )
                left_s -= time.monotonic() - began
            status = answer.status
            if status not in _MOVED:
                self._complain(place, answer)
                return _Got(place=place, answer=answer)
            place = self._next(place, answer)
        raise NotFetched(f"more than {limits.max_redirects} redirects", status=status)

    def _next(self, place: Place, answer: Answer) -> Place:
        written = answer.headers.get("location", "").strip()
        if not written:
            raise NotFetched(f"redirected to nowhere ({answer.status})", status=answer.status)
        with suppress(UnicodeError):  # headers are decoded as Latin-1, and some hosts write UTF-8
            written = written.encode("latin-1").decode("utf-8")
        try:
            return self.guard.place(urljoin(str(place), written), came_from=place)
        except ValueError as error:
            raise NotFetched(f"redirected to what is no address: {shown(written)}") from error
        except NotFetched as error:
            raise NotFetched(f"redirected to {shown(written)}: {error}") from error

    def _complain(self, place: Place, answer: Answer) -> None:
        """Raises NotFetched for a status that brings no page."""
        status = answer.status
        if status in _GOOD or status == 304:
            return
        wait_s = self._retry_after(answer.headers.get("retry-after", ""))
        if wait_s is not None and status in _LATER:
            self._pace.close(place.host, wait_s)
        told = _TOLD.get(
            status, "the host has an error of its own" if status >= 500 else "no page in the answer"
        )
        raise NotFetched(
            f"{told} ({status})",
            status=status,
            temporary=status >= 500,
            again=status in _LATER,
            wait_s=wait_s,
        )

    def _retry_after(self, written: str) -> float | None:
        if re.fullmatch(r"\s*[0-9]{1,9}\s*", written):
            return min(float(written), _LONGEST_WAIT_S)
        try:
            moment = email.utils.parsedate_to_datetime(written[:100])
            seconds = (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - self._clock()).total_seconds()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return min(max(seconds, 0.0), _LONGEST_WAIT_S)

    def _page(self, address: str, got: _Got, *, conditional: bool) -> Page:
        headers = got.answer.headers
        if got.answer.status == 304 and not conditional:
            raise NotFetched(
                "the host says that nothing has changed, and was not asked that (304)", status=304
            )
        declared = headers.get("content-type", "")
        kind = _MEDIA_TYPE.match(declared.strip().lower())
        charset = _CHARSET.search(declared)
        return Page(
            address=address,
            final_address=str(got.place),
            status=304 if got.answer.status == 304 else 200,
            media_type=kind[0] if kind else None,
            charset=charset[1].lower() if charset else None,
            body=got.answer.body,
            etag=_validator(headers.get("etag")),
            last_modified=_validator(headers.get("last-modified")),
            retrieved=self._clock(),
        )

    def _robots_text(self, place: Place) -> bytes:
        limits = replace(self.limits, max_bytes=min(10 * MAX_ROBOTS, self.limits.max_bytes))
        limits = replace(limits, total_s=min(limits.total_s, 30.0))
        return self._patiently(lambda: self._follow(place, {}, limits, None)).answer.body

    @cached_property
    def _tls_context(self) -> ssl.SSLContext:
        return self._tls or tls_context()


def _validator(value: str | None) -> str | None:
    return value if value and _VALIDATOR.fullmatch(value) else None
