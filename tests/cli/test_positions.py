"""The command that tells where a party stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app, places
from dragoman.model.ledger import Ledger
from tests.desk.worlds import two_states

RUN = CliRunner()


class _HandMade:
    def __enter__(self) -> _HandMade:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ledger(self, settings: object) -> Ledger:
        del settings
        return two_states()


@pytest.fixture(autouse=True)
def _hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "open_store", lambda *_, **__: _HandMade())


def _run(*arguments: str) -> tuple[int, str, str]:
    result = RUN.invoke(app, ["positions", *arguments], env={"COLUMNS": "300", "TERM": "dumb"})
    return result.exit_code, " ".join(result.stdout.split()), " ".join(result.stderr.split())


def test_two_parties_are_shown_side_by_side_with_coverage_below() -> None:
    code, out, _ = _run("MAR", "--with", "RUS", "--on", "2024-06-01")
    assert code == 0
    assert "Western Sahara (Atlas Herald)" in out
    assert "de Sahara (De Noordzee)" in out
    assert out.index("Morocco") < out.index("Russia")
    assert "documents of 5 in the ledger" in out


def test_json_is_a_list_and_has_both_parties() -> None:
    _, out, _ = _run("MAR", "--with", "RUS", "--issue", "western-sahara", "--format", "json")
    assert [item["who"] for item in json.loads(out)] == ["MAR", "RUS"]


def test_as_of_a_day_before_anything_was_read_nothing_is_known() -> None:
    code, out, err = _run("MAR", "--on", "2001-01-01")
    assert (code, err) == (0, "nothing known")
    assert "5 later documents of the ledger left out of account" in out  # the undated one tells of later days


def test_bounds_are_kept() -> None:
    assert json.loads(_run("RUS", "--since", "2025", "--format", "json")[1]) == []
    assert json.loads(_run("RUS", "--until", "2024-05", "--format", "json")[1])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("MAR", "--with", "Morocco"), "one and the same party"),
        (("MAR", "--since", "2024", "--until", "2020"), "before --since"),
        (("MAR", "--on", "2024"), "a day is wanted"),
    ],
)
def test_misuse_is_told(arguments: tuple[str, ...], message: str) -> None:
    code, out, err = _run(*arguments)
    assert (code, out) == (2, "")
    assert message in err.replace("│ ", "")


def test_threshold_is_had_from_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text("[desk.positions]\nreworded = 2.0\n", encoding="utf-8")
    result = RUN.invoke(app, ["positions", "MAR", "--settings", str(file)])
    assert result.exit_code != 0
    assert "desk.positions.reworded" in str(result.exception)
