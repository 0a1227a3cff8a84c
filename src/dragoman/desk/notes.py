"""Lines and the notes they stand on. A line about the world cannot be made without one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.errors import InvalidRecord
from dragoman.model.ledger import Ledger, Report
from dragoman.model.record import Evidence
from dragoman.model.time import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words of a document, with what a reader needs to judge them: who printed them, when, in what language.

    ``source`` is the publisher's name, or else the file's, with the country and kind of source where they are
    known. ``page`` counts from 1 in what has pages. ``start`` and ``end`` are code points into the document's
    text. ``voice`` is shared by copies and translations of one text.
    """

    document_id: str
    source: str
    source_country: str | None = None
    source_kind: str | None = None
    origin: str
    title: str | None
    url: str | None
    published: str | None
    published_basis: str
    lang: str
    quote: str
    page: int | None = None
    start: int
    end: int
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Whatever stands on words: raises InvalidRecord where there are none."""

    notes: tuple[Note, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise InvalidRecord("a line without its words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Noted):
    """A sentence about the world, with the words that support it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence about the ledger itself: that nothing is known, or what it covers."""

    text: str


def published(ledger: Ledger, document_id: str) -> When:
    """When a document was published: its own date, or the one its reading inferred."""
    reading = ledger.readings.get(document_id)
    if reading is not None and reading.published.date is not None:
        return reading.published
    document = ledger.documents[document_id]
    return When(date=document.published, basis=document.published_basis)


def source_name(ledger: Ledger, document_id: str) -> str:
    """Who published it: the source by its own name, by the name we know it by, or else the file's name."""
    document, outlet = ledger.documents[document_id], ledger.outlets.get(document_id)
    return document.source.name or (outlet.name if outlet else None) or document.name or document.origin


def note(ledger: Ledger, evidence: Evidence, lang: str | None = None) -> Note:
    """The note of a piece of evidence; raises InvalidRecord where the quote is not in its document."""
    document = ledger.document(evidence)
    if evidence.span.of(document.text) != evidence.quote:
        raise InvalidRecord(f"{document.origin}: the quote does not stand at {evidence.span.start}")
    when = published(ledger, document.id)
    outlet = ledger.outlets.get(document.id)
    return Note(
        document_id=document.id,
        source=source_name(ledger, document.id),
        source_country=outlet.country if outlet else None,
        source_kind=outlet.kind.value if outlet else None,
        origin=document.origin,
        title=document.title,
        url=document.source.url,
        published=str(when.date) if when.date else None,
        published_basis=when.basis.value,
        lang=lang or document.lang,
        quote=evidence.quote,
        page=document.page_of(evidence.span.start),
        start=evidence.span.start,
        end=evidence.span.end,
        voice=ledger.voices.get(document.id, document.id),
    )


def of_reports(ledger: Ledger, *groups: Iterable[Report]) -> tuple[Note, ...]:
    """The notes of reports, a document's repeats of the same words once, earliest publication first."""
    evidence = [e for group in groups for report in group for e in report.evidence]
    return distinct(note(ledger, e) for e in evidence)


def first_of(ledger: Ledger, *groups: Iterable[Report]) -> tuple[Note, ...]:
    """One note for each report: its first words. For lines that count many things."""
    return distinct(note(ledger, report.evidence[0]) for group in groups for report in group)


def distinct(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Without repeats of the same words within a document; by publication, then place in the text."""
    kept: dict[tuple[str, str], Note] = {}
    for one in sorted(notes, key=_order):
        kept.setdefault((one.document_id, " ".join(one.quote.split())), one)
    return tuple(kept.values())


def _order(one: Note) -> tuple[str, str, int, int]:
    return one.published or "9999", one.document_id, one.start, one.end
