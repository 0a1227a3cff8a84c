"""Who chaired a session: those whose names stand beside the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.bodies.rows import Chair
from dragoman.desk.bodies.shelves import Shelves
from dragoman.desk.bodies.words import around, pack_of
from dragoman.desk.notes import distinct, note
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant
from dragoman.model.record import Evidence

_REACH = 220  # characters between a name and the words for chairing


def chairs(shelves: Shelves, engagements: Iterable[LedgerEngagement]) -> tuple[Chair, ...]:
    """The chairs of a session, one for each side and document telling it: whoever of a side is named nearest
    to words for chairing, in their sentence. By party; those that most documents name first."""
    told: dict[str, list[Evidence]] = {}
    people: dict[str, LedgerParticipant] = {}
    for engagement in engagements:
        for person, evidence in _named(shelves, engagement):
            told.setdefault(person.person_id, []).append(evidence)
            people.setdefault(person.person_id, person)
    order = sorted(people, key=lambda key: (str(people[key].party or "~"), -len(told[key]), key))
    return tuple(
        Chair(
            notes=distinct(note(shelves.ledger, evidence) for evidence in told[key]),
            person_id=key,
            name=people[key].name,
            party=people[key].party,
            party_basis=people[key].party_basis,
            role=people[key].role,
            role_basis=people[key].role_basis,
        )
        for key in order
    )


def _named(shelves: Shelves, engagement: LedgerEngagement) -> Iterator[tuple[LedgerParticipant, Evidence]]:
    """The person of each side named nearest to words for chairing, document by document."""
    known = {person.person_id: person for person in engagement.participants}
    for member in engagement.members:
        best: dict[str, tuple[int, LedgerParticipant, Evidence]] = {}
        for one in member.participants:
            person = known.get(shelves.person.get(one.person_id, one.person_id))
            if person is None:
                continue
            found = _distance(shelves.ledger, one.evidence)
            if found is None:
                continue
            gap, sentence = found
            side = str(person.party or person.person_id)
            if side not in best or gap < best[side][0]:
                best[side] = (gap, person, sentence)
        yield from ((person, sentence) for _, person, sentence in best.values())


def _distance(ledger: Ledger, evidence: Evidence) -> tuple[int, Evidence] | None:
    """How far a name stands from words for chairing in its sentence, and that sentence; None where there are
    none, or too far away."""
    document = ledger.document(evidence)
    span = around(ledger, evidence)
    start, end = evidence.span.start - span.start, evidence.span.end - span.start
    cues = pack_of(ledger, document.id).cue("chair", span.of(document.text))
    gaps = [max(cue.start - end, start - cue.end, 0) for cue in cues]
    if not gaps or min(gaps) > _REACH:
        return None
    words = span.of(document.text)
    left = span.start + len(words) - len(words.lstrip())
    right = span.end - (len(words) - len(words.rstrip()))
    return min(gaps), Evidence.of(
        document, type(span)(start=left, end=right), evidence.producer, evidence.confidence
    )
