"""The application: its routes, what stands before them, and how errors are told."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from threading import Thread

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.errors import DragomanError
from dragoman.lexicon.load import packs
from dragoman.store import Store, open_store
from dragoman.web import api
from dragoman.web.desk import Desk
from dragoman.web.pages import ROUTERS
from dragoman.web.reading import Reading
from dragoman.web.security.csrf import protect
from dragoman.web.security.install import install
from dragoman.web.settings import WebSettings
from dragoman.web.told import tell

_log = logging.getLogger(__name__)


def create_app(settings: WebSettings | None = None, store: Store | None = None) -> FastAPI:
    """The application on a ledger, which is made where there is none.

    ``store`` is one that is open already, and stays open. Raises StoreError where the ledger cannot be
    opened.
    """
    settings = settings or WebSettings()
    opened = store if store is not None else open_store(settings.ledger)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        reading = app.state.reading = Reading(opened, settings)
        reading.start()
        Thread(target=packs, daemon=True).start()  # seconds that the first name to be looked up need not wait
        yield
        reading.stop()
        if store is None:
            opened.__exit__(None, None, None)

    app = FastAPI(
        title="Dragoman",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=life,
        dependencies=[Depends(protect)],
    )
    app.state.desk = Desk(opened, settings)
    install(app, opened.accounts, settings)
    app.mount("/static", StaticFiles(directory=str(files("dragoman.web").joinpath("static"))), name="static")
    for router in (*ROUTERS, *api.routers()):
        app.include_router(router)
    app.add_exception_handler(DragomanError, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(Exception, _failed)
    return app


async def _told(request: Request, error: Exception) -> Response:
    return tell(request, error)


async def _failed(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return tell(request, error)
