"""A hostile file costs one process and becomes a failure that names it; the next file is read."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.read import Failure, Options
from dragoman.read.process import Job
from dragoman.run.isolated import Isolated, read_isolated
from tests.run.hostile import MEETING, Hostile, endless_pdf, page

ROOT = Path(__file__).parents[2]
LIMIT_S = 1.5
HASTE = Settings(readers=1, read_limit_s=LIMIT_S)
PATIENT = Settings(readers=1)


def harm(folder: Path, *what: str) -> list[str]:
    """Files that make their reader do this, with a good one after each."""
    paths = []
    for number, words in enumerate(what):
        for name, text in ((f"{number}-bad.odt", words), (f"{number}-good.odt", MEETING.format(number))):
            (folder / name).write_text(text, encoding="utf-8")
            paths.append(str(folder / name))
    return paths


def failures(items: Sequence[Document | Failure]) -> list[Failure]:
    return [item for item in items if isinstance(item, Failure)]


def origins(items: Sequence[Document | Failure]) -> list[str]:
    return [item.origin for item in items]


def nothing_left(seconds: float = 10) -> bool:
    """Whether the processes and threads of a reading end, be it soon."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        left = [thread for thread in threading.enumerate() if "ThreadPool" in thread.name]
        if not multiprocessing.active_children() and not left:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    yield
    assert nothing_left()


# --- harm ---


def test_a_reader_that_fails_in_any_way_costs_one_file(tmp_path: Path) -> None:
    harms = {
        "exit": "exit code 3",
        "leave": "exit code 0",
        "kill": "SIGKILL",
        "raise": "RuntimeError: a fault in the reader",
        "recur": "RecursionError",
    }
    paths = harm(tmp_path, *harms)
    found = list(read_isolated(paths, PATIENT, Hostile()))
    assert origins(found) == paths
    assert origins(failures(found)) == paths[::2]
    for failure, reason in zip(failures(found), harms.values(), strict=True):
        assert failure.stage == "read"
        assert reason in failure.reason


def test_a_reader_that_takes_too_long_is_stopped_and_the_next_file_is_read(tmp_path: Path) -> None:
    paths = harm(tmp_path, "hang", "spin")
    found = list(read_isolated(paths, Settings(readers=2, read_limit_s=LIMIT_S), Hostile()))
    assert origins(found) == paths
    assert {failure.reason for failure in failures(found)} == {"took longer than 1.5 s"}
    assert origins(failures(found)) == paths[::2]


def test_what_was_read_before_the_harm_is_kept(tmp_path: Path) -> None:
    paths = harm(tmp_path, "trickle")
    before, failure, after = read_isolated(paths, HASTE, Hostile())
    assert isinstance(before, Document)
    assert isinstance(failure, Failure)
    assert origins([before, failure, after]) == [paths[0], paths[0], paths[1]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded on Linux")
def test_a_reader_that_wants_all_memory_is_refused_it(tmp_path: Path) -> None:
    paths = harm(tmp_path, "memory")
    found = list(read_isolated(paths, Settings(readers=1, read_memory_mb=600), Hostile()))
    assert [failure.reason for failure in failures(found)] == ["needs more than 600 MB"]
    assert origins(found) == paths


def test_a_small_pdf_that_draws_without_end_is_given_up_in_its_time(tmp_path: Path) -> None:
    bomb, good = tmp_path / "bomb.pdf", tmp_path / "good.odt"
    bomb.write_bytes(endless_pdf())
    good.write_text(MEETING, encoding="utf-8")
    assert bomb.stat().st_size < 10_000
    began = time.monotonic()
    found = list(read_isolated([str(bomb), str(good)], HASTE, Hostile()))
    assert origins(failures(found)) == [str(bomb)]
    assert isinstance(found[-1], Document)
    assert time.monotonic() - began > LIMIT_S, "it was not this that took the time"


@pytest.mark.parametrize("name", ["bomb.txt", "bomb.json"])
def test_a_hostile_file_under_a_harmless_name_is_read_in_a_process_too(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(endless_pdf())
    settings = Settings(readers=1, read_limit_s=0.5)
    (found,) = read_isolated([str(tmp_path / name)], settings)
    assert isinstance(found, Failure)
    assert "took longer than" in found.reason


def test_hostile_bytes_on_standard_input_are_read_in_a_process_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(endless_pdf())))
    (found,) = read_isolated(["-"], Settings(readers=1, read_limit_s=0.5))
    assert isinstance(found, Failure)
    assert (found.origin, found.reason) == ("-", "took longer than 0.5 s")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded on Linux")
def test_a_long_text_is_bounded_in_memory_too(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes("Встреча ".encode() * 3_000_000)
    (found,) = read_isolated([str(big)], Settings(readers=1, read_memory_mb=130))
    assert isinstance(found, Failure)
    assert (found.origin, found.reason) == (str(big), "needs more than 130 MB")


def test_a_flood_is_not_read_ahead_of_whoever_takes_it(tmp_path: Path) -> None:
    count = tmp_path / "count"
    paths = harm(tmp_path, f"flood {count}")
    items = read_isolated(paths, PATIENT, Hostile())
    assert isinstance(next(items), Document)
    seen = -1
    while seen != int(count.read_text() or -1):  # until it stands still
        seen = int(count.read_text() or -1)
        time.sleep(0.5)
    items.close()
    assert seen < 1000


def test_files_that_are_not_there_or_not_files_are_failures(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.html").mkdir()
    paths = [str(tmp_path / name) for name in ("no.txt", "no.pdf", "pipe.txt", "folder.html")] + ["a\0b.txt"]
    found = list(read_isolated(paths, PATIENT))
    assert origins(found) == paths
    assert all(isinstance(item, Failure) and item.reason for item in found)


def test_a_name_that_is_no_utf_8_is_written_out_in_the_failure(tmp_path: Path) -> None:
    path = os.fsdecode(os.path.join(os.fsencode(tmp_path), b"caf\xe9.odt"))
    Path(path).write_text("exit", encoding="utf-8")
    (found,) = read_isolated([path], PATIENT, Hostile())
    assert isinstance(found, Failure)
    assert found.origin == str(tmp_path / "caf\\udce9.odt")
    found.origin.encode()


# --- order ---


@pytest.mark.parametrize("readers", [1, 2])
def test_documents_come_in_the_order_of_the_paths_however_many_read(tmp_path: Path, readers: int) -> None:
    paths = []
    for number in range(12):
        name = f"{number}.{('html', 'txt', 'odt')[number % 3]}"
        text = "exit" if number == 5 else page(number) if number % 3 == 0 else MEETING.format(number)
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(str(tmp_path / name))
    done: list[str] = []
    found = list(read_isolated(iter(paths), Settings(readers=readers), Hostile(), done.append))
    assert origins(found) == done == paths
    assert origins(failures(found)) == [paths[5]]


def test_a_path_is_done_after_the_last_of_it_was_taken(tmp_path: Path) -> None:
    lines = '{"text": "The ministers met."}\n{"text": "They met again."}\n'
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    done: list[str] = []
    items = read_isolated([str(tmp_path / "a.jsonl")], PATIENT, None, done.append)
    assert [next(items).origin[-2:], next(items).origin[-2:], done] == ["#1", "#2", []]
    assert list(items) == []
    assert done == [str(tmp_path / "a.jsonl")]


def test_paths_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MEETING, encoding="utf-8")
    taken = 0

    def paths() -> Iterator[str]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield str(tmp_path / "a.txt")

    items = read_isolated(paths(), Settings(readers=2))
    next(items)
    items.close()
    assert taken < 20


# --- nothing is left ---


@pytest.mark.parametrize("taken", [0, 2])
def test_a_consumer_that_stops_early_leaves_nothing_running(tmp_path: Path, taken: int) -> None:
    """However far the readers are: about to begin, begun, in the middle of a file that never ends."""
    good = tmp_path / "good.html"
    good.write_text(page(1), encoding="utf-8")
    (tmp_path / "hang.odt").write_text("hang", encoding="utf-8")
    paths = [str(good)] * 3 + [str(tmp_path / "hang.odt")] * 3
    items = read_isolated(paths, Settings(readers=2), Hostile())
    for _ in range(taken):
        next(items)
    items.close()
    assert nothing_left()


def test_a_consumer_that_fails_leaves_nothing_running(tmp_path: Path) -> None:
    paths = harm(tmp_path, "fine", "fine")

    def consume() -> None:
        for _ in read_isolated(paths, PATIENT, Hostile()):
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        consume()
    assert nothing_left()


@pytest.mark.parametrize("after_s", [0.0, 0.3])
def test_a_reader_stopped_at_any_moment_never_begins_again(tmp_path: Path, after_s: float) -> None:
    (tmp_path / "hang.odt").write_text("hang", encoding="utf-8")
    reader = Isolated(PATIENT, Hostile())
    job = Job(origin=str(tmp_path / "hang.odt"))
    found: list[Document | Failure] = []
    thread = threading.Thread(target=lambda: found.extend(reader.read(job)))
    thread.start()
    time.sleep(after_s)
    reader.stop()
    thread.join(20)
    assert not thread.is_alive()
    assert [type(item) for item in list(found)] == [Failure]
    assert [type(item) for item in reader.read(job)] == [Failure]
    reader.close()
    assert nothing_left()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_a_run_that_is_killed_leaves_no_reader_at_its_work_for_long(tmp_path: Path) -> None:
    """Nobody is there to stop the reader of an endless file: it stops itself."""
    (tmp_path / "hang.odt").write_text("spin", encoding="utf-8")
    program = f"""
import multiprocessing, threading, time
from dragoman.config import Settings
from dragoman.run.isolated import read_isolated
from tests.run.hostile import Hostile
def tell():
    while not (children := multiprocessing.active_children()):
        time.sleep(0.05)
    time.sleep(0.5)
    print(children[0].pid, flush=True)
threading.Thread(target=tell, daemon=True).start()
list(read_isolated([{str(tmp_path / "hang.odt")!r}], Settings(readers=1, read_limit_s=0.3), Hostile()))
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        pid = int(run.stdout.readline())
        run.kill()
    until = time.monotonic() + 15
    while Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text():
        assert time.monotonic() < until, "it goes on for ever"
        time.sleep(0.1)


# --- bytes and addresses ---


def test_bytes_are_read_as_their_file_would_be(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(7), encoding="utf-8")
    with Isolated(PATIENT, Options()) as reader:
        (from_bytes,) = reader.inner(page(7).encode(), "https://example.org/a", ".html")
        (from_file,) = reader.read(Job(origin=str(tmp_path / "a.html")))
        (unknown,) = reader.inner(b"\x89PNG\r\n", "https://example.org/b", ".xyz")
        (after,) = reader.inner(page(8).encode(), "https://example.org/c", ".html")
    assert isinstance(from_bytes, Document)
    assert isinstance(from_file, Document)
    assert from_bytes.text == from_file.text
    assert from_bytes.origin == "https://example.org/a"
    assert isinstance(unknown, Failure)
    assert isinstance(after, Document)


def test_hostile_bytes_are_named_by_where_they_came_from() -> None:
    with Isolated(Settings(read_limit_s=0.8), Hostile()) as reader:
        (hung,) = reader.inner(endless_pdf(), "https://example.org/a.pdf", ".pdf")
        (ended,) = reader.inner(b"exit", "https://example.org/b.odt", ".odt")
        (good,) = reader.inner(MEETING.encode(), "https://example.org/c", ".odt")
    assert (hung.origin, ended.origin) == ("https://example.org/a.pdf", "https://example.org/b.odt")
    assert isinstance(hung, Failure)
    assert isinstance(ended, Failure)
    assert isinstance(good, Document)


def test_a_large_file_goes_into_the_process_and_comes_out() -> None:
    words = "The ministers met in Nairobi. " * 100_000
    with Isolated(PATIENT, Options()) as reader:
        (found,) = reader.inner(words.encode(), "big.txt", ".txt")
    assert isinstance(found, Document)
    assert found.text.strip() == words.strip()


def test_a_reader_killed_from_outside_is_begun_anew(tmp_path: Path) -> None:
    paths = harm(tmp_path, "fine")
    with Isolated(PATIENT, Options()) as reader:
        (first,) = reader.read(Job(origin=paths[1]))
        (process,) = multiprocessing.active_children()
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(10)
        (second,) = reader.read(Job(origin=paths[1]))
    assert first == second


def test_addresses_are_fetched_here_and_refused_where_the_guard_refuses(tmp_path: Path) -> None:
    """The default guard keeps to public hosts: no request is even made, and files go on."""
    paths = ["http://127.0.0.1/a.html", *harm(tmp_path, "fine")]
    found = list(read_isolated(paths, PATIENT))
    assert origins(found) == paths
    assert isinstance(found[0], Failure)
    assert "loopback" in found[0].reason


def test_a_hostile_member_costs_itself_and_not_the_rest_of_its_archive(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.html", page(1))
        file.writestr("b.pdf", endless_pdf())
        file.writestr("c.html", page(3))
        inside = io.BytesIO()
        with zipfile.ZipFile(inside, "w") as inner:
            inner.writestr("d.pdf", endless_pdf())
            inner.writestr("e.html", page(5))
        file.writestr("f.zip", inside.getvalue())
    settings = Settings(readers=1, read_limit_s=3.0, read_memory_mb=1024)
    found = list(read_isolated([str(archive)], settings))
    told = [(item.origin.removeprefix(f"{archive}!"), isinstance(item, Failure)) for item in found]
    assert told == [
        ("a.html", False),
        ("b.pdf", True),
        ("c.html", False),
        ("f.zip!d.pdf", True),
        ("f.zip!e.html", False),
    ]
