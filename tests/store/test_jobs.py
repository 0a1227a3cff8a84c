"""Documents that are sent to be read, in every store: nothing is lost, and one reader has a job at a time."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from dragoman.errors import JobError, TooMuchSent
from dragoman.model.job import Announced, FileState, Job, JobFile, JobLimits, JobState, Refused
from dragoman.store import open_store
from dragoman.store.base import Store
from dragoman.store.jobs import MOST_TRIES

NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
LIMITS = JobLimits(file_bytes=3_000_000, job_bytes=5_000_000, files=5, waiting_bytes=8_000_000)


def later(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def send(store: Store, job_id: str, name: str, data: bytes, limits: JobLimits = LIMITS) -> JobFile:
    return store.jobs.receive(
        job_id,
        name,
        io.BytesIO(data),
        suffix=".txt",
        size=len(data),
        checksum=hashlib.sha256(data).hexdigest(),
        limits=limits,
    )


def begin(store: Store, *files: tuple[str, int]) -> str:
    announced = [Announced(name=name, size=size) for name, size in files]
    return store.jobs.begin("Désirée", announced, at=NOW, limits=LIMITS)


def job(store: Store, job_id: str) -> Job:
    found = store.jobs.get(job_id)
    assert found is not None
    return found


def test_what_was_sent_comes_back_byte_for_byte_and_is_dropped_when_it_was_read(ledger_url: str) -> None:
    data = bytes(range(256)) * 10_000  # more than one part
    with open_store(ledger_url) as store:
        made = begin(store, ("بيان.txt", len(data)))
        assert job(store, made).state is JobState.SENDING
        sent = send(store, made, "بيان.txt", data)
        assert (sent.place, sent.state) == (1, FileState.WAITING)
        assert job(store, made).state is JobState.WAITING
    with open_store(ledger_url, create=False) as store:
        assert store.jobs.claim("r1", at=NOW, until=later(30)) == made
        file = store.jobs.take(made, "r1")
        assert file is not None
        assert (file.name, file.state, file.tries) == ("بيان.txt", FileState.READING, 1)
        assert store.jobs.content(made, file.place) == data
        refused = Refused(where="part ä", stage="read", reason="no text لا نص")
        done = replace(file, state=FileState.DONE, read=2, known=1, failed=1, failures=(refused,))
        done = replace(done, documents=("doc-1", "doc-2"))
        assert store.jobs.note(made, "r1", done)
        assert store.jobs.content(made, file.place) == b""
        assert store.jobs.files(made) == (done,)
        told = job(store, made)
        assert (told.state, told.read, told.known, told.failed) == (JobState.DONE, 2, 1, 1)
        assert (told.who, told.made_at, told.size) == ("Désirée", NOW, len(data))
        assert store.jobs.take(made, "r1") is None
        assert not store.jobs.waits(at=later(999))


def test_a_file_that_is_sent_again_is_the_one_that_is_there(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store, ("a.txt", 3), ("b.txt", 3), ("c.txt", 3))
        first = send(store, made, "b.txt", b"bbb")
        assert first.place == 2
        assert send(store, made, "b.txt", b"bbb") == first
        assert send(store, made, "other name.txt", b"bbb") == first, "the same bytes under another name"
        twin = send(store, made, "c.txt", b"bbb")
        assert (twin.place, twin.state) == (3, FileState.WAITING), "it was announced, and is waited for"
        assert send(store, made, "new.txt", b"nnn").place == 4
        assert [f.state for f in store.jobs.files(made)] == ["expected", "waiting", "waiting", "waiting"]
        assert [f.name for f in store.jobs.files(made, [FileState.EXPECTED])] == ["a.txt"]
        store.jobs.give_up(made)
        assert [f.name for f in store.jobs.files(made, limit=2, offset=1)] == ["c.txt", "new.txt"]


def test_more_than_the_limits_is_refused_and_leaves_nothing(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        with pytest.raises(TooMuchSent, match="files"):
            begin(store, *[(f"{n}.txt", 1) for n in range(6)])
        with pytest.raises(TooMuchSent, match="together"):
            begin(store, ("a.txt", 2_600_000), ("b.txt", 2_600_000))
        made = begin(store, ("a.txt", 1), ("b.txt", 1))
        with pytest.raises(TooMuchSent, match="one file"):
            send(store, made, "a.txt", bytes(3_000_001))
        send(store, made, "a.txt", b"\1" * 2_600_000)
        with pytest.raises(TooMuchSent, match="together"):
            send(store, made, "b.txt", b"\2" * 2_600_000)
        for n in range(3):
            send(store, made, f"{n}.txt", b"%d" % n)
        with pytest.raises(TooMuchSent, match="files"):
            send(store, made, "one more.txt", b"x")
        small = replace(LIMITS, waiting_bytes=2_600_010)
        with pytest.raises(TooMuchSent, match="in all"):
            send(store, begin(store), "a.txt", b"\3" * 100, small)
        assert [f.state for f in store.jobs.files(made)].count(FileState.EXPECTED) == 1
        assert store.jobs.count() == 2
        with pytest.raises(JobError, match="no such job"):
            send(store, "job-nowhere", "a.txt", b"x")


def test_a_file_that_is_not_taken_has_failed_with_its_reason(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store, ("huge.txt", 3_000_001), ("a.txt", 1), ("b.txt", 1))
        store.jobs.refuse(made, "b.txt", "more than was said", limits=LIMITS)
        store.jobs.refuse(made, "c.txt", "not wanted", limits=LIMITS)
        for n in range(9):
            store.jobs.refuse(made, f"{n}.txt", "no room", limits=LIMITS)
        files = store.jobs.files(made)
        assert [f.state for f in files[:4]] == ["failed", "expected", "failed", "failed"]
        assert [f.reason for f in files[2:4]] == ["more than was said", "not wanted"]
        assert "one file" in (files[0].reason or "")
        assert len(files) == LIMITS.files
        assert job(store, made).failed == LIMITS.files - 1


def test_an_empty_file_has_failed_when_it_arrives(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store)
        assert send(store, made, "a.txt", b"").state is FileState.FAILED
        assert job(store, made).state is JobState.DONE
        assert not store.jobs.waits(at=NOW)


def test_one_of_many_readers_gets_a_job(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = {begin(store, ("a.txt", 1)) for _ in range(3)}
        for one in made:
            send(store, one, "a.txt", b"x")
        with ThreadPoolExecutor(8) as pool:
            claimed = list(pool.map(lambda n: store.jobs.claim(f"r{n}", at=NOW, until=later(30)), range(8)))
        got = [one for one in claimed if one is not None]
        got += [one for n in range(9) if (one := store.jobs.claim(f"s{n}", at=NOW, until=later(30)))]
        assert sorted(got) == sorted(made), "each once"


def test_another_reader_goes_on_when_one_is_silent_for_too_long(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store)
        for name in ("a.txt", "b.txt"):
            send(store, made, name, name.encode())
        assert store.jobs.claim("r1", at=NOW, until=later(30)) == made
        first = store.jobs.take(made, "r1")
        assert first is not None
        assert store.jobs.claim("r2", at=later(29), until=later(59)) is None
        assert store.jobs.beat(made, "r1", until=later(60))
        assert not store.jobs.waits(at=later(31))
        assert store.jobs.waits(at=later(61))
        assert store.jobs.claim("r2", at=later(61), until=later(91)) == made
        assert not store.jobs.beat(made, "r1", until=later(99))
        assert not store.jobs.note(made, "r1", replace(first, state=FileState.DONE, read=7))
        assert store.jobs.take(made, "r1") is None
        again = store.jobs.take(made, "r2")
        assert again is not None
        assert (again.place, again.tries, again.read) == (first.place, 2, 0)


def test_a_file_over_which_readers_end_again_and_again_has_failed(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store)
        send(store, made, "a.txt", b"a")
        for n in range(MOST_TRIES):
            at = n * 100.0
            assert store.jobs.claim(f"r{n}", at=later(at), until=later(at + 30)) == made
            assert store.jobs.take(made, f"r{n}") is not None
        assert store.jobs.claim("last", at=later(999), until=later(1029)) == made
        assert store.jobs.take(made, "last") is None
        (file,) = store.jobs.files(made)
        assert file.state is FileState.FAILED
        assert file.reason
        assert store.jobs.content(made, 1) == b""


def test_a_reader_that_ended_over_a_file_counts_at_once(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store)
        send(store, made, "a.txt", b"a")
        for n in range(MOST_TRIES):
            assert store.jobs.claim(f"r{n}", at=NOW, until=later(30)) == made
            assert store.jobs.take(made, f"r{n}") is not None
            store.jobs.release(f"r{n}", tried=True)
        assert job(store, made).count(FileState.FAILED) == 1
        assert not store.jobs.waits(at=NOW)


def test_what_is_given_back_waits_as_if_it_had_not_been_tried(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store)
        send(store, made, "a.txt", b"a")
        for n in range(2 * MOST_TRIES):
            assert store.jobs.claim(f"r{n}", at=NOW, until=later(30)) == made
            assert store.jobs.take(made, f"r{n}") is not None
            store.jobs.release(f"r{n}")
        (file,) = store.jobs.files(made)
        assert (file.state, file.tries) == (FileState.WAITING, 0)


def test_a_cancelled_job_is_read_no_more_and_what_was_read_stays(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store, ("c.txt", 1))
        for name in ("a.txt", "b.txt"):
            send(store, made, name, name.encode())
        store.jobs.claim("r1", at=NOW, until=later(30))
        file = store.jobs.take(made, "r1")
        assert file is not None
        store.jobs.note(made, "r1", replace(file, state=FileState.DONE, read=1))
        assert store.jobs.take(made, "r1") is not None
        store.jobs.cancel(made, at=later(5))
        assert not store.jobs.beat(made, "r1", until=later(60))
        assert not store.jobs.note(made, "r1", replace(file, read=5))
        assert [f.state for f in store.jobs.files(made)] == ["cancelled", "done", "cancelled"]
        assert job(store, made).state is JobState.CANCELLED
        assert job(store, made).cancelled_at == later(5)
        assert store.jobs.content(made, 3) == b""
        assert not store.jobs.waits(at=later(999))
        with pytest.raises(JobError, match="cancelled"):
            send(store, made, "c.txt", b"c")


def test_a_finished_job_cannot_be_cancelled(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = begin(store)
        send(store, made, "a.txt", b"")
        store.jobs.cancel(made, at=NOW)
        assert job(store, made).state is JobState.DONE


def test_jobs_are_listed_newest_first_and_paged(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        made = [store.jobs.begin("a", [], at=later(n), limits=LIMITS) for n in range(5)]
        assert [one.id for one in store.jobs.all(limit=2, offset=1)] == [made[3], made[2]]
        assert store.jobs.count() == 5
        assert store.jobs.get("job-nowhere") is None


def test_no_answer_depends_on_what_was_sent(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        before = store.ledger()
        send(store, begin(store), "a.txt", b"a")
        assert store.ledger() == before
