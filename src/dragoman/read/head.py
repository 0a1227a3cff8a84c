"""The date that a page shows under its title or below its text, where the text has the line:
``Updated 19/04/2017 - 10:34``."""

from __future__ import annotations

import re

from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.pack import DateWord
from dragoman.model.time import PartialDate
from dragoman.read.written import written_date

_REACH = 1_200  # characters, and lines, in which a head ends
_LINES = 6
_LAST_LINES = 3  # of which one has the date at the end: the page may have a line or two of its own after it
_LONGEST = 60  # characters of a line, or a part of one, that is no more than a date with a word or two
_WORDS = 4  # words of letters in it, the month and the day of the week included
_TITLE_WORDS = 2  # in the first line, which else is a title with the date of what it tells
_LINE = 160  # characters of a line of several parts
_BETWEEN = re.compile(r"[|•·]|\s[/]\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BESIDE = 6  # characters between "today" and the day of the week
_APART_DAYS = 31  # first published and brought up to date; what is further apart are dates of something else


def head_date(text: str, lang: str, start: int = 0) -> PartialDate | None:
    """The day of a line near the beginning that is a date and hardly anything else, or else of such a line at
    the end; of several near to each other the first day.

    None where there is none, where lines are dated far apart, as in lists of news, and where the text calls
    today another day of the week: the line then is the clock of the page.
    """
    head = [line.strip() for line in text[start : start + _REACH].splitlines() if line.strip()]
    found = []
    for number, line in enumerate(head[:_LINES]):
        found += _day(line, lang, _WORDS if number else _TITLE_WORDS)
    if not found:
        foot = [line.strip() for line in text[max(start, len(text) - _REACH) :].splitlines() if line.strip()]
        for line in foot[1:][-_LINES:]:
            found += _day(line, lang, _WORDS)
        if not any(_day(line, lang, _WORDS) for line in foot[-_LAST_LINES:]):
            return None
    if not found or (max(d.first for d in found) - min(d.first for d in found)).days > _APART_DAYS:
        return None
    date = min(found, key=lambda d: d.first)
    return None if _belied(date, text[start : start + 2 * _REACH], lang) else date


def _day(line: str, lang: str, words: int) -> list[PartialDate]:
    """The day that a line gives with no more words than these, if it gives one; of a line of several parts
    ("By a reporter | Example Daily | 24 July 2018") the day that one of them gives."""
    for part in _BETWEEN.split(line) if len(line) <= _LINE else ():
        if len(part) <= _LONGEST and len(_WORD.findall(part)) <= words:
            date = written_date(part, lang)
            if date is not None and date.day is not None:
                return [date]
    return []


def _belied(date: PartialDate, text: str, lang: str) -> bool:
    """Whether a text says that today is another day of the week: "today, Sunday"."""
    pack = pack_or_bare(lang)
    found = pack.dates.find(pack.tokens(text))
    today = [m for m in found if m.value.word is DateWord.DAY and m.value.value == 0]
    for match in found:
        if match.value.word is DateWord.WEEKDAY and any(
            one.start <= match.start <= one.end + _BESIDE or match.start <= one.start < match.end
            for one in today
        ):
            return match.value.value != date.first.isoweekday()
    return False
