"""Until when an instrument holds, as all its documents tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.extract.term import COUNTED_FROM, after
from dragoman.merge.ledger.fields import DATE, PLAIN, best, iso, saying
from dragoman.merge.ledger.sources import Sources
from dragoman.model.ledger import Claim, Conflict
from dragoman.model.record import Instrument, InstrumentStatus
from dragoman.model.time import UNDATED, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """``stated`` is the end that documents state; ``counted`` one that a document's own date makes of a
    length of time."""

    stated: When = UNDATED
    counted: When = UNDATED
    months: int | None = None
    renews: bool = False
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def end(self, status: InstrumentStatus | None, when: When) -> When:
        """The end: stated, or counted from the date of the instrument, or from the one of some document.

        An update has a date of its own, from which the first term cannot be counted.
        """
        if self.stated.date is not None:
            return self.stated
        if self.months is not None and status in COUNTED_FROM and when.date is not None:
            return after(when, self.months, COUNTED_FROM[status])
        return self.counted


def terms_of(sources: Sources, members: Sequence[Instrument]) -> Terms:
    """What the records of one instrument say of its end, its term, and of going on by itself."""
    claims: list[Claim] = []
    conflicts: list[Conflict] = []
    stated = [i for i in members if i.expires.date is not None and i.term_months is None]
    counted = [i for i in members if i.expires.date is not None and i.term_months is not None]
    end, conflict = _end(sources, stated, claims)
    conflicts += [conflict] if conflict is not None else []
    lengths = [
        saying(
            i,
            sources.claim("term", f"P{i.term_months}M", i.expires_evidence),
            sources.voice(i),
        )
        for i in members
        if i.term_months is not None and i.expires_evidence is not None
    ]
    claims.extend(said.claim for said in lengths)
    length, conflict = best(lengths, PLAIN)
    conflicts += [conflict] if conflict is not None else []
    claims.extend(
        sources.claim("renews", "true", i.expires_evidence)
        for i in members
        if i.renews and i.expires_evidence is not None
    )
    return Terms(
        stated=end,
        counted=min((i.expires for i in counted), key=lambda w: (iso(w), w.how), default=UNDATED),
        months=int(length.claim.value[1:-1]) if length is not None else None,
        renews=any(i.renews for i in members),
        claims=tuple(claims),
        conflicts=tuple(conflicts),
    )


def _end(
    sources: Sources, members: Sequence[Instrument], claims: list[Claim]
) -> tuple[When, Conflict | None]:
    """The end that most voices give; a later one that later documents give prolongs it: no conflict."""
    sayings = [
        saying(
            i,
            sources.claim("expires", iso(i.expires), i.expires_evidence),
            sources.voice(i),
            basis=i.expires.basis,
        )
        for i in members
        if i.expires_evidence is not None
    ]
    claims.extend(said.claim for said in sayings)
    chosen, conflict = best(sayings, DATE)
    if chosen is None:
        return UNDATED, None
    value = chosen.claim.value
    if conflict is not None:
        told = sorted((sources.last_published(i.evidence[0].document_id), iso(i.expires)) for i in members)
        ends = [end for date, end in told]
        if all(date for date, _ in told) and ends == sorted(ends):
            value, conflict = ends[-1], None
    fit = [i.expires for i in members if iso(i.expires) == value]
    return min(fit, key=lambda when: (when.basis.value, when.how)), conflict
