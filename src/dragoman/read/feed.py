"""Feeds (.rss, .atom, .rdf, .xml): RSS 0.9 to 2.0, RDF and Atom, by feedparser. Every entry is a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.errors import InvalidRecord, UnreadableDocument
from dragoman.gazetteer.outlets import host_of
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import STAGE, Details, Failure, build, name_of, without_breakage
from dragoman.read.dates import stated_date
from dragoman.read.language import primary_tag
from dragoman.read.page.blocks import plain_text
from dragoman.read.sitemap import looks_like_sitemap, read_sitemap
from dragoman.read.written import written_date
from dragoman.read.xml_guard import guarded

_MAX_ENTRIES = 20_000
_MAX_FEED = 20_000_000  # bytes: the parser takes some seconds for each million
_MIN_TEXT = 40  # code points of a teaser that says something; half of it where words are not spaced
_DENSE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FEED = re.compile(rb"<(?:[a-z0-9]{1,20}:)?(?:rss|feed|rdf|channel)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed: where its article is, what it is known by, and what the feed itself says of it.

    ``identity`` is the entry's own id, else its address, else its title and date. ``text`` is all that the
    feed has of the article, a paragraph a line: mostly a teaser, at times the whole; empty for nothing.
    """

    address: str | None
    identity: str
    title: str | None
    published: PartialDate | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An entry with what a document needs besides."""

    entry: Entry
    author: str | None
    lang: str | None
    found: str | None
    basis: DateBasis


def entries(data: bytes) -> list[Entry]:
    """The entries of a feed in its order, each identity once. Raises UnreadableDocument for no feed."""
    return [told.entry for told in _told(_parsed(data))]


def read_feed(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """A document for each entry that says something: its text, or its teaser.

    The feed is its source where its page is on the feed's own host: others' news is not published by a feed.

    An entry with no more than a title and a link is a Failure that names its address. Raises
    UnreadableDocument for what is no feed (a sitemap, which is XML as well, by its name), or has no entries.
    """
    if looks_like_sitemap(data):
        yield from read_sitemap(data, origin)
    feed = _parsed(data)
    source, home = _words(feed.feed.get("title")), host_of(_words(feed.feed.get("link")))
    told = _told(feed)
    if not told:
        raise UnreadableDocument("the feed has no entries")
    for one in told:
        elsewhere = home is not None and host_of(one.entry.address) not in (home, None)
        yield _document(one, origin, None if elsewhere else source)


def _document(told: _Told, origin: str, source: str | None) -> Document | Failure:
    entry = told.entry
    where = f"{origin}#{entry.identity}"
    if not _says_something(entry.text):
        reason = "the entry has no text of its own; its page is "
        return Failure(origin=where, stage=STAGE, reason=reason + (entry.address or "not named"))
    details = Details(
        title=entry.title,
        author=told.author,
        published=entry.published,
        basis=told.basis if entry.published else DateBasis.UNKNOWN,
        found=told.found,
        source=Source(name=source, url=entry.address),
        lang=told.lang,
    )
    try:
        return build(entry.text, where, name=f"{name_of(origin)}#{entry.identity}", details=details)
    except (UnreadableDocument, InvalidRecord) as error:
        return Failure(origin=where, stage=STAGE, reason=str(error))


def _says_something(text: str) -> bool:
    return len(text) >= _MIN_TEXT or len(_DENSE.findall(text[:200])) * 2 >= _MIN_TEXT


def _parsed(data: bytes) -> Any:
    if len(data) > _MAX_FEED:
        raise UnreadableDocument(f"a feed larger than {_MAX_FEED // 1_000_000} MB")
    if not data.strip():
        raise UnreadableDocument("the file is empty")
    data = guarded(data)
    if not _FEED.search(data[:50_000]):
        raise UnreadableDocument("not a feed: there is no RSS or Atom in it")
    import feedparser  # type: ignore[import-untyped]  # none are published; 0.2 s: with the first feed only

    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a parser on strangers' bytes, which fails in many ways
        raise UnreadableDocument("the feed cannot be read") from error
    if not feed.entries and not feed.version:
        raise UnreadableDocument("not a feed: there is no RSS or Atom in it")
    return feed


def _told(feed: Any) -> list[_Told]:
    base = _words(feed.feed.get("link"))
    lang = primary_tag(feed.feed.get("language"))
    seen: set[str] = set()
    told: list[_Told] = []
    for item in feed.entries[:_MAX_ENTRIES]:
        one = _one(item, base, lang, feed.version or "")
        if one.entry.identity not in seen:
            seen.add(one.entry.identity)
            told.append(one)
    return told


def _one(item: Any, base: str | None, lang: str | None, version: str) -> _Told:
    title = _line(item.get("title"))
    address = _address(item, base)
    published, found = _date(item)
    own = _words(item.get("id"))
    text, own_lang = _text(item, title)
    entry = Entry(
        address=address,
        identity=(own or address or f"{title or text[:80]} {published or ''}".strip() or "untitled")[:500],
        title=title,
        published=published,
        text=text,
    )
    # Atom keeps apart when an entry was changed; in RSS the parser calls dc:date so.
    changed = found == "the entry: updated" and version.startswith("atom")
    return _Told(
        entry=entry,
        author=_line(item.get("author")),
        lang=own_lang or lang,
        found=found,
        basis=DateBasis.INFERRED if changed else DateBasis.STATED,
    )


def _date(item: Any) -> tuple[PartialDate | None, str | None]:
    """The date of publication, on the day that the feed writes, whatever its time zone."""
    for key in ("published", "created", "updated"):
        if key in item and item.get(key):
            parsed = item.get(f"{key}_parsed")
            date = written_date(str(item.get(key)))
            date = date or (stated_date("-".join(f"{part:02d}" for part in parsed[:3])) if parsed else None)
            if date:
                return date, f"the entry: {key}"
    return None, None


def _address(item: Any, base: str | None) -> str | None:
    links = [link.get("href") for link in item.get("links", ()) if link.get("rel") in (None, "alternate")]
    for value in (item.get("feedburner_origlink"), *links, item.get("link"), item.get("id")):
        try:
            address = urljoin(base or "", (_words(value) or "")[:2000])
            if urlsplit(address).scheme in ("http", "https") and value:
                return address
        except ValueError:
            continue
    return None


def _text(item: Any, title: str | None) -> tuple[str, str | None]:
    """The longest of what the entry holds, as paragraphs, and the language it names for it."""
    held = [part for part in item.get("content", ()) if isinstance(part, dict)]
    held.append({"value": item.get("summary"), **(item.get("summary_detail") or {})})
    best, lang = "", None
    for part in held:
        value = part.get("value")
        if not isinstance(value, str) or str(part.get("type", "")).startswith(("image/", "audio/", "video/")):
            continue
        text = plain_text(without_breakage(value))
        if len(text) > len(best):
            best, lang = text, primary_tag(part.get("language"))
    return ("", None) if best == title else (best, lang)


def _line(value: object) -> str | None:
    return " ".join(plain_text(value).split()) or None if isinstance(value, str) else None


def _words(value: object) -> str | None:
    return " ".join(without_breakage(value).split()) or None if isinstance(value, str) else None
