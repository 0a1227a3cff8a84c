"""Passages of a document whose words stand in another document as well: what a report took over.

Only words of one language are compared, by their runs of four, as copies are found: a passage echoes another
document that has at least eight in ten of its runs. Translations are for ``dragoman.desk.lineage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.desk.notes import published
from dragoman.merge.runs import prose, shingles
from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.text import Sentence, Span

_ENOUGH = 0.8  # of a passage's runs
_FEWEST = 4  # runs; shorter passages ("the two ministers met") prove nothing
_NEAR = 12  # documents that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A passage that stands in another document too. ``earlier``: that was published before; where the dates
    do not tell, or it came later, it is not said which of the two took it from the other."""

    span: Span
    document: str
    earlier: bool


def echoes(
    ledger: Ledger, document_id: str, sentences: Iterable[Sentence], others: Sequence[str]
) -> tuple[Echo, ...]:
    """The passages that one of ``others`` has as well, each with the earliest document that has it."""
    document = ledger.documents[document_id]
    own = [(s, runs) for s in sentences if len(runs := shingles(s.span.of(document.masked))) >= _FEWEST]
    found: dict[Span, Echo] = {}
    for key in sorted(others, key=lambda k: _day(ledger, k)):
        theirs = shingles(prose(ledger.documents[key]))
        earlier = _is_earlier(ledger, key, document_id)
        for sentence, runs in own:
            if sentence.span not in found and len(runs & theirs) >= _ENOUGH * len(runs):
                found[sentence.span] = Echo(span=sentence.span, document=key, earlier=earlier)
    return tuple(sorted(found.values(), key=lambda e: e.span.start))


def near(ledger: Ledger, document_id: str) -> tuple[str, ...]:
    """The documents in whose words a document's may stand: of its voice, judged with it, or on the same
    engagements; those with most in common first."""
    voice = ledger.voices.get(document_id, document_id)
    weight: dict[str, int] = {}
    for key in ledger.documents:
        if ledger.voices.get(key, key) == voice:
            weight[key] = 1_000
    for one in ledger.judgements:
        live = one.matter is Matter.DOCUMENT and one.retracted_at is None
        if live and one.verdict is not Verdict.APART and document_id in (one.left, one.right):
            for key in (one.left, one.right):
                weight[key] = weight.get(key, 0) + 100
    for event in ledger.engagements:
        told = {report.document_id for report in event.reports}
        if document_id in told:
            for key in told:
                weight[key] = weight.get(key, 0) + 1
    own = ledger.documents[document_id].lang
    weight.pop(document_id, None)
    fit = [key for key in weight if key in ledger.documents and ledger.documents[key].lang == own]
    return tuple(sorted(fit, key=lambda k: (-weight[k], k))[:_NEAR])


def _day(ledger: Ledger, document_id: str) -> tuple[str, str]:
    date = published(ledger, document_id).date
    return date.last.isoformat() if date else "9999", document_id


def _is_earlier(ledger: Ledger, one: str, other: str) -> bool:
    first, second = published(ledger, one).date, published(ledger, other).date
    return first is not None and second is not None and first.last < second.first
