"""What is sent is read into the ledger: what fails is named, and a break loses nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.model.job import FileState, Job, JobFile, JobLimits, JobState
from dragoman.pipeline import Pipeline
from dragoman.run.uploads import Uploads, UploadSettings
from dragoman.store import open_store
from dragoman.store.base import Store

LIMITS = JobLimits(file_bytes=60_000_000, job_bytes=80_000_000, files=50, waiting_bytes=80_000_000)
TEXT = "2024-03-04\n\nOn 3 March 2024 the foreign minister of Egypt met the ambassador of Brazil in Cairo."
OTHER = "2024-05-06\n\nThe foreign minister of Peru met the ambassador of Kenya in Lima on 5 May 2024."


@pytest.fixture
def store(ledger_url: str) -> Iterator[Store]:
    with open_store(ledger_url) as made:
        yield made


@pytest.fixture
def told(ledger_url: str) -> UploadSettings:
    return UploadSettings(
        ledger=ledger_url,
        holder="r1",
        settings=Settings(workers=1, readers=1, read_limit_s=20),
        idle_s=0.0,
    )


def begin(store: Store) -> str:
    return store.jobs.begin("Désirée", [], at=dt.datetime.now(dt.UTC), limits=LIMITS)


def send(store: Store, job_id: str, name: str, data: bytes | str) -> None:
    data = data.encode() if isinstance(data, str) else data
    checksum = hashlib.sha256(data).hexdigest()
    suffix = Path(name).suffix
    store.jobs.receive(
        job_id, name, io.BytesIO(data), suffix=suffix, size=len(data), checksum=checksum, limits=LIMITS
    )


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def work_off(store: Store, told: UploadSettings) -> None:
    with Uploads(store, told) as uploads:
        uploads.work_off()


def job(store: Store, job_id: str) -> Job:
    found = store.jobs.get(job_id)
    assert found is not None
    return found


def only(store: Store, job_id: str) -> JobFile:
    (file,) = store.jobs.files(job_id)
    return file


def test_what_is_sent_is_in_the_ledger_as_if_it_had_been_read_from_a_file(
    store: Store, told: UploadSettings
) -> None:
    made = begin(store)
    send(store, made, "cairo.txt", TEXT)
    send(store, made, "both.zip", zipped(a_txt=TEXT, b_txt=OTHER, c_json="{}"))
    work_off(store, told)
    first, second = store.jobs.files(made)
    assert (first.state, first.read, first.known, first.failed) == (FileState.DONE, 1, 0, 0)
    assert (second.state, second.read, second.known, second.failed) == (FileState.DONE, 1, 1, 1)
    (refused,) = second.failures
    assert refused.where == "c.json"
    assert "no field 'text'" in refused.reason
    ledger = store.ledger()
    assert set(first.documents) | set(second.documents) == set(ledger.documents)
    assert {e.kind.value for e in ledger.engagements} == {"meeting"}
    names = {copy.name for copies in ledger.copies.values() for copy in copies}
    assert names == {"cairo.txt", "both.zip!a.txt", "both.zip!b.txt"}
    assert job(store, made).state is JobState.DONE
    assert not store.failures(), "what fails in a job is told by the job"


def test_the_same_file_sent_in_another_job_changes_nothing(store: Store, told: UploadSettings) -> None:
    for _ in range(2):
        made = begin(store)
        send(store, made, "cairo.txt", TEXT)
        work_off(store, told)
    file = only(store, made)
    assert (file.read, file.known) == (0, 1)
    (document,) = file.documents
    assert len(store.copies(document)) == 1


def test_what_cannot_be_read_has_failed_with_its_reason(store: Store, told: UploadSettings) -> None:
    cases = (
        ("passwd", b"\x00\x01\x02", "unknown format"),
        ("broken.pdf", b"%PDF-1.4 nothing more", "PDF"),
        ("program.exe", b"MZ\x90\x00" + bytes(200), "unknown format"),
        ("blank.txt", b"  \n ", "empty"),
        ("bad.json", b"{", "not JSON"),
        ("empty.zip", zipped(), "nothing"),
        ("huge.txt", b"word " * 10_100_000, "larger than 50 MB"),
        ("cut.zip", zipped(a_txt=TEXT)[:40], "cut off"),
        ("good.txt", TEXT.encode(), ""),
    )
    made = begin(store)
    for name, data, _ in cases:
        send(store, made, name, data)
    work_off(store, told)
    files = store.jobs.files(made)
    assert [file.state for file in files] == ["failed"] * (len(cases) - 1) + ["done"]
    for file, (_, _, why) in zip(files, cases, strict=True):
        assert why.casefold() in (file.reason or "").casefold()
        assert store.jobs.content(made, file.place) == b""
    assert job(store, made).failed >= len(cases) - 1


def test_an_archive_gives_no_more_than_may_be_unpacked(store: Store, told: UploadSettings) -> None:
    made = begin(store)
    texts = {f"n{n}_txt": f"{TEXT} {n}. " + "More. " * 500 for n in range(9)}
    send(store, made, "bomb.zip", zipped(**texts))
    work_off(store, replace(told, unpacked_bytes=10_000))
    file = only(store, made)
    assert file.state is FileState.DONE
    assert file.read == 3
    assert "10,000 bytes" in file.failures[-1].reason


def test_an_archive_gives_no_more_documents_than_may_be(store: Store, told: UploadSettings) -> None:
    made = begin(store)
    lines = "\n".join(f'{{"text": "{OTHER.splitlines()[-1]} {n}"}}' for n in range(9))
    send(store, made, "many.jsonl", lines)
    send(store, made, "after.txt", TEXT)
    work_off(store, replace(told, documents=4))
    first, second = store.jobs.files(made)
    assert (first.read, first.failed, second.read) == (4, 1, 1)
    assert "more than 4 documents" in first.failures[0].reason


def test_a_cancelled_job_is_left_at_once(
    store: Store, told: UploadSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, after = begin(store), begin(store)
    send(store, made, "many.jsonl", "\n".join(f'{{"text": "{OTHER[12:]} {n}"}}' for n in range(50)))
    send(store, made, "next.txt", OTHER)
    read, count = Pipeline.read, 0

    def reading(self: Pipeline, documents: object) -> object:
        nonlocal count
        count += 1
        if count == 3:
            store.jobs.cancel(made, at=dt.datetime.now(dt.UTC))
            send(store, after, "after.txt", TEXT)
        return read(self, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "read", reading)
    work_off(store, replace(told, beat_s=0.01))
    assert job(store, made).state is JobState.CANCELLED
    assert [f.state for f in store.jobs.files(made)] == ["cancelled", "cancelled"]
    assert 3 <= count < 40
    assert job(store, after).state is JobState.DONE


def test_a_reader_that_is_stopped_gives_its_job_back_and_the_next_goes_on(
    store: Store, told: UploadSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begin(store)
    for n in range(3):
        send(store, made, f"{n}.txt", f"{TEXT} {n}")
    read, count = Pipeline.read, 0

    def reading(self: Pipeline, documents: object) -> object:
        nonlocal count
        count += 1
        if count == 2:
            raise KeyboardInterrupt
        return read(self, documents)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Pipeline, "read", reading)
        with pytest.raises(KeyboardInterrupt):
            work_off(store, told)
    assert [f.state for f in store.jobs.files(made)] == ["done", "waiting", "waiting"]
    assert store.jobs.waits(at=dt.datetime.now(dt.UTC)), "at once, and not when its time has run out"
    work_off(store, replace(told, holder="r2"))
    assert [f.state for f in store.jobs.files(made)] == ["done"] * 3
    assert len(store.ledger().documents) == 3


@pytest.mark.usefixtures("store")
def test_the_process_ends_in_peace_while_its_input_is_still_open(told: UploadSettings) -> None:
    """Python aborts where a thread waits in the buffer of standard input when all is over."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from dragoman.run.uploads import main; main()"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    with process:
        process.stdin.write(pickle.dumps(replace(told, idle_s=0.1)))
        process.stdin.flush()
        said = process.stderr.read()
        assert (process.wait(60), said) == (0, b"")
