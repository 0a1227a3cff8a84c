"""Calendars as iCalendar, JSON and a table: what a reader of RFC 5545 gets back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as Ics

from dragoman.desk.calendar import Calendar, Entry, EntryKind, EntryStatus, calendar
from dragoman.export.calendar_ics import calendar_ics
from dragoman.export.calendar_json import calendar_json
from dragoman.export.tables import plain
from dragoman.model.record import Place
from dragoman.model.time import DateBasis, PartialDate, When
from tests.desk.builders import MAR, RUS
from tests.desk.regular import ON, regular
from tests.export.golden_files import assert_golden

ARABIC = "عقدت اللجنة المشتركة المصرية التونسية، التي تجتمع كل سنتين، دورتها الرابعة في تونس"
CHINESE = "委员会每两年举行一次会议，" * 12


def made() -> Calendar:
    return calendar(regular(), (MAR, RUS), on=ON)


ONCE = made()


def entry(words: str, date: str, *, name: str = "one") -> Entry:
    """A deadline with these words, on the days that a date can mean."""
    day = PartialDate.parse(date)
    note = replace(ONCE.entries[0].notes[0], quote=words)
    return Entry(
        id=name,
        of=name,
        kind=EntryKind.DEADLINE,
        status=EntryStatus.TENTATIVE,
        first=day.first,
        last=day.last,
        when=When(date=day, basis=DateBasis.STATED),
        parties=(MAR, RUS),
        place=Place(city=words),
        words=words,
        notes=(note,),
    )


def test_calendar_is_as_in_the_golden_files() -> None:
    assert_golden("calendar.ics", calendar_ics(made()).decode("utf-8"))
    assert_golden("calendar.json", calendar_json(made()))


def test_the_same_answer_gives_the_same_bytes_and_the_stamp_is_the_day_of_asking() -> None:
    assert calendar_ics(made()) == calendar_ics(made())
    event = Ics.from_ical(calendar_ics(made())).walk("VEVENT")[0]
    assert event["dtstamp"].dt == dt.datetime(2024, 5, 20, tzinfo=dt.UTC)


def test_events_are_of_whole_days_and_end_after_their_last() -> None:
    answer = replace(ONCE, entries=(entry("a school", "2024-06"),))
    (event,) = Ics.from_ical(calendar_ics(answer)).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2024, 6, 1), dt.date(2024, 7, 1))
    assert event["summary"].endswith("day not known")
    assert "day not known" in event["description"]


def test_arabic_and_chinese_come_back_whole_and_no_line_is_longer_than_75_octets() -> None:
    both = entry(ARABIC, "2024-06-01", name="a"), entry(CHINESE, "2024-06-02", name="b")
    answer = replace(ONCE, entries=both)
    raw = calendar_ics(answer)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    first, second = Ics.from_ical(raw).walk("VEVENT")
    assert ARABIC in first["description"]
    assert CHINESE in second["description"]


def test_a_hostile_quote_makes_no_property_of_its_own() -> None:
    words = "A school\r\nEND:VEVENT\r\nBEGIN:VALARM\x00;,\\n opens"
    answer = replace(ONCE, entries=(entry(words, "2024-06-01"),))
    parsed = Ics.from_ical(calendar_ics(answer))
    assert len(parsed.walk("VEVENT")) == 1
    assert parsed.walk("VALARM") == []
    assert plain(words) in parsed.walk("VEVENT")[0]["description"]


def test_json_has_the_coverage_and_every_note_it_names() -> None:
    value = json.loads(calendar_json(made()))
    assert value["coverage"]["documents"] == 2
    numbers = {note["number"] for note in value["notes"]}
    assert all(set(e["notes"]) <= numbers and e["notes"] for e in value["entries"])


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1, max_size=200).filter(
    lambda text: plain(text) != ""
)
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)).map(str)


@given(
    st.lists(st.tuples(WORDS, DATES, st.sampled_from(list(EntryStatus))), min_size=1, max_size=4),
)
def test_what_a_calendar_says_is_what_its_reader_gets(told: list[tuple[str, str, EntryStatus]]) -> None:
    entries = tuple(
        replace(entry(words, date, name=f"e{number}"), status=status)
        for number, (words, date, status) in enumerate(told)
    )
    raw = calendar_ics(replace(ONCE, entries=entries))
    parsed = Ics.from_ical(raw).walk("VEVENT")
    assert len(parsed) == len(entries)
    for one, event in zip(entries, parsed, strict=True):
        assert event["uid"] == f"{one.id}@dragoman"
        assert event["dtstart"].dt == one.first
        assert event["dtend"].dt == one.last + dt.timedelta(days=1)
        assert event["status"] == one.status.value
        assert plain(f"“{one.notes[0].quote}”") in event["description"]
        assert event["location"] == plain(one.words)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
