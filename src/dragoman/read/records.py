"""JSON (.json: one document or a list of them) and JSON Lines (.jsonl, .ndjson: one document a line).

Fields: ``text``, and where known ``id``, ``title``, ``author``, ``url``, ``lang``, ``published`` (ISO 8601,
or a date written out) and ``source`` (a name, or an object with ``name`` and ``url``). Other fields, and
fields of another type, count as absent. A column map says which are meant where they have other names.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.errors import InvalidRecord, UnreadableDocument
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import STAGE, Details, Failure, build, name_of, without_breakage
from dragoman.read.columns import ColumnMap
from dragoman.read.encoding import decode
from dragoman.read.language import primary_tag
from dragoman.read.written import written_date

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_json(data: bytes, origin: str, columns: ColumnMap | None = None) -> Iterator[Document | Failure]:
    """The document or documents of a JSON file; lines of JSON under this name are read as such."""
    data = _utf8(data)
    try:
        value = _parse(data)
    except UnreadableDocument:
        if not looks_like_lines(data):
            raise
        yield from read_json_lines(data, origin, columns)
        return
    if not isinstance(value, list):
        yield _document(value, origin, None, columns)
        return
    for number, item in enumerate(value, start=1):
        yield _or_failure(item, origin, number, f"record {number}", columns)


def read_json_lines(
    data: bytes, origin: str, columns: ColumnMap | None = None
) -> Iterator[Document | Failure]:
    """A document for each line; a line that is none is a Failure with its number."""
    for number, line in enumerate(_utf8(data).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            value = _parse(line)
        except UnreadableDocument as error:
            yield Failure(origin=f"{origin}#line {number}", stage=STAGE, reason=f"line {number}: {error}")
            continue
        yield _or_failure(value, origin, number, f"line {number}", columns)


def looks_like_lines(data: bytes) -> bool:
    """Whether the first line that is not blank is a JSON object by itself."""
    first = data.removeprefix(codecs.BOM_UTF8).lstrip().split(b"\n", 1)[0]
    try:
        return first.startswith(b"{") and isinstance(_parse(first), dict)
    except UnreadableDocument:
        return False


def looks_like_document(data: bytes) -> bool:
    """Whether the whole is one JSON object, or a list of them."""
    try:
        value = _parse(data) if data.lstrip()[:1] in (b"{", b"[") else None
    except UnreadableDocument:
        return False
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


def _utf8(data: bytes) -> bytes:
    if data.startswith(_WIDE):
        return decode(data).encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _parse(data: bytes) -> object:
    try:
        value: object = json.loads(data.decode())
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"not UTF-8 at byte {error.start}") from error
    except ValueError as error:
        raise UnreadableDocument(f"not JSON: {error}") from error
    except RecursionError as error:
        raise UnreadableDocument("JSON nested too deeply") from error
    return value


def _or_failure(
    value: object, origin: str, number: int, where: str, columns: ColumnMap | None
) -> Document | Failure:
    try:
        return _document(value, origin, number, columns)
    except (UnreadableDocument, InvalidRecord) as error:
        return Failure(origin=f"{origin}#{where}", stage=STAGE, reason=f"{where}: {error}")


def _document(value: object, origin: str, number: int | None, columns: ColumnMap | None) -> Document:
    names = dict((columns or ColumnMap()).named())
    named = names.get("text", "text")
    if not isinstance(value, dict):
        raise UnreadableDocument(f"not a document: an object with a field {named!r} is wanted")
    value = {**value, **{name: value.get(field) for name, field in names.items()}}
    text = value.get("text")
    if not isinstance(text, str):
        raise UnreadableDocument(f"no field {named!r} with the document's words")
    own = _words(value, "id")
    if own is None and isinstance(value.get("id"), int):
        own = str(value["id"])
    lang = primary_tag(value.get("lang"))
    published = _date(value.get("published"), lang)
    details = Details(
        title=_words(value, "title"),
        author=_words(value, "author"),
        published=published,
        basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
        found=f"field {names.get('published', 'published')}" if published else None,
        source=_source(value),
        lang=lang,
    )
    mark = own if own is not None else number
    return build(
        without_breakage(text),
        origin if mark is None else f"{origin}#{mark}",
        name=own or (name_of(origin) if number is None else f"{name_of(origin)}#{number}"),
        details=details,
    )


def _date(value: object, lang: str | None) -> PartialDate | None:
    return written_date(str(value), lang) if isinstance(value, str | int) and value is not True else None


def _source(value: Mapping[str, Any]) -> Source:
    url = _words(value, "url")
    source = value.get("source")
    if isinstance(source, dict):
        return Source(name=_words(source, "name"), url=url or _words(source, "url"))
    return Source(name=_words(value, "source"), url=url)


def _words(value: Mapping[str, Any], key: str) -> str | None:
    found = value.get(key)
    return without_breakage(found).strip() or None if isinstance(found, str) else None
