"""With whom the trade is of which a claim tells: the other of the two, or a group that its words name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.desk.avenues.facts import Part
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.gazetteer.groups import Group, groups_in
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.ledger import Ledger, LedgerIndicator
from dragoman.model.record import Measure, Party
from dragoman.trade import Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom the words of a claim name. ``sides``: which of the two; ``groups``: of states; ``others``: whether
    they name any other party or group besides."""

    sides: frozenset[Party]
    groups: tuple[Group, ...]
    others: bool

    @property
    def one(self) -> Party | None:
        """The only one of the two that stands beside a group, whose trade with that group it may be."""
        return next(iter(self.sides)) if self.groups and len(self.sides) == 1 else None


def scope_of(ledger: Ledger, item: LedgerIndicator, pair: Collection[Party]) -> Scope:
    """Whom the scope of a claim and the words of all its reports name."""
    words = [item.indicator.scope or ""]
    named: set[Party] = set()
    for report in item.reports:
        pack = pack_or_bare(ledger.documents[report.document_id].lang)
        for evidence in report.evidence:
            words.append(evidence.quote)
            named |= {match.value.party for match in pack.parties.find(pack.tokens(evidence.quote))}
    groups = {group.id: group for text in words for group in groups_in(text)}
    return Scope(
        sides=frozenset(named & set(pair)),
        groups=tuple(groups.values()),
        others=bool(groups or named - set(pair)),
    )


def group_totals(
    trade: Trade, year: int, one: Party, group: Group, measure: Measure, settings: AvenueSettings
) -> tuple[Part, ...]:
    """What one traded with all members of a group, as it reports; none where the files lack partners.

    BACI has all partners; a file of reports where they make up ``rank_cover`` of the trade with the world.
    Trade both ways for a claim on the volume, each way for one on exports or imports.
    """
    found = []
    for flow, way in (("X", f"{one} to {group.name}"), ("M", f"{group.name} to {one}")):
        partners, whole = trade.partners(year, one.code, flow), trade.world(year, one.code, flow)
        if whole is None or not whole.complete or sum(partners.values()) < settings.rank_cover * whole.value:
            continue
        value = sum(value for code, value in partners.items() if code in group.members)
        found.append(Part(name=way, value=value, unit="USD"))
    if measure is not Measure.TRADE_VOLUME:
        return tuple(found)
    if len(found) < 2:
        return ()
    both = sum(part.value for part in found)
    return (Part(name=f"trade of {one} with {group.name} both ways", value=both, unit="USD"),)
