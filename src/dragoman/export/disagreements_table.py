"""Disagreements -> a table for a terminal: a line for each run of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table

from dragoman.desk.differ.rows import Disagreement
from dragoman.desk.wording import count_text
from dragoman.export.tables import table

_COLUMNS = ("what differs", "told", "voices", "by whom, where", "in which words")


def disagreements_table(found: Iterable[Disagreement]) -> Table:
    """Every version of each, with its words."""
    return table(_COLUMNS, [row for one in found for row in _rows(one)])


def _rows(one: Disagreement) -> Iterator[tuple[str, ...]]:
    """A line for each run of words; what they are on, and what they say, stand in the first."""
    copies = " (copies of one text)" if one.one_voice else ""
    heading = f"{one.kind.value}, {one.standing.value}: {one.subject}. {one.text}{copies}"
    for version in one.versions:
        value, voices = version.value, count_text(version.voices, "voice")
        for note in version.notes:
            where = f"{note.source} ({note.lang}, {note.start}–{note.end})"
            yield heading, value, voices, where, " ".join(note.quote.split())
            heading = value = voices = ""
    if one.silent:
        yield "", "left out", "", ", ".join(one.silent), ""
