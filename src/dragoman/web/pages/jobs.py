"""What was sent: a list of it, and one job with each of its files, how far it is, and what failed and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from dragoman.export.timeline_json import dumps
from dragoman.model.account import Role
from dragoman.model.job import FileState, Job, JobFile
from dragoman.web.errors import Forbidden, NotFound
from dragoman.web.page import Page, page
from dragoman.web.sending import formats, limits_of
from dragoman.web.view import Asked, View

router = APIRouter()
_JOBS = 50  # on a page
_FILES = 100
_MISSING = 50  # files that have not come, named on a page

SHOWN: Mapping[str, tuple[FileState, ...]] = {
    "all": (),
    "open": (FileState.WAITING, FileState.READING, FileState.EXPECTED),
    "done": (FileState.DONE,),
    "failed": (FileState.FAILED,),
}
"""Which files of a job are listed: ``?show=``."""


@page(router, "/jobs", fresh=True)
def jobs(view: Asked, offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0) -> Page:
    kept = view.desk.store.jobs
    found = kept.all(limit=_JOBS, offset=offset)
    facts = {"jobs": found, "offset": offset, "limit": _JOBS, "total": kept.count()}
    told = {"total": facts["total"], "offset": offset, "jobs": [job_json(job) for job in found]}
    return Page(template="jobs.html.jinja", facts=facts, formats={"json": lambda: dumps(told)}, name="jobs")


@page(router, "/jobs/{job_id}", fresh=True)
def job(
    view: Asked,
    job_id: str,
    show: str = "all",
    offset: Annotated[int, Query(ge=0, le=1_000_000_000)] = 0,
) -> Page:
    kept, found = view.desk.store.jobs, _job(view, job_id)
    if show not in SHOWN:
        raise NotFound(f"{show}: there is no such list; there is {', '.join(SHOWN)}")
    states = SHOWN[show]
    files = kept.files(job_id, states, limit=_FILES, offset=offset)
    titles = view.desk.store.catalog.named({one for file in files for one in file.documents})
    facts = {
        "job": found,
        "files": files,
        "titles": titles,
        "show": show,
        "shown": SHOWN,
        "offset": offset,
        "limit": _FILES,
        "total": found.count(*states),
        "missing": kept.files(job_id, (FileState.EXPECTED,), limit=_MISSING),
        "may_change": _may_change(view, found),
        "limits": limits_of(view.desk.settings),
        "formats": formats(),
    }

    def told() -> str:
        return dumps(job_json(found) | {"list": [file_json(one) for one in kept.files(job_id, states)]})

    return Page(template="job.html.jinja", facts=facts, formats={"json": told}, name=job_id)


@router.post("/jobs/{job_id}/cancel", include_in_schema=False)
def cancel(view: Asked, job_id: str) -> Response:
    """Read no more of it."""
    _changeable(view, job_id)
    view.desk.store.jobs.cancel(job_id, at=dt.datetime.now(dt.UTC))
    return RedirectResponse(f"/jobs/{job_id}?done=cancelled", status_code=303)


@router.post("/jobs/{job_id}/give-up", include_in_schema=False)
def give_up(view: Asked, job_id: str) -> Response:
    """Wait no more for what has not come."""
    _changeable(view, job_id)
    view.desk.store.jobs.give_up(job_id)
    return RedirectResponse(f"/jobs/{job_id}?done=given_up", status_code=303)


def _job(view: View, job_id: str) -> Job:
    found = view.desk.store.jobs.get(job_id)
    if found is None:
        raise NotFound(f"{job_id}: there is no such job")
    return found


def _changeable(view: View, job_id: str) -> None:
    if not _may_change(view, _job(view, job_id)):
        raise Forbidden("who sent it, or an administrator, may do this")


def _may_change(view: View, job: Job) -> bool:
    mine = view.who.name == job.who and view.who.may(Role.REVIEWER)
    return mine or view.who.may(Role.ADMINISTRATOR)


def job_json(job: Job) -> dict[str, Any]:
    """A job as programs are told of it; its files are apart."""
    return {
        "id": job.id,
        "who": job.who,
        "made_at": job.made_at.isoformat(),
        "state": job.state.value,
        "bytes": job.size,
        "files": {state.value: job.files.get(state, 0) for state in FileState},
        "finished": job.finished,
        "total": job.count(),
        "read": job.read,
        "known": job.known,
        "failed": job.failed,
        "cancelled_at": job.cancelled_at.isoformat() if job.cancelled_at else None,
    }


def file_json(file: JobFile) -> dict[str, Any]:
    """A file of a job as programs are told of it."""
    return {
        "place": file.place,
        "name": file.name,
        "bytes": file.size,
        "checksum": file.checksum,
        "state": file.state.value,
        "reason": file.reason,
        "read": file.read,
        "known": file.known,
        "failed": file.failed,
        "documents": list(file.documents),
        "failures": [{"where": one.where, "stage": one.stage, "reason": one.reason} for one in file.failures],
    }
