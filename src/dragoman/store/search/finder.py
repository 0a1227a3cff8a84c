"""The finder of a ledger in a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from sqlalchemy import Connection, select

from dragoman.detect.names import word_similarity
from dragoman.merge.latin import is_latin
from dragoman.model.record import Party
from dragoman.store import schema
from dragoman.store.catalog import Kind
from dragoman.store.search.answers import Found, Hit
from dragoman.store.search.find import Filters, Read, Search, Shelf, filters, person_hit
from dragoman.store.search.fulltext import WORDS, Condition
from dragoman.store.search.lines import TEXT
from dragoman.store.search.names import Named, forms, people_named
from dragoman.store.search.question import Question, Term, question
from dragoman.store.search.words import words

_NEAR = 0.1  # names that are so much less like than the best are no answer
_EXACT = 0.95  # how like a name must be where the words name a party
_SURE = 0.9  # how like a name must be for its spellings to be looked for too
_SAME_WORD = 0.9
_NAMED = 400  # descriptions of people that are put together
_LAST = 3  # documents of a person that are looked at for a full name
_MANY = 400  # keys in one statement
_SPELLINGS = 12  # of one word that are looked for
Opened = Callable[[], AbstractContextManager[Connection]]


class SqlFinder:
    """See ``Finder``. ``read`` gives documents with their readings as people put them right."""

    def __init__(
        self, reading: Opened, bring_up: Callable[[], None], read: Callable[[Connection], Read]
    ) -> None:
        self._reading = reading
        self._bring_up = bring_up
        self._read = read
        self._shelf = Shelf()

    def find(
        self,
        query: str,
        *,
        kinds: Collection[Kind] = (),
        parties: Collection[Party] = (),
        lang: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        asked = question(query)
        kept = filters(kinds, parties, lang, since, until, limit, offset)
        self._bring_up()
        with self._reading() as connection:
            named = self._named(connection, asked)
            wide = replace(asked, terms=tuple(_spelt(connection, term) for term in asked.terms))
            read = self._read(connection)
            people = self._people(connection, named, wide, kept, read) if Kind.PERSON in kept.kinds else []
            things = lambda ids: things_of(connection, ids)  # noqa: E731
            found = Search(connection, wide, kept, self._shelf, read, things).answer(people)
        return Found(query=query, parties=asked.parties, kinds=found)

    def _named(self, connection: Connection, asked: Question) -> list[Named]:
        """The descriptions that the words may name. A party's name, and words that documents have, do not
        mean people whose names only sound like them."""
        found = people_named(connection, asked.name, _NAMED) if asked.name else []
        if asked.terms and all(term.parties for term in asked.terms):
            return [one for one in found if one.likeness >= _EXACT]
        sure = [one for one in found if one.likeness > _SURE]
        if asked.terms and len(sure) < len(found) and _is_said(connection, asked.terms):
            return sure
        return found

    def _people(
        self, connection: Connection, named: Sequence[Named], asked: Question, kept: Filters, read: Read
    ) -> list[Hit]:
        """People of these descriptions, the best name first, each once."""
        best = max((one.likeness for one in named), default=0.0)
        near = [one for one in named if one.likeness >= best - _NEAR]
        things = things_of(connection, [one.first for one in near])
        people: dict[str, list[Named]] = {}
        for one in near:
            people.setdefault(things.get(one.first, one.first), []).append(one)
        ranked = sorted(
            people,
            key=lambda thing: (
                -round(_likeness(people[thing]), 1),
                -sum(one.count for one in people[thing]),
                thing,
            ),
        )
        hits: list[Hit] = []
        for thing in ranked:
            if len(hits) >= kept.wanted:
                break
            hit = self._person(connection, thing, asked, _likeness(people[thing]), kept, read)
            if hit is not None:
                hits.append(hit)
        return hits

    def _person(
        self, connection: Connection, thing: str, asked: Question, score: float, kept: Filters, read: Read
    ) -> Hit | None:
        """A person as the last document within the filters names them, of the last few one with the name."""
        rows = _last(connection, thing, kept)
        pages = self._shelf.pages(connection, [number for _, number in rows], read)
        records = {page.number: record for record, number in rows for page in pages if page.number == number}
        found = [person_hit(page, records[page.number], thing, asked, score) for page in pages]
        hits = [hit for hit in found if hit is not None and kept.parties <= set(hit.parties)]
        return next((hit for hit in hits if " " in hit.title), hits[0] if hits else None)


def _is_said(connection: Connection, terms: Sequence[Term]) -> bool:
    """Whether a document has all these words."""
    said = Condition(TEXT, tuple(term.sought for term in terms))
    return bool(WORDS.find(connection, [said], below=1 << 62, limit=1))


def _likeness(named: Sequence[Named]) -> float:
    return max(one.likeness for one in named)


def _spelt(connection: Connection, term: Term) -> Term:
    """The term with the spellings of the names that it may be, in other scripts and languages."""
    if term.quoted or term.parties or not any(c.isalpha() for c in term.written):
        return term
    single = [form[0] for form in forms(term.written) if len(form) == 1]
    whole = max((form for form in forms(term.written)), key=len, default=())
    found: dict[tuple[str, ...], None] = dict.fromkeys(term.choices)
    named = [one for one in people_named(connection, term.written, _SPELLINGS) if one.likeness >= _SURE]
    if not any(one.likeness >= _EXACT for one in named) and _is_said(connection, (term,)):
        return term  # a word like any other
    for one in named:
        for spelling in one.written:
            row = [word.text for word in words(spelling)]
            if not is_latin(spelling):
                continue
            if single and is_latin(single[-1]):
                found |= dict.fromkeys((w,) for w in row if word_similarity(single[-1], w) >= _SAME_WORD)
            elif whole and len(row) > 1:
                found[(max(row, key=len),)] = None
    return replace(term, choices=tuple(found)[:_SPELLINGS])


def _last(connection: Connection, thing: str, kept: Filters) -> list[tuple[str, int]]:
    """The records of a person in the last documents within the filters, with the documents' numbers."""
    record, entry, document = schema.catalog_record, schema.search_entry, schema.document
    query = (
        select(record.c.record, entry.c.number)
        .join(entry, entry.c.document_id == record.c.document)
        .where(record.c.thing == thing, entry.c.number > kept.above, entry.c.number < kept.below)
        .order_by(entry.c.number.desc(), record.c.record)
        .limit(_LAST)
    )
    if kept.lang is not None:
        query = query.join(document, document.c.id == entry.c.document_id).where(document.c.lang == kept.lang)
    return [(row.record, row.number) for row in connection.execute(query)]


def things_of(connection: Connection, records: Collection[str]) -> dict[str, str]:
    """The ids in the whole ledger of the things that records tell of."""
    table = schema.catalog_record
    wanted = sorted(set(records))
    out: dict[str, str] = {}
    for start in range(0, len(wanted), _MANY):
        query = select(table.c.record, table.c.thing).where(
            table.c.record.in_(wanted[start : start + _MANY]), table.c.thing.is_not(None)
        )
        out |= {row.record: row.thing for row in connection.execute(query)}
    return out
