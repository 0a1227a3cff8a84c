"""The commands ``bodies`` and ``instruments``."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app, registers
from tests.desk.institutions import NAME, PACT, commission, plan

RUN = CliRunner()
BODIES = ("bodies", "Malta", "HRV", "--on", "2024-05-20")
INSTRUMENTS = ("instruments", "Malta", "HRV", "--on", "2024-05-20")


@pytest.fixture(autouse=True)
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "opened", lambda *_: commission(plan(None, "2021-06-01", "2021-02-01")))


def test_table_of_bodies_tells_gaps_chairs_tasks_and_what_did_not_come() -> None:
    result = RUN.invoke(app, [*BODIES])
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    for words in (
        "nothing known of sessions 1, 3–4",
        "Anton Borg",
        f"created by: {PACT}",
        "announced, not reported since: session, 1 June 2021, Valletta (MLT)",
        "task: “tasked with counting the tuna stocks”",
        "perhaps taken up: engagement “commission session",
        "4 documents of 4 in the ledger",
    ):
        assert words in shown


def test_json_of_bodies_is_a_list_with_the_keys_that_it_had() -> None:
    (body,) = json.loads(RUN.invoke(app, [*BODIES, "--format", "json"]).stdout)
    assert {
        "name",
        "aliases",
        "kind",
        "parties",
        "sessions",
        "gaps",
        "id",
        "voices",
        "reports",
    } <= body.keys()
    first = body["sessions"][0]
    assert {"number", "date", "date_end", "date_basis", "date_how", "place", "reports"} <= first.keys()
    assert (body["name"], first["number"], body["gaps"], body["first_known"]) == (NAME, 2, [3, 4], 2)
    assert [chair["name"] for chair in first["chairs"]] == ["Davor Kranjec", "Anton Borg"]
    assert body["tasks"][0]["evidence"] == "candidates"
    assert body["missed"][0]["outcome"] == "not reported since"


def test_table_of_instruments_tells_term_creation_and_activity() -> None:
    result = RUN.invoke(app, [*INSTRUMENTS])
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "1 May 2025" in shown
    assert "created" in shown
    assert "documents of 4 in the ledger" in shown


def test_json_of_instruments_is_a_list_with_the_keys_that_it_had() -> None:
    value = json.loads(RUN.invoke(app, [*INSTRUMENTS, "--format", "json"]).stdout)
    pact = next(one for one in value if one["title"] == PACT)
    old = {"title", "aliases", "kind", "status", "date", "parties", "areas", "symbol", "conflicts", "claims"}
    assert old | {"id", "voices", "reports"} <= pact.keys()
    assert pact["expires"]["date"] == "2025-05-01"
    assert pact["expires"]["state"] == "running"
    assert [made["name"] for made in pact["created"]] == [NAME]
    assert pact["activity"]["use"] in ("active", "dormant")


def test_nothing_known_is_told_with_what_was_read() -> None:
    result = RUN.invoke(app, ["bodies", "FRA", "--on", "2024-05-20"])
    assert "nothing known" in result.stderr
    assert "Rests on nothing" in result.stdout


@pytest.mark.parametrize(
    "wrong", [("bodies", "--on", "2024"), ("bodies", "--format", "csv"), ("instruments", "--area", "fish")]
)
def test_misuse_is_told(wrong: tuple[str, ...]) -> None:
    assert RUN.invoke(app, [*wrong]).exit_code == 2
