"""What an answer rests on: sources, languages, and the months of which nothing was read."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.desk.coverage import coverage, coverage_texts, naming
from dragoman.desk.settings import desk_settings
from dragoman.errors import InvalidSettings
from tests.desk.worlds import two_states

ON = dt.date(2024, 6, 1)


def test_coverage_counts_every_document_once_in_each_way() -> None:
    ledger = two_states()
    found = coverage(ledger, ledger.documents, ON)
    assert found.documents == found.read == len(ledger.documents)
    for counted in (found.sources, found.langs):
        assert sum(one.documents for one in counted) == found.documents
    assert sum(one.documents for one in found.months) + found.undated == found.documents


def test_months_without_documents_are_those_between_and_no_others() -> None:
    found = coverage(two_states(), two_states().documents, ON)
    read = [one.name for one in found.months]
    for gap in found.silent:
        assert gap.first <= gap.last
        assert read[0] < gap.first
        assert gap.last < read[-1]
        assert not [month for month in read if gap.first <= month <= gap.last]
    first, last = (int(m[:4]) * 12 + int(m[5:]) for m in (read[0], read[-1]))
    assert len(read) + sum(gap.months for gap in found.silent) == last - first + 1


def test_answer_that_rests_on_nothing_says_so() -> None:
    assert "Rests on nothing" in coverage_texts(coverage(two_states(), (), ON))[0]


def test_without_parties_every_document_counts() -> None:
    assert naming(two_states(), ()) == frozenset(two_states().documents)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"weight": {"visit": 2.0}}, "desk.weight.visit"),
        ({"weight": {"vsit": 0.5}}, "desk.weight.vsit"),
        ({"weight": {"visit": "much"}}, "desk.weight.visit"),
        ({"wait": {}}, "desk.wait"),
    ],
)
def test_wrong_setting_is_named_with_its_file(table: dict[str, object], key: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        desk_settings(table, "mine.toml")
    assert str(caught.value).startswith(f"mine.toml: {key}: ")


def test_settings_left_out_stay_as_they_are() -> None:
    settings = desk_settings({"weight": {"call": 0.5}}, "mine.toml")
    assert (settings.weight.call, settings.weight.visit) == (0.5, 1.0)
