"""The calendar: what is planned, due, expected and running out; for all, for a party or between two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.desk.calendar import Calendar, Entry, EntryKind
from dragoman.desk.calendar import calendar as calendar_of
from dragoman.export.brief_sentences import Sentences
from dragoman.export.calendar_csv import calendar_csv
from dragoman.export.calendar_ics import calendar_ics
from dragoman.export.calendar_json import calendar_json
from dragoman.model.record import Party
from dragoman.model.text import Realis
from dragoman.model.time import PartialDate, shift
from dragoman.store.catalog import Entry as Told
from dragoman.store.catalog import EntryOrder, Kind
from dragoman.web.errors import WebError
from dragoman.web.page import Page, page
from dragoman.web.pages.days import Days
from dragoman.web.pages.pair.asked import Pair
from dragoman.web.pages.pair.pieces import links, markup
from dragoman.web.view import Asked, View

router = APIRouter()
_PAGE = 50
_DEEPEST = 500  # entries that one answer looks at where it is of all, or of one party


@page(router, "/calendar")
def calendar(
    view: Asked,
    party: Annotated[str, Query(max_length=100)] = "",
    left: Annotated[str, Query(max_length=100)] = "",
    right: Annotated[str, Query(max_length=100)] = "",
    kind: Annotated[list[EntryKind] | None, Query()] = None,
    offset: Annotated[int, Query(ge=0, le=_DEEPEST)] = 0,
) -> Page:
    parties = _parties(view, party, left, right)
    whole = len(parties) == 2
    found = _between(view, parties) if whole else _listed(view, parties, offset + _PAGE + 1)
    entries = [one for one in found.entries if not kind or one.kind in kind]
    entries.sort(key=lambda one: _moment(one, view.on))
    shown = entries[offset : offset + _PAGE]
    words = Sentences(view.say)
    rests = words.coverage(found.coverage, brief=True) if whole else ()

    def every() -> Calendar:
        answer = found if whole else _listed(view, parties, _DEEPEST)
        kept = tuple(one for one in answer.entries if not kind or one.kind in kind)
        return Calendar(
            parties=answer.parties,
            on=answer.on,
            entries=kept,
            undated=answer.undated,
            coverage=answer.coverage,
        )

    return Page(
        template="calendar.html.jinja",
        name="-".join(("calendar", *(one.code for one in parties))),
        facts={
            "parties": parties,
            "whole": whole,
            "found": found,
            "groups": _by_month(view, shown),
            "kinds": list(EntryKind) if whole else [EntryKind.PLANNED, EntryKind.DEADLINE],
            "chosen": set(kind or ()),
            "days": Days(view.say),
            "shown": markup,
            "refs": links,
            "words_of": words,
            "coverage": [markup(line) for line in rests],
            "later": "",
            "number": len(entries),
            "offset": offset,
            "limit": _PAGE,
            "shown_now": len(shown),
            "total": len(entries) if whole else None,
            "deepest": _DEEPEST,
            "given": {"party": party, "left": left, "right": right},
            "past_days": view.desk.settings.weights.calendar.past_days,
        },
        formats={
            "ics": lambda: calendar_ics(every()),
            "csv": lambda: calendar_csv(every().entries),
            "json": lambda: calendar_json(every()),
        },
    )


def _parties(view: View, party: str, left: str, right: str) -> tuple[Party, ...]:
    """The one, the two, or nobody."""
    words = [one.strip() for one in (party, left, right) if one.strip()]
    found = tuple(sorted({view.party(one) for one in words}))
    if len(found) > 2:
        raise WebError("a calendar is of all, of one party, or of two")
    return found


def _between(view: View, parties: tuple[Party, ...]) -> Calendar:
    """The whole calendar of two."""
    pair = Pair(view, *parties)
    return pair.kept("calendar", lambda: pair.book.calendar(*parties, on=view.on).facts)


def _listed(view: View, parties: tuple[Party, ...], most: int) -> Calendar:
    """Plans and deadlines by the catalogue, the soonest first, each as its own documents tell it."""
    catalog, settings = view.desk.store.catalog, view.desk.settings.weights
    since = shift(view.on, -settings.calendar.past_days)

    def make() -> Calendar:
        told: list[Told] = [
            *catalog.entries(
                (Kind.ENGAGEMENT,), parties=parties, realis=(Realis.PLANNED,), since=since,
                order=EntryOrder.COMING, limit=most,
            ),
            *catalog.entries(
                (Kind.COMMITMENT,), parties=parties, since=since, order=EntryOrder.DUE, limit=most
            ),
        ]  # fmt: skip
        told.sort(key=lambda one: one.first or one.due or dt.date.max)
        wanted = {one.id for one in told[:most]}
        book = view.book(tuple(sorted({one.document for one in told[:most]})))
        found = calendar_of(
            book.facts, parties, on=view.on, settings=settings.calendar, rhythm=settings.cadence
        )
        return Calendar(
            parties=parties,
            on=view.on,
            entries=tuple(one for one in found.entries if one.of in wanted),
            undated=(),
            coverage=found.coverage,
        )

    return view.kept(("calendar", parties, view.on, most), make)


def _by_month(view: View, entries: Sequence[Entry]) -> list[tuple[str, bool, list[Entry]]]:
    """Entries under their months, and whether these are past."""

    def month(entry: Entry) -> tuple[int, int]:
        day = _moment(entry, view.on)
        return day.year, day.month

    today = (view.on.year, view.on.month)
    return [
        (view.say.day(PartialDate(year=key[0], month=key[1])), key < today, list(told))
        for key, told in groupby(entries, month)
    ]


def _moment(entry: Entry, on: dt.date) -> dt.date:
    """The day by which it stands in the list: its first, or the day of asking where it is going on."""
    return on if entry.first < on <= entry.last else entry.first
