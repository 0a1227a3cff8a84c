"""One address that a feed leads to: fetched, read, compared with what is remembered, and remembered."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.errors import DragomanError
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis
from dragoman.model.watched import Remembered
from dragoman.read.base import STAGE, Details, Failure, Inner, build, without_breakage
from dragoman.read.web.answer import Page, Unfetched
from dragoman.read.web.feeds import Feed
from dragoman.read.web.fetch import Clock, Fetcher
from dragoman.read.web.links import Link
from dragoman.read.web.memory import Memory
from dragoman.read.web.pages import Told, documents, has_stable_bytes, host_of, kind_of_page

FIRST_RECHECK = dt.timedelta(days=1)
LAST_RECHECK = dt.timedelta(days=30)
LONGEST_BACK_OFF = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a watch works with."""

    memory: Memory
    fetcher: Fetcher
    inner: Inner
    clock: Clock


class Outcome(StrEnum):
    """What came of a visit."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAILED = "failed"
    UNANSWERED = "unanswered"  # failed, and a later request may not


Visit = Generator[Document | Failure, None, Outcome]


def visit(link: Link, feed: Feed, means: Means) -> Visit:
    """The documents at this address if they are new or changed; the outcome is returned.

    What was taken is remembered once the caller asks for more after the last of it.
    """
    known = means.memory.get(link.address)
    if link.text is not None:
        return (yield from _take_text(link, feed, means))
    page = means.fetcher.fetch(
        link.address,
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
        came_from=link.came_from,
    )
    if isinstance(page, Failure):
        yield page
        means.memory.put(_failed(link, known, feed, means, page))
        return Outcome.UNANSWERED if page.temporary else Outcome.FAILED
    return (yield from take(link, page, feed, means))


def take(link: Link, page: Page, feed: Feed, means: Means) -> Visit:
    """As ``visit``, for a page that has been fetched."""
    known = means.memory.get(link.address)
    if page.status == 304 and known is not None:
        means.memory.put(_unchanged(known, means))
        return Outcome.SAME
    found = documents(
        page, means.inner, Told(name=feed.name, host=host_of(feed.address), published=link.published)
    )
    if has_stable_bytes(kind_of_page(page)):
        checksum = digest(page.body)
    else:  # one document, so it can be held; its bytes are others each time
        found = iter(items := tuple(found))
        checksum = digest(*(f"{one.id}\0{one.title}".encode() for one in items if isinstance(one, Document)))
    if known is not None and known.checksum == checksum:
        means.memory.put(replace(_unchanged(known, means), etag=page.etag, last_modified=page.last_modified))
        return Outcome.SAME
    taken = 0
    for item in found:
        taken += isinstance(item, Document)
        yield item
    if not taken:
        means.memory.put(_failed(link, known, feed, means))
        return Outcome.FAILED
    now = means.clock()
    means.memory.put(
        Remembered(
            address=link.address,
            etag=page.etag,
            last_modified=page.last_modified,
            checksum=checksum,
            checked_at=now,
            due_at=now + FIRST_RECHECK,
        )
    )
    return Outcome.CHANGED if known is not None and known.checksum else Outcome.NEW


def _take_text(link: Link, feed: Feed, means: Means) -> Visit:
    """An entry without a page: its text is the document."""
    known = means.memory.get(link.address)
    text = without_breakage(link.text or "")
    details = Details(
        title=link.title,
        published=link.published,
        basis=DateBasis.STATED if link.published else DateBasis.UNKNOWN,
        found="the feed's entry" if link.published else None,
        source=Source(name=feed.name, url=feed.address),
    )
    now = means.clock()
    outcome = Outcome.CHANGED if known is not None and known.checksum else Outcome.NEW
    item: Document | Failure
    try:
        item = replace(build(text, link.address, details=details), retrieved=now)
    except DragomanError as error:
        item, outcome = Failure(origin=link.address, stage=STAGE, reason=str(error)), Outcome.FAILED
    yield item
    checksum = text_digest(link.text or "")
    means.memory.put(
        Remembered(address=link.address, checksum=checksum, checked_at=now, due_at=now + FIRST_RECHECK)
    )
    return outcome


def _unchanged(known: Remembered, means: Means) -> Remembered:
    """Looked at again after twice the time."""
    now = means.clock()
    wait = min(max(2 * (known.due_at - known.checked_at), FIRST_RECHECK), LAST_RECHECK)
    return replace(known, checked_at=now, due_at=now + wait, failures=0)


def _failed(
    link: Link, known: Remembered | None, feed: Feed, means: Means, failure: Unfetched | None = None
) -> Remembered:
    now, failures = means.clock(), (known.failures if known else 0) + 1
    if failure is not None and failure.temporary:
        wait = back_off(feed.every, failures, failure.wait_s)
    else:
        wait = min(FIRST_RECHECK * 2 ** min(failures - 1, 10), LAST_RECHECK)
    known = known or Remembered(address=link.address, checked_at=now, due_at=now)
    return replace(known, etag=None, last_modified=None, due_at=now + wait, failures=failures)


def back_off(every: dt.timedelta, failures: int, asked_s: float | None) -> dt.timedelta:
    """How long to leave something alone: longer each time, and as long as the host asked."""
    doubled: dt.timedelta = every * 2 ** min(failures - 1, 10)
    wait = min(doubled, max(every, LONGEST_BACK_OFF))
    return max(wait, dt.timedelta(seconds=asked_s or 0.0))


def digest(*parts: bytes) -> str:
    """A checksum of parts in order."""
    whole = hashlib.sha256()
    for part in _framed(parts):
        whole.update(part)
    return whole.hexdigest()


def text_digest(text: str) -> str:
    """A checksum of a text."""
    return digest(text.encode("utf-8", "replace"))


def _framed(parts: Iterable[bytes]) -> Iterable[bytes]:
    for part in parts:
        yield len(part).to_bytes(8, "big")
        yield part
