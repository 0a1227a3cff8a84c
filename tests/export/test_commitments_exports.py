"""The docket as a table and as JSON."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace

from rich.console import Console

from dragoman.desk.docket import make_docket
from dragoman.export.commitments_json import commitments_json
from dragoman.export.commitments_table import commitments_table
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import Measure
from dragoman.model.ruling import Mark, Ruling
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import MAR, RUS, Book
from tests.export.golden_files import assert_golden

ON = dt.date(2024, 5, 1)


def kept_and_claimed() -> Ledger:
    """A session put off and held late, a target that only a party says it reached, and an officer's word."""
    book = Book()
    first = book.document(
        "They agreed to hold a session in Rabat in May 2023. Trade is to reach 10 billion dollars by 2025.",
        name="a.en",
        published="2022-12-01",
        source="Atlas Herald",
    )
    second = book.document(
        "عُقدت الدورة في الرباط في 20 مايو 2023.", name="b.ar", lang="ar", published="2023-05-21"
    )
    third = book.document(
        "Trade reached 11 billion dollars.", name="c.en", published="2024-02-01", source="Ministry"
    )
    book.commitment(first, "agreed to hold a session in Rabat in May 2023", "hold a session", due="2023-05")
    target = "Trade is to reach 10 billion dollars by 2025."
    book.commitment(first, target, target.rstrip("."), due="2025")
    book.engagement(
        (first, "They agreed to hold a session in Rabat in May 2023."),
        kind=EngagementKind.COMMISSION_SESSION,
        realis=Realis.PLANNED,
        date="2023-05",
    )
    book.engagement(
        (second, "عُقدت الدورة في الرباط في 20 مايو 2023."),
        kind=EngagementKind.COMMISSION_SESSION,
        date="2023-05-20",
    )
    book.indicator(first, target, "trade", Measure.TRADE_VOLUME, "10000000000", unit="USD")
    book.indicator(
        third, "Trade reached 11 billion dollars.", "trade", Measure.TRADE_VOLUME, "11000000000", unit="USD"
    )
    ledger = book.ledger()
    record = ledger.commitments[1].commitment
    ruling = Ruling(
        record=record.id,
        words=record.evidence[0],
        mark=Mark.PARTLY,
        party=RUS,
        author="Ana",
        reason="customs say 9.6",
        made_at=dt.datetime(2024, 3, 1, 9, 30, tzinfo=dt.UTC),
    )
    outlet = Outlet(key="ministry.example", name="Ministry", country=MAR.code, kind=SourceKind.OFFICIAL)
    return replace(ledger, outlets={third.id: outlet}, rulings=(ruling,))


def test_the_docket_as_json_is_the_golden_file() -> None:
    ledger = kept_and_claimed()
    text = commitments_json(ledger, make_docket(ledger, (MAR, RUS), on=ON))
    assert_golden("commitments.json", text)
    assert [e["standing"][1]["score"] for e in json.loads(text)] == ["+1", "0"]


def test_the_docket_as_a_table_is_the_golden_file() -> None:
    ledger = kept_and_claimed()
    console = Console(width=160, color_system=None, record=True, file=io.StringIO())
    console.print(commitments_table(make_docket(ledger, (MAR, RUS), on=ON)))
    assert_golden("commitments.txt", console.export_text())


def test_json_is_the_same_letter_by_letter_however_often_it_is_made() -> None:
    ledger = kept_and_claimed()
    once = commitments_json(ledger, make_docket(ledger, (MAR, RUS), on=ON))
    turned = replace(ledger, engagements=ledger.engagements[::-1], indicators=ledger.indicators[::-1])
    assert commitments_json(turned, make_docket(turned, (MAR, RUS), on=ON)) == once
