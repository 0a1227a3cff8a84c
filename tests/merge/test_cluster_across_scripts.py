"""One meeting told in four languages is one engagement of two people, with four reports."""

from __future__ import annotations

from dragoman.model.judgement import Matter, Verdict
from dragoman.model.text import Realis
from tests.merge.builders import ledger
from tests.merge.situations import cluster, dutch, english


def test_four_reports_are_one_engagement_on_the_most_precise_date() -> None:
    found = ledger(*cluster())
    event = next(e for e in found.engagements if str(e.when.date) == "2021-06-09")
    assert len(event.reports) == 4
    assert event.realis is Realis.ACTUAL
    assert event.conflicts == ()
    assert str(event.place) == "Moscow, RUS"
    assert event.level == "ambassador"


def test_spellings_of_three_scripts_and_a_misprint_are_one_person() -> None:
    found = ledger(*cluster())
    names = {person.name: person for person in found.people}
    assert set(names) == {"Lotfi Belkacem", "Mikhail Voronov", "Serguei Chernov"}
    written = {spelling for spelling, _ in names["Mikhail Voronov"].spellings}
    assert {"Michail Voronovop", "ميخائيل فورونوف", "М. Воронов"} <= written


def test_background_of_both_texts_is_one_engagement_of_its_own() -> None:
    found = ledger(*cluster())
    event = next(e for e in found.engagements if str(e.when.date) == "2021-05-09")
    assert len(event.reports) == 2
    assert event.realis is Realis.PAST_BACKGROUND


def test_meeting_with_another_deputy_stays_apart() -> None:
    found = ledger(*cluster())
    event = next(e for e in found.engagements if e.when.date is None)
    assert [p.name for p in event.participants] == ["Serguei Chernov", "Lotfi Belkacem"]


def test_adapted_translation_is_found() -> None:
    found = ledger(*cluster())
    judged = [j for j in found.judgements if j.matter is Matter.DOCUMENT]
    pair = tuple(sorted((english().document.id, dutch().document.id)))
    assert [(j.left, j.right) for j in judged] == [pair]
    assert judged[0].verdict is Verdict.SAME
    assert len(set(found.voices.values())) == 3


def test_two_offices_at_once_are_no_conflict() -> None:
    found = ledger(*cluster())
    person = next(p for p in found.people if p.name == "Mikhail Voronov")
    assert {office.role for office in person.offices} == {"deputy foreign minister", "special envoy"}
    assert all(e.conflicts == () for e in found.engagements)
