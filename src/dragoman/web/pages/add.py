"""Add documents: files that are sent, one by one where the browser can, or a text that is typed in.

What comes is a job of the ledger, read beside the answering, and shown by ``pages/jobs.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from dragoman.errors import InvalidRecord, JobError, TooMuchSent, UnknownJob
from dragoman.export.timeline_json import dumps
from dragoman.lexicon.load import languages
from dragoman.model.job import Announced, FileState
from dragoman.web.desk import Desk
from dragoman.web.errors import NotFound, Outdated, TooLarge, WebError
from dragoman.web.identity import identity_of
from dragoman.web.page import Page, page, respond
from dragoman.web.reading import wake
from dragoman.web.sending import (
    Pasted,
    arriving,
    formats,
    is_wanted,
    keep,
    keep_form,
    label,
    limits_of,
    pasted_into,
)
from dragoman.web.view import Asked, View

router = APIRouter()
_LATELY = 5  # jobs that are shown


@page(router, "/add", fresh=True)
def add(view: Asked) -> Page:
    return _page(view)


def _page(view: View, pasted: Pasted | None = None, wrong: str | None = None) -> Page:
    limits = limits_of(view.desk.settings)
    jobs = view.desk.store.jobs.all(limit=_LATELY)
    facts = {
        "limits": limits,
        "formats": formats(),
        "langs": languages(),
        "jobs": jobs,
        "pasted": pasted or Pasted(text=""),
        "wrong": wrong,
    }
    told = {
        "formats": list(formats()),
        "limits": {"file_bytes": limits.file_bytes, "bytes": limits.job_bytes, "files": limits.files},
    }
    return Page(
        template="add.html.jinja",
        facts=facts,
        formats={"json": lambda: dumps(told)},
        status=200 if wrong is None else 422,
    )


@router.post("/add", include_in_schema=False)
async def send_form(request: Request) -> Response:
    """Files of a form, all in one request: for browsers without scripts."""
    who, desk = identity_of(request), _desk(request)
    form = await request.form(max_files=desk.settings.upload_files)
    uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
    job_id = str(form.get("job") or "") or None
    limits = limits_of(desk.settings)
    with _told(job_id):
        made = await run_in_threadpool(keep_form, desk.store.jobs, job_id, who.name, uploads, limits)
    wake(request.app)
    return RedirectResponse(f"/jobs/{made}", status_code=303)


@router.post("/add/text", include_in_schema=False)
def paste(
    view: Asked,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    source: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> Response:
    """A text that was typed in; the form again, with what was typed, where a field is wrong."""
    pasted = Pasted(text=text, title=title, source=source, published=published, lang=lang)
    try:
        with _told(None):
            made = pasted_into(view.desk.store.jobs, view.who.name, pasted, limits_of(view.desk.settings))
    except InvalidRecord as error:
        wrong = str(error)
        return respond(view, lambda: _page(view, pasted, wrong), fresh=True)
    wake(view.request.app)
    return RedirectResponse(f"/jobs/{made}", status_code=303)


class Wanted(BaseModel):
    """One of the files that a browser is about to send."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=4_096)
    size: int = Field(ge=0)


class Beginning(BaseModel):
    """The files that a browser is about to send, one by one."""

    model_config = ConfigDict(extra="forbid")
    files: list[Wanted] = Field(min_length=1, max_length=20_000)


@router.post("/add/begin", include_in_schema=False)
def begin(view: Asked, told: Beginning) -> Response:
    """Make a job: its id, and the numbers of the files that are to be sent, from 0."""
    limits = limits_of(view.desk.settings)
    send = [at for at, file in enumerate(told.files) if is_wanted(file.name)]
    if not send:
        raise WebError("there is no file among them of a format that is read")
    announced = [Announced(name=label(told.files[at].name), size=told.files[at].size) for at in send]
    now = dt.datetime.now(dt.UTC)
    with _told(None):
        made = view.desk.store.jobs.begin(view.who.name, announced, at=now, limits=limits)
    small = [at for at in send if told.files[at].size <= limits.file_bytes]
    return JSONResponse({"id": made, "send": small}, headers={"Cache-Control": "no-store"})


@router.post("/add/{job_id}/file", include_in_schema=False)
async def send_one(
    request: Request, job_id: str, name: Annotated[str, Query(min_length=1, max_length=4_096)]
) -> Response:
    """One file of a job, as the body of the request."""
    desk = _desk(request)
    limits = limits_of(desk.settings)
    async with arriving(request) as arrived:
        with _told(job_id):
            kept = await run_in_threadpool(keep, desk.store.jobs, job_id, name, arrived, limits)
    if kept is None:
        raise TooLarge("this is more than is taken; the job says which limit")
    if kept.state is FileState.WAITING:
        wake(request.app)
    return JSONResponse(
        {"place": kept.place, "state": kept.state.value, "checksum": kept.checksum},
        headers={"Cache-Control": "no-store"},
    )


@contextmanager
def _told(job_id: str | None) -> Iterator[None]:
    """What a job refuses, as an error of the web."""
    try:
        yield
    except TooMuchSent as error:
        raise TooLarge(str(error)) from error
    except UnknownJob as error:
        raise NotFound(str(error)) from error
    except JobError as error:
        raise (WebError if job_id is None else Outdated)(str(error)) from error


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk
