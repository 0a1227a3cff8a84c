"""Two accounts that are kept apart because they differ, and may yet be of one contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import combinations

from dragoman.desk.differ.fields import subject_of
from dragoman.desk.differ.people import may_be_one
from dragoman.desk.differ.rows import Disagreement, Kind, Standing, told, versions
from dragoman.desk.parties import party_name
from dragoman.desk.timeline import taking_part
from dragoman.desk.wording import day_text
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant
from dragoman.model.record import Evidence, Party, Role
from dragoman.model.text import EngagementKind, Realis

_TALKS = frozenset({EngagementKind.MEETING, EngagementKind.CONSULTATIONS})
_PAIR = 2
_MOST = 8  # accounts of one day, place and people: with more, any two may be of different talks


def twins(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> list[Disagreement]:
    """Pairs that no document tells both of, in which all but one thing agrees.

    Calls of the same people on two days that follow each other (midnight is not the same everywhere), and
    talks of the same people of one side, on one day in one city, with another holder of the same office on
    the other. Both may as well be two contacts: this is told as a question.
    """
    news = [e for e in engagements if _is_news(e)]
    return _calls(ledger, news) + _talks(ledger, news)


def _is_news(engagement: LedgerEngagement) -> bool:
    date = engagement.when.date
    return (
        engagement.realis is Realis.ACTUAL
        and engagement.main
        and date is not None
        and date.day is not None
        and len(taking_part(engagement)) == _PAIR
    )


def _calls(ledger: Ledger, news: Sequence[LedgerEngagement]) -> list[Disagreement]:
    shelves: dict[frozenset[str], dict[dt.date, list[LedgerEngagement]]] = {}
    for engagement in news:
        people = frozenset(p.person_id for p in engagement.participants)
        if engagement.kind is EngagementKind.CALL and len(people) == _PAIR and engagement.when.date:
            shelves.setdefault(people, {}).setdefault(engagement.when.date.first, []).append(engagement)
    out = []
    for days in shelves.values():
        for day, (first, *more) in days.items():
            following = days.get(day + dt.timedelta(days=1), [])
            if not more and len(following) == 1 and _strangers(first, following[0]):
                out.append(_two_days(ledger, first, following[0]))
    return out


def _two_days(ledger: Ledger, one: LedgerEngagement, other: LedgerEngagement) -> Disagreement:
    values = [
        told(str(e.when.date), day_text(e.when.date) if e.when.date else "", ledger, _words(e))
        for e in (one, other)
    ]
    return Disagreement(
        id=min(one.id, other.id),
        kind=Kind.DATE,
        standing=Standing.PERHAPS,
        name="date",
        subject=subject_of(ledger, one),
        text="Perhaps one call, which sources give on two days",
        versions=versions(ledger, values),
        parties=tuple(sorted(taking_part(one))),
        when=one.when,
    )


def _talks(ledger: Ledger, news: Sequence[LedgerEngagement]) -> list[Disagreement]:
    shelves: dict[tuple[str, str, Party, frozenset[str], Role], list[LedgerEngagement]] = {}
    for engagement in news:
        city = engagement.place.city if engagement.place else None
        if engagement.kind not in _TALKS or city is None:
            continue
        for side in sorted(taking_part(engagement)):
            ours = frozenset(p.person_id for p in engagement.participants if p.party == side)
            theirs = [p for p in engagement.participants if p.party != side]
            if ours and len(theirs) == 1 and theirs[0].role not in (None, Role.OFFICIAL):
                assert theirs[0].role is not None
                key = (str(engagement.when.date), city, side, ours, theirs[0].role)
                shelves.setdefault(key, []).append(engagement)
    out = []
    for (_, _, side, _, role), shelf in shelves.items():
        if len(shelf) > _MOST:
            continue
        for one, other in combinations(sorted(shelf, key=lambda e: e.id), 2):
            a, b = _other(one, side), _other(other, side)
            if a.party == b.party and not may_be_one([a, b]) and _strangers(one, other):
                out.append(_two_people(ledger, one, (a, b), role))
    return out


def _other(engagement: LedgerEngagement, side: Party) -> LedgerParticipant:
    return next(p for p in engagement.participants if p.party != side)


def _two_people(
    ledger: Ledger, one: LedgerEngagement, people: Sequence[LedgerParticipant], role: Role
) -> Disagreement:
    values = [
        told(p.person_id, p.name, ledger, [e for report in p.reports for e in report.evidence])
        for p in people
    ]
    party = people[0].party
    whose = f" for {party_name(party)}" if party else ""
    return Disagreement(
        id=one.id,
        kind=Kind.PARTICIPANTS,
        standing=Standing.PERHAPS,
        name=f"participants:{party}",
        subject=subject_of(ledger, one),
        text=f"Perhaps the same talks, in which sources name different people{whose}: {role.value}",
        versions=versions(ledger, values),
        parties=tuple(sorted(taking_part(one))),
        when=one.when,
    )


def _strangers(one: LedgerEngagement, other: LedgerEngagement) -> bool:
    """Whether no document, and no copy of one, tells of both: who tells of two knows them for two."""
    return not {r.voice for r in one.reports} & {r.voice for r in other.reports}


def _words(engagement: LedgerEngagement) -> list[Evidence]:
    """The words of the date where a document has them, else of the call."""
    return [m.when_evidence or m.evidence[0] for m in engagement.members]
