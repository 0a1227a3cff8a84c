"""Condemnations, messages and summonses: by whom, whom they concern, and on which day."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Position, Role
from dragoman.model.text import EngagementKind
from dragoman.pipeline import Pipeline
from tests.extract.telling import codes, read, told


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


CONDEMNED = {
    "en": """Qatar Strongly Condemns Mosque Bombing in Pakistan

Doha, 30 January 2023 - The State of Qatar has strongly condemned the bombing of a mosque in the \
city of Peshawar, Pakistan, which left dozens dead and injured.

In a statement, the Ministry of Foreign Affairs repeated that Qatar rejects violence and terrorism. \
The ministry conveyed Qatar's condolences to the families of the victims and to the government and \
people of Pakistan, and wished the injured a swift recovery.""",
    "es": """Comunicado de la Cancillería

Lima, 18 de enero de 2019. El Gobierno del Perú condena de manera enérgica el atentado con coche \
bomba cometido ayer contra la escuela de policía General Santander, en Bogotá, que dejó más de \
veinte muertos. El Perú expresa sus condolencias a los familiares de las víctimas y su solidaridad \
con el pueblo y el Gobierno de Colombia.""",
    "pt": """Nota do Itamaraty sobre o atentado em Istambul

Brasília, 14 de novembro de 2022. O governo brasileiro condena com firmeza o atentado ocorrido ontem \
no centro de Istambul, que deixou seis mortos. O Brasil manifesta suas condolências às famílias das \
vítimas, ao povo e ao governo da Turquia.""",
    "de": """Österreich verurteilt Anschlag in Ankara

Wien, 24. Oktober 2024 - Österreich verurteilt den Terroranschlag auf das Unternehmen TUSAŞ bei \
Ankara aufs Schärfste. Außenminister Alexander Schallenberg sprach der türkischen Regierung und den \
Angehörigen der Opfer sein Beileid aus.""",
    "ar": """المملكة تدين الهجوم الإرهابي في بوركينا فاسو

الرياض، 27 أغسطس 2024 - أعربت وزارة الخارجية عن إدانة المملكة العربية السعودية \
واستنكارها للهجوم الإرهابي الذي استهدف بلدة بارسالوغو في بوركينا فاسو وأسفر عن مقتل \
وإصابة المئات. وقدمت الوزارة تعازي المملكة لأسر الضحايا ولحكومة وشعب بوركينا فاسو، \
وتمنت للمصابين الشفاء العاجل.""",
    "ru": """О теракте в Кабуле

Астана, 6 сентября 2022 года. Министерство иностранных дел Казахстана решительно осуждает теракт, \
совершенный накануне у российского посольства в Кабуле. Казахстан выражает соболезнования родным и \
близким погибших и Правительству Российской Федерации.""",
}
SIDES = {
    "en": ({"PAK", "QAT"}, "2023-01-30"),
    "es": ({"COL", "PER"}, "2019-01-18"),
    "pt": ({"BRA", "TUR"}, "2022-11-14"),
    "de": ({"AUT", "TUR"}, "2024-10-24"),
    "ar": ({"BFA", "SAU"}, "2024-08-27"),
    "ru": ({"KAZ", "RUS"}, "2022-09-06"),
}


@pytest.mark.parametrize("lang", CONDEMNED)
def test_what_struck_a_state_and_is_condoled_with_is_told_once_and_stands_by_it(
    pipeline: Pipeline, lang: str
) -> None:
    events = told(pipeline, lang, CONDEMNED[lang])
    sides, day = SIDES[lang]
    assert [e.kind for e in events] == [EngagementKind.CONDEMNATION, EngagementKind.MESSAGE]
    for event in events:
        assert codes(event) == sides
        assert str(event.when.date) == day, event.when.how
    assert events[0].act == "support"
    assert events[0].main


def test_whom_somebody_only_condemns_is_not_stood_by(pipeline: Pipeline) -> None:
    text = """Norway condemns executions in Iran

Oslo, 12 December 2022. Norway condemns in the strongest terms that Iran has again executed a \
demonstrator."""
    (event,) = told(pipeline, "en", text)
    assert event.kind is EngagementKind.CONDEMNATION
    assert codes(event) == {"IRN", "NOR"}
    assert event.act == "criticise"


def test_first_person_condemnation_is_of_the_state_that_the_text_leaves(pipeline: Pipeline) -> None:
    text = """16 Ocak 2019. Kenya'nın başkenti Nairobi'de bir otele düzenlenen terör saldırısını şiddetle \
kınıyoruz. Türkiye Dışişleri Bakanlığı, terörle mücadelesinde Kenya'nın yanında olmaya devam \
edecektir."""
    (event,) = told(pipeline, "tr", text)
    assert event.kind is EngagementKind.CONDEMNATION
    assert codes(event) == {"KEN", "TUR"}


def test_two_states_that_may_be_meant_are_left_open(pipeline: Pipeline) -> None:
    text = "Lagos, 3 May 2023. Nigeria condemned the shelling between Sudan and Chad."
    assert [codes(event) for event in told(pipeline, "en", text)] == [{"NGA"}]


def test_words_of_saying_that_bring_a_condemnation_are_none_of_their_own(pipeline: Pipeline) -> None:
    text = "2023年1月31日,外交部发言人毛宁表示,中方强烈谴责发生在巴基斯坦白沙瓦的恐怖袭击。"
    (event,) = told(pipeline, "zh", text)
    assert event.kind is EngagementKind.CONDEMNATION
    assert codes(event) == {"CHN", "PAK"}
    assert str(event.when.date) == "2023-01-31"


def test_ambassador_is_called_in_by_the_ministry_that_the_text_is_from(pipeline: Pipeline) -> None:
    text = """Iran expels two German diplomats

Tehran, March 1, 2023 - Iran on Wednesday declared two German diplomats personae non gratae. The \
Foreign Ministry said that the German ambassador, Hans-Udo Muzel, had been called in and told of the \
decision."""
    events = told(pipeline, "en", text)
    (summons,) = [event for event in events if event.kind is EngagementKind.MEETING]
    assert codes(summons) == {"DEU", "IRN"}
    assert summons.host is not None
    assert summons.host.code == "IRN"


def test_recall_concerns_the_state_that_the_envoy_is_at(pipeline: Pipeline) -> None:
    text = """Bamako, 6 octobre 2021. Le gouvernement malien a rappelé hier pour consultations son \
ambassadeur à Paris après les propos du président français Emmanuel Macron."""
    (event,) = told(pipeline, "fr", text)
    assert event.kind is EngagementKind.OTHER
    assert codes(event) == {"FRA", "MLI"}
    assert event.act == "reduce relations"
    assert event.participants == ()


@pytest.mark.parametrize(
    ("lang", "text", "sides"),
    [
        (
            "tr",
            "Cumhurbaşkanı Erdoğan'dan Arnavutluk Cumhurbaşkanı'na kutlama mesajı\n\n"
            "Cumhurbaşkanı Recep Tayyip Erdoğan, Bağımsızlık Günü için Arnavutluk Cumhurbaşkanı "
            "Bajram Begaj'a bir kutlama mesajı gönderdi.",
            {"ALB", "TUR"},
        ),
        (
            "zh",
            "习近平向赞比亚总统致慰问电\n\n"
            "新华社北京3月15日电 国家主席习近平15日就赞比亚发生严重旱灾向赞比亚总统希奇莱马致慰问电。",
            {"CHN", "ZMB"},
        ),
        (
            "ar",
            "خادم الحرمين الشريفين يعزي رئيس جمهورية كوريا\n\n"
            "الرياض 29 ديسمبر 2024 - بعث خادم الحرمين الشريفين الملك سلمان بن "
            "عبدالعزيز آل سعود برقية عزاء ومواساة لفخامة الرئيس تشوي سانغ موك، رئيس جمهورية كوريا بالنيابة.",
            {"KOR", "SAU"},
        ),
    ],
)
def test_message_is_told_once_however_its_headline_puts_it(
    pipeline: Pipeline, lang: str, text: str, sides: set[str]
) -> None:
    (event,) = told(pipeline, lang, text)
    assert event.kind is EngagementKind.MESSAGE
    assert codes(event) == sides


def test_wish_in_a_message_asks_for_nothing(pipeline: Pipeline) -> None:
    text = """Muscat, 4 April 2025 - His Majesty Sultan Haitham bin Tarik has sent a cable of \
congratulations to President Bassirou Diomaye Faye of Senegal. In his cable, the Sultan \
wished the President good health and the people of Senegal further progress."""
    assert [event.kind for event in told(pipeline, "en", text)] == [EngagementKind.MESSAGE]


def test_minister_in_a_headline_has_the_office_that_the_text_gives(pipeline: Pipeline) -> None:
    text = """Minister Bruins Slot spreekt met Armeense ambtgenoot

Den Haag, 20 september 2023 - Minister van Buitenlandse Zaken Hanke Bruins Slot belde woensdag met \
haar Armeense collega Ararat Mirzoyan."""
    (event,) = told(pipeline, "nl", text)
    assert {person.role for person in event.participants} == {Role.FOREIGN_MINISTER}


def test_person_without_a_side_does_not_join_what_others_did(pipeline: Pipeline) -> None:
    text = """Paramaribo, 22 mei 2023 - Suriname en Malta onderhouden sinds donderdag 18 mei officieel \
diplomatieke betrekkingen. Een dag later ontving het ministerie van Buitenlandse Zaken een \
Georgische delegatie, aangevoerd door ambassadeur George Dolidze."""
    for event in told(pipeline, "nl", text):
        assert not ({"MLT"} <= codes(event) and event.participants)


def test_who_sends_a_message_does_not_meet_whom_it_is_brought_to(pipeline: Pipeline) -> None:
    text = """Libreville, le 6 mars 2025. Arrivé mercredi à Brazzaville, le ministre gabonais des Affaires
étrangères, Régis Onanga Ndiaye, porteur d'un message du président de la transition, Brice Clotaire
Oligui Nguema, a été reçu en audience par le chef de l'État congolais, Denis Sassou-N'Guesso.""".replace(
        "\n", " "
    )
    events = told(pipeline, "fr", text)
    (meeting,) = [event for event in events if event.kind is EngagementKind.MEETING]
    assert {person.name for person in meeting.participants} == {
        "Denis Sassou-N'Guesso",
        "Régis Onanga Ndiaye",
    }


def test_minister_of_no_named_state_is_of_the_state_that_the_text_is_from(pipeline: Pipeline) -> None:
    text = """الكويت - 3 مارس (كونا) - استقبل وزير الخارجية الكويتي عبدالله اليحيا اليوم الاثنين سفير جمهورية
الصين الشعبية لدى دولة الكويت تشانغ جيانوي. حضر اللقاء نائب وزير الخارجية السفير الشيخ جراح جابر الأحمد
الصباح.""".replace("\n", " ")
    (event,) = told(pipeline, "ar", text)
    parties = {person.role: str(person.party) for person in event.participants}
    assert parties == {
        Role.FOREIGN_MINISTER: "KWT",
        Role.AMBASSADOR: "CHN",
        Role.DEPUTY_FOREIGN_MINISTER: "KWT",
    }


def test_initials_are_of_the_only_office_holder_known_by_them(pipeline: Pipeline) -> None:
    text = (
        "15 января 2025 года состоялся телефонный разговор С.В.Лаврова с Министром иностранных дел "
        "Венесуэлы И.Хилем."
    )
    (event,) = told(pipeline, "ru", text)
    assert codes(event) == {"RUS", "VEN"}


def test_side_whose_words_name_its_state_is_that_state_alone(pipeline: Pipeline) -> None:
    text = (
        "15 января 2025 года состоялся телефонный разговор С.В.Лаврова с Министром иностранных дел "
        "Венесуэлы И.Хилем. Российская сторона подтвердила солидарность с народом Венесуэлы."
    )
    held = [record for record in read(pipeline, "ru", text).records if isinstance(record, Position)]
    assert {str(position.who) for position in held} <= {"RUS"}
