"""Plain text (.txt)."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model.text import Document
from dragoman.read.base import Failure, build
from dragoman.read.encoding import decode


def read_plain(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: the file's text as it is. A header `` date 2021-03-18`` gives its date."""
    yield build(decode(data), origin)
