"""Rows in which a quote is broken: set apart, so that the rest of a file can be read.

One quote that is opened and never closed makes everything behind it one cell. Such a row is replaced by one
that ``rows`` refuses, on the same line; a cell that is rightly quoted over several lines stays as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

BROKEN = "a broken quote"  # what stands in every cell of such a row
_LINES = 20  # over which a quoted cell may reach


def unbroken(path: Path, folder: Path, delimiter: str, width: int, skip: int) -> Path:
    """The file itself, or a copy in ``folder`` in which rows with broken quotes are marked by BROKEN."""
    mark = delimiter.join([BROKEN] * width).encode() + b"\n"
    stop = re.escape(delimiter.encode())
    after = re.compile(rb'[^\r\n%b]"[^"\r\n%b]' % (stop, stop))  # a quote within a cell
    with path.open("rb") as stream:
        if not any(_broken(line, after, delimiter) for line in islice(stream, skip, None)):
            return path
        stream.seek(0)
        copy = folder / f"{len(list(folder.iterdir()))}-unbroken.csv"
        with copy.open("wb") as out:
            out.writelines(islice(stream, skip))
            out.writelines(_marked(stream, mark, after, delimiter))
    return copy


def _marked(stream: BinaryIO, mark: bytes, after: re.Pattern[bytes], delimiter: str) -> Iterator[bytes]:
    """The lines, each broken one replaced by ``mark``."""
    open_ = list[bytes]()  # the line that opened a quote, and those behind it
    for line in stream:
        odd = line.count(b'"') % 2 == 1
        if not open_ and not odd:
            yield mark if _broken(line, after, delimiter) else line
            continue
        open_.append(line)
        if len(open_) > 1 and odd and _whole(open_, delimiter):
            yield from open_
            open_ = []
        elif len(open_) > 1 and (odd or len(open_) > _LINES):
            last = [open_.pop()] if odd else []
            yield from _given_up(open_, mark, after, delimiter)
            open_ = last
    yield from _given_up(open_, mark, after, delimiter)


def _given_up(lines: list[bytes], mark: bytes, after: re.Pattern[bytes], delimiter: str) -> Iterator[bytes]:
    """The first line was broken; those behind it are rows of their own."""
    for number, line in enumerate(lines):
        wrong = number == 0 or _broken(line, after, delimiter)
        yield mark if wrong else line


def _broken(line: bytes, after: re.Pattern[bytes], delimiter: str) -> bool:
    """Whether a line by itself is no row: its quotes are odd, or something stands behind a closed one."""
    return b'"' in line and (
        line.count(b'"') % 2 == 1 or (after.search(line) is not None and not _whole([line], delimiter))
    )


def _whole(lines: list[bytes], delimiter: str) -> bool:
    """Whether the lines are one row with all its quotes closed, and nothing behind a closed one."""
    texts = [line.decode("utf-8", errors="replace") for line in lines]
    try:
        return len(list(csv.reader(texts, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
