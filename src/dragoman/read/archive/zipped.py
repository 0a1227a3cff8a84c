"""ZIP files (.zip).

The standard library reads them; before it does, the directory is counted, and members that share bytes are
left out. A file without its directory, which stands at the end, is read from the front by ``zip_salvage``.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive.compressed import size_of
from dragoman.read.archive.members import (
    Budget,
    LimitPassed,
    clean_name,
    failed,
    load_member,
    suffix_of_member,
    too_large,
    until_damage,
)
from dragoman.read.base import MAX_BYTES, MAX_MEMBERS, Failure, Inner

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LONGEST_END = _END.size + 65_535 + 76
_MAX_DIRECTORY = 100_000_000
_UTF8, _ENCRYPTED = 0x800, 0x1
_UNICODE_PATH = 0x7075
_LETTERS = re.compile(r"[^\W\d_]+")
_METHODS = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}


def read_zip(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    """The documents in a ZIP file, sorted by name as a folder is.

    Hidden files, READMEs and kinds that nobody reads are passed over; an encrypted, damaged or too large
    member is a Failure in its place, and so is, for the whole, a limit that is passed. Raises
    UnreadableDocument where there is nothing to be had.
    """
    yield from until_damage(_read(stream, origin, inner), origin)


def names_in(data: bytes) -> frozenset[str]:
    """The names in the directory of a ZIP file; none where it has no directory that can be read."""
    try:
        stream = io.BytesIO(data)
        check_directory(stream)
        with zipfile.ZipFile(stream) as archive:
            return frozenset(archive.namelist())
    except Exception:  # noqa: BLE001  # a parser on strangers' bytes: whatever it trips over, it found nothing
        return frozenset()


def _read(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    from dragoman.read.archive.salvage import salvage

    budget = Budget(packed=size_of(stream))
    try:
        check_directory(stream)
        archive = zipfile.ZipFile(stream)
    except LimitPassed:
        raise
    except Exception as error:  # a parser on strangers' bytes: without a directory, whatever it is
        yield from salvage(stream, origin, inner, budget)
        raise UnreadableDocument(f"cut off or damaged: its directory cannot be read ({error})") from error
    with archive:
        names = member_names(archive.infolist())
        members = sorted(zip(names, archive.infolist(), strict=True), key=lambda member: member[0].split("/"))
        wanted = [(name, info) for name, info in members if suffix_of_member(name) and _is_file(info)]
        shared = overlapping(archive.infolist())
        if hidden := [name for name, info in wanted if info.header_offset in shared]:
            yield failed(origin, f"{len(hidden)} members share their bytes with others: {hidden[0]} ...")
        for name, info in wanted:
            if info.header_offset in shared:
                continue
            try:
                data = load(archive, info, budget)
            except LimitPassed:
                raise
            except UnreadableDocument as error:
                yield failed(f"{origin}!{name}", error)
                continue
            yield from inner(data, f"{origin}!{name}", suffix_of_member(name))


def _is_file(info: zipfile.ZipInfo) -> bool:
    """Whether it is no folder, link or device; packers on Windows do not say."""
    folder = info.filename.endswith("/")  # is_dir trips over a name of nothing
    return not folder and stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)


def load(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of a member. Raises UnreadableDocument where they cannot be had, LimitPassed at a limit."""
    if info.file_size > MAX_BYTES:
        raise too_large()
    with open_member(archive, info) as member:
        # the standard library bounds what Deflate gives for some bytes, but not what the other methods give
        chunk = 65_536 if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else 1_024
        try:
            return load_member(member.read, budget, chunk)
        except UnreadableDocument:
            raise
        except EOFError as error:
            raise UnreadableDocument("cut off") from error
        except Exception as error:  # a parser on strangers' bytes: it is damaged
            raise UnreadableDocument(f"damaged ({str(error) or type(error).__name__})") from error


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """A member as a stream. Raises UnreadableDocument for one that is encrypted or cannot be unpacked."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableDocument("encrypted: it needs a password")
    try:
        return archive.open(info)  # type: ignore[return-value]  # an IO[bytes], which is what is meant
    except NotImplementedError as error:
        method = _METHODS.get(info.compress_type, f"method {info.compress_type}")
        raise UnreadableDocument(f"compressed by {method}, which is not unpacked") from error
    except Exception as error:  # a parser on strangers' bytes: it is damaged
        raise UnreadableDocument(f"damaged ({str(error) or type(error).__name__})") from error


def check_directory(stream: BinaryIO) -> None:
    """See that the directory of a ZIP file is there and of a size that can be held in memory.

    The standard library makes an object for every entry, and does not ask how many there are.
    Raises LimitPassed for too many, and UnreadableDocument for a file without a directory.
    """
    size = size_of(stream)
    begin = max(0, size - _LONGEST_END)
    stream.seek(begin)
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise UnreadableDocument("no directory at its end")
    length, end = _END.unpack_from(tail, at)[5], begin + at
    wide = at - 20 - _END64.size
    if wide >= 0 and tail.startswith(b"PK\x06\x07", at - 20) and tail.startswith(b"PK\x06\x06", wide):
        length, end = _END64.unpack_from(tail, wide)[8], begin + wide
    if length > end:
        raise UnreadableDocument("its directory is cut off")
    if length > _MAX_DIRECTORY:
        raise LimitPassed(f"a directory of more than {_MAX_DIRECTORY:,} bytes, which is the limit")
    stream.seek(end - length)
    _count(stream.read(length))


def _count(directory: bytes) -> None:
    at = count = 0
    while at + _ENTRY.size <= len(directory):
        entry = _ENTRY.unpack_from(directory, at)
        at += _ENTRY.size + entry[10] + entry[11] + entry[12]
        count += 1
        if count > MAX_MEMBERS:
            raise LimitPassed(f"more than {MAX_MEMBERS:,} members, which is the limit")


def overlapping(members: Sequence[zipfile.ZipInfo]) -> frozenset[int]:
    """The places of members whose bytes belong to others as well: no packer does that, bombs do."""
    shared: set[int] = set()
    last, end = -1, 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            shared |= {last, info.header_offset}
        if info.header_offset + 30 + info.compress_size > end:
            last, end = info.header_offset, info.header_offset + 30 + info.compress_size
    return frozenset(shared)


def member_names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The clean names of members.

    Old packers wrote names in the code page of their system and did not say which: it is UTF-8 if all names
    are, else Russian (866) or Chinese (GB 2312) if all of them make words in it, else 437.
    """
    old = [_old_name(info) for info in members]
    page = _code_page([name for name in old if name is not None])
    pairs = zip(members, old, strict=True)
    return [clean_name(_new_name(info) if raw is None else raw.decode(page)) for info, raw in pairs]


def _old_name(info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name in a code page that is not stated; None where it is."""
    if info.flag_bits & _UTF8 or info.orig_filename.isascii() or _unicode_path(info):
        return None
    try:
        return info.orig_filename.encode("cp437")  # what the standard library took it for
    except UnicodeEncodeError:
        return None


def _new_name(info: zipfile.ZipInfo) -> str:
    return _unicode_path(info) or info.orig_filename


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    extra, at = info.extra, 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and 5 < length <= len(extra) - at - 4:
            try:
                checked = (
                    zlib.crc32(info.orig_filename.encode("cp437"))
                    == struct.unpack_from("<L", extra, at + 5)[0]
                )
                return extra[at + 9 : at + 4 + length].decode() if checked else None
            except UnicodeError:
                return None
        at += 4 + length
    return None


def _code_page(names: Sequence[bytes]) -> str:
    for page, fits in (("utf-8", _anything), ("cp866", _russian), ("gb2312", _chinese)):
        try:
            if all(fits(name.decode(page)) for name in names):
                return page
        except UnicodeDecodeError:
            continue
    return "cp437"


def _anything(_: str) -> bool:
    return True


def _russian(name: str) -> bool:
    """Whether every sign that is not ASCII stands in a word of Cyrillic letters only, of more than one."""
    words = [word for word in _LETTERS.findall(name) if not word.isascii()]
    signs = sum(not sign.isascii() and sign != "№" for sign in name)
    return signs == sum(map(len, words)) and all(
        all("\u0400" <= sign <= "\u04ff" for sign in word) and (len(word) > 1 or len(words) > 1)
        for word in words
    )


def _chinese(name: str) -> bool:
    return all(
        sign.isascii() or "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" for sign in name
    )
