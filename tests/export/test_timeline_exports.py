"""Engagements as JSON, CSV and tables."""

from __future__ import annotations

import csv
import io
import json

from rich.console import Console

from dragoman.desk.timeline import timeline
from dragoman.export import TIMELINE_EXPORTERS
from dragoman.export.tables import plain, timeline_table
from dragoman.model.text import EngagementKind, Part
from tests.desk.builders import MAR, RUS, Book, Someone
from tests.desk.worlds import two_states
from tests.export.golden_files import assert_golden

PROMISED = {
    "id", "kind", "date", "date_basis", "place", "parties", "participants", "realis", "conflicts", "reports",
}  # fmt: skip


def test_timeline_is_as_in_the_golden_files() -> None:
    ledger = two_states()
    found = timeline(ledger, (MAR, RUS))
    for name, export in TIMELINE_EXPORTERS.items():
        assert_golden(f"timeline.{name}", export(ledger, found))


def test_every_engagement_has_what_scripts_depend_on() -> None:
    ledger = two_states()
    value = json.loads(TIMELINE_EXPORTERS["json"](ledger, timeline(ledger)))
    assert len(value) == len(ledger.engagements)
    texts = {document.origin: document.text for document in ledger.documents.values()}
    for engagement in value:
        assert engagement.keys() >= PROMISED
        assert engagement["reports"]
        for report in engagement["reports"]:
            assert {"origin", "source", "lang", "quote", "start", "end"} <= report.keys()
            assert texts[report["origin"]][report["start"] : report["end"]] == report["quote"]
        for person in engagement["participants"]:
            assert person.keys() == {
                *("name", "person_id", "parts", "role", "role_basis", "party", "party_basis"),
            }
        assert engagement["place"] is None or engagement["place"].keys() == {"city", "country"}
    assert value[-1]["date"] is None
    assert value[-1]["date_basis"] == "unknown"
    (conflict,) = [c for engagement in value for c in engagement["conflicts"]]
    assert [v["voices"] for v in conflict["values"]] == [1, 1]


def test_csv_cells_cannot_run_as_formulas() -> None:
    book = Book()
    document = book.document("=HYPERLINK(1) they met", name="@x", published=None, source="+src")
    book.engagement((document, "=HYPERLINK(1)"), topics=("-1+2",))
    ledger = book.ledger()
    (row,) = csv.DictReader(io.StringIO(TIMELINE_EXPORTERS["csv"](ledger, ledger.engagements)))
    assert row["quote"] == "'=HYPERLINK(1)"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_table_shows_markup_and_control_signs_as_plain_words() -> None:
    book = Book()
    document = book.document("They met [red]x[/red]", name="n\x1b[2J[bold]", published=None)
    book.engagement((document, "They met"))
    ledger = book.ledger()
    out = io.StringIO()
    Console(file=out, width=200).print(timeline_table(ledger, ledger.engagements))
    assert "\x1b" not in out.getvalue()
    assert "[2J[bold]" in out.getvalue()
    assert plain("a\u202eb\nc") == "a b c"


def test_event_data_has_the_fields_of_the_manual_and_the_words() -> None:
    ledger = two_states()
    lines = [json.loads(x) for x in TIMELINE_EXPORTERS["plover"](ledger, ledger.engagements).splitlines()]
    assert lines
    texts = {document.origin: document.text for document in ledger.documents.values()}
    for line in lines:
        assert line.keys() >= {"id", "date", "actor", "event"}
        assert line["event"].isupper()
        assert 1 <= line["quad_code"] <= 4
        assert line["actor"]
        where = line["text_info"]
        text = texts[line["cite_info"]["citation"]]
        assert text[where["start"] : where["end"]] == line["event_text"]


def test_in_event_data_visitors_act_and_hosts_receive() -> None:
    book = Book()
    document = book.document(
        "Ana Lind of Morocco visits Russia and meets Ivan Orlov.", name="a", published=None
    )
    people = (
        Someone("Ana Lind", None, MAR, parts=(Part.GUEST,)),
        Someone("Ivan Orlov", None, RUS, parts=(Part.HOST,)),
    )
    book.engagement((document, "visits"), kind=EngagementKind.VISIT, act="visit", people=people)
    ledger = book.ledger()
    (line,) = map(json.loads, TIMELINE_EXPORTERS["plover"](ledger, ledger.engagements).splitlines())
    assert (line["event"], line["mode"], line["dragoman"]["cameo"]) == ("CONSULT", ["visit"], "042")
    assert [actor["code"] for actor in line["actor"]] == ["MAR"]
    assert [recipient["code"] for recipient in line["recipient"]] == ["RUS"]
