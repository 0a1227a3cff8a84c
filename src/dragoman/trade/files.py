"""Opening trade files: plain, gzip or zip; what is packed is unpacked into a folder for a while."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.errors import UnreadableTrade
from dragoman.trade.formats import Format, Layout, recognised
from dragoman.trade.quotes import unbroken

_DELIMITERS = ",;\t|"
_HEAD = 65_536  # bytes that hold the header
_LARGEST = 40_000_000_000  # bytes of a table when unpacked: thirty years of BACI
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on the disk: ``name`` is for people, ``skip`` the lines down to the first row."""

    name: str
    path: Path
    layout: Layout
    delimiter: str
    skip: int


def tables(path: Path, folder: Path) -> Iterator[Table]:
    """The trade tables of a file, unpacked into ``folder`` where it is packed.

    Raises UnreadableTrade, naming the file, where it cannot be read, is damaged, or has no trade table in it.
    """
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
        if magic.startswith(b"PK"):
            yield from _zipped(path, folder)
            return
        plain = path
        if magic.startswith(b"\x1f\x8b"):
            plain = folder / f"{len(list(folder.iterdir()))}.csv"
            with gzip.open(path, "rb") as packed:
                _unpack(cast(BinaryIO, packed), plain, path.name)
        found = _table(plain, path.name, folder)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableTrade(f"{path}: {reason}") from error
    if isinstance(found, str):
        raise UnreadableTrade(f"{path}: {found}")
    yield found


def _zipped(path: Path, folder: Path) -> Iterator[Table]:
    reasons = []
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX")]
        for number, member in enumerate(sorted(members, key=lambda m: m.filename)):
            name = f"{path.name}/{member.filename}"
            with archive.open(member) as packed:
                if isinstance(told := _layout(packed.read(_HEAD)), str):
                    reasons.append(f"{member.filename}: {told}")
                    continue
            unpacked = folder / f"{len(list(folder.iterdir()))}-{number}.csv"
            with archive.open(member) as packed:
                _unpack(cast(BinaryIO, packed), unpacked, name)
            found = _table(unpacked, name, folder)
            if isinstance(found, Table):
                yield found
    if len(reasons) == len(members):
        raise UnreadableTrade(f"{path}: no trade table in it ({'; '.join(reasons) or 'it is empty'})")


def _unpack(packed: BinaryIO, target: Path, name: str) -> None:
    size = 0
    with target.open("wb") as out:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > _LARGEST:
                raise UnreadableTrade(f"{name}: more than {_LARGEST:,} bytes when unpacked")
            out.write(piece)


def _table(path: Path, name: str, folder: Path) -> Table | str:
    with path.open("rb") as stream:
        told = _layout(stream.read(_HEAD))
    if isinstance(told, str):
        return told
    layout, delimiter, skip = told
    if layout.format is not Format.PRODUCTS:
        path = unbroken(path, folder, delimiter, layout.width, skip)
    return Table(name=name, path=path, layout=layout, delimiter=delimiter, skip=skip)


def _layout(head: bytes) -> tuple[Layout, str, int] | str:
    """Layout, delimiter and lines before the first row; or why it is no trade table."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "line 1: UTF-16; save it as UTF-8"
    lines = head.decode("utf-8", errors="replace").removeprefix("\ufeff").splitlines()
    for number, line in enumerate(lines[:3], start=1):
        if not line.strip() or line.lower().startswith("sep="):
            continue
        for delimiter in _DELIMITERS:
            layout = recognised(next(csv.reader(io.StringIO(line), delimiter=delimiter), []))
            if layout is not None:
                return layout, delimiter, number
        return (
            f"line {number}: the columns are those of no trade file we know (UN Comtrade, BACI): "
            f"{line.strip()[:120]!r}"
        )
    return "it is empty"
