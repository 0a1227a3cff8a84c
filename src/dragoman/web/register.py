"""Lists of what a ledger has: their filters as the address gives them, a page of rows, all rows as data."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from dragoman.errors import InvalidRecord
from dragoman.export.cells import csv_text
from dragoman.ledger.given import bound_given
from dragoman.model.record import Party
from dragoman.model.time import PartialDate
from dragoman.phrases import Phrases
from dragoman.store.catalog import DocumentRow, Entry, EntryOrder, Kind, Page
from dragoman.web.errors import WebError
from dragoman.web.page import Page as WebPage
from dragoman.web.view import View

Json = dict[str, Any]
R = TypeVar("R")
K = TypeVar("K", bound=StrEnum)

SHOWN = 50
"""Rows on a page."""

_MOST = 100_000  # rows of one download
_STEP = 500  # the most that a program may ask for at a time
_PARTIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to. ``since`` and ``until`` are days, also where a month or year was given."""

    parties: tuple[Party, ...] = ()
    kinds: tuple[str, ...] = ()
    lang: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = SHOWN
    offset: int = 0

    @property
    def is_any(self) -> bool:
        """Whether anything is narrowed at all."""
        return bool(self.parties or self.kinds or self.lang or self.since or self.until)


def filters(view: View, kinds: type[StrEnum] | None = None) -> Filters:
    """The filters of a request: ``party`` (up to three), ``kind``, ``lang``, ``since``, ``until``, ``limit``
    and ``offset``. Raises NotFound for an unknown party, and WebError for a fourth, and for what is no kind,
    date or number."""
    asked = view.request.query_params
    named = [words for words in asked.getlist("party") if words.strip()]
    if len(named) > _PARTIES:
        raise WebError(f"party: at most {_PARTIES} are taken, and {len(named)} are named")
    parties = tuple(dict.fromkeys(view.party(words) for words in named))
    wanted = tuple(dict.fromkeys(kind for kind in asked.getlist("kind") if kind))
    if kinds is not None and (unknown := [kind for kind in wanted if kind not in set(kinds)]):
        raise WebError(f"{unknown[0]!r} is none of {', '.join(one.value for one in kinds)}")
    since, until = (_bound(asked.get(name, "")) for name in ("since", "until"))
    return Filters(
        parties=parties,
        kinds=wanted,
        lang=asked.get("lang") or None,
        since=since[0] if since else None,
        until=until[1] if until else None,
        limit=number(view, "limit", SHOWN, most=_STEP),
        offset=number(view, "offset", 0),
    )


def number(view: View, name: str, usual: int, *, most: int = 2**31 - 1) -> int:
    """A number of the query, no less than 0 (a limit no less than 1); raises WebError for another word."""
    words = view.request.query_params.get(name) or str(usual)
    if not (words.isascii() and words.isdigit()) or len(words) > 10:
        raise WebError(f"{name}: {words!r} is no number")
    return min(max(int(words), 1 if name == "limit" else 0), most)


def listed(view: View, kind: Kind, kinds: type[StrEnum], name: str) -> WebPage:
    """The register of things of a kind, as page, JSON and CSV: those of most documents first, or by their own
    date where a type or date is asked for."""
    asked = filters(view, kinds)
    catalog = view.desk.store.catalog

    def ask(limit: int, offset: int) -> Page[Entry]:
        if asked.kinds or asked.since or asked.until:
            return catalog.entries(
                (kind,),
                parties=asked.parties,
                types=asked.kinds,
                since=asked.since,
                until=asked.until,
                order=EntryOrder.EVENT if asked.since or asked.until else EntryOrder.DOCUMENTS,
                limit=limit,
                offset=offset,
            )
        return catalog.register(kind, parties=asked.parties, limit=limit, offset=offset)

    found = rows(view, ask, asked)
    return WebPage(
        template=f"{name}.html.jinja",
        facts={
            "found": found,
            "asked": asked,
            "kinds": tuple(kinds),
            "span": lambda first, last: span_text(view.say, first, last),
        },
        formats={"json": lambda: entries_json(found), "csv": lambda: entries_csv(found)},
        name=name,
    )


def rows(view: View, ask: Callable[[int, int], Page[R]], chosen: Filters) -> Page[R]:
    """A page of rows, or of a table to download all, by what asks the catalogue with a limit and an offset. A
    header of the answer tells where even that is not all."""
    if view.format != "csv":
        return ask(chosen.limit, chosen.offset)
    found = ask(_MOST, 0)
    view.tell_rows(len(found.rows), found.total)
    return found


def entries_json(found: Page[Entry]) -> str:
    return _page_json(found, entry_json)


def documents_json(found: Page[DocumentRow]) -> str:
    return _page_json(found, document_json)


def entry_json(one: Entry) -> Json:
    """A thing in one line. Unknown is null."""
    return {
        "id": one.id,
        "kind": one.kind.value,
        "type": one.type,
        "name": one.name,
        "parties": [party.code for party in one.parties],
        "first": _day(one.first),
        "last": _day(one.last),
        "due": _day(one.due),
        "realis": one.realis.value if one.realis else None,
        "main": one.main,
        "documents": one.documents,
        "told_first": _day(one.told_first),
        "told_last": _day(one.told_last),
        "record": one.record,
        "document": one.document,
    }


def document_json(one: DocumentRow) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source,
        "lang": one.lang,
        "published_first": _day(one.first),
        "published_last": _day(one.last),
        "retrieved": one.retrieved.isoformat() if one.retrieved else None,
        "voice": one.voice,
    }


def entries_csv(found: Iterable[Entry]) -> str:
    return table_csv([entry_json(one) for one in found], tuple(Entry.__slots__))


def documents_csv(found: Iterable[DocumentRow]) -> str:
    columns = ("id", "title", "source", "lang", "published_first", "published_last", "retrieved", "voice")
    return table_csv([document_json(one) for one in found], columns)


def table_csv(found: Iterable[Mapping[str, object]], columns: Sequence[str]) -> str:
    """A header and one row for each object; lists are joined by semicolons, what is unknown is empty.

    See ``csv_text`` for what would be a formula.
    """
    return csv_text(columns, ([one[column] for column in columns] for one in found))


def span_text(say: Phrases, first: dt.date | None, last: dt.date | None) -> str:
    """The days that something can be dated to: as a month or year where it is one, as a range, or undated."""
    if first is None or last is None:
        return say("date.none") if first is last else say.day(first or last or dt.date.min)
    if first == last:
        return say.day(first)
    for date in (PartialDate(year=first.year, month=first.month), PartialDate(year=first.year)):
        if (date.first, date.last) == (first, last):
            return say.day(date)
    return say("date.range", first=say.day(first), last=say.day(last))


def dumped(value: object) -> str:
    """JSON as the program prints it everywhere."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _page_json(found: Page[R], shape: Callable[[R], Json]) -> str:
    return dumped({"total": found.total, "offset": found.offset, "items": [shape(one) for one in found.rows]})


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _bound(words: str) -> tuple[dt.date, dt.date] | None:
    try:
        found = bound_given(words.strip() or None)
    except InvalidRecord as error:
        raise WebError(f"{error}: a year, month or day is wanted: 2024, 2024-05, 2024-05-17") from error
    return (found.first, found.last) if found else None
