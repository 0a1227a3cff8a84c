"""Sitemaps: the addresses a site names for those who visit it. They hold no text to read themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.model.time import PartialDate
from dragoman.read.base import STAGE, Failure, without_breakage
from dragoman.read.dates import stated_date
from dragoman.read.encoding import decode
from dragoman.read.xml_guard import guarded

MAX_ADDRESSES = 50_000
"""Of one sitemap, as the protocol has it."""
_MAX_SITEMAP = 52_428_800  # bytes, as the protocol has it
_MAX_ADDRESS = 2048
_DATES = ("publication_date", "lastmod")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapAddress:
    """An address in a sitemap: when what is there changed, as stated, and whether it is a sitemap itself."""

    address: str
    changed: PartialDate | None
    is_sitemap: bool


def addresses(data: bytes) -> list[SitemapAddress]:
    """The addresses of a sitemap, an index of sitemaps, or a plain list of addresses, in order, each once.

    ``data`` is unpacked already. At most MAX_ADDRESSES. Raises UnreadableDocument for anything else.
    """
    if len(data) > _MAX_SITEMAP:
        raise UnreadableDocument("a sitemap larger than the protocol allows")
    if not data.strip():
        raise UnreadableDocument("the file is empty")
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    listed = _of_xml(guarded(data)) if head.startswith((b"<", b"\xff\xfe", b"\xfe\xff")) else _of_text(data)
    found: dict[str, SitemapAddress] = {}
    for one in listed:
        found.setdefault(one.address, one)
        if len(found) == MAX_ADDRESSES:
            break
    return list(found.values())


def read_sitemap(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """No document: raises UnreadableDocument, which says what a sitemap is good for."""
    count = len(addresses(data))
    reason = f"a sitemap of {count:,} addresses holds no text; give its address to 'dragoman watch'"
    raise UnreadableDocument(reason)
    yield Failure(origin=origin, stage=STAGE, reason=reason)  # never: it makes this a Reader


def looks_like_sitemap(data: bytes) -> bool:
    """Whether XML data is a sitemap or an index of them rather than a feed."""
    head = data[:20_000].lower()
    return b"<urlset" in head or b"<sitemapindex" in head


def _of_text(data: bytes) -> Iterator[SitemapAddress]:
    some = False
    for line in decode(data).splitlines():
        address = _address(line)
        if address is None and line.strip() and not some:
            raise UnreadableDocument("not a sitemap: neither XML nor a list of addresses")
        if address:
            some = True
            yield SitemapAddress(address=address, changed=None, is_sitemap=False)


def _of_xml(data: bytes) -> Iterator[SitemapAddress]:
    from lxml import etree  # type: ignore[import-untyped]  # trees are passed on untyped

    context = etree.iterparse(
        io.BytesIO(data), events=("end",), recover=True, resolve_entities=False, no_network=True,
        load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    is_sitemap = False
    try:
        for _, element in context:
            name = _name(element)
            if name in ("url", "sitemap"):
                is_sitemap = True
                if (found := _entry(element, name == "sitemap")) is not None:
                    yield found
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        root = context.root
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocument("the sitemap's XML cannot be read") from error
    if not is_sitemap and (root is None or _name(root) not in ("urlset", "sitemapindex")):
        raise UnreadableDocument("not a sitemap: its XML lists no addresses")


def _entry(element: Any, is_sitemap: bool) -> SitemapAddress | None:
    held: dict[str, str] = {}
    for child in element.iterdescendants():
        text = child.text.strip() if isinstance(child.text, str) else ""
        if text and (_name(child) != "loc" or _name(child.getparent()) in ("url", "sitemap")):
            held.setdefault(_name(child), text)
    address = _address(held.get("loc", ""))
    if address is None:
        return None
    changed = next(filter(None, (stated_date(held.get(key)) for key in _DATES)), None)
    return SitemapAddress(address=address, changed=changed, is_sitemap=is_sitemap)


def _address(value: str) -> str | None:
    value = without_breakage(value).strip().lstrip("\ufeff")
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    good = parts.scheme in ("http", "https") and parts.netloc and len(value) <= _MAX_ADDRESS
    return value if good and not any(map(str.isspace, value)) else None


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
