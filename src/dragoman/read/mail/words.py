"""The bytes of a mail to words: any charset it names, rightly or wrongly, and headers by RFC 2047."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator, Mapping

from dragoman.errors import UnreadableDocument
from dragoman.read.base import without_breakage
from dragoman.read.encoding import decode

MAX_HEADER = 10_000
"""Code points of one header that are read."""
_ENCODED = re.compile(r"=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z-]{0,20})?\?([BbQq])\?([^?]{0,4000})\?=")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_NAMES: Mapping[str, str] = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "ansi_x3.4-1968": "cp1252",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "iso-8859-8-i": "iso8859_8",
    "iso-8859-6-i": "iso8859_6", "iso-8859-6-e": "iso8859_6", "iso-8859-8-e": "iso8859_8",
    "windows-874": "cp874", "unicode-1-1-utf-7": "utf-7", "x-mac-cyrillic": "mac_cyrillic",
    "koi8-ru": "koi8_u", "utf8mb4": "utf-8", "hz-gb-2312": "hz", "unicode": "utf-16", "x-sjis": "cp932",
}  # fmt: skip
_NOT_FOR_MAIL = frozenset(
    ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
)
_DECLARED_FIRST = ("iso2022", "utf-7", "hz", "utf-16", "utf-32", "gb", "big5", "euc", "cp9", "johab", "shift")
_WESTERN = frozenset(("cp1252", "iso8859-15", ""))
_MOST_FAULTS = 0.1  # of the characters: with more of them, it is no text
_FOREIGN = 0.3  # of the bytes beyond ASCII: so many are no western language


def text_of(data: bytes, charset: str | None) -> str:
    """The words of these bytes, with U+FFFD for what is damaged; empty where they are none."""
    name = _codec(charset)
    if not data.strip():
        return ""
    for attempt in _attempts(name, data):
        text = _strict(data, attempt)
        if text is not None:
            return without_breakage(text.removeprefix("\ufeff"))
    try:
        return without_breakage(decode(data, None))
    except UnreadableDocument:
        text = without_breakage(data.decode(name or "utf-8", "replace"))
        return text if text.count("\ufffd") <= _MOST_FAULTS * len(text) else ""


def header_of(raw: str, charset: str | None = None) -> str:
    """A header as people read it, on one line; ``charset`` is that of the body, for bytes without a name."""
    data = _FOLD.sub(" ", raw[:MAX_HEADER]).encode("utf-8", "surrogateescape")
    text = data.decode("ascii") if data.isascii() else text_of(data, charset)
    return " ".join("".join(_decoded(text)).split())


def _attempts(name: str, data: bytes) -> Iterator[str]:
    if name.startswith(_DECLARED_FIRST):
        yield name
    yield "utf-8"
    foreign = sum(byte > 0x7F for byte in data[:10_000])
    if name and not (name in _WESTERN and foreign > _FOREIGN * min(len(data), 10_000)):
        yield name


def _codec(charset: str | None) -> str:
    """Python's name of an encoding, empty for one that is none."""
    said = (charset or "").strip().strip("\"'").lower()[:60]
    try:
        found = codecs.lookup(_NAMES.get(said, said)) if said else None
    except (LookupError, ValueError, UnicodeError):  # ValueError: a NUL in the name
        return ""
    if found is None or not found._is_text_encoding or found.name.replace("-", "_") in _NOT_FOR_MAIL:
        return ""
    return found.name


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return None


def _decoded(text: str) -> Iterator[str]:
    """The parts of a header, with encoded words decoded and those of one charset joined before that."""
    pending: list[tuple[str, str]] = []
    charset, at = "", 0
    for word in _ENCODED.finditer(text):
        between = text[at : word.start()]
        if pending and (between.strip() or word[1].lower() != charset):
            yield text_of(_bytes_of(pending), charset)
            pending.clear()
        if between.strip() or not at:
            yield between
        charset = word[1].lower()
        pending.append((word[2].lower(), word[3]))
        at = word.end()
    if pending:
        yield text_of(_bytes_of(pending), charset)
    yield text[at:]


def _bytes_of(words: list[tuple[str, str]]) -> bytes:
    """The bytes of words that follow one another; some programs cut base64 wherever the line is full."""
    parts: list[bytes] = []
    base64 = ""
    for encoding, word in words:
        if encoding == "q":
            parts += (_base64(base64), binascii.a2b_qp(word.encode("utf-8", "replace"), header=True))
            base64 = ""
            continue
        base64 += _NOT_BASE64.sub("", word)
        if word.endswith("=") or len(base64) % 4 == 0:
            parts.append(_base64(base64))
            base64 = ""
    return b"".join((*parts, _base64(base64)))


def _base64(signs: str) -> bytes:
    signs = signs[: len(signs) - (len(signs) % 4 == 1)]
    return binascii.a2b_base64(signs + "=" * (-len(signs) % 4))
