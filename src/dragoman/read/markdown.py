"""Markdown (.md, .markdown), with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis
from dragoman.read.base import Details, Failure, build
from dragoman.read.dates import stated_date
from dragoman.read.encoding import decode
from dragoman.read.language import primary_tag
from dragoman.read.markup import mask

_FRONT = re.compile(r"---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_DATES = ("date", "published", "pubdate", "publishdate", "created")
_LINE = re.compile(r"^([A-Za-z_]{1,40})[ \t]{0,20}:([^\n]*)", re.M)
_HEADING = re.compile(r"^ {0,3}#(?=[ \t])([^\n]*)$|^([^\n]{1,300})\n=+[ \t]{0,100}\r?$", re.M)


def read_markdown(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document. Front matter gives title, author, date, source, url and lang, and is not in the prose.

    Without a title there, the first heading of the first level is the title.
    """
    text = decode(data)
    front = _FRONT.match(text)
    fields = _fields(front[1]) if front else None
    start = front.end() if front and fields is not None else 0
    masked = " " * start + mask(text[start:])
    yield build(text, origin, details=_details(fields or {}, text, masked, start), masked=masked, start=start)


def _fields(block: str) -> dict[str, object] | None:
    """The front matter; None if the block is something else (a passage between two rules)."""
    try:
        value = yaml.load(block, Loader=yaml.BaseLoader)  # makes strings, lists and mappings, nothing else
    except (yaml.YAMLError, ValueError, RecursionError):
        value = {key: words.strip(" \t\r'\"") for key, words in _LINE.findall(block)}
    return (
        {str(key).lower(): held for key, held in value.items()} if isinstance(value, dict) and value else None
    )


def _details(fields: dict[str, object], text: str, masked: str, start: int) -> Details:
    dated = next((key for key in _DATES if stated_date(fields.get(key))), None)
    published = stated_date(fields.get(dated)) if dated else None
    source = fields.get("source")
    inner = source if isinstance(source, dict) else {"name": source}
    return Details(
        title=_words(fields.get("title")) or _first_heading(text, masked, start),
        author=_author(fields),
        published=published,
        basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        found=f"the front matter: {dated}" if dated else None,
        source=Source(
            name=_words(inner.get("name")), url=_words(fields.get("url")) or _words(inner.get("url"))
        ),
        lang=primary_tag(fields.get("lang")),
    )


def _first_heading(text: str, masked: str, start: int) -> str | None:
    for match in _HEADING.finditer(text, start):
        begin, end = match.span(match.lastindex or 1)
        title = " ".join(masked[begin:end].split())  # blank where the line stands in code or a comment
        if title:
            return title
    return None


def _author(fields: dict[str, object]) -> str | None:
    held = fields.get("author") or fields.get("authors")
    names = [_words(one.get("name") if isinstance(one, dict) else one) for one in _several(held)]
    return ", ".join(filter(None, names)) or None


def _several(held: object) -> list[object]:
    return held if isinstance(held, list) else [held]


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
