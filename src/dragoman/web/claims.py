"""Claims as a page lays them out: each property with every value, who says it, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dragoman.desk.notes import Note, note
from dragoman.merge.ledger.fields import iso
from dragoman.model.ledger import Claim, Conflict, Ledger, LedgerEngagement, LedgerInstrument
from dragoman.web.telling import Telling

_ORDER = (
    "kind", "date", "expires", "term", "renews", "place", "realis", "status", "format", "host", "initiator",
    "body", "session", "symbol", "role", "party",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim: the words that say it, the value ``written`` in them, and who put it right, if anybody."""

    note: Note
    written: str
    judge: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value with all that say it. ``voices`` counts copies of a text once; ``taken``: the ledger has it."""

    value: str
    shown: Markup
    said: tuple[Said, ...]
    voices: int
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property: ``name`` as the ledger has it, ``label`` and ``about`` for readers, ``about`` being the
    name of the person whose property it is. ``differs``: not all of its values can be so."""

    name: str
    label: str
    about: str | None
    person: str | None
    values: tuple[Value, ...]
    differs: bool


def fields(
    telling: Telling,
    claims: Iterable[Claim],
    conflicts: Iterable[Conflict],
    taken: Mapping[str, str],
) -> tuple[Field, ...]:
    """Every property that anything is claimed of, those on which sources differ first, then in the order in
    which one reads them. ``taken`` are the values that the ledger has, by property."""
    contested = {conflict.property for conflict in conflicts}
    grouped: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        grouped.setdefault(claim.property, {}).setdefault(claim.value, []).append(claim)
    found = (
        _field(telling, name, values, taken.get(name), differs=name in contested)
        for name, values in grouped.items()
    )
    return tuple(sorted(found, key=lambda f: (not f.differs, _rank(f.name), f.about or "", f.name)))


def taken_of(engagement: LedgerEngagement) -> dict[str, str]:
    """The values that the ledger has of an engagement, by property, as claims write them."""
    one = engagement
    own: dict[str, object] = {
        "kind": one.kind.value,
        "realis": one.realis.value,
        "date": iso(one.when) if one.when.date else None,
        "place": one.place,
        "format": one.format.value if one.format else None,
        "host": one.host,
        "initiator": one.initiator,
        "session": one.session,
    }
    for person in one.participants:
        own[f"role:{person.person_id}"] = person.role.value if person.role else None
        own[f"party:{person.person_id}"] = person.party
    return {name: str(value) for name, value in own.items() if value is not None}


def taken_of_instrument(one: LedgerInstrument) -> dict[str, str]:
    """The same of an instrument."""
    own: dict[str, object] = {
        "kind": one.kind.value,
        "status": one.status.value if one.status else None,
        "date": iso(one.when) if one.when.date else None,
        "symbol": one.symbol,
        "expires": iso(one.expires) if one.expires.date else None,
        "term": f"P{one.term_months}M" if one.term_months else None,
    }
    return {name: str(value) for name, value in own.items() if value is not None}


def said(ledger: Ledger, claims: Iterable[Claim]) -> tuple[Said, ...]:
    """Claims with their notes, earliest publication first."""
    shown = (
        Said(note=note(ledger, c.evidence, c.lang), written=c.written, judge=c.judge)
        for c in dict.fromkeys(claims)
    )
    return tuple(sorted(shown, key=lambda s: (s.note.published or "9999", s.note.document_id, s.note.start)))


def _field(
    telling: Telling, name: str, values: Mapping[str, list[Claim]], taken: str | None, *, differs: bool
) -> Field:
    head, _, whose = name.partition(":")
    ledger = telling.ledger
    shown = [
        Value(
            value=value,
            shown=telling.value(head, value),
            said=said(ledger, claims),
            voices=len({ledger.voices.get(c.evidence.document_id, c.evidence.document_id) for c in claims}),
            taken=value == taken,
        )
        for value, claims in values.items()
    ]
    return Field(
        name=name,
        label=telling.say.known("web.word.field", head) or head,
        about=telling.name(whose, whose) if whose else None,
        person=whose or None,
        values=tuple(sorted(shown, key=lambda v: (not v.taken, -v.voices, v.value))),
        differs=differs,
    )


def _rank(name: str) -> int:
    head = name.partition(":")[0]
    return _ORDER.index(head) if head in _ORDER else len(_ORDER)
