"""Documents that were sent to be read, in a database: their bytes until they are read, and how far they are.

Bytes are kept in parts, and dropped in the transaction that says what came of them. One reader at a time has
a job: it takes it for a while and says again and again that it is there; when it is not, another goes on.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import JobError, StoreError, TooMuchSent, UnknownJob
from dragoman.model.job import Announced, FileState, Job, JobFile, JobLimits, Refused
from dragoman.model.judgement import utc
from dragoman.store import schema
from dragoman.store.connect import shown

MOST_TRIES = 3
"""Readers that may end, one after the other, over one file; it has then failed."""
_PART = 1 << 20  # bytes of a file in one row
_NAMED = 500  # documents, and failures, that are listed of one file
_jobs, _files, _parts = schema.job, schema.job_file, schema.job_part
_LEFT = (FileState.WAITING.value, FileState.READING.value)
_OPEN = (FileState.EXPECTED.value, *_LEFT)


class SqlJobs:
    """See ``Jobs`` for what it promises."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self._reader = reader
        self._writer = writer

    # --- for those who send -----------------------------------------------------------------------------

    def begin(self, who: str, announced: Sequence[Announced], *, at: dt.datetime, limits: JobLimits) -> str:
        too_large = [file.size > limits.file_bytes for file in announced]
        sizes = [file.size for file, large in zip(announced, too_large, strict=True) if not large]
        _check_sum(len(announced), sum(sizes), limits)
        made = f"job-{secrets.token_hex(10)}"
        rows = []
        for place, (file, large) in enumerate(zip(announced, too_large, strict=True), start=1):
            state = FileState.FAILED if large else FileState.EXPECTED
            row = _row(made, place, file.name, "", 0 if large else file.size, state)
            rows.append({**row, "reason": _too_large(limits) if large else None, "failed": int(large)})
        with self._write() as connection:
            connection.execute(insert(_jobs).values(id=made, who=who, made_at=utc(at)))
            if rows:
                connection.execute(insert(_files), rows)
        return made

    def receive(
        self,
        job_id: str,
        name: str,
        content: BinaryIO,
        *,
        suffix: str,
        size: int,
        checksum: str,
        limits: JobLimits,
    ) -> JobFile:
        _check_size(name, size, limits)
        with self._write() as connection:
            job = _locked(connection, job_id)
            if job.cancelled_at is not None:
                raise JobError("this job was cancelled; begin another")
            place, here = _place(connection, job_id, name, checksum)
            if here is not None:
                return here
            _check_room(connection, job_id, place, size, limits)
            state = FileState.WAITING if size else FileState.FAILED
            row = _row(job_id, place, name, suffix, size, state, checksum)
            row |= {} if size else {"reason": "the file is empty", "failed": 1}
            connection.execute(delete(_files).where(_files.c.job_id == job_id, _files.c.place == place))
            connection.execute(insert(_files).values(**row))
            for number, part in enumerate(iter(lambda: content.read(_PART), b"")):
                values = {"job_id": job_id, "place": place, "part": number, "data": part}
                connection.execute(insert(_parts).values(**values))
            return _one(connection, job_id, place)

    def refuse(self, job_id: str, name: str, reason: str, *, limits: JobLimits) -> None:
        with self._write() as connection:
            _locked(connection, job_id)
            rows = connection.execute(select(_files).where(_files.c.job_id == job_id)).all()
            mine = (row.place for row in rows if row.name == name and row.state == FileState.EXPECTED.value)
            place = next(mine, None)
            if place is not None:
                here = (_files.c.job_id == job_id, _files.c.place == place)
                gone = {"state": FileState.FAILED.value, "reason": reason, "failed": 1, "size": 0}
                connection.execute(update(_files).where(*here).values(**gone))
            elif len(rows) < limits.files:
                place = max((row.place for row in rows), default=0) + 1
                row = _row(job_id, place, name, "", 0, FileState.FAILED)
                connection.execute(insert(_files).values(**row | {"reason": reason, "failed": 1}))

    def give_up(self, job_id: str) -> None:
        with self._write() as connection:
            _locked(connection, job_id)
            expected = _files.c.state == FileState.EXPECTED.value
            connection.execute(delete(_files).where(_files.c.job_id == job_id, expected))

    def cancel(self, job_id: str, *, at: dt.datetime) -> None:
        with self._write() as connection:
            job = _locked(connection, job_id)
            left = select(_files.c.place).where(_files.c.job_id == job_id, _files.c.state.in_(_OPEN))
            if job.cancelled_at is not None or connection.execute(left.limit(1)).first() is None:
                return
            connection.execute(
                update(_jobs).where(_jobs.c.id == job_id).values(cancelled_at=utc(at), holder=None)
            )
            change = update(_files).where(_files.c.job_id == job_id, _files.c.state.in_(_OPEN))
            connection.execute(change.values(state=FileState.CANCELLED.value))
            connection.execute(delete(_parts).where(_parts.c.job_id == job_id))

    # --- for those who look on --------------------------------------------------------------------------

    def get(self, job_id: str) -> Job | None:
        with self._read() as connection:
            return next(_loaded(connection, [job_id]), None)

    def all(self, *, limit: int = 50, offset: int = 0) -> tuple[Job, ...]:
        query = select(_jobs.c.id).order_by(_jobs.c.made_at.desc(), _jobs.c.id).limit(limit).offset(offset)
        with self._read() as connection:
            return tuple(_loaded(connection, [row.id for row in connection.execute(query)]))

    def count(self) -> int:
        with self._read() as connection:
            return int(connection.execute(select(func.count()).select_from(_jobs)).scalar_one())

    def files(
        self,
        job_id: str,
        states: Collection[FileState] = (),
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[JobFile, ...]:
        query = select(_files).where(_files.c.job_id == job_id).order_by(_files.c.place)
        if states:
            query = query.where(_files.c.state.in_([state.value for state in states]))
        with self._read() as connection:
            rows = connection.execute(query.limit(limit).offset(offset) if limit is not None else query)
            return tuple(_file(row) for row in rows)

    # --- for those who read -----------------------------------------------------------------------------

    def waits(self, *, at: dt.datetime) -> bool:
        with self._read() as connection:
            return connection.execute(select(_jobs.c.id).where(_free(at)).limit(1)).first() is not None

    def claim(self, holder: str, *, at: dt.datetime, until: dt.datetime) -> str | None:
        oldest = select(_jobs.c.id).where(_free(at)).order_by(_jobs.c.made_at, _jobs.c.id).limit(1)
        with self._write() as connection:
            found = connection.execute(oldest.with_for_update(skip_locked=True)).scalar_one_or_none()
            if found is None:
                return None
            take = update(_jobs).where(_jobs.c.id == found)
            connection.execute(take.values(holder=holder, held_until=utc(until)))
            _take_back(connection, found)
            return str(found)

    def beat(self, job_id: str, holder: str, *, until: dt.datetime) -> bool:
        with self._write() as connection:
            stay = update(_jobs).where(_jobs.c.id == job_id, _jobs.c.holder == holder)
            return connection.execute(stay.values(held_until=utc(until))).rowcount == 1

    def release(self, holder: str, *, tried: bool = False) -> None:
        with self._write() as connection:
            held = select(_jobs.c.id).where(_jobs.c.holder == holder).with_for_update()
            for (job_id,) in connection.execute(held).all():
                if tried:
                    _take_back(connection, job_id)
                else:
                    mine = (_files.c.job_id == job_id, _files.c.state == FileState.READING.value)
                    back = {"state": FileState.WAITING.value, "tries": _files.c.tries - 1}
                    connection.execute(update(_files).where(*mine).values(**back))
                free = update(_jobs).where(_jobs.c.id == job_id)
                connection.execute(free.values(holder=None, held_until=None))

    def take(self, job_id: str, holder: str) -> JobFile | None:
        with self._write() as connection:
            if not _holds(connection, job_id, holder):
                return None
            waiting = (_files.c.job_id == job_id, _files.c.state == FileState.WAITING.value)
            query = select(_files.c.place).where(*waiting).order_by(_files.c.place).limit(1)
            place = connection.execute(query).scalar_one_or_none()
            if place is None:
                return None
            taken = update(_files).where(_files.c.job_id == job_id, _files.c.place == place)
            connection.execute(taken.values(state=FileState.READING.value, tries=_files.c.tries + 1))
            return _one(connection, job_id, place)

    def content(self, job_id: str, place: int) -> bytes:
        query = select(_parts.c.data).where(_parts.c.job_id == job_id, _parts.c.place == place)
        with self._read() as connection:
            rows = connection.execute(query.order_by(_parts.c.part).execution_options(yield_per=8))
            return b"".join(row.data for row in rows)

    def note(self, job_id: str, holder: str, file: JobFile) -> bool:
        with self._write() as connection:
            if not _holds(connection, job_id, holder):
                return False
            row = {
                "state": file.state.value,
                "reason": file.reason,
                "read": file.read,
                "known": file.known,
                "failed": file.failed,
                "documents": json.dumps(file.documents[:_NAMED]),
                "failures": json.dumps([[f.where, f.stage, f.reason] for f in file.failures[:_NAMED]]),
            }
            here = (_files.c.job_id == job_id, _files.c.place == file.place)
            connection.execute(update(_files).where(*here).values(**row))
            if not file.is_open:
                connection.execute(
                    delete(_parts).where(_parts.c.job_id == job_id, _parts.c.place == file.place)
                )
            return True

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._named(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._named(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Every refusal as a StoreError that names the ledger, and tells nothing of the values."""
        try:
            yield
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
            raise StoreError(f"{shown(self._reader.url)}: {reason}") from error


def _check_size(name: str, size: int, limits: JobLimits) -> None:
    if size > limits.file_bytes:
        raise TooMuchSent(f"{name}: {_too_large(limits)}")


def _too_large(limits: JobLimits) -> str:
    return f"larger than {limits.file_bytes:,} bytes, the most that one file may have"


def _check_sum(files: int, size: int, limits: JobLimits) -> None:
    if files > limits.files:
        raise TooMuchSent(f"more than {limits.files:,} files, the most that can be sent together")
    if size > limits.job_bytes:
        raise TooMuchSent(f"more than {limits.job_bytes:,} bytes, the most that can be sent together")


def _check_room(connection: Connection, job_id: str, place: int, size: int, limits: JobLimits) -> None:
    """Raises TooMuchSent where this file would be too much for its job, or for all that waits."""
    others = (_files.c.job_id == job_id, _files.c.place != place)
    counted = select(func.count(), func.coalesce(func.sum(_files.c.size), 0)).where(*others)
    files, sent = connection.execute(counted).one()
    _check_sum(int(files) + 1, int(sent) + size, limits)
    waiting = select(func.coalesce(func.sum(_files.c.size), 0)).where(_files.c.state.in_(_LEFT))
    if int(connection.execute(waiting).scalar_one()) + size > limits.waiting_bytes:
        raise TooMuchSent(
            f"more than {limits.waiting_bytes:,} bytes wait to be read in all; try again when some have been"
        )


def _locked(connection: Connection, job_id: str) -> Row[Any]:
    """The row of a job, which nobody else changes until the transaction ends."""
    row = connection.execute(select(_jobs).where(_jobs.c.id == job_id).with_for_update()).one_or_none()
    if row is None:
        raise UnknownJob(f"{job_id}: there is no such job")
    return row


def _place(connection: Connection, job_id: str, name: str, checksum: str) -> tuple[int, JobFile | None]:
    """Where in a job a file goes, and the file itself where it has come before.

    It is the one that came under this name, else the one that was announced under it, else one of the same
    bytes, else a new one.
    """
    rows = connection.execute(select(_files).where(_files.c.job_id == job_id).order_by(_files.c.place)).all()
    for row in rows:
        if (row.name, row.checksum) == (name, checksum):
            return row.place, _file(row)
    for row in rows:
        if row.name == name and row.state == FileState.EXPECTED.value:
            return row.place, None
    for row in rows:
        if row.checksum == checksum:
            return row.place, _file(row)
    return max((row.place for row in rows), default=0) + 1, None


def _holds(connection: Connection, job_id: str, holder: str) -> bool:
    """Whether this reader still has the job, which nobody else takes until the transaction ends."""
    query = select(_jobs.c.holder).where(_jobs.c.id == job_id).with_for_update()
    return connection.execute(query).scalar_one_or_none() == holder


def _free(at: dt.datetime) -> ColumnElement[bool]:
    """A job with something to read that no living reader has."""
    left = exists().where(_files.c.job_id == _jobs.c.id, _files.c.state.in_(_LEFT))
    nobody = or_(_jobs.c.held_until.is_(None), _jobs.c.held_until < utc(at))
    return and_(_jobs.c.cancelled_at.is_(None), nobody, left)


def _take_back(connection: Connection, job_id: str) -> None:
    """What a reader was at when it ended waits again, or has failed where others ended over it, too."""
    mine = (_files.c.job_id == job_id, _files.c.state == FileState.READING.value)
    over = _files.c.tries >= MOST_TRIES
    reason = f"the program ended {MOST_TRIES} times while it was read"
    given_up = select(_files.c.place).where(*mine, over)
    for (place,) in connection.execute(given_up).all():
        connection.execute(delete(_parts).where(_parts.c.job_id == job_id, _parts.c.place == place))
    connection.execute(
        update(_files)
        .where(*mine)
        .values(
            state=case((over, FileState.FAILED.value), else_=FileState.WAITING.value),
            reason=case((over, reason), else_=None),
            failed=case((over, 1), else_=0),
        )
    )


def _row(
    job_id: str,
    place: int,
    name: str,
    suffix: str,
    size: int,
    state: FileState,
    checksum: str | None = None,
) -> dict[str, Any]:
    return {
        "job_id": job_id,
        "place": place,
        "name": name,
        "suffix": suffix,
        "size": size,
        "checksum": checksum,
        "state": state.value,
        "tries": 0,
        "read": 0,
        "known": 0,
        "failed": 0,
        "documents": "[]",
        "failures": "[]",
    }


def _one(connection: Connection, job_id: str, place: int) -> JobFile:
    query = select(_files).where(_files.c.job_id == job_id, _files.c.place == place)
    return _file(connection.execute(query).one())


def _file(row: Row[Any]) -> JobFile:
    return JobFile(
        place=row.place,
        name=row.name,
        suffix=row.suffix,
        size=row.size,
        state=FileState(row.state),
        checksum=row.checksum,
        reason=row.reason,
        tries=row.tries,
        read=row.read,
        known=row.known,
        failed=row.failed,
        documents=tuple(json.loads(row.documents)),
        failures=tuple(Refused(where=w, stage=s, reason=r) for w, s, r in json.loads(row.failures)),
    )


def _loaded(connection: Connection, ids: Sequence[str]) -> Iterator[Job]:
    """These jobs with their counts, in this order; those that are not there are left out."""
    rows = {row.id: row for row in connection.execute(select(_jobs).where(_jobs.c.id.in_(ids)))}
    sums = [func.sum(column) for column in (_files.c.size, _files.c.read, _files.c.known, _files.c.failed)]
    query = select(_files.c.job_id, _files.c.state, func.count(), *sums).where(_files.c.job_id.in_(ids))
    counts: dict[str, dict[FileState, tuple[int, ...]]] = {}
    for job_id, state, *numbers in connection.execute(query.group_by(_files.c.job_id, _files.c.state)):
        counts.setdefault(job_id, {})[FileState(state)] = tuple(int(number) for number in numbers)
    for job_id in ids:
        if (row := rows.get(job_id)) is None:
            continue
        mine = counts.get(job_id, {})
        size, read, known, failed = (sum(n[at] for n in mine.values()) for at in (1, 2, 3, 4))
        yield Job(
            id=row.id,
            who=row.who,
            made_at=row.made_at,
            files={state: numbers[0] for state, numbers in mine.items()},
            size=size,
            read=read,
            known=known,
            failed=failed,
            cancelled_at=row.cancelled_at,
            held_until=row.held_until,
        )
