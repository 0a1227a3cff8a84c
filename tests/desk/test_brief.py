"""The brief: its sections, and the laws that every line of it keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from dragoman.desk.brief import brief, notes_of
from dragoman.desk.brief_rows import Brief
from dragoman.desk.importance import BriefSettings, importance
from dragoman.desk.notes import Line, Noted
from dragoman.desk.parties import party_name
from dragoman.desk.settings import DeskSettings
from dragoman.errors import InvalidRecord
from dragoman.model.ledger import Ledger
from dragoman.model.record import Level, Place
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import DZA, MAR, RUS, Book, when
from tests.desk.worlds import BENNIS, KING, ON, PRESIDENT, two_states, with_later_news


def _parts(value: object) -> Iterator[object]:
    """A brief and everything in it."""
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from _parts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))


def _of(ledger: Ledger, on: dt.date = ON) -> Brief:
    return brief(ledger, MAR, RUS, on)


def test_line_without_words_cannot_be_made() -> None:
    with pytest.raises(InvalidRecord):
        Line(text="They are friends.", notes=())


def test_every_row_has_notes_and_every_note_is_its_span_of_the_document() -> None:
    ledger = with_later_news()
    checked = 0
    for on in (ON, dt.date(2024, 12, 31), dt.date(2023, 12, 31)):
        made = _of(ledger, on)
        for part in _parts(made):
            if isinstance(part, Noted):
                assert part.notes
        for note in notes_of(made):
            document = ledger.documents[note.document_id]
            assert document.text[note.start : note.end] == note.quote
            assert (note.lang, note.origin) == (document.lang, document.origin)
            checked += 1
    assert checked > 100


def test_only_rows_with_notes_have_sentences() -> None:
    for part in _parts(_of(two_states())):
        if is_dataclass(part) and hasattr(part, "text"):
            assert isinstance(part, Noted)


def test_brief_as_of_a_day_knows_no_later_document() -> None:
    ledger = with_later_news()
    early, late = _of(ledger), _of(ledger, dt.date(2024, 12, 31))
    later = {key for key, document in ledger.documents.items() if document.name == "later.txt"}
    assert later
    assert not later & {note.document_id for note in notes_of(early)}
    assert later <= {note.document_id for note in notes_of(late)}
    assert early.coverage.read == late.coverage.read - 1
    assert not any("visa" in part for part in _parts(early) if isinstance(part, str))
    for on in (dt.date(2023, 12, 6), dt.date(2023, 12, 7), dt.date(2024, 4, 2), dt.date(1990, 1, 1)):
        for note in notes_of(_of(ledger, on)):
            assert note.published is None or note.published <= on.isoformat()


def test_undated_documents_are_included_and_named() -> None:
    assert "bad<b>.txt" in _of(two_states()).coverage.unsure


def test_state_of_relations_is_counted() -> None:
    state = _of(two_states()).state
    assert (str(state.last and state.last.when.date), state.contacts, state.high) == ("2024-05-14", 6, 3)
    assert (str(state.first), state.undated, state.passed) == ("2006", 1, 0)
    assert (state.instruments, state.live, state.late_commitments) == (2, 2, 1)
    assert state.next is not None
    assert (str(state.next.when.date), state.next.session) == ("2024-06-12", 8)
    assert state.notes


def test_plan_long_past_is_never_what_comes_next() -> None:
    late = _of(two_states(), dt.date(2024, 12, 31))
    assert (late.state.next, late.state.passed) == (None, 1)
    book = Book()
    document = book.document("They will meet.", name="a", published=None)
    book.engagement((document, "They will meet"), realis=Realis.PLANNED)
    made = brief(book.ledger(), MAR, RUS, ON)
    assert len(made.planned) == 1
    assert made.state.next is None


def test_importance_is_weight_halved_with_age() -> None:
    settings = DeskSettings(brief=BriefSettings(half_life_days=100.0))
    assert importance(0.8, when("2024-05-20"), ON, settings.brief) == 0.8
    assert importance(0.8, when("2024-02-10"), ON, settings.brief) == pytest.approx(0.4)
    assert importance(0.8, when("2025-02-10"), ON, settings.brief) == 0.8
    rows = {
        str(row.when.date): row for row in brief(two_states(), MAR, RUS, ON, settings=settings).engagements
    }
    talk = rows["2024-05-14"]
    assert (talk.weight, talk.importance) == (pytest.approx(0.16), pytest.approx(0.16 * 2**-0.06))


def test_last_contact_is_given_for_each_level() -> None:
    levels = {row.level: str(row.when.date) for row in _of(two_states()).last_contacts}
    assert levels == {
        Level.HEAD_OF_STATE: "2016",
        Level.MINISTER: "2023-12-06",
        Level.AMBASSADOR: "2024-05-14",
    }


def test_engagement_dated_after_the_day_is_shown_as_planned_alone() -> None:
    made = _of(two_states())
    assert [str(row.when.date) for row in made.planned] == ["2024-06-12"]
    assert "2024-06-12" not in {str(row.when.date) for row in made.engagements}
    book = Book()
    document = book.document("They will have met.", name="a", published="2024-01-01")
    book.engagement((document, "They will have met"), date="2024-02-01")
    made = brief(book.ledger(), MAR, RUS, dt.date(2024, 1, 15))
    assert made.engagements == ()
    assert made.planned[0].remark == "dated after 15 January 2024; told as having taken place"
    assert made.state.last is None


def test_plan_whose_day_has_passed_says_that_nothing_more_is_known() -> None:
    made = _of(two_states(), dt.date(2024, 12, 31))
    assert made.planned[0].remark == "the date has passed; no report by 31 December 2024 that it took place"


def test_cancelled_engagement_is_shown_but_is_no_contact() -> None:
    book = Book()
    document = book.document("They did not meet.", name="a", published="2024-01-10")
    book.engagement((document, "They did not meet"), date="2024-01-01", realis=Realis.NEGATED)
    made = brief(book.ledger(), MAR, RUS, ON)
    assert made.engagements[0].what == "meeting (cancelled or denied)"
    assert (made.state.last, made.state.contacts) == (None, 0)


def test_public_act_is_no_contact() -> None:
    book = Book()
    document = book.document("Both spoke out.", name="a", published="2024-01-10")
    book.engagement((document, "Both spoke out"), kind=EngagementKind.STATEMENT, date="2024-01-01")
    made = brief(book.ledger(), MAR, RUS, ON)
    assert len(made.engagements) == 1
    assert made.state.last is None


def test_source_count_stands_beside_the_count_of_the_ledger() -> None:
    (row,) = _of(two_states()).counts
    assert row.written == "the third time in seven months"
    assert (row.said, row.total, row.since) == (3, 3, dt.date(2023, 10, 14))
    assert {(t.kind, t.number) for t in row.counted} == {
        (EngagementKind.MEETING, 2),
        (EngagementKind.CALL, 1),
    }
    assert row.text.endswith("they agree only if the call of 6 December 2023 counts.")
    assert len(row.notes) > 1


def test_body_shows_sessions_gaps_and_what_is_next() -> None:
    (body,) = _of(two_states()).bodies
    assert [session.number for session in body.sessions] == [6, 4]
    assert body.gaps == (1, 2, 3, 5)
    assert "12 June 2024" in body.next[0].text


def test_commitments_stand_apart_from_intents_and_overdue_is_as_of_the_day() -> None:
    made = _of(two_states())
    assert [row.overdue for row in made.commitments] == [True]
    assert [row.what for row in made.intents] == ["deepen their political dialogue"]
    book = Book()
    document = book.document("A shall do it.", name="a", published=None)
    book.commitment(document, "A shall do it", "do it", due="2024-05")
    overdue = {
        on: brief(book.ledger(), MAR, RUS, on).commitments[0].overdue
        for on in (dt.date(2024, 5, 31), dt.date(2024, 6, 1))
    }
    assert overdue == {dt.date(2024, 5, 31): False, dt.date(2024, 6, 1): True}


def test_positions_stand_side_by_side_with_each_sources_label_and_joint_ones_apart() -> None:
    issues = {row.issue: row for row in _of(two_states()).issues}
    sahara = issues["western-sahara"]
    assert sahara.name == "Western Sahara"
    assert [row.labels for row in sahara.left] == [("de Sahara (De Noordzee)",)]
    assert [row.labels for row in sahara.right] == [("Western Sahara (Atlas Herald)",)]
    shared = issues["conflict-resolution"]
    assert (len(shared.left), len(shared.right), len(shared.joint)) == (0, 0, 1)


def test_visits_give_direction_and_reciprocity() -> None:
    made = _of(two_states())
    assert [(v.guest, v.host, str(v.when.date)) for v in made.visits] == [
        (RUS, MAR, "2006"),
        (MAR, RUS, "2016"),
    ]
    assert [line.text for line in made.reciprocity] == [
        "Morocco to Russia: 1 visit (2016).",
        "Russia to Morocco: 1 visit (2006).",
        "Last known: Morocco, 2016; no later one by Russia is known.",
    ]


@pytest.mark.parametrize(("country", "expected"), [("RUS", 1), ("MAR", 0), ("FRA", 0)])
def test_head_of_state_visits_only_where_he_is_not_at_home(country: str, expected: int) -> None:
    book = Book()
    document = book.document("The king went.", name="a", published=None)
    book.engagement(
        (document, "The king went"), kind=EngagementKind.VISIT, people=(KING,), place=Place(country=country)
    )
    assert len(brief(book.ledger(), MAR, RUS, ON).visits) == expected


def test_disagreement_shows_every_value_with_its_sources_and_voices() -> None:
    row = next(row for row in _of(two_states()).conflicts if row.property == "place")
    assert row.standing == "differs"
    assert {(v.value, v.voices, v.sources) for v in row.values} == {
        ("Moscow (RUS)", 1, ("Atlas Herald",)),
        ("Saint Petersburg (RUS)", 1, ("De Noordzee",)),
    }


def test_copies_of_one_text_are_one_voice() -> None:
    book = Book()
    one = book.document("They met in Fes.", name="1", published="2024-01-01", source="A")
    two = book.document("They met in Fes. (A)", name="2", published="2024-01-02", source="B", copy_of=one)
    three = book.document("They met in Meknes.", name="3", published="2024-01-02", source="C")
    book.engagement(
        (one, "They met"), (two, "They met"), (three, "They met"),
        date="2024", differ=("place", {"1": "Fes", "2": "Fes", "3": "Meknes"}),
    )  # fmt: skip
    made = brief(book.ledger(), MAR, RUS, ON)
    assert (made.engagements[0].reports, made.engagements[0].voices) == (3, 2)
    assert made.engagements[0].differs == ("place",)
    assert [(v.value, v.voices, v.sources) for v in made.conflicts[0].values] == [
        ("Fes", 1, ("A", "B")),
        ("Meknes", 1, ("C",)),
    ]
    assert not made.conflicts[0].one_voice


def test_unresolved_names_undated_contacts_unknown_sides_and_possible_doubles() -> None:
    texts = [line.text for line in _of(two_states()).unresolved]
    assert texts[0] == "Undated: meeting, sidelines, MAR, RUS."
    assert "The other side is not known: meeting, February 2024, MAR." in texts
    assert any(text.startswith("May be the same engagement:") for text in texts)
    assert not any("DZA" in text for text in texts)


def test_nothing_known_of_a_pair_is_said() -> None:
    made = brief(two_states(), DZA, RUS, ON)
    assert list(notes_of(made)) == []
    assert (made.coverage.documents, made.coverage.read) == (0, len(two_states().documents))
    assert made.left_name == party_name(DZA)


def test_order_of_the_parties_only_swaps_the_sides() -> None:
    one, two = brief(two_states(), MAR, RUS, ON), brief(two_states(), RUS, MAR, ON)
    assert one.engagements == two.engagements
    assert [row.left for row in one.issues] == [row.right for row in two.issues]
    assert one.state == two.state


def test_repeats_of_the_same_words_in_one_document_are_one_note() -> None:
    book = Book()
    document = book.document("They met. They met.", name="a", published=None)
    book.engagement((document, "They met"), people=(BENNIS, PRESIDENT))
    assert len(brief(book.ledger(), MAR, RUS, ON).engagements[0].notes) == 1
