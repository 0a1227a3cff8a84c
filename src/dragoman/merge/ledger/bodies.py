"""Records of bodies -> one entry for each body, with the register of its sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.merge.fields import DATE, Saying, best
from dragoman.merge.latin import is_latin
from dragoman.merge.ledger.sources import Sources
from dragoman.model.ledger import LedgerBody, LedgerEngagement, Report, Session
from dragoman.model.record import Body, BodyKind
from dragoman.model.time import UNDATED


def bodies(sources: Sources, engagements: Iterable[LedgerEngagement]) -> tuple[LedgerBody, ...]:
    """Every body of the ledger, by id."""
    held: dict[str, list[LedgerEngagement]] = {}
    for event in engagements:
        if event.body is not None and event.session is not None:
            held.setdefault(event.body, []).append(event)
    groups = sources.groups(sources.records(Body))
    return tuple(_body(sources, key, groups[key], held.get(key, [])) for key in sorted(groups))


def _body(
    sources: Sources, key: str, members: Sequence[Body], held: Sequence[LedgerEngagement]
) -> LedgerBody:
    sessions = _sessions(sources, members, held)
    numbers = {session.number for session in sessions}
    return LedgerBody(
        id=key,
        name=_name(sources, members),
        aliases=tuple(sorted({(name, b.lang) for b in members for name in (b.name, *b.aliases)})),
        kind=_kind(members),
        parties=tuple(sorted({p for b in members for p in b.parties})),
        sessions=sessions,
        gaps=tuple(n for n in range(min(numbers), max(numbers)) if n not in numbers) if numbers else (),
        members=tuple(members),
        reports=sources.reports(members),
    )


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
        Saying(claim=claim, voice=sources.voices[claim.evidence.document_id], basis=event.when.basis)
        for event in events
        for claim in event.claims
        if claim.property == "date"
    ]
    chosen, _ = best(sayings, DATE)
    ranked = sorted(events, key=lambda e: (not (chosen and chosen.claim in e.claims), e.place is None, e.id))
    return Session(
        number=number,
        when=ranked[0].when if ranked else UNDATED,
        place=next((e.place for e in ranked if e.place is not None), None),
        reports=sources.ordered(reports),
    )


def _kind(members: Sequence[Body]) -> BodyKind:
    """The kind told most often, "other" only where nothing else is told."""
    counts = Counter(body.kind for body in members)
    return min(counts, key=lambda kind: (kind is BodyKind.OTHER, -counts[kind], kind.value))


def _name(sources: Sources, members: Sequence[Body]) -> str:
    """The name of most voices, in Latin script where there is one; the longer of two."""
    voices: dict[str, set[str]] = {}
    for body in members:
        voices.setdefault(body.name, set()).add(sources.voice(body))
    return min(voices, key=lambda n: (not is_latin(n), -len(voices[n]), -len(n), n))
