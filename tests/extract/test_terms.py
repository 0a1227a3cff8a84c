"""Until when an instrument is meant to hold, and the tasks of a body, in the languages of the packs."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.export.annotation import annotation
from dragoman.extract.term import after
from dragoman.model.record import Body, Instrument, InstrumentStatus
from dragoman.model.text import Document
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When
from dragoman.pipeline import Pipeline

SIGNED = (
    "Valletta, 5 March 2024. Foreign Minister Anton Borg of Malta and Foreign Minister Davor Kranjec of "
    "Croatia signed an Agreement on Air Services on 4 March 2024. "
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


def document_of(text: str, lang: str = "en") -> Document:
    return Document(
        text=text,
        lang=lang,
        origin="t",
        name="t",
        published=PartialDate.parse("2024-06-04"),
        published_basis=DateBasis.STATED,
    )


def told(pipeline: Pipeline, text: str, lang: str = "en") -> list[Instrument]:
    reading = pipeline.read([document_of(text, lang)])[0].reading
    assert reading is not None
    return [record for record in reading.records if isinstance(record, Instrument)]


def ends(pipeline: Pipeline, text: str, lang: str = "en") -> dict[str, str]:
    return {i.title: str(i.expires.date) for i in told(pipeline, text, lang) if i.expires.date is not None}


@pytest.mark.parametrize(
    ("lang", "text", "title", "end"),
    [
        (
            "fr",
            "Le ministre Karim Bennis et son homologue sénégalais Amadou Sow ont signé lundi 3 juin 2024 un "
            "accord de pêche valable pour une durée de quatre ans.",
            "accord de pêche",
            "2028-06-03",
        ),
        (
            "ru",
            "Министр иностранных дел России Сергей Волков и министр иностранных дел Марокко Насер Амрани "
            "подписали 3 июня 2024 года Соглашение о рыболовстве сроком на пять лет.",
            "Соглашение о рыболовстве",
            "2029-06-03",
        ),
        (
            "ar",
            "وقع وزير الخارجية المغربي ناصر أمراني ونظيره الروسي سيرجي فولكوف يوم 3 يونيو 2024 اتفاقية "
            "التعاون في مجال الصيد البحري لمدة خمس سنوات.",
            "اتفاقية التعاون في مجال الصيد البحري",
            "2029-06-03",
        ),
        (
            "zh",
            "2024年6月3日,中国外交部长王立与巴西外长保罗·席尔瓦在北京签署《中巴渔业合作协定》,有效期为五年。",
            "中巴渔业合作协定",
            "2029-06-03",
        ),
        (
            "es",
            "El Acuerdo de Transporte Aéreo con Marruecos vence el 31 de diciembre de 2026.",
            "Acuerdo de Transporte Aéreo",
            "2026-12-31",
        ),
        (
            "tr",
            "Dışişleri Bakanı Kemal Arslan ile Katar Dışişleri Bakanı Nasser Al Thani, 3 Haziran 2024'te "
            "Balıkçılık İşbirliği Anlaşması'nı beş yıl süreyle imzaladı.",
            "Balıkçılık İşbirliği Anlaşması",
            "2029-06-03",
        ),
    ],
)
def test_end_is_told_in_any_language(pipeline: Pipeline, lang: str, text: str, title: str, end: str) -> None:
    assert ends(pipeline, text, lang) == {title: end}


def test_length_of_time_is_counted_from_the_signing_and_says_so(pipeline: Pipeline) -> None:
    agreement = told(pipeline, SIGNED + "The agreement is valid for five years.")[0]
    assert (str(agreement.expires.date), agreement.term_months) == ("2029-03-04", 60)
    assert agreement.expires.basis is DateBasis.RELATIVE
    assert agreement.expires.how == "5 years from 2024-03-04, the date of its signing"
    assert agreement.expires_evidence is not None
    assert agreement.expires_evidence.quote == "The agreement is valid for five years."


def test_length_without_a_date_to_count_from_gives_no_date(pipeline: Pipeline) -> None:
    found = told(pipeline, "Malta and Croatia will sign an Agreement on Air Services valid for five years.")
    assert [(i.expires, i.term_months) for i in found] == [(UNDATED, 60)]


def test_date_to_which_it_holds_is_not_its_own_and_it_has_not_expired(pipeline: Pipeline) -> None:
    found = told(pipeline, "The Agreement on Air Services with Malta expires on 31 December 2028.")
    assert [str(i.expires.date) for i in found] == ["2028-12-31"]
    assert [i.when for i in found] == [UNDATED]
    assert InstrumentStatus.EXPIRED not in [i.status for i in found]


def test_years_of_a_title_give_its_end(pipeline: Pipeline) -> None:
    text = "The ministers of Malta and Croatia signed a Plan of Consultations for 2024-2026 in Split."
    assert ends(pipeline, text) == {"Plan of Consultations for 2024-2026": "2026"}


def test_term_of_another_instrument_is_not_its_own(pipeline: Pipeline) -> None:
    found = told(pipeline, SIGNED + "The Memorandum of Understanding on Tourism expires on 31 December 2026.")
    assert {i.title: str(i.expires.date) for i in found} == {
        "Agreement on Air Services": "None",
        "Memorandum of Understanding on Tourism": "2026-12-31",
    }


def test_what_goes_on_by_itself_is_marked(pipeline: Pipeline) -> None:
    assert told(pipeline, SIGNED + "The agreement will be automatically renewed.")[0].renews
    assert not told(pipeline, SIGNED + "The agreement will be useful.")[0].renews


def test_annotation_tells_the_term_only_where_it_is_told(pipeline: Pipeline) -> None:
    document = document_of(SIGNED + "The agreement is valid for five years.")
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    (instrument,) = annotation(document, reading)["instruments"]
    assert instrument["expires"]["date"] == "2029-03-04"
    document = document_of(SIGNED)
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    assert "expires" not in annotation(document, reading)["instruments"][0]


@pytest.mark.parametrize(
    ("date", "months", "end"),
    [("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"), ("2024", 60, "2029"),
     ("2024-11", 3, "2025-02"), ("9999", 12, None)],
)  # fmt: skip
def test_months_after_a_date_stay_within_the_month_and_as_exact(
    date: str, months: int, end: str | None
) -> None:
    when = When(date=PartialDate.parse(date), basis=DateBasis.STATED)
    assert (str(after(when, months, "x").date) if end else after(when, months, "x").date) == end


def mandates(pipeline: Pipeline, text: str, lang: str = "en") -> dict[str, tuple[str, ...]]:
    reading = pipeline.read([document_of(text, lang)])[0].reading
    assert reading is not None
    return {record.name: record.mandate for record in reading.records if isinstance(record, Body)}


def test_task_of_a_body_stands_in_its_sentence_or_the_next(pipeline: Pipeline) -> None:
    text = (
        "Malta and Croatia set up a Joint Fisheries Commission, tasked with watching the catch of all boats. "
        "They also founded a Joint Working Committee. This body will be responsible for drafting the rules."
    )
    assert mandates(pipeline, text) == {
        "Joint Fisheries Commission": ("tasked with watching the catch of all boats",),
        "Joint Working Committee": ("responsible for drafting the rules",),
    }


def test_task_stands_behind_the_name_where_the_verb_is_first(pipeline: Pipeline) -> None:
    text = "وقع الوزيران مذكرة تفاهم. وتهدف اللجنة المغربية الروسية المشتركة إلى متابعة مشاريع الصيد البحري."
    (task,) = mandates(pipeline, text, "ar").values()
    assert task == ("إلى متابعة مشاريع الصيد البحري",)


def test_renewal_counts_from_the_day_told_beside_it(pipeline: Pipeline) -> None:
    text = (
        "Malta and Croatia agreed to renew their Protocol on Tuna Fisheries for a period of three years from "
        "21 May 2024."
    )
    assert ends(pipeline, text) == {"Protocol on Tuna Fisheries": "2027-05-21"}


def test_task_of_a_person_is_not_that_of_a_body(pipeline: Pipeline) -> None:
    text = (
        "Malta and Croatia founded a Joint Working Committee. Minister Davor Kranjec, responsible for "
        "drafting the rules, was pleased."
    )
    assert mandates(pipeline, text) == {"Joint Working Committee": ()}
