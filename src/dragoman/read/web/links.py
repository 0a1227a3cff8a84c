"""What a feed, a sitemap or a page leads to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urljoin

from dragoman.errors import UnreadableDocument
from dragoman.model.time import PartialDate
from dragoman.read.encoding import decode
from dragoman.read.feed import entries
from dragoman.read.sitemap import addresses
from dragoman.read.web.answer import NotFetched, Page
from dragoman.read.web.feeds import Feed, FeedKind
from dragoman.read.web.guard import take_apart
from dragoman.read.web.pages import in_unicode, kind_of_page
from dragoman.read.web.unpack import unpack

MAX_LINKS = 100_000
"""Of one feed, sitemap or page."""
MAX_FEED = 5_000_000
"""Bytes of a feed: its parser takes two seconds for each million."""
_GZIP = b"\x1f\x8b"
_BREAK = re.compile(r"[\t\r\n]")
_TAG = re.compile(r"<(a|area|base)\s([^<>]{1,4000})>", re.I)
_HREF = re.compile(
    r"""(?:\A|[\s"'/])href\s{0,5}=\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'<>]{1,2000}))""", re.I
)
_HIDDEN = re.compile("<!--|<script", re.I)
_ENDS = {"<!--": re.compile("-->"), "<script": re.compile("</script", re.I)}
_SITEMAP = re.compile(rb"<(?:[a-z]{1,20}:)?(?:urlset|sitemapindex)[\s>]", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a feed names, and what it says of it; ``came_from`` is where that stands.

    ``text`` is set where the entry has no page of its own: it is all there is, and ``address`` its mark only.
    """

    address: str
    title: str | None = None
    published: PartialDate | None = None
    changed: PartialDate | None = None
    is_sitemap: bool = False
    came_from: str | None = None
    text: str | None = None


def unpacked(page: Page, limit: int) -> Page:
    """The page, without the gzip in which sitemaps are kept as files. Raises NotFetched for a bomb."""
    if not page.body.startswith(_GZIP):
        return page
    return replace(page, body=unpack((page.body,), "gzip", limit))


def find_kind(page: Page, feed: Feed) -> FeedKind:
    """What stands at the feed's address: as the user says, else as its bytes show."""
    if feed.kind is not FeedKind.AUTO:
        return feed.kind
    suffix = kind_of_page(page)
    if suffix in (".rss", ".atom"):
        return FeedKind.RSS
    if suffix == ".xml":
        return FeedKind.SITEMAP if _SITEMAP.search(page.body[:4096]) else FeedKind.RSS
    return FeedKind.PAGE


def find_links(page: Page, kind: FeedKind) -> tuple[Link, ...]:
    """The links in order, each address once, without those that are no http or https address.

    Raises UnreadableDocument where the page is not of this kind.
    """
    found: dict[str, Link] = {}
    for link in _FINDERS[kind](page):
        address = link.address if link.text is not None else _absolute(page, link.address)
        if address is not None:
            found.setdefault(address, replace(link, address=address, came_from=page.final_address))
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def _absolute(page: Page, written: str) -> str | None:
    """As browsers do: line breaks within an address are none of it, and a backslash is meant as a slash."""
    try:
        cleaned = _BREAK.sub("", written.strip()).replace("\\", "/")
        return str(take_apart(urljoin(page.final_address, cleaned)))
    except (NotFetched, ValueError):
        return None


def _of_feed(page: Page) -> Iterator[Link]:
    if len(page.body) > MAX_FEED:
        raise UnreadableDocument(f"a feed larger than {MAX_FEED:,} bytes")
    for entry in entries(page.body):
        if entry.address:
            yield Link(address=entry.address, title=entry.title, published=entry.published)
        elif entry.text and entry.text.strip():
            mark = hashlib.sha256((entry.identity or entry.text).encode("utf-8", "replace")).hexdigest()[:20]
            address = f"{page.address}#{mark}"
            yield Link(address=address, title=entry.title, published=entry.published, text=entry.text)


def _of_sitemap(page: Page) -> Iterator[Link]:
    for one in addresses(page.body):
        yield Link(address=one.address, changed=one.changed, is_sitemap=one.is_sitemap)


def _of_page(page: Page) -> Iterator[Link]:
    """By patterns and not by a parser: a parser's time has no bound on pages made to cost it."""
    text = decode(in_unicode(page.body, page.charset, ".html"), page.charset)
    base, written = "", dict[str, None]()
    for tag, attributes in _TAG.findall(_without(text)):
        found = _HREF.search(attributes)
        href = unescape(found[1] or found[2] or found[3] or "").strip() if found else ""
        if tag.lower() == "base":
            base = base or href
        elif href and not href.startswith("#"):
            written[href] = None
        if len(written) >= MAX_LINKS:
            break
    for href in written:
        with suppress(ValueError):
            yield Link(address=urljoin(base, href))


def _without(text: str) -> str:
    """The page without its comments and scripts, in which links are none."""
    kept, at = [], 0
    while hidden := _HIDDEN.search(text, at):
        kept.append(text[at : hidden.start()])
        end = _ENDS[hidden[0].lower()].search(text, hidden.end())
        if end is None:
            return "".join(kept)
        at = end.end()
    return "".join([*kept, text[at:]])


_FINDERS = {
    FeedKind.RSS: _of_feed,
    FeedKind.SITEMAP: _of_sitemap,
    FeedKind.PAGE: _of_page,
}
