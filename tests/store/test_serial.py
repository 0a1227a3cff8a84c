"""Readings as JSON and back: nothing is lost, and nothing that does not fit the document comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import StoreError
from dragoman.model.record import Body, Engagement, Evidence, Instrument, Reading
from dragoman.model.text import Document, Span
from dragoman.model.time import UNDATED
from dragoman.store.serial import dump_reading, load_reading, quotes
from tests.store.samples import ARABIC, ENGLISH, arabic, english

SAMPLES = [(ENGLISH, english()), (ARABIC, arabic()), (ARABIC, Reading(document_id=ARABIC.id, producer="p"))]


@pytest.mark.parametrize(("document", "reading"), SAMPLES)
def test_load_undoes_dump(document: Document, reading: Reading) -> None:
    body = dump_reading(reading)
    assert load_reading(body, document) == reading
    assert dump_reading(load_reading(body, document)) == body


def test_a_reading_kept_before_what_is_put_off_was_told_apart_loads_as_not_put_off() -> None:
    value = json.loads(dump_reading(english()))
    events = [record for kind, record in value["records"] if kind == "engagement"]
    assert [event.pop("postponed") for event in events]
    assert load_reading(json.dumps(value), ENGLISH) == english()


def test_a_reading_kept_before_terms_were_read_loads_without_any() -> None:
    value = json.loads(dump_reading(english()))
    papers = [record for kind, record in value["records"] if kind == "instrument"]
    assert papers
    for paper in papers:
        for name in ("expires", "expires_evidence", "term_months", "renews"):
            del paper[name]
    loaded = load_reading(json.dumps(value), ENGLISH)
    (kept,) = (record for record in loaded.records if isinstance(record, Instrument))
    assert (kept.expires, kept.expires_evidence) == (UNDATED, None)
    assert (kept.term_months, kept.renews) == (None, False)


def test_a_reading_kept_before_rhythms_were_read_loads_without_any() -> None:
    value = json.loads(dump_reading(english()))
    told = [record for kind, record in value["records"] if kind in ("engagement", "body")]
    assert len(told) >= 2
    for record in told:
        del record["recurrence"]
    loaded = load_reading(json.dumps(value), ENGLISH)
    kept = [record for record in loaded.records if isinstance(record, Engagement | Body)]
    assert [record.recurrence for record in kept] == [None] * len(told)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), st.data())
def test_load_undoes_dump_of_words_in_any_script(text: str, data: st.DataObject) -> None:
    document = Document(text=text, lang="und", origin="o", name="o")
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start=start, end=data.draw(st.integers(start + 1, len(text))))
    if span.of(text).strip():
        words = Evidence.of(document, span, "hand@1", data.draw(st.floats(0, 1)))
        reading = Reading(document_id=document.id, producer="hand@1", attributions=(words,))
        assert load_reading(dump_reading(reading), document) == reading


def test_every_quote_of_a_reading_is_looked_at() -> None:
    """The sample has every field filled; a new field with evidence must come to be among them."""
    body = dump_reading(english())
    assert len(quotes(english())) == body.count('"quote":')


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where the evidence is in a dumped reading."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path] if isinstance(value, dict) and "quote" in value else []
    return found + [p for key, item in items for p in _paths(item, (*path, key))]


PATHS = _paths(json.loads(dump_reading(english())))


@pytest.mark.parametrize("path", PATHS, ids=["/".join(str(part) for part in p) for p in PATHS])
def test_a_quote_that_is_not_in_the_text_is_refused_wherever_it_stands(path: tuple[Any, ...]) -> None:
    value = json.loads(dump_reading(english()))
    evidence = value
    for part in path:
        evidence = evidence[part]
    evidence["quote"] = "x" * len(evidence["quote"])
    with pytest.raises(StoreError):
        load_reading(json.dumps(value), ENGLISH)


DAMAGE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a key is missing": lambda v: v.pop("people"),
    "a producer is missing": lambda v: v.pop("producer"),
    "a kind is unknown": lambda v: v["records"][0].__setitem__(0, "treaty"),
    "a field is unknown": lambda v: v["records"][0][1].__setitem__("weather", "fair"),
    "a field is missing": lambda v: v["records"][0][1].pop("realis"),
    "a value is none of its kind": lambda v: v["records"][0][1].__setitem__("realis", "dreamt"),
    "an id is another's": lambda v: v["records"][0][1].__setitem__("id", "eng-00000000000000000000"),
    "a participant is nobody": lambda v: v["people"].clear(),
    "a person has no evidence": lambda v: v["people"][0].__setitem__("evidence", []),
    "a date is none": lambda v: v["published"].__setitem__("date", {"year": 2021, "month": 2, "day": 30}),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_reading_names_its_document(damage: str) -> None:
    value = json.loads(dump_reading(english()))
    DAMAGE[damage](value)
    with pytest.raises(StoreError, match=ENGLISH.id):
        load_reading(json.dumps(value), ENGLISH)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "3", '"x"'])
def test_what_is_no_reading_names_its_document(body: str) -> None:
    with pytest.raises(StoreError, match=ENGLISH.id):
        load_reading(body, ENGLISH)


def test_a_reading_of_another_document_is_refused() -> None:
    with pytest.raises(StoreError):
        load_reading(dump_reading(english()), ARABIC)
    longer = ENGLISH.text + " More."
    twin = replace(ENGLISH, id="", text=longer, masked=longer)
    with pytest.raises(StoreError):
        load_reading(dump_reading(english()), twin)
