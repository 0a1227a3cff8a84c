"""One request for a page: who asks, in which language, at which state of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Request

from dragoman.errors import DragomanError
from dragoman.ledger.given import day_given, party_given
from dragoman.model.record import Party
from dragoman.phrases import LANGS, Phrases, phrases
from dragoman.store import EVERYTHING, Focus
from dragoman.web.book import Book
from dragoman.web.desk import MOST, Desk
from dragoman.web.errors import NotFound
from dragoman.web.identity import Identity, identity_of

T = TypeVar("T")
THEMES = ("auto", "light", "dark")


class View:
    """What pages are made with. It is of one request; what it keeps is shared by all of the same question."""

    def __init__(self, request: Request, who: Identity) -> None:
        self.request = request
        self.who = who
        self.desk: Desk = request.app.state.desk
        self.revision = self.desk.revision()
        self.say: Phrases = phrases(language_of(request))
        self.theme = request.cookies.get("theme", "auto")
        if self.theme not in THEMES:
            self.theme = "auto"
        self.headers: dict[str, str] = {}  # what the answer tells beside its body

    @property
    def format(self) -> str | None:
        """The format that is asked for; None is the page itself."""
        return self.request.path_params.get("format")

    @property
    def on(self) -> dt.date:
        """The day of asking: ``?on=``, or today. Raises InvalidRecord where no day is given by it."""
        return day_given(self.request.query_params.get("on") or None)

    def party(self, words: str) -> Party:
        """A party by its code, acronym or name in any language; raises NotFound."""
        try:
            return self.kept(("party", words), lambda: party_given(words))
        except DragomanError as error:
            raise NotFound(str(error)) from error

    def pair(self, left: str, right: str) -> tuple[Party, Party]:
        """Two parties; raises NotFound, also where they are one and the same."""
        one, other = self.party(left), self.party(right)
        if one == other:
            raise NotFound(f"{left} and {right} are one and the same party")
        return one, other

    def kept(self, question: Hashable, make: Callable[[], T]) -> T:
        """An answer at this state of the ledger, worked out once."""
        return self.desk.kept(self.revision, question, make)

    def between(self, *parties: Party) -> Book:
        """The ledger of dealings between these parties; a header tells where it leaves older ones out."""
        self.tell_bound(*self.desk.told(self.revision, parties, MOST))
        return self.desk.between(self.revision, parties)

    def tell_bound(self, looked_at: Collection[str], total: int) -> None:
        """Say in a header of the answer that it looks at the newest of more documents, where it does."""
        if total > len(looked_at):
            self.headers["X-Dragoman-Documents"] = f"newest {len(looked_at)} of {total}"

    def tell_rows(self, shown: int, total: int) -> None:
        """Say in a header of the answer that a table has so many rows of more, where it does."""
        if total > shown:
            self.headers["X-Dragoman-Rows"] = f"{shown} of {total}"

    def about(self, identity: str, focus: Focus = EVERYTHING) -> Book:
        """The ledger of the documents that bear a thing; raises NotFound where there is no such thing."""
        book = self.desk.about(self.revision, identity, focus)
        if not book.facts.documents:
            raise NotFound(f"{identity}: there is no such id in this ledger")
        return book

    def book(self, documents: tuple[str, ...], focus: Focus = EVERYTHING) -> Book:
        """The ledger of these documents and of those that tell of the same things, if the focus is on
        them."""
        return self.desk.book(self.revision, documents, focus)

    def here(self, suffix: str = "", **changes: object) -> str:
        """The address of this page with another query, or of its data: ``view.here(".csv")``.

        A change to None takes a parameter out. What does not choose what is listed (``done``) is left out.
        """
        path = self.request.url.path
        if self.format is not None:
            path = path.removesuffix(f".{self.format}")
        query = [
            (k, v) for k, v in self.request.query_params.multi_items() if k not in changes and k != "done"
        ]
        query += [(k, str(v)) for k, v in changes.items() if v is not None]
        return f"{path}{suffix}{'?' + urlencode(query) if query else ''}"


def language_of(request: Request) -> str:
    """The language of the interface: the reader's choice, or else what the browser asks for, or English."""
    chosen = request.cookies.get("lang", "")
    if chosen in LANGS:
        return chosen
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(request.headers.get("accept-language", "")[:500].split(",")):
        tag, _, rest = part.strip().partition(";")
        try:
            quality = float(rest.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        wanted.append((-quality, place, tag.partition("-")[0].casefold()))
    return next((tag for _, _, tag in sorted(wanted) if tag in LANGS), "en")


def view_of(request: Request, who: Annotated[Identity, Depends(identity_of)]) -> View:
    """The view of a request, for whoever may read."""
    return View(request, who)


Asked = Annotated[View, Depends(view_of)]
