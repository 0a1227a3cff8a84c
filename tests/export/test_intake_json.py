"""Documents as a listing: versions of one address, and copies; and tables of strangers' words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dragoman.cli.tables import on_one_line, show
from dragoman.export.intake_json import documents_json, sources_json
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.text import Copy, Document, Source

FIRST = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
PAGE = "https://mfa.example/agenda"


AT = Source(url=PAGE)


def had(text: str, *days: int, source: Source = AT, origin: str = PAGE) -> Document:
    times = [FIRST + dt.timedelta(days=day) for day in days]
    return Document(
        text=text, lang="en", origin=origin, name="a", source=source, retrieved=min(times, default=None)
    )


def ledger(
    *documents: Document, seen: dict[str, int] | None = None, outlets: dict[str, Outlet] | None = None
) -> Ledger:
    def copy(document: Document) -> Copy:
        last = (seen or {}).get(document.text)
        return replace(document.copy, seen=FIRST + dt.timedelta(days=last)) if last else document.copy

    return Ledger(
        documents={document.id: document for document in documents},
        readings={},
        voices={},
        judgements=(),
        people=(),
        engagements=(),
        instruments=(),
        bodies=(),
        commitments=(),
        positions=(),
        indicators=(),
        copies={document.id: (copy(document),) for document in documents},
        outlets=outlets or {},
    )


def test_texts_that_an_address_held_are_its_versions_and_the_last_seen_is_current() -> None:
    lisbon, porto = had("Lisbon.", 0), had("Porto.", 1)
    rows = {row["id"]: row for row in documents_json(ledger(lisbon, porto, seen={"Lisbon.": 2, "Porto.": 1}))}
    assert rows[lisbon.id]["versions"] == rows[porto.id]["versions"] == [lisbon.id, porto.id]
    assert [rows[key]["version"] for key in (lisbon.id, porto.id)] == [1, 2]
    assert [rows[key]["current"] for key in (lisbon.id, porto.id)] == [True, False]


def test_texts_that_only_name_one_address_are_no_versions_of_it() -> None:
    one, other = had("One.", origin="a.tsv#1"), had("Other.", origin="a.tsv#2")
    assert all(len(row["versions"]) == 1 for row in documents_json(ledger(one, other)))


def test_a_crawl_and_a_visit_of_one_address_are_versions() -> None:
    crawled, visited = had("Then.", 0, origin=f"crawl.warc.gz!{PAGE}"), had("Now.", 9)
    (first, second) = documents_json(ledger(crawled, visited))
    assert first["versions"] == second["versions"] == [crawled.id, visited.id]


def test_sources_that_nobody_knows_are_listed_last() -> None:
    known, unknown = had("Known.", 0), had("Unknown.", source=Source(name="Ministère"), origin="b.txt")
    outlet = Outlet(key="mfa.example", name="Ministry", country="MAR", kind=SourceKind.OFFICIAL)
    rows = sources_json(ledger(known, unknown, outlets={known.id: outlet}), ())
    assert [(row["key"], row["documents"], row["said_by"]) for row in rows] == [
        ("mfa.example", 1, "Dragoman"),
        ("Ministère", 1, None),
    ]


def test_words_of_strangers_are_no_markup_and_move_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    show(("file",), [("[bold]x[/nothing].pdf",), ("a\nb\x1b[2J.pdf",)])
    shown = capsys.readouterr().out
    assert "[bold]x[/nothing].pdf" in shown
    assert "a\\nb\\x1b[2J.pdf" in shown
    assert on_one_line("وزارة") == "وزارة"
