"""The process in which strangers' files are read: jobs come in through a pipe, documents go out.

It is here and not with what runs it, so that to begin it no model is loaded.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.read import Failure, Options, read_bytes, read_path
from dragoman.read.base import STAGE
from dragoman.read.files import origin_of


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A document in an archive is about to be read: that of this origin."""

    origin: str


Item = Document | Failure | About | None
END = None
"""After the last document of a job, and when the process is ready for the first."""
NO_MEMORY = 77
"""The exit code of a process that has not even the memory to say so."""
_LATER = 2.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A path to read, or, with ``data``, bytes that came from ``origin`` in the format of ``suffix``.

    ``passed_over`` are origins within it that are not read.
    """

    origin: str
    data: bytes | None = None
    suffix: str = ""
    passed_over: frozenset[str] = frozenset()


def failed(origin: str, error: Exception) -> Failure:
    """A fault of ours as the failure of the file that showed it."""
    return Failure(origin=origin_of(origin), stage=STAGE, reason=f"{type(error).__name__}: {error}")


def too_much(settings: Settings) -> str:
    """Why a file failed that wants more memory than there is."""
    return f"needs more than {settings.read_memory_mb} MB"


def serve(pipe: Connection, options: Options, settings: Settings) -> None:
    """The process: it says that it is there; then jobs come in, documents go out one by one, and the end."""
    _bound(settings.read_memory_mb)
    with suppress(OSError, EOFError):  # nobody listens any more
        pipe.send(END)
        while True:
            try:
                _do(pipe.recv(), pipe, options, settings)
            except MemoryError:
                os._exit(NO_MEMORY)


def _do(job: Job, pipe: Connection, options: Options, settings: Settings) -> None:
    alarm_s = 2 * settings.read_limit_s + _LATER  # the parent is the first to lose its patience
    told = replace(options, passed_over=job.passed_over, told=lambda origin: pipe.send(About(origin=origin)))
    try:
        _alarm(alarm_s)
        if job.data is None:
            items = read_path(job.origin, told)
        else:
            items = read_bytes(job.data, origin=job.origin, suffix=job.suffix, options=told)
        for item in items:
            _alarm(0)
            pipe.send(item)
            _alarm(alarm_s)
        last: Item = END
    except MemoryError:
        last = Failure(origin=origin_of(job.origin), stage=STAGE, reason=too_much(settings))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # noqa: BLE001 - it becomes a failure that names the file
        last = failed(job.origin, error)
    _alarm(0)
    if last is not END:
        pipe.send(last)
    pipe.send(END)


def _bound(memory_mb: int) -> None:
    """No more memory than this, where the system can be told so; and no core files."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    """The system ends this process after so many seconds, or not at 0: for a run that is itself no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
