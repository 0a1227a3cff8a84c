"""Fetched bytes to documents: the reader for their kind, and where and when they were had."""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import STAGE, Failure, Inner
from dragoman.read.types import sniff
from dragoman.read.web.answer import NotFetched, Page
from dragoman.read.web.fetch import Fetcher
from dragoman.read.web.guard import take_apart

_MARKUP = frozenset({".html", ".htm", ".xhtml"})
_DECLARING = frozenset({".xml", ".rss", ".atom", ".json", ".jsonl", ".ndjson"})  # their own word comes first
_TEXT = _MARKUP | _DECLARING | {".txt", ".md", ".markdown", ".csv", ".tsv"}
_DEFAULTS = frozenset({"iso-8859-1", "latin1", "us-ascii", "ascii"})  # what servers say that do not know
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,5}=", re.I)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page that named an address says of it: who speaks, and when it was published.

    ``name`` is given to what is on the host ``host`` or says itself not who speaks.
    """

    name: str | None = None
    host: str | None = None
    published: PartialDate | None = None


_NOTHING = Told()


def read_address(address: str, fetcher: Fetcher, inner: Inner) -> Iterator[Document | Failure]:
    """The documents at an address: a page's article, a file's text, a feed's entries as its file has them.

    What cannot be had is a Failure in its place; nothing is raised.
    """
    page = fetcher.fetch(address)
    if isinstance(page, Failure):
        yield page
    else:
        yield from documents(page, inner)


def kind_of_page(page: Page) -> str:
    """The suffix of the reader for a page; empty where we have none."""
    name = posixpath.basename(unquote(urlsplit(page.final_address).path))
    return sniff(page.body, page.media_type, name)


def has_stable_bytes(suffix: str) -> bool:
    """Whether a page of this kind has the same bytes as long as it has the same text: web pages do not."""
    return suffix not in _MARKUP


def documents(page: Page, inner: Inner, told: Told = _NOTHING) -> Iterator[Document | Failure]:
    """The documents of a page, each with the address it was had from. Nothing is raised."""
    origin = page.final_address
    if not page.body.strip():
        yield Failure(origin=origin, stage=STAGE, reason="the answer is empty")
        return
    suffix = kind_of_page(page)
    if not suffix:
        what = page.media_type or "unknown"
        yield Failure(origin=origin, stage=STAGE, reason=f"a kind of file that is not read ({what})")
        return
    for item in inner(in_unicode(page.body, page.charset, suffix), origin, suffix):
        yield item if isinstance(item, Failure) else _dressed(item, page, told)


def in_unicode(body: bytes, charset: str | None, suffix: str) -> bytes:
    """The bytes as UTF-8 with its mark, where the header's charset is needed to read them; else as they are.

    It is not where they are UTF-8 or UTF-16 already, nor believed where they are not in it, where a format's
    own declaration comes first, or where it is what servers say by default and the page itself says more.
    """
    if charset is None or suffix not in _TEXT or body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body
    if (suffix in _DECLARING or charset in _DEFAULTS) and _DECLARED.search(body[:4096]):
        return body
    try:
        body.decode("utf-8")
        return body
    except UnicodeDecodeError:
        pass
    try:
        if not codecs.lookup(charset)._is_text_encoding:
            return body
        text = body.decode("cp1252" if charset in _DEFAULTS else charset)
    except (LookupError, ValueError, TypeError):  # a made-up name, or bytes that are not in it
        return body
    return body if _CONTROL.search(text) else codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _dressed(document: Document, page: Page, told: Told) -> Document:
    whole = document.origin == page.final_address  # and not one of several in it, which have addresses
    url = page.final_address if whole else document.source.url or page.final_address
    name = document.source.name or told.name
    if told.name and host_of(url) == told.host:
        name = told.name
    dressed = replace(document, source=Source(name=name, url=url), retrieved=page.retrieved)
    if whole and told.published and document.published_basis in (DateBasis.UNKNOWN, DateBasis.INFERRED):
        return replace(
            dressed,
            published=told.published,
            published_basis=DateBasis.STATED,
            published_from="the feed's entry",
        )
    return dressed


def host_of(address: str) -> str | None:
    """The host of an address without its www; None where it is none."""
    try:
        return take_apart(address).host.removeprefix("www.")
    except NotFetched:
        return None
