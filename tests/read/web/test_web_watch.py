"""Watching feeds, sitemaps and pages: what is new, what changed, and nothing twice."""

from __future__ import annotations

import datetime as dt
import gzip
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.model.watched import Remembered
from dragoman.read.base import STAGE, Failure
from dragoman.read.page.html import read_html
from dragoman.read.plain import read_plain
from dragoman.read.web.answer import Page
from dragoman.read.web.feeds import Feed, FeedKind, Feeds
from dragoman.read.web.fetch import Fetcher
from dragoman.read.web.links import MAX_FEED, find_links
from dragoman.read.web.memory import Memory, ShortMemory, feed_key
from dragoman.read.web.watch import MAX_SITEMAPS, News, next_due, watch_once
from tests.read.web.conftest import HURRY, NOW, Clock, MakeFetcher
from tests.read.web.misbehaving import Request, Server, answer

Item = Document | Failure | News


def inner(data: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
    try:
        yield from (read_html if suffix == ".html" else read_plain)(data, origin)
    except UnreadableDocument as error:
        yield Failure(origin=origin, stage=STAGE, reason=str(error))


def article(words: str, noise: str = "") -> str:
    return f"<!DOCTYPE html><html><body><!--{noise}--><article><p>{words}</p></article></body></html>"


def rss(server: Server, *paths: str, more: str = "") -> bytes:
    items = "".join(
        f"<item><title>T{path}</title><link>{server.url(path)}</link><guid>{server.url(path)}</guid>"
        "<pubDate>Mon, 06 May 2024 10:00:00 +0000</pubDate></item>"
        for path in paths
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
    return f"{head}{items}{more}</channel></rss>".encode()


def sitemap(server: Server, *pages: tuple[str, str | None], index: bool = False) -> bytes:
    outer, one = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    body = "".join(
        f"<{one}><loc>{server.url(path)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{one}>"
        for path, changed in pages
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><{outer} xmlns="{space}">{body}</{outer}>'.encode()


def xml(server: Server, path: str, body: bytes, **headers: str) -> str:
    return server.page(path, body, Content_Type="application/xml", **headers)


class Watching:
    """One user's watch: the memory and the fetcher stay from one poll to the next."""

    def __init__(self, server: Server, make: MakeFetcher, clock: Clock, **limits: Any) -> None:
        self.server, self.clock = server, clock
        self.memory: Memory = ShortMemory()
        self.fetcher: Fetcher = make(limits=replace(HURRY, tries=1, **limits), obey_robots=False)

    def poll(self, *feeds: Feed) -> list[Item]:
        self.server.requests.clear()
        return list(watch_once(Feeds(feeds=feeds), self.memory, self.fetcher, inner, self.clock))


@pytest.fixture
def watching(server: Server, make: MakeFetcher, clock: Clock) -> Watching:
    return Watching(server, make, clock)


def texts(items: Sequence[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, Document)]


def news(items: Sequence[Item]) -> News:
    (one,) = (item for item in items if isinstance(item, News))
    assert items[-1] is one
    return one


def failures(items: Sequence[Item]) -> list[Failure]:
    return [item for item in items if isinstance(item, Failure)]


# Feeds


def test_new_entries_are_followed_once(server: Server, watching: Watching, clock: Clock) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1", "/2")), name="Ministry")
    for number in (1, 2, 3):
        server.page(f"/{number}", article(f"The ministers met for talks, number {number}."))
    first = watching.poll(feed)
    assert texts(first) == [
        "The ministers met for talks, number 1.",
        "The ministers met for talks, number 2.",
    ]
    assert news(first) == News(feed="Ministry", new=2)
    assert str(news(first)) == "Ministry: 2 new, 0 changed, 0 failed"
    assert watching.poll(feed) == []  # not due
    assert server.requests == []
    clock.pass_(hours=1)
    xml(server, "/feed", rss(server, "/3", "/1", "/2"))
    second = watching.poll(feed)
    assert texts(second) == ["The ministers met for talks, number 3."]
    assert news(second).new == 1
    assert server.targets == ["/feed", "/3"]


def test_document_of_a_feed_has_its_name_and_its_date(server: Server, watching: Watching) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1")), name="Ministry")
    server.page("/1", article("The ministers met for talks."))
    (found, _) = watching.poll(feed)
    assert isinstance(found, Document)
    assert found.source.name == "Ministry"
    assert found.source.url == found.origin == server.url("/1")
    assert (str(found.published), found.published_from) == ("2024-05-06", "the feed's entry")
    assert found.retrieved == NOW


def test_entry_without_a_page_is_its_own_text(server: Server, watching: Watching, clock: Clock) -> None:
    def own(words: str) -> bytes:
        return rss(
            server, more=f"<item><guid isPermaLink='false'>n1</guid><description>{words}</description></item>"
        )

    feed = Feed(
        address=xml(server, "/feed", own("The ministers met for talks in Rabat.")), include=("*/press/*",)
    )
    assert texts(watching.poll(feed)) == ["The ministers met for talks in Rabat."]
    clock.pass_(hours=1)
    assert texts(watching.poll(feed)) == []
    clock.pass_(hours=1)
    xml(server, "/feed", own("The ministers met for talks in Fez."))
    changed = watching.poll(feed)
    assert texts(changed) == ["The ministers met for talks in Fez."]
    assert news(changed).changed == 1


def test_feed_that_has_not_changed_is_not_sent_again(
    server: Server, watching: Watching, clock: Clock
) -> None:
    def act(connection: socket.socket, request: Request) -> None:
        same = request.headers.get("if-none-match") == '"f1"'
        body = answer(rss(server, "/1"), headers={"ETag": '"f1"', "Content-Type": "application/rss+xml"})
        connection.sendall(answer(status=304) if same else body)

    feed = Feed(address=server.act("/feed", act))
    server.page("/1", article("The ministers met for talks."))
    assert news(watching.poll(feed)).new == 1
    clock.pass_(hours=1)
    again = watching.poll(feed)
    assert again == [News(feed=feed.address)]
    assert server.requests[0].headers["if-none-match"] == '"f1"'
    assert server.targets == ["/feed"]


def test_feed_without_an_etag_is_known_by_its_bytes(server: Server, watching: Watching, clock: Clock) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1")))
    server.page("/1", article("The ministers met for talks."))
    watching.poll(feed)
    clock.pass_(hours=1)
    assert watching.poll(feed) == [News(feed=feed.address)]


# Changes


def test_changed_page_is_a_new_version(server: Server, watching: Watching, clock: Clock) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1"), ETag='"f1"'))
    server.page("/1", article("The ministers met for talks."))
    watching.poll(feed)
    clock.pass_(days=1)
    server.page("/1", article("The ministers met for frank talks."))
    changed = watching.poll(feed)
    assert texts(changed) == ["The ministers met for frank talks."]
    assert news(changed) == News(feed=feed.address, changed=1)
    assert "if-none-match" not in server.asked("/feed")[0].headers  # once a day the whole is wanted


def test_page_with_other_bytes_and_the_same_text_is_no_new_version(
    server: Server, watching: Watching, clock: Clock
) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1")))
    server.page("/1", article("The ministers met for talks.", noise="token 1"))
    watching.poll(feed)
    clock.pass_(days=1)
    server.page("/1", article("The ministers met for talks.", noise="token 2"))
    assert watching.poll(feed) == [News(feed=feed.address)]
    assert server.targets == ["/feed", "/1"]


def test_page_is_looked_at_again_ever_more_rarely_and_by_condition(
    server: Server, watching: Watching, clock: Clock
) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1")), every=dt.timedelta(hours=12))
    same = answer(article("The ministers met.").encode(), headers={"ETag": '"p1"'})
    server.say("/1", same, answer(status=304))
    asked: list[int] = []
    for half_day in range(40):
        watching.poll(feed)
        if again := server.asked("/1"):
            asked.append(half_day)
            assert again[0].headers.get("if-none-match") == ('"p1"' if half_day else None)
        clock.pass_(hours=12)
    assert asked == [0, 3, 7, 15, 31]  # the first poll of a day, and not before it is due


def test_page_that_fails_is_asked_for_again_and_keeps_no_other_from_being_read(
    server: Server, watching: Watching, clock: Clock
) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1", "/2", "/3"), ETag='"f1"'))
    server.say("/1", answer(status=503), answer(article("The ministers met for talks.").encode()))
    server.page("/3", article("The ministers had a call."))
    first = watching.poll(feed)
    assert [failure.origin for failure in failures(first)] == [server.url("/1"), server.url("/2")]
    assert news(first) == News(feed=feed.address, new=1, failed=2)
    clock.pass_(hours=1)
    second = watching.poll(feed)
    assert "if-none-match" not in server.asked("/feed")[0].headers  # else the failed one were not seen again
    assert texts(second) == ["The ministers met for talks."]
    assert server.targets == ["/feed", "/1"]  # what is not there waits for a day
    clock.pass_(days=1)
    assert "/2" in [failure.origin.removeprefix(server.url("")) for failure in failures(watching.poll(feed))]


def test_page_that_is_taken_down_is_told_and_its_text_is_not_taken_again(
    server: Server, watching: Watching, clock: Clock
) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1")))
    page = answer(article("The ministers met for talks.").encode())
    server.say("/1", page, answer(status=410), page)
    watching.poll(feed)
    clock.pass_(days=1)
    gone = watching.poll(feed)
    assert "removed" in failures(gone)[0].reason
    clock.pass_(days=3)
    assert watching.poll(feed) == [News(feed=feed.address)]
    assert server.targets == ["/feed", "/1"]


# Order, limits, patterns


def test_limit_leaves_the_rest_for_the_next_polls_and_none_is_lost(
    server: Server, watching: Watching, clock: Clock
) -> None:
    paths = [f"/{number}" for number in range(7)]
    feed = Feed(address=xml(server, "/feed", rss(server, *paths), ETag='"f1"'), limit=3)
    for path in paths:
        server.page(path, article(f"The ministers met for talks{path}."))
    found: list[str] = []
    for new, left in ((3, 4), (3, 1), (1, 0), (0, 0)):
        items = watching.poll(feed)
        assert (news(items).new, news(items).left) == (new, left)
        found += texts(items)
        clock.pass_(hours=1)
    assert len(found) == len(set(found)) == 7
    assert str(News(feed="A", new=3, left=4)) == "A: 3 new, 0 changed, 0 failed, 4 left for the next time"


def test_patterns_choose_what_is_followed(server: Server, watching: Watching) -> None:
    paths = ("/press/1", "/press/1.jpg", "/sport/1")
    address = xml(server, "/feed", rss(server, *paths))
    watching.poll(Feed(address=address, include=("*/press/*",), exclude=("*.jpg",)))
    assert server.targets == ["/feed", "/press/1"]


def test_host_that_falls_silent_is_not_asked_for_everything(
    server: Server, watching: Watching, clock: Clock
) -> None:
    paths = [f"/{number}" for number in range(20)]
    feed = Feed(address=xml(server, "/feed", rss(server, *paths)))
    for path in paths:
        server.say(path, b"")
    items = watching.poll(feed)
    assert news(items) == News(feed=feed.address, failed=3, left=17)
    for path in paths:
        server.page(path, article(f"The ministers met for talks{path}."))
    clock.pass_(hours=1)
    assert news(watching.poll(feed)).new == 20


def test_entries_that_lead_inside_are_refused(server: Server, watching: Watching) -> None:
    bad = (
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        "http://127.0.0.1:22/",
        "http://0x7f.1/",
    )
    items = "".join(f"<item><title>A</title><link>{address}</link></item>" for address in bad)
    feed = Feed(address=xml(server, "/feed", rss(server, "/1", more=items)))
    server.page("/1", article("The ministers met for talks."))
    found = watching.poll(feed)
    assert news(found).new == 1
    assert news(found).failed == 3  # the rest are no addresses at all
    assert server.targets == ["/feed", "/1"]


# Feeds that fail


def test_feed_that_fails_waits_longer_each_time_and_recovers(
    server: Server, watching: Watching, clock: Clock
) -> None:
    feed = Feed(address=server.say("/feed", answer(status=500)), name="Ministry")
    waits = []
    for _ in range(4):
        items = watching.poll(feed)
        assert "error of its own" in failures(items)[0].reason
        assert news(items) == News(feed="Ministry", failed=1)
        due = next_due(Feeds(feeds=(feed,)), watching.memory, clock)
        waits.append((due - clock.now).total_seconds() / 3600)
        clock.now = due
    assert waits == [1, 2, 4, 8]
    xml(server, "/feed", rss(server, "/1"))
    server.page("/1", article("The ministers met for talks."))
    assert news(watching.poll(feed)) == News(feed="Ministry", new=1)
    assert next_due(Feeds(feeds=(feed,)), watching.memory, clock) == clock.now + dt.timedelta(hours=1)


def test_feed_that_asks_for_a_wait_gets_it(server: Server, watching: Watching, clock: Clock) -> None:
    feed = Feed(address=server.say("/feed", answer(status=429, headers={"Retry-After": "90000"})))
    watching.poll(feed)
    clock.pass_(hours=24)
    assert watching.poll(feed) == []
    clock.pass_(hours=2)
    assert watching.poll(feed) != []


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Maintenance</body></html>", b"\0\1\2", b"<rss><channel>"]
)
@pytest.mark.parametrize("kind", [FeedKind.RSS, FeedKind.SITEMAP])
def test_feed_that_is_none_is_a_failure_of_that_feed_alone(
    kind: FeedKind, body: bytes, server: Server, watching: Watching
) -> None:
    broken = Feed(address=server.page("/broken", body), kind=kind, name="Broken")
    good = Feed(address=xml(server, "/feed", rss(server, "/1")), name="Good")
    server.page("/1", article("The ministers met for talks."))
    items = watching.poll(broken, good)
    told = {item.feed: item for item in items if isinstance(item, News)}
    assert told["Good"].new == 1
    assert told["Broken"].new == 0
    if body != b"<rss><channel>":  # which a feed reader may take for an empty feed
        assert told["Broken"].failed == 1


def test_first_poll_of_a_day_is_whole_even_after_failures_of_that_day(
    server: Server, watching: Watching, clock: Clock
) -> None:
    feed = Feed(address=xml(server, "/feed", rss(server, "/1"), ETag='"f1"'))
    server.page("/1", article("The ministers met for talks."))
    watching.poll(feed)
    server.say(
        "/feed", answer(status=500), answer(rss(server, "/1"), headers={"Content-Type": "application/xml"})
    )
    clock.pass_(days=1)
    watching.poll(feed)
    clock.pass_(hours=1)
    watching.poll(feed)
    assert "if-none-match" not in server.asked("/feed")[0].headers
    assert server.targets == ["/feed", "/1"]


# Sitemaps


def test_sitemap_gives_what_is_new_and_what_it_says_has_changed(
    server: Server, watching: Watching, clock: Clock
) -> None:
    pages = [("/1", "2024-05-01"), ("/2", "2024-05-05"), ("/3", None)]
    feed = Feed(address=xml(server, "/sitemap.xml", sitemap(server, *pages)))
    for path, _ in pages:
        server.page(path, article(f"The ministers met for talks{path}."))
    assert news(watching.poll(feed)).new == 3
    assert server.targets == ["/sitemap.xml", "/2", "/1", "/3"]  # the latest first
    clock.pass_(days=2)
    pages[0] = ("/1", "2024-05-08")
    xml(server, "/sitemap.xml", sitemap(server, *pages))
    server.page("/1", article("The ministers met for frank talks."))
    changed = watching.poll(feed)
    assert texts(changed) == ["The ministers met for frank talks."]
    assert server.targets == ["/sitemap.xml", "/1", "/3"]  # the second says that it has not changed


def test_index_leads_to_its_sitemaps_and_packed_ones_are_unpacked(
    server: Server, watching: Watching, clock: Clock
) -> None:
    index = sitemap(server, ("/old.xml", "2023-01-01"), ("/new.xml.gz", "2024-05-01"), index=True)
    feed = Feed(address=xml(server, "/index.xml", index), exclude=("*/2",))
    packed = gzip.compress(sitemap(server, ("/1", None), ("/2", None)))
    server.page("/new.xml.gz", packed, Content_Type="application/gzip")
    xml(server, "/old.xml", sitemap(server, ("/3", None), ("/1", None)))
    for path in ("/1", "/3"):
        server.page(path, article(f"The ministers met for talks{path}."))
    assert news(watching.poll(feed)).new == 2
    assert server.targets == ["/index.xml", "/new.xml.gz", "/old.xml", "/1", "/3"]
    clock.pass_(hours=1)
    xml(server, "/index.xml", index + b"<!-- -->")
    assert watching.poll(feed) == [News(feed=feed.address)]


def test_sitemaps_that_lead_to_each_other_and_without_end_are_bounded(
    server: Server, watching: Watching
) -> None:
    paths = [f"/s{number}.xml" for number in range(MAX_SITEMAPS + 30)]
    index = sitemap(server, *((path, None) for path in ["/index.xml", *paths]), index=True)
    feed = Feed(address=xml(server, "/index.xml", index))
    for path in paths:
        xml(server, path, index)
    assert news(watching.poll(feed)).new == 0
    assert len(server.requests) <= MAX_SITEMAPS + 1
    assert len(server.asked("/index.xml")) == 1


def test_every_address_is_asked_for_in_the_name_of_the_page_that_it_stands_on(
    server: Server, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, str | None] = {}
    really = watching.fetcher.fetch

    def fetch(address: str, **more: Any) -> Any:
        asked[address] = more["came_from"]
        return really(address, **more)

    monkeypatch.setattr(watching.fetcher, "fetch", fetch)
    server.say("/feed", answer(status=302, headers={"Location": "/index.xml"}))
    xml(server, "/index.xml", sitemap(server, ("/s.xml", None), index=True))
    xml(server, "/s.xml", sitemap(server, ("/1", None)))
    watching.poll(Feed(address=server.url("/feed")))
    assert asked == {
        server.url("/feed"): None,
        server.url("/s.xml"): server.url("/index.xml"),
        server.url("/1"): server.url("/s.xml"),
    }


def test_packed_sitemap_that_is_a_bomb_is_refused(server: Server, watching: Watching) -> None:
    bomb = gzip.compress(b"\0" * (HURRY.max_bytes * 20))
    feed = Feed(
        address=server.page("/s.xml.gz", bomb, Content_Type="application/gzip"), kind=FeedKind.SITEMAP
    )
    (failure,) = failures(watching.poll(feed))
    assert "unpacks to more" in failure.reason


# Pages


def test_page_of_links_is_followed_where_the_patterns_say(
    server: Server, watching: Watching, clock: Clock
) -> None:
    links = """<a href="press/1">One</a> <a href='/press/2#top'>Two</a> <a href="/press/1">again</a>
        <a href="javascript:alert(1)">no</a> <a href="mailto:a@b.example">no</a> <a href="/about">no</a>
        <a href="/press/3&#10;x ">Three</a> <a href="\\press\\A b.txt">Four</a> <a>no</a> <a href="http://[">no</a>"""
    feed = Feed(address=server.page("/list", f"<html><body>{links}</body></html>"), include=("*/press/*",))
    for path in ("/press/1", "/press/2", "/press/3x"):
        server.page(path, article(f"The ministers met for talks{path}."))
    server.page("/press/A%20b.txt", "The ministers met.", Content_Type="text/plain")
    items = watching.poll(feed)
    assert server.targets == ["/list", "/press/1", "/press/2", "/press/3x", "/press/A%20b.txt"]
    assert news(items) == News(feed=feed.address, new=4)
    clock.pass_(hours=1)
    assert watching.poll(feed) == [News(feed=feed.address)]


def test_links_in_comments_and_scripts_are_none(server: Server, watching: Watching) -> None:
    body = """<html><!-- <a href="/press/1">no</a> --><script>'<a href="/press/2">'</script>
        <a class=x data-href="/press/3" HREF=/press/4?a=1&amp;b=2>yes</a> <!-- <a href="/press/5">"""
    server.page("/press/4?a=1&b=2", article("The ministers met for talks."))
    watching.poll(Feed(address=server.page("/list", body), include=("*/press/*",)))
    assert server.targets == ["/list", "/press/4?a=1&b=2"]


@pytest.mark.parametrize(
    "piece",
    [
        "<a href=x>",
        "<a href='",
        "<!--",
        "<script>",
        "<a ",
        "<a\n",
        "<div>",
        "<base href=",
        "&",
        "<a href=/%d ",
    ],
)
def test_page_made_to_cost_time_costs_little(piece: str) -> None:
    body = "".join(piece.replace("%d", str(number)) for number in range(300_000)).encode()
    page = Page(
        address="http://a.example/",
        final_address="http://a.example/",
        status=200,
        media_type="text/html",
        charset=None,
        body=body,
        etag=None,
        last_modified=None,
        retrieved=NOW,
    )
    began = time.process_time()
    find_links(page, FeedKind.PAGE)
    assert time.process_time() - began < 3.0
    with pytest.raises(UnreadableDocument):
        find_links(replace(page, body=b"<rss>" + b" " * MAX_FEED), FeedKind.RSS)


def test_base_of_a_page_is_heeded_and_judged(server: Server, watching: Watching) -> None:
    body = '<html><head><base href="http://10.0.0.1/"></head><body><a href="press/1">One</a></body></html>'
    items = watching.poll(Feed(address=server.page("/list", body), include=("*press*",)))
    assert "private" in failures(items)[0].reason


def test_page_without_patterns_is_itself_the_document_and_each_change_a_version(
    server: Server, watching: Watching, clock: Clock
) -> None:
    feed = Feed(
        address=server.page("/agenda", article("The ministers will meet on Monday.")), kind=FeedKind.PAGE
    )
    assert texts(watching.poll(feed)) == ["The ministers will meet on Monday."]
    clock.pass_(hours=1)
    server.page("/agenda", article("The ministers will meet on Monday.", noise="other bytes"))
    assert watching.poll(feed) == [News(feed=feed.address)]
    clock.pass_(hours=1)
    server.page("/agenda", article("The ministers will meet on Tuesday."))
    items = watching.poll(feed)
    assert texts(items) == ["The ministers will meet on Tuesday."]
    assert news(items) == News(feed=feed.address, changed=1)


# Killed


class Killed(Exception):
    """The power was cut."""


class Fragile:
    """A memory that fails at a given write, as if the process had been killed there."""

    def __init__(self, kept: dict[str, Remembered], at: int) -> None:
        self.kept, self.left = kept, at

    def get(self, address: str) -> Remembered | None:
        return self.kept.get(address)

    def put(self, remembered: Remembered) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed
        self.kept[remembered.address] = remembered


@pytest.mark.parametrize("cut", range(12))
def test_watch_that_is_killed_anywhere_loses_nothing_and_keeps_nothing_twice(
    cut: int, server: Server, watching: Watching
) -> None:
    paths = ("/1", "/2", "/3")
    for path in paths:
        server.page(path, article(f"The ministers met for talks{path}."))
    feeds = Feeds(
        feeds=(
            Feed(address=xml(server, "/feed", rss(server, *paths))),
            Feed(address=server.page("/agenda", article("The ministers will meet on Monday."))),
        )
    )
    wanted = {f"The ministers met for talks{path}." for path in paths} | {
        "The ministers will meet on Monday."
    }
    kept: dict[str, Remembered] = {}
    ledger: dict[str, str] = {}
    yielded = 0
    for at in (cut // 2, 100):
        memory = Fragile(kept, at)
        try:
            for item in watch_once(feeds, memory, watching.fetcher, inner, watching.clock):
                if at != 100 and cut % 2 and yielded == cut // 2:
                    raise Killed  # before it was kept
                if isinstance(item, Document):
                    ledger[item.id] = item.text
                    yielded += 1
        except Killed:
            continue
    assert set(ledger.values()) == wanted
    assert yielded <= len(wanted) + 1  # the one that was in hand
    assert not list(watch_once(feeds, Fragile(kept, 0), watching.fetcher, inner, watching.clock))


def test_caller_that_stops_early_finds_the_rest_the_next_time(server: Server, watching: Watching) -> None:
    paths = [f"/{number}" for number in range(4)]
    for path in paths:
        server.page(path, article(f"The ministers met for talks{path}."))
    feeds = Feeds(feeds=(Feed(address=xml(server, "/feed", rss(server, *paths), ETag='"f"')),))
    watch = watch_once(feeds, watching.memory, watching.fetcher, inner, watching.clock)
    first = [next(watch), next(watch)]
    watch.close()  # type: ignore[attr-defined]
    rest = watching.poll(*feeds.feeds)
    assert texts(first)[0] not in texts(rest)
    assert {*texts(first), *texts(rest)} == {f"The ministers met for talks{path}." for path in paths}


def test_nothing_is_due_before_its_time(watching: Watching, clock: Clock) -> None:
    feed = Feed(address="http://press.example/feed")
    feeds = Feeds(feeds=(feed,))
    assert next_due(feeds, watching.memory, clock) == NOW
    due = NOW + dt.timedelta(minutes=5)
    watching.memory.put(Remembered(address=feed_key(feed.address), checked_at=NOW, due_at=due))
    assert next_due(feeds, watching.memory, clock) == due
    clock.pass_(minutes=9)
    assert next_due(feeds, watching.memory, clock) == clock.now
