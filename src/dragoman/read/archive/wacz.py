"""WACZ files (.wacz): a ZIP file of WARC files, with a list of the pages that were visited."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, cast

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive.compressed import is_compressed, size_of, unpack
from dragoman.read.archive.members import Budget, LimitPassed, failed, printable, until_damage
from dragoman.read.archive.salvage import first_stored
from dragoman.read.archive.warc import read_records
from dragoman.read.archive.zipped import check_directory, load, member_names, open_member, overlapping
from dragoman.read.base import Failure, Inner, without_breakage

_LONGEST_TITLE = 1_000
_ARCHIVES = (".warc", ".warc.gz")


def read_wacz(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    """The documents in the WARC files of a WACZ file, sorted by the files' names.

    A page that states no title has the one of the list of pages. A file that was cut off is read as far as
    it goes. Raises UnreadableDocument where there is nothing to be had.
    """
    yield from until_damage(_read(stream, origin, inner), origin)


def _read(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    budget = Budget(packed=size_of(stream))
    try:
        check_directory(stream)
        archive = zipfile.ZipFile(stream)
    except LimitPassed:
        raise
    except Exception as error:  # a parser on strangers' bytes: without a directory, whatever it is
        if name := first_stored(stream, "archive/"):
            yield from _records(stream, f"{origin}!{name}", inner, budget)
        raise UnreadableDocument(f"cut off or damaged: its directory cannot be read ({error})") from error
    with archive:
        members = dict(
            sorted(zip(member_names(archive.infolist()), archive.infolist(), strict=True), key=_name)
        )
        shared = overlapping(archive.infolist())
        titles = _titles(archive, members, budget)
        archives = [name for name in members if name.startswith("archive/") and name.endswith(_ARCHIVES)]
        if not archives:
            raise UnreadableDocument("no WARC file in it")
        for name in archives:
            inside, info = f"{origin}!{name}", members[name]
            try:
                if info.header_offset in shared:
                    raise UnreadableDocument("shares its bytes with other members")
                with open_member(archive, info) as member:
                    yield from _records(member, inside, _with_titles(inner, titles, inside), budget)
            except LimitPassed:
                raise
            except UnreadableDocument as error:
                yield failed(inside, error)


def _records(stream: BinaryIO, origin: str, inner: Inner, budget: Budget) -> Iterator[Document | Failure]:
    yield from until_damage(_unpacked_records(stream, origin, inner, budget), origin)


def _unpacked_records(
    stream: BinaryIO, origin: str, inner: Inner, budget: Budget
) -> Iterator[Document | Failure]:
    buffered = io.BufferedReader(cast("io.RawIOBase", stream))  # whatever can be read into is raw enough
    packed = is_compressed(buffered.peek(6))
    yield from read_records(unpack(buffered, budget) if packed else buffered, origin, inner, budget)


def _name(member: tuple[str, zipfile.ZipInfo]) -> str:
    return member[0]


def _titles(
    archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], budget: Budget
) -> Mapping[str, str]:
    """The titles of the pages by their addresses; without what is damaged."""
    titles: dict[str, str] = {}
    for name in members:
        if not (name.startswith("pages/") and name.endswith(".jsonl")):
            continue
        try:
            data = load(archive, members[name], budget)
        except LimitPassed:
            raise
        except UnreadableDocument:
            continue  # titles are no more than a help
        for line in data.splitlines():
            if page := _page(line):
                titles.setdefault(*page)
    return titles


def _page(line: bytes) -> tuple[str, str] | None:
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return None
    url, title = (page.get("url"), page.get("title")) if isinstance(page, dict) else (None, None)
    if not isinstance(url, str) or not isinstance(title, str) or not title.strip() or title == url:
        return None
    return printable(url), without_breakage(title).strip()[:_LONGEST_TITLE]


def _with_titles(inner: Inner, titles: Mapping[str, str], origin: str) -> Inner:
    def titled(data: bytes, inside: str, suffix: str) -> Iterator[Document | Failure]:
        title = titles.get(inside.removeprefix(f"{origin}!"))
        for found in inner(data, inside, suffix):
            if title and isinstance(found, Document) and found.title is None:
                found = replace(found, title=title)
            yield found

    return titled
