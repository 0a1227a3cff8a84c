"""How much a file's streams hold, found out before PDFium unpacks them: it would take whatever comes."""

from __future__ import annotations

import re
import zlib

MAX_STREAM = 10_000_000
"""Bytes of one page's drawing, unpacked: a page of text has some 20,000, a map a few million."""
MAX_FONT = 100_000_000
MAX_PICTURE = 300_000_000
MAX_STREAMS = 400_000_000
"""Of all of them but the pictures, which are not unpacked for the text."""
_BEGIN = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/(?:Fl|LZW)[A-Za-z]{0,12}[\s/\]\[]{1,20}(?:Fl|LZW)")
_PICTURE = re.compile(rb"/Subtype\s{0,5}/Image\b")
_HEAD = 600  # bytes before a stream in which its dictionary is looked for
_PIECE = 1 << 16


def holds_too_much(data: bytes) -> bool:
    """Whether a stream, or all of them, unpack to more than any document needs."""
    total = 0
    for begin in _BEGIN.finditer(data):
        if data[begin.start() - 3 : begin.start()] == b"end":
            continue
        head = data[max(0, begin.start() - _HEAD) : begin.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if _TWICE.search(head):
            return True
        picture = _PICTURE.search(head) is not None
        limit = (
            MAX_PICTURE
            if picture
            else MAX_FONT
            if b"/Length1" in head or b"/FontFile" in head or b"/Type0C" in head
            else MAX_STREAM
        )
        size = _unpacked(data, begin.end(), limit)
        total += 0 if picture else size
        if size > limit or total > MAX_STREAMS:
            return True
    return False


def _unpacked(data: bytes, start: int, limit: int) -> int:
    """The bytes that a stream unpacks to, counted until past the limit; 0 if not packed so."""
    unpacker = zlib.decompressobj()
    size, at = 0, start
    try:
        while not unpacker.eof and size <= limit and at < len(data):
            size += len(unpacker.decompress(data[at : at + _PIECE], limit + 1 - size))
            at += _PIECE
    except zlib.error:
        pass
    return size
