"""Readings and what people found in their documents besides -> readings with it.

An addition whose words are not at their places in the text of its document (another form of the text took
the place of the one that its author read) changes nothing; ``merge.dangling`` names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dragoman.model.addition import Addition
from dragoman.model.record import Engagement, Participant, Person, Reading, Record
from dragoman.model.text import Document, Span


def added(document: Document, reading: Reading, additions: Iterable[Addition]) -> Reading:
    """The reading with what people added to it, in whatever order they come; ``Reading.added`` names it.

    A person's account stands in place of one with the same id, which says the same.
    """
    live = [one for one in additions if one.retracted_at is None and one.document_id == document.id]
    if not live:
        return reading
    people = {person.id: person for person in reading.people}
    records: dict[str, Record] = {record.id: record for record in reading.records}
    mine: set[str] = set()
    for one in sorted(live, key=lambda a: (isinstance(a.item, Engagement), a.made_at, a.id)):
        if not one.stands_in(document.text):
            continue
        mine.add(one.item.id)
        if isinstance(one.item, Person):
            people[one.item.id] = one.item
        elif isinstance(one.item, Engagement):
            records[one.item.id] = _with_people(one.item, one.people, people, mine)
        else:
            records[one.item.id] = one.item
    return replace(
        reading, people=tuple(people.values()), records=tuple(records.values()), added=tuple(sorted(mine))
    )


def added_all(
    documents: Mapping[str, Document], readings: Mapping[str, Reading], additions: Iterable[Addition]
) -> dict[str, Reading]:
    """``added`` for every reading; those to which nobody added anything are the same objects."""
    by_document: dict[str, list[Addition]] = {}
    for one in additions:
        by_document.setdefault(one.document_id, []).append(one)
    out = dict(readings)
    for key, some in by_document.items():
        if key in documents and key in readings:
            out[key] = added(documents[key], readings[key], some)
    return out


def standing(people: Iterable[Person], spans: Iterable[Span]) -> Person | None:
    """The person whose words overlap these: most of them, and then the least id; None where nobody does."""
    wanted = tuple(spans)
    counts = [
        (-sum(words.span.overlaps(span) for words in person.evidence for span in wanted), person.id, person)
        for person in people
    ]
    best = min(counts, key=lambda c: c[:2], default=None)
    return best[2] if best is not None and best[0] < 0 else None


def _with_people(
    event: Engagement, known: Iterable[Person], people: dict[str, Person], mine: set[str]
) -> Engagement:
    """The engagement with those who take part by the ids that they have here; who is missing is added."""
    told = {person.id: person for person in known}
    ids: dict[str, str] = {}
    for participant in event.participants:
        whose = participant.person_id
        if whose in people:
            continue
        person = told[whose]
        found = standing(people.values(), (words.span for words in person.evidence))
        if found is None:
            found = people[whose] = person
            mine.add(whose)
        ids[whose] = found.id
    if not ids:
        return event
    there: dict[str, Participant] = {}
    for one in event.participants:
        moved = replace(one, person_id=ids.get(one.person_id, one.person_id))
        there.setdefault(moved.person_id, moved)
    return replace(event, participants=tuple(there.values()))
