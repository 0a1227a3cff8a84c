"""``assess``, and the pictures of ``timeline``, on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app, places
from dragoman.model.ledger import Ledger
from tests.desk.worlds import two_states
from tests.trade.made import baci

RUN = CliRunner()
PAIR = ("assess", "MAR", "Russia", "--on", "2024-05-20")


class _HandMade:
    """A store that holds a ledger made by hand."""

    def __enter__(self) -> _HandMade:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ledger(self, _: object) -> Ledger:
        return two_states()


@pytest.fixture(autouse=True)
def _hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "open_store", lambda *_, **__: _HandMade())


def run(*arguments: str) -> Result:
    return RUN.invoke(app, list(arguments))


def out(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_tables_have_areas_momentum_and_coverage() -> None:
    text = out(*PAIR, "--since", "2024-01")
    assert "Morocco – Russia on 20 May 2024" in text
    assert "science and technology" in text
    assert "oved since 1 January 2024" in text
    assert "Momentum: " in text
    assert "documents of" in text.split("Momentum: ")[1]


def test_json_is_one_object_with_a_version_and_coverage() -> None:
    value = json.loads(out(*PAIR, "--format", "json", "--area", "health", "--area", "trade"))
    assert value["version"] == 1
    assert [area["area"] for area in value["areas"]] == ["trade", "health"]
    assert value["coverage"]["documents"] > 0
    assert (value["since"], value["changes"], value["against"]) == (None, None, None)


def test_another_pair_is_laid_beside_it() -> None:
    value = json.loads(out(*PAIR, "--format", "json", "--against", "DZA", "Morocco"))
    assert [party["code"] for party in value["against"]["parties"]] == ["DZA", "MAR"]
    assert "MAR-RUS" in out(*PAIR, "--against", "DZA", "MAR")


@pytest.mark.parametrize("chart", ["scorecard", "momentum"])
@pytest.mark.parametrize(("format", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_pictures_are_written_where_told(chart: str, format: str, start: bytes, tmp_path: Path) -> None:
    file = tmp_path / f"picture.{format}"
    assert out(*PAIR, "--format", format, "--chart", chart, "-o", str(file)) == ""
    assert file.read_bytes().startswith(start)


def test_page_and_tables_are_written_where_told(tmp_path: Path) -> None:
    for format, start in (("html", "<!doctype"), ("table", "Morocco"), ("json", "{")):
        file = tmp_path / format
        out(*PAIR, "--format", format, "-o", str(file))
        assert file.read_text("utf-8").lstrip().startswith(start)


@pytest.mark.parametrize("format", ["svg", "png"])
def test_timeline_is_drawn(format: str, tmp_path: Path) -> None:
    file = tmp_path / "timeline"
    assert out("timeline", "MAR", "RUS", "--format", format, "-o", str(file)) == ""
    drawn = file.read_bytes()
    assert drawn.startswith(b"<?xml" if format == "svg" else b"\x89PNG")
    if format == "svg":
        assert "Morocco – Russia: engagements over time" in drawn.decode()


def test_trade_files_give_the_shares_of_areas(tmp_path: Path) -> None:
    file = baci(tmp_path / "baci.csv", [(2022, "RUS", "MAR", "X", "270900", 1000.0)])
    value = json.loads(out(*PAIR, "--format", "json", "--trade", str(file)))
    assert value["trade"]["year"] == 2022
    assert value["areas"][1]["vector"][4] == 4
    assert "Trade shares are of 2022, reconciled by BACI, from baci.csv." in out(*PAIR, "--trade", str(file))


def test_thresholds_come_from_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[desk.momentum]\nhalf_life_days = 30\n")
    value = json.loads(out(*PAIR, "--format", "json", "--settings", str(file)))
    assert value["settings"]["momentum"]["half_life_days"] == 30


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("assess", "MAR", "MAR"), "one and the same"),
        ((*PAIR, "--area", "chess"), "'chess' is none of trade, energy"),
        ((*PAIR, "--format", "pdf"), "'pdf' is none of table, json, html, svg, png"),
        ((*PAIR, "--chart", "pie"), "'pie' is none of scorecard, momentum"),
        ((*PAIR, "--since", "2024-06"), "2024-06 is after 2024-05-20"),
        ((*PAIR, "--since", "spring"), "YYYY-MM-DD"),
        ((*PAIR, "--against", "MAR", "MAR"), "one and the same"),
        ((*PAIR, "--against", "DZA", "MAR", "--format", "svg", "--chart", "momentum"), "for one pair"),
        (("timeline", "--format", "table", "-o", "x"), "a table is printed"),
    ],
)
def test_misuse_exits_with_two_and_says_what(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.replace("│", " ").split())


def test_missing_library_is_told_by_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = run(*PAIR, "--format", "svg")
    assert "dragoman[charts]" in str(result.exception)
    assert run(*PAIR).exit_code == 0
