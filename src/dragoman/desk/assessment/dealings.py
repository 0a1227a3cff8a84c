"""All that the ledger has on two parties as of a day, gathered once for every area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.desk.assessment.areas import areas_of_body, areas_of_engagement
from dragoman.desk.commitments import docket
from dragoman.desk.contacts import is_ahead
from dragoman.desk.known import on_both
from dragoman.desk.occasions import Occasion, occasions
from dragoman.desk.standing import shared_bodies, shared_instruments
from dragoman.desk.timeline import HAPPENED, is_contact, timeline
from dragoman.gazetteer.acts import load_acts
from dragoman.model.ledger import Ledger, LedgerBody, LedgerCommitment, LedgerEngagement, LedgerInstrument
from dragoman.model.record import Party
from dragoman.model.text import EngagementKind, Realis

Pair = tuple[Party, Party]
_SITTINGS = frozenset(
    {EngagementKind.COMMISSION_SESSION, EngagementKind.CONSULTATIONS, EngagementKind.SUMMIT}
)
_IN_DEED = 2  # the quad class of material cooperation


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealings:
    """What stands and goes on between two parties, from the ledger ``known`` on a day.

    ``occasions`` are the contacts that took place, and deeds (aid, joint exercises), each once. ``ahead`` is
    what is planned. ``areas`` are those of engagements and bodies by id, ``papers`` all instruments by id.
    """

    known: Ledger
    pair: Pair
    on: dt.date
    documents: frozenset[str]
    occasions: tuple[Occasion, ...]
    ahead: tuple[LedgerEngagement, ...]
    instruments: tuple[LedgerInstrument, ...]
    bodies: tuple[LedgerBody, ...]
    commitments: tuple[LedgerCommitment, ...]
    areas: Mapping[str, frozenset[str]]
    papers: Mapping[str, LedgerInstrument]

    def sessions(self, body: str) -> tuple[LedgerEngagement, ...]:
        """The engagements that took place in which a body sat, and not only was spoken of."""
        every = (e for occasion in self.occasions for e in occasion)
        return tuple(e for e in every if e.body == body and (e.kind in _SITTINGS or e.session is not None))


def dealings(known: Ledger, pair: Pair, on: dt.date) -> Dealings:
    """What a ledger, as known on a day, tells of two parties."""
    documents = on_both(known, *pair)
    engagements = timeline(known, pair)
    past = [e for e in engagements if e.realis in HAPPENED and not is_ahead(e, on)]
    deeds = [(e,) for e in past if not is_contact(e) and is_deed(e)]
    bodies = tuple(
        body for body in shared_bodies(known, pair, documents, engagements) if _is_theirs(body, pair, past)
    )
    of_bodies = {body.id: areas_of_body(body) for body in bodies}
    papers = {i.id: i for i in known.instruments}
    return Dealings(
        known=known,
        pair=pair,
        on=on,
        documents=documents,
        occasions=(*occasions(e for e in past if is_contact(e)), *deeds),
        ahead=tuple(e for e in engagements if is_ahead(e, on) and e.realis is not Realis.NEGATED),
        instruments=shared_instruments(known, pair, documents),
        bodies=bodies,
        commitments=docket(known, pair, on=on, documents=documents),
        papers=papers,
        areas=of_bodies | {e.id: areas_of_engagement(e, papers, of_bodies) for e in engagements},
    )


def is_deed(engagement: LedgerEngagement) -> bool:
    """Whether it is cooperation in deed: aid, deliveries, joint exercises."""
    act = load_acts().get(engagement.act or "")
    return act is not None and act.quad == _IN_DEED


def _is_theirs(body: LedgerBody, pair: Pair, past: list[LedgerEngagement]) -> bool:
    """Whether it is a body of the two, or one in which both sit: not one of the world, where they met."""
    sides = set(body.parties)
    if sides:
        return sides <= set(pair) or set(pair) <= sides
    return any(e.body == body.id and set(e.parties) <= set(pair) for e in past)
