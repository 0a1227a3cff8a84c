"""Officers' rulings -> the commitments that they are about, also where a newer reading has cut them anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.desk.docket.rows import LostRuling, PartyScore, RulingRow, Standing
from dragoman.desk.notes import note
from dragoman.errors import InvalidRecord
from dragoman.model.ledger import Ledger, LedgerCommitment
from dragoman.model.record import Commitment, Evidence
from dragoman.model.ruling import Ruling

_COMMON = 0.5  # of the shorter words, for a record of a newer reading to be the one that was ruled on


class Rulings:
    """The live rulings of a ledger by commitment.

    A ruling follows the record that it was made on. Where that is gone, because the document was read anew,
    it follows the commitment of the same document that has most of its words; where there is none, it is
    among ``lost``, and is never dropped.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        homes = {r.record_id: c.id for c in ledger.commitments for r in c.reports}
        places = _places(ledger)
        self._by_home: dict[str, list[Ruling]] = {}
        lost = []
        for one in ledger.rulings:
            if one.retracted_at is not None:
                continue
            home = homes.get(one.record) or homes.get(_successor(one.words, places) or "")
            if home is None:
                lost.append(one)
            else:
                self._by_home.setdefault(home, []).append(one)
        self.lost = tuple(self._lost(one) for one in _once(lost))

    def of(self, item: LedgerCommitment, on: dt.date) -> tuple[RulingRow, ...]:
        """Rulings on one commitment, the latest first; what one command ruled on several reports once."""
        found = _once(self._by_home.get(item.id, ()))
        return tuple(RulingRow(ruling=r, later=r.made_at.date() > on) for r in found)

    def _lost(self, one: Ruling) -> LostRuling:
        try:
            return LostRuling(ruling=one, note=note(self._ledger, one.words))
        except (KeyError, InvalidRecord):
            return LostRuling(ruling=one, note=None)


def standing(proposed: Iterable[PartyScore], rulings: Iterable[RulingRow]) -> tuple[Standing, ...]:
    """How each party stands: by the latest ruling on it, or on all, made by the day of asking."""
    told = [row.ruling for row in rulings if not row.later]
    out = []
    for score in proposed:
        top = next((r for r in told if r.party is None or r.party == score.party), None)
        out.append(
            Standing(party=score.party, mark=top.mark, by=top.author)
            if top is not None
            else Standing(party=score.party, mark=score.mark)
        )
    return tuple(out)


def _once(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The latest first, without those that one command made on other reports of the commitment."""
    ordered = sorted(rulings, key=lambda r: (r.made_at, r.author, r.record, r.id), reverse=True)
    kept: dict[object, Ruling] = {}
    for one in ordered:
        kept[(one.act, one.party, one.mark, one.reason)] = one
    return list(kept.values())


def _places(ledger: Ledger) -> dict[str, list[Commitment]]:
    return {
        key: found
        for key, reading in ledger.readings.items()
        if (found := [r for r in reading.records if isinstance(r, Commitment)])
    }


def _successor(words: Evidence, places: dict[str, list[Commitment]]) -> str | None:
    best: list[tuple[float, str]] = []
    for record in places.get(words.document_id, ()):
        for e in record.evidence:
            common = min(e.span.end, words.span.end) - max(e.span.start, words.span.start)
            share = common / min(len(e.span), len(words.span))
            if share >= _COMMON:
                best.append((-common, record.id))
    return min(best)[1] if best else None
