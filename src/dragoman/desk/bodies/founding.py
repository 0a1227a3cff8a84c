"""Which instrument created which body: where both stand in the words of one document, beside creation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.desk.bodies.words import around, pack_of
from dragoman.model.ledger import Ledger, LedgerBody, LedgerInstrument
from dragoman.model.record import Evidence
from dragoman.model.text import Span

_REACH = 120  # characters between the title, the word of creation and the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """A body that an instrument created, with the sentences that say so."""

    instrument: LedgerInstrument
    body: LedgerBody
    evidence: tuple[Evidence, ...]


def creations(ledger: Ledger) -> tuple[Creation, ...]:
    """Every body whose name follows a word of creation that follows an instrument's title in one sentence
    ("a memorandum establishing a joint committee"), or stands before both where the verb comes last."""
    by_document: dict[str, list[LedgerInstrument]] = {}
    for instrument in ledger.instruments:
        for report in instrument.reports:
            by_document.setdefault(report.document_id, []).append(instrument)
    found: dict[tuple[str, str], dict[Evidence, None]] = {}
    pairs: dict[tuple[str, str], tuple[LedgerInstrument, LedgerBody]] = {}
    for body in ledger.bodies:
        for instrument, evidence in _of_body(ledger, body, by_document):
            key = (instrument.id, body.id)
            found.setdefault(key, {}).setdefault(evidence)
            pairs[key] = instrument, body
    return tuple(
        Creation(instrument=pairs[key][0], body=pairs[key][1], evidence=tuple(found[key]))
        for key in sorted(found)
    )


def _of_body(
    ledger: Ledger, body: LedgerBody, by_document: dict[str, list[LedgerInstrument]]
) -> Iterator[tuple[LedgerInstrument, Evidence]]:
    for member in body.members:
        for evidence in member.evidence:
            sentence = around(ledger, evidence)
            for instrument in by_document.get(evidence.document_id, ()):
                titles = [
                    title
                    for paper in instrument.members
                    if paper.evidence[0].document_id == evidence.document_id
                    for title in (paper.title, *paper.aliases)
                    if any(e.span.overlaps(sentence) for e in paper.evidence)
                ]
                words = _creating(ledger, evidence, titles, (member.name, *member.aliases))
                if words is not None:
                    yield instrument, words


def _creating(
    ledger: Ledger, evidence: Evidence, titles: Iterable[str], names: Iterable[str]
) -> Evidence | None:
    """The sentence, where a title, a word of creation and the body's name stand near each other in it."""
    document = ledger.document(evidence)
    span = around(ledger, evidence)
    words = span.of(document.text)
    cues = pack_of(ledger, document.id).cue("create", words)
    for title in titles:
        for name in names:
            papers, bodies = _places(words, title), _places(words, name)
            for paper in papers:
                for body in bodies:
                    if paper.overlaps(body):
                        if any(paper.start <= cue.start < body.start for cue in cues):
                            return _sentence(ledger, evidence, span)
                        continue
                    for cue in cues:
                        between = paper.end <= cue.start and cue.end <= body.start
                        last = body.end <= cue.start and paper.end <= body.start
                        near = max(cue.start - paper.end, body.start - cue.end) <= _REACH
                        if (between and near) or (last and cue.start - body.end <= _REACH // 4):
                            return _sentence(ledger, evidence, span)
    return None


def _places(words: str, name: str) -> list[Span]:
    out = []
    at = words.find(name)
    while at >= 0 and name:
        out.append(Span(start=at, end=at + len(name)))
        at = words.find(name, at + 1)
    return out


def _sentence(ledger: Ledger, evidence: Evidence, span: Span) -> Evidence:
    document = ledger.document(evidence)
    words = span.of(document.text)
    left = len(words) - len(words.lstrip())
    return Evidence.of(
        document,
        Span(start=span.start + left, end=span.start + len(words.rstrip())),
        evidence.producer,
        evidence.confidence,
    )
