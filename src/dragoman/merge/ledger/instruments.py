"""Records of instruments -> one entry for each instrument, with its titles, status and date."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from dragoman.extract.instrument import title_words
from dragoman.merge.compare.titles import Titles, likeness, titles
from dragoman.merge.fields import DATE, PLAIN, Saying, Scale, best, in_order, iso
from dragoman.merge.latin import is_latin
from dragoman.merge.ledger.sources import Sources
from dragoman.model.ledger import Claim, Conflict, LedgerInstrument
from dragoman.model.record import Instrument, InstrumentKind, InstrumentStatus
from dragoman.model.time import UNDATED, DateBasis, When

# how far along its life an instrument is; a later report may only be told to know less
_LIFE = (
    InstrumentStatus.PROPOSED,
    InstrumentStatus.PLANNED,
    InstrumentStatus.CONCLUDED,
    InstrumentStatus.SIGNED,
    InstrumentStatus.IN_FORCE,
    InstrumentStatus.UPDATED,
    InstrumentStatus.EXPIRED,
    InstrumentStatus.TERMINATED,
)
_SAME_TITLE = 0.75
_BASES = tuple(DateBasis)
_AHEAD = frozenset({InstrumentStatus.PROPOSED, InstrumentStatus.PLANNED})
_VAGUE = InstrumentKind.OTHER.value
_KIND = Scale(
    lambda a, b: a == b or _VAGUE in (a, b),
    lambda value: int(value != _VAGUE),
)


def instruments(sources: Sources) -> tuple[LedgerInstrument, ...]:
    """Every instrument of the ledger, by date and id; undated ones last."""
    groups = sources.groups(sources.records(Instrument))
    out = [_instrument(sources, key, groups[key]) for key in groups]
    return tuple(sorted(_in_versions(out), key=_order))


def _order(instrument: LedgerInstrument) -> tuple[str, str]:
    return str(instrument.when.date or "9999"), instrument.id


def _in_versions(found: Sequence[LedgerInstrument]) -> list[LedgerInstrument]:
    """The same instruments, each with those that came before it under the same title."""
    shelves: dict[Hashable, list[LedgerInstrument]] = {}
    for one in found:
        if one.when.date is not None and len(one.parties) > 1:
            keys = {
                (lang, max(title_words(t), key=lambda w: (len(w), w), default=t)) for t, lang in one.aliases
            }
            for key in keys:
                shelves.setdefault((one.kind, one.parties, key), []).append(one)
    earlier: dict[str, dict[str, LedgerInstrument]] = {}
    for shelf in shelves.values():
        for one in shelf:
            earlier.setdefault(one.id, {}).update((e.id, e) for e in shelf if _is_version(e, one))
    return [
        replace(i, earlier=tuple(e.id for e in sorted(earlier.get(i.id, {}).values(), key=_order)))
        for i in found
    ]


def _is_version(old: LedgerInstrument, new: LedgerInstrument) -> bool:
    if old.when.date is None or new.when.date is None or old.when.date.last >= new.when.date.first:
        return False
    return (likeness(_titles(old), _titles(new)) or 0.0) >= _SAME_TITLE


def _titles(instrument: LedgerInstrument) -> Titles:
    return tuple(t for title, lang in instrument.aliases for t in titles(lang, (title,)))


def _instrument(sources: Sources, key: str, members: Sequence[Instrument]) -> LedgerInstrument:
    claims: list[Claim] = []
    conflicts: list[Conflict] = []

    def choose(name: str, values: Sequence[tuple[Instrument, str]], scale: Scale) -> str | None:
        sayings = [
            Saying(
                claim=sources.claim(name, value, i.evidence[0]), voice=sources.voice(i), basis=i.when.basis
            )
            for i, value in values
        ]
        claims.extend(s.claim for s in sayings)
        chosen, conflict = best(sayings, scale)
        if conflict is not None:
            conflicts.append(conflict)
        return chosen.claim.value if chosen else None

    kind = choose("kind", [(i, i.kind.value) for i in members], _KIND)
    date = choose("date", [(i, iso(i.when)) for i in _dated(members)], DATE)
    symbol = choose("symbol", [(i, i.symbol) for i in members if i.symbol], PLAIN)
    claims.extend(
        sources.claim("status", i.status.value, i.evidence[0]) for i in members if i.status is not None
    )
    title = _title(sources, members)
    assert kind is not None
    return LedgerInstrument(
        id=key,
        title=title,
        aliases=tuple(sorted({(t, i.lang) for i in members for t in (i.title, *i.aliases)})),
        kind=InstrumentKind(kind),
        status=status(sources, members),
        when=_when(members, date),
        parties=tuple(sorted({p for i in members for p in i.parties})),
        areas=tuple(sorted({a for i in members for a in i.areas})),
        symbol=symbol,
        claims=in_order(claims),
        conflicts=tuple(conflicts),
        members=tuple(members),
        reports=sources.reports(members),
    )


def status(sources: Sources, members: Sequence[Instrument]) -> InstrumentStatus | None:
    """The status that the latest documents tell; of several, and where no date is known, the furthest along.

    A document never takes back what an earlier one reports: once signed, it is not planned again.
    """
    told = [(sources.last_published(i.evidence[0].document_id), i.status) for i in members if i.status]
    if not told:
        return None
    done = [(date, value) for date, value in told if value not in _AHEAD] or told
    return (
        max(done, key=lambda pair: (pair[0], _LIFE.index(pair[1])))[1]
        if _dates_known(done)
        else max((value for _, value in done), key=_LIFE.index)
    )


def _dates_known(told: Sequence[tuple[str, InstrumentStatus]]) -> bool:
    return all(date for date, _ in told)


def _dated(members: Sequence[Instrument]) -> list[Instrument]:
    """Records that date it; a date planned for it counts only where nothing else is known."""
    dated = [i for i in members if i.when.date is not None]
    return [i for i in dated if i.status not in _AHEAD] or dated


def _when(members: Sequence[Instrument], date: str | None) -> When:
    fit = [i.when for i in _dated(members) if iso(i.when) == date]
    return min(fit, key=lambda when: (_BASES.index(when.basis), when.how), default=UNDATED)


def _title(sources: Sources, members: Sequence[Instrument]) -> str:
    """The title of most voices, in Latin script where there is one; the longer of two."""
    voices: dict[str, set[str]] = {}
    for instrument in members:
        voices.setdefault(instrument.title, set()).add(sources.voice(instrument))
    return min(voices, key=lambda t: (not is_latin(t), -len(voices[t]), -len(t), t))
