"""The body of an answer, unpacked under a limit: a bomb costs what the limit allows and no more."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from dragoman.read.web.answer import NotFetched

ACCEPTED = "gzip, deflate"
_GZIP = b"\x1f\x8b"
_MAX_STREAMS = 1000
_NAMES = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


def unpack(chunks: Iterable[bytes], encoding: str | None, limit: int) -> bytes:
    """The bytes of ``chunks`` as the header Content-Encoding says they are packed.

    Raises NotFetched past the limit, packed or unpacked, for a packing other than ACCEPTED, for several at
    once, and for packed bytes that are damaged or break off.
    """
    names = [
        name for name in (encoding or "").lower().replace(" ", "").split(",") if name not in ("", "identity")
    ]
    if len(names) > 1 or (names and names[0] not in _NAMES):
        raise NotFetched(f"the answer is packed as {', '.join(names)[:60]}, which was not asked for")
    out, taken, inflater = bytearray(), 0, _Inflater(_NAMES[names[0]]) if names else None
    for chunk in chunks:
        taken += len(chunk)
        if taken > limit:
            raise NotFetched(f"larger than {limit:,} bytes")
        if inflater is None:
            out += chunk
            continue
        inflater.add(chunk)
        while piece := inflater.take(limit - len(out) + 1):
            out += piece
            if len(out) > limit:
                raise NotFetched(f"unpacks to more than {limit:,} bytes")
    if inflater is not None and taken and not inflater.finished:
        raise NotFetched("the packed answer breaks off before its end", again=True)
    return bytes(out)


class _Inflater:
    """A stream of gzip (of several members, it may be) or deflate (with its header or without)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._streams = 0
        self._waiting = b""
        self._machine: zlib._Decompress | None = None
        self.finished = False

    def add(self, chunk: bytes) -> None:
        self._waiting += chunk

    def take(self, most: int) -> bytes:
        """Up to ``most`` bytes; none where more must be added first."""
        while self._waiting:
            if self.finished and not self._another():
                self._waiting = b""  # what servers append to a stream, zeros mostly, is not part of it
                break
            if self._machine is None or self.finished:
                if len(self._waiting) < 2:
                    break
                self._machine, self.finished = zlib.decompressobj(self._window()), False
                self._streams += 1
            try:
                piece = self._machine.decompress(self._waiting, most)
            except zlib.error as error:
                raise NotFetched(f"the answer is damaged: it says it is packed as {self._name}") from error
            self.finished = self._machine.eof
            self._waiting = self._machine.unused_data if self.finished else self._machine.unconsumed_tail
            if piece:
                return piece
        return b""

    def _another(self) -> bool:
        begins = self._waiting.startswith(_GZIP) or self._waiting == _GZIP[:1]
        return begins and self._name == "gzip" and self._streams < _MAX_STREAMS

    def _window(self) -> int:
        if self._name == "gzip":
            return 16 + zlib.MAX_WBITS
        first, second = self._waiting[:2]
        return zlib.MAX_WBITS if first & 15 == 8 and (first * 256 + second) % 31 == 0 else -zlib.MAX_WBITS
