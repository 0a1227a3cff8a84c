"""Questions answered from the index, with the documents that it names."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from sqlalchemy import Connection, select

from dragoman.errors import QueryError
from dragoman.merge.facts import published
from dragoman.model.record import Party, Reading
from dragoman.model.text import Document
from dragoman.store import schema
from dragoman.store.catalog import Kind
from dragoman.store.search.answers import KINDS, Hit, Hits
from dragoman.store.search.fulltext import WORDS, Condition, Sought
from dragoman.store.search.keep import NO_DAY, first_number
from dragoman.store.search.lines import (
    HEAD,
    TEXT,
    Line,
    lang_word,
    line_words,
    lines_of,
    party_word,
    title_words,
)
from dragoman.store.search.marking import Place, covers, snippet, stands
from dragoman.store.search.question import Question, Term
from dragoman.store.search.words import folded_words

_WINDOW = 8  # documents looked at together: within them, what answers better comes first
_WINDOWS = 15  # that are looked at for one answer: past these, a kind has no more
_KEPT = 3000  # documents that stay in memory
_MOST, _FARTHEST = 100, 1000  # hits of a page, and before it
_LAST = 1 << 62
Read = Callable[[Collection[str]], Iterable[tuple[Document, Reading]]]
Things = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What hits are kept to."""

    kinds: tuple[Kind, ...]
    parties: frozenset[Party]
    lang: str | None
    above: int
    below: int
    limit: int
    offset: int

    @property
    def wanted(self) -> int:
        """How many hits tell the page and whether there are more."""
        return self.offset + self.limit + 1


class Page:
    """A document with its lines, and the words of these once they were asked for."""

    def __init__(self, number: int, document: Document, reading: Reading) -> None:
        self.number = number
        self.document = document
        self.people = tuple((tuple(folded_words((p.name,))), p.evidence) for p in reading.people)
        self.lines = tuple(lines_of(reading))
        days = published(document, reading)
        self.day = days[0].isoformat() if days is not None else None
        self._words: dict[str, frozenset[str]] = {}

    def words(self, line: Line) -> frozenset[str]:
        """Every form of the words of a line."""
        if line.id not in self._words:
            self._words[line.id] = line_words(line, self.document.text)
        return self._words[line.id]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that answers, or a document itself, which has none."""

    page: Page
    line: Line | None
    score: float


class Shelf:
    """Documents by their numbers, which are never given to another: they can be kept in memory."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._lock = Lock()

    def pages(self, connection: Connection, numbers: Sequence[int], read: Read) -> list[Page]:
        """The documents of those of these numbers that are in use, in their order."""
        table = schema.search_entry
        query = select(table.c.number, table.c.document_id).where(
            table.c.number.in_(numbers), table.c.document_id.is_not(None)
        )
        here = {row.number: row.document_id for row in connection.execute(query)}
        with self._lock:
            found = {number: self._pages[number] for number in here if number in self._pages}
        missing = {document: number for number, document in here.items() if number not in found}
        for document, reading in read(list(missing)) if missing else ():
            number = missing[document.id]
            found[number] = Page(number, document, reading)
        with self._lock:
            for number, page in found.items():
                self._pages[number] = page
                self._pages.move_to_end(number)
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        return [found[number] for number in numbers if number in found]


def filters(
    kinds: Collection[Kind],
    parties: Collection[Party],
    lang: str | None,
    since: dt.date | None,
    until: dt.date | None,
    limit: int,
    offset: int,
) -> Filters:
    """What hits are kept to; raises QueryError where the bounds are none."""
    if not 1 <= limit <= _MOST or not 0 <= offset <= _FARTHEST:
        raise QueryError(f"a page has 1 to {_MOST} hits, from number 0 to {_FARTHEST} on")
    if since is not None and until is not None and since > until:
        raise QueryError(f"since {since} is after until {until}")
    dated = since is not None or until is not None
    return Filters(
        kinds=tuple(kind for kind in KINDS if not kinds or kind in kinds),
        parties=frozenset(parties),
        lang=lang,
        above=(first_number(since) if since is not None else NO_DAY) - 1 if dated else -1,
        below=first_number(until, 1) if until is not None else _LAST,
        limit=limit,
        offset=offset,
    )


class Search:
    """One question on one ledger at one moment."""

    def __init__(
        self, connection: Connection, asked: Question, kept: Filters, shelf: Shelf, read: Read, things: Things
    ) -> None:
        self._connection = connection
        self._terms = asked.terms
        self._kept = kept
        self._shelf = shelf
        self._read = read
        self._things = things
        self._seen: dict[Kind, dict[str, Hit | Candidate]] = {kind: {} for kind in kept.kinds}
        self._sayings: set[tuple[Kind, str, tuple[Party, ...]]] = set()

    def answer(self, people: Sequence[Hit] = ()) -> tuple[Hits, ...]:
        """The hits of every kind; ``people`` are those already found by their names."""
        for hit in people:
            self._seen[hit.kind][hit.id] = hit
        if self._terms:
            for kind in self._kept.kinds:
                self._look(kind)
        return tuple(self._page(kind) for kind in self._kept.kinds)

    def _page(self, kind: Kind) -> Hits:
        found = list(self._seen[kind].items())
        first, last = self._kept.offset, self._kept.offset + self._kept.limit
        hits = tuple(
            one if isinstance(one, Hit) else replace(self._hit(one), id=identity)
            for identity, one in found[first:last]
        )
        return Hits(kind=kind, hits=hits, has_more=len(found) > last)

    def _hit(self, one: Candidate) -> Hit:
        if one.line is None:
            return document_hit(one.page, self._terms, one.score)
        return line_hit(one.page, one.line, self._terms, one.score)

    def _lacks(self, kind: Kind) -> bool:
        return len(self._seen[kind]) < self._kept.wanted

    def _look(self, kind: Kind) -> None:
        """Look through documents, window by window, until there is enough of a kind."""
        for looked, pages in enumerate(self._windows(kind)):
            self._add(self._best(pages, kind))
            if not self._lacks(kind) or looked >= _WINDOWS:
                return

    def _best(self, pages: Sequence[Page], kind: Kind) -> list[Candidate]:
        """What answers in a window, the best first; documents in their order."""
        if kind is Kind.DOCUMENT:
            return [Candidate(page, None, self._title_share(page)) for page in pages]
        return sorted(self._lines(pages, kind), key=lambda one: -one.score)

    def _windows(self, kind: Kind) -> Iterator[list[Page]]:
        """Documents that have all terms, or those of which records of a kind have them, the newest first; of
        documents first those that begin with them."""
        terms = tuple(term.sought for term in self._terms)
        parties = tuple(Sought(((party_word(party.code),),)) for party in sorted(self._kept.parties))
        lang = (Sought(((lang_word(self._kept.lang),),)),) if self._kept.lang is not None else ()
        if kind is Kind.DOCUMENT:
            bounds = [Condition(TEXT, (*parties, *lang))] if parties or lang else []
            yield from self._newest([Condition(HEAD, terms), *bounds])
            later = Condition(HEAD, terms, negative=True)
            yield from self._newest([Condition(TEXT, (*terms, *parties, *lang)), later])
            return
        bounds = [Condition(TEXT, lang)] if lang else []
        yield from self._newest([Condition(kind.value, (*terms, *parties)), *bounds])

    def _newest(self, conditions: Sequence[Condition]) -> Iterator[list[Page]]:
        below = self._kept.below
        while True:
            numbers = WORDS.find(
                self._connection, conditions, below=below, above=self._kept.above, limit=_WINDOW
            )
            if numbers:
                yield self._shelf.pages(self._connection, numbers, self._read)
                below = numbers[-1]
            if len(numbers) < _WINDOW:
                return

    def _lines(self, pages: Iterable[Page], kind: Kind) -> Iterator[Candidate]:
        for page in pages:
            for line in page.lines:
                if line.kind is kind and self._kept.parties <= set(line.parties) and self._fits(page, line):
                    title = title_words(line)
                    share = sum(covers(term, title) for term in self._terms) / len(self._terms)
                    yield Candidate(page, line, 0.5 + 0.4 * share)

    def _fits(self, page: Page, line: Line) -> bool:
        """Whether a line has all terms."""
        found = page.words(line)
        if not all(covers(term, found) for term in self._terms):
            return False
        rows = [term for term in self._terms if not term.is_loose(found)]
        if not rows:
            return True
        quotes = [page.document.text[start:end] for start, end in line.spans]
        said = [*quotes, line.title, *line.more]
        return all(any(stands(term, text) for text in said) for term in rows)

    def _title_share(self, page: Page) -> float:
        title = folded_words((page.document.title or "",))
        return 0.5 + 0.4 * sum(covers(term, title) for term in self._terms) / len(self._terms)

    def _add(self, found: Sequence[Candidate]) -> None:
        """What answers under the things that it tells of, each thing once."""
        things = self._things([one.line.id for one in found if one.line is not None])
        for one in found:
            if one.line is None:
                self._seen[Kind.DOCUMENT].setdefault(one.page.document.id, one)
                continue
            line = one.line
            saying = (line.kind, line.title.casefold(), line.parties)
            if line.kind in _SAID and saying in self._sayings:
                continue
            self._sayings.add(saying)
            self._seen[line.kind].setdefault(things.get(line.id, line.id), one)


_SAID = frozenset({Kind.COMMITMENT, Kind.POSITION, Kind.INDICATOR})


def person_hit(page: Page, record: str, identity: str, asked: Question, score: float) -> Hit | None:
    """A person who was found by name, as a document of theirs names them."""
    line = next((line for line in page.lines if line.id == record), None)
    if line is None:
        return None
    known = [(start, end, 0) for start, end in line.spans[:1]]
    return replace(line_hit(page, line, asked.terms, score, known), id=identity)


def line_hit(page: Page, line: Line, terms: Sequence[Term], score: float, known: Sequence[Place] = ()) -> Hit:
    """A line as a hit; ``known`` are places of the text that are found too."""
    document = page.document
    start, end = _around(page, line, terms)
    return Hit(
        kind=line.kind,
        id=line.id,
        record=line.id,
        document_id=document.id,
        title=line.title,
        type=line.type,
        lang=document.lang,
        date=line.date,
        published=page.day,
        parties=line.parties,
        snippet=snippet(document.text, start, end, document.lang, terms, [*known, *_known(page, terms)]),
        score=score,
    )


def document_hit(page: Page, terms: Sequence[Term], score: float) -> Hit:
    """A document as a hit."""
    document = page.document
    start, end = _prose(document)
    return Hit(
        kind=Kind.DOCUMENT,
        id=document.id,
        record=document.id,
        document_id=document.id,
        title=document.title or document.name,
        type=None,
        lang=document.lang,
        date=None,
        published=page.day,
        parties=tuple(sorted({party for line in page.lines for party in line.parties})),
        snippet=snippet(document.text, start, end, document.lang, terms, _known(page, terms)),
        score=score,
    )


def _prose(document: Document) -> tuple[int, int]:
    return (document.prose.start, document.prose.end) if document.prose else (0, len(document.text))


def _around(page: Page, line: Line, terms: Sequence[Term]) -> tuple[int, int]:
    """The words of a line that show most terms; a name with what stands around it."""
    text = page.document.text

    def shown(span: tuple[int, int]) -> int:
        found = dict.fromkeys(folded_words((text[span[0] : span[1]],)))
        return sum(covers(term, found) for term in terms)

    start, end = max(line.spans, key=lambda span: (shown(span), -span[0]))
    if line.kind is Kind.PERSON:
        least, most = _prose(page.document)
        least, most = min(max(least, start - 100), start), max(min(most, end + 140), end)
        first = max(text.rfind("\n", least, start) + 1, least)
        if first == least == start - 100:
            first = text.find(" ", first, start) + 1 or start
        last = text.find("\n", end, most)
        return first, last if last >= 0 else most
    return start, end


def _known(page: Page, terms: Sequence[Term]) -> list[Place]:
    """Where a document names the people whose names in Latin letters are terms."""
    return [
        (e.span.start, e.span.end, number)
        for name, evidence in page.people
        for number, term in enumerate(terms)
        if covers(term, name)
        for e in evidence
    ]
