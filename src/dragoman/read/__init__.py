"""Bytes to documents: one file per format. ``READERS`` and ``CONTAINERS`` are the tables of formats."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import BinaryIO

from dragoman.errors import DragomanError
from dragoman.model.text import Document
from dragoman.read.archive.compressed import read_compressed
from dragoman.read.archive.nested import way_in
from dragoman.read.archive.tarred import read_tar
from dragoman.read.archive.wacz import read_wacz
from dragoman.read.archive.warc import read_warc
from dragoman.read.archive.zipped import read_zip
from dragoman.read.base import STAGE, Container, Failure, Inner, Reader
from dragoman.read.columns import ColumnMap
from dragoman.read.feed import read_feed
from dragoman.read.files import (
    STDIN,
    find_files,
    is_address,
    load_file,
    load_stream,
    open_file,
    origin_of,
    suffix_of,
)
from dragoman.read.language import detect_language
from dragoman.read.mail.eml import read_eml
from dragoman.read.mail.mbox import read_mbox
from dragoman.read.markdown import read_markdown
from dragoman.read.page.html import read_html
from dragoman.read.page.mhtml import read_mhtml
from dragoman.read.pdf import read_pdf
from dragoman.read.plain import read_plain
from dragoman.read.records import looks_like_document, looks_like_lines, read_json, read_json_lines
from dragoman.read.sitemap import looks_like_sitemap, read_sitemap
from dragoman.read.table import read_table
from dragoman.read.types import by_bytes, sniff
from dragoman.read.word.doc import read_doc
from dragoman.read.word.docx import read_docx
from dragoman.read.word.odt import read_fodt, read_odt
from dragoman.read.word.rtf import read_rtf

__all__ = [
    "CONTAINERS",
    "READERS",
    "ColumnMap",
    "Failure",
    "Options",
    "Reader",
    "detect_language",
    "find_paths",
    "read_bytes",
    "read_path",
    "read_paths",
    "read_stdin",
]


def read_xml(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """XML of which the name does not tell the kind: a sitemap, or else a feed."""
    return read_sitemap(data, origin) if looks_like_sitemap(data) else read_feed(data, origin)


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_plain,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".mhtml": read_mhtml,
        ".mht": read_mhtml,
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".csv": read_table,
        ".tsv": read_table,
        ".tab": read_table,
        ".parquet": read_table,
        ".pdf": read_pdf,
        ".docx": read_docx,
        ".docm": read_docx,
        ".dotx": read_docx,
        ".doc": read_doc,
        ".odt": read_odt,
        ".ott": read_odt,
        ".fodt": read_fodt,
        ".rtf": read_rtf,
        ".rss": read_feed,
        ".atom": read_feed,
        ".rdf": read_feed,
        ".xml": read_xml,
    }
)

CONTAINERS: Mapping[str, Container] = MappingProxyType(
    {
        ".eml": read_eml,
        ".mbox": read_mbox,
        ".zip": read_zip,
        ".tar": read_tar,
        ".tgz": read_tar,
        ".tbz": read_tar,
        ".tbz2": read_tar,
        ".txz": read_tar,
        ".gz": read_compressed,
        ".bz2": read_compressed,
        ".xz": read_compressed,
        ".warc": read_warc,
        ".wacz": read_wacz,
    }
)

_OF_COLUMNS: Mapping[str, Callable[..., Iterator[Document | Failure]]] = MappingProxyType(
    {
        ".csv": read_table,
        ".tsv": read_table,
        ".tab": read_table,
        ".parquet": read_table,
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a reader may be told. ``columns``: which column of a table, or field of a record, holds what.

    ``passed_over`` are origins within archives that are not read; ``told`` is called with the origin of each
    document in an archive that is about to be. ``unpacked`` is the most bytes that one archive may
    give, where that is another than for all archives.
    """

    columns: ColumnMap | None = None
    passed_over: frozenset[str] = frozenset()
    told: Callable[[str], None] | None = None
    unpacked: int | None = None

    def readers(self) -> Mapping[str, Reader]:
        """The plain formats, told what they are to be told."""
        if self.columns is None:
            return READERS
        told = {suffix: partial(reader, columns=self.columns) for suffix, reader in _OF_COLUMNS.items()}
        return {**READERS, **told}


_PLAIN = Options()


def find_paths(paths: Sequence[str]) -> Iterator[str | Failure]:
    """The files and addresses under the paths, in order: files, addresses, folders with all they hold, ``-``.

    Files of other formats are passed over in folders, and are found where named.
    """
    for path in paths:
        if path == STDIN or is_address(path):
            yield path
        elif "://" in path and not os.path.exists(path):
            yield Failure(origin=path, stage=STAGE, reason="only http and https addresses are read")
        else:
            yield from find_files(path, READERS.keys() | CONTAINERS.keys())


def read_paths(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, options: Options = _PLAIN
) -> Iterator[Document | Failure]:
    """Every document under the paths, in order, see ``find_paths``; all in this process.

    Whatever cannot be read is a Failure in its place; nothing is raised. Standard input is JSON Lines if its
    first line is a JSON object, a JSON file if the whole is one, else what its bytes show it to be: a page, a
    mail, a PDF file, or plain text.
    """
    for found in find_paths(paths):
        if isinstance(found, Failure):
            yield found
        elif found == STDIN:
            yield from read_stdin(stdin if stdin is not None else sys.stdin.buffer, inner_of(options))
        else:
            yield from read_path(found, options)


def read_path(path: str, options: Options = _PLAIN) -> Iterator[Document | Failure]:
    """The documents of one file or address. Nothing is raised."""
    if is_address(path):
        from dragoman.read.web import Fetcher, read_address

        yield from read_address(path, Fetcher(), inner_of(options))
        return
    suffix, origin = suffix_of(path), origin_of(path)
    try:
        if suffix in CONTAINERS:
            with open_file(path) as stream:
                yield from _read_container(stream, origin, suffix, options)
            return
        data = load_file(path)
    except DragomanError as error:
        yield Failure(origin=origin, stage=STAGE, reason=str(error))
        return
    yield from read_bytes(data, origin=origin, suffix=suffix, options=options)


def read_bytes(
    data: bytes, *, origin: str, suffix: str, options: Options = _PLAIN
) -> Iterator[Document | Failure]:
    """The documents in ``data``, in the format that a suffix of READERS or CONTAINERS names.

    Nothing is raised.
    """
    suffix = _true_suffix(data, suffix)
    reader = options.readers().get(suffix)
    if suffix in CONTAINERS:
        yield from _read_container(io.BytesIO(data), origin, suffix, options)
        return
    if reader is None:
        known = " ".join((*READERS, *CONTAINERS))
        yield Failure(origin=origin, stage=STAGE, reason=f"unknown format {suffix!r}; known are {known}")
        return
    try:
        yield from reader(data, origin)
    except DragomanError as error:
        yield Failure(origin=origin, stage=STAGE, reason=str(error).removeprefix(f"{origin}: "))


def _true_suffix(data: bytes, suffix: str) -> str:
    """The suffix by which to read: what the bytes show for certain, where the name says another document."""
    if suffix in CONTAINERS or suffix == ".doc":
        return suffix
    shown = (by_bytes(data) if suffix in READERS else sniff(data)) or suffix
    return shown if shown in READERS or shown in CONTAINERS else suffix


def inner_of(options: Options = _PLAIN) -> Inner:
    """The way in for bytes from elsewhere, in this process."""
    return lambda data, origin, suffix: read_bytes(data, origin=origin, suffix=suffix, options=options)


def read_stdin(stream: BinaryIO, inner: Inner) -> Iterator[Document | Failure]:
    """The documents of standard input. Nothing is raised."""
    try:
        data = load_stream(stream)
    except (DragomanError, OSError) as error:
        yield Failure(origin=STDIN, stage=STAGE, reason=str(error))
        return
    by_form = ".jsonl" if looks_like_lines(data) else ".json" if looks_like_document(data) else None
    suffix = by_form or sniff(data) or ".txt"
    yield from inner(data, STDIN, suffix)


def _read_container(
    stream: BinaryIO, origin: str, suffix: str, options: Options
) -> Iterator[Document | Failure]:
    packed = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    inner = way_in(
        options.readers(),
        CONTAINERS,
        packed=packed,
        most=options.unpacked,
        passed_over=options.passed_over,
        told=options.told or (lambda _: None),
    )
    try:
        yield from CONTAINERS[suffix](stream, origin, inner)
    except DragomanError as error:
        yield Failure(origin=origin, stage=STAGE, reason=str(error).removeprefix(f"{origin}: "))
    except OSError as error:
        yield Failure(origin=origin, stage=STAGE, reason=error.strerror or str(error))
