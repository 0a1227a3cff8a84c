"""Languages of texts and tags."""

from __future__ import annotations

import pytest

from dragoman.read import detect_language
from dragoman.read.language import primary_tag


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The minister received the ambassador in Rabat.", "en"),
        ("De minister ontving de ambassadeur in Rabat.", "nl"),
        ("استقبل الوزير السفير في الرباط.", "ar"),
        ("Министр принял посла.", "ru"),
        ("Міністр закордонних справ України зустрівся з послом.", "uk"),
        ("外交部长会见大使。", "zh"),
        ("وزیر خارجہ نے سفیر سے ملاقات کی ہے۔", "ur"),
        ("لاوروف", "ar"),
        ("Лавров", "ru"),
        ("", "und"),
        ("12 345 ...", "und"),
        ("\ud800\x00", "und"),
    ],
)
def test_language_of_text(text: str, lang: str) -> None:
    assert detect_language(text) == lang


def test_only_the_languages_asked_for_are_answered() -> None:
    assert detect_language("De minister ontving de ambassadeur in Rabat.", {"en", "de"}) in {"en", "de"}
    assert detect_language("De minister ontving de ambassadeur.", {"xx"}) == "und"


def test_long_text_goes_by_most_of_it() -> None:
    assert detect_language("Short preface in English. " + "Министр принял посла в Москве. " * 2000) == "ru"


@pytest.mark.parametrize(
    ("tag", "primary"),
    [
        ("en", "en"),
        ("pt-BR", "pt"),
        ("zh_Hans", "zh"),
        ("deu", "de"),
        ("EN", "en"),
        ("und", None),
        ("zz", None),
    ],
)
def test_primary_tag(tag: str, primary: str | None) -> None:
    assert primary_tag(tag) == primary


@pytest.mark.parametrize("tag", ["", "e", "english", "en GB", None, 3])
def test_what_is_no_tag(tag: object) -> None:
    assert primary_tag(tag) is None
