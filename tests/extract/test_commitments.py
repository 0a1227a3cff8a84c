"""Commitments and intents: with a verb of saying and without, and the words that they are quoted with."""

from __future__ import annotations

import pytest

from dragoman.config import Settings
from dragoman.model.record import Commitment, Position, Strength
from dragoman.pipeline import Pipeline
from tests.extract.telling import read


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Settings(workers=1))


MET = {
    "en": "The foreign ministers of Kenya and Portugal, Musalia Mudavadi and Paulo Rangel, met in Nairobi on "
    "4 March 2024.",
    "de": "Die Außenminister Kenias und Portugals, Musalia Mudavadi und Paulo Rangel, trafen sich am "
    "4. März 2024 in Nairobi.",
    "fr": "Les ministres des Affaires étrangères du Kenya et du Portugal, Musalia Mudavadi et Paulo Rangel, "
    "se sont rencontrés à Nairobi le 4 mars 2024.",
    "es": "Los ministros de Exteriores de Kenia y Portugal, Musalia Mudavadi y Paulo Rangel, se reunieron en "
    "Nairobi el 4 de marzo de 2024.",
    "it": "I ministri degli Esteri del Kenya e del Portogallo, Musalia Mudavadi e Paulo Rangel, si sono "
    "incontrati a Nairobi il 4 marzo 2024.",
    "nl": "De ministers van Buitenlandse Zaken van Kenia en Portugal, Musalia Mudavadi en Paulo Rangel, "
    "ontmoetten elkaar op 4 maart 2024 in Nairobi.",
    "ru": "Министры иностранных дел Кении и Португалии Мусалия Мудавади и Паулу Ранжел встретились в Найроби "
    "4 марта 2024 года.",
    "uk": "Міністри закордонних справ Кенії та Португалії Мусалія Мудаваді та Паулу Ранжел зустрілися в "
    "Найробі 4 березня 2024 року.",
    "tr": "Kenya ve Portekiz dışişleri bakanları Musalia Mudavadi ile Paulo Rangel 4 Mart 2024'te Nairobi'de "
    "görüştü.",
    "id": "Menteri luar negeri Kenya dan Portugal, Musalia Mudavadi dan Paulo Rangel, bertemu di Nairobi "
    "pada 4 Maret 2024.",
    "ar": "التقى وزيرا خارجية كينيا والبرتغال موساليا مودافادي وباولو رانجيل في نيروبي يوم 4 مارس 2024.",
    "zh": "肯尼亚和葡萄牙外交部长穆萨利亚·穆达瓦迪与保罗·兰热尔2024年3月4日在内罗毕会晤。",
}


@pytest.mark.parametrize(
    ("lang", "promise"),
    [
        ("en", "Both countries intend to expand trade in fish."),
        ("de", "Beide Länder wollen den Handel mit Fisch ausbauen."),
        ("fr", "Les deux pays souhaitent élargir le commerce du poisson."),
        ("nl", "Beide landen willen de handel in vis uitbreiden."),
        ("ru", "Обе страны намерены расширять торговлю рыбой."),
        ("uk", "Обидві країни мають намір розширювати торгівлю рибою."),
        ("tr", "İki ülke balık ticaretini genişletmeyi hedefliyor."),
        ("id", "Kedua negara ingin memperluas perdagangan ikan."),
        ("es", "Los dos Gobiernos quieren abrir juntos un puerto pesquero."),
        ("it", "I due governi vogliono aprire insieme un porto di pesca."),
        ("zh", "两国希望扩大鱼类贸易。"),
    ],
)
def test_what_both_sides_want_is_an_intent_though_nobody_says_it(
    pipeline: Pipeline, lang: str, promise: str
) -> None:
    reading = read(pipeline, lang, f"{MET[lang]} {promise}")
    (found,) = (one for one in reading.records if isinstance(one, Commitment))
    assert found.evidence[0].quote == promise
    assert {party.code for party in found.who} == {"KEN", "PRT"}
    assert found.strength is Strength.INTENT


@pytest.mark.parametrize(
    ("lang", "promise"),
    [
        ("en", "Portugal will open a consulate in Mombasa in 2025."),
        ("de", "Portugal wird 2025 ein Konsulat in Mombasa eröffnen."),
        ("fr", "Le Portugal ouvrira un consulat à Mombasa en 2025."),
        ("es", "Portugal abrirá un consulado en Mombasa en 2025."),
        ("it", "Il Portogallo aprirà un consolato a Mombasa nel 2025."),
        ("nl", "Portugal zal in 2025 een consulaat in Mombasa openen."),
        ("ru", "Португалия откроет консульство в Момбасе в 2025 году."),
        ("uk", "Португалія відкриє консульство в Момбасі у 2025 році."),
        ("id", "Portugal akan membuka konsulat di Mombasa pada 2025."),
        ("ar", "ستفتح البرتغال قنصلية في مومباسا عام 2025."),
        ("zh", "葡萄牙将于2025年在蒙巴萨开设领事馆。"),
    ],
)
def test_what_one_side_will_do_is_its_commitment(pipeline: Pipeline, lang: str, promise: str) -> None:
    reading = read(pipeline, lang, f"{MET[lang]} {promise}")
    (found,) = (one for one in reading.records if isinstance(one, Commitment))
    assert found.evidence[0].quote == promise
    assert [party.code for party in found.who] == ["PRT"]
    assert found.strength is Strength.COMMITMENT


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Both countries do not want to expand trade in fish."),
        ("en", "If Kenya agrees, Portugal will open a consulate in Mombasa."),
        ("de", "Beide Länder wollen den Handel mit Fisch nicht ausbauen."),
        ("de", "Portugal wird kein Konsulat in Mombasa eröffnen."),
        ("fr", "Les deux pays ne souhaitent pas élargir le commerce du poisson."),
        ("fr", "Le Portugal ouvrira-t-il un consulat à Mombasa ?"),
        ("es", "Ambos países no desean ampliar el comercio de pescado."),
        ("it", "Il Portogallo non aprirà un consolato a Mombasa."),
        ("nl", "Beide landen willen de handel in vis niet uitbreiden."),
        ("ru", "Португалия не откроет консульство в Момбасе."),
        ("uk", "Португалія не відкриє консульство в Момбасі."),
        ("tr", "İki ülke balık ticaretini genişletmeyi hedeflemiyor."),
        ("id", "Kedua negara tidak ingin memperluas perdagangan ikan."),
        ("ar", "لن تفتح البرتغال قنصلية في مومباسا."),
        ("zh", "两国不希望扩大鱼类贸易。"),
    ],
)
def test_who_denies_asks_or_makes_conditions_promises_nothing(
    pipeline: Pipeline, lang: str, told: str
) -> None:
    found = read(pipeline, lang, f"{MET[lang]} {told}").records
    assert not [one for one in found if isinstance(one, Commitment)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya will build two stadiums before the cup. Both countries want to expand the tournament.",
        "Portugal will supply the striker, and the club hopes to strengthen its defence next season.",
    ],
)
def test_news_of_no_dealings_promises_nothing(pipeline: Pipeline, text: str) -> None:
    assert not [one for one in read(pipeline, "en", text).records if isinstance(one, Commitment)]


def test_what_was_done_is_no_promise(pipeline: Pipeline) -> None:
    told = (
        f"{MET['en']} Portugal opened a consulate in Mombasa in 2019. Kenya has two embassies in the region."
    )
    assert not [one for one in read(pipeline, "en", told).records if isinstance(one, Commitment)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("tr", f"{MET['tr']} Mudavadi, ticareti artırma konusunda mutabık kaldıklarını söyledi."),
        ("tr", f"{MET['tr']} Rangel, iki bakanın limanların genişletilmesini kararlaştırdıklarını açıkladı."),
        (
            "tr",
            f"{MET['tr']} Rangel, balıkçılıkta işbirliğine hazır olduklarını vurguladıklarını ifade etti.",
        ),
        ("de", "Dass Portugal die Bewerbung Kenias unterstütze, bekräftigte Außenminister Paulo Rangel."),
    ],
)
def test_a_last_verb_is_not_quoted_alone(pipeline: Pipeline, lang: str, text: str) -> None:
    found = [one for one in read(pipeline, lang, text).records if isinstance(one, Commitment | Position)]
    (quote,) = {one.evidence[0].quote for one in found}
    assert quote.startswith(("Mudavadi", "Rangel", "Dass Portugal"))
    assert quote == text[-len(quote) :]


def test_words_that_only_bring_a_promise_are_none_of_their_own(pipeline: Pipeline) -> None:
    text = (
        "Djibouti, 24 mai 2017. Le président des Comores, Azali Boinali, a été reçu hier par le président "
        "de Djibouti, Omar Robleh Waïs. Les deux présidents jugent leurs rapports excellents et entendent "
        "porter plus haut les échanges entre Djibouti et Moroni."
    )
    said = [r.what for r in read(pipeline, "fr", text).records if isinstance(r, Commitment)]
    assert said == ["entendent porter plus haut les échanges entre Djibouti et Moroni"]
