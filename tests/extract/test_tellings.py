"""What one document tells of an event, however often: one engagement, dated, placed and with its sides."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.extract.telling import SITTINGS
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


_TWO_DAYS = (
    "Le ministre kényan des Affaires étrangères, Peter Mutiso, a reçu le 14 mai 2024 à Nairobi son homologue "
    "chilien, Tomas Arriagada. {}, M. Arriagada a rencontré à Kampala le président ougandais, Paul Okello."
)


@pytest.mark.parametrize(
    ("words", "day"),
    [("La veille", "2024-05-13"), ("Le lendemain", "2024-05-15"), ("La veille du sommet", None)],
)
def test_a_neighbouring_day_is_counted_from_the_news_unless_it_is_that_of_something_else(
    pipeline: Pipeline, words: str, day: str | None
) -> None:
    found = {str(e.when.date) for e in told(pipeline, _TWO_DAYS.format(words), "2024-05-16", "fr")}
    assert "2024-05-14" in found
    assert (found & {"2024-05-13", "2024-05-15"}) == ({day} if day else set())


def test_words_of_a_day_are_kept_where_nothing_says_of_which_week(pipeline: Pipeline) -> None:
    text = (
        "Kenyan Foreign Minister Peter Mutiso met his Chilean counterpart Tomas Arriagada in Nairobi "
        "on Tuesday."
    )
    (meeting,) = told(pipeline, text)
    assert meeting.when.date is None
    assert meeting.when_evidence is not None
    assert "Tuesday" in meeting.when_evidence.quote


def test_office_without_a_name_is_that_of_its_only_holder_named_before(pipeline: Pipeline) -> None:
    text = (
        "Kenyan President Peter Mutiso spoke to the press in Nairobi on 13 May 2024. The Kenyan president "
        "met Chilean Foreign Minister Tomas Arriagada in Nairobi on 14 May 2024."
    )
    (meeting,) = [e for e in told(pipeline, text, "2024-05-16") if e.kind is EngagementKind.MEETING]
    assert {p.name for p in meeting.participants} == {"Peter Mutiso", "Tomas Arriagada"}


def test_what_lies_before_the_publication_is_no_plan_where_no_word_speaks_of_plans(
    pipeline: Pipeline,
) -> None:
    text = "Çavuş, mevkidaşı Okan'ın davetiyle 18 Mart'ta resmi ziyaret için Mısır'a gitmişti."
    visits = [e for e in told(pipeline, text, "2023-04-12", "tr") if e.kind is EngagementKind.VISIT]
    assert visits
    assert all(e.realis is not Realis.PLANNED for e in visits)


def test_the_first_since_a_date_is_not_of_that_date(pipeline: Pipeline) -> None:
    text = (
        "Chilean President Tomas Arriagada arrived in Nairobi on an official visit. It is the first visit "
        "of a Chilean president to Kenya since 2012."
    )
    visits = [e for e in told(pipeline, text, "2024-05-14") if e.kind is EngagementKind.VISIT]
    assert visits
    assert all(e.when.date is None or e.when.date.year != 2012 for e in visits)


def test_of_a_week_and_a_day_in_it_the_day_counts(pipeline: Pipeline) -> None:
    text = "Kenyan Foreign Minister Peter Mutiso will pay a visit to Chile next week, on Friday, 24 May."
    (visit,) = [e for e in told(pipeline, text, "2024-05-14") if e.kind is EngagementKind.VISIT]
    assert str(visit.when.date) == "2024-05-24"


def test_who_speaks_for_an_office_takes_no_part_in_what_he_tells_of(pipeline: Pipeline) -> None:
    text = (
        "Kenyan Foreign Ministry spokesman Daniel Otieno said that Foreign Minister Peter Mutiso met Chilean "
        "Foreign Minister Tomas Arriagada in Nairobi on 14 May 2024."
    )
    meetings = [e for e in told(pipeline, text, "2024-05-14") if e.kind is EngagementKind.MEETING]
    assert meetings
    assert "Daniel Otieno" not in {p.name for e in meetings for p in e.participants}


def test_the_state_named_right_behind_the_words_of_a_visit_is_where_it_is(pipeline: Pipeline) -> None:
    text = "Wołodymyr Zełenski przyleciał do Polski z oficjalną wizytą."
    visits = [e for e in told(pipeline, text, "2025-12-19", "pl") if e.kind is EngagementKind.VISIT]
    assert {e.place.country for e in visits if e.place} == {"POL"}


def test_what_happened_already_yesterday_does_not_date_the_news_before_it(pipeline: Pipeline) -> None:
    text = (
        "Der gemeinsame Ministerrat tagt in Nairobi unter der Leitung von Präsident Peter Mutiso und dem "
        "chilenischen Präsidenten Tomas Arriagada. Bereits gestern hatten Mutiso und Arriagada bei einem "
        "Treffen in Nairobi über Fischerei gesprochen."
    )
    found = told(pipeline, text, "2024-05-15", "de")
    assert [e for e in found if str(e.when.date) == "2024-05-14"]
    assert all(str(e.when.date) != "2024-05-14" for e in found if e.kind in SITTINGS)


def test_two_presidents_named_with_one_word_both_are(pipeline: Pipeline) -> None:
    text = "Umowę omówili w środę w Warszawie prezydenci Andrzej Kowalski i Peter Mutiso."
    met = next(e for e in told(pipeline, text, "2024-05-15", "pl") if e.kind is EngagementKind.MEETING)
    assert [p.role.value if p.role else None for p in met.participants] == ["head of state"] * 2


def test_a_meeting_at_a_council_of_an_organisation_is_not_the_council(pipeline: Pipeline) -> None:
    text = (
        "Dışişleri Bakanı Orhan Yalçın'dan kritik görüşme. Türkiye Dışişleri Bakanı Orhan Yalçın, Kenya "
        "Dışişleri Bakanı Peter Mutiso, Şili Cumhurbaşkanı Tomas Arriagada ile görüşmeler gerçekleştirdi. "
        "Yalçın, paylaşımında İslam İşbirliği Teşkilatı (İİT) 44. Dışişleri Bakanları Konseyi "
        "Toplantısı'nda Kenyalı mevkidaşı Mutiso ile verimli bir görüşme gerçekleştirdiğini belirtti."
    )
    kenyan = [
        e
        for e in told(pipeline, text, "2024-05-15", "tr")
        if e.kind is EngagementKind.MEETING and "KEN" in {party.code for party in e.parties}
    ]
    assert len(kenyan) == 1


def test_a_list_of_states_visited_by_somebody_unnamed_is_several_visits(pipeline: Pipeline) -> None:
    text = "Нагадаємо, міністр уже відвідав Кенію, Уганду і Гану."
    visits = [e for e in told(pipeline, text, "2024-05-15", "uk") if e.kind is EngagementKind.VISIT]
    assert {v.place.country for v in visits if v.place} == {"KEN", "UGA", "GHA"}


def test_what_was_signed_at_dated_talks_has_their_day(pipeline: Pipeline) -> None:
    text = (
        "Chilean Foreign Minister Tomas Arriagada and Kenyan Foreign Minister Peter Mutiso held talks in "
        "Nairobi on 14 May 2024. Trade was on the table. Fish was as well. So were schools, roads and ships. "
        "Chile and Kenya signed a memorandum of understanding on fisheries."
    )
    signed = next(e for e in told(pipeline, text, "2024-05-17") if e.kind is EngagementKind.SIGNING)
    assert str(signed.when.date) == "2024-05-14"
    assert signed.when.basis is DateBasis.INFERRED


def test_who_met_by_video_had_a_call(pipeline: Pipeline) -> None:
    text = (
        "Chilean Foreign Minister Tomas Arriagada and Kenyan Foreign Minister Peter Mutiso met by video link "
        "on 14 May 2024."
    )
    assert [e.kind for e in told(pipeline, text, "2024-05-17")] == [EngagementKind.CALL]


def test_a_weekday_and_the_day_behind_its_article_are_one_date(pipeline: Pipeline) -> None:
    text = (
        "Der chilenische Außenminister Tomas Arriagada trifft am Donnerstag, den 23. Mai, in Nairobi den "
        "kenianischen Außenminister Peter Mutiso."
    )
    met = next(e for e in told(pipeline, text, "2024-05-17", "de") if e.kind is EngagementKind.MEETING)
    assert str(met.when.date) == "2024-05-23"


def test_what_is_to_come_is_not_on_the_day_of_the_dateline(pipeline: Pipeline) -> None:
    text = (
        "Agreement in Nairobi\n\nNAIROBI, 14 May 2024 - Chilean Foreign Minister Tomas Arriagada will visit "
        "Kenya and meet Kenyan Foreign Minister Peter Mutiso."
    )
    assert {e.when.date for e in told(pipeline, text) if e.realis is Realis.PLANNED} == {None}


def test_a_strategic_cooperation_council_is_not_that_of_the_gulf(pipeline: Pipeline) -> None:
    council = (
        "أنقرة 3 مارس 2023 - ترأس الرئيسان التركي والمصري اليوم في أنقرة الدورة الثانية لمجلس التعاون "
        "الاستراتيجي رفيع المستوى بين البلدين."
    )
    (session,) = told(pipeline, council, lang="ar")
    assert session.kind is EngagementKind.COMMISSION_SESSION
    assert {party.code for party in session.parties} == {"EGY", "TUR"}
    gulf = (
        "الرياض 3 مارس 2023 - التقى وزير الخارجية التركي مولود تشاووش أوغلو اليوم الأمين العام لمجلس التعاون "
        "جاسم البديوي في الرياض."
    )
    (meeting,) = told(pipeline, gulf, lang="ar")
    assert {party.code for party in meeting.parties} == {"GCC", "TUR"}


@pytest.mark.parametrize(
    ("met", "published", "day"),
    [
        ("on Tuesday 14 May 2024", "2024-05-14", "2024-05-14"),
        ("on Tuesday 14 May 2024", "2024-05-15", "2024-05-14"),
        ("on Tuesday 14 May 2024", "2024-05-19", "2024-05"),  # what came after it may be of any day since
    ],
)
def test_news_without_a_date_has_the_day_of_the_news_before_it(
    pipeline: Pipeline, met: str, published: str, day: str
) -> None:
    text = (
        f"Chilean Foreign Minister Tomas Arriagada met Kenyan Foreign Minister Peter Mutiso {met}. "
        "Trade between the two countries has grown. It is mostly in tea. Ships take a month. "
        "Ghana's trade minister Ama Osei held talks with Peruvian trade minister Luis Rojas in Accra."
    )
    other = next(
        e for e in told(pipeline, text, published) if "Luis Rojas" in {p.name for p in e.participants}
    )
    assert (str(other.when.date), other.when.basis) == (day, DateBasis.PUBLICATION)
