"""Short forms of one name within a document, and instruments told of beside others of their kind."""

from __future__ import annotations

import itertools

from dragoman.model.record import BodyKind, InstrumentKind
from tests.merge.builders import Told, ledger

COMMISSION, COMMITTEE = BodyKind.JOINT_COMMISSION, BodyKind.COMMITTEE
_NUMBERS = itertools.count()


def _bodies(lang: str, *named: tuple[str, BodyKind]) -> Told:
    told = Told(f"{'. '.join(name for name, _ in named)} ({next(_NUMBERS)})", lang=lang)
    for name, kind in named:
        told.body(name, kind, "MAR RUS")
    return told


FULL, SHORT = "Binational Commission for Rural Development", "the BCRD"


def test_name_and_short_form_of_one_document_are_one_body() -> None:
    assert len(ledger(_bodies("en", (FULL, COMMISSION), (SHORT, BodyKind.OTHER))).bodies) == 1
    other = ("Binational Commission for Coastal Shipping", COMMISSION)
    assert len(ledger(_bodies("en", (FULL, COMMISSION), other)).bodies) == 2


def test_short_form_makes_no_second_body_that_a_text_of_another_language_could_mean() -> None:
    english = _bodies("en", (FULL, COMMISSION), ("the Binational Commission", COMMISSION))
    assert len(ledger(english, _bodies("ar", ("اللجنة المشتركة", COMMISSION))).bodies) == 1


def test_acronym_meets_a_body_of_another_language_and_kind() -> None:
    one = _bodies("en", ("Joint Committee for Rural Development (JCRD)", COMMITTEE))
    assert len(ledger(one, _bodies("id", ("Komisi Bersama Pembangunan Desa (JCRD)", COMMISSION))).bodies) == 1


def _treaties(*named: tuple[str, str | None]) -> Told:
    told = Told(f"{'. '.join(title for title, _ in named)} ({next(_NUMBERS)})")
    for title, date in named:
        told.instrument(title, InstrumentKind.TREATY, "MAR RUS", date=date)
    return told


def test_new_treaty_told_of_with_the_old_one_of_its_name_stays_apart_from_it() -> None:
    name = "Treaty of Friendship and Neighbourly Cooperation"
    old = _treaties((name, "1977-11-22"))
    both = _treaties((name, None), ("the earlier Treaty of Amity", "1977"))
    assert len(ledger(old, both).instruments) == 3
    assert len(ledger(old, _treaties((name, None))).instruments) == 1
