"""Paths to bytes: files, folders and standard input, with every file that cannot be read as a Failure."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from dragoman.errors import UnreadableDocument
from dragoman.read.base import MAX_BYTES, STAGE, Failure

STDIN = "-"
_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")  # as origin_of writes one that is no UTF-8


def find_files(path: str, suffixes: Collection[str]) -> Iterator[str | Failure]:
    """The files to be read under a path, sorted, folder by folder.

    In a folder, hidden files, READMEs and other suffixes are passed over, and links are followed once. A path
    named by the caller is given whatever it is called, or is a Failure.
    """
    if os.path.isdir(path):
        yield from _walk(path, suffixes, set())
    elif not os.path.exists(path):
        yield Failure(origin=origin_of(path), stage=STAGE, reason="there is no such file or folder")
    else:
        yield path


def _walk(folder: str, suffixes: Collection[str], seen: set[str]) -> Iterator[str | Failure]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        yield Failure(origin=origin_of(folder), stage=STAGE, reason=error.strerror or str(error))
        return
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            yield from _walk(path, suffixes, seen)
        elif suffix_of(path) in suffixes and os.path.splitext(name)[0].lower() != "readme":
            yield path


def origin_of(path: str) -> str:
    """The path as text that can be printed and kept: bytes of a name that are no UTF-8 are written out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def path_of(origin: str) -> str:
    """The path whose ``origin_of`` this is."""
    if os.path.lexists(origin):
        return origin
    return _BYTE.sub(lambda written: chr(int(written[1], 16)), origin)


def suffix_of(path: str) -> str:
    """The suffix by which the format is chosen, in lower case with its point."""
    return os.path.splitext(path)[1].lower()


def is_address(path: str) -> bool:
    """Whether this is a web address and no path."""
    return path[:8].lower().startswith(("http://", "https://"))


@contextmanager
def open_file(path: str) -> Iterator[BinaryIO]:
    """A regular file, open to be read. Raises UnreadableDocument if it cannot be opened."""
    try:
        if not os.path.isfile(path):
            raise UnreadableDocument("not a regular file")
        file = open(path, "rb")  # noqa: SIM115 - closed below; what the caller raises is its own
    except OSError as error:
        raise UnreadableDocument(error.strerror or str(error)) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableDocument(str(error)) from error
    with file:
        yield file


def load_file(path: str) -> bytes:
    """The bytes of a regular file. Raises UnreadableDocument if it is too large or cannot be opened."""
    with open_file(path) as file:
        try:
            return load_stream(file)
        except OSError as error:
            raise UnreadableDocument(error.strerror or str(error)) from error


def load_stream(stream: BinaryIO) -> bytes:
    """All the bytes of a stream. Raises UnreadableDocument where there are too many."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(f"larger than {MAX_BYTES // 1_000_000} MB")
    return data
