"""Ids that a person types -> the records and the things of the ledger that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from dragoman.errors import ReviewError
from dragoman.model.correction import KINDS
from dragoman.model.judgement import Matter
from dragoman.model.ledger import Ledger, LedgerCommitment, LedgerIndicator, LedgerPosition
from dragoman.model.record import Evidence, Party, Person, Record
from dragoman.model.text import Document, Span

_SHORTEST = 8  # characters of an id that may stand for it
_SHOWN = 5
_LINE = 160
_MATTERS: Mapping[str, Matter] = {
    "eng": Matter.ENGAGEMENT,
    "per": Matter.PERSON,
    "ins": Matter.INSTRUMENT,
    "bod": Matter.BODY,
    "doc": Matter.DOCUMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What an id names: the record of that id (or the document), and all records of the same thing.

    ``home`` is the thing's id in the ledger, which is the least of its records: of ``members``, save where
    the ledger at hand has not all documents that tell of it.
    """

    id: str
    home: str
    members: tuple[str, ...]
    title: str

    @property
    def kind(self) -> str:
        """engagement, person, … or document."""
        return KINDS.get(self.id.partition("-")[0], "document")

    @property
    def matter(self) -> Matter:
        """What a judgement on it is about; raises ReviewError where nothing is judged of its kind."""
        found = _MATTERS.get(self.id.partition("-")[0])
        if found is None:
            raise ReviewError(f"{self.id}: of a {self.kind} nothing is judged the same or apart")
        return found


class Things:
    """Everything in a ledger that has an id."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.items: dict[str, Person | Record] = {
            item.id: item for r in ledger.readings.values() for item in (*r.people, *r.records)
        }
        self._groups: dict[str, tuple[str, ...]] = {}
        self._homes: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._parties: dict[str, frozenset[Party]] = {}
        for home, members, title, parties in _rows(ledger):
            self._titles[home] = title
            self._parties[home] = frozenset(parties)
            group = tuple(sorted(members))
            for member in (home, *members):
                self._groups[member] = group
                self._homes[member] = home

    def find(self, words: str) -> Thing:
        """What an id, or the first eight or more characters of one, names.

        Raises ReviewError where it names nothing or several things.
        """
        identity = words.strip()
        if identity not in self._groups:
            identity = self._by_prefix(identity)
        return self.of(identity)

    def of(self, identity: str) -> Thing:
        """The thing of an id; one without members where the ledger has it no more."""
        members = self._groups.get(identity, ())
        home = self._homes.get(identity, identity)
        return Thing(id=identity, home=home, members=members, title=self._titles.get(home, ""))

    def parties(self, identity: str) -> frozenset[Party]:
        """The parties that the thing of an id has to do with."""
        return self._parties.get(self._homes.get(identity, identity), frozenset())

    @property
    def known(self) -> Set[str]:
        """Every id of a record or document."""
        return self._groups.keys()

    def words(self, identity: str) -> tuple[Evidence, ...]:
        """The evidence of a record; the first line of a document; nothing of what is there no more."""
        item = self.items.get(identity)
        if item is not None:
            return item.evidence
        document = self.ledger.documents.get(identity)
        return (_first_line(document),) if document is not None else ()

    def _by_prefix(self, words: str) -> str:
        return by_prefix(words, self._groups, "in this ledger")


def _first_line(document: Document) -> Evidence:
    """The first line that is to be read, or as much of it as can be shown."""
    at = document.prose.start if document.prose is not None else 0
    start = at + len(document.text[at:]) - len(document.text[at:].lstrip())
    line = document.text[start:].split("\n", 1)[0].rstrip()[:_LINE] or document.text[start : start + 1]
    return Evidence.of(document, Span(start=start, end=start + len(line)), "review")


def by_prefix(words: str, known: Iterable[str], where: str) -> str:
    """The one id that begins with ``words``; raises ReviewError where there is none, or several."""
    words = words.strip()
    if len(words) < _SHORTEST:
        raise ReviewError(f"{words!r}: write an id, or at least its first {_SHORTEST} characters")
    found = sorted(identity for identity in known if identity.startswith(words))
    if not found:
        raise ReviewError(f"{words!r}: there is no such id {where}")
    if len(found) > 1 and words not in found:
        more = ", …" if len(found) > _SHOWN else ""
        raise ReviewError(f"{words!r} begins several ids: {', '.join(found[:_SHOWN])}{more}")
    return words if words in found else found[0]


_Row = tuple[str, tuple[str, ...], str, Iterable[Party]]


def _rows(ledger: Ledger) -> Iterator[_Row]:
    """Of each thing its id, its members, how it is called, and its parties."""
    for person in ledger.people:
        party = f" ({person.party})" if person.party else ""
        yield person.id, person.members, person.name + party, _some(person.party)
    for event in ledger.engagements:
        between = ", ".join(str(party) for party in event.parties)
        title = f"{event.when.date or 'undated'} {event.kind.value.replace('_', ' ')} {between}".strip()
        yield event.id, tuple(m.id for m in event.members), title, event.parties
    for one in ledger.instruments:
        yield one.id, tuple(m.id for m in one.members), one.title, one.parties
    for body in ledger.bodies:
        yield body.id, tuple(m.id for m in body.members), body.name, body.parties
    said: tuple[LedgerCommitment | LedgerPosition | LedgerIndicator, ...] = (
        *ledger.commitments,
        *ledger.positions,
        *ledger.indicators,
    )
    for item in said:
        yield item.id, tuple({r.record_id for r in item.reports}), *_said(item)
    sides: dict[str, set[Party]] = {}
    for event in ledger.engagements:
        for report in event.reports:
            sides.setdefault(report.document_id, set()).update(event.parties)
    for key, document in ledger.documents.items():
        yield key, (key,), document.title or document.name, sides.get(key, ())


def _said(item: LedgerCommitment | LedgerPosition | LedgerIndicator) -> tuple[str, Iterable[Party]]:
    match item:
        case LedgerCommitment():
            return item.commitment.what, item.commitment.who
        case LedgerPosition():
            return f"{item.position.issue}: {item.position.stance}", _some(item.position.who)
        case LedgerIndicator():
            figure = item.indicator
            return f"{figure.subject} {figure.value or ''}".strip(), figure.parties


def _some(party: Party | None) -> tuple[Party, ...]:
    return () if party is None else (party,)
