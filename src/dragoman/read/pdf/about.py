"""What a PDF says about itself: title, author and date, from its XMP packet and its document information."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import without_breakage
from dragoman.read.dates import stated_date
from dragoman.read.pdf.hyphens import is_unspaced

_PACKETS = 50
_DATE = re.compile(r"(?:D:)?\s?(\d{4})(\d{2})(\d{2})")
_FIRST_YEAR = 1993  # of PDF
_LAST_YEAR = 2099
_FILE = re.compile(
    r"\.(?:docx?|odt|rtf|pdf|indd|qxp|pages|tex|dvi|pptx?|xlsx?|html?|txt)\Z|\AMicrosoft |[\\/]\w+[\\/]"
    r"|\A(?:untitled|document|doc|title|no title|about:blank)\W?\d{0,3}\Z|\Ahttps?://|\A[\W\d_]*\Z",
    re.I,
)
_BROWSER = re.compile(
    r"\b(?:Headless)?Chrom(?:e|ium)\b|\bSkia/PDF\b|\bMozilla\b|\bFirefox\b|WebKit|\bSafari\b|\bEdg(?:e|A)?/"
    r"|\bOpera\b|wkhtmltopdf|PhantomJS",
    re.I,
)
_OFFICE = re.compile(r"Google Docs", re.I)  # which draws with the library of a browser
_ACCOUNT = re.compile(r"\A(?:user|admin|administrator|owner|unknown|default|pc|windows user)\d*\Z", re.I)
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = "publicationDate"
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Title, author and date, each None where the file states none that means anything.

    ``created`` is when the file was made. That is the date of its text at best, and nothing but the day on
    which someone printed a page where it is ``printed`` by a browser.
    """

    title: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    basis: DateBasis = DateBasis.UNKNOWN
    found: str | None = None
    created: PartialDate | None = None
    printed: bool = False


def about(data: bytes, information: Mapping[str, str]) -> About:
    """What is said of the document.

    Only a publication date (PRISM's, in the XMP packet) is STATED; the date on which the file was made is
    INFERRED, if PDF existed then and the file was not printed from a browser. A title that is a file's name
    is none.
    """
    packet = _packet(data)
    title = _title(information.get("Title")) or _title(packet.get("title"))
    author = _author(information.get("Author")) or _author(packet.get("creator"))
    printed = is_browser(information.get("Creator", ""), information.get("Producer", ""))
    created, name = _made(information.get("CreationDate"), packet.get("CreateDate"))
    known = About(title=title, author=author, created=created, printed=printed)
    if stated := stated_date(packet.get(_PRISM)):
        where = "the document's XMP: prism:publicationDate"
        return replace(known, published=stated, basis=DateBasis.STATED, found=where)
    if created is None or printed:
        return known
    return replace(known, published=created, basis=DateBasis.INFERRED, found=name)


def is_browser(creator: str, producer: str) -> bool:
    """Whether a file was printed from a browser, by the programs it names."""
    both = f"{creator} | {producer}"
    return bool(_BROWSER.search(both)) and not _OFFICE.search(both)


def _made(information: str | None, packet: str | None) -> tuple[PartialDate | None, str | None]:
    if date := _created(information):
        return date, "the document's properties: created"
    if date := _created(packet):
        return date, "the document's XMP: xmp:CreateDate"
    return None, None


def _created(value: str | None) -> PartialDate | None:
    match = _DATE.match(value or "")
    date = stated_date("-".join(match.groups())) if match else stated_date(value)
    return date if date is not None and _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def _packet(data: bytes) -> dict[str, str]:
    """The fields of the last XMP packet that is of the document, not of a picture in it."""
    from lxml import etree  # type: ignore[import-untyped]  # its stubs are not ours to install

    found: dict[str, str] = {}
    start = 0
    for _ in range(_PACKETS):
        start = data.find(b"<x:xmpmeta", start)
        end = data.find(b"</x:xmpmeta>", start, start + 200_000) if start >= 0 else -1
        if end < 0:
            break
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        try:
            root = etree.fromstring(data[start : end + 12], parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        start = end
        if root is not None and "image/" not in (fields := _fields(root)).get("format", ""):
            found = fields
    return found


def _fields(root: object) -> dict[str, str]:
    fields: dict[str, str] = {}
    for element in root.iter():  # type: ignore[attr-defined]  # lxml is not typed
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        if element.tag.startswith(_DC) or name in (_PRISM, "CreateDate"):
            text = " ".join("".join(element.itertext()).split())
            fields.setdefault(name, text[: 2 * _LONGEST])
        for at, value in element.attrib.items():
            if (name := at.rpartition("}")[2]) in (_PRISM, "CreateDate", "format"):
                fields.setdefault(name, value)
    return fields


def _title(value: str | None) -> str | None:
    words = _words(value)
    if words is None or _FILE.search(words) or len(words) < 4:
        return None
    return words if " " in words or any(map(is_unspaced, words)) else None  # one word is a file's name


def _author(value: str | None) -> str | None:
    words = _words(value)
    return None if words is None or _ACCOUNT.match(words) or not any(map(str.isalpha, words)) else words


def _words(value: str | None) -> str | None:
    if not value:
        return None
    words = " ".join(without_breakage(value).replace("\ufeff", "").split())
    return words if 0 < len(words) <= _LONGEST and "\ufffd" not in words else None
