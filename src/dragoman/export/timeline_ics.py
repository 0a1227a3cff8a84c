"""Engagements -> iCalendar (RFC 5545): what took place and what is planned, as far as it has a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from dragoman.desk.notes import of_reports
from dragoman.desk.wording import participant_text, place_text, what_text, when_text
from dragoman.export.tables import plain
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.text import Realis
from dragoman.model.time import shift

_QUOTES = 3
_DOMAIN = "dragoman"
_STATUS = {Realis.PLANNED: "TENTATIVE", Realis.NEGATED: "CANCELLED"}


def timeline_ics(ledger: Ledger, engagements: Iterable[LedgerEngagement], on: dt.date, name: str) -> bytes:
    """All-day events, each over all days that its date can mean. ``on`` is the time stamp, so that the same
    answer gives the same bytes. What is undated cannot stand in a calendar and is left out."""
    out = Calendar()
    out.add("prodid", "-//Dragoman//timeline//EN")
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    out.add("name", f"Dragoman: {plain(name)}")  # RFC 7986
    out.add("x-wr-calname", f"Dragoman: {plain(name)}")
    for engagement in engagements:
        if engagement.when.date is not None:
            out.add_component(_event(ledger, engagement, on))
    return bytes(out.to_ical())


def _event(ledger: Ledger, engagement: LedgerEngagement, on: dt.date) -> Event:
    when = engagement.when
    assert when.date is not None
    event = Event()
    event.add("uid", f"engagement-{engagement.id}@{_DOMAIN}")
    event.add("dtstamp", dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC))
    event.add("dtstart", when.date.first)
    event.add("dtend", shift((when.end or when.date).last, 1))  # the end is not part of it
    sides = ", ".join(party.code for party in engagement.parties)
    event.add("summary", plain(f"{what_text(ledger, engagement)} ({sides})"))
    event.add("description", "\n".join(_description(ledger, engagement)))
    event.add("status", _STATUS.get(engagement.realis, "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [engagement.kind.value])
    if where := plain(place_text(engagement.place)):
        event.add("location", where)
    return event


def _description(ledger: Ledger, engagement: LedgerEngagement) -> list[str]:
    lines = [f"Date as told: {when_text(engagement.when)}."]
    lines += [plain(participant_text(person)) for person in engagement.participants]
    notes = of_reports(ledger, engagement.reports)
    for note in notes[:_QUOTES]:
        lines.append(plain(f"“{note.quote}” {note.source}, {note.published or 'undated'} ({note.lang})"))
    rest = len(notes) - _QUOTES
    return [*lines, f"and {rest} more"] if rest > 0 else lines
