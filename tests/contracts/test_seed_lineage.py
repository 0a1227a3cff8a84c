"""What the lineage of two real documents must show. Their words stay where they are: findings are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.desk.documents import find_document
from dragoman.desk.lineage import lineage
from dragoman.desk.lineage_rows import (
    Change,
    DifferenceKind,
    Lineage,
    OriginKind,
    Pairing,
    PassageRow,
    Relation,
)
from dragoman.detect.tagger.vectors import WordVectors
from dragoman.pipeline import Pipeline
from dragoman.read import Failure, read_paths
from dragoman.store import open_store


@pytest.fixture(scope="module")
def found(seeds: Path) -> Lineage:
    """The English and the Dutch article on the meeting of 17 March 2021."""
    with open_store("sqlite:///:memory:") as store:
        documents = [item for item in read_paths([str(seeds)]) if not isinstance(item, Failure)]
        for outcome in Pipeline.load(Settings(workers=1)).read(documents):
            if outcome.reading is not None:
                store.add(outcome.document, outcome.reading)
        ledger = store.ledger()
    chosen = [find_document(ledger, name).id for name in ("000_", "001_")]
    return lineage(ledger, chosen, vectors=WordVectors.load())


@pytest.fixture
def pair(found: Lineage) -> Pairing:
    return found.pairings[0]


def rows_with(pair: Pairing, words: str) -> list[PassageRow]:
    return [row for row in pair.rows if any(words in note.quote for note in row.notes)]


def test_they_are_one_text_in_two_languages(pair: Pairing) -> None:
    assert pair.relation is Relation.TRANSLATION
    assert pair.shared_first > 0.9
    assert 0.6 < pair.shared_second < 0.95, "the Dutch one has more"


def test_which_came_first_is_not_told(pair: Pairing) -> None:
    assert pair.follows is None


def test_criticism_of_december_2020_stands_in_the_dutch_one_alone(pair: Pairing) -> None:
    rows = [*rows_with(pair, "december 2020"), *rows_with(pair, "Donald Trump")]
    assert [row.change for row in rows] == [Change.ONLY_SECOND, Change.ONLY_SECOND]


def test_second_deputy_minister_stands_in_the_english_one_alone(pair: Pairing) -> None:
    only = [row for row in pair.only if "Verchinine" in row.text]
    assert {(row.kind.value, row.second) for row in only} == {("person", False), ("engagement", False)}
    row = rows_with(pair, "Verchinine")[0]
    assert ("Serguei Verchinine",) in [
        d.first_words for d in row.differences if d.kind is DifferenceKind.PERSON and not d.second
    ]


def test_each_names_the_dispute_in_its_own_words(pair: Pairing) -> None:
    label = next(row for row in pair.labels if row.issue == "western-sahara")
    assert "Western Sahara" in label.first
    assert "Marokkaanse soevereiniteit over de Sahara" in label.second
    row = rows_with(pair, "Verchinine")[0]
    assert [(d.first_words, d.second_words) for d in row.differences if d.kind is DifferenceKind.LABEL] == [
        (("Western Sahara",), ("Marokkaanse soevereiniteit over de Sahara",))
    ]


def test_misspelled_name_is_shown_beside_the_other(pair: Pairing) -> None:
    names = [d for row in pair.rows for d in row.differences if d.kind is DifferenceKind.NAME]
    assert [(d.first_words, d.second_words, d.agree) for d in names] == [
        (("Mikhail Bogdanov",), ("Michail Bogdanovop",), True)
    ]


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("February 17", "17 februari"),
        ("wheat and coal", "tarwe en kolen"),
        ("traditional ally", "bondgenoot"),
    ],
)
def test_passages_of_both_stand_side_by_side(pair: Pairing, english: str, dutch: str) -> None:
    (row,) = rows_with(pair, english)
    assert any(dutch in note.quote for note in row.second)


def test_the_english_one_credits_the_kremlin(found: Lineage) -> None:
    first = found.documents[-1] if found.documents[-1].lang == "en" else found.documents[0]
    assert [(c.kind, c.party) for c in first.credits] == [(OriginKind.PRESIDENCY, "RUS")]
    assert "Kremlin" in first.credits[0].written
