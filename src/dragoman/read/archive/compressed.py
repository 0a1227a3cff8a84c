"""A compressed file (.gz, .bz2, .xz): one document, or a TAR or WARC file, which is streamed.

Its own reader of the three formats, over the standard decompressors, because the standard files cannot bound
the memory that a .xz asks for and cannot go on behind damage, as the many parts of a WARC file need.
"""

from __future__ import annotations

import bz2
import io
import lzma
import os
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive.members import Budget, load_member, until_damage
from dragoman.read.base import Failure, Inner
from dragoman.read.types import sniff, suffix_of_name

_PACKED = 8_192  # bytes read at a time: little, for what is left of them is copied at the end of every part
_MEMORY = 128 << 20  # for one .xz: enough for `xz -9`
_MAX_DAMAGES = 100


class Damaged(UnreadableDocument):
    """The packed bytes make no sense, or end too early."""


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Inflate:
    """The gzip decoder with the interface of the other two."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        out = self._decoder.decompress(self._decoder.unconsumed_tail + data, max_length)
        self.needs_input = not self._decoder.unconsumed_tail and len(out) < max_length
        return out


_DECODERS: dict[bytes, Callable[[], _Decoder]] = {
    b"\x1f\x8b\x08": _Inflate,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lambda: lzma.LZMADecompressor(memlimit=_MEMORY),
}


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a compressed stream of any number of parts, as they are asked for.

    Damage raises Damaged once; reading on goes on with the next part there is. Raises LimitPassed where the
    budget is spent, and UnreadableDocument from the start for a stream in no format that we know.
    """

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._packed = stream.read(_PACKED)
        magic = next((magic for magic in _DECODERS if self._packed.startswith(magic)), None)
        if magic is None:
            raise UnreadableDocument("not compressed by gzip, bzip2 or xz")
        self._magic = magic
        self._decoder: _Decoder | None = _DECODERS[magic]()
        self._fed = b""  # last: searched for the next part after damage
        self._damages = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # the type of a buffer has no name before 3.12
        while self._decoder is not None or self._next_part():
            out = self._decode(len(view))
            if out:
                self._budget.take(len(out))
                view[: len(out)] = out
                return len(out)
        return 0

    def _decode(self, count: int) -> bytes:
        decoder = self._decoder
        assert decoder is not None
        if decoder.needs_input and not self._packed:
            self._packed = self._stream.read(_PACKED)
            if not self._packed:
                self._decoder = None
                raise Damaged("cut off: the compressed bytes end too early")
        packed = b""
        if decoder.needs_input:
            self._fed, packed, self._packed = self._packed, self._packed, b""
        try:
            out = decoder.decompress(packed, count)
        except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError, MemoryError) as error:
            self._decoder = None
            self._packed = self._fed[1:] + self._packed
            self._damages += 1
            raise Damaged(f"damaged: the compressed bytes make no sense ({error})") from error
        if decoder.eof:
            self._packed = decoder.unused_data + self._packed
            self._decoder = None
        return out

    def _next_part(self) -> bool:
        """Go to the next part, over whatever lies before it: padding, garbage, what damage has left."""
        if self._damages > _MAX_DAMAGES:
            return False
        while True:
            at = self._packed.find(self._magic)
            if at >= 0:
                self._packed = self._packed[at:]
                self._decoder = _DECODERS[self._magic]()
                return True
            kept = self._packed[-len(self._magic) + 1 :]
            more = self._stream.read(_PACKED)
            if not more:
                self._packed = b""
                return False
            self._packed = kept + more


def size_of(stream: BinaryIO) -> int:
    """The bytes of a seekable stream, which is left at its beginning."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size


def is_compressed(head: bytes) -> bool:
    """Whether a file that begins like this is in one of the three formats."""
    return head.startswith(tuple(_DECODERS))


def unpack(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """A compressed stream as the stream of what is in it."""
    return io.BufferedReader(Unpacked(stream, budget))


def read_compressed(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    """What is in a compressed file: a TAR or WARC file under its own origin, else the document ``x.html`` of
    ``x.html.gz`` under ``x.html.gz!x.html``.

    A file that says nothing by its name is told by its bytes; one of a kind that nobody reads gives nothing.
    Raises UnreadableDocument where there is nothing to be had.
    """
    yield from until_damage(_read(stream, origin, inner), origin)


def _read(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    from dragoman.read.archive.tarred import read_members
    from dragoman.read.archive.warc import read_records

    budget = Budget(packed=size_of(stream))
    unpacked = io.BufferedReader(Unpacked(stream, budget))
    name = _name_inside(origin)
    suffix = suffix_of_name(name) or sniff(unpacked.peek(1024), None, name)
    if suffix == ".tar":
        yield from read_members(unpacked, origin, inner, budget)
    elif suffix == ".warc":
        yield from read_records(unpacked, origin, inner, budget)
    elif suffix:
        yield from inner(load_member(unpacked.read), f"{origin}!{name}", suffix)


def _name_inside(origin: str) -> str:
    """``x.html`` for ``folder/x.html.gz`` and for ``a.zip!folder/x.html.gz``."""
    name = os.path.splitext(os.path.basename(origin))[0]
    last = name.rpartition("!")[2]
    return name if last.startswith(".") else last
