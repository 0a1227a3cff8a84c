"""The command that ranks avenues."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app, places
from dragoman.errors import InvalidSettings, UnreadableTrade
from dragoman.model.ledger import Ledger
from tests.desk.avenues.test_avenues import talks, world
from tests.trade import made

RUN = CliRunner()


class _HandMade:
    """A store that holds a ledger made by hand."""

    def __enter__(self) -> _HandMade:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ledger(self, _settings: object = None) -> Ledger:
        return talks()


@pytest.fixture(autouse=True)
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_store(_address: str, *, create: bool) -> _HandMade:
        assert not create
        return _HandMade()

    monkeypatch.setattr(places, "open_store", open_store)


@pytest.fixture
def rules(tmp_path: Path) -> str:
    path = tmp_path / "rules.toml"
    path.write_text("[desk.avenues]\nworld_reporters = 3\nmin_gap_usd = 1.0\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def trade(tmp_path: Path) -> str:
    return str(made.baci(tmp_path / "world.csv", [*world(2020), *world(2021)]))


def _out(*arguments: str) -> str:
    result = RUN.invoke(app, ["avenues", "Morocco", "RU", "--on", "2024-05-20", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_is_one_object_with_coverage_of_both(trade: str, rules: str) -> None:
    shown = json.loads(_out("--trade", trade, "--settings", rules, "--format", "json"))
    assert (shown["version"], shown["year"], shown["parties"]) == (1, 2021, ["MAR", "RUS"])
    assert {"avenues", "checks", "directions", "trade", "coverage"} <= shown.keys()
    assert "export potential" in {row["kind"] for row in shown["avenues"]}
    assert shown["trade"]["files"][0]["used"] == 26


def test_year_can_be_chosen_and_one_that_is_not_there_is_misuse(trade: str, rules: str) -> None:
    assert json.loads(_out("--trade", trade, "--year", "2020", "--format", "json"))["year"] == 2020
    arguments = ["avenues", "MAR", "RUS", "--trade", trade, "--year", "1999", "--settings", rules]
    result = RUN.invoke(app, arguments, env={"COLUMNS": "300", "TERM": "dumb"})
    assert result.exit_code == 2
    assert "1999" in result.stderr


def test_table_tells_figures_avenues_and_what_they_rest_on(trade: str, rules: str) -> None:
    shown = " ".join(_out("--trade", trade, "--settings", rules).split())
    for words in ("Trade of 2021", "export potential", "declared by both", "world.csv: CEPII BACI, 2020–2021",
                  "1 document of 1 in the ledger"):  # fmt: skip
        assert words in shown


def test_output_goes_to_a_file_and_charts_to_a_folder(trade: str, rules: str, tmp_path: Path) -> None:
    page, charts = tmp_path / "a.html", tmp_path / "charts"
    assert _out("--trade", trade, "--settings", rules, "--format", "html", "-o", str(page), "--charts", str(charts)) == ""  # fmt: skip  # noqa: E501
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert {path.suffix for path in charts.iterdir()} == {".png"}


def test_without_trade_files_the_ledger_answers() -> None:
    shown = json.loads(_out("--format", "json"))
    assert (shown["year"], shown["trade"]) == (None, None)
    assert shown["avenues"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("MAR", "RUS", "--format", "csv"), "table, json, html"), (("MAR", "MAR"), "one and the same"),
     (("MAR", "RUS", "--on", "2024"), "a day is wanted")],
)  # fmt: skip
def test_misuse_is_told_with_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    result = RUN.invoke(app, ["avenues", *arguments], env={"COLUMNS": "300", "TERM": "dumb"})
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())


def test_file_that_is_no_trade_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("date,text\n", encoding="utf-8")
    result = RUN.invoke(app, ["avenues", "MAR", "RUS", "--trade", str(path)])
    assert isinstance(result.exception, UnreadableTrade)
    assert "news.csv: line 1" in str(result.exception)


def test_wrong_setting_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("[desk.avenues]\ntolerance = 2.0\n", encoding="utf-8")
    result = RUN.invoke(app, ["avenues", "MAR", "RUS", "--settings", str(path)])
    assert isinstance(result.exception, InvalidSettings)
    assert "desk.avenues.tolerance" in str(result.exception)
