"""The docket -> JSON: a list of commitments, overdue first, each with all that is known of it."""

from __future__ import annotations

from dragoman.desk.docket.rows import Deadline, Docket, Entry, Evidenced, PartyScore
from dragoman.export.notes_json import noted_json
from dragoman.export.timeline_json import Json, dumps, reports_json, when_json
from dragoman.model.judgement import Reason
from dragoman.model.ledger import Ledger
from dragoman.model.ruling import Ruling


def commitments_json(ledger: Ledger, docket: Docket) -> str:
    """A list of entries. Unknown is null or an empty list.

    ``due`` is the deadline told last, ``deadlines`` all in the order of telling. ``proposed`` is the
    machine's score of each party with its rule and the ids of its evidence, ``decisions`` what officers
    ruled, the latest first, and ``standing`` which of the two counts.
    """
    return dumps([entry_json(ledger, entry) for entry in docket.entries])


def entry_json(ledger: Ledger, entry: Entry) -> Json:
    """One commitment."""
    return {
        "id": entry.id,
        "who": [str(party) for party in entry.who],
        "what": entry.what,
        "lang": entry.lang,
        "to": [str(party) for party in entry.to],
        "to_basis": entry.to_basis.value if entry.to_basis else None,
        "strength": entry.strength.value,
        "told": entry.told,
        "due": when_json(entry.due),
        "due_text": entry.due_text,
        "deadlines": [_deadline(one) for one in entry.deadlines],
        "slips": entry.slips,
        "overdue": entry.overdue,
        "areas": list(entry.areas),
        "proposed": [_score(one) for one in entry.proposed],
        "decisions": [ruling_json(row.ruling) | {"after_on": row.later} for row in entry.rulings],
        "standing": [{"party": str(s.party), "score": s.mark.value, "by": s.by} for s in entry.standing],
        "evidence": [_evidence(one) for one in entry.evidence],
        "later_documents": entry.later_documents,
        "joined": [
            {"left": j.left, "right": j.right, "score": j.score, "reasons": _reasons(j.reasons)}
            for j in entry.joined
        ],
        "voices": entry.voices,
        "reports": reports_json(ledger, entry.reports),
    }


def ruling_json(ruling: Ruling) -> Json:
    """An officer's ruling; ``party`` is null where it is on every party."""
    return {
        "id": ruling.id,
        "record_id": ruling.record,
        "party": str(ruling.party) if ruling.party else None,
        "score": ruling.mark.value,
        "by": ruling.author,
        "reason": ruling.reason or None,
        "made_at": ruling.made_at.isoformat(),
        "undone_at": ruling.retracted_at.isoformat() if ruling.retracted_at else None,
    }


def _deadline(one: Deadline) -> Json:
    return {
        **when_json(one.when),
        "written": one.written,
        "told": one.told,
        "moved_days": one.days,
        "notes": noted_json(one.notes),
    }


def _score(one: PartyScore) -> Json:
    return {
        "party": str(one.party),
        "score": one.mark.value,
        "rule": one.rule.name.lower(),
        "why": one.rule.value,
        "evidence": list(one.evidence),
        "days_late": one.days_late,
    }


def _evidence(one: Evidenced) -> Json:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "polarity": one.polarity.value,
        **when_json(one.when),
        "parties": [str(party) for party in one.parties],
        "source_is": one.credit.value,
        "counts": one.counts,
        "not_counted_because": one.discount.value if one.discount else None,
        "score": one.score,
        "reasons": _reasons(one.reasons),
        "notes": noted_json(one.notes),
    }


def _reasons(reasons: tuple[Reason, ...]) -> list[Json]:
    return [{"feature": r.feature, "value": r.value, "weight": r.weight} for r in reasons]
