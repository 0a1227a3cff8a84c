"""The side of a contact that a text leaves unsaid, and what is told at a contact but is none."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.text import EngagementKind, Realis
from dragoman.pipeline import Pipeline
from tests.extract.telling import codes, told


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


@pytest.mark.parametrize(
    ("lang", "text", "people"),
    [
        (
            "en",
            "NUKU'ALOFA, 9 May 2024 - Fiji's Foreign Minister Sitiveni Raloka arrived in Tonga on Thursday "
            "for talks with Foreign Minister Lotoa Fifita.\n\nHe was then received by King Tupou Lavaka at "
            "the palace. In the afternoon he also met Trade Minister Viliame Toki.",
            [{"Lotoa Fifita"}, {"Tupou Lavaka"}, {"Viliame Toki"}],
        ),
        (
            "pt",
            "Díli, 27 de janeiro de 2026 - O primeiro-ministro da Austrália, Andrew Hallworth, é esperado "
            "amanhã em Timor-Leste. Do aeroporto segue para a Presidência, onde o recebe o chefe de Estado, "
            "José Ximenes-Soares.",
            [{"José Ximenes-Soares"}],
        ),
        (
            "uk",
            "Міністр закордонних справ України Орест Гаманюк 3 травня 2024 року зустрівся в Найробі з "
            "президентом Кенії Джозефом Мутаї.\n\nПізніше він провів переговори і з керівником МЗС Кенії "
            "Мусою Отієно.",
            [{"Joseph Mutai"}, {"Moussa Otiieno"}],
        ),
    ],
)
def test_whom_a_text_speaks_of_takes_part_in_each_of_his_meetings(
    pipeline: Pipeline, lang: str, text: str, people: list[set[str]]
) -> None:
    events = told(pipeline, lang, text)
    meetings = [e for e in events if e.kind is EngagementKind.MEETING]
    hero = {"en": "Sitiveni Raloka", "pt": "Andrew Hallworth", "uk": "Orest Hamaniuk"}[lang]
    assert [{p.name for p in e.participants} - {hero} for e in meetings] == people
    assert all(hero in {p.name for p in e.participants} for e in meetings)
    assert all(len(codes(e)) == 2 for e in events)


def test_guest_of_a_past_visit_is_not_joined_by_the_host(pipeline: Pipeline) -> None:
    text = (
        "Le président du Gabon, Blaise Mintsa, a reçu ce mercredi 24 mai 2017 à Libreville le président des "
        "Comores, Azali Boinali. M. Mintsa s'était rendu à Moroni en mars 2015."
    )
    visit = told(pipeline, "fr", text)[-1]
    assert (visit.kind, visit.realis) == (EngagementKind.VISIT, Realis.PAST_BACKGROUND)
    assert [p.name for p in visit.participants] == ["Blaise Mintsa"]
    assert codes(visit) == {"COM", "GAB"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "SUVA, 9 May 2024 - Fiji's Foreign Minister Sitiveni Raloka met his Tongan counterpart Lotoa "
            "Fifita in Suva on Thursday. Raloka congratulated Fifita on his appointment and conveyed his "
            "condolences over the cyclone.",
        ),
        (
            "ru",
            "Министр иностранных дел Таджикистана Собир Назаров 5 мая 2024 года провёл в "
            "Душанбе переговоры с министром иностранных дел Пакистана Ахмедом Раззаком. "
            "С. Назаров поздравил А. Раззака с назначением и выразил соболезнования.",
        ),
        (
            "es",
            "Quito, 3 de mayo de 2024. La canciller del Ecuador, Gabriela Montalvo, recibió hoy al ministro "
            "de Relaciones Exteriores del Uruguay, Elmer Pereyra. Montalvo felicitó a Pereyra por su "
            "nombramiento y le transmitió sus condolencias.",
        ),
    ],
)
def test_greetings_of_those_who_meet_are_no_message(pipeline: Pipeline, lang: str, text: str) -> None:
    assert [e.kind for e in told(pipeline, lang, text)] == [EngagementKind.MEETING]


def test_what_is_only_wished_for_is_no_plan(pipeline: Pipeline) -> None:
    text = (
        "SUVA, 9 May 2024 - Fiji's Foreign Minister Sitiveni Raloka met his Tongan counterpart Lotoa Fifita "
        "in Suva on Thursday. Raloka pressed for the negotiations of the European Union with Fiji on trade "
        "to be concluded quickly."
    )
    assert [e.kind for e in told(pipeline, "en", text)] == [EngagementKind.MEETING]


def test_decree_of_one_state_is_no_signing(pipeline: Pipeline) -> None:
    text = (
        "Azerbaycan Cumhurbaşkanı Rüstem Haydarov, Elçin Memmedli'nin görevden alınmasına ilişkin kararı "
        "imzaladı. İran Dışişleri Bakanı Cevad Rahimi 17 Temmuz 2020'de Azerbaycan Dışişleri Bakanı Orhan "
        "Bayramlı ile telefonda görüştü."
    )
    assert [e.kind for e in told(pipeline, "tr", text)] == [EngagementKind.CALL]


@pytest.mark.parametrize(
    ("lang", "told_of"),
    [
        ("en", "Samoa and Fiji opened diplomatic relations in 1974."),
        ("nl", "Samoa en Fiji herstelden in 1974 de banden."),
    ],
)
def test_what_two_states_did_in_a_year_is_told_and_their_trade_is_not(
    pipeline: Pipeline, lang: str, told_of: str
) -> None:
    trade = {
        "en": " Trade between Samoa and Fiji amounted to 8.4 million dollars in 2023.",
        "nl": " De handel tussen Samoa en Fiji bedroeg in 2023 8,4 miljoen dollar.",
    }
    (event,) = told(pipeline, lang, told_of + trade[lang])
    assert (event.kind, str(event.when.date)) == (EngagementKind.OTHER, "1974")
    assert codes(event) == {"FJI", "WSM"}


def test_who_meets_the_ministers_of_several_states_meets_each(pipeline: Pipeline) -> None:
    text = (
        "JAKARTA, 19 April 2015 - Indonesia's Foreign Minister Ratna Wibisono met her Fijian counterpart "
        "Josefa Naulu here on Sunday.\n\nMinister Wibisono later met the foreign ministers of Kenya, Peru "
        "and Jordan."
    )
    met = {frozenset(codes(e)) for e in told(pipeline, "en", text) if e.kind is EngagementKind.MEETING}
    assert met == {frozenset({"IDN", other}) for other in ("FJI", "KEN", "PER", "JOR")}


def test_works_that_began_years_ago_were_signed_by_nobody(pipeline: Pipeline) -> None:
    text = (
        "القاهرة، 23 يناير 2024 – التقى وزير الكهرباء المصري سامح الجندي في القاهرة نظيره الروسي أوليغ "
        "سيدوروف. وكانت أعمال الصب في الوحدة الأولى قد انطلقت في يوليو 2022."
    )
    assert EngagementKind.SIGNING not in {e.kind for e in told(pipeline, "ar", text)}
