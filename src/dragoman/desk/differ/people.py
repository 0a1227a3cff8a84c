"""Who took part: another person in one's place, or somebody whom only some sources name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from dragoman.desk.differ.fields import subject_of
from dragoman.desk.differ.names import may_be_one_name
from dragoman.desk.differ.rows import Disagreement, Kind, Standing, Told, told, versions
from dragoman.desk.notes import source_name
from dragoman.desk.parties import party_name
from dragoman.desk.timeline import PUBLIC_ACTS, taking_part
from dragoman.desk.wording import isolated, listed
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant
from dragoman.model.record import LEVEL_OF_ROLE, Level, Party, Role
from dragoman.model.text import Realis

_ONE_HOLDER = frozenset(
    {
        Role.HEAD_OF_STATE,
        Role.MONARCH,
        Role.HEAD_OF_GOVERNMENT,
        Role.FOREIGN_MINISTER,
        Role.SECRETARY_GENERAL,
    }
)
_LEVELS = {level: rank for rank, level in enumerate(Level)}


class Company:
    """Engagements by document and person, to find talks that one of several reports leaves out."""

    def __init__(self, ledger: Ledger) -> None:
        self._shelves: dict[tuple[str, str], list[LedgerEngagement]] = {}
        for engagement in ledger.engagements:
            if engagement.kind in PUBLIC_ACTS or engagement.realis is not Realis.ACTUAL:
                continue
            for person in engagement.participants:
                for key in dict.fromkeys(r.document_id for r in person.reports):
                    self._shelves.setdefault((key, person.person_id), []).append(engagement)

    def beside(self, engagement: LedgerEngagement) -> list[LedgerEngagement]:
        """Further talks of the same people and sides, on days that can be the same, told by some of the
        documents on this engagement and by no other."""
        homes = _documents(engagement)
        found: dict[str, LedgerEngagement] = {}
        for person in engagement.participants:
            for key in sorted(homes):
                for other in self._shelves.get((key, person.person_id), ()):
                    found.setdefault(other.id, other)
        sides = taking_part(engagement)
        return [
            other
            for other in found.values()
            if other.id != engagement.id
            and _documents(other) < homes
            and taking_part(other) == sides
            and _one_day(engagement, other)
        ]


def of_engagement(ledger: Ledger, company: Company, engagement: LedgerEngagement) -> list[Disagreement]:
    """Where reports of one contact name others on one side of it.

    A report that names fewer people contradicts nothing. Two differ where each has another holder of an
    office that only one can hold, or of the only office that it names on that side. Else somebody is "only
    in" those who name them. This is told only of those whose equals the others name: a retinue and a
    courtesy call are no matter.
    """
    if len(engagement.reports) < 2 or engagement.kind in PUBLIC_ACTS:
        return []
    if engagement.realis is not Realis.ACTUAL and engagement.realis is not Realis.PAST_BACKGROUND:
        return []
    happened = {m.evidence[0].document_id for m in engagement.members if m.realis is not Realis.PLANNED}
    out: list[Disagreement] = []
    for side in sorted({p.party for p in engagement.participants if p.party is not None}):
        people = [p for p in engagement.participants if p.party == side]
        seats = {p.person_id: _seats(p) & happened for p in people}
        people = [p for p in people if seats[p.person_id]]
        replaced = _replaced(people, seats)
        out += [_differs(ledger, engagement, side, group, happened) for group in replaced]
        placed = {p.person_id for group in replaced for p in group}
        rest = [p for p in people if p.person_id not in placed]
        out += _only_in(ledger, company, engagement, side, rest, happened)
    return out


def _replaced(
    people: Sequence[LedgerParticipant], seats: dict[str, set[str]]
) -> list[list[LedgerParticipant]]:
    """Groups of people of whom each document has one, in the same office."""
    named: dict[str, int] = {}
    for homes in seats.values():
        for key in homes:
            named[key] = named.get(key, 0) + 1
    by_role: dict[Role, list[LedgerParticipant]] = {}
    for person in people:
        if person.role is not None and person.role is not Role.OFFICIAL:
            by_role.setdefault(person.role, []).append(person)
    out = []
    for role, group in by_role.items():
        held = [key for person in group for key in seats[person.person_id]]
        alone = role in _ONE_HOLDER or all(named[key] == 1 for key in held)
        if len(group) > 1 and len(held) == len(set(held)) and alone and not may_be_one(group):
            out.append(group)
    return out


def _differs(
    ledger: Ledger,
    engagement: LedgerEngagement,
    side: Party,
    group: Sequence[LedgerParticipant],
    happened: set[str],
) -> Disagreement:
    role = group[0].role
    assert role is not None
    return Disagreement(
        id=engagement.id,
        kind=Kind.PARTICIPANTS,
        standing=Standing.DIFFERS,
        name=f"participants:{side}",
        subject=subject_of(ledger, engagement),
        text=f"Sources name different people for {party_name(side)}: {role.value}",
        versions=versions(ledger, [_named(ledger, person, happened) for person in group]),
        parties=tuple(sorted(taking_part(engagement))),
        when=engagement.when,
    )


def _only_in(
    ledger: Ledger,
    company: Company,
    engagement: LedgerEngagement,
    side: Party,
    people: Sequence[LedgerParticipant],
    happened: set[str],
) -> list[Disagreement]:
    """One row for each set of documents that leave out equals of those whom they name."""
    here = {p.person_id for p in engagement.participants}
    further = [
        p
        for other in company.beside(engagement)
        for p in other.participants
        if p.party == side and p.person_id not in here
    ]
    named: dict[str, set[int]] = {}  # document -> the levels of those whom it names of this side
    for person in (*people, *further):
        if person.role is not None:
            for key in _seats(person) & happened:
                named.setdefault(key, set()).add(_rank(person))
    missing: dict[tuple[str, ...], list[LedgerParticipant]] = {}
    for person in (*people, *further):
        others = [p for p in (*people, *further) if p.person_id != person.person_id]
        if person.role in (None, Role.OFFICIAL) or may_be_one([person, *others], only=person):
            continue
        silent = tuple(sorted(k for k in happened - _seats(person) if _rank(person) in named.get(k, ())))
        if silent and _seats(person) & happened:
            missing.setdefault(silent, []).append(person)
    return [_left_out(ledger, engagement, side, silent, group, happened) for silent, group in missing.items()]


def _left_out(
    ledger: Ledger,
    engagement: LedgerEngagement,
    side: Party,
    silent: Sequence[str],
    group: Iterable[LedgerParticipant],
    happened: set[str],
) -> Disagreement:
    unique = list({person.person_id: person for person in group}.values())
    naming = {report.voice for person in unique for report in person.reports}
    names = listed(isolated(f"{p.name} ({p.role.value})" if p.role else p.name) for p in unique)
    return Disagreement(
        id=engagement.id,
        kind=Kind.PARTICIPANTS,
        standing=Standing.ONLY_IN,
        name=f"participants:{side}",
        subject=subject_of(ledger, engagement),
        text=f"Named by some sources only, for {party_name(side)}: {names}",
        versions=versions(ledger, [_named(ledger, person, happened) for person in unique]),
        silent=tuple(dict.fromkeys(source_name(ledger, key) for key in silent)),
        silent_voices=len({ledger.voices.get(key, key) for key in silent} - naming),
        parties=tuple(sorted(taking_part(engagement))),
        when=engagement.when,
    )


def _named(ledger: Ledger, person: LedgerParticipant, happened: set[str]) -> Told:
    words = [e for report in person.reports if report.document_id in happened for e in report.evidence]
    return told(person.person_id, person.name, ledger, words)


def _seats(person: LedgerParticipant) -> set[str]:
    return {report.document_id for report in person.reports}


def _rank(person: LedgerParticipant) -> int:
    return _LEVELS[LEVEL_OF_ROLE[person.role]] if person.role is not None else len(_LEVELS)


def may_be_one(people: Sequence[LedgerParticipant], only: LedgerParticipant | None = None) -> bool:
    """Whether two of them, or the one given and another, may be one person in two spellings."""
    return any(
        may_be_one_name(a.name, b.name) for a, b in combinations(people, 2) if only is None or only in (a, b)
    )


def _documents(engagement: LedgerEngagement) -> set[str]:
    return {report.document_id for report in engagement.reports}


def _one_day(one: LedgerEngagement, other: LedgerEngagement) -> bool:
    """Whether both can have been on one day; of two that are undated nobody can tell."""
    ours, theirs = one.when.date, other.when.date
    return ours is not None and theirs is not None and ours.agrees(theirs)
