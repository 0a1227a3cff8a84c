"""Fields of records and their values in the reader's language, and what a form offers for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.errors import InvalidRecord
from dragoman.model.correction import (
    KINDS,
    field_of,
    parse_dates,
    parse_parties,
    parse_place,
)
from dragoman.model.record import (
    BodyKind,
    Engagement,
    InstrumentKind,
    InstrumentStatus,
    Measure,
    Person,
    Record,
    Role,
    Strength,
)
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import DateBasis, When
from dragoman.phrases import Phrases
from dragoman.review.add import GIVEN, NEEDED, PREFIXES
from dragoman.review.values import values_of

_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("eng", "kind"): tuple(EngagementKind),
    ("eng", "realis"): tuple(Realis),
    ("eng", "role"): tuple(Role),
    ("per", "role"): tuple(Role),
    ("ins", "kind"): tuple(InstrumentKind),
    ("ins", "status"): tuple(InstrumentStatus),
    ("bod", "kind"): tuple(BodyKind),
    ("com", "strength"): tuple(Strength),
    ("pos", "joint"): ("yes", "no"),
    ("ind", "measure"): tuple(Measure),
}
_GROUPS: Mapping[tuple[str, str], str] = {
    ("eng", "kind"): "kind",
    ("eng", "realis"): "web.review.realis",
    ("eng", "role"): "role",
    ("per", "role"): "role",
    ("ins", "kind"): "instrument_kind",
    ("ins", "status"): "status",
    ("bod", "kind"): "body_kind",
    ("com", "strength"): "web.review.strength",
    ("pos", "joint"): "web.review.joint",
    ("ind", "measure"): "measure",
}
_PARTIES = frozenset({"parties", "party", "who"})
_DATES = frozenset({"date", "due"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A field of a record as it is shown: its code as a correction keeps it, None where there is none."""

    field: str
    label: str
    code: str | None
    text: str
    by: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A field of a form: ``choices`` are (code, text), empty where words are typed; ``hint`` says how."""

    field: str
    label: str
    choices: tuple[tuple[str, str], ...]
    hint: str
    needed: bool = False
    optional: bool = True


def label_of(say: Phrases, name: str, who: str = "") -> str:
    """The name of a field; of a participant's, with who it is of."""
    base, colon, _ = name.partition(":")
    text = say.word("web.review.field", base)
    return say("web.review.of_person", field=text, name=who) if colon else text


def value_words(say: Phrases, prefix: str, name: str, code: str | None) -> str:
    """The value of a field in words."""
    base = name.partition(":")[0]
    if code is None:
        return say("web.review.nothing")
    group = _GROUPS.get((prefix, base))
    if group is not None:
        return say.known(group, code) or code
    try:
        if base in _PARTIES:
            return say.listing(say.party(party) for party in parse_parties(code))
        if base in _DATES:
            first, last = parse_dates(code)
            return say.when(When(date=first, end=last, basis=DateBasis.STATED))
        if prefix == "eng" and base == "place":
            place = parse_place(code)
            return "".join(say.place(place, place.city or ""))
    except InvalidRecord:
        pass
    return code


def values(say: Phrases, item: Person | Record) -> tuple[Value, ...]:
    """Every field of a record that can be corrected."""
    prefix = item.id[:3]
    names = {p.person_id: p.name for p in item.participants} if isinstance(item, Engagement) else {}
    notes = {note.field: note for note in item.corrected}
    out = []
    for name, code in values_of(item).items():
        note = notes.get(name)
        out.append(
            Value(
                field=name,
                label=label_of(say, name, names.get(name.partition(":")[2], "")),
                code=code,
                text=value_words(say, prefix, name, code),
                by=note.by if note else None,
                was=value_words(say, prefix, name, note.was) if note else None,
            )
        )
    return tuple(out)


def entry(say: Phrases, prefix: str, name: str, who: str = "", *, needed: bool = False) -> Entry:
    """What a form offers for a field."""
    base = name.partition(":")[0]
    codes = _CHOICES.get((prefix, base), ())
    group = _GROUPS.get((prefix, base), "")
    hint = "date" if base in _DATES else "parties" if base in _PARTIES else base
    try:
        optional = field_of(f"{prefix}-", name).optional
    except InvalidRecord:  # words of the text, which only what is added has
        optional = True
    return Entry(
        field=name,
        label=label_of(say, name, who),
        choices=tuple((code, say.known(group, code) or code) for code in codes),
        hint=say.known("web.review.hint", hint) or "",
        needed=needed,
        optional=optional,
    )


def entries_to_add(say: Phrases, kind: str) -> tuple[Entry, ...]:
    """The form by which a record of a kind is added: what must be given comes first."""
    prefix, needed = PREFIXES[kind], NEEDED[kind]
    order = sorted(GIVEN[kind], key=lambda name: name not in needed)
    return tuple(entry(say, prefix, name, needed=name in needed) for name in order)


def title(say: Phrases, item: Person | Record) -> str:
    """How a record is called, in a line."""
    told = values_of(item)
    prefix = item.id[:3]

    def text(name: str) -> str:
        return value_words(say, prefix, name, told[name]) if told.get(name) else ""

    match prefix:
        case "eng":
            found = [text("kind"), text("date") or say("date.none"), text("parties")]
        case "per":
            found = [text("name"), text("party")]
        case "ins":
            found = [text("title"), text("date")]
        case "bod":
            found = [text("name"), text("parties")]
        case "com":
            found = [text("who"), getattr(item, "what", "")]
        case "pos":
            found = [text("who") or (getattr(item, "holder", None) or ""), text("issue")]
        case _:
            found = [getattr(item, "subject", ""), text("value")]
    return say("list.comma").join(one for one in found if one)


def kind_word(say: Phrases, identity: str) -> str:
    """What a thing is: an engagement, a person, a document."""
    return say.word("web.review.kind", KINDS.get(identity[:3], "document"))
