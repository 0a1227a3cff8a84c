"""Passages compared by the vectors of their words, in whatever languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dragoman.detect.tagger.artifact import UnusableArtifact
from dragoman.detect.tagger.vectors import WordVectors

ENGLISH = (
    "The ministers signed an agreement on fishing in the harbour.",
    "Wheat and coal are what the north sells to the south.",
    "Students of both countries will receive more scholarships.",
)
RUSSIAN = (
    "Министры подписали в порту соглашение о рыболовстве.",
    "Пшеница и уголь: вот что север продаёт югу.",
    "Студенты обеих стран получат больше стипендий.",
)
ARABIC = (
    "وقع الوزيران في الميناء اتفاقا حول الصيد البحري.",
    "القمح والفحم هما ما يبيعه الشمال للجنوب.",
    "سيحصل طلاب البلدين على مزيد من المنح الدراسية.",
)


@cache
def vectors() -> WordVectors:
    return WordVectors.load()


@pytest.mark.parametrize("other", [RUSSIAN, ARABIC], ids=["ru", "ar"])
def test_passage_is_nearer_to_its_translation_than_to_others_after_the_mean_is_taken_off(
    other: tuple[str, ...],
) -> None:
    raw = vectors().likeness(ENGLISH, other)
    columns = [sum(row[j] for row in raw) / len(raw) for j in range(len(other))]
    for i, row in enumerate(raw):
        assert max(range(len(other)), key=lambda j: row[j] - columns[j]) == i


def test_same_words_are_as_like_as_can_be_and_no_words_are_like_nothing() -> None:
    assert vectors().likeness(ENGLISH[:1], ENGLISH[:1])[0][0] == pytest.approx(1.0, abs=1e-3)
    assert vectors().likeness(ENGLISH[:1], ("...",)) == ((0.0,),)
    assert vectors().likeness((), ENGLISH) == ()


def test_turned_round_it_is_the_same() -> None:
    one, other = vectors().likeness(ENGLISH, RUSSIAN), vectors().likeness(RUSSIAN, ENGLISH)
    assert [list(row) for row in zip(*other, strict=True)] == [list(row) for row in one]


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableArtifact):
        WordVectors.load(tmp_path)
