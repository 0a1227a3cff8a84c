"""What the readers of archives share: which members are read, what they are called, how much is unpacked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import MAX_BYTES, MAX_MEMBERS, MAX_UNPACKED, STAGE, Failure
from dragoman.read.types import suffix_of_name

MAX_RATIO = 200
"""Bytes unpacked for one packed, once an archive has given as much as one document may be. Pages of one site,
packed together, come to 20 or 50; what is made to explode, to 1000 and more."""
CHUNK = 65_536
_LONGEST = 2_000  # characters of a name or an address that anybody uses
_SEPARATORS = re.compile(r"[\\/]+")


class LimitPassed(UnreadableDocument):
    """An archive holds more than is unpacked; the message names the limit."""


@dataclass(slots=True, kw_only=True)
class Budget:
    """What has been unpacked from one archive of ``packed`` bytes; raises LimitPassed at the limits, of which
    ``most`` is that of its bytes, if it is another than MAX_UNPACKED.

    The one thing here that changes: an archive and what is unpacked from it share it.
    """

    packed: int
    most: int | None = None
    unpacked: int = 0
    members: int = 0

    def take(self, count: int) -> None:
        """Account for bytes unpacked."""
        self.unpacked += count
        most = MAX_UNPACKED if self.most is None else self.most
        if self.unpacked > most:
            raise LimitPassed(f"more than {most:,} bytes when unpacked, which is the limit")
        if self.unpacked > MAX_BYTES + MAX_RATIO * self.packed:
            raise LimitPassed(f"unpacks to more than {MAX_RATIO} times its size, which is the limit")

    def take_member(self) -> None:
        """Account for one more member, whether it is read or not."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise LimitPassed(f"more than {MAX_MEMBERS:,} members, which is the limit")


def clean_name(name: str) -> str:
    """A member's name as a relative path that can be printed: no root, no ``..``, no signs that hide."""
    parts = (part for part in _SEPARATORS.split(name) if part not in ("", ".", ".."))
    return printable("/".join(parts))


def printable(name: str) -> str:
    """A name or an address without signs that hide or change the direction, and not without end."""
    clean = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST // 2]}…{clean[-_LONGEST // 2 :]}"


def suffix_of_member(name: str) -> str:
    """The suffix by which a member with this clean name is read; empty for one that is passed over.

    Passed over are, as in folders, hidden files, READMEs and kinds that nobody reads.
    """
    *folders, file = name.split("/")
    if any(part.startswith(".") or part == "__MACOSX" for part in (*folders, file)):
        return ""
    return "" if file.rpartition(".")[0].lower() == "readme" else suffix_of_name(file)


def load_member(read: Callable[[int], bytes], budget: Budget | None = None, chunk: int = CHUNK) -> bytes:
    """All the bytes of a member, by its ``read``, ``chunk`` by chunk.

    Raises UnreadableDocument where they are too many, and LimitPassed where the budget is spent.
    """
    parts: list[bytes] = []
    size = 0
    while part := read(chunk):
        if budget is not None:
            budget.take(len(part))
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise too_large()
    return b"".join(parts)


def too_large() -> UnreadableDocument:
    """The error for a member that is larger than one document may be."""
    return UnreadableDocument(f"larger than {MAX_BYTES // 1_000_000} MB")


def failed(origin: str, reason: object) -> Failure:
    """The failure of one member, or of what is left of an archive."""
    return Failure(origin=origin, stage=STAGE, reason=str(reason) or type(reason).__name__)


def until_damage(found: Iterator[Document | Failure], origin: str) -> Iterator[Document | Failure]:
    """What is found, and where that breaks off, a Failure that says why.

    Raises UnreadableDocument where it breaks off before anything was found.
    """
    count = 0
    try:
        for count, item in enumerate(found, start=1):  # noqa: B007  # counted for what comes after
            yield item
    except Exception as error:  # a parser on strangers' bytes: whatever it trips over, it ends here
        known = isinstance(error, UnreadableDocument)
        reason = str(error) if known else f"damaged ({type(error).__name__}: {error})"
        if not count:
            raise UnreadableDocument(reason) from error
        yield failed(origin, reason)
