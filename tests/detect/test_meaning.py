"""What the shipped packs make of offices and of the words for parties, in five languages."""

from __future__ import annotations

import pytest

from dragoman.detect.resolve import find_place
from dragoman.lexicon.load import pack
from dragoman.model.record import Party

ROLES = [
    ("en", "Foreign Minister", None, "foreign minister"),
    (
        "en",
        "Minister of Foreign Affairs, Regional Integration and Citizens Living Abroad",
        None,
        "foreign minister",
    ),
    ("en", "Deputy Minister of Foreign Affairs", None, "deputy foreign minister"),
    ("en", "Deputy Prime Minister", None, "deputy prime minister"),
    ("en", "Prime Minister", None, "head of government"),
    ("en", "Ambassador", None, "ambassador"),
    ("en", "President", None, "head of state"),
    ("en", "King", None, "king/queen"),
    ("en", "Special Representative of the President", None, "special envoy"),
    ("en", "Minister of Energy", None, "minister (other)"),
    ("en", "Foreign Ministry spokeswoman", None, "spokesperson"),
    ("en", "Secretary-General", None, "secretary-general"),
    ("en", "Secretary of State", "USA", "foreign minister"),
    ("en", "fishing", None, None),
    ("fr", "ministre des Affaires étrangères", None, "foreign minister"),
    ("fr", "vice-ministre des Affaires étrangères", None, "deputy foreign minister"),
    ("fr", "Premier ministre", None, "head of government"),
    ("fr", "ambassadrice", None, "ambassador"),
    ("fr", "président de la République", None, "head of state"),
    ("fr", "ministre de l’Énergie", None, "minister (other)"),
    ("nl", "minister van Buitenlandse Zaken", None, "foreign minister"),
    ("nl", "vice-minister van Buitenlandse Zaken", None, "deputy foreign minister"),
    ("nl", "speciale vertegenwoordiger namens de Russische president", None, "special envoy"),
    ("nl", "premier", None, "head of government"),
    ("nl", "koning", None, "king/queen"),
    ("nl", "ambassadeur", None, "ambassador"),
    ("ar", "وزير الخارجية", None, "foreign minister"),
    ("ar", "وزير الشؤون الخارجية والتعاون الإفريقي والمغاربة المقيمين بالخارج", None, "foreign minister"),
    ("ar", "نائب وزير الخارجية", None, "deputy foreign minister"),
    ("ar", "سفير", None, "ambassador"),
    ("ar", "الملك", None, "king/queen"),
    ("ar", "الممثل الخاص لرئيس الاتحاد الروسي", None, "special envoy"),
    ("ar", "رئيس الوزراء", None, "head of government"),
    ("ar", "وزير الطاقة", None, "minister (other)"),
    ("ru", "министр иностранных дел", None, "foreign minister"),
    ("ru", "министром иностранных дел", None, "foreign minister"),
    ("ru", "заместитель министра иностранных дел", None, "deputy foreign minister"),
    ("ru", "чрезвычайный и полномочный посол", None, "ambassador"),
    ("ru", "председатель правительства", None, "head of government"),
    ("ru", "президентом", None, "head of state"),
    ("ru", "король", None, "king/queen"),
    ("ru", "специальный представитель президента", None, "special envoy"),
    ("ru", "министр энергетики", None, "minister (other)"),
]


@pytest.mark.parametrize(("lang", "words", "party", "role"), ROLES)
def test_an_office_has_its_role(lang: str, words: str, party: str | None, role: str | None) -> None:
    found = pack(lang).role(words, Party(code=party) if party else None)
    assert (found.value if found else None) == role


def test_a_rule_of_some_states_alone_needs_the_state_to_be_known() -> None:
    words = "Secretary of State"
    found = {pack("en").role(words, Party(code=code)) for code in ("USA", "VAT")}
    assert {role.value for role in found if role} == {"foreign minister"}
    for party in (None, Party(code="FRA")):
        role = pack("en").role(words, party)
        assert role is None or role.value != "foreign minister"


PARTIES = [
    ("en", "Morocco", "MAR"),
    ("en", "Moroccan", "MAR"),
    ("en", "the Kingdom of Morocco", "MAR"),
    ("en", "Russian", "RUS"),
    ("en", "United Kingdom", "GBR"),
    ("en", "South Sudan", "SSD"),
    ("en", "Sudanese", "SDN"),
    ("en", "Nigerien", "NER"),
    ("en", "Nigerian", "NGA"),
    ("en", "North Korean", "PRK"),
    ("en", "the Democratic Republic of the Congo", "COD"),
    ("en", "UN", "UN"),
    ("en", "Arab League", "LAS"),
    ("en", "wheat", None),
    ("en", "Western Sahara", None),
    ("fr", "le Royaume du Maroc", "MAR"),
    ("fr", "néerlandaise", "NLD"),
    ("fr", "Côte d’Ivoire", "CIV"),
    ("fr", "Côte d'Ivoire", "CIV"),
    ("fr", "Ligue arabe", "LAS"),
    ("nl", "Russische", "RUS"),
    ("nl", "Marokko", "MAR"),
    ("nl", "Verenigde Staten", "USA"),
    ("nl", "Belgische", "BEL"),
    ("ar", "المغرب", "MAR"),
    ("ar", "والمغرب", "MAR"),
    ("ar", "المغربية", "MAR"),
    ("ar", "روسيا الاتحادية", "RUS"),
    ("ar", "الروسي", "RUS"),
    ("ar", "الأمم المتحدة", "UN"),
    ("ar", "الصحراء الغربية", None),
    ("ru", "Марокко", "MAR"),
    ("ru", "марокканским", "MAR"),
    ("ru", "России", "RUS"),
    ("ru", "Российской Федерации", "RUS"),
    ("ru", "Туниса", "TUN"),
    ("ru", "Соединённых Штатов Америки", "USA"),
    ("ru", "ООН", "UN"),
    ("ru", "пшеница", None),
]


@pytest.mark.parametrize(("lang", "words", "code"), PARTIES)
def test_words_name_their_party(lang: str, words: str, code: str | None) -> None:
    named = pack(lang).party(words)
    assert (named.party.code if named else None) == code


PLACES = [
    ("en", "Moscow", "Moscow", "RUS"),
    ("fr", "Moscou", "Moscow", "RUS"),
    ("nl", "Moskou", "Moscow", "RUS"),
    ("ar", "موسكو", "Moscow", "RUS"),
    ("ru", "Москве", "Moscow", "RUS"),
    ("ru", "Москву", "Moscow", "RUS"),
    ("en", "Delhi", "New Delhi", "IND"),
    ("en", "Dili", "Dili", "TLS"),
    ("en", "Rabat", "Rabat", "MAR"),
    ("ar", "الرباط", "Rabat", "MAR"),
    ("ru", "Рабате", "Rabat", "MAR"),
]


@pytest.mark.parametrize(("lang", "words", "city", "country"), PLACES)
def test_one_city_has_one_name_in_every_language(lang: str, words: str, city: str, country: str) -> None:
    place = find_place(words, pack(lang))
    assert place is not None
    assert (place.city, place.country) == (city, country)


@pytest.mark.parametrize(("lang", "words"), [("en", "Morocco"), ("ar", "المغرب"), ("en", "Qwrtplk")])
def test_a_state_or_a_word_that_nobody_knows_is_no_city(lang: str, words: str) -> None:
    assert find_place(words, pack(lang)) is None
