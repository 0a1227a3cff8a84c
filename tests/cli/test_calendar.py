"""The command ``calendar``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from dragoman.cli import app, calendar
from tests.desk.regular import regular

RUN = CliRunner()
TOLD = ("calendar", "MAR", "RUS", "--on", "2024-05-20")


@pytest.fixture(autouse=True)
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "opened", lambda *_: regular())


def test_calendar_is_a_table_json_and_a_file_that_a_calendar_reads(tmp_path: Path) -> None:
    table = RUN.invoke(app, [*TOLD])
    assert table.exit_code == 0
    assert "2 documents of 2 in the ledger" in table.stdout.splitlines()[-2]
    value = json.loads(RUN.invoke(app, [*TOLD, "--format", "json"]).stdout)
    assert [e["kind"] for e in value["entries"]] == ["planned", "expected", "planned"]
    file = tmp_path / "pair.ics"
    made = RUN.invoke(app, [*TOLD, "--format", "ics", "-o", str(file)])
    assert (made.exit_code, made.stdout) == (0, "")
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(e["uid"]) for e in events] == [f"{e['uid']}@dragoman" for e in value["entries"]]


def test_parties_can_be_left_out_and_the_settings_reach_the_answer(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[desk.calendar]\npast_days = 10\n[desk.cadence]\ndormant = 1.1\n", "utf-8")
    told = ("calendar", "--on", "2024-05-20", "--format", "json", "--settings", str(file))
    value = json.loads(RUN.invoke(app, [*told]).stdout)
    assert [e["session"] for e in value["entries"]] == [7]


def test_misuse_is_told() -> None:
    assert RUN.invoke(app, [*TOLD, "--format", "csv"]).exit_code == 2
    assert RUN.invoke(app, ["calendar", "MAR", "RUS", "DZA"]).exit_code == 2
