"""Days, numbers and gatherings as a text tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.model.record import Body, Engagement
from dragoman.model.text import Document, EngagementKind
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline
from dragoman.read import read_paths
from tests.extract.telling import told

EXAMPLES = Path(__file__).parents[2] / "examples"
NEWS = "Chilean Foreign Minister Tomas Arriagada met Kenyan Foreign Minister Peter Mutiso in Nairobi today."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


@pytest.mark.parametrize(
    ("dateline", "around", "basis", "day"),
    [
        ("NAIROBI, 14 May 2024 (Example Agency) - ", "2024-05-15", DateBasis.INFERRED, "2024-05-14"),
        ("NAIROBI, 14 May (Example Agency) - ", "2024-05-15", DateBasis.INFERRED, "2024-05-14"),
        ("NAIROBI, 14 May (Example Agency) - ", "2024-08-15", DateBasis.INFERRED, "2024-08-15"),
        ("NAIROBI, 14 May 2024 (Example Agency) - ", "2024-05-15", DateBasis.STATED, "2024-05-15"),
        ("", "2024-05-15", DateBasis.INFERRED, "2024-05-15"),
    ],
)
def test_a_dateline_goes_before_what_was_guessed_around_the_text(
    pipeline: Pipeline, dateline: str, around: str, basis: DateBasis, day: str
) -> None:
    document = Document(
        text=dateline + NEWS,
        lang="en",
        origin="test",
        name="test",
        published=PartialDate.parse(around),
        published_basis=basis,
    )
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    assert str(reading.published.date) == day


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It was the first visit by a Chilean president to Kenya since 2012."),
        ("fr", "Pour la première fois depuis 2012, le président chilien Tomas Arriagada visite le Kenya."),
        ("ru", "Министр иностранных дел Чили Томас Арриагада посетил Кению впервые с 2012 года."),
        ("zh", "这是2012年以来智利总统首次访问肯尼亚。"),
    ],
)
def test_since_when_a_visit_is_the_first_is_not_its_date(pipeline: Pipeline, lang: str, text: str) -> None:
    reading = pipeline.read([Document(text=text, lang=lang, origin="test", name="test")])[0].reading
    assert reading is not None
    found = [r for r in reading.records if isinstance(r, Engagement)]
    assert [(one.kind, one.when.date) for one in found] == [(EngagementKind.VISIT, None)]


@pytest.mark.parametrize(
    ("text", "session"),
    [
        (
            "Şili Bakanı Tomas Arriagada Nairobi'de Şili-Kenya Ortak Komisyonu IV. Toplantısı'na katıldı.",
            4,
        ),
        ("Nairobi'de Şili-Kenya Ortak Komisyonu Toplantısı'nın ikincisi düzenlendi.", 2),
    ],
)
def test_the_number_of_a_session_may_follow_the_name(pipeline: Pipeline, text: str, session: int) -> None:
    reading = pipeline.read([Document(text=text, lang="tr", origin="test", name="test")])[0].reading
    assert reading is not None
    assert [r.session for r in reading.records if isinstance(r, Body)] == [session]


def test_who_alone_takes_part_in_a_conference_of_an_organisation_meets_nobody(pipeline: Pipeline) -> None:
    (document,) = read_paths([str(EXAMPLES / "bra-fra_2025-06-05_state-visit.fr.md")])
    assert isinstance(document, Document)
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    (found,) = [
        r for r in reading.records if isinstance(r, Engagement) and "Conférence" in r.evidence[0].quote
    ]
    assert found.kind is EngagementKind.SUMMIT
    assert [party.code for party in found.parties] == ["BRA", "UN"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "LISBON, 9 May 2024 - Cabo Verde's Prime Minister Ulisses Varela wrapped up a three-day "
            "visit to Portugal on Thursday.",
        ),
        (
            "fr",
            "Libreville, 9 mai 2024. Le président togolais Koffi Amegan a achevé jeudi une visite de trois "
            "jours au Gabon.",
        ),
        (
            "es",
            "Quito, 9 de mayo de 2024. El canciller uruguayo Elmer Pereyra concluyó hoy su visita de tres "
            "días al Ecuador.",
        ),
        (
            "de",
            "Berlin, 9. Mai 2024. Die isländische Außenministerin Katrín Jónsdóttir hat am Donnerstag ihren "
            "dreitägigen Besuch in Deutschland beendet.",
        ),
        (
            "tr",
            "Ankara, 9 Mayıs 2024 - Gürcistan Cumhurbaşkanı Nino Beridze'nin üç günlük Türkiye ziyareti "
            "perşembe günü sona erdi.",
        ),
        (
            "ru",
            "Баку, 9 мая 2024 года. Президент Албании Арбен Хоти завершил в четверг "
            "трёхдневный визит в Азербайджан.",
        ),
    ],
)
def test_what_ended_after_some_days_began_before(pipeline: Pipeline, lang: str, text: str) -> None:
    (visit,) = told(pipeline, lang, text)
    assert visit.kind is EngagementKind.VISIT
    assert (str(visit.when.date), str(visit.when.end)) == ("2024-05-07", "2024-05-09")
    assert visit.when.basis is DateBasis.INFERRED


def test_what_is_signed_at_a_session_of_several_days_is_signed_at_its_end(pipeline: Pipeline) -> None:
    text = (
        "Tunis, 24 mars 2016. La haute commission mixte tuniso-camerounaise a achevé jeudi à Tunis les trois "
        "jours de travaux de sa dixième session. À la clôture, le ministre tunisien des Affaires étrangères, "
        "Karim Jaouadi, et le ministre camerounais des Relations extérieures, Luc Mbarga, ont signé quatre "
        "accords."
    )
    days = {e.kind: str(e.when.date) for e in told(pipeline, "fr", text)}
    assert days == {EngagementKind.COMMISSION_SESSION: "2016-03-22", EngagementKind.SIGNING: "2016-03-24"}
