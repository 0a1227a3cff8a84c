"""The ledger as Python has it: what it answers is what the commands print."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import dragoman
from dragoman import Ledger
from dragoman.cli import app
from dragoman.errors import (
    InvalidRecord,
    InvalidSettings,
    StoreError,
    UnknownFormat,
    UnknownParty,
    UnwritableFile,
)
from dragoman.ledger import Answer, Listing
from dragoman.model.record import Party

EXAMPLES = Path(__file__).parents[2] / "examples"
READ = (
    "egy-rus_2018-10-17_treaty.ru.txt",
    "egy-rus_2018-10-17_treaty.ar.txt",
    "ind-rus_2024-08-27_call.json",
)
ON = "2024-12-31"

Asked = Callable[[Ledger], Answer[object]]
ANSWERS: dict[str, tuple[Asked, tuple[str, ...]]] = {
    "timeline": (
        lambda ledger: ledger.timeline("EGY", "RUS", since="2018"),
        ("EGY", "RUS", "--since", "2018"),
    ),
    "brief": (lambda ledger: ledger.brief("EGY", "RUS", on=ON), ("EGY", "RUS", "--on", ON)),
    "consultations": (lambda ledger: ledger.consultations("EGY", "RUS", on=ON), ("EGY", "RUS", "--on", ON)),
    "people": (lambda ledger: ledger.people("RUS"), ("RUS",)),
    "bodies": (lambda ledger: ledger.bodies("RUS", on=ON), ("RUS", "--on", ON)),
    "instruments": (
        lambda ledger: ledger.instruments("EGY", "RUS", on=ON),
        ("EGY", "RUS", "--on", ON),
    ),
    "commitments": (lambda ledger: ledger.commitments("IND", "RUS", on=ON), ("IND", "RUS", "--on", ON)),
    "positions": (
        lambda ledger: ledger.positions("EGY", beside="RUS", on=ON),
        ("EGY", "--with", "RUS", "--on", ON),
    ),
    "assess": (
        lambda ledger: ledger.assess("EGY", "RUS", on=ON, since="2018"),
        ("EGY", "RUS", "--on", ON, "--since", "2018"),
    ),
    "calendar": (lambda ledger: ledger.calendar("EGY", "RUS", on=ON), ("EGY", "RUS", "--on", ON)),
    "avenues": (lambda ledger: ledger.avenues("EGY", "RUS", on=ON), ("EGY", "RUS", "--on", ON)),
    "disagreements": (lambda ledger: ledger.disagreements("EGY", "RUS"), ("EGY", "RUS")),
    "lineage": (lambda ledger: ledger.lineage(READ[0], READ[1]), (READ[0], READ[1])),
}


NO_QUESTION = {
    "accounts",
    "search",
    "serve",
    *("read", "watch", "failures", "documents", "sources"),
    *("extract", "evaluate", "languages", "review"),
}


def test_every_command_that_answers_is_a_question_of_the_ledger() -> None:
    commands = typer.main.get_command(app).commands.keys()  # type: ignore[attr-defined]
    assert commands - NO_QUESTION == ANSWERS.keys()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three examples."""
    file = tmp_path_factory.mktemp("ledger") / "l.db"
    with Ledger.open(file) as ledger:
        intake = ledger.read(*(EXAMPLES / name for name in READ))
        assert (intake.read, intake.known, intake.failures) == (3, 0, ())
    return file


@pytest.fixture
def ledger(address: Path) -> Iterator[Ledger]:
    with Ledger.open(address, create=False) as opened:
        yield opened


def _printed(command: str, address: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, [command, *arguments, "--ledger", str(address)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("command", ANSWERS)
def test_json_is_what_the_command_of_the_name_prints(command: str, ledger: Ledger, address: Path) -> None:
    asked, arguments = ANSWERS[command]
    answer = asked(ledger)
    assert answer.to("json") == _printed(command, address, *arguments, "--format", "json")
    assert answer.json() == json.loads(str(answer.to("json")))


@pytest.mark.parametrize("command", [name for name in ANSWERS if name not in ("brief", "lineage")])
def test_table_is_what_the_command_of_the_name_prints(command: str, ledger: Ledger, address: Path) -> None:
    asked, arguments = ANSWERS[command]
    printed = _printed(command, address, *arguments)
    made = str(asked(ledger).to("table")).splitlines()
    assert [line for line in made if line != "nothing known"] == printed.splitlines()


@pytest.mark.parametrize("command", ANSWERS)
def test_every_answer_shows_itself_in_text_and_in_a_notebook(command: str, ledger: Ledger) -> None:
    answer = ANSWERS[command][0](ledger)
    assert str(answer).strip()
    assert repr(answer).startswith(f"<{command} ")
    assert answer._repr_mimebundle_(include=None, exclude=None)["text/plain"] == str(answer)
    assert "json" in answer.formats


def test_listing_is_a_sequence_of_facts(ledger: Ledger) -> None:
    listing = ledger.timeline("EGY", "RUS")
    assert isinstance(listing, Listing)
    assert len(listing) == len(list(listing)) == len(listing.json()) > 0
    assert listing[0] is listing.facts[0]
    assert listing[:2] == listing.facts[:2]
    assert {item["id"] for item in listing.json()} == {engagement.id for engagement in listing}


def test_fields_of_the_facts_can_be_asked_of_the_answer(ledger: Ledger) -> None:
    brief = ledger.brief("EGY", "RUS", on=ON)
    assert brief.instruments is brief.facts.instruments
    assert "instruments" in dir(brief)
    with pytest.raises(AttributeError):
        _ = brief.no_such_field


@pytest.mark.parametrize("words", ["EGY", "eg", "Egypt", "مصر", "Egypte", Party(code="EGY")])
def test_party_is_given_by_code_or_name_in_any_language(words: str | Party, ledger: Ledger) -> None:
    assert ledger.timeline(words).json() == ledger.timeline("EGY").json()


@pytest.mark.parametrize("on", ["2020-06-01", dt.date(2020, 6, 1), dt.datetime(2020, 6, 1, 12)])
def test_day_is_given_as_text_or_as_a_date(on: str | dt.date, ledger: Ledger) -> None:
    assert ledger.brief("EGY", "RUS", on=on).facts.on == dt.date(2020, 6, 1)


def test_as_of_a_day_only_what_was_published_by_then_is_known(ledger: Ledger) -> None:
    assert len(ledger.timeline("IND", on="2024-08-26")) == 0
    assert len(ledger.timeline("IND", on="2024-08-28")) > 0
    assert len(ledger.people("IND", on="2024-08-26")) == 0


def test_files_are_written_as_they_are_given_back(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    made = ledger.brief("EGY", "RUS", on=ON).to("html", file)
    assert file.read_text(encoding="utf-8") == made


def test_brief_is_had_in_other_languages_and_as_bytes(ledger: Ledger, address: Path) -> None:
    told = ("EGY", "RUS", "--on", ON, "--lang", "fr", "--long", "--since", "2024-01-01", "--format", "md")
    brief = ledger.brief("EGY", "RUS", on=ON, lang="fr", long=True, since="2024-01-01")
    assert str(brief) == _printed("brief", address, *told)
    made = brief.to("docx")
    assert isinstance(made, bytes)
    assert made.startswith(b"PK")


def test_misuse_is_told_in_errors_of_ours(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"none of table, .*json, csv"):
        ledger.timeline().to("xml")
    with pytest.raises(UnknownParty, match=r"Egypt \(EGY\)"):
        ledger.timeline("Egyptt")
    with pytest.raises(UnknownParty, match="one and the same"):
        ledger.brief("EGY", "Egypt")
    with pytest.raises(UnknownParty, match="at most 2"):
        ledger.timeline("EGY", "RUS", "IND")
    with pytest.raises(InvalidRecord, match="a day is wanted"):
        ledger.brief("EGY", "RUS", on="2024-05")
    with pytest.raises(InvalidRecord, match="none of en, fr, ar"):
        ledger.brief("EGY", "RUS", lang="xx")
    with pytest.raises(InvalidRecord, match="visit"):
        ledger.timeline(kind="war")
    (tmp_path / "s.toml").write_text("[desk.positions]\nreworded = 7.0\n", encoding="utf-8")
    with pytest.raises(InvalidSettings, match=r"desk\.positions\.reworded"):
        Ledger.open(tmp_path / "l.db", settings=tmp_path / "s.toml")
    with pytest.raises(StoreError, match="no such ledger"):
        Ledger.open(tmp_path / "none.db", create=False)


@pytest.mark.parametrize("since", ["2025-01-01", dt.date(2025, 1, 1)])
def test_no_question_reaches_back_to_a_day_after_its_own(since: str | dt.date, ledger: Ledger) -> None:
    questions: tuple[Callable[[], object], ...] = (
        lambda: ledger.assess("EGY", "RUS", on=ON, since=since),
        lambda: ledger.brief("EGY", "RUS", on=ON, since=since),
        lambda: ledger.positions("EGY", on=ON, since=since),
    )
    for asked in questions:
        with pytest.raises(InvalidRecord, match="since 2025-01-01 is after the day of asking, 2024-12-31"):
            asked()


def test_a_file_that_cannot_be_written_is_named_with_the_reason(ledger: Ledger, tmp_path: Path) -> None:
    brief = ledger.brief("EGY", "RUS", on=ON)
    missing = tmp_path / "no such folder" / "x.md"
    for path, reason in ((missing, "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(UnwritableFile) as caught:
            brief.to("md", path)
        assert str(caught.value) == f"{path} cannot be written: {reason}"


def test_text_at_hand_is_read_and_reading_it_again_changes_nothing(tmp_path: Path) -> None:
    text = (
        "Cairo, 3 May 2021. Foreign Minister Samir Hadad of Egypt met Foreign Minister Ivan Orlov of Russia."
    )
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert len(ledger.timeline()) == 0
        intake = ledger.add(text, lang="en", published="2021-05-04", source="Atlas Wire", name="wire-1")
        assert [document.name for document in intake.documents] == ["wire-1"]
        assert len(ledger.timeline("EGY", "RUS")) == 1
        again = ledger.add(text, lang="en", published="2021-05-04", source="Atlas Wire", name="wire-1")
        assert (again.read, again.known) == (0, 1)
        assert len(ledger.documents) == 1


def test_failures_are_named_and_nothing_is_raised(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    with Ledger.open(tmp_path / "l.db") as ledger:
        intake = ledger.read(tmp_path / "bad.pdf", tmp_path / "none.txt")
        assert intake.read == 0
        assert {Path(failure.origin).name for failure in intake.failures} == {"bad.pdf", "none.txt"}
        assert "none.txt" in repr(intake)
        assert ledger.failures()


def test_closed_ledger_says_so(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.db")
    ledger.close()
    assert "closed" in repr(ledger)
    with pytest.raises(StoreError, match="is closed"):
        ledger.timeline()


def test_script_without_a_guard_is_not_run_again_by_its_readers(tmp_path: Path) -> None:
    """A page is read in a process of its own; every warning of something left open is an error."""
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>Ministers met in Cairo on 3 May 2021 to talk.</p></body></html>", "utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "from dragoman import Ledger\n"
        "print('begun')\n"
        f"with Ledger.open({str(tmp_path / 'l.db')!r}) as ledger:\n"
        f"    print(ledger.read({str(page)!r}))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["begun", "1 read, 0 known, 0 failed"], done.stderr
    assert "Warning" not in done.stderr


def test_import_loads_nothing_heavy_and_has_the_public_names() -> None:
    heavy = ("onnxruntime", "pandas", "numpy", "sqlalchemy", "polars", "matplotlib", "typer", "trafilatura")
    program = (
        "import sys, dragoman; from dragoman import Ledger; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert all(getattr(dragoman, name) is not None for name in dragoman.__all__)
    assert len(dragoman.__all__) < 10
    with pytest.raises(AttributeError):
        _ = dragoman.Book
