"""CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from dragoman.export.cells import csv_text


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"))))
def test_no_cell_begins_as_a_formula_does_and_nothing_is_lost(texts: list[str]) -> None:
    rows = _read(csv_text(("a", "b"), [(text, "x") for text in texts]))
    assert rows[0] == ["a", "b"]
    for row, text in zip(rows[1:], texts, strict=True):
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\n"))
        assert row[0].removeprefix("'") == text.removeprefix("'")


def test_numbers_stay_numbers_and_lists_are_joined() -> None:
    made = csv_text(("n", "list", "none"), [(-1.5, ("=a", "b"), None)])
    assert _read(made)[1] == ["-1.5", "'=a; b", ""]
