"""Records of bodies -> one entry for each body, with the register of its sessions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dragoman.merge.latin import is_latin
from dragoman.merge.ledger.fields import DATE, Saying, best, decided
from dragoman.merge.ledger.sources import Sources
from dragoman.model.ledger import Claim, LedgerBody, LedgerEngagement, Report, Session
from dragoman.model.record import Body, BodyKind
from dragoman.model.time import UNDATED


def bodies(sources: Sources, engagements: Iterable[LedgerEngagement]) -> tuple[LedgerBody, ...]:
    """Every body of the ledger, by id."""
    held: dict[str, list[LedgerEngagement]] = {}
    for event in engagements:
        if event.body is not None:
            held.setdefault(event.body, []).append(event)
    groups = sources.groups(sources.records(Body))
    return tuple(_body(sources, key, groups[key], held.get(key, [])) for key in sorted(groups))


def _body(
    sources: Sources, key: str, members: Sequence[Body], held: Sequence[LedgerEngagement]
) -> LedgerBody:
    sessions = _sessions(sources, members, [event for event in held if event.session is not None])
    said = decided(members, "parties")
    numbers = {session.number for session in sessions}
    return LedgerBody(
        id=key,
        name=_name(sources, members),
        aliases=tuple(sorted({(name, b.lang) for b in members for name in (b.name, *b.aliases)})),
        kind=_kind(members),
        parties=said.parties if said else tuple(sorted({p for b in members for p in b.parties})),
        sessions=sessions,
        gaps=tuple(n for n in range(min(numbers), max(numbers)) if n not in numbers) if numbers else (),
        members=tuple(members),
        reports=sources.reports(members),
        unnumbered=tuple(sorted(event.id for event in held if event.session is None)),
        out_of_order=_out_of_order(sessions),
    )


def _out_of_order(sessions: Sequence[Session]) -> tuple[int, ...]:
    """The numbers of neighbouring dated sessions whose dates do not follow each other as the numbers do."""
    dated = [session for session in sessions if session.when.date is not None]
    wrong: set[int] = set()
    for one, following in pairwise(dated):
        assert one.when.date is not None
        assert following.when.date is not None
        if one.when.date.first > following.when.date.last:
            wrong |= {one.number, following.number}
    return tuple(sorted(wrong))


def _sessions(
    sources: Sources, members: Sequence[Body], held: Sequence[LedgerEngagement]
) -> tuple[Session, ...]:
    """Every number that a document gives, with date and place of the engagement that was the session."""
    reports: dict[int, list[Report]] = {}
    for body in members:
        if body.session is not None:
            reports.setdefault(body.session, []).append(sources.report(body))
    events: dict[int, list[LedgerEngagement]] = {}
    for event in held:
        assert event.session is not None
        events.setdefault(event.session, []).append(event)
        reports.setdefault(event.session, []).extend(event.reports)
    return tuple(
        _session(sources, number, reports[number], events.get(number, [])) for number in sorted(reports)
    )


def _session(
    sources: Sources, number: int, reports: Sequence[Report], events: Sequence[LedgerEngagement]
) -> Session:
    """A session told by several engagements takes the date that most voices give."""
    sayings = [
        Saying(
            claim=claim,
            voice=sources.voices[claim.evidence.document_id],
            basis=event.when.basis,
            at=_put_right_at(event, claim),
        )
        for event in events
        for claim in event.claims
        if claim.property == "date"
    ]
    chosen, conflict = best(sayings, DATE)
    ranked = sorted(events, key=lambda e: (not (chosen and chosen.claim in e.claims), e.place is None, e.id))
    return Session(
        number=number,
        when=ranked[0].when if ranked else UNDATED,
        place=next((e.place for e in ranked if e.place is not None), None),
        reports=sources.ordered(reports),
        engagements=tuple(sorted(event.id for event in events)),
        conflicts=(conflict,) if conflict is not None else (),
    )


def _put_right_at(event: LedgerEngagement, claim: Claim) -> dt.datetime | None:
    """When a person gave the date of a session that a claim tells."""
    notes = (note for e in event.members for note in e.corrected if note.field == "date")
    return max((note.at for note in notes if note.by == claim.judge), default=None)


def _kind(members: Sequence[Body]) -> BodyKind:
    """The kind that a person gives, or else is told most often, "other" only where nothing else is told."""
    said = decided(members, "kind")
    if said is not None:
        return said.kind
    counts = Counter(body.kind for body in members)
    return min(counts, key=lambda kind: (kind is BodyKind.OTHER, -counts[kind], kind.value))


def _name(sources: Sources, members: Sequence[Body]) -> str:
    """The name that a person gives, or else of most voices, in Latin script where there is one; the longer
    of two."""
    said = decided(members, "name")
    if said is not None:
        return said.name
    voices: dict[str, set[str]] = {}
    for body in members:
        voices.setdefault(body.name, set()).add(sources.voice(body))
    return min(voices, key=lambda n: (not is_latin(n), -len(voices[n]), -len(n), n))
