"""FEEDS.toml: what is watched, how often and how gently. Every error names the file, the line and the key."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dragoman.errors import InvalidFeeds
from dragoman.gazetteer.parties import is_state
from dragoman.model.outlet import SourceKind
from dragoman.read.web.answer import Limits, NotFetched
from dragoman.read.web.fetch import Fetcher
from dragoman.read.web.guard import Guard, take_apart

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_SPAN = re.compile(r"([0-9]{1,6}) ?([smhdw])")
_LEAST_EVERY = dt.timedelta(minutes=1)
_LONGEST_EVERY = dt.timedelta(days=366)
_LONGEST_DELAY = dt.timedelta(hours=1)
_MESSAGES = {"extra_forbidden": "there is no such key", "missing": "is missing"}


class FeedKind(StrEnum):
    """What stands at a feed's address."""

    AUTO = "auto"  # whichever of the others its bytes show it to be
    RSS = "rss"  # RSS or Atom
    SITEMAP = "sitemap"
    PAGE = (
        "page"  # a page with links to follow where ``include`` says which, else one document that may change
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address to be polled.

    ``include`` and ``exclude`` are patterns for the whole address of what it links to, with ``*`` for
    anything; where there is no ``include``, everything is. At most ``limit`` pages are fetched in one poll.
    """

    address: str
    name: str | None = None
    kind: FeedKind = FeedKind.AUTO
    every: dt.timedelta = dt.timedelta(hours=1)
    country: str | None = None
    source_kind: SourceKind | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limit: int = 100

    def __str__(self) -> str:
        return self.name or self.address

    def wants(self, address: str) -> bool:
        """Whether the patterns let this address through."""
        included = not self.include or any(fnmatchcase(address, pattern) for pattern in self.include)
        return included and not any(fnmatchcase(address, pattern) for pattern in self.exclude)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How hosts are asked: see Guard and Limits. ``contact`` is told to every host."""

    contact: str = ""
    delay_s: float = Limits().delay_s
    ports: frozenset[int] = Guard().ports
    allow_private: tuple[str, ...] = ()

    def fetcher(self) -> Fetcher:
        """A Fetcher that asks in this way."""
        guard = Guard(allow_private=self.allow_private, ports=self.ports)
        return Fetcher(guard=guard, limits=Limits(delay_s=self.delay_s), contact=self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """What FEEDS.toml says: the feeds in its order, no address twice."""

    feeds: tuple[Feed, ...]
    manners: Manners = field(default_factory=Manners)


def _span(value: object) -> dt.timedelta:
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("a time such as '2s', '30m', '1h' or '7d' is wanted")
    return dt.timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def _checked_every(span: dt.timedelta) -> dt.timedelta:
    if not _LEAST_EVERY <= span <= _LONGEST_EVERY:
        raise ValueError("from '1m' to '366d'")
    return span


def _checked_delay(span: dt.timedelta) -> dt.timedelta:
    if span > _LONGEST_DELAY:
        raise ValueError("at most '1h'")
    return span


def _checked_address(address: str) -> str:
    try:
        return str(take_apart(address.split("#", 1)[0]))
    except NotFetched as error:
        raise ValueError(str(error)) from error


def _checked_country(code: str) -> str:
    if not is_state(code):
        raise ValueError("a code of three letters (ISO 3166-1 alpha-3) is wanted, such as 'MAR'")
    return code


def _checked_private(entry: str) -> str:
    Guard(allow_private=(entry,))
    return entry


Words = Annotated[str, Field(min_length=1, max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _FeedTable(_Strict):
    """[[feed]]"""

    address: Annotated[str, AfterValidator(_checked_address)]
    name: Words | None = None
    kind: FeedKind = FeedKind.AUTO
    every: Annotated[dt.timedelta, BeforeValidator(_span), AfterValidator(_checked_every)] = dt.timedelta(
        hours=1
    )
    country: Annotated[str, AfterValidator(_checked_country)] | None = None
    source_kind: SourceKind | None = None
    include: list[Words] = []
    exclude: list[Words] = []
    limit: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 100


class _FetchTable(_Strict):
    """[fetch]"""

    contact: Annotated[str, Field(max_length=200)] = ""
    delay: Annotated[dt.timedelta, BeforeValidator(_span), AfterValidator(_checked_delay)] = dt.timedelta(
        seconds=Limits().delay_s
    )
    ports: list[Annotated[int, Field(strict=True, ge=1, le=65535)]] = sorted(Guard().ports)
    allow_private: list[Annotated[str, AfterValidator(_checked_private)]] = []


class _File(_Strict):
    feed: Annotated[list[_FeedTable], Field(min_length=1)]
    fetch: _FetchTable = _FetchTable()


def load_feeds(path: Path | str) -> Feeds:
    """The feeds of a file; raises InvalidFeeds."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InvalidFeeds(f"{path}: {error.strerror or 'cannot be read'}") from error
    try:
        return parse_feeds(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidFeeds(f"{path}:{line}: not UTF-8") from error


def parse_feeds(text: str, file: str = "FEEDS.toml") -> Feeds:
    """The feeds of a text in TOML; raises InvalidFeeds."""
    try:
        written = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else text.count("\n") + 1
        raise InvalidFeeds(f"{file}:{line}: {error}") from error
    except RecursionError as error:
        raise InvalidFeeds(f"{file}: nested too deeply") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if isinstance(part, str))
        message = _MESSAGES.get(first["type"], first["msg"]).removeprefix("Value error, ")
        raise InvalidFeeds(f"{file}:{_line(text, first['loc'])}: {where}: {message}") from error
    addresses = [one.address for one in written.feed]
    for number, address in enumerate(addresses):
        if address in addresses[:number]:
            line = _line(text, ("feed", number, "address"))
            raise InvalidFeeds(f"{file}:{line}: feed.address: {address} stands twice")
    return Feeds(
        feeds=tuple(
            Feed(**{**dict(one), "include": tuple(one.include), "exclude": tuple(one.exclude)})
            for one in written.feed
        ),
        manners=Manners(
            contact=written.fetch.contact,
            delay_s=written.fetch.delay.total_seconds(),
            ports=frozenset(written.fetch.ports),
            allow_private=tuple(written.fetch.allow_private),
        ),
    )


def _line(text: str, path: tuple[int | str, ...]) -> int:
    """The line of a key; that of its table where the key is missing or is not found; at worst the first."""
    words = [part for part in path if isinstance(part, str)] or [""]
    number = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    lines = text.splitlines()
    if len(words) == 1:  # a table, or a key outside of them
        here = (at for at, line in enumerate(lines) if re.match(_written(words[0]), line))
        return next(here, 0) + 1
    heads = [at for at, line in enumerate(lines) if re.match(rf"\s*\[+\s*{re.escape(words[0])}\s*\]", line)]
    if number >= len(heads):
        return 1
    for at in range(heads[number] + 1, len(lines)):
        if re.match(r"\s*\[+\s*[A-Za-z]", lines[at]):
            break
        if re.match(_written(words[-1]), lines[at]):
            return at + 1
    return heads[number] + 1


def _written(key: str) -> str:
    return rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=\]]"
