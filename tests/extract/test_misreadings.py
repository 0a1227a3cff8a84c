"""Words that the tagger takes for something else, and what the text around them says they are."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Commitment, Strength
from dragoman.model.text import EngagementKind, Realis
from dragoman.pipeline import Pipeline
from tests.extract.telling import codes, read, told


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


@pytest.mark.parametrize(
    ("lang", "text", "name", "state"),
    [
        (
            "pl",
            "Minister spraw zagranicznych Radosław Sikorski spotkał się w czwartek 22 "
            "lutego 2024 r. w Rio de "
            "Janeiro z ministrem spraw zagranicznych Brazylii Mauro Vieirą.",
            "Mauro Vieirą",
            "BRA",
        ),
        (
            "uk",
            "Посол України Любов Абравітова та міністр закордонних справ Ботсвани "
            "Лемоганг Квапе 27 червня "
            "2023 року підписали в Габороне угоду про скасування віз.",
            "Lemohang Kvape",
            "BWA",
        ),
    ],
)
def test_state_before_a_name_is_no_word_of_it(
    pipeline: Pipeline, lang: str, text: str, name: str, state: str
) -> None:
    (event,) = told(pipeline, lang, text)
    (person,) = [p for p in event.participants if p.name == name]
    assert person.party is not None
    assert person.party.code == state


def test_agreement_on_abolishing_visas_is_not_called_off(pipeline: Pipeline) -> None:
    text = (
        "Посол України Любов Абравітова та міністр закордонних справ Ботсвани Лемоганг "
        "Квапе 27 червня 2023 року "
        "підписали в Габороне угоду про скасування віз."
    )
    (event,) = told(pipeline, "uk", text)
    assert event.kind is EngagementKind.SIGNING
    assert event.realis is not Realis.NEGATED
    assert str(event.when.date) == "2023-06-27"


def test_gathering_that_is_only_a_setting_adds_nobody_to_the_meeting(pipeline: Pipeline) -> None:
    text = (
        "Minister spraw zagranicznych Radosław Sikorski spotkał się w czwartek 22 lutego "
        "2024 r. na marginesie "
        "spotkania G20 z ministrem spraw zagranicznych Brazylii Mauro Vieirą."
    )
    by_kind = {event.kind: codes(event) for event in told(pipeline, "pl", text)}
    assert by_kind[EngagementKind.MEETING] == {"BRA", "POL"}


def test_session_of_a_commission_is_no_visit_of_who_tells_of_it(pipeline: Pipeline) -> None:
    text = """Ankara, 6 Şubat 2024 - Dışişleri Bakanı Hakan Fidan, \
Gambiya Dışişleri Bakanı Mamadou Tangara \
ile telefonda görüştü. Fidan, iki ülke arasındaki Karma Ekonomik Komisyon toplantısının nisan ayında \
Banjul'da yapılacağını söyledi."""
    planned = [event for event in told(pipeline, "tr", text) if event.realis is Realis.PLANNED]
    assert [(event.kind, event.participants) for event in planned] == [
        (EngagementKind.COMMISSION_SESSION, ())
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Pékin, 7 mai 2024. La Chine s'oppose aux droits de douane annoncés par "
            "l'Union européenne. Elle a appelé "
            "Bruxelles à respecter les règles du commerce.",
            "EU",
        ),
        (
            "Kigali, 18 mars 2025. Le Rwanda rompt ses relations avec la Belgique, qui "
            "est membre de l'Union "
            "européenne. Il a appelé Bruxelles à respecter sa souveraineté.",
            "BEL",
        ),
    ],
)
def test_brussels_is_the_union_only_where_belgium_is_not_named(
    pipeline: Pipeline, text: str, code: str
) -> None:
    requests = [event for event in told(pipeline, "fr", text) if event.kind is EngagementKind.REQUEST]
    assert [code in codes(event) for event in requests] == [True]
    assert not any({"BEL", "EU"} <= codes(event) for event in requests)


_SALMON = """Chili en Noorwegen bespraken gisteren de visserij tijdens een bijeenkomst in het ministerie in \
Oslo.

De ambassadeur van Chili in Oslo, Marta Huenchumil, had een ontmoeting met de viceminister van Buitenlandse \
Zaken Arne Skjeldal. Precies een maand geleden, op 4 mei, kwamen ambassadeur Huenchumil en viceminister van \
Buitenlandse Zaken Arne Skjeldal bijeen over de zalmkweek.

Chili exporteert fruit, terwijl Noorwegen Chili voorziet van vis en machines, vooral tijdens de lange \
Chileense winter.
"""


def test_the_only_two_who_met_are_no_list_of_one_side(pipeline: Pipeline) -> None:
    met, before = told(pipeline, "nl", _SALMON)
    for event in (met, before):
        assert codes(event) == {"CHL", "NOR"}
        assert {p.name: p.party.code for p in event.participants if p.party} == {
            "Marta Huenchumil": "CHL",
            "Arne Skjeldal": "NOR",
        }


def test_what_is_recalled_is_never_what_the_text_is_about(pipeline: Pipeline) -> None:
    met, before = told(pipeline, "nl", _SALMON)
    assert (met.main, before.main) == (True, False)
    assert before.realis is Realis.PAST_BACKGROUND


def test_season_of_no_year_is_no_deadline(pipeline: Pipeline) -> None:
    (said,) = [r for r in read(pipeline, "nl", _SALMON).records if isinstance(r, Commitment)]
    assert said.due_text is None
    assert said.strength is Strength.INTENT


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "fr",
            "Oslo, 5 juin 2023. Le Chili et la Norvège ont évoqué lundi la pêche lors d'une réunion tenue au "
            "ministère, à Oslo.\n\nL'ambassadrice du Chili Marta Huenchumil et le vice-ministre des Affaires "
            "étrangères Arne Skjeldal se sont rencontrés.",
        ),
        (
            "en",
            "OSLO, 5 June 2023 - Chile and Norway on Monday discussed fisheries during a gathering at the "
            "ministry in Oslo.",
        ),
    ],
)
def test_who_discuss_something_at_a_gathering_take_part_in_it(
    pipeline: Pipeline, lang: str, text: str
) -> None:
    (event,) = told(pipeline, lang, text)
    assert event.kind in (EngagementKind.MEETING, EngagementKind.CONSULTATIONS)
    assert codes(event) == {"CHL", "NOR"}
    assert str(event.when.date) == "2023-06-05"
    assert event.main


def test_counterpart_of_a_minister_at_home_is_of_the_other_state(pipeline: Pipeline) -> None:
    text = (
        "OSLO, 5 June 2023 - Chile and Norway on Monday discussed fisheries in Oslo.\n\nLast month "
        "Ambassador Marta Huenchumil and Deputy Minister of Foreign Affairs Arne Skjeldal met over salmon."
    )
    before = told(pipeline, "en", text)[-1]
    assert {p.name: p.party.code for p in before.participants if p.party} == {
        "Marta Huenchumil": "CHL",
        "Arne Skjeldal": "NOR",
    }


def test_surname_behind_an_honorific_is_its_bearer(pipeline: Pipeline) -> None:
    text = (
        "Le président français Emmanuel Macron a accueilli ce jeudi 5 juin 2025 à l'Élysée le président du "
        "Brésil, Luiz Inacio Lula da Silva.\n\nM. Macron s'était rendu à Brasília en mars 2024, puis à Rio "
        "de Janeiro en novembre de la même année pour le sommet du G20."
    )
    visits = [e for e in told(pipeline, "fr", text) if e.realis is Realis.PAST_BACKGROUND]
    assert [str(e.when.date) for e in visits if e.kind is EngagementKind.VISIT] == ["2024-03", "2024-11"]
    for event in visits:
        if event.kind is EngagementKind.VISIT:
            assert [p.name for p in event.participants] == ["Emmanuel Macron"]
