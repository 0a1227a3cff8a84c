"""A thing of the ledger as its page is made: found by any of its ids, with the documents that bear it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import quote

from dragoman.model.ledger import Ledger, Report
from dragoman.model.record import Party
from dragoman.store import EVERYTHING, Focus
from dragoman.store.catalog import Home, Kind
from dragoman.web.book import Book
from dragoman.web.errors import Moved, NotFound
from dragoman.web.view import View

MOST = 40
"""Documents that a page looks at: the newest of those that bear the thing."""

_PATHS = {
    Kind.PERSON: "people",
    Kind.ENGAGEMENT: "engagements",
    Kind.INSTRUMENT: "instruments",
    Kind.BODY: "bodies",
    Kind.COMMITMENT: "commitments",
    Kind.POSITION: "positions",
    Kind.DOCUMENT: "documents",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A thing with the ledger of its documents: ``looked_at`` of ``total`` that bear it, the newest first."""

    id: str
    book: Book
    looked_at: tuple[str, ...]
    total: int

    @property
    def facts(self) -> Ledger:
        return self.book.facts

    @property
    def left_out(self) -> int:
        """How many older documents were not looked at."""
        return self.total - len(self.looked_at)


class HasId(Protocol):
    @property
    def id(self) -> str: ...


class Reported(Protocol):
    @property
    def reports(self) -> tuple[Report, ...]: ...


T = TypeVar("T", bound=HasId)
S = TypeVar("S", bound=Reported)


def address(kind: Kind, identity: str) -> str:
    """Where the page of a thing is; a figure has none but its document's."""
    return f"/{_PATHS.get(kind, 'documents')}/{quote(identity, safe='')}"


def home_of(view: View, identity: str) -> Home:
    """The thing that an id of one of its records names, or the beginning of one; raises NotFound."""
    found: Home | None = view.kept(("home", identity), lambda: view.desk.store.catalog.home(identity))
    if found is None:
        raise NotFound(f"{identity}: there is no such id in this ledger, or several begin so")
    return found


def opened(
    view: View,
    identity: str,
    kind: Kind,
    *,
    most: int = MOST,
    also: Iterable[str] = (),
    sides: tuple[Party, ...] = (),
) -> Opened:
    """The thing of an id. Raises NotFound; and Moved, which leads to the page of the thing, where the id is
    that of one of its records, or of a thing of another kind.

    ``also`` are documents that belong to the book although they do not bear it; with ``sides``, the dealings
    of these parties are told whole too.
    """
    home = home_of(view, identity)
    if home.id != identity or home.kind is not kind:
        raise Moved(elsewhere(view, home))
    ids, total = bearing(view, home.id, most)
    book = view.book(tuple({*ids, *also}), focus_on(kind, home.id, sides))
    return Opened(id=home.id, book=book, looked_at=ids, total=total)


def focus_on(kind: Kind, identity: str, sides: tuple[Party, ...] = ()) -> Focus:
    """What its page is about: a document all that it tells, an engagement what was planned or followed beside
    it, a position the statements around it."""
    if kind in (Kind.DOCUMENT, Kind.ENGAGEMENT, Kind.POSITION):
        return EVERYTHING
    return Focus(parties=sides, things=(identity,))


def bearing(view: View, identity: str, most: int = MOST) -> tuple[tuple[str, ...], int]:
    """The newest documents that bear a thing, and how many there are in all."""

    def ask() -> tuple[tuple[str, ...], int]:
        page = view.desk.store.catalog.bearing(identity, limit=most)
        return page.rows, page.total

    return view.kept(("bearing", identity, most), ask)


def elsewhere(view: View, home: Home) -> str:
    """The address of a thing, in the format and with the query of this request."""
    query = f"?{view.request.url.query}" if view.request.url.query else ""
    return f"{address(home.kind, home.id)}{f'.{view.format}' if view.format else ''}{query}"


def said(things: Iterable[S], identity: str) -> S:
    """The commitment or position that has a record of this id; raises NotFound.

    What is put together of several records bears the least id among the documents at hand, so that its id
    depends on them.
    """
    for one in things:
        if any(report.record_id == identity for report in one.reports):
            return one
    raise NotFound(f"{identity}: there is no such id in this ledger")


def chosen(things: Iterable[T], identity: str) -> T:
    """The thing of an id among those of a ledger; raises NotFound."""
    found = next((one for one in things if one.id == identity), None)
    if found is None:
        raise NotFound(f"{identity}: there is no such id in this ledger")
    return found
