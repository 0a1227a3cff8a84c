"""The engagements of a brief: what took place, what is to come, the last at each level, visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dragoman.desk.brief_rows import EngagementRow, VisitRow
from dragoman.desk.notes import Line, of_reports
from dragoman.desk.parties import party_name
from dragoman.desk.timeline import HAPPENED, by_date, is_contact, voices
from dragoman.desk.wording import (
    count_text,
    day_text,
    issue_name,
    listed,
    participant_text,
    place_text,
    what_text,
    when_text,
    who_texts,
)
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant
from dragoman.model.record import LEVEL_OF_ROLE, Level, Party
from dragoman.model.text import EngagementKind, Part, Realis


def row(ledger: Ledger, engagement: LedgerEngagement, remark: str | None = None) -> EngagementRow:
    """One engagement with the words of all its reports."""
    return EngagementRow(
        notes=of_reports(ledger, engagement.reports),
        id=engagement.id,
        kind=engagement.kind,
        realis=engagement.realis,
        level=engagement.level,
        when=engagement.when,
        date_text=when_text(engagement.when),
        what=what_text(ledger, engagement),
        who=who_texts(engagement),
        where=place_text(engagement.place),
        about=tuple(issue_name(topic) for topic in engagement.topics) or engagement.areas,
        reports=len(engagement.reports),
        voices=voices(engagement.reports),
        differs=tuple(conflict.property for conflict in engagement.conflicts),
        remark=remark,
    )


def is_ahead(engagement: LedgerEngagement, on: dt.date) -> bool:
    """Whether it is to come: dated past ``on``, or planned without being past."""
    date = engagement.when.date
    if date is not None and date.first > on:
        return True
    return engagement.realis is Realis.PLANNED


def planned_rows(
    ledger: Ledger, engagements: Iterable[LedgerEngagement], on: dt.date
) -> tuple[EngagementRow, ...]:
    """What is to come or was called off, soonest first, undated last; a plan whose day has passed says so."""
    ahead = by_date(e for e in engagements if is_ahead(e, on))
    return tuple(row(ledger, e, _plan_remark(e, on)) for e in ahead)


def _plan_remark(engagement: LedgerEngagement, on: dt.date) -> str | None:
    date = engagement.when.date
    if date is not None and (engagement.when.end or date).last < on:
        return f"the date has passed; no report by {day_text(on)} that it took place"
    if engagement.realis in HAPPENED:
        return f"dated after {day_text(on)}; told as having taken place"
    return None


def last_contacts(ledger: Ledger, past: Iterable[LedgerEngagement]) -> tuple[EngagementRow, ...]:
    """The latest dated contact at each level, highest level first."""
    contacts = [e for e in past if is_contact(e) and e.when.date is not None]
    out = []
    for level in Level:
        latest = last_contact(e for e in contacts if e.level is level)
        if latest is not None:
            out.append(row(ledger, latest))
    return tuple(out)


def last_contact(engagements: Iterable[LedgerEngagement]) -> LedgerEngagement | None:
    """The latest dated one; "2021" is no later than its first day, so that it cannot hide a known day."""
    dated = [(e.when.date.first, len(str(e.when.date)), e.id, e) for e in engagements if e.when.date]
    return max(dated, key=lambda item: item[:3])[3] if dated else None


def visits(
    ledger: Ledger, past: Iterable[LedgerEngagement], pair: tuple[Party, Party]
) -> tuple[VisitRow, ...]:
    """Visits of the head of state of one side to the other, oldest first, undated last."""
    out = []
    for engagement in by_date(e for e in past if e.kind is EngagementKind.VISIT and e.realis in HAPPENED):
        travellers = [p for p in engagement.participants if _travels(p, engagement, pair)]
        sides = {p.party for p in travellers if p.party is not None}
        if len(sides) != 1:
            continue
        guest = sides.pop()
        out.append(
            VisitRow(
                notes=of_reports(ledger, engagement.reports),
                id=engagement.id,
                when=engagement.when,
                date_text=when_text(engagement.when),
                guest=guest,
                host=pair[1] if guest == pair[0] else pair[0],
                who="; ".join(participant_text(person) for person in travellers),
                where=place_text(engagement.place),
            )
        )
    return tuple(out)


def _travels(person: LedgerParticipant, engagement: LedgerEngagement, pair: tuple[Party, Party]) -> bool:
    """Whether this is a head of state of the pair who is, as far as is told, not at home."""
    if person.party not in pair or person.role is None or Part.HOST in person.parts:
        return False
    if LEVEL_OF_ROLE[person.role] is not Level.HEAD_OF_STATE or engagement.host == person.party:
        return False
    where = engagement.place.country if engagement.place else None
    if where is None:
        return Part.GUEST in person.parts or engagement.host is not None
    return where == (pair[1] if person.party == pair[0] else pair[0]).code


def reciprocity(rows: Sequence[VisitRow], pair: tuple[Party, Party]) -> tuple[Line, ...]:
    """How often each side's head of state went to the other, and whose was the last visit."""
    if not rows:
        return ()
    out = []
    for guest, host in (pair, pair[::-1]):
        made = [r for r in rows if r.guest == guest]
        name, other = party_name(guest), party_name(host)
        if made:
            dates = listed(r.date_text for r in made)
            text = f"{name} to {other}: {count_text(len(made), 'visit')} ({dates})."
            out.append(Line(text=text, notes=tuple(n for r in made for n in r.notes)))
    dated = [r for r in rows if r.when.date is not None]
    if dated:
        last = dated[-1]
        traveller, other = party_name(last.guest), party_name(last.host)
        text = f"Last known: {traveller}, {last.date_text}; no later one by {other} is known."
        out.append(Line(text=text, notes=last.notes))
    return tuple(out)
