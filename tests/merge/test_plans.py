"""What became of a plan: held, held late or early, put off, called off, disputed, or nothing that is told."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.merge.compare.telling import days
from dragoman.merge.ledger.plans import Member, fate, put_off
from dragoman.model.ledger import Fate, Outcome
from dragoman.model.record import Role
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import When
from tests.merge.builders import Told, when

PLANNED, ACTUAL, BACKGROUND, NEGATED = Realis.PLANNED, Realis.ACTUAL, Realis.PAST_BACKGROUND, Realis.NEGATED
_COUNT = iter(range(10_000))


def _told(
    realis: Realis,
    date: str | None,
    published: str | None = "2024-03-01",
    *,
    cancelled: bool = False,
    postponed: bool = False,
    lang: str = "en",
    words: str = "the visit of Amina Diallo",
) -> Member:
    told = Told(f"Report {next(_COUNT)}: {words}.", lang=lang, published=published)
    guest = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER) if "Amina" in words else None
    event = told.event(
        EngagementKind.VISIT,
        words,
        *filter(None, [guest]),
        date=date,
        realis=realis,
        cancelled=cancelled or postponed,
        postponed=postponed,
    )
    return Member(record=event, published=days(when(published)), lang=lang)


def _fate(*members: Member) -> Fate:
    found = fate(members)
    assert found is not None
    return found


def _iso(date: When) -> str:
    return str(date.date)


def test_what_nobody_had_planned_has_no_fate() -> None:
    assert fate([_told(ACTUAL, "2024-03-05"), _told(BACKGROUND, "2024-03")]) is None


def test_plan_that_was_kept_is_held_with_the_words_of_both() -> None:
    found = _fate(
        _told(PLANNED, "2024-03-05", "2024-03-01", words="she will come on the fifth"),
        _told(ACTUAL, "2024-03-05", "2024-03-06", words="elle est venue", lang="fr"),
    )
    assert (found.outcome, found.days_late) == (Outcome.HELD, 0)
    assert [(c.property, c.value, c.written, c.lang) for c in found.claims] == [
        ("held", "2024-03-05", "elle est venue", "fr"),
        ("planned", "2024-03-05", "she will come on the fifth", "en"),
    ]


@pytest.mark.parametrize(
    ("held", "outcome", "late"),
    [
        ("2024-03-07", Outcome.HELD_LATE, 2),
        ("2024-03-04", Outcome.HELD_EARLY, -1),
        ("2024-03", Outcome.HELD, 0),
        (None, Outcome.HELD, None),
    ],
)
def test_day_held_is_counted_from_the_day_planned(
    held: str | None, outcome: Outcome, late: int | None
) -> None:
    found = _fate(_told(PLANNED, "2024-03-05"), _told(ACTUAL, held, "2024-03-09"))
    assert (found.outcome, found.days_late) == (outcome, late)


def test_range_of_days_is_kept_by_any_of_its_days_and_counted_from_its_last() -> None:
    kept = _fate(_told(PLANNED, "2024-03-05/2024-03-07"), _told(ACTUAL, "2024-03-06", "2024-03-09"))
    late = _fate(_told(PLANNED, "2024-03-05/2024-03-07"), _told(ACTUAL, "2024-03-09", "2024-03-09"))
    assert (kept.outcome, late.outcome, late.days_late) == (Outcome.HELD, Outcome.HELD_LATE, 2)


def test_plan_moved_and_then_kept_is_late_by_the_first_date_and_shows_both() -> None:
    found = _fate(
        _told(PLANNED, "2024-03-06", "2024-03-04"),
        _told(PLANNED, "2024-03-05", "2024-03-01"),
        _told(ACTUAL, "2024-03-06", "2024-03-06"),
    )
    assert (_iso(found.planned), [_iso(w) for w in found.moved]) == ("2024-03-05", ["2024-03-06"])
    assert (found.outcome, found.days_late) == (Outcome.HELD_LATE, 1)


def test_plan_that_said_less_is_not_an_earlier_date() -> None:
    found = _fate(
        _told(PLANNED, "2024-03", "2024-02-01"),
        _told(PLANNED, "2024-03-05", "2024-03-01"),
        _told(ACTUAL, "2024-03-05", "2024-03-06"),
    )
    assert (_iso(found.planned), found.moved, found.outcome) == ("2024-03-05", (), Outcome.HELD)


def test_date_first_told_stays_first_when_it_is_told_again() -> None:
    found = _fate(
        _told(PLANNED, "2024-03-05", "2024-03-01"),
        _told(PLANNED, "2024-03-06", "2024-03-02"),
        _told(PLANNED, "2024-03-05", "2024-03-03"),
    )
    assert (_iso(found.planned), [_iso(w) for w in found.moved]) == ("2024-03-05", ["2024-03-06"])


def test_plan_called_off_is_called_off() -> None:
    found = _fate(_told(PLANNED, "2024-03-05"), _told(NEGATED, "2024-03-05", "2024-03-04", cancelled=True))
    assert found.outcome is Outcome.CALLED_OFF
    assert {c.property for c in found.claims} == {"planned", "called off"}


def test_call_off_alone_tells_of_a_plan() -> None:
    found = _fate(_told(NEGATED, "2024-03-05", "2024-03-04", cancelled=True))
    assert (found.outcome, _iso(found.planned)) == (Outcome.CALLED_OFF, "2024-03-05")


def test_plan_that_one_document_calls_put_off_is_postponed_though_others_only_say_that_it_is_off() -> None:
    plan = _told(PLANNED, "2024-03-05", "2024-03-01")
    off = _told(NEGATED, "2024-03-05", "2024-03-04", cancelled=True)
    found = _fate(plan, off, _told(NEGATED, "2024-03-05", "2024-03-03", postponed=True))
    assert found.outcome is Outcome.POSTPONED
    assert [c.property for c in found.claims if c.property != "planned"] == ["called off", "postponed"]


def test_what_a_person_says_took_place_is_no_longer_called_off() -> None:
    off = _told(ACTUAL, "2024-03-05", "2024-03-04", cancelled=True)
    assert fate([off]) is None
    assert _fate(_told(PLANNED, "2024-03-05"), off).outcome is Outcome.HELD


def test_plan_called_off_and_told_again_later_is_postponed() -> None:
    off = _told(NEGATED, "2024-03-05", "2024-03-04", cancelled=True)
    before = _told(PLANNED, "2024-03-05", "2024-03-01")
    assert _fate(before, off).outcome is Outcome.CALLED_OFF
    assert _fate(before, off, _told(PLANNED, None, "2024-03-20")).outcome is Outcome.POSTPONED


def test_what_was_called_off_and_held_after_all_is_held() -> None:
    found = _fate(
        _told(PLANNED, "2024-03-05", "2024-03-01"),
        _told(NEGATED, "2024-03-05", "2024-03-02", cancelled=True),
        _told(ACTUAL, "2024-03-06", "2024-03-06"),
    )
    assert (found.outcome, found.days_late) == (Outcome.HELD_LATE, 1)


@pytest.mark.parametrize("published", ["2024-03-09", None])
def test_report_and_a_call_off_that_is_no_earlier_dispute_each_other(published: str | None) -> None:
    found = _fate(
        _told(PLANNED, "2024-03-05", "2024-03-01"),
        _told(ACTUAL, "2024-03-05", "2024-03-06"),
        _told(NEGATED, "2024-03-05", published, cancelled=True),
    )
    assert found.outcome is Outcome.DISPUTED


def test_report_and_a_denial_dispute_each_other_and_a_plan_alone_is_denied() -> None:
    plan, denial = _told(PLANNED, "2024-03-05"), _told(NEGATED, "2024-03-05", "2024-03-02")
    assert _fate(plan, denial).outcome is Outcome.DENIED
    assert _fate(plan, denial, _told(ACTUAL, "2024-03-05", "2024-03-06")).outcome is Outcome.DISPUTED


@pytest.mark.parametrize(
    ("date", "published", "due"),
    [
        ("2024-03-05", "2024-03-01", dt.date(2024, 3, 5)),
        ("2024-03-05/2024-03-07", "2024-03-01", dt.date(2024, 3, 7)),
        ("2024-03", "2024-02-20", dt.date(2024, 3, 31)),
        (None, "2024-03-01", dt.date(2024, 4, 15)),
        (None, None, None),
    ],
)
def test_plan_that_nobody_reports_is_pending_and_due_on_its_last_day_or_some_weeks_after_it_was_told(
    date: str | None, published: str | None, due: dt.date | None
) -> None:
    found = _fate(_told(PLANNED, date, published))
    assert (found.outcome, found.due) == (Outcome.PENDING, due)


def test_plan_moved_is_due_on_the_last_day_that_anybody_gives() -> None:
    found = _fate(_told(PLANNED, "2024-03-06", "2024-03-04"), _told(PLANNED, "2024-03-05", "2024-03-01"))
    assert found.due == dt.date(2024, 3, 6)


# --- what was put off by more than a little -----------------------------------------------------------------


def _put_off(other_guest: str = "Amina Diallo", date: str = "2024-06") -> tuple[Member, Member]:
    """A text that calls a visit off and tells a later one."""
    told = Told(
        f"The visit of Amina Diallo in March is off. {other_guest} will now come in June.",
        published="2024-03-04",
    )
    first = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    second = first if other_guest == first.name else told.person(other_guest, "SEN", Role.MINISTER)
    off = told.event(EngagementKind.VISIT, "is off", first, date="2024-03-05", realis=NEGATED, cancelled=True)
    plan = told.event(EngagementKind.VISIT, "will now come", second, date=date, realis=PLANNED)
    published = days(when("2024-03-04"))
    return (
        Member(record=off, published=published, lang="en"),
        Member(record=plan, published=published, lang="en"),
    )


def test_later_plan_in_the_text_that_calls_one_off_is_what_it_was_put_off_to() -> None:
    off, plan = _put_off()
    again = put_off([off], [off, plan])
    found = fate([off], again)
    assert found is not None
    assert (found.outcome, _iso(found.planned), [_iso(w) for w in found.moved]) == (
        Outcome.POSTPONED,
        "2024-03-05",
        ["2024-06"],
    )
    assert [c.written for c in found.claims if c.property == "planned"] == ["is off", "will now come"]


def test_plan_of_somebody_else_or_of_an_earlier_day_or_of_another_text_is_not() -> None:
    off, plan = _put_off()
    assert put_off([off], [_put_off("Moussa Fall")[1]]) == ()
    other, strange = _put_off("Moussa Fall")
    assert put_off([other], [strange]) == ()
    early = _put_off(date="2024-03-02")
    assert put_off([early[0]], [early[1]]) == ()
    assert put_off([off], [_told(PLANNED, "2024-06", "2024-03-04")]) == ()
    assert put_off([plan], [plan]) == ()


# --- laws -----------------------------------------------------------------------------------------------


@st.composite
def members(draw: st.DrawFn) -> list[Member]:
    made = []
    for _ in range(draw(st.integers(1, 5))):
        realis = draw(st.sampled_from(list(Realis)))
        made.append(
            _told(
                realis,
                draw(st.sampled_from(["2024-03-05", "2024-03-06", "2024-03", "2024-03-04/2024-03-06", None])),
                draw(st.sampled_from(["2024-03-01", "2024-03-06", None])),
                cancelled=realis is NEGATED and draw(st.booleans()),
            )
        )
    return made


@settings(max_examples=80, deadline=None)
@given(members(), st.integers(0, 99))
def test_fate_knows_no_order_and_says_nothing_without_words(told: list[Member], seed: int) -> None:
    found = fate(told)
    shuffled = random.Random(seed).sample(told, len(told))
    assert fate(shuffled) == found
    if found is None:
        assert not any(m.record.realis is PLANNED or m.record.cancelled for m in told)
        return
    happened = any(m.record.realis in (ACTUAL, BACKGROUND) for m in told)
    assert happened == (found.outcome.value.startswith("held") or found.outcome is Outcome.DISPUTED)
    assert {c.evidence.quote for c in found.claims} == {m.record.evidence[0].quote for m in told}
    assert (found.days_late is not None) <= (found.held.date is not None)
