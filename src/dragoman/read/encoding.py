"""Bytes to text: Unicode first, then what the file declares, then the encodings agencies used before."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import UnreadableDocument
from dragoman.read.language import guess_language

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an Office file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "an RTF file"),
)
_LEGACY = (
    "cp1256", "cp1251", "koi8_r", "cp1252", "gb18030",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9",
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE = 20_000
_VALID_PER_FAULT = 20


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file, without its byte order mark and with line ends as they are.

    ``declared`` is an encoding the file names itself. A UTF-8 text with a damaged character here and there
    is read with U+FFFD in its place. Raises UnreadableDocument for anything that is no text.
    """
    if not data.strip():
        raise UnreadableDocument("the file is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocument(f"this is {what}, not text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is None:
                raise UnreadableDocument(f"begins as {encoding.upper()} and is not")
            return _checked(text)
    if b"\x00" in data:
        raise UnreadableDocument("binary data, not text")
    text = _strict(data, "utf-8")
    if text is None and declared:
        text = _strict(data, declared)
        if text is not None and _CONTROL.search(text):
            text = None
    if text is None:
        text = _damaged(data)
    if text is None:
        text = _legacy(data)
    if text is None:
        raise UnreadableDocument("the bytes are text in no encoding that we know")
    return _checked(text)


def _checked(text: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text, 0, _SAMPLE)) > max(2, min(len(text), _SAMPLE) // 200):
        raise UnreadableDocument("binary data, not text")
    if not text.strip("\ufeff \t\r\n\f\v\x85\u2028\u2029"):
        raise UnreadableDocument("the file is empty")
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        if not codecs.lookup(encoding)._is_text_encoding:
            return None
        return data.decode(encoding)
    except (LookupError, ValueError, TypeError):  # a made-up name, or bytes that are not in it
        return None


def _damaged(data: bytes) -> str | None:
    """UTF-8 with a few faults, so few that it can be nothing else."""
    text = data.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    valid = sum(character > "\x7f" for character in text) - faults
    return text if valid >= faults * _VALID_PER_FAULT else None


def _legacy(data: bytes) -> str | None:
    """The encoding, of those that fit, in which the bytes look most like some language."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data[: _SAMPLE * 10], cp_isolation=list(_LEGACY), enable_fallback=False)
    texts = [_strict(data, match.encoding) for match in matches]
    fitting = {text: _likeness(text) for text in texts if text is not None and not _CONTROL.search(text)}
    likely = max(fitting, key=lambda text: fitting[text], default=None)
    return likely if likely is not None and fitting[likely] > 0 else None


def _likeness(text: str) -> float:
    return max((score for _, score in guess_language(text[:_SAMPLE]).scores), default=0.0)
