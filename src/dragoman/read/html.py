"""HTML (.html, .htm): the article of a page, by trafilatura. The document's text is the article's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import Details, Failure, build, without_breakage
from dragoman.read.dates import stated_date
from dragoman.read.encoding import decode
from dragoman.read.language import UNDETERMINED, detect_language, primary_tag

_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,30})""", re.I)
_TAG = re.compile(r"<(meta|time|html)\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(r"""([A-Za-z:_-]{1,40})\s{0,5}=\s{0,5}(?:"([^"]{0,1000})"|'([^']{0,1000})')""")
_LINKED_DATA = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{1,60})"')
_DATE_FIELDS = (
    "article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publication_date", "date",
)  # fmt: skip
_LITTLE = 150  # code points under which the page's plain paragraphs are tried
_LATEST = "2100-01-01"  # the library's own limit is today, which would make the reading depend on the day


def read_html(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: the article's paragraphs, one a line, with title, site name and canonical address.

    The publication date is STATED where the page's metadata give one, with its precision, and INFERRED where
    it was found elsewhere in the page. Raises UnreadableDocument for a page without text.
    """
    declared = _CHARSET.search(data[:4096])
    page = without_breakage(decode(data, declared[1].decode() if declared else None))
    found = _extract(page)
    text = without_breakage(found.text if found is not None and found.text else "").strip()
    if len(text) < _LITTLE:
        plain = _paragraphs(page)
        text = plain if len(plain) > 2 * len(text) else text
    if not text:
        raise UnreadableDocument("the page has no text")
    published, basis = _date(page, found)
    details = Details(
        title=_words(found.title if found is not None else None),
        published=published,
        basis=basis,
        source=Source(
            name=_words(found.sitename if found is not None else None),
            url=_words(found.url if found is not None else None),
        ),
        lang=_language(page, text),
    )
    yield build(text, origin, details=details)


def _extract(page: str) -> Any:
    from trafilatura import bare_extraction  # 0.2 s to import: with the first page only

    try:
        return bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
                "max_date": _LATEST,
            },
        )
    except Exception:  # noqa: BLE001  # a parser on strangers' bytes: whatever it trips over, it found nothing
        return None


def _paragraphs(page: str) -> str:
    from trafilatura import baseline

    try:
        body, text, _ = baseline(page)
    except Exception:  # noqa: BLE001  # as above
        return ""
    lines = [" ".join("".join(part.itertext()).split()) for part in body.iter("p")]
    return without_breakage("\n".join(filter(None, lines)) or text).strip()


def _tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    for tag, inside in _TAG.findall(page):
        yield tag.lower(), {key.lower(): one or other for key, one, other in _ATTRIBUTE.findall(inside)}


def _date(page: str, found: Any) -> tuple[PartialDate | None, DateBasis]:
    stated: dict[str, str] = {}
    for tag, attributes in _tags(page):
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        value = attributes.get("content") or (attributes.get("datetime") if tag == "time" else None)
        if value:
            stated.setdefault(key.lower(), value)
    candidates = [stated.get(_DATE_FIELDS[0]), *_LINKED_DATA.findall(page)[:1]]
    candidates += [stated.get(key) for key in _DATE_FIELDS[1:]]
    for candidate in candidates:
        if date := stated_date(candidate):
            return date, DateBasis.STATED
    guessed = stated_date(found.date) if found is not None and found.date else None
    return guessed, DateBasis.INFERRED if guessed else DateBasis.UNKNOWN


def _language(page: str, text: str) -> str | None:
    lang = detect_language(text)
    if lang != UNDETERMINED:
        return lang
    return next(
        (primary_tag(attributes.get("lang")) for tag, attributes in _tags(page) if tag == "html"), None
    )


def _words(value: str | None) -> str | None:
    return without_breakage(value).strip() or None if value else None
