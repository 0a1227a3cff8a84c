"""From whom to whom an engagement goes, between two parties."""

from __future__ import annotations

from enum import StrEnum

from dragoman.desk.timeline import PUBLIC_ACTS
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Party
from dragoman.model.text import EngagementKind, Part

Pair = tuple[Party, Party]
_SAID = frozenset({EngagementKind.STATEMENT, EngagementKind.CONDEMNATION, EngagementKind.REQUEST})


class Direction(StrEnum):
    """Of two parties in their order: the first towards the second, the second towards the first, or both."""

    FORTH = "forth"
    BACK = "back"
    JOINT = "joint"


def direction(engagement: LedgerEngagement, pair: Pair) -> Direction:
    """Who goes towards whom.

    The side that took the initiative, where a document tells it; of a visit the guest's; of a message or a
    public act the side of those who send or say it, or the one that is not addressed. All else, and what the
    words leave open, is joint.
    """
    side = engagement.initiator if engagement.initiator in pair else None
    if side is None and engagement.kind is EngagementKind.VISIT:
        host = _host(engagement, pair)
        side = _other(host, pair) if host is not None else None
    elif side is None and (engagement.kind in PUBLIC_ACTS or engagement.kind is EngagementKind.MESSAGE):
        side = _actor(engagement, pair)
    if side is None:
        return Direction.JOINT
    return Direction.FORTH if side == pair[0] else Direction.BACK


def is_between(engagement: LedgerEngagement, pair: Pair) -> bool:
    """Whether it is something between the two, and not what both say of somebody else or a third of both."""
    if engagement.kind not in _SAID:
        return True
    said_by = {p.party for p in engagement.participants if Part.ADDRESSEE not in p.parts and p.party}
    if engagement.initiator is not None:
        said_by.add(engagement.initiator)
    return not said_by or len(said_by & set(pair)) == 1


def _actor(engagement: LedgerEngagement, pair: Pair) -> Party | None:
    doing = {p.party for p in engagement.participants if Part.ADDRESSEE not in p.parts} & set(pair)
    addressed = {p.party for p in engagement.participants if Part.ADDRESSEE in p.parts} & set(pair)
    if len(doing) == 1:
        return next(iter(doing))
    if not doing and len(addressed) == 1:
        host = next(iter(addressed))
        return _other(host, pair) if host is not None else None
    return None


def _host(engagement: LedgerEngagement, pair: Pair) -> Party | None:
    if engagement.host is not None:
        return engagement.host if engagement.host in pair else None
    country = engagement.place.country if engagement.place else None
    return next((party for party in pair if party.code == country), None)


def _other(party: Party, pair: Pair) -> Party:
    return pair[1] if party == pair[0] else pair[0]
