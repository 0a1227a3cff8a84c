"""Where an engagement was, told by capitals, datelines, and by what is told beside it."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Engagement, Place
from dragoman.model.text import Document, EngagementKind
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline
from tests.extract.telling import told


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


@pytest.mark.parametrize(
    ("lang", "text", "city", "country"),
    [
        (  # the state of a visit, and the city it is told from
            "en",
            "DAKAR, 4 March 2024 - Norway's Foreign Minister Ingrid Solberg-Lie began a visit to Senegal on "
            "Monday. President Mamadou Faye-Ndour received her at the palace.",
            "Dakar",
            "SEN",
        ),
        (  # filed from a state: from its capital
            "fr",
            "Djibouti, 24 mai 2017. Le président des Comores, Azali Boinali, est arrivé mardi en visite "
            "officielle. Le président de Djibouti, Omar Robleh Waïs, l'a reçu mercredi au Palais de la "
            "République.",
            "Djibouti",
            "DJI",
        ),
        (  # of tomorrow
            "es",
            "Quito, 8 de octubre de 2025. El ministro de Relaciones Exteriores del Uruguay, Elmer Pereyra, "
            "presidirá mañana junto con la canciller del Ecuador, Gabriela Montalvo, en el Palacio de Najas, "
            "la XVII reunión de la Comisión Mixta.",
            "Quito",
            "ECU",
        ),
        (  # the state whose text it is
            "es",
            "Malabo, 3 de mayo de 2022. Delegaciones de Guinea Ecuatorial y de Etiopía prepararon ayer la "
            "visita que realiza al país el primer ministro etíope, Abel Tesfaye.",
            None,
            "GNQ",
        ),
        (
            "zh",
            "基加利，2023年4月5日——肯尼亚总统基普科奇在卢旺达访问期间，两国周二签署了近十份合作协议。",
            "Kigali",
            "RWA",
        ),
    ],
)
def test_where_the_news_is_filed_from_completes_where_it_was(
    pipeline: Pipeline, lang: str, text: str, city: str | None, country: str
) -> None:
    (event, *_) = told(pipeline, lang, text)
    assert event.place == Place(city=city, country=country)


def test_capital_that_hosts_a_session_is_its_place(pipeline: Pipeline) -> None:
    text = (
        "Windhoek, 12 de março de 2020. A ministra das Relações Exteriores da Namíbia, Netumbo Shilongo, e o "
        "ministro das Relações Exteriores de Angola, Manuel Kiala, criaram uma comissão conjunta. Luanda "
        "recebe a primeira sessão da comissão em 2021."
    )
    assert told(pipeline, "pt", text)[-1].place == Place(city="Luanda", country="AGO")


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("In Saint-Louis, Senegal, on Sunday she met Fisheries Minister Ousmane Diagne-Sy.", "SEN"),
        ("In Tripoli, Lebanon, she met Fisheries Minister Ousmane Diagne-Sy.", "LBN"),
        ("In London she met Fisheries Minister Ousmane Diagne-Sy.", "GBR"),
    ],
)
def test_city_lies_in_the_state_that_the_text_names(pipeline: Pipeline, words: str, country: str) -> None:
    text = f"OTTAWA, 4 March 2024 - Canada's minister Ingrid Solberg-Lie went abroad on Sunday. {words}"
    assert [e.place.country for e in told(pipeline, "en", text) if e.place][-1] == country
