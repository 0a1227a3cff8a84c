"""Bytes to documents: one file per format. ``READERS`` is the table of formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import BinaryIO

from dragoman.errors import DragomanError
from dragoman.model.text import Document
from dragoman.read.base import STAGE, Failure, Reader
from dragoman.read.files import STDIN, find_files, load_file, load_stream, origin_of, suffix_of
from dragoman.read.html import read_html
from dragoman.read.language import detect_language
from dragoman.read.markdown import read_markdown
from dragoman.read.plain import read_plain
from dragoman.read.records import looks_like_document, looks_like_lines, read_json, read_json_lines

__all__ = ["READERS", "Failure", "Reader", "detect_language", "read_bytes", "read_paths"]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_plain,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
    }
)


def read_paths(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Document | Failure]:
    """Every document under the paths, in order: files, folders with all they hold, and ``-`` for ``stdin``.

    Whatever cannot be read is a Failure in its place; nothing is raised. Files of other formats are passed
    over in folders and are a Failure where named. Standard input is JSON Lines if its first line is a JSON
    object, a JSON file if the whole is one, else one plain text.
    """
    for path in paths:
        if path == STDIN:
            yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer)
            continue
        for found in find_files(path, READERS):
            yield from (found,) if isinstance(found, Failure) else _read_file(found)


def read_bytes(data: bytes, *, origin: str, suffix: str) -> Iterator[Document | Failure]:
    """The documents in ``data``, in the format that a suffix of READERS names. Nothing is raised."""
    reader = READERS.get(suffix)
    if reader is None:
        known = " ".join(READERS)
        yield Failure(origin=origin, stage=STAGE, reason=f"unknown format {suffix!r}; known are {known}")
        return
    try:
        yield from reader(data, origin)
    except DragomanError as error:
        yield Failure(origin=origin, stage=STAGE, reason=str(error).removeprefix(f"{origin}: "))


def _read_file(path: str) -> Iterator[Document | Failure]:
    suffix, origin = suffix_of(path), origin_of(path)
    try:
        data = load_file(path) if suffix in READERS else b""
    except DragomanError as error:
        yield Failure(origin=origin, stage=STAGE, reason=str(error))
        return
    yield from read_bytes(data, origin=origin, suffix=suffix)


def _read_stdin(stream: BinaryIO) -> Iterator[Document | Failure]:
    try:
        data = load_stream(stream)
    except (DragomanError, OSError) as error:
        yield Failure(origin=STDIN, stage=STAGE, reason=str(error))
        return
    suffix = ".jsonl" if looks_like_lines(data) else ".json" if looks_like_document(data) else ".txt"
    yield from read_bytes(data, origin=STDIN, suffix=suffix)
