"""Counts of encounters, and ordinals that count something else."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Engagement
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Minister Ana Lind met Minister Ivan Orlov in Rome on 3 May 2021 for the third time.", {3}),
        ("King Hassan the Second, visit host, met Minister Ivan Orlov in Rome on 3 May 2021.", set()),
        ("Minister Ana Lind met Minister Ivan Orlov in Rome on 3 May 2021, at the IV meeting.", set()),
        (
            "Minister Ana Lind met Minister Ivan Orlov in Rome on 3 May 2021 for the third meeting of the "
            "Joint Committee on Trade.",
            set(),
        ),
    ],
)
def test_only_encounters_are_counted(pipeline: Pipeline, text: str, numbers: set[int]) -> None:
    document = Document(text=text, lang="en", origin="test", name="test")
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    met = [r for r in reading.records if isinstance(r, Engagement)]
    assert met
    assert {claim.number for event in met for claim in event.counted} == numbers
