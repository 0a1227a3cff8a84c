"""Documents that were sent to be read: a job, its files, and how far each of them is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import InvalidRecord
from dragoman.model.judgement import utc


class FileState(StrEnum):
    """How far a file is. ``FAILED``: nothing was had of it; one that is ``DONE`` can have failures in it."""

    EXPECTED = "expected"  # announced, and not here
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """How far a job is. ``SENDING``: what came is read, and the rest of it has not come."""

    SENDING = "sending"
    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something in a file that could not be read: where in it, at which stage, and why."""

    where: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFile:
    """One file of a job. ``name`` is what its sender calls it, a label and never a path; ``suffix`` tells its
    format, and ``checksum`` is the SHA-256 of its bytes, None until they are here.

    ``read`` and ``known`` count documents, ``failed`` what failed, itself or in it; of both only the first
    are listed, in ``documents`` (ids) and ``failures``.
    """

    place: int
    name: str
    suffix: str
    size: int
    state: FileState
    checksum: str | None = None
    reason: str | None = None
    tries: int = 0
    read: int = 0
    known: int = 0
    failed: int = 0
    documents: tuple[str, ...] = ()
    failures: tuple[Refused, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it will change yet."""
        return self.state in (FileState.EXPECTED, FileState.WAITING, FileState.READING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Files that somebody sent together. ``files`` counts them by state, ``read``, ``known`` and ``failed``
    documents, ``size`` bytes that were sent. ``held_until`` is until when a reader has it for itself."""

    id: str
    who: str
    made_at: dt.datetime
    files: Mapping[FileState, int]
    size: int = 0
    read: int = 0
    known: int = 0
    failed: int = 0
    cancelled_at: dt.datetime | None = None
    held_until: dt.datetime | None = None

    def __post_init__(self) -> None:
        for field in ("made_at", "cancelled_at", "held_until"):
            moment = getattr(self, field)
            if moment is not None:
                object.__setattr__(self, field, utc(moment))

    def count(self, *states: FileState) -> int:
        """How many files are in one of these states; all where none is named."""
        return sum(n for state, n in self.files.items() if not states or state in states)

    @property
    def finished(self) -> int:
        """How many files will not change any more."""
        return self.count(FileState.DONE, FileState.FAILED, FileState.CANCELLED)

    @property
    def state(self) -> JobState:
        if self.cancelled_at is not None:
            return JobState.CANCELLED
        if self.count(FileState.READING):
            return JobState.READING
        if self.count(FileState.WAITING):
            return JobState.WAITING
        return JobState.SENDING if self.count(FileState.EXPECTED) else JobState.DONE

    @property
    def is_open(self) -> bool:
        """Whether it will change yet, or can."""
        return self.state not in (JobState.DONE, JobState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A file that is to be sent: its label and how many bytes it has."""

    name: str
    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise InvalidRecord(f"{self.name}: a size is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLimits:
    """What may be sent: bytes of one file and of one job, files of one job, and bytes that wait in all."""

    file_bytes: int
    job_bytes: int
    files: int
    waiting_bytes: int
