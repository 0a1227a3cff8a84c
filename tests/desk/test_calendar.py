"""The calendar: what stands on which days, as what, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dragoman.desk.cadence import CadenceSettings, Standing
from dragoman.desk.calendar import Calendar, CalendarSettings, Entry, EntryKind, EntryStatus, calendar
from dragoman.model.ledger import Ledger, Outcome
from dragoman.model.record import InstrumentStatus
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import PartialDate
from tests.desk.builders import DZA, LAS, MAR, RUS, Book, when
from tests.desk.regular import ON, regular


def one(answer: Calendar, kind: EntryKind) -> Entry:
    (found,) = [e for e in answer.entries if e.kind is kind]
    return found


def planned(*dates: str | None, outlets: int = 1) -> Ledger:
    """Visits that are planned for these dates, each told by so many independent documents."""
    book = Book()
    for number, date in enumerate(dates):
        texts = [f"Visit {number} is planned, paper {n} writes." for n in range(outlets)]
        told = [book.document(text, name=text, published="2024-05-01", source="Paper") for text in texts]
        visit = [(document, document.text) for document in told]
        book.engagement(*visit, kind=EngagementKind.VISIT, date=date, realis=Realis.PLANNED)
    return book.ledger()


def paper(expires: str | None, *, renews: bool = False, status: InstrumentStatus | None = None) -> Ledger:
    book = Book()
    told = book.document("The agreement holds.", name="a", published="2024-05-01")
    made = book.instrument((told, "The agreement holds."), title="Fisheries Agreement", statuses=(status,))
    return replace(book.ledger(), instruments=(replace(made, expires=when(expires), renews=renews),))


def promise(due: str) -> Ledger:
    book = Book()
    told = book.document("They will open a school.", name="a", published="2024-05-01")
    book.commitment(told, "They will open a school.", "open a school", due=due)
    return book.ledger()


def test_a_plan_stands_on_its_day_and_an_expected_session_on_the_day_of_asking() -> None:
    answer = calendar(regular(), (MAR, RUS), on=ON)
    plan = [e for e in answer.entries if e.kind is EntryKind.PLANNED and e.session == 7]
    assert [(e.first, e.last, e.body) for e in plan] == [
        (dt.date(2024, 6, 20), dt.date(2024, 6, 20), "Joint Fisheries Commission")
    ]
    expected = one(answer, EntryKind.EXPECTED)
    assert (expected.first, expected.last) == (ON, ON)
    assert expected.id == "expected-MAR-RUS-minister"
    assert expected.cadence is not None
    assert expected.cadence.standing == (Standing.OVERDUE,)
    assert [n.quote[:28] for n in expected.notes][:2] == [
        "Mr Amrani was on a working v",
        "The ministers spoke by telep",
    ]


def test_what_is_planned_is_not_expected_besides_and_dormant_rhythms_expect_nothing() -> None:
    loose = CadenceSettings(dormant=10.0)
    answer = calendar(regular(), (MAR, RUS), on=ON, rhythm=loose)
    assert {e.id for e in answer.entries if e.kind is EntryKind.EXPECTED} == {
        "expected-MAR-RUS-minister",
        "expected-MAR-RUS-consultations",
    }
    assert one(calendar(regular(), (MAR, RUS), on=ON), EntryKind.EXPECTED).level is not None


def test_what_is_due_later_stands_on_the_days_expected() -> None:
    on = dt.date(2023, 12, 1)
    ledger = regular()
    told = {e.id for e in ledger.engagements if e.when.date and e.when.date.first <= on}
    published = PartialDate.of(on)
    early = replace(
        ledger,
        documents={key: replace(document, published=published) for key, document in ledger.documents.items()},
        engagements=tuple(e for e in ledger.engagements if e.id in told),
    )
    entry = next(e for e in calendar(early, (MAR, RUS), on=on).entries if e.level is not None)
    assert (entry.first, entry.last) == (dt.date(2024, 1, 15), dt.date(2024, 1, 15))


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024-06-03", "2024-06-03", "2024-06-03"),
        ("2024-06", "2024-06-01", "2024-06-30"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_date_known_to_the_month_covers_the_month(date: str, first: str, last: str) -> None:
    (entry,) = calendar(planned(date), (MAR, RUS), on=ON).entries
    assert (entry.first.isoformat(), entry.last.isoformat()) == (first, last)


def test_two_voices_with_a_day_confirm_a_plan_and_nothing_less_does() -> None:
    def status(ledger: Ledger) -> EntryStatus:
        return one(calendar(ledger, (MAR, RUS), on=ON), EntryKind.PLANNED).status

    assert status(planned("2024-06-03", outlets=2)) is EntryStatus.CONFIRMED
    assert status(planned("2024-06-03")) is EntryStatus.TENTATIVE
    assert status(planned("2024-06", outlets=2)) is EntryStatus.TENTATIVE


def test_what_was_called_off_is_cancelled() -> None:
    ledger = planned("2024-06-03")
    (visit,) = ledger.engagements
    assert visit.fate is not None
    off = replace(visit, realis=Realis.NEGATED, fate=replace(visit.fate, outcome=Outcome.CALLED_OFF))
    entry = one(calendar(replace(ledger, engagements=(off,)), (MAR, RUS), on=ON), EntryKind.PLANNED)
    assert (entry.status, entry.outcome) == (EntryStatus.CANCELLED, Outcome.CALLED_OFF)


def test_plans_without_a_date_are_counted_beside() -> None:
    answer = calendar(planned(None, "2024-06-03"), (MAR, RUS), on=dt.date(2024, 5, 2))
    assert (len(answer.entries), len(answer.undated)) == (1, 1)


def test_deadlines_stand_on_their_day_and_those_of_a_year_on_its_last() -> None:
    entry = one(calendar(promise("2024-09-30"), (MAR, RUS), on=ON), EntryKind.DEADLINE)
    assert (entry.first, entry.words) == (dt.date(2024, 9, 30), "open a school")
    year = one(calendar(promise("2024"), (MAR, RUS), on=ON), EntryKind.DEADLINE)
    assert (year.first, year.last) == (dt.date(2024, 12, 31), dt.date(2024, 12, 31))


def test_instruments_that_run_out_and_those_that_renew_are_told_apart() -> None:
    expiry = one(calendar(paper("2025-03-01"), (MAR, RUS), on=ON), EntryKind.EXPIRY)
    assert expiry.first == dt.date(2025, 3, 1)
    renewed = one(calendar(paper("2025-03", renews=True), (MAR, RUS), on=ON), EntryKind.RENEWAL)
    assert (renewed.first, renewed.last) == (dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    assert calendar(paper(None), (MAR, RUS), on=ON).entries == ()
    over = paper("2025-03-01", status=InstrumentStatus.TERMINATED)
    assert calendar(over, (MAR, RUS), on=ON).entries == ()


def test_a_paper_that_names_no_side_is_of_the_two_whom_its_document_is_on() -> None:
    book = Book()
    text = "They met. Their agreement holds."
    told = book.document(text, name="a", published="2024-05-01")
    book.engagement((told, "They met."), date="2024-05-01")
    made = book.instrument((told, "Their agreement holds."), title="Fisheries Agreement", parties=())
    ledger = replace(book.ledger(), instruments=(replace(made, expires=when("2025-03-01")),))
    assert one(calendar(ledger, (MAR, RUS), on=ON), EntryKind.EXPIRY).words == "Fisheries Agreement"
    assert calendar(ledger, (MAR, DZA), on=ON).entries == ()


def test_what_passed_long_ago_is_left_out_and_a_setting_says_how_long() -> None:
    assert calendar(promise("2024-01-01"), (MAR, RUS), on=ON).entries == ()
    more = CalendarSettings(past_days=365)
    assert len(calendar(promise("2024-01-01"), (MAR, RUS), on=ON, settings=more).entries) == 1


def test_plans_of_different_parties_on_one_day_stay_apart() -> None:
    book = Book()
    told = book.document("A visit is planned. A meeting is planned.", name="a", published="2024-05-01")
    day = {"date": "2024-06-03", "realis": Realis.PLANNED}
    visit, meeting = EngagementKind.VISIT, EngagementKind.MEETING
    book.engagement((told, "A visit is planned."), kind=visit, **day)  # type: ignore[arg-type]
    others = {"kind": meeting, "parties": (DZA, LAS), **day}
    book.engagement((told, "A meeting is planned."), **others)  # type: ignore[arg-type]
    assert [e.parties for e in calendar(book.ledger(), on=ON).entries] in (
        [(MAR, RUS), (DZA, LAS)],
        [(DZA, LAS), (MAR, RUS)],
    )


def test_every_entry_has_an_id_of_its_own() -> None:
    entries = calendar(regular(), on=ON, settings=CalendarSettings(past_days=3000)).entries
    assert len({e.id for e in entries}) == len(entries) > 1


def test_one_party_or_none_has_the_entries_of_all_its_pairs() -> None:
    pair = calendar(regular(), (MAR, RUS), on=ON)
    assert calendar(regular(), (RUS,), on=ON).entries == pair.entries
    assert calendar(regular(), on=ON).entries == pair.entries
    assert calendar(regular(), (DZA,), on=ON).entries == ()
