"""The register of a body: sessions, chairs, signatures, gaps, tasks, and what did not take place."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.bodies import bodies_of, body_register
from dragoman.desk.bodies.rows import BodyEntry, Held, SignedBasis, Why
from dragoman.desk.known import known_by
from dragoman.model.ledger import Ledger, Outcome
from dragoman.model.record import BodyKind, Level
from dragoman.model.text import EngagementKind
from tests.desk.institutions import NAME, PACT, SESSION, SIDES, commission, founding, plan, second, sitting
from tests.merge.builders import Told, dump, ledger, party

SITTING = EngagementKind.MEETING
ON = dt.date(2024, 5, 20)
BOOK = commission()
PAIR = (party("MLT"), party("HRV"))


def the_body(book: Ledger, on: dt.date = ON) -> BodyEntry:
    known = known_by(book, on)
    (entry,) = body_register(known, bodies_of(known, PAIR), on)
    return entry


def test_sessions_are_listed_latest_first_with_their_gaps() -> None:
    entry = the_body(commission())
    assert [(s.number, str(s.when.date), s.held) for s in entry.sessions] == [
        (5, "2023-06-01", Held.HELD),
        (2, "2020-03-03", Held.HELD),
    ]
    assert entry.gaps == (1, 3, 4)


def test_chairs_are_those_named_beside_the_words_for_it_one_for_each_side() -> None:
    session = the_body(commission()).sessions[-1]
    assert [(c.name, str(c.party)) for c in session.chairs] == [
        ("Davor Kranjec", "HRV"),
        ("Anton Borg", "MLT"),
    ]
    assert all("co-chaired by Anton Borg" in note.quote for c in session.chairs for note in c.notes)
    assert session.level is Level.MINISTER


def test_session_told_without_words_for_chairing_has_no_chairs() -> None:
    told = Told(f"Anton Borg and Davor Kranjec sat with the {NAME} on 3 March 2020.", published="2020-03-04")
    people = (told.person("Anton Borg", "MLT"), told.person("Davor Kranjec", "HRV"))
    told.body(NAME, BodyKind.JOINT_COMMISSION, SIDES, session=2)
    told.event(SESSION, f"sat with the {NAME}", *people, date="2020-03-03", body=NAME, session=2)
    assert the_body(ledger(told)).sessions[0].chairs == ()


def test_what_was_signed_on_the_day_of_a_session_is_told_with_it() -> None:
    (one,) = the_body(commission()).sessions[-1].signed
    assert (one.title, one.basis) == ("Agreement on Nets", SignedBasis.OCCASION)


def test_body_is_created_by_the_instrument_whose_words_say_so() -> None:
    (made,) = the_body(commission()).founded
    assert made.name == PACT
    assert "establishing" in made.notes[0].quote


def test_instrument_named_beside_a_body_without_creation_created_nothing() -> None:
    assert the_body(ledger(second())).founded == ()


def test_task_shows_candidates_with_why_and_never_more() -> None:
    (task,) = the_body(commission()).tasks
    assert task.words == "tasked with counting the tuna stocks"
    assert task.notes[0].quote == task.words
    first = task.followed[0]
    assert Why.BODY in first.why
    assert {"counting", "stocks"} <= set(first.common)
    assert all(one.notes for one in task.followed)


def test_task_of_which_nothing_later_tells_has_no_candidates() -> None:
    (task,) = the_body(ledger(founding())).tasks
    assert (task.told, task.followed) == ("2015-05-02", ())


@pytest.mark.parametrize(
    ("on", "coming", "missed"),
    [
        (dt.date(2021, 3, 1), [Outcome.PENDING], []),
        (dt.date(2021, 9, 1), [], [Outcome.NOT_REPORTED]),
    ],
)
def test_session_announced_is_missed_once_its_day_is_past_without_news(
    on: dt.date, coming: list[Outcome], missed: list[Outcome]
) -> None:
    entry = the_body(commission(plan(None, "2021-06-01", "2021-02-01")), on)
    assert [p.outcome for p in entry.next] == coming
    assert [p.outcome for p in entry.missed] == missed


def test_session_announced_and_held_is_not_missed() -> None:
    entry = the_body(commission(plan(5, "2023-06-01", "2023-02-01")))
    assert (entry.next, entry.missed) == ((), ())


def test_session_held_within_a_year_of_one_announced_may_be_it() -> None:
    entry = the_body(commission(plan(None, "2023-01-10", "2022-12-01")))
    (missed,) = entry.missed
    held = next(s for s in entry.sessions if s.number == 5)
    assert missed.perhaps == held.engagements


def test_unnumbered_session_of_the_days_of_a_numbered_one_is_that_one() -> None:
    entry = the_body(commission(sitting(None, "2023-06-02", "2023-06-03", "Other")))
    assert [s.number for s in entry.sessions] == [5, 2]
    entry = the_body(commission(sitting(None, "2022-06-02", "2022-06-03", "Other")))
    assert [s.number for s in entry.sessions] == [5, None, 2]


def test_session_out_of_order_is_marked() -> None:
    entry = the_body(commission(sitting(3, "2024-01-10", "2024-01-11")))
    assert {s.number for s in entry.sessions if s.out_of_order} == {3, 5}


def test_nothing_later_than_the_day_of_asking_is_known() -> None:
    entry = the_body(commission(), dt.date(2021, 1, 1))
    assert [s.number for s in entry.sessions] == [2]
    assert entry.gaps == (1,)


def test_session_of_two_dates_says_that_sources_differ() -> None:
    entry = the_body(commission(sitting(5, "2023-09-01", "2023-09-02", "Other")))
    assert [(s.number, s.differs) for s in entry.sessions] == [(5, ("date",)), (2, ())]


@given(
    st.dates(dt.date(2015, 1, 1), dt.date(2024, 12, 31)), st.dates(dt.date(2015, 1, 1), dt.date(2024, 12, 31))
)
def test_what_was_held_by_a_day_was_held_by_every_later_day(one: dt.date, other: dt.date) -> None:
    first, later = sorted((one, other))
    held = [
        {e for body in body_register(known, bodies_of(known, PAIR), on) for s in body.sessions
         if s.held is Held.HELD for e in s.engagements}
        for on in (first, later)
        for known in (known_by(BOOK, on),)
    ]  # fmt: skip
    assert held[0] <= held[1]


def test_order_of_documents_does_not_matter() -> None:
    told = (founding(), second(), sitting(5, "2023-06-01", "2023-06-02"))
    assert len({dump(the_body(ledger(*order))) for order in permutations(told)}) == 1


@pytest.mark.parametrize(("sides", "met", "found"), [("HRV", True, 1), ("HRV", False, 0), ("FRA", True, 0)])
def test_body_of_one_side_is_theirs_where_its_document_is_on_both(sides: str, met: bool, found: int) -> None:
    one = Told(f"Malta met Croatia. The {NAME} was spoken of.", published="2021-01-01")
    one.event(SITTING, "Malta met Croatia", sides="HRV MLT" if met else "HRV")
    one.body(NAME, BodyKind.JOINT_COMMISSION, sides)
    assert len(bodies_of(ledger(one), PAIR)) == found


def test_body_of_a_pair_is_none_of_another() -> None:
    book = commission()
    assert [b.name for b in bodies_of(book, PAIR)] == [NAME]
    assert bodies_of(book, (party("FRA"), party("MLT"))) == ()
