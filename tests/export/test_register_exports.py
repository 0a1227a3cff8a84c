"""The registers of bodies and instruments as JSON and as tables."""

from __future__ import annotations

import datetime as dt
import io

from rich.console import Console
from rich.table import Table

from dragoman.desk.bodies import bodies_of, body_register
from dragoman.desk.instruments import instrument_register, instruments_of
from dragoman.export.bodies_json import bodies_json
from dragoman.export.bodies_table import bodies_tables
from dragoman.export.instruments_json import instruments_json
from dragoman.export.instruments_table import instruments_table
from dragoman.export.timeline_json import dumps
from tests.desk.institutions import commission, plan
from tests.export.golden_files import assert_golden

ON = dt.date(2024, 5, 20)
BOOK = commission(plan(None, "2021-06-01", "2021-02-01"), plan(6, "2024-09-01", "2024-05-01", "Later"))
BODIES = body_register(BOOK, bodies_of(BOOK), ON)
INSTRUMENTS = instrument_register(BOOK, instruments_of(BOOK), ON)


def printed(*tables: Table) -> str:
    console = Console(file=io.StringIO(), width=200)
    for table in tables:
        console.print(table)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def test_json_of_bodies_is_as_in_the_golden_file() -> None:
    assert_golden("bodies.json", dumps(bodies_json(BOOK, BODIES)))


def test_tables_of_bodies_are_as_in_the_golden_file() -> None:
    assert_golden("bodies.txt", printed(*bodies_tables(BODIES)))


def test_json_of_instruments_is_as_in_the_golden_file() -> None:
    assert_golden("instruments.json", dumps(instruments_json(BOOK, INSTRUMENTS)))


def test_table_of_instruments_is_as_in_the_golden_file() -> None:
    assert_golden("instruments.txt", printed(instruments_table(INSTRUMENTS)))
