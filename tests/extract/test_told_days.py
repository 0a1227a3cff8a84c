"""Days, numbers and gatherings as a text tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.model.record import Body, Engagement
from dragoman.model.text import Document, EngagementKind
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline
from dragoman.read import read_paths

EXAMPLES = Path(__file__).parents[2] / "examples"
NEWS = "Chilean Foreign Minister Tomas Arriagada met Kenyan Foreign Minister Peter Mutiso in Nairobi today."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


@pytest.mark.parametrize(
    ("dateline", "around", "basis", "day"),
    [
        ("NAIROBI, 14 May 2024 (Example Agency) - ", "2024-05-15", DateBasis.INFERRED, "2024-05-14"),
        ("NAIROBI, 14 May (Example Agency) - ", "2024-05-15", DateBasis.INFERRED, "2024-05-14"),
        ("NAIROBI, 14 May (Example Agency) - ", "2024-08-15", DateBasis.INFERRED, "2024-08-15"),
        ("NAIROBI, 14 May 2024 (Example Agency) - ", "2024-05-15", DateBasis.STATED, "2024-05-15"),
        ("", "2024-05-15", DateBasis.INFERRED, "2024-05-15"),
    ],
)
def test_a_dateline_goes_before_what_was_guessed_around_the_text(
    pipeline: Pipeline, dateline: str, around: str, basis: DateBasis, day: str
) -> None:
    document = Document(
        text=dateline + NEWS,
        lang="en",
        origin="test",
        name="test",
        published=PartialDate.parse(around),
        published_basis=basis,
    )
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    assert str(reading.published.date) == day


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It was the first visit by a Chilean president to Kenya since 2012."),
        ("fr", "Pour la première fois depuis 2012, le président chilien Tomas Arriagada visite le Kenya."),
        ("ru", "Министр иностранных дел Чили Томас Арриагада посетил Кению впервые с 2012 года."),
        ("zh", "这是2012年以来智利总统首次访问肯尼亚。"),
    ],
)
def test_since_when_a_visit_is_the_first_is_not_its_date(pipeline: Pipeline, lang: str, text: str) -> None:
    reading = pipeline.read([Document(text=text, lang=lang, origin="test", name="test")])[0].reading
    assert reading is not None
    found = [r for r in reading.records if isinstance(r, Engagement)]
    assert [(one.kind, one.when.date) for one in found] == [(EngagementKind.VISIT, None)]


@pytest.mark.parametrize(
    ("text", "session"),
    [
        (
            "Şili Bakanı Tomas Arriagada Nairobi'de Şili-Kenya Ortak Komisyonu IV. Toplantısı'na katıldı.",
            4,
        ),
        ("Nairobi'de Şili-Kenya Ortak Komisyonu Toplantısı'nın ikincisi düzenlendi.", 2),
    ],
)
def test_the_number_of_a_session_may_follow_the_name(pipeline: Pipeline, text: str, session: int) -> None:
    reading = pipeline.read([Document(text=text, lang="tr", origin="test", name="test")])[0].reading
    assert reading is not None
    assert [r.session for r in reading.records if isinstance(r, Body)] == [session]


def test_who_alone_takes_part_in_a_conference_of_an_organisation_meets_nobody(pipeline: Pipeline) -> None:
    (document,) = read_paths([str(EXAMPLES / "bra-fra_2025-06-05_state-visit.fr.md")])
    assert isinstance(document, Document)
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    (found,) = [
        r for r in reading.records if isinstance(r, Engagement) and "Conférence" in r.evidence[0].quote
    ]
    assert found.kind is EngagementKind.SUMMIT
    assert [party.code for party in found.parties] == ["BRA", "UN"]
