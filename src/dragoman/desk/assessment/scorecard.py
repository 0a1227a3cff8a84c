"""The area scorecard: every area of the relations of two parties, as a vector and a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from dragoman.desk.assessment import components as by
from dragoman.desk.assessment.dealings import Dealings, Pair, dealings, is_deed
from dragoman.desk.assessment.delivery import Delivered, delivery_scores
from dragoman.desk.assessment.items import body_item, instrument_item
from dragoman.desk.assessment.rows import AreaRow, Component, Item, Label, Score, Scorecard
from dragoman.desk.assessment.settings import ScorecardSettings
from dragoman.desk.assessment.trading import TradeShares
from dragoman.desk.coverage import coverage
from dragoman.desk.docket import DocketSettings
from dragoman.lexicon.schema import AREAS
from dragoman.model.ledger import Ledger

_A_BASIS = 2  # of legal basis or institution: something that both agreed stands
_SPOKEN_OF = 1
_LIVELY = 2  # of activity: within the time that counts


def scorecard(
    known: Ledger,
    pair: Pair,
    on: dt.date,
    settings: ScorecardSettings,
    *,
    areas: Collection[str] = (),
    trade: TradeShares | None = None,
    docket: DocketSettings | None = None,
    later: int = 0,
) -> Scorecard:
    """The scorecard of two parties from a ledger as known on a day (see ``dragoman.desk.known``).

    Every area, or those of ``areas``, in their usual order. ``trade`` are the shares that the areas'
    goods have in the trade of the two; None where no trade data are at hand. ``docket`` are the
    weights by which delivery is found. ``later`` is the number
    of documents left out as later than the day.
    """
    between = dealings(known, pair, on)
    promised = delivery_scores(between, docket or DocketSettings())
    return Scorecard(
        parties=pair,
        on=on,
        rows=tuple(
            _row(area, between, settings, promised, trade.shares if trade else None)
            for area in AREAS
            if area in (areas or AREAS)
        ),
        general=_general(between, settings),
        settings=settings,
        trade=trade,
        coverage=coverage(known, between.documents, on, later=later),
    )


def label(scores: Mapping[Component, int | None], *, deeds: bool = False) -> Label | None:
    """The state of an area.

    Working: an instrument signed, a body that sat or something done (``deeds``), and a contact on it in the
    time that counts. Dormant: such a basis, and no such contact. Declared only: no basis, but somebody speaks
    of it, means to do something, or plans an instrument or body. Untapped: documents were read and none tells
    of it. None where nothing was read.
    """
    legal, body = scores[Component.LEGAL_BASIS], scores[Component.INSTITUTION]
    lively, stated = scores[Component.ACTIVITY], scores[Component.PRIORITY]
    if legal is None or body is None or lively is None or stated is None:
        return None
    if deeds or max(legal, body) >= _A_BASIS:
        return Label.WORKING if lively >= _LIVELY else Label.DORMANT
    return Label.DECLARED_ONLY if max(legal, body, lively, stated) >= _SPOKEN_OF else Label.UNTAPPED


def _row(
    area: str,
    between: Dealings,
    settings: ScorecardSettings,
    promised: Mapping[str, Delivered],
    trade: Mapping[str, float] | None,
) -> AreaRow:
    told: list[Score] = [
        by.legal_basis(area, between),
        by.institution(area, between, settings),
        by.activity(area, between, settings),
        by.delivery(area, between, promised),
        by.trade_share(area, trade, settings, between),
        by.priority(area, between, settings),
    ]
    scores = (*told, by.evidence(told, between, settings))
    done = any(is_deed(e) for occasion in between.occasions for e in occasion if area in between.areas[e.id])
    state = label({s.component: s.score for s in scores}, deeds=done)
    return AreaRow(area=area, scores=scores, label=state)


def _general(between: Dealings, settings: ScorecardSettings) -> tuple[Item, ...]:
    """Instruments and bodies that name no area."""
    papers = [instrument_item(i, between) for i in between.instruments if not i.areas]
    bodies = [
        body_item(body, "", between.sessions(body.id), between, settings, own=False)
        for body in between.bodies
        if not between.areas[body.id]
    ]
    return (*sorted(papers, key=_latest, reverse=True), *sorted(bodies, key=_latest, reverse=True))


def _latest(item: Item) -> tuple[str, str]:
    return str(item.when.date or ""), item.id
