"""Records of instruments -> one entry for each instrument, with its titles, status and date."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from dragoman.merge.compare.titles import Titles, likeness, terms, titles
from dragoman.merge.latin import is_latin
from dragoman.merge.ledger.fields import DATE, PLAIN, Scale, best, decided, in_order, iso, saying
from dragoman.merge.ledger.sources import Sources
from dragoman.merge.ledger.terms import terms_of
from dragoman.model.ledger import Claim, Conflict, LedgerInstrument, Stage
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
    """The same instruments, each with those that came before it and after it under the same title."""
    named = {one.id: _titles(one) for one in found}
    shelves: dict[Hashable, list[LedgerInstrument]] = {}
    for one in found:
        if _years(one) is not None and len(one.parties) > 1:
            keys = {(lang, max(words, key=lambda w: (len(w), w))) for lang, words in named[one.id]}
            for key in keys:
                shelves.setdefault((one.kind, one.parties, key), []).append(one)
    pairs = {
        (old.id, new.id)
        for shelf in shelves.values()
        for new in shelf
        for old in shelf
        if _before(old, new) and (likeness(named[old.id], named[new.id]) or 0.0) >= _SAME_TITLE
    }
    by_id = {one.id: one for one in found}
    earlier: dict[str, list[LedgerInstrument]] = {}
    later: dict[str, list[LedgerInstrument]] = {}
    for old, new in pairs:
        earlier.setdefault(new, []).append(by_id[old])
        later.setdefault(old, []).append(by_id[new])
    return [_with_versions(one, earlier.get(one.id, ()), later.get(one.id, ())) for one in found]


def _with_versions(
    one: LedgerInstrument, earlier: Iterable[LedgerInstrument], later: Iterable[LedgerInstrument]
) -> LedgerInstrument:
    following = sorted(later, key=_age)
    done = (new.id for new in following if new.status is not None and new.status not in _AHEAD)
    return replace(
        one,
        earlier=tuple(old.id for old in sorted(earlier, key=_age)),
        later=tuple(new.id for new in following),
        superseded_by=next(done, None),
    )


def _age(instrument: LedgerInstrument) -> tuple[int, str, str]:
    years = _years(instrument)
    return (years[0] if years else 9999, *_order(instrument))


def _before(old: LedgerInstrument, new: LedgerInstrument) -> bool:
    """Whether one is dated before the other, or of an earlier term where the dates do not tell."""
    if old.when.date is not None and new.when.date is not None:
        return old.when.date.last < new.when.date.first
    ours, theirs = _years(old), _years(new)
    return ours is not None and theirs is not None and ours[1] < theirs[0]


def _years(instrument: LedgerInstrument) -> tuple[int, int] | None:
    """The years of its date, else those that its titles name: "Programme for 2021-2023"."""
    if instrument.when.date is not None:
        return instrument.when.date.first.year, instrument.when.date.last.year
    told = sorted(terms(_cut(instrument)))
    return (int(told[0]), int(told[-1])) if told else None


def _cut(instrument: LedgerInstrument) -> Titles:
    return tuple(t for title, lang in instrument.aliases for t in titles(lang, (title,)))


def _titles(instrument: LedgerInstrument) -> Titles:
    """Its titles without the years that they name, which tell the versions of one instrument apart."""
    bare = [(lang, tuple(w for w in words if not w.isdigit())) for lang, words in _cut(instrument)]
    return tuple((lang, words) for lang, words in bare if words)


def _instrument(sources: Sources, key: str, members: Sequence[Instrument]) -> LedgerInstrument:
    claims: list[Claim] = []
    conflicts: list[Conflict] = []

    def choose(name: str, values: Sequence[tuple[Instrument, str]], scale: Scale) -> str | None:
        sayings = [
            saying(i, sources.claim(name, value, i.evidence[0]), sources.voice(i), basis=i.when.basis)
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
        saying(i, sources.claim("status", i.status.value, i.evidence[0]), sources.voice(i)).claim
        for i in members
        if i.status is not None
    )
    until = terms_of(sources, members)
    claims.extend(until.claims)
    conflicts.extend(until.conflicts)
    title = _title(sources, members)
    said, numbered = decided(members, "parties"), decided(members, "symbol")
    assert kind is not None
    now, when = status(sources, members), _when(members, date)
    return LedgerInstrument(
        id=key,
        title=title,
        aliases=tuple(sorted({(t, i.lang) for i in members for t in (i.title, *i.aliases)})),
        kind=InstrumentKind(kind),
        status=now,
        when=when,
        parties=said.parties if said else tuple(sorted({p for i in members for p in i.parties})),
        areas=tuple(sorted({a for i in members for a in i.areas})),
        symbol=numbered.symbol if numbered is not None else symbol,
        claims=in_order(claims),
        conflicts=tuple(conflicts),
        members=tuple(members),
        reports=sources.reports(members),
        life=_life(sources, members),
        expires=until.end(now, when),
        term_months=until.months,
        renews=until.renews,
    )


def _life(sources: Sources, members: Sequence[Instrument]) -> tuple[Stage, ...]:
    """The statuses told, by the date of the first document that tells each; undated ones after the others."""
    told: dict[InstrumentStatus, list[Instrument]] = {}
    for one in members:
        if one.status is not None:
            told.setdefault(one.status, []).append(one)
    stages = []
    for value, tellers in told.items():
        dates = [sources.last_published(one.evidence[0].document_id) for one in tellers]
        first = min((date for date in dates if date), default="")
        stages.append(Stage(status=value, told=first, reports=sources.reports(tellers)))
    return tuple(sorted(stages, key=lambda stage: (stage.told or "9999", _LIFE.index(stage.status))))


def status(sources: Sources, members: Sequence[Instrument]) -> InstrumentStatus | None:
    """The status that a person gives, or else the latest documents; of several, and where no date is known,
    the furthest along.

    A document never takes back what an earlier one reports: once signed, it is not planned again.
    """
    said = decided(members, "status")
    if said is not None:
        return said.status
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
    said = decided(members, "date")
    if said is not None:
        return said.when
    fit = [i.when for i in _dated(members) if iso(i.when) == date]
    return min(fit, key=lambda when: (_BASES.index(when.basis), when.how), default=UNDATED)


def _title(sources: Sources, members: Sequence[Instrument]) -> str:
    """The title that a person gives, or else of most voices, in Latin script where there is one; the longer
    of two."""
    said = decided(members, "title")
    if said is not None:
        return said.title
    voices: dict[str, set[str]] = {}
    for instrument in members:
        voices.setdefault(instrument.title, set()).add(sources.voice(instrument))
    return min(voices, key=lambda t: (not is_latin(t), -len(voices[t]), -len(t), t))
