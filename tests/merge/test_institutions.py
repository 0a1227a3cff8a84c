"""What institutions do: sessions, signings and summits of two states, often told without anybody's name."""

from __future__ import annotations

from typing import Any

from dragoman.model.ledger import Ledger
from dragoman.model.record import InstrumentKind, Role
from dragoman.model.text import EngagementKind
from tests.merge.builders import Told, ledger

SESSION, SIGNING = EngagementKind.COMMISSION_SESSION, EngagementKind.SIGNING


def _one(found: Ledger) -> Any:
    assert len(found.engagements) == 1
    return found.engagements[0]


def _act(kind: EngagementKind, lang: str, *names: str, sides: str = "DEU SEN", **event: Any) -> Told:
    published = event.pop("published", "2024-03-06")
    told = Told(f"Line in {lang} on this. {' '.join(names)}", lang=lang, published=published)
    people = [
        told.person(name, side, Role.FOREIGN_MINISTER)
        for name, side in zip(names, ("SEN", "DEU"), strict=False)
    ]
    told.event(kind, f"Line in {lang} on this.", *people, sides=sides, **event)
    return told


def test_a_signing_of_one_day_by_the_same_parties_needs_no_names() -> None:
    named = _act(SIGNING, "en", "Amina Diallo", "Jonas Weber", date="2024-03-05")
    _one(ledger(named, _act(SIGNING, "fr", date="2024-03-05")))


def test_a_signing_of_other_parties_on_that_day_is_another() -> None:
    named = _act(SIGNING, "en", "Amina Diallo", "Jonas Weber", date="2024-03-05")
    assert len(ledger(named, _act(SIGNING, "fr", sides="DEU GHA", date="2024-03-05")).engagements) == 2


def test_a_numbered_session_a_day_off_is_one_session() -> None:
    one = _act(SESSION, "en", "Amina Diallo", date="2024-03-05", session=4)
    _one(ledger(one, _act(SESSION, "fr", date="2024-03-06", session=4)))


def test_another_number_a_day_off_is_another_session() -> None:
    one = _act(SESSION, "en", "Amina Diallo", date="2024-03-05", session=4)
    assert len(ledger(one, _act(SESSION, "fr", date="2024-03-06", session=5)).engagements) == 2


def test_a_summit_of_two_states_may_be_called_consultations() -> None:
    names = ("Amina Diallo", "Jonas Weber")
    summit = _act(EngagementKind.SUMMIT, "en", *names, date="2024-03-05")
    _one(ledger(summit, _act(EngagementKind.CONSULTATIONS, "fr", *names, date="2024-03-05")))


def test_a_summit_of_an_organisation_is_no_meeting_at_it() -> None:
    names = ("Amina Diallo", "Jonas Weber")
    summit = _act(EngagementKind.SUMMIT, "en", *names, sides="DEU SEN ECO", date="2024-03-05")
    found = ledger(summit, _act(EngagementKind.MEETING, "fr", *names, date="2024-03-05"))
    assert len(found.engagements) == 2


def _signed(text: str, title: str) -> Told:
    told = Told(f"{text} {title}. Amina Diallo, Jonas Weber", published="2024-03-06")
    left = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    right = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
    told.instrument(title, InstrumentKind.AGREEMENT, "DEU SEN")
    told.event(SIGNING, text, left, right, date="2024-03-05", instruments=(title,))
    return told


def test_a_title_of_one_word_may_be_short_for_any() -> None:
    full = _signed("They signed it.", "agreement on fisheries and coastal waters")
    _one(ledger(full, _signed("Both signed.", "Memorandum")))


def test_two_full_titles_that_differ_are_two_signings() -> None:
    full = _signed("They signed it.", "agreement on fisheries and coastal waters")
    other = _signed("Both signed.", "convention for rail transport of minerals")
    assert len(ledger(full, other).engagements) == 2


def test_the_number_of_a_session_is_no_day_of_the_month() -> None:
    names = ("Amina Diallo", "Jonas Weber")
    numbered = _act(SESSION, "en", *names, date="2024-03-05", session=4)
    told = Told("Session 4 met. Amina Diallo Jonas Weber", lang="fr", published="2024-03-06")
    people = [told.person(n, s, Role.FOREIGN_MINISTER) for n, s in zip(names, ("SEN", "DEU"), strict=True)]
    told.event(SESSION, "Session 4 met.", *people)
    found = ledger(numbered, told)
    assert all(r.feature != "day" for j in found.judgements for r in j.reasons)
