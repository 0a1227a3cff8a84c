"""Laws of readings: what the real pipeline makes of documents of our own words, and of any text at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.config import Settings
from dragoman.detect.tagger import Passage, Tagger
from dragoman.export.annotation import KEYS, annotation
from dragoman.model.record import Commitment, Engagement, Position, Reading
from dragoman.model.text import Document, Label, Markup, Mention, Realis, Span
from dragoman.pipeline import Pipeline
from dragoman.read import Failure, read_paths
from dragoman.store.serial import dump_reading, quotes

EXAMPLES = Path(__file__).parents[2] / "examples"

MEETING = (
    "Minister of Foreign Affairs Samir Haddad of Tunisia met his Kenyan counterpart Joseph Odhiambo in "
    "Nairobi on 14 May 2024. The two ministers signed a memorandum of understanding on fisheries."
)


def document(text: str, lang: str = "en", name: str = "own.txt") -> Document:
    return Document(text=text, lang=lang, origin=name, name=name)


OWN = (
    document(MEETING),
    document("  \n🤝 " + MEETING + "\n\n\n", name="padded.txt"),
    document(
        "التقى وزير الخارجية التونسي سمير حداد نظيره الكيني جوزيف أوديامبو في نيروبي يوم 14 مايو 2024. 🕊️",
        "ar",
    ),
    document("Глава МИД России Олег Бережной провёл 14 мая переговоры в Москве с Ахмедом Бен Али.", "ru"),
    document("x"),
    document("。" * 50, "zh"),
    document("王毅外长同肯尼亚外长在内罗毕举行会谈。", "zh"),
    document("No. " * 400),
    document("A\u0301" * 30 + " met \u202eOdhiambo\u202c.\r\n\r\nIn\tNairobi."),
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    """The documents of examples/ and some of our own here, hard ones among them."""
    found = tuple(read_paths([str(EXAMPLES)]))
    good = tuple(item for item in found if not isinstance(item, Failure))
    assert len(good) == len(found) > 10
    return (*good, *OWN)


@pytest.fixture(scope="module")
def readings(pipeline: Pipeline, documents: tuple[Document, ...]) -> list[Reading]:
    """Each document read by itself."""
    return [read(pipeline, document) for document in documents]


def read(pipeline: Pipeline, one: Document) -> Reading:
    outcome = pipeline.read([one])[0]
    assert outcome.failure is None
    assert outcome.reading is not None
    return outcome.reading


def test_documents_of_diplomacy_are_read(documents: Sequence[Document], readings: Sequence[Reading]) -> None:
    """Without this, every law below could hold of nothing."""
    assert sum(len(quotes(reading)) for reading in readings) > 200
    told = [(d.lang, r.records) for d, r in zip(documents, readings, strict=True)]
    engaged = {lang for lang, records in told if any(isinstance(r, Engagement) for r in records)}
    assert engaged >= {"ar", "en", "fr", "nl", "ru"}


def test_every_quote_is_the_words_of_its_span_and_lies_in_the_prose(
    documents: Sequence[Document], readings: Sequence[Reading]
) -> None:
    for one, reading in zip(documents, readings, strict=True):
        assert one.prose is not None
        assert reading.document_id == one.id
        for evidence in quotes(reading):
            assert evidence.document_id == one.id
            assert evidence.quote == one.text[evidence.span.start : evidence.span.end]
            assert one.prose.covers(evidence.span)


def test_every_reading_is_stamped_with_its_producer(pipeline: Pipeline, readings: Sequence[Reading]) -> None:
    stamps = {reading.producer for reading in readings}
    stamps |= {evidence.producer for reading in readings for evidence in quotes(reading)}
    assert stamps == {pipeline.producer}
    assert all("@" in part for part in pipeline.producer.split("+"))


def test_ids_are_unique_in_a_reading(readings: Sequence[Reading]) -> None:
    for reading in readings:
        ids = [item.id for item in (*reading.people, *reading.records)]
        assert len(set(ids)) == len(ids)


def test_commitments_have_an_owner_and_positions_a_holder(readings: Sequence[Reading]) -> None:
    records = [record for reading in readings for record in reading.records]
    assert all(record.who for record in records if isinstance(record, Commitment))
    joint = [r for r in records if isinstance(r, Position) and r.joint]
    assert all(r.holder is None for r in joint)


# --- order and company change nothing ---


def test_neither_order_nor_company_changes_a_reading(
    pipeline: Pipeline, documents: Sequence[Document], readings: Sequence[Reading]
) -> None:
    alone = {d.id: dump_reading(r) for d, r in zip(documents, readings, strict=True)}
    batches: list[Sequence[Document]] = [documents, documents[::-1], documents[::3], documents[5:9] * 2]
    for batch in batches:
        outcomes = pipeline.read(batch)
        assert [o.document for o in outcomes] == list(batch)
        for outcome in outcomes:
            assert outcome.reading is not None
            assert dump_reading(outcome.reading) == alone[outcome.document.id]


def test_nothing_to_read_gives_nothing(pipeline: Pipeline) -> None:
    assert pipeline.read([]) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.sampled_from("ABab .,\n\t-–«»[]()0123٤وزيرМид中🤝\u0301\u202e\u00a0\ufeff\ufffd'’"),
        min_size=1,
        max_size=200,
    ).filter(str.strip),
    lang=st.sampled_from(["en", "ar", "ru", "zh", "und", "pt-BR", "xx"]),
)
def test_any_text_in_any_language_is_read_without_a_failure(pipeline: Pipeline, text: str, lang: str) -> None:
    one = document(f"{MEETING} {text}", lang)
    reading = read(pipeline, one)
    assert all(e.span.of(one.text) == e.quote for e in quotes(reading))


# --- one that fails ---


class Moody:
    """A tagger that cannot do certain documents: it fails, or answers with what is not there."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def read(self, passages: Sequence[Passage]) -> list[Markup]:
        if any("POISON" in passage.text for passage in passages):
            raise RuntimeError("no way")
        found = self._tagger.read(passages)
        return [self._lie(p) if "LIE" in p.text else m for p, m in zip(passages, found, strict=True)]

    @staticmethod
    def _lie(passage: Passage) -> Markup:
        end = len(passage.text)
        beyond = Mention(span=Span(start=end + 5, end=end + 9), label=Label.PERSON, confidence=1.0)
        return Markup(mentions=(beyond,), links=())


@pytest.fixture(scope="module")
def moody() -> Iterator[Pipeline]:
    return Pipeline(Settings(workers=1), Moody(Tagger.load()))  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["POISON", "LIE"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_document_that_fails_does_not_take_its_batch_along(
    moody: Pipeline, pipeline: Pipeline, word: str, place: int
) -> None:
    good = [OWN[0], OWN[2]]
    bad = document(f"{word}. {MEETING}", name="bad.txt")
    batch = [*good[:place], bad, *good[place:]]
    outcomes = moody.read(batch)
    assert [o.document for o in outcomes] == batch
    for outcome in outcomes:
        if outcome.document is bad:
            assert outcome.reading is None
            assert outcome.failure is not None
            assert outcome.failure.origin == "bad.txt"
            assert outcome.failure.reason
        else:
            assert outcome.failure is None
            assert outcome.reading == read(pipeline, outcome.document)


# --- what is read ---


def engagements(reading: Reading) -> list[Engagement]:
    return [r for r in reading.records if isinstance(r, Engagement)]


def test_a_paragraph_printed_twice_is_told_once_with_both_places(pipeline: Pipeline) -> None:
    once = read(pipeline, document(MEETING))
    twice = read(pipeline, document(f"{MEETING}\n\n{MEETING}\n\nFish is sold in many towns."))
    assert [e.kind for e in engagements(twice)] == [e.kind for e in engagements(once)]
    for one, two in zip(engagements(once), engagements(twice), strict=True):
        assert len(two.evidence) == 2 * len(one.evidence)
        assert len({e.span for e in two.evidence}) == len(two.evidence)
    assert [p.name for p in once.people] == [p.name for p in twice.people]


def test_blank_lines_before_a_text_move_its_places_and_nothing_else(pipeline: Pipeline) -> None:
    plain, moved = read(pipeline, document(MEETING)), read(pipeline, document("\n\n" + MEETING))
    assert [e.quote for e in quotes(moved)] == [e.quote for e in quotes(plain)]
    assert [e.span.start - 2 for e in quotes(moved)] == [e.span.start for e in quotes(plain)]


def test_people_offices_place_and_day_of_a_plain_report_are_found(pipeline: Pipeline) -> None:
    found = [e for e in engagements(read(pipeline, document(MEETING))) if e.kind == "meeting"]
    assert len(found) == 1
    meeting = found[0]
    assert str(meeting.when.date) == "2024-05-14"
    assert str(meeting.place) == "Nairobi, KEN"
    assert {(p.name, str(p.role), str(p.party)) for p in meeting.participants} == {
        ("Samir Haddad", "foreign minister", "TUN"),
        ("Joseph Odhiambo", "foreign minister", "KEN"),
    }
    assert [str(p) for p in meeting.parties] == ["KEN", "TUN"]


def test_the_horizon_alone_dates_what_has_no_year() -> None:
    """Readings are a function of the document and the settings, and never of today."""
    text = MEETING.replace("14 May 2024", "Tuesday 14 May")
    dates = set()
    for horizon in (2020, 2026):
        meeting = engagements(read(Pipeline.load(Settings(workers=1, horizon=horizon)), document(text)))[0]
        dates.add(str(meeting.when.date))
    assert dates == {"2019-05-14", "2024-05-14"}


# --- the annotation format ---


def _quoted(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for item in value.values():
            yield from _quoted(item)
    elif isinstance(value, list):
        for item in value:
            yield from _quoted(item)


def test_in_the_annotation_format_every_quote_is_found_at_its_offsets(
    documents: Sequence[Document], readings: Sequence[Reading]
) -> None:
    seen = 0
    for one, reading in zip(documents, readings, strict=True):
        value = annotation(one, reading)
        for item in _quoted([value[key] for key in KEYS]):
            words = item.get("quote", item.get("written"))
            assert 0 <= item["start"] < item["end"] <= len(one.text)
            assert words is None or words == one.text[item["start"] : item["end"]]
            seen += words is not None
        for record in (record for key in KEYS for record in value[key]):
            assert record["quote"]
            assert record["producer"] == reading.producer
            assert 0.0 <= record["confidence"] <= 1.0
            repeated = [one.text[place["start"] : place["end"]] for place in record["also"]]
            assert all(words.strip() for words in repeated)
    assert seen > 200


def test_what_is_denied_is_no_event_and_what_is_called_off_is_a_plan_marked_so(pipeline: Pipeline) -> None:
    one = document(MEETING)
    reading = read(pipeline, one)
    meeting = next(r for r in reading.records if isinstance(r, Engagement))
    denied = replace(meeting, id="", realis=Realis.NEGATED, cancelled=False)
    called_off = replace(denied, id="", cancelled=True)
    assert annotation(one, replace(reading, records=(denied,)))["events"] == []
    shown = annotation(one, replace(reading, records=(called_off,)))["events"]
    assert [(e["realis"], e["cancelled"]) for e in shown] == [("planned", True)]
