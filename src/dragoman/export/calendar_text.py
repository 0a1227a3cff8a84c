"""The words of a calendar's entries, for every format."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.cadence import PeriodBasis
from dragoman.desk.calendar import Entry, EntryKind, EntryStatus
from dragoman.desk.parties import party_name
from dragoman.desk.wording import count_text, day_text, isolated, kind_text, listed, when_text
from dragoman.export.consultations_table import dates_text, days_text, months_text
from dragoman.model.ledger import Outcome
from dragoman.model.record import Strength

_LONGEST = 120
_HEADS = {
    EntryKind.PLANNED: "Planned",
    EntryKind.EXPECTED: "Expected by the machine",
    EntryKind.DEADLINE: "Deadline",
    EntryKind.EXPIRY: "Expires",
    EntryKind.RENEWAL: "Up for renewal",
}


def title(entry: Entry) -> str:
    """ "Planned: commission session 7 of the Joint Committee (Morocco and Russia), day not known"."""
    head = "Called off or put off" if entry.status is EntryStatus.CANCELLED else _HEADS[entry.kind]
    sides = f" ({listed(party_name(p) for p in entry.parties)})" if entry.parties else ""
    loose = loosely(entry)
    return f"{head}: {subject(entry)}{sides}" + (f", {loose}" if loose else "")


def subject(entry: Entry) -> str:
    """What it is about, in a few words."""
    if entry.words:
        return isolated(_shortened(entry.words))
    if entry.kind is EntryKind.EXPECTED:
        if entry.body:
            return f"session of {isolated(entry.body)}"
        return f"contact, {entry.level.value} level" if entry.level else "political consultations"
    assert entry.engagement is not None
    kind = kind_text(entry.engagement)
    number = f" {entry.session}" if entry.session is not None else ""
    return f"{kind}{number}" + (f": {isolated(entry.body)}" if entry.body else "")


def loosely(entry: Entry) -> str:
    """That the day is not known, where the date as told leaves it open."""
    date = entry.when.end or entry.when.date
    if date is None or date.day is not None:
        return ""
    return "day not known" if date.month is not None else "month not known"


def details(entry: Entry) -> Iterator[str]:
    """Sentences on what is known of it besides its title, and for what is expected, why."""
    if entry.words and len(entry.words) > _LONGEST:
        yield isolated(entry.words)
    if entry.when.date is not None:
        told = f"Date as told: {when_text(entry.when)}"
        yield f"{told}, {loosely(entry)}." if loosely(entry) else f"{told}."
    if entry.outcome is Outcome.NOT_REPORTED:
        yield "The day has passed, and nothing has been reported since."
    elif entry.outcome is not None and entry.outcome is not Outcome.PENDING:
        yield f"What became of it: {entry.outcome.value}."
    if entry.strength is Strength.INTENT:
        yield "An intent, not a commitment that somebody can check."
    if entry.kind is EntryKind.RENEWAL:
        yield "Goes on by itself unless it is ended."
    yield from _why(entry)


def _why(entry: Entry) -> Iterator[str]:
    rhythm = entry.cadence
    if rhythm is None or rhythm.period is None or rhythm.expected is None:
        return
    last = rhythm.moments[-1]
    period = rhythm.period
    if period.basis is PeriodBasis.DECLARED and period.months is not None:
        yield f"Declared {months_text(period.months)}."
    else:
        intervals = count_text(len(rhythm.intervals), "interval")
        yield f"The median of {intervals} is {days_text(period.days)}."
    when = day_text(last.first)
    when += f" to {day_text(last.last)}" if last.last != last.first else ""
    yield f"Last known: {when}; expected {dates_text(rhythm.expected)}."
    yield f"It is {' or '.join(label.value for label in rhythm.standing)}. No open plan of it is known."


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
