"""How often something is said to be held, in every language; and what tells of something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dragoman.config import Settings
from dragoman.model.record import Body, Engagement, Reading
from dragoman.model.text import Document, EngagementKind
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline

SENTENCES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("recurring.yaml").read_text("utf-8")
)
MET = "Foreign Minister Ana Lind of Norway met Foreign Minister Omar Fahmi of Egypt in Oslo on 3 May 2021"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


def read(pipeline: Pipeline, text: str, lang: str = "en") -> Reading:
    document = Document(
        text=text,
        lang=lang,
        origin="test",
        name="test",
        published=PartialDate.parse("2021-05-20"),
        published_basis=DateBasis.STATED,
    )
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    return reading


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_body_is_said_to_meet_every_two_years(pipeline: Pipeline, lang: str) -> None:
    reading = read(pipeline, SENTENCES[lang]["every_two_years"], lang)
    (body,) = [r for r in reading.records if isinstance(r, Body)]
    assert body.recurrence is not None
    assert body.recurrence.months == 24
    assert body.recurrence.written in body.recurrence.evidence.quote


@pytest.mark.parametrize("lang", SENTENCES)
def test_consultations_are_said_to_be_annual(pipeline: Pipeline, lang: str) -> None:
    reading = read(pipeline, SENTENCES[lang]["annual"], lang)
    held = [r for r in reading.records if isinstance(r, Engagement)]
    assert {(r.kind, r.recurrence.months) for r in held if r.recurrence} == {
        (EngagementKind.CONSULTATIONS, 12)
    }


@pytest.mark.parametrize(
    "more",
    [
        " and spoke of the annual report of the Nordic Council.",
        "; trade grows each year.",
        " and twice later.",
    ],
)
def test_reports_and_trade_recur_without_the_meeting(pipeline: Pipeline, more: str) -> None:
    held = [r for r in read(pipeline, MET + more).records if isinstance(r, Engagement | Body)]
    assert held
    assert [r.recurrence for r in held if r.recurrence] == []


def test_what_is_only_said_to_be_done_regularly_is_no_news_of_the_month(pipeline: Pipeline) -> None:
    said = read(pipeline, "Norway and Egypt hold political consultations once a year.")
    (habit,) = [r for r in said.records if isinstance(r, Engagement)]
    assert habit.recurrence is not None
    assert habit.when.date is None
    news = read(pipeline, "Norway and Egypt held their annual political consultations in Cairo.")
    (held,) = [r for r in news.records if isinstance(r, Engagement)]
    assert (held.recurrence is not None, held.when.basis) == (True, DateBasis.PUBLICATION)


def test_what_is_told_of_the_session_is_told_of_the_body(pipeline: Pipeline) -> None:
    text = "The Norwegian-Egyptian Joint Committee meets annually, alternately in Oslo and Cairo."
    told = [r for r in read(pipeline, text).records if isinstance(r, Engagement | Body) and r.recurrence]
    assert {r.recurrence.months for r in told if r.recurrence} == {12}
    assert {type(r) for r in told} == {Engagement, Body}
