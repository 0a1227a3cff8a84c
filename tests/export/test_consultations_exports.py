"""Consultations as JSON and as tables."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from dragoman.desk.consultations import consultations
from dragoman.desk.consultations.rows import Consultations
from dragoman.export.consultations_json import consultations_json
from dragoman.export.consultations_table import consultations_tables
from tests.desk.builders import DZA, MAR, RUS
from tests.desk.regular import ON, regular
from tests.export.golden_files import assert_golden


@pytest.fixture(scope="module")
def made() -> Consultations:
    return consultations(regular(), MAR, RUS, ON)


def printed(answer: Consultations) -> str:
    console = Console(file=io.StringIO(), width=200)
    for table, _ in consultations_tables(answer):
        console.print(table)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def test_json_is_as_in_the_golden_file(made: Consultations) -> None:
    assert_golden("consultations.json", consultations_json(made))


def test_tables_are_as_in_the_golden_file(made: Consultations) -> None:
    assert_golden("consultations.txt", printed(made))


def test_every_note_that_a_row_names_is_there(made: Consultations) -> None:
    value = json.loads(consultations_json(made))
    numbers = {note["number"] for note in value["notes"]}
    named = set(_numbers({k: v for k, v in value.items() if k != "notes"}))
    assert named
    assert named <= numbers


def test_of_a_pair_that_nothing_is_known_of_the_reason_and_the_coverage_are_told() -> None:
    answer = consultations(regular(), DZA, RUS, ON)
    value = json.loads(consultations_json(answer))
    assert {track["why"]["contacts"] for track in value["tracks"]} == {0}
    assert value["coverage"]["documents"] == 0
    assert "no dated contact is known" in " ".join(printed(answer).replace("│", " ").split())


def _numbers(value: object) -> list[int]:
    if isinstance(value, dict):
        own = [n for n in value.get("notes", ()) if isinstance(n, int)]
        return own + [n for item in value.values() for n in _numbers(item)]
    return [n for item in value for n in _numbers(item)] if isinstance(value, list) else []
