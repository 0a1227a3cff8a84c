"""Polling: what is due is asked for, what was not seen before is followed, what changed is taken anew.

An item is remembered as soon as the caller, having kept what was yielded, asks for more. A watch that is
killed in between yields that item again the next time: nothing is lost, and a ledger that knows documents by
their content keeps nothing twice.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace

from dragoman.errors import DragomanError
from dragoman.model.text import Document
from dragoman.model.watched import Remembered
from dragoman.read.base import STAGE, Failure, Inner
from dragoman.read.web.answer import Page, Unfetched
from dragoman.read.web.feeds import Feed, FeedKind, Feeds
from dragoman.read.web.fetch import Clock, Fetcher
from dragoman.read.web.links import Link, find_kind, find_links, unpacked
from dragoman.read.web.memory import Memory, feed_key
from dragoman.read.web.visit import Means, Outcome, Visit, back_off, digest, take, text_digest, visit

MAX_SITEMAPS = 50
"""Sitemaps that one index leads to in one poll, the latest changed first."""
_ENOUGH = 3  # pages in a row that did not answer, after which the rest of the feed waits for the next poll


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The one line of what was new at a feed: pages, not documents. ``left`` waits for the next poll."""

    feed: str
    new: int = 0
    changed: int = 0
    failed: int = 0
    left: int = 0

    def __str__(self) -> str:
        told = f"{self.feed}: {self.new} new, {self.changed} changed, {self.failed} failed"
        return f"{told}, {self.left} left for the next time" if self.left else told


def watch_once(
    feeds: Feeds, memory: Memory, fetcher: Fetcher, inner: Inner, clock: Clock
) -> Iterator[Document | Failure | News]:
    """Poll every feed that is due, in their order: its new and changed documents, its failures, its News.

    Nothing is raised but what ``memory`` raises. Feeds that are not due give nothing at all.
    """
    means = Means(memory=memory, fetcher=fetcher, inner=inner, clock=clock)
    for feed in feeds.feeds:
        before = memory.get(feed_key(feed.address))
        if before is None or before.due_at <= clock():
            yield from _Poll(feed=feed, means=means).run(before)


def next_due(feeds: Feeds, memory: Memory, clock: Clock) -> dt.datetime:
    """When the first feed is due: now, or later."""
    now = clock()
    known = (memory.get(feed_key(feed.address)) for feed in feeds.feeds)
    return min((max(now, one.due_at) if one else now for one in known), default=now)


@dataclass(slots=True, kw_only=True)
class _Poll:
    """One poll of one feed, and what it counts.

    ``settled``: nothing is left over that makes the feed worth reading again before it changes.
    """

    feed: Feed
    means: Means
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    left: int = 0
    settled: bool = True

    def run(self, before: Remembered | None) -> Iterator[Document | Failure | News]:
        page = self._ask(self.feed.address, before, came_from=None)
        if isinstance(page, Failure):
            yield from self._fail(page, before)
            return
        sources = [page]
        if not self._is_known(page, before):
            try:
                yield from self._read(page, sources)
            except DragomanError as error:
                failure = Failure(origin=self.feed.address, stage=STAGE, reason=str(error))
                yield from self._fail(failure, before)
                return
        for source in sources:
            self._remember(source)
        yield self._news()

    def _news(self) -> News:
        count = self.outcomes
        return News(
            feed=str(self.feed),
            new=count[Outcome.NEW],
            changed=count[Outcome.CHANGED],
            failed=count[Outcome.FAILED] + count[Outcome.UNANSWERED],
            left=self.left,
        )

    def _ask(self, address: str, before: Remembered | None, came_from: str | None) -> Page | Unfetched:
        """A feed; without conditions once a day, so that what it lists can be looked at for changes."""
        fresh = before is not None and self._is_fresh(before)
        page = self.means.fetcher.fetch(
            address,
            etag=before.etag if before and fresh else None,
            last_modified=before.last_modified if before and fresh else None,
            came_from=came_from,
        )
        return page if isinstance(page, Failure) else replace(page, address=address)

    def _is_fresh(self, before: Remembered) -> bool:
        return before.checked_at.astimezone(dt.UTC).date() == self.means.clock().astimezone(dt.UTC).date()

    def _is_known(self, page: Page, before: Remembered | None) -> bool:
        if page.status == 304:
            return True
        return before is not None and self._is_fresh(before) and before.checksum == digest(page.body)

    def _fail(self, failure: Failure, before: Remembered | None) -> Iterator[Failure | News]:
        """The feed itself failed: it waits longer each time."""
        yield failure
        now, failures = self.means.clock(), (before.failures if before else 0) + 1
        wait = back_off(self.feed.every, failures, failure.wait_s if isinstance(failure, Unfetched) else None)
        known = before or Remembered(address=feed_key(self.feed.address), checked_at=now, due_at=now)
        self.means.memory.put(replace(known, due_at=now + wait, failures=failures))
        self.outcomes[Outcome.FAILED] += 1
        yield self._news()

    def _remember(self, page: Page) -> None:
        now = self.means.clock()
        known = self.means.memory.get(feed_key(page.address))
        if page.status == 304 and known is not None:
            remembered = replace(known, checked_at=now, due_at=now + self.feed.every, failures=0)
        else:
            remembered = Remembered(
                address=feed_key(page.address),
                etag=page.etag if self.settled else None,
                last_modified=page.last_modified if self.settled else None,
                checksum=digest(page.body) if self.settled else None,
                checked_at=now,
                due_at=now + self.feed.every,
            )
        self.means.memory.put(remembered)

    def _read(self, page: Page, sources: list[Page]) -> Iterator[Document | Failure]:
        kind = find_kind(page, self.feed)
        if kind is FeedKind.PAGE and not self.feed.include:
            yield from self._counted(take(Link(address=self.feed.address), page, self.feed, self.means))
            return
        links = find_links(unpacked(page, self.means.fetcher.limits.max_bytes), kind)
        listed = [link for link in links if not link.is_sitemap]
        for link in _latest_first(link for link in links if link.is_sitemap)[:MAX_SITEMAPS]:
            listed += yield from self._sitemap(link, sources)
        wanted, silent = self._wanted(listed), 0
        for number, link in enumerate(wanted):
            if number >= self.feed.limit or silent >= _ENOUGH:
                self.left, self.settled = len(wanted) - number, False
                return
            outcome = yield from self._counted(visit(link, self.feed, self.means))
            silent = silent + 1 if outcome is Outcome.UNANSWERED else 0

    def _counted(self, visiting: Visit) -> Visit:
        outcome = yield from visiting
        self.outcomes[outcome] += 1
        self.settled = self.settled and outcome is not Outcome.UNANSWERED
        return outcome

    def _sitemap(self, link: Link, sources: list[Page]) -> Generator[Failure, None, list[Link]]:
        """What one sitemap of an index lists; a sitemap that it lists in turn is not followed."""
        if any(source.address == link.address for source in sources):
            return []
        before = self.means.memory.get(feed_key(link.address))
        page = self._ask(link.address, before, link.came_from)
        if isinstance(page, Failure):
            yield page
            self.outcomes[Outcome.UNANSWERED] += 1
            self.settled = self.settled and not page.temporary
            return []
        if self._is_known(page, before):
            return []
        try:
            links = find_links(unpacked(page, self.means.fetcher.limits.max_bytes), FeedKind.SITEMAP)
        except DragomanError as error:
            yield Failure(origin=link.address, stage=STAGE, reason=str(error))
            self.outcomes[Outcome.FAILED] += 1
            return []
        sources.append(page)
        return [one for one in links if not one.is_sitemap]

    def _wanted(self, listed: Iterable[Link]) -> list[Link]:
        """The links to visit: those not seen before, the latest first, then those that may have changed."""
        now = self.means.clock()
        unseen: list[Link] = []
        again: list[Link] = []
        for link in {link.address: link for link in listed}.values():
            if link.text is None and not self.feed.wants(link.address):
                continue
            known = self.means.memory.get(link.address)
            if known is None:
                unseen.append(link)
            elif _may_have_changed(link, known, now):
                again.append(link)
        return [*_latest_first(unseen), *again]


def _may_have_changed(link: Link, known: Remembered, now: dt.datetime) -> bool:
    if link.text is not None:
        return known.checksum != text_digest(link.text)
    if known.failures or link.changed is None:
        return known.due_at <= now
    day = known.checked_at.astimezone(dt.UTC).date()
    return link.changed.last > day or (link.changed.last == day and known.due_at <= now)


def _latest_first(links: Iterable[Link]) -> list[Link]:
    def day(link: Link) -> dt.date:
        date = link.changed or link.published
        return date.last if date else dt.date.min

    return sorted(links, key=day, reverse=True)
