"""What a page needs of each language, made ready when the server starts and not when a reader waits."""

from __future__ import annotations

import logging
from threading import Thread

from dragoman.errors import DragomanError
from dragoman.lexicon.load import languages
from dragoman.merge import MergeSettings
from dragoman.store import Store
from dragoman.web.templating import program

_FEW = 12  # documents of a language: enough to have a promise and an agreement among them
_log = logging.getLogger(__name__)


def warm(store: Store, settings: MergeSettings | None = None) -> None:
    """Put together a few documents of each language of the ledger, which loads what that takes; and tell this
    program from others."""
    program()
    for lang in languages():
        try:
            some = store.catalog.documents(lang=lang, limit=_FEW)
            store.scoped([row.id for row in some], settings)
        except DragomanError as error:  # a reader will be told of it
            _log.warning("could not make ready for %s: %s", lang, error)
            return


def warm_aside(store: Store, settings: MergeSettings | None = None) -> None:
    """The same beside what the server does."""
    Thread(target=warm, args=(store, settings), name="warming", daemon=True).start()
