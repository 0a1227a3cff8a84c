"""Long documents, which are read in parts."""

from __future__ import annotations

from itertools import chain

import pytest

from dragoman.config import Settings
from dragoman.detect.resolve import Detection, detect
from dragoman.extract import sections
from dragoman.extract.sections import LONG, parts
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.record import Engagement, Reading, quotes
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline

HEAD = (
    "NAIROBI, 14 May 2024. Chilean Foreign Minister Tomas Arriagada met Kenyan Foreign Minister Peter Mutiso "
    "in Nairobi on Tuesday.\n\n"
)
FILLER = (
    "The rains were late that year, and the herders moved their cattle to the hills before the feast.\n\n"
)
END = "On Monday Peruvian Minister Rosa Quintanilla met Chilean Foreign Minister Tomas Arriagada in Lima.\n"
TEXT = HEAD + FILLER * (1 + (LONG + 20_000) // len(FILLER)) + END


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


def document(text: str) -> Document:
    return Document(text=text, lang="en", origin="test", name="test")


def detected(pipeline: Pipeline, text: str) -> Detection:
    one = document(text)
    sentences = pipeline.split(one)
    markup = pipeline._tag([one], [sentences])[0]
    return detect(one, sentences, markup, pack_or_bare, pipeline.producer)


def read(pipeline: Pipeline, text: str) -> Reading:
    reading = pipeline.read([document(text)])[0].reading
    assert reading is not None
    return reading


def test_every_piece_is_in_one_part_where_it_was(pipeline: Pipeline) -> None:
    whole = detected(pipeline, TEXT)
    some = list(parts(whole))
    assert len(some) == 3
    assert [s.span for s in chain.from_iterable(p.sentences for p in some)] == [
        s.span for s in whole.sentences
    ]
    assert list(chain.from_iterable(p.markup.mentions for p in some)) == list(whole.markup.mentions)
    for part in some:
        for found in part.found:
            span = part.sentences[found.sentence].span
            assert span.start <= found.span.start < span.end
        for link in part.markup.links:
            assert max(link.left, link.right) < len(part.found)
    kept = sum(len(part.markup.links) for part in some)
    assert 0 < kept <= len(whole.markup.links)


def test_what_is_not_long_is_its_only_part(pipeline: Pipeline) -> None:
    short = detected(pipeline, HEAD + END)
    assert list(parts(short)) == [short]


def test_the_end_of_a_long_text_is_dated_by_its_beginning(pipeline: Pipeline) -> None:
    reading = read(pipeline, TEXT)
    meetings = [r for r in reading.records if isinstance(r, Engagement)]
    dates = {r.place.city: str(r.when.date) for r in meetings if r.place is not None}
    assert dates == {"Nairobi": "2024-05-14", "Lima": "2024-05-13"}
    assert str(reading.published.date) == "2024-05-14"
    assert all(evidence.span.of(TEXT) == evidence.quote for evidence in quotes(reading))


def test_in_parts_or_at_once_the_same_is_told(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    told = read(pipeline, TEXT)
    monkeypatch.setattr(sections, "LONG", len(TEXT))
    whole = read(pipeline, TEXT)
    assert {r.id for r in told.records} == {r.id for r in whole.records}
    assert (told.areas, told.attributions, told.published) == (
        whole.areas,
        whole.attributions,
        whole.published,
    )
    assert {p.name for p in told.people} == {p.name for p in whole.people}
