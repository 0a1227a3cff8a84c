"""What one document tells of an event, however often: one engagement, dated, placed and with its sides."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Engagement
from dragoman.model.text import Document, EngagementKind, Realis
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


def told(pipeline: Pipeline, text: str, published: str | None = None, lang: str = "en") -> list[Engagement]:
    document = Document(
        text=text,
        lang=lang,
        origin="test",
        name="test",
        published=PartialDate.parse(published) if published else None,
        published_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
    )
    reading = pipeline.read([document])[0].reading
    assert reading is not None
    return [record for record in reading.records if isinstance(record, Engagement)]


def test_a_visit_to_several_states_is_several(pipeline: Pipeline) -> None:
    text = "Chilean Foreign Minister Tomas Arriagada will visit Kenya, Uganda and Ghana next week."
    visits = told(pipeline, text, "2024-05-14")
    assert {v.place.country for v in visits if v.place} == {"KEN", "UGA", "GHA"}
    assert len({v.id for v in visits}) == 3
    assert all(v.kind is EngagementKind.VISIT and v.realis is Realis.PLANNED for v in visits)


def test_what_recalls_the_visit_is_the_visit(pipeline: Pipeline) -> None:
    text = (
        "Chilean Foreign Minister Tomas Arriagada arrived in Nairobi on 14 May 2024 on an official visit. "
        "The visit is an important step, the ministry said. During this visit trade will be discussed."
    )
    visits = [e for e in told(pipeline, text, "2024-05-14") if e.kind is EngagementKind.VISIT]
    assert len(visits) == 1
    assert str(visits[0].when.date) == "2024-05-14"


def test_a_meeting_on_a_visit_was_where_the_visit_was(pipeline: Pipeline) -> None:
    text = (
        "Chilean Foreign Minister Tomas Arriagada paid an official visit to Nairobi on 14 May 2024. "
        "Mr Arriagada held talks with Kenyan Foreign Minister Peter Mutiso on fisheries."
    )
    talks = [e for e in told(pipeline, text) if e.kind is EngagementKind.MEETING]
    assert len(talks) == 1
    assert talks[0].place is not None
    assert (talks[0].place.city, talks[0].place.country) == ("Nairobi", "KEN")


def test_news_without_a_date_has_the_month_of_publication_and_says_so(pipeline: Pipeline) -> None:
    text = "Kenyan Foreign Minister Peter Mutiso met his Chilean counterpart Tomas Arriagada in Nairobi."
    (meeting,) = told(pipeline, text, "2024-05-14")
    assert (str(meeting.when.date), meeting.when.basis) == ("2024-05", DateBasis.PUBLICATION)
    assert "2024-05-14" in (meeting.when.how or "")


def test_on_the_first_of_a_month_nothing_is_concluded(pipeline: Pipeline) -> None:
    text = "Kenyan Foreign Minister Peter Mutiso met his Chilean counterpart Tomas Arriagada in Nairobi."
    (meeting,) = told(pipeline, text, "2024-05-01")
    assert meeting.when.date is None


def test_an_ambassador_is_summoned_where_he_is_accredited(pipeline: Pipeline) -> None:
    text = "The Kenyan Foreign Ministry summoned the Chilean ambassador on 14 May 2024."
    (meeting,) = [e for e in told(pipeline, text) if e.kind is EngagementKind.MEETING]
    assert {str(p) for p in meeting.parties} == {"CHL", "KEN"}
    assert meeting.act == "complain"


def test_a_visit_is_where_the_guest_goes_and_not_where_he_sets_out(pipeline: Pipeline) -> None:
    text = "Президент Турции Кемаль Йылдырым вылетел из Стамбула в Тунис с официальным визитом."
    visits = [e for e in told(pipeline, text, "2024-05-14", "ru") if e.kind is EngagementKind.VISIT]
    assert visits
    assert {v.place.country for v in visits if v.place} == {"TUN"}


def test_what_is_signed_is_between_the_parties_named_with_it(pipeline: Pipeline) -> None:
    text = "On 8 July, Kenya and Ghana signed a bilateral agreement on fisheries in Accra."
    (signing,) = (e for e in told(pipeline, text, "2024-07-08") if e.kind is EngagementKind.SIGNING)
    assert {p.code for p in signing.parties} == {"KEN", "GHA"}


def test_a_day_of_another_month_stays_with_news_that_names_it(pipeline: Pipeline) -> None:
    text = "في 27 شباط الفائت زار وزير الخارجية المصري سامح شكري تركيا."
    (visit,) = (e for e in told(pipeline, text, "2024-03-17", "ar") if e.kind is EngagementKind.VISIT)
    assert str(visit.when.date) == "2024-02-27"


def test_nothing_is_denied_where_no_word_of_the_document_denies(pipeline: Pipeline) -> None:
    text = (
        'The "festive" visit of Kenyan President Amina Otieno to Ghana is a "sign of an old friendship," '
        "said Prime Minister Kofi Mensah after a dinner with the Kenyan guest in Accra."
    )
    (visit,) = (e for e in told(pipeline, text, "2024-05-14") if e.kind is EngagementKind.VISIT)
    assert visit.realis is Realis.ACTUAL
    text += " The opposition denied that the dinner took place."
    (visit,) = (e for e in told(pipeline, text, "2024-05-14") if e.kind is EngagementKind.VISIT)
    assert visit.realis is Realis.NEGATED  # the document has such a word: the tagger is believed


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("The visit of Foreign Minister Anna Keller to Rabat was postponed.", "en", (True, True)),
        ("The visit of Foreign Minister Anna Keller to Rabat was cancelled.", "en", (True, False)),
        ("Визит министра иностранных дел Анны Келлер в Рабат отложен.", "ru", (True, True)),
        ("Визит министра иностранных дел Анны Келлер в Рабат отменен.", "ru", (True, False)),
    ],
)
def test_what_is_put_off_is_told_from_what_is_called_off(
    pipeline: Pipeline, text: str, lang: str, expected: tuple[bool, bool]
) -> None:
    (visit,) = told(pipeline, text, "2024-03-01", lang)
    assert visit.realis is Realis.NEGATED
    assert (visit.cancelled, visit.postponed) == expected
