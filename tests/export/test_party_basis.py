"""A party or office that the documents do not say is marked wherever it is shown."""

from __future__ import annotations

import datetime as dt
import io
import json
import re

import pytest
from rich.console import Console

from dragoman.desk.brief import brief
from dragoman.export import BRIEF_EXPORTERS, TIMELINE_EXPORTERS
from dragoman.export.listings import PEOPLE
from dragoman.export.tables import table, timeline_table
from dragoman.model.ledger import Ledger
from dragoman.model.record import PartyBasis, Role
from dragoman.phrases import phrases
from tests.desk.builders import MAR, RUS, Book, Someone

LEGEND = "not said in the documents: known from the gazetteer of office-holders"
OTHER = "not said in the documents: worked out from the other side"


def _book(party: PartyBasis, role: PartyBasis) -> Ledger:
    book = Book()
    document = book.document("Orlov met Bennis.", name="a.txt", published="2021-06-10")
    orlov = Someone("Orlov", Role.FOREIGN_MINISTER, RUS, party_basis=party, role_basis=role)
    bennis = Someone("Bennis", Role.AMBASSADOR, MAR)
    book.engagement((document, "met"), date="2021-06-09", people=(orlov, bennis))
    book.person(orlov, (document, "Orlov"))
    book.person(bennis, (document, "Bennis"))
    return book.ledger()


def _printed(ledger: Ledger) -> tuple[str, str]:
    out = []
    rows = [PEOPLE.row(ledger, person) for person in ledger.people]
    for made in (
        timeline_table(ledger, ledger.engagements),
        table(PEOPLE.columns, rows, PEOPLE.legend(ledger.people)),
    ):
        stream = io.StringIO()
        Console(file=stream, width=200).print(made)
        out.append(" ".join(stream.getvalue().split()))  # a legend is folded to the width of its table
    return out[0], out[1]


@pytest.mark.parametrize("format", ["md", "html"])
def test_brief_marks_what_the_documents_do_not_say_and_explains_the_sign(format: str) -> None:
    def text(ledger: Ledger) -> str:
        made = BRIEF_EXPORTERS[format](brief(ledger, MAR, RUS, dt.date(2021, 7, 1)), phrases("en"), True)
        return re.sub(r"<[^>]*>|\\", "", str(made))

    known = text(_book(PartyBasis.KNOWN, PartyBasis.KNOWN))
    assert "Orlov (Russia*, foreign minister*)" in known
    assert "Bennis (Morocco, ambassador)" in known
    assert f"* {LEGEND}" in known
    assert OTHER not in known
    inferred = text(_book(PartyBasis.INFERRED, PartyBasis.STATED))
    assert "Orlov (Russia†, foreign minister)" in inferred
    assert f"† {OTHER}" in inferred
    stated = text(_book(PartyBasis.STATED, PartyBasis.STATED))
    assert "not said in the documents" not in stated


def test_brief_as_json_says_the_basis_of_parties_and_roles() -> None:
    made = brief(_book(PartyBasis.KNOWN, PartyBasis.INFERRED), MAR, RUS, dt.date(2021, 7, 1))
    value = json.loads(str(BRIEF_EXPORTERS["json"](made, phrases("en"), True)))
    assert value["bases"] == ["known", "inferred"]
    orlov = value["engagements"][0]["people"][0]
    assert (orlov["party_basis"], orlov["role_basis"]) == ("known", "inferred")


def test_tables_mark_it_and_explain_the_sign() -> None:
    timeline, people = _printed(_book(PartyBasis.KNOWN, PartyBasis.INFERRED))
    assert "Orlov (RUS*, foreign minister†)" in timeline
    assert "RUS foreign minister†" in people
    for text in (timeline, people):
        assert f"* {LEGEND}" in text
        assert f"† {OTHER}" in text
    for text in _printed(_book(PartyBasis.STATED, PartyBasis.STATED)):
        assert "not said" not in text


def test_json_says_the_basis_of_parties_and_offices() -> None:
    ledger = _book(PartyBasis.KNOWN, PartyBasis.INFERRED)
    (engagement,) = json.loads(TIMELINE_EXPORTERS["json"](ledger, ledger.engagements))
    assert [(p["party_basis"], p["role_basis"]) for p in engagement["participants"]] == [
        ("known", "inferred"),
        ("stated", "stated"),
    ]
    orlov = PEOPLE.json(ledger, ledger.people[0])
    assert (orlov["party_basis"], orlov["offices"][0]["basis"]) == ("known", "inferred")
