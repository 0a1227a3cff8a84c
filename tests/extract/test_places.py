"""Where an engagement was, told by capitals, datelines, and by what is told beside it."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Engagement
from dragoman.model.text import Document, EngagementKind
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


def places(pipeline: Pipeline, text: str, lang: str = "en") -> dict[EngagementKind, str | None]:
    """Kind -> city or code of its place."""
    document = Document(
        text=text,
        lang=lang,
        origin="test",
        name="test",
        published=PartialDate(year=2024, month=5, day=15),
        published_basis=DateBasis.STATED,
    )
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    return {
        r.kind: (r.place.city or r.place.country) if r.place else None
        for r in reading.records
        if isinstance(r, Engagement)
    }


@pytest.mark.parametrize(
    ("lang", "text", "city"),
    [
        (
            "en",
            "Chilean Foreign Minister Tomas Arriagada and Kenyan Foreign Minister Peter Mutiso met in the "
            "Kenyan capital on Tuesday.",
            "Nairobi",
        ),
        (
            "es",
            "El canciller chileno Tomás Arriagada y el canciller mexicano Pedro Montes se reunieron "
            "el martes en la capital mexicana.",
            "Mexico City",
        ),
        (
            "ru",
            "Министр иностранных дел Чили Томас Арриагада и министр иностранных дел Кении Питер Мутисо "
            "встретились во вторник в столице Кении.",
            "Nairobi",
        ),
        (
            "ar",
            "بحث وزير الخارجية الشيلي توماس أرياغادا مع وزير الخارجية الكيني بيتر "
            "موتيسو التعاون خلال لقاء في "
            "العاصمة الكينية.",
            "Nairobi",
        ),
        ("zh", "智利外长托马斯与肯尼亚外长穆蒂索周二在肯尼亚首都举行会谈。", "Nairobi"),
    ],
)
def test_the_capital_of_a_state_is_its_city(pipeline: Pipeline, lang: str, text: str, city: str) -> None:
    assert places(pipeline, text, lang)[EngagementKind.MEETING] == city


def test_who_met_by_video_was_nowhere_together(pipeline: Pipeline) -> None:
    text = (
        "NAIROBI, 15 May 2024 - Chilean Foreign Minister Tomas Arriagada and Kenyan Foreign Minister Peter "
        "Mutiso met by video link on Tuesday."
    )
    assert set(places(pipeline, text).values()) == {None}


def test_what_is_to_come_on_a_visit_is_where_the_visit_is(pipeline: Pipeline) -> None:
    text = (
        "Chilean Foreign Minister Tomas Arriagada arrived in Nairobi on Tuesday on an official visit. "
        "Kenyan President Peter Mutiso will receive Arriagada."
    )
    assert places(pipeline, text)[EngagementKind.MEETING] == "Nairobi"
