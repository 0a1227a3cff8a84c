"""Claims of documents beside the figures of trade files: confirmed, contradicted, or not checkable, and why.

A claim is only contradicted where its words leave no other sense: a percentage may be a change or a part, a
rank may be within a group that is not known here, exports of fish are less than all exports, and trade with
"the African countries" is not that with one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from dragoman.desk.avenues.directions import mirror
from dragoman.desk.avenues.facts import Basis, Check, Ground, Mirror, Part, Verdict
from dragoman.desk.avenues.scope import Scope, group_totals, scope_of
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.desk.notes import of_reports, published
from dragoman.gazetteer.groups import Group, groups_in
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.ledger import Ledger, LedgerIndicator
from dragoman.model.record import Measure, Party, PartyKind
from dragoman.trade import Trade

_TRADE = (Measure.TRADE_RANK, Measure.TRADE_VOLUME, Measure.EXPORTS, Measure.IMPORTS)
_BEHIND = 40  # characters after the words of a rank in which the group may stand
_OF_TRADE = "trade"

Found = tuple[Verdict, Ground, tuple[Part, ...], str | None]


def checks(
    ledger: Ledger,
    pair: tuple[Party, Party],
    documents: Collection[str],
    trade: Trade | None,
    on: dt.date,
    settings: AvenueSettings,
) -> tuple[Check, ...]:
    """Every claim on the two, by year, each with its verdict."""
    chosen = [i for i in ledger.indicators if _is_on(i, pair, documents)]
    made = [_check(ledger, item, pair, trade, on, settings) for item in chosen]
    return tuple(
        sorted(made, key=lambda c: (c.year or 9999, c.indicator.indicator.measure.value, c.indicator.id))
    )


def _is_on(item: LedgerIndicator, pair: tuple[Party, Party], documents: Collection[str]) -> bool:
    sides = set(item.indicator.parties)
    told = any(report.document_id in documents for report in item.reports)
    return set(pair) <= sides or (sides <= set(pair) and told)


def _check(
    ledger: Ledger,
    item: LedgerIndicator,
    pair: tuple[Party, Party],
    trade: Trade | None,
    on: dt.date,
    settings: AvenueSettings,
) -> Check:
    said = item.indicator
    stated = said.period is not None
    year = said.period.year if said.period else _year_before(ledger, item)
    value = _number(said.value)
    verdict, ground, figures, group = _found(ledger, item, pair, trade, year, on, settings)
    if verdict is Verdict.CONTRADICTED and _is_plan(ledger, item):
        verdict, ground = Verdict.NOT_CHECKABLE, Ground.PLAN
    return Check(
        indicator=item,
        verdict=verdict,
        ground=ground,
        year=year,
        stated_year=stated,
        claimed=value,
        figures=figures,
        group=group,
        notes=of_reports(ledger, item.reports),
    )


def _found(
    ledger: Ledger,
    item: LedgerIndicator,
    pair: tuple[Party, Party],
    trade: Trade | None,
    year: int | None,
    on: dt.date,
    settings: AvenueSettings,
) -> Found:
    said = item.indicator
    value = _number(said.value)

    def unchecked(ground: Ground) -> Found:
        return Verdict.NOT_CHECKABLE, ground, (), None

    if said.measure not in _TRADE:
        return unchecked(Ground.NOT_TRADE)
    if value is None:
        return unchecked(Ground.NO_VALUE)
    if set(said.parties) - set(pair) or any(p.kind is not PartyKind.STATE for p in pair):
        return unchecked(Ground.PARTIES)
    if trade is None:
        return unchecked(Ground.NO_FILES)
    if year is None or year not in trade.years or year >= on.year:
        return unchecked(Ground.NO_DATA)
    if said.measure is Measure.TRADE_RANK:
        return _rank(item, pair, trade, year, int(value), settings)
    if said.unit not in ("%", "USD"):
        return unchecked(Ground.CURRENCY)
    scope = scope_of(ledger, item, pair)
    if scope.one is not None:
        return _with_group(ledger, item, scope.one, scope, trade, year, value, settings)
    flows = [(i, j, mirror(trade, year, i, j)) for i, j in (pair, pair[::-1])]
    if said.unit == "%":
        return _percentage(flows, pair, trade, year, value, settings)
    figures = _totals(flows) if said.measure is Measure.TRADE_VOLUME else _each(flows)
    verdict, ground, figures, _ = _amount(ledger, item, value, figures, settings)
    if verdict is Verdict.CONTRADICTED and scope.others:
        return Verdict.NOT_CHECKABLE, Ground.OTHERS, figures, None
    return verdict, ground, figures, None


def _with_group(
    ledger: Ledger,
    item: LedgerIndicator,
    one: Party,
    scope: Scope,
    trade: Trade,
    year: int,
    value: float,
    settings: AvenueSettings,
) -> Found:
    """A claim whose words name a group and one of the two: what that one traded with all of the group.

    Where they name several groups, only a figure that fits decides.
    """
    name = ", ".join(group.name for group in scope.groups)
    measure = item.indicator.measure
    figures = tuple(
        part
        for group in scope.groups
        for part in group_totals(trade, year, one, group, measure, settings)
        if item.indicator.unit == "USD"
    )
    if not figures:
        return Verdict.NOT_CHECKABLE, Ground.GROUP, (), name
    verdict, ground, figures, _ = _amount(ledger, item, value, figures, settings)
    if verdict is Verdict.CONTRADICTED and len(scope.groups) > 1:
        return Verdict.NOT_CHECKABLE, Ground.OTHERS, figures, name
    return verdict, ground, figures, name


def _amount(
    ledger: Ledger, item: LedgerIndicator, value: float, figures: tuple[Part, ...], settings: AvenueSettings
) -> Found:
    """Confirmed by any figure; contradicted by all, unless the words may be of a part of what these count."""
    if not figures:
        return Verdict.NOT_CHECKABLE, Ground.NO_DATA, (), None
    if any(_near(value, part.value, settings) for part in figures):
        return Verdict.CONFIRMED, Ground.WITHIN, figures, None
    less = value < min(part.value for part in figures)
    if less and _names_goods(ledger, item):
        return Verdict.NOT_CHECKABLE, Ground.GOODS, figures, None
    if less and item.indicator.measure is not Measure.TRADE_VOLUME:
        return Verdict.NOT_CHECKABLE, Ground.PART, figures, None
    return Verdict.CONTRADICTED, Ground.OUTSIDE, figures, None


def _percentage(
    flows: Sequence[tuple[Party, Party, Mirror]],
    pair: tuple[Party, Party],
    trade: Trade,
    year: int,
    value: float,
    settings: AvenueSettings,
) -> Found:
    """Confirmed where trade changed by so much on the year before; else the words may mean anything."""
    before = (
        [(i, j, mirror(trade, year - 1, i, j)) for i, j in (pair, pair[::-1])]
        if year - 1 in trade.years
        else []
    )
    now, then = _totals(flows) + _each(flows), _totals(before) + _each(before)
    past = {(part.name, part.basis): part.value for part in then}
    changes = tuple(
        Part(
            name=f"change of {part.name}",
            value=100 * (part.value / past[part.name, part.basis] - 1),
            unit="%",
            basis=part.basis,
        )
        for part in now
        if past.get((part.name, part.basis))
    )
    if any(_near(value, abs(part.value), settings) for part in changes):
        return Verdict.CONFIRMED, Ground.CHANGE, changes, None
    return Verdict.NOT_CHECKABLE, Ground.PERCENT if changes else Ground.NO_DATA, changes, None


def _rank(
    item: LedgerIndicator,
    pair: tuple[Party, Party],
    trade: Trade,
    year: int,
    claimed: int,
    settings: AvenueSettings,
) -> Found:
    """The rank of either among the partners of the other, by what it buys and sells together."""
    group = _group(item)
    sides = [
        (one, other) for one, other in (pair, pair[::-1]) if group is None or other.code in group.members
    ]
    if not sides:
        return Verdict.NOT_CHECKABLE, Ground.NO_MEMBER, (), group.name if group else None
    parts: list[Part] = []
    for ranker, other in sides:
        rank = _rank_of(trade, year, ranker.code, other.code, group, settings)
        if rank is not None:
            whose = f"rank of {other} among {'all' if group is None else group.name} partners of {ranker}"
            parts.append(Part(name=whose, value=rank))
    name, figures = group.name if group else None, tuple(parts)
    if not figures:
        return Verdict.NOT_CHECKABLE, Ground.PARTNERS, (), name
    if any(part.value == claimed for part in figures):
        return Verdict.CONFIRMED, Ground.RANK_SAME, figures, name
    if len(figures) < len(sides):
        return Verdict.NOT_CHECKABLE, Ground.PARTNERS, figures, name
    if group is not None:
        return Verdict.CONTRADICTED, Ground.RANK_OTHER, figures, name
    if all(part.value < claimed for part in figures):
        return Verdict.CONTRADICTED, Ground.RANK_WORSE, figures, None
    return Verdict.NOT_CHECKABLE, Ground.RANK_GROUP, figures, None


def _rank_of(
    trade: Trade, year: int, ranker: str, other: str, group: Group | None, settings: AvenueSettings
) -> int | None:
    """The rank by exports and imports together, as the ranker reports; None where partners are too few."""
    both: dict[str, float] = {}
    for flow in ("X", "M"):
        partners = trade.partners(year, ranker, flow)
        whole = trade.world(year, ranker, flow)
        if whole is None:
            return None
        if whole.partners is None:
            if sum(partners.values()) < settings.rank_cover * whole.value:
                return None
        elif len(partners) < settings.rank_partners:
            return None
        for code, value in partners.items():
            both[code] = both.get(code, 0.0) + value
    members = {code for code in both if len(code) == 3 and (group is None or code in group.members)} - {
        ranker
    }
    if other not in members:
        return None
    return 1 + sum(1 for code in members if both[code] > both[other])


def _group(item: LedgerIndicator) -> Group | None:
    """The group within which a rank is told: by the words of the rank, its scope, or what follows it."""
    said = item.indicator
    for words in (said.subject, said.scope or "", _following(item)):
        found = groups_in(words)
        if found:
            return found[0]
    return None


def _following(item: LedgerIndicator) -> str:
    subject = item.indicator.subject
    for evidence in item.indicator.evidence:
        quote = " ".join(evidence.quote.split())
        at = quote.find(subject)
        if at >= 0:
            return quote[at + len(subject) :][:_BEHIND].rpartition(" ")[0]
    return ""


def _totals(flows: Iterable[tuple[Party, Party, Mirror]]) -> tuple[Part, ...]:
    """Both ways together: as each of the two reports its exports and imports, or as BACI has it."""
    flows = list(flows)
    if len(flows) != 2:
        return ()
    (i, j, out), (_, _, back) = flows
    if out.reconciled is not None or back.reconciled is not None:
        whole = (out.reconciled or 0.0) + (back.reconciled or 0.0)
        return (Part(name="trade both ways", value=whole, unit="USD", basis=Basis.RECONCILED),)
    found = []
    for party, sold, bought in (
        (i, out.exporter_says, back.importer_says),
        (j, back.exporter_says, out.importer_says),
    ):
        if sold is not None and bought is not None:
            found.append(Part(name=f"trade both ways as {party} reports", value=sold + bought, unit="USD"))
    return tuple(found)


def _each(flows: Iterable[tuple[Party, Party, Mirror]]) -> tuple[Part, ...]:
    """Each way for itself, as each side reports it."""
    return tuple(
        Part(name=f"{i} to {j}", value=value, unit="USD", basis=basis)
        for i, j, told in flows
        for basis, value in (
            (Basis.RECONCILED, told.reconciled),
            (Basis.EXPORTER, told.exporter_says),
            (Basis.IMPORTER, told.importer_says),
        )
        if value is not None
    )


def _near(value: float, figure: float, settings: AvenueSettings) -> bool:
    return abs(value - figure) <= settings.tolerance * figure


def _year_before(ledger: Ledger, item: LedgerIndicator) -> int | None:
    """The last full year before the first document that tells of it."""
    dates = [published(ledger, report.document_id).date for report in item.reports]
    return min((date.year - 1 for date in dates if date is not None), default=None)


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value is not None else None
    except ValueError:
        return None


def _is_plan(ledger: Ledger, item: LedgerIndicator) -> bool:
    """Whether the words of the claim also tell of what is planned or meant."""
    return any(
        pack.cue(group, pack.tokens(evidence.quote))
        for report in item.reports
        for pack in (pack_or_bare(ledger.documents[report.document_id].lang),)
        for evidence in report.evidence
        for group in ("planned", "commitment")
    )


def _names_goods(ledger: Ledger, item: LedgerIndicator) -> bool:
    """Whether the words name an area other than trade as such."""
    return any(
        match.value != _OF_TRADE
        for report in item.reports
        for pack in (pack_or_bare(ledger.documents[report.document_id].lang),)
        for evidence in report.evidence
        for match in pack.areas.longest(pack.tokens(evidence.quote))
    )
