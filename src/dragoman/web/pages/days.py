"""Entries of a calendar in sentences of the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import quote

from dragoman.desk.cadence import CadenceSettings
from dragoman.desk.calendar import Entry, EntryKind, EntryStatus
from dragoman.export.page import Foreign, Piece, Words
from dragoman.model.ledger import Outcome
from dragoman.model.record import Strength
from dragoman.model.time import PartialDate
from dragoman.phrases import Phrases
from dragoman.web.pages.pair.rhythms import Rhythms

_PAGES = {
    EntryKind.PLANNED: "engagements",
    EntryKind.DEADLINE: "commitments",
    EntryKind.EXPIRY: "instruments",
    EntryKind.RENEWAL: "instruments",
}
_LONGEST = 200


def between(say: Phrases, first: dt.date, last: dt.date) -> str:
    """A day, a whole month or a whole year as such, else the first and the last day."""
    for date in (
        PartialDate.of(first),
        PartialDate(year=first.year, month=first.month),
        PartialDate(year=first.year),
    ):
        if (date.first, date.last) == (first, last):
            return say.day(date)
    return say("date.range", first=say.day(first), last=say.day(last))


class Days:
    """Sentences on entries, in the language of a catalogue of phrases."""

    def __init__(self, say: Phrases) -> None:
        self._say = say
        self._rhythms = Rhythms(say, CadenceSettings())

    def head(self, entry: Entry) -> str:
        """What kind of entry it is."""
        off = entry.status is EntryStatus.CANCELLED
        return self._say("web.calendar.kind.off" if off else f"web.calendar.kind.{entry.kind.value}")

    def span(self, entry: Entry) -> str:
        """The days that it stands on."""
        return between(self._say, entry.first, entry.last)

    def subject(self, entry: Entry) -> Words:
        """What it is about."""
        say = self._say
        if entry.words:
            text = entry.words if len(entry.words) <= _LONGEST else entry.words[: _LONGEST - 1] + "…"
            return (Foreign(text, entry.notes[0].lang),)
        if entry.kind is EntryKind.EXPECTED:
            if entry.body:
                return say.parts("web.calendar.session_of", body=Foreign(entry.body))
            if entry.level is not None:
                return (say("web.calendar.contact_at", level=say.word("level", entry.level.value)),)
            return (say.word("kind", "consultations"),)
        assert entry.engagement is not None
        kind = say.word("kind", entry.engagement.value)
        if entry.body is None:
            return (kind,)
        fields: dict[str, Piece] = {"kind": kind, "body": Foreign(entry.body)}
        if entry.session is None:
            return say.parts("engagement.of_body", **fields)
        return say.parts("engagement.session", number=say.number(entry.session), **fields)

    def link(self, entry: Entry) -> str | None:
        """The page of what it is about."""
        page = _PAGES.get(entry.kind)
        return f"/{page}/{quote(entry.of, safe='')}" if page else None

    def _is_moved(self, entry: Entry) -> bool:
        """Whether it stands on other days than those that its date as told can mean."""
        first, last = entry.when.date, entry.when.end or entry.when.date
        return (
            first is not None and last is not None and (first.first, last.last) != (entry.first, entry.last)
        )

    def details(self, entry: Entry) -> Iterator[str]:
        """What is known of it besides, and of what is expected, why."""
        say = self._say
        if self._is_moved(entry):
            yield say("web.calendar.told", date=say.when(entry.when))
        if entry.outcome is not None and entry.outcome is not Outcome.PENDING:
            yield say.word("outcome", entry.outcome.value)
        if entry.status is EntryStatus.CONFIRMED and entry.kind is EntryKind.PLANNED:
            yield say("web.calendar.confirmed")
        if entry.strength is Strength.INTENT:
            yield say("web.calendar.intent")
        if entry.kind is EntryKind.RENEWAL:
            yield say("web.calendar.renews")
        rhythm = entry.cadence
        if rhythm is not None and rhythm.period is not None and rhythm.expected is not None:
            last = rhythm.moments[-1]
            yield say(
                "web.calendar.why",
                last=say.day(last.first),
                period=self._rhythms.days(rhythm.period.days),
                expected=self._rhythms.dates(rhythm.expected),
                standing=say.listing(say.word("standing", one.value) for one in rhythm.standing),
            )
