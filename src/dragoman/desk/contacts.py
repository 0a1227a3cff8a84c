"""The engagements of a brief: what took place, what is to come, the last at each level, visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.desk.brief_rows import EngagementRow
from dragoman.desk.fates import fate_text, outcome_on
from dragoman.desk.notes import of_reports
from dragoman.desk.timeline import HAPPENED, by_date, is_contact, voices
from dragoman.desk.wording import (
    day_text,
    issue_name,
    place_text,
    what_text,
    when_text,
    who_texts,
)
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Level
from dragoman.model.text import Realis


def row(ledger: Ledger, engagement: LedgerEngagement, on: dt.date) -> EngagementRow:
    """One engagement with the words of all its reports, and what had become by ``on`` of what was planned."""
    fate = engagement.fate
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
        fate=outcome_on(fate, on) if fate else None,
        remark=_remark(ledger, engagement, on),
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
    return tuple(row(ledger, e, on) for e in by_date(e for e in engagements if is_ahead(e, on)))


def _remark(ledger: Ledger, engagement: LedgerEngagement, on: dt.date) -> str | None:
    date = engagement.when.date
    if date is not None and date.first > on and engagement.realis in HAPPENED:
        return f"dated after {day_text(on)}; told as having taken place"
    return fate_text(ledger, engagement, on)


def last_contacts(ledger: Ledger, past: Iterable[LedgerEngagement], on: dt.date) -> tuple[EngagementRow, ...]:
    """The latest dated contact at each level, highest level first."""
    contacts = [e for e in past if is_contact(e) and e.when.date is not None]
    out = []
    for level in Level:
        latest = last_contact(e for e in contacts if e.level is level)
        if latest is not None:
            out.append(row(ledger, latest, on))
    return tuple(out)


def last_contact(engagements: Iterable[LedgerEngagement]) -> LedgerEngagement | None:
    """The latest dated one; "2021" is no later than its first day, so that it cannot hide a known day."""
    dated = [(e.when.date.first, len(str(e.when.date)), e.id, e) for e in engagements if e.when.date]
    return max(dated, key=lambda item: item[:3])[3] if dated else None
