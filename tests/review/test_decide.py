"""What a person types -> decisions: ids, fields, values and words, and clear refusals."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.desk.parties import find_party
from dragoman.errors import ReviewError
from dragoman.lexicon.load import packs
from dragoman.model.correction import Correction, Rejection
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.record import Engagement, Party
from dragoman.model.text import Span
from dragoman.review import Act, Things, Wording, accept, apart, correct, move, reject, same, subjects, undo
from dragoman.review.things import by_prefix
from tests.merge.builders import Told, ledger
from tests.merge.decisions import NOON, correction, judgement, rejection, undone
from tests.merge.situations import arabic, cluster, english

ACT = Act(author="Ana", at=NOON, reason="as the ministry says")


def party(words: str) -> Party:
    return find_party(words, packs().values())


def event(told: Told, number: int = 0) -> str:
    return [r for r in told.records if isinstance(r, Engagement)][number].id


TOLD = cluster()
THINGS = Things(ledger(*TOLD))
MEETING = THINGS.find(event(TOLD[0]))


def put(field: str, words: str, **more: Any) -> tuple[Correction, ...]:
    return correct(THINGS, MEETING, field, words, ACT, find_party=party, **more)


# --- ids ---


def test_an_id_or_eight_characters_of_it_name_a_record_and_its_thing() -> None:
    for words in (event(TOLD[2]), event(TOLD[2])[:9], f" {event(TOLD[2])} "):
        found = THINGS.find(words)
        assert (found.id, found.home, found.kind) == (event(TOLD[2]), MEETING.home, "engagement")
        assert found.members == tuple(sorted(event(told) for told in TOLD))


@pytest.mark.parametrize(
    ("words", "told"),
    [("eng-", "at least its first 8"), ("eng-zzzzzzzz", "no such id"), ("", "at least its first 8")],
)
def test_what_names_nothing_is_refused(words: str, told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        THINGS.find(words)


def test_the_beginning_of_several_ids_is_refused_with_their_names() -> None:
    known = {"eng-aaaaaaaa1", "eng-aaaaaaaa2", "eng-aaaaaaaa"}
    assert by_prefix("eng-aaaaaaaa", known, "") == "eng-aaaaaaaa"
    with pytest.raises(ReviewError, match="eng-aaaaaaaa, eng-aaaaaaaa1, eng-aaaaaaaa2"):
        by_prefix("eng-aaaa", known, "")


# --- judgements ---


def test_the_first_is_judged_with_each_of_the_others() -> None:
    things = [THINGS.find(event(told)) for told in TOLD[:3]]
    for decide, verdict in ((same, Verdict.SAME), (apart, Verdict.APART)):
        found = decide(things, ACT)
        assert {frozenset((j.left, j.right)) for j in found} == {
            frozenset((things[0].id, other.id)) for other in things[1:]
        }
        assert {(j.verdict, j.judge, j.made_at, j.note, j.matter) for j in found} == {
            (verdict, "Ana", NOON, "as the ministry says", Matter.ENGAGEMENT)
        }


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ((event(TOLD[0]),), "two ids are wanted"),
        ((event(TOLD[0]), event(TOLD[0])), "named twice"),
        ((event(TOLD[0]), TOLD[0].people[0].id), "of the kind engagement, and per-.* person"),
        ((TOLD[0].records[1].id, TOLD[0].records[1].id), "nothing is judged"),
    ],
)
def test_a_judgement_is_on_two_of_a_kind(ids: tuple[str, ...], told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        same([THINGS.find(identity) for identity in ids], ACT)


@pytest.mark.parametrize("author", ["", " ", "machine"])
def test_nobody_and_the_machine_decide_nothing(author: str) -> None:
    with pytest.raises(ReviewError, match="--by"):
        Act(author=author, at=NOON)


def test_accepting_makes_a_proposal_a_persons_judgement() -> None:
    asked = Judgement(matter=Matter.PERSON, left="per-a", right="per-b", verdict=Verdict.PROPOSED, score=0.7)
    found = accept((asked,), asked.id[:10], ACT)
    assert (found.left, found.right, found.verdict, found.judge) == ("per-a", "per-b", Verdict.SAME, "Ana")
    with pytest.raises(ReviewError, match="no such id among the open questions"):
        accept((found,), found.id, ACT)


# --- corrections ---


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("date", "2021-06-08", "2021-06-08"),
        ("date", "none", None),
        ("place", "Kazan, Russia", "Kazan, RUS"),
        ("place", "Kazan,RUS", "Kazan, RUS"),
        ("place", "TUN", "TUN"),
        ("parties", "Tunisia, Russia", "RUS TUN"),
        ("parties", "TUN RUS", "RUS TUN"),
        ("parties", "European Union", "org:EU"),
        ("parties", "Россия, الجزائر", "DZA RUS"),
        ("kind", "Commission Session", "commission_session"),
        ("realis", "past background", "past_background"),
        ("session", "8", "8"),
        ("body", "  Joint   Commission ", "Joint Commission"),
    ],
)
def test_words_become_the_text_of_a_value_on_every_report(field: str, words: str, value: str | None) -> None:
    found = put(field, words)
    assert {c.value for c in found} == {value}
    assert tuple(sorted(c.record for c in found)) == MEETING.members
    assert {(c.author, c.made_at, c.reason) for c in found} == {("Ana", NOON, "as the ministry says")}


def test_one_report_can_be_corrected_alone() -> None:
    assert [c.record for c in put("date", "2021-06-08", only=True)] == [MEETING.id]


def test_a_participant_is_named_by_the_id_of_any_record_of_them() -> None:
    voronov = TOLD[3].people[1].id
    found = put(f"role:{voronov}", "foreign minister")
    homes = {event(told): told.people[1].id for told in TOLD}
    assert {c.record: c.field for c in found} == {r: f"role:{p}" for r, p in homes.items()}
    assert {c.value for c in put(f"party:{voronov[:9]}", "Belarus")} == {"BLR"}


def test_what_it_is_part_of_is_another_engagement_by_any_id_of_it() -> None:
    other = THINGS.find(event(TOLD[1], 2))
    assert {c.value for c in put("part_of", other.id[:10])} == {other.home}
    with pytest.raises(ReviewError, match="not another engagement"):
        put("part_of", event(TOLD[3]))
    with pytest.raises(ReviewError, match="not another body"):
        put("body", other.id)


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("date", "9 June", "not an ISO 8601 date"),
        ("kind", "none", "is none of meeting"),
        ("place", "Kazan, Atlantis", "no state or organisation is known"),
        ("place", "Brussels, EU", "no state"),
        ("parties", "Tunisia, Atlantis", "no state or organisation"),
        ("stance", "x", "no field 'stance'"),
        ("role", "ambassador", "whose role"),
        (f"role:{TOLD[0].people[2].id}", "ambassador", "nobody of that id takes part"),
        ("role:per-zzzzzz", "ambassador", "no such id"),
        ("session", "eighth", "not the number"),
    ],
)
def test_what_is_no_value_is_refused_in_words(field: str, words: str, told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        put(field, words)


def test_words_that_bear_it_out_are_found_in_the_document() -> None:
    found = {c.record: c.support for c in put("date", "2021-06-09", wording=Wording(quote="Wednesday"))}
    support = found.pop(MEETING.id)
    assert support is not None
    assert support.quote == "Wednesday"
    assert support.document_id == TOLD[0].document.id
    assert set(found.values()) == {None}
    start = TOLD[0].document.text.index("Wednesday")
    place = Wording(span=Span(start=start, end=start + 9))
    assert put("date", "2021-06-09", wording=place, only=True)[0].support == support


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        (Wording(quote="Thursday"), "no document of .* has the words 'Thursday'"),
        (Wording(quote="Foreign Minister"), r"stand 2 times in wire.txt; write --span: \d+:\d+ “.*Deputy"),
        (Wording(quote=" "), "a quote has words"),
        (Wording(span=Span(start=5, end=99999)), "lies outside"),
        (Wording(span=Span(start=0, end=5), quote="Wednesday"), "has other words there: .*, not 'Wednesday'"),
    ],
)
def test_words_that_are_not_there_or_not_clear_are_refused(wording: Wording, told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        put("date", "2021-06-09", wording=wording)


# --- rejections, where records stand, undo, move ---


def test_of_several_reports_it_is_said_which_are_rejected() -> None:
    with pytest.raises(ReviewError, match=r"told by 4 reports: write --report .* or --all"):
        reject(MEETING, ACT)
    assert [r.record for r in reject(MEETING, ACT, only=True)] == [MEETING.id]
    assert tuple(r.record for r in reject(MEETING, ACT, every=True)) == MEETING.members
    alone = THINGS.find(event(TOLD[0], 1))
    assert [r.record for r in reject(alone, ACT)] == [alone.id]
    with pytest.raises(ReviewError, match="is a document"):
        reject(THINGS.find(TOLD[0].document.id), ACT)


def test_where_records_stand_is_told_of_all_that_a_decision_names() -> None:
    person = TOLD[0].people[0].id
    found = subjects(THINGS, [correction(MEETING.id, f"role:{person}", "ambassador")])
    assert {s.id for s in found} == {MEETING.id, person}
    assert {s.document_id for s in found} == {TOLD[0].document.id}


def test_undo_takes_back_all_that_was_decided_together_or_one_alone() -> None:
    together = put("date", "2021-06-08")
    other = correction(MEETING.id, "session", "3", minute=1)
    found = undo([*together, other], together[0].id[:12], NOON)
    assert {d.id for d in found} == {c.id for c in together}
    assert {d.retracted_at for d in found} == {NOON}
    assert [d.id for d in undo([*together, other], together[1].id, NOON, only=True)] == [together[1].id]
    with pytest.raises(ReviewError, match="was undone on 2026-05-02"):
        undo([undone(other)], other.id, NOON)
    machine = Judgement(matter=Matter.PERSON, left="per-a", right="per-b", verdict=Verdict.SAME, score=0.9)
    with pytest.raises(ReviewError, match="no such id among the decisions of people"):
        undo([machine], machine.id, NOON)


def test_a_decision_moves_to_what_stands_where_its_record_did() -> None:
    person, new = "per-" + "1" * 20, "per-" + "2" * 20
    moved = {"eng-1": "eng-9", person: new, "eng-3": "eng-0"}
    before = (
        judgement(Matter.ENGAGEMENT, "eng-1", "eng-5", Verdict.SAME),
        rejection("eng-1"),
        correction("eng-1", f"role:{person}", "ambassador"),
        correction("eng-1", "part_of", "eng-3"),
    )
    after = [move(one, moved, Act(author="Ben", at=NOON)) for one in before]
    assert [gone.id for gone, _ in after] == [one.id for one in before]
    assert all(gone.retracted_at == NOON for gone, _ in after)
    made = [new_one for _, new_one in after]
    assert isinstance(made[0], Judgement)
    assert (made[0].left, made[0].right, made[0].judge) == ("eng-5", "eng-9", "Ben")
    assert isinstance(made[1], Rejection)
    assert (made[1].record, made[1].author) == ("eng-9", "Ben")
    assert [(d.record, d.field, d.value) for d in made if isinstance(d, Correction)] == [
        ("eng-9", f"role:{new}", "ambassador"),
        ("eng-9", "part_of", "eng-0"),
    ]


def test_documents_are_known_by_their_first_line() -> None:
    one, other = english(), arabic()
    things = Things(ledger(one, other))
    (words,) = things.words(other.document.id)
    assert other.document.text.startswith(words.quote)
    assert (
        same([things.find(one.document.id), things.find(other.document.id)], ACT)[0].matter is Matter.DOCUMENT
    )
