"""Claims on one property -> the best value, and a conflict where they truly differ.

A value that only says less (a month beside a day, a country beside its city) agrees with the fuller one. The
best value is what a person said, the last word first; else it has the most independent voices; then the
fullest, the better basis, and the order of values decide. Copies and translations of one text are one voice,
which speaks for what it knows best: what one copy states, not what another has worked out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from dragoman.detect.names import word_similarity
from dragoman.model.ledger import Claim, Conflict
from dragoman.model.record import LEVEL_OF_ROLE, Corrected, Format, PartyBasis, Person, Record, Role
from dragoman.model.text import EngagementKind
from dragoman.model.time import DateBasis, PartialDate, When

_BASIS = {
    DateBasis.STATED: 0,
    DateBasis.INFERRED: 1,
    DateBasis.RELATIVE: 2,
    DateBasis.PUBLICATION: 3,
    DateBasis.UNKNOWN: 4,
}


R = TypeVar("R", bound=Person | Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim with what decides between claims. ``anchor`` is the basis of the date of publication, from
    which a date that is not stated may have been worked out. ``also`` are values that its document grants as
    well; ``at`` is when a person put it right."""

    claim: Claim
    voice: str
    basis: DateBasis = DateBasis.STATED
    anchor: DateBasis = DateBasis.STATED
    also: frozenset[str] = frozenset()
    at: dt.datetime | None = None

    @property
    def doubt(self) -> tuple[int, int]:
        """How little sure it is: 0, 0 for what a document states."""
        return _BASIS[self.basis], 0 if self.basis is DateBasis.STATED else _BASIS[self.anchor]


def saying(
    item: Person | Record,
    claim: Claim,
    voice: str,
    *,
    basis: DateBasis = DateBasis.STATED,
    anchor: DateBasis = DateBasis.STATED,
    also: frozenset[str] = frozenset(),
    field: str = "",
) -> Saying:
    """What a record says; a person's word, and the words that they give, where they corrected the field.

    ``field`` is its name where that is not the property's.
    """
    note = correction(item, field or claim.property)
    if note is None:
        return Saying(claim=claim, voice=voice, basis=basis, anchor=anchor, also=also)
    words = note.evidence or claim.evidence
    claim = replace(claim, judge=note.by, evidence=words, written=words.quote)
    return Saying(claim=claim, voice=voice, basis=basis, anchor=anchor, at=note.at)


def correction(item: Person | Record, field: str) -> Corrected | None:
    """How a person put a field of a record right."""
    return next((note for note in item.corrected if note.field == field), None)


def decided(items: Iterable[R], field: str) -> R | None:
    """The record whose field a person put right last; None where nobody did."""
    found = [(note.at, item.id, item) for item in items if (note := correction(item, field)) is not None]
    return max(found, key=lambda f: f[:2])[2] if found else None


def surest(told: Iterable[PartyBasis]) -> PartyBasis:
    """The surest of several: stated before inferred before known; stated where there is none."""
    ranks = list(PartyBasis)
    return min(told, key=ranks.index, default=PartyBasis.STATED)


@dataclass(frozen=True, slots=True)
class Scale:
    """How the values of a property compare: whether two agree, and how much one says."""

    meets: Callable[[str, str], bool]
    detail: Callable[[str], int]


def best(sayings: Sequence[Saying], scale: Scale) -> tuple[Saying | None, Conflict | None]:
    """The saying whose value is best, and the conflict if two full values do not agree.

    A person's word outranks every document's: of several the last counts.
    """
    if len(sayings) <= 1:
        return (sayings[0] if sayings else None), None
    word = _last_word(sayings)
    own: dict[str, list[Saying]] = {}
    for saying in sayings:
        own.setdefault(saying.claim.value, []).append(saying)
    if len(own) == 1:
        return word or min(sayings, key=_by_doubt), None
    full = [v for v in sorted(own) if not any(_fuller(other, v, scale) for other in own)]
    backing = _backing(own, full, scale)
    ranked = sorted(full, key=lambda v: (-len(backing[v]), -scale.detail(v), min(s.doubt for s in own[v]), v))
    if word is not None:
        value = word.claim.value
        return word, _conflict(own, [value, *(v for v in ranked if v != value)], scale)
    return min(own[ranked[0]], key=_by_doubt), _conflict(own, ranked, scale)


def _by_doubt(saying: Saying) -> tuple[tuple[int, int], tuple[str, int, int, str]]:
    return saying.doubt, _claim_order(saying.claim)


def _backing(own: dict[str, list[Saying]], full: Iterable[str], scale: Scale) -> dict[str, set[str]]:
    """The voices behind each value: those of whose surest sayings one agrees with it."""
    least: dict[str, tuple[int, int]] = {}
    for saying in (s for told in own.values() for s in told):
        least[saying.voice] = min(saying.doubt, least.get(saying.voice, saying.doubt))
    sure = {v: [s.voice for s in told if s.doubt == least[s.voice]] for v, told in own.items()}
    return {v: {who for other in own if scale.meets(v, other) for who in sure[other]} for v in full}


def _last_word(sayings: Iterable[Saying]) -> Saying | None:
    told = [(s.at, s.claim.value, _claim_order(s.claim), s) for s in sayings if s.at is not None]
    return max(told, key=lambda t: t[:3])[3] if told else None


def _fuller(other: str, value: str, scale: Scale) -> bool:
    return scale.detail(other) > scale.detail(value) and scale.meets(other, value)


def _conflict(own: dict[str, list[Saying]], ranked: Sequence[str], scale: Scale) -> Conflict | None:
    """The full values, each with its claims and those of values that say less of the same."""
    grants = {value: frozenset().union(*(s.also for s in own[value])) for value in ranked}
    differ = any(
        not scale.meets(a, b) and b not in grants[a] and a not in grants[b]
        for at, a in enumerate(ranked)
        for b in ranked[at + 1 :]
    )
    if not differ:
        return None
    claims: dict[str, list[Claim]] = {value: [s.claim for s in own[value]] for value in ranked}
    for value, told in own.items():
        if value not in claims:
            home = next((v for v in ranked if scale.meets(v, value)), ranked[0])
            claims[home].extend(s.claim for s in told)
    return Conflict(
        property=own[ranked[0]][0].claim.property,
        values=tuple((value, tuple(sorted(claims[value], key=_claim_order))) for value in ranked),
    )


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims without repeats, by property, value, document and place."""
    return tuple(sorted(dict.fromkeys(claims), key=lambda c: (c.property, c.value, *_claim_order(c))))


def _claim_order(claim: Claim) -> tuple[str, int, int, str]:
    evidence = claim.evidence
    return evidence.document_id, evidence.span.start, evidence.span.end, claim.written


def iso(when: When) -> str:
    """A date as the value of a claim: ``2021-03-17``, or ``2021-03-17/2021-03-19`` for a range."""
    return f"{when.date}/{when.end}" if when.end is not None and when.end != when.date else str(when.date)


# --- the scales of the properties ---------------------------------------------------------------------------


def _same(left: str, right: str) -> bool:
    return left == right


def _flat(_value: str) -> int:
    return 0


@lru_cache(maxsize=4096)
def _date_days(value: str) -> tuple[dt.date, dt.date]:
    first, _, last = value.partition("/")
    return PartialDate.parse(first).first, PartialDate.parse(last or first).last


def _dates_meet(left: str, right: str) -> bool:
    (first, last), (first2, last2) = _date_days(left), _date_days(right)
    return first <= last2 and first2 <= last


def _date_detail(value: str) -> int:
    return len(value.partition("/")[0])


def _places_meet(left: str, right: str) -> bool:
    """Cities in two spellings agree; a country agrees with its cities."""
    (city, country), (city2, country2) = _place(left), _place(right)
    if country and country2 and country != country2:
        return False
    return not city or not city2 or city == city2 or word_similarity(city, city2) >= 0.87


def _place(value: str) -> tuple[str, str]:
    head, comma, tail = value.rpartition(", ")
    if comma:
        return head.casefold(), tail
    return ("", tail) if len(tail) == 3 and tail.isupper() else (tail.casefold(), "")


def _place_detail(value: str) -> int:
    return sum(1 for part in _place(value) if part)


def _roles_meet(left: str, right: str) -> bool:
    """Offices of one level agree, and "official" agrees with any."""
    a, b = Role(left), Role(right)
    return Role.OFFICIAL in (a, b) or LEVEL_OF_ROLE[a] is LEVEL_OF_ROLE[b]


def _role_detail(value: str) -> int:
    return {Role.OFFICIAL: 0, Role.MINISTER: 1}.get(Role(value), 2)


def _kinds_meet(left: str, right: str) -> bool:
    return left == right or EngagementKind.MEETING in (left, right)


def _kind_detail(value: str) -> int:
    return int(value != EngagementKind.MEETING)


def _formats_meet(left: str, right: str) -> bool:
    return left == right or Format.BILATERAL in (left, right)


def _format_detail(value: str) -> int:
    return int(value != Format.BILATERAL)


PLAIN = Scale(_same, _flat)
DATE = Scale(_dates_meet, _date_detail)
PLACE = Scale(_places_meet, _place_detail)
ROLE = Scale(_roles_meet, _role_detail)
KIND = Scale(_kinds_meet, _kind_detail)
FORMAT = Scale(_formats_meet, _format_detail)
