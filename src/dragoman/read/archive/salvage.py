"""A ZIP file that was cut off: its members from the front, by the headers that stand before each of them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive.members import Budget, LimitPassed, failed, suffix_of_member, too_large
from dragoman.read.archive.zipped import member_names
from dragoman.read.base import MAX_BYTES, Failure, Inner

_HEADER = struct.Struct("<4s5H3L2H")
_SIGNATURE = b"PK\x03\x04"
_ENCRYPTED, _SIZES_LATER = 0x1, 0x8
_WIDE = 0xFFFFFFFF
_CHUNK = 4_096  # little, for with small members most of it is read again


def salvage(stream: BinaryIO, origin: str, inner: Inner, budget: Budget) -> Iterator[Document | Failure]:
    """The whole members of a file, in the order in which they stand in it, as far as that can be followed.

    Members that are stored or deflated are read; what follows a member of unknown length by another method
    is found by searching for its header. Raises LimitPassed at a limit.
    """
    at = 0
    while (at := _find(stream, at)) >= 0:
        budget.take_member()
        stream.seek(at)
        header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size:
            return
        fields = _HEADER.unpack(header)
        flags, method, check, packed_size, size = fields[2], fields[3], fields[6], fields[7], fields[8]
        raw = stream.read(fields[9])
        stream.seek(fields[10], 1)
        begin = stream.tell()
        name = _name(raw, flags)
        suffix = suffix_of_member(name)
        known = not flags & _SIZES_LATER and packed_size != _WIDE
        if not suffix:
            at = begin + packed_size if known else begin
            continue
        try:
            data, at = _unpack(stream, flags, method, packed_size if known else None, budget)
            if known and (len(data) != size or zlib.crc32(data) != check):
                raise UnreadableDocument("damaged: its check sum is not that of its bytes")
        except LimitPassed:
            raise
        except UnreadableDocument as error:
            at = begin + packed_size if known else begin
            yield failed(f"{origin}!{name}", error)
            continue
        yield from inner(data, f"{origin}!{name}", suffix)


def _find(stream: BinaryIO, at: int) -> int:
    """The place of the next header from ``at``, or -1."""
    stream.seek(at)
    kept = b""
    while block := stream.read(_CHUNK):
        found = (kept + block).find(_SIGNATURE)
        if found >= 0:
            return at - len(kept) + found
        at += len(block)
        kept = (kept + block)[-3:]
    return -1


def _name(raw: bytes, flags: int) -> str:
    info = zipfile.ZipInfo(raw.decode("utf-8", "replace") if flags & 0x800 else raw.decode("cp437"))
    info.flag_bits = flags
    return member_names([info])[0]


def _unpack(
    stream: BinaryIO, flags: int, method: int, packed: int | None, budget: Budget
) -> tuple[bytes, int]:
    """The bytes of the member that begins here, and the place at which it ends."""
    if flags & _ENCRYPTED:
        raise UnreadableDocument("encrypted: it needs a password")
    if method == zipfile.ZIP_STORED and packed is not None:
        if packed > MAX_BYTES:
            raise too_large()
        data = stream.read(packed)
        budget.take(len(data))
        if len(data) < packed:
            raise UnreadableDocument("cut off")
        return data, stream.tell()
    if method != zipfile.ZIP_DEFLATED:
        raise UnreadableDocument("in a damaged archive, only what is stored or deflated is unpacked")
    return _inflate(stream, budget)


def _inflate(stream: BinaryIO, budget: Budget) -> tuple[bytes, int]:
    decoder = zlib.decompressobj(wbits=-15)
    parts: list[bytes] = []
    size = 0
    while not decoder.eof:
        packed = decoder.unconsumed_tail or stream.read(_CHUNK)
        if not packed:
            raise UnreadableDocument("cut off")
        try:
            parts.append(decoder.decompress(packed, 16 * _CHUNK))
        except zlib.error as error:
            raise UnreadableDocument(f"damaged ({error})") from error
        size += len(parts[-1])
        budget.take(len(parts[-1]))
        if size > MAX_BYTES:
            raise too_large()
    return b"".join(parts), stream.tell() - len(decoder.unused_data)


def first_stored(stream: BinaryIO, folder: str) -> str | None:
    """The name of the first member in this folder that is stored as it is; the stream is left at it."""
    at = 0
    for _ in range(100):  # it stands near the front, or the file is another
        at = _find(stream, at)
        if at < 0:
            return None
        stream.seek(at)
        header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size:
            return None
        fields = _HEADER.unpack(header)
        name = _name(stream.read(fields[9]), fields[2])
        stream.seek(fields[10], 1)
        if name.startswith(folder) and fields[3] == zipfile.ZIP_STORED and not fields[2] & _ENCRYPTED:
            return name
        at = stream.tell()
    return None
