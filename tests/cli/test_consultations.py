"""The command ``consultations``."""

from __future__ import annotations

import contextlib
import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app, consultations
from dragoman.desk.cadence import CadenceSettings
from dragoman.desk.calendar import CalendarSettings
from dragoman.desk.settings import DeskSettings, desk_settings
from dragoman.model.ledger import Ledger
from tests.desk.regular import regular

RUN = CliRunner()
PAGE = Path(__file__).parents[2] / "docs" / "consultations.md"


@pytest.fixture(autouse=True)
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consultations, "opened", lambda *_: regular())


def test_table_ends_with_the_coverage_and_json_has_it() -> None:
    told = ("consultations", "Maroc", "RUS", "--on", "2024-05-20")
    table = RUN.invoke(app, [*told])
    assert table.exit_code == 0
    assert "2 documents of 2 in the ledger" in table.stdout.splitlines()[-2]
    value = json.loads(RUN.invoke(app, [*told, "--format", "json"]).stdout)
    assert (value["version"], value["on"]) == (1, "2024-05-20")
    assert [party["code"] for party in value["parties"]] == ["MAR", "RUS"]
    assert value["tracks"][0]["standing"] == ["overdue"]
    assert value["coverage"]["documents"] == 2


def test_thresholds_come_from_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[desk.cadence]\ndormant = 1.1\n", "utf-8")
    told = ("consultations", "MAR", "RUS", "--on", "2024-05-20", "--format", "json", "--settings", str(file))
    value = json.loads(RUN.invoke(app, [*told]).stdout)
    ministers = next(t for t in value["tracks"] if t["name"] == "minister")
    assert ministers["standing"] == ["dormant"]
    assert value["settings"]["dormant"] == 1.1


@pytest.mark.parametrize("wrong", [("--on", "2024-05"), ("--format", "csv")])
def test_misuse_is_told(wrong: tuple[str, str]) -> None:
    assert RUN.invoke(app, ["consultations", "MAR", "RUS", *wrong]).exit_code == 2


def test_the_settings_that_the_page_shows_are_the_usual_ones() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    table = tomllib.loads(shown)["desk"]
    assert desk_settings(table, "the page") == DeskSettings()
    assert table["cadence"].keys() == {field.name for field in fields(CadenceSettings)}
    assert table["calendar"].keys() == {field.name for field in fields(CalendarSettings)}


def test_the_lines_of_python_that_the_page_shows_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dragoman.store.open_store", lambda *_, **__: contextlib.nullcontext(_Store()))
    (shown,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    exec(shown.replace("EGY", "MAR"), {})
    assert "Joint Fisheries Commission dormant" in capsys.readouterr().out


class _Store:
    def ledger(self) -> Ledger:
        return regular()
