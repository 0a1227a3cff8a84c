"""The docket on the command line: its list and filters, and an officer's decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.store import open_store
from tests.store.samples import ENGLISH, english

RUN = CliRunner()


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """A ledger with one promise of Russia, due in 2022."""
    address = str(tmp_path / "ledger.db")
    with open_store(address) as store:
        store.add(ENGLISH, english())
    return address


def run(ledger: str, *words: str) -> Result:
    return RUN.invoke(app, ["commitments", *words, "--ledger", ledger])


def shown(ledger: str, *words: str) -> Any:
    result = run(ledger, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_list_is_the_same_with_options_before_or_behind_the_parties(ledger: str) -> None:
    (entry,) = shown(ledger, "RUS", "--on", "2024-01-01")
    assert shown(ledger, "--on", "2024-01-01", "Russia") == [entry]
    assert entry["due"]["date"] == "2022"
    assert entry["overdue"] is True
    assert entry["decisions"] == []
    assert shown(ledger, "MAR") == []


def test_the_table_has_the_coverage_below_it(ledger: str) -> None:
    result = run(ledger, "RUS", "--on", "2024-01-01")
    assert result.exit_code == 0
    assert "no public evidence" in " ".join(result.stdout.split())
    assert "1 document of 1 in the ledger" in result.stdout
    nothing = run(ledger, "MAR")
    assert nothing.exit_code == 0
    assert "nothing known" in nothing.stderr
    assert "Rests on nothing" in nothing.stderr


def test_a_decision_stands_beside_the_proposal_until_it_is_undone(ledger: str) -> None:
    identity = shown(ledger)[0]["id"]
    (made,) = shown(
        ledger,
        "decide",
        identity[:12],
        "--score",
        "0",
        "--by",
        "Ana",
        "--reason",
        "half of them",
        "--party",
        "RU",
    )
    assert (made["score"], made["by"], made["party"]) == ("0", "Ana", "RUS")
    (entry,) = shown(ledger)
    assert [d["id"] for d in entry["decisions"]] == [made["id"]]
    assert [d["after_on"] for d in entry["decisions"]] == [False]
    assert [s["score"] for s in entry["standing"] if s["party"] == "RUS"] == ["0"]
    assert "no public evidence" in {p["score"] for p in entry["proposed"]}
    assert [d["after_on"] for d in shown(ledger, "--on", "2024-01-01")[0]["decisions"]] == [True]
    assert shown(ledger, "--score", "0") == [entry]
    assert shown(ledger, "--score", "+1") == []
    (gone,) = shown(ledger, "undo", made["id"][:12])
    assert gone["undone_at"] is not None
    assert shown(ledger)[0]["decisions"] == []
    assert run(ledger, "undo", made["id"]).exit_code != 0


def test_two_officers_are_both_shown_the_latest_on_top(ledger: str) -> None:
    identity = shown(ledger)[0]["id"]
    shown(ledger, "decide", identity, "--score", "+1", "--by", "Ben")
    shown(ledger, "decide", identity, "--score", "-1", "--by", "Ana")
    (entry,) = shown(ledger)
    assert [d["by"] for d in entry["decisions"]] == ["Ana", "Ben"]
    assert {(s["score"], s["by"]) for s in entry["standing"]} == {("-1", "Ana")}
    assert shown(ledger) == [entry]


@pytest.mark.parametrize(
    "words",
    [
        ("decide", "com-00000000", "--score", "+1"),
        ("decide", "ENTRY", "--score", "2"),
        ("decide", "ENTRY", "--score", "+1", "--party", "MAR"),
        ("decide", "ENTRY", "--score", "+1", "--by", "machine"),
        ("decide", "ENTRY"),
        ("decide", "ENTRY", "--score", "+1", "--by", ""),
        ("decide", "ENTRY", "--score", "+1", "--by", "Ana", "--reason", ""),
        ("--area", "astrology"),
        ("--strength", "oath"),
        ("--score", "5"),
        ("MAR", "RUS", "DZA"),
    ],
)
def test_misuse_is_refused_and_nothing_is_kept(ledger: str, words: tuple[str, ...]) -> None:
    before = shown(ledger)
    result = run(ledger, *(before[0]["id"] if word == "ENTRY" else word for word in words))
    assert result.exit_code != 0
    assert shown(ledger) == before


@pytest.mark.parametrize("blank", ["", " "])
@pytest.mark.parametrize("option", ["--by", "--reason"])
def test_an_empty_name_or_reason_is_misuse_and_said_so(ledger: str, option: str, blank: str) -> None:
    result = run(ledger, "decide", shown(ledger)[0]["id"], "--score", "+1", option, blank)
    assert result.exit_code == 2
    assert option in result.stderr
    assert "is empty" in result.stderr


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--overdue",), 1),
        (("--due-before", "2022"), 0),
        (("--due-before", "2023-01-01"), 1),
        (("--party", "RUS"), 1),
        (("--party", "MAR"), 0),
        (("--strength", "intent"), 0),
        (("--score", "none"), 1),
    ],
)
def test_filters_choose(ledger: str, words: tuple[str, ...], found: int) -> None:
    assert len(shown(ledger, *words, "--on", "2024-01-01")) == found
