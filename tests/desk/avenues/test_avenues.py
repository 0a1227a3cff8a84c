"""Avenues: a small world of trade with known answers, and a ledger of which everything is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.desk.avenues import AvenueSettings, avenues
from dragoman.desk.avenues.facts import (
    Avenues,
    Basis,
    Caveat,
    IndexName,
    Kind,
    LedgerAvenue,
    Missing,
    TradeAvenue,
)
from dragoman.desk.avenues.shares import area_shares
from dragoman.desk.known import known_by
from dragoman.model.ledger import Ledger
from dragoman.model.record import InstrumentKind, InstrumentStatus, Strength
from dragoman.model.text import EngagementKind, Realis
from dragoman.trade import read_trade
from tests.desk.builders import DZA, LAS, MAR, RUS, Book, when
from tests.desk.worlds import two_states, with_later_news
from tests.trade import made
from tests.trade.made import Flow

ON = dt.date(2024, 5, 20)
SMALL = AvenueSettings(world_reporters=3, min_gap_usd=1.0)


def world(year: int = 2021) -> list[Flow]:
    """Four countries. Russia has half of the world's wheat, Morocco buys 100 of it, and none from Russia."""
    exports = {
        ("RUS", "MAR"): {"270900": 30}, ("RUS", "FRA"): {"100199": 400, "270900": 500},
        ("RUS", "USA"): {"100199": 100}, ("USA", "MAR"): {"100199": 100}, ("USA", "FRA"): {"100199": 400},
        ("FRA", "MAR"): {"270900": 30, "870323": 200}, ("MAR", "RUS"): {"080510": 40},
        ("MAR", "FRA"): {"080510": 60, "310520": 100}, ("USA", "RUS"): {"310520": 50, "870323": 50},
    }  # fmt: skip
    return [(year, i, j, "X", p, float(v) * 1000) for (i, j), row in exports.items() for p, v in row.items()]


def asked(
    tmp_path: Path,
    *flows: Flow,
    ledger: Ledger | None = None,
    settings: AvenueSettings = SMALL,
    **more: object,
) -> Avenues:
    path = made.baci(tmp_path / "b.csv", flows or world())
    with read_trade([path]) as trade:
        return avenues(ledger or two_states(), (MAR, RUS), ON, trade, settings=settings, **more)  # type: ignore[arg-type]  # of keywords


def test_potential_of_a_small_world_is_that_worked_out_by_hand(tmp_path: Path) -> None:
    """Russia has 500 of 1000 in wheat, 530 of 560 in oil; Morocco buys 100 of wheat and 60 of oil: 50 and
    56.8 are to be expected, 30 are sold, so E is 0.281 and the gap in wheat 14.05."""
    found = asked(tmp_path)
    expected = 500 / 1000 * 100 + 530 / 560 * 60
    ease = 30 / expected
    way = next(d for d in found.directions if d.exporter == RUS)
    assert way.index(IndexName.EASE).value == pytest.approx(ease)
    assert way.index(IndexName.POTENTIAL).value == pytest.approx(30_000)
    wheat = next(a for a in found.avenues if a.id == "potential-RUS-MAR-100199")
    assert isinstance(wheat, TradeAvenue)
    assert wheat.figure("gap") == pytest.approx(50_000 * ease)
    assert wheat.figure("RCA") == pytest.approx((500 / 1030) / (1000 / 2060))
    assert wheat.figure("exported to the partner") == 0
    assert (wheat.area, wheat.year, wheat.files) == ("agriculture", 2021, ("b.csv",))
    assert way.used is Basis.RECONCILED
    assert Caveat.ONE_YEAR in wheat.caveats


def test_indices_of_a_small_world_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    found = asked(tmp_path)
    way = next(d for d in found.directions if d.exporter == RUS)
    # Russia sells 30 of 1030 to Morocco; the world 360 of 2060
    assert way.index(IndexName.INTENSITY).value == pytest.approx((30 / 1030) / (360 / 2060))
    # wheat 100, oil 60, cars 200 of 360 bought; wheat 500, oil 530 of 1030 sold
    apart = abs(100 / 360 - 500 / 1030) + abs(60 / 360 - 530 / 1030) + 200 / 360
    assert way.index(IndexName.COMPLEMENTARITY).value == pytest.approx(100 - 50 * apart)
    assert found.intra_industry is not None
    assert found.intra_industry.value == 0  # oranges one way and oil the other


def test_too_few_reporters_are_no_world_and_nothing_is_made_of_them(tmp_path: Path) -> None:
    found = asked(tmp_path, settings=AvenueSettings())
    for way in found.directions:
        for name in (IndexName.INTENSITY, IndexName.EASE, IndexName.POTENTIAL, IndexName.GAP):
            assert (way.index(name).value, way.index(name).missing) == (None, Missing.NO_WORLD)
        assert way.index(IndexName.COMPLEMENTARITY).value is not None
    assert not any(isinstance(a, TradeAvenue) for a in found.avenues)


@pytest.mark.parametrize(
    "total", [[], [(2021, p, "WLD", f, "TOTAL", 9e9) for p in ("MAR", "RUS") for f in "XM"]]
)
def test_partners_of_a_file_are_never_taken_for_the_world(total: list[Flow], tmp_path: Path) -> None:
    """As far as the file goes the two trade with each other alone; that tells nothing of the rest."""
    sold: list[Flow] = [(2021, "MAR", "RUS", "X", "080510", 7000.0), (2021, "RUS", "MAR", "X", "270900", 5.0)]
    bought: list[Flow] = [(2021, j, i, "M", p, v) for _, i, j, _, p, v in sold]
    with read_trade([made.comtrade(tmp_path / "c.csv", [*sold, *bought, *total])]) as trade:
        found = avenues(two_states(), (MAR, RUS), ON, trade, settings=replace(SMALL, world_reporters=1))
    for way in found.directions:
        for one in way.indices:
            if one.name is IndexName.INTENSITY and total:
                assert one.missing is None  # the totals are all that it wants
            else:
                assert (one.value, one.missing) == (None, Missing.NO_EXPORTER)
    assert found.directions[0].value == 7000.0
    assert not any(isinstance(a, TradeAvenue) for a in found.avenues)


def test_both_sides_figures_stand_apart_and_the_one_used_is_said(tmp_path: Path) -> None:
    flows: list[Flow] = [
        (2021, "MAR", "RUS", "X", "080510", 500.0),
        (2021, "RUS", "MAR", "M", "080510", 1500.0),
        (2021, "MAR", "WLD", "X", "080510", 900.0),
        (2021, "RUS", "WLD", "M", "080510", 5000.0),
    ]
    path = made.comtrade(tmp_path / "c.csv", flows)
    for prefer, basis, value in (("exporter", Basis.EXPORTER, 500.0), ("importer", Basis.IMPORTER, 1500.0)):
        with read_trade([path]) as trade:
            chosen = AvenueSettings(prefer=prefer)  # type: ignore[arg-type]  # one of the two
            found = avenues(two_states(), (MAR, RUS), ON, trade, settings=chosen)
        way = found.directions[0]
        assert (way.used, way.value) == (basis, value)
        assert (way.mirror.exporter_says, way.mirror.importer_says, way.mirror.ratio) == (500.0, 1500.0, 3.0)
        silent = found.directions[1]
        assert (silent.used, silent.value, silent.mirror.ratio) == (None, None, None)
        assert silent.index(IndexName.INTENSITY).missing is Missing.NO_FLOW


def test_figures_far_apart_are_a_caveat_and_cost_rank(tmp_path: Path) -> None:
    def scores(imports: float) -> TradeAvenue:
        flows = [(*f[:3], "X", *f[4:]) for f in world()] + [
            (2021, j, i, "M", p, v) for _, i, j, _, p, v in world() if (i, j) != ("RUS", "MAR")
        ]
        flows = [
            *flows,
            (2021, "RUS", "MAR", "X", "100199", 1000.0),
            (2021, "MAR", "RUS", "M", "100199", imports),
        ]
        flows += [
            (2021, code, "WLD", way, product, value)
            for way in "XM"
            for code in ("RUS", "MAR", "USA", "FRA")
            for product in ("080510", "100199", "270900", "310520", "870323")
            if (value := sum(f[5] for f in flows if (f[1], f[3], f[4]) == (code, way, product)))
        ]
        with read_trade([made.comtrade(tmp_path / "c.csv", flows)]) as trade:  # type: ignore[arg-type]  # flows
            found = avenues(two_states(), (MAR, RUS), ON, trade, settings=SMALL)
        return next(a for a in found.avenues if isinstance(a, TradeAvenue) and a.product == "100199")

    near, far = scores(1100.0), scores(9000.0)
    assert Caveat.MIRROR not in near.caveats
    assert Caveat.MIRROR in far.caveats
    assert (near.score.penalty, far.score.penalty) == (0.0, SMALL.mirror_penalty)


def test_year_that_was_not_over_by_then_is_not_known(tmp_path: Path) -> None:
    flows = [*world(2021), *world(2023), *world(2024)]
    assert asked(tmp_path, *flows).year == 2023
    assert asked(tmp_path, *flows, year=2021).year == 2021
    late = asked(tmp_path, *flows, year=2024)
    assert (late.year, late.missing) == (None, Missing.NO_YEAR)
    assert {total.year for total in late.history} == {2021, 2023}


def test_without_files_or_with_an_organisation_the_ledger_alone_is_asked(tmp_path: Path) -> None:
    alone = avenues(two_states(), (MAR, RUS), ON)
    assert (alone.missing, alone.trade, alone.directions) == (Missing.NO_FILES, None, ())
    with read_trade([made.baci(tmp_path / "b.csv", world())]) as trade:
        found = avenues(two_states(), (MAR, LAS), ON, trade)
    assert (found.missing, found.year) == (Missing.NO_STATE, None)


def test_order_of_the_parties_does_not_change_the_avenues(tmp_path: Path) -> None:
    with read_trade([made.baci(tmp_path / "b.csv", world())]) as trade:
        one, other = (
            avenues(two_states(), pair, ON, trade, settings=SMALL) for pair in ((MAR, RUS), (RUS, MAR))
        )
    assert one.avenues == other.avenues


def test_later_news_do_not_change_what_was_known() -> None:
    ledger = with_later_news()
    (later,) = (d.id for d in ledger.documents.values() if d.name == "later.txt")
    found = avenues(ledger, (MAR, RUS), ON)
    assert found.coverage.later == 1
    assert later not in {n.document_id for a in found.avenues if isinstance(a, LedgerAvenue) for n in a.notes}
    assert found.avenues == avenues(known_by(ledger, ON), (MAR, RUS), ON).avenues


def test_scores_fall_and_are_made_of_their_parts(tmp_path: Path) -> None:
    found = asked(tmp_path)
    values = [a.score.value for a in found.avenues]
    assert values == sorted(values, reverse=True)
    for avenue in found.avenues:
        s = avenue.score
        assert 0 <= s.strength <= 1
        assert s.value == pytest.approx(min(1, s.weight * s.strength * (1 + s.bonus) * (1 - s.penalty)))
        if isinstance(avenue, LedgerAvenue):
            assert avenue.notes


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_weights_are_the_settings(weight: float, tmp_path: Path) -> None:
    found = asked(tmp_path, settings=replace(SMALL, export_potential=weight))
    goods = [a for a in found.avenues if a.kind is Kind.EXPORT_POTENTIAL]
    assert goods
    assert all(a.score.weight == weight for a in goods)


def test_shares_of_areas_are_those_of_the_goods_both_ways(tmp_path: Path) -> None:
    with read_trade([made.baci(tmp_path / "b.csv", [*world(2021), *world(2024)])]) as trade:
        found = area_shares(trade, (MAR, RUS), ON)
        assert found == {
            "agriculture": pytest.approx(40 / 70),
            "energy": pytest.approx(30 / 70),
            "trade": 1.0,
        }
        assert area_shares(trade, (MAR, RUS), dt.date(2021, 6, 1)) == {}


# The ledger's avenues


def talks(**instrument: object) -> Ledger:
    """Talks on farming in 2021, an agreement on fishing of 2019, and Algeria's on energy."""
    book = Book()
    en = book.document(
        "Morocco and Russia spoke of agriculture. The fishing agreement of 2019 stands. "
        "Algeria and Russia signed an energy agreement in 2020. The Farm Committee of both was set up. "
        "Both sides intend to work together on farming.",
        name="en.txt",
        published="2021-06-01",
        source="Atlas Herald",
    )
    book.engagement(
        (en, "Morocco and Russia spoke of agriculture"), date="2021-05-30", kind=EngagementKind.MEETING
    )
    book.instrument(
        (en, "The fishing agreement of 2019 stands"), title="fishing agreement", date="2019-03-01",
        statuses=(InstrumentStatus.IN_FORCE,), **instrument,  # type: ignore[arg-type]  # of keywords
    )  # fmt: skip
    book.instrument(
        (en, "Algeria and Russia signed an energy agreement in 2020"), title="energy agreement", date="2020",
        statuses=(InstrumentStatus.SIGNED,), parties=(DZA, RUS),
    )  # fmt: skip
    book.body((en, "The Farm Committee of both was set up"), name="Farm Committee")
    book.commitment(
        en,
        "Both sides intend to work together on farming",
        "work together on farming",
        strength=Strength.INTENT,
    )
    book.engagements[0] = replace(book.engagements[0], areas=("agriculture",))
    book.instruments[0] = replace(book.instruments[0], areas=("fisheries",))
    book.instruments[1] = replace(book.instruments[1], areas=("energy",))
    return book.ledger()


def of(ledger: Ledger, on: dt.date = ON, **more: object) -> dict[Kind, LedgerAvenue]:
    found = avenues(ledger, (MAR, RUS), on, settings=AvenueSettings(**more))  # type: ignore[arg-type]  # of keywords
    return {a.kind: a for a in found.avenues if isinstance(a, LedgerAvenue)}


def test_area_that_both_have_named_and_have_no_instrument_on_is_an_avenue() -> None:
    avenue = of(talks())[Kind.DECLARED]
    assert avenue.area == "agriculture"
    assert {p.name: p.value for p in avenue.figures}["engagements"] == 1
    assert "spoke of agriculture" in avenue.notes[0].quote


def test_area_with_an_instrument_is_none() -> None:
    ledger = talks()
    farming = replace(ledger.instruments[0], areas=("agriculture", "fisheries"))
    assert Kind.DECLARED not in of(replace(ledger, instruments=(farming, *ledger.instruments[1:])))


@pytest.mark.parametrize("status", [InstrumentStatus.PROPOSED, InstrumentStatus.EXPIRED])
def test_instrument_that_is_not_yet_or_no_more_is_no_instrument(status: InstrumentStatus) -> None:
    ledger = talks()
    farming = replace(ledger.instruments[0], areas=("agriculture",), status=status)
    found = of(replace(ledger, instruments=(farming, *ledger.instruments[1:])))
    assert found[Kind.DECLARED].area == "agriculture"


def test_area_on_which_words_tell_of_something_signed_is_not_said_to_have_nothing() -> None:
    assert of(signed_something("The two ministers spoke of agriculture"))[Kind.DECLARED].area == "agriculture"
    signed = signed_something("The two ministers signed 17 documents on agriculture")
    assert Kind.DECLARED not in of(signed)


def signed_something(sentence: str) -> Ledger:
    book = Book()
    en = book.document(f"{sentence}.", name="en.txt", published="2021-06-01", source="Atlas Herald")
    book.engagement((en, sentence), date="2021-05-30")
    book.engagements[0] = replace(book.engagements[0], areas=("agriculture",))
    return book.ledger()


def test_what_other_pairs_have_is_an_avenue_with_the_pairs_as_its_basis() -> None:
    avenue = of(talks())[Kind.OTHERS_HAVE]
    assert (avenue.area, avenue.others) == ("energy", ((RUS, DZA),))
    assert {p.name: p.value for p in avenue.figures}["other pairs of either with instruments"] == 1
    assert "Algeria and Russia signed" in avenue.notes[0].quote
    assert Caveat.FEW_PAIRS in avenue.caveats


def test_instrument_without_activity_is_an_avenue_from_the_day_that_settings_say() -> None:
    avenue = of(talks())[Kind.IDLE_INSTRUMENT]
    assert (avenue.subject, avenue.since) == ("fishing agreement", dt.date(2019, 3, 1))
    days = (ON - dt.date(2019, 3, 1)).days
    assert of(talks(), idle_days=days)[Kind.IDLE_INSTRUMENT].figures[0].value == days
    assert Kind.IDLE_INSTRUMENT not in of(talks(), idle_days=days + 1)


def test_engagement_on_its_area_is_activity() -> None:
    ledger = talks()
    fishing = replace(ledger.engagements[0], areas=("fisheries",))
    found = of(replace(ledger, engagements=(fishing,)))
    assert found[Kind.IDLE_INSTRUMENT].since == dt.date(2021, 5, 30)


def test_declaration_is_not_idle() -> None:
    assert Kind.IDLE_INSTRUMENT not in of(talks(kind=InstrumentKind.JOINT_STATEMENT))


def test_body_of_which_no_session_is_known_is_an_avenue_until_one_is_planned() -> None:
    ledger = talks()
    avenue = of(ledger)[Kind.IDLE_BODY]
    assert (avenue.subject, avenue.since) == ("Farm Committee", None)
    plan = replace(
        ledger.engagements[0], realis=Realis.PLANNED, when=when("2024-09-01"), body=ledger.bodies[0].id
    )
    assert Kind.IDLE_BODY not in of(replace(ledger, engagements=(plan,)))
    lapsed = replace(plan, when=when("2022-09-01"))
    assert Kind.IDLE_BODY in of(replace(ledger, engagements=(lapsed,)))


def test_body_that_sat_lately_is_none() -> None:
    ledger = talks()
    held = replace(ledger.engagements[0], when=when("2024-03-01"), body=ledger.bodies[0].id)
    assert Kind.IDLE_BODY not in of(replace(ledger, engagements=(held,)))
    old = replace(held, when=when("2020-03-01"))
    assert of(replace(ledger, engagements=(old,)))[Kind.IDLE_BODY].since == dt.date(2020, 3, 1)


def test_goods_of_an_area_that_both_have_named_rank_higher_and_say_so(tmp_path: Path) -> None:
    found = asked(tmp_path, ledger=talks())
    wheat = next(a for a in found.avenues if isinstance(a, TradeAvenue) and a.product == "100199")
    assert wheat.score.bonus == SMALL.declared_bonus
    assert wheat.declared
    silent = asked(tmp_path)
    plain = next(a for a in silent.avenues if isinstance(a, TradeAvenue) and a.product == "100199")
    assert (plain.score.bonus, plain.declared) == (0.0, ())
    assert plain.score.value < wheat.score.value
