"""The date that a release writes at its head: on a line of its own, or before its first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.model.time import PartialDate
from dragoman.read.written import written_date

_LINES = 12  # from the head, in which it stands
_BARE = 60  # code points of a line that is a date, a place and a date, "Published:" and a date
_WORDS = 8
_PLACE = 40  # code points before the date in a dateline
_DATELINE = re.compile(
    rf"(?P<head>[^\d.!?;:]{{2,{_PLACE}}}[,،，(]\s?[^\d.!?;:]{{0,8}}?\d[^!?;:]{{4,30}}?)"
    r"(?:\)?\s?[-–—:]{1,2}\s|\)\s|\)?\.\s|\)?/)"
)
_FIGURE = re.compile(r"\d")


def date_at_head(text: str, lang: str | None) -> tuple[PartialDate, str] | None:
    """The date written at the head of a text, a paragraph a line, and the words in which it stands.

    Where the datelines of a text differ (it is a digest), none of them is the date of the whole.
    """
    lines = text.split("\n")
    for place, line in enumerate(lines[:_LINES]):
        line = line.strip()
        for words in _dated(line):
            date = written_date(words, lang)
            if date is None or date.day is None:
                continue
            if words != line and _others(lines[place + 1 :], lang) - {date}:
                return None
            return date, words
    return None


def _dated(line: str) -> Iterator[str]:
    """What of a line can be a date and where it is written."""
    if len(line) <= _BARE and len(line.split()) <= _WORDS and _FIGURE.search(line):
        yield line
    if match := _DATELINE.match(line):
        yield match["head"].strip(" (")


def _others(lines: list[str], lang: str | None) -> set[PartialDate]:
    heads = (match["head"] for line in lines if (match := _DATELINE.match(line)))
    return {date for head in heads if (date := written_date(head, lang)) is not None and date.day is not None}
