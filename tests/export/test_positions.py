"""Positions as JSON and as tables."""

from __future__ import annotations

import datetime as dt
import io
import json

from rich.console import Console
from rich.table import Table

from dragoman.desk.positions import positions
from dragoman.export.positions_json import positions_json
from dragoman.export.positions_table import beside_tables, positions_tables
from dragoman.export.timeline_json import dumps
from dragoman.model.record import Party
from tests.desk.builders import MAR, RUS, Book
from tests.desk.worlds import two_states
from tests.export.golden_files import assert_golden

ON = dt.date(2024, 6, 1)
BACKS = "Morocco supports the plan for Western Sahara"
NOTES = "Morocco takes note of the plan for Western Sahara"


def _book() -> Book:
    book = Book()
    for text, day in ((BACKS, "2021-03-01"), (NOTES, "2022-03-01")):
        document = book.document(f"{text}.", name=day, published=day, source="Atlas Herald")
        book.position(document, text, "western-sahara", who=MAR, label="Western Sahara")
    document = book.document("Morocco talked of fish. Russia rejects it.", name="c", published="2022-03-02")
    book.position(document, "Morocco talked of fish", "fish", who=MAR)
    book.position(document, "Russia rejects it", "western-sahara", who=RUS, holder="Volkov")
    return book


def _text(tables: tuple[Table, ...]) -> str:
    out = io.StringIO()
    for table in tables:
        Console(file=out, width=400).print(table)
    return " ".join(out.getvalue().split())


def test_json_has_segments_and_all_that_stood_there_before() -> None:
    ledger = two_states()
    assert_golden("positions.json", dumps(positions_json(ledger, positions(ledger, (RUS, MAR), ON))))
    ledger = _book().ledger()
    *_, later = (i for i in positions_json(ledger, positions(ledger, (MAR,), ON)) if i["change"])
    assert later["change"]["before"] != later["id"]
    texts = {document.id: document.text for document in ledger.documents.values()}
    home = texts[later["reports"][0]["document_id"]]
    for segment in later["change"]["segments"]:
        if segment["after"]:
            assert home[segment["after"]["start"] : segment["after"]["end"]] == segment["words"]
    assert json.loads(dumps(later)) == later


def test_table_shows_changes_in_marks_only_where_asked() -> None:
    ledger = _book().ledger()
    found = positions(ledger, (MAR,), ON)
    marked = _text(positions_tables(found, diff=True))
    assert "Morocco [-supports-] {+takes note of+} the plan for Western Sahara" in marked
    plain = _text(positions_tables(found))
    assert "[-" not in plain
    assert "reworded, distance 0.25; line before: supports" in plain


def test_what_has_no_word_of_stance_stands_apart_below() -> None:
    shown = _text(positions_tables(positions(_book().ledger(), (MAR,), ON)))
    assert shown.index("Western Sahara") < shown.index("without a word of stance") < shown.index("fish")


def test_two_parties_stand_side_by_side_on_an_issue() -> None:
    shown = _text(beside_tables(positions(_book().ledger(), (MAR, RUS), ON)))
    for word in ("Morocco", "Russia", "Both", "Volkov: Russia rejects it", "Western Sahara (Atlas Herald)"):
        assert word in shown
    assert "fish" not in shown


def test_joint_positions_are_shown_once_for_both() -> None:
    pair: tuple[Party, ...] = (MAR, RUS)
    shown = _text(beside_tables(positions(two_states(), pair, ON)))
    assert shown.count("Both sides hold") == 1
