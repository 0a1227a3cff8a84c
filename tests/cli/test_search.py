"""The command ``search``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.store import open_store
from tests.store.test_search import CAIRO, fill

RUN = CliRunner()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("search") / "ledger.db"
    with open_store(path) as store:
        fill(store)
    return str(path)


def hits(ledger: str, *words: str) -> dict[str, list[dict[str, object]]]:
    result = RUN.invoke(app, ["search", *words, "--ledger", ledger, "--format", "json"])
    assert result.exit_code == 0, result.output
    return {one["kind"]: one["hits"] for one in json.loads(result.stdout)["kinds"]}


def test_a_table_shows_each_hit_with_its_words(ledger: str) -> None:
    result = RUN.invoke(app, ["search", "لافروف", "Egypt", "--ledger", ledger])
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "engagement: meeting" in shown
    assert "Sergey Lavrov flew to Cairo" in shown
    assert "Named in the question: Egypt (EGY)." in shown


def test_json_gives_the_place_of_the_words_and_what_was_found_in_them(ledger: str) -> None:
    (found,) = hits(ledger, "wheat")["document"]
    start, end = found["start"], found["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert CAIRO.text[start:end] == found["quote"]
    assert isinstance(found["marks"], list)
    assert [CAIRO.text[start + a : start + b] for a, b in found["marks"]] == ["wheat"]


def test_filters_narrow_what_is_found(ledger: str) -> None:
    assert list(hits(ledger, "Lavrov", "--kind", "person")) == ["person"]
    assert len(hits(ledger, "Lavrov", "--since", "2024")["document"]) == 2
    assert len(hits(ledger, "Lavrov", "--lang", "zh", "--until", "2022-05")["document"]) == 1
    assert len(hits(ledger, "Lavrov", "--party", "Egypt")["document"]) == 2
    assert len(hits(ledger, "Lavrov", "--limit", "1", "--offset", "3")["document"]) == 1


def test_nothing_found_is_said_on_standard_error_and_no_failure(ledger: str) -> None:
    result = RUN.invoke(app, ["search", "zeppelin", "--ledger", ledger])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing known" in result.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ["x" * 1001],
        ["wheat", "--kind", "zeppelin"],
        ["wheat", "--party", "Zeppelinia"],
        ["wheat", "--since", "soon"],
        ["wheat", "--since", "2024", "--until", "2023"],
        ["wheat", "--format", "csv"],
        [],
    ],
)
def test_what_cannot_be_asked_is_misuse(ledger: str, wrong: list[str]) -> None:
    assert RUN.invoke(app, ["search", *wrong, "--ledger", ledger]).exit_code == 2


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["search", "wheat", "--ledger", str(tmp_path / "none.db")])
    assert result.exit_code != 0
    assert not (tmp_path / "none.db").exists()
