"""Calendar -> iCalendar (RFC 5545), by the library ``icalendar``.

The same answer gives the same bytes: the time stamp is the day of asking, and ids are those of the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from icalendar import Calendar as Ics
from icalendar import Event

from dragoman.desk.calendar import Calendar, Entry
from dragoman.desk.coverage import coverage_texts
from dragoman.desk.notes import Note
from dragoman.desk.parties import party_name
from dragoman.desk.wording import listed, place_text
from dragoman.export.calendar_text import details, title
from dragoman.export.tables import plain
from dragoman.model.time import shift

_QUOTES = 5
_DOMAIN = "dragoman"


def calendar_ics(answer: Calendar) -> bytes:
    """All-day events: planned, expected, deadlines, terms. UTF-8, folded at 75 octets, lines end in CRLF."""
    out = Ics()
    names = listed(party_name(p) for p in answer.parties) or "all parties"
    about = plain(" ".join(coverage_texts(answer.coverage)))
    out.add("prodid", "-//Dragoman//calendar//EN")
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    out.add("name", f"Dragoman: {names}")  # RFC 7986
    out.add("description", about)
    out.add("x-wr-calname", f"Dragoman: {names}")
    for entry in answer.entries:
        out.add_component(_event(entry, answer.on))
    return bytes(out.to_ical())


def _event(entry: Entry, on: dt.date) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@{_DOMAIN}")
    event.add("dtstamp", dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC))
    event.add("dtstart", entry.first)
    event.add("dtend", shift(entry.last, 1))  # the end is not part of it
    event.add("summary", plain(title(entry)))
    event.add("description", "\n".join(_description(entry)))
    event.add("status", entry.status.value)
    event.add("transp", "TRANSPARENT")
    event.add("categories", [entry.kind.value])
    where = plain(place_text(entry.place))
    if where:
        event.add("location", where)
    url = next((n.url for n in entry.notes if n.url and n.url.startswith(("http://", "https://"))), None)
    if url is not None:
        event.add("url", plain(url).replace(" ", "%20"))
    return event


def _description(entry: Entry) -> Iterator[str]:
    yield from (plain(text) for text in details(entry))
    for note in entry.notes[:_QUOTES]:
        yield _quote(note)
    rest = len(entry.notes) - _QUOTES
    if rest > 0:
        yield f"and {rest} more"


def _quote(note: Note) -> str:
    """ "“Words.” Source, 2024-05-02 (en), page 3"."""
    parts = [note.source, note.published or "undated"]
    page = f", page {note.page}" if note.page is not None else ""
    return plain(f"“{note.quote}” {', '.join(parts)} ({note.lang}){page}")
