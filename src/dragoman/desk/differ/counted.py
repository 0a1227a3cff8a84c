"""Counts of contacts: of two sources beside each other, and of each beside the ledger's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.desk.brief_rows import CountRow
from dragoman.desk.counts import Grouped, Outcome, Verdict, grouped_claims, verdicts
from dragoman.desk.differ.fields import subject_of
from dragoman.desk.differ.rows import Disagreement, Kind, Standing, Told, exclusive, told, versions
from dragoman.desk.timeline import by_date, is_contact, taking_part
from dragoman.desk.wording import isolated
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Evidence, Party

_PAIR = 2
_STANDINGS = {
    Outcome.MORE: Standing.DIFFERS,
    Outcome.IN_PART: Standing.IN_PART,
    Outcome.FEWER: Standing.FEWER,
}


def counted(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> list[Disagreement]:
    """Counts that do not hold as they stand, each with the ledger's own; and those of one contact over one
    time on which sources differ. Counts are of the contacts of two parties: with more, nobody knows whose."""
    contacts: dict[frozenset[Party], list[LedgerEngagement]] = {}
    counting: dict[frozenset[Party], None] = {}
    for engagement in engagements:
        sides = taking_part(engagement)
        if len(sides) == _PAIR and is_contact(engagement):
            contacts.setdefault(sides, []).append(engagement)
            if any(member.counted for member in engagement.members):
                counting[sides] = None
    out = []
    for sides in counting:
        pair = list(by_date(contacts[sides]))
        by_id = {engagement.id: engagement for engagement in pair}
        grouped = grouped_claims(ledger, pair)
        out += _between(ledger, by_id, grouped)
        for verdict in verdicts(ledger, pair, grouped):
            standing = _STANDINGS.get(verdict.outcome)
            if standing is not None:
                out.append(_beside(ledger, by_id[verdict.row.engagement], verdict, standing))
    return out


def _between(ledger: Ledger, by_id: dict[str, LedgerEngagement], grouped: Grouped) -> list[Disagreement]:
    """Two numbers for one contact over one time."""
    shelves: dict[tuple[str, str], dict[int, list[Evidence]]] = {}
    for (identity, number, since), claims in grouped.items():
        words = shelves.setdefault((identity, str(since or "")), {}).setdefault(number, [])
        words.extend(evidence for evidence, _ in claims)
    out = []
    for (identity, first), numbers in shelves.items():
        values = exclusive([told(str(n), str(n), ledger, words) for n, words in numbers.items()])
        if values:
            text = "Sources count differently" + (f" since {first}" if first else "")
            out.append(_row(ledger, by_id[identity], Standing.DIFFERS, text, values, None))
    return out


def _beside(
    ledger: Ledger, engagement: LedgerEngagement, verdict: Verdict, standing: Standing
) -> Disagreement:
    """A count of sources with the ledger's."""
    row = verdict.row
    values = [told(str(row.said), f"{row.said} (“{isolated(row.written)}”)", ledger, verdict.words)]
    return _row(ledger, engagement, standing, row.text.removesuffix("."), values, row)


def _row(
    ledger: Ledger,
    engagement: LedgerEngagement,
    standing: Standing,
    text: str,
    values: Sequence[Told],
    counted: CountRow | None,
) -> Disagreement:
    return Disagreement(
        id=engagement.id,
        kind=Kind.COUNT,
        standing=standing,
        name="count" if counted is None else f"count:{counted.said}:{counted.since or ''}",
        subject=subject_of(ledger, engagement),
        text=text,
        versions=versions(ledger, values),
        counted=counted,
        parties=tuple(sorted(taking_part(engagement))),
        when=engagement.when,
    )
