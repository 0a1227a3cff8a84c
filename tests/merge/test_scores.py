"""Scores, bands and tables: what the settings can change, and that every feature is named once."""

from __future__ import annotations

import pytest

from dragoman.merge import MergeSettings
from dragoman.merge.compare import bodies, documents, engagements, instruments, people
from dragoman.merge.score import logistic
from dragoman.model.judgement import Verdict
from dragoman.model.record import Role
from tests.merge.builders import Told, ledger


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (people.FEATURES, "name party office company one_document"),
        (
            engagements.FEATURES,
            "when day setting who parties place kind realis voice session signed about",
        ),
        (instruments.FEATURES, "title symbol kind parties when signed_at areas term rival crowd stems"),
        (bodies.FEATURES, "title kind parties held short_form crowd only"),
        (documents.FEATURES, "words neighbours order details engagements records lag length"),
    ],
)
def test_tables_name_their_features(table: tuple[tuple[object, float], ...], names: str) -> None:
    assert [function.__name__ for function, _ in table] == names.split()  # type: ignore[attr-defined]
    assert all(function.__doc__ for function, _ in table)


def test_bands() -> None:
    settings = MergeSettings()
    assert logistic(0.0) == 0.5
    assert [settings.verdict(s) for s in (0.8, 0.6, 0.59)] == [Verdict.SAME, Verdict.PROPOSED, Verdict.APART]


def test_a_weight_can_be_set() -> None:
    one, other = Told("Jana Novak spoke."), Told("Jana Novak left.")
    for told in (one, other):
        told.person("Jana Novak", "CZE", Role.MINISTER)
    weights = {"person.name": 0.0, "person.party": 0.0, "person.office": 0.0}
    assert len(ledger(one, other).people) == 1
    assert len(ledger(one, other, settings=MergeSettings(weights=weights)).people) == 2
