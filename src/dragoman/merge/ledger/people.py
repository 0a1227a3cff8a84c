"""People of documents -> one entry for each person, with every spelling and every office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.detect.names import split_latin
from dragoman.merge.compare.people import alike, is_full
from dragoman.merge.latin import is_latin
from dragoman.merge.ledger.fields import decided, in_order, saying, surest
from dragoman.merge.ledger.sources import Sources
from dragoman.model.ledger import LedgerPerson, OfficeHeld
from dragoman.model.record import Engagement, Party, PartyBasis, Person, Role


def people(sources: Sources) -> tuple[LedgerPerson, ...]:
    """Every person of the ledger, by id."""
    groups: dict[str, list[Person]] = {}
    for reading in sources.readings.values():
        for person in reading.people:
            groups.setdefault(sources.canonical[person.id], []).append(person)
    seen = _seen(sources)
    return tuple(_person(sources, key, groups[key], seen) for key in sorted(groups))


def _person(sources: Sources, key: str, members: Sequence[Person], seen: dict[str, set[str]]) -> LedgerPerson:
    spellings = {(s, p.lang) for p in members for s in p.spellings}
    party = usual_party(sources, members) or sources.sides.get(key)
    return LedgerPerson(
        id=key,
        name=display_name(members),
        spellings=tuple(sorted(spellings)),
        offices=_offices(sources, members, seen),
        party=party,
        party_basis=party_basis(members, party),
        members=tuple(sorted({p.id for p in members})),
        reports=sources.reports(members),
    )


def display_name(members: Sequence[Person]) -> str:
    """The name to show: what a person gives; a full spelling of a text in Latin script before a romanised
    one; then the one of most reports, the one most like all others, and the longest."""
    said = decided(members, "name")
    if said is not None:
        return said.name
    reports: dict[str, set[str]] = {}
    romanised: set[str] = set()
    for person in members:
        latin = {s for s in person.spellings if is_latin(s)}
        romanised.update({person.name} - latin)
        for form in latin or {person.name}:
            reports.setdefault(form, set()).add(person.evidence[0].document_id)
    if len(reports) == 1:
        return next(iter(reports))
    romanised -= {s for person in members for s in person.spellings}
    cut = {form: split_latin(form) for form in sorted({*reports, *romanised})}

    def rank(form: str) -> tuple[bool, bool, int, float, int, str]:
        central = sum(alike(cut[form], other) for other in cut.values())
        return (
            not is_full(cut[form]),
            form in romanised,
            -len(reports[form]),
            -round(central, 6),
            -len(form.split()),
            form,
        )

    return min(reports, key=rank)


def usual_party(sources: Sources, members: Sequence[Person]) -> Party | None:
    """The party that a person gives, or else most voices."""
    said = decided(members, "party")
    if said is not None:
        return said.party
    voices: dict[Party, set[str]] = {}
    for person in members:
        if person.party is not None:
            voices.setdefault(person.party, set()).add(sources.voice(person))
    return min(voices, key=lambda party: (-len(voices[party]), party), default=None)


def party_basis(members: Iterable[Person], party: Party | None) -> PartyBasis:
    """The surest basis on which a document gives somebody this party."""
    return surest(p.party_basis for p in members if party is not None and p.party == party)


def _offices(
    sources: Sources, members: Iterable[Person], seen: dict[str, set[str]]
) -> tuple[OfficeHeld, ...]:
    """Every role for every party: first what people gave, then the most often told."""
    groups: dict[tuple[Role | None, Party | None], list[tuple[Person, int]]] = {}
    for person in members:
        for number, office in enumerate(person.offices):
            groups.setdefault((office.role, office.party), []).append((person, number))
    out = []
    for (role, party), told in groups.items():
        claims = [
            saying(
                person,
                sources.claim(
                    "office",
                    role.value if role else person.offices[number].written,
                    person.offices[number].evidence,
                    person.offices[number].written,
                ),
                sources.voice(person),
                field="role" if role is not None and role is person.role else "",
            ).claim
            for person, number in told
        ]
        dates = {date for person, _ in told for date in seen.get(person.id, ())}
        out.append(
            OfficeHeld(
                role=role,
                party=party,
                basis=surest(person.offices[number].basis for person, number in told),
                claims=in_order(claims),
                seen=tuple(sorted(dates)),
            )
        )
    return tuple(
        sorted(
            out,
            key=lambda o: (
                all(c.judge is None for c in o.claims),
                -len({sources.voices[c.evidence.document_id] for c in o.claims}),
                o.role or "",
                str(o.party or ""),
            ),
        )
    )


def _seen(sources: Sources) -> dict[str, set[str]]:
    """Dates on which each person of a document holds the offices it gives: publication, and its news."""
    out: dict[str, set[str]] = {}
    for key, reading in sources.readings.items():
        date = sources.published(key)
        for person in reading.people:
            if date:
                out.setdefault(person.id, set()).add(date)
        for record in reading.records:
            if isinstance(record, Engagement) and record.main and record.when.date is not None:
                for participant in record.participants:
                    out.setdefault(participant.person_id, set()).add(str(record.when.date))
    return out
