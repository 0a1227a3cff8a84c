"""What a page needs of each language, made ready when the server starts and not when a reader waits."""

from __future__ import annotations

import datetime as dt
import gc
import logging
from threading import Thread

from dragoman.errors import DragomanError
from dragoman.lexicon.load import languages
from dragoman.model.judgement import Matter
from dragoman.store import Focus
from dragoman.store.catalog import PairOrder
from dragoman.web.desk import Desk
from dragoman.web.templating import environment, program

_FEW = 12  # documents of a language: enough to have a promise and an agreement among them
_YOUNG = 20_000  # objects made between two collections of the youngest: pages make many, and no cycles
_log = logging.getLogger(__name__)


def warm(desk: Desk) -> None:
    """Put together a few documents of each language of the ledger and what is told of the two parties that
    most documents tell of, look something up, and compile the templates: which loads what all that takes. And
    tell this program from others."""
    program()
    templates = environment()
    for name in templates.list_templates():
        templates.get_template(name)
    catalog = desk.store.catalog
    try:
        for lang in languages():
            some = catalog.documents(lang=lang, limit=_FEW)
            desk.store.scoped([row.id for row in some], desk.settings.merging)
        for row in catalog.pairs(order=PairOrder.DOCUMENTS, limit=1):
            pair = (row.left, row.right)
            few = catalog.telling(pair, limit=_FEW)
            desk.book(desk.revision(), few.rows, Focus(parties=pair)).brief(*pair, on=dt.date.today())
        for matter in Matter:
            desk.waiting(desk.revision(), matter)
        desk.store.finder.find("language", limit=1)
    except DragomanError as error:  # a reader will be told of it
        _log.warning("could not make ready for readers: %s", error)


def warm_aside(desk: Desk) -> None:
    """The same beside what the server does."""
    Thread(target=_ready, args=(desk,), name="warming", daemon=True).start()


def _ready(desk: Desk) -> None:
    """Make ready, and then have the collector of garbage leave alone what stays for good: it would look
    through the packs of all languages while a reader waits."""
    warm(desk)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
