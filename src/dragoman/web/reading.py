"""The reading of what was sent, beside the answering: a process, begun when there is something to read."""

from __future__ import annotations

import datetime as dt
import logging
import pickle
import secrets
import subprocess
import sys
import threading
from contextlib import suppress
from typing import BinaryIO, cast

from fastapi import FastAPI

from dragoman.errors import DragomanError
from dragoman.run.uploads import UploadSettings
from dragoman.store import Store
from dragoman.web.settings import WebSettings

_log = logging.getLogger(__name__)
_LOOK_S = 2.0  # between two looks for what somebody sent to another process of the server
_END_S = 5.0  # for the process to give back what it has
_BEGIN = "from dragoman.run.uploads import main; main()"


def wake(app: FastAPI) -> None:
    """Something was sent: read it now, where this process of the server reads."""
    reading: Reading | None = getattr(app.state, "reading", None)
    if reading is not None:
        reading.wake()


class Reading:
    """One process of the server has one of these: a thread that begins the process that reads.

    Of several that serve one ledger each begins its own; a job is read by one of them.
    """

    def __init__(self, store: Store, settings: WebSettings) -> None:
        self._store = store
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._holder = ""
        self._wake, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)

    def start(self) -> None:
        """Begin to look for what is to be read."""
        self._thread.start()

    def wake(self) -> None:
        """Look now: something was sent."""
        self._wake.set()

    def stop(self) -> None:
        """Stop reading. What is being read is read again later."""
        self._over.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._end()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._look()
            except (DragomanError, OSError) as error:  # the next look may go well
                _log.warning("reading what was sent: %s", error)
            self._wake.wait(_LOOK_S)
            self._wake.clear()

    def _look(self) -> None:
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            self._process = None
            if code:
                _log.warning("the process that reads what was sent ended (%d)", code)
                self._store.jobs.release(self._holder, tried=True)
        if self._store.jobs.waits(at=dt.datetime.now(dt.UTC)):
            self._begin()

    def _begin(self) -> None:
        self._holder = f"reader-{secrets.token_hex(8)}"
        told = UploadSettings(
            ledger=self._settings.ledger,
            holder=self._holder,
            merging=self._settings.merging,
            unpacked_bytes=self._settings.unpacked_mb << 20,
        )
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BEGIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for this one, which ends the other
        )
        with suppress(BrokenPipeError):  # it ended at once, which the next look sees
            stream = cast(BinaryIO, self._process.stdin)
            stream.write(pickle.dumps(told))
            stream.flush()  # and left open: its end is the other's

    def _end(self) -> None:
        if self._process is None:
            return
        with suppress(OSError):
            cast(BinaryIO, self._process.stdin).close()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
