"""Who says what a piece of evidence tells: of a deed, that is not the one who did it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.docket.promised import Index
from dragoman.desk.timeline import taking_part
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Evidence, Party
from dragoman.model.text import EngagementKind, Part


def tellers(index: Index, event: LedgerEngagement, said: Evidence) -> frozenset[Party]:
    """The parties whose saying these words of an event are.

    Of a statement, those who make it. Of anything else, those who make the statement in which it is told, or
    else the parties of the people whom the words name besides those who take part. Where the words name
    nobody who says it, the parties of the event.
    """
    if event.kind is EngagementKind.STATEMENT:
        return _speakers(event)
    told = frozenset(party for one in _told_in(index, said) for party in _speakers(one))
    return told or frozenset(_named(index, event, said)) or taking_part(event)


def _speakers(statement: LedgerEngagement) -> frozenset[Party]:
    """Who makes a statement: its people, or else its parties, but those to whom it is made."""
    if statement.initiator is not None:
        return frozenset((statement.initiator,))
    people = {p.party for p in statement.participants if p.party and Part.ADDRESSEE not in p.parts}
    return frozenset(people) or taking_part(statement)


def _told_in(index: Index, said: Evidence) -> Iterator[LedgerEngagement]:
    """The statements whose words overlap these."""
    for statement in index.statements.get(said.document_id, ()):
        spans = [e.span for r in statement.reports for e in r.evidence if e.document_id == said.document_id]
        if any(span.overlaps(said.span) for span in spans):
            yield statement


def _named(index: Index, event: LedgerEngagement, said: Evidence) -> Iterator[Party]:
    """The parties of people who stand in the words and take no part in the event."""
    doing = {p.person_id for member in event.members for p in member.participants}
    for person in index.ledger.readings[said.document_id].people:
        within = any(e.span.overlaps(said.span) for e in person.evidence)
        if within and person.party is not None and person.id not in doing:
            yield person.party
