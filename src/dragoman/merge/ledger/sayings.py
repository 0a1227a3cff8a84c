"""Positions and indicators: those that documents tell in the same sense are put together.

No judgement is needed: equal ones are joined, and so are alike ones of one voice or in like words of one
language. All others stay apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from dragoman.extract.instrument import title_words
from dragoman.merge.ledger.sources import Sources
from dragoman.model.ledger import LedgerIndicator, LedgerPosition
from dragoman.model.record import Commitment, Indicator, Position

_LIKE = 0.6  # share of words that makes two sayings of one language the same
S = TypeVar("S", Commitment, Position, Indicator)


def positions(sources: Sources) -> tuple[LedgerPosition, ...]:
    """Every position, by id; the labels of each source stay with its record."""
    groups = groups_of(
        sources,
        sources.records(Position),
        key=lambda p: (p.who, p.issue, p.joint),
        sense=lambda p: (p.who, p.issue, p.joint),
        words=lambda p: p.stance,
    )
    return tuple(
        LedgerPosition(
            id=key,
            position=min(group, key=lambda p: (right_first(p), p.holder is None, -len(p.stance), p.id)),
            reports=sources.reports(group),
        )
        for key, group in groups
    )


def indicators(sources: Sources) -> tuple[LedgerIndicator, ...]:
    """Every figure, by id. Figures are joined only where all but the wording of the subject is equal."""
    groups = groups_of(
        sources,
        sources.records(Indicator),
        key=_figure,
        sense=lambda i: _figure(i) if i.value is not None else (i.id,),
        words=lambda i: i.subject,
    )
    return tuple(
        LedgerIndicator(
            id=key,
            indicator=min(group, key=lambda i: (right_first(i), -len(i.subject), i.id)),
            reports=sources.reports(group),
        )
        for key, group in groups
    )


def _figure(indicator: Indicator) -> tuple[Hashable, ...]:
    i = indicator
    return (i.measure, i.value, (i.unit or "").casefold(), (i.scope or "").casefold(), i.period, i.parties)


def right_first(record: Commitment | Position | Indicator) -> tuple[bool, float]:
    """Orders records: first those that a person put right, the last one before the others."""
    latest = max((note.at.timestamp() for note in record.corrected), default=None)
    return (latest is None, -(latest or 0.0))


def groups_of(
    sources: Sources,
    records: Iterable[S],
    *,
    key: Callable[[S], Hashable],
    sense: Callable[[S], Hashable],
    words: Callable[[S], str],
) -> list[tuple[str, list[S]]]:
    """Groups of records under the least id of each, sorted.

    Two are joined where ``key`` is equal and their words are alike in one language, or where they are of one
    voice, in two documents of which each says a thing of this ``sense`` once.
    """
    items = sorted(records, key=lambda r: r.id)
    parent = {r.id: r.id for r in items}

    def root(identity: str) -> str:
        while parent[identity] != identity:
            parent[identity] = parent[parent[identity]]
            identity = parent[identity]
        return identity

    def join(left: S, right: S) -> None:
        a, b = sorted((root(left.id), root(right.id)))
        parent[b] = a

    for alike in _shelves(items, lambda r: (_lang(sources, r), key(r))):
        _join_like(alike, words, join)
    for voice in _shelves(items, lambda r: (sources.voice(r), sense(r))):
        homes = [r.evidence[0].document_id for r in voice]
        once = [r for r in voice if homes.count(r.evidence[0].document_id) == 1]
        for record in once[1:]:
            join(once[0], record)
    groups: dict[str, list[S]] = {}
    for record in items:
        groups.setdefault(root(record.id), []).append(record)
    return sorted(groups.items())


def _lang(sources: Sources, record: Commitment | Position | Indicator) -> str:
    return sources.documents[record.evidence[0].document_id].lang


def _shelves(items: Iterable[S], key: Callable[[S], Hashable]) -> list[list[S]]:
    shelves: dict[Hashable, list[S]] = {}
    for item in items:
        shelves.setdefault(key(item), []).append(item)
    return [shelf for shelf in shelves.values() if len(shelf) > 1]


def _join_like(items: Sequence[S], words: Callable[[S], str], join: Callable[[S, S], None]) -> None:
    """Join items in like words; pairs are tried by their rarest words, so that they are few."""
    cut = [frozenset(title_words(words(item))) or frozenset({words(item).casefold()}) for item in items]
    shelves: dict[str, list[int]] = {}
    for number, found in enumerate(cut):
        for word in found:
            shelves.setdefault(word, []).append(number)
    for number, found in enumerate(cut):
        rarest = sorted(found, key=lambda w: (len(shelves[w]), w))
        tried: set[int] = set()
        for word in rarest[: len(found) - int(_LIKE * len(found)) + 1]:
            tried.update(other for other in shelves[word] if other > number)
        for other in sorted(tried):
            if len(found & cut[other]) >= _LIKE * len(found | cut[other]):
                join(items[number], items[other])
