"""Readings and what people decided of them -> readings to merge: corrected, without what was rejected.

A corrected record keeps the id of what was read, so that judgements and references on it stay valid.
Decisions on records that are not there change nothing; ``merge.dangling`` names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from dragoman.model.correction import (
    Correction,
    Rejection,
    parse_dates,
    parse_flag,
    parse_number,
    parse_parties,
    parse_party,
    parse_place,
    parties_text,
    party_text,
)
from dragoman.model.record import (
    Body,
    BodyKind,
    Commitment,
    Corrected,
    Engagement,
    Evidence,
    Indicator,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Office,
    Participant,
    Person,
    Position,
    Reading,
    Record,
    Role,
    Strength,
)
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import UNDATED, DateBasis, When

R = TypeVar("R", bound=Person | Record)


def corrected(
    reading: Reading, corrections: Iterable[Correction], rejections: Iterable[Rejection] = ()
) -> Reading:
    """The reading as people put it right; decisions on what is not in it are passed over.

    The latest live correction of each field counts, in whatever order they come. Who takes part in an
    engagement follows what is corrected of the person, save where that engagement's own was corrected.
    """
    struck = {rejection.record for rejection in rejections if rejection.retracted_at is None}
    latest = latest_corrections(corrections)
    if not latest and not struck:
        return reading
    people = {p.id: _put_right(p, latest) for p in reading.people if p.id not in struck}
    records = []
    for record in reading.records:
        if record.id in struck:
            continue
        if isinstance(record, Engagement):
            record = _with_people(record, people)
        records.append(_put_right(record, latest))
    return replace(reading, people=tuple(people.values()), records=tuple(records))


@dataclass(frozen=True, slots=True)
class Decided:
    """Readings as people put them right, and what they struck out of them."""

    readings: dict[str, Reading]
    rejected: tuple[Person | Record, ...]


def corrected_all(
    readings: Mapping[str, Reading], corrections: Iterable[Correction], rejections: Iterable[Rejection]
) -> Decided:
    """``corrected`` for every reading; those that nobody touched are the same objects."""
    latest = latest_corrections(corrections)
    struck = {rejection.record: rejection for rejection in rejections if rejection.retracted_at is None}
    if not latest and not struck:
        return Decided(dict(readings), ())
    out: dict[str, Reading] = {}
    gone: dict[str, Person | Record] = {}
    for key, reading in readings.items():
        here = [
            item for item in (*reading.people, *reading.records) if item.id in latest or item.id in struck
        ]
        out[key] = reading
        if here:
            told = [c for item in here for c in latest.get(item.id, {}).values()]
            out[key] = corrected(reading, told, [struck[i.id] for i in here if i.id in struck])
            gone.update((item.id, item) for item in here if item.id in struck)
    return Decided(out, tuple(gone[identity] for identity in sorted(gone)))


def latest_corrections(corrections: Iterable[Correction]) -> dict[str, dict[str, Correction]]:
    """By record and field the correction that counts: the last of those that stand."""
    out: dict[str, dict[str, Correction]] = {}
    for correction in sorted(corrections, key=lambda c: (c.made_at, c.id)):
        if correction.retracted_at is None:
            out.setdefault(correction.record, {})[correction.field] = correction
    return {record: {name: found[name] for name in sorted(found)} for record, found in out.items()}


# --- one record -------------------------------------------------------------------------------------------


def _put_right(item: R, latest: Mapping[str, Mapping[str, Correction]]) -> R:
    for name, correction in latest.get(item.id, {}).items():
        base, _, whose = name.partition(":")
        if whose and not (isinstance(item, Engagement) and _takes_part(item, whose)):
            continue
        was, changed = _APPLY[type(item)][base](item, correction)
        note = Corrected(
            field=name,
            by=correction.author,
            at=correction.made_at,
            was=was,
            evidence=_support(item, correction),
        )
        item = replace(item, corrected=(*item.corrected, note), **changed)
    return item


def _takes_part(event: Engagement, person: str) -> bool:
    return any(participant.person_id == person for participant in event.participants)


def _support(item: Person | Record, correction: Correction) -> Evidence | None:
    """The words that bear a correction out, where they are of the record's own document."""
    words = correction.support
    return words if words is not None and words.document_id == item.evidence[0].document_id else None


_Change = tuple[str | None, dict[str, Any]]  # what was read, and the attributes that change
_Apply = Callable[[Any, Correction], _Change]


def _simple(name: str, parse: Callable[[str], object], text: Callable[[Any], str] = str) -> _Apply:
    """A field whose attribute has the same name."""

    def apply(item: Any, correction: Correction) -> _Change:
        was = getattr(item, name)
        value = None if correction.value is None else parse(correction.value)
        return None if was is None else text(was), {name: value}

    return apply


def _parties(name: str) -> _Apply:
    def apply(item: Any, correction: Correction) -> _Change:
        value = () if correction.value is None else parse_parties(correction.value)
        return parties_text(getattr(item, name)) or None, {name: value}

    return apply


def _when(correction: Correction) -> When:
    if correction.value is None:
        return UNDATED
    date, end = parse_dates(correction.value)
    return When(date=date, end=end, basis=DateBasis.STATED, how=f"corrected by {correction.author}")


def date_text(when: When) -> str | None:
    """A date as the value of a field."""
    if when.date is None:
        return None
    return f"{when.date}/{when.end}" if when.end is not None and when.end != when.date else str(when.date)


def _event_date(event: Engagement, correction: Correction) -> _Change:
    words = _support(event, correction) or event.when_evidence
    return date_text(event.when), {
        "when": _when(correction),
        "when_evidence": words if correction.value else None,
    }


def _dated(name: str) -> _Apply:
    return lambda item, correction: (date_text(getattr(item, name)), {name: _when(correction)})


def _event_place(event: Engagement, correction: Correction) -> _Change:
    place = None if correction.value is None else parse_place(correction.value)
    words = (_support(event, correction) or event.place_evidence) if place is not None else None
    return str(event.place) if event.place else None, {"place": place, "place_evidence": words}


def _event_role(event: Engagement, correction: Correction) -> _Change:
    role = None if correction.value is None else Role(correction.value)
    return _participant(
        event, correction, lambda p: replace(p, role=role), lambda p: p.role.value if p.role else None
    )


def _event_party(event: Engagement, correction: Correction) -> _Change:
    party = None if correction.value is None else parse_party(correction.value)
    return _participant(
        event,
        correction,
        lambda p: replace(p, party=party),
        lambda p: party_text(p.party) if p.party else None,
    )


def _participant(
    event: Engagement,
    correction: Correction,
    change: Callable[[Participant], Participant],
    text: Callable[[Participant], str | None],
) -> _Change:
    whose = correction.field.partition(":")[2]
    was = next(p for p in event.participants if p.person_id == whose)
    people = tuple(change(p) if p.person_id == whose else p for p in event.participants)
    return text(was), {"participants": people}


def _person_role(person: Person, correction: Correction) -> _Change:
    """The first office that has a role, or else the first; one is added where there is none."""
    role = None if correction.value is None else Role(correction.value)
    offices = list(person.offices)
    at = next((n for n, office in enumerate(offices) if office.role is not None), 0)
    words = _support(person, correction)
    if not offices and role is not None:
        words = words or person.evidence[0]
        offices = [Office(written=words.quote, role=role, party=person.party, evidence=words)]
    elif offices:
        office = replace(offices[at], role=role)
        offices[at] = replace(office, written=words.quote, evidence=words) if words is not None else office
    return person.role.value if person.role else None, {"offices": tuple(offices)}


def _person_party(person: Person, correction: Correction) -> _Change:
    """The person's party, and that of every office held for the party that was read."""
    party = None if correction.value is None else parse_party(correction.value)
    offices = tuple(replace(o, party=party) if o.party == person.party else o for o in person.offices)
    return party_text(person.party) if person.party else None, {"party": party, "offices": offices}


def _with_people(event: Engagement, people: Mapping[str, Person]) -> Engagement:
    """The engagement without those who were rejected, with what was corrected of the others."""
    present = tuple(_follow(p, people[p.person_id]) for p in event.participants if p.person_id in people)
    return event if present == event.participants else replace(event, participants=present)


def _follow(participant: Participant, person: Person) -> Participant:
    fields = {note.field for note in person.corrected}
    if "name" in fields:
        participant = replace(participant, name=person.name)
    if "party" in fields:
        participant = replace(participant, party=person.party)
    if "role" in fields:
        participant = replace(participant, role=person.role)
    return participant


def _words(value: str) -> str:
    return value


_APPLY: Mapping[type[Any], Mapping[str, _Apply]] = {
    Engagement: {
        "kind": _simple("kind", EngagementKind),
        "realis": _simple("realis", Realis),
        "date": _event_date,
        "place": _event_place,
        "parties": _parties("parties"),
        "role": _event_role,
        "party": _event_party,
        "part_of": _simple("part_of", _words),
        "body": _simple("body", _words),
        "session": _simple("session", parse_number),
    },
    Person: {"name": _simple("name", _words), "party": _person_party, "role": _person_role},
    Instrument: {
        "title": _simple("title", _words),
        "kind": _simple("kind", InstrumentKind),
        "status": _simple("status", InstrumentStatus),
        "date": _dated("when"),
        "parties": _parties("parties"),
        "symbol": _simple("symbol", _words),
    },
    Body: {
        "name": _simple("name", _words),
        "kind": _simple("kind", BodyKind),
        "parties": _parties("parties"),
        "session": _simple("session", parse_number),
    },
    Commitment: {
        "who": _parties("who"),
        "due": _dated("due"),
        "strength": _simple("strength", Strength),
    },
    Position: {
        "who": _simple("who", parse_party, party_text),
        "issue": _simple("issue", _words),
        "joint": _simple("joint", parse_flag, lambda joint: "yes" if joint else "no"),
    },
    Indicator: {"value": _simple("value", _words)},
}
