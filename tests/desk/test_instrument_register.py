"""The register of instruments: status over time, term, what each created, and activity since."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dragoman.desk.instruments import instrument_register, instruments_of
from dragoman.desk.instruments.rows import InstrumentEntry, Link, TermState, Use
from dragoman.desk.known import known_by
from dragoman.model.ledger import Ledger
from dragoman.model.record import InstrumentKind, InstrumentStatus
from dragoman.model.text import EngagementKind
from tests.desk.institutions import NAME, PACT, SIDES, commission
from tests.merge.builders import Told, ledger, party

ON = dt.date(2024, 5, 20)
PAIR = (party("MLT"), party("HRV"))
TITLE = "Agreement on Scheduled Flights"


def told(published: str, status: InstrumentStatus | None, source: str, **more: Any) -> Told:
    one = Told(
        f"{source}: the {TITLE} of Malta and Croatia, {published}.", published=published, source=source
    )
    words = one.says(TITLE) if {"expires", "term_months", "renews"} & more.keys() else None
    one.instrument(
        TITLE,
        InstrumentKind.AGREEMENT,
        SIDES,
        status=status,
        areas=("transport",),
        expires_evidence=words,
        **more,
    )
    return one


def talks(date: str, areas: tuple[str, ...], sides: str = SIDES, named: bool = False) -> Told:
    words = f" They spoke of the {TITLE}." if named else ""
    one = Told(f"Ministers met on {date}.{words}", published=date, source=f"talks {date} {areas}")
    more = {}
    if named:
        one.instrument(TITLE, InstrumentKind.AGREEMENT, SIDES, areas=("transport",))
        more = {"instruments": (TITLE,)}
    one.event(EngagementKind.MEETING, f"Ministers met on {date}", date=date, sides=sides, areas=areas, **more)
    return one


def register(book: Ledger, on: dt.date = ON) -> dict[str, InstrumentEntry]:
    known = known_by(book, on)
    return {e.instrument.title: e for e in instrument_register(known, instruments_of(known, PAIR), on)}


SIGNED = told("2020-01-11", InstrumentStatus.SIGNED, "a", date="2020-01-10")


def test_status_over_time_has_the_words_of_each() -> None:
    planned = told("2019-12-01", InstrumentStatus.PLANNED, "b")
    entry = register(ledger(planned, SIGNED))[TITLE]
    assert [(row.status.value, row.told) for row in entry.life] == [
        ("planned", "2019-12-01"),
        ("signed", "2020-01-11"),
    ]
    assert all(row.notes[0].quote == TITLE for row in entry.life)


def test_instrument_of_which_nothing_is_told_since_is_dormant() -> None:
    entry = register(ledger(SIGNED))[TITLE]
    assert (entry.use, entry.activity, entry.last) == (Use.DORMANT, (), None)


def test_news_of_its_signing_is_no_activity_and_later_mention_is() -> None:
    late = told("2020-01-15", None, "b")
    assert register(ledger(SIGNED, late))[TITLE].use is Use.DORMANT
    entry = register(ledger(SIGNED, late, told("2021-07-01", None, "c")))[TITLE]
    assert (entry.use, entry.count(Link.NAMED), str(entry.last)) == (Use.ACTIVE, 1, "2021-07-01")


@pytest.mark.parametrize(
    ("areas", "sides", "date", "counted"),
    [
        (("transport", "trade"), SIDES, "2022-05-01", 1),
        (("trade",), SIDES, "2022-05-01", 0),
        (("transport",), "FRA MLT", "2022-05-01", 0),
        (("transport",), SIDES, "2019-05-01", 0),
    ],
)
def test_engagement_counts_by_area_only_between_the_parties_in_the_area_and_after_it(
    areas: tuple[str, ...], sides: str, date: str, counted: int
) -> None:
    entry = register(ledger(SIGNED, talks(date, areas, sides)))[TITLE]
    assert (entry.count(Link.AREA), entry.count(Link.NAMED)) == (counted, 0)


def test_engagement_that_names_it_counts_once_and_not_by_its_area() -> None:
    entry = register(ledger(SIGNED, talks("2022-05-01", ("transport",), named=True)))[TITLE]
    assert (entry.count(Link.NAMED), entry.count(Link.AREA)) == (1, 0)


def test_activity_is_latest_first_and_none_is_later_than_the_day_of_asking() -> None:
    book = ledger(SIGNED, talks("2021-05-01", ("transport",)), talks("2023-05-01", ("transport",)))
    assert [str(a.on) for a in register(book)[TITLE].activity] == ["2023-05-01", "2021-05-01"]
    assert [str(a.on) for a in register(book, dt.date(2022, 1, 1))[TITLE].activity] == ["2021-05-01"]


def test_planned_instrument_is_not_dormant() -> None:
    book = ledger(told("2019-12-01", InstrumentStatus.PLANNED, "b"))
    assert register(book)[TITLE].use is Use.NOT_YET


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, TermState.NOT_SAID),
        ({"term_months": 48}, TermState.PAST),
        ({"term_months": 60}, TermState.RUNNING),
        ({"term_months": 48, "renews": True}, TermState.RENEWS),
    ],
)
def test_term_is_past_only_by_its_words_and_the_day_of_asking(more: dict[str, Any], state: TermState) -> None:
    book = ledger(told("2020-01-11", InstrumentStatus.SIGNED, "a", date="2020-01-10", **more))
    assert register(book)[TITLE].term is state


def test_instrument_tells_the_body_that_it_created() -> None:
    entry = register(commission())[PACT]
    assert [made.name for made in entry.created] == [NAME]
    assert str(entry.expires.date) == "2025-05-01"


def test_sessions_of_the_body_that_it_created_are_its_activity() -> None:
    entry = register(commission())[PACT]
    assert (entry.use, entry.count(Link.BODY), str(entry.last)) == (Use.ACTIVE, 2, "2023-06-01")


def test_area_chooses() -> None:
    book = ledger(SIGNED)
    assert len(instruments_of(book, PAIR, "transport")) == 1
    assert instruments_of(book, PAIR, "trade") == ()


def test_instrument_without_sides_in_a_document_on_both_is_theirs() -> None:
    one = Told(f"Malta met Croatia. The {TITLE} was spoken of.", published="2021-01-01")
    one.event(EngagementKind.MEETING, "Malta met Croatia", sides=SIDES)
    one.instrument(TITLE, InstrumentKind.AGREEMENT)
    assert len(instruments_of(ledger(one), PAIR)) == 1
    assert instruments_of(ledger(one), (party("MLT"), party("FRA"))) == ()


def test_versions_follow_one_another() -> None:
    new = told("2023-01-02", InstrumentStatus.SIGNED, "n", date="2023-01-01")
    known = known_by(ledger(SIGNED, new), ON)
    latest, first = instrument_register(known, instruments_of(known, PAIR), ON)
    assert [v.instrument for v in latest.earlier] == [first.instrument.id]
    assert [v.instrument for v in first.later] == [latest.instrument.id]
