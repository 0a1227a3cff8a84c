"""What waits for a person, a page at a time: merges, doubts, disagreements, and what nobody could date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.desk.differ.rows import Disagreement, Kind, Standing, Version
from dragoman.errors import InvalidRecord
from dragoman.lexicon.load import given_names
from dragoman.merge import MergeSettings
from dragoman.merge.explain import Explainer
from dragoman.model.correction import check_value
from dragoman.model.judgement import Matter, Reason
from dragoman.model.record import Party
from dragoman.store import Focus
from dragoman.store.catalog import OpenMerge
from dragoman.web.review.cards import Card, Cards, Effect, Side, effects, machine_says
from dragoman.web.view import View

LIMIT = 10
UNSURE = 0.6
"""Words of less confidence are doubted: of the same measure as the mark on the page of a document."""


class Tab(StrEnum):
    """The parts of the queue."""

    MERGES = "merges"
    UNSURE = "unsure"
    DIFFER = "differ"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeItem:
    """Two things that may be one."""

    code: str
    matter: Matter
    left: Side
    right: Side
    score: float
    why: str
    features: tuple[Reason, ...]
    effects: tuple[Effect, ...]

    @property
    def seen(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.left.seen, *self.right.seen)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordItem:
    """A record that the machine is not sure of, or could not date."""

    code: str
    card: Card
    home: str

    @property
    def seen(self) -> tuple[str, ...]:
        return (self.card.seen,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferItem:
    """Something that sources tell differently; ``field`` is the one that a person can decide, if any."""

    code: str
    row: Disagreement
    field: str | None
    records: tuple[str, ...]
    seen: tuple[str, ...]
    versions: tuple[tuple[Version, str], ...]


Item = MergeItem | RecordItem | DifferItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the queue. ``counts`` are how many wait, by tab; None where that takes a pair to be told."""

    tab: Tab
    matter: Matter | None
    parties: tuple[Party, ...]
    items: tuple[Item, ...]
    total: int
    offset: int
    counts: Mapping[Tab, int | None]
    matters: Mapping[Matter, int]


def queue(view: View, tab: Tab, matter: Matter | None, parties: tuple[Party, ...], offset: int) -> Queue:
    """What waits of one kind, from ``offset`` on."""
    catalog = view.desk.store.catalog
    matters = {m: view.desk.waiting(view.revision, m, parties) for m in Matter}
    counts: dict[Tab, int | None] = {
        Tab.MERGES: sum(matters.values()),
        Tab.UNSURE: catalog.doubtful(UNSURE, parties=parties, limit=1).total,
        Tab.DIFFER: None,
        Tab.UNDATED: catalog.undated(parties=parties, limit=1).total,
    }
    items: Sequence[Item]
    match tab:
        case Tab.MERGES:
            matter = matter or next((m for m in Matter if matters[m]), Matter.ENGAGEMENT)
            asked = catalog.waiting(matter, parties=parties, limit=LIMIT, offset=offset)
            items, total = _merges(view, asked.rows), asked.total
        case Tab.UNSURE:
            doubts = catalog.doubtful(UNSURE, parties=parties, limit=LIMIT, offset=offset)
            items, total = (
                _records(view, {one.record: (one.document, one.home) for one in doubts}),
                doubts.total,
            )
        case Tab.UNDATED:
            undated = catalog.undated(parties=parties, limit=LIMIT, offset=offset)
            items, total = (
                _records(view, {one.record: (one.document, one.id) for one in undated}),
                undated.total,
            )
        case Tab.DIFFER:
            found = _differing(view, parties) if len(parties) == 2 else ()
            items, total = _differ_items(view, parties, found[offset : offset + LIMIT]), len(found)
            counts[Tab.DIFFER] = total if len(parties) == 2 else None
    return Queue(
        tab=tab,
        matter=matter if tab is Tab.MERGES else None,
        parties=parties,
        items=tuple(items),
        total=total,
        offset=offset,
        counts=counts,
        matters=matters,
    )


def merge_item(
    view: View, cards: Cards, one: OpenMerge, records: Mapping[str, int] | None = None
) -> MergeItem | None:
    """A question with both sides; None where one of them is not there any more. ``records`` are how many the
    things have in the whole ledger, where more than are here."""
    left, right = cards.side(one.left), cards.side(one.right)
    if left is None or right is None:
        return None
    left, right = (
        replace(side, records=max(side.records, (records or {}).get(home, 0)))
        for side, home in ((left, one.left_home), (right, one.right_home))
    )
    said = machine_says(cards.ledger, one.left, one.right)
    reasons = said.reasons if said is not None else _compared(view, cards, one)
    members = [cards.things.of(identity).members for identity in (one.left, one.right)]
    return MergeItem(
        code=f"merge:{one.left}:{one.right}",
        matter=one.matter,
        left=left,
        right=right,
        score=one.score,
        why=one.why,
        features=tuple(r for r in reasons if r.weight),
        effects=effects(cards, *members),
    )


def _compared(view: View, cards: Cards, one: OpenMerge) -> tuple[Reason, ...]:
    settings = view.desk.settings.merging or MergeSettings()
    pairs = Explainer(cards.ledger, settings, given_names()).pairs(one.matter, [one.left], [one.right])
    return pairs[0].reasons if pairs else ()


def _merges(view: View, asked: Sequence[OpenMerge]) -> list[Item]:
    ids = {identity for one in asked for identity in (one.left, one.right)}
    homes = view.desk.store.catalog.holders(ids)
    documents = {*homes.values(), *(identity for identity in ids if identity.startswith("doc-"))}
    things = {home for one in asked for home in (one.left_home, one.right_home)}
    focus = Focus(things=tuple(sorted(things)), alone=True)
    cards = Cards(view.book(tuple(sorted(documents)), focus).facts, view.say)
    records = view.desk.store.catalog.records(things)
    found = (merge_item(view, cards, one, records) for one in asked)
    return [item for item in found if item is not None]


def _records(view: View, places: Mapping[str, tuple[str, str]]) -> list[Item]:
    """Records, by their documents and things."""
    documents, things = zip(*places.values(), strict=True) if places else ((), ())
    focus = Focus(things=tuple(sorted(set(things))), alone=True)
    cards = Cards(view.book(tuple(sorted(set(documents))), focus).facts, view.say)
    return [
        RecordItem(code=f"record:{identity}", card=card, home=cards.things.of(identity).home)
        for identity in places
        if (card := cards.card(identity)) is not None
    ]


# --- disagreements ----------------------------------------------------------------------------------------

_FIELDS: Mapping[Kind, str] = {
    Kind.DATE: "date",
    Kind.PLACE: "place",
    Kind.PARTIES: "parties",
    Kind.SESSION: "session",
    Kind.STATUS: "status",
    Kind.SYMBOL: "symbol",
    Kind.TYPE: "kind",
    Kind.HAPPENED: "realis",
}


def _differing(view: View, parties: tuple[Party, ...]) -> tuple[Disagreement, ...]:
    book = view.between(*parties)
    found = view.kept(
        ("review differ", parties), lambda: tuple(book.disagreements(*(p.code for p in parties)))
    )
    return tuple(one for one in found if one.standing is Standing.DIFFERS and one.counted is None)


def _differ_items(view: View, parties: tuple[Party, ...], rows: Sequence[Disagreement]) -> list[Item]:
    if not rows:
        return []
    cards = Cards(view.between(*parties).facts, view.say)
    return [_differ_item(cards, one) for one in rows]


def _differ_item(cards: Cards, row: Disagreement) -> DifferItem:
    thing = cards.things.of(row.id)
    field = _FIELDS.get(row.kind) if thing.members and thing.kind in ("engagement", "instrument") else None
    return DifferItem(
        code=f"differ:{row.id}:{row.kind.value}",
        row=row,
        field=field,
        records=thing.members,
        seen=cards.seen(thing.members),
        versions=tuple((version, _decidable(row.id, field, version.code)) for version in row.versions),
    )


def _decidable(identity: str, field: str | None, code: str) -> str:
    """The value, where a person can say that it is the right one."""
    if field is None or not code:
        return ""
    try:
        check_value(identity, field, code)
    except InvalidRecord:
        return ""
    return code
