"""What the ledger is built from, with the ways to ask it: canonical ids, voices, reports, references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.merge.facts import published
from dragoman.merge.refer import References, references
from dragoman.model.judgement import Judgement, Linker
from dragoman.model.ledger import Claim, Report
from dragoman.model.record import Evidence, Party, Person, Reading, Record
from dragoman.model.text import Document
from dragoman.model.time import DateBasis

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Larger:
    """What is known of a larger ledger of which these documents are some: for each of them, and for each of
    their records, the id of its thing there (``homes``), and the usual parties of people by their ids."""

    homes: Mapping[str, str]
    sides: Mapping[str, Party]


class Sources:
    """Documents, readings and judgements in a fixed order, linked once."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        readings: Mapping[str, Reading],
        judgements: Iterable[Judgement],
        larger: Larger | None = None,
    ) -> None:
        self.documents = {key: documents[key] for key in sorted(documents)}
        self.readings = {key: readings[key] for key in sorted(readings) if key in documents}
        told: dict[tuple[str, str], list[Judgement]] = {}
        for one in judgements:
            told.setdefault((one.id, str(one.retracted_at)), []).append(one)
        unique = (max(same, key=lambda j: (j.score, repr(j.reasons))) for same in told.values())
        self.judgements = tuple(
            sorted(unique, key=lambda j: (j.matter.value, j.left, j.right, j.id, str(j.retracted_at)))
        )
        self.refers: dict[str, References] = {
            event: found for r in self.readings.values() for event, found in references(r).items()
        }
        present = [
            *self.documents,
            *(item.id for r in self.readings.values() for item in (*r.people, *r.records)),
        ]
        if larger is None:
            self.canonical = _least_present(Linker(self.judgements), present)
        else:
            self.canonical = {identity: larger.homes.get(identity, identity) for identity in present}
        self.sides: Mapping[str, Party] = larger.sides if larger is not None else {}
        self.voices = {key: self.canonical[key] for key in self.documents}
        self._published = {key: self._date(key) for key in self.documents}
        self._added = {identity for reading in self.readings.values() for identity in reading.added}

    def groups(self, items: Iterable[R]) -> dict[str, list[R]]:
        """Records that are one thing, by canonical id; each group by document and place."""
        out: dict[str, list[R]] = {}
        for item in items:
            out.setdefault(self.canonical[item.id], []).append(item)
        for group in out.values():
            group.sort(key=lambda r: (r.evidence[0].document_id, r.evidence[0].span, r.id))
        return out

    def records(self, kind: type[R]) -> list[R]:
        """Every record of a kind, document by document."""
        return [r for reading in self.readings.values() for r in reading.records if isinstance(r, kind)]

    def voice(self, item: Record | Person) -> str:
        """The voice of the document that an item is from."""
        return self.voices[item.evidence[0].document_id]

    def published(self, document: str) -> str:
        """The date of publication as ISO 8601, as precise as it is known; empty where it is not."""
        return self._published[document]

    def _date(self, key: str) -> str:
        reading = self.readings.get(key)
        if reading is not None and reading.published.date is not None:
            return str(reading.published.date)
        return str(self.documents[key].published or "")

    def published_basis(self, document: str) -> DateBasis:
        """How the date of publication is known."""
        reading = self.readings.get(document)
        if reading is not None and reading.published.date is not None:
            return reading.published.basis
        return self.documents[document].published_basis

    def last_published(self, document: str) -> str:
        """The last day on which a document may have appeared, or an empty string."""
        found = published(self.documents[document], self.readings.get(document))
        return found[1].isoformat() if found else ""

    def report(self, record: Record | Person, evidence: Sequence[Evidence] = ()) -> Report:
        """One document's account of something, in the words given or in all words of the record."""
        document = record.evidence[0].document_id
        return Report(
            document_id=document,
            record_id=record.id,
            voice=self.voices[document],
            evidence=tuple(evidence) or record.evidence,
            added_by=record.evidence[0].producer if record.id in self._added else None,
        )

    def reports(self, records: Iterable[Record | Person]) -> tuple[Report, ...]:
        """Reports, earliest published first, undated ones last."""
        return self.ordered(self.report(r) for r in records)

    def ordered(self, reports: Iterable[Report]) -> tuple[Report, ...]:
        """Reports without repeats, earliest published first, undated ones last."""
        unique = {(r.document_id, r.record_id, r.evidence): r for r in reports}
        return tuple(
            sorted(
                unique.values(),
                key=lambda r: (
                    self.published(r.document_id) or "9999",
                    r.document_id,
                    r.evidence[0].span,
                    r.record_id,
                ),
            )
        )

    def claim(self, name: str, value: str, evidence: Evidence, written: str = "") -> Claim:
        """One property as one document says it; ``written`` is the quote where no words are given."""
        return Claim(
            property=name,
            value=value,
            written=written or evidence.quote,
            lang=self.documents[evidence.document_id].lang,
            evidence=evidence,
        )


def _least_present(linker: Linker, present: Iterable[str]) -> dict[str, str]:
    """Each id that is there -> the least id of its group that is there."""
    groups: dict[str, list[str]] = {}
    for identity in present:
        groups.setdefault(linker.canonical(identity), []).append(identity)
    return {member: min(group) for group in groups.values() for member in group}
