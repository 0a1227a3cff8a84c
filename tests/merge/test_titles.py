"""Titles across wordings, short forms and languages: what speaks for one thing, and what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.merge.compare.titles import bare, distinct, form_of, likeness, terms, titles

LANGS = ("en", "de", "pt", "zh", "ar")


def _like(one: str, other: str, lang: str = "en", lang2: str = "en") -> float | None:
    return likeness(titles(lang, (one,)), titles(lang2, (other,)))


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("Treaty on Extradition of Fugitives", "Convention on the Extradition of Fugitives", "en"),
        ("Kenya-Ghana Agreement on Coastal Shipping", "Agreement on Coastal Shipping", "en"),
        ("umowa o ochronie granic morskich", "porozumienie o ochronie granic morskich", "pl"),
        ("Co-operation Council for Mountain Tourism", "Council of Cooperation for Mountain Tourism", "en"),
    ],
)
def test_words_for_the_kind_and_names_of_states_are_no_part_of_the_subject(
    one: str, other: str, lang: str
) -> None:
    assert _like(one, other, lang, lang) == 1.0


def test_other_subject_under_one_kind_speaks_against() -> None:
    assert (
        _like("Kenya-Ghana Treaty on Coastal Shipping", "Kenya-Ghana Treaty on Mountain Rescue") or 0
    ) < -0.9


def test_title_that_tells_no_more_than_its_kind_is_bare() -> None:
    assert bare(titles("en", ("Memorandum of Understanding",)))
    assert _like("Memorandum of Understanding", "Memorandum of Understanding") == 0.2
    assert not bare(titles("en", ("Memorandum of Understanding on Coastal Shipping",)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Joint Commission for Rural Development (JCRD)", "Komisi Bersama Pembangunan Desa (JCRD-4)", True),
        ("Joint Commission for Rural Development (JCRD)", "Komisi Bersama Pembangunan Desa (JCPD)", False),
        ("Treaty on Coastal Shipping (Accra)", "Perjanjian Pariwisata (Accra)", False),
    ],
)
def test_one_acronym_in_two_languages_is_one_name(one: str, other: str, same: bool) -> None:
    assert (_like(one, other, "en", "id") == 1.0) is same


@pytest.mark.parametrize(
    ("short", "long", "lang", "is_form"),
    [
        ("JCRD", "Joint Commission for Rural Development", "en", True),
        ("JCRD", "Joint Commission for Coastal Shipping", "en", False),
        ("Ländliche Kommission", "Ghanaisch-Kenianische Ländliche Kommission", "de", True),
        ("加肯高委会", "加肯高级别经济合作委员会", "zh", True),
        ("加肯经委会", "加肯高级别农业合作委员会", "zh", False),
        ("Commission on Coastal Shipping", "Commission on Mountain Rescue", "en", False),
    ],
)
def test_short_form_has_every_word_or_first_letter_of_the_name(
    short: str, long: str, lang: str, is_form: bool
) -> None:
    assert form_of(titles(lang, (short,)), titles(lang, (long,))) is is_form


def test_words_of_two_languages_speak_only_for_a_title() -> None:
    assert (_like("Plan for Digital Education", "Plano de Educação Digital", "en", "pt") or 0) > 0.5
    assert _like("Plan for Digital Education", "Acordo de Pesca Costeira", "en", "pt") is None
    assert (
        _like("Plan for Digital Education and Coastal Shipping", "Plano de Pesca Digital", "en", "pt") is None
    )


def test_signs_of_an_unspaced_title_are_compared_in_pairs() -> None:
    assert (_like("加纳和肯尼亚沿海航运合作协定", "肯尼亚和加纳沿海航运合作协定", "zh", "zh") or 0) >= 0.75
    assert (_like("加纳和肯尼亚沿海航运合作协定", "加纳和肯尼亚引渡条约", "zh", "zh") or 0) < 0.2
    assert _like("合作协定", "合作协定", "zh", "zh") == 0.2


def test_names_of_one_document_are_counted_without_their_short_forms() -> None:
    assert distinct("en", ("Joint Commission for Rural Development", "JCRD")) == 1
    assert distinct("en", ("Commission on Coastal Shipping", "Commission on Mountain Rescue")) == 2
    assert distinct("en", ()) == 0


def test_years_of_a_title_are_its_terms() -> None:
    assert terms(titles("en", ("Programme of Exchange for 2021-2023",))) == {"2021", "2023"}
    assert terms(titles("en", ("Resolution 2510",))) == frozenset()


_NAMES = st.text("abc ABC()-İß沿海合作.0129", min_size=1, max_size=18).filter(str.strip)


@settings(deadline=None)  # the first text of a language loads its pack
@given(
    st.lists(_NAMES, max_size=3), st.lists(_NAMES, max_size=3), st.sampled_from(LANGS), st.sampled_from(LANGS)
)
def test_likeness_is_the_same_both_ways_and_within_its_bounds(
    one: list[str], other: list[str], lang: str, lang2: str
) -> None:
    left, right = titles(lang, one), titles(lang2, other)
    value = likeness(left, right)
    assert value == likeness(right, left)
    assert value is None or -1.0 <= value <= 1.0
    assert form_of(left, right) == form_of(right, left)
    assert all(words and all(words) for _, words in left)
