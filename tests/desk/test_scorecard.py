"""The scorecard: the rule of every step, what is not known, and the label of an area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.assessment import components as by
from dragoman.desk.assessment.dealings import dealings
from dragoman.desk.assessment.delivery import Delivered
from dragoman.desk.assessment.rows import Component, Label, Score, Scorecard, Unknown
from dragoman.desk.assessment.rules import RULES, rule_text
from dragoman.desk.assessment.scorecard import label, scorecard
from dragoman.desk.assessment.settings import ScorecardSettings
from dragoman.desk.assessment.trading import TradeShares
from dragoman.errors import InvalidRecord
from dragoman.lexicon.schema import AREAS
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import InstrumentKind, InstrumentStatus, Level, Strength
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import DZA, MAR, RUS, when
from tests.desk.cooperation import Cooperation

ON = dt.date(2024, 5, 20)
SETTINGS = ScorecardSettings()
PAIR = (MAR, RUS)


def card(world: Cooperation, **more: object) -> Scorecard:
    return scorecard(world.ledger(), PAIR, ON, SETTINGS, **more)  # type: ignore[arg-type]


def score(world: Cooperation, component: Component, area: str = "fisheries") -> Score:
    return card(world).area(area).of(component)


@pytest.mark.parametrize(
    ("kind", "status", "date", "expected"),
    [
        ("agreement", None, None, 1),
        ("agreement", "planned", None, 1),
        ("agreement", "proposed", None, 1),
        ("agreement", "expired", "2020", 1),
        ("treaty", "terminated", "2020", 1),
        ("mou", "signed", "2020", 2),
        ("declaration", "concluded", "2020", 2),
        ("other", "in force", "2020", 2),
        ("agreement", "signed", "2020", 3),
        ("protocol", "concluded", "2020", 3),
        ("treaty", "signed", "2024-05-21", 1),
        ("treaty", "signed", "2024-05-20", 3),
        ("agreement", "updated", "2020", 4),
        ("treaty", "in force", None, 4),
    ],
)
def test_legal_basis_goes_by_kind_and_status(
    kind: str, status: str | None, date: str | None, expected: int
) -> None:
    world = Cooperation()
    made = InstrumentStatus(status) if status else None
    world.instrument("a paper", "fisheries", kind=InstrumentKind(kind), statuses=(made,), date=date)
    found = score(world, Component.LEGAL_BASIS)
    assert (found.score, found.items[0].step) == (expected, expected)
    assert found.items[0].notes[0].quote == "Words of a paper"
    assert score(world, Component.LEGAL_BASIS, "energy").score == 0


def test_what_was_replaced_counts_as_what_is_not_live_any_more() -> None:
    world = Cooperation()
    signed = (InstrumentStatus.SIGNED,)
    world.instrument("an old paper", "fisheries", statuses=signed, superseded_by="ins-new")
    found = score(world, Component.LEGAL_BASIS)
    assert (found.score, found.items[0].state) == (1, "signed, replaced")


@pytest.mark.parametrize(
    ("expires", "renews", "expected"),
    [
        ("2024-05-19", False, 1),
        ("2024-05-20", False, 4),
        ("2024", False, 4),
        ("2023", False, 1),
        ("2023", True, 4),
    ],
)
def test_what_has_run_out_counts_no_longer_unless_it_renews(
    expires: str, renews: bool, expected: int
) -> None:
    world = Cooperation()
    made = world.instrument("a pact", "fisheries", statuses=(InstrumentStatus.IN_FORCE,), date="2019")
    world.book.instruments[:] = [replace(made, expires=when(expires), renews=renews)]
    assert score(world, Component.LEGAL_BASIS).score == expected


def test_body_that_is_only_spoken_of_did_not_sit() -> None:
    world = Cooperation()
    body = world.body("Joint Commission")
    spoken = {"body": body.id, "date": "2024-03"}
    world.engagement("a call about it", "fisheries", kind=EngagementKind.CALL, **spoken)
    assert score(world, Component.INSTITUTION).score == 0
    numbered = world.engagement("its meeting", "fisheries", session=7, **spoken)
    assert score(world, Component.INSTITUTION).items[0].notes[0].quote == "Words of its meeting"
    assert numbered.session == 7


def test_paper_that_names_no_area_stands_beside_all_of_them() -> None:
    world = Cooperation()
    world.instrument("a friendship treaty", statuses=(InstrumentStatus.IN_FORCE,))
    found = card(world)
    assert [item.what for item in found.general] == ["a friendship treaty"]
    assert {row.of(Component.LEGAL_BASIS).score for row in found.rows} == {0}


@pytest.mark.parametrize(
    ("name", "sat", "expected"),
    [
        ("Joint Fisheries Commission", None, 1),
        ("Joint Fisheries Commission", "2019", 2),
        ("Joint Fisheries Commission", "2024-05-21", 1),
        ("Joint Fisheries Commission", "2022-03-03", 4),
    ],
)
def test_body_of_the_area_goes_by_its_last_session(name: str, sat: str | None, expected: int) -> None:
    world = Cooperation()
    world.body(name, sessions={6: when(sat)})
    assert score(world, Component.INSTITUTION).score == expected


@pytest.mark.parametrize(
    ("date", "realis", "areas", "expected"),
    [
        ("2024-03", Realis.ACTUAL, ("fisheries",), 3),
        ("2019", Realis.ACTUAL, ("fisheries",), 2),
        (None, Realis.ACTUAL, ("fisheries",), 2),
        ("2024-03", Realis.PLANNED, ("fisheries",), 0),
        ("2024-03", Realis.ACTUAL, ("energy",), 0),
    ],
)
def test_general_body_counts_where_it_took_the_area_up(
    date: str | None, realis: Realis, areas: tuple[str, ...], expected: int
) -> None:
    world = Cooperation()
    body = world.body("Joint Commission")
    kind = EngagementKind.COMMISSION_SESSION
    world.engagement("a session", *areas, kind=kind, body=body.id, date=date, realis=realis)
    assert score(world, Component.INSTITUTION).score == expected


def test_body_of_others_is_no_institution_of_the_two() -> None:
    world = Cooperation()
    body = world.body("Fisheries Council", parties=(DZA,))
    sat = {"kind": EngagementKind.COMMISSION_SESSION, "date": "2024-03"}
    world.engagement("a session", "fisheries", body=body.id, parties=(MAR, RUS, DZA), **sat)
    assert score(world, Component.INSTITUTION).score == 0


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((None,), 1),
        (("2019",), 1),
        (("2022-05-21",), 1),
        (("2022-05-22",), 2),
        (("2023",), 2),
        (("2023-05-22",), 3),
        (("2024-05-20", "2024-05-21"), 3),
        (("2024-01-05", "2024-02-05", "2024-03-05"), 4),
        (("2024-01-05", "2024-02-05", "2022-08-05"), 3),
    ],
)
def test_recent_activity_counts_contacts_by_their_first_possible_day(
    dates: tuple[str | None, ...], expected: int
) -> None:
    world = Cooperation()
    for number, date in enumerate(dates):
        world.engagement(f"meeting {number}", "fisheries", date=date)
    assert score(world, Component.ACTIVITY).score == expected


def test_visit_with_all_that_is_done_on_it_is_one_contact() -> None:
    world = Cooperation()
    for kind in (EngagementKind.VISIT, EngagementKind.MEETING, EngagementKind.SIGNING):
        world.engagement(kind.value, "fisheries", kind=kind, date="2024-03-05")
    found = score(world, Component.ACTIVITY)
    assert (found.score, len(found.items)) == (3, 1)


def test_signing_counts_once_whether_or_not_the_ceremony_is_told() -> None:
    world = Cooperation()
    signed = {"statuses": (InstrumentStatus.SIGNED,), "date": "2024-03-05"}
    world.instrument("a fishing accord", "fisheries", **signed)
    assert [item.what for item in score(world, Component.ACTIVITY).items] == ["a fishing accord"]
    world.engagement("the signing", "fisheries", kind=EngagementKind.SIGNING, date="2024-03-05")
    assert [item.what for item in score(world, Component.ACTIVITY).items] == ["signing"]


def test_contact_counts_for_the_areas_of_what_was_signed_and_of_the_body_that_sat() -> None:
    world = Cooperation()
    paper = world.instrument("an energy paper", "energy")
    body = world.body("Joint Fisheries Commission")
    made = world.engagement("a session", body=body.id, date="2024-03-05")
    world.book.engagements[:] = [replace(made, instruments=(paper.id,))]
    found = card(world)
    assert [found.area(a).of(Component.ACTIVITY).score for a in ("energy", "fisheries", "health")] == [
        3,
        3,
        0,
    ]
    notes = found.area("energy").of(Component.ACTIVITY).items[0].notes
    assert notes[0].quote == "Words of an energy paper"  # the words that name the area come first


def test_plans_denials_and_public_acts_are_no_contact_but_deeds_are() -> None:
    world = Cooperation()
    world.engagement("a plan", "fisheries", date="2024-03-05", realis=Realis.PLANNED)
    world.engagement("a denial", "fisheries", date="2024-03-06", realis=Realis.NEGATED)
    world.engagement("a remark", "fisheries", date="2024-03-07", kind=EngagementKind.STATEMENT, act="state")
    assert score(world, Component.ACTIVITY).score == 0
    world.engagement("a patrol", "defence", date="2024-03-07", kind=EngagementKind.OTHER, act="exercise")
    found = card(world).area("defence")
    assert found.of(Component.ACTIVITY).items[0].state == "level not known, in deed"
    assert found.label is Label.WORKING


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((-1,), 0),
        ((-1, -1, -1, 0), 1),
        ((-1, 0), 1),
        ((0,), 2),
        ((-1, 1), 2),
        ((0, 1), 3),
        ((1, 1, 1, 0), 4),
        ((1, 1), 4),
        ((1, None), 4),
    ],
)
def test_delivery_is_the_mean_of_what_the_docket_gives(scores: tuple[int | None, ...], expected: int) -> None:
    world = Cooperation()
    given = [world.commitment(f"promise {n}", "fisheries") for n, _ in enumerate(scores)]
    between = dealings(world.ledger(), PAIR, ON)
    marks = {c.id: Delivered(score=s, marks=str(s)) for c, s in zip(given, scores, strict=True)}
    found = by.delivery("fisheries", between, marks)
    known = [s for s in scores if s is not None]
    assert (found.score, found.figure) == (expected, sum(known) / len(known))
    assert {item.step for item in found.items} == set(scores)


@pytest.mark.parametrize(
    ("scores", "reason"), [({}, Unknown.NO_COMMITMENT), ({"it": None}, Unknown.NO_EVIDENCE)]
)
def test_delivery_without_public_evidence_is_not_known_rather_than_nothing(
    scores: Mapping[str, None], reason: Unknown
) -> None:
    world = Cooperation()
    made = world.commitment("a promise", "fisheries")
    given = {made.id: Delivered(score=None, marks="no public evidence")} if scores else {}
    found = by.delivery("fisheries", dealings(world.ledger(), PAIR, ON), given)
    assert (found.score, found.unknown) == (None, reason)


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, 0), (0.009, 0), (0.01, 1), (0.049, 1), (0.05, 2), (0.15, 3), (0.299, 3), (0.3, 4), (1.0, 4)],
)
def test_trade_share_goes_by_its_thresholds(share: float, expected: int) -> None:
    world = Cooperation()
    world.engagement("a meeting")
    shares = {"energy": share}
    found = card(world, trade=TradeShares(year=2023, value=1.0, shares=shares, bases=(), files=()))
    assert found.area("energy").of(Component.TRADE_SHARE).score == expected
    assert found.area("energy").of(Component.TRADE_SHARE).figure == share
    assert found.area("culture").of(Component.TRADE_SHARE).unknown is Unknown.NO_GOODS
    assert card(world).area("energy").of(Component.TRADE_SHARE).unknown is Unknown.NO_TRADE_DATA


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], 0),
        ([("MAR", "intent", "2024-05-01")], 2),
        ([("MAR", "commitment", "2024-05-01")], 2),
        ([("MAR RUS", "intent", "2024-05-01")], 3),
        ([("MAR", "intent", "2024-05-01"), ("RUS", "intent", "2015")], 3),
        ([("MAR RUS", "commitment", "2022-05-20")], 3),
        ([("MAR RUS", "commitment", "2022-05-22")], 4),
        ([("MAR", "intent", "2015"), ("RUS", "commitment", "2024-05-01")], 4),
    ],
)
def test_stated_priority_goes_by_who_says_it_and_how_firmly(
    said: list[tuple[str, str, str]], expected: int
) -> None:
    world = Cooperation()
    world.engagement("a talk")  # so that something was read of the two
    sides = {"MAR": MAR, "RUS": RUS}
    for number, (who, strength, date) in enumerate(said):
        parties = tuple(sides[code] for code in who.split())
        world.commitment(
            f"word {number}", "fisheries", who=parties, strength=Strength(strength), published=date
        )
    # a word of one side alone counts where it stands in a document on the two
    for item in world.book.commitments:
        for report in item.reports:
            document = world.book.documents[report.document_id]
            world.book.engagement((document, document.text[:5]), parties=(MAR, RUS))
    assert score(world, Component.PRIORITY).score == expected


@pytest.mark.parametrize("realis", [Realis.ACTUAL, Realis.PLANNED])
def test_area_that_is_only_spoken_of_has_the_first_step_of_priority(realis: Realis) -> None:
    world = Cooperation()
    world.engagement("a talk", "fisheries", realis=realis, date="2024-03")
    assert score(world, Component.PRIORITY).score == 1


@pytest.mark.parametrize(
    ("voices", "countries", "expected"),
    [
        (0, (), 0),
        (1, ("MAR",), 1),
        (2, ("MAR", "RUS"), 2),
        (3, (), 3),
        (3, ("MAR",), 3),
        (3, ("MAR", "RUS"), 4),
    ],
)
def test_evidence_counts_independent_voices_and_countries(
    voices: int, countries: tuple[str, ...], expected: int
) -> None:
    world = Cooperation()
    for number in range(voices):
        world.engagement(f"report {number}", "fisheries", date="2019")
    world.engagement("something else", "energy")
    ledger = world.ledger()
    outlets = {
        key: Outlet(key=f"o{n}", name=f"outlet {n}", country=country, kind=SourceKind.PRESS)
        for n, (key, country) in enumerate(zip(ledger.documents, countries, strict=False))
    }
    found = scorecard(replace(ledger, outlets=outlets), PAIR, ON, SETTINGS)
    assert found.area("fisheries").of(Component.EVIDENCE).score == expected


def test_copies_of_one_text_are_one_voice() -> None:
    world = Cooperation()
    first = world.document("a release")
    copy = world.book.document("Words of a release, again.", name="b", published=None, copy_of=first)
    made = world.book.engagement((first, "Words"), (copy, "Words"), date="2019")
    world.book.engagements[:] = [replace(made, areas=("fisheries",))]
    assert score(world, Component.EVIDENCE).score == 1


def test_nothing_read_is_not_known_in_every_component_and_has_no_label() -> None:
    world = Cooperation()
    world.engagement("of others", "fisheries", parties=(MAR, DZA))
    found = card(world)
    assert {row.vector for row in found.rows} == {(None,) * 7}
    assert {row.label for row in found.rows} == {None}
    assert found.coverage.documents == 0


def test_every_area_has_a_row_with_every_component_in_order() -> None:
    world = Cooperation()
    world.engagement("a talk")
    found = card(world)
    assert tuple(row.area for row in found.rows) == AREAS
    for row in found.rows:
        assert tuple(s.component for s in row.scores) == tuple(Component)
        assert row.vector == (0, 0, 0, None, None, 0, 0)
        assert row.label is Label.UNTAPPED
    assert [row.area for row in card(world, areas=("health", "trade")).rows] == ["trade", "health"]
    with pytest.raises(KeyError):
        found.area("chess")


LABELS = [
    ((3, 0, 3, 0), Label.WORKING),
    ((2, 0, 2, 0), Label.WORKING),
    ((0, 4, 2, 0), Label.WORKING),
    ((3, 0, 1, 3), Label.DORMANT),
    ((0, 2, 0, 0), Label.DORMANT),
    ((1, 1, 4, 4), Label.DECLARED_ONLY),
    ((0, 0, 0, 2), Label.DECLARED_ONLY),
    ((0, 0, 1, 1), Label.DECLARED_ONLY),
    ((0, 0, 0, 0), Label.UNTAPPED),
]


@pytest.mark.parametrize(("vector", "expected"), LABELS)
def test_label_goes_by_basis_and_contact(vector: tuple[int, int, int, int], expected: Label) -> None:
    legal, body, lively, stated = vector
    scores = {
        Component.LEGAL_BASIS: legal,
        Component.INSTITUTION: body,
        Component.ACTIVITY: lively,
        Component.PRIORITY: stated,
    }
    assert label(scores) is expected


def test_every_vector_has_exactly_one_label() -> None:
    parts = (Component.LEGAL_BASIS, Component.INSTITUTION, Component.ACTIVITY, Component.PRIORITY)
    found = {label(dict(zip(parts, v, strict=True))) for v in product(range(5), repeat=4)}
    assert found == set(Label)


def test_score_without_number_wants_a_reason_and_number_has_none() -> None:
    with pytest.raises(InvalidRecord):
        Score(component=Component.DELIVERY, score=None)
    with pytest.raises(InvalidRecord):
        Score(component=Component.DELIVERY, score=2, unknown=Unknown.NO_EVIDENCE)
    with pytest.raises(InvalidRecord):
        Score(component=Component.DELIVERY, score=5)


def test_every_step_of_every_component_has_its_rule_with_the_thresholds_filled_in() -> None:
    settings = ScorecardSettings(recent_days=111, busy=7)
    texts = [rule_text(component, step, settings) for component in Component for step in range(5)]
    assert len(set(texts)) == len(texts) == 5 * len(RULES)
    assert "7 or more contacts in the last 111 days" in texts
    assert not any("{" in text for text in texts)


def test_thresholds_change_the_scores() -> None:
    world = Cooperation()
    world.engagement("a talk", "fisheries", date="2024-03-05")
    strict = ScorecardSettings(recent_days=30, activity_days=60, busy=1)
    found = scorecard(world.ledger(), PAIR, ON, strict)
    assert found.area("fisheries").of(Component.ACTIVITY).score == 1


@given(st.permutations(range(6)))
def test_order_of_what_was_read_does_not_matter(order: list[int]) -> None:
    world = Cooperation()
    for number in range(3):
        world.engagement(f"talk {number}", "fisheries", date=f"2024-0{number + 1}", level=Level.MINISTER)
    for number in range(3):
        world.instrument(f"paper {number}", "fisheries", statuses=(list(InstrumentStatus)[number],))
    ledger = world.ledger()
    mixed = replace(
        ledger,
        engagements=tuple(ledger.engagements[i] for i in order if i < 3),
        instruments=tuple(ledger.instruments[i - 3] for i in order if i >= 3),
    )
    assert scorecard(mixed, PAIR, ON, SETTINGS) == scorecard(ledger, PAIR, ON, SETTINGS)
