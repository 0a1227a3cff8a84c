"""Two parties of whom a page is asked, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Depends
from starlette.exceptions import HTTPException

from dragoman.desk.brief_rows import EngagementRow
from dragoman.desk.contacts import Company, row
from dragoman.desk.coverage import Coverage, coverage
from dragoman.desk.disagreements import Disagreement, disagreements
from dragoman.desk.doubts import differing
from dragoman.desk.known import known_by, on_both
from dragoman.desk.standing import shared_instruments
from dragoman.desk.timeline import timeline
from dragoman.desk.wording import bases
from dragoman.export.brief_sentences import Sentences
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Party, PartyBasis
from dragoman.store import Focus
from dragoman.store.catalog import Kind
from dragoman.web.book import Book
from dragoman.web.desk import MOST
from dragoman.web.pages.pair.pieces import links, markup
from dragoman.web.view import Asked, View

T = TypeVar("T")
TABS = (
    "", "timeline", "consultations", "areas", "map", "network", "commitments", "positions", "disagreements",
    "avenues", "brief",
)  # fmt: skip
_FOUND = 307


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties in the order of their codes, and the view that is asked for."""

    view: View
    left: Party
    right: Party

    @property
    def parties(self) -> tuple[Party, Party]:
        return self.left, self.right

    @property
    def on(self) -> dt.date:
        return self.view.on

    @property
    def book(self) -> Book:
        """The ledger of what documents tell of the two: of all, or of so many of the newest."""
        return self.view.book(self.told[0], Focus(parties=self.parties))

    @property
    def told(self) -> tuple[tuple[str, ...], int]:
        """The documents that are looked at, and how many there are on the two."""
        return self.view.desk.told(self.view.revision, self.parties, self.most)

    @property
    def most(self) -> int:
        """How many documents are looked at: data are of as many as can be, a page of so many unless asked."""
        some = self.view.desk.settings.pair_documents
        return max(MOST, some) if self.is_whole or self.view.format is not None else some

    def beside(self, kind: Kind, newest: int) -> tuple[tuple[str, ...], int]:
        """Those documents, and the newest of each of the two alone that tell of a kind of things; and how
        many the one has of which there are more."""

        def find() -> tuple[tuple[str, ...], int]:
            told, most = dict.fromkeys(self.told[0]), 0
            for party in self.parties:
                page = self.view.desk.store.catalog.telling((party,), kinds=(kind,), limit=max(newest, 1))
                told |= dict.fromkeys(page if newest else ())
                most = max(most, page.total)
            return tuple(sorted(told)), most

        return self.view.kept(("beside", self.parties, self.most, kind, newest), find)

    @property
    def is_whole(self) -> bool:
        """Whether more documents are wanted than a page looks at by itself."""
        return self.view.request.query_params.get("all") == "yes"

    @property
    def names(self) -> tuple[str, str]:
        return self.view.say.party(self.left), self.view.say.party(self.right)

    @property
    def name(self) -> str:
        """What a file about them is called."""
        return f"{self.left.code}-{self.right.code}"

    def to(self, tab: str = "", **query: object) -> str:
        """The address of a page on the two, as of the same day."""
        given = self.view.request.query_params.get("on")
        told = {"on": given or None, "all": "yes" if self.is_whole else None, **query}
        asked = urlencode([(k, str(v)) for k, v in told.items() if v not in (None, "")])
        path = f"/pairs/{segment(self.left)}/{segment(self.right)}" + (f"/{tab}" if tab else "")
        return f"{path}?{asked}" if asked else path

    def kept(self, question: Hashable, make: Callable[[], T]) -> T:
        """An answer on the two as of the day of asking, worked out once at each state of the ledger."""
        asked = ("pair", self.left, self.right, self.on, self.most, question)
        return self.view.kept(asked, make)

    @property
    def known(self) -> Ledger:
        """That ledger as it was known on the day of asking."""
        return self.kept("known", lambda: known_by(self.book.facts, self.on))

    @property
    def documents(self) -> frozenset[str]:
        """The documents of it that tell of both."""
        return self.kept("documents", lambda: on_both(self.known, self.left, self.right))

    @property
    def coverage(self) -> Coverage:
        """What was known of the two on the day of asking."""
        later = self.book.facts.size - self.known.size
        return self.kept("coverage", lambda: coverage(self.known, self.documents, self.on, later=later))

    @property
    def engagements(self) -> tuple[LedgerEngagement, ...]:
        """All that both took part in, newest first."""
        return self.kept("engagements", lambda: timeline(self.known, self.parties, newest_first=True))

    @property
    def company(self) -> Company:
        """People and bodies by id."""
        return self.kept("company", lambda: Company(self.known))

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where sources disagree on the two."""

        def find() -> tuple[Disagreement, ...]:
            shared = shared_instruments(self.known, self.parties, self.documents)
            return disagreements(self.known, self.parties, instruments={one.id for one in shared})

        return self.kept("disagreements", find)

    def rows(self, engagements: Iterable[LedgerEngagement]) -> tuple[EngagementRow, ...]:
        """Engagements as the brief tells them."""
        differ = self.kept("differing", lambda: differing(self.disagreements))
        return tuple(
            replace(row(self.known, e, self.on, self.company), differs=differ.get(e.id, ()))
            for e in engagements
        )

    def legend(self, engagements: Iterable[LedgerEngagement]) -> tuple[str, ...]:
        """What the signs beside their people mean."""
        shown = bases(person for engagement in engagements for person in engagement.participants)
        signs = (basis for basis in (PartyBasis.KNOWN, PartyBasis.INFERRED) if basis in shown)
        return Sentences(self.view.say).legend(signs)

    def facts(self, tab: str, found: Coverage | None = None, /, **facts: Any) -> Mapping[str, Any]:
        """What every page of a pair has, and its own."""
        words = Sentences(self.view.say)
        rests = words.coverage(found, brief=True) if found is not None else ()
        later = found.later if found is not None else 0
        return {
            "pair": self,
            "tab": tab,
            "tabs": TABS,
            "words_of": words,
            "shown": markup,
            "refs": links,
            "coverage": [markup(line) for line in rests],
            "legend": (),
            "looked_at": len(self.told[0]),
            "on_both": self.told[1],
            "later": self.view.say.count("count.later", later) if later else "",
            **facts,
        }


def segment(party: Party) -> str:
    """A party's code as a part of an address."""
    return quote(party.code, safe="")


def pair_of(view: Asked, left: str, right: str) -> Pair:
    """The two of an address. Whoever asks by names, or the other way round, is led to the one address."""
    one, other = sorted(view.pair(left, right))
    if (one.code, other.code) != (left, right):
        raise HTTPException(_FOUND, headers={"Location": _moved(view, one, other)})
    pair = Pair(view, one, other)
    if view.format is not None:  # a page says it in words
        view.tell_bound(*pair.told)
    return pair


def _moved(view: View, one: Party, other: Party) -> str:
    """The same page at the address of the two in order."""
    rest = view.request.url.path.split("/")[4:]
    path = "/".join(("/pairs", segment(one), segment(other), *(quote(part, safe=".") for part in rest)))
    if not rest and view.format is not None:
        path = f"{path}.{view.format}"
    query = view.request.url.query
    return f"{path}?{query}" if query else path


AskedPair = Annotated[Pair, Depends(pair_of)]
