"""Other names of one body or instrument within a language, and things of one kind that are several."""

from __future__ import annotations

import pytest

from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import BodyKind, InstrumentKind
from dragoman.model.text import EngagementKind
from tests.merge.builders import Told, ledger

SHORT, LONG = "Joint Cooperation Commission", "Intergovernmental Mixed Council for Agricultural Matters"
PARTNERSHIP = "Deep Strategic Partnership"
STATEMENT = "Statement on Deeper Strategic Partnership"


def _verdicts(found: Ledger, matter: Matter) -> list[Verdict]:
    return [j.verdict for j in found.judgements if j.matter is matter]


def _commission(name: str, sides: str, news: str = "MAR RUS", *others: str) -> Told:
    told = Told(f"They called. {name}. {'. '.join(others)}")
    told.event(EngagementKind.CALL, "They called", sides=news, date="2020-12-03", main=True)
    for one in (name, *others):
        told.body(one, BodyKind.JOINT_COMMISSION, sides)
    return told


def test_commission_named_with_one_side_is_proposed_as_the_only_one_of_the_pair() -> None:
    found = ledger(_commission(SHORT, "MAR RUS"), _commission(LONG, "MAR"))
    assert _verdicts(found, Matter.BODY) == [Verdict.PROPOSED]
    unknown = ledger(_commission(SHORT, "MAR RUS"), _commission(LONG, ""))
    assert _verdicts(unknown, Matter.BODY) == [Verdict.PROPOSED]


@pytest.mark.parametrize("news", ["MAR FRA", "MAR RUS DZA"])
def test_commission_named_with_one_side_in_news_of_others_stays_apart(news: str) -> None:
    found = ledger(_commission(SHORT, "MAR RUS"), _commission(LONG, "MAR", news))
    assert (len(found.bodies), _verdicts(found, Matter.BODY)) == (2, [])


def test_commissions_that_one_document_names_separately_are_never_joined() -> None:
    both = _commission(LONG, "MAR", "MAR RUS", "Joint Commission on Fisheries")
    found = ledger(_commission(SHORT, "MAR RUS"), both)
    assert Verdict.SAME not in _verdicts(found, Matter.BODY)
    assert len(found.bodies) == 3


def _deed(title: str, date: str | None, kind: InstrumentKind = InstrumentKind.OTHER, *others: str) -> Told:
    told = Told(f"{title}. {'. '.join(others)} ({date})")
    for one in (title, *others):
        told.instrument(one, kind, "MAR", date=date)
    return told


def test_title_within_another_but_for_endings_is_one_instrument_if_of_one_year() -> None:
    assert len(ledger(_deed(PARTNERSHIP, "2016"), _deed(STATEMENT, "2016")).instruments) == 1
    assert len(ledger(_deed(PARTNERSHIP, "2016-03"), _deed(STATEMENT, "2016")).instruments) == 1
    for date in ("2002", None):
        assert len(ledger(_deed(PARTNERSHIP, "2016"), _deed(STATEMENT, date)).instruments) == 2


def test_two_memoranda_of_one_year_stay_apart() -> None:
    kind = InstrumentKind.MOU
    one = _deed("Memorandum of Understanding on Marine Fishing", "2016", kind)
    other = _deed("Memorandum of Understanding on Air Transport", "2016", kind)
    assert len(ledger(one, other).instruments) == 2


def test_titles_that_one_document_names_separately_are_never_joined() -> None:
    both = _deed(PARTNERSHIP, "2016", InstrumentKind.OTHER, STATEMENT)
    assert len(ledger(both, _deed(STATEMENT, "2016")).instruments) == 2
