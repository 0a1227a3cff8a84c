"""What kind of file some bytes are: by the bytes themselves, then by the type declared, then by the name.

A kind is named by the suffix that READERS or CONTAINERS know it by; the empty string is a kind that nobody
here reads.
"""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Mapping
from types import MappingProxyType

MEDIA_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ".txt": ("text/plain",),
        ".md": ("text/markdown", "text/x-markdown"),
        ".markdown": (),
        ".html": ("text/html", "application/xhtml+xml"),
        ".htm": (),
        ".xhtml": (),
        ".json": ("application/json", "text/json", "application/ld+json"),
        ".jsonl": (
            "application/jsonl",
            "application/x-ndjson",
            "application/ndjson",
            "application/x-jsonlines",
        ),
        ".ndjson": (),
        ".pdf": ("application/pdf", "application/x-pdf"),
        ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        ".docm": ("application/vnd.ms-word.document.macroenabled.12",),
        ".dotx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.template",),
        ".doc": ("application/msword",),
        ".odt": ("application/vnd.oasis.opendocument.text",),
        ".ott": ("application/vnd.oasis.opendocument.text-template",),
        ".fodt": ("application/vnd.oasis.opendocument.text-flat-xml",),
        ".rtf": ("application/rtf", "text/rtf", "application/x-rtf", "text/richtext"),
        ".eml": ("message/rfc822",),
        ".mbox": ("application/mbox",),
        ".mhtml": ("multipart/related", "application/x-mimearchive"),
        ".mht": (),
        ".rss": ("application/rss+xml", "application/x-rss+xml"),
        ".rdf": ("application/rdf+xml",),
        ".atom": ("application/atom+xml",),
        ".xml": ("application/xml", "text/xml"),
        ".csv": ("text/csv", "application/csv"),
        ".tsv": ("text/tab-separated-values",),
        ".tab": (),
        ".parquet": ("application/vnd.apache.parquet", "application/x-parquet"),
        ".zip": ("application/zip", "application/x-zip-compressed"),
        ".tar": ("application/x-tar",),
        ".tgz": ("application/x-gtar-compressed",),
        ".tbz": (),
        ".tbz2": (),
        ".txz": (),
        ".gz": ("application/gzip", "application/x-gzip"),
        ".bz2": ("application/x-bzip2",),
        ".xz": ("application/x-xz",),
        ".warc": ("application/warc",),
        ".wacz": ("application/wacz", "application/wacz+zip"),
    }
)
"""Every suffix that may name a document or a container of documents, and the media types served for it."""

_BY_TYPE = {media_type: suffix for suffix, types in MEDIA_TYPES.items() for media_type in types}
_BY_BYTES = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"PAR1", ".parquet"),
    (b"\x1f\x8b\x08", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"WARC/", ".warc"),
)
_OTHERS = (  # kinds that nobody reads and that no declaration makes a document
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x00\x00\x01\x00", b"7z\xbc\xaf", b"Rar!",
    b"wOFF", b"wOF2", b"OggS", b"ID3", b"\x1aE\xdf\xa3", b"\x7fELF", b"MZ\x90", b"SQLite format",
)  # fmt: skip
_WORDED = frozenset(
    {".txt", ".md", ".markdown", ".csv", ".tsv", ".tab"}
)  # kinds that bytes do not tell apart
_LOOSE = _WORDED | {
    ".json",
    ".jsonl",
    ".ndjson",
    ".html",
    ".htm",
    ".xhtml",
    ".eml",
    ".mbox",
    ".mhtml",
    ".mht",
}
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,30})""", re.I | re.A)
_WESTERN = (
    "iso-8859-1",
    "iso8859-1",
    "iso_8859-1",
    "latin1",
    "latin-1",
    "us-ascii",
    "ascii",
    "windows-1252",
    "utf",
)
_HEAD = 8192
_PROLOGUE = re.compile(
    r"\s*(?:(?:<\?[^<>]*>|<!--.*?-->|<!doctype(?![^<>]*html)[^<>\[]*(?:\[[^\]]*\])?>)\s*)*", re.S
)
_ROOT = re.compile(r"<(!doctype[^<>]*html|[a-z_][\w.-]*(?::[a-z_][\w.-]*)?)", re.I)
_ROOTS = {
    "rss": ".rss", "rdf:rdf": ".rss", "feed": ".atom", "atom:feed": ".atom",
    "office:document": ".fodt", "urlset": ".xml", "sitemapindex": ".xml",
    "html": ".html", "head": ".html", "body": ".html",
}  # fmt: skip
_TAG = re.compile(
    r"<(?:title|meta|link|script|style|div|p|h[1-6]|table|article|main|section|center|font)\b", re.I
)
_JSON = re.compile(r"[\[{]\s*(?:[\[{\]}\"]|\Z)")
_FIELD = re.compile(
    r"(?:from|to|cc|subject|date|message-id|mime-version|received|return-path|delivered-to|reply-to|sender|"
    r"content-type|x-[\w-]+|dkim-signature|authentication-results|arc-[\w-]+):[ \t]", re.I
)  # fmt: skip
_SAVED = re.compile(r"^(?:From: <?Saved by|Snapshot-Content-Location:)", re.I | re.M)
_POSTMARK = re.compile(r"From \S+ .{0,80}\b[0-9]{4}\b")


def suffix_for(media_type: str | None) -> str:
    """The suffix for a media type as a header declares it, parameters and all; empty if we do not read it."""
    return _BY_TYPE.get((media_type or "").split(";")[0].strip().lower(), "")


def suffix_of_name(name: str) -> str:
    """The suffix of a file's name or of an address without its query, if it is one we read; else empty."""
    suffix = os.path.splitext(re.split("[?#]", name, maxsplit=1)[0])[1].lower()
    return suffix if suffix in MEDIA_TYPES else ""


def in_utf8(data: bytes, declared_type: str | None, suffix: str) -> bytes:
    """The bytes of a text in UTF-8, if a header declares another encoding for them that they are in.

    A reader sees the bytes alone, and pages often leave their encoding to the header. Western encodings are
    not believed: servers add them to everything.
    """
    declared = _CHARSET.search(declared_type or "")
    if declared is None or suffix not in _LOOSE or declared[1].lower().startswith(_WESTERN):
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            is_text = codecs.lookup(declared[1])._is_text_encoding
            return data.decode(declared[1]).encode() if is_text else data
        except (LookupError, ValueError):  # a made-up name, or bytes that are not in it
            return data
    return data


def sniff(data: bytes, declared_type: str | None = None, name: str = "") -> str:
    """The kind of these bytes: a suffix of MEDIA_TYPES, or empty.

    What the bytes show for certain wins over every declaration. Where they show only that they are text, the
    declared type and then the name choose between the kinds that bytes do not tell apart. The beginning of a
    file is enough, but for telling ZIP files from the documents and archives that are ZIP files inside.
    """
    certain = by_bytes(data)
    if certain is not None:
        return certain
    said = (suffix_for(declared_type), suffix_of_name(name))
    head = _head(data)
    if head is None:
        return ""
    shown = _by_markup(head)
    if shown is not None:
        return shown
    if shown := _by_form(head, data):
        return next((suffix for suffix in said if suffix in _WORDED - {".txt"}), shown)
    for suffix in said:
        if suffix in _LOOSE and not (suffix in (".html", ".htm", ".xhtml") and "<" not in head):
            return suffix
    return ".txt" if head.strip() else ""


def by_bytes(data: bytes) -> str | None:
    """The kind that the first bytes show for certain: a suffix, or empty for one nobody reads; else None."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    for magic, suffix in _BY_BYTES:
        if data.startswith(magic):
            return suffix
    if data[257:262] == b"ustar":
        return ".tar"
    if b"%PDF-" in data[:1024]:  # readers of PDF allow a little before it
        return ".pdf"
    return "" if data.startswith(_OTHERS) or data[4:8] == b"ftyp" else None


def _zip_kind(data: bytes) -> str:
    from dragoman.read.archive.zipped import names_in

    names = names_in(data)
    if "word/document.xml" in names:
        return ".docx"
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return ".wacz"
    if "mimetype" in names or "mimetype" in str(data[30:38], "latin-1"):
        kind = data[38:138].split(b"PK", 1)[0].decode("latin-1").strip()
        return suffix_for(kind)
    if names & {"[Content_Types].xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml"}:
        return ""  # a workbook, slides, a program
    return ".zip"


def _head(data: bytes) -> str | None:
    """The beginning as text, good enough to look at; None where it is none."""
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            return data[len(mark) : _HEAD].decode(encoding, "ignore")
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8)
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return None if b"\x00" in head or controls > len(head) // 100 else head.decode("latin-1")


def _by_markup(head: str) -> str | None:
    begin = _PROLOGUE.match(head)
    root = _ROOT.match(head, begin.end() if begin else 0)
    if root is None:
        return None
    name = root[1].lower()
    if name.startswith("!doctype"):
        return ".html"
    if known := _ROOTS.get(name):
        return known
    if head.lstrip().startswith("<?xml"):
        return ""  # XML, and neither a feed nor a sitemap
    return ".html" if _TAG.match(head, root.start()) else None


def _by_form(head: str, data: bytes) -> str:
    lines = head.splitlines()
    first = next((line.strip() for line in lines if line.strip()), "")
    if _JSON.match(first):
        return _json_kind(first, data)
    if _POSTMARK.match(head):
        return ".mbox"
    fields = 0
    for line in lines[:40]:
        if _FIELD.match(line):
            fields += 1
        elif not (fields and line[:1] in (" ", "\t")) and not re.match(r"[\w-]{1,60}:", line):
            break
    if fields < 2:
        return ""
    return ".mhtml" if _SAVED.search(head) else ".eml" if fields > 2 else ""


def _json_kind(first: str, data: bytes) -> str:
    if first.startswith("{") and data.strip().find(b"\n") > 0:
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return ".json"
        return ".jsonl"
    return ".json"
