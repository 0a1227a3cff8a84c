"""What a web page says of its text, apart from the text: title, author, date, site and address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.model.text import Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import Details, without_breakage
from dragoman.read.dates import stated_date
from dragoman.read.language import UNDETERMINED, detect_language, primary_tag
from dragoman.read.page.blocks import Block
from dragoman.read.page.linked_data import LinkedData
from dragoman.read.written import written_date

_DATE_FIELDS = (
    "og:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish_date",
    "publish-date", "publication_date", "publicationdate", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article_date_original", "date_published", "date",
)  # fmt: skip
_AUTHOR_FIELDS = (
    "author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "parsely-author",
    "byl",
    "dc.author",
)
_SITE_FIELDS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
_NOBODY = re.compile(
    r"(?:super)?[ _-]?(?:admin(?:istrat(?:or|eur|ador))?|root|user|webmaster|editor|author|super ?user)\d*",
    re.I,
)
_SEPARATOR = re.compile(
    r"\s+(?:[|•·»«›‹—–-]|::?|/{1,2})\s+|\s*[|｜]\s*|\s*::\s*|(?<=[\u3400-\u9fff])[_-]+(?=[\u3400-\u9fff])"
)
_BAR = re.compile(r"[|｜]|\s::\s")
_MARKS = " |•·»«›‹—–-:/_｜"
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-])(\d\d?)(?:\2(\d\d?))?(?!\d)")
_RUN_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SAVED_FROM = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,1000})")
_MAX_TITLE = 500
_MAX_DATE_LINE = 60
_MIN_TITLE = 6  # code points of what can be told from a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page taken apart: its tree, the fields of its head, its linked data, its lines, its origin."""

    tree: Any
    metas: Mapping[str, str]
    data: LinkedData
    lines: tuple[Block, ...]
    head: str
    origin: str
    address: str | None = None


def details_of(page: Page, found: Any, text: str) -> Details:
    """The details of a page; ``found`` is what trafilatura made of it, or None."""
    address = _address(page)
    site = _first(page, _SITE_FIELDS) or page.data.site or _words(getattr(found, "sitename", None))
    title = _title(page, site, _words(getattr(found, "title", None)))
    site = site or _rest_of_title(page, title)
    lang = _language(page.tree, text)
    published, basis, where = _date(page, found, address, title, lang)
    return Details(
        title=title,
        author=_author(page, site, _words(getattr(found, "author", None))),
        published=published,
        basis=basis,
        found=where,
        source=Source(name=site, url=address),
        lang=lang,
    )


def metas_of(tree: Any) -> dict[str, str]:
    """The fields of a page's head, by name in lower case, the first of each that is not empty."""
    fields: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = _words(meta.get("content"))
        if key and value and len(key) < 60:
            fields.setdefault(key.strip().lower(), value[:2000])
    return fields


def _date(
    page: Page, found: Any, address: str | None, title: str | None, lang: str | None
) -> tuple[PartialDate | None, DateBasis, str | None]:
    for value, where in _stated(page):
        if date := stated_date(value):
            return date, DateBasis.STATED, where
    if date := _first_time(page.tree):
        return date, DateBasis.INFERRED, "the time element"
    for known in (address, page.origin if page.origin.startswith("http") else None):
        if known and (date := _date_in(known)):
            return date, DateBasis.INFERRED, "the address"
    for line in _beside(page.lines, title):
        if date := written_date(line, lang):
            return date, DateBasis.INFERRED, f"the line {line!r} at the head of the article"
    if date := stated_date(getattr(found, "date", None)):
        return date, DateBasis.INFERRED, "htmldate's guess from the page"
    return None, DateBasis.UNKNOWN, None


def _stated(page: Page) -> Iterator[tuple[str | None, str]]:
    yield page.metas.get("article:published_time"), "meta article:published_time"
    yield page.data.published, "JSON-LD datePublished"
    for key in _DATE_FIELDS:
        yield page.metas.get(key), f"meta {key}"
    for element in page.tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("content") or element.get("datetime") or element.text, "itemprop datePublished"
    for element in page.tree.iter("time"):
        if element.get("pubdate") is not None or "published" in (element.get("class") or "").lower().split():
            yield element.get("datetime"), "the time element"


def _first_time(tree: Any) -> PartialDate | None:
    """The date of the time elements that stand before or in the article, where they all say the same day."""
    dates = {
        date
        for element in tree.iter("time")
        if next(element.iterancestors("aside", "footer", "nav", "li"), None) is None
        and (date := stated_date(element.get("datetime"))) is not None
        and date.day is not None
    }
    return dates.pop() if len(dates) == 1 else None


def _beside(lines: tuple[Block, ...], title: str | None) -> Iterator[str]:
    """The short lines after the article's heading and the one before it: where a page writes its date.

    Not any line of the page: many show the day of the visit at their top, or the dates of other news.
    """
    wanted = (title or "").casefold()
    places = [n for n, block in enumerate(lines) if wanted and block.text.casefold().startswith(wanted)]
    if not places:
        return
    at = places[-1]
    near = [lines[at].text[len(wanted) :], *(block.text for block in lines[at + 1 : at + 5])]
    near += [block.text for block in lines[max(0, at - 1) : at]]
    for line in near:
        if 6 <= len(line.strip()) <= _MAX_DATE_LINE:
            yield line.strip()


def _date_in(address: str) -> PartialDate | None:
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    match = _RUN_IN_ADDRESS.search(path)
    if match:
        return stated_date("-".join(match.groups()))
    match = _IN_ADDRESS.search(path)
    if not match:
        return None
    year, _, month, day = match.groups()
    return stated_date("-".join(filter(None, (year, month.zfill(2), day and day.zfill(2)))))


def _address(page: Page) -> str | None:
    """The page's own address: what it declares to be it, else where it is known to come from."""
    saved = _SAVED_FROM.search(page.head)
    candidates = (page.address, saved[1] if saved else None, page.origin)
    known = next(filter(None, (_full(value, None) for value in candidates if value)), None)
    declared = [
        link.get("href") for link in page.tree.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    declared += [page.metas.get("og:url"), page.data.address]
    full = [_full(value, known) for value in declared if value]
    found = [value for value in full if value]
    return (
        next((value for value in found if _leads_somewhere(value)), None) or known or next(iter(found), None)
    )


def _full(value: str, known: str | None) -> str | None:
    try:
        address = urljoin(known or "", value.strip()[:2000])
        parts = urlsplit(address)
    except ValueError:
        return None
    return without_breakage(address) if parts.scheme in ("http", "https") and parts.netloc else None


def _leads_somewhere(address: str) -> bool:
    """Whether it is the address of a page and not of the whole site, as careless templates declare."""
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)


def _title(page: Page, site: str | None, guess: str | None) -> str | None:
    """The title without the site's name: as the article's heading has it where the page has it so."""
    headings = [_joined(heading) for heading in list(page.tree.iter("h1"))[:5]]
    stated = _stated_title(page)
    if not stated:
        return next(filter(None, headings), None) or guess
    shown = [heading.casefold() for heading in headings] + [block.text.casefold() for block in page.lines]
    whole = frozenset(shown)
    if stated.casefold() in whole:
        return stated
    parts = [part for part in _trimmed(stated) if part and not _same(part, site)]
    candidates = [part for part in parts if len(part) >= _MIN_TITLE]
    for part in candidates:
        if part.casefold() in whole:
            return part
    for part in candidates:
        if any(line.startswith(part.casefold()) for line in shown):
            return part
    if site is None and (cut := _BAR.search(stated)) and cut.start() > len(stated) - cut.end():
        return stated[
            : cut.start()
        ].strip()  # nobody writes a bar in a headline, and the shorter part is a name
    return next((part for part in parts if _same(_without(stated, part), site)), stated)


def _stated_title(page: Page) -> str:
    whole = next((_joined(title) for title in page.tree.iter("title")), "")
    stated = page.data.title or page.metas.get("og:title") or page.metas.get("twitter:title") or whole
    return " ".join(stated.split())[:_MAX_TITLE]


def _without(stated: str, part: str) -> str:
    return stated.replace(part, "", 1).strip(_MARKS)


def _rest_of_title(page: Page, title: str | None) -> str | None:
    """What the head's title has beside the article's: the name of the site, where it is one part."""
    whole = next((_joined(element) for element in page.tree.iter("title")), "")
    if not title or title not in whole or title == whole:
        return None
    rest = _without(whole, title)
    return rest if rest and len(rest) <= 80 and not _SEPARATOR.search(rest) else None


def _trimmed(title: str) -> Iterator[str]:
    """The title without parts at its end, and at its beginning, the longest first."""
    cuts = [(match.start(), match.end()) for match in list(_SEPARATOR.finditer(title))[:6]]
    for start, _ in reversed(cuts):
        yield title[:start].strip()
    for _, end in cuts:
        yield title[end:].strip()
    for (_, begin), (end, _) in pairwise(cuts):
        yield title[begin:end].strip()


def _same(part: str, site: str | None) -> bool:
    """Whether a part of a title is the site's name, by its letters."""
    one, other = (_letters(value) for value in (part, site or ""))
    return bool(one and other) and (
        one == other or (len(one) > 3 and one in other) or (len(other) > 3 and other in one)
    )


def _letters(value: str) -> str:
    return "".join(filter(str.isalnum, value.casefold()))


def _author(page: Page, site: str | None, guess: str | None) -> str | None:
    for name in (page.data.author, *(page.metas.get(key) for key in _AUTHOR_FIELDS), guess):
        if not name or len(name) > 200 or name.startswith(("http", "@", "www.")):
            continue
        if not _NOBODY.fullmatch(name) and not (site and _letters(name) == _letters(site)):
            return name
    return None


def _language(tree: Any, text: str) -> str | None:
    lang = detect_language(text)
    if lang != UNDETERMINED:
        return lang
    return next(
        (
            primary_tag(html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang"))
            for html in tree.iter("html")
        ),
        None,
    )


def _first(page: Page, keys: tuple[str, ...]) -> str | None:
    return next((page.metas[key] for key in keys if key in page.metas), None)


def _joined(element: Any) -> str:
    return without_breakage(" ".join("".join(element.itertext()).split()))[:_MAX_TITLE]


def _words(value: object) -> str | None:
    return " ".join(without_breakage(value).split()) or None if isinstance(value, str) else None
