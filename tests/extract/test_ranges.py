"""The days of a visit that goes from one month into the next, and the city in which it was written of."""

from __future__ import annotations

import pytest

from dragoman.model.record import Engagement
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


def told(pipeline: Pipeline, lang: str, text: str) -> list[Engagement]:
    (outcome,) = pipeline.read([Document(text=text, lang=lang, origin="t", name="t")])
    assert outcome.reading is not None
    return [record for record in outcome.reading.records if isinstance(record, Engagement)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Präsident Duda besucht Ghana vom 30. Oktober bis 2. November 2023."),
        ("fr", "Le président polonais Duda se rendra au Ghana du 30 octobre au 2 novembre 2023."),
        ("nl", "De Poolse president Duda bezoekt Ghana van 30 oktober tot 2 november 2023."),
        ("pl", "Prezydent Polski Duda odwiedzi Ghanę od 30 października do 2 listopada 2023 roku."),
        ("ar", "يزور الرئيس البولندي دودا غانا من 30 أكتوبر إلى 2 نوفمبر 2023."),
        ("id", "Presiden Polandia Duda akan mengunjungi Ghana pada 30 Oktober hingga 2 November 2023."),
    ],
)
def test_a_range_may_go_into_the_next_month(pipeline: Pipeline, lang: str, text: str) -> None:
    (visit,) = told(pipeline, lang, text)
    assert (str(visit.when.date), str(visit.when.end)) == ("2023-10-30", "2023-11-02")


def test_two_dates_with_an_and_are_no_range(pipeline: Pipeline) -> None:
    text = "Die Minister Polens und Ghanas trafen sich am 30. Oktober und am 14. November 2023 in Accra."
    assert all(event.when.end is None for event in told(pipeline, "de", text))


def test_a_dateline_in_a_third_city_is_not_visited(pipeline: Pipeline) -> None:
    text = (
        "LONDON, 5 April 2023 - Ghana's foreign minister Shirley Botchwey has arrived in Poland on a visit."
    )
    events = told(pipeline, "en", text)
    assert events
    assert {event.place.country for event in events if event.place is not None} == {"POL"}
    assert {party.code for event in events for party in event.parties} == {"GHA", "POL"}


def test_a_day_cut_by_the_tagger_is_made_whole(pipeline: Pipeline) -> None:
    text = "新华社莫斯科2023年3月22日电 昨天,国家主席习近平与俄罗斯总统普京在克里姆林宫进行了会谈。"
    assert [str(event.when.date) for event in told(pipeline, "zh", text)] == ["2023-03-21"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "ACCRA, 3 March 2023 - Polish President Duda is visiting Ghana until 5 March 2023."),
        (
            "fr",
            "ACCRA, 3 mars 2023 - Le président polonais Duda est en visite au Ghana jusqu'au 5 mars 2023.",
        ),
    ],
)
def test_a_visit_under_way_lasts_from_its_news_to_its_last_day(
    pipeline: Pipeline, lang: str, text: str
) -> None:
    (visit,) = told(pipeline, lang, text)
    assert (str(visit.when.date), str(visit.when.end)) == ("2023-03-03", "2023-03-05")
    assert "under way when published" in str(visit.when.how)


def test_a_visit_on_a_day_to_come_is_not_under_way(pipeline: Pipeline) -> None:
    text = "ACCRA, 3 March 2023 - Polish President Duda will visit Ghana on 5 March 2023."
    (visit,) = told(pipeline, "en", text)
    assert (str(visit.when.date), visit.when.end) == ("2023-03-05", None)
