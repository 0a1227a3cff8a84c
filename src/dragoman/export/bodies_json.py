"""The register of bodies -> JSON: a list with one object for each."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.bodies.rows import BodyEntry, Chair, Following, Promise, SessionEntry, Signed
from dragoman.desk.timeline import voices
from dragoman.export.annotation import place
from dragoman.export.notes_json import noted_json
from dragoman.export.timeline_json import Json, conflict_json, reports_json, when_json
from dragoman.model.ledger import Ledger


def bodies_json(ledger: Ledger, entries: Iterable[BodyEntry]) -> list[Json]:
    """``sessions`` are the numbered ones by number, ``unnumbered`` the others. ``gaps`` are numbers between
    known ones, ``first_known`` is the lowest: nothing is known of those before it either."""
    return [_body(ledger, entry) for entry in entries]


def _body(ledger: Ledger, entry: BodyEntry) -> Json:
    body = entry.body
    told = {session.number: session for session in body.sessions}
    numbered = sorted((s for s in entry.sessions if s.number is not None), key=lambda s: s.number or 0)
    return {
        "name": body.name,
        "aliases": [{"written": written, "lang": lang} for written, lang in body.aliases],
        "kind": body.kind.value,
        "parties": [str(party) for party in body.parties],
        "sessions": [
            {
                "number": session.number,
                **_session(session),
                "reports": reports_json(ledger, told[session.number or 0].reports),
                "conflicts": [conflict_json(ledger, c) for c in told[session.number or 0].conflicts],
            }
            for session in numbered
        ],
        "unnumbered": [
            {"number": None, **_session(session), "notes": noted_json(session.notes)}
            for session in entry.sessions
            if session.number is None
        ],
        "gaps": list(body.gaps),
        "first_known": min(told, default=None),
        "out_of_order": list(body.out_of_order),
        "next": [_promise(one) for one in entry.next],
        "missed": [_promise(one) for one in entry.missed],
        "tasks": [
            {
                "words": task.words,
                "told": task.told,
                "evidence": "candidates" if task.followed else "no public evidence",
                "followed": [_following(one) for one in task.followed],
                "notes": noted_json(task.notes),
            }
            for task in entry.tasks
        ],
        "founded_by": [
            {"instrument": one.id, "title": one.name, "notes": noted_json(one.notes)} for one in entry.founded
        ],
        "id": body.id,
        "voices": voices(body.reports),
        "reports": reports_json(ledger, body.reports),
    }


def _session(session: SessionEntry) -> Json:
    return {
        **when_json(session.when),
        "place": place(session.place),
        "held": session.held.value,
        "level": session.level.value if session.level else None,
        "chairs": [_chair(one) for one in session.chairs],
        "instruments": [_signed(one) for one in session.signed],
        "engagements": list(session.engagements),
        "out_of_order": session.out_of_order,
    }


def _chair(one: Chair) -> Json:
    return {
        "person": one.person_id,
        "name": one.name,
        "party": str(one.party) if one.party else None,
        "party_basis": one.party_basis.value if one.party else None,
        "role": one.role.value if one.role else None,
        "role_basis": one.role_basis.value if one.role else None,
        "notes": noted_json(one.notes),
    }


def _signed(one: Signed) -> Json:
    return {
        "instrument": one.instrument,
        "title": one.title,
        "basis": one.basis.value,
        "notes": noted_json(one.notes),
    }


def _promise(one: Promise) -> Json:
    return {
        "engagement": one.engagement,
        "number": one.number,
        **when_json(one.when),
        "moved": [when_json(when) for when in one.moved],
        "place": place(one.place),
        "outcome": one.outcome.value,
        "perhaps": list(one.perhaps),
        "notes": noted_json(one.notes),
    }


def _following(one: Following) -> Json:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "text": one.text,
        **when_json(one.when),
        "why": [why.value for why in one.why],
        "common": list(one.common),
        "notes": noted_json(one.notes),
    }
