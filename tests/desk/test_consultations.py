"""Consultations of two parties: what is counted, what comes next, who went to whom."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from dragoman.desk.brief import notes_of
from dragoman.desk.cadence import CadenceSettings, PeriodBasis, Standing
from dragoman.desk.consultations import consultations
from dragoman.desk.consultations.rows import Consultations, HostBasis, Subject, Track
from dragoman.model.ledger import Ledger, Outcome
from dragoman.model.record import Level, VisitClass
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import DateBasis
from tests.desk.builders import DZA, MAR, RUS, Book
from tests.desk.regular import AMRANI, BENNIS, GENEVA, MOSCOW, ON, RABAT, regular


@pytest.fixture(scope="module")
def made() -> Consultations:
    return consultations(regular(), MAR, RUS, ON)


def track(answer: Consultations, name: str) -> Track:
    (found,) = [t for t in answer.tracks if t.name == name]
    return found


def test_every_level_the_consultations_and_the_body_have_a_track_overdue_first(made: Consultations) -> None:
    assert {t.level for t in made.tracks if t.subject is Subject.LEVEL} == set(Level)
    standings = [t.cadence.standing for t in made.tracks]
    assert [t.name for t in made.tracks[:3]] == [
        "minister",
        "political consultations",
        "Joint Fisheries Commission",
    ]
    assert standings[0] == (Standing.OVERDUE,)
    assert standings[1] == standings[2] == (Standing.DORMANT,)
    assert set(standings[3:]) == {(Standing.TOO_FEW,)}


def test_a_visit_and_its_meeting_are_one_contact_and_a_message_is_none(made: Consultations) -> None:
    ministers = track(made, "minister")
    assert [str(c.when.date) for c in ministers.contacts] == [
        "2020-01-05",
        "2021-01-10",
        "2022-01-09",
        "2023-01-12",
    ]
    assert [len(c.engagements) for c in ministers.contacts] == [1, 2, 1, 1]
    assert [i.days.least for i in ministers.cadence.intervals] == [371, 364, 368]
    assert ministers.cadence.period is not None
    assert ministers.cadence.period.basis is PeriodBasis.MEDIAN
    assert ministers.cadence.ratio == (494 / 368, 494 / 368)
    assert ministers.last is not None
    assert ministers.last.notes[0].quote.startswith("Minister Sergei Volkov came")
    with_messages = consultations(regular(), MAR, RUS, ON, CadenceSettings(messages=True))
    assert track(with_messages, "minister").cadence.standing == (Standing.ON_TRACK,)


def test_intervals_of_which_months_are_unread_are_counted(made: Consultations) -> None:
    assert track(made, "minister").unread == 3
    talks = track(made, "political consultations")
    assert (talks.unread, len(talks.cadence.intervals)) == (0, 0)


def test_a_period_that_documents_declare_has_their_words(made: Consultations) -> None:
    body = track(made, "Joint Fisheries Commission")
    assert [(d.months, d.written, d.notes[0].quote) for d in body.declared] == [
        (24, ("every two years",), "every two years")
    ]
    assert body.cadence.expected is not None
    assert body.cadence.expected.first == dt.date(2022, 3, 6)
    talks = track(made, "political consultations")
    assert talks.cadence.period is not None
    assert (talks.cadence.period.basis, talks.cadence.period.months) == (PeriodBasis.DECLARED, 12)


def test_what_is_planned_stands_beside_what_is_expected_and_says_who_hosts(made: Consultations) -> None:
    body = track(made, "Joint Fisheries Commission")
    (plan,) = body.planned
    assert (plan.session, plan.outcome, str(plan.when.date)) == (7, Outcome.PENDING, "2024-06-20")
    assert body.host is not None
    assert (body.host.host, body.host.basis) == (MAR, HostBasis.DECLARED)


def test_a_plan_whose_day_passed_unreported_says_so(made: Consultations) -> None:
    (plan,) = track(made, "political consultations").planned
    assert (plan.outcome, plan.due) == (Outcome.NOT_REPORTED, dt.date(2024, 3, 1))


def test_a_plan_from_before_the_last_contact_is_settled_by_it() -> None:
    book = Book()
    told = book.document("Talks are due. Talks were held.", name="a", published="2023-01-01")
    kind = EngagementKind.CONSULTATIONS
    book.engagement((told, "Talks are due."), kind=kind, date="2023-02-01", realis=Realis.PLANNED)
    book.engagement((told, "Talks were held."), kind=kind, date="2023-04-01")
    answer = consultations(book.ledger(), MAR, RUS, ON)
    assert track(answer, "political consultations").planned == ()
    assert [p.outcome for p in answer.planned] == [Outcome.NOT_REPORTED]


def test_visits_have_guest_host_class_and_level_and_ambassadors_make_none(made: Consultations) -> None:
    first, second = made.journeys
    assert (first.guest, first.host, first.level) == (MAR, RUS, Level.MINISTER)
    assert [c.visit_class for c in first.classes] == [VisitClass.OFFICIAL, VisitClass.WORKING]
    assert [{n.source for n in c.notes} for c in first.classes] == [{"Agency"}, {"Paper"}]
    assert (second.guest, second.host, second.classes) == (RUS, MAR, ())
    assert BENNIS.name not in {p.name for j in made.journeys for p in j.people}


def test_the_side_that_was_visited_last_is_the_next_to_travel(made: Consultations) -> None:
    (balance,) = made.balances
    assert (len(balance.out), len(balance.back), balance.turn) == (1, 1, MAR)
    ministers = track(made, "minister")
    assert ministers.host is not None
    assert (ministers.host.host, ministers.host.basis) == (RUS, HostBasis.RETURN)
    assert ministers.host.basis_ids == (balance.last,)


def test_undated_visits_may_be_the_dated_ones_and_count_for_nothing() -> None:
    book = Book()
    told = book.document("He went. He went again.", name="a", published="2023-01-01")
    visit = {"kind": EngagementKind.VISIT, "place": MOSCOW, "people": (AMRANI,), "level": Level.MINISTER}
    book.engagement((told, "He went."), date="2022-01-01", **visit)  # type: ignore[arg-type]
    book.engagement((told, "He went again."), **visit)  # type: ignore[arg-type]
    (balance,) = consultations(book.ledger(), MAR, RUS, ON).balances
    assert (len(balance.out), len(balance.undated)) == (1, 1)


def test_sessions_that_alternate_tell_who_hosts_next_and_others_do_not() -> None:
    ledger = regular()
    held = replace(ledger, engagements=tuple(e for e in ledger.engagements if e.session != 7))
    host = track(consultations(held, MAR, RUS, ON), "Joint Fisheries Commission").host
    assert host is not None
    assert (host.host, host.basis, len(host.basis_ids)) == (MAR, HostBasis.ALTERNATION, 2)
    moved = tuple(replace(e, place=RABAT) if e.session == 5 else e for e in held.engagements)
    same = consultations(replace(held, engagements=moved), MAR, RUS, ON)
    assert track(same, "Joint Fisheries Commission").host is None
    abroad = tuple(replace(e, place=GENEVA) if e.session == 5 else e for e in held.engagements)
    unknown = consultations(replace(held, engagements=abroad), MAR, RUS, ON)
    assert track(unknown, "Joint Fisheries Commission").host is None


def test_a_call_about_a_body_is_no_session_of_it() -> None:
    ledger = regular()
    (session,) = [e for e in ledger.engagements if e.session == 5]
    call = replace(session, kind=EngagementKind.CALL, session=None)
    mixed = tuple(call if e.id == session.id else e for e in ledger.engagements)
    body = track(
        consultations(replace(ledger, engagements=mixed), MAR, RUS, ON), "Joint Fisheries Commission"
    )
    assert [c.session for c in body.contacts] == [4]


def test_numbers_of_sessions_divide_the_intervals_of_their_body_alone() -> None:
    book = Book()
    told = book.document("Session two. Session four.", name="a", published="2023-01-01")
    body = book.body((told, "Session"), name="Joint Committee")
    kind = {"kind": EngagementKind.COMMISSION_SESSION, "body": body.id, "level": Level.MINISTER}
    book.engagement((told, "Session two."), date="2019-01-01", session=2, **kind)  # type: ignore[arg-type]
    book.engagement((told, "Session four."), date="2021-01-01", session=4, **kind)  # type: ignore[arg-type]
    answer = consultations(book.ledger(), MAR, RUS, ON)
    (of_body,) = track(answer, "Joint Committee").cadence.intervals
    (of_level,) = track(answer, "minister").cadence.intervals
    assert (of_body.steps, of_body.days.least) == (2, 731 / 2)
    assert (of_level.steps, of_level.days.least) == (1, 731)


def test_a_visit_that_was_planned_and_not_reported_tells_no_next_host() -> None:
    book = Book()
    told = book.document("He will visit Rabat.", name="a", published="2024-04-01")
    visit = {"kind": EngagementKind.VISIT, "level": Level.MINISTER, "place": RABAT}
    planned = {"realis": Realis.PLANNED, "date": "2024-05-01"}
    book.engagement((told, "He will visit Rabat."), **visit, **planned)  # type: ignore[arg-type]
    before = track(consultations(book.ledger(), MAR, RUS, dt.date(2024, 4, 20)), "minister")
    assert before.host is not None
    assert (before.host.host, before.host.basis) == (MAR, HostBasis.DECLARED)
    after = track(consultations(book.ledger(), MAR, RUS, ON), "minister")
    assert [p.outcome for p in after.planned] == [Outcome.NOT_REPORTED]
    assert after.host is None


def test_years_tell_the_contacts_at_each_level(made: Consultations) -> None:
    years = {y.year: (y.highest, {c.level: len(c.contacts) for c in y.levels}) for y in made.years}
    assert years[2023] == (Level.MINISTER, {Level.MINISTER: 1})
    assert years[2024] == (Level.AMBASSADOR, {Level.AMBASSADOR: 1})
    assert years[2018] == (None, {None: 1})


def test_nothing_dated_after_the_day_has_happened() -> None:
    answer = consultations(regular(), MAR, RUS, dt.date(2022, 6, 1))
    assert answer.coverage.later == 1
    assert all(c.when.date.first <= answer.on for t in answer.tracks for c in t.contacts if c.when.date)


def test_contacts_only_become_more_as_time_goes_by() -> None:
    seen: set[str] = set()
    for year in range(2018, 2026):
        answer = consultations(_undated_documents(), MAR, RUS, dt.date(year, 12, 31))
        now = {i for t in answer.tracks for c in t.contacts for i in c.engagements}
        assert seen <= now
        seen = now
    assert seen


def test_the_order_of_engagements_does_not_matter(made: Consultations) -> None:
    ledger = regular()
    for seed in range(5):
        mixed = list(ledger.engagements)
        random.Random(seed).shuffle(mixed)
        assert consultations(replace(ledger, engagements=tuple(mixed)), MAR, RUS, ON) == made


def test_every_row_has_its_words(made: Consultations) -> None:
    rows = [*made.planned, *made.journeys, *(c for t in made.tracks for c in t.contacts)]
    assert all(row.notes for row in rows)
    assert len(list(notes_of(made))) >= len(rows)


def test_a_pair_of_which_nothing_is_known_says_so() -> None:
    answer = consultations(regular(), DZA, RUS, ON)
    assert {t.cadence.standing for t in answer.tracks} == {(Standing.TOO_FEW,)}
    assert (answer.journeys, answer.planned, answer.years, answer.coverage.documents) == ((), (), (), 0)


def _undated_documents() -> Ledger:
    """The same ledger, its documents without a date, so that only the days told decide."""
    ledger = regular()
    documents = {
        key: replace(document, published=None, published_basis=DateBasis.UNKNOWN)
        for key, document in ledger.documents.items()
    }
    return replace(ledger, documents=documents)


def test_an_interval_whose_months_were_all_read_counts_as_such() -> None:
    book = Book()
    for month in range(1, 8):
        text = f"They spoke of fish in month {month}."
        told = book.document(text, name=str(month), published=f"2023-0{month}-10")
        date = f"2023-0{month}-09" if month in (1, 3, 7) else None
        book.engagement((told, text), date=date, level=Level.MINISTER)
    ministers = track(consultations(book.ledger(), MAR, RUS, ON), "minister")
    assert (len(ministers.cadence.intervals), ministers.unread) == (2, 0)


@pytest.mark.parametrize(("kind", "count"), [(EngagementKind.MEETING, 0), (EngagementKind.VISIT, 1)])
def test_who_receives_somebody_for_a_talk_need_not_do_so_at_home(kind: EngagementKind, count: int) -> None:
    book = Book()
    told = book.document("Mr Volkov received Mr Amrani.", name="a", published="2024-01-10")
    book.engagement((told, told.text), kind=kind, date="2024-01-09", host=RUS, people=(AMRANI,))
    assert len(consultations(book.ledger(), MAR, RUS, ON).journeys) == count
