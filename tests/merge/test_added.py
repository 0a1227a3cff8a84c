"""What a person found in a document takes part in all that the ledger tells, and outlives a new reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.errors import InvalidRecord
from dragoman.merge import derive, judge
from dragoman.merge.added import added, added_all
from dragoman.model.addition import Addition
from dragoman.model.record import Engagement, Evidence, Participant, Person, Reading
from dragoman.model.text import EngagementKind, Realis, Span
from tests.merge.builders import Told, maps
from tests.merge.decisions import NOON
from tests.merge.situations import arabic, cluster

BY = "Ana"
TOLD = cluster()


def words(told: Told, quote: str, by: str = BY) -> Evidence:
    start = told.document.text.index(quote)
    return Evidence.of(told.document, Span(start=start, end=start + len(quote)), by)


def taking_part(person: Person) -> Participant:
    return Participant(
        person_id=person.id,
        name=person.name,
        role=person.role,
        party=person.party,
        evidence=person.evidence[0],
    )


def addition(told: Told, quote: str, *people: Person, by: str = BY, **more: object) -> Addition:
    """The meeting that a person found at these words, with everything that the first report says of it."""
    model = next(r for r in TOLD[0].records if isinstance(r, Engagement))
    event = Engagement(
        kind=EngagementKind.MEETING,
        realis=Realis.ACTUAL,
        when=model.when,
        place=model.place,
        participants=tuple(taking_part(one) for one in people),
        parties=model.parties,
        evidence=(words(told, quote, by),),
        **more,  # type: ignore[arg-type]
    )
    return Addition(item=event, people=people, author=by, made_at=NOON)


def silent(told: Told) -> Told:
    """The same text, in which the machine found people and no record."""
    out = Told(told.document.text, lang=told.document.lang)
    out.document, out.people = told.document, told.people
    return out


def test_an_added_record_is_merged_with_those_that_were_read_and_is_marked() -> None:
    deaf = silent(arabic())
    quote = deaf.document.text[:12]
    found = addition(deaf, quote, *deaf.people[:2])
    documents, readings = maps([TOLD[0], deaf])
    without = derive(documents, readings, judge(documents, readings))
    read = added_all(documents, readings, [found])
    assert read[TOLD[0].document.id] is readings[TOLD[0].document.id]
    book = derive(documents, read, judge(documents, read))
    whole = next(e for e in book.engagements if found.record in {m.id for m in e.members})
    assert len(whole.members) == 2
    assert {r.record_id: r.added_by for r in whole.reports}[found.record] == BY
    assert [r.added_by for r in whole.reports].count(None) == 1
    assert len(book.engagements) == len(without.engagements)
    assert book.readings[deaf.document.id].added == (found.record,)


def test_an_undone_addition_and_one_of_another_document_change_nothing() -> None:
    deaf = silent(arabic())
    found = addition(deaf, deaf.document.text[:12])
    for told, one in ((deaf, replace(found, retracted_at=NOON)), (TOLD[0], found)):
        reading = told.reading
        assert added(told.document, reading, [one]) is reading


def test_words_that_another_form_of_the_text_has_elsewhere_are_not_taken_for_evidence() -> None:
    deaf = silent(arabic())
    found = addition(deaf, deaf.document.text[5:12])
    moved = replace(deaf.document, text="  " + deaf.document.text, masked="", prose=None, id="")
    assert moved.id == deaf.document.id
    assert added(moved, Reading(document_id=moved.id, producer="x@1"), [found]).records == ()


def test_who_takes_part_is_found_by_the_words_after_a_newer_reading() -> None:
    """The newer reading takes the title for a part of the name: other words, another id."""
    text = "Ambassador Lotfi Belkacem met Igor Voronov in Tunis."
    told = Told(text)
    told.person("Lotfi Belkacem", "TUN")
    new = Person(
        name="Igor Voronov",
        lang="en",
        spellings=("Igor Voronov",),
        offices=(),
        party=None,
        evidence=(words(told, "Igor Voronov"),),
    )
    found = addition(told, "met", told.people[0], new)
    before = added(told.document, told.reading, [found])
    assert [p.id for p in before.people] == [told.people[0].id, new.id]
    assert set(before.added) == {found.record, new.id}
    newer = Told(text)
    newer.person("Ambassador Lotfi Belkacem", "TUN")
    newer.person("Voronov", "RUS")
    after = added(newer.document, newer.reading, [found])
    (event,) = after.records
    assert isinstance(event, Engagement)
    assert [p.person_id for p in event.participants] == [p.id for p in newer.people]
    assert after.people == tuple(newer.people)
    assert after.added == (found.record,)


def test_the_order_of_additions_is_nothing() -> None:
    deaf = silent(arabic())
    text = deaf.document.text
    some = [
        addition(deaf, text[:12], *deaf.people[:2]),
        addition(deaf, text[13:20], by="Ben"),
        Addition(
            item=Person(
                name="Somebody",
                lang="ar",
                spellings=(text[13:20],),
                offices=(),
                party=None,
                evidence=(words(deaf, text[13:20], "Ben"),),
            ),
            author="Ben",
            made_at=NOON,
        ),
    ]
    assert added(deaf.document, deaf.reading, some) == added(deaf.document, deaf.reading, some[::-1])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"author": "Ben"}, "chosen by that person"),
        ({"author": " "}, "names who made it"),
        ({"author": "machine"}, "names who made it"),
        ({"people": ()}, "not among the people"),
        ({"item": TOLD[0].records[0]}, "chosen by that person"),
        ({"id": "add-0"}, "does not belong"),
    ],
)
def test_an_addition_is_a_persons_whole_and_in_one_document(more: dict[str, object], told: str) -> None:
    deaf = silent(arabic())
    found = addition(deaf, deaf.document.text[:12], deaf.people[0])
    with pytest.raises(InvalidRecord, match=told):
        replace(found, **{"id": "", **more})  # type: ignore[arg-type]
