"""Commitments: those that documents tell of one promise are put together, also where its date has slipped.

No judgement is needed. Joined are, in this order: records in like words with the same deadline, and alike
ones of one voice (as positions are, see ``sayings``); in one document, words that stand within others; and
across documents and languages what ``dragoman.merge.compare.promises`` takes for one promise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from dragoman.merge.compare.promises import (
    SAME,
    Promise,
    amounts,
    compare,
    forbids,
    latin,
    named_parties,
    words,
)
from dragoman.merge.compare.titles import titles
from dragoman.merge.facts import published
from dragoman.merge.ledger.sayings import groups_of, right_first
from dragoman.merge.ledger.sources import Sources
from dragoman.model.judgement import Reason
from dragoman.model.ledger import Joining, LedgerCommitment
from dragoman.model.record import Body, Commitment, Engagement, Instrument, Reading
from dragoman.model.text import EngagementKind, Realis, Span

_SAID = frozenset({EngagementKind.STATEMENT, EngagementKind.REQUEST, EngagementKind.CONDEMNATION})
_STEM = 5  # letters by which names in two languages are tried against each other
_CROWD = 60  # promises of the same parties with one word in common: more, and the word tells nothing
_SHARE = 0.5  # of a sentence that a promise must cover for what it plans to be what is promised


def commitments(sources: Sources) -> tuple[LedgerCommitment, ...]:
    """Every commitment and intent, by id. One is told by the record that a person put right last, or else by
    one with the deadline that was told last, or else by the fullest."""
    records = {c.id: c for c in sorted(sources.records(Commitment), key=lambda c: c.id)}
    parent = {identity: identity for identity in records}

    def root(identity: str) -> str:
        while parent[identity] != identity:
            parent[identity] = parent[parent[identity]]
            identity = parent[identity]
        return identity

    joined: list[Joining] = []
    for joining in _joinings(sources, records):
        a, b = sorted((root(joining.left), root(joining.right)))
        if a != b:
            parent[b] = a
            joined.append(joining)
    together: dict[str, list[Commitment]] = {}
    for identity, record in records.items():
        together.setdefault(root(identity), []).append(record)
    why: dict[str, list[Joining]] = {}
    for joining in joined:
        why.setdefault(root(joining.left), []).append(joining)
    return tuple(
        _commitment(sources, key, together[key], tuple(why.get(key, ()))) for key in sorted(together)
    )


def _commitment(
    sources: Sources, key: str, group: list[Commitment], joined: tuple[Joining, ...]
) -> LedgerCommitment:
    reports = sources.reports(group)
    by_id = {c.id: c for c in group}
    return LedgerCommitment(
        id=key,
        commitment=min(
            _latest(sources, group), key=lambda c: (right_first(c), c.due.date is None, -len(c.what), c.id)
        ),
        reports=reports,
        members=tuple(dict.fromkeys(by_id[r.record_id] for r in reports)),
        joined=tuple(sorted(joined, key=lambda j: (j.left, j.right))),
    )


def _latest(sources: Sources, group: list[Commitment]) -> list[Commitment]:
    """The records that a person put right and those with the deadline that was told last; all where no
    document that gives one is dated."""
    dated = [c for c in group if c.due.date is not None]
    told = {c.id: sources.published(c.evidence[0].document_id) for c in dated}
    last = max(
        dated, key=lambda c: (told[c.id], c.due.date is not None and c.due.date.last, c.id), default=None
    )
    if last is None or not told[last.id]:
        return group
    return [c for c in group if c.corrected or (c.due.date, c.due.end) == (last.due.date, last.due.end)]


def _joinings(sources: Sources, records: Mapping[str, Commitment]) -> Iterator[Joining]:
    """Pairs of one promise, the surest first."""
    alike = groups_of(
        sources,
        records.values(),
        key=lambda c: (c.who, str(c.due.date), c.due_text),
        sense=lambda c: (c.who, c.strength, c.areas),
        words=lambda c: c.what,
    )
    for _, group in alike:
        for other in group[1:]:
            yield _join(group[0], other, 1.0, (Reason(feature="alike", value=1.0, weight=1.0),))
    yield from _within(records.values())
    promises = {p.record.id: p for p in _promises(sources)}
    found = []
    for a, b in _candidates(promises.values()):
        left, right = promises[a], promises[b]
        if forbids(left, right) is None:
            score, reasons = compare(left, right)
            if score >= SAME:
                found.append(_join(left.record, right.record, score, reasons))
    yield from sorted(found, key=lambda j: (-j.score, j.left, j.right))


def _join(left: Commitment, right: Commitment, score: float, reasons: tuple[Reason, ...]) -> Joining:
    a, b = sorted((left.id, right.id))
    return Joining(left=a, right=b, score=score, reasons=reasons)


def _within(records: Iterable[Commitment]) -> Iterator[Joining]:
    """In one document, a promise whose words stand within those of another of the same parties."""
    shelves: dict[object, list[Commitment]] = {}
    for record in records:
        shelves.setdefault((record.evidence[0].document_id, record.who), []).append(record)
    for shelf in shelves.values():
        for left, right in combinations(shelf, 2):
            a, b = left.evidence[0].span, right.evidence[0].span
            if a.covers(b) or b.covers(a):
                yield _join(left, right, 1.0, (Reason(feature="within", value=1.0, weight=1.0),))


def _promises(sources: Sources) -> Iterator[Promise]:
    held = _held(sources)
    for reading in sources.readings.values():
        document = sources.documents[reading.document_id]
        for record in reading.records:
            if isinstance(record, Commitment):
                named = named_in(reading, record)
                homes = frozenset(sources.canonical[i] for i in named)
                yield Promise(
                    record=record,
                    lang=document.lang,
                    named=homes,
                    titles=titles(document.lang, _names(reading, named)),
                    amounts=amounts(document.lang, _undated(record)),
                    words=words(document.lang, record.what, record.due_text),
                    told=published(document, reading),
                    others=named_parties(document.lang, record.what) - set(record.who),
                    held=min(
                        (held[sources.canonical[i]] for i in named if sources.canonical[i] in held),
                        default=None,
                    ),
                )


def _held(sources: Sources) -> dict[str, dt.date]:
    """The first day on which each engagement that took place may have been held."""
    out: dict[str, dt.date] = {}
    for event in sources.records(Engagement):
        if event.realis is Realis.ACTUAL and event.when.date is not None:
            home = sources.canonical[event.id]
            out[home] = min(out.get(home, dt.date.max), event.when.date.first)
    return out


def _names(reading: Reading, named: Collection[str]) -> list[str]:
    here = [record for record in reading.records if record.id in named]
    bodies = [r.name for r in here if isinstance(r, Body)]
    return [*bodies, *(r.title for r in here if isinstance(r, Instrument))]


def _undated(record: Commitment) -> str:
    return record.what.replace(record.due_text, " ") if record.due_text else record.what


def named_in(reading: Reading, promise: Commitment) -> tuple[str, ...]:
    """The records of a document that a promise's words name: instruments and bodies by their names, and the
    engagements that its sentence plans, where the promise is most of it or has the words of their date."""
    span, quote = promise.evidence[0].span, promise.evidence[0].quote.casefold()
    out = []
    for record in reading.records:
        match record:
            case Instrument():
                told = any(name.casefold() in quote for name in (record.title, *record.aliases))
            case Body():
                told = any(name.casefold() in quote for name in (record.name, *record.aliases))
            case Engagement():
                told = _plans(record, span)
            case _:
                told = False
        if told and any(e.span.overlaps(span) for e in record.evidence):
            out.append(record.id)
    return tuple(out)


def _plans(event: Engagement, span: Span) -> bool:
    if event.kind in _SAID or event.realis not in (Realis.PLANNED, Realis.NEGATED):
        return False
    dated = event.when_evidence is not None and span.covers(event.when_evidence.span)
    return dated or any(
        e.span.overlaps(span) and _common(e.span, span) >= _SHARE * len(e.span) for e in event.evidence
    )


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _candidates(promises: Iterable[Promise]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing: of the same parties, with a thing, a figure or a rare word in common, or with
    one deadline and the same areas."""
    shelves: dict[object, set[str]] = {}
    for promise in promises:
        who, one = promise.record.who, promise.record.id
        keys: list[object] = [*promise.named, *promise.amounts]
        keys += [(promise.lang, word) for word in promise.words]
        keys += [latin(word)[:_STEM] for _, title in promise.titles for word in title]
        if promise.due and promise.record.areas:
            keys.append((promise.due, promise.record.areas))
        for key in keys:
            shelves.setdefault((who, key), set()).add(one)
    seen: set[tuple[str, str]] = set()
    for shelf in shelves.values():
        if 1 < len(shelf) <= _CROWD:
            seen.update(combinations(sorted(shelf), 2))
    yield from sorted(seen)
