"""The commands that bring documents into a ledger and say which are in it, as a shell sees them."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from dragoman.cli import main
from dragoman.cli import progress as progress_module
from dragoman.cli.progress import progress, rate_of
from dragoman.config import Settings
from dragoman.detect.tagger import Tagger
from dragoman.pipeline import Pipeline
from tests.cli.test_documents import CALL, DRAGOMAN, MEETING
from tests.read.web.misbehaving import Server, serving
from tests.run.hostile import page


@cache
def loaded(settings: Settings) -> Pipeline:
    return Pipeline(settings, Tagger.load())


def dragoman(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, where the model is loaded once; nobody is shown a traceback."""
    words = ["dragoman", *map(str, arguments)]
    output, errors, code = io.StringIO(), io.StringIO(), 0
    with (
        chdir(cwd),
        redirect_stdout(output),
        redirect_stderr(errors),
        patch.object(sys, "argv", words),
        patch("dragoman.run.local.Pipeline.load", loaded),
        patch("dragoman.run.watch.Pipeline.load", loaded),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    assert "Traceback" not in errors.getvalue(), errors.getvalue()
    return subprocess.CompletedProcess(words, code, output.getvalue(), errors.getvalue())


def rows(*arguments: str | Path, cwd: Path) -> list[dict[str, Any]]:
    done = dragoman(*arguments, "--format", "json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger: a table of two, a mail, and a file and an archive's member that fail."""
    folder = tmp_path_factory.mktemp("place")
    docs = folder / "docs"
    docs.mkdir()
    table = f'Body,Headline,Day\n"{MEETING.strip()}",Talks,2024-05-16\n"{CALL.strip()}",A call,2024-06-02\n'
    (docs / "table.csv").write_text(table, encoding="utf-8")
    head = "From: press@example.org\nTo: all@example.org\nSubject: News\nDate: Mon, 6 May 2024 10:00:00 +0000"
    (docs / "mail.eml").write_text(f"{head}\n\nMinister Samir Haddad was in Rabat.\n", encoding="utf-8")
    (docs / "empty.txt").write_text(" \n", encoding="utf-8")
    with zipfile.ZipFile(docs / "z.zip", "w") as archive:
        archive.writestr("in/empty.txt", " ")
    columns = "text=Body,title=Headline,published=Day"
    done = dragoman("read", "docs", "--columns", columns, "--workers", "1", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "3 read, 0 known, 2 failed" in done.stderr
    return folder


# --- read ---


def test_columns_say_what_a_table_holds(place: Path) -> None:
    found = {row["title"]: row for row in rows("documents", cwd=place)}
    assert set(found) == {"Talks", "A call", "News"}
    assert found["Talks"]["published"] == "2024-05-16"
    assert found["Talks"]["published_from"] == "column Day"
    assert found["Talks"]["origin"].startswith(str(Path("docs") / "table.csv") + "#")


def test_what_failed_is_named_once_each_at_the_end_and_by_failures(place: Path) -> None:
    again = dragoman("read", "docs", "--columns", "text=Body,title=Headline,published=Day", cwd=place)
    assert "0 read, 3 known, 2 failed" in again.stderr
    *named, _ = again.stderr.splitlines()
    assert [line.split(": ")[1] for line in named] == ["docs/empty.txt", "docs/z.zip!in/empty.txt"]
    kept = rows("failures", cwd=place)
    assert [row["origin"] for row in kept] == ["docs/empty.txt", "docs/z.zip!in/empty.txt"]
    assert all(set(row) == {"origin", "stage", "reason"} and row["stage"] == "read" for row in kept)
    table = dragoman("failures", cwd=place)
    assert table.returncode == 0
    assert all(row["origin"] in table.stdout and row["reason"] in table.stdout for row in kept)


def test_retry_reads_what_failed_until_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MEETING, encoding="utf-8")
    (tmp_path / "no. #1!.txt").write_text(" ", encoding="utf-8")
    dragoman("read", "a.txt", "no. #1!.txt", "nowhere.txt", cwd=tmp_path)
    once = dragoman("read", "--retry", cwd=tmp_path)
    assert once.returncode == 1
    assert "0 read, 0 known, 2 failed" in once.stderr
    (tmp_path / "no. #1!.txt").write_text(CALL, encoding="utf-8")
    (tmp_path / "nowhere.txt").write_text(CALL, encoding="utf-8")
    (tmp_path / "new.txt").write_text(MEETING, encoding="utf-8")
    twice = dragoman("read", "--retry", "new.txt", cwd=tmp_path)
    assert twice.returncode == 0, twice.stderr
    assert re.search(r"3 read, 0 known|2 read, 1 known|1 read, 2 known", twice.stderr)
    assert rows("failures", cwd=tmp_path) == []
    idle = dragoman("read", "--retry", cwd=tmp_path)
    assert idle.returncode == 0
    assert "0 read, 0 known, 0 failed" in idle.stderr


def test_of_very_many_failures_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    lines = "\n".join(['{"text": 1}'] * 1004)
    (tmp_path / "bad.jsonl").write_text(lines, encoding="utf-8")
    done = dragoman("read", "bad.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "and 984 more" in done.stderr
    assert "0 read, 0 known, 1004 failed" in done.stderr
    assert len(done.stderr.splitlines()) < 30


def test_an_address_on_this_machine_is_refused_and_it_is_said_why(tmp_path: Path) -> None:
    with serving() as server:
        server.page("/a", page("a"))
        done = dragoman("read", server.url("/a"), cwd=tmp_path)
        assert server.requests == []
    assert done.returncode == 1
    assert "127.0.0.1 is a loopback address" in done.stderr
    assert [row["origin"] for row in rows("failures", cwd=tmp_path)] == [server.url("/a")]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("after_s", [0.7, 2, 4])
def test_a_run_that_is_interrupted_ends_quietly_and_is_taken_up_again(tmp_path: Path, after_s: float) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(24):
        (docs / f"{number:02}.html").write_text(page(number), encoding="utf-8")
    command = [str(DRAGOMAN), "read", "docs", "--workers", "1"]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        time.sleep(after_s)  # wherever it is by then
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGINT)
        _, errors = run.communicate(timeout=60)
    assert "Traceback" not in errors
    done = dragoman("read", "docs", cwd=tmp_path)
    assert done.returncode == 0
    read, known = (int(n) for n in re.findall(r"(\d+) (?:read|known)\b", done.stderr))
    assert read + known == 24
    assert len(rows("documents", cwd=tmp_path)) == 24


# --- progress ---


def test_a_long_run_says_its_rate_and_what_is_left_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 1000.0
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: now)
    with progress("reading", 10_000) as step:
        step(1, 3)
        now += 40
        step(100, 200)
        now += 1
        step(101, 202)
        now += 40
        step(5_000, 9_000)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "reading: 100 of 10,000 files, 200 documents, 5.0/s, about 66 min left",
        "reading: 5,000 of 10,000 files, 9,000 documents, 111.1/s, about 81 s left",
    ]


def test_a_run_of_unknown_length_says_its_rate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: now)
    with progress("reading", None) as step:
        now += 31
        step(0, 62)
    assert capsys.readouterr().err == "reading: 0 files, 62 documents, 2.0/s\n"


def test_nothing_is_shown_where_nothing_is_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("reading", 3, shown=False) as step:
        step(1, 1)
    assert capsys.readouterr().err == ""
    assert rate_of(0, 0) == "0 documents"


# --- documents and sources ---


def test_documents_are_listed_with_where_their_date_was_found(place: Path) -> None:
    found = rows("documents", cwd=place)
    assert [row["published"] for row in found] == sorted(row["published"] for row in found)
    assert {row["origin"].split("#")[0] for row in found} == {"docs/table.csv", "docs/mail.eml"}
    assert all(row["version"] == 1 and len(row["copies"]) == 1 for row in found)
    table = dragoman("documents", cwd=place)
    assert table.returncode == 0
    assert all(word in table.stdout for word in ("2024-05-16", "Talks", "News"))


def test_sources_are_set_listed_and_unset(tmp_path: Path) -> None:
    line = {"text": MEETING, "url": "https://news.example.org/a", "source": "Example News"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    dragoman("read", "a.jsonl", cwd=tmp_path)
    (unnamed,) = rows("sources", cwd=tmp_path)
    assert (unnamed["key"], unnamed["documents"], unnamed["said_by"]) == ("news.example.org", 1, None)
    said = ("--kind", "press", "--name", "Example News", "--country", "KEN")
    done = dragoman("sources", "set", "example.org", *said, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    (row,) = rows("sources", cwd=tmp_path)
    assert row == {
        "key": "example.org",
        "name": "Example News",
        "country": "KEN",
        "kind": "press",
        "documents": 1,
        "said_by": "you",
    }
    (document,) = rows("documents", cwd=tmp_path)
    assert document["source"]["kind"] == "press"
    assert "Example News" in dragoman("sources", cwd=tmp_path).stdout
    assert dragoman("sources", "unset", "example.org", cwd=tmp_path).returncode == 0
    again = dragoman("sources", "unset", "example.org", cwd=tmp_path)
    assert again.returncode == 2
    assert "example.org" in again.stderr
    assert rows("sources", cwd=tmp_path) == [unnamed]


@pytest.mark.parametrize("key", ["https://www.example.org/news/", "WWW.Example.ORG", "example.org"])
def test_a_source_is_known_by_its_domain_however_it_is_written(key: str, tmp_path: Path) -> None:
    line = {"text": MEETING, "url": "https://news.example.org/a"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    dragoman("read", "a.jsonl", "--ledger", "l.db", cwd=tmp_path)
    done = dragoman("sources", "--ledger", "l.db", "set", key, "--kind", "press", cwd=tmp_path)
    assert done.returncode == 0
    (row,) = rows("sources", "--ledger", "l.db", cwd=tmp_path)
    assert (row["key"], row["documents"], row["said_by"]) == ("example.org", 1, "you")
    assert dragoman("sources", "unset", "example.org", "--ledger", "l.db", cwd=tmp_path).returncode == 0
    wrong = dragoman("sources", "set", "example.org", "--kind", "paper", "--ledger", "l.db", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "agency" in wrong.stderr


# --- watch ---

FEEDS = """
[fetch]
allow_private = ["127.0.0.1:{port}"]
delay = "0s"

[[feed]]
address = "http://127.0.0.1:{port}/feed"
name = "Ministry"
country = "TUN"
source_kind = "official"
"""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_watch_polls_once_and_says_what_was_new(server: Server, tmp_path: Path) -> None:
    items = "".join(f"<item><link>{server.url(path)}</link></item>" for path in ("/1", "/gone"))
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{items}</channel></rss>'
    server.page("/feed", feed, Content_Type="application/xml")
    server.page("/1", page(1))
    (tmp_path / "FEEDS.toml").write_text(FEEDS.format(port=server.port), encoding="utf-8")
    first = dragoman("watch", "FEEDS.toml", "--once", cwd=tmp_path)
    assert first.returncode == 1
    assert first.stdout == "Ministry: 1 new, 0 changed, 1 failed\n"
    assert f"dragoman: {server.url('/gone')}: read: " in first.stderr
    second = dragoman("watch", "FEEDS.toml", "--once", cwd=tmp_path)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    (document,) = rows("documents", cwd=tmp_path)
    assert document["source"] == {
        "name": "Ministry",
        "country": "TUN",
        "kind": "official",
        "url": server.url("/1"),
    }
    assert [row["origin"] for row in rows("failures", cwd=tmp_path)] == [server.url("/gone")]
    (source,) = rows("sources", cwd=tmp_path)
    assert (source["key"], source["said_by"]) == ("127.0.0.1", "you")


# --- misuse ---


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read"], "PATHS"),
        (["read", "--retry"], "no such ledger"),
        (["read", "a.txt", "--columns", "Body"], "--columns"),
        (["read", "a.txt", "--horizon", "12"], "--horizon"),
        (["failures"], "no such ledger"),
        (["documents", "--ledger", "nowhere.db"], "nowhere.db"),
        (["sources", "set", "example.org", "--kind", "blog"], "blog"),
        (["sources", "set", "example.org", "--kind", "press", "--country", "QQQ"], "--country"),
        (["sources", "unset", "example.org"], "no such ledger"),
        (["watch", "nowhere.toml", "--once"], "nowhere.toml"),
        (["watch", "bad.toml", "--once"], "bad.toml:2"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse_is_told_and_exits_with_two(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text(MEETING, encoding="utf-8")
    (tmp_path / "bad.toml").write_text("[[feed]]\naddress = 3\n", encoding="utf-8")
    done = dragoman(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert told in re.sub(r"\x1b\[[0-9;]*m", "", done.stderr)
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["failures", "documents", "sources"])
def test_a_listing_in_a_format_that_there_is_none_of_is_misuse(place: Path, command: str) -> None:
    done = dragoman(command, "--format", "xml", cwd=place)
    assert done.returncode == 2
    assert "xml" in done.stderr
