"""What became of plans, as seen on a day: in words, in the timeline and in the brief."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from dragoman.desk.brief import brief
from dragoman.desk.brief_rows import EngagementRow
from dragoman.desk.fates import fate_text, last_day, outcome_on
from dragoman.desk.timeline import timeline
from dragoman.desk.wording import what_text
from dragoman.export import TIMELINE_EXPORTERS
from dragoman.export.tables import timeline_table
from dragoman.model.ledger import Beyond, Ledger, LedgerEngagement, Outcome
from dragoman.model.record import Role
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import MAR, RUS
from tests.merge.builders import Told, ledger

PLANNED, ACTUAL, NEGATED = Realis.PLANNED, Realis.ACTUAL, Realis.NEGATED
ON = dt.date(2024, 5, 1)
_COUNT = iter(range(10_000))


def _text(published: str | None, *events: dict[str, Any]) -> Told:
    lines = [f"Part {n} of text {next(_COUNT)}." for n in range(len(events))]
    told = Told(f"Karim Bennis, Mikhail Orlov. {' '.join(lines)}", published=published)
    who = told.person("Karim Bennis", "MAR", Role.AMBASSADOR), told.person("Mikhail Orlov", "RUS")
    for line, event in zip(lines, events, strict=True):
        told.event(EngagementKind.MEETING, line, *who, place="Moscow/RUS", **event)
    return told


def _plan(date: str | None, published: str | None = "2024-03-01") -> Told:
    return _text(published, {"date": date, "realis": PLANNED})


def _report(date: str | None, published: str = "2024-03-08") -> Told:
    return _text(published, {"date": date})


def _off(date: str | None, *, postponed: bool = False, published: str = "2024-03-04") -> Told:
    return _text(published, {"date": date, "realis": NEGATED, "cancelled": True, "postponed": postponed})


def _first(found: Ledger) -> LedgerEngagement:
    return min(found.engagements, key=lambda e: str(e.when.date or "9999"))


def _words(*told: Told, on: dt.date | None = ON) -> str | None:
    found = ledger(*told)
    return fate_text(found, _first(found), on)


def test_what_nobody_planned_has_nothing_to_say() -> None:
    assert _words(_report("2024-03-05")) is None


def test_plan_that_was_kept_says_so_and_one_that_was_not_gives_both_dates() -> None:
    assert _words(_plan("2024-03-05"), _report("2024-03-05")) == "held as planned"
    late = _words(_plan("2024-03-05"), _report("2024-03-07"))
    assert late == "planned for 5 March 2024; held 7 March 2024, 2 days late"
    early = _words(_plan("2024-03-05"), _report("2024-03-04"))
    assert early == "planned for 5 March 2024; held 4 March 2024, 1 day early"


def test_plan_called_off_or_put_off_says_which() -> None:
    plan = _plan("2024-03-05")
    assert _words(plan, _off("2024-03-05")) == "planned for 5 March 2024; called off"
    assert _words(plan, _off("2024-03-05", postponed=True)) == "planned for 5 March 2024; put off"


def test_what_was_put_off_and_held_at_last_gives_all_dates() -> None:
    moved = _text(
        "2024-03-04",
        {"date": "2024-03-05", "realis": NEGATED, "cancelled": True, "postponed": True},
        {"date": "2024-04-16", "realis": PLANNED},
    )
    waiting = _words(_plan("2024-03-05"), moved)
    assert waiting == "planned for 5 March 2024; put off to 16 April 2024"
    assert _words(_plan("2024-03-05"), moved, _report("2024-04-16", "2024-04-17")) == (
        "planned for 5 March 2024; put off to 16 April 2024; held 16 April 2024"
    )


@pytest.mark.parametrize(
    ("on", "outcome", "words"),
    [
        (dt.date(2024, 3, 5), Outcome.PENDING, None),
        (dt.date(2024, 3, 6), Outcome.PENDING, "the date has passed; no report by 6 March 2024"),
        (dt.date(2024, 3, 15), Outcome.PENDING, "the date has passed; no report by 15 March 2024"),
        (dt.date(2024, 3, 16), Outcome.NOT_REPORTED, "the date has passed; no report by 16 March 2024"),
        (None, Outcome.PENDING, None),
    ],
)
def test_plan_that_nobody_reports_is_given_up_when_its_day_is_well_past(
    on: dt.date | None, outcome: Outcome, words: str | None
) -> None:
    found = ledger(_plan("2024-03-05"))
    (event,) = found.engagements
    assert event.fate is not None
    assert outcome_on(event.fate, on) is outcome
    text = fate_text(found, event, on)
    assert text == (f"{words} that it took place" if words else None)


def test_plan_without_a_date_is_due_by_the_time_it_was_told() -> None:
    before, after = _words(_plan(None), on=dt.date(2024, 4, 15)), _words(_plan(None))
    assert before == "by the time it was told, due by 15 April 2024"
    assert after == f"{before}; no report by 1 May 2024 that it took place"


def test_plan_that_nothing_dates_stays_pending_for_ever() -> None:
    found = ledger(_plan(None, None))
    (event,) = found.engagements
    assert event.fate is not None
    assert outcome_on(event.fate, dt.date.max) is Outcome.PENDING
    assert fate_text(found, event, dt.date.max) is None


def test_days_at_the_ends_of_the_calendar_break_nothing() -> None:
    found = ledger(_plan("9999-12-31", "9999-12-31"), _plan("1000", "1000"))
    for event in found.engagements:
        for on in (dt.date.min, dt.date.max):
            assert event.fate is not None
            assert outcome_on(event.fate, on) in (Outcome.PENDING, Outcome.NOT_REPORTED)
            fate_text(found, event, on)


def test_label_of_what_did_not_take_place_says_why() -> None:
    def label(*told: Told) -> str:
        found = ledger(*told)
        return what_text(found, _first(found))

    plan = _plan("2024-03-05")
    assert label(plan) == "meeting (planned)"
    assert label(plan, _off("2024-03-05")) == "meeting (called off)"
    assert label(plan, _off("2024-03-05", postponed=True)) == "meeting (postponed)"
    denial = _text("2024-03-06", {"date": "2024-03-05", "realis": NEGATED})
    assert label(plan, denial) == "meeting (denied)"
    assert label(plan, denial, _report("2024-03-05")) == "meeting (disputed)"
    assert label(denial) == "meeting (cancelled or denied)"


def test_a_later_document_on_something_else_leaves_the_fate_as_it_was_and_the_timeline_tells_it_anew() -> (
    None
):
    plan = _plan("2024-03-05")
    other = _text("2024-06-01", {"date": "2024-06-01"})
    before, after = ledger(plan), ledger(plan, other)
    assert before.engagements[0].fate == after.engagements[0].fate
    assert (last_day(before), last_day(after)) == (dt.date(2024, 3, 1), dt.date(2024, 6, 1))
    outcomes = [json.loads(TIMELINE_EXPORTERS["json"](x, x.engagements))[0]["fate"] for x in (before, after)]
    assert [(o["outcome"], o["as_of"]) for o in outcomes] == [
        ("pending", "2024-03-01"),
        ("not reported since", "2024-06-01"),
    ]


def test_in_a_part_of_a_ledger_a_plan_is_seen_from_the_last_day_of_the_whole() -> None:
    plan = ledger(_plan("2024-03-05"))
    days = ((dt.date(2024, 2, 1), 2), (dt.date(2024, 6, 1), 1))
    part = replace(plan, beyond=Beyond(published=days, told=((dt.date(2024, 7, 1), 1),)))
    assert last_day(part) == dt.date(2024, 6, 1)
    fate = json.loads(TIMELINE_EXPORTERS["json"](part, part.engagements))[0]["fate"]
    assert (fate["outcome"], fate["as_of"]) == ("not reported since", "2024-06-01")


def test_month_of_publication_is_no_later_than_its_first_day() -> None:
    assert last_day(ledger(_plan("2024-03-05", "2024-03"))) == dt.date(2024, 3, 1)
    assert last_day(ledger(_plan("2024-03-05", None))) is None


def test_timeline_shows_fates_as_table_json_and_csv() -> None:
    found = ledger(_plan("2024-03-05"), _report("2024-03-07"))
    shown = timeline(found, (MAR, RUS))
    out = io.StringIO()
    Console(file=out, width=300).print(timeline_table(found, shown))
    assert "meeting; planned for 5 March 2024; held 7 March 2024, 2 days late" in out.getvalue()
    (value,) = json.loads(TIMELINE_EXPORTERS["json"](found, shown))
    fate = value["fate"]
    assert (fate["outcome"], fate["days_late"], fate["due"]) == ("held late", 2, "2024-03-05")
    assert (fate["planned"]["date"], fate["held"]["date"], fate["into"]) == ("2024-03-05", "2024-03-07", None)
    assert {c["property"] for c in fate["claims"]} == {"planned", "held"}
    header, row = TIMELINE_EXPORTERS["csv"](found, shown).splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=False))
    assert (cells["fate"], cells["planned"]) == ("held late", "2024-03-05")


def _rows(on: dt.date, *told: Told) -> tuple[tuple[EngagementRow, ...], tuple[EngagementRow, ...]]:
    found = brief(ledger(*told), MAR, RUS, on)
    return found.planned, found.engagements


def test_brief_tells_what_is_due_and_what_never_was_reported() -> None:
    (row,), past = _rows(dt.date(2024, 3, 2), _plan("2024-03-05"))
    assert (row.fate, row.remark, past) == (Outcome.PENDING, None, ())
    (row,), past = _rows(ON, _plan("2024-03-05"))
    assert row.fate is Outcome.NOT_REPORTED
    assert row.remark == "the date has passed; no report by 1 May 2024 that it took place"


def test_brief_tells_both_dates_of_what_was_held_late_and_that_a_plan_was_called_off() -> None:
    _, (row,) = _rows(ON, _plan("2024-03-05"), _report("2024-03-07"))
    assert row.fate is Outcome.HELD_LATE
    assert row.remark == "planned for 5 March 2024; held 7 March 2024, 2 days late"
    _, (row,) = _rows(ON, _plan("2024-03-05"), _off("2024-03-05"))
    assert (row.fate, row.what) == (Outcome.CALLED_OFF, "meeting (called off)")


def test_brief_of_an_earlier_day_knows_nothing_of_later_news() -> None:
    told = _plan("2024-03-05"), _off("2024-03-05", published="2024-03-04")
    (row,), _ = _rows(dt.date(2024, 3, 3), *told)
    assert row.fate is Outcome.PENDING
    (row,), _ = _rows(dt.date(2024, 3, 4), *told)
    assert row.fate is Outcome.CALLED_OFF
