"""The commands that answer from a ledger."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app, main, places
from dragoman.model.ledger import Ledger
from tests.desk.worlds import two_states

RUN = CliRunner()


class _HandMade:
    """A store that holds a ledger made by hand."""

    def __enter__(self) -> _HandMade:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ledger(self, settings: None) -> Ledger:
        assert settings is None
        return two_states()


@pytest.fixture
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_store(address: str, *, create: bool) -> _HandMade:
        assert (address, create) == ("dragoman.db", False)
        return _HandMade()

    monkeypatch.setattr(places, "open_store", open_store)


def _out(*arguments: str) -> str:
    result = RUN.invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("hand_made")
def test_timeline_prints_json_csv_and_a_table() -> None:
    value = json.loads(_out("timeline", "Marokko", "RU", "--format", "json"))
    assert [e["date"] for e in value][:3] == ["2006", "2016", "2023-12-06"]
    rows = list(csv.DictReader(io.StringIO(_out("timeline", "MAR", "RUS", "--format", "csv"))))
    assert [row["id"] for row in rows] == [e["id"] for e in value]
    table = _out("timeline", "MAR", "RUS")
    assert "Karim Bennis" in table
    assert "sources" in table.lower()


@pytest.mark.usefixtures("hand_made")
def test_timeline_takes_bounds_and_kinds() -> None:
    told = ("timeline", "MAR", "--format", "json")
    assert len(json.loads(_out(*told, "--since", "2024-05", "--until", "2024-05-31"))) == 2
    assert json.loads(_out(*told, "--since", "2024-05-14", "--until", "2024"))
    kinds = json.loads(_out(*told, "--kind", "visit", "--kind", "call"))
    assert {e["kind"] for e in kinds} == {"visit", "call"}


@pytest.mark.usefixtures("hand_made")
@pytest.mark.parametrize(
    ("format", "start"),
    [("md", b"# Morocco"), ("html", b"<!doctype"), ("json", b"{"), ("docx", b"PK"), ("pdf", b"%PDF")],
)
def test_brief_is_printed_in_every_format_and_written_where_told(
    format: str, start: bytes, tmp_path: Path
) -> None:
    told = ("brief", "MAR", "RUS", "--on", "2024-05-20", "--format", format)
    result = RUN.invoke(app, list(told))
    assert result.exit_code == 0
    made = result.stdout_bytes
    assert made.startswith(start)
    file = tmp_path / "brief"
    assert _out(*told, "-o", str(file)) == ""
    assert file.read_bytes() == made


@pytest.mark.usefixtures("hand_made")
def test_brief_is_one_page_or_long_and_in_the_language_asked_for() -> None:
    told = ("brief", "MAR", "RUS", "--on", "2024-05-20")
    assert "## Bodies" not in _out(*told)
    assert "### Bodies" in _out(*told, "--long")
    assert _out(*told, "--lang", "fr").startswith("# Maroc – Russie")
    assert _out(*told, "--lang", "ar").startswith("# المغرب – روسيا")
    assert "New since 1 May 2024" in _out(*told, "--since", "2024-05-01", "--long")


@pytest.mark.usefixtures("hand_made")
@pytest.mark.parametrize(
    ("command", "count"),
    [
        (("people",), 2),
        (("people", "MAR"), 2),
        (("bodies", "MAR", "RUS"), 1),
        (("instruments",), 3),
        (("commitments", "MAR", "RUS", "--on", "2024-05-20"), 2),
        (("positions", "MAR"), 2),
        (("positions", "MAR", "--issue", "western-sahara"), 1),
    ],
)
def test_every_register_is_listed_as_json_and_as_a_table(command: tuple[str, ...], count: int) -> None:
    value = json.loads(_out(*command, "--format", "json"))
    assert len(value) == count
    assert all(item["id"] and item["reports"] for item in value)
    assert _out(*command).strip()


@pytest.mark.usefixtures("hand_made")
def test_empty_answer_is_an_empty_list() -> None:
    assert json.loads(_out("bodies", "FRA", "--format", "json")) == []
    result = RUN.invoke(app, ["bodies", "FRA"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Rests on nothing: of 5 documents")
    assert "nothing known" in result.stderr


@pytest.mark.usefixtures("hand_made")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("timeline", "Morroco"), "Morocco (MAR)"),
        (("timeline", "MAR", "Morocco"), "MAR and Morocco are one and the same"),
        (("brief", "RUS", "RUS"), ": RUS and RUS are one and the same party"),
        (("timeline", "--since", "2024-13"), "no such date: 2024-13;"),
        (("timeline", "--since", "2025", "--until", "2020"), "2020 is before --since 2025"),
        (("timeline", "MAR", "RUS", "FRA"), "at most two"),
        (("timeline", "--since", "March"), "YYYY-MM-DD"),
        (("timeline", "--until", "2024-02-30"), "no such date"),
        (("timeline", "--format", "xml"), "table, json, csv"),
        (("timeline", "--kind", "war"), "commission_session"),
        (("brief", "MAR"), "Missing argument"),
        (("brief", "MAR", "RUS", "--on", "2024-05"), "a day is wanted"),
        (("brief", "MAR", "RUS", "--format", "odt"), "md, html, docx, pdf, json"),
        (("brief", "MAR", "RUS", "--lang", "de"), "en, fr, ar"),
        (("brief", "MAR", "RUS", "--since", "2024-05"), "a day is wanted"),
        (("brief", "MAR", "RUS", "--on", "2024-05-20", "--since", "2024-05-21"), "after the day"),
        (("brief", "MAR", "RUS", "-o", "/nowhere/x"), "/nowhere/x"),
        (("people", "--format", "csv"), "table, json"),
        (("positions", ""), "no state"),
    ],
)
def test_misuse_is_told_on_standard_error_with_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    result = RUN.invoke(app, list(arguments), env={"COLUMNS": "300", "TERM": "dumb"})
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in " ".join(result.stderr.replace("│", " ").split())


def test_missing_ledger_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["dragoman", "timeline", "--ledger", str(tmp_path / "none.db")])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert "dragoman read" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()
