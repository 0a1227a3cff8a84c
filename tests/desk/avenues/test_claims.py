"""Claims beside figures: confirmed, contradicted, or not checkable, always with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.desk.avenues import AvenueSettings, avenues
from dragoman.desk.avenues.facts import Check, Ground, Verdict
from dragoman.export.avenues_words import check_text
from dragoman.model.ledger import Ledger
from dragoman.model.record import Measure
from dragoman.model.time import PartialDate
from dragoman.trade import read_trade
from tests.desk.builders import DZA, MAR, RUS, Book
from tests.trade import made
from tests.trade.made import Flow

ON = dt.date(2024, 5, 20)
RULES = AvenueSettings(rank_partners=4)

# What Russia bought and sold in 2022 and 2021, in millions: Algeria and Egypt are Arab and African partners
SOLD = {"EGY": 900.0, "DZA": 800.0, "MAR": 700.0, "ZAF": 750.0, "CHN": 9000.0, "DEU": 5000.0}
BOUGHT = {"EGY": 300.0, "DZA": 10.0, "MAR": 300.0, "ZAF": 200.0, "CHN": 8000.0, "DEU": 4000.0}


def figures(year: int, factor: float = 1.0) -> list[Flow]:
    out: list[Flow] = [(year, "RUS", p, "X", "TOTAL", v * factor * 1e6) for p, v in SOLD.items()]
    out += [(year, "RUS", p, "M", "TOTAL", v * factor * 1e6) for p, v in BOUGHT.items()]
    return out


def claim(
    sentence: str, subject: str, measure: Measure, value: str | None, year: str | None = "2022", **more: str
) -> Ledger:
    book = Book()
    document = book.document(sentence, name="en.txt", published="2023-03-01", source="Atlas Herald")
    item = book.indicator(document, sentence, subject, measure, value, **more)
    if year is not None:
        said = replace(item.indicator, period=PartialDate.parse(year), id="")
        book.indicators[0] = replace(item, indicator=said, id=said.id)
    return book.ledger()


def checked(tmp_path: Path, ledger: Ledger, *flows: Flow, settings: AvenueSettings = RULES) -> Check:
    rows = flows or (*figures(2021), *figures(2022, 1.3))
    with read_trade([made.comtrade(tmp_path / "c.csv", rows)]) as trade:
        (check,) = avenues(ledger, (MAR, RUS), ON, trade, settings=settings).checks
    assert check.notes
    assert check.verdict.value in check_text(check)
    return check


def rank(sentence: str, subject: str, value: str, **more: str) -> Ledger:
    return claim(sentence, subject, Measure.TRADE_RANK, value, unit="rank", **more)


ARAB = "Morocco is the {}-largest Arab trading partner of Russia."


@pytest.mark.parametrize(
    ("value", "verdict", "ground"),
    [("2", Verdict.CONFIRMED, Ground.RANK_SAME), ("1", Verdict.CONTRADICTED, Ground.RANK_OTHER),
     ("3", Verdict.CONTRADICTED, Ground.RANK_OTHER)],
)  # fmt: skip
def test_rank_is_that_within_the_group_that_the_words_name(
    value: str, verdict: Verdict, ground: Ground, tmp_path: Path
) -> None:
    """Egypt 1,200, Morocco 1,000, Algeria 810: second, though third by what Russia sells."""
    check = checked(tmp_path, rank(ARAB.format(value), f"{value}-largest Arab trading partner", value))
    assert (check.verdict, check.ground, check.group) == (verdict, ground, "League of Arab States")
    assert [part.value for part in check.figures] == [2]


def test_group_may_stand_in_the_scope_or_behind_the_rank(tmp_path: Path) -> None:
    said = "Morocco is the second trade partner of Russia on the African continent."
    check = checked(tmp_path, rank(said, "second trade partner of Russia", "2"))
    assert (check.verdict, check.group) == (Verdict.CONFIRMED, "African Union")
    check = checked(
        tmp_path, rank("Morocco is the second partner.", "second partner", "2", scope="Afrikaanse")
    )
    assert (check.verdict, check.group) == (Verdict.CONFIRMED, "African Union")


def test_rank_without_a_group_that_we_know_is_contradicted_only_where_no_group_could_save_it(
    tmp_path: Path,
) -> None:
    """Fourth of all: it may be third among some, and can be fifth among none."""
    for value, verdict, ground in (
        ("4", Verdict.CONFIRMED, Ground.RANK_SAME),
        ("3", Verdict.NOT_CHECKABLE, Ground.RANK_GROUP),
        ("5", Verdict.CONTRADICTED, Ground.RANK_WORSE),
    ):
        both = [*figures(2022), *((2022, "MAR", p, f, "TOTAL", v) for f in "XM" for p, v in
                                  (("FRA", 9.0), ("ESP", 8.0), ("CHN", 7.0), ("RUS", 6.0)))]  # fmt: skip
        check = checked(tmp_path, rank("Morocco is a partner.", "partner", value), *both)
        assert (check.verdict, check.ground) == (verdict, ground)


def test_partners_that_are_too_few_are_not_ranked(tmp_path: Path) -> None:
    ledger = rank(ARAB.format("second"), "second-largest Arab trading partner", "2")
    check = checked(tmp_path, ledger, settings=AvenueSettings())
    assert (check.verdict, check.ground) == (Verdict.NOT_CHECKABLE, Ground.PARTNERS)
    whole: list[Flow] = [(2022, "RUS", "WLD", f, "TOTAL", 1e12) for f in "XM"]  # type: ignore[misc]  # letters
    check = checked(tmp_path, ledger, *figures(2022), *whole)
    assert check.ground is Ground.PARTNERS


def test_group_of_which_neither_is_a_member_is_said(tmp_path: Path) -> None:
    check = checked(tmp_path, rank("Second ASEAN partner.", "Second ASEAN partner", "2"))
    assert (check.verdict, check.ground) == (Verdict.NOT_CHECKABLE, Ground.NO_MEMBER)


VOLUME = "Trade between Morocco and Russia reached {} dollars in 2022."


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("1300000000", Verdict.CONFIRMED), ("1200000000", Verdict.CONFIRMED), ("1420000000", Verdict.CONFIRMED),
     ("1450000000", Verdict.CONTRADICTED), ("2400000000", Verdict.CONTRADICTED),
     ("900000000", Verdict.CONTRADICTED)],
)  # fmt: skip
def test_volume_is_confirmed_within_the_tolerance(value: str, verdict: Verdict, tmp_path: Path) -> None:
    ledger = claim(VOLUME.format(value), "Trade between", Measure.TRADE_VOLUME, value, unit="USD")
    check = checked(tmp_path, ledger)
    assert check.verdict is verdict
    assert [part.value for part in check.figures] == [pytest.approx(1.3e9)]
    exact = replace(RULES, tolerance=0.0)
    assert (checked(tmp_path, ledger, settings=exact).verdict is Verdict.CONFIRMED) == (value == "1300000000")


def test_either_side_s_figure_confirms_and_both_are_shown(tmp_path: Path) -> None:
    flows: list[Flow] = [
        (2022, "RUS", "MAR", "X", "TOTAL", 700.0), (2022, "RUS", "MAR", "M", "TOTAL", 300.0),
        (2022, "MAR", "RUS", "X", "TOTAL", 400.0), (2022, "MAR", "RUS", "M", "TOTAL", 1600.0),
    ]  # fmt: skip
    for value, verdict in (("1000", "confirmed"), ("2000", "confirmed"), ("1500", "contradicted")):
        ledger = claim(VOLUME.format(value), "Trade", Measure.TRADE_VOLUME, value, unit="USD")
        check = checked(tmp_path, ledger, *flows)
        assert check.verdict.value == verdict
        assert {part.value for part in check.figures} == {1000.0, 2000.0}


def test_exports_of_some_goods_are_less_than_all_and_never_more(tmp_path: Path) -> None:
    def of(value: str) -> Check:
        ledger = claim("Exports to Russia reached so much.", "Exports", Measure.EXPORTS, value, unit="USD")
        return checked(tmp_path, ledger)

    assert of("390000000").verdict is Verdict.CONFIRMED
    assert (of("50000000").verdict, of("50000000").ground) == (Verdict.NOT_CHECKABLE, Ground.PART)
    assert of("5000000000").verdict is Verdict.CONTRADICTED


def test_volume_of_named_goods_is_not_contradicted_by_that_of_all(tmp_path: Path) -> None:
    said = "Trade in wheat and other cereals between Morocco and Russia reached 100000000 dollars."
    ledger = claim(said, "Trade", Measure.TRADE_VOLUME, "100000000", unit="USD")
    assert checked(tmp_path, ledger).ground is Ground.GOODS


def test_percentage_is_confirmed_as_a_change_and_else_may_mean_anything(tmp_path: Path) -> None:
    for value, verdict, ground in (
        ("30", Verdict.CONFIRMED, Ground.CHANGE),
        ("50", Verdict.NOT_CHECKABLE, Ground.PERCENT),
    ):
        ledger = claim(f"Trade rose by {value} percent.", "Trade", Measure.TRADE_VOLUME, value, unit="%")
        check = checked(tmp_path, ledger)
        assert (check.verdict, check.ground) == (verdict, ground)
        assert check.figures[0].value == pytest.approx(30)
    alone = claim("Trade rose by 30 percent.", "Trade", Measure.TRADE_VOLUME, "30", unit="%")
    assert checked(tmp_path, alone, *figures(2022)).ground is Ground.NO_DATA


def test_year_that_is_not_told_is_the_one_before_the_publication_and_marked(tmp_path: Path) -> None:
    ledger = claim(VOLUME, "Trade between", Measure.TRADE_VOLUME, "1300000000", None, unit="USD")
    check = checked(tmp_path, ledger)
    assert (check.year, check.stated_year, check.verdict) == (2022, False, Verdict.CONFIRMED)
    assert "the year before it was published" in check_text(check)


def test_aim_is_not_contradicted_by_what_was(tmp_path: Path) -> None:
    said = "The two sides will sign a plan and intend to expand trade to 9000000000 dollars."
    ledger = claim(said, "trade", Measure.TRADE_VOLUME, "9000000000", None, unit="USD")
    check = checked(tmp_path, ledger)
    assert (check.verdict, check.ground) == (Verdict.NOT_CHECKABLE, Ground.PLAN)


@pytest.mark.parametrize(
    ("measure", "value", "unit", "year", "ground"),
    [
        (Measure.TRADE_VOLUME, "5", "EUR", "2022", Ground.CURRENCY),
        (Measure.TRADE_VOLUME, "5", "USD", "2015", Ground.NO_DATA),
        (Measure.TRADE_VOLUME, None, "wheat", "2022", Ground.NO_VALUE),
        (Measure.STUDENTS, "500", None, "2022", Ground.NOT_TRADE),
    ],
)
def test_what_the_files_cannot_tell_is_said_with_the_reason(
    measure: Measure, value: str | None, unit: str | None, year: str, ground: Ground, tmp_path: Path
) -> None:
    more = {"unit": unit} if unit else {}
    check = checked(tmp_path, claim("So much was traded.", "traded", measure, value, year, **more))
    assert (check.verdict, check.ground, check.figures) == (Verdict.NOT_CHECKABLE, ground, ())


def test_without_files_every_claim_is_not_checkable() -> None:
    ledger = claim(VOLUME, "Trade between", Measure.TRADE_VOLUME, "1", unit="USD")
    (check,) = avenues(ledger, (MAR, RUS), ON).checks
    assert (check.verdict, check.ground) == (Verdict.NOT_CHECKABLE, Ground.NO_FILES)


def test_claim_on_three_states_is_not_checkable(tmp_path: Path) -> None:
    ledger = claim(VOLUME, "Trade between", Measure.TRADE_VOLUME, "1", unit="USD")
    (item,) = ledger.indicators
    said = replace(item.indicator, parties=(DZA, MAR, RUS))
    check = checked(tmp_path, replace(ledger, indicators=(replace(item, indicator=said),)))
    assert check.ground is Ground.PARTIES


AFRICA: list[Flow] = [
    (2022, "RUS", "WLD", "X", "TOTAL", sum(SOLD.values()) * 1e6),
    (2022, "RUS", "WLD", "M", "TOTAL", sum(BOUGHT.values()) * 1e6),
]
WITH_AFRICA = "Trade between Russia and the African countries reached {} dollars in 2022."


@pytest.mark.parametrize(
    ("value", "verdict"), [("3960000000", Verdict.CONFIRMED), ("90000000000", Verdict.CONTRADICTED),
                           ("1000000000", Verdict.CONTRADICTED)],
)  # fmt: skip
def test_trade_with_a_group_is_that_with_all_its_members(
    value: str, verdict: Verdict, tmp_path: Path
) -> None:
    """Egypt, Algeria, Morocco and South Africa: 3,960 in all; Morocco's 1,000 alone do not confirm."""
    ledger = claim(WITH_AFRICA.format(value), "Trade between", Measure.TRADE_VOLUME, value, unit="USD")
    check = checked(tmp_path, ledger, *figures(2022), *AFRICA)
    assert (check.verdict, check.group) == (verdict, "African Union")
    assert [part.value for part in check.figures] == [pytest.approx(3.96e9)]


def test_trade_with_a_group_is_not_checkable_where_the_files_lack_partners(tmp_path: Path) -> None:
    said = WITH_AFRICA.format("90 billion")
    ledger = claim(said, "Trade between", Measure.TRADE_VOLUME, "90000000000", unit="USD")
    whole: list[Flow] = [(*row[:5], 9 * row[5]) for row in AFRICA]  # type: ignore[misc]  # letters
    for more in ([], whole):
        check = checked(tmp_path, ledger, *figures(2022), *more)
        assert (check.verdict, check.ground) == (Verdict.NOT_CHECKABLE, Ground.GROUP)
        assert "African Union" in check_text(check)
        assert not check.figures


def test_claim_that_names_both_and_others_is_confirmed_but_never_contradicted(tmp_path: Path) -> None:
    said = "Trade of Morocco and Russia, both partners of the European Union, reached so much."
    for value, verdict, ground in (
        ("1300000000", Verdict.CONFIRMED, Ground.WITHIN),
        ("7000000000", Verdict.NOT_CHECKABLE, Ground.OTHERS),
    ):
        check = checked(tmp_path, claim(said, "Trade of", Measure.TRADE_VOLUME, value, unit="USD"))
        assert (check.verdict, check.ground) == (verdict, ground)


def test_claim_on_one_and_a_third_is_not_listed_for_the_two() -> None:
    ledger = claim(VOLUME, "Trade between", Measure.TRADE_VOLUME, "1", unit="USD")
    (item,) = ledger.indicators
    other = replace(item, indicator=replace(item.indicator, parties=(DZA, RUS)))
    assert avenues(replace(ledger, indicators=(other,)), (MAR, RUS), ON).checks == ()
