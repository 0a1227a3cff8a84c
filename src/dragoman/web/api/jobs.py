"""How far uploads are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from dragoman.web.api import asking
from dragoman.web.api.answering import answers, listed
from dragoman.web.api.schemas import jobs as shapes
from dragoman.web.api.schemas.shared import Listed
from dragoman.web.errors import NotFound
from dragoman.web.pages.jobs import file_json, job_json
from dragoman.web.view import Asked

router = APIRouter(tags=["jobs"])
JobId = Annotated[
    str,
    Path(
        pattern=r"^job-[0-9a-f]{20}$", description="The id of the job.", examples=["job-0123456789abcdef0123"]
    ),
]


@answers(router, "/jobs", Listed[shapes.Job], fresh=True)
def jobs(view: Asked, ask: Annotated[asking.Some, Query()]) -> object:
    """What was sent to be read, the newest first."""
    kept = view.desk.store.jobs
    found = kept.all(limit=ask.limit, offset=ask.offset)
    return listed(view, ask, [job_json(one) for one in found], kept.count())


@answers(router, "/jobs/{job_id}", shapes.Job, fresh=True)
def job(view: Asked, job_id: JobId) -> object:
    """How far a job is.

    Ask again with ``If-None-Match`` until ``state`` is done or cancelled.
    """
    found = view.desk.store.jobs.get(job_id)
    if found is None:
        raise NotFound(f"{job_id}: there is no such job")
    return job_json(found)


@answers(router, "/jobs/{job_id}/files", Listed[shapes.JobFile], fresh=True)
def job_files(view: Asked, job_id: JobId, ask: Annotated[asking.JobFiles, Query()]) -> object:
    """The files of a job, each with its documents and with what failed in it."""
    kept = view.desk.store.jobs
    found = kept.get(job_id)
    if found is None:
        raise NotFound(f"{job_id}: there is no such job")
    files = kept.files(job_id, ask.state, limit=ask.limit, offset=ask.offset)
    return listed(view, ask, [file_json(one) for one in files], found.count(*ask.state))
