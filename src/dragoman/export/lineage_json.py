"""Lineage -> JSON: the shape that ``lineage --format json`` prints. Changes of it raise VERSION."""

from __future__ import annotations

from typing import Any

from dragoman.desk.lineage_rows import (
    Credit,
    Difference,
    DocumentRow,
    LabelRow,
    Lineage,
    OnlyRow,
    Pairing,
    PassageRow,
)
from dragoman.desk.notes import Note
from dragoman.export.timeline_json import dumps

Json = dict[str, Any]

VERSION = 1


def lineage_json(found: Lineage) -> str:
    """One object: the documents, every pair that was compared, disputes over credits, remarks.

    Every passage stands with its document, language, page and offsets. Unknown is null or an empty list.
    """
    return dumps(
        {
            "version": VERSION,
            "voices": found.voices,
            "documents": [_document(row) for row in found.documents],
            "pairs": [_pairing(pairing) for pairing in found.pairings],
            "credit_disputes": [
                {
                    "sides": [
                        {"document_id": key, "credits": [_credit(credit) for credit in credits]}
                        for key, credits in dispute.sides
                    ]
                }
                for dispute in found.disputes
            ],
            "remarks": list(found.remarks),
        }
    )


def _document(row: DocumentRow) -> Json:
    return {
        "id": row.id,
        "source": row.source,
        "source_country": row.source_country,
        "source_kind": row.source_kind,
        "title": row.title,
        "origin": row.origin,
        "url": row.url,
        "lang": row.lang,
        "published": row.published,
        "published_basis": row.published_basis,
        "retrieved": row.retrieved,
        "voice": row.voice,
        "kin": row.kin,
        "passages": row.passages,
        "chain": list(row.chain),
        "credits": [_credit(credit) for credit in row.credits],
    }


def _credit(credit: Credit) -> Json:
    return {
        "kind": credit.kind.value,
        "written": credit.written,
        "name": credit.name,
        "party": credit.party,
        "party_basis": credit.party_basis.value if credit.party_basis else None,
        "documents": list(credit.documents),
        "words": [words(note) for note in credit.notes],
    }


def _pairing(pairing: Pairing) -> Json:
    return {
        "first": pairing.first,
        "second": pairing.second,
        "relation": pairing.relation.value,
        "same_news": pairing.same_news,
        "follows": pairing.follows,
        "hints": [{"reason": h.reason, "text": h.text, "weight": h.weight} for h in pairing.hints],
        "shared": [pairing.shared_first, pairing.shared_second],
        "copied": [pairing.copied_first, pairing.copied_second],
        "judged": pairing.judged,
        "judged_score": pairing.judged_score,
        "passages": [_row(row) for row in pairing.rows],
        "only": [_only(row) for row in pairing.only],
        "labels": [_label(row) for row in pairing.labels],
    }


def _row(row: PassageRow) -> Json:
    return {
        "change": row.change.value,
        "first": [words(note) for note in row.first],
        "second": [words(note) for note in row.second],
        "score": row.score,
        "moved": row.moved,
        "repeats": row.repeats,
        "facts": [{"kind": kind.value, "value": value} for kind, value in row.shared],
        "differences": [_difference(difference) for difference in row.differences],
    }


def _difference(difference: Difference) -> Json:
    return {
        "kind": difference.kind.value,
        "subject": difference.subject or None,
        "agree": difference.agree,
        "first": {"values": list(difference.first), "words": list(difference.first_words)},
        "second": {"values": list(difference.second), "words": list(difference.second_words)},
    }


def _only(row: OnlyRow) -> Json:
    return {
        "in": "second" if row.second else "first",
        "kind": row.kind.value,
        "text": row.text,
        "words": [words(note) for note in row.notes],
    }


def _label(row: LabelRow) -> Json:
    return {
        "issue": row.issue,
        "name": row.name,
        "first": list(row.first),
        "second": list(row.second),
        "words": [words(note) for note in row.notes],
    }


def words(note: Note) -> Json:
    """Where the words of a note stand."""
    return {
        "document_id": note.document_id,
        "lang": note.lang,
        "quote": note.quote,
        "page": note.page,
        "start": note.start,
        "end": note.end,
    }
