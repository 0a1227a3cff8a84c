"""Visits of heads of state: who went to whom, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.desk.brief_rows import VisitRow
from dragoman.desk.notes import Line, of_reports
from dragoman.desk.parties import party_name
from dragoman.desk.timeline import HAPPENED, by_date, taking_part
from dragoman.desk.wording import count_text, listed, participant_text, place_text, when_text
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant, LedgerPerson
from dragoman.model.record import LEVEL_OF_ROLE, Level, Party, Role
from dragoman.model.text import EngagementKind, Part

UNNAMED = "traveller not named"

Pair = tuple[Party, Party]
People = Mapping[str, LedgerPerson]


def visits(ledger: Ledger, past: Iterable[LedgerEngagement], pair: Pair) -> tuple[VisitRow, ...]:
    """Visits of the head of state of one side to the other, oldest first, undated last.

    Where a document gives no role, that of any document and time counts. A visit of one side to the other
    for which nobody is named is among them, and its row says so.
    """
    people = {person.id: person for person in ledger.people}
    out = []
    for engagement in by_date(e for e in past if _is_visit(e)):
        travellers = [p for p in engagement.participants if _travels(p, engagement, pair, people)]
        sides = {p.party for p in travellers if p.party is not None}
        guest = sides.pop() if len(sides) == 1 else None if sides else _unnamed_guest(engagement, pair)
        if guest is None:
            continue
        out.append(
            VisitRow(
                notes=of_reports(ledger, engagement.reports),
                id=engagement.id,
                when=engagement.when,
                date_text=when_text(engagement.when),
                guest=guest,
                host=_other(guest, pair),
                who="; ".join(participant_text(p) for p in travellers) or f"{guest} ({UNNAMED})",
                where=place_text(engagement.place),
                named=bool(travellers),
            )
        )
    return tuple(out)


def reciprocity(ledger: Ledger, rows: Sequence[VisitRow], pair: Pair) -> tuple[Line, ...]:
    """How often each side went to the other, and whose was the last visit.

    That no later one is known stands only where nothing in the ledger may be one: no visit, later or
    undated, by the other side's head of state or by nobody knows whom.
    """
    out = []
    for guest, host in (pair, pair[::-1]):
        made = [r for r in rows if r.guest == guest]
        if made:
            dates = listed(r.date_text for r in made)
            unnamed = sum(not r.named for r in made)
            rest = f", {unnamed} of them with the {UNNAMED}" if unnamed else ""
            visited = f"{party_name(guest)} to {party_name(host)}: {count_text(len(made), 'visit')}"
            out.append(
                Line(text=f"{visited} ({dates}){rest}.", notes=tuple(n for r in made for n in r.notes))
            )
    dated = [r for r in rows if r.when.date is not None]
    if dated:
        last = dated[-1]
        text = f"Last known: {party_name(last.guest)}, {last.date_text}"
        whole = ledger.beyond.size == 0  # of a part it is not known what else there is
        if whole and not any(_may_answer(ledger, e, last) for e in ledger.engagements):
            text += f"; no later one by {party_name(last.host)} is known"
        out.append(Line(text=f"{text}.", notes=last.notes))
    return tuple(out)


def _is_visit(engagement: LedgerEngagement) -> bool:
    return engagement.kind is EngagementKind.VISIT and engagement.realis in HAPPENED


def _travels(person: LedgerParticipant, engagement: LedgerEngagement, pair: Pair, people: People) -> bool:
    """Whether this is a head of state of the pair who is, as far as is told, not at home."""
    if person.party not in pair or Part.HOST in person.parts or engagement.host == person.party:
        return False
    if Level.HEAD_OF_STATE not in known_levels(person, people):
        return False
    where = engagement.place.country if engagement.place else None
    if where is None:
        return Part.GUEST in person.parts or engagement.host is not None
    return where == _other(person.party, pair).code


def known_levels(person: LedgerParticipant, people: People) -> set[Level]:
    """The level of the role that is given here, or else those of every role that is known of the person."""
    roles: set[Role] = {person.role} if person.role else set()
    if not roles and person.person_id in people:
        offices = people[person.person_id].offices
        roles = {o.role for o in offices if o.role and o.party in (None, person.party)}
    return {LEVEL_OF_ROLE[role] for role in roles}


def _unnamed_guest(engagement: LedgerEngagement, pair: Pair) -> Party | None:
    """The side that travelled, where the host is known and nobody is named."""
    host = _host(engagement)
    if engagement.participants or host not in {p.code for p in pair}:
        return None
    guest = pair[0] if host == pair[1].code else pair[1]
    return guest if guest in engagement.parties else None


def _host(engagement: LedgerEngagement) -> str | None:
    """The state that was visited."""
    if engagement.host is not None:
        return engagement.host.code
    return engagement.place.country if engagement.place else None


def _may_answer(ledger: Ledger, engagement: LedgerEngagement, last: VisitRow) -> bool:
    """Whether this may be a visit, no earlier than the last one known, by the head of state of its host."""
    if not _is_visit(engagement) or engagement.id == last.id:
        return False
    date = engagement.when.date
    if date is not None and last.when.date is not None and date.last < last.when.date.first:
        return False
    host, sides = _host(engagement), taking_part(engagement)
    if host is None:
        if not sides or not sides <= {last.guest, last.host}:
            return False
    elif host != last.guest.code or (sides - {last.guest} and last.host not in sides):
        return False
    people = {person.id: person for person in ledger.people}
    levels = [known_levels(p, people) for p in engagement.participants if p.party in (None, last.host)]
    return not levels or any(not known or Level.HEAD_OF_STATE in known for known in levels)


def _other(party: Party, pair: Pair) -> Party:
    return pair[1] if party == pair[0] else pair[0]
