"""Texts that nothing dates: what joins them to an engagement all the same, and what does not."""

from __future__ import annotations

from typing import Any

from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Role
from dragoman.model.text import EngagementKind, Realis
from tests.merge.builders import Told, ledger

MEETING = EngagementKind.MEETING


def _one(found: Ledger) -> Any:
    assert len(found.engagements) == 1
    return found.engagements[0]


def _verdicts(found: Ledger) -> list[Verdict]:
    return [j.verdict for j in found.judgements if j.matter is Matter.ENGAGEMENT]


def _timeless(text: str, *more: str, **event: Any) -> Told:
    """A text without any date on the two ministers in Dakar, who may also each have met somebody else."""
    told = Told(f"{text} Amina Diallo, Jonas Weber. {' '.join(more)}")
    left = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    right = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
    told.event(MEETING, text, left, right, **{"place": "Dakar/SEN", **event})
    for name in more:
        third = told.person(name, "SEN", Role.HEAD_OF_STATE)
        told.event(MEETING, name, third, right, place="Dakar/SEN")
    return told


def _dated(date: str, *more: str, **event: Any) -> Told:
    """The same told in French with dates."""
    told = Told(
        f"Rencontre du {date}. Amina Diallo, Jonas Weber. {' '.join(more)}", lang="fr", published=date
    )
    left = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    right = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
    told.event(MEETING, "Rencontre du", left, right, date=date, **{"place": "Dakar/SEN", **event})
    for name in more:
        third = told.person(name, "SEN", Role.HEAD_OF_STATE)
        told.event(MEETING, name, third, right, date=date, place="Dakar/SEN")
    return told


def test_people_and_place_alone_do_not_date_a_text() -> None:
    found = ledger(_timeless("They met in Dakar."), _dated("2024-03-05"))
    assert len(found.engagements) == 2
    assert _verdicts(found) == [Verdict.PROPOSED]


def test_day_of_the_month_in_the_words_joins_a_text_without_a_year() -> None:
    event = _one(ledger(_timeless("They met in Dakar on March 5."), _dated("2024-03-05")))
    assert str(event.when.date) == "2024-03-05"


def test_another_day_of_the_month_in_the_words_keeps_it_apart() -> None:
    found = ledger(_timeless("They met in Dakar on March 12."), _dated("2024-03-05"))
    assert len(found.engagements) == 2


def test_hours_and_shares_are_no_days_of_the_month() -> None:
    for words in ("They met in Dakar at 5:30.", "They met in Dakar; trade grew by 5% or 1.5 points."):
        assert len(ledger(_timeless(words), _dated("2024-03-05")).engagements) == 2


def test_other_meetings_that_both_tell_join_texts() -> None:
    found = ledger(
        _timeless("They met in Dakar.", "Ibrahima Sarr", "Fatou Ndiaye"),
        _dated("2024-03-05", "Ibrahima Sarr", "Fatou Ndiaye"),
    )
    assert sorted(len(e.reports) for e in found.engagements) == [2, 2, 2]


def test_text_that_fits_two_dates_joins_neither() -> None:
    found = ledger(
        _timeless("They met in Dakar on the 5th, 5 March.", "Ibrahima Sarr"),
        _dated("2024-03-05", "Ibrahima Sarr"),
        _dated("2023-03-05", "Ibrahima Sarr"),
    )
    assert all(len(e.reports) == 1 for e in found.engagements)
    assert Verdict.PROPOSED in _verdicts(found)


def test_meeting_that_a_text_looks_back_on_is_not_the_one_that_it_tells() -> None:
    told = _timeless("They met in Dakar on 5 April.")
    left, right = told.people[:2]
    told.event(MEETING, "Dakar", left, right, date="2024-03-05", realis=Realis.PAST_BACKGROUND)
    found = ledger(told, _dated("2024-03-05"))
    assert [str(e.when.date) for e in found.engagements if len(e.reports) == 2] == ["2024-03-05"]
    assert len(found.engagements) == 2


def test_text_without_a_date_never_joins_a_meeting_abroad() -> None:
    found = ledger(_timeless("They met in Dakar on March 5."), _dated("2024-03-05", place="Berlin/DEU"))
    assert len(found.engagements) == 2
    assert _verdicts(found) == []


def test_undated_background_joins_nothing() -> None:
    found = ledger(
        _timeless("They had met in Dakar on a 5th.", realis=Realis.PAST_BACKGROUND), _dated("2024-03-05")
    )
    assert len(found.engagements) == 2


def test_news_that_the_text_dates_places_what_it_does_not_date() -> None:
    told = _timeless("They met in Dakar.")
    told.event(EngagementKind.SIGNING, "Dakar", told.people[0], date="2024-03-05", main=True)
    found = ledger(told, _dated("2024-03-05"))
    meeting = next(e for e in found.engagements if e.kind is MEETING)
    assert len(meeting.reports) == 2


def test_number_of_a_day_says_nothing_of_two_that_name_nobody_in_common() -> None:
    undated = Told("Last year's visit of Amina Diallo, in month 4.", published="2024-03-06")
    guest = undated.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    undated.event(EngagementKind.VISIT, undated.document.text, guest, place="/DEU")
    nobody = Told("La visite du 4 mars.", lang="fr", published="2024-03-06")
    nobody.event(EngagementKind.VISIT, "La visite", date="2024-03-04", place="Berlin/DEU", sides="DEU SEN")
    assert len(ledger(undated, nobody).engagements) == 2


def _on(weekday: str) -> Told:
    """A text that names the weekday and nothing else of the time."""
    told = _timeless(f"On {weekday} they met in Dakar.")
    told.records.clear()
    words = told.says(weekday)
    told.event(MEETING, "they met in Dakar", *told.people, place="Dakar/SEN", when_evidence=words)
    return told


def test_weekday_in_the_words_joins_a_text_without_a_date() -> None:
    event = _one(ledger(_on("Tuesday"), _dated("2024-03-05")))
    assert str(event.when.date) == "2024-03-05"


def test_another_weekday_in_the_words_keeps_it_apart() -> None:
    assert len(ledger(_on("Thursday"), _dated("2024-03-05")).engagements) == 2


def test_news_of_a_day_is_not_what_happened_besides_on_the_day_before() -> None:
    def news(**event: Any) -> Told:
        told = Told("The two held talks. Amina Diallo, Jonas Weber.", published="2024-03-06")
        left = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
        right = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
        told.event(MEETING, "The two held talks.", left, right, place="Dakar/SEN", **event)
        return told

    assert len(ledger(news(main=True), _dated("2024-03-05")).engagements) == 2
    assert len(ledger(news(main=True), _dated("2024-03-05", main=True)).engagements) == 1
    assert len(ledger(news(main=True), _dated("2024-03-06")).engagements) == 1
