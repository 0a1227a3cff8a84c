"""The whole assessment of two parties on a day: scorecard, momentum, and what moved since another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from dragoman.desk.assessment.changes import AreaChange, changes
from dragoman.desk.assessment.dealings import Pair
from dragoman.desk.assessment.momentum import Momentum, momentum
from dragoman.desk.assessment.rows import Scorecard
from dragoman.desk.assessment.scorecard import scorecard
from dragoman.desk.assessment.trading import trade_shares
from dragoman.desk.coverage import Coverage
from dragoman.desk.known import known_by
from dragoman.desk.settings import DeskSettings
from dragoman.model.ledger import Ledger
from dragoman.trade import Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How the relations of two parties stand on a day.

    ``since`` is the day from which ``changes`` are told, and ``then`` the scorecard as known on it; None
    where none was asked for.
    """

    parties: Pair
    on: dt.date
    scorecard: Scorecard
    momentum: Momentum
    since: dt.date | None = None
    then: Scorecard | None = None
    changes: tuple[AreaChange, ...] = ()

    @property
    def coverage(self) -> Coverage:
        """What the answer rests on."""
        return self.scorecard.coverage


def assess(
    ledger: Ledger,
    pair: Pair,
    on: dt.date,
    settings: DeskSettings,
    *,
    since: dt.date | None = None,
    areas: Collection[str] = (),
    trade: Trade | None = None,
) -> Assessment:
    """The assessment of two parties by what documents published by ``on`` tell.

    ``areas`` keeps the scorecard to some; momentum is always of all dealings. ``trade`` are
    trade files, of which the last year counts that was over by the day.
    """
    found = AsOf.of(ledger, on), AsOf.of(ledger, since) if since is not None else None
    return assessed(found[0], found[1], pair, settings, areas=areas, trade=trade)


@dataclass(frozen=True, slots=True)
class AsOf:
    """A ledger as known on a day, and how many documents that leaves out: made once for several pairs."""

    known: Ledger
    on: dt.date
    left_out: int

    @classmethod
    def of(cls, ledger: Ledger, on: dt.date) -> AsOf:
        """The ledger as known on a day."""
        known = known_by(ledger, on)
        return cls(known, on, ledger.size - known.size)

    def scorecard(
        self,
        pair: Pair,
        settings: DeskSettings,
        areas: Collection[str] = (),
        trade: Trade | None = None,
    ) -> Scorecard:
        """The scorecard of two parties on that day."""
        return scorecard(
            self.known,
            pair,
            self.on,
            settings.scorecard,
            areas=areas,
            trade=trade_shares(trade, pair, self.on, settings.avenues),
            docket=settings.docket,
            later=self.left_out,
        )


def assessed(
    now: AsOf,
    before: AsOf | None,
    pair: Pair,
    settings: DeskSettings,
    *,
    areas: Collection[str] = (),
    trade: Trade | None = None,
) -> Assessment:
    """``assess``, where what was known is at hand."""
    card = now.scorecard(pair, settings, areas, trade)
    then = before.scorecard(pair, settings, areas, trade) if before is not None else None
    return Assessment(
        parties=pair,
        on=now.on,
        scorecard=card,
        momentum=momentum(now.known, pair, now.on, settings.weight, settings.momentum),
        since=before.on if before is not None else None,
        then=then,
        changes=changes(then, card) if then is not None else (),
    )
