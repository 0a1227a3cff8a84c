"""The commands that take documents, as a shell sees them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import UnreadableDocument
from dragoman.evaluation import evaluate_files

DRAGOMAN = Path(sys.executable).with_name("dragoman")
MEETING = (
    "date 2024-05-15 Foreign Minister Samir Haddad of Tunisia met his Kenyan counterpart Joseph Odhiambo in "
    "Nairobi on Tuesday.\n"
)
CALL = "date 2024-06-01 Tunisian Foreign Minister Samir Haddad spoke by phone with Joseph Odhiambo.\n"


def dragoman(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command; whatever happens, nobody is shown a traceback."""
    done = subprocess.run(
        [str(DRAGOMAN), *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        timeout=120,
        check=False,
    )
    output, errors = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in errors, errors
    return subprocess.CompletedProcess(done.args, done.returncode, output, errors)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents, one of them twice, a list of two, and one without text."""
    path = tmp_path_factory.mktemp("documents")
    (path / "b").mkdir()
    (path / "a.txt").write_text(MEETING, encoding="utf-8")
    (path / "b" / "copy.txt").write_text(MEETING, encoding="utf-8")
    (path / "b" / "d.txt").write_text(CALL, encoding="utf-8")
    lines = [{"id": "z-9", "text": CALL + "They spoke of fishing."}, {"id": "ä-1", "text": MEETING + "🤝"}]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (path / "c.jsonl").write_text(text, encoding="utf-8")
    (path / "empty.txt").write_text(" \n", encoding="utf-8")
    return path


# --- read ---


@pytest.fixture(scope="module")
def twice(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[subprocess.CompletedProcess[str]]:
    """The same folder read twice into one ledger."""
    ledger = tmp_path_factory.mktemp("ledger") / "my ledger.db"
    return [dragoman("read", folder, "--ledger", ledger, "--workers", "1") for _ in range(2)]


def test_documents_are_read_once_and_known_ever_after(twice: list[subprocess.CompletedProcess[str]]) -> None:
    counts = [[int(n) for n in re.findall(r"(\d+) (?:read|known|failed)\b", done.stderr)] for done in twice]
    assert counts[0] in ([4, 1, 1], [5, 0, 1])  # a copy in the same batch is read beside its twin
    assert counts[1] == [0, 5, 1]


def test_a_file_that_fails_is_named_and_the_exit_code_is_one(
    twice: list[subprocess.CompletedProcess[str]], folder: Path
) -> None:
    for done in twice:
        named = [line for line in done.stderr.splitlines() if str(folder / "empty.txt") in line]
        assert len(named) == 1
        assert "read" in named[0]
        assert done.returncode == 1
        assert done.stdout == ""


def test_standard_input_is_read_into_the_usual_ledger_and_without_failures_exits_with_zero(
    tmp_path: Path,
) -> None:
    done = dragoman("read", "-", stdin=MEETING.encode(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 read, 0 known, 0 failed" in done.stderr
    assert (tmp_path / "dragoman.db").is_file()


def test_a_file_name_that_is_no_utf_8_is_read_or_named(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name, text in ((b"caf\xe9.txt", MEETING), (b"vide\xe9.txt", ""), (b"z.txt", CALL)):
        Path(os.fsdecode(os.path.join(os.fsencode(docs), name))).write_text(text, encoding="utf-8")
    done = dragoman("read", docs, "--ledger", tmp_path / "l.db", "--workers", "1")
    assert done.returncode == 1
    assert "2 read" in done.stderr or "2 failed" in done.stderr
    assert "vide" in done.stderr


# --- extract ---


@pytest.fixture(scope="module")
def extracted(folder: Path) -> subprocess.CompletedProcess[str]:
    return dragoman("extract", folder, folder / "nowhere.txt", folder / "a.txt")


def test_lines_come_in_reading_order_under_the_names_of_files_and_records(
    extracted: subprocess.CompletedProcess[str],
) -> None:
    lines = [json.loads(line) for line in extracted.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a.txt", "copy.txt", "d.txt", "z-9", "ä-1", "a.txt"]
    assert "ä-1" in extracted.stdout, "letters are written as they are"
    assert all(line["events"] for line in lines)


def test_every_failure_of_extract_is_named(extracted: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert extracted.returncode == 1
    assert str(folder / "empty.txt") in extracted.stderr
    assert str(folder / "nowhere.txt") in extracted.stderr


def test_quotes_are_found_in_the_files_as_they_are(
    extracted: subprocess.CompletedProcess[str], folder: Path
) -> None:
    first = json.loads(extracted.stdout.splitlines()[0])
    text = (folder / "a.txt").read_text(encoding="utf-8")
    assert [(e["type"], e["date"]) for e in first["events"]] == [("meeting", "2024-05-14")]
    for event in first["events"]:
        assert text[event["start"] : event["end"]] == event["quote"]


def test_copies_are_read_alike(extracted: subprocess.CompletedProcess[str]) -> None:
    one, copy = (json.loads(line) for line in extracted.stdout.splitlines()[:2])
    assert one["document_id"] == copy["document_id"]
    assert {k: v for k, v in one.items() if k not in ("id", "origin")} == {
        k: v for k, v in copy.items() if k not in ("id", "origin")
    }


def test_a_stream_goes_in_and_a_file_comes_out_and_nothing_else(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": str(n), "text": t}) for n, t in enumerate([MEETING, CALL]))
    done = dragoman("extract", "-", "-o", "out.jsonl", stdin=lines.encode(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in found] == ["0", "1"]
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"], "extract makes no ledger"


# --- misuse ---


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["evaluate", "no-gold.jsonl", "no-pred.jsonl"],
        ["read", "a.txt", "--no-such-option"],
        ["read", "a.txt", "--workers", "0"],
        ["read", "a.txt", "--ledger", "mysql://host/db"],
        ["read", "a.txt", "--ledger", "a.txt"],
        ["extract", "a.txt", "-o", "no-folder/out.jsonl"],
        ["evaluate", "ok.jsonl", "ok.jsonl", "--format", "xml"],
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_misuse_is_told_on_standard_error_and_exits_with_two(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text(MEETING * 30, encoding="utf-8")
    (tmp_path / "ok.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    done = dragoman(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == MEETING * 30


# --- evaluate ---


def event(kind: str, quote: str, *names: str, date: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "quote": quote,
        "date": date,
        "realis": "actual",
        "place": None,
        "participants": [{"name": n, "role": "ambassador", "party": "TUN"} for n in names],
        "parties": ["TUN", "KEN"],
        "main": False,
    } | more


GOLD = [
    {
        "id": "one",
        "lang": "en",
        "areas": ["trade", "energy"],
        "events": [
            event(
                "meeting",
                "Haddad met Odhiambo",
                "Samir Haddad",
                "Joseph Odhiambo",
                date="2024-05-14",
                main=True,
            ),
            event("call", "Keller rang Benali", "Anna Keller", "Karim Benali", date="2024-05-01"),
        ],
        "bodies": [{"name": "Joint Commission on Trade", "quote": "Joint Commission on Trade", "session": 8}],
    },
    {"id": "two", "lang": "fr", "areas": [], "events": []},
]
PRED = [
    {
        "id": "one",
        "lang": "en",
        "areas": ["trade", "culture", "tourism"],
        "events": [
            event("meeting", "Haddad met Odhiambo", "Samir Haddad", "J. Odhiambo", date="2024-05-13"),
            event("visit", "flew to Rome to see the fair", "Luigi Rossi", date="2024-04-01"),
            event("signing", "ink dried on paper", "Maria Nowak", date="2023-01-01"),
        ],
        "bodies": [{"name": "Joint Commission on Trade", "quote": "Joint Commission on Trade", "session": 7}],
    },
]
# counted by hand: hits, gold, predicted
COUNTED = {
    "events": (1, 2, 3),
    "events.date": (0, 1, 1),
    "events.realis": (1, 1, 1),
    "events.place": (1, 1, 1),
    "events.parties": (2, 2, 2),
    "participants": (2, 2, 2),
    "participants.office and party": (2, 2, 2),
    "areas": (1, 2, 3),
    "bodies": (0, 1, 1),
    "main engagement found": (1, 1, 1),
    "distractor left empty": (1, 1, 1),
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("scores")
    for name, lines in (("gold", GOLD), ("pred", PRED)):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (path / f"{name}.jsonl").write_text(text + "\n\n", encoding="utf-8")
    done = dragoman("evaluate", path / "gold.jsonl", path / "pred.jsonl", "--format", "json")
    assert done.returncode == 0
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("kind", COUNTED)
def test_precision_recall_and_f1_are_as_counted_by_hand(scores: dict[str, Any], kind: str) -> None:
    hit, gold, predicted = COUNTED[kind]
    row = scores["all"][kind]
    assert (row["gold"], row["predicted"]) == (gold, predicted)
    assert row["precision"] == pytest.approx(hit / predicted, abs=1e-4)
    assert row["recall"] == pytest.approx(hit / gold, abs=1e-4)
    assert row["f1"] == pytest.approx(2 * hit / (gold + predicted), abs=1e-4)
    assert row["low"] <= row["f1"] <= row["high"]


def test_languages_are_scored_apart_and_missing_documents_are_named(scores: dict[str, Any]) -> None:
    assert scores["documents"] == 2
    assert set(scores["languages"]) == {"en", "fr"}
    assert scores["languages"]["en"]["events"]["gold"] == 2
    assert scores["missing_documents"] == ["two"]


def test_every_error_is_listed_with_its_words(scores: dict[str, Any]) -> None:
    told = {(e["kind"], e["error"], e["quote"]) for e in scores["errors"]}
    assert told >= {
        ("events", "missed", "Keller rang Benali"),
        ("events", "wrong", "flew to Rome to see the fair"),
        ("events", "wrong", "ink dried on paper"),
        ("bodies", "missed", "Joint Commission on Trade"),
    }


def test_what_extract_prints_scores_full_marks_against_itself(
    extracted: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    lines = extracted.stdout.splitlines()[1:5]
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = dragoman("evaluate", tmp_path / "x.jsonl", tmp_path / "x.jsonl", "--format", "json")
    rows = json.loads(done.stdout)["all"]
    assert rows["events"]["gold"] == rows["events"]["predicted"] > 0
    assert {kind: row["f1"] for kind, row in rows.items() if row["gold"] + row["predicted"]} == {
        kind: 1.0 for kind, row in rows.items() if row["gold"] + row["predicted"]
    }


@pytest.mark.parametrize("line", ["{", "[]", '{"lang": "en"}', "3"])
def test_a_line_that_is_no_document_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "a"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=r"gold\.jsonl:2:"):
        evaluate_files(tmp_path / "gold.jsonl", tmp_path / "gold.jsonl")


def test_documents_of_one_name_are_not_lost_in_silence(tmp_path: Path) -> None:
    """Two files of one name in two folders give two lines of one id."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "lang": "en"}\n{"id": "a", "lang": "fr"}\n', encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=r"gold\.jsonl:2:"):
        evaluate_files(gold, gold)


def test_evaluate_prints_a_table_for_each_language_when_asked(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    found = tmp_path / "found.jsonl"
    event = {
        "type": "call",
        "realis": "actual",
        "date": "2024-01-02",
        "participants": [],
        "parties": ["MAR", "RUS"],
    }
    lines = [
        {"id": lang, "lang": lang, "events": [{**event, "quote": "spoke by phone"}]} for lang in ("ar", "en")
    ]
    gold.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found.write_text(json.dumps(lines[0]), encoding="utf-8")
    told = dragoman("evaluate", gold, found, "--by-language").stdout
    whole, arabic, english = re.split(r"(?m)^(?:ar|en)$", told)
    rows = [
        next(x for x in part.splitlines() if x.startswith("events ")).split() for part in (arabic, english)
    ]
    assert [row[1] for row in rows] == ["1.00", "0.00"]
    assert "not among the predictions: en" in english
    assert "events" in whole
