"""Files into a ledger: nothing twice, nothing lost, and what failed is kept until it is read."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.detect.tagger import Tagger
from dragoman.errors import StoreError
from dragoman.model.ledger import Ledger
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline
from dragoman.read import Failure, Options, find_paths
from dragoman.run.intake import Tally, failed_before, outer, read_into
from dragoman.store import open_store
from dragoman.store.base import Store
from tests.run.hostile import MEETING, Hostile, endless_pdf, page

ROOT = Path(__file__).parents[2]
ALONE = Settings(workers=1, readers=1)


def intake(store: Store, *paths: Path | str, options: Options | None = None) -> Tally:
    named = [str(path) for path in paths]
    return read_into(store, list(find_paths(named)), ALONE, options, named=named)


def retry(store: Store) -> Tally:
    return intake(store, *failed_before(store))


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.read, tally.known, len(tally.failures)


def texts(store: Store) -> list[str]:
    return sorted(document.text for document in store.ledger().documents.values())


def failed(store: Store) -> list[str]:
    return [failure.origin for failure in store.failures()]


def pack(archive: Path, members: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(archive, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    return archive


@pytest.fixture(autouse=True)
def _one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded once for all tests."""
    monkeypatch.setattr("dragoman.run.local.Pipeline.load", loaded)


@cache
def loaded(settings: Settings) -> Pipeline:
    return Pipeline(settings, Tagger.load())


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    with open_store(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with three documents, one of them empty, and an archive of two."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(MEETING.format("a"), encoding="utf-8")
    (folder / "b.html").write_text(page("b"), encoding="utf-8")
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")
    pack(folder / "z.zip", {"in/c.txt": MEETING.format("c"), "in/empty.txt": " "})
    return folder


# --- nothing twice, nothing lost ---


def test_every_document_is_read_once_and_known_ever_after(store: Store, docs: Path) -> None:
    assert counts(intake(store, docs)) == (3, 0, 2)
    kept = store.ledger()
    assert counts(intake(store, docs)) == (0, 3, 2)
    assert counts(intake(store, docs / "a.txt", docs, docs / "a.txt")) == (0, 5, 2)
    assert store.ledger() == kept
    assert texts(store) == [MEETING.format(name) for name in "abc"]


def test_a_tally_counts_files_and_documents_apart(store: Store, docs: Path) -> None:
    seen: list[tuple[int, int, int, int]] = []

    def told(tally: Tally) -> None:
        seen.append((tally.files, *counts(tally)))

    tally = read_into(store, list(find_paths([str(docs)])), ALONE, told=told)
    assert tally.files == 4
    assert seen[-1] == (4, 3, 0, 2)
    assert seen == sorted(seen), "it only grows"


def test_no_paths_are_no_fault(store: Store) -> None:
    assert counts(intake(store)) == (0, 0, 0)


def test_a_document_that_the_ledger_refuses_costs_itself_alone(docs: Path) -> None:
    """Whatever is wrong with it: the run goes on."""

    class Refusing:
        def __getattr__(self, name: str) -> object:
            return getattr(opened, name)

        def wanted(self, document: Document, producer: str) -> Document | None:
            if document.origin.endswith("b.html"):
                raise StoreError("refused")
            return opened.wanted(document, producer)

    with open_store(docs.parent / "ledger.db") as opened:
        tally = intake(Refusing(), docs)  # type: ignore[arg-type]
        assert counts(tally) == (2, 0, 3)
        (refused,) = [failure for failure in tally.failures if failure.stage == "store"]
        assert refused == Failure(origin=str(docs / "b.html"), stage="store", reason="refused")
        assert refused in opened.failures()


# --- failures ---


def test_failures_are_kept_with_their_stage_and_reason(store: Store, docs: Path) -> None:
    tally = intake(store, docs, docs / "nowhere.txt")
    names = [str(docs / "empty.txt"), str(docs / "nowhere.txt"), f"{docs / 'z.zip'}!in/empty.txt"]
    assert failed(store) == names
    assert {failure.origin for failure in tally.failures} == set(names)
    assert all(failure.stage == "read" and failure.reason for failure in store.failures())


def test_a_failure_stays_until_its_file_reads_well(store: Store, docs: Path) -> None:
    intake(store, docs)
    before = store.failures()
    intake(store, docs)
    assert store.failures() == before
    (docs / "empty.txt").write_text(MEETING.format("at last"), encoding="utf-8")
    assert store.failures() == before, "nobody looked"
    assert counts(intake(store, docs / "empty.txt")) == (1, 0, 0)
    assert failed(store) == [f"{docs / 'z.zip'}!in/empty.txt"]


def test_a_failure_is_not_struck_off_by_another_file(store: Store, docs: Path) -> None:
    intake(store, docs)
    before = store.failures()
    intake(store, docs / "a.txt")
    assert store.failures() == before


def test_the_latest_reason_stays(store: Store, docs: Path) -> None:
    intake(store, docs)
    (docs / "empty.txt").unlink()
    assert counts(intake(store, docs / "empty.txt")) == (0, 0, 1)
    reasons = {failure.origin: failure.reason for failure in store.failures()}
    assert "no such file" in reasons[str(docs / "empty.txt")]


def test_a_member_is_struck_off_when_its_archive_reads_well(store: Store, docs: Path) -> None:
    intake(store, docs)
    pack(docs / "z.zip", {"in/c.txt": MEETING.format("c"), "in/empty.txt": MEETING.format("d")})
    assert counts(intake(store, docs / "z.zip")) == (1, 1, 0)
    assert failed(store) == [str(docs / "empty.txt")]


def test_a_member_that_is_gone_from_its_archive_is_struck_off(store: Store, docs: Path) -> None:
    intake(store, docs)
    pack(docs / "z.zip", {"in/c.txt": MEETING.format("c")})
    assert counts(intake(store, docs / "z.zip")) == (0, 1, 0)
    assert failed(store) == [str(docs / "empty.txt")]


def test_a_changed_archive_brings_what_is_new_and_keeps_what_was(store: Store, docs: Path) -> None:
    intake(store, docs / "z.zip")
    pack(docs / "z.zip", {"in/c.txt": MEETING.format("c, corrected"), "in/e.txt": MEETING.format("e")})
    assert counts(intake(store, docs / "z.zip")) == (2, 0, 0)
    assert texts(store) == [MEETING.format(name) for name in ("c, corrected", "c", "e")]


def test_a_line_that_is_no_document_stays_a_failure_of_its_file(store: Store, tmp_path: Path) -> None:
    lines = tmp_path / "list.jsonl"
    lines.write_text('{"text": "The ministers met."}\n{"text": 3}\n', encoding="utf-8")
    assert counts(intake(store, lines)) == (1, 0, 1)
    assert counts(intake(store, lines)) == (0, 1, 1)
    lines.write_text('{"text": "The ministers met."}\n', encoding="utf-8")
    assert counts(intake(store, lines)) == (0, 1, 0)
    assert failed(store) == []


def test_hostile_files_cost_nobody_else_anything(store: Store, docs: Path) -> None:
    (docs / "b.odt").write_text("exit", encoding="utf-8")
    (docs / "bomb.pdf").write_bytes(endless_pdf())
    (docs / "c.odt").write_text("kill", encoding="utf-8")
    settings = Settings(workers=1, readers=1, read_limit_s=1.5)
    tally = read_into(store, list(find_paths([str(docs)])), settings, Hostile())
    assert counts(tally) == (3, 0, 5)
    reasons = {Path(failure.origin).name: failure.reason for failure in store.failures()}
    assert "exit code 3" in reasons["b.odt"]
    assert "took longer than 1.5 s" in reasons["bomb.pdf"]
    assert "SIGKILL" in reasons["c.odt"]


# --- retry ---


def test_retry_reads_what_failed_and_nothing_else(store: Store, docs: Path) -> None:
    intake(store, docs, docs / "nowhere.txt")
    for name in ("empty.txt", "nowhere.txt"):
        (docs / name).write_text(MEETING.format(name), encoding="utf-8")
    (docs / "a.txt").write_text(MEETING.format("another"), encoding="utf-8")
    tally = retry(store)
    assert counts(tally) == (2, 1, 1)
    assert tally.files == 3
    assert failed(store) == [f"{docs / 'z.zip'}!in/empty.txt"]
    assert MEETING.format("another") not in texts(store)


def test_what_fails_again_is_kept_under_the_same_name(store: Store, docs: Path) -> None:
    intake(store, docs)
    (docs / "z.zip").unlink()
    before = failed(store)
    assert len(retry(store).failures) == 2
    assert failed(store) == before


@pytest.mark.parametrize("name", ["C#.txt", "ab!.txt", "a!b.html!c#1.txt", "#1.txt", "x!/y.txt"])
def test_marks_in_the_names_of_files_are_no_archives(store: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(" ", encoding="utf-8")
    bystander = tmp_path / "C"
    bystander.write_text(MEETING, encoding="utf-8")
    intake(store, path)
    intake(store, bystander)
    assert failed(store)[-1] == str(path)
    path.write_text(MEETING.format(1), encoding="utf-8")
    assert counts(retry(store))[0] == 1
    assert str(path) not in failed(store)


def test_members_of_an_archive_whose_name_has_marks_are_found_again(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "Press! #1"
    folder.mkdir()
    archive = pack(folder / "no. #5!.zip", {"a!#1/b!.txt": " "})
    intake(store, folder)
    assert [outer(origin) for origin in failed(store)] == [str(archive)]
    pack(archive, {"a!#1/b!.txt": MEETING})
    assert counts(retry(store)) == (1, 0, 0)
    assert failed(store) == []


def test_a_folder_that_was_not_there_is_looked_through_when_it_is(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    intake(store, folder)
    assert failed(store) == [str(folder)]
    folder.mkdir()
    (folder / "a.txt").write_text(MEETING, encoding="utf-8")
    assert counts(retry(store)) == (1, 0, 0)
    assert failed(store) == []


def test_a_file_whose_name_is_no_utf_8_is_found_again(store: Store, tmp_path: Path) -> None:
    path = os.fsdecode(os.path.join(os.fsencode(tmp_path), b"vide\xe9.txt"))
    Path(path).write_text(" ", encoding="utf-8")
    intake(store, path)
    (name,) = failed(store)
    assert name.endswith("vide\\udce9.txt")
    Path(path).write_text(MEETING, encoding="utf-8")
    assert counts(retry(store)) == (1, 0, 0)
    assert failed(store) == []


def test_standard_input_is_not_waited_for_when_it_failed_before(store: Store, docs: Path) -> None:
    for origin in ("-", "-#3", "-!part.txt"):
        store.add_failure(Failure(origin=origin, stage="read", reason="the document has no text"))
    intake(store, docs / "empty.txt")
    assert failed_before(store) == [str(docs / "empty.txt")]


@pytest.mark.parametrize(
    ("origin", "file"),
    [
        ("https://example.org/list.jsonl#3", "https://example.org/list.jsonl"),
        ("https://example.org/a.zip!b/c.txt#1", "https://example.org/a.zip"),
        ("https://example.org/a", "https://example.org/a"),
        ("gone.zip!a.txt", "gone.zip!a.txt"),
        ("-#3", "-"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_the_file_of_an_origin(origin: str, file: str) -> None:
    assert outer(origin) == file


# --- killed and taken up again ---

READER = """
import sys
from dragoman.config import Settings
from dragoman.read import find_paths
from dragoman.run.intake import read_into
from dragoman.store import open_store
def told(tally):
    print(tally.read + tally.known, flush=True)
if __name__ == "__main__":
    settings = Settings(workers=1, readers=1, batch=2)
    with open_store(sys.argv[1]) as store:
        read_into(store, list(find_paths(sys.argv[2:])), settings, told=told)
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for number in range(16):
        name, text = f"{number:02}", MEETING.format(number)
        if number % 4 == 0:
            (folder / f"{name}.html").write_text(page(number), encoding="utf-8")
        elif number % 4 == 1:
            pack(folder / f"{name}.zip", {"a.txt": text, "b.txt": text + " Again.", "empty.txt": ""})
        else:
            (folder / f"{name}.txt").write_text(text if number % 5 else " ", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = tmp_path_factory.mktemp("undisturbed") / "ledger.db"
    with open_store(ledger) as store:
        assert intake(store, many).files == 16
    return ledger


def whole(ledger: Path) -> tuple[Ledger, str, list[Failure]]:
    with open_store(ledger, create=False) as store:
        book = store.ledger()
        return book, repr(book), list(store.failures())


@pytest.mark.parametrize("seed", [1])
def test_a_run_killed_in_the_middle_and_taken_up_again_gives_the_ledger_of_one_that_was_not(
    many: Path, undisturbed: Path, tmp_path: Path, seed: int
) -> None:
    ledger = tmp_path / "ledger.db"
    chance = random.Random(seed)
    script = tmp_path / "reader.py"
    script.write_text(READER, encoding="utf-8")
    command = [sys.executable, str(script), str(ledger), str(many)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        stop = chance.randint(2, 10)
        while int(run.stdout.readline()) < stop:
            pass
        time.sleep(chance.uniform(0, 0.05))
        run.kill()
    assert run.returncode == -9
    with open_store(ledger, create=False) as store:
        kept = len(store.ledger().documents)  # every quote is checked
        assert kept >= stop
        tally = intake(store, many)
        assert tally.known == kept, "what was kept is not read again"
        assert tally.files == 16
    assert whole(ledger) == whole(undisturbed)


def test_the_order_of_reading_and_the_number_of_readers_change_nothing(
    many: Path, undisturbed: Path, tmp_path: Path
) -> None:
    files = sorted((str(path) for path in many.iterdir()), reverse=True)
    ledger = tmp_path / "ledger.db"
    with open_store(ledger) as store:
        read_into(store, files, Settings(workers=2, readers=2, batch=4))
    assert whole(ledger) == whole(undisturbed)
