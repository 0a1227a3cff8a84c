"""What is sent to be read, as it comes in: labels for names, bounds, and files that were passed over.

A name that a client gives is a label that people read, and is never opened. Addresses are not fetched here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from dragoman.errors import InvalidRecord, JobError, TooMuchSent
from dragoman.model.job import JobFile, JobLimits
from dragoman.model.time import PartialDate
from dragoman.read import CONTAINERS, READERS
from dragoman.read.archive.members import clean_name, suffix_of_member
from dragoman.read.base import without_breakage
from dragoman.read.language import primary_tag
from dragoman.store.base import Jobs
from dragoman.web.settings import WebSettings

FILE_MB = 100
"""The most that one file may have; a larger one is for `dragoman read`."""
LABEL = 160
_IN_MEMORY = 1 << 20
_CHUNK = 1 << 18
_HIDING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A file that was sent, in a temporary file without a name."""

    content: BinaryIO
    size: int
    checksum: str


def limits_of(settings: WebSettings) -> JobLimits:
    """What may be sent to a server with these settings."""
    whole = settings.upload_mb << 20
    return JobLimits(
        file_bytes=min(FILE_MB << 20, whole),
        job_bytes=whole,
        files=settings.upload_files,
        waiting_bytes=5 * whole,
    )


def formats() -> tuple[str, ...]:
    """The suffixes of files that are read."""
    return (*READERS, *CONTAINERS)


def label(name: str) -> str:
    """What a file is called here: the last part of its name, in NFC, without signs that hide, not long."""
    last = without_breakage(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in _HIDING
    )
    shown = " ".join(kept.split())
    if len(shown) > LABEL:
        stem, point, suffix = shown.rpartition(".")
        tail = f"{point}{suffix}" if stem and len(suffix) < 10 else ""
        shown = f"{shown[: LABEL - len(tail) - 1]}…{tail}"
    return shown if shown.strip(".") else "file"


def suffix_of(name: str) -> str:
    """The suffix by which a file is read; empty where its bytes are to tell."""
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    return suffix if suffix in READERS or suffix in CONTAINERS else ""


def is_wanted(name: str) -> bool:
    """Whether a file is to be read. In a folder, hidden files, READMEs and other formats are passed over, as
    in a folder that is read by the command; a file that was chosen by itself is read whatever it is."""
    path = clean_name(without_breakage(name))
    return "/" not in path or bool(suffix_of_member(path))


@asynccontextmanager
async def arriving(request: Request) -> AsyncIterator[Arrived]:
    """The body of a request as a file. How much it may be is bounded before it comes here."""
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        async for chunk in request.stream():
            digest.update(chunk)
            size += len(chunk)
            await run_in_threadpool(file.write, chunk)
        file.seek(0)
        yield Arrived(content=file, size=size, checksum=digest.hexdigest())  # type: ignore[arg-type]  # it reads


def keep(jobs: Jobs, job_id: str, name: str, arrived: Arrived, limits: JobLimits) -> JobFile | None:
    """Hand a file to a job; None where it is not taken, which the job then tells. Raises JobError."""
    called = label(name)
    try:
        return jobs.receive(
            job_id,
            called,
            arrived.content,
            suffix=suffix_of(called),
            size=arrived.size,
            checksum=arrived.checksum,
            limits=limits,
        )
    except TooMuchSent as error:
        jobs.refuse(job_id, called, str(error).removeprefix(f"{called}: "), limits=limits)
        return None


def keep_form(
    jobs: Jobs, job_id: str | None, who: str, uploads: Sequence[UploadFile], limits: JobLimits
) -> str:
    """Hand the files of a form to a job, a new one where none is named; its id.

    Raises JobError where there is no file among them, or the job cannot take any.
    """
    wanted = [one for one in uploads if one.filename and is_wanted(one.filename)]
    if not wanted:
        raise JobError("no file was chosen, or none of a format that is read")
    made = job_id or jobs.begin(who, [], at=dt.datetime.now(dt.UTC), limits=limits)
    for upload in wanted:
        keep(jobs, made, upload.filename or "", _arrived(upload), limits)
    return made


def _arrived(upload: UploadFile) -> Arrived:
    digest, size = hashlib.sha256(), 0
    while chunk := upload.file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    upload.file.seek(0)
    return Arrived(content=upload.file, size=size, checksum=digest.hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A text that somebody typed in, with what they say about it."""

    text: str
    title: str = ""
    source: str = ""
    published: str = ""
    lang: str = ""

    def record(self) -> bytes:
        """The text as a JSON record, as the reader of ``.json`` takes it.

        Raises InvalidRecord, whose message is the name of the field, where a field cannot be what it is for.
        """
        if not self.text.strip():
            raise InvalidRecord("text")
        if self.published.strip():
            try:
                PartialDate.parse(self.published.strip())
            except (ValueError, InvalidRecord) as error:
                raise InvalidRecord("published") from error
        if self.lang.strip() and primary_tag(self.lang.strip()) is None:
            raise InvalidRecord("lang")
        fields = {
            "text": without_breakage(self.text.replace("\r\n", "\n")),
            "title": _line(self.title),
            "source": _line(self.source),
            "published": self.published.strip(),
            "lang": self.lang.strip(),
        }
        return json.dumps({k: v for k, v in fields.items() if v}, ensure_ascii=False).encode()

    def name(self) -> str:
        """What it is called: its title, or the beginning of it."""
        first = next((line for line in self.text.splitlines() if line.strip()), "")
        return label((_line(self.title) or _line(first))[:80].replace("/", " ").replace("\\", " "))


def _line(text: str) -> str:
    return " ".join(without_breakage(text).split())


def pasted_into(jobs: Jobs, who: str, pasted: Pasted, limits: JobLimits) -> str:
    """A job of one text; its id. Raises InvalidRecord and TooMuchSent."""
    data = pasted.record()
    made = jobs.begin(who, [], at=dt.datetime.now(dt.UTC), limits=limits)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        file.write(data)
        file.seek(0)
        jobs.receive(
            made,
            pasted.name(),
            file,  # type: ignore[arg-type]  # it reads
            suffix=".json",
            size=len(data),
            checksum=hashlib.sha256(data).hexdigest(),
            limits=limits,
        )
    return made
