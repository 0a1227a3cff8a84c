"""A visit contains its meetings and signings, also where another document tells the part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.merge.ledger.visits import parts_of_visits
from dragoman.model.ledger import Ledger, LedgerEngagement, PartBasis
from dragoman.model.record import Format, Role
from dragoman.model.text import EngagementKind, Realis
from tests.merge.builders import Told, ledger

VISIT, MEETING, SIGNING = EngagementKind.VISIT, EngagementKind.MEETING, EngagementKind.SIGNING
GUEST = ("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
HOST = ("Tomas Novak", "CZE", Role.FOREIGN_MINISTER)


def _text(kind: EngagementKind, date: str | None, *who: tuple[str, str, Role], **more: Any) -> Told:
    names = " and ".join(name for name, _, _ in who) or "Delegations"
    told = Told(f"{names}: the {kind.value} of {date} by {more.pop('by', 'wire')}.", published="2024-03-09")
    people = [told.person(*one) for one in who]
    more.setdefault("place", "Prague/CZE")
    told.event(kind, f"the {kind.value}", *people, date=date, **more)
    return told


def _part(found: Ledger) -> LedgerEngagement:
    (part,) = [e for e in found.engagements if e.kind is not VISIT]
    return part


def _visit(date: str | None = "2024-03-05/2024-03-07", *who: Any, **more: Any) -> Told:
    return _text(VISIT, date, *(who or (GUEST,)), **more)


def test_meeting_with_the_guest_on_a_day_of_the_visit_is_part_of_it_and_says_that_it_is_inferred() -> None:
    found = ledger(_visit(), _text(MEETING, "2024-03-06", GUEST, HOST))
    (visit,) = [e for e in found.engagements if e.kind is VISIT]
    part = _part(found)
    assert (part.part_of, part.part_of_basis) == (visit.id, PartBasis.INFERRED)


def test_signing_by_parties_alone_is_part_of_the_visit_of_their_guest() -> None:
    found = ledger(_visit(), _text(SIGNING, "2024-03-07", sides="CZE SEN"))
    assert _part(found).part_of is not None


@pytest.mark.parametrize(
    "other",
    [
        _text(MEETING, "2024-03-08", GUEST, HOST),
        _text(MEETING, "2024-03-04", GUEST, HOST),
        _text(MEETING, "2024-03-07/2024-03-08", GUEST, HOST),
        _text(MEETING, "2024-03", GUEST, HOST),
        _text(MEETING, None, GUEST, HOST),
        _text(MEETING, "2024-03-06", GUEST, HOST, place="Vienna/AUT"),
        _text(MEETING, "2024-03-06", GUEST, HOST, place=None),
        _text(MEETING, "2024-03-06", ("Moussa Fall", "SEN", Role.MINISTER), HOST),
        _text(MEETING, "2024-03-06", HOST, sides="AUT"),
        _text(MEETING, "2024-03-06", GUEST, HOST, format=Format.VIDEO),
        _text(MEETING, "2024-03-06", GUEST, HOST, realis=Realis.NEGATED),
        _text(EngagementKind.CALL, "2024-03-06", GUEST, HOST),
        _text(EngagementKind.STATEMENT, "2024-03-06", GUEST),
    ],
)
def test_what_was_at_another_time_or_place_or_with_others_is_not(other: Told) -> None:
    assert _part(ledger(_visit(), other)).part_of is None


@pytest.mark.parametrize(
    "visit",
    [
        _visit("2024-03"),
        _visit(None),
        _visit("2024-03-01/2024-06-01"),
        _visit(realis=Realis.NEGATED),
        _visit(place=None),
    ],
)
def test_visit_that_is_not_dated_to_the_day_or_did_not_take_place_or_was_nowhere_contains_nothing(
    visit: Told,
) -> None:
    assert _part(ledger(visit, _text(MEETING, "2024-03-06", GUEST, HOST))).part_of is None


def test_where_two_visits_fit_neither_is_chosen() -> None:
    envoy = ("Moussa Fall", "SEN", Role.MINISTER)
    visits = (_visit(), _visit("2024-03-06", envoy, by="agency"))
    party = _text(SIGNING, "2024-03-06", sides="CZE SEN")
    person = _text(MEETING, "2024-03-06", envoy, HOST)
    found = ledger(*visits, party, person)
    assert len([e for e in found.engagements if e.kind is VISIT]) == 2
    parts = {e.kind: e for e in found.engagements if e.kind is not VISIT}
    assert parts[SIGNING].part_of is None
    assert parts[MEETING].part_of is not None


def test_what_a_document_tells_stays_as_it_tells_it() -> None:
    told = Told("Amina Diallo came to Prague, where she met Tomas Novak.", published="2024-03-06")
    guest, host = told.person(*GUEST), told.person(*HOST)
    told.event(VISIT, "came to Prague", guest, date="2024-03-06", place="Prague/CZE")
    told.event(MEETING, "met", guest, host, date="2024-03-06", place="Prague/CZE", part_of="came to Prague")
    part = _part(ledger(told))
    assert part.part_of is not None
    assert part.part_of_basis is PartBasis.STATED


# --- laws -----------------------------------------------------------------------------------------------

PEOPLE = [GUEST, HOST, ("Moussa Fall", "SEN", Role.MINISTER), ("Ana Silva", "PRT", Role.MINISTER)]


@st.composite
def texts(draw: st.DrawFn) -> Told:
    kind = draw(st.sampled_from([VISIT, VISIT, MEETING, SIGNING]))
    return _text(
        kind,
        draw(st.sampled_from(["2024-03-05/2024-03-07", "2024-03-06", "2024-03-07", "2024-04-01", "2024-03"])),
        *draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True)),
        by=f"source {draw(st.integers(0, 9))}",
        sides=draw(st.sampled_from(["CZE SEN", "PRT", ""])),
        place=draw(st.sampled_from(["Prague/CZE", "/CZE", "Lisbon/PRT", None])),
    )


SOME = st.lists(texts(), min_size=1, max_size=8, unique_by=lambda told: told.document.id)


def _wholes(events: Iterable[LedgerEngagement]) -> dict[str, str | None]:
    return {event.id: event.part_of for event in events}


@settings(max_examples=80, deadline=None)
@given(SOME, st.randoms(use_true_random=False))
def test_whole_of_an_event_depends_on_the_visits_that_it_fits_alone(told: list[Told], rng: Any) -> None:
    found = ledger(*told).engagements
    shuffled = rng.sample(found, len(found))
    assert _wholes(parts_of_visits(shuffled)) == _wholes(found)
    for event in (e for e in found if e.part_of is not None):
        (visit,) = [v for v in found if v.id == event.part_of]
        assert visit.kind is VISIT
        alone = (_bare(event), visit)
        assert _wholes(parts_of_visits(alone))[event.id] == visit.id


@settings(max_examples=60, deadline=None)
@given(SOME)
def test_event_without_a_whole_fits_no_visit_or_several(told: list[Told]) -> None:
    found = ledger(*told).engagements
    visits = [v for v in found if v.kind is VISIT]
    for event in (e for e in found if e.kind is not VISIT and e.part_of is None):
        fit = [v for v in visits if _wholes(parts_of_visits((event, v)))[event.id] == v.id]
        assert len(fit) != 1


def _bare(event: LedgerEngagement) -> LedgerEngagement:
    return replace(event, part_of=None, part_of_basis=PartBasis.STATED)
