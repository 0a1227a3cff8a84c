"""The engagements of a brief: what took place, what is to come, the last at each level, visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.desk.brief_rows import EngagementRow, Named, PersonRow, PlanRow
from dragoman.desk.fates import fate_text, outcome_on
from dragoman.desk.names import members_of, names_of
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
from dragoman.model.ledger import Fate, Ledger, LedgerBody, LedgerEngagement, LedgerParticipant, LedgerPerson
from dragoman.model.record import Level
from dragoman.model.text import Realis


class Company:
    """People and bodies of a ledger by id, to be looked up for many rows."""

    def __init__(self, ledger: Ledger) -> None:
        self._people = {person.id: person for person in ledger.people}
        self._bodies = {body.id: body for body in ledger.bodies}
        self._members = members_of(ledger)
        self._names: dict[str, tuple[tuple[str, str], ...]] = {}

    def person(self, told: LedgerParticipant) -> PersonRow:
        """A participant, with the names for every reader."""
        return PersonRow(
            id=told.person_id,
            name=told.name,
            names=self.names(self._people.get(told.person_id)),
            role=told.role,
            party=told.party,
            role_basis=told.role_basis,
            party_basis=told.party_basis,
            parts=told.parts,
        )

    def names(self, person: LedgerPerson | None) -> tuple[tuple[str, str], ...]:
        """The names of a person by language of the reader; none of somebody who is not in the ledger."""
        if person is None:
            return ()
        if person.id not in self._names:
            self._names[person.id] = names_of(person, self._members)
        return self._names[person.id]

    def body(self, identity: str | None) -> Named | None:
        """The name of a body with its language; words that are linked to none as they are."""
        if not identity:
            return None
        found = self._bodies.get(identity)
        return Named(words=found.name, lang=lang_of(found)) if found else Named(words=identity, lang="und")


def lang_of(body: LedgerBody) -> str:
    """The language in which a body is named by its usual name."""
    return next((m.lang for m in body.members if m.name == body.name), body.members[0].lang)


def row(
    ledger: Ledger, engagement: LedgerEngagement, on: dt.date, company: Company | None = None
) -> EngagementRow:
    """One engagement with the words of all its reports, and what had become by ``on`` of what was planned."""
    fate = engagement.fate
    company = Company(ledger) if company is None else company
    present = {person.party for person in engagement.participants}
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
        format=engagement.format,
        body=company.body(engagement.body),
        session=engagement.session,
        people=tuple(company.person(person) for person in engagement.participants),
        others=tuple(sorted(set(engagement.parties) - present)),
        place=engagement.place,
        topics=engagement.topics,
        areas=engagement.areas,
        plan=_plan(ledger, fate, on) if fate else None,
    )


def _plan(ledger: Ledger, fate: Fate, on: dt.date) -> PlanRow:
    later = next((e for e in ledger.engagements if e.id == fate.into), None) if fate.into else None
    return PlanRow(
        outcome=outcome_on(fate, on),
        planned=fate.planned,
        moved=fate.moved,
        held=fate.held,
        due=fate.due,
        days_late=fate.days_late,
        later=later.when if later is not None and later.realis in HAPPENED else None,
    )


def is_ahead(engagement: LedgerEngagement, on: dt.date) -> bool:
    """Whether it is to come: dated past ``on``, or planned without being past."""
    date = engagement.when.date
    if date is not None and date.first > on:
        return True
    return engagement.realis is Realis.PLANNED


def planned_rows(
    ledger: Ledger, engagements: Iterable[LedgerEngagement], on: dt.date, company: Company | None = None
) -> tuple[EngagementRow, ...]:
    """What is to come or was called off, soonest first, undated last; a plan whose day has passed says so."""
    company = Company(ledger) if company is None else company
    return tuple(row(ledger, e, on, company) for e in by_date(e for e in engagements if is_ahead(e, on)))


def _remark(ledger: Ledger, engagement: LedgerEngagement, on: dt.date) -> str | None:
    date = engagement.when.date
    if date is not None and date.first > on and engagement.realis in HAPPENED:
        return f"dated after {day_text(on)}; told as having taken place"
    return fate_text(ledger, engagement, on)


def last_contacts(
    ledger: Ledger, past: Iterable[LedgerEngagement], on: dt.date, company: Company | None = None
) -> tuple[EngagementRow, ...]:
    """The latest dated contact at each level, highest level first."""
    company = Company(ledger) if company is None else company
    contacts = [e for e in past if is_contact(e) and e.when.date is not None]
    out = []
    for level in Level:
        latest = last_contact(e for e in contacts if e.level is level)
        if latest is not None:
            out.append(row(ledger, latest, on, company))
    return tuple(out)


def last_contact(engagements: Iterable[LedgerEngagement]) -> LedgerEngagement | None:
    """The latest dated one; "2021" is no later than its first day, so that it cannot hide a known day."""
    dated = [(e.when.date.first, len(str(e.when.date)), e.id, e) for e in engagements if e.when.date]
    return max(dated, key=lambda item: item[:3])[3] if dated else None
