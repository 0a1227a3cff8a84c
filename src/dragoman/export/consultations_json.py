"""Consultations -> JSON. Rows name their notes by number; ``notes`` has the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from dragoman.desk.cadence import Cadence, Days, Standing
from dragoman.desk.consultations.rows import (
    Balance,
    Consultations,
    Contact,
    Journey,
    NextHost,
    Plan,
    Track,
    Year,
)
from dragoman.desk.parties import party_name
from dragoman.export.annotation import place
from dragoman.export.coverage_json import coverage_json
from dragoman.export.footnotes import Footnotes
from dragoman.export.timeline_json import Json, dumps, when_json
from dragoman.model.record import Level, Party

VERSION = 1


def consultations_json(answer: Consultations) -> str:
    """One object. Unknown is null or an empty list; days are numbers from the least to the most they can be,
    and ``standing`` has two labels where the dates leave it open."""
    notes = Footnotes(answer)
    return dumps(
        {
            "version": VERSION,
            "on": answer.on.isoformat(),
            "parties": [{"code": p.code, "name": party_name(p)} for p in (answer.left, answer.right)],
            "settings": asdict(answer.settings),
            "tracks": [_track(track, answer, notes) for track in answer.tracks],
            "level_unknown": list(answer.unlevelled),
            "planned": [plan_json(plan, notes) for plan in answer.planned],
            "visits": [_journey(journey, notes) for journey in answer.journeys],
            "reciprocity": [_balance(balance, answer) for balance in answer.balances],
            "years": [_year(year, notes) for year in answer.years],
            "notes": notes_json(notes),
            "coverage": coverage_json(answer.coverage),
        }
    )


def notes_json(notes: Footnotes) -> list[Json]:
    """The words that the numbers stand for."""
    return [{"number": number, **asdict(note)} for number, note in enumerate(notes.notes, 1)]


def plan_json(plan: Plan, notes: Footnotes) -> Json:
    return {
        "id": plan.id,
        "engagements": list(plan.engagements),
        "kind": plan.kind.value,
        "level": _level(plan.level),
        "body": plan.body,
        "session": plan.session,
        **when_json(plan.when),
        "place": place(plan.place),
        "host": _party(plan.host),
        "outcome": plan.outcome.value,
        "due": plan.due.isoformat() if plan.due else None,
        "notes": notes.numbers(plan.notes),
    }


def _track(track: Track, answer: Consultations, notes: Footnotes) -> Json:
    rhythm = track.cadence
    last = track.last
    return {
        "subject": track.subject.value,
        "level": _level(track.level),
        "body": track.body,
        "name": track.name,
        "standing": [label.value for label in rhythm.standing],
        "why": _why(track, answer),
        "last": _contact(last, notes) if last else None,
        "days_since": _days(rhythm.since),
        "period": {
            "basis": rhythm.period.basis.value,
            "months": rhythm.period.months,
            "days": _days(rhythm.period.days),
        }
        if rhythm.period
        else None,
        "expected": {"first": rhythm.expected.first.isoformat(), "last": rhythm.expected.last.isoformat()}
        if rhythm.expected
        else None,
        "ratio": [round(r, 3) for r in rhythm.ratio] if rhythm.ratio else None,
        "intervals": [
            {"from": i.earlier, "to": i.later, "days": _days(i.days), "steps": i.steps}
            for i in rhythm.intervals
        ],
        "intervals_with_months_unread": track.unread,
        "declared": [
            {"months": d.months, "written": list(d.written), "notes": notes.numbers(d.notes)}
            for d in track.declared
        ],
        "contacts": [_contact(contact, notes) for contact in track.contacts],
        "same_as_another": list(rhythm.same),
        "undated": list(track.undated),
        "planned": [plan.id for plan in track.planned],
        "host": _host(track.host, notes),
    }


def _why(track: Track, answer: Consultations) -> Json | None:
    """What is lacking, where there is no period."""
    rhythm: Cadence = track.cadence
    if rhythm.standing != (Standing.TOO_FEW,):
        return None
    return {
        "contacts": len(rhythm.moments),
        "intervals": len(rhythm.intervals),
        "intervals_needed": answer.settings.intervals,
        "undated": len(track.undated),
    }


def _contact(contact: Contact, notes: Footnotes) -> Json:
    return {
        "id": contact.id,
        "engagements": list(contact.engagements),
        "kind": contact.kind.value,
        "format": contact.format.value if contact.format else None,
        "level": _level(contact.level),
        **when_json(contact.when),
        "place": place(contact.place),
        "session": contact.session,
        "notes": notes.numbers(contact.notes),
    }


def _host(host: NextHost | None, notes: Footnotes) -> Json | None:
    if host is None:
        return None
    return {
        "party": host.host.code,
        "basis": host.basis.value,
        "from": list(host.basis_ids),
        "notes": notes.numbers(host.notes),
    }


def _journey(journey: Journey, notes: Footnotes) -> Json:
    return {
        "id": journey.id,
        "engagements": list(journey.engagements),
        **when_json(journey.when),
        "guest": journey.guest.code,
        "host": journey.host.code,
        "level": _level(journey.level),
        "people": [
            {
                "name": p.name,
                "role": p.role.value if p.role else None,
                "role_basis": p.role_basis.value if p.role else None,
                "person_id": p.person_id,
            }
            for p in journey.people
        ],
        "place": place(journey.place),
        "told_as": journey.told_as.value,
        "classes": [
            {"visit_class": c.visit_class.value, "notes": notes.numbers(c.notes)} for c in journey.classes
        ],
        "notes": notes.numbers(journey.notes),
    }


def _balance(balance: Balance, answer: Consultations) -> Json:
    return {
        "level": _level(balance.level),
        "visits": [
            {"guest": answer.left.code, "host": answer.right.code, "visits": list(balance.out)},
            {"guest": answer.right.code, "host": answer.left.code, "visits": list(balance.back)},
        ],
        "undated": list(balance.undated),
        "balance": len(balance.out) - len(balance.back),
        "last": balance.last,
        "turn": _party(balance.turn),
    }


def _year(year: Year, notes: Footnotes) -> Json:
    return {
        "year": year.year,
        "highest": _level(year.highest),
        "levels": [{"level": _level(count.level), "contacts": list(count.contacts)} for count in year.levels],
        "notes": notes.numbers(year.notes),
    }


def _days(days: Days | None) -> Sequence[float] | None:
    return [round(days.least, 1), round(days.most, 1)] if days else None


def _level(level: Level | None) -> str | None:
    return level.value if level else None


def _party(party: Party | None) -> str | None:
    return party.code if party else None
