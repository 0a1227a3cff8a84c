"""Figures of one measure, scope and period that differ by more than rounding."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal

from dragoman.desk.differ.rows import Disagreement, Kind, Standing, exclusive, told, versions
from dragoman.desk.parties import party_name
from dragoman.desk.wording import day_text, isolated, listed
from dragoman.model.ledger import Ledger, LedgerIndicator
from dragoman.model.record import Evidence, Indicator, Measure
from dragoman.model.time import UNDATED, DateBasis, When

_BETWEEN_TWO = frozenset({Measure.TRADE_VOLUME})  # the same whichever side tells it
_ROUNDED = Decimal("0.02")
_FACTOR = 5  # figures further apart are of two things
_PAIR = 2
_SHARE = "%"


def figures(ledger: Ledger) -> list[Disagreement]:
    """Figures that documents give differently for one measure between two parties, unit and stated period.

    Trade between two is compared in whatever words; exports, imports and all others, which have directions,
    only where their words and scope are the same. Left out are percentages (of what they are is seldom
    told), values that are as near as rounding, those more than five times apart, and documents that give
    several figures of the same: nobody knows which of them to compare.
    """
    shelves: dict[Hashable, list[LedgerIndicator]] = {}
    for entry in ledger.indicators:
        key = _key(entry.indicator)
        if key is not None:
            shelves.setdefault(key, []).append(entry)
    found = (_row(ledger, shelf) for shelf in shelves.values() if len(shelf) > 1)
    return [row for row in found if row is not None]


def _key(said: Indicator) -> Hashable:
    """What makes two figures comparable, or None."""
    if said.value is None or len(said.parties) != _PAIR or said.period is None:
        return None
    if said.unit in (None, _SHARE) and said.measure not in (Measure.TRADE_RANK, Measure.STUDENTS):
        return None
    words = () if said.measure in _BETWEEN_TWO else (said.subject.casefold(), (said.scope or "").casefold())
    return (said.measure, said.unit, str(said.period), said.parties, words)


def _row(ledger: Ledger, shelf: Sequence[LedgerIndicator]) -> Disagreement | None:
    given: dict[str, set[str]] = {}
    for entry in shelf:
        for report in entry.reports:
            given.setdefault(report.document_id, set()).add(entry.indicator.value or "")
    words: dict[str, list[Evidence]] = {}
    for entry in shelf:
        for report in entry.reports:
            if len(given[report.document_id]) == 1:
                words.setdefault(entry.indicator.value or "", []).extend(report.evidence)
    said = shelf[0].indicator
    values = _unlike([(Decimal(value), value) for value in words])
    if len(values) < 2:
        return None
    unit = f" {said.unit}" if said.unit else ""
    apart = exclusive([told(v, f"{Decimal(v):,f}{unit}", ledger, words[v]) for v in values])
    if not apart:
        return None
    period = f", {day_text(said.period)}" if said.period else ""
    between = listed(party_name(party) for party in said.parties)
    return Disagreement(
        id=min(entry.id for entry in shelf),
        kind=Kind.FIGURE,
        standing=Standing.DIFFERS,
        name=said.measure.value,
        subject=f"{said.measure.value}{period}, {between}",
        text=f"Sources give different figures: {isolated(said.subject)}{period}",
        versions=versions(ledger, apart),
        parties=said.parties,
        when=When(date=said.period, basis=DateBasis.STATED) if said.period else UNDATED,
    )


def _unlike(figures: Sequence[tuple[Decimal, str]]) -> list[str]:
    """The figures without those that round to another, all within reach of the least."""
    kept: list[tuple[Decimal, str]] = []
    for number, value in sorted(figures, key=lambda f: (-_digits(f[0]), f[0])):
        if not any(_near(number, other) for other, _ in kept):
            kept.append((number, value))
    least = min((n for n, _ in kept), default=Decimal(0))
    if least <= 0 or any(number > _FACTOR * least for number, _ in kept):
        return []
    return [value for _, value in sorted(kept)]


def _near(a: Decimal, b: Decimal) -> bool:
    """Whether two figures are one: within two hundredths, or the finer rounds or is cut to the coarser."""
    coarse, fine = sorted((a, b), key=_digits)
    step = Decimal(10) ** (coarse.adjusted() - _digits(coarse) + 1)
    if abs(a - b) <= _ROUNDED * max(a, b):
        return True
    return _digits(coarse) < _digits(fine) and (abs(a - b) <= step / 2 or coarse < fine < coarse + step)


def _digits(number: Decimal) -> int:
    """How many digits tell something: 1.5 billion has two."""
    return len("".join(map(str, number.normalize().as_tuple().digits)))
