"""Watched feeds and pages into a ledger: each document is kept before the next is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from dragoman.config import Settings
from dragoman.errors import StoreError
from dragoman.gazetteer.outlets import host_of
from dragoman.model.outlet import Outlet
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline, producer
from dragoman.read import Failure, Options
from dragoman.read.web import Feed, Feeds, Fetcher, News, watch_once
from dragoman.read.web.memory import feed_key
from dragoman.run.intake import keepable
from dragoman.run.isolated import Isolated
from dragoman.store.base import Store

Clock = Callable[[], dt.datetime]


def watch_into(
    store: Store, feeds: Feeds, fetcher: Fetcher, settings: Settings, clock: Clock
) -> Iterator[News | Failure]:
    """Poll what is due, once; News of each feed polled, and failures, which the ledger keeps too.

    What the file says of a feed's country and kind is kept as the user's word on its host, where the user has
    said nothing of that yet.
    """
    said = {outlet.key for outlet in store.outlets()}
    for feed in feeds.feeds:
        host = host_of(feed.address)
        if host is not None and host not in said and feed.source_kind is not None:
            named = Outlet(key=host, name=feed.name or host, country=feed.country, kind=feed.source_kind)
            store.name_outlet(named)
    keeper, failed = _Keeper(store, settings), set[str]()
    with Isolated(settings, Options()) as reader:
        for item in watch_once(feeds, store, fetcher, reader.inner, clock):
            if isinstance(item, News):
                yield item
                continue
            failure = item if isinstance(item, Failure) else keeper.keep(item)
            if failure is not None:
                failed.add(failure.origin)
                store.add_failure(keepable(failure))
                yield failure
    store.forget_failures(feed.address for feed in feeds.feeds if _answers(feed, store, failed))


class _Keeper:
    """Keeps documents with their readings; the model is loaded with the first that is new."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._producer = producer(settings)
        self._pipeline: Pipeline | None = None

    def keep(self, document: Document) -> Failure | None:
        try:
            wanted = self._store.wanted(document, self._producer)
            if wanted is None:
                return None
            self._pipeline = self._pipeline or Pipeline.load(self._settings)
            (outcome,) = self._pipeline.read([wanted])
            if outcome.reading is not None:
                self._store.add(wanted, outcome.reading)
        except StoreError as error:
            return Failure(origin=document.origin, stage="store", reason=str(error))
        return outcome.failure


def _answers(feed: Feed, store: Store, failed: set[str]) -> bool:
    """Whether the last poll of a feed went well, and that of the page at its address, where it is one."""
    polled, page = store.get(feed_key(feed.address)), store.get(feed.address)
    went_well = polled is not None and not polled.failures and not (page and page.failures)
    return went_well and feed.address not in failed
