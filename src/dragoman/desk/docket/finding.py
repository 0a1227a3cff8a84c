"""A candidate for evidence, made: its words, whose word it is, whether it counts, and what it scored."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.docket.credit import credit_of, discount_of
from dragoman.desk.docket.promised import Days, Index, Promised
from dragoman.desk.docket.rows import Evidenced, EvidenceKind, Polarity
from dragoman.desk.notes import Note, distinct, note
from dragoman.desk.timeline import taking_part
from dragoman.model.judgement import Reason
from dragoman.model.ledger import LedgerEngagement, Report
from dragoman.model.record import Evidence, Party
from dragoman.model.time import When


class Scale:
    """Features that speak for a candidate, with their weights; nothing is weighed that was not found."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []

    def add(self, feature: str, value: float, weight: float) -> None:
        """A feature with a value above 0."""
        if value > 0 and weight > 0:
            self.reasons.append(Reason(feature=feature, value=round(value, 4), weight=weight))

    @property
    def score(self) -> float:
        """The sum of value × weight."""
        return round(sum(r.value * r.weight for r in self.reasons), 4)


def is_later(index: Index, promise: Promised, document: str) -> bool:
    """Whether a document surely appeared after the promise was told, and is none of those that tell it."""
    days = index.days(document)
    if document in promise.documents or days is None or promise.told is None:
        return False
    return days[0] > promise.told[1]


def since(promise: Promised, days: Days | None) -> bool:
    """Whether something may have been on a day after the promise; what is undated may, too."""
    return days is None or promise.told is None or days[1] >= promise.told[0]


def later_words(index: Index, promise: Promised, reports: Iterable[Report]) -> tuple[Evidence, ...]:
    """The first words of each report that appeared after the promise."""
    return tuple(r.evidence[0] for r in reports if is_later(index, promise, r.document_id))


def found(
    index: Index,
    promise: Promised,
    scale: Scale,
    words: Iterable[Evidence],
    *,
    identity: str,
    kind: EvidenceKind,
    polarity: Polarity,
    when: When,
    parties: Iterable[Party],
    joint: bool,
    final: bool = False,
    by_party: bool = False,
) -> Evidenced | None:
    """The candidate; None where no words tell it."""
    notes: tuple[Note, ...] = distinct(note(index.ledger, e) for e in words)
    if not notes:
        return None
    credit = credit_of(notes, promise.who)
    return Evidenced(
        notes=notes,
        id=identity,
        kind=kind,
        polarity=polarity,
        when=when,
        parties=tuple(sorted(set(parties))),
        joint=joint,
        final=final,
        credit=credit,
        discount=discount_of(kind, polarity, credit, joint=joint, by_party=by_party),
        score=scale.score,
        reasons=tuple(scale.reasons),
    )


def of_event(
    index: Index,
    promise: Promised,
    event: LedgerEngagement,
    scale: Scale,
    polarity: Polarity = Polarity.FOR,
    *,
    final: bool = False,
) -> Evidenced | None:
    """An engagement as evidence, by the words of later documents; None where there are none."""
    sides = taking_part(event)
    return found(
        index,
        promise,
        scale,
        later_words(index, promise, event.reports),
        identity=event.id,
        kind=EvidenceKind.EVENT,
        polarity=polarity,
        when=event.when,
        parties=sides,
        joint=len(sides) > 1,
        final=final,
    )
