"""Envoys who hand over their credentials: one meeting of all who took part, in whatever words."""

from __future__ import annotations

import time

import pytest

from dragoman.config import Settings
from dragoman.extract.credentials import _LISTED
from dragoman.model.record import Engagement
from dragoman.model.text import Document, EngagementKind
from dragoman.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


def told(pipeline: Pipeline, lang: str, text: str) -> list[Engagement]:
    (outcome,) = pipeline.read([Document(text=text, lang=lang, origin="t", name="t")])
    assert outcome.reading is not None
    return [record for record in outcome.reading.records if isinstance(record, Engagement)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", "AKRA, 3 Mart 2023 - Gana Cumhurbaşkanı Nana Akufo-Addo, Polonya "
         "Büyükelçisi Jan Kowalczyk'in güven "
         "mektubunu kabul etti."),
        ("pl", "AKRA, 3 marca 2023 - Ambasador Polski Jan Kowalczyk złożył w piątek "
         "listy uwierzytelniające na ręce "
         "prezydenta Ghany Nany Akufo-Addo."),
        ("nl", "ACCRA, 3 maart 2023 - De Poolse ambassadeur Jan Kowalczyk heeft vrijdag "
         "zijn geloofsbrieven aangeboden "
         "aan president Nana Akufo-Addo van Ghana."),
        ("id", "AKRA, 3 Maret 2023 - Duta Besar Polandia Jan Kowalczyk menyerahkan surat "
         "kepercayaan kepada Presiden "
         "Ghana Nana Akufo-Addo."),
    ],
)  # fmt: skip
def test_one_envoy_is_the_guest_of_a_meeting(pipeline: Pipeline, lang: str, text: str) -> None:
    (event,) = told(pipeline, lang, text)
    assert event.kind is EngagementKind.MEETING
    assert str(event.when.date) == "2023-03-03"
    parts = {person.name: {part.value for part in person.parts} for person in event.participants}
    assert parts.pop("Jan Kowalczyk") == {"guest"}
    assert all(not found & {"guest", "initiator", "addressee"} for found in parts.values())
    assert {party.code for party in event.parties} == {"GHA", "POL"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "ACCRA, 3 mars 2023 - Le président du Ghana, Nana Akufo-Addo, a reçu "
         "vendredi les lettres de créance "
         "des ambassadeurs de Pologne, du Chili et du Japon."),
        ("ar", "أكرا 3 مارس 2023 - تسلم الرئيس الغاني نانا أكوفو أدو اليوم أوراق اعتماد "
         "سفراء بولندا وتشيلي واليابان."),
        ("uk", "АККРА, 3 березня 2023 року. Президент Гани Нана Акуфо-Аддо прийняв вірчі "
         "грамоти від послів Польщі, "
         "Чилі та Японії."),
        ("zh", "加纳总统阿库福-阿多3月3日在阿克拉接受波兰、智利和日本新任驻加纳大使递交国书。"),
        ("de", "ACCRA, 3. März 2023. Ghanas Präsident Nana Akufo-Addo hat am Freitag das "
         "Beglaubigungsschreiben des "
         "polnischen Botschafters Jan Kowalczyk entgegengenommen. Neu akkreditiert sind "
         "auch die Botschafter Chiles "
         "und Japans."),
    ],
)  # fmt: skip
def test_envoys_whom_nobody_names_bring_their_states(pipeline: Pipeline, lang: str, text: str) -> None:
    (event,) = told(pipeline, lang, text)
    assert event.kind is EngagementKind.MEETING
    assert {party.code for party in event.parties} == {"CHL", "GHA", "JPN", "POL"}


def test_the_list_behind_it_names_who_took_part(pipeline: Pipeline) -> None:
    text = (
        "ACCRA, 3 March 2023 - President Nana Akufo-Addo of Ghana has received the "
        "letters of credence of three new "
        "ambassadors.\n\nThey are the ambassador of Poland, Jan Kowalczyk, the "
        "ambassador of Chile, Rosa Fuentes, and "
        "the ambassador of Japan, Kenji Mori.\n\nThe ceremony was held at Jubilee House."
    )
    (event,) = told(pipeline, "en", text)
    names = {"Nana Akufo-Addo", "Jan Kowalczyk", "Rosa Fuentes", "Kenji Mori"}
    assert {person.name for person in event.participants} == names


def test_what_follows_the_ceremony_is_another_meeting(pipeline: Pipeline) -> None:
    text = (
        "ACCRA, 3 March 2023 - Polish Ambassador Jan Kowalczyk on Friday presented his "
        "credentials to Ghana's "
        "President Nana Akufo-Addo. Foreign Minister Shirley Botchwey later received the "
        "ambassador for talks on trade."
    )
    events = told(pipeline, "en", text)
    assert len(events) == 2
    assert {person.name for person in events[0].participants} == {"Jan Kowalczyk", "Nana Akufo-Addo"}


def test_two_who_receive_credentials_hold_two_ceremonies(pipeline: Pipeline) -> None:
    text = (
        "ACCRA, 3 March 2023 - President Nana Akufo-Addo of Ghana received the credentials of Polish "
        "Ambassador Jan Kowalczyk.\n\nTrade has grown. In Warsaw, President Andrzej Duda of Poland "
        "received the credentials of Ghana's Ambassador Kwame Boateng."
    )
    ceremonies = [{person.name for person in event.participants} for event in told(pipeline, "en", text)]
    assert {"Nana Akufo-Addo", "Jan Kowalczyk"} in ceremonies
    assert {"Andrzej Duda", "Kwame Boateng"} in ceremonies


def test_a_long_list_of_short_words_is_read_in_no_time() -> None:
    started = time.perf_counter()
    assert _LISTED.fullmatch("of the " * 20_000 + "ambassador!") is None
    assert time.perf_counter() - started < 1


def test_what_is_of_the_day_of_publication_is_news(pipeline: Pipeline) -> None:
    text = "АККРА, 3 марта 2023 года. Президент Ганы Нана Акуфо-Аддо принял верительные грамоты посла Польши."
    (event,) = told(pipeline, "ru", text)
    assert (event.realis.value, str(event.when.date)) == ("actual", "2023-03-03")
