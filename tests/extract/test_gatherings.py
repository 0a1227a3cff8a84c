"""Sessions, consultations and summits: whose they are by the name of what sits, and settings."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Engagement
from dragoman.model.text import Document, EngagementKind, Realis
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline

SESSION, CONSULTATIONS = EngagementKind.COMMISSION_SESSION, EngagementKind.CONSULTATIONS
SUMMIT, MEETING = EngagementKind.SUMMIT, EngagementKind.MEETING


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


def told(pipeline: Pipeline, text: str, lang: str) -> list[Engagement]:
    reading = pipeline.read([Document(text=text, lang=lang, origin="t", name="t")])[0].reading
    assert reading is not None
    return [record for record in reading.records if isinstance(record, Engagement)]


def kinds(pipeline: Pipeline, text: str, lang: str) -> set[EngagementKind]:
    return {engagement.kind for engagement in told(pipeline, text, lang)}


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [
        (
            "en",
            "On the sidelines of the ASEAN ministerial conference, Peruvian Foreign Minister "
            "Elsa Quiroga met Thai Foreign Minister Somsak Boonrawd.",
            "ASEAN",
        ),
        (
            "fr",
            "En marge de l'Assemblée générale des Nations Unies, le ministre péruvien des Affaires "
            "étrangères, Hugo Quiroga, s'est entretenu avec son homologue thaïlandais, Somsak Boonrawd.",
            "UN",
        ),
        (
            "de",
            "Am Rande der ASEAN-Außenministerkonferenz in Bangkok traf die peruanische Außenministerin "
            "Elsa Quiroga ihren thailändischen Amtskollegen Somsak Boonrawd.",
            "ASEAN",
        ),
    ],
)
def test_a_setting_is_a_summit_of_its_own(pipeline: Pipeline, lang: str, text: str, code: str) -> None:
    found = told(pipeline, text, lang)
    summits = [e for e in found if e.kind is SUMMIT]
    assert len(summits) == 1
    assert code in {str(p) for p in summits[0].parties}
    meetings = [e for e in found if e.kind is MEETING]
    assert len(meetings) == 1
    assert {str(p) for p in meetings[0].parties} >= {"PER", "THA"}


def test_on_the_sidelines_of_a_ceremony_there_is_no_summit(pipeline: Pipeline) -> None:
    text = (
        "On the sidelines of the opening ceremony, Peruvian Foreign Minister Elsa Quiroga met "
        "Thai Foreign Minister Somsak Boonrawd in Lima."
    )
    assert SUMMIT not in kinds(pipeline, text, "en")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "es",
            "Los viceministros de Relaciones Exteriores del Perú, Elsa Quiroga, y de Tailandia, "
            "Somsak Boonrawd, presidieron ayer en Lima la IV reunión del Mecanismo de Consultas Políticas.",
        ),
        (
            "en",
            "The third meeting of the Peru-Thailand Political Consultations Mechanism was co-chaired in Lima "
            "by Deputy Foreign Ministers Elsa Quiroga of Peru and Somsak Boonrawd of Thailand.",
        ),
    ],
)
def test_what_is_called_consultations_is(pipeline: Pipeline, lang: str, text: str) -> None:
    assert CONSULTATIONS in kinds(pipeline, text, lang)
    assert SESSION not in kinds(pipeline, text, lang)


def test_a_session_is_of_the_parties_in_the_name_of_the_body(pipeline: Pipeline) -> None:
    text = "The third session of the Peruvian-Thai Joint Trade Commission opened in Lima."
    (session,) = [e for e in told(pipeline, text, "en") if e.kind is SESSION]
    assert {str(p) for p in session.parties} == {"PER", "THA"}


def test_the_number_of_a_session_counts_no_meetings(pipeline: Pipeline) -> None:
    text = (
        "В Лиме началась работа 10-го заседания межправительственной перуанско-таиландской комиссии "
        "по торговле. Перуанскую делегацию возглавил министр иностранных дел Перу Уго Кирога."
    )
    found = [e for e in told(pipeline, text, "ru") if e.kind is SESSION]
    assert len(found) == 1
    assert found[0].counted == ()


def test_a_condemnation_by_an_unnamed_ministry_is_kept_without_a_party(pipeline: Pipeline) -> None:
    text = "The Ministry of Foreign Affairs strongly condemned the terrorist attack on a market in the city."
    (act,) = told(pipeline, text, "en")
    assert act.kind is EngagementKind.CONDEMNATION
    assert act.participants == ()


def test_what_the_general_assembly_does_the_united_nations_do(pipeline: Pipeline) -> None:
    text = (
        "On the sidelines of the UN General Assembly session, Peruvian Foreign Minister Elsa Quiroga met "
        "Thai Foreign Minister Somsak Boonrawd."
    )
    (summit,) = [e for e in told(pipeline, text, "en") if e.kind is SUMMIT]
    assert "UN" in {str(p) for p in summit.parties}
    assert "UNGA" not in {str(p) for p in summit.parties}


def test_a_signing_that_is_only_recalled_is_none(pipeline: Pipeline) -> None:
    text = (
        "Peruvian Foreign Minister Elsa Quiroga met Thai Foreign Minister Somsak Boonrawd on 3 May 2023. "
        "She spoke after the signing."
    )
    assert kinds(pipeline, text, "en") == {MEETING}


def test_what_is_dated_after_the_publication_is_a_plan(pipeline: Pipeline) -> None:
    document = Document(
        text="Peruvian Foreign Minister Elsa Quiroga meets her Thai colleague Somsak Boonrawd on 9 May 2023.",
        lang="en",
        origin="t",
        name="t",
        published=PartialDate.parse("2023-05-03"),
        published_basis=DateBasis.STATED,
    )
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    (meeting,) = [record for record in reading.records if isinstance(record, Engagement)]
    assert (meeting.realis, str(meeting.when.date)) == (Realis.PLANNED, "2023-05-09")
