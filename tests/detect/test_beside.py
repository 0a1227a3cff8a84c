"""What the words beside a mention, or its links, say of its meaning."""

from __future__ import annotations

import pytest

from dragoman.detect.resolve import Found, detect
from dragoman.lexicon.load import pack
from dragoman.model.text import Document, Label, Link, LinkKind, Markup, Mention, Sentence, Span


def _found(text: str, lang: str, *marked: tuple[str, Label], links: tuple[Link, ...] = ()) -> list[Found]:
    """The mentions of one sentence, each the first of its words behind the one before."""
    document = Document(text=text, lang=lang, origin="test", name="test")
    mentions, at = [], 0
    for words, label in marked:
        start = text.index(words, at)
        at = start + len(words)
        mentions.append(Mention(span=Span(start=start, end=at), label=label, confidence=1.0))
    sentence = Sentence(span=Span(start=0, end=len(text)), lang=lang, paragraph=0)
    markup = Markup(mentions=tuple(mentions), links=links)
    return list(detect(document, (sentence,), markup, pack, "test@1").found)


@pytest.mark.parametrize(
    ("lang", "office"),
    [
        ("es", "ministra de Asuntos Exteriores, Unión Europea y Cooperación"),
        ("fr", "ministre des Affaires étrangères, de l'Union européenne et de la Coopération"),
    ],
)
def test_an_organisation_among_the_matters_of_an_office_is_not_whom_it_serves(lang: str, office: str) -> None:
    (found,) = _found(f"{office} X", lang, (office, Label.OFFICE))
    assert found.party is None


def test_an_organisation_that_an_office_serves_is_its_party() -> None:
    office = "High Representative of the European Union"
    (found,) = _found(f"The {office} spoke.", "en", (office, Label.OFFICE))
    assert found.party is not None
    assert found.party.code == "EU"


def test_who_holds_an_office_is_a_person_though_a_place_has_the_name() -> None:
    link = Link(left=1, right=0, kind=LinkKind.OFFICE, score=0.95)
    found = _found(
        "Minister Florence spoke; Florence then left for Rome.",
        "en",
        ("Minister", Label.OFFICE),
        ("Florence", Label.PLACE),
        ("Florence", Label.PLACE),
        ("Rome", Label.PLACE),
        links=(link,),
    )
    assert [f.label for f in found[1:]] == [Label.PERSON, Label.PERSON, Label.PLACE]


def test_half_of_a_compound_names_both_parties() -> None:
    found = _found("Odbyły się konsultacje polsko-niemieckie.", "pl", ("niemieckie", Label.PARTY))
    assert {party.code for party in found[0].parties} == {"POL", "DEU"}
    alone = _found("Odbyły się niemieckie konsultacje.", "pl", ("niemieckie", Label.PARTY))
    assert [party.code for party in alone[0].parties] == ["DEU"]


def test_a_word_before_a_date_that_makes_one_of_both_is_read_with_it() -> None:
    morning = _found("Sie trafen sich am Morgen in Wien.", "de", ("Morgen", Label.DATE))
    assert morning[0].expression is not None
    assert morning[0].expression.days == 0
    tomorrow = _found("Sie treffen sich morgen in Wien.", "de", ("morgen", Label.DATE))
    assert tomorrow[0].expression is not None
    assert tomorrow[0].expression.days == 1


def test_a_site_named_after_a_large_city_is_there() -> None:
    (found,) = _found("At Adana Airport", "en", ("Adana Airport", Label.PLACE))
    assert found.place is not None
    assert (found.place.city, found.place.country) == ("Adana", "TUR")


@pytest.mark.parametrize("words", ["Viana do Castelo", "Independence Monument", "New Harbour"])
def test_a_place_that_only_has_a_city_among_its_words_is_not_there(words: str) -> None:
    (found,) = _found(f"At {words}", "en", (words, Label.PLACE))
    assert found.place is None


def test_a_date_cut_within_a_word_is_made_whole() -> None:
    (found,) = _found("Il arrive aujourd'hui.", "fr", ("aujourd", Label.DATE))
    assert found.words == "aujourd'hui"
    assert found.expression is not None
    assert found.expression.is_today
