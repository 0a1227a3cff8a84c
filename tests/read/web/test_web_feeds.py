"""FEEDS.toml."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dragoman.errors import InvalidFeeds
from dragoman.model.outlet import SourceKind
from dragoman.read.web.feeds import Feed, FeedKind, Manners, load_feeds, parse_feeds

WHOLE = """
[fetch]
contact = "desk@mfa.example"
delay = "5s"
ports = [80, 443, 8080]
allow_private = ["intranet.example:8443"]

[[feed]]
address = "https://press.example/rss"

[[feed]]
address = "HTTPS://Mfa.Example/Sitemap.xml#top"
kind = "sitemap"
name = "Foreign Ministry"
every = "6h"
country = "MAR"
source_kind = "official"
include = ["*/press/*"]
exclude = ["*.jpg", "*/archive/*"]
limit = 20
"""


def test_every_key_is_read() -> None:
    feeds = parse_feeds(WHOLE)
    first, second = feeds.feeds
    assert first == Feed(address="https://press.example/rss")
    assert second == Feed(
        address="https://mfa.example/Sitemap.xml",
        kind=FeedKind.SITEMAP,
        name="Foreign Ministry",
        every=dt.timedelta(hours=6),
        country="MAR",
        source_kind=SourceKind.OFFICIAL,
        include=("*/press/*",),
        exclude=("*.jpg", "*/archive/*"),
        limit=20,
    )
    assert feeds.manners == Manners(
        contact="desk@mfa.example",
        delay_s=5.0,
        ports=frozenset({80, 443, 8080}),
        allow_private=("intranet.example:8443",),
    )
    fetcher = feeds.manners.fetcher()
    assert fetcher.limits.delay_s == 5.0
    assert fetcher.guard.is_private(fetcher.guard.place("https://intranet.example:8443/"))


def test_what_is_not_said_is_gentle() -> None:
    feeds = parse_feeds('[[feed]]\naddress = "https://press.example/"\n')
    (feed,) = feeds.feeds
    assert (feed.kind, feed.every, feed.limit) == (FeedKind.AUTO, dt.timedelta(hours=1), 100)
    assert feeds.manners.delay_s == 2.0
    assert feeds.manners.ports == {80, 443}
    assert feeds.manners.allow_private == ()
    assert str(feed) == "https://press.example/"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (
            'kind = "sitemap"',
            'kind = "atom"',
            13,
            "feed.kind: Input should be 'auto', 'rss', 'sitemap' or 'page'",
        ),
        ('kind = "sitemap"', 'knid = "sitemap"', 13, "feed.knid: there is no such key"),
        ('every = "6h"', "every = 6", 15, "feed.every: a time such as"),
        ('every = "6h"', 'every = "6 hours"', 15, "feed.every: a time such as"),
        ('every = "6h"', 'every = "10s"', 15, "feed.every: from '1m'"),
        ('country = "MAR"', 'country = "MA"', 16, "feed.country: a code of three letters"),
        ('country = "MAR"', 'country = "Morocco"', 16, "feed.country: a code of three letters"),
        ('source_kind = "official"', 'source_kind = "blog"', 17, "feed.source_kind: Input should be"),
        (
            'include = ["*/press/*"]',
            'include = "*/press/*"',
            18,
            "feed.include: Input should be a valid list",
        ),
        ('include = ["*/press/*"]', "include = [7]", 18, "feed.include: Input should be a valid string"),
        ("limit = 20", "limit = 0", 20, "feed.limit"),
        ("limit = 20", 'limit = "20"', 20, "feed.limit"),
        ("limit = 20", "limit = 20\nlimit = 21", 21, "Cannot overwrite a value"),
        ("limit = 20", "limit = ", 20, "Invalid value"),
        ('"HTTPS://Mfa.Example/Sitemap.xml#top"', '"file:///etc/passwd"', 12, "feed.address: only http"),
        (
            '"HTTPS://Mfa.Example/Sitemap.xml#top"',
            '"http://a:b@mfa.example/"',
            12,
            "feed.address: the address has",
        ),
        ('"HTTPS://Mfa.Example/Sitemap.xml#top"', '"http://0x7f.1/"', 12, "feed.address: 0x7f.1 is an odd"),
        ('"HTTPS://Mfa.Example/Sitemap.xml#top"', '"https://press.example/rss#x"', 12, "stands twice"),
        ('address = "HTTPS://Mfa.Example/Sitemap.xml#top"', "", 11, "feed.address: is missing"),
        ('delay = "5s"', 'delay = "2h"', 4, "fetch.delay: at most '1h'"),
        ("ports = [80, 443, 8080]", "ports = [80, 99999]", 5, "fetch.ports"),
        ('["intranet.example:8443"]', '["intranet.example"]', 6, "fetch.allow_private: 'intranet.example'"),
        ("[fetch]", "[fetching]", 2, "fetching: there is no such key"),
        ("\n[fetch]", 'colour = "red"\n[fetch]', 1, "colour: there is no such key"),
    ],
)
def test_error_names_the_file_the_line_and_the_key(old: str, new: str, line: int, words: str) -> None:
    assert old in WHOLE
    with pytest.raises(InvalidFeeds) as caught:
        parse_feeds(WHOLE.replace(old, new), "my/FEEDS.toml")
    assert str(caught.value).startswith(f"my/FEEDS.toml:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "feed = []\n", "[fetch]\n", "feed = 1\n", "[feed]\na = 1\n"])
def test_file_without_a_feed_is_an_error(text: str) -> None:
    with pytest.raises(InvalidFeeds, match="feed"):
        parse_feeds(text)


def test_file_that_is_not_there_or_is_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidFeeds, match="No such file"):
        load_feeds(tmp_path / "FEEDS.toml")
    with pytest.raises(InvalidFeeds, match="directory"):
        load_feeds(tmp_path)
    path = tmp_path / "latin.toml"
    path.write_bytes(b'[[feed]]\nname = "\xe9t\xe9"\n')
    with pytest.raises(InvalidFeeds, match=r"latin\.toml:2: not UTF-8"):
        load_feeds(path)
    path.write_text("\ufeff" + WHOLE)
    assert len(load_feeds(path).feeds) == 2


def test_patterns_are_for_the_whole_address() -> None:
    feed = Feed(address="https://a.example/", include=("*/press/*", "*.pdf"), exclude=("*/draft*",))
    assert feed.wants("https://a.example/press/1")
    assert feed.wants("https://a.example/statement.pdf")
    assert not feed.wants("https://a.example/press")
    assert not feed.wants("https://a.example/press/draft-1")
    assert Feed(address="https://a.example/").wants("anything")


def test_patterns_of_many_stars_cost_little() -> None:
    feed = Feed(address="https://a.example/", include=("*a" * 40 + "b",))
    assert not feed.wants("https://a.example/" + "a" * 3000)
