"""The catalogue of phrases: every language says everything, with the same facts, in every plural."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.brief_rows import DoubtKind, NewsKind, PressKind
from dragoman.desk.counts import Outcome as CountOutcome
from dragoman.desk.differ.rows import Kind, Standing
from dragoman.gazetteer.issues import load_issues
from dragoman.gazetteer.organisations import load_organisations
from dragoman.gazetteer.parties import load_parties
from dragoman.lexicon.schema import AREAS
from dragoman.model.ledger import Outcome
from dragoman.model.record import (
    BodyKind,
    Format,
    InstrumentKind,
    InstrumentStatus,
    Level,
    Measure,
    Party,
    PartyKind,
    Place,
    Role,
)
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When
from dragoman.phrases import LANGS, phrases
from dragoman.phrases.catalogue import fields

GROUPS: dict[str, Iterable[StrEnum]] = {
    "kind": EngagementKind,
    "format": Format,
    "outcome": Outcome,
    "level": Level,
    "role": Role,
    "actor": Part,
    "instrument_kind": InstrumentKind,
    "status": InstrumentStatus,
    "body_kind": BodyKind,
    "measure": Measure,
    "differ": Kind,
    "differ_standing": Standing,
    "counted": CountOutcome,
    "press": PressKind,
}


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_has_every_key_with_the_same_fields(lang: str) -> None:
    ours, english = phrases(lang).templates, phrases("en").templates
    assert set(ours) == set(english)
    assert {key: fields(t) for key, t in ours.items()} == {key: fields(t) for key, t in english.items()}
    assert {key for key, t in ours.items() if not isinstance(t, str)} == {
        key for key, t in english.items() if not isinstance(t, str)
    }


@pytest.mark.parametrize("lang", LANGS)
def test_every_plural_has_a_form_for_every_category_of_the_language(lang: str) -> None:
    say = phrases(lang)
    wanted = {*say.locale.plural_form.tags, "other"}
    plurals = {key: set(t) for key, t in say.templates.items() if not isinstance(t, str)}
    assert plurals
    assert {key: forms for key, forms in plurals.items() if forms != wanted} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_every_value_of_the_model_has_a_name(lang: str) -> None:
    say = phrases(lang)
    for group, values in GROUPS.items():
        for value in values:
            assert say.word(group, value.value)
    assert all(say.word("area", area) for area in AREAS)
    assert all(say.issue(issue) for issue in load_issues())
    assert say.word("realis", Realis.PLANNED.value)
    assert all(f"doubt.{kind.value.replace(' ', '_')}" in say.templates for kind in DoubtKind)
    told = {NewsKind.SLIP: "fate"}
    assert all(f"news.{told.get(kind, kind.value)}" in say.templates for kind in NewsKind)
    for code in load_organisations():
        party = Party(code=code, kind=PartyKind.ORGANISATION)
        assert say.party(party) != code or code in ("BRICS", "UNESCO", "UNICEF", "INTERPOL")
    assert all(say.country(code) for code in load_parties())


@pytest.mark.parametrize(
    ("lang", "number", "text"),
    [
        ("en", 1, "1 voice"),
        ("en", 0, "0 voices"),
        ("fr", 0, "0 voix"),
        ("fr", 1_000_000, "1\u202f000\u202f000 de voix"),
        ("ar", 1, "صوت واحد (1)"),
        ("ar", 2, "صوتان (2)"),
        ("ar", 3, "3 أصوات"),
        ("ar", 11, "11 صوتاً"),
        ("ar", 100, "100 صوت"),
        ("ar", 103, "103 أصوات"),
    ],
)
def test_number_takes_the_plural_of_its_language(lang: str, number: int, text: str) -> None:
    assert phrases(lang).count("count.voice", number) == text


@given(st.sampled_from(LANGS), st.integers(min_value=0, max_value=10**9))
def test_every_number_can_be_said(lang: str, number: int) -> None:
    say = phrases(lang)
    assert say.number(number) in say.count("count.document", number)


def test_dates_are_said_as_precisely_as_they_are_known_and_with_how_they_are_known() -> None:
    first = When(date=PartialDate.parse("2024-03-01"), basis=DateBasis.STATED)
    month = When(date=PartialDate.parse("2024-03"), basis=DateBasis.INFERRED)
    span = When(date=PartialDate.parse("2024"), end=PartialDate.parse("2025"), basis=DateBasis.STATED)
    assert [phrases("fr").when(w) for w in (first, month, span, UNDATED)] == [
        "1ᵉʳ mars 2024",
        "mars 2024 (déduite)",
        "2024 – 2025",
        "sans date",
    ]
    assert phrases("en").when(span) == "2024 to 2025"
    assert phrases("ar").day(dt.date(2024, 3, 2)) == "2 مارس 2024"


def test_parties_and_places_have_their_names_in_the_language() -> None:
    names = {lang: phrases(lang).party(Party(code="MAR")) for lang in LANGS}
    assert names == {"en": "Morocco", "fr": "Maroc", "ar": "المغرب"}
    league = Party(code="LAS", kind=PartyKind.ORGANISATION)
    assert phrases("fr").party(league) == "Ligue des États arabes"
    assert phrases("ar").place(Place(city="Rabat", country="MAR"), "Rabat") == ("Rabat", " (", "المغرب", ")")
    assert phrases("fr").place(Place(country="RUS"), "") == ("Russie",)
    assert phrases("en").place(None, "") == ()


def test_sentence_in_pieces_keeps_the_fields_as_they_are() -> None:
    title, date = object(), object()
    assert phrases("en").parts("state.latest", title=title, date=date) == (
        "Latest instrument: ",
        title,
        ", ",
        date,
        ".",
    )
    assert phrases("ar").listed(["أ", "ب", "ج"]) == ("أ", "، ", "ب", " و", "ج")
    assert phrases("fr").listing(["a"]) == "a"
    assert phrases("fr").listing([]) == ""


def test_a_field_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        phrases("en")("state.latest", title="x")
    with pytest.raises(KeyError):
        phrases("de")
    with pytest.raises(KeyError):
        phrases("en")("count.voice")


def test_words_of_documents_are_no_templates() -> None:
    assert phrases("en")("coverage.sources", names="{day} {0} %s") == "Sources: {day} {0} %s."
