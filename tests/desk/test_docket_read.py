"""The docket on texts as the program reads them: promises in one language, what became of them in another.

The stories are our own; the names of ministers are invented.
"""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.config import Settings
from dragoman.desk.docket import Entry, make_docket
from dragoman.desk.docket.rows import Polarity
from dragoman.model.ruling import Mark
from dragoman.model.text import Document
from dragoman.model.time import DateBasis, PartialDate
from dragoman.pipeline import Pipeline
from dragoman.store import open_store

ON = dt.date(2026, 1, 1)
STORIES: dict[str, tuple[str, ...]] = {
    "embassy": (
        "2021-03-04 en SEOUL, 4 March 2021. Foreign Minister Park Min-jun met the Foreign Minister of"
        " Zambia, Joseph Banda, in Seoul on Thursday. South Korea pledged to open an embassy in "
        "Lusaka by December 2021.",
        "2022-01-20 en LUSAKA, 20 January 2022. Foreign Minister Joseph Banda received the Korean "
        "envoy in Lusaka on Thursday. South Korea pledged to open an embassy in Lusaka by September "
        "2022.",
        "2022-06-11 en SEOUL, 11 June 2022. South Korea opened an exhibition of Zambian art on "
        "Saturday. Zambia has an embassy in Seoul.",
        "2022-10-05 en LUSAKA, 5 October 2022. South Korea opened its embassy in Lusaka on Wednesday."
        " Foreign Minister Joseph Banda of Zambia attended the ceremony.",
    ),
    "session": (
        "2021-03-10 en NAIROBI, 10 March 2021. Foreign Minister Grace Otieno met her Indian "
        "counterpart Arun Mehta in Nairobi on Wednesday. The two ministers agreed to hold the fourth "
        "session of the Joint Commission in New Delhi in September 2021.",
        "2021-11-20 en NAIROBI, 20 November 2021. The fourth session of the Kenya-India Joint "
        "Commission, planned for September 2021, has been postponed to March 2022, the ministry of "
        "Kenya said.",
        "2022-03-18 fr NEW DELHI, 18 mars 2022. La quatrième session de la Commission mixte "
        "Kenya-Inde s'est tenue vendredi à New Delhi, sous la coprésidence du ministre indien des "
        "Affaires étrangères Arun Mehta et de son homologue kényane Grace Otieno.",
    ),
    "signing": (
        "2022-03-08 es LIMA, 8 de marzo de 2022. El canciller peruano Julio Paredes y su par chilena "
        "Carmen Rojas se reunieron el martes en Lima. Ambos se comprometieron a firmar antes de "
        "diciembre de 2022 un acuerdo de extradición.",
        "2022-07-14 es SANTIAGO, 14 de julio de 2022. Julio Paredes y Carmen Rojas firmaron el jueves"
        " en Santiago un acuerdo de cooperación turística entre Perú y Chile.",
        "2022-12-20 en SANTIAGO, 20 December 2022. Peru and Chile signed an extradition agreement in "
        "Santiago on Tuesday, the Chilean Foreign Ministry said.",
    ),
    "cancelled": (
        "2023-01-12 en CAIRO, 12 January 2023. German Foreign Minister Jutta Brandt and Egyptian "
        "Foreign Minister Hany Zaki spoke by phone on Thursday. The two sides agreed to hold a "
        "meeting of the German-Egyptian Joint Economic Committee in Berlin in May 2023.",
        "2023-05-15 de BERLIN, 15. Mai 2023. Die für Mai 2023 in Berlin geplante Sitzung des "
        "deutsch-ägyptischen Gemeinsamen Wirtschaftsausschusses ist abgesagt worden, teilte das "
        "Auswärtige Amt am Montag mit.",
    ),
    "denied": (
        "2023-04-20 es LA PAZ, 20 de abril de 2023. El canciller argentino Raúl Ferrari y su par "
        "boliviano Mario Quispe se reunieron el jueves en La Paz. Ambos cancilleres acordaron firmar "
        "un memorando de entendimiento sobre litio antes de julio de 2023.",
        "2023-09-05 es BUENOS AIRES, 5 de septiembre de 2023. La Cancillería argentina negó el martes"
        " que se haya firmado con Bolivia el memorando de entendimiento sobre litio.",
    ),
    "figures": (
        "2022-09-13 it ROMA, 13 settembre 2022. Il ministro degli Esteri Paolo Rinaldi e l'omologo "
        "mozambicano Alberto Nhaca si sono incontrati martedì a Roma. L'Italia si è impegnata a "
        "fornire 20 borse di studio al Mozambico entro giugno 2023.",
        "2023-05-24 pt MAPUTO, 24 de maio de 2023. A Itália concedeu 20 bolsas de estudo a estudantes"
        " moçambicanos, informou quarta-feira o Ministério dos Negócios Estrangeiros de Moçambique.",
    ),
    "another body": (
        "2022-01-17 en DELHI, 17 January 2022. External Affairs Minister Arun Mehta and Foreign "
        "Minister Nimal Perera of Sri Lanka agreed to hold the fifth meeting of the Joint Commission "
        "in Colombo in June 2022.",
        "2022-06-20 en COLOMBO, 20 June 2022. The India-Sri Lanka Joint Working Group on Fisheries "
        "held its sixth meeting in Colombo on Monday.",
    ),
}


def document(told: str, name: str) -> Document:
    date, lang, text = told.split(" ", 2)
    return Document(
        text=text,
        lang=lang,
        origin=f"press/{name}",
        name=name,
        published=PartialDate.parse(date),
        published_basis=DateBasis.STATED,
    )


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    """The promise of each story, as the docket has it."""
    documents = [
        document(told, f"{story} {number}")
        for story, texts in STORIES.items()
        for number, told in enumerate(texts)
    ]
    with open_store("sqlite:///:memory:") as store:
        for outcome in Pipeline.load(Settings(workers=1)).read(documents):
            assert outcome.reading is not None
            store.add(outcome.document, outcome.reading)
        ledger = store.ledger()
    found: dict[str, Entry] = {}
    for entry in make_docket(ledger, (), on=ON).entries:
        story = ledger.documents[entry.reports[0].document_id].name.rsplit(" ", 1)[0]
        assert story not in found, f"two promises in {story}: {entry.what}"
        found[story] = entry
    return found


def proposed(entry: Entry) -> dict[str, Mark]:
    return {str(score.party): score.mark for score in entry.proposed}


def told_by(entry: Entry, polarity: Polarity) -> set[str | None]:
    """When the evidence of a polarity was published."""
    return {note.published for e in entry.evidence if e.polarity is polarity for note in e.notes}


def test_an_embassy_promised_twice_is_one_promise_that_slipped_and_was_kept_late(
    entries: dict[str, Entry],
) -> None:
    entry = entries["embassy"]
    assert [str(d.when.date) for d in entry.deadlines] == ["2021-12", "2022-09"]
    assert entry.slips == 1
    assert proposed(entry) == {"KOR": Mark.KEPT}
    assert told_by(entry, Polarity.FOR) == {"2022-10-05"}
    assert entry.proposed[0].days_late == 5


def test_a_session_put_off_and_held_later_is_found_in_another_language(entries: dict[str, Entry]) -> None:
    entry = entries["session"]
    assert proposed(entry) == {"IND": Mark.KEPT, "KEN": Mark.KEPT}
    assert told_by(entry, Polarity.FOR) == {"2022-03-18"}
    assert told_by(entry, Polarity.AGAINST) == {"2021-11-20"}


def test_the_agreement_promised_counts_and_not_another_signed_by_the_same(entries: dict[str, Entry]) -> None:
    entry = entries["signing"]
    assert proposed(entry) == {"CHL": Mark.KEPT, "PER": Mark.KEPT}
    assert told_by(entry, Polarity.FOR) == {"2022-12-20"}


def test_what_was_called_off_or_denied_was_not_kept(entries: dict[str, Entry]) -> None:
    assert proposed(entries["cancelled"]) == {"DEU": Mark.NOT_KEPT, "EGY": Mark.NOT_KEPT}
    assert proposed(entries["denied"]) == {"ARG": Mark.NOT_KEPT, "BOL": Mark.NOT_KEPT}


def test_a_figure_given_as_promised_is_delivery(entries: dict[str, Entry]) -> None:
    assert proposed(entries["figures"]) == {"ITA": Mark.KEPT}


def test_a_session_of_another_body_is_no_evidence(entries: dict[str, Entry]) -> None:
    entry = entries["another body"]
    assert entry.evidence == ()
    assert set(proposed(entry).values()) == {Mark.NO_EVIDENCE}
