"""The date that a page shows under its title, where the text has the line: ``Updated 19/04/2017 - 10:34``."""

from __future__ import annotations

import re

from dragoman.model.time import PartialDate
from dragoman.read.written import written_date

_REACH = 1_200  # characters, and lines, in which a head ends
_LINES = 6
_LONGEST = 60  # characters of a line that is no more than a date with a word or two
_WORDS = 4  # words of letters in it, the month and the day of the week included
_TITLE_WORDS = 2  # in the first line, which else is a title with the date of what it tells
_WORD = re.compile(r"[^\W\d_]{2,}")
_APART_DAYS = 31  # first published and brought up to date; what is further apart are dates of something else


def head_date(text: str, lang: str, start: int = 0) -> PartialDate | None:
    """The day of a line near the beginning that is a date and hardly anything else; of several near to each
    other the first day. None where there is none, or where lines are dated far apart, as in lists of news."""
    lines = [line.strip() for line in text[start : start + _REACH].splitlines() if line.strip()]
    found = []
    for number, line in enumerate(lines[:_LINES]):
        if len(line) > _LONGEST or len(_WORD.findall(line)) > (_WORDS if number else _TITLE_WORDS):
            continue
        date = written_date(line, lang)
        if date is not None and date.day is not None:
            found.append(date)
    if not found or (max(d.first for d in found) - min(d.first for d in found)).days > _APART_DAYS:
        return None
    return min(found, key=lambda d: d.first)
