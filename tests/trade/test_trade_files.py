"""Trade files: known by their headers, opened packed or not, and every row accounted for."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from dragoman.errors import UnreadableTrade
from dragoman.trade import read_trade
from dragoman.trade.formats import Format, recognised
from tests.trade import made
from tests.trade.made import BACI, LEGACY, NEW, Flow

FLOWS: list[Flow] = [
    (2021, "MAR", "RUS", "X", "080510", 1000.0),
    (2021, "MAR", "RUS", "X", "100199", 500.0),
    (2021, "RUS", "MAR", "X", "270900", 4000.0),
]


@pytest.mark.parametrize(
    ("header", "format"),
    [
        (NEW, Format.COMTRADE),
        (LEGACY, Format.COMTRADE_LEGACY),
        (BACI, Format.BACI),
        (["\ufefft", " I ", '"j"', "k", "v", "q"], Format.BACI),
        (["code", "description"], Format.PRODUCTS),
        (["refYear", "reporterISO", "partnerISO", "flowCode", "cmdCode", "primaryValue"], Format.COMTRADE),
        (["Year", "Reporter Code", "Trade Flow", "Partner ISO", "Commodity Code", "Trade Value (US$)"],
         Format.COMTRADE_LEGACY),
    ],
)  # fmt: skip
def test_format_is_told_by_the_header(header: list[str], format: Format) -> None:
    found = recognised(header)
    assert found is not None
    assert found.format is format


@pytest.mark.parametrize("header", [["date", "text"], ["t", "i", "j", "k"], []])
def test_other_headers_are_those_of_no_trade_file(header: list[str]) -> None:
    assert recognised(header) is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("columns", "rows"), [(NEW, made.new_rows), (LEGACY, made.legacy_rows), (BACI, made.baci_rows)]
)
def test_every_format_gives_the_same_flows(columns, rows, delimiter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = made.write(tmp_path / "t.csv", columns, rows(FLOWS), delimiter)
    with read_trade([path]) as trade:
        assert trade.years == (2021,)
        assert trade.between(2021, "MAR", "RUS", "X") == pytest.approx(1500.0)
        assert trade.between(2021, "RUS", "MAR", "X") == pytest.approx(4000.0)
        products = trade.products(2021, ("MAR", "RUS"))
        assert products is not None
        assert set(products.between["product"]) == {"080510", "100199", "270900"}
        assert trade.coverage.files[0].used == 3
        assert trade.coverage.refused == 0


def test_packed_files_hold_the_same(tmp_path: Path) -> None:
    plain = made.baci(tmp_path / "BACI_HS17_Y2021_V202401.csv", FLOWS)
    packed, archive = tmp_path / "t.csv.gz", tmp_path / "baci.zip"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(archive, "w") as out:
        out.write(plain, plain.name)
        out.writestr("Readme.txt", "Documentation of the database\n")
        out.writestr("country_codes.csv", "country_code,country_name,country_iso3\n504,Morocco,MAR\n")
        out.writestr("product_codes.csv", 'code,description\n080510,"Citrus, such as oranges"\n')
    found = []
    for path in (plain, packed, archive):
        with read_trade([path]) as trade:
            found.append((trade.between(2021, "MAR", "RUS", "X"), trade.coverage.files[0].used))
    assert found[0] == found[1] == found[2]
    with read_trade([archive]) as trade:
        assert trade.coverage.files[0].name == "baci.zip/BACI_HS17_Y2021_V202401.csv"
        assert trade.coverage.files[0].revisions == ("HS17",)
        assert trade.names == {"080510": "Citrus, such as oranges"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("news.csv", b"date,text\n2021-01-01,words\n", "line 1: the columns are those of no trade file"),
        ("empty.csv", b"", "empty"),
        ("wide.csv", "t,i,j,k,v,q\n".encode("utf-16"), "UTF-16"),
        ("cut.csv.gz", gzip.compress(b"t,i,j,k,v,q\n" * 9999)[:40], "ended"),
        ("not.zip", b"PK\x03\x04nothing", "zip"),
    ],
)
def test_file_that_cannot_be_read_is_named_with_the_reason(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableTrade) as caught, read_trade([path]):
        pass
    assert name in str(caught.value)
    assert reason in str(caught.value)


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(UnreadableTrade, match=r"none\.csv: No such file"),
        read_trade([tmp_path / "none.csv"]),
    ):
        pass


def test_bad_rows_are_counted_with_their_lines_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(
        "t,i,j,k,v,q\n"
        "2021,504,643,080510,1.5,NA\n"  # line 2
        "2021,504,643,080520,much,NA\n"
        "2021,504,643,080530,,NA\n"
        "2021,12345,643,080510,1,NA\n"
        "\n"
        "2021,504,643,080540,2,NA,and,more\n"  # line 7
        "year,504,643,080540,2,NA\n"
        "2021,504,643,oranges,2,NA\n"
        "2021,504,643,080550,-2,NA\n"
        "2021,504,,080550,2,NA\n"
        "2021,504,643,080550,inf,NA\n"
        "2021,504,643,080560,4,NA\n",
        encoding="utf-8",
    )
    with read_trade([path]) as trade:
        (file,) = trade.coverage.files
        assert {one.reason: one.lines for one in file.refused} == {
            "the value is no number": (3, 12),
            "there is no value": (4,),
            "the reporter's code is not known": (5,),
            "more cells than the header has columns": (7,),
            "the year cannot be read": (8,),
            "the product code is none of the Harmonized System": (9,),
            "the value is negative": (10,),
            "the partner's code cannot be read": (11,),
        }
        assert (file.rows, file.used, trade.coverage.refused) == (11, 2, 9)
        assert trade.between(2021, "MAR", "RUS", "X") == 5500.0


def test_of_many_bad_rows_the_first_are_named(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("t,i,j,k,v,q\n" + "2021,504,643,080510,x,NA\n" * 50, encoding="utf-8")
    with read_trade([path]) as trade:
        (one,) = trade.coverage.files[0].refused
        assert (one.rows, one.lines) == (50, (2, 3, 4))
        assert trade.years == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"flowCode": "RX"}, "re-exports"),
        ({"typeCode": "S"}, "services"),
        ({"classificationCode": "S4"}, "not the Harmonized System"),
        ({"freqCode": "M", "refMonth": "3"}, "months"),
        ({"period": "202103", "refMonth": "3"}, "months"),
        ({"motCode": "2100"}, "parts by transport"),
        ({"customsCode": "C04"}, "parts by transport"),
        ({"partner2Code": "276"}, "parts by transport"),
        ({"partnerCode": "97", "partnerISO": "EUR"}, "groups of countries"),
        ({"partnerCode": "504", "partnerISO": "MAR"}, "with itself"),
        ({"cmdCode": "08051020"}, "finer than six digits"),
    ],
)
def test_what_is_within_something_else_is_left_out_and_said_so(
    changed: dict[str, str], reason: str, tmp_path: Path
) -> None:
    rows = [*made.new_rows(FLOWS[:1]), *made.new_rows([(2021, "MAR", "RUS", "X", "100199", 77.0)], **changed)]
    with read_trade([made.write(tmp_path / "c.csv", NEW, rows)]) as trade:
        (left,) = trade.coverage.files[0].left
        assert left.reason.find(reason) >= 0
        assert left.rows == 1
        assert trade.between(2021, "MAR", "RUS", "X") == 1000.0


def test_leading_zeros_stay_and_lost_ones_come_back(tmp_path: Path) -> None:
    rows = [
        {"t": "2021", "i": "504", "j": "643", "k": code, "v": "1", "q": ""} for code in ("010121", "80510")
    ]
    with read_trade([made.write(tmp_path / "b.csv", BACI, rows)]) as trade:
        products = trade.products(2021, ("MAR", "RUS"))
        assert products is not None
        assert products.between["product"].to_list() == ["010121", "080510"]
        assert trade.coverage.files[0].restored == 1


@pytest.mark.parametrize(
    ("code", "party"),
    [("842", "USA"), ("699", "IND"), ("251", "FRA"), ("757", "CHE"), ("579", "NOR"), ("490", "TWN"),
     ("840", "USA")],
)  # fmt: skip
def test_codes_of_the_statistics_are_those_of_their_parties(code: str, party: str, tmp_path: Path) -> None:
    rows = [{"t": "2021", "i": code, "j": "504", "k": "100199", "v": "3", "q": ""}]
    with read_trade([made.write(tmp_path / "b.csv", BACI, rows)]) as trade:
        assert trade.between(2021, party, "MAR", "X") == 3000.0
        assert trade.between(2021, "MAR", party, "M") == 3000.0


def test_letters_stand_in_where_there_are_no_numbers(tmp_path: Path) -> None:
    columns = [c for c in NEW if c not in ("reporterCode", "partnerCode")]
    rows = [{k: v for k, v in row.items() if k in columns} for row in made.new_rows(FLOWS)]
    with read_trade([made.write(tmp_path / "c.csv", columns, rows)]) as trade:
        assert trade.between(2021, "MAR", "RUS", "X") == 1500.0


@pytest.mark.parametrize(
    "broken",
    [
        '"080520,5,',
        '"080520"5,5,',
        '"080"""5,5,',
        '080520,5,"',
        '080520",5,1',
        '"080""520,5,1',
        '"080520,5,\n2021,504,643,"0805,,',
    ],
)
def test_row_with_a_broken_quote_is_named_and_the_rest_goes_on(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    good = "2021,504,643,080510,1.5,NA\n"
    path.write_text(f"t,i,j,k,v,q\n{good}2021,504,643,{broken}\n{good}{good}", encoding="utf-8")
    with read_trade([path]) as trade:
        (file,) = trade.coverage.files
        (refused,) = file.refused
        assert "quote" in refused.reason
        assert refused.lines == tuple(range(3, 4 + broken.count("\n")))
        assert (file.used, trade.between(2021, "MAR", "RUS", "X")) == (3, 4500.0)


def test_cell_that_is_quoted_over_two_lines_is_no_broken_quote(tmp_path: Path) -> None:
    rows = [*made.new_rows(FLOWS[:2])]
    rows[0]["cmdDesc"] = 'citrus,\n"sweet" ones'
    path = made.write(tmp_path / "c.csv", NEW, rows)
    with path.open("a", encoding="utf-8") as out:
        out.write('C,A,"broken\n')
    with read_trade([path]) as trade:
        (refused,) = trade.coverage.files[0].refused
        assert (refused.rows, "quote" in refused.reason) == (1, True)
        assert trade.between(2021, "MAR", "RUS", "X") == 1500.0
