"""Watched feeds into a ledger: each document is kept before the next is asked for."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.detect.tagger import Tagger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.pipeline import Pipeline
from dragoman.read import Failure
from dragoman.read.web import Feed, FeedKind, Feeds, Fetcher, Guard, News
from dragoman.run.watch import watch_into
from dragoman.store import open_store
from dragoman.store.base import Store
from tests.read.web.conftest import HURRY, Clock
from tests.read.web.misbehaving import Server, answer, serving
from tests.run.hostile import endless_pdf, page

ROOT = Path(__file__).parents[2]
QUICK = Settings(readers=1, read_limit_s=1.5)


@pytest.fixture(autouse=True)
def _one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded once for all tests."""
    monkeypatch.setattr("dragoman.run.watch.Pipeline.load", loaded)


@cache
def loaded(settings: Settings) -> Pipeline:
    return Pipeline(settings, Tagger.load())


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ledger.db") as opened:
        yield opened


def rss(server: Server, *paths: str) -> str:
    """A feed of our own that lists these pages."""
    items = "".join(
        f"<item><title>T{path}</title><link>{server.url(path)}</link>"
        "<pubDate>Mon, 06 May 2024 10:00:00 +0000</pubDate></item>"
        for path in paths
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
    return server.page("/feed", f"{head}{items}</channel></rss>", Content_Type="application/xml")


class Watch:
    """One user's watch of one ledger."""

    def __init__(self, server: Server, store: Store, *feeds: Feed) -> None:
        self.store, self.feeds, self.clock = store, Feeds(feeds=feeds), Clock()
        guard = Guard(allow_private=(f"127.0.0.1:{server.port}",))
        limits = replace(HURRY, tries=1, connect_s=5, between_s=5, total_s=10)
        self.fetcher = Fetcher(guard=guard, limits=limits, clock=self.clock, obey_robots=False)

    def begin(self) -> Iterator[News | Failure]:
        return watch_into(self.store, self.feeds, self.fetcher, QUICK, self.clock)

    def poll(self) -> list[News | Failure]:
        return list(self.begin())

    def later(self) -> list[News | Failure]:
        self.clock.pass_(days=2)
        return self.poll()


def origins(store: Store) -> list[str]:
    return sorted(document.origin for document in store.ledger().documents.values())


def failed(store: Store) -> list[str]:
    return [failure.origin for failure in store.failures()]


def test_what_is_new_is_kept_once(server: Server, store: Store) -> None:
    watch = Watch(server, store, Feed(address=rss(server, "/1", "/2"), name="Ministry"))
    for number in (1, 2, 3):
        server.page(f"/{number}", page(number))
    assert watch.poll() == [News(feed="Ministry", new=2)]
    assert origins(store) == [server.url("/1"), server.url("/2")]
    assert watch.poll() == [], "it is not due"
    rss(server, "/3", "/1", "/2")
    assert watch.later()[0] == News(feed="Ministry", new=1)
    assert origins(store) == [server.url(f"/{number}") for number in (1, 2, 3)]
    assert store.failures() == ()


def test_a_document_is_kept_before_the_next_is_asked_for(server: Server, store: Store) -> None:
    kept: list[int] = []
    for number in (1, 2, 3):
        body = answer(page(number).encode())

        def act(connection: object, _: object, body: bytes = body) -> None:
            kept.append(len(origins(store)))
            connection.sendall(body)  # type: ignore[attr-defined]

        server.act(f"/{number}", act)
    Watch(server, store, Feed(address=rss(server, "/1", "/2", "/3"))).poll()
    assert kept == [0, 1, 2]


def test_failures_are_kept_and_the_watch_goes_on(server: Server, store: Store) -> None:
    watch = Watch(server, store, Feed(address=rss(server, "/gone", "/bomb.pdf", "/1")))
    server.page("/bomb.pdf", endless_pdf(), Content_Type="application/pdf")
    server.page("/1", page(1))
    *failures, news = watch.poll()
    assert isinstance(news, News)
    assert (news.new, news.failed) == (1, 2)
    assert failed(store) == [server.url("/bomb.pdf"), server.url("/gone")]
    assert sorted(failure.origin for failure in failures if isinstance(failure, Failure)) == failed(store)
    reasons = {failure.origin: failure.reason for failure in store.failures()}
    assert reasons[server.url("/bomb.pdf")] == "took longer than 1.5 s"
    assert "404" in reasons[server.url("/gone")]
    assert origins(store) == [server.url("/1")]


def test_a_page_that_failed_is_struck_off_when_it_is_had(server: Server, store: Store) -> None:
    watch = Watch(server, store, Feed(address=rss(server, "/1")))
    watch.poll()
    assert failed(store) == [server.url("/1")]
    server.page("/1", page(1))
    watch.later()
    assert failed(store) == []
    assert origins(store) == [server.url("/1")]


def test_a_feed_that_failed_is_struck_off_when_it_answers(server: Server, store: Store) -> None:
    watch = Watch(server, store, Feed(address=server.url("/feed")), Feed(address=server.url("/other")))
    watch.poll()
    assert failed(store) == [server.url("/feed"), server.url("/other")]
    rss(server, "/1")
    server.page("/1", page(1))
    watch.later()
    assert failed(store) == [server.url("/other")]


def test_a_watched_page_that_has_no_text_stays_a_failure(server: Server, store: Store) -> None:
    server.page("/one", "<html><body></body></html>")
    watch = Watch(server, store, Feed(address=server.url("/one"), kind=FeedKind.PAGE))
    watch.poll()
    assert failed(store) == [server.url("/one")]
    watch.later()
    assert failed(store) == [server.url("/one")]
    server.page("/one", page(1))
    watch.later()
    assert failed(store) == []


def test_outlets_are_named_by_what_the_file_says_of_their_feeds(server: Server, store: Store) -> None:
    feed = Feed(address=rss(server), name="Ministry", country="TUN", source_kind=SourceKind.OFFICIAL)
    Watch(server, store, feed, Feed(address=server.url("/other"), name="Said nothing of")).poll()
    named = Outlet(key="127.0.0.1", name="Ministry", country="TUN", kind=SourceKind.OFFICIAL)
    assert store.outlets() == (named,)


def test_a_watch_that_is_left_in_the_middle_goes_on_from_there(server: Server, store: Store) -> None:
    watch = Watch(server, store, Feed(address=rss(server, "/gone", "/1", "/2")))
    for number in (1, 2):
        server.page(f"/{number}", page(number))
    begun = watch.begin()
    next(begun)  # the failure of the first
    begun.close()  # type: ignore[attr-defined]
    assert origins(store) == []
    *_, news = watch.poll()
    assert isinstance(news, News)
    assert news.new == 2
    assert len(origins(store)) == 2


WATCHER = """
import sys
from dragoman.config import Settings
from dragoman.read.web import Feed, Feeds, Fetcher, Guard, Limits, utc_now
from dragoman.run.watch import watch_into
from dragoman.store import open_store
if __name__ == "__main__":
    port, ledger = sys.argv[1:]
    guard = Guard(allow_private=(f"127.0.0.1:{port}",))
    fetcher = Fetcher(guard=guard, limits=Limits(delay_s=0, total_s=60), obey_robots=False)
    feeds = Feeds(feeds=(Feed(address=f"http://127.0.0.1:{port}/feed"),))
    with open_store(ledger) as store:
        for item in watch_into(store, feeds, fetcher, Settings(readers=1), utc_now):
            print(item, flush=True)
"""


def test_a_watch_that_is_killed_loses_nothing_and_takes_nothing_twice(server: Server, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    paths = [f"/{number}" for number in range(8)]
    rss(server, *paths)
    for path in paths:
        server.page(path, page(path))
    script = tmp_path / "watcher.py"
    script.write_text(WATCHER, encoding="utf-8")
    command = [sys.executable, str(script), str(server.port), str(ledger)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as run:
        until = time.monotonic() + 60
        while not server.asked("/4") and run.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.01)
        run.kill()
    assert run.returncode == -9
    with open_store(ledger, create=False) as store:
        kept = origins(store)
        assert set(kept) >= {server.url(path) for path in paths[:4]}
        server.requests.clear()
        watch = Watch(server, store, Feed(address=server.url("/feed")))
        (news,) = watch.poll()
        assert isinstance(news, News)
        assert 8 - len(kept) <= news.new <= 8 - len(kept) + 1  # one may have been kept and not remembered
        assert origins(store) == sorted(server.url(path) for path in paths)
        assert server.targets.count("/0") == 0, "it was asked for again"
        assert store.failures() == ()
