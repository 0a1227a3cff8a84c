"""Uploads that are read."""

from __future__ import annotations

from dragoman.model.job import FileState, JobState
from dragoman.web.api.schemas.shared import Id, Moment, Shape


class FilesByState(Shape):
    """How many files are in each state."""

    expected: int
    waiting: int
    reading: int
    done: int
    failed: int
    cancelled: int


class Job(Shape):
    """Files that somebody sent together, and how far they are."""

    id: Id
    who: str
    made_at: Moment
    state: JobState
    bytes: int
    files: FilesByState
    finished: int
    total: int
    read: int
    known: int
    failed: int
    cancelled_at: Moment | None


class RefusedPart(Shape):
    where: str
    stage: str
    reason: str


class JobFile(Shape):
    place: int
    name: str
    bytes: int
    checksum: str | None
    state: FileState
    reason: str | None
    read: int
    known: int
    failed: int
    documents: list[Id]
    failures: list[RefusedPart]
