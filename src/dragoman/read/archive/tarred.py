"""TAR files (.tar, and .tar.gz and the like by way of ``compressed``), streamed: nothing is written to disk.

The headers are parsed by the standard library one by one. Its own way through a file is not taken, because it
reads extended headers whole, however large they say they are, and ends at damage without a word.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.model.text import Document
from dragoman.read.archive.compressed import Damaged, is_compressed, size_of, unpack
from dragoman.read.archive.members import (
    Budget,
    clean_name,
    failed,
    load_member,
    suffix_of_member,
    too_large,
    until_damage,
)
from dragoman.read.base import MAX_BYTES, Failure, Inner

_BLOCK = 512
_CHUNK = 65_536
_MAX_EXTENDED = 65_536  # bytes of one extended header: a long name and some attributes
_NAMES = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.XGLTYPE)
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)


def read_tar(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    """The documents in a TAR file, in the order in which they stand in it.

    Links, devices, folders and kinds that nobody reads are passed over. A sparse or too large member is a
    Failure; damage and the limits of an archive are one, after what stands before them. A compressed stream
    is unpacked. Raises UnreadableDocument where there is nothing to be had.
    """
    budget = Budget(packed=size_of(stream))
    packed = is_compressed(stream.read(6))
    stream.seek(0)
    stream = unpack(stream, budget) if packed else stream
    yield from until_damage(read_members(stream, origin, inner, budget), origin)


def read_members(stream: BinaryIO, origin: str, inner: Inner, budget: Budget) -> Iterator[Document | Failure]:
    """The documents in an unpacked stream, seekable or not. Raises UnreadableDocument at damage."""
    while (member := _next(stream, budget)) is not None:
        name = clean_name(member.name)
        suffix = suffix_of_member(name) if member.type in (*_FILES, tarfile.GNUTYPE_SPARSE) else ""
        inside = f"{origin}!{name}"
        if suffix and _is_sparse(member):
            yield failed(inside, "a sparse file, which is not read")
        elif suffix and member.size > MAX_BYTES:
            yield failed(inside, too_large())
        elif suffix:
            yield from inner(_load(stream, member, inside), inside, suffix)
            _skip(stream, -member.size % _BLOCK)
            continue
        _skip(stream, member.size + -member.size % _BLOCK)


def _next(stream: BinaryIO, budget: Budget) -> tarfile.TarInfo | None:
    """The next member, with the name and size that extended headers give it; None at the end mark."""
    said: dict[str, str] = {}
    while True:
        budget.take_member()
        block = stream.read(_BLOCK)
        if len(block) == _BLOCK and not any(block):
            return None
        if len(block) < _BLOCK:
            raise Damaged("cut off: the archive has no end" if budget.members > 1 else "not a TAR file")
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except (tarfile.TarError, ValueError) as error:
            what = (
                "damaged: the header of a member makes no sense" if budget.members > 1 else "not a TAR file"
            )
            raise Damaged(f"{what} ({error})") from error
        if info.size < 0:
            raise Damaged("damaged: a member of negative size")
        if info.type in _NAMES or info.type in _PAX:
            said |= _extended(stream, info)
            continue
        if info.type == tarfile.GNUTYPE_SPARSE:
            _skip_map(stream, block)
        return _with(info, said)


def _extended(stream: BinaryIO, info: tarfile.TarInfo) -> dict[str, str]:
    if info.size > _MAX_EXTENDED:
        raise Damaged(f"an extended header of more than {_MAX_EXTENDED:,} bytes, which is the limit")
    data = stream.read(info.size + -info.size % _BLOCK)[: info.size]
    if info.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": data.split(b"\x00", 1)[0].decode("utf-8", "surrogateescape")}
    return _records(data) if info.type in (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE) else {}


def _records(data: bytes) -> dict[str, str]:
    """The fields of a pax header: ``length key=value`` and a line end each, the length being of the whole."""
    said: dict[str, str] = {}
    at = 0
    while at < len(data):
        digits = data[at : at + 10].split(b" ", 1)[0]
        if not digits.isdigit() or int(digits) <= len(digits):
            break
        key, _, value = data[at + len(digits) + 1 : at + int(digits) - 1].partition(b"=")
        said[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        at += int(digits)
    return said


def _with(info: tarfile.TarInfo, said: dict[str, str]) -> tarfile.TarInfo:
    info.pax_headers = said
    info.name = said.get("path", info.name)
    size = said.get("size", "")
    if size.isascii() and size.isdigit() and len(size) < 20:
        info.size = int(size)
    if info.type not in (*_FILES, tarfile.GNUTYPE_SPARSE) and info.type in tarfile.SUPPORTED_TYPES:
        info.size = 0  # links, folders and devices have no content, whatever they say
    return info


def _is_sparse(info: tarfile.TarInfo) -> bool:
    return info.type == tarfile.GNUTYPE_SPARSE or any(
        key.startswith("GNU.sparse.") for key in info.pax_headers
    )


def _load(stream: BinaryIO, info: tarfile.TarInfo, inside: str) -> bytes:
    left = info.size

    def read(count: int) -> bytes:
        nonlocal left
        data = stream.read(min(count, left))
        left -= len(data)
        return data

    data = load_member(read)
    if left:
        raise Damaged(f"cut off in the middle of {inside.rpartition('!')[2]}")
    return data


def _skip(stream: BinaryIO, count: int) -> None:
    while count > 0 and (data := stream.read(min(count, _CHUNK))):
        count -= len(data)


def _skip_map(stream: BinaryIO, block: bytes) -> None:
    """Pass over the rest of an old sparse file's map, which stands before its content."""
    more = block[482]
    while more and len(block := stream.read(_BLOCK)) == _BLOCK:
        more = block[504]
